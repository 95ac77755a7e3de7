"""Numbers as news writes them, in figures and words: "17,000", "1,00,000", "1.5 million", "two and a half", "dozens".

Exact numbers have equal bounds; those of vague words come from `data/numbers.txt`, where their choice is explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.reading.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number.

    Attributes:
        lower: the least it can be; None without a bound.
        upper: the most.
        conservative: the least that data on conflicts would count, where it is less than `lower`.
        figures: whether it is written in figures.
        digits: how many figures stand before the point.
    """

    lower: float | None
    upper: float | None
    conservative: float | None = None
    figures: bool = False
    digits: int = 0

    @property
    def exact(self) -> float | None:
        """The number, where it is one."""
        return self.lower if self.lower == self.upper else None

    def times(self, factor: Numeral) -> Numeral:
        """This many of another number."""
        conservative = None
        if self.conservative is not None or factor.conservative is not None:
            least = self.lower if self.conservative is None else self.conservative
            unit = factor.lower if factor.conservative is None else factor.conservative
            conservative = _product(least, unit)
        return Numeral(
            _product(self.lower, factor.lower),
            _product(self.upper, factor.upper),
            conservative,
            self.figures,
            self.digits,
        )


def _product(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else tidy(one * other)


def tidy(number: float) -> float:
    """A number without the dust of binary fractions: 1.1 million is 1,100,000."""
    whole = round(number)
    return float(whole) if abs(number - whole) < 1e-6 * max(1.0, abs(number)) * 1e-3 else round(number, 6)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `data/numbers.txt`; those of several words are keyed by all of them."""

    exact: Mapping[str, int]
    units: Mapping[str, int]
    letters: Mapping[str, int]
    vague: Mapping[str, Numeral]
    openings: frozenset[str]


@cache
def words() -> Words:
    """The words for numbers."""
    source = (files("onrecord") / "reading" / "data" / "numbers.txt").read_text(encoding="utf-8")
    parts: dict[str, dict[str, list[str]]] = {}
    part = ""
    for raw in source.splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            part = line.strip("[]")
        elif line:
            name, *figures = re.split(r"\s{2,}|\t", line)
            parts.setdefault(part, {})[name] = " ".join(figures).split()
    vague = {name: _vague_word(given) for name, given in parts["vague"].items()}
    simple = {
        kind: {name: int(given[0]) for name, given in parts[kind].items()} for kind in ("exact", "units", "letters")
    }
    openings = {name.split()[0] for name in [*vague, *simple["exact"], *simple["units"]]} | {"a", "an", "half"}
    return Words(simple["exact"], simple["units"], simple["letters"], vague, frozenset(openings))


def _vague_word(given: list[str]) -> Numeral:
    lower, upper, conservative = (None if one == "-" else float(one) for one in given)
    return Numeral(lower, upper, conservative)


_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_ENGLISH: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN: Final = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
_EUROPEAN: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?")
_LARGEST: Final = 20
_UNGROUPED: Final = 12
"""The most figures a number has without grouping; longer ones are the numbers of things, not numbers of them."""


def figures(word: str) -> float | None:
    """What figures stand for; None where they are none ("1.2.3", a date, more figures than a count has).

    Points group by threes where the point of a decimal cannot stand: "1.000.000", "1.250,50"; "1.000" alone is one.
    """
    if len(word) > _LARGEST or not word[:1].isdecimal():
        return None
    if _ENGLISH.fullmatch(word) or _INDIAN.fullmatch(word):
        return float(word.replace(",", ""))
    if _EUROPEAN.fullmatch(word):
        return float(word.replace(".", "").replace(",", "."))
    return float(word) if _PLAIN.fullmatch(word) and len(word.partition(".")[0]) <= _UNGROUPED else None


def numeral(text: Tokens, place: int) -> tuple[int, Numeral] | None:
    """The longest number that begins at a token: where it ends, and what it is."""
    word = text.lower[place]
    if word[0].isdecimal() or word in _FRACTIONS:
        return _in_figures(text, place)
    if word not in words().openings:
        return None
    return _vague(text, place) or _in_words(text, place)


def _in_figures(text: Tokens, place: int) -> tuple[int, Numeral] | None:
    word = text.words[place]
    number = _FRACTIONS.get(word)
    if number is None:
        number = figures(word)
    if number is None:
        return None
    end = place + 1
    after = text.words[end] if end < len(text) else ""
    factor: int | None
    if after in _FRACTIONS:
        number, end = number + _FRACTIONS[after], end + 1
    elif end + 2 < len(text) and text.joined(end + 2) and _is_fraction(text, end):
        number, end = number + int(text.words[end]) / int(text.words[end + 2]), end + 3
    elif end + 1 < len(text) and text.joined(end) and _is_fraction(text, place):
        number, end = number / int(text.words[end + 1]), end + 2
    digits = len(word.partition(".")[0].replace(",", "")) if word[0].isdecimal() else 0
    value = Numeral(number, number, None, figures=True, digits=digits)
    while end < len(text):
        factor, after_it = _unit(text, end, value.figures)
        if factor is None:
            break
        value, end = value.times(Numeral(factor, factor)), after_it
    return end, value


def _is_fraction(text: Tokens, place: int) -> bool:
    """Whether "1/2" stands at a token: a small number over a small larger one."""
    if place + 2 >= len(text):
        return False
    over, slash, under = text.words[place : place + 3]
    return slash == "/" and over in {"1", "2", "3"} and under in {"2", "3", "4", "5", "8"} and text.joined(place + 1)


def _unit(text: Tokens, place: int, after_figures: bool) -> tuple[int | None, int]:
    """A unit that multiplies the number before it, and where it ends."""
    word = text.lower[place]
    if after_figures and text.joined(place) and word in words().letters:
        return words().letters[word], place + 1
    if word in words().units:
        return words().units[word], place + 1
    if word == "-" and text.joined(place) and place + 1 < len(text) and text.lower[place + 1] in words().units:
        return words().units[text.lower[place + 1]], place + 2
    return None, place


def _vague(text: Tokens, place: int) -> tuple[int, Numeral] | None:
    known = words().vague
    if place and text.lower[place - 1] in _ASKING:
        return None  # "the third in as many months", "how many", "too few"
    for length in (3, 2, 1):
        found = known.get(" ".join(text.lower[place : place + length])) if place + length <= len(text) else None
        if found is not None:
            return _multiplied(text, place + length, found, plural=length == 1 and text.lower[place].endswith("s"))
    return None


_ASKING: Final = frozenset({"as", "how", "too", "so", "however", "very"})


def _multiplied(text: Tokens, end: int, found: Numeral, *, plural: bool) -> tuple[int, Numeral]:
    """A vague number with the units behind it: "several hundred thousand", "tens of thousands"."""
    start = end
    while end < len(text):
        factor, after = _unit(text, end, after_figures=False)
        if factor is None:
            break
        found, end = found.times(Numeral(factor, factor)), after
    if end == start and plural and text.lower[end : end + 1] == ["of"] and end + 1 < len(text):
        more = words().vague.get(text.lower[end + 1])
        if more is not None and text.lower[end + 1].endswith("s"):
            return end + 2, _of(found, more)
    return end, found


def _of(many: Numeral, units: Numeral) -> Numeral:
    """Tens, hundreds of thousands: from twenty thousand to where the next unit begins."""
    if many.lower is None or many.upper is None or units.lower is None:
        return units
    unit = units.lower / 2
    least = None if many.conservative is None else many.conservative * unit
    return Numeral(many.lower * unit, (many.upper + 1) * unit - 1, least)


def _in_words(text: Tokens, place: int) -> tuple[int, Numeral] | None:
    """A number in words: "two hundred and fifty thousand", "half a million", "two and a half", "a hundred"."""
    half = _half(text, place)
    if half is not None:
        return half
    reading = _Adding()
    end = place
    if text.lower[place] in {"a", "an"}:
        if place + 1 >= len(text) or text.lower[place + 1] not in words().units:
            return None
        reading.current, end = 1, place + 1
    while end < len(text):
        word = text.lower[end]
        joins = word in {"-", "and"} and reading.seen and end + 1 < len(text) and _goes_on(text, end, reading)
        if not joins and not reading.take(word):
            break
        end += 1
    if not reading.seen:
        return None
    number = reading.total + reading.current
    for half_more in (["and", "a", "half"], ["-", "and", "-", "a", "-", "half"]):
        if text.lower[end : end + len(half_more)] != half_more:
            continue
        number, end = number + 0.5, end + len(half_more)
        factor, after = _unit(text, end, after_figures=False) if end < len(text) else (None, end)
        number, end = (number * factor, after) if factor is not None else (number, end)
    return end, Numeral(number, number)


@dataclass(slots=True)
class _Adding:
    """A number in words on the way: what is finished up to a thousand or million, and what is being said."""

    total: float = 0.0
    current: float = 0.0
    seen: bool = False

    def take(self, word: str) -> bool:
        """Take in a word; False where it goes on nothing."""
        known = words()
        value, factor = known.exact.get(word), known.units.get(word)
        if value is not None and (not self.seen or _follows(self.current, value)):
            self.current += value
        elif factor is not None and (self.seen or self.current):
            self._multiply(factor)
        else:
            return False
        self.seen = True
        return True

    def _multiply(self, factor: int) -> None:
        if factor > _HUNDRED and not (self.total and factor > self.total):
            self.total, self.current = self.total + max(self.current, 1) * factor, 0.0
        else:
            self.current = max(self.current, 1) * factor


_HUNDRED: Final = 100


def _half(text: Tokens, place: int) -> tuple[int, Numeral] | None:
    for opening in (("half", "a"), ("a", "half"), ("half",)):
        end = place + len(opening)
        if tuple(text.lower[place:end]) == opening and end < len(text):
            at = end + 1 if text.lower[end] == "-" else end
            if at < len(text) and text.lower[at] in words().units:
                number = words().units[text.lower[at]] / 2
                return at + 1, Numeral(number, number)
    return None


def _follows(current: float, value: int) -> bool:
    """Whether a small number goes on the one before it: "twenty" and "four", "two hundred" and "fifty"."""
    if current == 0:
        return True
    if current >= _HUNDRED and current % _HUNDRED == 0:
        return True
    return current % _HUNDRED >= 20 and current % 10 == 0 and 0 < value < 10


def _goes_on(text: Tokens, place: int, reading: _Adding) -> bool:
    after = text.lower[place + 1]
    exact, units = words().exact, words().units
    current, total = reading.current, reading.total
    if text.lower[place] == "and":
        return after in exact and ((current >= _HUNDRED and current % _HUNDRED == 0) or (current == 0 and total > 0))
    if not text.joined(place):
        return False
    return after in units or (after in exact and _follows(current, exact[after]) and current > 0)


_ORDINALS: Final = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_TENTHS: Final = {
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000, "millionth": 1_000_000,
}  # fmt: skip
_WITH_ENDING: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")


def ordinal(text: Tokens, place: int) -> tuple[int, int] | None:
    """An ordinal that begins at a token: "20th", "third", "twenty-first"."""
    word = text.lower[place]
    if word in _ORDINALS:
        return place + 1, _ORDINALS[word]
    if word in _TENTHS:
        return place + 1, _TENTHS[word]
    found = _WITH_ENDING.fullmatch(word)
    if found:
        return place + 1, int(found[1])
    tens = words().exact.get(word, 0)
    if tens >= 20 and place + 2 < len(text) and text.words[place + 1] == "-":
        ones = _ORDINALS.get(text.lower[place + 2], 10)
        if ones < 10:
            return place + 3, tens + ones
    return None


def ordinal_words() -> frozenset[str]:
    """The words that an ordinal can begin with; others begin with a figure."""
    tens = {word for word, number in words().exact.items() if number >= 20}
    return frozenset(_ORDINALS) | frozenset(_TENTHS) | tens


def numbers(text: Tokens, place: int) -> Iterator[tuple[int, Numeral]]:
    """The numbers that begin at a token, for a grammar."""
    found = numeral(text, place)
    if found:
        yield found
