"""Comparing everything in a folder of records, on whatever engine: the answers are those of a ledger of these articles.

Each step's table is put in the folder `compare`. What is there is not made again, unless records have come since.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from onrecord.cluster import pairs, profiling, tables, telling, weighing
from onrecord.cluster.engine import Engine, Table
from onrecord.cluster.parts import Parted, parted
from onrecord.cluster.read import manifest
from onrecord.cluster.store import Store, absolute
from onrecord.comparing.indexing import Indexing
from onrecord.version import VERSION

FORMAT: Final = "onrecord-compared-1"
_RECORD: Final = {"record": "string"}
_IDS_AND_RECORDS: Final = {"article": "string", "record": "string"}
_AT_ONCE: Final = 1 << 18

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What comparing came to.

    Attributes:
        articles: how many there are.
        pairs: how many pairs were weighed.
        links: how many of these may tell of one happening.
        stories: how many stories there are.
        told: how many of these two articles or more tell.
        reuse: how many pairs share text.
        comparisons: how many stories were compared.
    """

    articles: int
    pairs: int
    links: int
    stories: int
    told: int
    reuse: int
    comparisons: int


class _Stage:
    """The tables of one comparison, each made once."""

    def __init__(self, engine: Engine, folder: Store, tell: Tell) -> None:
        self._engine, self._folder, self._tell = engine, folder, tell

    def has(self, name: str) -> bool:
        return self._folder.within(name).exists()

    def table(self, name: str, columns: tables.Columns, make: Callable[[], Table]) -> Table:
        to = self._folder.within(name)
        if not self.has(name):
            self._tell(name)
            self._engine.save(make(), to)
        return self._engine.loaded(to, columns)


def compare(engine: Engine, folder: str, *, whole: bool = True, tell: Tell = lambda _: None) -> Found:
    """Find shared text and stories among all records of a folder, and compare the articles of each story.

    Args:
        engine: what to run on.
        folder: made by `read`.
        whole: compare the articles of stories too; else only find these.
        tell: is told the name of each step that is begun.

    Raises:
        SetupError: K05, it is no folder of records.
    """
    store = Store(absolute(folder))
    records = store.within("records")
    to = store.within("compare")
    _begin(to, _made_of(store, records))
    stage = _Stage(engine, to, tell)
    profiles = stage.table(
        "profiles",
        tables.PROFILES,
        lambda: engine.mapped(engine.loaded(records, _RECORD), profiling.profiled, tables.PROFILES),
    )
    stage.table("reuse", tables.REUSE, lambda: _reuse(engine, profiles))
    _links(engine, stage, profiles)
    known = to.within("parts")
    if not known.exists():
        tell("parts")
        _part(to.within("links"), known)
    told = stage.table("stories", tables.STORIES, lambda: _stories(engine, known, profiles))
    if whole:
        stage.table("comparisons", tables.COMPARISONS, lambda: _comparisons(engine, told, records))
    return _found(to)


def _made_of(store: Store, records: Store) -> str:
    names = [file.address.rpartition("/")[2] for file in records.files(".parquet", deep=True)]
    made = [FORMAT, VERSION, Indexing.version, str(manifest(store.address)), *names]
    return hashlib.sha256("\n".join(made).encode()).hexdigest()


def _begin(to: Store, digest: str) -> None:
    """Throw away what was made of other records."""
    written = to.within("manifest.json")
    there = written.read_json()
    mine = {"format": FORMAT, "engine": VERSION, "made_of": digest}
    if there != mine:
        to.remove()
        written.write_json(mine)


def _reuse(engine: Engine, profiles: Table) -> Table:
    hashes = engine.mapped(profiles, profiling.hashed, tables.HASHES)
    sharing = engine.shuffled([hashes], ("hash", "article"), pairs.sharing, tables.PAIRS)
    return engine.shuffled([sharing], ("one", "other"), pairs.shared, tables.REUSE)


def _links(engine: Engine, stage: _Stage, profiles: Table) -> None:
    made: pairs.Blocks | None = None

    def blocks() -> pairs.Blocks:
        nonlocal made
        made = made or _blocks(engine, profiles)
        return made

    def near() -> Table:
        keys = engine.mapped(profiles, profiling.keyed, tables.KEYS)
        return engine.shuffled([keys], ("key", "day", "article"), partial(pairs.near, made=blocks()), tables.NEAR)

    def links(beside: Table) -> Table:
        offered = engine.mapped(profiles, partial(weighing.offered, made=blocks()), tables.WANTED)
        asked = engine.mapped(beside, weighing.asked, tables.WANTED)
        sent = engine.shuffled([offered, asked], ("article", "kind", "block"), weighing.sent, tables.WEIGHING)
        paired = engine.mapped(beside, weighing.paired, tables.WEIGHING)
        return engine.shuffled([sent, paired], ("block", "kind", "one", "other"), weighing.linked, tables.LINKS)

    if not stage.has("links"):
        beside = stage.table("near", tables.NEAR, near)
        stage.table("links", tables.LINKS, partial(links, beside))


_DAYS: Final = {"day": "bigint", "count": "bigint"}


def _days(batches: tables.Batches) -> tables.Batches:
    counts: Counter[int] = Counter()
    for batch in batches:
        counts.update(batch.column("day").to_pylist())
    yield from tables.packed(_DAYS, sorted(counts.items()))


def _blocks(engine: Engine, profiles: Table) -> pairs.Blocks:
    counts: Counter[int] = Counter()
    for row in tables.rows(engine.rows(engine.mapped(profiles, _days, _DAYS))):
        counts[row["day"]] += row["count"]
    return pairs.blocks(dict(counts))


def _part(links: Store, to: Store) -> None:
    """Write which part each linked article is in, and the links inside of parts."""
    one, other, score = _linked(links)
    found = parted(one, other, score)
    aside = Store(f"{to.address}.aside")
    aside.remove()
    tables.write(tables.PARTS, _in_parts(found), aside.within("articles", "part-0.parquet"))
    tables.write(tables.TELLING, _inside(found, one, other, score), aside.within("links", "part-0.parquet"))
    aside.within("done.json").write_json({"articles": len(found.articles), "links": len(one)})
    aside.move(to)


def _linked(links: Store) -> tuple[Any, Any, Any]:
    held: list[tuple[Any, Any, Any]] = []
    for kind, one, other, score in _columns(links, tables.LINKS, "kind", "one", "other", "score"):
        mine = kind == weighing.LINK
        held.append((one[mine].astype(np.int64), other[mine].astype(np.int64), score[mine].astype(np.float64)))
    if not held:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64)
    one, other, score = (np.concatenate(each) for each in zip(*held, strict=True))
    return one, other, score


def _in_parts(found: Parted) -> tables.Batches:
    for start in range(0, len(found.articles), _AT_ONCE):
        articles, parts = found.articles[start : start + _AT_ONCE], found.parts[start : start + _AT_ONCE]
        count = len(articles)
        yield tables.arrays(tables.PARTS, articles, [telling.IN_PART] * count, parts, [None] * count)


def _inside(found: Parted, one: Any, other: Any, score: Any) -> tables.Batches:
    for start in range(0, len(one), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        part = found.of(one[here])
        same = part == found.of(other[here])
        count = int(same.sum())
        kind = [telling.LINK] * count
        yield tables.arrays(
            tables.TELLING, part[same], kind, one[here][same], other[here][same], score[here][same], [None] * count
        )


def _stories(engine: Engine, known: Store, profiles: Table) -> Table:
    about = engine.mapped(profiles, telling.profiles_for_parts, tables.PARTS)
    parts = engine.loaded(known.within("articles"), tables.PARTS)
    placed = engine.shuffled([parts, about], ("article", "kind"), telling.in_parts, tables.TELLING)
    inside = engine.loaded(known.within("links"), tables.TELLING)
    return engine.shuffled([placed, inside], ("part", "kind", "one", "other"), telling.told, tables.STORIES)


def _comparisons(engine: Engine, told: Table, records: Store) -> Table:
    members = engine.mapped(told, telling.members, tables.MEMBERS)
    read = engine.mapped(engine.loaded(records, _IDS_AND_RECORDS), telling.records_for_stories, tables.MEMBERS)
    gathered = engine.shuffled([members, read], ("article", "kind"), telling.gathered, tables.GATHERED)
    return engine.shuffled([gathered], ("story", "article"), telling.compared, tables.COMPARISONS)


def _found(to: Store) -> Found:
    pairs = links = 0
    for kind, one in _columns(to.within("links"), tables.LINKS, "kind", "one"):
        links += int((kind == weighing.LINK).sum())
        pairs += int(one[kind == weighing.COUNT].sum())
    stories = told = 0
    for (reports,) in _columns(to.within("stories"), tables.STORIES, "reports"):
        stories += len(reports)
        told += int((reports > 1).sum())
    return Found(
        articles=tables.count(to.within("profiles")),
        pairs=pairs,
        links=links,
        stories=stories,
        told=told,
        reuse=tables.count(to.within("reuse")),
        comparisons=tables.count(to.within("comparisons")),
    )


def _columns(store: Store, columns: tables.Columns, *names: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of a table that is in a folder, as arrays, a batch at a time."""
    chosen = {name: columns[name] for name in names}
    for file in store.files(".parquet"):
        for batch in tables.read(chosen, file.address, _AT_ONCE):
            yield tuple(batch.column(name).to_numpy(zero_copy_only=False) for name in names)
