"""A record as people corrected it: whose a statement is, what is no event, what is no statement.

What hangs on a statement follows it. What is told in its words (events, tolls, relations, labels) stands in its voice,
and a statement told through its speaker has that speaker in its chain; all of them get the voice that the correction
gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from onrecord.reading.voiced import holder, stated
from onrecord.record import (
    Corrected,
    Entity,
    Event,
    Label,
    Link,
    Mention,
    Record,
    Relation,
    Source,
    Span,
    Statement,
    Toll,
    Voice,
)

SPEAKERS = ("entity", "name", "outlet", "nobody")
"""Whose a statement can be: an entity's of the article, somebody's whose name is typed by hand, the outlet's own, or
nobody's who is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person corrected.

    Attributes:
        id: a content id.
        kind: one of `record.CORRECTIONS`.
        article: the article's id.
        item: the id of the statement or the event.
        speaker: whose the statement is, one of `SPEAKERS`; None where the kind is another than `speaker`.
        entity: the id of the entity that speaks, where it is one.
        name: its name, or the name typed by hand.
        why: what was given as a reason.
        who: who corrected it.
        judged: when, UTC, ISO 8601.
        undone: when it was undone, UTC, ISO 8601; None while it stands.
        undone_by: who undid it.
    """

    id: str
    kind: str
    article: str
    item: str
    speaker: str | None = None
    entity: str | None = None
    name: str | None = None
    why: str | None = None
    who: str
    judged: str
    undone: str | None = None
    undone_by: str | None = None


def last(corrections: Iterable[Correction]) -> list[Correction]:
    """Of each item the last correction that is not undone, in the order given."""
    found: dict[tuple[str, str], Correction] = {}
    for one in corrections:
        if one.undone is None:
            found.pop((one.article, one.item), None)
            found[one.article, one.item] = one
    return list(found.values())


def corrected(record: Record, corrections: Iterable[Correction]) -> Record:
    """The record as people have it.

    The result depends on which corrections stand, not on the order in which those of different items were made. One of
    an item that the record does not hold changes nothing, and is not among the record's corrections.

    Args:
        record: as it was read.
        corrections: of its article, in the order of judging; of each item the last that is not undone counts.
    """
    standing = {one.item: one for one in last(corrections)}
    made = record
    for statement in record.statements:
        one = standing.get(statement.id)
        if one is not None and one.kind != "not-an-event":
            made = _Restating(made, statement.id).done(one)
    events = [event for event in record.events if _is_of(standing.get(event.id), "not-an-event")]
    if events:
        gone = {event.id for event in events}
        made = replace(
            made,
            events=tuple(event for event in made.events if event.id not in gone),
            tolls=tuple(toll for toll in made.tolls if toll.event not in gone),
        )
    items: list[Statement | Event] = [*record.statements, *events]
    told = tuple(_told(standing[each.id], each) for each in items if each.id in standing)
    return replace(made, corrections=(*record.corrections, *told)) if told else record


def _is_of(correction: Correction | None, kind: str) -> bool:
    return correction is not None and correction.kind == kind


def _told(correction: Correction, item: Statement | Event) -> Corrected:
    return Corrected(
        id=correction.id,
        kind=correction.kind,
        statement=item if isinstance(item, Statement) else None,
        event=item if isinstance(item, Event) else None,
        who=correction.who,
        when=correction.judged,
        why=correction.why,
    )


def own_voice(record: Record) -> Voice:
    """The outlet speaking for itself, as the record's own voices have it; empty where it is not known."""
    outlet = record.article.outlet
    if outlet is None:
        return ()
    voiced: tuple[Statement | Event | Toll | Relation | Label, ...] = (
        *record.statements,
        *record.events,
        *record.tolls,
        *record.relations,
        *record.labels,
    )
    return (next((one.voice[0] for one in voiced if one.voice and one.voice[0].name == outlet), _unplaced(outlet)),)


def _unplaced(name: str) -> Link:
    return Link(entity=None, name=name)


_NOBODYS: Final = "scare-quotes"
"""Labels that nobody is told to use, whoever speaks around them."""
Voiced = TypeVar("Voiced", Event, Toll, Relation, Label)


class _Restating:
    """Gives one statement of a record another voice, or takes it out, with all that hangs on it."""

    def __init__(self, record: Record, statement: str) -> None:
        self._record = record
        self._old = next(one for one in record.statements if one.id == statement)
        self._own = own_voice(record)

    def done(self, correction: Correction) -> Record:
        """The record with the statement corrected."""
        old, record = self._old, self._record
        new = self._restated(correction) if correction.kind == "speaker" else None
        through = new.voice if new is not None else self._around(old.voice)
        told = ((one, new if one is old else self._told_through(one, through)) for one in record.statements)
        now = {one.id: each for one, each in told if each is not None}
        events = {one.id: _telling(one) for one in record.events}
        return replace(
            record,
            statements=tuple(now.values()),
            events=tuple(self._revoiced(one, _telling(one), now) for one in record.events),
            tolls=tuple(self._revoiced(one, (one.span, *events.get(one.event or "", ())), now) for one in record.tolls),
            relations=tuple(self._revoiced(one, (one.span,), now) for one in record.relations),
            labels=tuple(
                one if one.kind == _NOBODYS else self._revoiced(one, (one.span,), now) for one in record.labels
            ),
        )

    def _around(self, voice: Voice) -> Voice:
        """The voice that a statement is told in: its own without who speaks in it."""
        return voice if voice == self._own else voice[:-1]

    def _restated(self, correction: Correction) -> Statement:
        """The statement under another speaker."""
        old, around = self._old, self._around(self._old.voice)
        if correction.speaker == "outlet":
            return replace(old, source=None, voice=self._own or old.voice)
        if correction.speaker == "nobody":
            return replace(old, source=None, voice=(*around, Link(entity=None, name=None, anonymous="unstated")))
        entity = self._entity(correction)
        if entity is None:
            return replace(old, source=None, voice=(*around, _unplaced(correction.name or "")))
        at = _mention_near(entity, old)
        link = Link(
            entity=entity.id,
            name=next(iter(entity.names), entity.name),
            start=at.start,
            end=at.end,
            anonymous=None if entity.named else "described",
        )
        source = Source(text=at.text, start=at.start, end=at.end, entity=entity.id)
        return replace(old, source=None if _within(at.span, old) else source, voice=(*around, link))

    def _entity(self, correction: Correction) -> Entity | None:
        """The entity that speaks; by its name where the article was read anew and its id is another."""
        if correction.speaker != "entity":
            return None
        entities = self._record.entities
        found = [one for one in entities if one.id == correction.entity] or [
            one for one in entities if one.name == correction.name
        ]
        return found[0] if len(found) == 1 else None

    def _told_through(self, one: Statement, through: Voice) -> Statement:
        """Another statement, through the new speaker where it was told through the old one."""
        old = self._old.voice
        inside = all(_within(content.span, self._old) for content in one.content)
        if inside and len(one.voice) > len(old) and one.voice[: len(old)] == old:
            return replace(one, voice=(*through, *one.voice[len(old) :]))
        return one

    def _revoiced(self, item: Voiced, told: Iterable[Span], now: Mapping[str, Statement]) -> Voiced:
        """What is told in some words, in the voice that these have now where it stood in the one they had.

        Args:
            item: what is told.
            told: the words that tell it, those that its voice goes by first.
            now: the statements as they are now, by id.
        """
        for words in told:
            held = holder(words, self._record.statements)
            if held is None:
                continue
            holding = now.get(held.id) or holder(words, list(now.values()))
            before: Voice = stated(held.voice)
            after: Voice = stated(holding.voice) if holding is not None else self._own
            if item.voice[: len(before)] == before:
                return item if after == before else replace(item, voice=(*after, *item.voice[len(before) :]))
        return item


def _telling(event: Event) -> tuple[Span, ...]:
    """The words that tell an event, those that tell it first and fullest first."""
    return event.trigger.span, *(mention.span for mention in event.mentions)


def _within(span: Span, statement: Statement) -> bool:
    """Whether some words are said in a statement."""
    return any(content.start <= span.start and span.end <= content.end for content in statement.content)


def _mention_near(entity: Entity, statement: Statement) -> Mention:
    """The mention of a speaker that is nearest to the words that attribute a statement, rather not in what is said."""
    at = (statement.cue or statement.content[0]).start
    return min(entity.mentions, key=lambda one: (_within(one.span, statement), abs(one.start - at), one.start))


ROWS: Final = (
    "SELECT c.id, c.kind, c.article, c.item, c.speaker, c.entity, c.name, c.why, c.who, c.judged, u.undone, u.who "
    "FROM corrections AS c LEFT JOIN corrections_undone AS u ON u.correction = c.id "
)
"""Asks for corrections, column by column the fields of `Correction`."""


def correction(row: tuple[Any, ...]) -> Correction:
    """The correction that a row of `ROWS` tells of."""
    return Correction(**dict(zip((each.name for each in fields(Correction)), row, strict=True)))
