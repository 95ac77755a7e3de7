"""How passages went from report to report: the likeliest parent of each, and where words are first found.

Of the articles that share some words with a later one, the likeliest parent is one that it credits and that has about
as many words in common as any; else the one with most words in common, then with fewest edits, then the one from which
the later has most in all, then one known to be earlier. So a change that was made on the way and copied on tells which
of two copies was copied. Where nothing tells, it is the first: the words are that one's in any case. A later article is
cut where the passages it shares begin and end: it may have one paragraph from one report and the next from another.

What only quotes the same words is told as a passage that travels, but nobody is said to have taken it from anybody:
two reporters at one news conference are independent, whoever spoke. Set phrases are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from onrecord.comparing.carried import MOST, Carried, covered
from onrecord.comparing.comparison import Report, Reuse, Share
from onrecord.comparing.direction import is_credited
from onrecord.comparing.edits import EditKind
from onrecord.comparing.places import Place
from onrecord.comparing.spreading import Carrier, Counted, Edge, Spread, Travelled
from onrecord.comparing.words import words
from onrecord.record import content_id

SHORTEST: Final = 10
"""Fewest words that a part of an article is told apart by, where the passages it shares begin and end."""

NEAR: Final = 2
"""So many words fewer in common do not tell against a parent that is credited."""
SLACK: Final = 0.02
"""The same as a share."""

_KINDS: Final = tuple(EditKind)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some words of an article, and the passage by which they were most likely taken from another."""

    words: Place
    taken: Carried

    @property
    def edits(self) -> list[EditKind]:
        return self.taken.kinds(self.words.start, self.words.end)

    @property
    def same(self) -> int:
        return self.taken.same(self.words.start, self.words.end)


_Parts = dict[str, list[_Part]]


def spread(reuse: Sequence[Reuse], reports: Sequence[Report]) -> Spread:
    """The spread graph of several reports.

    Args:
        reuse: what pairs of them share.
        reports: all of them, in order of publication.
    """
    ranks = _ranks(reuse, [report.article for report in reports])
    outlets = {report.article: report.outlet for report in reports}
    parts = _parts(reuse, ranks, outlets)
    travelled = [*_telling(parts, ranks), *_quotations(reuse, ranks)]
    travelled.sort(key=lambda each: (-_reach(each), -(each.origin.end - each.origin.start), each.id))
    edges = _edges(parts, travelled, reports, ranks)
    targets = {edge.target for edge in edges}
    return Spread(
        passages=tuple(travelled),
        edges=tuple(edges),
        origins=tuple(report.article for report in reports if report.article not in targets),
    )


def origins(found: Spread, reuse: Sequence[Reuse]) -> Callable[[Place], str]:
    """What tells in which article words are first found, by its id; the place's own, where they are taken from none.

    Parents are walked up as long as the place is carried over: more than half of its characters are, and no number,
    name or label in it is another. A quotation that reports have in common is no parent: who said the words is told by
    their voice, and reports that quote one speaker by themselves are independent reports of it.

    Args:
        found: `spread` of the reports.
        reuse: what it was made from.
    """
    links: dict[tuple[str, str], list[Carried]] = defaultdict(list)
    for pair in reuse:
        links[pair.later, pair.earlier] += [Carried(each, pair.directed) for each in pair.passages]
    carriers: dict[str, list[Carrier]] = defaultdict(list)
    for passage in found.passages:
        for carrier in passage.carriers if not passage.quotation else ():
            if carrier.source is not None:
                carriers[carrier.words.article].append(carrier)
    return partial(_origin, carriers, links)


def _origin(carriers: dict[str, list[Carrier]], links: dict[tuple[str, str], list[Carried]], place: Place) -> str:
    seen = {place.article}
    while True:
        earlier = _source(carriers.get(place.article, ()), links, place)
        if earlier is None or earlier.article in seen:
            return place.article
        seen.add(earlier.article)
        place = earlier


def _source(carriers: Iterable[Carrier], links: dict[tuple[str, str], list[Carried]], place: Place) -> Place | None:
    """The place in the likeliest parent that a place was taken from, if it was."""
    best = max(carriers, key=lambda each: covered(each.words, place), default=None)
    if best is None or best.source is None or covered(best.words, place) <= MOST * (place.end - place.start):
        return None
    for link in links.get((place.article, best.source), ()):
        if link.holds(place):
            return link.source(place.start, place.end)
    return None


def _ranks(reuse: Sequence[Reuse], articles: Sequence[str]) -> dict[str, int]:
    """Articles numbered so that whatever is known to be taken from another comes behind it, else as published."""
    behind: dict[str, set[str]] = {article: set() for article in articles}
    for pair in reuse:
        if pair.directed:
            behind[pair.later].add(pair.earlier)
    left = list(articles)
    ranks: dict[str, int] = {}
    while left:
        chosen = next((each for each in left if not behind[each] - ranks.keys()), left[0])
        left.remove(chosen)
        ranks[chosen] = len(ranks)
    return ranks


def _parts(reuse: Sequence[Reuse], ranks: dict[str, int], outlets: dict[str, str | None]) -> _Parts:
    """For each article, what it has from others, in text order; no word is in two parts."""
    shared: dict[str, list[Carried]] = defaultdict(list)
    for pair in reuse:
        if ranks[pair.earlier] < ranks[pair.later]:
            shared[pair.later] += [Carried(each, pair.directed) for each in pair.passages if each.kind is Share.TEXT]
    return {
        article: _cut(sorted(shared[article], key=_by_place), ranks, outlets)
        for article in sorted(shared, key=ranks.__getitem__)
    }


def _by_place(each: Carried) -> tuple[int, int, str]:
    return each.later.start, each.later.end, each.earlier.article


def _cut(shared: Sequence[Carried], ranks: dict[str, int], outlets: dict[str, str | None]) -> list[_Part]:
    """An article's shared passages cut at each other's ends, each part with its likeliest parent."""
    parts: list[_Part] = []
    likelihood = partial(_likelihood, _totals(shared), ranks)
    for first, last in _stretches(shared):
        over = [each for each in shared if each.later.start < last and first < each.later.end]
        if not over:
            continue
        most = max(each.same(first, last) for each in over)
        near = [each for each in over if each.same(first, last) >= most - max(NEAR, most * SLACK)]
        credited = [each for each in near if is_credited(each.later.text, outlets[each.earlier.article])]
        best = max(credited or over, key=lambda each: likelihood(each, first, last))
        start, end = max(first, best.later.start), min(last, best.later.end)
        if parts and parts[-1].taken is best and start <= parts[-1].words.end:
            start = parts.pop().words.start
        parts.append(_Part(Place(article=best.later.article, text=best.later.text, start=start, end=end), best))
    return parts


def _totals(shared: Sequence[Carried]) -> dict[str, int]:
    """How many words in all an article has in common with each that it may have them from."""
    totals: dict[str, int] = defaultdict(int)
    for each in shared:
        totals[each.earlier.article] += each.passage.equal_words
    return totals


def _stretches(shared: Sequence[Carried]) -> list[tuple[int, int]]:
    """The stretches between the ends of passages; an end with fewer than `SHORTEST` words before it is passed over."""
    if not shared:
        return []
    text = shared[0].later.text
    starts = words(text).starts
    edges = sorted({offset for each in shared for offset in (each.later.start, each.later.end)})
    kept = [edges[0]]
    for edge in edges[1:]:
        crossed = any(each.later.start < edge < each.later.end for each in shared)
        few = sum(kept[-1] <= start < edge for start in starts) < SHORTEST
        if not (few and crossed):
            kept.append(edge)
    return list(pairwise(kept))


def _likelihood(
    totals: dict[str, int], ranks: dict[str, int], each: Carried, start: int, end: int
) -> tuple[int, int, int, bool, int, str]:
    """What the likeliest parent has most of, between two offsets."""
    earlier = each.earlier.article
    return (
        each.same(start, end),
        -len(each.kinds(start, end)),
        totals[earlier],
        each.directed,
        -ranks[earlier],
        earlier,
    )


@dataclass(slots=True)
class _Group:
    """Parts that go back to the same words of one article."""

    origin: Place
    parts: list[_Part]


def _telling(parts: _Parts, ranks: dict[str, int]) -> list[Travelled]:
    """The passages of telling that travelled, each from where it is first found."""
    groups: list[_Group] = []
    for article in sorted(parts, key=ranks.__getitem__):
        for part in parts[article]:
            first = _first(parts, part)
            group = next((each for each in groups if _meet(each.origin, first)), None)
            if group is None:
                groups.append(_Group(first, [part]))
            else:
                group.origin = _hull(group.origin, first)
                group.parts.append(part)
    return [_travelled(each) for each in groups]


def _first(parts: _Parts, part: _Part) -> Place:
    """Where the words of a part are first found."""
    place = part.words
    taken = part.taken
    while True:
        earlier = taken.source(place.start, place.end)
        if earlier is None:
            return place
        place = earlier
        above = max(parts.get(place.article, ()), key=lambda each: covered(each.words, earlier), default=None)
        if above is None or covered(above.words, place) <= MOST * (place.end - place.start):
            return place
        taken = above.taken


def _meet(one: Place, other: Place) -> bool:
    """Whether two places are mostly the same words."""
    shorter = min(one.end - one.start, other.end - other.start)
    return one.article == other.article and covered(one, other) > MOST * shorter


def _hull(one: Place, other: Place) -> Place:
    return Place(article=one.article, text=one.text, start=min(one.start, other.start), end=max(one.end, other.end))


def _travelled(group: _Group) -> Travelled:
    origin = group.origin
    carriers = [
        Carrier(
            words=part.words,
            source=part.taken.earlier.article,
            directed=part.taken.directed,
            edits=tuple(sorted(set(part.edits), key=_KINDS.index)),
        )
        for part in group.parts
    ]
    directed = all(carrier.directed for carrier in carriers)
    return Travelled(
        id=content_id("t", origin.article, origin.start, origin.end, "telling"),
        quotation=False,
        origin=origin,
        carriers=(Carrier(words=origin, source=None, directed=directed), *carriers),
    )


def _quotations(reuse: Sequence[Reuse], ranks: dict[str, int]) -> list[Travelled]:
    """Quotations that reports have in common; nothing tells that one was taken from another."""
    groups: list[list[Place]] = []
    pairs = [each for pair in reuse for each in pair.passages if each.kind is Share.QUOTATION]
    for passage in sorted(pairs, key=lambda each: (_at(each.earlier, ranks), _at(each.later, ranks))):
        ends = [passage.earlier, passage.later]
        met = [group for group in groups if any(_meet(mine, end) for mine in group for end in ends)]
        groups = [group for group in groups if all(group is not each for each in met)]
        groups.append([place for group in [*met, ends] for place in group])
    found = []
    for group in groups:
        carried = _joined(sorted(group, key=lambda place: _at(place, ranks)))
        first = carried[0]
        found.append(
            Travelled(
                id=content_id("t", first.article, first.start, first.end, "quotation"),
                quotation=True,
                origin=first,
                carriers=tuple(Carrier(words=place, source=None, directed=False) for place in carried),
            )
        )
    return found


def _at(place: Place, ranks: dict[str, int]) -> tuple[int, int, int]:
    return ranks[place.article], place.start, place.end


def _joined(places: Sequence[Place]) -> list[Place]:
    """Places in order, those that lie over each other as one."""
    kept: list[Place] = []
    for place in places:
        if kept and kept[-1].article == place.article and place.start < kept[-1].end:
            kept[-1] = _hull(kept[-1], place)
        else:
            kept.append(place)
    return kept


def _reach(passage: Travelled) -> int:
    """How many reports carry a passage."""
    return len({carrier.words.article for carrier in passage.carriers})


def _edges(
    parts: _Parts, travelled: Sequence[Travelled], reports: Sequence[Report], ranks: dict[str, int]
) -> list[Edge]:
    """The arrows, by the order of what they lead to, those with most words first."""
    lengths = {report.article: report.words for report in reports}
    by_pair: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for article, taken in parts.items():
        for part in taken:
            by_pair[part.taken.earlier.article, article].append(part)
    found = []
    for (source, target), some in by_pair.items():
        shared = sum(part.same for part in some)
        counts = Counter(kind for part in some for kind in part.edits)
        found.append(
            Edge(
                source=source,
                target=target,
                directed=all(part.taken.directed for part in some),
                words=shared,
                share=round(shared / lengths[target], 4),
                edits=tuple(Counted(kind=kind, times=counts[kind]) for kind in sorted(counts, key=_KINDS.index)),
                passages=tuple(
                    each.id
                    for each in travelled
                    if any(one.source == source and one.words.article == target for one in each.carriers)
                ),
            )
        )
    return sorted(found, key=lambda edge: (ranks[edge.target], -edge.words, ranks[edge.source]))
