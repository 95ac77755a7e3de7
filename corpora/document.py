"""One shape for every corpus: a text and what people marked in it."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open offsets in Unicode code points."""

UNKNOWN = "?"
"""The type of a stretch in which a corpus does not say whether there is a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the types it may have: a corpus coarser than ours allows several."""

    start: int
    end: int
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word and its universal part of speech."""

    start: int
    end: int
    upos: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: each role is the spans that make it up, in text order, perhaps none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its annotations; a layer that the corpus does not annotate is None.

    Attributes:
        id: the corpus' own name for the text.
        corpus: the name of the corpus.
        text: the text, offsets counting its code points.
        paragraphs: half-open spans.
        sentences: half-open spans, or None.
        names: what is named, or None.
        silent: the types this corpus does not annotate, so that "no name here" says nothing of them.
        attributions: or None.
        words: the words with their parts of speech, or None.
    """

    id: str
    corpus: str
    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...] | None = None
    names: tuple[Name, ...] | None = None
    silent: frozenset[str] = frozenset()
    attributions: tuple[Attribution, ...] | None = None
    words: tuple[Word, ...] | None = None


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The lines of a text that hold anything, without the blanks around them."""
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.strip("\ufeff \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        if body:
            at = start + line.index(body)
            spans.append((at, at + len(body)))
        start += len(line)
    return tuple(spans)
