"""Scores as a perfect encoder would give them: answers in, scores out, everything else zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.reading.encoder import LABELS, NUMBERS, POINTERS, RANK, Links, Scores
from onrecord.reading.lemmas import script, scripts
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.scheme import MENTIONS, RELATIONS, UPOS, XPOS
from onrecord.reading.syntax import Parse, Word
from onrecord.reading.windows import ROOM, windows
from onrecord.reading.words import NO_ANCHOR, anchored
from onrecord.record import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

SURE = 8.0


def links(pieces: Pieces, pointed: Mapping[int, Mapping[int, float]] | None = None, room: int = ROOM) -> Links:
    """Pointers from pieces to pieces with probabilities, -1 being nothing, which has all that is left."""
    found = tuple(windows(pieces, room, room // 4))
    rows: list[NDArray[np.float32]] = []
    for window in found:
        table = np.zeros((window.last - window.first, window.end - window.start + 1), dtype=np.float32)
        for row, piece in enumerate(range(window.first, window.last)):
            for head, probability in (pointed or {}).get(piece, {}).items():
                if head == -1 or window.start <= head < window.end:
                    table[row, 0 if head == -1 else head - window.start + 1] = probability
            table[row, 0] += max(0.0, 1.0 - float(table[row].sum(dtype=np.float64)))
        rows.append(table)
    return Links(found, tuple(rows))


def blank(pieces: Pieces, **given: Any) -> Scores:
    """Scores that say nothing but what is given by field; no word heads a mention."""
    count = len(pieces)
    fields: dict[str, Any] = {name: np.zeros((count, len(labels)), np.float32) for name, labels in LABELS.items()}
    fields["governed"] = np.zeros((count, len(RELATIONS), RANK), np.float16)
    fields["governing"] = np.zeros((count, RANK), np.float32)
    fields |= {name: np.zeros(count, np.float32) for name in NUMBERS}
    fields |= {name: links(pieces) for name in POINTERS}
    fields["mentions"][:, MENTIONS.index("O")] = SURE
    return Scores(pieces, **(fields | given))


def paragraphs_of(text: str) -> tuple[Span, ...]:
    return paragraph_spans(text)


def told(text: str, table: str) -> Parse:
    """A parse from lines of "form UPOS XPOS lemma head relation"; heads count from 1 within the sentence.

    An empty line ends a sentence; "factuality" may stand as a seventh column.
    """
    words: list[Word] = []
    sentences: list[tuple[int, int]] = []
    at = 0
    for block in table.strip().split("\n\n"):
        first = len(words)
        for line in block.strip().splitlines():
            form, upos, xpos, lemma, head, relation, *fact = line.split()
            start = text.index(form, at)
            at = start + len(form)
            governor = first + int(head) - 1 if int(head) else -1
            words.append(
                Word(start, at, NO_ANCHOR, upos, xpos, lemma, governor, relation, float(fact[0]) if fact else 0.0)
            )
        sentences.append((first, len(words)))
    return Parse(tuple(words), tuple(sentences))


def answered(
    text: str,
    parse: Parse,
    *,
    mentions: Mapping[int, str] | None = None,
    antecedents: Mapping[int, Mapping[int, float]] | None = None,
    breaks: Sequence[int] = (),
    room: int = ROOM,
) -> tuple[Scores, Parse]:
    """The scores from which a parse is read, and the parse with its words' pieces filled in.

    Args:
        text: the text.
        parse: its words and sentences.
        mentions: the type of the mention a word heads, by the word's index.
        antecedents: the words that a word goes back to, each with a probability.
        breaks: where the tokenizer is made to open a word.
        room: pieces in a window.
    """
    pieces = cut(text, [(span.start, span.end) for span in paragraphs_of(text)], breaks)
    anchors = anchored(pieces, [Span(word.start, word.end) for word in parse.words]).anchors
    words = tuple(replace(word, piece=int(piece)) for word, piece in zip(parse.words, anchors, strict=True))
    heads = {
        word.piece: {words[word.head].piece if word.head >= 0 else -1: 1.0}
        for word in words
        if word.piece != NO_ANCHOR and (word.head < 0 or words[word.head].piece != NO_ANCHOR)
    }
    pointed = {
        words[index].piece: {words[other].piece: probability for other, probability in each.items()}
        for index, each in (antecedents or {}).items()
    }
    scores = blank(
        pieces,
        arcs=links(pieces, heads, room),
        antecedents=links(pieces, pointed, room),
        words=np.full(len(pieces), -SURE),
    )
    for word in words:
        if word.piece == NO_ANCHOR:
            continue
        scores.words[word.piece] = SURE
        scores.upos[word.piece, UPOS.index(word.upos)] = SURE
        scores.xpos[word.piece, XPOS.index(word.xpos)] = SURE
        edit = script(text[word.start : word.end], word.lemma)
        if edit in scripts():
            scores.lemmas[word.piece, scripts().index(edit)] = SURE
        scores.governed[word.piece, RELATIONS.index(word.relation)] = SURE
        scores.governing[word.piece] = 1.0 / RANK
        scores.factuality[word.piece] = word.factuality
    scores.sentences[:] = -SURE
    scores.sentences[[words[first].piece for first, _ in parse.sentences]] = SURE
    for index, kind in (mentions or {}).items():
        scores.mentions[words[index].piece, MENTIONS.index(kind)] = 2 * SURE
    return scores, replace(parse, words=words)
