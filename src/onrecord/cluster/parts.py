"""The parts that links tie articles into, as `comparing.clustering.parts` has them, over arrays of all links at once.

This is the one step that is done in one place: it needs 24 bytes a link, and a few of them an article.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.comparing.clustering import LARGEST, LEVELS

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parted:
    """In which parts articles are.

    Attributes:
        articles: the numbers of all that are linked, ascending.
        parts: for each the number of its part: its least article's.
    """

    articles: Numbers
    parts: Numbers

    def of(self, articles: Numbers) -> Numbers:
        """The parts of some of these articles."""
        return self.parts[np.searchsorted(self.articles, articles)]


def parted(one: Numbers, other: Numbers, score: NDArray[np.float64]) -> Parted:
    """The parts that links make.

    Args:
        one: the numbers of the articles of each link.
        other: those of the others.
        score: how sure each is.
    """
    articles, both = np.unique(np.concatenate([one, other]), return_inverse=True)
    first, second = both[: len(one)], both[len(one) :]
    part = np.full(len(articles), -1, np.int64)
    waiting = np.ones(len(articles), bool)
    for level in LEVELS:
        tied = (score >= level) & waiting[first] & waiting[second]
        found = connected(len(articles), first[tied], second[tied])
        sizes = np.bincount(found[waiting], minlength=len(articles))
        done = waiting & ((sizes[found] <= LARGEST) | (level == LEVELS[-1]))
        part[done] = found[done]
        waiting &= ~done
    return Parted(articles, articles[part] if len(articles) else part)


def connected(count: int, one: Numbers, other: Numbers) -> Numbers:
    """For each node of a graph the least of those it is connected with.

    Args:
        count: how many nodes there are.
        one: a node of each edge.
        other: the other node of each.
    """
    least = np.arange(count)
    while True:
        mine, theirs = least[one], least[other]
        apart = mine != theirs
        if not apart.any():
            return least
        one, other = one[apart], other[apart]
        np.minimum.at(least, np.maximum(mine, theirs)[apart], np.minimum(mine, theirs)[apart])
        while not np.array_equal(further := least[least], least):
            least = further
