"""Days and stretches told from others: "two Fridays ago", "the Monday before Christmas", "this time last year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from onrecord.reading.clocks import part_of_today, part_of_told
from onrecord.reading.dates import a_year_beside, quarter, ref, shifted, weekday, weekday_told
from onrecord.reading.numerals import Numeral
from onrecord.reading.timex import CLOSED, FUTURE, PAST, Meaning, Surroundings, dated, meaning, without_clock
from onrecord.reading.when import When, later, of_day

_Where = Surroundings


@meaning
def day_of_month(around: _Where, day: int, steps: int) -> Meaning | None:
    """A day of this month, the last or the next."""
    month = around.current("month")
    if month is None:
        return None
    when = When("day", month.shifted(steps).year, month.shifted(steps).number, day)
    return dated(when, around.now_is) if when.first is not None else None


@meaning
def day_of_told(around: _Where, day: int) -> Meaning | None:
    """A day of the month that the text tells of, where an ordinal in figures is one: "on the 8th"."""
    written, after = around.written(around.end - 1), around.written(around.end)
    if not written[:1].isdecimal() or written.isdecimal() or around.word(around.first - 1) not in _BEFORE_A_DAY:
        return None
    if after.isalnum() and around.word(around.end) not in _AFTER_A_DAY:
        return None
    month = around.told.at("month") if around.told is not None else None
    when = When("day", month.year, month.number, day) if month is not None else None
    return dated(when, around.told_is) if when is not None and when.first else None


_BEFORE_A_DAY: Final = frozenset("on by before after until till since through to".split())
_AFTER_A_DAY: Final = frozenset("and or but when as after before to in at with for because".split())


@meaning
def alluded_day(around: _Where, year: int, month: int, day: int) -> Meaning:
    """A day that has become a name; the text does not go on from there."""
    return replace(dated(When("day", year, month, day)), aside=True)


@meaning
def that_weekday(around: _Where, weekday: int) -> Meaning | None:
    """A weekday by what the text tells of; in "said that Friday's vote" the word that joins is none of it."""
    before = around.word(around.first - 1)
    if (before.isalnum() and before not in _BEFORE_A_DAY | {"of", "from", "for", "later"}) or before in {",", '"'}:
        return None
    return weekday_told(around, weekday, 0)


@meaning
def next_day(around: _Where, month: int, day: int) -> Meaning | None:
    """The next such day of a month."""
    found = around.of_year(lambda year: When("day", year, month, day), FUTURE, strictly=True)
    return dated(found or When("day", None, month, day), around.now_is)


@meaning
def weekdays_ago(around: _Where, number: Numeral | int, weekday: int) -> Meaning | None:
    """So many of a weekday ago; one ago is the last before today."""
    steps = number if isinstance(number, int) else number.exact
    today = around.current("day")
    if steps is None or steps < 1 or steps != int(steps):
        return None
    if today is None or today.first is None:
        return dated(When("day", None, None, weekday), around.now_is)
    back = (today.first.isoweekday() - weekday) % 7 or 7
    return dated(today.shifted(-back - 7 * (int(steps) - 1)), around.now_is)


@meaning
def weekday_from(around: _Where, weekday: int, inner: Meaning, direction: int) -> Meaning | None:
    """The weekday before a day, or after it."""
    day = inner.when.first if inner.when is not None else None
    if day is None:
        return dated(When("day", None, None, weekday), inner.basis)
    steps = (weekday - day.isoweekday()) % 7 or 7
    return dated(
        of_day(day + timedelta(steps if direction > 0 else steps - 7 if steps < 7 else -7), "day"), inner.basis
    )


@meaning
def day_ago(around: _Where, length: Meaning, inner: Meaning | None, named: int | None) -> Meaning | None:
    """A day so long before another: "a year ago today", "a week ago Monday"."""
    day = inner or (weekday(around, named, PAST) if named is not None else None)
    found = length.length
    if day is None or day.when is None or found is None or found.exact is None:
        return None
    first = day.when.first
    moved = later(first, -found.exact, found.unit) if first is not None else None
    return dated(of_day(moved, "day"), around.now_is) if moved is not None else day


@meaning
def stretch_ago(around: _Where, length: Meaning, unit: str) -> Meaning | None:
    """This week, this month, so long ago: "two years ago this month"."""
    now, found = around.current("day"), length.length
    if now is None or now.first is None or found is None or found.exact is None:
        return None
    moved = later(now.first, -found.exact, found.unit)
    return dated(of_day(moved, unit), around.now_is) if moved is not None else None


@meaning
def same_span(around: _Where, unit: str) -> Meaning | None:
    """The week or month of last year that was told of, or that now is in; the quarter. Aside, told for comparison."""
    if unit in {"quarter", "half"}:
        return a_year_beside(around, -1)
    now = around.told if around.told is not None and around.told.unit == unit else around.current("day")
    day = later(now.first, -1, "year") if now is not None and now.first is not None else None
    return replace(dated(of_day(day, unit), around.now_is), aside=True) if day is not None else None


@meaning
def weekend_at(around: _Where, inner: Meaning) -> Meaning | None:
    """The weekend that a day is in."""
    weekend = inner.when.at("weekend") if inner.when is not None else None
    return dated(weekend, inner.basis) if weekend is not None else None


@meaning
def middle_of(around: _Where, unit: str) -> Meaning:
    """The middle of this week, month or year."""
    return replace(shifted(around, unit, 0), mod="MID")


@meaning
def overnight(around: _Where) -> Meaning | None:
    """The night that is just over or to come, or that of a day told of before; "an overnight train" is none."""
    after = around.word(around.end)
    if around.word(around.first - 1) in {"a", "an"} | _AT_ONCE or after in _LENT_OVERNIGHT:
        return None
    before_it = after.isalpha() and after not in CLOSED
    if around.tense == FUTURE and not before_it:
        return part_of_today(around, "NI", 0)
    told, today = around.told, around.current("day")
    over = told is None or told.last is None or today is None or today.first is None or told.last >= today.first
    found = part_of_today(around, "NI", -1) if over else part_of_told(around, "NI", -1 if before_it else 0)
    return replace(found, aside=True)


_AT_ONCE: Final = frozenset("happen happens happened change changes changed".split())
"""What "overnight" behind says only that it is quick of."""
_LENT_OVERNIGHT: Final = frozenset(
    "rate rates money loan loans lending borrowing funds repo repos delivery mail success stay stays trip trips".split()
)


@meaning
def some_part(around: _Where, daypart: str) -> Meaning | None:
    """A part of some day that nobody tells; "for one night" is a length."""
    if around.word(around.first - 1) in {"for", "than", "only", "just", "least", "the"}:
        return None
    if around.word(around.end) in {"of", "only", "was", "is", "stay", "stand"}:
        return None  # how many
    return Meaning("TIME", f"XXXX-XX-XXT{daypart}")


@meaning
def nth_day(around: _Where, ordinal: int) -> Meaning | None:
    """Today as the nth day of something that goes on, from the second on; of what is over nobody tells the day."""
    in_a_row = around.end - around.first > 2 + (around.word(around.first) in {"the", "a"})
    if ordinal < 2 or around.tense == FUTURE or not (in_a_row or around.word(around.end) == "of"):
        return None
    if around.word(around.end + 1) in _MONTHLY:
        return None
    return shifted(around, "day", 0)


_MONTHLY: Final = frozenset(
    "january february march april may june july august september october november december each every".split()
)


@meaning
def by_light(around: _Where, daypart: str) -> Meaning | None:
    """A part of the day by its light, where something is at it, before it or after it."""
    if around.word(around.first - 1) not in _AT_A_PART or around.word(around.end) in {"of", "'s", "-"}:
        return None
    if around.written(around.first)[0].isupper():
        return None  # a name
    return part_of_told(around, daypart, 0)


_AT_A_PART: Final = frozenset("at before after by until till since around from to past toward near".split())


@meaning
def the_part(around: _Where, daypart: str | None, mod: str | None = None) -> Meaning | None:
    """A part of the day that the text tells of, where something is in it: "in the afternoon", not "the night of"."""
    if around.word(around.first - 1) not in _IN_A_PART or around.word(around.end) in {"of", "'s", "-", "that", "when"}:
        return None
    if any(word in _EVERY_PART for word in around.text.lower[around.first : around.end]):
        return None  # of many days
    return replace(part_of_told(around, daypart or "MO", 0), mod=mod)


_EVERY_PART: Final = frozenset("mornings afternoons evenings nights".split())
_IN_A_PART: Final = frozenset("in during by through throughout into until till over".split())


@meaning
def season_in(around: _Where, season: str, steps: int) -> Meaning:
    """A season of last year, this or next."""
    year = around.current("year")
    return dated(When("season", year.shifted(steps).year if year else None, season=season), around.now_is)


@meaning
def seasons_ago(around: _Where, number: Numeral | int, season: str) -> Meaning | None:
    """So many of a season ago; one ago is the last that is over."""
    steps = number if isinstance(number, int) else number.exact
    last = around.of_year(lambda year: When("season", year, season=season), PAST, strictly=True)
    if steps is None or steps < 1 or steps != int(steps) or last is None or last.year is None:
        return None
    return dated(replace(last, year=last.year - int(steps) + 1), around.now_is)


@meaning
def season_part(around: _Where, season: str, mod: str) -> Meaning | None:
    """A part of the season near now; "the Summer Olympics" are none."""
    if around.written(around.end - 1)[0].isupper() and around.written(around.end)[:1].isupper():
        return None
    found = around.of_year(lambda year: When("season", year, season=season))
    return replace(dated(found or When("season", None, season=season), around.now_is), mod=mod)


@meaning
def quarter_of(around: _Where, first: int | None, last: int, year: int | None, steps: int | None) -> Meaning | None:
    """A quarter by its months, or by its last; a business quarter by others has no number that a calendar knows."""
    if last % 3 or (first is not None and last - first != _MONTHS_BEHIND):
        return None
    return quarter(around, last // 3, year, steps)


_MONTHS_BEHIND: Final = 2


@meaning
def turn_of(around: _Where, unit: str) -> Meaning:
    """The turn of the century: about its first year; of the next one, by the tense."""
    this = around.current(unit)
    if this is None or this.year is None:
        return Meaning("DATE", "XXXX", mod="APPROX", basis=around.now_is)
    year = this.shifted(1 if around.tense == FUTURE else 0).year
    return replace(dated(When("year", year), around.now_is), mod="APPROX")


@meaning
def new_year(around: _Where) -> Meaning:
    """The year that begins next, and in its first half the one that has begun."""
    now = around.current("month")
    if now is None or now.number is None:
        return Meaning("DATE", "XXXX", basis=around.now_is)
    return shifted(around, "year", 1 if now.number > _HALF_A_YEAR else 0)


_HALF_A_YEAR: Final = 6


@meaning
def ref_after(around: _Where, value: str) -> Meaning | None:
    """A vague reference that something is at, or lasts to or for: "at this point"."""
    after = around.word(around.end)
    if around.word(around.first - 1) not in {"at", "for", "by", "until", "till", "to"}:
        return None
    if after.isalpha() and after not in CLOSED and around.word(around.end - 1) == "present":
        return None  # "the present campaign"
    return ref(around, value)


@meaning
def time_told(around: _Where) -> Meaning | None:
    """The time told of last, where something is at it or by it: "by that time"; during it, a length nobody tells."""
    before = around.word(around.first - 1)
    if before == "during":
        return Meaning("DURATION", "PXX") if around.word(around.end) != "period" else None
    if before not in _AT_A_TIME:
        return None
    told = around.told
    found = dated(without_clock(told), around.told_is) if told is not None else Meaning("DATE", "PAST_REF")
    return replace(found, aside=True)


_AT_A_TIME: Final = frozenset("at by until since before after from".split())


@meaning
def some_day(around: _Where) -> Meaning | None:
    """Some day to come: "will one day be", not "for one day"."""
    if around.word(around.end - 1) == "day" and around.word(around.first - 1) not in _AIMS:
        return None  # "one day" is then a length
    return ref(around, "FUTURE_REF")


_AIMS: Final = frozenset("will would could may might can he she they it we i to that and should must".split())
