"""What stands in capitals throughout, and how a letter is made small without moving any other.

A stretch is in capitals if it has at least ten letters that have a case, in two words or more, and nine in ten of them
are capitals. So a name such as McDONALD may stand in it, "NATO" alone is no such stretch, and a paragraph of prose
that begins with a line in capitals is none either. Only letters whose small form is a single code point are ever
changed (the simple case mapping of Unicode, chapter 4.2), so that every offset stays where it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from onrecord.record import Span

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_FEWEST_LETTERS: Final = 10
_FEWEST_WORDS: Final = 2
_SHARE: Final = 0.9
_SMALL_DOTTED: Final = {"İ": "i"}
"""The one letter whose full small form is two code points; its simple one is one."""
_VOWELS: Final = frozenset("aeiouyæøœıаеёиоуыэюяαεηιουω")


def in_capitals(text: str, span: Span) -> bool:
    """Whether a stretch of text is written in capitals throughout."""
    words = text[span.start : span.end]
    capitals = sum(map(str.isupper, words))
    if capitals < _FEWEST_LETTERS * _SHARE:
        return False
    cased = capitals + sum(map(str.islower, words))
    if cased < _FEWEST_LETTERS or capitals < _SHARE * cased:
        return False
    return sum(1 for word in words_in(text, span) if word.end - word.start > 1) >= _FEWEST_WORDS


def words_in(text: str, span: Span) -> Iterator[Span]:
    """The runs of letters in a stretch, each with the marks that are set upon them: "O'BRIEN" is two."""
    return (Span(*found.span()) for found in _WORD.finditer(text, span.start, span.end))


def small(words: str) -> str:
    """Some characters with their letters made small, as many code points as before."""
    lowered = words.lower()
    return lowered if words.isascii() else "".join(map(_small, words))


def _small(character: str) -> str:
    lowered = _SMALL_DOTTED.get(character) or character.lower()
    return lowered if len(lowered) == 1 else character


def without_marks(word: str) -> str:
    """The letters of a word without the marks that are set upon them."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if letter.isalpha() or letter == " ")


def is_consonants(word: str) -> bool:
    """Whether a word has two letters or more and no vowel, y among them, whatever marks are set upon them."""
    letters = without_marks(word.lower())
    return len(letters) > 1 and _VOWELS.isdisjoint(letters)
