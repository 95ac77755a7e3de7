"""Times of day: what the functions that `data/times.txt` names for them make, and the phrases that Python knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.reading.numerals import Numeral
from onrecord.reading.timex import Meaning, Surroundings, dated, meaning
from onrecord.reading.tokens import Tokens
from onrecord.reading.when import When

_Where = Surroundings
_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?")
_MILITARY: Final = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)")
_HALF_OF_DAY: Final = re.compile(r"([ap])\.?\s?m\.?")


def clock_figures(text: Tokens, place: int) -> Sequence[tuple[int, tuple[int, int | None, int | None]]]:
    """Hours and minutes in figures: "10:35"."""
    found = _CLOCK.fullmatch(text.words[place])
    if found is None or int(found["hour"]) > _HOURS:
        return ()
    second = int(found["second"]) if found["second"] else None
    return [(place + 1, (int(found["hour"]), int(found["minute"]), second))]


_HOURS: Final = 24
_NOON: Final = 12


def clock(text: Tokens, place: int) -> Sequence[tuple[int, str]]:
    """A time of day as `hh` or `hh:mm`: "10:35 a.m.", "6 pm", "22:15", "1400 GMT", "9 a.m. Moscow time"."""
    found = _clock(text, place)
    return [*found, *((past, at) for end, at in found if (past := _past_place(text, end)) > end)]


def _past_place(text: Tokens, place: int) -> int:
    """Past the name of a place whose time it is: "Moscow time", "New York time"."""
    end = place
    while end < min(place + _NAME, len(text)) and text.words[end][:1].isupper():
        end += 1
    return end + 1 if end > place and text.lower[end : end + 1] == ["time"] else place


_NAME: Final = 3


def _clock(text: Tokens, place: int) -> Sequence[tuple[int, str]]:
    word = text.words[place]
    if not word[0].isdecimal():
        return _worded(text, place)
    after = text.lower[place + 1] if place + 1 < len(text) else ""
    half = _HALF_OF_DAY.fullmatch(after)
    figures = clock_figures(text, place)
    if half is None and after in {"a", "p"} and text.lower[place + 2 : place + 3] == ["m"]:
        half = re.match("[ap]", after)
    if figures and (":" in word or half):
        _, (hour, minute, second) = figures[0]
        if half is not None:
            return [(_past_half(text, place), _written(_of_day(hour, half[0]), minute, second))]
        return [(place + 1, _written(hour, minute, second))]
    if half is not None and word.isdecimal() and 1 <= int(word) <= _NOON:
        return [(_past_half(text, place), f"{_of_day(int(word), half[0]):02d}:00")]
    found = _MILITARY.fullmatch(word)
    if found and after in {"gmt", "utc", "hours", "hrs", "z", "edt", "est", "cet", "bst"}:
        end = place + (2 if after in {"hours", "hrs"} else 1)
        return [(end, f"{found['hour']}:{found['minute']}")]
    return ()


def _worded(text: Tokens, place: int) -> Sequence[tuple[int, str]]:
    """A time of day in words: "ten a.m."."""
    hour = _HOUR_WORDS.get(text.lower[place])
    after = text.lower[place + 1] if place + 1 < len(text) else ""
    half = _HALF_OF_DAY.fullmatch(after)
    if hour is None or half is None:
        return ()
    return [(place + 2, f"{_of_day(hour, half[0]):02d}:00")]


_HOUR_WORDS: Final = {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}


HOURS: Final = frozenset(_HOUR_WORDS)
"""The words that a time of day can begin with."""


def _past_half(text: Tokens, place: int) -> int:
    return place + (3 if text.lower[place + 1] in {"a", "p"} else 2)


def _of_day(hour: int, half: str) -> int:
    return hour % _NOON + (_NOON if half[0] == "p" else 0)


def _written(hour: int, minute: int | None, second: int | None) -> str:
    return ":".join(f"{part:02d}" for part in (hour, minute or 0, second) if part is not None)


def _today(around: _Where) -> When:
    told, now = around.told, around.current("day")
    if told is not None and told.unit in {"day", "part", "clock"} and told.first is not None:
        return replace(told, unit="day", part=None, clock=None, zone=None)
    return now or When("day", None)


def _at(around: _Where, written: str, zone: str | None) -> Meaning:
    """A time of the day that the text tells of, or of today."""
    today = _today(around)
    told = around.told is not None and around.told.unit in {"day", "part", "clock"}
    when = replace(today, unit="clock", clock=written, zone=None if zone in {None, "?"} else zone)
    return dated(when, around.told_is if told else around.now_is)


@meaning
def clock_(around: _Where, written: str, zone: str | None) -> Meaning | None:
    """A time of day."""
    return _at(around, written, zone)


@meaning
def oclock(
    around: _Where,
    hour: Numeral | None,
    figures: tuple[int, int | None, int | None] | None,
    daypart: str | None,
    zone: str | None,
) -> Meaning | None:
    """An hour that the part of the day makes plain: "6 in the morning"."""
    if figures is not None:
        number, minute, second = figures
    elif hour is not None and hour.exact is not None and hour.exact == int(hour.exact):
        number, minute, second = int(hour.exact), 0, None
    else:
        return None
    if not 0 < number <= _HOURS:
        return None
    if number < _NOON and daypart in {"AF", "EV", "NI"} and not (daypart == "NI" and number < 5):
        number += _NOON
    return _at(around, _written(number, minute, second), zone)


@meaning
def clock_in(
    around: _Where, figures: tuple[int, int | None, int | None], daypart: str | None, day: Meaning | None
) -> Meaning | None:
    """A time in figures of a part of a day: "10:35 Monday night", "3:30 this morning", "9:15 tonight"."""
    last_night = day is None and "last" in around.text.lower[around.first : around.end]
    time = oclock(around, None, figures, daypart or "NI", None)
    today = around.current("day")
    if day is None and today is not None:
        day = dated(today.shifted(-1) if last_night else today, around.now_is)
    return clock_of(around, day, time) if day is not None and time is not None else time


@meaning
def noon(around: _Where, hour: int, zone: str | None) -> Meaning | None:
    """Noon, or midnight."""
    if around.word(around.first - 1) == "high":
        return None
    return _at(around, f"{hour}:00", zone)


@meaning
def clock_of(around: _Where, day: Meaning, time: Meaning) -> Meaning | None:
    """A time of a day."""
    if day.when is None or time.when is None:
        return None
    when = replace(day.when, unit="clock", clock=time.when.clock, zone=time.when.zone, part=None)
    return dated(when, day.basis)


@meaning
def part(around: _Where, day: Meaning, daypart: str) -> Meaning | None:
    """The morning, afternoon, evening or night of a day."""
    if day.when is None or day.when.unit not in {"day", "part", "clock"}:
        return None
    return dated(replace(day.when, unit="part", part=daypart, clock=None, zone=None), day.basis)


@meaning
def part_on(around: _Where, day: Meaning, daypart: str) -> Meaning | None:
    """A part of a day with "on" between: "early evening on Sunday", and not "a great night on Sunday"."""
    before = around.word(around.first - 1)
    return part(around, day, daypart) if not before.isalpha() or before in _OF_A_DAY else None


_OF_A_DAY: Final = frozenset("and at before by during early from in late mid since that the until".split())


@meaning
def mid_part(around: _Where, daypart: str, day: Meaning | None = None) -> Meaning | None:
    """The middle of a morning or an afternoon, of a day or of the one that the text tells of."""
    found = part(around, day, daypart) if day is not None else part_of_told(around, daypart, 0)
    return replace(found, mod="MID") if found else None


@meaning
def part_of_today(around: _Where, daypart: str, steps: int) -> Meaning:
    """This morning, last night."""
    today = around.current("day")
    if today is None:
        return Meaning("TIME", f"XXXX-XX-XXT{daypart}", basis=around.now_is)
    return dated(replace(today.shifted(steps), unit="part", part=daypart), around.now_is)


@meaning
def part_of_told(around: _Where, daypart: str, steps: int) -> Meaning:
    """That night, the next morning."""
    base = around.told.at("day") if around.told is not None else None
    if base is None or base.year is None:
        return part_of_today(around, daypart, steps)
    moved = replace(base, unit="day", part=None, clock=None, zone=None).shifted(steps)
    return dated(replace(moved, unit="part", part=daypart), around.told_is)
