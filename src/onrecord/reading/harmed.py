"""What a record holds of those who came to harm: each number told, and what the article comes to, all told.

An event counts only what its own words count; "the dead now number six" or "officials had put the dead at one" tells no
event. So every number is kept with its voice, and beside them the total of the main happening (`toll`), at the words
that tell it best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from onrecord.reading.casualties import Told
from onrecord.reading.harm_words import HIT
from onrecord.reading.put_at import who_puts
from onrecord.reading.voiced import holder, stated
from onrecord.record import COUNTS, Event, Link, Span, Toll, Voice

if TYPE_CHECKING:
    from onrecord.reading.clauses import Clauses
    from onrecord.reading.events import Ground
    from onrecord.reading.tallies import Tallies

_KINDS_OF: Final = {"injured": ("injured", HIT)}
_CLIMB: Final = 6
_PUTTING: Final = frozenset({"put", "say", "report", "give", "speak", "list", "count", "place", "estimate", "announce"})
"""Verbs that in the past perfect bring in what was told before."""
_MODALS: Final = frozenset({"should", "must", "will", "would", "can", "could", "may", "might", "shall", "need"})


def tolls(ground: Ground, tallies: Tallies, events: Sequence[Event]) -> tuple[Toll, ...]:
    """The tolls of an article, in text order.

    Args:
        ground: what has been read of it.
        tallies: what its words tell of those who came to harm.
        events: its events.
    """
    made = Tolls(ground, tallies, events)
    return tuple(sorted((*made.told(), *made.totals()), key=lambda one: (one.start, one.end, one.kind, one.scope)))


class Tolls:
    """The numbers told of those who came to harm, with their voices."""

    def __init__(self, ground: Ground, tallies: Tallies, events: Sequence[Event]) -> None:
        self.ground = ground
        self.tallies = tallies
        self._main = {one.at for one in tallies.sums.main(tallies.casualties)}
        self._events = _counted(events)
        self._parts = {(one.start, one.end) for one in ground.quantities if one.part_of is not None}

    def told(self) -> list[Toll]:
        """Every number told, each once."""
        found: dict[tuple[str, int, int], Toll] = {}
        for one in self.tallies.settled:
            if one.hedged or not (one.numbered or one.upper == 0) or self._is_none(one):
                continue
            toll = self._toll(one, (one.lower, one.upper), self._scope(one))
            found.setdefault((toll.kind, toll.start, toll.end), toll)
        return list(found.values())

    def _is_none(self, told: Told) -> bool:
        """Whether words tell no number of people: "did not kill three", "nobody should die"."""
        if told.upper == 0:
            clauses = self.ground.clauses
            return any(clauses.form(one) in _MODALS for one in clauses.governed(told.at, "aux"))
        return told.negated

    def totals(self) -> list[Toll]:
        """What the article tells of its main happening, one a kind."""
        found: list[Toll] = []
        for kind, bounds in self.tallies.sums.of(self.tallies.casualties).items():
            best = self._best(kind, bounds)
            if kind in COUNTS and best is not None and not self._is_none(best):
                found.append(self._toll(best, bounds, "total", kind))
        return found

    def _best(self, kind: str, bounds: tuple[float, float | None]) -> Told | None:
        """The words that tell a total best: the first that tell just that, else the first that tell somebody harmed."""
        kinds = _KINDS_OF.get(kind, (kind,))
        mine = [one for one in self.tallies.casualties if one.kind in kinds and one.at in self._main]
        mine = [one for one in mine if not one.negated and not one.hedged] or mine
        exact = [one for one in mine if (one.lower, one.upper) == bounds]
        return min(exact or mine, key=lambda one: (one.indirect, one.start), default=None)

    def _scope(self, told: Told) -> str:
        if told.at not in self._main:
            return "elsewhere"
        if told.part or (told.start, told.end) in self._parts:
            return "part"
        return "more" if told.more else "told"

    def _toll(self, told: Told, bounds: tuple[float, float | None], scope: str, kind: str | None = None) -> Toll:
        span = Span(told.start, told.end)
        kind = kind or told.kind
        return Toll(
            text=self.ground.article.text,
            start=span.start,
            end=span.end,
            kind=kind,
            lower=bounds[0],
            upper=bounds[1],
            of=told.of,
            scope=scope,
            event=self._events.get((kind, span.start, span.end)),
            earlier=_is_earlier(self.ground.clauses, told.at),
            voice=self._voice(span, told.at),
        )

    def _voice(self, span: Span, at: int) -> Voice:
        """The voice of the statement around the words; else of whoever "puts the dead at" a number; else the outlet."""
        statement = holder(span, self.ground.statements)
        if statement is not None:
            return stated(statement.voice)
        outlet = (self.ground.outlet,) if self.ground.outlet else ()
        who = who_puts(self.ground.clauses, at)
        entity = self.ground.cast.entity(who) if who is not None else None
        if who is None or entity is None:
            return outlet
        word = self.ground.clauses.word(who)
        return (*outlet, Link(entity=entity.id, name=entity.name, start=word.start, end=word.end))


def _counted(events: Sequence[Event]) -> Mapping[tuple[str, int, int], str]:
    """The events by the words that they count."""
    return {
        (count.kind, count.start, count.end): event.id
        for event in reversed(events)
        for count in (event.killed, event.injured, event.arrested, *event.other_counts)
        if count is not None
    }


def _is_earlier(clauses: Clauses, at: int) -> bool:
    """Whether a word stands below a verb of saying or putting in the past perfect: "had put the dead at one"."""
    word = at
    for _ in range(_CLIMB):
        head = clauses.word(word).head
        if head < 0:
            return False
        word = head
        if clauses.word(word).upos == "VERB" and word < at and _is_perfect(clauses, word):
            return True
    return False


def _is_perfect(clauses: Clauses, verb: int) -> bool:
    """Whether a verb of telling, or the one it is joined to, is in the past perfect."""
    if clauses.lemma(verb) not in _PUTTING:
        return False
    word = clauses.word(verb)
    if word.relation == "conj" and word.head >= 0 and _is_perfect(clauses, word.head):
        return True
    return any(clauses.form(one) in {"had", "'d", "’d"} for one in clauses.governed(verb, "aux"))
