"""What a time expression means, and the surroundings that decide it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from onrecord.reading.phrases import Functions
from onrecord.reading.tokens import Tokens
from onrecord.reading.when import UNITS, When, later, of_day
from onrecord.record import TimeAnchor

PAST: Final = -1
FUTURE: Final = 1


CLOSED: Final = frozenset(
    "a after among an and are around as at because before between but by during for from had has have he in into is it "
    "near not of off on once or over she since so than that the their then they this through to toward under until "
    "was were when where which while who will with without would".split()
)
"""Words of closed classes: a time with another word behind it may be told of that word, as in "an overnight train"."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time.

    Attributes:
        lower: the least it can be, in units.
        upper: the most; None without a bound.
        unit: the unit.
        value: its value in TIMEX3.
    """

    lower: float
    upper: float | None
    unit: str
    value: str

    @property
    def exact(self) -> float | None:
        """How many units it is, where that is told."""
        return self.lower if self.lower == self.upper else None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a time expression means.

    Attributes:
        type: `DATE`, `TIME`, `DURATION` or `SET`.
        value: the value of TIMEX3.
        when: the stretch of the calendar, where it is one.
        length: the length, where it is one.
        mod: a modifier of TIMEX3.
        quant: which members of a set (`EVERY`).
        freq: how often in its time (`2X`).
        aside: whether it is told for comparison, so that the text does not go on from there ("a year earlier").
        unmarked: whether corpora of TimeML leave such an expression without a mark: ages, "since then".
        age: whether it is how old somebody or something is.
        basis: what it hangs on.
        earliest: the first instant it can mean, ISO 8601.
        latest: the last.
    """

    type: str
    value: str
    when: When | None = None
    length: Length | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    aside: bool = False
    unmarked: bool = False
    age: bool = False
    basis: TimeAnchor | None = None
    earliest: str | None = None
    latest: str | None = None


def dated(when: When, basis: TimeAnchor | None = None, mod: str | None = None) -> Meaning:
    """A stretch of the calendar as a meaning."""
    earliest, latest = when.bounds
    kind = "TIME" if when.unit in {"part", "clock"} else "DATE"
    return Meaning(kind, when.value, when, mod=mod, basis=basis, earliest=earliest, latest=latest)


@dataclass(slots=True)
class Surroundings:
    """What decides the meaning of an expression at its place in the text.

    Attributes:
        now: when the text was published, or what is quoted was said; None where nobody tells.
        now_is: what `now` is.
        story: the times told of so far that can be counted from, the last one last, and where each stands.
        last_quarter: the last quarter or half of a year told of, and where, for "the quarter".
        tense: of the clause: `PAST`, `FUTURE`, or 0 where it does not show.
        text: the tokens.
        first: the first token of the expression.
        end: the token past it.
    """

    now: When | None
    now_is: TimeAnchor
    story: Sequence[tuple[When, TimeAnchor]]
    last_quarter: tuple[When, TimeAnchor | None] | None
    tense: int
    text: Tokens
    first: int = 0
    end: int = 0

    @property
    def told(self) -> When | None:
        """The last time told of."""
        return self.story[-1][0] if self.story else None

    @property
    def told_is(self) -> TimeAnchor | None:
        """Where the last time told of stands."""
        return self.story[-1][1] if self.story else None

    def told_as_fine_as(self, unit: str) -> tuple[When, TimeAnchor] | None:
        """The last time told of that some units can be counted from: "a week later" does not count from a month."""
        if unit in {"second", "minute", "hour", "fortnight"}:
            unit = "day" if unit != "fortnight" else "week"
        for when, basis in reversed(self.story):
            if UNITS.index(when.unit) >= UNITS.index(unit):
                return when, basis
        return self.story[-1] if self.story else None

    def word(self, place: int) -> str:
        """A token of the text in lower case, empty past its ends."""
        return self.text.lower[place] if 0 <= place < len(self.text) else ""

    def written(self, place: int) -> str:
        """A token of the text as it is written, empty past its ends."""
        return self.text.words[place] if 0 <= place < len(self.text) else ""

    def current(self, unit: str) -> When | None:
        """The day, week, year… that `now` is in; None where it is not known."""
        return self.now.at(unit) if self.now is not None else None

    def near(self, candidates: list[When], direction: int | None, *, strictly: bool = False) -> When | None:
        """Of stretches of a kind, the one that an expression means, seen from now.

        With no direction it is the nearest in time, those against the tense counting as further away: who writes
        "in April" in December means the coming April whatever the verb, or would have given the year.

        Args:
            candidates: the stretches.
            direction: `PAST` or `FUTURE`, where the words say which.
            strictly: leave out the one that now is in.
        """
        now = self.now
        if now is None or now.first is None or now.last is None:
            return None
        best, nearest = None, float("inf")
        for one in candidates:
            if one.first is None or one.last is None:
                continue
            before, after = (now.first - one.last).days, (one.first - now.last).days
            away = float(max(before, after, 0))
            side = PAST if before > 0 else FUTURE if after > 0 else 0
            if (direction is not None and side == -direction) or (strictly and side == 0):
                continue
            if direction is None and side != 0:
                away *= _AGAINST if side == -self.tense else _UNTOLD if side == FUTURE and self.tense == 0 else 1
            if away < nearest:
                best, nearest = one, away
        return best

    def years(self) -> range:
        """The years around now, for things that come once a year."""
        year = self.now.year if self.now is not None and self.now.year is not None else 0
        return range(year - 2, year + 3)

    def of_year(
        self, make: Callable[[int], When], direction: int | None = None, *, strictly: bool = False
    ) -> When | None:
        """Something that comes once a year, in the year that the expression means."""
        if self.now is None or self.now.year is None:
            return None
        return self.near([make(year) for year in self.years()], direction, strictly=strictly)


_AGAINST: Final = 4.0
_UNTOLD: Final = 1.5
"""How much further away a stretch counts that is against the tense, or to come where no tense shows."""

meanings: Final = Functions["Surroundings", "Meaning"]()
"""The functions that `data/times.txt` names after "="; `meaning` makes one known."""
meaning = meanings.known


def counted(when: When, number: float, unit: str, *, to_the_day: bool = False) -> When | None:
    """The stretch so many units after another, as coarse as the unit is: "two months ago" is a month.

    Args:
        when: what is counted from; its year may be unknown, and stays so.
        number: how many, fewer than nothing for before.
        unit: of what.
        to_the_day: count weeks from a day to a day.
    """
    if when.year is None and when.number is not None and when.day is not None:
        found = counted(replace(when, year=SOME_YEAR), number, unit, to_the_day=to_the_day)
        return replace(found, year=None) if found is not None and found.unit == "day" else None
    if unit in {"second", "minute", "hour"}:
        return when.at("day")
    counting, size = _COUNTED_IN.get(unit, (unit, 1))
    if counting == "week" and to_the_day and when.at("day") is not None:
        counting, size = "day", size * 7
    base, steps = when.at(counting), number * size
    if base is not None and (float(steps).is_integer() or counting in {"day", "year"}):
        return base.shifted(round(steps))
    day = when.first and later(when.first, number, unit)
    return of_day(day, "month") if day else None


_COUNTED_IN: Final = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2)}
SOME_YEAR: Final = 2023
"""What stands for a year that is not known, to count days in."""


def moved(when: When, number: float, unit: str) -> date | None:
    """The day so many units after the first of a stretch; None where it is not known."""
    return later(when.first, number, unit) if when.first is not None else None


def without_clock(when: When) -> When:
    """The day of a part of a day or a time of day; other stretches as they are."""
    if when.unit not in {"part", "clock"}:
        return when
    return replace(when, unit="day", part=None, clock=None, zone=None)
