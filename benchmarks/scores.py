"""Counting right and wrong: precision, recall, F1, and how sure we can be of them; how far numbers are off."""

from __future__ import annotations

import math
import random
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were predicted, how many there are, how many of each were right.

    `right` is counted from both sides because the two can differ: a prediction of one class may match
    a gold item of another.
    """

    predicted: int = 0
    gold: int = 0
    right_predicted: int = 0
    right_gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.predicted + other.predicted,
            self.gold + other.gold,
            self.right_predicted + other.right_predicted,
            self.right_gold + other.right_gold,
        )

    @property
    def precision(self) -> float:
        """Share of predictions that are right, 0 to 1; 0 where nothing was predicted."""
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold items found, 0 to 1; 0 where there are none."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def overlap(predicted: frozenset[int], gold: frozenset[int]) -> Counts:
    """Counts over two sets of tokens."""
    right = len(predicted & gold)
    return Counts(len(predicted), len(gold), right, right)


Figures = Mapping[str, Counts]


def added(documents: Sequence[Figures]) -> dict[str, Counts]:
    """Sum each figure over documents."""
    total: dict[str, Counts] = {}
    for document in documents:
        for name, counts in document.items():
            total[name] = total.get(name, Counts()) + counts
    return total


def interval(documents: Sequence[Figures], name: str, *, rounds: int = 1000, seed: int = 7) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a figure's F1, resampling whole documents."""
    chance = random.Random(seed)
    values: list[float] = []
    column = [document.get(name, Counts()) for document in documents]
    for _ in range(rounds):
        drawn = sum((column[chance.randrange(len(column))] for _ in column), Counts())
        values.append(drawn.f1)
    values.sort()
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]


def by_label(pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[Hashable, Counts]:
    """Counts for each label of items that have one each, by gold's labels in the order first met, then others'.

    Args:
        pairs: what was predicted and what is right, for each item.
    """
    labels = dict.fromkeys([*(gold for _, gold in pairs), *(predicted for predicted, _ in pairs)])
    counts: dict[Hashable, Counts] = dict.fromkeys(labels, Counts())
    for predicted, gold in pairs:
        right = int(predicted == gold)
        counts[predicted] += Counts(predicted=1, right_predicted=right)
        counts[gold] += Counts(gold=1, right_gold=right)
    return counts


def macro_f1(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """The mean F1 over the labels that gold or prediction has, each counting the same; 0 of nothing."""
    counts = by_label(pairs)
    return sum(one.f1 for one in counts.values()) / len(counts) if counts else 0.0


def mean_absolute_error(pairs: Sequence[tuple[float, float]]) -> float:
    """How far predictions are off on average, in the unit they are in.

    Raises:
        ValueError: there are none.
    """
    if not pairs:
        raise ValueError("no numbers to compare")
    return sum(abs(predicted - gold) for predicted, gold in pairs) / len(pairs)


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's correlation of predictions with gold, -1 to 1; 0 where either side is all the same.

    Raises:
        ValueError: there are none.
    """
    if not pairs:
        raise ValueError("no numbers to compare")
    means = [sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1)]
    apart = [(predicted - means[0], gold - means[1]) for predicted, gold in pairs]
    spread = math.sqrt(sum(one * one for one, _ in apart)) * math.sqrt(sum(other * other for _, other in apart))
    return sum(one * other for one, other in apart) / spread if spread else 0.0
