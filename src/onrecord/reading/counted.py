"""What an amount counts: the noun behind it, from the words alone.

"150 computer devices linked to" counts computer devices, "dozens of the wounded" the wounded. The words up to the first
plural are taken (with a plural right behind it, as in "sports fans"), up to a word that can be no part of it otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.reading.tokens import Tokens


@dataclass(frozen=True, slots=True)
class _Words:
    stop: frozenset[str]
    plural: frozenset[str]
    no_plural: frozenset[str]


@cache
def _words() -> _Words:
    source = (files("onrecord") / "reading" / "data" / "counted.txt").read_text(encoding="utf-8")
    parts: dict[str, set[str]] = {}
    part = ""
    for raw in source.splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            part = line.strip("[]")
        else:
            parts.setdefault(part, set()).update(line.split())
    return _Words(frozenset(parts["stop"]), frozenset(parts["plural"]), frozenset(parts["no plural"]))


def counted_by(text: Tokens, place: int, *, one: bool) -> tuple[int, int] | None:
    """The tokens of what is counted by an amount that ends at a token.

    Args:
        text: the tokens.
        place: the token past the amount.
        one: whether the amount is one, so that no plural is to be looked for.

    Returns:
        The first token and the one past the last; None where no noun follows.
    """
    lower, words = text.lower, text.words
    if place + 1 < len(text) and words[place] == "-" and text.joined(place) and words[place + 1].islower():
        return place + 1, place + 2  # "a 12-member council" counts members
    place = _past_of(text, place)
    begins = place
    nouns = 0
    while place < len(text) and nouns < _LONGEST:
        word = lower[place]
        if word == "'s" and nouns:
            begins, place, nouns = place + 1, place + 1, 0
            continue
        if word == "." and lower[place - 1] in _ADDRESS and place > begins:
            place += 1
            continue
        if not _can_be_noun(text, place):
            break
        joined = place + 2 < len(text) and words[place + 1] == "-" and text.joined(place + 1) and text.joined(place + 2)
        if joined and words[place + 2].isalpha():
            place, nouns = place + 2, nouns + 1
            continue
        if place > begins and _ends_like_verb(word) and _is_plural(lower[place - 1]):
            break
        place, nouns = place + 1, nouns + 1
        if (
            not one
            and _is_plural(word)
            and not (place < len(text) and _is_plural(lower[place]) and _can_be_noun(text, place))
        ):
            break
    while place > begins and (lower[place - 1].endswith("ly") or words[place - 1] == "-"):
        place -= 1
    return (begins, place) if place > begins else None


_LONGEST: Final = 5
_ADDRESS: Final = frozenset({"mr", "mrs", "ms", "dr", "st", "u", "s"})
_DETERMINERS: Final = frozenset("the these those his her its their our your my all other".split())


def _past_of(text: Tokens, place: int) -> int:
    """Past an "of" and determiners that stand between an amount and what it counts."""
    lower = text.lower
    if (
        place < len(text)
        and lower[place] == "of"
        and place + 1 < len(text)
        and lower[place + 1] not in {"them", "whom", "which", "those"}
    ):
        place += 1
        while place < len(text) and lower[place] in _DETERMINERS:
            place += 1
        return place
    if place < len(text) and lower[place] in {"more", "other", "further", "additional", "extra", "new"}:
        return place + 1
    return place


def _can_be_noun(text: Tokens, place: int) -> bool:
    word = text.words[place]
    return word[:1].isalpha() and text.lower[place] not in _words().stop and "'" not in word


def _is_plural(word: str) -> bool:
    known = _words()
    if word in known.plural:
        return True
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in known.no_plural
    )


def _ends_like_verb(word: str) -> bool:
    return word.endswith(("ed", "ing"))
