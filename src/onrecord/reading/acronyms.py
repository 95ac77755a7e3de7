"""Acronyms in a text in capitals: those that it explains ("Workers' Aid League [WAL]"), and what nobody could say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.reading.capitals import small, without_marks
from onrecord.reading.fixed_case import listed
from onrecord.reading.titles import titles
from onrecord.reading.wordlists import words as words_of
from onrecord.record import Span

_ALONE: Final = re.compile(r"[(\[](?P<short>[^\W\d_]{2,8})[)\]]")
_BEHIND: Final = re.compile(r"(?P<short>[^\W\d_]{2,8}) ?[(\[](?P<full>[^()\[\]]{4,90})[)\]]")
_GAP: Final = re.compile(r"[ \u00a0\r\n.,'’\"”/-]*")
_SLACK: Final = 2
"""How many words of a full name may have no letter in its acronym, beside those that stay small."""

_FEWEST: Final = 3
_LONGEST: Final = 5
_ONSET: Final = re.compile(r"[^aeiouy]*(?=[aeiouy])")


def is_unsayable(form: str) -> bool:
    """Whether a short word begins as no word of the lists of given names, titles and kinds does: "nrta".

    Args:
        form: the word, small letters.
    """
    plain = without_marks(form)
    onset = _ONSET.match(plain)
    return onset is not None and plain.isascii() and len(plain) <= _LONGEST and onset.group() not in _onsets()


@cache
def _onsets() -> frozenset[str]:
    """The consonants that words begin with."""
    kinds = ("country", "organisation", "publication", "facility", "place", "person", "work")
    lists = (words_of("given_names.txt", "men"), words_of("given_names.txt", "women"), titles())
    known = frozenset().union(*lists, *(words_of("kinds.txt", kind) for kind in kinds))
    parts = (part for word in known for part in without_marks(word).split())
    return frozenset(found.group() for part in parts if (found := _ONSET.match(part)) is not None)


@dataclass(frozen=True, slots=True)
class Explained:
    """Acronyms that a text explains.

    Attributes:
        acronyms: the acronyms, small letters.
        names: where the words begin whose first letters they are.
    """

    acronyms: frozenset[str] = frozenset()
    names: frozenset[int] = frozenset()


def explained(text: str, words: Sequence[Span]) -> Explained:
    """The acronyms that stand beside what they are short for.

    Args:
        text: the text.
        words: its words in capitals, in order.
    """
    found = [(short, full) for short, full in _beside(text, words) if full]
    names = frozenset(word.start for _, full in found for word in full)
    return Explained(frozenset(small(short) for short, _ in found), names)


def _beside(text: str, words: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Words alone in brackets and words before brackets, each with the words that it is short for, perhaps none."""
    places = {word.start: number for number, word in enumerate(words)}
    for found in _ALONE.finditer(text):
        number = places.get(found.start("short"))
        if number is not None:
            yield found["short"], _full(text, found["short"], _before(text, words, number, found.start()))
    for found in _BEHIND.finditer(text):
        start, end = found.span("full")
        inside = [word for word in words if start <= word.start and word.end <= end]
        if found.start("short") in places:
            short = found["short"]
            yield short, _full(text, short, inside) or (inside if _is_translated(text, short, inside) else [])


def _is_translated(text: str, short: str, full: Sequence[Span]) -> bool:
    """Whether a full name, in another language than its acronym, begins its words with those letters but one."""
    initials = Counter(small(text[word.start : word.start + 1]) for word in full)
    shared = sum((initials & Counter(small(short))).values())
    return len(short) >= _FEWEST and shared >= len(short) - 1 and len(full) <= 2 * len(short)


def _before(text: str, words: Sequence[Span], number: int, end: int) -> list[Span]:
    """The words right before a bracket, back to the last mark that parts them from what came before."""
    found: list[Span] = []
    at = end
    for word in reversed(words[max(0, number - 3 * (words[number].end - words[number].start)) : number]):
        if not _GAP.fullmatch(text, word.end, at):
            break
        found.append(word)
        at = word.start
    return found[::-1]


def _full(text: str, short: str, words: Sequence[Span]) -> list[Span]:
    """The last words of some whose first letters are, in order, an acronym's, few others left out; else none."""
    wanted = list(small(short))
    taken: list[Span] = []
    left_out = 0
    for word in reversed(words):
        if not wanted:
            break
        form = small(text[word.start : word.end])
        if form[0] == wanted[-1]:
            wanted.pop()
            taken.append(word)
        elif form not in listed("small within names") and form not in listed("articles of names"):
            left_out += 1
            if left_out > _SLACK:
                break
    return [] if wanted else taken
