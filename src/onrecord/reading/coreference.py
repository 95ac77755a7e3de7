"""Coreference: which mentions stand for one entity.

Each mention goes back to the earlier one its head points to, or to none, as in mention ranking (Lee et al.,
EMNLP 2017) with heads for spans (Dobrovolskii, EMNLP 2021). Pointers reach as far as a window; names reach
farther, since the same name read twice in an article is one entity.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.grouping import folded, grouped, name_types
from onrecord.reading.mentions import SURE_MENTION, FoundMention, found_mentions, mention_odds
from onrecord.reading.names import FoundName
from onrecord.reading.preference import preference
from onrecord.reading.trees import ROOT
from onrecord.reading.treewalk import Treewalk
from onrecord.record import MentionKind, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Links, Scores
    from onrecord.reading.syntax import Parse

SURE_REFERENT = 0.25
"""How likely a pronoun must stand for a name to be taken for it; chosen on the validation file of GAP."""
UNSEEN = 0.02
"""The probability that is left to names which the encoder gives none."""

_WITHIN_NAME = frozenset({"flat", "compound", "goeswith"})


def clusters(scores: Scores, parse: Parse, text: str, names: Sequence[FoundName] = ()) -> list[list[FoundMention]]:
    """The mentions of a text, parted into entities.

    Args:
        scores: what the encoder says of the text.
        parse: its syntax, words with their pieces.
        text: the text.
        names: the names found in it; where given, they say which names are one (`entities.grouped`), else
            two are if they are written alike. A pointer between two of one type that are not one is not followed.

    Returns:
        Entities by their first mention, also those with one only; the mentions of each in the order of
        their heads.
    """
    mentions = found_mentions(scores, parse, text)
    leader = list(range(len(mentions)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    anchors = np.array([parse.words[mention.head].piece for mention in mentions], dtype=np.int64)
    named, alike = _named(mentions, parse, text, names)
    told = {place: (kind, number) for number, (kind, places) in enumerate(named) for place in places}
    pointed = (pair for pair in _pointed(scores.antecedents, anchors) if not _apart(told, *pair))
    for one, other in chain(pointed, *(pairwise(places) for places in (*(places for _, places in named), *alike))):
        low, high = sorted((lead(one), lead(other)))
        leader[high] = low
    entities: dict[int, list[FoundMention]] = {}
    for index, mention in enumerate(mentions):
        entities.setdefault(lead(index), []).append(mention)
    return list(entities.values())


def _pointed(links: Links, anchors: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pairs of a mention and the earlier one it goes back to, by their places among the anchors."""
    for window, probabilities in zip(links.windows, links.probabilities, strict=True):
        first, last = np.searchsorted(anchors, (window.first, window.last))
        start = int(np.searchsorted(anchors, window.start))
        if first == last:
            continue
        rows = probabilities[anchors[first:last] - window.first]
        candidates = rows[:, anchors[start:last] - window.start + 1]
        earlier = np.arange(start, last) < np.arange(first, last)[:, None]
        candidates = np.where(earlier, candidates, 0.0)
        nearest = candidates.shape[1] - 1 - candidates[:, ::-1].argmax(axis=1)
        sure = candidates[np.arange(len(rows)), nearest] > rows[:, 0]
        for row in np.flatnonzero(sure):
            yield int(first + row), int(start + nearest[row])


def _named(
    mentions: Sequence[FoundMention], parse: Parse, text: str, names: Sequence[FoundName]
) -> tuple[list[tuple[str, list[int]]], list[list[int]]]:
    """Mentions, by their places, whose heads are those of names that are one, with the type they have; and others.

    The others are of names that were not found, written alike.
    """
    at = {mention.head: place for place, mention in enumerate(mentions)}
    types = name_types(text, names, bold=False)
    groups: list[tuple[str, list[int]]] = []
    covered: set[int] = set()
    for group in grouped(text, names, bold=False):
        heads = [_head(name, parse, at) for name in group]
        places = [at[head] for head in heads if head is not None]
        groups.append((types[folded(text[group[0].start : group[0].end])], places))
        covered.update(places)
    alike: dict[str, list[int]] = {}
    for place, mention in enumerate(mentions):
        if mention.kind is MentionKind.NAME and place not in covered:
            alike.setdefault(folded(_name(mention, parse, text)), []).append(place)
    alike.pop("", None)
    return groups, list(alike.values())


def _apart(told: Mapping[int, tuple[str, int]], one: int, other: int) -> bool:
    """Whether two mentions are names of one type and not one; of two types, one may have the wrong type."""
    left, right = told.get(one), told.get(other)
    return left is not None and right is not None and left[0] == right[0] and left[1] != right[1]


def _head(name: FoundName, parse: Parse, mentions: dict[int, int]) -> int | None:
    """The word that heads a name, if it heads a mention; or the one its words are a flat part of."""
    first = bisect_left(parse.words, name.start + 1, key=lambda word: word.end)
    last = bisect_left(parse.words, name.end, key=lambda word: word.start)
    head = next((index for index in range(first, last) if not first <= parse.words[index].head < last), None)
    while head is not None and head not in mentions and parse.words[head].relation == "flat":
        head = parse.words[head].head
    return head if head in mentions else None


def _name(mention: FoundMention, parse: Parse, text: str) -> str:
    """The words around a mention's head that are one name with it."""
    words = parse.words

    def part(index: int) -> bool:
        word = words[index]
        return word.upos == "PROPN" and word.relation in _WITHIN_NAME and _root(index) == mention.head

    def _root(index: int) -> int:
        while index != mention.head and words[index].relation in _WITHIN_NAME and words[index].head != ROOT:
            index = words[index].head
        return index

    first = last = mention.head
    while first > 0 and part(first - 1):
        first -= 1
    while last + 1 < len(words) and part(last + 1):
        last += 1
    return text[words[first].start : words[last].end]


@dataclass(frozen=True, slots=True)
class Referent:
    """Which of some names a pronoun stands for.

    Attributes:
        name: the index of the name, or None.
        scores: for each name how likely the pronoun stands for it, 0 to 1.
    """

    name: int | None
    scores: tuple[float, ...]


def referent(
    scores: Scores,
    pronoun: tuple[int, int],
    names: Sequence[tuple[int, int]],
    least: float = SURE_REFERENT,
    walk: Treewalk | None = None,
) -> Referent:
    """Which of some names a pronoun stands for, over all the mentions that may lie between them.

    If each mention chose its antecedent by itself, two would be one entity as likely as the later one's
    antecedents are one with the earlier; that is worked out exactly, from the first mention on. To it comes
    what the pronoun gives directly to names after it.

    Args:
        scores: what the encoder says of the text.
        pronoun: half-open code-point span.
        names: the same of each name; the pronoun is in none of them.
        least: the score that the best name must be above.
        walk: the text's syntax; with it, likelier names are preferred (`preference.preference`).
    """
    pieces = scores.pieces
    spans = [pronoun, *names]
    inside = np.array([(pieces.starts < end) & (pieces.ends > start) for start, end in spans])
    odds = np.where(pieces.heads, mention_odds(scores, np.arange(len(pieces))), 0.0)
    if not inside.any(axis=1).all():
        return Referent(None, (0.0,) * len(names))
    speakers = np.where(inside, odds, -1.0).argmax(axis=1)
    others = np.flatnonzero((odds > SURE_MENTION) & ~inside.any(axis=0))
    others = others[others < speakers.max()]
    speakers = np.concatenate([speakers, others])
    members = np.concatenate([inside, np.eye(len(pieces), dtype=np.bool_)[others]])
    order = np.argsort(speakers, kind="stable")
    place = np.argsort(order, kind="stable")
    chances = _chances(scores.antecedents, speakers[order], members[order])
    same = np.eye(len(order))
    for later in range(1, len(order)):
        same[later, :later] = chances[later, :later] @ same[:later, :later]
        same[:later, later] = same[later, :later]
    mine, theirs = int(place[0]), place[1 : len(spans)]
    ahead = chances[mine, mine + 1 :] @ same[mine + 1 :, theirs]
    found = same[mine, theirs] + ahead
    if walk is not None:
        factors = [preference(walk, Span(*pronoun), Span(*name)) for name in names]
        found = (found + UNSEEN) * np.array(factors, dtype=np.float64)
    best = int(found.argmax()) if len(names) else 0
    found = np.minimum(found, 1.0)
    return Referent(best if len(names) and found[best] > least else None, tuple(float(score) for score in found))


def _chances(links: Links, speakers: NDArray[np.int64], members: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How likely each of some mentions goes back to each other one directly, [mentions, mentions].

    Args:
        links: the antecedents.
        speakers: for each mention the piece that points for it, in order.
        members: for each mention the pieces that are pointed to for it, [mentions, pieces].
    """
    chances = np.zeros((len(speakers), len(speakers)))
    for window, probabilities in zip(links.windows, links.probabilities, strict=True):
        mine = np.flatnonzero((speakers >= window.first) & (speakers < window.last))
        rows = probabilities[speakers[mine] - window.first, 1:].astype(np.float64)
        chances[mine] = rows @ members[:, window.start : window.end].T
    np.fill_diagonal(chances, 0.0)
    return chances
