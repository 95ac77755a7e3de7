"""Event scores of sentences that the network giving them was not trained on, and an encoder that gives those.

`training crossvalidate` writes the file. Of all that the shipped network says of PLV's sentences only `events` and
`triggers` were learned from PLV; with these two held out, the rest can be read as it ships.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.encoder import Encoder, Scores
from onrecord.reading.pieces import cut
from onrecord.reading.scheme import EVENT_TYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDED = np.float16


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a network that never saw a sentence says of it.

    Attributes:
        fold: the part that was held out with it.
        ids: [pieces], the vocabulary ids it was cut into.
        events: [pieces, types], unnormalised, as `Scores.events`.
        triggers: [pieces], unnormalised, as `Scores.triggers`.
    """

    fold: int
    ids: NDArray[np.int64]
    events: NDArray[np.float32]
    triggers: NDArray[np.float32]


def save(path: Path, found: Mapping[str, HeldOut]) -> None:
    """Write scores by the sentences' names, rounded to 16 bits.

    Args:
        path: an `.npz` file: `names` and `folds` and `lengths` [sentences], and one after the other all sentences'
            `ids` [pieces], `events` [pieces, types] and `triggers` [pieces]; `types` are the labels in order.
        found: the scores.
    """
    np.savez_compressed(
        path,
        types=np.array(EVENT_TYPES),
        names=np.array(list(found)),
        folds=np.array([one.fold for one in found.values()], dtype=np.int8),
        lengths=np.array([len(one.ids) for one in found.values()], dtype=np.int32),
        ids=np.concatenate([one.ids for one in found.values()]).astype(np.int32),
        events=np.concatenate([one.events for one in found.values()]).astype(_ROUNDED),
        triggers=np.concatenate([one.triggers for one in found.values()]).astype(_ROUNDED),
    )


def load(path: Path) -> dict[str, HeldOut]:
    """Read scores by the sentences' names.

    Raises:
        ValueError: the file is of other event types.
    """
    with np.load(path, allow_pickle=False) as file:
        kept = {name: file[name] for name in file.files}
    if tuple(kept["types"].tolist()) != EVENT_TYPES:
        raise ValueError(f"{path} scores other event types; make it anew with `python -m training crossvalidate`")
    cuts = np.cumsum(kept["lengths"])[:-1]
    parts = zip(
        kept["names"].tolist(),
        kept["folds"].tolist(),
        np.split(kept["ids"].astype(np.int64), cuts),
        np.split(kept["events"].astype(np.float32), cuts),
        np.split(kept["triggers"].astype(np.float32), cuts),
        strict=True,
    )
    return {name: HeldOut(fold, ids, events, triggers) for name, fold, ids, events, triggers in parts}


class HeldOutEncoder(Encoder):
    """An encoder whose event scores are those of networks that never saw the sentence; the rest is another's."""

    def __init__(self, encoder: Encoder, found: Mapping[str, HeldOut]) -> None:
        """Take the other encoder, and the held-out scores of every sentence that will be read."""
        super().__init__(encoder.network, encoder.digest)
        self._encoder = encoder
        self._by_pieces = {_key(one.ids): one for one in found.values()}

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> Scores:
        """Score a sentence; arguments as `Encoder.read` has them.

        Raises:
            KeyError: no scores are held of the sentence, or it was cut otherwise.
        """
        held = self._by_pieces[_key(cut(text, paragraphs, breaks).ids)]
        scores = self._encoder.read(text, paragraphs, breaks)
        return replace(scores, events=held.events, triggers=held.triggers)


def _key(ids: NDArray[np.int64]) -> bytes:
    return hashlib.sha256(ids.astype(np.int64).tobytes()).digest()
