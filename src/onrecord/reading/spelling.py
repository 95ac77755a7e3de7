"""Spellings of one name: accents, apostrophes and hyphens apart, and what romanisations write differently.

A name brought over from another script is spelt in several ways ("Kan'ani", "Kanaani"; "Lyadov", "Liadov"). Two
spellings are taken for one only if their consonants are the same, after the few that romanisations exchange, and their
vowels differ in nothing but a length or a pair that romanisations exchange too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final

_APART: Final = re.compile(r"\s*[-‐‑–—_/]\s*|\s+")
_DROPPED: Final = re.compile(r"['’‘ʼʻʿʾ`´]")
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_CONSONANTS: Final = (
    (re.compile(r"kh|ch(?=[aou])|ck|q"), "k"),
    (re.compile(r"dj|zh"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"w"), "v"),
    (re.compile(r"tz|ts"), "c"),
    (re.compile(r"iy|yi|ij"), "i"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"y"), "i"),
)
_VOWELS: Final = frozenset("aeiou")
_EXCHANGED: Final = frozenset({frozenset("ou"), frozenset("ei")})
_LATER: Final = frozenset({frozenset("ae")})
"""Exchanged in a later syllable only: "Ahmed" and "Ahmad", but not "Jensen" and "Jansen"."""
_FEWEST_CONSONANTS: Final = 3


@lru_cache(maxsize=4096)
def plain(folded: str) -> str:
    """A folded name without accents or apostrophes, its hyphens as spaces."""
    apart = _APART.sub(" ", _DROPPED.sub("", folded.translate(_LETTERS)))
    marked = unicodedata.normalize("NFKD", apart)
    return "".join(each for each in marked if not unicodedata.combining(each)).strip()


def same_spelling(one: str, other: str) -> bool:
    """Whether two words, `plain`, are one name in two romanisations; equal ones are.

    Words of fewer than three consonants are left: "Moran" and "Marin" are two names, and so may "Ali" and "Ala" be.
    """
    if one == other:
        return True
    if not one.isalpha() or not other.isalpha() or one[0] != other[0]:
        return False
    left, right = _romanised(one), _romanised(other)
    consonants = [tuple(each for each in word if each not in _VOWELS) for word in (left, right)]
    if consonants[0] != consonants[1] or len(consonants[0]) < _FEWEST_CONSONANTS or len(left) != len(right):
        return False
    differing = [
        (place, frozenset(pair)) for place, pair in enumerate(zip(left, right, strict=True)) if len(set(pair)) > 1
    ]
    first = next((place for place, letter in enumerate(left) if letter in _VOWELS), 0)
    return all(pair in _EXCHANGED or (place > first and pair in _LATER) for place, pair in differing)


def _romanised(word: str) -> str:
    """A word with letters that romanisations exchange as one, and no letter twice in a row."""
    for pattern, letter in _CONSONANTS:
        word = pattern.sub(letter, word)
    return "".join(letter for letter, _ in groupby(word))
