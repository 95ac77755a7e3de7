"""Acronyms in a text in capitals: those that it explains ("Workers' Aid League [WAL]"), and what nobody could say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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


def explained(text: str, words: Sequence[Span]) -> frozenset[str]:
    """The acronyms that stand beside what they are short for, small letters.

    Args:
        text: the text.
        words: its words in capitals, in order.
    """
    return frozenset(_explained(text, words))


def _explained(text: str, words: Sequence[Span]) -> Iterator[str]:
    places = {word.start: number for number, word in enumerate(words)}
    for found in _ALONE.finditer(text):
        number = places.get(found.start("short"))
        if number is not None and _is_short_for(text, found["short"], _before(text, words, number, found.start())):
            yield small(found["short"])
    for found in _BEHIND.finditer(text):
        start, end = found.span("full")
        full = [word for word in words if start <= word.start and word.end <= end]
        short = found["short"]
        if found.start("short") in places and (_is_short_for(text, short, full) or _is_translated(text, short, full)):
            yield small(found["short"])


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


def _is_short_for(text: str, short: str, full: Sequence[Span]) -> bool:
    """Whether the letters of an acronym are, in order, first letters of words, with few words left out."""
    wanted = list(small(short))
    left_out = 0
    for word in reversed(full):
        if not wanted:
            break
        form = small(text[word.start : word.end])
        if form[0] == wanted[-1]:
            wanted.pop()
        elif form not in listed("small within names") and form not in listed("articles of names"):
            left_out += 1
            if left_out > _SLACK:
                return False
    return not wanted
