"""A network drawn: actors on a circle, those that speak of each other near each other, arcs between them.

A circle leaves every name its own room outside, however many there are, and no line runs through a name. The order
on it is worked out from the ties alone, so that the same network is always drawn the same.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.ledger.spoken_of import Tie

LEVEL: Final = 16
"""Up to so many names stand level; more are turned, each in line with its spoke."""
_LETTER: Final = 7.6
"""Pixels of a letter of a name."""
_MOST_LETTERS: Final = 26
_ROUNDS: Final = 40
_THINNEST: Final = 1.2
_THICKEST: Final = 7.0


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: its key, where its dot and its name stand, how the name is turned and to which side it runs."""

    key: str
    name: str
    label: str
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    turn: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie: a path, how thick, where its count stands."""

    tie: Tie
    path: str
    thickness: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A network: its size in pixels, nodes and edges."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def picture(ties: Sequence[Tie], names: dict[str, str]) -> Picture:
    """Draw who speaks about whom.

    Args:
        ties: at most a few hundred.
        names: of the actors, by key.
    """
    order = ordered(ties)
    ring = _ring({key: names.get(key, key) for key in order})
    spoken: dict[str, int] = defaultdict(int)
    for tie in ties:
        spoken[tie.speaker] += tie.count
        spoken[tie.key] += tie.count
    most_spoken = max(spoken.values(), default=1)
    nodes = {
        key: _node(ring, key, at, 4 + 9 * math.sqrt(spoken[key] / most_spoken)) for at, key in enumerate(ring.names)
    }
    most = max((tie.count for tie in ties), default=1)
    edges = [_edge(tie, nodes, ring.middle, most) for tie in sorted(ties, key=lambda tie: (tie.count, tie))]
    return Picture(round(2 * ring.middle[0]), round(2 * ring.middle[1]), tuple(nodes.values()), tuple(edges))


@dataclass(frozen=True, slots=True)
class _Ring:
    """The circle: who stands on it in order, its middle, its radius, whether names stand level."""

    names: dict[str, str]
    middle: tuple[float, float]
    radius: float
    level: bool


def _ring(names: dict[str, str]) -> _Ring:
    room = 30 + _LETTER * max((len(_label(name)) for name in names.values()), default=0)
    radius, level = 150.0 + 5 * len(names), len(names) <= LEVEL
    return _Ring(names, (radius + room, radius + (44 if level else room)), radius, level)


def _node(ring: _Ring, key: str, at: int, size: float) -> Node:
    """An actor at its place on the circle, its name outside."""
    angle = 2 * math.pi * at / len(ring.names) - math.pi / 2
    across, down = round(math.cos(angle), 9), round(math.sin(angle), 9)
    out = ring.radius + size + (12 if ring.level and not across else 6)
    anchor = "end" if across < 0 else "middle" if ring.level and not across else "start"
    return Node(
        key=key,
        name=ring.names[key],
        label=_label(ring.names[key]),
        x=round(ring.middle[0] + ring.radius * across, 1),
        y=round(ring.middle[1] + ring.radius * down, 1),
        radius=round(size, 1),
        label_x=round(ring.middle[0] + out * across, 1),
        label_y=round(ring.middle[1] + out * down, 1),
        turn=0.0 if ring.level else round((math.degrees(angle) + (180 if across < 0 else 0)) % 360, 1),
        anchor=anchor,
    )


def _label(name: str) -> str:
    """A name as there is room for it."""
    return name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1] + "…"


def ordered(ties: Sequence[Tie]) -> list[str]:
    """The actors in an order round a circle that keeps those with strong ties near each other.

    Each is moved to where its ties to the others are shortest, over and over; keys decide what is even, nothing chance.
    """
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tie in ties:
        weights[tie.speaker][tie.key] += tie.count
        weights[tie.key][tie.speaker] += tie.count
    order = _walked(weights)
    best, best_length = order, _length(order, weights)
    for _ in range(_ROUNDS):
        place = {key: 2 * math.pi * at / len(order) for at, key in enumerate(order)}
        order = sorted(order, key=lambda key: (_pulled(key, place, weights[key]), key))
        length = _length(order, weights)
        if length >= best_length - 1e-9:
            break
        best, best_length = order, length
    return best


def _walked(weights: dict[str, dict[str, int]]) -> list[str]:
    """The actors as a walk along the strongest ties meets them, begun at those of most."""
    found: list[str] = []
    seen: set[str] = set()
    for start in sorted(weights, key=lambda key: (-sum(weights[key].values()), key)):
        waiting = [start]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                found.append(key)
                waiting += sorted(weights[key], key=lambda other: (weights[key][other], other))
    return found


def _pulled(key: str, place: dict[str, float], beside: dict[str, int]) -> float:
    """Where on the circle an actor is pulled to by itself and those it is tied to, as an angle."""
    own = math.sqrt(sum(beside.values()))
    x = own * math.cos(place[key]) + sum(weight * math.cos(place[other]) for other, weight in beside.items())
    y = own * math.sin(place[key]) + sum(weight * math.sin(place[other]) for other, weight in beside.items())
    return math.atan2(round(y, 9), round(x, 9)) % (2 * math.pi)


def _length(order: Sequence[str], weights: dict[str, dict[str, int]]) -> float:
    """How far apart those that are tied stand, weighed by their ties."""
    place = {key: at for at, key in enumerate(order)}
    around = len(order)
    return sum(
        weight * min(abs(place[key] - place[other]), around - abs(place[key] - place[other]))
        for key, beside in weights.items()
        for other, weight in beside.items()
    )


def _edge(tie: Tie, nodes: dict[str, Node], middle: tuple[float, float], most: int) -> Edge:
    """A curve from who speaks to whom it is about, bent to the middle, its count half way."""
    one, other = nodes[tie.speaker], nodes[tie.key]
    pull = 0.45
    mid_x, mid_y = (one.x + other.x) / 2, (one.y + other.y) / 2
    across_x, across_y = other.y - one.y, one.x - other.x
    long = math.hypot(across_x, across_y) or 1.0
    bend_x = mid_x + (middle[0] - mid_x) * pull + 14 * across_x / long
    bend_y = mid_y + (middle[1] - mid_y) * pull + 14 * across_y / long
    away = math.hypot(other.x - bend_x, other.y - bend_y) or 1.0
    end_x = other.x - (other.x - bend_x) * (other.radius + 5) / away
    end_y = other.y - (other.y - bend_y) * (other.radius + 5) / away
    path = f"M{one.x:.1f} {one.y:.1f}Q{bend_x:.1f} {bend_y:.1f} {end_x:.1f} {end_y:.1f}"
    part = 0.5
    x = (1 - part) ** 2 * one.x + 2 * part * (1 - part) * bend_x + part**2 * end_x
    y = (1 - part) ** 2 * one.y + 2 * part * (1 - part) * bend_y + part**2 * end_y
    thickness = _THINNEST + (_THICKEST - _THINNEST) * math.sqrt((tie.count - 1) / max(1, most - 1) if most > 1 else 0)
    return Edge(tie, path, round(thickness, 2), round(x, 1), round(y, 1))
