"""Invented articles, a reader that takes no time, and ledgers of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.invented import invented
from onrecord.articles.arrivals import Arrival
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.record import Article, Record

SEED: Final = 11


@cache
def records(count: int) -> tuple[Record, ...]:
    """So many invented records."""
    return tuple(one.record for one in invented(count, SEED))


def arrivals(found: Sequence[Record]) -> list[Arrival]:
    """The articles of some records as they would come in."""
    return [Arrival(f"{one.article.id}.txt", one.article.text.encode(), one.article, None) for one in found]


def reader(found: Sequence[Record]) -> Callable[[Article], Record]:
    """What gives each of some articles its record."""
    known = {one.article.id: one for one in found}
    return lambda article: known[article.id]


def ledger_of(path: Path, count: int) -> None:
    """Write a ledger of so many invented articles."""
    with Ledger(path, create=True) as ledger:
        list(add(ledger, arrivals(records(count)), reader(records(count)), Indexing()))
