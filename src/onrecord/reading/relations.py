"""Relations: the standings between entities that an article tells of, each with its times and its voice.

Verbs, nouns and appositions tell them (`standings`), places beside each other and demonyms (`whereabouts`), and the
offices that stand beside a name (`offices`). Each has the voice of the smallest statement that holds its words, else
the outlet's. What is denied, only possible, wished or still to come is no relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.reading.affiliations import affiliations
from onrecord.reading.clauses import Clauses
from onrecord.reading.frames import BEGIN, END
from onrecord.reading.offices import offices
from onrecord.reading.participants import Cast
from onrecord.reading.standings import LISTED, Standings, Told
from onrecord.reading.voiced import holder, stated
from onrecord.reading.whereabouts import whereabouts
from onrecord.record import Anchor, Article, Link, Quantity, Relation, Span, Statement, Time, Voice

_UNTIL: Final = frozenset({"until", "till", "til", "to"})
_SINCE: Final = frozenset({"since", "from"})


def relations(
    article: Article,
    clauses: Clauses,
    cast: Cast,
    statements: Sequence[Statement],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    outlet: Link | None,
) -> tuple[Relation, ...]:
    """The relations of an article, in text order.

    Args:
        article: the article.
        clauses: its syntax.
        cast: its entities by their words; a relation is only ever between these.
        statements: its statements, whose voices the words inside them have.
        times: its times.
        quantities: its quantities.
        outlet: the outlet, where it is known; it speaks where nobody else does.
    """
    if not cast.entities:
        return ()
    told = [*Standings(clauses, cast).found(), *whereabouts(clauses, cast)]
    told += affiliations(clauses, cast)
    told += offices(clauses, cast, told)
    dated = _Dated(clauses, cast, times)
    made: list[Relation] = []
    for one in sorted(_fullest(told), key=lambda one: (one.anchor.start, one.anchor.end)):
        held = holder(one.anchor, statements)
        if one.accused and held is None:
            continue
        if not _is_told_of(one):
            continue
        voice = stated(held.voice) if held is not None else (outlet,) if outlet else ()
        made.append(_relation(article, one, dated, quantities, voice))
    return tuple(_merged(made))


def _fullest(told: Sequence[Told]) -> list[Told]:
    """Without what another tells with more of the same title, or of the same title with whom it is of."""

    def less(one: Told, other: Told) -> bool:
        if one is other or one.label is None or other.label is None or one.object not in {other.object, None}:
            return False
        inside = other.label.start <= one.label.start and one.label.end <= other.label.end
        return inside and (one.label, one.object) != (other.label, other.object)

    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        groups.setdefault((one.kind, one.subject.id), []).append(one)
    offices = {"holds-office", "spokesperson-for"}
    return [
        one
        for (kind, _), same in groups.items()
        for one in same
        if kind not in offices or not any(less(one, other) for other in same)
    ]


def _is_told_of(told: Told) -> bool:
    """Whether one of the two has a name, and who has the standing is a named person or a body."""
    if told.subject.named:
        return True
    named = [one for one in (told.object, *told.by) if one is not None and one.named]
    return bool(named) and told.subject.type != "person"


class _Dated:
    """The times of an article by the words whose circumstances they are."""

    def __init__(self, clauses: Clauses, cast: Cast, times: Sequence[Time]) -> None:
        self.clauses = clauses
        self.times = [(time, _head(clauses, cast.words(time.start, time.end))) for time in times]

    def of(self, chain: frozenset[int], anchor: Span) -> Iterator[tuple[Time, str]]:
        """The times that tell of some words, each with the preposition before it."""
        for time, head in self.times:
            if (
                head is not None
                and not self._of_a_day(head, chain)
                and not (time.start < anchor.end and anchor.start < time.end)
                and self._owned(head, chain)
            ):
                yield time, "since" if time.signal is not None else self.clauses.case(head)

    def _of_a_day(self, head: int, chain: frozenset[int]) -> bool:
        """Whether a day stands behind a participle: "raided a camp belonging to X on Monday".

        What holds longer than a day is not told of by one; the day is that of the verb above.
        """
        words = [self.clauses.word(one) for one in chain]
        return self.clauses.case(head) == "on" and any(
            word.xpos == "VBG" and word.relation.partition(":")[0] == "acl" for word in words
        )

    def _owned(self, head: int, chain: frozenset[int]) -> bool:
        """Whether a time hangs on one of some words with no other predicate between."""
        for above in self.clauses.above(head):
            if above in chain:
                return above != head
            if above != head and self.clauses.predicates[above]:
                return False
        return False


def _head(clauses: Clauses, words: range) -> int | None:
    return next((at for at in words if clauses.word(at).head not in words), None)


def _relation(article: Article, told: Told, dated: _Dated, quantities: Sequence[Quantity], voice: Voice) -> Relation:
    places: dict[str, Anchor] = {}
    for time, preposition in dated.of(told.chain, told.anchor):
        places.setdefault(_place(told, time, preposition), article.anchor(time.start, time.end))
    counted = told.counted
    count = next(
        (
            article.anchor(one.start, one.end)
            for one in quantities
            if counted is not None and one.kind == "count" and one.start < counted.end and counted.start < one.end
        ),
        None,
    )
    return Relation(
        text=article.text,
        start=told.anchor.start,
        end=told.anchor.end,
        kind=told.kind,
        subject=told.subject.id,
        object=told.object.id if told.object is not None else None,
        by=tuple(one.id for one in told.by),
        label=article.anchor(told.label.start, told.label.end) if told.label is not None else None,
        count=count,
        when=places.get("when"),
        since=places.get("since"),
        until=places.get("until"),
        former=told.former or "until" in places,
        voice=voice,
    )


def _place(told: Told, time: Time, preposition: str) -> str:
    """Whether a time is the one a relation holds from, up to, or at."""
    if preposition in _UNTIL:
        return "until"
    if preposition in _SINCE:
        return "since"
    if time.type not in {"DATE", "TIME"} or preposition in {"for", "during"}:
        return "when"
    if told.phase == END:
        return "until"
    begins = told.phase == BEGIN and not (told.kind == LISTED and told.former)
    return "since" if begins else "when"


def _merged(found: Sequence[Relation]) -> list[Relation]:
    """What one voice tells twice once, with all the times and counts it tells it with."""
    kept: dict[tuple[object, ...], Relation] = {}
    for one in found:
        label = one.label.words.casefold() if one.label is not None else None
        voice = tuple(link.entity or link.name for link in one.voice)
        key = (one.kind, one.subject, one.object, one.by, label, one.former, voice)
        known = kept.get(key)
        if known is None:
            kept[key] = one
            continue
        more = {
            name: getattr(one, name) for name in ("since", "until", "count", "when") if getattr(known, name) is None
        }
        kept[key] = replace(known, quote=None, **more)
    fuller = {(one.kind, one.subject, one.label.words.casefold()) for one in kept.values() if one.object and one.label}
    return [
        one
        for one in kept.values()
        if one.object or one.label is None or (one.kind, one.subject, one.label.words.casefold()) not in fuller
    ]
