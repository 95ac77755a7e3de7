"""Words that take a side, as `data/labels.txt` lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The loaded words of `data/labels.txt`, lower case.

    Attributes:
        heads: nouns that take a side by themselves.
        modifiers: words that do before a plain noun.
        plain: nouns that take none by themselves.
        figurative: nouns that do when said of somebody.
        openings: what any of these begins with.
        phrases: of several words.
        kinds: of each.
    """

    heads: frozenset[str]
    modifiers: frozenset[str]
    plain: frozenset[str]
    figurative: frozenset[str]
    openings: frozenset[str]
    phrases: frozenset[str]
    kinds: Mapping[str, str]

    @property
    def first_of_phrases(self) -> frozenset[str]:
        """The words that phrases begin with."""
        return _firsts(self.phrases)


def is_loaded(word: str) -> bool:
    """Whether a word, lower case, takes a side by itself or before a plain noun."""
    known = lexicon()
    return any(form in known.heads or form in known.modifiers for form in (word, word.removesuffix("s")))


@cache
def lexicon() -> Lexicon:
    """The words, read once."""
    source = (files("onrecord") / "reading" / "data" / "labels.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in source.splitlines() if not line.startswith("#"))
    heads: set[str] = set()
    modifiers: set[str] = set()
    plain: set[str] = set()
    figurative: set[str] = set()
    phrases: set[str] = set()
    parts = {"heads": heads, "modifiers": modifiers, "figurative": figurative, "phrases": phrases}
    kinds: dict[str, str] = {}
    for section in re.split(r"^\[", lines, flags=re.MULTILINE)[1:]:
        name, _, body = section.partition("]")
        for kind, words in re.findall(r"^(\w+):((?:.|\n)*?)(?=^\w+:|\Z)", body, re.MULTILINE):
            listed = {" ".join(word.split()) for word in words.split(",")} - {""}
            (plain if name == "plain heads" else parts[kind]).update(listed)
            if name != "plain heads":
                for word in listed:
                    if kind != "modifiers" or word not in kinds:
                        kinds[word] = name
    loaded = heads | modifiers | figurative
    openings = frozenset(re.split(r"[ \-]", words)[0] for words in loaded)
    return Lexicon(
        heads=frozenset(heads),
        modifiers=frozenset(modifiers),
        plain=frozenset(plain),
        figurative=frozenset(figurative),
        openings=openings,
        phrases=frozenset(phrases),
        kinds=kinds,
    )


@cache
def _firsts(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)
