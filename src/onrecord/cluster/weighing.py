"""How sure pairs of articles are to tell of one happening, block by block.

The articles of a block came out together, and so did most of those that stand near them. So each profile is sent to
the few blocks that ask for it, and unpacked once in each, rather than once for every pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from onrecord.cluster import tables
from onrecord.cluster.numbers import number
from onrecord.cluster.pairs import Blocks
from onrecord.cluster.profiling import unpacked
from onrecord.comparing.sifting import Signs, may_be_linked, signs
from onrecord.comparing.stories import Link, Weighed, link, weighed

LINK, COUNT = 0, 1
"""Kinds of row of `tables.LINKS`: a link; and how many pairs were weighed (`one`) with how many profiles (`other`)."""
_PROFILE, _ASKED = 0, 1


def offered(batches: tables.Batches, made: Blocks) -> tables.Batches:
    """Profiles as rows of `tables.WANTED`, for the blocks they are in."""
    for batch in batches:
        articles = batch.column("article").to_numpy(zero_copy_only=False).astype(np.int64)
        days = batch.column("day").to_numpy(zero_copy_only=False).astype(np.int64)
        kind = np.full(len(articles), _PROFILE, np.int32)
        block = made.of(days, articles).astype(np.int32)
        yield tables.arrays(tables.WANTED, articles, kind, block, batch.column("data").to_pylist())


def asked(batches: tables.Batches) -> tables.Batches:
    """What blocks ask for, as rows of `tables.WANTED`: the later article of a pair whose earlier one is theirs."""
    for batch in batches:
        block, other, home = (batch.column(name).to_numpy(zero_copy_only=False) for name in ("block", "other", "home"))
        away = block != home
        if away.any():
            told = np.unique(np.stack([other[away], block[away].astype(np.int64)]), axis=1)
            count = told.shape[1]
            kind = np.full(count, _ASKED, np.int32)
            yield tables.arrays(tables.WANTED, told[0], kind, told[1].astype(np.int32), [None] * count)


def sent(batches: tables.Batches) -> tables.Batches:
    """Profiles (`tables.WEIGHING`), once for each block that has or wants them.

    Args:
        batches: what is offered and asked for, by article, kind and block.
    """
    yield from tables.packed(tables.WEIGHING, _sent(batches))


def _sent(batches: tables.Batches) -> Iterator[tuple[Any, ...]]:
    for article, rows in groupby(tables.rows(batches), key=itemgetter("article")):
        data, last = None, None
        for row in rows:
            data = row["data"] if row["kind"] == _PROFILE else data
            if row["block"] != last:
                yield row["block"], _PROFILE, article, None, data
            last = row["block"]


def paired(batches: tables.Batches) -> tables.Batches:
    """Pairs as rows of `tables.WEIGHING`."""
    for batch in batches:
        count = batch.num_rows
        block, one, other = (batch.column(name) for name in ("block", "one", "other"))
        kind = np.full(count, _ASKED, np.int32)
        yield tables.arrays(tables.WEIGHING, block, kind, one, other, [None] * count)


def linked(batches: tables.Batches) -> tables.Batches:
    """The links (`tables.LINKS`) of pairs that are like enough, and counts.

    Args:
        batches: profiles and pairs, by block, kind, one and other.
    """
    yield from tables.packed(tables.LINKS, _linked(batches), most=4096)


def _linked(batches: tables.Batches) -> Iterator[tuple[int, int, int, float]]:
    for _, rows in groupby(tables.rows(batches), key=itemgetter("block")):
        held: dict[int, tuple[Weighed, Signs]] = {}
        pairs = 0
        for (kind, one), some in groupby(rows, key=itemgetter("kind", "one")):
            if kind == _PROFILE:
                for row in some:
                    ready = weighed(unpacked(row["data"]))
                    held[one] = ready, signs(ready)
            else:
                others = list(dict.fromkeys(row["other"] for row in some))
                pairs += len(others)
                for found in _links(held[one], [held[other] for other in others]):
                    yield LINK, number(found.one), number(found.other), found.score
        yield COUNT, pairs, len(held), 0.0


def _links(one: tuple[Weighed, Signs], others: Sequence[tuple[Weighed, Signs]]) -> Iterator[Link]:
    """The links of an article with those of others that are like it enough."""
    ready, mine = one
    for (other, _), may in zip(others, may_be_linked(mine, [each for _, each in others]), strict=True):
        found = link(ready, other) if may else None
        if found is not None:
            yield found
