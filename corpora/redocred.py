"""Re-DocRED (Tan et al., EMNLP 2022): Wikipedia passages with the mentions of their entities.

A mention there has no head; a person's is taken to be the first name, another's the last word before "of".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from corpora import names
from corpora.assemble import Assembly
from corpora.detokenise import detokenise
from corpora.document import Document, Mention, Name, Span

TYPES: Final = {"PER": "person", "ORG": "organization", "LOC": "place"}
"""The kinds whose mentions are told of unless others are asked for, as `Mention.type` has them."""
NAMED: Final = {**TYPES, "MISC": "other"}
"""Every kind that names something; what is left are times and numbers."""
_BRIDGES = frozenset({"of", "for", "and", "in", "on", "(", ","})


Fact = tuple[str, str, str]
"""A relation as Wikidata calls it ("P131"), and the entities it is between, as the mentions call them."""


def read(root: Path, split: str = "dev", kinds: Mapping[str, str] = TYPES) -> Iterator[Document]:
    """Yield the passages of `data/<split>_revised.json`, in file order.

    Args:
        root: the repository.
        split: `train` or `dev`.
        kinds: the kinds of entity whose mentions are told of, and what their mentions' type is then called.
    """
    for number, passage in enumerate(_passages(root, split)):
        assembly = Assembly(f"redocred-{number}", "redocred")
        mentions: dict[int, list[tuple[int, int, str, int]]] = {}
        for entity, marked in enumerate(passage["vertexSet"]):
            for mention in marked:
                mentions.setdefault(mention["sent_id"], []).append((*mention["pos"], mention["type"], entity))
        for index, tokens in enumerate(passage["sents"]):
            text, spans = detokenise([token.replace("\xa0", " ").replace("\n", " ") or " " for token in tokens])
            found = [
                Name(spans[first][0], spans[last - 1][1], names.REDOCRED[kind])
                for first, last, kind in sorted({one[:3] for one in mentions.get(index, ())})
                if kind in names.REDOCRED
            ]
            marked = [
                Mention(
                    spans[first][0],
                    spans[last - 1][1],
                    _head(tokens, spans, first, last, kind),
                    str(entity),
                    kinds[kind],
                )
                for first, last, kind, entity in sorted(set(mentions.get(index, ())))
                if kind in kinds
            ]
            assembly.add(text, found, opens_paragraph=False, mentions=marked)
        yield assembly.document()


def facts(root: Path, split: str = "dev") -> Iterator[list[Fact]]:
    """Yield the relations between the entities of each passage, passages in the order of `read`."""
    for passage in _passages(root, split):
        yield [(each["r"], str(each["h"]), str(each["t"])) for each in passage["labels"]]


def _passages(root: Path, split: str) -> list[dict[str, Any]]:
    passages: list[dict[str, Any]] = json.loads((root / "data" / f"{split}_revised.json").read_text(encoding="utf-8"))
    return passages


def _head(tokens: list[str], spans: list[Span], first: int, last: int, kind: str) -> int:
    """Where the head of a mention starts."""
    if kind == "PER":
        return spans[first][0]
    bridge = next((index for index in range(first + 1, last) if tokens[index] in _BRIDGES), last)
    return spans[bridge - 1][0]
