"""From what speaks for two items being one to which are: judgements, and groups that no judgement speaks against.

Groups grow by their surest pairs first (agglomerative clustering under constraints; Wagstaff et al., ICML 2001). What a
person has judged goes before all of it: the same are joined whatever the engine makes of them, and different ones stay
apart even where others would bring them together. Items are put in the order of article and id before anything is
done, so that the order they are given in does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from onrecord.comparing.joins import Item, Joined, Judgement

SLACK = 0.8
"""How much of the least likeness the mean of two groups must reach, where one pair of theirs reaches it whole."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two items being one.

    Attributes:
        score: how sure, 0 to 1; more where more speaks for it than is needed.
        reasons: in words an analyst understands.
        barred: whether something speaks against it that nothing can outweigh.
    """

    score: float
    reasons: tuple[str, ...] = ()
    barred: bool = False


_UNKNOWN = Likeness(0.0)

Pair = tuple[int, int]
"""Two places in a sequence of items, the lesser first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are one.

    Attributes:
        members: their places, in order.
        judgements: why, one for each but the first: together they join them all.
    """

    members: tuple[int, ...]
    judgements: tuple[Judgement, ...]


def grouped(
    kind: Joined,
    items: Sequence[Item],
    alike: Mapping[Pair, Likeness],
    decided: Sequence[Judgement],
    least: float,
) -> list[Group]:
    """Items parted into groups, in the order of their first members.

    Args:
        kind: what the items are.
        items: by article and id, none twice.
        alike: what is known of pairs of them. Where nothing is, nothing speaks for them being one, and nothing more
            against it than that.
        decided: what people have judged; of several judgements on a pair the last one stands.
        least: the likeness from which a pair is joined.
    """
    told = _decided(kind, items, decided)
    joiner = _Joiner(len(items), alike, {pair for pair, one in told.items() if not one.same}, least)
    for pair, one in told.items():
        if one.same:
            joiner.join(pair)
    sure = (pair for pair, found in alike.items() if found.score >= least and not found.barred)
    for pair in sorted(sure, key=lambda pair: (-alike[pair].score, pair)):
        if joiner.fits(pair):
            joiner.join(pair)
    return [Group(members, tuple(_judgements(kind, items, members, alike, told))) for members in joiner.groups()]


def _decided(kind: Joined, items: Sequence[Item], decided: Sequence[Judgement]) -> dict[Pair, Judgement]:
    """What people judged of these items, the last word on each pair, by when it was said."""
    places = {item: place for place, item in enumerate(items)}
    told: dict[Pair, Judgement] = {}
    for one in sorted(decided, key=lambda one: (one.when or "", one.one, one.other, one.same)):
        if one.kind is kind and one.one in places and one.other in places and one.one != one.other:
            told[_pair(places[one.one], places[one.other])] = one
    return told


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


class _Joiner:
    """Groups as they grow."""

    def __init__(self, count: int, alike: Mapping[Pair, Likeness], apart: set[Pair], least: float) -> None:
        self._group = list(range(count))
        self._members = {place: [place] for place in range(count)}
        self._alike = alike
        self._apart = apart
        self._least = least

    def join(self, pair: Pair) -> None:
        """Make one group of two, unless a person has parted any of their members."""
        one, other = sorted(self._group[place] for place in pair)
        if one == other or any(each in self._apart for each in self._across(one, other)):
            return
        self._members[one] += self._members.pop(other)
        for place in self._members[one]:
            self._group[place] = one

    def fits(self, pair: Pair) -> bool:
        """Whether nothing bars the groups of a pair from being one, and they are alike on the whole."""
        one, other = (self._group[place] for place in pair)
        if one == other:
            return False
        known = [self._alike.get(each, _UNKNOWN) for each in self._across(one, other)]
        if any(found.barred for found in known):
            return False
        return sum(found.score for found in known) / len(known) >= SLACK * self._least

    def groups(self) -> list[tuple[int, ...]]:
        """The groups by their first members."""
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _across(self, one: int, other: int) -> Iterator[Pair]:
        for pair in product(self._members[one], self._members[other]):
            yield _pair(*pair)


def _judgements(
    kind: Joined,
    items: Sequence[Item],
    members: tuple[int, ...],
    alike: Mapping[Pair, Likeness],
    told: Mapping[Pair, Judgement],
) -> Iterator[Judgement]:
    """The judgements that hold a group together: people's first, then the surest, one for each member but the first.

    They make a tree that all members hang on (Prim, 1957), so that each can be told how it came in.
    """
    nearest: dict[int, _Tie] = {}
    newest, outside = members[0], set(members[1:])
    while outside:
        for place in outside:
            tie = _tie(_pair(newest, place), alike, told)
            if tie is not None and (place not in nearest or tie < nearest[place]):
                nearest[place] = tie
        reached = [place for place in outside if place in nearest]
        if not reached:
            return
        newest = min(reached, key=lambda place: nearest[place])
        outside.remove(newest)
        *_, pair = nearest[newest]
        yield told[pair] if pair in told else _judged(kind, items, pair, alike[pair])


_Tie = tuple[bool, float, Pair]
"""How a pair is tied: the surest sort first; whether by the engine, how unsure, the pair."""


def _tie(pair: Pair, alike: Mapping[Pair, Likeness], told: Mapping[Pair, Judgement]) -> _Tie | None:
    """What ties a pair; None where nothing does."""
    if pair in told:
        return (False, 0.0, pair) if told[pair].same else None
    found = alike.get(pair)
    return None if found is None or found.barred else (True, -found.score, pair)


def _judged(kind: Joined, items: Sequence[Item], pair: Pair, found: Likeness) -> Judgement:
    return Judgement(
        kind=kind,
        one=items[pair[0]],
        other=items[pair[1]],
        same=True,
        score=round(min(1.0, found.score), 3),
        reasons=found.reasons,
    )


def pairs_by(keys: Sequence[frozenset[str]], likeness: Callable[[int, int], Likeness | None]) -> dict[Pair, Likeness]:
    """What is known of the pairs that share a key.

    Args:
        keys: of each item, what it may be met by.
        likeness: what speaks for two items being one; None where it is not worth keeping.
    """
    held: dict[str, list[int]] = {}
    for place, each in enumerate(keys):
        for key in each:
            held.setdefault(key, []).append(place)
    pairs = {(one, other) for places in held.values() for at, one in enumerate(places) for other in places[at + 1 :]}
    found = ((pair, likeness(*pair)) for pair in sorted(pairs))
    return {pair: one for pair, one in found if one is not None}
