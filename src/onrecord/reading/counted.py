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


def ends_a_noun(word: str) -> bool:
    """Whether a word, in lower case, can be no part of a noun phrase: a verb's form, a preposition, a pronoun."""
    return word in _words().stop


def counted_by(text: Tokens, place: int, *, one: bool, plural: bool = True) -> tuple[int, int] | None:
    """The tokens of what is counted by an amount that ends at a token.

    Args:
        text: the tokens.
        place: the token past the amount.
        one: whether the amount is one, so that no plural is to be looked for.
        plural: whether what more than one counts must be a plural; a share need not ("90 percent of the population").

    Returns:
        The first token and the one past the last; None where no noun follows.
    """
    lower, words = text.lower, text.words
    if place + 1 < len(text) and words[place] == "-" and text.joined(place) and words[place + 1].islower():
        return place + 1, place + 2  # "a 12-member council" counts members
    begins, end = _noun(text, _past_of(text, place), one=one)
    if plural and not one and not any(_is_plural(word) for word in lower[begins:end]):
        return None
    while end > begins and (lower[end - 1].endswith("ly") or words[end - 1] == "-"):
        end -= 1
    return (begins, end) if end > begins else None


def _noun(text: Tokens, begins: int, *, one: bool) -> tuple[int, int]:
    """The words of a noun phrase from a token on, as far as the first plural; behind a possessive it begins anew."""
    lower = text.lower
    place, nouns = begins, 0
    while place < len(text) and nouns < _LONGEST:
        word = lower[place]
        if word == "'s" and nouns:
            begins, place, nouns = place + 1, place + 1, 0
            continue
        if word == "." and place > begins and lower[place - 1] in _ADDRESS:
            place += 1
            continue
        if not _can_be_noun(text, place) or (place > begins and _ends_like_verb(word) and _is_plural(lower[place - 1])):
            break
        if _hyphen_follows(text, place):
            place, nouns = place + 2, nouns + 1
            continue
        place, nouns = place + 1, nouns + 1
        if not one and _is_plural(word) and not (place < len(text) and _plural_at(text, place)):
            break
    return begins, place


def _hyphen_follows(text: Tokens, place: int) -> bool:
    behind = place + 2 < len(text) and text.words[place + 1] == "-" and text.words[place + 2].isalpha()
    return behind and text.joined(place + 1) and text.joined(place + 2)


def _plural_at(text: Tokens, place: int) -> bool:
    return _is_plural(text.lower[place]) and _can_be_noun(text, place)


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
        while place < len(text) and (lower[place] in _DETERMINERS or text.words[place].isdecimal()):
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
