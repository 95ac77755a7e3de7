"""Which articles to lay side by side: those that stand near each other under a key, and those that share text.

Both take rows in the order of a key, some at a time, and remember no more than the last hundred or two: so a key that a
million articles hold needs no more memory than one that two do, and gives no more pairs an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onrecord.cluster import tables
from onrecord.cluster.numbers import ARTICLE, name
from onrecord.comparing.indexing import FAR, REACH, WEEKS
from onrecord.comparing.sketches import FEWEST
from onrecord.ledger.sharing import COMMON

Numbers = NDArray[np.int64]
BLOCK: Final = 500
"""Articles of a block, whose profiles are held at once."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of articles by day, and by their ids where a day has many; a plain value.

    Attributes:
        days: the days, ascending.
        first: the first block of each.
        count: how many each has.
    """

    days: tuple[int, ...]
    first: tuple[int, ...]
    count: tuple[int, ...]

    def of(self, days: Numbers, articles: Numbers) -> Numbers:
        """The blocks of some articles.

        Args:
            days: the days they were published.
            articles: their numbers.
        """
        at = np.searchsorted(np.asarray(self.days), days)
        within = (articles.view(np.uint64) % np.asarray(self.count, np.uint64)[at]).astype(np.int64)
        return np.asarray(self.first, np.int64)[at] + within


def blocks(counts: dict[int, int], size: int = BLOCK) -> Blocks:
    """The blocks for so many articles a day.

    Args:
        counts: how many articles were published on each day.
        size: about how many a block has.
    """
    first: list[int] = []
    several: list[int] = []
    block = filled = 0
    for day in sorted(counts):
        apart = -(-counts[day] // size)
        if filled and (apart > 1 or filled + counts[day] > size):
            block, filled = block + 1, 0
        first.append(block)
        several.append(apart)
        if apart > 1:
            block += apart
        else:
            filled += counts[day]
    return Blocks(tuple(sorted(counts)), tuple(first), tuple(several))


def near(batches: tables.Batches, made: Blocks) -> tables.Batches:
    """The pairs (`tables.NEAR`) of articles that stand near each other under a key, as `comparing.indexing` has it.

    Args:
        batches: keys by key, day and article.
        made: the blocks.
    """
    carried: tuple[Numbers, Numbers, Numbers] | None = None
    for batch in batches:
        mine = _columns(batch, "key", "day", "article")
        held = len(carried[0]) if carried is not None else 0
        if carried is not None:
            mine = tuple(np.concatenate(both) for both in zip(carried, mine, strict=True))
        key, day, article = mine
        found = list(_near(key, day, article, held))
        if found:
            before, after = (np.concatenate(each) for each in zip(*found, strict=True))
            yield _pairs(day, article, before, after, made)
        tail = key[-REACH:] == key[-1] if len(key) else np.empty(0, bool)
        carried = key[-REACH:][tail], day[-REACH:][tail], article[-REACH:][tail]


def _near(key: Numbers, day: Numbers, article: Numbers, held: int) -> Iterator[tuple[Numbers, Numbers]]:
    """The places of pairs, the later of which is none of those that were held."""
    for rank in range(1, min(REACH, len(key) - 1) + 1):
        begin = max(held, rank)
        same = key[begin:] == key[begin - rank : len(key) - rank]
        if not same.any():
            return
        if rank > FAR:
            same &= day[begin:] - day[begin - rank : len(day) - rank] <= 7 * WEEKS
        after = np.flatnonzero(same) + begin
        keep = article[after] != article[after - rank]
        yield after[keep] - rank, after[keep]


def _pairs(day: Numbers, article: Numbers, before: Numbers, after: Numbers, made: Blocks) -> Any:
    one, other = article[before], article[after]
    home = made.of(day[before], one)
    _, kept = np.unique(np.stack([one, other]), axis=1, return_index=True)
    away = made.of(day[after], other)
    return tables.arrays(tables.NEAR, home[kept].astype(np.int32), one[kept], other[kept], away[kept].astype(np.int32))


def _columns(batch: Any, *names: str) -> tuple[Numbers, ...]:
    return tuple(batch.column(each).to_numpy(zero_copy_only=False).astype(np.int64) for each in names)


def sharing(batches: tables.Batches) -> tables.Batches:
    """The pairs (`tables.PAIRS`) of articles that hold a hash of text, once for each hash; see `ledger.sharing`.

    Args:
        batches: hashes by hash and article.
    """
    held = (np.empty(0, np.int64), np.empty(0, np.int64))
    for batch in batches:
        hashes, articles = (np.concatenate(both) for both in zip(held, _columns(batch, "hash", "article"), strict=True))
        if not len(hashes):
            continue
        last = int(np.searchsorted(hashes, hashes[-1]))
        begin = max(last, len(hashes) - COMMON - 1)  # of a hash that is too common, no more than shows it to be
        held = hashes[begin:], articles[begin:]
        yield from _sharing(hashes[:last], articles[:last])
    yield from _sharing(*held)


def _sharing(hashes: Numbers, articles: Numbers) -> Iterator[Any]:
    """The pairs of some whole runs of hashes."""
    begins = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] - 1))
    lengths = np.diff(begins, append=len(hashes))
    keep = np.repeat((lengths > 1) & (lengths <= COMMON), lengths)
    hashes, articles = hashes[keep], articles[keep]
    for rank in range(1, int(lengths.max(initial=0))):
        same = hashes[rank:] == hashes[:-rank]
        if not same.any():
            return
        yield tables.arrays(tables.PAIRS, articles[:-rank][same], articles[rank:][same])


def shared(batches: tables.Batches) -> tables.Batches:
    """The pairs (`tables.REUSE`) that share hashes enough, with how many.

    Args:
        batches: pairs by one and other, once for each hash.
    """
    carried: tuple[int, int, int] | None = None
    for batch in batches:
        one, other = _columns(batch, "one", "other")
        if not len(one):
            continue
        begins = np.flatnonzero((np.diff(one, prepend=one[0] - 1) != 0) | (np.diff(other, prepend=other[0] - 1) != 0))
        counts = np.diff(begins, append=len(one))
        runs = list(zip(one[begins].tolist(), other[begins].tolist(), counts.tolist(), strict=True))
        if carried is not None:
            if carried[:2] == runs[0][:2]:
                runs[0] = (*carried[:2], carried[2] + runs[0][2])
            else:
                runs.insert(0, carried)
        carried = runs.pop()
        yield _reuse(runs)
    if carried is not None:
        yield _reuse([carried])


def _reuse(runs: list[tuple[int, int, int]]) -> Any:
    told = [(name(ARTICLE, one), name(ARTICLE, other), count) for one, other, count in runs if count >= FEWEST]
    return tables.batch(tables.REUSE, told)
