"""How many an event counts: from its own words, and from words beside it that tell who came to harm.

"Police seized 150 computers" counts by the lexicon's line; "the blast left three dead and 20 hurt" by the casualties
told in its sentence, which the nearest event takes that can have caused them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from onrecord.reading.arguments import Arguments
from onrecord.reading.casualties import Told, casualties
from onrecord.reading.clauses import Clauses
from onrecord.reading.happenings import Happening
from onrecord.reading.headcount import Headcounts
from onrecord.reading.participants import Cast
from onrecord.reading.toll import Toll
from onrecord.reading.triggers import Match
from onrecord.record import COUNTS, Count, Quantity, Time

_CAUSES: Final = {
    "killed": "ASSAULT",
    "injured": "ASSAULT",
    "missing": "ASSAULT",
    "abducted": "ASSAULT",
    "arrested": "COERCE",
    "displaced": "ASSAULT",
}
"""The type of event that can have caused what is counted."""
_PLACES: Final = frozenset({"place", "country", "facility"})
_ALSO: Final = frozenset({"also", "too", "likewise"})
_NEAR: Final = 2
"""Sentences behind an attack in which what came of it is told without saying so."""


class Tallies:
    """The counts of a text's events.

    Args:
        text: the canonical text.
        clauses: its syntax.
        cast: its entities by their words.
        quantities: its quantities.
        times: its times.
    """

    def __init__(
        self, text: str, clauses: Clauses, cast: Cast, quantities: Sequence[Quantity], times: Sequence[Time]
    ) -> None:
        self.text = text
        self.clauses = clauses
        self.cast = cast
        self.quantities = quantities
        self.times = times
        self.heads = Headcounts(clauses, cast, quantities)
        self.sums = Toll(clauses, cast, times)
        self.casualties = casualties(clauses, cast, quantities)
        self.settled = [one for one in self.sums.settled(self.casualties) if one.kind in COUNTS]
        told = [one for one in self.settled if not (one.negated or one.hedged or one.part)]
        # "injuries to two clerks" tell that they were hurt; being taken to a hospital is told of an attack elsewhere
        self.told = [one for one in told if not one.indirect or clauses.lemma(one.at) == "injury"]

    def of(self, match: Match, arguments: Arguments) -> Mapping[str, Count]:
        """What an event counts by its own words."""
        own: dict[str, Count] = {}
        for one in self.told:
            if one.at == match.at or one.at in match.beside:
                own[one.kind] = self._together(own[one.kind], one) if one.kind in own else self._count(one)
        kind = match.trigger.counts
        if kind is None or kind in own:
            return own
        for at in arguments.counted:
            found = self.heads.of(at)
            if found is not None:
                span = (found.start, found.end)
                return own | {kind: self._made(kind, span, (found.lower, found.upper), found.of)}
            number = self._number(at)
            if number is not None:
                span = (number.start, number.end)
                return own | {kind: self._made(kind, span, (number.lower, number.upper), number.of)}
        return own

    def more(self, at: int) -> bool:
        """Whether a word tells of others than those told before: "his driver was also killed", "another man"."""
        if any(self.clauses.form(one) in _ALSO for one in self.clauses.governed(at, "advmod")):
            return True
        return any(one.more for one in self.told if one.at == at)

    def _number(self, at: int) -> Quantity | None:
        """The number of things in a noun phrase."""
        start = self.clauses.word(self.clauses.left(at)).start
        end = self.clauses.word(at).end
        inside = (one for one in self.quantities if one.kind == "count" and start <= one.start and one.end <= end)
        return next(inside, None)

    def _together(self, count: Count, told: Told) -> Count:
        """The sum of what one word tells of several: "the minister and two guards were killed"."""
        if told.more or told.start >= count.end or told.end <= count.start:
            upper = count.upper + told.upper if count.upper is not None and told.upper is not None else None
            span = (min(count.start, told.start), max(count.end, told.end))
            return self._made(told.kind, span, ((count.lower or 0) + told.lower, upper), count.of or told.of)
        return count

    def _count(self, told: Told) -> Count:
        return self._made(told.kind, (told.start, told.end), (told.lower, told.upper), told.of)

    def _made(
        self, kind: str, span: tuple[int, int], bounds: tuple[float | None, float | None], of: str | None
    ) -> Count:
        lower, upper = bounds
        return Count(text=self.text, start=span[0], end=span[1], kind=kind, lower=lower, upper=upper, of=of)

    def shared_out(self, told: Sequence[Happening], sentence: Mapping[int, int]) -> list[Happening]:
        """The happenings with the casualties that other words of their sentence tell.

        Args:
            told: the happenings in text order.
            sentence: the number of its sentence for each word.
        """
        found = list(told)
        taken = {(count.start, count.end) for one in told for count in one.counts.values()}
        for one in self.told:
            if (one.start, one.end) in taken or not (one.numbered or one.single) or self._is_who(one):
                continue
            place = self._cause(one, found, sentence[one.at])
            if place is None:
                place = self._before(one, found, sentence[one.at])
            if place is not None:
                counts = {one.kind: self._count(one), **found[place].counts}
                found[place] = replace(found[place], counts=counts)
        return found

    def _is_who(self, told: Told) -> bool:
        """Whether a word of harm before a noun tells who one is, as known: "a missing clerk", whatever else is told."""
        return told.kind == "missing" and not told.numbered and self.clauses.relation(told.at) == "amod"

    def _before(self, told: Told, happenings: Sequence[Happening], sentence: int) -> int | None:
        """The last attack of the sentences right before, where its own sentence tells of none."""
        if told.indirect or any(one.sentence == sentence and one.type == "ASSAULT" for one in happenings):
            return None
        able = [
            place
            for place, one in enumerate(happenings)
            if one.type == _CAUSES[told.kind] and one.at < told.at and sentence - one.sentence <= _NEAR
        ]
        last = able[-1] if able else None
        if last is None or told.kind in happenings[last].counts or self._leaves(told.at, happenings[last]):
            return None
        return last

    def _leaves(self, at: int, one: Happening) -> bool:
        """Whether the sentence of a word tells a time, or names a place that is not the happening's."""
        first, last = next(each for each in self.clauses.parse.sentences if each[0] <= at < each[1])
        start, end = self.clauses.word(first).start, self.clauses.word(last - 1).end
        if any(start <= time.start < end and time.type in {"DATE", "TIME"} for time in self.times):
            return True
        named = [self.cast.direct(word) for word in range(first, last)]
        here = one.place.entity if one.place is not None else None
        return any(each is not None and each.named and each.type in _PLACES and each.id != here for each in named)

    def _cause(self, told: Told, happenings: Sequence[Happening], sentence: int) -> int | None:
        """The nearest happening in the same sentence that can have caused a casualty and counts none of its kind."""
        able = [
            (abs(one.at - told.at), place)
            for place, one in enumerate(happenings)
            if one.sentence == sentence and one.type == _CAUSES[told.kind] and told.kind not in one.counts
        ]
        able = [each for each in able if not self._is_of_another(told.at, happenings[each[1]])]
        return min(able)[1] if able else None

    def _is_of_another(self, at: int, one: Happening) -> bool:
        """Whether a word of harm stands in a clause that tells who somebody is, away from the happening's own words."""
        clauses = self.clauses
        above = list(clauses.above(at))
        relative = next((word for word in above if clauses.word(word).relation == "acl:relcl"), None)
        if relative is None or one.at in above or relative in clauses.above(one.at):
            return False
        return clauses.word(relative).head not in clauses.children[one.at]
