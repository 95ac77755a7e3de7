"""Opening a ledger's file: write-ahead logging, migrations, and errors that say what to do."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.errors import SetupError

APPLICATION_ID = 0x4F4E5245
"""Marks the file as ours (https://www.sqlite.org/pragma.html#pragma_application_id); reads "ONRE"."""

BUSY_SECONDS = 60.0

CACHE_KILOBYTES = 64_000
"""Pages kept in memory; SQLite's own 2 MB do not hold the inner pages of a large ledger's indexes."""
CHECKPOINT_PAGES = 8_000
"""Pages of the write-ahead log before they are written to the file. An article touches a hundred pages here and there,
and the longer this waits, the more of them are written once for many articles."""

_NUMBERED = re.compile(r"(\d{4})_\w+\.sql$")


@cache
def migrations() -> tuple[str, ...]:
    """The scripts that lead from an empty file to today's tables, in order."""
    folder = files("onrecord") / "ledger" / "migrations"
    found = sorted((one.name, one) for one in folder.iterdir() if _NUMBERED.match(one.name))
    return tuple(one.read_text(encoding="utf-8") for _, one in found)


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a ledger, brought up to date.

    Args:
        path: its file.
        create: make it if it does not exist, its folder too.

    Raises:
        SetupError: L01 there is none, L02 it is something else, L03 it is from a newer version,
            L04 it cannot be written, L05 it is damaged, L07 somebody holds it.
    """
    if not create and not path.exists():
        raise SetupError("L01", path=path)
    with faults(path):
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        except OSError as error:
            raise SetupError("L04", path=path, what=error.strerror or str(error)) from error
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    known = len(migrations())
    if mark != APPLICATION_ID and (mark or version or _tables(connection)):
        raise SetupError("L02", path=path)
    if version > known:
        raise SetupError("L03", path=path, found=version, known=known)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if version < known:
        connection.execute("PRAGMA journal_mode = WAL")
        _migrate(connection)


def _tables(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return count


def _migrate(connection: sqlite3.Connection) -> None:
    """Run the scripts that are missing, all or none of them; another process may have been faster."""
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for script in migrations()[version:]:
            for statement in statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations())}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit in between."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction: all of it is kept, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """A read transaction: all that is asked in it is as of one moment, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into ours; an error in a query is left as it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        fault = _fault(path, error)
        if fault is None:
            raise
        raise fault from error


def _fault(path: Path, error: sqlite3.DatabaseError) -> SetupError | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    what = str(error)
    if primary == sqlite3.SQLITE_NOTADB:
        return SetupError("L02", path=path)
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return SetupError("L07", path=path, seconds=BUSY_SECONDS)
    if primary in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
        return SetupError("L04", path=path, what=what)
    if primary == sqlite3.SQLITE_CORRUPT:
        return SetupError("L05", path=path, what=what)
    return None
