"""From tag scores to spans: the best sequence of tags that is well formed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHUT = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of words under one label.

    Attributes:
        label: what they are.
        first: the first of the words given.
        last: the last of them, inclusive.
        probability: of the tags chosen, the geometric mean over the words.
        outside: how likely the words are under no label at all, the mean over them.
    """

    label: str
    first: int
    last: int
    probability: float
    outside: float = 0.0


def log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The likeliest well-formed IOB2 sequence (Viterbi): an `I-x` stands only after `B-x` or `I-x`.

    Args:
        scores: log probabilities [words, tags], tags in the order of `scheme.bio`: O, B-x, I-x, B-y, …

    Returns:
        Tag indices [words].
    """
    words, tags = scores.shape
    if words == 0:
        return np.zeros(0, dtype=np.int64)
    best = np.empty((words, tags), dtype=np.float32)
    best[0] = scores[0]
    best[0, 2::2] = _SHUT
    opening, inner = best[:, 1::2], best[:, 2::2]
    for before, here, score, begun, going_on, inside in zip(
        best[:-1], best[1:], scores[1:], opening[:-1], inner[:-1], inner[1:], strict=True
    ):
        here.fill(before[before.argmax()])
        np.maximum(begun, going_on, out=inside)
        np.add(here, score, out=here)
    leaders = best.argmax(axis=1).tolist()
    path = [leaders[-1]]
    for word in range(words - 2, -1, -1):
        after = path[-1]
        if after > 0 and after % 2 == 0:
            path.append(after - 1 if best[word, after - 1] >= best[word, after] else after)
        else:
            path.append(leaders[word])
    return np.array(path[::-1], dtype=np.int64)


def tagged_spans(scores: NDArray[np.float32], labels: Sequence[str]) -> list[Tagged]:
    """The spans of the likeliest well-formed tag sequence, in text order.

    Args:
        scores: unnormalised scores [words, tags].
        labels: the label of each pair of tags, in order.
    """
    logs = log_softmax(scores)
    path = best_tags(logs)
    chosen, outside = logs[np.arange(len(path)), path], np.exp(logs[:, 0])
    spans: list[Tagged] = []
    first: int | None = None
    for word, tag in enumerate([*path.tolist(), 0]):
        if first is not None and (tag == 0 or tag % 2 == 1):
            label = (int(path[first]) - 1) // 2
            mean, none = float(np.exp(chosen[first:word].mean())), float(outside[first:word].mean())
            spans.append(Tagged(labels[label], first, word - 1, mean, none))
            first = None
        if tag % 2 == 1:
            first = word
    return spans
