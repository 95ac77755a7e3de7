"""The one neural model, run once over an article; every learned task reads its scores.

The network sees word pieces and their traits in overlapping windows and answers, for each piece, all that
`Scores` holds: tags and numbers, and which other piece it points to.
`training/` makes the network; here it is an int8 ONNX file run by onnxruntime on the processor.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from onrecord.errors import SetupError
from onrecord.reading.lemmas import scripts
from onrecord.reading.pieces import CLS, SEP, Pieces, cut
from onrecord.reading.scheme import EVENT_TYPES, MENTIONS, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS, XPOS
from onrecord.reading.windows import Window, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS: dict[str, tuple[str, ...]] = {
    "names": NAME_TAGS,
    "roles": ROLE_TAGS,
    "upos": UPOS,
    "xpos": XPOS,
    "lemmas": scripts(),
    "mentions": MENTIONS,
    "events": EVENT_TYPES,
}
"""Outputs that score labels, [B, T, labels], and the labels in the order of the scores."""
RANK = 32
"""Numbers by which a governor tells of the relations under it."""
VECTORS = {"governed": len(RELATIONS) * RANK, "governing": RANK}
"""Outputs that score relations together, [B, T, width]: a dependent's vector for each relation by its governor's."""
NUMBERS = ("sentences", "words", "factuality", "triggers")
"""Outputs of one number a piece, [B, T]."""
POINTERS = ("cues", "sources", "arcs", "antecedents")
"""Outputs that say, for each piece, how likely it points to each piece of the window, [B, T, T]."""
OUTPUTS = (*LABELS, *VECTORS, *NUMBERS, *POINTERS)
"""The network's outputs, in order; with T pieces in the window and B windows."""
ORDERED = LABELS | {"relations": RELATIONS}
"""Every list of labels whose order a network is made for; a manifest repeats them."""

WHOLE: Final = "whole"
FAST: Final = "fast"
FILES: Final = {WHOLE: "encoder.onnx", FAST: "fast.onnx"}
"""The encoders that come with the package. The fast one has half the layers, and the rest from the other's file."""
CHOICE: Final = "ONRECORD_ENCODER"
"""The variable that names the encoder to read with."""

OPENS = 2
"""The mask of a piece that may be pointed to; that of others is 1, of padding 0."""

Network = Callable[["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"], Sequence["NDArray[np.float32]"]]
"""ids, traits, mask [B, T] in (mask 0 for padding, 1 for a piece, `OPENS` for one that may be pointed to); the
outputs out."""


@dataclass(frozen=True, slots=True)
class Links:
    """What the pieces of a text point to, as the windows say.

    Attributes:
        windows: the windows, in order.
        probabilities: for each window, [pieces it speaks for, its length + 1]: how likely each piece of the
            window is what a piece points to. Place 0 is "nothing", place 1 the window's first piece.
    """

    windows: tuple[Window, ...]
    probabilities: tuple[NDArray[np.float32], ...]

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
        pieces = np.concatenate([*heads, np.zeros(0, dtype=np.int64)])
        owners = np.repeat(np.arange(len(heads)), np.array([len(head) for head in heads], dtype=np.int64))
        for window, mine, probabilities in self._seen(dependents):
            total = probabilities[mine - window.first].sum(axis=0, dtype=np.float64)
            inside = (pieces >= window.start) & (pieces < window.end)
            weight += np.bincount(owners[inside], total[pieces[inside] - window.start + 1], len(heads))
            visible = np.bincount(owners[inside], minlength=len(heads)) > 0
            nothing[visible] += total[0]
            seen[visible] += len(mine)
        some = np.maximum(seen, 1.0)
        return weight / some, nothing / some

    def strongest(self, dependents: NDArray[np.int64]) -> tuple[int, float]:
        """The piece that some pieces point to most, and how likely it is on average; -1 for "nothing".

        Args:
            dependents: indices of pieces, in order; at least one.
        """
        total = np.zeros(self.windows[-1].end + 1)
        for window, mine, probabilities in self._seen(dependents):
            pointed = probabilities[mine - window.first].sum(axis=0, dtype=np.float64)
            total[0] += pointed[0]
            total[window.start + 1 : window.end + 1] += pointed[1:]
        best = int(total.argmax())
        return best - 1, float(total[best]) / len(dependents)

    def _seen(self, dependents: NDArray[np.int64]) -> Iterator[tuple[Window, NDArray[np.int64], NDArray[np.float32]]]:
        """The windows that speak for some pieces, each with those of them and what it says."""
        low, high = (int(dependents[0]), int(dependents[-1])) if len(dependents) else (0, -1)
        for window, probabilities in zip(self.windows, self.probabilities, strict=True):
            if window.first <= high and low < window.last:
                mine = dependents[(dependents >= window.first) & (dependents < window.last)]
                if len(mine):
                    yield window, mine, probabilities


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a text, by piece.

    Scores of labels are unnormalised, [pieces, labels]; only pieces that open a word mean anything.

    Attributes:
        pieces: the text's pieces.
        names: by name tag.
        roles: by role tag.
        upos: by universal part of speech.
        xpos: by part of speech of the Penn Treebank.
        lemmas: by edit script (`lemmas.scripts`).
        governed: [pieces, relations, RANK], of a dependent; the product with its governor's vector scores a relation.
        governing: [pieces, RANK], of a governor.
        mentions: by the type of the mention that the word heads, if any.
        events: by PLOVER event type, of a predicate.
        sentences: [pieces], the log odds that a sentence starts there.
        words: [pieces], the log odds that a word of syntax starts there.
        factuality: [pieces], whether what a predicate tells happened, -3 (no) to 3 (yes).
        triggers: [pieces], how much a piece tells of the event's type, unnormalised.
        cues: which cue a piece belongs to.
        sources: which source a cue has.
        arcs: which word governs a word; place 0 is the root.
        antecedents: which earlier mention's head a mention's head goes back to; place 0 is none.
    """

    pieces: Pieces
    names: NDArray[np.float32]
    roles: NDArray[np.float32]
    upos: NDArray[np.float32]
    xpos: NDArray[np.float32]
    lemmas: NDArray[np.float32]
    governed: NDArray[np.float32]
    governing: NDArray[np.float32]
    mentions: NDArray[np.float32]
    events: NDArray[np.float32]
    sentences: NDArray[np.float32]
    words: NDArray[np.float32]
    factuality: NDArray[np.float32]
    triggers: NDArray[np.float32]
    cues: Links
    sources: Links
    arcs: Links
    antecedents: Links


class Encoder:
    """Runs a network over whole texts, one window at a time.

    The 8-bit network scales its activations by the largest in a run. Windows run together would change each
    other's scores, and an article's record would depend on its neighbours; run alone, none is padded either.
    """

    def __init__(self, network: Network, digest: str = "") -> None:
        """Take a network and, for the record, a digest of its weights."""
        self.network = network
        self.digest = digest

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> Scores:
        """Score a text.

        Args:
            text: the canonical text.
            paragraphs: its paragraphs' half-open code-point spans.
            breaks: code-point offsets at which a word is known to open.
        """
        pieces = cut(text, paragraphs, breaks)
        found = windows(pieces)
        count = len(pieces)
        shapes: dict[str, tuple[int, ...]] = {name: (count, len(labels)) for name, labels in LABELS.items()}
        shapes |= {name: (count, width) for name, width in VECTORS.items()}
        shapes |= dict.fromkeys(NUMBERS, (count,))
        arrays = {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()}
        links: dict[str, list[NDArray[np.float32]]] = {name: [] for name in POINTERS}
        for window in found:
            outputs = dict(zip(OUTPUTS, self.network(*_arrays(pieces, window)), strict=True))
            owned = slice(window.first, window.last)
            inside = slice(window.first - window.start + 1, window.last - window.start + 1)
            for name, array in arrays.items():
                array[owned] = outputs[name][0, inside]
            for name, kept in links.items():
                kept.append(outputs[name][0, inside, : window.end - window.start + 1])
        arrays["governed"] = arrays["governed"].reshape(count, len(RELATIONS), RANK)
        pointers = {name: Links(tuple(found), tuple(kept)) for name, kept in links.items()}
        return Scores(pieces, **cast("dict[str, Any]", arrays | pointers))


def _arrays(pieces: Pieces, window: Window) -> tuple[NDArray[np.int64], ...]:
    """ids, traits and mask of a window [1, T], sentinels added."""
    inside = slice(window.start, window.end)
    ids = np.concatenate([[CLS], pieces.ids[inside], [SEP]])
    traits = np.concatenate([[0], pieces.traits[inside], [0]])
    mask = np.concatenate([[OPENS], pieces.heads[inside].astype(np.int64) + 1, [1]])
    return ids[None], traits[None], mask[None]


def shipped(threads: int | None = None) -> Encoder:
    """The encoder that comes with the package, or the shallower one where `$ONRECORD_ENCODER` asks for it.

    Each is loaded once a process.

    Args:
        threads: how many threads to use within one run; all the processor's when None.

    Raises:
        SetupError: M04 there is none of the name; its files are missing, damaged, or made for other labels.
    """
    return loaded(chosen(), threads)


def chosen() -> str:
    """The name of the encoder to read with, of `FILES`: what `$ONRECORD_ENCODER` says, or `whole`.

    Raises:
        SetupError: M04, there is none of the name.
    """
    name = os.environ.get(CHOICE) or WHOLE
    if name not in FILES:
        raise SetupError("M04", name=name, names=", ".join(FILES))
    return name


@cache
def loaded(name: str, threads: int | None = None) -> Encoder:
    """An encoder that comes with the package, loaded once a process; see `shipped`."""
    digest = shipped_digest(name)
    folder = files("onrecord") / "models"
    with as_file(folder / FILES[WHOLE]), as_file(folder / FILES[name]) as path:  # one beside the other, on the disk
        return Encoder(onnx_network(str(path), threads), digest)


def shipped_digest(name: str | None = None) -> str:
    """sha256 of the weights that come with the package, in hexadecimal digits.

    Args:
        name: of which encoder, of `FILES`; of the chosen one when None.

    Raises:
        SetupError: their files are missing, damaged, or made for other labels.
    """
    name = name or chosen()
    folder = files("onrecord") / "models"
    manifest, digest = _made(WHOLE)
    if manifest.get("labels") != {each: list(labels) for each, labels in ORDERED.items()}:
        raise SetupError("M03", folder=folder)
    if name == WHOLE:
        return digest
    shallower, its_digest = _made(name)
    if shallower["encoder"] != digest:  # its heads are there
        raise SetupError("M05", folder=folder)
    return its_digest


def _made(name: str) -> tuple[dict[str, Any], str]:
    """The manifest of an encoder and the digest of its file, which are of each other."""
    folder = files("onrecord") / "models"
    file = FILES[name]
    try:
        manifest: dict[str, Any] = json.loads(
            (folder / f"{file.removesuffix('.onnx')}.json").read_text(encoding="utf-8")
        )
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
    except (OSError, ValueError) as error:
        raise SetupError("M01", folder=folder) from error
    if digest != manifest["sha256"]:
        raise SetupError("M02", folder=folder)
    return manifest, digest


def cores() -> int:
    """How many cores this process may run on."""
    allowed = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def onnx_network(path: str, threads: int | None = None) -> Network:
    """A network from an ONNX file, run on the processor.

    Args:
        path: the file.
        threads: how many threads to use within one run; all the processor's when None.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or cores()
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
