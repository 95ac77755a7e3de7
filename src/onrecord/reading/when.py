"""Calendar values of TIMEX3 (ISO-TimeML, ISO 24617-1) and the days they reach from and to.

A `When` is a stretch of the calendar named at one unit: a century, a year, a quarter, a week, a day, a part of a day,
a minute. What is not known stays unknown: a day of an unknown year is `XXXX-06-20`, a Friday of an unknown week
`XXXX-WXX-5`. Dates are those of the proleptic Gregorian calendar.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

UNITS: Final = (
    "century",
    "decade",
    "year",
    "half",
    "quarter",
    "season",
    "month",
    "week",
    "weekend",
    "day",
    "part",
    "clock",
)
"""From the longest to the shortest."""
_MONTHS: Final = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "season": 12, "month": 1}
SEASONS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""Meteorological seasons of the north, as first and last month; winter runs into the next year."""
PARTS: Final = {
    "MO": ("05:00", "12:00"),
    "MI": ("11:00", "14:00"),
    "AF": ("12:00", "18:00"),
    "EV": ("17:00", "22:00"),
    "NI": ("18:00", "06:00"),
    "DT": ("06:00", "18:00"),
}
"""What parts of a day can mean; a night ends on the next day."""


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of the calendar.

    Attributes:
        unit: one of `UNITS`.
        year: the year, or the first of a decade or century; None where it is not known.
        number: which half, quarter or month of the year; which ISO week (then `year` is the ISO year).
        day: day of the month; of an unknown week, the day of the week from 1, Monday.
        season: `SP`, `SU`, `FA` or `WI`.
        part: a key of `PARTS`.
        clock: `hh`, `hh:mm` or `hh:mm:ss`.
        zone: a UTC offset or `Z`, where one is stated.
        fiscal: whether the year is a business year, whose bounds nobody has told.
    """

    unit: str
    year: int | None = None
    number: int | None = None
    day: int | None = None
    season: str | None = None
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    fiscal: bool = False

    @property
    def value(self) -> str:
        """The value of TIMEX3."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        number = "XX" if self.number is None else f"{self.number:02d}"
        letter = "X" if self.number is None else str(self.number)
        coarse = {
            "century": year[:2],
            "decade": f"{year[:3]}X",
            "year": year,
            "half": f"{year}-H{letter}",
            "quarter": f"{year}-Q{letter}",
            "season": f"{year}-{self.season}",
            "month": f"{year}-{number}",
            "week": f"{year}-W{number}",
            "weekend": f"{year}-W{number}-WE",
        }
        return coarse.get(self.unit) or self._day_value(year, number) + self._time_value()

    def _day_value(self, year: str, number: str) -> str:
        if self.number is None and self.day is not None:
            return f"XXXX-WXX-{self.day}" if self.year is None else f"{year}-XX-{self.day:02d}"
        return f"{year}-{number}-{'XX' if self.day is None else f'{self.day:02d}'}"

    def _time_value(self) -> str:
        if self.unit == "part":
            return f"T{self.part}"
        return f"T{self.clock}" if self.unit == "clock" else ""

    @property
    def first(self) -> date | None:
        """The first day of it, where it is known."""
        return self._ends()[0]

    @property
    def last(self) -> date | None:
        """The last day of it, where it is known."""
        return self._ends()[1]

    def _ends(self) -> tuple[date | None, date | None]:
        if self.year is None or not 1 <= self.year <= LAST_YEAR:
            return None, None
        try:
            return self._days(self.year)
        except ValueError:  # a day that its month does not have
            return None, None

    def _days(self, year: int) -> tuple[date | None, date | None]:
        if self.unit in _YEARS:
            return date(year, 1, 1), date(min(year + _YEARS[self.unit] - 1, 9999), 12, 31)
        if self.unit == "season":
            first, last = SEASONS[self.season or "SP"]
            return date(year, first, 1), _month_end(year, last)
        if self.number is None or (self.day is None and self.unit in {"day", "part", "clock"}):
            return None, None
        if self.unit in {"half", "quarter", "month"}:
            months = _MONTHS[self.unit]
            return date(year, (self.number - 1) * months + 1, 1), _month_end(year, self.number * months)
        if self.unit in {"week", "weekend"}:
            monday = date.fromisocalendar(year, self.number, 1)
            return monday + timedelta(5 if self.unit == "weekend" else 0), monday + timedelta(6)
        day = date(year, self.number, self.day or 1)
        return day, day

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """The earliest and latest instant in ISO 8601, as precise as stated: days, or minutes with the stated zone.

        A day of an unknown year keeps its `XXXX`; where the day is not known there are no bounds, nor for a
        business year.
        """
        if self.year is None and self.number and self.unit in {"month", "day", "part", "clock"}:
            earliest, latest = replace(self, year=LEAP).bounds
            return yearless(earliest), yearless(latest)
        first, last = self.first, self.last
        if self.fiscal or first is None or last is None:
            return None, None
        if self.unit == "part" and self.part in PARTS:
            begins, ends = PARTS[self.part]
            until = last + timedelta(1) if ends < begins else last
            return f"{first}T{begins}", f"{until}T{ends}"
        if self.unit == "clock" and self.clock:
            midnight = self.clock.startswith("24")
            at = f"00{self.clock[2:]}" if midnight else self.clock
            day = first + timedelta(1) if midnight else first
            end = at if ":" in at else f"{at}:59"
            return f"{day}T{at if ':' in at else f'{at}:00'}{self.zone or ''}", f"{day}T{end}{self.zone or ''}"
        return first.isoformat(), last.isoformat()

    def shifted(self, steps: int) -> When:
        """The same unit so many steps later; unchanged where it is not known well enough."""
        if self.year is None:
            return self
        if self.unit in {"day", "part", "clock", "week", "weekend"}:
            first = self.first
            if first is None:
                return self
            days = timedelta(days=steps * (7 if self.unit in {"week", "weekend"} else 1))
            moved = _moved(first, days)
            return self if moved is None else _laid(self, moved)
        months = _MONTHS[self.unit] * steps
        within = ((self.number or 1) - 1) * _MONTHS[self.unit] if self.unit in {"half", "quarter", "month"} else 0
        index = self.year * 12 + within + months
        year, month = divmod(index, 12)
        if not 1 <= year <= LAST_YEAR:
            return self
        size = _MONTHS[self.unit]
        number = month // size + 1 if self.unit in {"half", "quarter", "month"} else None
        return replace(self, year=year, number=number)

    def at(self, unit: str) -> When | None:
        """The stretch of another unit that this one begins in; None where it is not known."""
        if unit == self.unit:
            return self
        if unit in {"year", "decade", "century"} and self.year is not None:
            years = {"year": 1, "decade": 10, "century": 100}[unit]
            iso = self.unit in {"week", "weekend"}
            year = self.first.year if iso and self.first else self.year
            return When(unit, year - year % years)
        if UNITS.index(unit) > UNITS.index(self.unit) and unit not in {"day", "week"}:
            return None
        first = self.first
        if first is None or (unit == "day" and self.unit not in {"day", "part", "clock"}):
            return None
        return of_day(first, unit)


LAST_YEAR: Final = 9998
_YEARS: Final = {"century": 100, "decade": 10, "year": 1}
LEAP: Final = 2024
"""A year that has every day of a year."""


def yearless(instant: str | None) -> str | None:
    """An instant of the leap year that stands for an unknown one; a night of its last day ends in the next."""
    return instant and f"XXXX{instant[4:]}"


def of_day(day: date, unit: str) -> When:
    """The stretch of a unit that a day is in."""
    if unit in {"day", "part", "clock", "week", "weekend"}:
        return _laid(When(unit), day)
    if unit in {"half", "quarter", "month"}:
        return When(unit, day.year, (day.month - 1) // _MONTHS[unit] + 1)
    if unit == "season":
        name = next((name for name, (first, last) in SEASONS.items() if first <= day.month <= last), "WI")
        return When(unit, day.year - (name == "WI" and day.month < _SPRING), season=name)
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    return When(unit, day.year - day.year % years)


_SPRING: Final = 3


def _laid(when: When, day: date) -> When:
    """A stretch of days or weeks moved to where a day is."""
    if when.unit in {"week", "weekend"}:
        year, week, _ = day.isocalendar()
        return replace(when, year=year, number=week)
    return replace(when, year=day.year, number=day.month, day=day.day)


def _moved(day: date, by: timedelta) -> date | None:
    try:
        moved = day + by
    except OverflowError:
        return None
    return moved if 1 <= moved.year <= LAST_YEAR else None


def _month_end(year: int, month: int) -> date:
    year, month = (year, month) if month <= 12 else (year + 1, month - 12)
    return date(year, month, calendar.monthrange(year, month)[1])


def later(day: date, number: float, unit: str) -> date | None:
    """A day so many units later, or earlier where the number is below nothing; None past the ends of the calendar."""
    if unit in {"day", "week", "fortnight"}:
        return _moved(day, timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    if unit not in _MONTHS:
        return day
    months = round(number * (3 if unit == "season" else _MONTHS[unit]))
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<clock>\d\d(?::\d\d(?::\d\d)?)?)(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?"
)


def stated(written: str | None) -> When | None:
    """A date in ISO 8601 as a `When` of the unit it is stated in; None where it is none."""
    found = _ISO.match(written.strip()) if written else None
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    unit = "clock" if found["clock"] else "day" if day else "month" if month else "year"
    when = When(unit, year, month, day, clock=found["clock"], zone=found["zone"])
    return when if when.first is not None else None
