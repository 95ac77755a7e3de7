"""How rare words are, by a fixed table: a word's weight must not change with the articles that come in."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import Final

BUCKETS: Final = (3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048, 2896, 4096)
"""Numbers of documents that the table tells apart, steps of the square root of two."""
COMMON: Final = 2.5
"""Rarity, in nats, up to which a word tells nothing: one document in twelve holds it."""
_UNSEEN: Final = 1.0
"""In how many documents a word that is not in the table is taken to be."""
_SHORTEST: Final = 4


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A folded English word without the endings of plural and possessive.

    Args:
        word: the word, folded (see `words.fold`).
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """How much a stem tells when two texts share it: the negative logarithm of the share of documents that hold it.

    Args:
        word: the stem.

    Returns:
        Nats; 0 for a word in every document, 8 and more for one in fewer than one in three thousand.
    """
    documents, held = _table()
    return log(documents / held.get(word, _UNSEEN)) if documents else 0.0


@cache
def _table() -> tuple[int, dict[str, int]]:
    """The number of documents counted, and for each stem in how many it is at least."""
    source = (files("onrecord") / "comparing" / "data" / "common_words.txt").read_text(encoding="utf-8")
    documents = 0
    held: dict[str, int] = {}
    for line in source.splitlines():
        head, _, rest = line.partition(":")
        if head == "documents":
            documents = int(rest)
        elif head.isdecimal():
            held |= dict.fromkeys(rest.split(), int(head))
    return documents, held
