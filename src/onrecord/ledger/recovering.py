"""Saving what can be read of a damaged ledger into a new one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from onrecord import codec
from onrecord.errors import SetupError
from onrecord.ledger.checking import Checked, Rows, bytes_of, known, missing_bytes, reading, record_of, tables
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.ledger import INVISIBLE, Ledger, now, packed
from onrecord.record import Record

Again = Callable[[str, bytes, str], Record | None]
"""Reads an article from its name and the bytes it came as; None where that does not make the article with the id."""

_MADE_ANEW: Final = ("articles", "raw", "records", "statements", "index_version", "sketches", "profiles", "stories")
"""Tables written from the articles, or made anew by the next command that needs them."""
_PREFIXES_MADE_ANEW: Final = ("sqlite_", "story_", "sketch_", "facet", "actor")
"""How the names of others begin that are."""
_COLUMNS: Final = "seq, name, url, outlet, title, byline, published, language, text, raw, added"


@dataclass(slots=True, kw_only=True)
class Recovered:
    """What was saved, and what was not.

    Attributes:
        articles: how many articles were saved.
        again: the ids of those among them whose record was lost and that were read again from their bytes.
        without_bytes: the ids of those among them whose bytes were lost.
        rows: how many rows of other tables were saved, by table: judgements, failures, earlier records.
        lost: what was not: articles by id, with their names where known, and rows of other tables.
    """

    articles: int = 0
    again: list[str] = field(default_factory=list)
    without_bytes: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def recover(path: Path, out: Path, again: Again | None = None) -> Recovered:
    """Write a new ledger with everything that can be read of another.

    Args:
        path: the damaged one, which is not changed.
        out: the new one.
        again: reads articles whose record is lost; without it they are lost.

    Raises:
        SetupError: L41 there is something at `out`; L01 or L03 of `path`; L04 `out` cannot be written.
    """
    if out.exists():
        raise SetupError("L31", path=out)
    done, found = Recovered(), Checked()
    with _readable(path, out) as source, reading(source, found) as connection:
        if connection is None:
            done.lost.extend(f"everything: {each.what}" for each in found.damage)
            return done
        with _new(out) as ledger:
            for id in known(connection, found):  # noqa: A001 - the field's name
                _save(connection, ledger, id, again, done)
            _copy(connection, ledger, done)
            for (article,) in ledger.rows("SELECT DISTINCT article FROM corrections ORDER BY article"):
                with transaction(ledger.connection):
                    ledger.write_rows(ledger.record(article))
    return done


@contextmanager
def _readable(path: Path, out: Path) -> Iterator[Path]:
    """The ledger itself, or where its file ends early a copy that is as long as it says.

    Of a file that is shorter SQLite reads nothing, and of the copy the pages that are there.
    """
    missing = missing_bytes(path)
    if not missing:
        yield path
        return
    copy = out.with_name(out.name + ".whole.part")
    log = copy.with_name(copy.name + "-wal")
    try:
        with faults(out):
            try:
                shutil.copyfile(path, copy)
                os.truncate(copy, path.stat().st_size + missing)
                theirs = path.with_name(path.name + "-wal")
                if theirs.exists():
                    shutil.copyfile(theirs, log)
            except OSError as error:
                raise SetupError("L04", path=out, what=error.strerror or str(error)) from error
        yield copy
    finally:
        for left in (copy, log, copy.with_name(copy.name + "-shm")):
            left.unlink(missing_ok=True)


@contextmanager
def _new(out: Path) -> Iterator[Ledger]:
    """A new ledger that is at `out` once all is in it: what a process killed half-way leaves is never taken for it."""
    part = out.with_name(out.name + ".part")
    log = part.with_name(part.name + "-wal")
    for left in (part, log, part.with_name(part.name + "-shm")):
        left.unlink(missing_ok=True)
    with faults(out), Ledger(part, create=True) as ledger:
        yield ledger
    if log.exists():
        raise SetupError("L04", path=out, what="what was saved could not all be written into the file")
    part.replace(out)


def _asked(connection: sqlite3.Connection, query: str, *values: object) -> Rows:
    """The rows of a query; none where they cannot be read."""
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        return []


def _save(connection: sqlite3.Connection, ledger: Ledger, id: str, again: Again | None, done: Recovered) -> None:  # noqa: A002
    """Save one article, or put down that it is lost."""
    row = next(iter(_asked(connection, f"SELECT {_COLUMNS} FROM articles WHERE id = ?", id)), None)  # noqa: S608
    numbers = _asked(connection, "SELECT seq, name, raw, added FROM articles WHERE id = ?", id) if row is None else []
    known_as = (row[0], row[1], row[9], row[10]) if row else next(iter(numbers), (None, None, None, None))
    seq, name, digest, added = known_as
    raw: bytes | None = None
    for (data,) in _asked(connection, "SELECT data FROM raw WHERE digest = ?", digest):
        try:
            raw = bytes_of(data, digest)
        except ValueError:
            raw = None
    record: Record | None = None
    for (data,) in _asked(connection, "SELECT data FROM records WHERE article = ?", id):
        try:
            record = record_of(data, id)
        except ValueError:
            record = None
    if record is None and raw is not None and name is not None and again is not None:
        record = again(name, raw, id)
        if record is not None:
            done.again.append(id)
    if record is None:
        done.lost.append(f"article {id} ({name or 'its name is lost too'})")
        return
    if row is not None and row[8] != record.article.text:  # a damaged index led to the row of another article
        seq = name = digest = added = raw = None
    if raw is None:
        done.without_bytes.append(id)
    known_as = (_free(ledger, seq), _text(name) or record.article.url or id, _text(digest) or f"lost:{id}")
    _write(ledger, record, (*known_as, _text(added) or now()), raw)
    done.articles += 1


def _free(ledger: Ledger, seq: object) -> int | None:
    """An article's number, if no other article has taken it: two can be told to have one where an index is damaged."""
    if not isinstance(seq, int) or ledger.rows("SELECT 1 FROM articles WHERE seq = ?", (seq,)):
        return None
    return seq


def _text(value: object) -> str | None:
    """A value of a damaged row, if it is text at all."""
    return value if isinstance(value, str) else None


def _write(ledger: Ledger, record: Record, kept: tuple[int | None, str, str, str], raw: bytes | None) -> None:
    """Write one article; bytes that are lost stand as none at all."""
    seq, name, digest, added = kept
    article = record.article
    run = ledger.connection.execute
    with transaction(ledger.connection):
        run(
            "INSERT OR IGNORE INTO raw VALUES (?, ?, ?)",
            (digest, len(raw or b""), b"" if raw is None else packed(raw)),
        )
        number = run(
            f"INSERT INTO articles (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (
                article.id,
                seq,
                name,
                article.url,
                article.outlet,
                article.title,
                article.byline,
                article.published,
                article.language,
                article.text,
                digest,
                added,
            ),
        ).lastrowid
        run(
            "INSERT INTO article_words (rowid, title, outlet, text) VALUES (?, ?, ?, ?)",
            (number, article.title, article.outlet, article.text.translate(INVISIBLE)),
        )
        reader = record.reader
        data = packed(codec.dumps(record).encode("utf-8"))
        run("INSERT INTO records VALUES (?, ?, ?, ?)", (article.id, reader.engine, reader.model, data))
        ledger.write_rows(record)


_Row = tuple[str, tuple[str, ...], tuple[Any, ...]]
"""A row of another table: the table, the columns, the values."""


def _copy(connection: sqlite3.Connection, ledger: Ledger, done: Recovered) -> None:
    """Save the rows of all other tables; one that speaks of something lost is put down as lost."""
    try:
        theirs = tables(connection)
    except sqlite3.DatabaseError as error:
        done.lost.append(f"judgements, failures, earlier records: {error}")
        return
    waiting: list[_Row] = []
    for table in sorted(tables(ledger.connection) & theirs):
        if table not in _MADE_ANEW and not table.startswith(_PREFIXES_MADE_ANEW) and "_words" not in table:
            waiting += _rows(connection, ledger, table, done)
    while waiting:
        left: list[_Row] = []
        for row in waiting:
            if _put(ledger, *row):
                done.rows[row[0]] = done.rows.get(row[0], 0) + 1
            else:
                left.append(row)
        if len(left) == len(waiting):
            done.lost += [f"a row of {table} on what is lost: {values[0]}" for table, _, values in left]
            return
        waiting = left


def _rows(connection: sqlite3.Connection, ledger: Ledger, table: str, done: Recovered) -> list[_Row]:
    """The rows of a table that can be read, from its beginning and from its end; the columns that both ledgers have."""
    there = {name for _, name, *_ in _asked(connection, f'PRAGMA table_info("{table}")')}
    columns = tuple(name for _, name, *_ in ledger.connection.execute(f'PRAGMA table_info("{table}")') if name in there)
    rows: dict[tuple[Any, ...], None] = {}
    broken: str | None = None
    for order in ("", " ORDER BY 1 DESC"):
        try:
            for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"{order}'):  # noqa: S608
                rows.setdefault(row)
        except sqlite3.DatabaseError as error:
            broken = str(error)
    if broken:
        done.lost.append(f"some rows of {table}: {broken}")
    return [(table, columns, row) for row in sorted(rows, key=repr)]


def _put(ledger: Ledger, table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> bool:
    """Write a row; whether it could be, as all that it speaks of is there."""
    places = ", ".join("?" * len(columns))
    try:
        ledger.connection.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})', row)  # noqa: S608
    except sqlite3.IntegrityError:  # a foreign key, a key that is there, or a damaged value of another type
        return False
    return True
