"""Syntax: the words of a text with their parts of speech, lemmas and governors, sentence by sentence.

Universal Dependencies all through. Heads come from the encoder's arc pointers, decoded into the best tree
of each sentence; relations from what dependent and governor say together (Dozat and Manning, 2017).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading import passives
from onrecord.reading.lemmas import lemma
from onrecord.reading.punctuation import hung
from onrecord.reading.scheme import RELATIONS, UPOS, XPOS
from onrecord.reading.sentences import sentence_spans
from onrecord.reading.trees import ROOT, best_tree
from onrecord.reading.words import NO_ANCHOR, Words, anchored, words_of
from onrecord.record import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Links, Scores

LONGEST = 400
"""Words parsed at once: more than a window holds. A longer sentence is parsed in stretches of so many."""
_LEAST = 1e-6
"""The probability of an arc that the encoder gives none, or could not see."""
_ROOT_RELATION = RELATIONS.index("root")
_PUNCT = UPOS.index("PUNCT")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of syntax.

    Attributes:
        start: code-point offset of its first character.
        end: offset just past its last.
        piece: index of the piece that speaks for it, -1 if none does.
        upos: its universal part of speech.
        xpos: its part of speech in the Penn Treebank's tags.
        lemma: its dictionary form.
        head: index of the word that governs it among the text's words, -1 for a sentence's root.
        relation: its universal dependency relation to its head.
        factuality: -3 (did not happen) to 3 (did), if it is a predicate; means nothing of other words.
    """

    start: int
    end: int
    piece: int
    upos: str
    xpos: str
    lemma: str
    head: int
    relation: str
    factuality: float


@dataclass(frozen=True, slots=True)
class Parse:
    """The syntax of a text.

    Attributes:
        words: its words, in order.
        sentences: its sentences as half-open ranges of words; together they hold every word.
    """

    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    _children: list[list[int]] = field(init=False, repr=False, compare=False)
    _predicates: list[bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_children", _children(self.words))
        object.__setattr__(self, "_predicates", _predicates(self.words))

    def children(self) -> Sequence[Sequence[int]]:
        """For each word the words it governs, in order."""
        return self._children

    def predicates(self) -> Sequence[bool]:
        """For each word whether it is a predicate: a verb, or a word with a copula or a subject."""
        return self._predicates


def _children(words: Sequence[Word]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in words]
    for index, word in enumerate(words):
        if word.head != ROOT:
            children[word.head].append(index)
    return children


def _predicates(words: Sequence[Word]) -> list[bool]:
    found = [word.upos == "VERB" for word in words]
    for word in words:
        if word.head != ROOT and (word.relation == "cop" or word.relation.startswith(("nsubj", "csubj"))):
            found[word.head] = True
    return found


def parse(
    scores: Scores,
    text: str,
    paragraphs: Sequence[Span],
    words: Sequence[Span] | None = None,
    sentences: Sequence[Span] | None = None,
) -> Parse:
    """Read the syntax of a text off the encoder's scores.

    Args:
        scores: what the encoder says of the text; of given words, best read with `words.breaks_for`.
        text: the text.
        paragraphs: its paragraphs, as the encoder was given them.
        words: its words in order where they are known; else they are looked for.
        sentences: its sentences in order where they are known; else they are looked for.
    """
    if sentences is None:
        sentences = sentence_spans(scores, paragraphs)
    found = words_of(scores, text, paragraphs, sentences) if words is None else anchored(scores.pieces, words)
    ranges = _ranges(scores, found, sentences)
    heads, relations = _arcs(scores, found.anchors, ranges)
    _hang_marks(scores, text, found, ranges, heads)
    parsed = list(_words(scores, text, found, heads, relations))
    for index in np.flatnonzero(found.anchors == NO_ANCHOR):
        first, last = next(each for each in ranges if each[0] <= index < each[1])
        parsed[index] = _unanchored(parsed, int(index), first, last)
    for at, word in passives.agreed(parsed).items():
        parsed[at] = word
    return Parse(tuple(parsed), tuple(ranges))


def _ranges(scores: Scores, words: Words, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """The sentences that hold a word, as ranges of words; a word is where its anchor is."""
    if len(words) == 0:
        return []
    starts = np.array([span.start for span in sentences], dtype=np.int64)
    places = words.starts
    if len(scores.pieces):
        places = np.where(words.anchors == NO_ANCHOR, places, scores.pieces.starts[words.anchors])
    numbers = np.maximum(np.maximum.accumulate(np.searchsorted(starts, places, side="right")), 1)
    cuts = [0, *(int(at) + 1 for at in np.flatnonzero(np.diff(numbers))), len(words)]
    return list(pairwise(cuts))


def _arcs(
    scores: Scores, anchors: NDArray[np.int64], ranges: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Heads among the words, and relations as indices of `RELATIONS`, [words]; of words with an anchor.

    An arc is as good as it is likely together with its likeliest relation.
    """
    heads = np.full(len(anchors), ROOT)
    relations = np.full(len(anchors), _ROOT_RELATION)
    joined: list[int] = []
    for first, last in ranges:
        inside = first + np.flatnonzero(anchors[first:last] != NO_ANCHOR)
        tops: list[int] = []
        for begin in range(0, len(inside), LONGEST):
            stretch = inside[begin : begin + LONGEST]
            found = np.log(_probabilities(scores.arcs, anchors[stretch]) + _LEAST)
            fit, odds = _likeliest(scores, anchors[stretch])
            found[:, 1:] += odds
            local = best_tree(found)
            inner = np.flatnonzero(local != ROOT)
            heads[stretch] = np.where(local == ROOT, ROOT, stretch[local])
            relations[stretch[inner]] = fit[:, inner, local[inner]].argmax(axis=0)
            tops.extend(int(word) for word in stretch[local == ROOT])
        heads[tops[1:]] = tops[0] if tops else ROOT
        joined.extend(tops[1:])
    relations[joined] = RELATIONS.index("parataxis")
    return heads, relations


def _likeliest(scores: Scores, anchors: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """How well each relation fits each of some words under each other, and the likeliest one's log probability.

    The fit [relations, words, words] is 0 for the likeliest, less for others; the log probability is [words, words].
    """
    fit: NDArray[np.float32] = scores.governed[anchors].transpose(1, 0, 2) @ scores.governing[anchors].T
    fit[_ROOT_RELATION] = -np.inf
    fit -= fit.max(axis=0)
    odds = -np.log(np.exp(fit).sum(axis=0, dtype=np.float64))
    return fit, odds


def _hang_marks(
    scores: Scores, text: str, words: Words, ranges: Sequence[tuple[int, int]], heads: NDArray[np.int64]
) -> None:
    """Put punctuation in its place, in `heads`."""
    known = words.anchors != NO_ANCHOR
    marks = np.zeros(len(words), dtype=np.bool_)
    marks[known] = scores.upos[words.anchors[known]].argmax(axis=1) == _PUNCT
    marks[heads[heads != ROOT]] = False
    for first, last in ranges:
        inside = slice(first, last)
        if not marks[inside].any():
            continue
        forms = [text[start:end] for start, end in zip(words.starts[inside], words.ends[inside], strict=True)]
        local = np.where(heads[inside] == ROOT, ROOT, heads[inside] - first)
        found = hung(forms, marks[inside].tolist(), local, words.anchors[inside], scores.arcs)
        heads[inside] = np.where(found == ROOT, ROOT, found + first)


def _probabilities(links: Links, anchors: NDArray[np.int64]) -> NDArray[np.float64]:
    """How likely each of some pieces is governed by the root and by each other, [pieces, pieces + 1]."""
    result = np.zeros((len(anchors), len(anchors) + 1))
    for window, probabilities in zip(links.windows, links.probabilities, strict=True):
        if window.last <= anchors[0] or window.first > anchors[-1]:
            continue
        first, last = np.searchsorted(anchors, (window.first, window.last))
        start, end = np.searchsorted(anchors, (window.start, window.end))
        rows = probabilities[anchors[first:last] - window.first]
        result[first:last, 0] = rows[:, 0]
        result[first:last, start + 1 : end + 1] = rows[:, anchors[start:end] - window.start + 1]
    return result


def _words(
    scores: Scores, text: str, words: Words, heads: NDArray[np.int64], relations: NDArray[np.int64]
) -> Iterator[Word]:
    known = np.flatnonzero(words.anchors != NO_ANCHOR)
    best = np.zeros((3, len(words)), dtype=np.int64)
    factuality = np.zeros(len(words))
    for row, labels in enumerate((scores.upos, scores.xpos, scores.lemmas)):
        best[row, known] = labels[words.anchors[known]].argmax(axis=1)
    factuality[known] = scores.factuality[words.anchors[known]]
    columns = (words.starts, words.ends, words.anchors, *best, heads, relations, factuality)
    for start, end, piece, upos, xpos, edit, head, relation, fact in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        form = text[start:end]
        found = form if piece == NO_ANCHOR else lemma(scores.lemmas[piece], edit, form, UPOS[upos], XPOS[xpos])
        yield Word(start, end, piece, UPOS[upos], XPOS[xpos], found, head, RELATIONS[relation], fact)


def _unanchored(words: Sequence[Word], index: int, first: int, last: int) -> Word:
    """A word of which the encoder knows nothing, hung on its neighbour; the first of a sentence of such is root."""
    word = words[index]
    known = [place for place in range(first, last) if words[place].piece != NO_ANCHOR]
    head = index - 1 if index > first else (known[0] if known else ROOT)
    glued = index > first and words[index - 1].end >= word.start
    relation = "root" if head == ROOT else "goeswith" if glued else "dep"
    return replace(word, upos="X", xpos="GW" if glued else "FW", head=head, relation=relation, factuality=0.0)
