"""Reading a long text through a short window: overlapping windows, and which one speaks for each piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.pieces import Pieces

ROOM = 382
"""Pieces in a window, its two sentinels not counted; one whose first word was drawn in whole has a few more."""
OVERLAP = 110
"""Least number of pieces that two neighbouring windows share, so that every piece has context on both sides."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch `[start, end)` of pieces, speaking for `[first, last)` of them."""

    start: int
    end: int
    first: int
    last: int


def windows(pieces: Pieces, room: int = ROOM, overlap: int = OVERLAP) -> list[Window]:
    """Cover a text with windows of equal reach, none beginning or ending inside a word.

    Each piece is spoken for by exactly one window: the one in which it lies farther from an edge.
    """
    count = len(pieces)
    if count == 0:
        return []
    if count <= room:
        return [Window(0, count, 0, count)]
    number = -(-(count - overlap) // (room - overlap))
    step = (count - overlap) / number
    starts = [_word(pieces.heads, round(index * step)) for index in range(number)]
    ends = [_word(pieces.heads, min(round((index + 1) * step) + overlap, count)) for index in range(number)]
    between = [_word(pieces.heads, (start + end) // 2) for start, end in zip(starts[1:], ends, strict=False)]
    cuts = [0, *(max(cut, start) for cut, start in zip(between, starts[1:], strict=True)), count]
    return [
        Window(start, end, first, last) for start, end, first, last in zip(starts, ends, cuts, cuts[1:], strict=False)
    ]


def _word(heads: NDArray[np.bool_], at: int) -> int:
    """The opening of the word that a place falls in."""
    if at >= len(heads):
        return len(heads)
    back = np.flatnonzero(heads[: at + 1])
    return int(back[-1]) if len(back) else 0
