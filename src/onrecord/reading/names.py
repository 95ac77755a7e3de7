"""Names in a text: persons, organisations, places and the other kinds the encoder tells apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.scheme import NAME_TYPES
from onrecord.reading.spans import tagged_spans
from onrecord.reading.titles import is_role, title_end

if TYPE_CHECKING:
    from onrecord.reading.encoder import Scores

SURE_NAME = 0.4
"""The score below which a name is left out, and with it most wrong kinds and bounds."""
SURE_NONE = 0.3
"""How likely words may be no name at all and still count as one. Both were chosen on the development splits
of UNER-EWT and CrossNER: a name whose kind is in doubt is kept, one that may be none is not."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as half-open code points, its type (`scheme.NAME_TYPES`) and a score in 0 to 1."""

    start: int
    end: int
    type: str
    score: float


def found_names(scores: Scores, text: str) -> list[FoundName]:
    """The names of a text, in order; a person's without the titles before it, an office alone left out."""
    pieces = scores.pieces
    words = np.flatnonzero(pieces.heads)
    names: list[FoundName] = []
    for tagged in tagged_spans(scores.names[words], NAME_TYPES):
        if tagged.probability < SURE_NAME or tagged.outside > SURE_NONE:
            continue
        after = words[tagged.last + 1] if tagged.last + 1 < len(words) else len(pieces)
        start, end = int(pieces.starts[words[tagged.first]]), int(pieces.ends[after - 1])
        if tagged.label == "person":
            start = title_end(text, start, end)
            if is_role(text[start:end]):
                continue
        names.append(FoundName(start, end, tagged.label, tagged.probability))
    return names
