"""Which word tells what is between two parties: the one that the syntax hangs both on, or that lies between them.

The way from one party's head word up to what governs both and down to the other's is the shortest path of Bunescu and
Mooney (HLT 2005); most of what tells a relation lies on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.reading.treewalk import Treewalk
    from onrecord.record import Span


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """How a word stands to the parties; the smallest ties them closest.

    Attributes:
        off: how many arcs it lies off the path between the parties; 0 on it.
        rise: how many arcs the nearest party hangs below where it joins the path.
        at: the word, as an index into the parse.
    """

    off: int
    rise: int
    at: int


def tied(walk: Treewalk, candidates: Iterable[int], parties: Sequence[Span]) -> list[Tie]:
    """How some words stand to two parties, the closest first.

    Args:
        walk: the syntax.
        candidates: words, as indices into the parse; those that lie in a party are left out.
        parties: whom it is between. The path of one alone, of one that hangs in the other ("Vall's men and Lund met"),
            and of two in different sentences leads on to the first word that lies in neither.

    Returns:
        A tie for each word that stands in a sentence with a party.
    """
    heads = [head for head in (walk.head(party) for party in parties) if head is not None]
    inside = {at for party in parties for at in walk.within(party)}
    path, above = _path(walk, heads, inside)
    found: list[Tie] = []
    for at in candidates:
        up = _upwards(walk, at)
        joint = next((place for place, here in enumerate(up) if here in path or here in above), None)
        if joint is not None and at not in inside:
            found.append(Tie(joint + above.get(up[joint], 0), path.get(up[joint], len(up)), at))
    return sorted(found)


def _path(walk: Treewalk, heads: Sequence[int], inside: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """The words on the path, with how far below each the nearest head hangs; those above it, with how far above."""
    ways = [_upwards(walk, head) for head in heads]
    common = set(ways[0]).intersection(*ways[1:]) if ways else set()
    path: dict[int, int] = {}
    above: dict[int, int] = {}
    for way in ways:
        met = next((place for place, here in enumerate(way) if here in common and here not in inside), len(way) - 1)
        for place, here in enumerate(way):
            if place <= met:
                path[here] = min(place, path.get(here, place))
            else:
                above[here] = min(place - met, above.get(here, place))
    return path, {here: steps for here, steps in above.items() if here not in path}


def _upwards(walk: Treewalk, at: int) -> list[int]:
    """A word and what governs it, up to the root."""
    found = [at]
    governor = walk.governor(at)
    while governor is not None:
        found.append(governor)
        governor = walk.governor(governor)
    return found
