"""Where punctuation hangs in a tree: what Universal Dependencies settles by rule is not left to chance.

The mark that ends a sentence hangs from the sentence's root, and two marks that belong together hang from one word
(https://universaldependencies.org/u/dep/punct.html). A mark governs nothing, so moving it leaves a tree a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Links

_ENDING = re.compile(r"[.!?…:]+")
_CLOSING = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "''": "``"}
_OPENING = frozenset(_CLOSING.values())
_STRAIGHT = '"'


def hung(
    forms: Sequence[str], marks: Sequence[bool], heads: NDArray[np.int64], anchors: NDArray[np.int64], arcs: Links
) -> NDArray[np.int64]:
    """A sentence's heads, its final mark and its paired marks hung as the guidelines have them.

    Args:
        forms: the words.
        marks: which of them are punctuation and govern nothing.
        heads: each word's head among them [words], -1 for the root.
        anchors: the piece that speaks for each [words], -1 for none.
        arcs: how likely each piece is governed by each other, for pairs that do not agree.
    """
    result = heads.copy()
    roots = np.flatnonzero(heads < 0)
    if len(forms) and marks[-1] and _ENDING.fullmatch(forms[-1]) and len(roots):
        result[-1] = roots[0] if roots[0] != len(forms) - 1 else -1
    for one, other in _pairs(forms, marks):
        ends = result[[one, other]]
        if ends[0] == ends[1] or (ends < 0).any() or (anchors[[one, other, *ends]] < 0).any():
            continue
        weights, _ = arcs.weights(anchors[[one, other]], [anchors[[end]] for end in ends])
        result[[one, other]] = ends[int(weights.argmax())]
    return result


def _pairs(forms: Sequence[str], marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The places of marks that belong together."""
    opened: list[int] = []
    for place, (form, mark) in enumerate(zip(forms, marks, strict=True)):
        if not mark:
            continue
        wanted = _CLOSING.get(form, _STRAIGHT)
        straight = form == _STRAIGHT
        if (straight or form in _CLOSING) and any(forms[other] == wanted for other in opened):
            while forms[opened[-1]] != wanted:
                opened.pop()
            yield opened.pop(), place
        elif straight or form in _OPENING:
            opened.append(place)
