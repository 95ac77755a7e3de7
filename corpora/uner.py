"""Universal NER for English EWT (Mayhew et al., NAACL 2024): persons, organisations, places.

Upstream layout: `en_ewt-ud-<split>.iob2`. With the EWT treebank beside it, its paragraphs are used.
Names of other kinds are marked `OTH` upstream, without a promise to mark all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from corpora import names
from corpora.assemble import Assembly, from_iob
from corpora.conllu import Sentence, sentences, tagged_words
from corpora.document import Document

_OPENINGS = frozenset({"newpar id", "newpar", "newdoc id"})
_TYPES = {**names.UNER, "OTH": names.OUTER}


def read(root: Path, split: str, ewt: Path | None = None) -> Iterator[Document]:
    """Yield the documents of a split.

    Args:
        root: the upstream repository, or one `.iob2` file, whose split is then not asked for.
        split: `train` or `dev`.
        ewt: the upstream EWT repository, for its paragraphs and parts of speech. Without it a document is one
            paragraph, or every sentence is one, by a checksum of the document's name: both are met in the wild.
    """
    path = root if root.is_file() else root / f"en_ewt-ud-{split}.iob2"
    treebank = _treebank(ewt / f"en_ewt-ud-{split}.conllu") if ewt else {}
    assembly: Assembly | None = None
    alone = False
    for sentence in sentences(path):
        if "newdoc id" in sentence.comments or assembly is None:
            if assembly:
                yield assembly.document()
            identity = sentence.comments.get("newdoc id", path.stem)
            assembly = Assembly(identity, "uner_ewt", silent=names.OUTER)
            alone = zlib.crc32(identity.encode()) % 2 == 0
        parsed = treebank.get(sentence.comments.get("sent_id", ""))
        opens = bool(_OPENINGS & parsed.comments.keys()) if parsed else alone and not treebank
        same = parsed is not None and parsed.text == sentence.text
        found = from_iob(sentence.spans, [row[2] for row in sentence.rows], _TYPES)
        words = tagged_words(parsed) if parsed and same else ()
        assembly.add(sentence.text, found, opens_paragraph=opens, words=words)
    if assembly:
        yield assembly.document()


def _treebank(path: Path) -> dict[str, Sentence]:
    """The sentences of a treebank by their ids."""
    return {sentence.comments["sent_id"]: sentence for sentence in sentences(path)}
