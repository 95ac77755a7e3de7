"""Which words tell of one deed: "slain" and "murder", "acquired" and "takeover", "denied" and "denial".

`data/deeds.txt` lists words by deed; a noun made of its verb by an ending is taken for it. This is how a reader without
context would put words together, so that it is only one reason among others for two events being one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from onrecord.reading.wordlists import entries

_ENDINGS: Final = (
    "ization", "isation", "ification", "ation", "ition", "ssion", "sion", "tion", "ment", "ance", "ence", "ure", "ing",
    "al", "age", "ery", "ise", "ize", "ate", "ed", "es", "ity", "y", "e", "s",
)  # fmt: skip
_SHORTEST: Final = 4
_REMEMBERED: Final = 8192


@lru_cache(maxsize=_REMEMBERED)
def deeds(lemma: str) -> frozenset[str]:
    """The deeds that a word may tell of: the first words of its lines, else what is left without an ending.

    Args:
        lemma: a lemma, or several words joined by "_".
    """
    plain = lemma.lower().replace(" ", "_").replace("-", "_")
    known = _deeds().get(plain) or _deeds().get(_base(plain))
    return known or _by_stem(plain) or frozenset({stem(plain)})


def _by_stem(word: str) -> frozenset[str]:
    """The deeds of the words that have a word's stem; none of one that only looks like theirs."""
    return frozenset() if word in _words("apart") else _stems().get(stem(word), frozenset())


def is_listed(lemma: str) -> bool:
    """Whether a word stands in a line of `data/deeds.txt`, or is made of one that does."""
    plain = lemma.lower().replace(" ", "_").replace("-", "_")
    return plain in _deeds() or _base(plain) in _deeds() or bool(_by_stem(plain))


@lru_cache(maxsize=_REMEMBERED)
def is_deed(noun: str) -> bool:
    """Whether a noun tells of something that happens or is done: a listed one, or one made of a verb by an ending.

    Args:
        noun: its lemma.
    """
    plain = noun.lower()
    if plain in _words("no nouns"):
        return False
    if plain in _words("nouns") or plain in _deeds():
        return True
    if _DOER.search(plain) is not None:
        return False
    made = len(plain) > _SHORTEST and bool(_by_stem(plain)) and stem(plain) != plain
    return made or (len(plain) > _SHORTEST + 1 and _MADE.search(plain) is not None)


_MADE: Final = re.compile(r"(?:[ts]ion|ment|ing|[ae]nce)$")
_DOER: Final = re.compile(r"(?:er|or|ist|ee|ian)s?$")


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of some deeds may be told as one of others: a killing as a shooting."""
    return any(frozenset({left, right}) in _near() for left in one for right in other)


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """What a word is without the endings that make nouns and forms of it; short ones are left whole."""
    word = _base(word)
    while True:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
        else:
            return word if len(word) < _SHORTEST or word[-1] != word[-2] else word[:-1]


@lru_cache(maxsize=_REMEMBERED)
def lemma_of(form: str) -> str:
    """The lemma of a verb or noun where nobody tells which of the two it is.

    Args:
        form: a word as written.
    """
    word = form.lower()
    if len(word) <= len("tied") and word.endswith("ied"):
        return word[:-1]
    if word in _irregular():
        return _irregular()[word]
    for bare in _regular(word):
        if bare in _deeds():
            return bare
    return next(_regular(word), word)


def _regular(word: str) -> Iterator[str]:
    """What a word may be a form of, the likeliest first."""
    for ending, put in (("ies", ("y",)), ("ied", ("y",)), ("ing", ("", "e")), ("ed", ("", "e")), ("s", ("",))):
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < len("die"):
            continue
        if ending in {"ing", "ed"} and bare[-1] == bare[-2] and bare[-1] not in "lsz":
            yield bare[:-1]
        yield from (bare + end for end in put)
        return


def _base(word: str) -> str:
    return _irregular().get(word, word)


@cache
def _irregular() -> Mapping[str, str]:
    """Irregular forms of verbs, with their verbs."""
    found: dict[str, str] = {}
    for line in entries("irregular_verbs.txt", "forms"):
        for each in line.split(","):
            verb, *forms = each.split() or [""]
            for form in forms:
                found.setdefault(form, verb)
    return found


@cache
def _deeds() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _lines("deeds"):
        for word in line:
            found[word] = found.get(word, frozenset()) | {line[0]}
    return found


@cache
def _stems() -> Mapping[str, frozenset[str]]:
    """The deeds by the stems of their words."""
    found: dict[str, frozenset[str]] = {}
    for word, which in _deeds().items():
        if "_" not in word:
            found[stem(word)] = found.get(stem(word), frozenset()) | which
    return found


@cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(frozenset({line[0], word}) for line in _lines("near") for word in line[1:])


@cache
def _types() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(line) for line in _lines("types"))


def near_types(one: str, other: str) -> bool:
    """Whether an event of one of two PLOVER types may be told as one of the other."""
    return frozenset({one, other}) in _types()


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(word for line in _lines(part) for word in line)


def _lines(part: str) -> Iterator[list[str]]:
    source = (files("onrecord") / "comparing" / "data" / "deeds.txt").read_text(encoding="utf-8")
    here = ""
    for raw in source.splitlines():
        line = raw.strip()
        if line.startswith("["):
            here = line.strip("[]")
        elif line and not line.startswith("#") and here == part:
            yield [word.strip() for word in line.split(",") if word.strip()]
