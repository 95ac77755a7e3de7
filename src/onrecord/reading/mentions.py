"""Mentions: the phrases that stand for somebody or something, names or not, each found by its head word.

The encoder says which words head a mention; the phrase is what hangs from its head in the syntax, without
what belongs to the clause around it. Which relations stay and which go was counted in GUM (Zeldes, 2017):
from its own trees and heads these rules give 93 in 100 of its mentions to the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.scheme import MENTION_TYPES, OUTSIDE
from onrecord.reading.spans import log_softmax
from onrecord.reading.trees import ROOT
from onrecord.reading.words import NO_ANCHOR
from onrecord.record import MentionKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Scores
    from onrecord.reading.syntax import Parse, Word

SURE_MENTION = 0.5
"""How likely a word must head a mention of any type."""

_PASSED = frozenset("punct discourse reparandum dislocated".split())
"""Relations of children that are no part of a mention, but may stand in the middle of one."""
_APART = frozenset("cc conj appos parataxis list dep orphan vocative cc:preconj".split())
"""Relations at which a mention ends on that side."""
_BEFORE = frozenset("case advmod obl advcl nmod csubj expl".split())
"""The same, for children before a head that is no verb; "'s" after it stays."""
_AFTER = frozenset({"advcl"})
_CLAUSE = frozenset("nsubj nsubj:outer nsubj:pass csubj cop aux advmod advcl obl expl ccomp".split())
"""The same, on both sides of a head with a copula: "[a mayor]" in "She was once a mayor"."""
_CLOSING = {"”": "“", "’": "‘", "»": "«", ")": "(", "]": "[", '"': '"'}


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention.

    Attributes:
        start: code-point offset of its first character.
        end: offset just past its last.
        head: index of its head among the words of the text.
        type: what it is of (`scheme.MENTION_TYPES`).
        kind: a name, a pronoun, or other words.
        score: how likely its head heads a mention, 0 to 1.
    """

    start: int
    end: int
    head: int
    type: str
    kind: MentionKind
    score: float


def mention_odds(scores: Scores, pieces: NDArray[np.int64]) -> NDArray[np.float64]:
    """How likely some pieces head a mention of any type."""
    odds: NDArray[np.float64] = 1.0 - np.exp(log_softmax(scores.mentions[pieces])[:, OUTSIDE]).astype(np.float64)
    return odds


def found_mentions(scores: Scores, parse: Parse, text: str) -> list[FoundMention]:
    """The mentions of a text, in the order of their heads; one may lie in another.

    Args:
        scores: what the encoder says of the text.
        parse: its syntax, words with their pieces.
        text: the text.
    """
    words = np.array([index for index, word in enumerate(parse.words) if word.piece != NO_ANCHOR], dtype=np.int64)
    anchors = np.array([parse.words[index].piece for index in words], dtype=np.int64)
    odds = mention_odds(scores, anchors)
    likely = np.flatnonzero(odds > SURE_MENTION)
    types = scores.mentions[anchors[likely]][:, OUTSIDE + 1 :].argmax(axis=1)
    children = parse.children()
    reach = _reaches(parse, children)
    found: list[FoundMention] = []
    for index, kind in zip(likely, types, strict=True):
        head = int(words[index])
        first, last = _extent(parse.words, children[head], reach, head)
        first, last = _trimmed(parse.words, text, first, last, head)
        start, end = parse.words[first].start, parse.words[last].end
        found.append(FoundMention(start, end, head, MENTION_TYPES[kind], _kind(parse.words[head]), float(odds[index])))
    return found


def _kind(word: Word) -> MentionKind:
    if word.upos == "PROPN":
        return MentionKind.NAME
    return MentionKind.PRONOUN if word.upos in {"PRON", "DET"} else MentionKind.NOMINAL


def _reaches(parse: Parse, children: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """For each word the first and last word of all that hangs from it, itself included."""
    order = [index for index, word in enumerate(parse.words) if word.head == ROOT]
    for index in order:
        order.extend(children[index])
    reach = [(index, index) for index in range(len(parse.words))]
    for index in reversed(order):
        head = parse.words[index].head
        if head != ROOT:
            reach[head] = (min(reach[head][0], reach[index][0]), max(reach[head][1], reach[index][1]))
    return reach


def _extent(
    words: Sequence[Word], children: Sequence[int], reach: Sequence[tuple[int, int]], head: int
) -> tuple[int, int]:
    """The first and last word of the mention under a head, going out from it to both sides."""
    relations = {child: words[child].relation for child in children}
    clause = _CLAUSE if "cop" in relations.values() else frozenset()
    verbal = not clause and words[head].upos in {"VERB", "AUX"}
    before = _APART | clause | (frozenset() if verbal else _BEFORE)
    after = _APART | (clause - {"obl"}) | (frozenset() if verbal else _AFTER)
    first = last = head
    for child in reversed([child for child in children if child < head]):
        if relations[child] in before or (relations[child] == "mark" and not (verbal and words[child].xpos == "TO")):
            break
        if relations[child] not in _PASSED:
            first = min(first, reach[child][0])
    for child in [child for child in children if child > head]:
        if relations[child] in after:
            break
        if relations[child] not in _PASSED:
            last = max(last, reach[child][1])
    return first, last


def _trimmed(words: Sequence[Word], text: str, first: int, last: int, head: int) -> tuple[int, int]:
    """A mention without the punctuation at its edges, but with the mark that closes one opened inside."""
    while first < head and words[first].upos == "PUNCT":
        first += 1
    while last > head and words[last].upos == "PUNCT":
        last -= 1
    if last + 1 < len(words) and words[last + 1].start == words[last].end:
        following = text[words[last + 1].start : words[last + 1].end]
        if _is_open(text[words[first].start : words[last].end], following):
            last += 1
    return first, last


def _is_open(inside: str, following: str) -> bool:
    """Whether a closing mark closes one that was opened inside some words."""
    opening = _CLOSING.get(following)
    if opening is None:
        return False
    if opening == following:
        return inside.count(following) % 2 == 1
    return inside.count(opening) > inside.count(following)
