"""Feasts whose day is reckoned for each year: those after Easter, the nth weekdays, and those of the Islamic calendar.

Easter is by the Gregorian computus (Meeus, 1991, chapter 8). The Islamic calendar is the tabular one (epoch 16 July
622, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty); sightings can differ from it by a day or two, so a
feast by it is a day that a reader should take as near.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from onrecord.reading.when import LAST_YEAR, When, of_day


def feast_day(written: str, year: int) -> When:
    """The day of a feast in a year: a name, and days to add ("easter-2"); Ramadan is the month it begins on."""
    name, sign, days = written.replace("+", " + ").replace("-", " - ").partition(" + ")
    if not sign:
        name, sign, days = written.partition("-")
    steps = int(days or 0) * (-1 if sign == "-" else 1)
    if not 2 <= year < LAST_YEAR:
        return When("day", None)
    found = _found(name.strip(), year)
    return of_day(found + timedelta(steps), "day")


def _found(name: str, year: int) -> date:
    if name == "easter":
        return easter(year)
    if name in _NTH:
        month, weekday, nth = _NTH[name]
        return nth_weekday(year, month, weekday, nth)
    if name == "memorial":
        last = date(year, 5, 31)
        return last - timedelta((last.isoweekday() - 1) % 7)
    if name == "election":
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    month, day = _ISLAMIC[name]
    return next((found for found in _islamic_days(year, month, day) if found.year == year), date(year, 1, 1))


_NTH: Final = {
    "thanksgiving": (11, 4, 4), "labor": (9, 1, 1), "king": (1, 1, 3), "presidents": (2, 1, 3), "mothers": (5, 7, 2),
    "fathers": (6, 7, 3), "columbus": (10, 1, 2),
}  # fmt: skip
_ISLAMIC: Final = {"ramadan": (9, 1), "fitr": (10, 1), "adha": (12, 10), "ashura": (1, 10)}


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth of a weekday (1, Monday) in a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus."""
    golden, century, within = year % 19, *divmod(year, 100)
    leaps, of_four = divmod(century, 4)
    shift = (century + 8) // 25
    moon = (19 * golden + century - leaps - (century - shift + 1) // 3 + 15) % 30
    quarter, rest = divmod(within, 4)
    weekday = (32 + 2 * of_four + 2 * quarter - moon - rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


_EPOCH: Final = date(622, 7, 19).toordinal()  # 16 July 622 in the Julian calendar
_LEAPS: Final = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})


def _islamic_days(year: int, month: int, day: int) -> list[date]:
    """A day of the Islamic calendar in the Islamic years that touch a year."""
    first = max(1, int((year - 622) * 33 / 32) - 1)
    found = []
    for islamic in range(first, first + 4):
        cycles, within = divmod(islamic - 1, 30)
        days = cycles * 10631 + sum(354 + (one in _LEAPS) for one in range(1, within + 1))
        days += sum(30 if one % 2 else 29 for one in range(1, month)) + day - 1
        ordinal = _EPOCH + days
        if 1 <= ordinal <= date.max.toordinal():
            found.append(date.fromordinal(ordinal))
    return found
