"""PLV (Hu et al., EMNLP 2024 findings): sentences with two parties and the PLOVER type of what is between them.

Upstream layout: `datasets/PLV_train.tsv`; the parties stand between `<s>` and `<t>` marks.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from corpora.document import Document, EventType, Span, paragraph_spans

_MARK = re.compile(r"</?([st])>")


def read(root: Path) -> Iterator[Document]:
    """Yield the sentences of the training file, in its order."""
    with (root / "datasets" / "PLV_train.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, parties = unmarked(row["marked_sentence"])
            yield Document(
                id=f"plv-{row['sentence_id']}",
                corpus="plv",
                text=text,
                paragraphs=paragraph_spans(text),
                event=EventType(row["gold_root"], parties.get("s"), parties.get("t")),
            )


def unmarked(marked: str) -> tuple[str, dict[str, Span]]:
    """A sentence without its marks, and the first span of each kind of mark."""
    pieces: list[str] = []
    length = 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    at = 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark.group().startswith("</"):
            if mark[1] in opened:
                spans.setdefault(mark[1], (opened.pop(mark[1]), length))
        else:
            opened[mark[1]] = length
    pieces.append(marked[at:])
    return "".join(pieces), spans
