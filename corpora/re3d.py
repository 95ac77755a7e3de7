"""re3d (Dstl): press releases and reports on the conflict in Iraq and Syria, with entities.

Its spans are whole noun phrases and many are not names ("partner forces"). What is kept as a name ends in
a capitalised word and loses its article; of the rest the corpus is taken to say nothing.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora import names
from corpora.document import UNKNOWN, Document, Name, paragraph_spans
from corpora.names import untitled

_ARTICLE = re.compile(r"(?:the|a|an|its|their|his|her|our)\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:I|We|He|She|They|It|You|Our|Us)$", re.IGNORECASE)
_LONGEST_NAME = 8
_DOUBT = 0.5


def read(root: Path) -> Iterator[Document]:
    """Yield the documents of every source folder, in the order of their names."""
    for folder in sorted(path.parent for path in root.glob("*/documents.json")):
        entities: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for entity in _lines(folder / "entities.json"):
            entities[entity["documentId"]].append(entity)
        for document in _lines(folder / "documents.json"):
            text = document["text"]
            found = {
                name
                for entity in entities[document["_id"]]
                if text[entity["begin"] : entity["end"]] == entity["value"]
                for name in _name(entity)
            }
            yield Document(
                id=f"re3d-{document['_id']}",
                corpus="re3d",
                text=text,
                paragraphs=paragraph_spans(text),
                names=tuple(sorted(found, key=lambda name: (name.start, name.end))),
                silent=names.OUTER - {names.NATIONALITY},
            )


def _name(entity: dict[str, Any]) -> Iterator[Name]:
    types = names.RE3D.get(entity["type"])
    if types is None:
        return
    start, end, value = entity["begin"], entity["end"], entity["value"]
    if article := _ARTICLE.match(value):
        start += article.end()
        value = value[article.end() :]
    words = value.split()
    if _PRONOUN.match(value) or not words:
        return
    sure = words[-1][:1].isupper() and words[0][:1].isupper() and len(words) <= _LONGEST_NAME
    doubtful = entity["confidence"] not in {0, 1} and entity["confidence"] < _DOUBT
    if sure and not doubtful:
        yield untitled(value, Name(start, end, types))
    elif any(word[:1].isupper() for word in words):
        yield Name(start, end, frozenset({UNKNOWN}))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
