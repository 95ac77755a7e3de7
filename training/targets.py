"""From a document to what each head should answer at each word piece.

Only the first piece of a word is asked; the others have `IGNORE` everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpora.document import UNKNOWN, Attribution, Document, Name, Span, Word
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.scheme import NAME_TAGS, ROLE_TAGS

IGNORE = -100
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
"""Universal parts of speech (https://universaldependencies.org/u/pos/), learned for what they teach the rest."""
NOWHERE = -1
"""A pointer to nothing: the sentinel at the head of the window."""

_EVERY_TAG = (1 << len(NAME_TAGS)) - 1
_ADJECTIVE = re.compile(r"[A-Z][a-z]+(?:an|ish|ese|ic|i|ch)s?$")


@dataclass(frozen=True, slots=True)
class Example:
    """A document cut into pieces, with the answers.

    Attributes:
        id: the document's.
        corpus: the document's.
        pieces: the input.
        names: per piece, a bit set of the name tags it may have; 0 where not asked.
        roles: per piece, an index into `ROLE_TAGS` or `IGNORE`.
        cues: per piece, the index of the first piece of its attribution's cue, `NOWHERE` or `IGNORE`.
        sources: per piece of a cue, the index of the first piece of its source, `NOWHERE` or `IGNORE`.
        sentences: per piece, 1 where a sentence starts, 0 where not, or `IGNORE`.
        upos: per piece, an index into `UPOS` or `IGNORE`.
    """

    id: str
    corpus: str
    pieces: Pieces
    names: NDArray[np.int64]
    roles: NDArray[np.int64]
    cues: NDArray[np.int64]
    sources: NDArray[np.int64]
    sentences: NDArray[np.int64]
    upos: NDArray[np.int64]


def example(document: Document) -> Example:
    """Cut a document and work out every head's answers."""
    pieces = cut(document.text, document.paragraphs)
    count = len(pieces)
    names = np.zeros(count, dtype=np.int64)
    roles = np.full(count, IGNORE, dtype=np.int64)
    cues = np.full(count, IGNORE, dtype=np.int64)
    sources = np.full(count, IGNORE, dtype=np.int64)
    sentences = np.full(count, IGNORE, dtype=np.int64)
    if document.names is not None:
        _names(pieces, document, names)
    if document.attributions is not None:
        _attributions(pieces, document.attributions, roles, cues, sources)
    if document.sentences is not None:
        sentences[pieces.heads] = 0
        for start, end in document.sentences:
            inside = _inside(pieces, start, end)
            if len(inside):
                sentences[inside[0]] = 1
    upos = np.full(count, IGNORE, dtype=np.int64)
    if document.words is not None:
        _parts_of_speech(pieces, document.words, upos)
    return Example(document.id, document.corpus, pieces, names, roles, cues, sources, sentences, upos)


def _inside(pieces: Pieces, start: int, end: int) -> NDArray[np.int64]:
    """The first pieces of the words that begin within a span or reach into it."""
    touched = (pieces.ends > start) & (pieces.starts < end) & pieces.heads
    return np.flatnonzero(touched)


def _parts_of_speech(pieces: Pieces, words: Iterable[Word], upos: NDArray[np.int64]) -> None:
    """Tag the pieces that open a word of ours where a syntactic word begins too."""
    heads = np.flatnonzero(pieces.heads)
    at = dict(zip(pieces.starts[heads].tolist(), heads.tolist(), strict=True))
    for word in words:
        if word.start in at and word.upos in UPOS:
            upos[at[word.start]] = UPOS.index(word.upos)


def _tag_bits(kind: str, prefix: str) -> int:
    return 1 << NAME_TAGS.index(f"{prefix}-{kind}")


def _names(pieces: Pieces, document: Document, names: NDArray[np.int64]) -> None:
    silent = sum(_tag_bits(kind, prefix) for kind in document.silent for prefix in "BI")
    names[pieces.heads] = 1 | silent
    for name in document.names or ():
        inside = _inside(pieces, name.start, name.end)
        if UNKNOWN in name.types:
            names[inside] = _EVERY_TAG
            continue
        types = sharpened(document.text, name)
        names[inside[:1]] = sum(_tag_bits(kind, "B") for kind in types)
        names[inside[1:]] = sum(_tag_bits(kind, "I") for kind in types)


def sharpened(text: str, name: Name) -> frozenset[str]:
    """The types a name may have, once a list of demonyms has told nationalities from places."""
    if "nationality" not in name.types or len(name.types) == 1:
        return name.types
    words = text[name.start : name.end]
    if words in demonyms():
        return frozenset({"nationality"})
    if "place" in name.types and not _ADJECTIVE.match(words):
        return name.types - {"nationality"}
    return name.types


@cache
def demonyms() -> frozenset[str]:
    """What the people of each country are called, one by one and together."""
    from countryinfo import all_countries

    singular = {word for country in all_countries() if (word := country.demonym())}
    return frozenset(singular | {f"{word}s" for word in singular})


def _attributions(
    pieces: Pieces,
    attributions: Iterable[Attribution],
    roles: NDArray[np.int64],
    cues: NDArray[np.int64],
    sources: NDArray[np.int64],
) -> None:
    roles[pieces.heads] = 0
    cues[pieces.heads] = NOWHERE
    for attribution in attributions:
        cue = _mark(pieces, attribution.cue, "cue", roles)
        if not len(cue):
            continue
        source = _mark(pieces, attribution.source, "source", roles)
        cues[cue] = cue[0]
        cues[_mark(pieces, attribution.content, "content", roles)] = cue[0]
        sources[cue] = source[0] if len(source) else NOWHERE


def _mark(pieces: Pieces, spans: Iterable[Span], role: str, roles: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tag the words of some spans; return their first pieces."""
    marked: list[NDArray[np.int64]] = []
    begin = ROLE_TAGS.index(f"B-{role}")
    for start, end in spans:
        inside = _inside(pieces, start, end)
        if len(inside):
            roles[inside] = begin + 1
            roles[inside[0]] = begin
            marked.append(inside)
    return np.concatenate(marked) if marked else np.zeros(0, dtype=np.int64)
