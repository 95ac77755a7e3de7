"""Universal NER for English EWT (Mayhew et al., NAACL 2024): persons, organisations, places.

Upstream layout: `en_ewt-ud-<split>.iob2`. With the EWT treebank beside it, its paragraphs are used.
Names of other kinds are marked `OTH` upstream, without a promise to mark all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora import factuality, names
from corpora.assemble import Assembly, from_iob
from corpora.conllu import Sentence, sentences, syntactic_words
from corpora.document import Document, Span
from corpora.factuality import letters

_OPENINGS = frozenset({"newpar id", "newpar", "newdoc id"})
_TYPES = {**names.UNER, "OTH": names.OUTER}


def read(root: Path, split: str, ewt: Path | None = None, uds: Path | None = None) -> Iterator[Document]:
    """Yield the documents of a split.

    Args:
        root: the upstream repository, or one `.iob2` file, whose split is then not asked for.
        split: `train` or `dev`.
        ewt: the upstream EWT repository, for its paragraphs and parts of speech. Without it a document is one
            paragraph, or every sentence is one, by a checksum of the document's name: both are met in the wild.
        uds: the folder of UDS factuality, whose sentences are EWT's.
    """
    path = root if root.is_file() else root / f"en_ewt-ud-{split}.iob2"
    treebank = _treebank(ewt / f"en_ewt-ud-{split}.conllu") if ewt else {}
    facts = factuality.by_letters(uds, split) if uds else {}
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
        same = parsed is not None and letters(parsed.text) == letters(sentence.text)
        text = parsed.text if parsed and same else sentence.text
        spans = moved(sentence.text, text, sentence.spans)
        found = from_iob(spans, [row[2] for row in sentence.rows], _TYPES)
        words = syntactic_words(parsed) if parsed and same else ()
        told = factuality.placed(text, facts.get(letters(text), ()))
        assembly.add(text, found, opens_paragraph=opens, words=words, factuality=told)
    if assembly:
        yield assembly.document()


def moved(old: str, new: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of one text in another that has the same letters and other white space."""
    if old == new:
        return list(spans)
    count = 0
    before: list[int] = []
    for character in old:
        before.append(count)
        count += not character.isspace()
    before.append(count)
    places = [place for place, character in enumerate(new) if not character.isspace()]
    return [
        (places[before[start]], places[before[end] - 1] + 1) if start < end else (places[before[start]],) * 2
        for start, end in spans
    ]


def _treebank(path: Path) -> dict[str, Sentence]:
    """The sentences of a treebank by their ids."""
    return {sentence.comments["sent_id"]: sentence for sentence in sentences(path)}
