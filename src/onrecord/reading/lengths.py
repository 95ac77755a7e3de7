"""Durations and sets of times: what the functions that `data/times.txt` names for them make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from onrecord.reading.dates import a_year_beside
from onrecord.reading.numerals import Numeral
from onrecord.reading.timex import (
    FUTURE,
    SOME_YEAR,
    Length,
    Meaning,
    Surroundings,
    counted,
    meaning,
    moved,
    without_clock,
)
from onrecord.reading.when import When, later, of_day, yearless
from onrecord.record import TimeAnchor

_Where = Surroundings
_LETTERS: Final = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
_CLOCKED: Final = frozenset({"second", "minute", "hour"})
_A_COUPLE: Final[tuple[float | None, float | None]] = (2, 3)
_SMALLER: Final = {
    "year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "day": ("hour", 24), "week": ("day", 7),
    "hour": ("minute", 60), "minute": ("second", 60),
}  # fmt: skip


def _value(number: float | None, unit: str) -> str:
    """The value of TIMEX3 of a number of units: P3W, PT5H30M, PXY."""
    clock = "T" if unit in _CLOCKED else ""
    if number is None:
        return f"P{clock}X{_LETTERS[unit]}"
    if unit == "fortnight":
        number *= 2
    whole = int(number)
    if number == whole:
        return f"P{clock}{whole}{_LETTERS[unit]}"
    if unit in _SMALLER:
        smaller, size = _SMALLER[unit]
        rest = round((number - whole) * size)
        if unit in {"decade", "century"}:
            return f"P{round(number * size)}Y"
        if whole == 0:
            return _value(rest, smaller)
        again = "T" if smaller in _CLOCKED and not clock else ""
        return f"P{clock}{whole}{_LETTERS[unit]}{again}{rest}{_LETTERS[smaller]}"
    return f"P{clock}{number:g}{_LETTERS[unit]}"


def _length(number: Numeral | float | None, unit: str) -> Length:
    if number is None:
        return Length(2, None, unit, _value(None, unit))
    if isinstance(number, Numeral):
        exact = number.exact
        if exact is None and (number.lower, number.upper) == _A_COUPLE:
            exact = 2
        return Length(number.lower or 0, number.upper, unit, _value(exact, unit))
    return Length(number, number, unit, _value(number, unit))


@meaning
def length(
    around: _Where, number: Numeral | float | None, unit: str | None, units: str | None = None
) -> Meaning | None:
    """A number of units; without a number, some."""
    name = unit or units
    if name is None or name not in _LETTERS:
        return None
    if (
        around.written(around.end - 1)[:1].isupper()
        and around.first > 0
        and not around.written(around.end - 1).isupper()
    ):
        return None  # "60 Minutes"
    if isinstance(number, Numeral) and (
        (number.upper or 1) > _MOST or (name == "quarter" and _no_quarters(around, number))
    ):
        return None
    if around.word(around.first) in {"a", "an", "another"} and _is_compound(around):
        return None
    found = _length(number, name)
    return Meaning("DURATION", found.value, length=found)


def _is_compound(around: _Where) -> bool:
    """Whether the unit begins a compound that stands for itself: "a year-earlier loss"."""
    joined = around.text.joined(around.end) and around.text.joined(around.end + 1)
    return joined and around.word(around.end) == "-" and around.word(around.end + 1).isalpha()


_MOST: Final = 1e7


def _no_quarters(around: _Where, number: Numeral) -> bool:
    """Whether it is a fraction ("three-quarters") or the quarter of a year ("the 1988 quarter")."""
    return "-" in around.text.words[around.first : around.end] or (number.upper or 0) > 100


@meaning
def whole(around: _Where, unit: str) -> Meaning | None:
    """All of a day, a week, a year; without an article, corpora leave it unmarked."""
    found = length(around, 1, unit)
    return replace(found, unmarked=around.word(around.first) == "all") if found else None


@meaning
def lengths(
    around: _Where,
    one: Numeral,
    unit: str | None,
    units: str | None,
    two: Numeral,
    unit2: str | None,
    units2: str | None,
) -> Meaning | None:
    """Two years and three months."""
    if "," in around.text.lower[around.first : around.end] and around.word(around.end) in {",", "and"}:
        return None  # two of a row of three
    larger, smaller = unit or units or "year", unit2 or units2 or "month"
    if one.exact is None or two.exact is None or larger == smaller:
        return None
    first, second = _value(one.exact, larger), _value(two.exact, smaller)
    joined = first + second.removeprefix("PT" if "T" in first else "P")
    share = two.exact * _DAYS[smaller] / _DAYS[larger]
    return Meaning("DURATION", joined, length=Length(one.exact + share, one.exact + share, larger, joined))


_DAYS: Final = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "weekend": 2, "fortnight": 14,
    "month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5, "century": 36525,
}  # fmt: skip


@meaning
def modified(around: _Where, inner: Meaning, mod: str) -> Meaning | None:
    """At least a length, at most, about; "$15 an hour or less" is that much in every hour."""
    old = inner.length
    if old is None or (around.word(around.end - 1) in {"less", "fewer", "more"} and _is_rate(around)):
        return None
    lower, upper = old.lower, old.upper
    if mod in {"MORE_THAN", "EQUAL_OR_MORE"}:
        upper = None
    elif mod in {"LESS_THAN", "EQUAL_OR_LESS"}:
        lower = 0
    return replace(inner, mod=mod, length=replace(old, lower=lower, upper=upper))


@meaning
def age(around: _Where, number: Numeral, unit: str | None, units: str | None = None) -> Meaning | None:
    """How old somebody or something is."""
    found = length(around, number, unit, units)
    of_a_thing = around.word(around.end - 2) == "-" and around.word(around.end).isalpha()
    of_somebody = not of_a_thing or (unit or units) == "year" or around.word(around.end) in _YOUNG
    return replace(found, age=True, unmarked=of_somebody) if found else None


_YOUNG: Final = frozenset(
    "baby infant child boy girl son daughter twins toddler grandson granddaughter brother sister babies infants "
    "children boys girls kitten kittens puppy puppies cub cubs calf foal lamb".split()
)


@meaning
def age_between(around: _Where, one: Numeral, other: Numeral, unit: str) -> Meaning | None:
    """How old people of an age between two are."""
    found = length_between(around, one, other, unit)
    return replace(found, age=True, unmarked=True) if found else None


@meaning
def age_in(around: _Where, unit: str | None, units: str | None = None) -> Meaning | None:
    """How old something is, told in a unit by itself; behind a number or a dash it ends what is told otherwise."""
    before = around.word(around.first - 1)
    if before[:1].isdecimal() or before in _DASHES or (unit or units) is None:
        return None
    return length(around, 1 if unit else None, unit, units)


_DASHES: Final = frozenset("-–—‑")


@meaning
def length_between(around: _Where, one: Numeral | int, other: Numeral | int, units: str) -> Meaning | None:
    """A number of units between two."""
    lower = one.lower if isinstance(one, Numeral) else one
    upper = other.upper if isinstance(other, Numeral) else other
    if lower is not None and upper is not None and upper < 1 <= lower and around.word(around.first + 1) == "-":
        return length(around, lower + upper, units)  # "2-1/2 years"
    if lower is None or (upper is not None and upper < lower):
        return None
    value = _value(None, units)
    return Meaning("DURATION", value, length=Length(lower, upper, units, value))


@meaning
def modified_exact(around: _Where, inner: Meaning, mod: str) -> Meaning | None:
    """More than a length where "over" says so: "over two weeks", and not "over several years", which is during."""
    if inner.length is None or inner.length.exact is None:
        return None
    return modified(around, inner, mod)


def _dates(base: When, found: Length, sign: int) -> tuple[str | None, str | None]:
    """The first and the last day that something so long before or after a stretch can be on."""
    if base.year is None and base.number is not None and base.day is not None:
        known = _dates(replace(base, year=SOME_YEAR), found, sign)
        return yearless(known[0]), yearless(known[1])
    first, last = base.first, base.last
    if first is None or last is None:
        return None, None
    near = later(first if sign > 0 else last, sign * found.lower, found.unit)
    far = later(last if sign > 0 else first, sign * found.upper, found.unit) if found.upper is not None else None
    near_day = _widened(near, found.unit, -1 if sign > 0 else 1)
    far_day = _widened(far, found.unit, 1 if sign > 0 else -1)
    return (near_day, far_day) if sign > 0 else (far_day, near_day)


def _widened(day: date | None, unit: str, side: int) -> str | None:
    """A day; where the unit is coarser, the end of the month or year around it: "two years ago" is loose."""
    if day is None:
        return None
    coarse = {"year": "year", "month": "month", "decade": "year", "century": "year", "quarter": "month"}.get(unit)
    if coarse is None:
        return day.isoformat()
    stretch = of_day(day, coarse)
    edge = stretch.first if side < 0 else stretch.last
    return edge.isoformat() if edge else None


def _away(around: _Where, base: When | None, basis: TimeAnchor | None, inner: Meaning, sign: int) -> Meaning | None:
    """A time so long before or after another."""
    found = inner.length
    if found is None:
        return None
    if base is None:
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", basis=basis, mod=inner.mod)
    kind = "TIME" if found.unit in _CLOCKED else "DATE"
    number = found.exact
    if (
        number is None
        and inner.mod is not None
        and (told := found.upper if found.lower == 0 else found.lower) is not None
    ):
        number = told
    if number is None and (found.lower, found.upper) == _A_COUPLE:
        number = found.lower
    mod = _AWAY.get((inner.mod or "", sign), inner.mod)
    earliest, latest = _dates(base, found, sign)
    from_a_day = base.unit == "day" and base is not around.now
    when = counted(base, sign * number, found.unit, to_the_day=from_a_day) if number is not None else None
    if when is None:
        value = "PAST_REF" if sign < 0 else "XXXX-XX-XX" if around.tense != FUTURE else "FUTURE_REF"
        return Meaning(kind, value, mod=mod, basis=basis, earliest=earliest, latest=latest)
    if inner.mod is None and found.unit not in _CLOCKED and found.exact is not None:
        earliest, latest = when.bounds
    return Meaning(kind, when.value, when, mod=mod, basis=basis, earliest=earliest, latest=latest)


_AWAY: Final = {
    ("MORE_THAN", 1): "AFTER", ("EQUAL_OR_MORE", 1): "ON_OR_AFTER",
    ("LESS_THAN", 1): "BEFORE", ("EQUAL_OR_LESS", 1): "ON_OR_BEFORE",
    ("MORE_THAN", -1): "BEFORE", ("EQUAL_OR_MORE", -1): "ON_OR_BEFORE", ("LESS_THAN", -1): "AFTER",
    ("EQUAL_OR_LESS", -1): "ON_OR_AFTER",
}  # fmt: skip


@meaning
def ago(around: _Where, inner: Meaning) -> Meaning | None:
    """So long before now. "A year ago" beside a quarter is that quarter a year before, as in reports of earnings."""
    told = around.told
    if inner.value == "P1Y" and inner.mod is None and told is not None and around.last_quarter is not None:
        return a_year_beside(around, -1)
    return _away(around, around.now, around.now_is, inner, -1)


@meaning
def hence(around: _Where, inner: Meaning) -> Meaning | None:
    """So long after now."""
    return _away(around, around.now, around.now_is, inner, 1)


def _base(around: _Where, inner: Meaning) -> tuple[When | None, TimeAnchor | None]:
    """What "later" and "earlier" count from: what the text told of last and as finely as they count, or else now."""
    told = around.told_as_fine_as(inner.length.unit) if inner.length is not None else None
    return (without_clock(told[0]), told[1]) if told is not None else (around.now, around.now_is)


@meaning
def later_(around: _Where, inner: Meaning) -> Meaning | None:
    """So long after what the text told of last: narrative goes on from there, and not from publication."""
    if around.word(around.first - 1) == "for" and around.word(around.end - 1).startswith(("afterward", "thereafter")):
        return None  # "for many minutes afterward" is how long
    if not around.story and around.tense != FUTURE:
        return Meaning("DATE", "XXXX-XX-XX", mod=_AWAY.get((inner.mod or "", 1), inner.mod))
    return _away(around, *_base(around, inner), inner, 1)


@meaning
def earlier(around: _Where, inner: Meaning) -> Meaning | None:
    """So long before what the text told of last."""
    if inner.value == "P1Y" and inner.mod is None:
        return a_year_beside(around, -1)
    return _away(around, *_base(around, inner), inner, -1)


@meaning
def after(around: _Where, inner: Meaning, date: Meaning) -> Meaning | None:
    """So long after a date."""
    return _away(around, without_clock(date.when), date.basis, inner, 1) if date.when else None


@meaning
def before(around: _Where, inner: Meaning, date: Meaning) -> Meaning | None:
    """So long before a date."""
    return _away(around, without_clock(date.when), date.basis, inner, -1) if date.when else None


@meaning
def past(around: _Where, inner: Meaning) -> Meaning | None:
    """The length up to now."""
    return _beside_now(around, inner, -1)


@meaning
def coming(around: _Where, inner: Meaning) -> Meaning | None:
    """The length from now."""
    return _beside_now(around, inner, 1)


def _beside_now(around: _Where, inner: Meaning, sign: int) -> Meaning | None:
    """A length that ends now, or begins now: between today and the day so long away, as far as they are known."""
    found, today = inner.length, around.current("day")
    if found is None:
        return None
    if today is None or today.first is None:
        return replace(inner, basis=around.now_is)
    away = moved(today, sign * found.upper, found.unit) if found.upper is not None else None
    if found.unit in _CLOCKED:
        away = today.shifted(sign).first
    here, there = today.bounds[0], away.isoformat() if away else None
    earliest, latest = (there, here) if sign < 0 else (here, there)
    return replace(inner, basis=around.now_is, earliest=earliest, latest=latest)


@meaning
def recent(around: _Where, units: str) -> Meaning | None:
    """Some units up to now."""
    today = around.current("day")
    return Meaning("DURATION", _value(None, units), basis=around.now_is, latest=today.bounds[1] if today else None)


@meaning
def soon(around: _Where, units: str) -> Meaning | None:
    """Some units from now."""
    today = around.current("day")
    return Meaning("DURATION", _value(None, units), basis=around.now_is, earliest=today.bounds[0] if today else None)


@meaning
def units_past(around: _Where, units: str) -> Meaning | None:
    """Some units that are over: "in years past", and not "years past his prime"."""
    return recent(around, units) if around.word(around.first - 1) in {"in", "of", "from", "than", "for"} else None


@meaning
def units_ahead(around: _Where, units: str) -> Meaning | None:
    """Some units from now: "the weeks ahead", and not "weeks ahead of schedule"."""
    return soon(around, units) if around.word(around.end) != "of" else None


@meaning
def every(around: _Where, number: Numeral | None, unit: str | None, units: str | None = None) -> Meaning | None:
    """Every so many units."""
    name = unit or units
    if name is None:
        return None
    return Meaning("SET", _value(1 if number is None else number.exact, name), quant="EVERY")


@meaning
def half_unit(around: _Where, unit: str) -> Meaning | None:
    """Half a long unit, or a quarter of a century."""
    return length(around, 0.25 if "quarter" in around.text.lower[around.first : around.end] else 0.5, unit)


@meaning
def over_units(around: _Where, units: str) -> Meaning | None:
    """Some units that something goes on over: "over the years"; elsewhere the article is that of an event."""
    if around.word(around.first - 1) not in {"over", "through", "throughout", "across"}:
        return None
    return length(around, None, units)


@meaning
def units_beside(around: _Where, units: str) -> Meaning | None:
    """Hours, minutes: some of them, where something is so long before or after another, or goes on for them."""
    beside = around.word(around.end) in {"before", "after", "later", "earlier"}
    if units == "second" or not (beside or around.word(around.first - 1) in {"for", "within"}):
        return None
    return length(around, None, units)


@meaning
def some_time(around: _Where) -> Meaning | None:
    """Some length that nobody tells, where something lasts it."""
    if around.word(around.first - 1) not in {"for", "after", "in", "within", "lasted", "take", "took", "quite"}:
        return None
    return Meaning("DURATION", "PXX")


@meaning
def every_nth(around: _Where, ordinal: int, unit: str) -> Meaning:
    """Every nth unit."""
    return Meaning("SET", _value(ordinal, unit), quant="EVERY")


@meaning
def every_half(around: _Where, unit: str) -> Meaning:
    """Every half a unit."""
    return Meaning("SET", _value(0.5, unit), quant="EVERY")


@meaning
def every_weekend(around: _Where) -> Meaning:
    """The weekend of every week."""
    return Meaning("SET", "XXXX-WXX-WE", quant="EVERY")


@meaning
def every_holiday(around: _Where, written: str) -> Meaning:
    """A holiday of every year."""
    return Meaning("SET", f"XXXX-{written}", quant="EVERY")


@meaning
def every_day_of(around: _Where, month: int, day: int) -> Meaning:
    """A day of a month of every year."""
    return Meaning("SET", f"XXXX-{month:02d}-{day:02d}", quant="EVERY")


@meaning
def rate(around: _Where, unit: str) -> Meaning | None:
    """So much in every unit: "300 seats a week", "$500 million a year". Other lengths with an article are lengths."""
    return Meaning("SET", _value(1, unit), quant="EVERY") if _is_rate(around) else length(around, 1, unit)


def _is_rate(around: _Where) -> bool:
    """Whether something is counted before a unit with its article."""
    before = around.word(around.first - 1)
    counted = before[:1].isdecimal() or before in _SIZES or (before.endswith("s") and len(before) > _PLURAL)
    return counted and before.isalnum() and before not in _NO_PLURALS


_SIZES: Final = frozenset("hundred thousand million billion percent share each % people".split())
_PLURAL: Final = 3
_NO_PLURALS: Final = frozenset("this less as was is has does lasts takes perhaps versus plus always".split())


@meaning
def every_other(around: _Where, unit: str) -> Meaning:
    """Every other unit."""
    return Meaning("SET", _value(2, unit), quant="EVERY")


@meaning
def every_weekday(
    around: _Where, one: int | None, many: int | None, dayparts: str | None = None, daypart: str | None = None
) -> Meaning:
    """A weekday of every week, or a part of it."""
    daypart = dayparts or daypart
    return Meaning("SET", f"XXXX-WXX-{one or many}{f'T{daypart}' if daypart else ''}", quant="EVERY")


@meaning
def every_season(around: _Where, season: str) -> Meaning:
    """A season of every year."""
    return Meaning("SET", f"XXXX-{season}", quant="EVERY")


@meaning
def every_month(around: _Where, month: int) -> Meaning:
    """A month of every year."""
    return Meaning("SET", f"XXXX-{month:02d}", quant="EVERY")


@meaning
def every_part(around: _Where, part: str) -> Meaning:
    """A part of every day."""
    return Meaning("SET", f"XXXX-XX-XXT{part}", quant="EVERY")


@meaning
def adverb(around: _Where, value: str) -> Meaning | None:
    """Daily, weekly, yearly."""
    after = around.written(around.end)
    if (value == "P1Q" and after.isalpha()) or after[:1].isupper():
        return None
    return Meaning("SET", value, quant="EVERY")


@meaning
def times(
    around: _Where, word: int | None, number: Numeral | None, unit: str | None, adverb: str | None
) -> Meaning | None:
    """So often in every unit."""
    often = word if word is not None else number.exact if number is not None else None
    if often is None and number is None:
        return None
    value = adverb or _value(1, unit or "day")
    return Meaning("SET", value, freq=f"{int(often)}X" if often is not None else None)
