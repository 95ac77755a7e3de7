"""Times: TIMEX3 expressions in a text, what each means, and the earliest and latest instant that it can mean.

The rules are data (`data/times.txt`); this is their use. TIMEX3 is as in TimeML 1.2.1 (Pustejovsky et al., 2003) and
ISO 24617-1. A relative expression hangs on what its words ask for: "ago" on publication, "later" on the time told of
last, a weekday on publication and tense, anything deictic in a quotation on when it was said, where the sentence tells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from onrecord.reading import clocks, dates, lengths, relative  # noqa: F401 - their functions are known once imported
from onrecord.reading.counted import counted_by
from onrecord.reading.numerals import numbers, ordinal, ordinal_words
from onrecord.reading.numerals import words as number_words
from onrecord.reading.phrases import Grammar, Known, Match, Walk
from onrecord.reading.tense import REPORTING, tense_at
from onrecord.reading.timex import Meaning, Surroundings, dated, meanings, without_clock
from onrecord.reading.tokens import Tokens, sentence_ends, tokens
from onrecord.reading.when import When, stated
from onrecord.record import Anchor, Time, TimeAnchor

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d.*")
_SLASHED: Final = re.compile(r"(\d{1,4})/(\d{1,2})/(\d{1,4})")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:1[89]|20)\d\d)")
_YEAR: Final = re.compile(r"1\d{3}|20\d\d|21\d\d")


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time expression.

    Attributes:
        start: offset of its first character, as TIMEX3 bounds it.
        end: offset past its last.
        meaning: what it means.
        since: offset of the "since" before it, where the time runs from there on.
    """

    start: int
    end: int
    meaning: Meaning
    since: int | None = None


@cache
def grammar() -> Grammar:
    """The rules for times."""
    source = (files("onrecord") / "reading" / "data" / "times.txt").read_text(encoding="utf-8")
    words = number_words().openings
    known: Mapping[str, Known] = {
        "iso": Known(_iso),
        "day": Known(_day, ordinal_words()),
        "year": Known(_year, frozenset(_CENTURIES) | {"two"}),
        "decade": Known(_decade, frozenset(_DECADES)),
        "quartercode": _code("Q", "1234"),
        "halfcode": _code("H", "12"),
        "fycode": Known(_business_year, frozenset({"fy"}), figures=False),
        "clock": Known(clocks.clock, clocks.HOURS),
        "clockfigures": Known(clocks.clock_figures),
        "ordinal": Known(lambda text, place: [found] if (found := ordinal(text, place)) else (), ordinal_words()),
        "numeral": Known(lambda text, place: list(numbers(text, place)), words),
    }
    found = Grammar(source, known)
    meanings.check(found)
    return found


def _iso(text: Tokens, place: int) -> Sequence[tuple[int, Any]]:
    word = text.words[place]
    if _ISO.fullmatch(word):
        when = stated(word)
        return [(place + 1, when)] if when else ()
    if dotted := _DOTTED.fullmatch(word):
        when = When("day", int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return [(place + 1, when)] if when.first is not None else ()
    found = _SLASHED.fullmatch(word)
    if found is None:
        return ()
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        when = When("day", first, second, third)
    else:
        year = third if third > 99 else third + (1900 if third > 30 else 2000)
        when = When("day", year, first, second) if first <= 12 else When("day", year, second, first)
    return [(place + 1, when)] if when.first is not None else ()


def _day(text: Tokens, place: int) -> Sequence[tuple[int, int]]:
    word = text.words[place]
    number = int(word) if word.isdecimal() and len(word) <= 2 else None
    end = place + 1
    if number is None:
        found = ordinal(text, place)
        if found is None:
            return ()
        end, number = found
    return [(end, number)] if 1 <= number <= 31 else ()


def _year(text: Tokens, place: int) -> Sequence[tuple[int, int]]:
    word = text.words[place]
    if _YEAR.fullmatch(word):
        return [(place + 1, int(word))]
    if len(word) == 3 and word[0] in "'`" and word[1:].isdecimal() and not _in_quotes(text, place):
        short = int(word[1:])
        return [(place + 1, short + (1900 if short > 30 else 2000))]
    return _worded_year(text, place)


def _in_quotes(text: Tokens, place: int) -> bool:
    """Whether the apostrophe before figures ends a pair of them, which opens a quotation: ''60 Minutes''."""
    return text.joined(place) and text.words[place - 1] in {"'", "`"}


_CENTURIES: Final = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "twenty": 2000}


def _worded_year(text: Tokens, place: int) -> Sequence[tuple[int, int]]:
    """Nineteen ninety-six, two thousand and five."""
    century = _CENTURIES.get(text.lower[place])
    if century is None and text.lower[place : place + 2] != ["two", "thousand"]:
        return ()
    if century is None:
        before = text.lower[place - 1] if place else ""
        return [(place + 2, 2000)] if before in {"year", "in", "since", "by", "until"} else ()
    for end, value in numbers(text, place + 1) if place + 1 < len(text) else ():
        exact = value.exact
        if exact is not None and 10 <= exact < 100 and not value.figures:
            return [(end, century + int(exact))]
    return ()


def _decade(text: Tokens, place: int) -> Sequence[tuple[int, int]]:
    if (
        text.lower[place + 1 : place + 2] == ["'s"]
        and _YEAR.fullmatch(text.words[place])
        and text.words[place][-1] == "0"
    ):
        led = place > 0 and text.lower[place - 1] in {"the", "early", "late", "mid", "-"}
        return [(place + 2, int(text.words[place]))] if led else ()  # "the 1980's"; "1980's first quarter" is of a year
    word = text.lower[place].replace("'", "").replace("`", "")
    if word.endswith("s") and word[:-1].isdecimal() and word[-2] == "0":
        number = int(word[:-1])
        if len(word) == 5 and 1000 <= number < 2200:
            return [(place + 1, number)]
        before = text.lower[place - 1] if place else ""
        if len(word) == 3 and before in {"the", "late", "early", "mid", "-", "and", "to"}:
            return [(place + 1, number)]
        return ()
    names = _DECADES.get(word)
    before = text.lower[place - 1] if place else ""
    return [(place + 1, names)] if names is not None and before in {"the", "late", "early", "mid", "-"} else ()


_DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def _code(letter: str, numbers: str) -> Known:
    """A stretch of a year by its code: Q3, H1."""

    def find(text: Tokens, place: int) -> Sequence[tuple[int, int]]:
        joined = text.words[place] == letter and place + 1 < len(text) and text.joined(place + 1)
        return [(place + 2, int(text.words[place + 1]))] if joined and text.words[place + 1] in {*numbers} else ()

    return Known(find, frozenset({letter.lower()}), figures=False)


def _business_year(text: Tokens, place: int) -> Sequence[tuple[int, int]]:
    """A business year by its code: FY23."""
    if text.words[place] != "FY" or place + 1 >= len(text) or not text.joined(place + 1):
        return ()
    word = text.words[place + 1]
    if _YEAR.fullmatch(word):
        return [(place + 2, int(word))]
    return [(place + 2, 2000 + int(word) - (100 if int(word) > 60 else 0))] if re.fullmatch(r"\d\d", word) else ()


def as_time(text: str, found: FoundTime) -> Time:
    """A time as the record has it."""
    meaning = found.meaning
    signal = None if found.since is None else Anchor(text=text, start=found.since, end=found.since + len("since"))
    return Time(
        text=text,
        start=found.start if found.since is None else found.since,
        end=found.end,
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
        quant=meaning.quant,
        freq=meaning.freq,
        earliest=meaning.earliest,
        latest=meaning.latest,
        anchor=meaning.basis,
        signal=signal,
    )


def find_times(text: str, stretches: Sequence[tuple[int, int]], published: str | None) -> list[FoundTime]:
    """The times of a text.

    Args:
        text: the text.
        stretches: the offsets of its paragraphs, in order.
        published: when it was published, in ISO 8601, as far as is known.

    Returns:
        The expressions in text order, none overlapping.
    """
    reading = _Reading(stated(published), TimeAnchor("publication"))
    return [found for start, end in stretches for found in reading.paragraph(text, start, end)]


@dataclass(slots=True)
class _Reading:
    """What is known on the way through a text."""

    now: When | None
    now_is: TimeAnchor
    story: list[tuple[When, TimeAnchor]] = field(default_factory=list)
    last_quarter: tuple[When, TimeAnchor | None] | None = None

    def paragraph(self, text: str, start: int, end: int) -> list[FoundTime]:
        found = tokens(text, start, end)
        walk = Walk(grammar(), found)
        ends = list(sentence_ends(found))
        quoted = quoted_places(found)
        said = self._said(walk, ends, quoted) if quoted else None
        times: list[FoundTime] = []
        continuing: list[FoundTime] = []
        past = 0
        for place in walk.openings("time"):
            read = self._read(walk, place, ends, said if place in quoted else None) if place >= past else None
            if read is None:
                continue
            match, meaning = read
            past = match.end
            meaning = _hung_on_an_event(found, match, meaning)
            one = FoundTime(found.starts[match.first], found.ends[match.end - 1], meaning)
            if self._is_dateline(found, match, meaning):
                self.now, self.now_is = meaning.when, TimeAnchor("dateline", one.start, one.end)
            continuing.extend(continued(found, match, meaning))
            times.append(self._since(found, match, one))
            if times[-1].since is None:
                self._remember(one)
        return _merged(times, continuing)

    def _read(
        self, walk: Walk, place: int, ends: Sequence[int], said: tuple[When, TimeAnchor] | None
    ) -> tuple[Match, Meaning] | None:
        """The longest phrase at a place that means a time where it stands, and what."""
        for match in walk.matches("time", place):
            around = self._around(walk.text, ends, match)
            if said is not None:
                around.now, around.now_is = said
            meaning = meanings.evaluated(match, around)
            if meaning is not None:
                return match, meaning
        return None

    def _around(self, found: Tokens, ends: Sequence[int], match: Match) -> Surroundings:
        here = bisect_right(ends, match.first)
        sentence_start, sentence_end = ends[here - 1] if here else 0, ends[here]
        return Surroundings(
            now=self.now,
            now_is=self.now_is,
            story=self.story,
            last_quarter=self.last_quarter,
            tense=tense_at(found, sentence_start, sentence_end, match.first, match.end),
            text=found,
        )

    def _said(self, walk: Walk, ends: Sequence[int], quoted: frozenset[int]) -> tuple[When, TimeAnchor] | None:
        """When what the paragraph quotes was said: the day told beside a verb of saying, outside the quotation."""
        found, past = walk.text, 0
        for place in range(len(found)):
            if place in quoted or place < past:
                continue
            if not any(word in REPORTING for word in found.lower[max(0, place - _BESIDE) : place]):
                continue
            read = self._read(walk, place, ends, None)
            if read is None:
                continue
            match, meaning = read
            past, when = match.end, meaning.when
            if when is not None and when.unit in {"day", "part", "clock"} and when.first is not None:
                spoken = TimeAnchor("speech", found.starts[match.first], found.ends[match.end - 1])
                return without_clock(when), spoken
        return None

    def _is_dateline(self, found: Tokens, match: Match, meaning: Meaning) -> bool:
        """Whether a date is that of a dateline, "MARN, March 12 (Agency) --", near enough to publication to be one."""
        when, now = meaning.when, self.now
        if not 0 < match.first <= _DATELINE or when is None or when.unit != "day" or when.first is None:
            return False
        before, after = found.words[: match.first], found.words[match.end : match.end + 1]
        if not before[0].isupper() or after not in (["("], ["--"], ["-"], ["_"], ["—"], ["–"], [":"]):
            return False
        return now is None or now.first is None or abs((now.first - when.first).days) <= _DATELINE_DAYS

    def _since(self, found: Tokens, match: Match, one: FoundTime) -> FoundTime:
        """A time with "since" before it runs from there to now, unless it is yet to come: "since 2030"."""
        if match.first == 0 or found.lower[match.first - 1] != "since" or one.meaning.type not in {"DATE", "TIME"}:
            return one
        today = self.now.at("day") if self.now is not None else None
        begins = one.meaning.when.first if one.meaning.when is not None else None
        latest = today.bounds[1] if today is not None else None
        if today is not None and today.last is not None and begins is not None and today.last < begins:
            latest = one.meaning.latest
        return replace(one, meaning=replace(one.meaning, latest=latest), since=found.starts[match.first - 1])

    def _remember(self, found: FoundTime) -> None:
        meaning, when = found.meaning, found.meaning.when
        if when is None or meaning.aside or meaning.type not in {"DATE", "TIME"}:
            return
        if when.year is None and (when.number is None or when.unit != "day"):
            return
        self.story.append((when, TimeAnchor("time", found.start, found.end)))
        if when.unit in {"quarter", "half"} and (when.year or 0) >= self._year() - 1:
            self.last_quarter = self.story[-1]

    def _year(self) -> int:
        return self.now.year if self.now is not None and self.now.year is not None else 0


_BESIDE: Final = 4
_DATELINE: Final = 8
_DATELINE_DAYS: Final = 3


def quoted_places(text: Tokens) -> frozenset[int]:
    """The tokens inside quotation marks."""
    inside: set[int] = set()
    opened = False
    for place, word in enumerate(text.words):
        if word in {"“", "«", "„"} or (word == "`" and text.words[place + 1 : place + 2] == ["`"]):
            opened = True
        elif word in {"”", "»"} or (word == "'" and text.words[place + 1 : place + 2] == ["'"]):
            opened = False
        elif word == '"':
            opened = not opened
        elif opened:
            inside.add(place)
    return frozenset(inside)


def _hung_on_an_event(text: Tokens, match: Match, meaning: Meaning) -> Meaning:
    """A length before or after something that happens: "two days after the raid" hangs on the raid."""
    if meaning.type != "DURATION" or meaning.basis is not None or meaning.age or match.end + 1 >= len(text):
        return meaning
    if text.lower[match.end] not in {"before", "after", "following"}:
        return meaning
    start = match.end + 1
    if text.lower[start] in _DETERMINERS:
        noun = counted_by(text, start + 1, one=True) if start + 1 < len(text) else None
        end = noun[1] if noun else start
    else:
        last = min(len(text), start + _CLAUSE)
        end = next((at for at in range(start, last) if not text.words[at][0].isalnum()), last)
    if end <= start:
        return meaning
    return replace(meaning, basis=TimeAnchor("event", text.starts[start], text.ends[end - 1]))


_DETERMINERS: Final = frozenset("the a an his her its their this that these those".split())
_CLAUSE: Final = 8


def _merged(times: list[FoundTime], continuing: list[FoundTime]) -> list[FoundTime]:
    """Times in text order, with those of lists and ranges where they stand free of the others."""
    starts = [one.start for one in times]
    free: list[FoundTime] = []
    for one in continuing:
        here = bisect_right(starts, one.start)
        after_others = here == 0 or times[here - 1].end <= one.start
        if after_others and (here == len(times) or one.end <= starts[here]) and (not free or free[-1].end <= one.start):
            free.append(one)
    return sorted([*times, *free], key=lambda one: one.start)


def continued(text: Tokens, match: Match, meaning: Meaning) -> list[FoundTime]:
    """What a list or range goes on with: the 21 of "June 20 and 21", the 20 of "20 and 21 June"; 1996 of "1995-96"."""
    when = meaning.when
    if when is not None and when.unit == "year" and when.year is not None:
        return _short_year(text, match.end, when, meaning)
    if when is None or when.unit != "day" or when.number is None or when.day is None:
        return []
    return _days_before(text, match.first, when, meaning) + _days_behind(text, match.end, when, meaning)


def _short_year(text: Tokens, place: int, when: When, like: Meaning) -> list[FoundTime]:
    short = text.words[place + 1] if place + 1 < len(text) else ""
    joined = text.joined(place) and text.joined(place + 1) and text.words[place] in {"-", "–", "/"}
    year = when.year or 0
    if not joined or len(short) != 2 or not short.isdecimal() or int(short) <= year % 100:
        return []
    return [_time(text, place + 1, replace(when, year=year - year % 100 + int(short)), like)]


def _days_behind(text: Tokens, place: int, when: When, like: Meaning) -> list[FoundTime]:
    found: list[FoundTime] = []
    while place + 1 < len(text) and text.words[place] in _JOINING and (number := _day_number(text, place + 1)):
        then = text.words[place + 2] if place + 2 < len(text) else ""
        counts = then.isalpha() and then[:1].islower() and then not in _MAY_FOLLOW
        if number <= (when.day or 0) or counts or then in {"%", ":", "$"}:
            break
        found.append(_time(text, place + 1, replace(when, day=number), like))
        place += 2
    return found


def _days_before(text: Tokens, place: int, when: When, like: Meaning) -> list[FoundTime]:
    found: list[FoundTime] = []
    if _day_number(text, place) is None:
        return found
    while place >= 2 and text.words[place - 1] in _JOINING and (number := _day_number(text, place - 2)):
        if number >= (when.day or 0):
            break
        found.insert(0, _time(text, place - 2, replace(when, day=number), like))
        place -= 2
    return found


_JOINING: Final = frozenset({"and", "or", "to", "-", "–", "through", "&", ","})
_MAY_FOLLOW: Final = frozenset(
    "in at for when after before that to from by with as during where while but and or on".split()
)


def _day_number(text: Tokens, place: int) -> int | None:
    found = _day(text, place)
    return found[0][1] if found and found[0][0] == place + 1 and text.words[place][0].isdecimal() else None


def _time(text: Tokens, place: int, when: When, like: Meaning) -> FoundTime:
    return FoundTime(text.starts[place], text.ends[place], dated(when, like.basis))
