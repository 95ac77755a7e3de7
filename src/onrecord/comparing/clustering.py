"""Articles gathered into stories, from how sure each two of them are to tell of one happening.

Average linkage within each connected part of the graph of links (Sokal and Michener, 1958): the two groups whose
articles are on the average surest to belong together are joined first, until none reaches `JOINED`. Pairs without a
link count as sure not to belong together. Ties are broken by the articles' ids, so the order of coming does not matter;
a part of the graph that no new article is linked to need not be gathered again.

As years of news come in, chains of links tie ever more together: a part of more than `LARGEST` articles is parted at
its weakest links, along the levels of `LEVELS`, until each of what is left is no larger or is held together by links of
the last. Which part an article is in depends on the links alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

JOINED: Final = 0.4
"""Least average score of two groups of articles for them to be one story."""
LARGEST: Final = 120
"""Most articles that are gathered at once, where weaker links than those of the last level are what ties them."""
LEVELS: Final = (JOINED, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Least scores of the links that tie a part, the first at which it is small enough; people's words tie at any."""
Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """Two articles that may tell of one happening.

    Attributes:
        one: the lesser of the two by id.
        other: the other.
        score: how sure it is, 0 to 1.
        reasons: what speaks for it and against it.
    """

    one: str
    other: str
    score: float
    reasons: tuple[str, ...] = ()


def connected(articles: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The connected parts of a graph, each in order, in the order of their first members.

    Args:
        articles: the nodes.
        pairs: the edges, between nodes.
    """
    beside: dict[str, set[str]] = {article: set() for article in articles}
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    parts: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for article in sorted(beside):
        if article in seen:
            continue
        part, waiting = {article}, [article]
        while waiting:
            for each in beside[waiting.pop()] - part:
                part.add(each)
                waiting.append(each)
        seen |= part
        parts.append(tuple(sorted(part)))
    return parts


@dataclass(slots=True)
class _Groups:
    """Groups of articles while they are being joined, each under its first member's id."""

    members: dict[str, list[str]]
    sums: defaultdict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    apart: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def average(self, one: str, other: str) -> float:
        return self.sums[one].get(other, 0.0) / (len(self.members[one]) * len(self.members[other]))

    def join(self, one: str, other: str) -> str:
        """Make one group of two; the group's name is the lesser of both."""
        kept, gone = min(one, other), max(one, other)
        self.members[kept] = sorted(self.members[kept] + self.members.pop(gone))
        for neighbour, total in self.sums.pop(gone, {}).items():
            del self.sums[neighbour][gone]
            if neighbour != kept:
                self.sums[kept][neighbour] = self.sums[kept].get(neighbour, 0.0) + total
                self.sums[neighbour][kept] = self.sums[kept][neighbour]
        for neighbour in self.apart.pop(gone, set()):
            self.apart[neighbour].discard(gone)
            self.apart[neighbour].add(kept)
            self.apart[kept].add(neighbour)
        return kept


def parts(
    articles: Iterable[str], scores: Mapping[tuple[str, str], float], together: Iterable[tuple[str, str]]
) -> list[tuple[str, ...]]:
    """The parts that articles are gathered in, each in order, in the order of their first members.

    Args:
        articles: the ids of all.
        scores: how sure pairs of them are to belong together.
        together: pairs that a person says belong together.
    """
    tied = list(together)
    found: list[tuple[str, ...]] = []
    waiting = [(tuple(articles), 0)]
    while waiting:
        part, level = waiting.pop()
        inside = set(part)
        pairs = [pair for pair, score in scores.items() if score >= LEVELS[level] and inside.issuperset(pair)]
        for each in connected(part, [*pairs, *(pair for pair in tied if inside.issuperset(pair))]):
            if len(each) <= LARGEST or level + 1 == len(LEVELS):
                found.append(each)
            else:
                waiting.append((each, level + 1))
    return sorted(found)


def gathered(
    articles: Iterable[str], links: Iterable[Link], decided: Mapping[Pair, bool] | None = None
) -> list[tuple[str, ...]]:
    """Articles in groups, each in order; the groups in the order of their first members.

    Args:
        articles: the ids of all.
        links: how sure pairs of them are to belong together, each pair at most once.
        decided: what a person says of pairs: True, they belong together; False, they do not. It outranks the links;
            where two such words cannot both hold, that they belong together does.
    """
    return sorted(group for part in gathered_parts(articles, links, decided) for group in part)


def gathered_parts(
    articles: Iterable[str], links: Iterable[Link], decided: Mapping[Pair, bool] | None = None
) -> list[list[tuple[str, ...]]]:
    """The same, the groups of each part by themselves (see `parts`)."""
    known = set(articles)
    words = {pair: same for pair, same in (decided or {}).items() if pair <= known}
    scores = {
        (link.one, link.other): link.score
        for link in links
        if link.one in known and link.other in known and frozenset((link.one, link.other)) not in words
    }
    together = [_ordered(pair) for pair, same in words.items() if same]
    apart = [_ordered(pair) for pair, same in words.items() if not same]
    inside = defaultdict(list)
    for pair in sorted(scores):
        inside[pair[0]].append(pair)
    found: list[list[tuple[str, ...]]] = []
    for part in parts(known, scores, together):
        held = set(part)
        mine = [pair for article in part for pair in inside[article] if pair[1] in held]
        found.append(
            [part]
            if len(part) == 1
            else list(_agglomerated(part, {pair: scores[pair] for pair in mine}, together, apart))
        )
    return found


def _ordered(pair: Pair) -> tuple[str, str]:
    return min(pair), max(pair)


def _agglomerated(
    part: tuple[str, ...],
    scores: Mapping[tuple[str, str], float],
    together: Iterable[tuple[str, str]],
    apart: Iterable[tuple[str, str]],
) -> Iterator[tuple[str, ...]]:
    groups = _Groups({article: [article] for article in part})
    for (one, other), score in scores.items():
        groups.sums[one][other] = groups.sums[other][one] = score
    held = set(part)
    for one, other in apart:
        if one in held and other in held:
            groups.apart[one].add(other)
            groups.apart[other].add(one)
    fixed = connected(part, [pair for pair in together if pair[0] in held])
    for group in fixed:
        for article in group[1:]:
            groups.apart[group[0]].discard(article)
            groups.join(group[0], article)
            groups.apart[group[0]].discard(group[0])
    waiting = [
        (-groups.average(one, other), one, other)
        for one in sorted(groups.members)
        for other in sorted(groups.sums[one])
        if one < other
    ]
    heapq.heapify(waiting)
    while waiting:
        sure, one, other = heapq.heappop(waiting)
        if -sure < JOINED:
            break
        stale = one not in groups.members or other not in groups.members or -groups.average(one, other) != sure
        if stale or other in groups.apart[one]:
            continue
        kept = groups.join(one, other)
        for neighbour in sorted(groups.sums[kept]):
            heapq.heappush(waiting, (-groups.average(kept, neighbour), min(kept, neighbour), max(kept, neighbour)))
    yield from (tuple(members) for members in groups.members.values())
