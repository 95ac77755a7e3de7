"""Windows over examples, gathered into batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.pieces import CLS, PAD, SEP, SPACED, Case
from training.targets import FILL, IGNORE, LINKS, NOWHERE, Example

Arrays = dict[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an example, in pieces."""

    example: Example
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def windows(examples: Sequence[Example], room: int, chance: random.Random) -> Iterator[Window]:
    """Cut every example into windows of at most `room` pieces, from a random first cut.

    A cut falls before a word, so that no word is torn.
    """
    for example in examples:
        count = len(example.pieces)
        start = 0
        if count > room:
            first = chance.randint(room // 4, room)
            end = _word(example, min(first, count))
        else:
            end = count
        while start < count:
            yield Window(example, start, end)
            start, end = end, _word(example, min(end + room, count))


def _word(example: Example, at: int) -> int:
    """The nearest word opening at or before a piece; the end of the text is one."""
    while at < len(example.pieces) and at > 0 and not example.pieces.heads[at]:
        at -= 1
    return at


def batches(found: Sequence[Window], pieces_a_batch: int, chance: random.Random) -> list[list[Window]]:
    """Group windows of like length into batches of about `pieces_a_batch`, in random order."""
    ordered = sorted(found, key=lambda window: (len(window), chance.random()))
    groups: list[list[Window]] = []
    group: list[Window] = []
    for window in ordered:
        if group and (len(group) + 1) * (len(window) + 2) > pieces_a_batch:
            groups.append(group)
            group = []
        group.append(window)
    if group:
        groups.append(group)
    chance.shuffle(groups)
    return groups


def arrays(group: Sequence[Window], chance: random.Random | None = None, change_case: float = 0.0) -> Arrays:
    """Lay a batch out as padded arrays [B, T], sentinels added.

    With `chance`, a share `change_case` of the windows is shown all in lower case and as many all in capitals.
    """
    length = max(len(window) for window in group) + 2
    shape = (len(group), length)
    laid: Arrays = {
        "ids": np.full(shape, PAD, dtype=np.int64),
        "traits": np.zeros(shape, dtype=np.int64),
        "mask": np.zeros(shape, dtype=np.int64),
        "heads": np.zeros(shape, dtype=np.int64),
        "event": np.array([window.example.event for window in group], dtype=np.int64),
    } | {name: np.full(shape, fill, dtype=np.int64) for name, fill in FILL.items()}
    for row, window in enumerate(group):
        example, size = window.example, len(window)
        inside = slice(window.start, window.end)
        place = slice(1, size + 1)
        laid["ids"][row, 0] = CLS
        laid["ids"][row, place] = example.pieces.ids[inside]
        laid["ids"][row, size + 1] = SEP
        laid["traits"][row, place] = recased(example.pieces.traits[inside], chance, change_case)
        laid["mask"][row, : size + 2] = 1
        laid["heads"][row, place] = example.pieces.heads[inside]
        laid["heads"][row, 0] = 1
        for name, answers in example.asked.items():
            part = answers[inside]
            laid[name][row, place] = _local(part, window) if name in LINKS else part
    return laid


def _local(targets: NDArray[np.int64], window: Window) -> NDArray[np.int64]:
    """Pointers as places in the window; those that leave it are not asked."""
    local = np.where(targets >= 0, targets - window.start + 1, targets)
    outside = (targets >= 0) & ((targets < window.start) | (targets >= window.end))
    local[outside] = IGNORE
    local[targets == NOWHERE] = 0
    return local


def recased(traits: NDArray[np.int64], chance: random.Random | None, share: float) -> NDArray[np.int64]:
    """The traits as they are or, by chance, as if the text had no capitals or nothing but capitals."""
    if chance is None or share == 0.0:
        return traits
    drawn = chance.random()
    if drawn >= 2 * share:
        return traits
    case = traits % SPACED
    letters = (case == Case.LOWER) | (case == Case.TITLE) | (case == Case.UPPER) | (case == Case.MIXED)
    new = Case.LOWER if drawn < share else Case.UPPER
    return np.where(letters, traits - case + int(new), traits)
