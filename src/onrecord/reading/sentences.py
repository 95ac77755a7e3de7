"""Sentences, from where the encoder says they start and where paragraphs do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from onrecord.record import Span

if TYPE_CHECKING:
    from onrecord.reading.encoder import Scores


def sentence_spans(scores: Scores, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of a text: none crosses a paragraph, and together they hold every word."""
    pieces = scores.pieces
    found: list[Span] = []
    for paragraph in paragraphs:
        first, last = np.searchsorted(pieces.starts, (paragraph.start, paragraph.end))
        if first == last:
            continue
        inside = np.arange(first, last)
        starts = inside[(scores.sentences[first:last] > 0) & pieces.heads[first:last]]
        cuts = sorted({int(first), *(int(start) for start in starts)})
        for start, end in zip(cuts, [*cuts[1:], int(last)], strict=True):
            found.append(Span(int(pieces.starts[start]), int(pieces.ends[end - 1])))
    return tuple(found)
