"""What a statement is about, for telling two wordings of one saying: its words by family, negations, numbers, names."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from onrecord.comparing.wording import is_calendar
from onrecord.comparing.words import fold, words
from onrecord.reading.numerals import numeral
from onrecord.reading.pieces import tokenizer
from onrecord.reading.tokens import tokens
from onrecord.reading.wordlists import words as listed

Bounds = tuple[float | None, float | None]

_SCOPE: Final = 7
"""How many words behind a negation are negated, as far as its clause goes on."""
_LONGEST: Final = 4
"""Words of the longest phrase listed."""
_STEM: Final = 4
"""Fewest letters of a stem that an ending is taken off."""
_LAYERS: Final = 2
"""Endings taken off one behind the other: "independent-ly"."""
_RAREST: Final = 3.5
_NUMBER: Final = 1.5
"""How much a number in common tells."""
_HOURS: Final = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760, "decade": 87600, "century": 876000}
"""So many hours of each length of time: "48 hours" are "two days"."""
_CAN_NOT: Final = re.compile(r"n't$")

_INFLECTIONS: Final = ("ies", "ied", "ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that carries meaning.

    Attributes:
        key: what it and its family go by.
        weight: how telling it is: rare words are.
        negated: whether it stands in a negation.
        senses: what it may mean as well, each with whether it is the opposite of that.
        name: whether it is a name.
    """

    key: str
    weight: float
    negated: bool = False
    senses: tuple[tuple[str, bool], ...] = ()
    name: bool = False

    def turned(self, other: Term) -> bool | None:
        """Whether another means the opposite; None where it means something else."""
        ways = {
            (self.negated != mine) != (other.negated != theirs)
            for key, mine in self.senses
            for like, theirs in other.senses
            if key == like
        }
        if self.key == other.key:
            ways.add(self.negated != other.negated)
        return min(ways, default=None)

    def opposed(self, other: Term) -> bool:
        """Whether it and another are listed as opposites of each other, or alike and one of them negated."""
        has = {key for key, _ in self.senses} & {key for key, _ in other.senses} & _opposites()
        return bool(has) and self.turned(other) is True


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a statement is about.

    Attributes:
        terms: in text order.
        numbers: the bounds of its numbers.
        days: weekdays and months named.
        passive: whether somebody does it whose name "by" brings in.
    """

    terms: tuple[Term, ...]
    numbers: frozenset[Bounds]
    days: frozenset[str]
    passive: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The keys of its names, in text order."""
        return tuple(dict.fromkeys(term.key for term in self.terms if term.name))


_PASSIVE: Final = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+){1,2}by\s+(?:the\s+)?[A-Z]")


@lru_cache(maxsize=1 << 14)
def meaning(text: str, *, denied: bool = False) -> Meaning:
    """What a statement is about.

    Args:
        text: its content.
        denied: whether it is denied, so that all it says is the other way round.
    """
    cut = words(text)
    told = [_base(word) for word in cut.folded]
    openings = {*cut.sentences, *(at for at in range(len(cut)) if _opens(text, cut.starts[at]))}
    numbers, counted = _numbers(text)
    terms: list[Term] = []
    left = 0
    at = 0
    while at < len(told):
        if at and re.search(r"[,;:.!?—–]", text[cut.ends[at - 1] : cut.starts[at]]):
            left = 0
        length, senses = _phrase(told, at)
        name = _is_name(cut.written[at], first=at in openings)
        here = denied != (left > 0)
        phrase = told[at : at + length]
        if name and length == 1:
            terms.append(Term(_name(cut.folded[at]), _RAREST, here, name=True))
        elif senses or (_counts(told[at], cut.folded[at]) and not any(a <= cut.starts[at] < b for a, b in counted)):
            terms.append(Term(" ".join(map(family, phrase)), _rarity(" ".join(phrase)), here, senses))
        turned = _negates(told, at, cut.folded[at])
        if turned:
            left = _SCOPE
        elif told[at] in _section("clauses"):
            left = 0
        else:
            left = max(0, left - (cut.folded[at] not in _section("empty")))
        at += length
    terms += [Term(f"#{lower}-{upper}", _NUMBER) for lower, upper in sorted(numbers, key=repr)]
    days = frozenset(
        fold(word)[:3] for word in cut.written if is_calendar(word) and word[:1].isupper() and len(word) > 2
    )
    return Meaning(tuple(terms), numbers, days, _PASSIVE.search(text) is not None)


def family(word: str) -> str:
    """What a word and those made from it have in common: "blackmail" of "blackmailed", "resign" of "resignation"."""
    stem = word.removesuffix("'s")
    for _ in range(_LAYERS):
        ending = next((each for each in _endings() if stem.endswith(each) and len(stem) - len(each) >= _STEM), "")
        stem = stem.removesuffix(ending) if ending else stem
    return re.sub(r"([^aeiou])\1$", r"\1", stem)


@lru_cache(maxsize=1 << 14)
def _base(folded: str) -> str:
    """A word without the ending of a plural, a past or an -ing; "n't" is no part of it."""
    word = folded.removesuffix("'s").removesuffix("s'")
    irregular = _irregular().get(word)
    if irregular is not None:
        return irregular
    for ending in _INFLECTIONS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3 and re.search("[aeiouy]", stem) and not word.endswith("ss"):
            if ending in {"ies", "ied"}:
                return f"{stem}y"
            if ending == "es" and not re.search("(?:s|x|z|ch|sh|o)$", stem):
                return word[:-1]
            if ending in {"ing", "ed"}:
                return _restored(stem)
            return stem
    return word


def _restored(stem: str) -> str:
    """The base form behind a stem: "stop" of "stopp", "blame" of "blam"."""
    known = _vocabulary()
    single = re.sub(r"([^aeiousl])\1$", r"\1", stem)
    for candidate in (single, f"{stem}e", stem):
        if candidate in known:
            return min((each for each in (single, f"{stem}e", stem) if each in known), key=lambda each: known[each])
    return stem


_SHORT: Final = {
    "lied": "lie",
    "lies": "lie",
    "lying": "lie",
    "died": "die",
    "dies": "die",
    "dying": "die",
    "tied": "tie",
    "goes": "go",
}


@cache
def _irregular() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in sorted(listed("irregular_verbs.txt", "forms")):
        first, *rest = line.split()
        forms |= {form: first for form in rest if form not in {"left", "saw", "found", "lay"}}
    return (
        forms
        | {"men": "man", "women": "woman", "children": "child", "left": "leave", "saw": "see", "found": "find"}
        | _SHORT
    )


@cache
def _vocabulary() -> dict[str, int]:
    return {word: rank for word, rank in tokenizer().get_vocab().items() if word.isalpha()}


def _rarity(word: str) -> float:
    """How telling a word is: the vocabulary of the encoder has frequent words first."""
    ranks = [_vocabulary().get(part) for part in word.split()]
    known = [rank for rank in ranks if rank is not None]
    return _RAREST if len(known) < len(ranks) else min(_RAREST, max(0.3, math.log(max(known) / 1000)))


def _numbers(text: str) -> tuple[frozenset[Bounds], list[tuple[int, int]]]:
    """The bounds of a text's numbers, and where they stand."""
    within = tokens(text, 0, len(text))
    found: list[Bounds] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(within):
        read = numeral(within, at)
        if read is None or within.lower[at] in {"one", "a", "an", "no"}:
            at += 1
            continue
        end = read[0]
        times = _HOURS.get(within.lower[end].removesuffix("s") if end < len(within) else "", 0)
        end += times > 0
        found.append(_times((read[1].lower, read[1].upper), times or 1))
        places.append((within.starts[at], within.ends[end - 1]))
        at = end
    return frozenset(found), places


def _times(bounds: Bounds, by: int) -> Bounds:
    lower, upper = bounds
    return None if lower is None else lower * by, None if upper is None else upper * by


def _opens(text: str, start: int) -> bool:
    """Whether a word stands right behind a quotation mark."""
    return start > 0 and text[start - 1] in "\"“‘«'"


def _is_name(written: str, *, first: bool) -> bool:
    return written[:1].isupper() and not first and not is_calendar(written)


def _name(folded: str) -> str:
    return folded.removesuffix("'s").removesuffix("s'")


def _counts(base: str, folded: str) -> bool:
    empty = _section("empty")
    return base not in empty and folded not in empty and not folded[:1].isdigit() and len(base) > 2


def _negates(told: list[str], at: int, folded: str) -> bool:
    if _CAN_NOT.search(folded):
        return True
    return any(" ".join(told[at : at + length]) in _section("negations") for length in (1, 2))


def _phrase(told: list[str], at: int) -> tuple[int, tuple[tuple[str, bool], ...]]:
    """The longest phrase listed that begins at a word: how many words it has, and what it may mean."""
    for length in range(min(_LONGEST, len(told) - at), 0, -1):
        found = _alike().get(" ".join(told[at : at + length]))
        if found is not None:
            return length, found
    return 1, ()


@cache
def _alike() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Words and phrases listed, each with the lines that have it and whether as the opposite."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for line in _lines("alike"):
        for opposite, side in enumerate(line.split(" / ")):
            for phrase in side.split(","):
                base = " ".join(_base(fold(word)) for word in phrase.split())
                found[base] = (*found.get(base, ()), (line, bool(opposite)))
    return found


@cache
def _opposites() -> frozenset[str]:
    return frozenset(line for line in _lines("alike") if " / " in line)


@cache
def _endings() -> tuple[str, ...]:
    """Endings that words of one family differ by, the longest first."""
    found = {ending.strip() for line in _lines("endings") for ending in line.split(",")} - {""}
    return tuple(sorted(found, key=lambda ending: (-len(ending), ending)))


@cache
def _section(part: str) -> frozenset[str]:
    found = {" ".join(phrase.split()) for line in _lines(part) for phrase in line.split(",")} - {""}
    return frozenset(found | {" ".join(_base(word) for word in phrase.split()) for phrase in found})


@cache
def _lines(part: str) -> tuple[str, ...]:
    """The lines of a section of `data/sayings.txt`."""
    source = (files("onrecord") / "comparing" / "data" / "sayings.txt").read_text(encoding="utf-8")
    here, found = "", []
    for line in source.splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif line and not line.startswith("#") and here == part:
            found.append(line)
    return tuple(found)
