"""Corpora of one token and one tag a line: wikigold, WNUT 2017, CrossNER politics.

wikigold (Balasuriya et al., 2009) parts documents with `-DOCSTART-`; the other two are single sentences,
each of which becomes a document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpora import names
from corpora.assemble import Assembly, from_iob
from corpora.detokenise import detokenise
from corpora.document import Document

_WIKIGOLD = Path("data/wikigold/CONLL-format/data/wikigold.conll.txt")


def wikigold(root: Path) -> Iterator[Document]:
    """Yield the Wikipedia articles of wikigold, in file order."""
    assembly = Assembly("wikigold-0", "wikigold")
    count = 0
    for tokens, tags in _sentences(root / _WIKIGOLD):
        if tokens[0] == "-DOCSTART-":
            if assembly.pieces:
                yield assembly.document()
            count += 1
            assembly = Assembly(f"wikigold-{count}", "wikigold")
            continue
        text, spans = detokenise(tokens)
        assembly.add(text, from_iob(spans, tags, names.WIKIGOLD), opens_paragraph=False)
    if assembly.pieces:
        yield assembly.document()


def wnut17(root: Path, split: str) -> Iterator[Document]:
    """Yield the posts of WNUT 2017 (Derczynski et al., 2017)."""
    names_of_splits = {"train": "wnut17train.conll", "dev": "emerging.dev.conll", "test": "emerging.test.annotated"}
    path = root / names_of_splits[split]
    yield from _single(path, "wnut17", names.WNUT, names.ALL - {names.PERSON, names.ORGANISATION, names.PLACE})


def crossner_politics(root: Path, split: str) -> Iterator[Document]:
    """Yield the sentences of CrossNER's politics domain (Liu et al., AAAI 2021)."""
    path = root / "ner_data" / "politics" / f"{split}.txt"
    yield from _single(path, "crossner_politics", names.CROSSNER_POLITICS, frozenset())


def _single(path: Path, corpus: str, types: dict[str, frozenset[str]], silent: frozenset[str]) -> Iterator[Document]:
    for number, (tokens, tags) in enumerate(_sentences(path)):
        text, spans = detokenise(tokens)
        assembly = Assembly(f"{corpus}-{number}", corpus, silent=silent, gives_sentences=False)
        assembly.add(text, from_iob(spans, tags, types), opens_paragraph=True)
        yield assembly.document()


def _sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    tokens: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            columns = line.split()
            if columns:
                tokens.append(columns[0])
                tags.append(columns[-1])
            elif tokens:
                yield tokens, tags
                tokens, tags = [], []
    if tokens:
        yield tokens, tags
