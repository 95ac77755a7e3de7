"""Sentences of one event among others, as they stand in a report: what tells the one must not be told by the rest.

A network that saw each sentence alone takes the type of an event from wherever one is told nearby.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.reading.pieces import OPENS_PARAGRAPH, Pieces
from training.targets import Example

BESIDE = -1
"""In `pool`, a piece of a sentence that stands beside the one that is asked."""


def in_company(examples: Sequence[Example], share: float, room: int, chance: random.Random) -> list[Example]:
    """Put sentences before and behind some of the examples, each from among the others.

    Args:
        examples: sentences, each with one event.
        share: the share that gets company: one sentence on either side, or on both.
        room: the most pieces that a text may have; what would have more stays alone.
        chance: decides which, whose, where, and whether a paragraph ends between them.
    """
    found: list[Example] = []
    for one in examples:
        if chance.random() >= share:
            found.append(one)
            continue
        before, behind = chance.choice(((1, 0), (0, 1), (1, 1)))
        others = [chance.choice(examples) for _ in range(before + behind)]
        row = [*others[:before], one, *others[before:]]
        fits = sum(len(each.pieces) for each in row) <= room
        found.append(_joined(row, before, chance.random() < 0.5) if fits else one)
    return found


def _joined(row: Sequence[Example], at: int, apart: bool) -> Example:
    """One text of several; what is asked is asked of one of them."""
    pieces: list[Pieces] = []
    length = 0
    for place, each in enumerate(row):
        opened = each.pieces.traits >= OPENS_PARAGRAPH
        traits = each.pieces.traits - np.where(opened & (place > 0 and not apart), OPENS_PARAGRAPH, 0)
        moved = replace(each.pieces, traits=traits, starts=each.pieces.starts + length, ends=each.pieces.ends + length)
        pieces.append(moved)
        length = int(moved.ends[-1]) + 1 if len(moved) else length
    asked = {name: np.concatenate([each.asked[name] for each in row]) for name in row[at].asked}
    asked["pool"] = np.concatenate(
        [each.asked["pool"] if place == at else np.full(len(each.pieces), BESIDE) for place, each in enumerate(row)]
    )
    names = ("ids", "traits", "starts", "ends", "heads")
    laid = Pieces(**{name: np.concatenate([getattr(each, name) for each in pieces]) for name in names})
    return replace(row[at], pieces=laid, asked=asked)
