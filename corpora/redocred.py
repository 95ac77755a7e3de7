"""Re-DocRED (Tan et al., EMNLP 2022): Wikipedia passages with the mentions of their entities."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpora import names
from corpora.assemble import Assembly
from corpora.detokenise import detokenise
from corpora.document import Document, Name


def read(root: Path, split: str = "dev") -> Iterator[Document]:
    """Yield the passages of `data/<split>_revised.json`, in file order."""
    with (root / "data" / f"{split}_revised.json").open(encoding="utf-8") as file:
        passages = json.load(file)
    for number, passage in enumerate(passages):
        assembly = Assembly(f"redocred-{number}", "redocred")
        mentions: dict[int, list[tuple[int, int, str]]] = {}
        for entity in passage["vertexSet"]:
            for mention in entity:
                mentions.setdefault(mention["sent_id"], []).append((*mention["pos"], mention["type"]))
        for index, tokens in enumerate(passage["sents"]):
            text, spans = detokenise([token.replace("\xa0", " ").replace("\n", " ") or " " for token in tokens])
            found = [
                Name(spans[first][0], spans[last - 1][1], names.REDOCRED[kind])
                for first, last, kind in sorted(set(mentions.get(index, ())))
                if kind in names.REDOCRED
            ]
            assembly.add(text, found, opens_paragraph=False)
        yield assembly.document()
