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
    """A syntactic word.

    Attributes:
        start: code-point offset of its first character.
        end: just past its last; the parts of one written word may share characters.
        upos: universal part of speech.
        xpos: part of speech of the Penn Treebank.
        lemma: its lemma.
        head: the index of its governor among the document's words, -1 for a root.
        relation: the universal dependency relation to its governor.
    """

    start: int
    end: int
    upos: str
    xpos: str = "_"
    lemma: str = "_"
    head: int = -1
    relation: str = "root"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands for an entity.

    Attributes:
        start: code-point offset of its first character.
        end: just past its last.
        head: where its head word starts.
        entity: mentions of one entity share this.
        type: of the entity, as the corpus calls it.
    """

    start: int
    end: int
    head: int
    entity: str
    type: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun and the names it may stand for: those it does and those it does not."""

    pronoun: Span
    right: tuple[Span, ...]
    wrong: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EventType:
    """What kind of event a sentence tells between two parties, as the parties are marked."""

    type: str
    source: Span | None
    target: Span | None


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
        words: the words with their syntax, or None.
        mentions: every mention of an entity, singletons among them, or None.
        choices: pronouns whose candidates are given, or None.
        factuality: predicates' spans and whether what they tell happened, -3 to 3, or None.
        event: the one event of a sentence, or None.
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
    mentions: tuple[Mention, ...] | None = None
    choices: tuple[Choice, ...] | None = None
    factuality: tuple[tuple[int, int, float], ...] | None = None
    event: EventType | None = None


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
