"""A word whose kind of name is in doubt leans on the same word elsewhere in the text.

What is a person's name once in an article is one throughout (Gale, Church and Yarowsky, 1992, of the senses of words).
Taking that for a rule loses as much as it finds; so a doubtful word is moved half of the way only, to what its likes
are on average, and whether it opens a name or goes on with one stays as its own sentence has it.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def leaning(logs: NDArray[np.float32], words: Sequence[str]) -> NDArray[np.float32]:
    """The log probabilities of name tags once doubtful words have leaned on their likes.

    Args:
        logs: log probabilities [words, name tags], in the order of `scheme.bio`.
        words: the words as they are written; only those with a capital lean.
    """
    groups: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if word[:1].isupper():
            groups.setdefault(word, []).append(at)
    each = np.exp(logs)
    kinds = np.log(np.concatenate([each[:, :1], each[:, 1::2] + each[:, 2::2]], axis=1) + np.float32(_LEAST))
    doubtful = kinds.max(axis=1) < np.log(DOUBT)
    result = logs.copy()
    for group in groups.values():
        moved = [at for at in group if doubtful[at]]
        if len(group) > 1 and moved:
            mixed = (1 - SHARE) * kinds[moved] + SHARE * kinds[group].mean(axis=0)
            shift = mixed - np.log(np.exp(mixed).sum(axis=1, keepdims=True)) - kinds[moved]
            result[moved, OUTSIDE] += shift[:, 0]
            result[moved, 1:] += np.repeat(shift[:, 1:], 2, axis=1)
    return result
