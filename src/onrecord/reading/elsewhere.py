"""A word whose kind of name is in doubt leans on the same word elsewhere in the text.

What is a person's name once in an article is one throughout (Gale, Church and Yarowsky, 1992, of the senses of words).
Taking that for a rule loses as much as it finds; so a doubtful word is moved half of the way only, to what its likes
are on average, and whether it opens a name or goes on with one stays as its own sentence has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.reading.scheme import OUTSIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOUBT: Final = 0.7
"""How likely a word's likeliest kind, or its being no name, must be for it to be left as it is."""
SHARE: Final = 0.5
"""How far a doubtful word is moved. Both were chosen on the development splits of UNER-EWT and GUM."""
_LEAST: Final = 1e-12


def leaning(
    logs: NDArray[np.float32], opening: NDArray[np.int64], written: Callable[[int], str]
) -> NDArray[np.float32]:
    """The log probabilities of name tags once doubtful words have leaned on their likes.

    Args:
        logs: log probabilities [words, name tags], in the order of `scheme.bio`.
        opening: the vocabulary's number of each word's first piece, by which most words are told apart.
        written: a word as it is written, by its place; only words with a capital lean.
    """
    each = np.exp(logs)
    kinds = each[:, 1::2] + each[:, 2::2]
    doubtful = (each[:, OUTSIDE] < DOUBT) & (kinds.max(axis=1) < DOUBT)
    leans = [at for at in np.flatnonzero(doubtful).tolist() if written(at)[:1].isupper()]
    groups: dict[str, list[int]] = {}
    for at in np.flatnonzero(np.isin(opening, opening[leans])).tolist():
        groups.setdefault(written(at), []).append(at)
    result = logs.copy()
    for word in dict.fromkeys(written(at) for at in leans):
        group = groups[word]
        if len(group) > 1:
            moved = [at for at in group if doubtful[at]]
            likes = np.log(np.concatenate([each[group, :1], kinds[group]], axis=1) + np.float32(_LEAST))
            mine = likes[[group.index(at) for at in moved]]
            mixed = (1 - SHARE) * mine + SHARE * likes.mean(axis=0)
            shift = mixed - np.log(np.exp(mixed).sum(axis=1, keepdims=True)) - mine
            result[moved, OUTSIDE] += shift[:, 0]
            result[moved, 1:] += np.repeat(shift[:, 1:], 2, axis=1)
    return result
