"""The items of a record as the desk lists them: each with a name in the address, its words, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.export.events import Told, beside, how_many, span_of, told_of
from onrecord.export.events import number as bound
from onrecord.export.items import Detail, correction, corrections_of, mentions, role, standing
from onrecord.record import (
    Anchor,
    Corrected,
    Entity,
    Event,
    Label,
    Quantity,
    Record,
    Relation,
    Span,
    Statement,
    Time,
    Toll,
    Voice,
)

LAYERS: Final = {
    "statements": "Statements",
    "actors": "Actors",
    "events": "Events",
    "times": "Times",
    "numbers": "Numbers",
    "labels": "Labels",
    "relations": "Relations",
}
"""What can be switched on in the text, by its word in an address."""
_EXCERPT: Final = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person corrected in an item, in a line, and the correction's id."""

    id: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that was read from the text.

    Attributes:
        id: its id, or its layer and offsets where the record gives it none.
        layer: one of `LAYERS`.
        kind: what it is, in a word.
        line: what to call it in a list.
        spans: the words that are it, the first of them those to go to.
        parts: other words that belong to it, such as a statement's source.
        voice: who says so; None of what has no voice.
        details: what is told of it.
        corrected: what people say of it.
        entity: the id of the entity it is, or is of.
        gone: whether people took it out of the record.
    """

    id: str
    layer: str
    kind: str
    line: str
    spans: tuple[Span, ...]
    parts: tuple[Span, ...] = ()
    voice: Voice | None = None
    details: tuple[Detail, ...] = ()
    corrected: tuple[Said, ...] = ()
    entity: str | None = None
    gone: bool = False

    @property
    def first(self) -> Span:
        """The words to go to."""
        return self.spans[0]

    def over(self, span: Span) -> bool:
        """Whether some words are all within words of it."""
        return any(one.start <= span.start and span.end <= one.end for one in (*self.spans, *self.parts))

    def within(self, span: Span) -> bool:
        """Whether words that are it lie within some words, or across their edge."""
        return any(one.start < span.end and span.start < one.end for one in self.spans)


def items(record: Record) -> tuple[Item, ...]:
    """All items of a record, layer by layer, each layer in text order; those that people took out are the last."""
    found: list[Item] = []
    for layer in (
        [_statement(one) for one in record.statements],
        [_actor(one) for one in record.entities],
        [_event(record, one) for one in record.events],
        [_time(one) for one in record.times],
        [*map(_quantity, record.quantities), *map(_toll, record.tolls)],
        [_label(record, one) for one in record.labels],
        [_relation(record, one) for one in record.relations],
    ):
        found += sorted(layer, key=lambda item: (item.first, item.id))
    found = [replace(one, corrected=_said(corrections_of(record, one.id))) for one in found]
    return (*_apart(found), *_taken_out(record, {one.id for one in found}))


def _said(corrections: Iterator[Corrected]) -> tuple[Said, ...]:
    return tuple(Said(id=one.id, line=correction(one)) for one in corrections)


def _apart(found: Sequence[Item]) -> Iterator[Item]:
    """The items, those of one name told apart by a number."""
    seen: dict[str, int] = {}
    for one in found:
        seen[one.id] = seen.get(one.id, 0) + 1
        yield one if seen[one.id] == 1 else replace(one, id=f"{one.id}.{seen[one.id]}")


def _taken_out(record: Record, there: set[str]) -> Iterator[Item]:
    """The statements and events that are none, as people say."""
    for one in record.corrections:
        item = _statement(one.statement) if one.statement else _event(record, one.event) if one.event else None
        if item is not None and item.id not in there:
            yield replace(item, gone=True, corrected=_said(iter((one,))))


def short(words: str) -> str:
    """Some words in a line, cut where they are many."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 1].rstrip() + "…"


def _anchored(details: Sequence[Detail]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(one.anchor.span for one in details if one.anchor is not None))


def _detail(what: str, anchor: Anchor) -> Detail:
    return Detail(what, anchor.words, anchor)


def _plain(what: str, value: object) -> tuple[Detail, ...]:
    """What is told, unless it is nothing."""
    return (Detail(what, str(value)),) if value not in {None, ""} else ()


def _statement(one: Statement) -> Item:
    told = [_detail(what, words) for what, words in (("source", one.source), ("attributed by", one.cue)) if words]
    told += [*_plain("how", one.mode.value), *_plain("act", one.act), *_plain("commitment", one.commitment)]
    around = (("said to", one.addressee), ("said in", one.medium), ("said at", one.when))
    told += [_detail(what, words) for what, words in around if words]
    return Item(
        id=one.id,
        layer="statements",
        kind="Statement",
        line=short(" … ".join(each.words for each in one.content)),
        spans=tuple(each.span for each in one.content),
        parts=_anchored(told),
        voice=one.voice,
        details=tuple(told),
        entity=one.voice[-1].entity if one.voice else None,
    )


def _actor(one: Entity) -> Item:
    told = [*_plain("kind", one.type), *_plain("country", one.code)]
    told += [Detail("is said to be", role(each)) for each in one.roles]
    told += _plain("also called", ", ".join(one.aliases))
    for how_often, by_words in mentions(one):
        told += [
            Detail(how_often if not place else "", words, mention)
            for place, (words, mention) in enumerate((words, each) for words, many in by_words for each in many)
        ]
    return Item(
        id=one.id,
        layer="actors",
        kind="Actor",
        line=one.name,
        spans=tuple(each.span for each in one.mentions),
        details=tuple(told),
        entity=one.id,
    )


def _event(record: Record, one: Event) -> Item:
    told = told_of(record, one, 0)
    known = [_detail("words", one.trigger)]
    known += [_detail("told again", each) for each in one.mentions if each.span != one.trigger.span]
    known += [replace(each, what="who acts") for each in told.actors]
    known += [replace(each, what="to whom") for each in told.recipients]
    known += [Detail(each.what, each.words, each.anchor, each.note) for each in told.details if each.what]
    known += [Detail("", beside(each)) for each in told.details if not each.what and each.words != one.status]
    known += [Detail("status", one.status), Detail("how sure", f"{one.score:.2f}")]
    words = dict.fromkeys((one.trigger.span, *(each.span for each in one.mentions)))
    return Item(
        id=one.id,
        layer="events",
        kind="Event",
        line=short(f"{_who_to_whom(told)}: “{one.trigger.words}”"),
        spans=tuple(words),
        parts=tuple(each for each in _anchored(known) if each not in words),
        voice=one.voice,
        details=tuple(known),
    )


def _who_to_whom(told: Told) -> str:
    """What sort of event it is, who acts, and to whom, as far as told."""
    who = ", ".join(one.words for one in told.actors)
    whom = ", ".join(one.words for one in told.recipients)
    return " ".join(each for each in (told.kind, who, f"→ {whom}" if whom else "") if each)


def _time(one: Time) -> Item:
    value = one.value + (f" ({one.mod})" if one.mod else "")
    told = [*_plain("kind", one.type.lower()), *_plain("TIMEX3 value", one.value), *_plain("modifier", one.mod)]
    told += [*_plain("which", one.quant), *_plain("how often", one.freq)]
    told += [*_plain("can mean", span_of(one))]
    if one.anchor is not None:
        at = one.anchor
        where = None
        if at.start is not None and at.end is not None:
            where = Anchor(text=one.text, start=at.start, end=at.end)
        told.append(Detail("hangs on", where.words if where else at.kind, where, at.kind if where else ""))
    if one.signal is not None:
        told.append(_detail("signal", one.signal))
    return Item(
        id=f"t{one.start}-{one.end}",
        layer="times",
        kind="Time",
        line=f"{short(one.words)}: {value}",
        spans=(one.span,),
        details=tuple(told),
    )


def bounds(lower: float | None, upper: float | None) -> str:
    """What a number is at least and at most, in a few words."""
    if lower is not None and upper is not None:
        return bound(lower) if lower == upper else f"{bound(lower)} to {bound(upper)}"
    if lower is not None:
        return f"at least {bound(lower)}"
    return "not told" if upper is None else f"at most {bound(upper)}"


def _quantity(one: Quantity) -> Item:
    told = [*_plain("kind", one.kind), Detail("bounds", bounds(one.lower, one.upper))]
    told += _plain("said to be", "approximate" if one.approximate else None)
    told += _plain("counted by data on conflicts as", None if one.conservative is None else bound(one.conservative))
    told += [*_plain("unit", one.unit), *_plain("of", one.of)]
    told += [
        _detail(what, Anchor(text=one.text, start=span.start, end=span.end))
        for what, span in (("part of", one.part_of), ("on top of", one.besides))
        if span is not None
    ]
    return Item(
        id=f"q{one.start}-{one.end}",
        layer="numbers",
        kind="Number",
        line=f"{short(one.words)}: {bounds(one.lower, one.upper)}",
        spans=(one.span,),
        details=tuple(told),
    )


def _toll(one: Toll) -> Item:
    told = [Detail("tells", how_many(one)), Detail("bounds", bounds(one.lower, one.upper)), *_plain("of", one.of)]
    told += [Detail("reach", one.scope), *_plain("told as", "said before" if one.earlier else None)]
    return Item(
        id=f"n{one.start}-{one.end}",
        layer="numbers",
        kind="Toll",
        line=f"{short(one.words)}: {how_many(one)}",
        spans=(one.span,),
        voice=one.voice,
        details=tuple(told),
    )


def _label(record: Record, one: Label) -> Item:
    whom = None if one.entity is None else record.entity(one.entity)
    told = [*_plain("kind", (one.kind or "").replace("-", " "))]
    told += [Detail("in quotation marks", "yes" if one.quoted else "no")]
    told += [Detail("for", whom.name, whom.mentions[0])] if whom is not None else []
    return Item(
        id=f"l{one.start}-{one.end}",
        layer="labels",
        kind="Label",
        line=short(one.words) + (f", for {whom.name}" if whom else ""),
        spans=(one.span,),
        voice=one.voice,
        details=tuple(told),
        entity=one.entity,
    )


def _relation(record: Record, one: Relation) -> Item:
    told = standing(record, one)
    subject = record.entity(one.subject)
    known = [Detail("who", told.subject, subject.mentions[0]), Detail("standing", told.does)]
    if one.object is not None:
        known.append(Detail("to", record.entity(one.object).name, record.entity(one.object).mentions[0]))
    known += [replace(each, what=each.what or "note") for each in told.details]
    return Item(
        id=f"r{one.start}-{one.end}",
        layer="relations",
        kind="Relation",
        line=short(" ".join(each for each in (told.subject, told.does, told.object) if each)),
        spans=(one.span,),
        parts=_anchored(told.details),
        voice=one.voice,
        details=tuple(known),
    )
