"""The one neural model, run once over an article; every learned task reads its scores.

The network sees word pieces and their traits in overlapping windows and answers, for each piece: which name
tag, which attribution tag, whether a sentence starts, which cue it belongs to, which source that cue has.
`training/` makes the network; here it is an int8 ONNX file run by onnxruntime on the processor.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

from onrecord.errors import SetupError
from onrecord.reading.pieces import CLS, PAD, SEP, Pieces, cut
from onrecord.reading.scheme import NAME_TAGS, ROLE_TAGS
from onrecord.reading.windows import Window, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTPUTS = ("names", "roles", "sentences", "cues", "sources")
"""The network's outputs, in order; with T pieces in the window and B windows:
names [B, T, name tags], roles [B, T, role tags], sentences [B, T], cues and sources [B, T, T]."""

BATCH = 8
"""Windows run at once: enough to fill the vector units, few enough to keep memory small."""

_LEAST = 1e-4
"""Smaller pointer probabilities count as none: 16 bits hold them badly and slowly."""

Network = Callable[["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"], Sequence["NDArray[np.float32]"]]
"""ids, traits, mask [B, T] in; the outputs out."""


@dataclass(frozen=True, slots=True)
class Links:
    """What the pieces of a text point to, as the windows say.

    Attributes:
        windows: the windows, in order.
        probabilities: for each window, [pieces it speaks for, its length + 1]: how likely each piece of the
            window is what a piece points to. Place 0 is "nothing", place 1 the window's first piece.
    """

    windows: tuple[Window, ...]
    probabilities: tuple[NDArray[np.float16], ...]

    def weights(
        self, dependents: NDArray[np.int64], heads: Sequence[NDArray[np.int64]]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How likely some pieces belong to each of several heads, on average over those that see it.

        A piece sees what lies in the window that speaks for it. Probability given to any piece of a head
        counts for the head.

        Args:
            dependents: indices of pieces, in order.
            heads: for each head, the indices of its pieces.

        Returns:
            for each head its weight, and beside it the weight of "nothing" over the same dependents;
            both 0 for a head that none of them sees.
        """
        weight = np.zeros(len(heads))
        nothing = np.zeros(len(heads))
        seen = np.zeros(len(heads))
        for window, probabilities in zip(self.windows, self.probabilities, strict=True):
            mine = dependents[(dependents >= window.first) & (dependents < window.last)]
            if len(mine) == 0:
                continue
            total = probabilities[mine - window.first].sum(axis=0, dtype=np.float64)
            for index, head in enumerate(heads):
                inside = head[(head >= window.start) & (head < window.end)]
                if len(inside):
                    weight[index] += total[inside - window.start + 1].sum()
                    nothing[index] += total[0]
                    seen[index] += len(mine)
        some = np.maximum(seen, 1.0)
        return weight / some, nothing / some

    def strongest(self, dependents: NDArray[np.int64]) -> tuple[int, float]:
        """The piece that some pieces point to most, and how likely it is on average; -1 for "nothing".

        Args:
            dependents: indices of pieces, in order; at least one.
        """
        total = np.zeros(self.windows[-1].end + 1)
        for window, probabilities in zip(self.windows, self.probabilities, strict=True):
            mine = dependents[(dependents >= window.first) & (dependents < window.last)]
            if len(mine):
                pointed = probabilities[mine - window.first].sum(axis=0, dtype=np.float64)
                total[0] += pointed[0]
                total[window.start + 1 : window.end + 1] += pointed[1:]
        best = int(total.argmax())
        return best - 1, float(total[best]) / len(dependents)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a text, by piece.

    Attributes:
        pieces: the text's pieces.
        names: [pieces, name tags], unnormalised.
        roles: [pieces, role tags], unnormalised.
        sentences: [pieces], the log odds that a sentence starts there.
        cues: which cue a piece belongs to.
        sources: which source a cue has.
    """

    pieces: Pieces
    names: NDArray[np.float32]
    roles: NDArray[np.float32]
    sentences: NDArray[np.float32]
    cues: Links
    sources: Links


class Encoder:
    """Runs a network over whole texts."""

    def __init__(self, network: Network, digest: str = "") -> None:
        """Take a network and, for the record, a digest of its weights."""
        self.network = network
        self.digest = digest

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> Scores:
        """Score a text.

        Args:
            text: the canonical text.
            paragraphs: its paragraphs' half-open code-point spans.
        """
        pieces = cut(text, paragraphs)
        found = windows(pieces)
        count = len(pieces)
        names = np.zeros((count, len(NAME_TAGS)), dtype=np.float32)
        roles = np.zeros((count, len(ROLE_TAGS)), dtype=np.float32)
        sentences = np.zeros(count, dtype=np.float32)
        cues: list[NDArray[np.float16]] = []
        sources: list[NDArray[np.float16]] = []
        for begin in range(0, len(found), BATCH):
            group = found[begin : begin + BATCH]
            outputs = dict(zip(OUTPUTS, self.network(*_arrays(pieces, group)), strict=True))
            for row, window in enumerate(group):
                owned = slice(window.first, window.last)
                inside = slice(window.first - window.start + 1, window.last - window.start + 1)
                names[owned] = outputs["names"][row, inside]
                roles[owned] = outputs["roles"][row, inside]
                sentences[owned] = outputs["sentences"][row, inside]
                cues.append(_pointed(outputs["cues"][row], pieces, window))
                sources.append(_pointed(outputs["sources"][row], pieces, window))
        return Scores(
            pieces,
            names,
            roles,
            sentences,
            cues=Links(tuple(found), tuple(cues)),
            sources=Links(tuple(found), tuple(sources)),
        )


def _arrays(pieces: Pieces, group: Sequence[Window]) -> tuple[NDArray[np.int64], ...]:
    """ids, traits and mask of some windows, sentinels added and padded to the longest."""
    length = max(window.end - window.start for window in group) + 2
    ids = np.full((len(group), length), PAD, dtype=np.int64)
    traits = np.zeros_like(ids)
    mask = np.zeros_like(ids)
    for row, window in enumerate(group):
        size = window.end - window.start
        ids[row, 0] = CLS
        ids[row, 1 : size + 1] = pieces.ids[window.start : window.end]
        ids[row, size + 1] = SEP
        traits[row, 1 : size + 1] = pieces.traits[window.start : window.end]
        mask[row, : size + 2] = 1
    return ids, traits, mask


def _pointed(scores: NDArray[np.float32], pieces: Pieces, window: Window) -> NDArray[np.float16]:
    """Pointer probabilities of the pieces a window speaks for; only pieces that open a word are pointed to."""
    places = np.concatenate([[True], pieces.heads[window.start : window.end]])
    rows = scores[window.first - window.start + 1 : window.last - window.start + 1, : len(places)]
    rows = np.where(places, rows, -np.inf)
    rows = np.exp(rows - rows.max(axis=1, keepdims=True))
    rows /= rows.sum(axis=1, keepdims=True)
    kept: NDArray[np.float16] = np.where(rows > _LEAST, rows, 0.0).astype(np.float16)
    return kept


@cache
def shipped() -> Encoder:
    """The encoder that comes with the package, loaded once a process.

    Raises:
        SetupError: its files are missing, damaged, or made for other labels.
    """
    folder = files("onrecord") / "models"
    try:
        manifest = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        weights = (folder / "encoder.onnx").read_bytes()
    except (OSError, ValueError) as error:
        raise SetupError("M01", folder=folder) from error
    if manifest["names"] != list(NAME_TAGS) or manifest["roles"] != list(ROLE_TAGS):
        raise SetupError("M03", folder=folder)
    digest = hashlib.sha256(weights).hexdigest()
    if digest != manifest["sha256"]:
        raise SetupError("M02", folder=folder)
    with as_file(folder / "encoder.onnx") as path:
        return Encoder(onnx_network(str(path)), digest)


def onnx_network(path: str, threads: int | None = None) -> Network:
    """A network from an ONNX file, run on the processor.

    Args:
        path: the file.
        threads: how many threads to use within one run; all the processor's when None.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or len(os.sched_getaffinity(0))
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(
        ids: NDArray[np.int64], traits: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> Sequence[NDArray[np.float32]]:
        outputs: Sequence[NDArray[np.float32]] = session.run(
            list(OUTPUTS), {"ids": ids, "traits": traits, "mask": mask}
        )
        return outputs

    return run
