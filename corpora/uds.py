"""UDS-IH2 as documents: those of EWT in which predicates are told of (`corpora/factuality.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpora import uner
from corpora.document import Document


def read(root: Path, split: str, ewt: Path, names: Path) -> Iterator[Document]:
    """Yield the documents of EWT that have predicates told of.

    Args:
        root: the upstream repository.
        split: `train` or `dev`.
        ewt: the EWT repository.
        names: the UNER-EWT repository, through which EWT is read.
    """
    for document in uner.read(names, split, ewt, root):
        if document.factuality:
            yield document
