"""The documents a run learns from, by the names of the corpora in the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from corpora import columns, gap, gum, plv, polnear, re3d, redocred, uner
from corpora.document import Document
from training.renamed import with_renamed


def _uner(root: Path, split: str) -> Iterator[Document]:
    return uner.read(root / "uner_ewt", split, root / "ewt", root / "uds_factuality")


READERS: dict[str, Callable[[Path], Iterator[Document]]] = {
    "polnear": lambda root: polnear.read(root / "polnear", "train", every_annotator=True),
    "uner_ewt": lambda root: _uner(root, "train"),
    "gum": lambda root: gum.read(root / "gum", "train"),
    "wikigold": lambda root: columns.wikigold(root / "wikigold"),
    "re3d": lambda root: re3d.read(root / "re3d"),
    "crossner_politics": lambda root: columns.crossner_politics(root / "crossner_politics", "train"),
    "redocred": lambda root: redocred.read(root / "redocred"),
    "gap": lambda root: with_renamed(gap.read(root / "gap", "train")),
    "plv": lambda root: plv.read(root / "plv"),
    "wnut17": lambda root: columns.wnut17(root / "wnut17", "train"),
}
"""What a run may learn from: training splits, and whole corpora that have none."""

MEASURED: dict[str, Callable[[Path], Iterator[Document]]] = {
    "polnear": lambda root: polnear.read(root / "polnear", "dev"),
    "uner_ewt": lambda root: _uner(root, "dev"),
    "crossner_politics": lambda root: columns.crossner_politics(root / "crossner_politics", "dev"),
    "gap": lambda root: gap.read(root / "gap", "dev"),
}
"""What a run is watched on: development splits."""


def training(root: Path, names: list[str]) -> list[Document]:
    """All training documents of some corpora, in order."""
    return list(chain.from_iterable(READERS[name](root) for name in names))
