"""Days, weeks, months, years: what the functions that `data/times.txt` names for them make."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from onrecord.reading.feasts import feast_day
from onrecord.reading.lookalikes import is_month, is_weekday, is_year
from onrecord.reading.numerals import Numeral
from onrecord.reading.timex import CLOSED, FUTURE, PAST, Meaning, Surroundings, dated, meaning, without_clock
from onrecord.reading.when import LAST_YEAR, When, of_day

_Where = Surroundings


@meaning
def same(around: _Where, inner: Meaning | When) -> Meaning:
    """What another phrase means."""
    return dated(inner) if isinstance(inner, When) else inner


@meaning
def day(around: _Where, year: int | None, month: int, day: int) -> Meaning | None:
    """A day of a month; without a year the one near now."""
    if day > _LONGEST[month - 1]:
        return None
    if year is not None:
        when = When("day", year, month, day)
        return dated(when) if when.first is not None else None
    found = around.of_year(lambda year: When("day", year, month, day))
    return dated(found, around.now_is) if found else dated(When("day", None, month, day))


_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@meaning
def days(around: _Where, year: int, month: int, first: int, last: int) -> Meaning | None:
    """Days of a month in a row: the value is the first, the latest instant is on the last."""
    begins, ends = When("day", year, month, first), When("day", year, month, last)
    if begins.first is None or ends.first is None or first >= last:
        return None
    return replace(dated(begins), latest=ends.bounds[1])


@meaning
def day_called(around: _Where, weekday: int, month: int, day: int) -> Meaning | None:
    """A day of a month that is called by its weekday: of the years near now, the one where it is."""
    here = around.now.year if around.now is not None and around.now.year is not None else 0
    for year in sorted(around.years(), key=lambda year: abs(year - here)):
        when = When("day", year, month, day)
        if around.now is not None and when.first is not None and when.first.isoweekday() == weekday:
            return dated(when, around.now_is)
    return _plain_day(around, month, day)


def _plain_day(around: _Where, month: int, day_: int) -> Meaning | None:
    return day(around, None, month, day_)


@meaning
def in_year(around: _Where, steps: int, month: int, day: int) -> Meaning | None:
    """A day of a month of last year, this or next."""
    year = around.current("year")
    when = When("day", year.shifted(steps).year if year else None, month, day)
    return dated(when, around.now_is) if day <= _LONGEST[month - 1] else None


@meaning
def in_told_year(around: _Where, steps: int, month: int, day: int) -> Meaning | None:
    """A day of a month of the year that the text told of, the one before it or the one after."""
    year = around.told.at("year") if around.told else None
    if year is None or year.year is None or day > _LONGEST[month - 1]:
        return None
    return dated(When("day", year.year + steps, month, day), around.told_is)


@meaning
def weekday(around: _Where, weekday: int, direction: int | None = None) -> Meaning | None:
    """A weekday: by the tense the last or the coming one; today where today is one and nothing says otherwise."""
    if direction is None and not is_weekday(around):
        return None
    today = around.current("day")
    if today is None or today.first is None:
        return dated(When("day", None, None, weekday), around.now_is)
    ahead = (weekday - today.first.isoweekday()) % 7
    if direction is None:
        steps = ahead if around.tense == 1 else ahead - 7 if ahead else 0
    elif direction == 0:
        steps = ahead
    elif direction < 0:
        steps = ahead - 7
    else:
        steps = ahead or 7
    return dated(today.shifted(steps), around.now_is)


@meaning
def weekday_told(around: _Where, weekday: int, direction: int) -> Meaning | None:
    """The weekday before what the text told of last, or after it; with no direction on it or after it."""
    base = around.told if around.told is not None else around.now
    day = (base.first if direction < 0 else base.last) if base is not None else None
    if day is None:
        return dated(When("day", None, None, weekday), around.now_is)
    steps = (weekday - day.isoweekday()) % 7
    steps = (steps or 7) if direction > 0 else steps - 7 if direction < 0 else steps
    return dated(of_day(day + timedelta(steps), "day"), around.told_is if base is around.told else around.now_is)


@meaning
def definite(around: _Where, unit: str | None) -> Meaning | None:
    """The quarter, definite, is the one that the text told of last; "the year" this one, where it is in or for it."""
    name = unit or "quarter"
    before = around.word(around.first - 1)
    if name in {"quarter", "half"}:
        last = around.last_quarter
        quarter = dated(last[0], last[1]) if last is not None and last[0].unit == name else None
        return quarter or (_ended(around) if name == "quarter" else None)
    if name == "year" and before in {"of", "for", "during", "in", "this", "over", "through", "throughout"}:
        after = around.word(around.end)
        if after in {"ended", "ending", "to"} or (before == "of" and after == "of"):
            return Meaning("DURATION", "P1Y")
        return told(around, name, 0)
    if name in {"decade", "century"} and before == "of":
        return shifted(around, name, 0)
    if name in {"week", "month"} and before in {"for", "during", "of"} and around.end - around.first == 2:
        return shifted(around, name, 0) if around.word(around.end) != "of" else None
    return None


def _ended(around: _Where) -> Meaning | None:
    """The quarter of a year that "the quarter ended Aug. 26" mostly is: the one that the month before that is in.

    Where the text has told the number of a quarter, "the quarter" is that one, as the business counts them.
    """
    place = around.end
    if around.word(place) == "that":
        place += 1
    if around.word(place) not in {"ended", "ending"}:
        return None
    month = _NAMED.get(around.word(place + 1)[:3])
    if month is None:
        return None
    found = around.of_year(lambda year: When("month", year, month))
    quarter = found.shifted(-1).at("quarter") if found is not None else None
    return dated(quarter, around.now_is) if quarter is not None else None


_NAMED: Final = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}


@meaning
def latest(around: _Where, unit: str | None) -> Meaning | None:
    """The latest quarter, year, week: the one told of last, and where there is none the last one that is over."""
    name = unit or "quarter"
    if name in {"day", "season"}:
        return None  # the latest season is one of a team or a show
    found = definite(around, name) if name in {"quarter", "half"} else None
    return found or shifted(around, name, -1)


@meaning
def year_end(around: _Where) -> Meaning:
    """The last day of the year; of the last one, in the past tense. "The year-end rush" is that of the nearest."""
    if around.word(around.end).isalpha() and around.word(around.end) not in CLOSED:
        near = around.of_year(lambda year: When("day", year, 12, 31))
        return dated(near or When("day", None, 12, 31), around.now_is)
    year = around.current("year")
    number = year.shifted(-1 if around.tense == PAST else 0).year if year else None
    return dated(When("day", number, 12, 31), around.now_is)


@meaning
def weekday_of(around: _Where, weekday: int, weeks: int) -> Meaning:
    """A weekday of last week, this or next."""
    week = around.current("week")
    monday = week.shifted(weeks).first if week else None
    if monday is None:
        return dated(When("day", None, None, weekday), around.now_is)
    return dated(of_day(monday + timedelta(weekday - 1), "day"), around.now_is)


@meaning
def nth_weekday(around: _Where, nth: int, weekday: int, month: int, year: int | None) -> Meaning | None:
    """The nth weekday of a month; the last, where `nth` is -1."""

    def of(year: int) -> When:
        if nth < 0:
            last = date(year, month, calendar.monthrange(year, month)[1])
            return of_day(last - timedelta((last.isoweekday() - weekday) % 7), "day")
        first = date(year, month, 1)
        return of_day(first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)), "day")

    found = of(year) if year else around.of_year(of)
    return dated(found, None if year else around.now_is) if found else None


@meaning
def holiday(around: _Where, written: str, year: int | None) -> Meaning:
    """A holiday on the same day every year."""
    month, day = (int(part) for part in written.split("-"))
    if year is None:
        found = around.of_year(lambda year: When("day", year, month, day))
        return dated(found or When("day", None, month, day), around.now_is if found else None)
    return dated(When("day", year, month, day))


@meaning
def holiday_in(around: _Where, written: str, steps: int) -> Meaning:
    """A holiday of last year, this or next."""
    month, day = (int(part) for part in written.split("-"))
    year = around.current("year")
    return dated(When("day", year.shifted(steps).year if year else None, month, day), around.now_is)


@meaning
def holiday_beside(around: _Where, written: str, direction: int) -> Meaning:
    """The last such holiday, or the next."""
    month, day = (int(part) for part in written.split("-"))
    found = around.of_year(lambda year: When("day", year, month, day), direction)
    return dated(found or When("day", None, month, day), around.now_is)


@meaning
def feast(around: _Where, written: str, year: int | None) -> Meaning | None:
    """A feast whose day is reckoned for each year."""
    found = feast_day(written, year) if year else around.of_year(lambda year: feast_day(written, year))
    return dated(found, None if year else around.now_is) if found else Meaning("DATE", "XXXX-XX-XX")


@meaning
def feast_beside(around: _Where, written: str, direction: int) -> Meaning | None:
    """The last such feast, or the next."""
    found = around.of_year(lambda year: feast_day(written, year), direction)
    return dated(found, around.now_is) if found else Meaning("DATE", "XXXX-XX-XX")


@meaning
def week_of(around: _Where, inner: Meaning | str | None, other: str | None = None) -> Meaning | None:
    """The week that a day is in."""
    if isinstance(inner, Meaning):
        found: Meaning | None = inner
    else:
        found = feast(around, inner, None) if inner else holiday(around, other or "01-01", None)
    week = found.when.at("week") if found and found.when else None
    return dated(week, found.basis if found else None) if week else None


@meaning
def nth_week(around: _Where, nth: int, inner: Meaning) -> Meaning | None:
    """The nth week of a month, or the last: the ISO week of its nth seven days, or of its last day."""
    month = inner.when
    if month is None or month.unit not in {"month", "year"} or month.first is None or month.last is None:
        return None
    day = month.last if nth < 0 else month.first + timedelta(7 * (nth - 1))
    return dated(of_day(day, "week"), inner.basis)


@meaning
def within_year(around: _Where, year: int, mod: str) -> Meaning:
    """Before a year, or after it."""
    when = When("year", year)
    earliest, latest = when.bounds
    if mod == "BEFORE":
        return Meaning("DATE", when.value, when, mod=mod, latest=earliest)
    return Meaning("DATE", when.value, when, mod=mod, earliest=latest)


@meaning
def weekend_of(around: _Where, name: str | None, other: str | None) -> Meaning | None:
    """The weekend that a feast makes long: the one before a Monday or Tuesday, else the one behind it."""
    found = feast(around, name, None) if name else holiday(around, other or "01-01", None)
    week = found.when.at("weekend") if found and found.when else None
    day = found.when.first if found and found.when else None
    if found is None or week is None or day is None:
        return None
    return dated(week.shifted(-1) if day.isoweekday() <= _TUESDAY else week, found.basis)


_TUESDAY: Final = 2


@meaning
def same_quarter(around: _Where, year: int) -> Meaning | None:
    """The quarter that the text is about, of another year."""
    last = around.last_quarter
    found = replace(last[0], year=year) if last is not None else When("year", year)
    return replace(dated(found, last[1] if last is not None else None), aside=True)


@meaning
def beside(around: _Where, inner: Meaning, steps: int) -> Meaning | None:
    """The day after a day, or before it."""
    if inner.when is None or inner.when.year is None:
        return None
    return dated(without_clock(inner.when).shifted(steps), inner.basis)


@meaning
def shifted(around: _Where, unit: str, steps: int) -> Meaning:
    """The week, year… so many after the one that is now."""
    now = around.current(unit)
    if now is None:
        return Meaning("DATE", _UNKNOWN.get(unit, "XXXX"), basis=around.now_is)
    return dated(now.shifted(steps), around.now_is)


_IN_COURSE: Final = frozenset("earlier early later late".split())
_UNKNOWN: Final = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "decade": "XXXX", "century": "XX",
}  # fmt: skip


@meaning
def told(around: _Where, unit: str, steps: int) -> Meaning | None:
    """The week, year… so many after the one that the text told of last; seen from now where it told of none."""
    if unit == "day" and (last := around.word(around.end - 1)) in {"before", "after"}:
        place = around.first - (2 if around.word(around.first - 1) == "the" else 1)
        if around.word(place) == "in" and (last == "before" or around.word(place - 1) in _IN_COURSE):
            return None  # "later in the day before she left": the day is the one told of
    base = around.told.at(unit) if around.told else None
    if base is None or base.year is None:
        return shifted(around, unit, steps) or Meaning("DATE", "XXXX")
    return dated(base.shifted(steps), around.told_is)


@meaning
def weekend(around: _Where) -> Meaning:
    """The weekend just past, or the coming one by the tense."""
    week = around.current("weekend")
    if week is None:
        return Meaning("DATE", "XXXX-WXX-WE", basis=around.now_is)
    found = around.near([week.shifted(-1), week, week.shifted(1)], FUTURE if around.tense == FUTURE else PAST)
    return dated(found or week, around.now_is)


@meaning
def month(around: _Where, year: int | None, month: int, steps: int | None = None) -> Meaning | None:
    """A month of a year; without one the month near now."""
    if year is not None:
        return dated(When("month", year, month))
    if steps is not None:
        this = around.current("year")
        return dated(When("month", this.shifted(steps).year if this else None, month), around.now_is)
    if not is_month(around, month):
        return None
    found = around.of_year(lambda year: When("month", year, month))
    return dated(found or When("month", None, month), around.now_is if found else None)


@meaning
def month_beside(around: _Where, month: int, direction: int) -> Meaning:
    """The last such month before this one, the next after it, or this year's."""
    if direction == 0:
        year = around.current("year")
        return dated(When("month", year.year if year else None, month), around.now_is)
    found = around.of_year(lambda year: When("month", year, month), direction, strictly=True)
    return dated(found or When("month", None, month), around.now_is)


@meaning
def month_told(around: _Where, month: int) -> Meaning:
    """A month of the year that the text tells of."""
    year = around.told.at("year") if around.told else None
    return dated(When("month", year.year if year else None, month), around.told_is)


@meaning
def season(around: _Where, season: str, year: int | None) -> Meaning:
    """A season of a year."""
    return dated(When("season", year, season=season))


@meaning
def the_season(around: _Where, season: str) -> Meaning | None:
    """The season near now, where something is said to be in it or since it."""
    if around.word(around.first - 1) not in {"in", "since", "during", "over", "through", "throughout", "until", "by"}:
        return None
    if around.word(around.end) in {"of", "'s", "-"}:
        return None
    found = around.of_year(lambda year: When("season", year, season=season))
    return dated(found or When("season", None, season=season), around.now_is if found else None)


@meaning
def season_beside(around: _Where, season: str, direction: int) -> Meaning:
    """The last such season that is over, the next, or this year's."""
    if direction == 0:
        year = around.current("year")
        return dated(When("season", year.year if year else None, season=season), around.now_is)
    found = around.of_year(lambda year: When("season", year, season=season), direction, strictly=True)
    return dated(found or When("season", None, season=season), around.now_is)


@meaning
def season_told(around: _Where, season: str, steps: int) -> Meaning:
    """A season of the year that the text tells of; the one before what it tells of, or behind it."""
    told = around.told
    year = told.at("year") if told else None
    number = year.year if year else None
    if number is None or told is None or told.first is None or told.last is None or not steps:
        return dated(When("season", number, season=season), around.told_is)
    near = [When("season", number + step, season=season) for step in (-2, -1, 0, 1, 2)]
    before = [one for one in near if one.last and one.last < told.first]
    behind = [one for one in near if one.first and one.first > told.last]
    return dated(before[-1] if steps < 0 else behind[0], around.told_is)


@meaning
def quarter(
    around: _Where, nth: int | None, year: int | None, steps: int | None = None, code: int | None = None
) -> Meaning:
    """A quarter of a year; without one the last that has begun, or by the tense the coming one."""
    number = nth or code or 1
    if year is not None:
        return dated(When("quarter", year, number))
    if steps is not None:
        this = around.current("year")
        return dated(When("quarter", this.shifted(steps).year if this else None, number), around.now_is)
    found = around.of_year(lambda year: When("quarter", year, number))
    return dated(found or When("quarter", None, number), around.now_is if found else None)


@meaning
def half(around: _Where, number: int, year: int | None, steps: int | None = None) -> Meaning:
    """A half of a year."""
    this = around.current("year")
    if year is None and this is not None and steps is not None:
        year = this.shifted(steps).year
    return dated(When("half", year, number))


@meaning
def year(around: _Where, year: int) -> Meaning | None:
    """A year, where four figures are one."""
    return dated(When("year", year)) if is_year(around) else None


@meaning
def fiscal(around: _Where, year: int | None, code: int | None = None) -> Meaning:
    """A business year; its bounds are nobody's to guess."""
    return dated(When("year", year or code, fiscal=True))


@meaning
def fiscal_beside(around: _Where, steps: int) -> Meaning:
    """The business year now, or one beside it."""
    year = around.current("year")
    return dated(When("year", year.shifted(steps).year if year else None, fiscal=True), around.now_is)


@meaning
def decade(around: _Where, first: int) -> Meaning:
    """A decade; one without its century is the last such before now, of the twentieth where now is not known."""
    if first >= 1000:
        return dated(When("century" if first % 100 == 0 and first < _MILLENNIUM else "decade", first))
    now = around.current("year")
    if now is None or now.year is None:
        return dated(When("decade", 1900 + first))
    here = now.year - now.year % 100 + first
    return dated(When("decade", here if here <= now.year else here - 100), around.now_is)


_MILLENNIUM: Final = 2000
"""The 1900s are a century; the 2000s are yet their first decade."""


@meaning
def century(around: _Where, ordinal: int, era: str | None) -> Meaning | None:
    """A century by its ordinal, of our era or before it."""
    if not 1 < ordinal <= _LAST_CENTURY:
        return None
    return Meaning("DATE", f"BC{ordinal - 1:02d}") if era else dated(When("century", (ordinal - 1) * 100))


_LAST_CENTURY: Final = 30


@meaning
def era(around: _Where, numeral: Numeral, era: str) -> Meaning | None:
    """A year before our era, or one of it with so few figures that the era must be told; ours alone has bounds."""
    number = numeral.exact
    if number is None or not number.is_integer() or not 1 <= number <= LAST_YEAR:
        return None
    return dated(When("year", int(number))) if era == "AD" else Meaning("DATE", f"BC{int(number):04d}")


@meaning
def then(around: _Where) -> Meaning | None:
    """What the text told of last, where "then" is what something lasts to or from."""
    if around.word(around.first - 1) not in {"until", "till", "since", "by", "before"}:
        return None
    told = around.told
    found = dated(told, around.told_is) if told is not None else Meaning("DATE", "PAST_REF")
    return replace(found, unmarked=around.word(around.first - 1) == "since")


@meaning
def beside_told(around: _Where, steps: int) -> Meaning:
    """A year before what the text told of: the same quarter, month or half of the year before."""
    return a_year_beside(around, steps)


def a_year_beside(around: _Where, steps: int) -> Meaning:
    """The same stretch of another year: of the quarter the text is about, or else of the year it told of last.

    A quarter stays what a text is about until it tells of a whole year: between the two, reports of earnings tell days.
    """
    base, basis = around.told, around.told_is
    longest = next((told for told in reversed(around.story) if told[0].unit in {"year", "half", "quarter"}), None)
    if longest is not None and longest is around.last_quarter:
        base, basis = longest
    if base is None or base.year is None:
        base, basis = around.current("year"), around.now_is
    if base is None or base.year is None:
        return Meaning("DATE", "XXXX", basis=around.now_is)
    if base.unit not in {"quarter", "half"}:
        base = base.at("year") or base
    return replace(dated(replace(base, year=(base.year or 0) + steps), basis), aside=True)


@meaning
def ref(around: _Where, value: str) -> Meaning | None:
    """A vague reference to the past, the present or the future."""
    if around.written(around.first) == "Now":
        return None  # at the head of a sentence it is as often a word of passage as a time
    earliest, latest = None, None
    today = around.current("day")
    if today is not None:
        days = today.bounds
        latest = days[1] if value in {"PAST_REF", "PRESENT_REF"} else None
        earliest = days[0] if value in {"FUTURE_REF", "PRESENT_REF"} else None
    return Meaning("DATE", value, basis=around.now_is, earliest=earliest, latest=latest)


@meaning
def during(around: _Where, unit: str, mod: str) -> Meaning | None:
    """Earlier in the week, later in the month, that the text tells of."""
    return within(around, told(around, unit, 0), mod)


@meaning
def within(around: _Where, inner: Meaning | None, mod: str, other: Meaning | None = None) -> Meaning | None:
    """Early in a stretch, late in it, its middle; before now in it or after; about it."""
    inner = inner or other
    if inner is None or inner.type not in {"DATE", "TIME"} or inner.when is None:
        return None
    earliest, latest = inner.earliest, inner.latest
    first, last = inner.when.first, inner.when.last
    if first is not None and last is not None and inner.when.unit not in {"part", "clock"}:
        third = (last - first) / 3
        today = around.now.first if around.now is not None else None
        if mod == "START":
            latest = (first + third).isoformat()
        elif mod == "END":
            earliest = (last - third).isoformat()
        elif mod == "MID":
            earliest, latest = (first + third).isoformat(), (last - third).isoformat()
        elif mod == "BEFORE" and today is not None and first <= today <= last:
            latest = today.isoformat()
        elif mod == "AFTER" and today is not None and first <= today <= last:
            earliest = today.isoformat()
    return replace(inner, mod=mod, earliest=earliest, latest=latest)
