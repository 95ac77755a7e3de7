"""Sketches of texts, and an index of them that tells which may share text, without comparing each with each.

A sketch is chosen by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every run of `WINDOW` shingles the one
with the smallest hash is kept. Two texts that share `SHINGLE + WINDOW - 1` words in a row are sure to share a hash, in
whatever order and wherever in the texts they stand; and what is kept is a third of all. A sketch is a plain value,
numbers of 64 bits that are the same on every machine, so that it can be stored and looked up by any of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

SHINGLE: Final = 5
"""Words of a shingle."""
WINDOW: Final = 4
"""Shingles of which one is kept."""
FEWEST: Final = 2
"""Hashes that two texts must share to be looked at; a single one is mostly a set phrase."""

Sketch = tuple[int, ...]
Hashes = NDArray[np.uint64]

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)
_HALF: Final = np.uint64(29)


def shingles(words: Sequence[str], size: int = SHINGLE) -> Hashes:
    """The hash of every run of so many words; empty where there are fewer.

    Args:
        words: folded words.
        size: how many make a shingle.

    Returns:
        One number of 64 bits for each start, in order.
    """
    count = len(words) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    single = np.fromiter((_hashed(word) for word in words), np.uint64, len(words))
    total = np.zeros(count, np.uint64)
    for place in range(size):
        total = total * _BASE + single[place : place + count]
    total ^= total >> _HALF
    total *= _MIXER
    return total ^ (total >> _HALF)


@lru_cache(maxsize=1 << 16)
def _hashed(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def sketch(words: Sequence[str]) -> Sketch:
    """The sketch of a text: its kept hashes, each once, in ascending order.

    Args:
        words: the text's folded words.
    """
    hashes = shingles(words)
    if len(hashes) > WINDOW:
        hashes = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1)
    return tuple(int(each) for each in np.unique(hashes))


Key = TypeVar("Key", bound=Hashable)


class Index(Generic[Key]):
    """Which texts hold a hash; texts may be added at any time, in any order."""

    def __init__(self) -> None:
        self._holders: defaultdict[int, list[Key]] = defaultdict(list)

    def add(self, key: Key, kept: Sketch) -> None:
        """Take in a text.

        Args:
            key: what it goes by.
            kept: its sketch.
        """
        for each in kept:
            self._holders[each].append(key)

    def like(self, kept: Sketch, fewest: int = FEWEST) -> list[Key]:
        """The texts taken in that share so many hashes with a sketch, in the order of adding.

        Args:
            kept: the sketch.
            fewest: how many hashes must be shared.
        """
        shared = Counter(key for each in kept for key in self._holders.get(each, ()))
        return [key for key, count in shared.items() if count >= fewest]


def candidates(kept: Iterable[Sketch], fewest: int = FEWEST) -> list[tuple[int, int]]:
    """The pairs of texts worth aligning, by their places, in order.

    The work grows with how much is shared and not with the square of how many there are.

    Args:
        kept: the texts' sketches.
        fewest: how many hashes a pair must share.
    """
    index: Index[int] = Index()
    pairs: list[tuple[int, int]] = []
    for place, each in enumerate(kept):
        pairs.extend((other, place) for other in index.like(each, fewest))
        index.add(place, each)
    return sorted(pairs)
