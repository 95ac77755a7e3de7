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

from corpora.document import UNKNOWN, Attribution, Choice, Document, EventType, Mention, Name, Span, Word
from onrecord.reading.lemmas import script, scripts
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.scheme import EVENT_TYPES, MENTIONS, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS, XPOS
from training.kinds import finer

IGNORE = -100
NOWHERE = -1
"""A pointer to nothing: the sentinel at the head of the window."""
MILLI = 1000
"""Factuality is kept in thousandths."""
UNTOLD = -100_000
"""Where factuality is not told."""
PRONOUN, RIGHT, WRONG = 1, 2, 3
"""The parts of a choice, by piece; 0 elsewhere."""

_EVERY_TAG = (1 << len(NAME_TAGS)) - 1
_ADJECTIVE = re.compile(r"[A-Z][a-z]+(?:an|ish|ese|ic|i|ch)s?$")


@dataclass(frozen=True, slots=True)
class Example:
    """A document cut into pieces, with the answers.

    Attributes:
        id: the document's.
        corpus: the document's.
        pieces: the input.
        asked: what is asked of each piece, arrays [pieces] by the names of `FILL`:
            names: a bit set of the name tags it may have; 0 where not asked.
            roles, upos, xpos, lemmas, relations, mentions: an index into the labels.
            sentences, words: 1 where one starts, 0 where not.
            cues: the index of the first piece of its attribution's cue, or `NOWHERE`.
            sources: of a cue's piece, the index of the first piece of its source, or `NOWHERE`.
            arcs: the index of its governor's piece, or `NOWHERE` for a root.
            entities: of a mention's head, a number that mentions of one entity share; -1 elsewhere.
            choices: the parts of a choice, or 0.
            factuality: in thousandths, or `UNTOLD`.
            pool: 1 where the sentence may tell what kind of event it is, 0 in its parties, -1 in sentences beside it.
        event: an index into `EVENT_TYPES`, or `IGNORE`.
    """

    id: str
    corpus: str
    pieces: Pieces
    asked: dict[str, NDArray[np.int64]]
    event: int = IGNORE


FILL = {
    "names": 0,
    "roles": IGNORE,
    "sentences": IGNORE,
    "words": IGNORE,
    "upos": IGNORE,
    "xpos": IGNORE,
    "lemmas": IGNORE,
    "relations": IGNORE,
    "arcs": IGNORE,
    "cues": IGNORE,
    "sources": IGNORE,
    "mentions": IGNORE,
    "entities": IGNORE,
    "choices": 0,
    "factuality": UNTOLD,
    "pool": 0,
}
"""What stands where a head is not asked."""
LINKS = ("cues", "sources", "arcs")
"""Those that are indices of pieces."""


def example(document: Document) -> Example:
    """Cut a document and work out every head's answers."""
    pieces = cut(document.text, document.paragraphs)
    asked = {name: np.full(len(pieces), fill, dtype=np.int64) for name, fill in FILL.items()}
    if document.names is not None:
        _names(pieces, document, asked["names"])
    if document.attributions is not None:
        _attributions(pieces, document.attributions, asked)
    if document.sentences is not None:
        _sentences(pieces, document.sentences, asked["sentences"])
    if document.words is not None:
        _syntax(pieces, document, document.words, asked)
    if document.mentions is not None:
        _mentions(pieces, document.mentions, asked, every=document.words is not None)
    for choice in document.choices or ():
        _choice(pieces, choice, asked["choices"])
    for start, end, value in document.factuality or ():
        asked["factuality"][_inside(pieces, start, end)[:1]] = round(value * MILLI)
    if document.event is None:
        return Example(document.id, document.corpus, pieces, asked)
    _pool(pieces, document.event, asked["pool"])
    return Example(document.id, document.corpus, pieces, asked, EVENT_TYPES.index(document.event.type))


def _sentences(pieces: Pieces, spans: Iterable[Span], sentences: NDArray[np.int64]) -> None:
    sentences[pieces.heads] = 0
    for start, end in spans:
        sentences[_inside(pieces, start, end)[:1]] = 1


def anchors(pieces: Pieces, words: Iterable[Span]) -> list[int]:
    """For each word the piece that stands for it: the first that opens within it; -1 where there is none."""
    heads = np.flatnonzero(pieces.heads)
    starts = pieces.starts[heads]
    found: list[int] = []
    for start, end in words:
        at = int(np.searchsorted(starts, start))
        found.append(int(heads[at]) if at < len(heads) and starts[at] < end else -1)
    return found


def _syntax(pieces: Pieces, document: Document, words: tuple[Word, ...], asked: dict[str, NDArray[np.int64]]) -> None:
    """Words, parts of speech, lemmas and arcs, in the sentences that have words; a piece speaks for one word."""
    places = anchors(pieces, [(word.start, word.end) for word in words])
    taken: set[int] = set()
    for index, place in enumerate(places):
        if place in taken:
            places[index] = -1
        taken.add(place)
    known = np.zeros(len(pieces), dtype=np.bool_)
    for start, end in document.sentences or ():
        inside = _inside(pieces, start, end)
        known[inside] = any(piece in taken for piece in inside.tolist())
    asked["words"][pieces.heads & known] = 0
    for word, place in zip(words, places, strict=True):
        if place < 0:
            continue
        asked["words"][place] = 1
        for name, labels, label in (
            ("upos", UPOS, word.upos),
            ("xpos", XPOS, word.xpos),
            ("relations", RELATIONS, word.relation),
            ("lemmas", scripts(), script(document.text[word.start : word.end], word.lemma)),
        ):
            if label in labels:
                asked[name][place] = labels.index(label)
        if word.head < 0:
            asked["arcs"][place] = NOWHERE
        elif places[word.head] >= 0:
            asked["arcs"][place] = places[word.head]


def _mentions(pieces: Pieces, mentions: Iterable[Mention], asked: dict[str, NDArray[np.int64]], *, every: bool) -> None:
    """Heads of mentions and their entities; of two mentions with one head the shorter counts.

    Args:
        every: whether every mention is marked, so that other words head none.
    """
    if every:
        asked["mentions"][asked["words"] == 1] = 0
        asked["entities"][asked["words"] == 1] = NOWHERE
    numbers: dict[str, int] = {}
    for mention in sorted(mentions, key=lambda one: one.start - one.end):
        place = anchors(pieces, [(mention.head, mention.end)])[0]
        if place < 0:
            continue
        if mention.type in MENTIONS:
            asked["mentions"][place] = MENTIONS.index(mention.type)
        asked["entities"][place] = numbers.setdefault(mention.entity, len(numbers))


def _choice(pieces: Pieces, choice: Choice, choices: NDArray[np.int64]) -> None:
    for part, spans in ((WRONG, choice.wrong), (RIGHT, choice.right)):
        for start, end in spans:
            choices[_inside(pieces, start, end)] = part
    choices[_inside(pieces, *choice.pronoun)[:1]] = PRONOUN


def _pool(pieces: Pieces, event: EventType, pool: NDArray[np.int64]) -> None:
    """Every word but the two parties'."""
    pool[pieces.heads] = 1
    for party in (event.source, event.target):
        if party is not None:
            pool[_inside(pieces, *party)] = 0


def _inside(pieces: Pieces, start: int, end: int) -> NDArray[np.int64]:
    """The first pieces of the words that begin within a span or reach into it."""
    touched = (pieces.ends > start) & (pieces.starts < end) & pieces.heads
    return np.flatnonzero(touched)


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
    """The types a name may have, once lists of words have told the finer kinds apart (`kinds.py`)."""
    words = text[name.start : name.end]
    types = finer(words, name.types)
    if "nationality" not in types or len(types) == 1:
        return types
    if words in demonyms():
        return frozenset({"nationality"})
    if types & {"place", "country", "facility"} and not _ADJECTIVE.match(words):
        return types - {"nationality"}
    return types


@cache
def demonyms() -> frozenset[str]:
    """What the people of each country are called, one by one and together."""
    from countryinfo import all_countries

    singular = {word for country in all_countries() if (word := country.demonym())}
    return frozenset(singular | {f"{word}s" for word in singular})


def _attributions(pieces: Pieces, attributions: Iterable[Attribution], asked: dict[str, NDArray[np.int64]]) -> None:
    roles, cues, sources = asked["roles"], asked["cues"], asked["sources"]
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
