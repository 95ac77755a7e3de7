"""How a word of a text in capitals is written where its letters or the marks beside it tell: "I", "U.S.", "5 p.m."."""

from __future__ import annotations

import re
from typing import Final

from onrecord.reading.capitals import is_consonants, small
from onrecord.reading.pieces import Case
from onrecord.reading.wordlists import words
from onrecord.record import Span

_FILE: Final = "casing.txt"
_APOSTROPHES: Final = "'’ʼ"
_CLITICS: Final = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
_ELIDED: Final = frozenset({"o", "d"})
_ADDRESS: Final = re.compile(r"\S*(?:@\w|://|\bwww\.|\w\.(?:com|org|net|gov|edu)\b)\S*", re.IGNORECASE)
_NOON: Final = re.compile(r"(?<=\d)[ \u00a0]?(?P<half>[ap])\.[ ]?(?P<day>m)\.", re.IGNORECASE)
_LATIN: Final = re.compile(r"(?:i\.[ ]?e|e\.[ ]?g)\b", re.IGNORECASE)
_DIGIT_BEFORE: Final = re.compile(r"\d[ \u00a0.,-]?$")
_NEAR: Final = 3


def listed(section: str) -> frozenset[str]:
    """The words of a section of `data/casing.txt`."""
    return words(_FILE, section)


def addresses(text: str, span: Span) -> list[Span]:
    """The web and mail addresses in a stretch."""
    return [Span(*found.span()) for found in _ADDRESS.finditer(text, span.start, span.end)]


def fixed(text: str, word: Span, *, named: bool) -> Case | None:
    """How a word is written, or None where neither its letters nor its neighbours tell.

    Args:
        text: the text.
        word: the word, all capitals.
        named: whether it is likely a name or in one.
    """
    form = small(text[word.start : word.end])
    if len(form) == 1:
        return _letter(text, word, form, named=named)
    found = _beside_marks(text, word, form)
    return found if found is not None else _by_lists(text, word, form, named=named)


def _by_lists(text: str, word: Span, form: str, *, named: bool) -> Case | None:
    if form in listed("acronyms") or (form in listed("acronyms where they are names") and named):
        return Case.UPPER
    if form in listed("abbreviations") or form in listed("capitalised"):
        return Case.TITLE
    if form in listed("capitalised beside a number") and _beside_number(text, word):
        return Case.TITLE
    if form in listed("units"):
        return Case.LOWER
    return Case.UPPER if is_consonants(form) else None


def _letter(text: str, word: Span, form: str, *, named: bool) -> Case:
    """A letter by itself: a pronoun, an initial, what an apostrophe leaves of a word."""
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    if before and before in _APOSTROPHES and form in _CLITICS:
        return Case.LOWER
    if _is_in(_NOON, text, word) or _is_in(_LATIN, text, word):
        return Case.LOWER
    if form == "a" and after not in {".", "-"}:
        return Case.UPPER if named and after == "&" else Case.LOWER
    return Case.LOWER if before.isdigit() else Case.UPPER


def _is_in(pattern: re.Pattern[str], text: str, letter: Span) -> bool:
    """Whether a letter stands in an abbreviation of two letters."""
    near = range(max(0, letter.start - _NEAR), letter.start + 1)
    return any((found := pattern.match(text, at)) is not None and found.end() > letter.start for at in near)


def _beside_marks(text: str, word: Span, form: str) -> Case | None:
    """A word right after an apostrophe, a digit or before a hyphen and digits: "we'll", "3rd", "AK-47"."""
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 2]
    if before and before in _APOSTROPHES:
        whose = text[word.start - 2 : word.start - 1].lower()
        alone = not text[max(word.start - 3, 0) : word.start - 2].isalpha()
        if form in _CLITICS:
            return Case.LOWER
        return Case.TITLE if whose in _ELIDED and alone else None
    if before.isdigit():
        return Case.LOWER
    if len(form) <= _NEAR and after[:1] == "-" and after[1:].isdigit():
        return Case.UPPER
    if form in {"pm", "am"} and _DIGIT_BEFORE.search(text, max(0, word.start - _NEAR), word.start):
        return Case.LOWER
    return None


def _beside_number(text: str, word: Span) -> bool:
    after = text[word.end : word.end + _NEAR].lstrip(". \u00a0")
    return after[:1].isdigit() or text[max(0, word.start - _NEAR) : word.start].rstrip(" \u00a0-")[-1:].isdigit()
