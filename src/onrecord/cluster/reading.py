"""Reading as a worker does it: a split to the articles in it, the articles of a shard to their records.

A shard is all articles whose ids begin with the same digits. It is kept in files of some hundred articles, each named
after what it holds: an article that is in one is not read again, and what a killed worker had done is there.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from onrecord import codec
from onrecord.articles.arrivals import Arrival
from onrecord.cluster import sources, tables
from onrecord.cluster.store import Store
from onrecord.errors import AnchorError, ArticleError
from onrecord.record import Article, Record

CHUNK: Final = 200
"""Articles of a file; what is lost at most of a shard when its worker is killed."""
_PLACES: Final = 1 << 40

Read = Callable[[Article], Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every worker knows; a plain value.

    Attributes:
        output: the folder's address.
        shards: how many shards there are, a power of 16.
        chunk: articles of a file.
        encoding: take every input as this.
        read: reads an article; with the shipped encoder on one core when None.
    """

    output: str
    shards: int
    chunk: int = CHUNK
    encoding: str | None = None
    read: Read | None = None

    @property
    def store(self) -> Store:
        """The folder."""
        return Store(self.output)


def shard_of(article: str, shards: int) -> int:
    """The shard of an article: the first digits of its id."""
    return int(article.partition("-")[2][:4], 16) * shards >> 16


def label(shard: int, shards: int) -> str:
    """The digits that a shard's ids begin with."""
    return f"{shard:0{len(f'{shards - 1:x}')}x}"


def extract(splits: Iterable[sources.Split], settings: Settings) -> Iterator[tuple[Any, ...]]:
    """The rows (`tables.EXTRACTED`) of the articles in some splits; what fails is written down at once.

    Args:
        splits: the splits.
        settings: what every worker knows.
    """
    for split in splits:
        failed: list[ArticleError] = []
        articles = 0
        for at, arrival in enumerate(sources.arrivals(split, settings.encoding)):
            article = arrival.article
            if article is not None:
                articles += 1
                shard = shard_of(article.id, settings.shards)
                place = split.number * _PLACES + at
                yield shard, article.id, place, arrival.name, arrival.raw, codec.dumps(article)
            elif arrival.error is not None:
                failed.append(_named(arrival, arrival.error))
        _write_failures(settings, f"found-{split.digest}", failed)
        counts = Counter(sorted(error.code for error in failed))
        whole = all(error.code != "A08" or error.facts.get("name") != split.file.address for error in failed)
        counted = {"file": split.file.address, "group": split.group, "articles": articles, "failed": dict(counts)}
        counted["whole"] = whole  # else it may be read another time: it was not there, or damaged
        settings.store.within("counts", f"{split.digest}.json").write_json(counted)


def _named(arrival: Arrival, error: ArticleError) -> ArticleError:
    """An error whose facts tell the arrival's name."""
    error.facts.setdefault("name", arrival.name)
    return error


def _write_failures(settings: Settings, name: str, failed: Iterable[ArticleError]) -> None:
    lines = [(str(error.facts.get("name")), error.code, error.what, error.remedy) for error in failed]
    to = settings.store.within("failures", f"{name}.parquet")
    if not lines:
        to.remove()  # what failed once may be read now
    tables.write(tables.FAILURES, tables.packed(tables.FAILURES, lines), to)


def read_shards(batches: tables.Batches, settings: Settings) -> tables.Batches:
    """Read what is new of some shards, and give a row (`tables.DONE`) for each.

    Args:
        batches: rows of `tables.EXTRACTED`, by shard, article and place.
        settings: what every worker knows.
    """
    rows = tables.rows(batches)
    told = (_shard(shard, mine, settings) for shard, mine in groupby(rows, key=itemgetter("shard")))
    yield from tables.packed(tables.DONE, told, most=1)


def _shard(shard: int, rows: Iterator[dict[str, Any]], settings: Settings) -> tuple[int, int, int, int]:
    known = present(settings, shard)
    read = settings.read or one_core_reader()
    counts: Counter[str] = Counter()
    new: list[tuple[Any, ...]] = []
    failed: list[ArticleError] = []
    for row in rows:
        if row["article"] in known:
            counts["present"] += 1
            continue
        known.add(row["article"])
        try:
            record = read(codec.value_from(Article, json.loads(row["data"])))
            new.append(kept_row(record, row["name"], row["raw"]))
        except AnchorError as bug:
            failed.append(ArticleError("X01", name=row["name"], what=str(bug)))
        if len(new) >= settings.chunk:
            counts["read"] += _keep(settings, shard, new)
            new = []
    counts["read"] += _keep(settings, shard, new)
    if failed:
        _write_failures(settings, f"read-{label(shard, settings.shards)}-{_digest(map(str, failed))}", failed)
    return shard, counts["read"], counts["present"], len(failed)


def present(settings: Settings, shard: int) -> set[str]:
    """The ids of the articles that a shard has."""
    files = settings.store.within("records", label(shard, settings.shards)).files(".parquet")
    only = {"article": "string"}
    return {row["article"] for file in files for row in tables.rows(tables.read(only, file.address))}


@cache
def one_core_reader() -> Read:
    """Reads with the shipped encoder, loaded once a process, on one core: other processes have the others."""
    from onrecord.reading.encoder import shipped
    from onrecord.reading.reader import read
    from onrecord.reading.settled import settled

    encoder = shipped(threads=1)
    return settled(lambda article: read(article, encoder))


def kept_row(record: Record, name: str, raw: bytes) -> tuple[Any, ...]:
    """A row of `tables.RECORDS`.

    Args:
        record: the record.
        name: what its article was called where it came from.
        raw: the bytes it was read from.
    """
    article, reader = record.article, record.reader
    return (
        *(article.id, name, article.url, article.outlet, article.title, article.published, article.language),
        *(hashlib.sha256(raw).hexdigest(), raw, reader.engine, reader.model, codec.dumps(record)),
    )


def _keep(settings: Settings, shard: int, new: list[tuple[Any, ...]]) -> int:
    """Write a file of a shard; return how many articles it has."""
    if not new:
        return 0
    digits = label(shard, settings.shards)
    name = f"shard-{digits}-{_digest(row[0] for row in new)}.parquet"
    return tables.write(
        tables.RECORDS, tables.packed(tables.RECORDS, new), settings.store.within("records", digits, name)
    )


def _digest(some: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(some).encode()).hexdigest()[:16]
