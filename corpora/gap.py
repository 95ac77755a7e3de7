"""GAP (Webster et al., TACL 2018): a pronoun and two names, either of which it may stand for.

Upstream layout: `gap-<split>.tsv`, passages of Wikipedia; offsets count code points.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpora.document import Choice, Document, paragraph_spans

_SPLITS = {"train": "development", "dev": "validation", "development": "development", "validation": "validation"}


def read(root: Path, split: str) -> Iterator[Document]:
    """Yield the passages of a split: `train` is upstream's development file, `dev` its validation file."""
    with (root / f"gap-{_SPLITS[split]}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["Text"]
            start = int(row["Pronoun-offset"])
            sides: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
            for name in "AB":
                at = int(row[f"{name}-offset"])
                sides[row[f"{name}-coref"].upper() == "TRUE"].append((at, at + len(row[name])))
            choice = Choice((start, start + len(row["Pronoun"])), tuple(sides[True]), tuple(sides[False]))
            yield Document(id=row["ID"], corpus="gap", text=text, paragraphs=paragraph_spans(text), choices=(choice,))
