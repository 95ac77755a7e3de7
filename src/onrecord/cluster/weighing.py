"""How sure pairs of articles are to tell of one happening, block by block.

The articles of a block came out together, and so did most of those that stand near them. So each profile is sent to
the few blocks that ask for it, and unpacked once in each, rather than once for every pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from onrecord.cluster import tables
from onrecord.cluster.numbers import number
from onrecord.cluster.pairs import Blocks
from onrecord.cluster.profiling import unpacked
from onrecord.comparing.stories import Weighed, link, weighed

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
        held: dict[int, Weighed] = {}
        last: tuple[int, int] | None = None
        pairs = 0
        for row in rows:
            if row["kind"] == _PROFILE:
                held[row["one"]] = weighed(unpacked(row["data"]))
            elif (pair := (row["one"], row["other"])) != last:
                last = pair
                pairs += 1
                found = link(held[pair[0]], held[pair[1]])
                if found is not None:
                    yield LINK, number(found.one), number(found.other), found.score
        yield COUNT, pairs, len(held), 0.0
