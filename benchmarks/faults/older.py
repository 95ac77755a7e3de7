"""Ledgers as older versions made them, and one of a version yet to come.

A ledger of version N has the tables that the first N migrations make, filled with rows from a ledger of today: of each
table the columns that it had then. What it is compared with is a ledger of today that holds no more than could be held
then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

from benchmarks.faults.holding import differences, held, unsound
from benchmarks.faults.killing import Tell
from benchmarks.faults.material import corrected, decisions, ledger_of, reader_again, records
from benchmarks.faults.works import LEDGER, Work, stories
from onrecord.articles.feeds import Entry, Feed
from onrecord.articles.fetching import Fetched
from onrecord.comparing import keeping
from onrecord.comparing.indexing import Indexing
from onrecord.comparing.sketches import sketch
from onrecord.comparing.words import words
from onrecord.errors import SetupError
from onrecord.ledger import Ledger, actor_rows, adding, corrections, facet_rows, feeds, jobs, judgements, saved
from onrecord.ledger.connection import APPLICATION_ID, migrations, statements, transaction
from onrecord.ledger.jobs import Kind, Wanted
from onrecord.ledger.readings import reread
from onrecord.ledger.sharing import keep_sketch

FEED: Final = "https://lantern.example/feed.xml"
_JUDGED, _FEEDS, _SEARCHES, _CORRECTED, _READ_AGAIN, _JOBS, _COMPARED = range(2, 9)
"""From which version on a ledger holds what."""
_MADE_BY_TRIGGERS: Final = {"actor_spoken_of"}


def filled(path: Path, articles: int, version: int) -> None:
    """Write a ledger of today with everything that one of a version could hold."""
    ledger_of(path, articles)
    found, index = records(articles), Indexing()
    with Ledger(path) as ledger:
        for decision in decisions(found[:12]) if version >= _JUDGED else ():
            judgements.keep(ledger, decision, index)
        if version >= _FEEDS:
            _follow(ledger, found[0].article.id)
        if version >= _SEARCHES:
            saved.save(ledger, "bridges", "bridge", who="First Reader")
        for correction in corrected(found[:6]) if version >= _CORRECTED else ():
            corrections.keep(ledger, correction, index)
        if version >= _READ_AGAIN:
            list(reread(ledger, [one.article.id for one in found[6:9]], reader_again(found), index))
        if version >= _JOBS:
            raw = b"A bridge at Hallan fell."
            jobs.ask(ledger, [Wanted(kind=Kind.TEXT, name="a text", size=len(raw), data=jobs.packed(raw))])
        for story, members in stories(ledger)[:2] if version >= _COMPARED else ():
            keeping.make(ledger, story, members)


def _follow(ledger: Ledger, article: str) -> None:
    entries = tuple(
        Entry(address=f"https://lantern.example/{number}", title=None, published=None, outlet=None)
        for number in range(3)
    )
    answer = Fetched(asked=FEED, address=FEED, raw=b"", etag='"1"')
    feeds.watch(ledger, FEED)
    feeds.answered(ledger, FEED, answer, Feed(title="The Lantern", entries=entries), feeds.now())
    feeds.settled(ledger, entries[0].address, article)


def as_of(source: Path, path: Path, version: int) -> None:
    """Write a ledger of an older version with what one of today holds."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        run = connection.execute
        run("PRAGMA journal_mode = WAL")
        run("ATTACH ? AS today", (str(source),))
        with transaction(connection):
            for script in migrations()[:version]:
                for statement in statements(script):
                    run(statement)
            for table in _plain(connection):
                theirs = {name for _, name, *_ in run(f'PRAGMA today.table_info("{table}")')}
                mine = [name for _, name, *_ in run(f'PRAGMA main.table_info("{table}")') if name in theirs]
                columns = ", ".join(mine)
                run(f'DELETE FROM main."{table}"')  # noqa: S608 - names of our own, here as below
                run(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM today."{table}"')  # noqa: S608
            for table in ("article_words", "speaker_words"):
                run(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608
            if version >= _JUDGED:
                ledger = cast("Ledger", SimpleNamespace(connection=connection))
                for seq, text in run("SELECT seq, text FROM articles").fetchall():
                    keep_sketch(ledger, seq, sketch(words(text).folded))
            run(f"PRAGMA application_id = {APPLICATION_ID}")
            run(f"PRAGMA user_version = {version}")


def _plain(connection: sqlite3.Connection) -> list[str]:
    """The tables that are filled row by row, records first: their triggers take other rows away."""
    rows = connection.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    virtual = {name for name, sql in rows if sql.startswith("CREATE VIRTUAL")}
    plain = {name for name, _ in rows} - virtual - _MADE_BY_TRIGGERS - {"sketches"}
    return sorted(
        (name for name in plain if not any(name.startswith(f"{each}_") for each in virtual)),
        key=lambda name: (name != "records", name),
    )


def caught_up(at: Path, tell: Tell) -> None:
    """Open a ledger with today's version and make whatever it has not."""
    with Ledger(at / LEDGER) as ledger:
        tell("opened")
        for made in (adding.catch_up(ledger, Indexing()), facet_rows.catch_up(ledger), actor_rows.catch_up(ledger)):
            for _ in made:
                pass


def migrating(articles: int, version: int) -> Work:
    """Migrating a ledger of a version, as work that can be stopped."""

    def prepare(at: Path) -> None:
        filled(at / "today.db", articles, version)
        as_of(at / "today.db", at / LEDGER, version)

    def wrong(at: Path, told: object) -> Iterator[str]:
        with closing(sqlite3.connect(at / LEDGER)) as connection:
            ((now,),) = connection.execute("PRAGMA user_version")
        if now not in {version, len(migrations())} or (told and now == version):
            yield f"a ledger of version {version} is of version {now}"
        every = [one.article.id for one in records(articles)]
        yield from unsound(at / LEDGER, every, indexed=False, behind=True)

    def result(at: Path) -> dict[str, Any]:
        return held(at / LEDGER)

    return Work(name="migrate", prepare=prepare, do=caught_up, wrong=wrong, result=result)


def older(articles: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Open a ledger of each older version, and one of a newer; what was looked at, and what was wrong with it."""
    for version in range(1, len(migrations())):
        at = folder / str(version)
        at.mkdir()
        kind = migrating(articles, version)
        kind.prepare(at)
        wrong = list(kind.wrong(at, ()))
        kind.do(at, _Silent())
        wrong += list(unsound(at / LEDGER, [one.article.id for one in records(articles)]))
        wrong += [
            f"other {part} than a ledger of today" for part in differences(held(at / "today.db"), held(at / LEDGER))
        ]
        yield f"version {version}", wrong
    yield "newer", list(_newer(articles, folder / "newer.db"))


class _Silent(Tell):
    def __init__(self) -> None:
        """Tell nobody."""

    def __call__(self, name: str) -> None:
        """Say nothing."""


def _newer(articles: int, path: Path) -> Iterator[str]:
    ledger_of(path, articles)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    try:
        Ledger(path).close()
        yield "it was opened"
    except SetupError as error:
        if error.code != "L03":
            yield f"it was refused with {error.code}"
    if path.read_bytes() != before:
        yield "it was written to"
