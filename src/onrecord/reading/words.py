"""Words of syntax in a raw text: where they start and end, and which piece speaks for each.

A word of syntax is what Universal Dependencies calls one: "don't" is two, "do" and "n't", "the mayor's"
three. The encoder says at which pieces one starts. Each word is spoken for by the first piece in it that
opens a word of the tokenizer, its *anchor*; for "n't" that is the apostrophe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.pieces import Pieces, cut
from onrecord.record import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Scores

NO_ANCHOR = -1
_APOSTROPHES = "'’"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order; every array has one entry a word.

    Attributes:
        starts: code-point offset of each word's first character.
        ends: code-point offset just past its last.
        anchors: index of the piece that speaks for it, or `NO_ANCHOR`.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    anchors: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)


def words_of(scores: Scores, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> Words:
    """Part a text into words.

    A word starts where the encoder says, at the start of a paragraph or sentence, and after white space.
    It ends where the next one starts or white space does, so that every character of a paragraph that is
    not white space lies in one word; but for stretches between white space of which the tokenizer keeps
    nothing.

    Args:
        scores: what the encoder says of the text.
        text: the text.
        paragraphs: its paragraphs, as the encoder was given them.
        sentences: its sentences.
    """
    pieces = scores.pieces
    if len(pieces) == 0:
        return Words(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    blanks = np.flatnonzero(np.fromiter(map(str.isspace, text), dtype=np.bool_, count=len(text)))
    parted = np.zeros(len(pieces), dtype=np.bool_)
    before, after = np.searchsorted(blanks, pieces.ends[:-1]), np.searchsorted(blanks, pieces.starts[1:])
    parted[1:] = after > before
    edges = np.array([span.start for span in paragraphs])
    parted[_first_at(pieces.starts, edges)] = True
    opens = (scores.words > 0) | parted
    opens[_first_at(pieces.starts, np.array([span.start for span in sentences], dtype=np.int64))] = True
    opens &= pieces.heads
    opens[1:] &= np.diff(pieces.starts) > 0
    opens[0] = True
    anchors = np.flatnonzero(opens)

    starts = pieces.starts[anchors]
    mine = np.searchsorted(edges, starts, side="right") - 1
    earliest = np.concatenate([[-1], blanks])[np.searchsorted(blanks, starts)] + 1
    starts = np.where(parted[anchors], np.maximum(earliest, edges[mine]), starts)
    _open_before_n(starts, anchors, pieces, text)

    limits = np.array([span.end for span in paragraphs])[mine]
    blank = np.searchsorted(blanks, pieces.ends[np.append(anchors[1:], len(pieces)) - 1])
    ends = np.minimum(np.append(blanks, len(text))[blank], limits)
    ends[:-1] = np.minimum(ends[:-1], starts[1:])
    return Words(starts, ends, anchors)


def _first_at(starts: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first of some sorted starts at or after each of some places, as far as there is one."""
    found = np.searchsorted(starts, places)
    inside: NDArray[np.int64] = found[found < len(starts)]
    return inside


def _open_before_n(starts: NDArray[np.int64], anchors: NDArray[np.int64], pieces: Pieces, text: str) -> None:
    """Let words anchored at the apostrophe of "n't" start with its n, which the tokenizer leaves with "do"."""
    for word in range(1, len(anchors)):
        piece, start = int(anchors[word]), int(starts[word])
        if text[start] not in _APOSTROPHES or text[start - 1] not in "nN":
            continue
        if piece + 1 == len(pieces) or text[start + 1 : pieces.ends[piece + 1]] not in {"t", "T"}:
            continue
        whole = piece + 2 == len(pieces) or (pieces.heads[piece + 2] and pieces.starts[piece + 2] >= start + 2)
        alone = word + 1 < len(anchors) and anchors[word + 1] == piece + 1
        if whole and not alone and starts[word - 1] < start - 1:
            starts[word] = start - 1


def anchored(pieces: Pieces, words: Sequence[Span]) -> Words:
    """Given words, each with its anchor: the first piece in it that opens a word of the tokenizer.

    Args:
        pieces: the pieces of the text.
        words: the words in order. Of two that share characters the second may be left without an anchor.
    """
    starts = np.array([word.start for word in words], dtype=np.int64)
    ends = np.array([word.end for word in words], dtype=np.int64)
    heads = np.flatnonzero(pieces.heads)
    places = np.append(pieces.starts[heads], np.iinfo(np.int64).max)
    first = np.searchsorted(places, starts)
    anchors = np.where(places[first] < ends, np.append(heads, NO_ANCHOR)[first], NO_ANCHOR)
    anchors[1:][anchors[1:] == anchors[:-1]] = NO_ANCHOR
    return Words(starts, ends, anchors)


def breaks_for(text: str, paragraphs: Sequence[Span], words: Sequence[Span]) -> list[int]:
    """Where the tokenizer must be made to open a word so that every given word has an anchor.

    Give the offsets to `Encoder.read` as its `breaks`. A word without a character the tokenizer keeps
    stays without an anchor all the same.

    Args:
        text: the text.
        paragraphs: its paragraphs, as the encoder will be given them.
        words: the words in order, not overlapping.
    """
    pieces = cut(text, [(span.start, span.end) for span in paragraphs])
    given = anchored(pieces, words)
    return [int(start) for start in given.starts[given.anchors == NO_ANCHOR]]
