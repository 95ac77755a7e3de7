"""Which items of two records of one text are the same item, read twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.record import Anchor, Entity, Event, Relation, Statement

_LEAST: Final = 0.5
"""The least part of the words of both that must be shared, where they are not the same words."""
_BUCKET: Final = 64
"""Characters of the text looked up together."""
_SAME: Final = 2.0
_ALIKE: Final = 1.0
_HINT: Final = 0.25
"""What it counts that two items stand on the same words; that they share enough; that a detail is the same."""


@dataclass(frozen=True, slots=True)
class Matched:
    """An item of the earlier record and the same of the later one; None where one of them does not have it."""

    old: Any
    new: Any


def matched(old: Sequence[Any], new: Sequence[Any], stands_for: Mapping[str, str]) -> list[Matched]:
    """Pair the items of one layer, those that fit best first; each is in one pair.

    Args:
        old: the items of the earlier record.
        new: those of the later one.
        stands_for: ids of the earlier record that are known to be others in the later.

    Returns:
        the pairs and those left alone, those of the later record in its order, then those that are gone.
    """
    near: defaultdict[int, list[int]] = defaultdict(list)
    for at, item in enumerate(new):
        for bucket in _buckets(item):
            near[bucket].append(at)
    scored: list[tuple[float, int, int]] = []
    for at, item in enumerate(old):
        around = sorted({there for bucket in _buckets(item) for there in near[bucket]})
        scored += [(-score, at, there) for there in around if (score := _likeness(item, new[there], stands_for)) > 0]
    with_old: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, there in sorted(scored):
        if at not in taken and there not in with_old:
            taken.add(at)
            with_old[there] = at
    kept = [Matched(old[with_old[at]] if at in with_old else None, item) for at, item in enumerate(new)]
    return kept + [Matched(item, None) for at, item in enumerate(old) if at not in taken]


def _anchors(item: Any) -> list[tuple[int, int]]:
    """The words that an item is known by."""
    if isinstance(item, Statement):
        return [(one.start, one.end) for one in item.content]
    if isinstance(item, Event):
        return sorted({(one.start, one.end) for one in (item.trigger, *item.mentions)})
    if isinstance(item, Entity):
        return sorted({(one.start, one.end) for one in item.mentions})
    anchor: Anchor = item
    return [(anchor.start, anchor.end)]


def _buckets(item: Any) -> Iterator[int]:
    for start, end in _anchors(item):
        yield from range(start // _BUCKET, (end - 1) // _BUCKET + 1)


def _likeness(old: Any, new: Any, stands_for: Mapping[str, str]) -> float:
    """How much two items look like one; 0 where they are not."""
    mine, yours = _anchors(old), _anchors(new)
    if isinstance(old, (Entity, Event)):
        shared = len({*mine} & {*yours})
        if not shared:
            return 0.0
        lead = isinstance(old, Event) and old.trigger == new.trigger
        score = 2 * shared / (len(mine) + len(yours)) + (_ALIKE if lead else 0.0)
        hints = int(old.type == new.type) + int(getattr(old, "name", 0) == getattr(new, "name", 0))
        return score + _HINT * hints
    score = _SAME if mine == yours else _overlap(mine, yours)
    if not score or (getattr(old, "kind", None) != getattr(new, "kind", None) and isinstance(old, Relation)):
        return 0.0
    hints = 0
    for name in ("cue", "kind", "subject", "object", "entity", "type", "scope"):
        before, after = getattr(old, name, None), getattr(new, name, None)
        hints += before is not None and (stands_for.get(before, before) if isinstance(before, str) else before) == after
    return score + _HINT * hints


def _overlap(mine: Sequence[tuple[int, int]], yours: Sequence[tuple[int, int]]) -> float:
    """The part of the words of both that is shared, where it is enough; else 0."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in mine for b in yours)
    both = sum(end - start for start, end in (*mine, *yours)) - shared
    part = shared / both if both else 0.0
    return part if part >= _LEAST else 0.0
