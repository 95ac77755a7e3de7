"""Statements over time drawn: a bar a month, or a bar of several where there are many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 96
"""Pixels that bars stand in."""
MOST_BARS: Final = 48
_SPANS: Final = (1, 3, 12, 60)
_YEAR: Final = 12
_END: Final = (date.max.year + 1) * _YEAR
"""The month that no date has any more."""
_FEWEST: Final = 12
"""Months that are shown at least, so that one day's news is no bar across the page."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it stands, what it counts, its first and last day in ISO 8601, and its name."""

    x: float
    y: float
    width: float
    height: float
    count: int
    since: str
    until: str
    name: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right, how many statements are without a date, and what a bar stands for."""

    bars: tuple[Bar, ...]
    most: int
    undated: int
    unit: str


def chart(days: Mapping[int, int]) -> Chart:
    """Draw how many statements there are, by the day of publication.

    Args:
        days: how many, by the day's ordinal; 0 for those without a date.
    """
    months: dict[int, int] = {}
    for ordinal, count in days.items():
        if ordinal:
            day = date.fromordinal(ordinal)
            at = day.year * _YEAR + day.month - 1
            months[at] = months.get(at, 0) + count
    if not months:
        return Chart((), 0, days.get(0, 0), "month")
    first, last = min(months), max(months)
    span = next((each for each in _SPANS if (last - first) // each < MOST_BARS), (last - first) // MOST_BARS + 1)
    first -= first % span
    bars = max((last - first) // span + 1, _FEWEST if span == 1 else 1)
    if span == 1:
        first = max(_YEAR, min(first - (bars - (last - first + 1)) // 2, _END - bars))
    counts = [sum(months.get(first + bar * span + at, 0) for at in range(span)) for bar in range(bars)]
    most, wide = max(counts), WIDTH / bars
    made = []
    for bar, count in enumerate(counts):
        begin, end = first + bar * span, first + (bar + 1) * span
        tall = round(HEIGHT * count / most, 1) if count else 0.0
        since = _month(begin)
        until = date.max if end >= _END else date.fromordinal(_month(end).toordinal() - 1)
        made.append(
            Bar(
                round(bar * wide + 1, 1), round(HEIGHT - tall, 1), round(max(1.0, wide - 2), 1), tall, count,
                since.isoformat(), until.isoformat(), _name(since, span), _marked(begin, span, bar, wide),
            )
        )  # fmt: skip
    return Chart(tuple(made), most, days.get(0, 0), _UNITS.get(span, f"{span // _YEAR} years"))


_UNITS: Final = {1: "month", 3: "quarter", 12: "year", 60: "five years"}


def _month(months: int) -> date:
    return date(max(1, months // _YEAR), months % _YEAR + 1, 1)


def _name(since: date, span: int) -> str:
    if span >= _YEAR:
        return f"{since.year}"
    return f"{since:%b} {since.year}"


def _marked(begin: int, span: int, bar: int, wide: float) -> bool:
    """Whether a bar has its name below it: so that names stand apart."""
    step = max(1, round(60 / wide))
    if span == 1 and step > 1:
        step = next(each for each in (2, 3, 6, 12, 24, 48) if each >= step)
        return begin % step == 0
    return bar % step == 0
