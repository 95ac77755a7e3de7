"""Looking for damage in a ledger, without changing it."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from onrecord import codec
from onrecord.errors import SetupError
from onrecord.ledger.connection import APPLICATION_ID, migrations
from onrecord.record import Record

Rows = list[tuple[Any, ...]]
_MOST_TOLD = 20
"""Lines of SQLite's own check that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something in a ledger that is not as it should be.

    Attributes:
        part: what it is in: `file`, `tables`, `record`, `reading`, `bytes`, `search` or `stories`.
        article: the id of the article that it concerns, where it is one.
        what: what is wrong.
    """

    part: str
    article: str | None = None
    what: str


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a check found.

    Attributes:
        articles: how many articles could be looked at.
        readings: how many earlier records.
        damage: what is wrong; nothing where all is well.
        notes: what is no damage but good to know.
    """

    articles: int = 0
    readings: int = 0
    damage: list[Damage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def bad(self, part: str, what: object, article: str | None = None) -> None:
        """Put down damage."""
        self.damage.append(Damage(part=part, article=article, what=str(what)))

    @contextmanager
    def trying(self, part: str, article: str | None = None) -> Iterator[None]:
        """Put down what SQLite cannot read, and go on."""
        try:
            yield
        except (sqlite3.DatabaseError, ValueError) as error:
            self.bad(part, error, article)


def check(path: Path, index_version: str | None = None) -> Checked:
    """Look at everything that a ledger holds.

    Args:
        path: its file; nothing in it is changed.
        index_version: how the index of stories is made today; not looked at when None.

    Raises:
        SetupError: L01 there is no such file; L03 it is from a newer version.
    """
    found = Checked()
    with reading(path, found) as connection:
        if connection is not None:
            _look(connection, path, index_version, found)
    return found


def missing_bytes(path: Path) -> int:
    """How many bytes a ledger's file lacks of the pages that its first page counts; 0 where it is none.

    See https://www.sqlite.org/fileformat.html: the size of a page stands in bytes 16 and 17, their number in bytes 28
    to 31, and holds where those at 24 and at 92 are the same. A log beside the file may hold what it lacks: a process
    that is killed while the log is written into the file leaves it so, and nothing is lost.
    """
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0") or head[24:28] != head[92:96]:
        return 0
    size = int.from_bytes(head[16:18], "big")
    size = 65536 if size == 1 else size
    return max(0, int.from_bytes(head[28:32], "big") * size - path.stat().st_size)


def _length(path: Path, found: Checked) -> None:
    """Put down where a file ends early."""
    log = path.with_name(path.name + "-wal")
    if (missing := missing_bytes(path)) and not (log.exists() and log.stat().st_size):
        found.bad("file", f"it ends early: {missing} bytes of it are missing")


@contextmanager
def reading(path: Path, found: Checked) -> Iterator[sqlite3.Connection | None]:
    """A ledger opened for reading alone, however old; None, and the damage put down, where it cannot be.

    Raises:
        SetupError: L01 there is no such file; L03 it is from a newer version.
    """
    if not path.exists():
        raise SetupError("L01", path=path)
    if path.is_dir() or not path.stat().st_size:
        found.bad("file", "it is a folder" if path.is_dir() else "the file is empty")
        yield None
        return
    _length(path, found)
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        try:
            connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{mode}", uri=True, isolation_level=None)
        except sqlite3.DatabaseError as error:
            problem: sqlite3.DatabaseError = error
            continue
        with closing(connection):
            try:
                mark = connection.execute("PRAGMA application_id").fetchone()[0]
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            except sqlite3.DatabaseError as error:
                problem = error
                continue
            if mark != APPLICATION_ID:
                found.bad("file", "it is not marked as a ledger; if it was copied, its -wal file may be missing")
            elif version > len(migrations()):
                raise SetupError("L03", path=path, found=version, known=len(migrations()))
            elif version < len(migrations()):
                found.notes.append(f"it is of an older version ({version}; this one makes {len(migrations())})")
            if "immutable" in mode:
                found.notes.append("its folder cannot be written; what a -wal file beside it holds was not looked at")
            yield connection if mark == APPLICATION_ID else None
            return
    found.bad("file", problem)
    yield None


def tables(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables there are."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def _decode(connection: sqlite3.Connection, table: str) -> None:
    """Read all rows of a table, but for those of searches: a letter that is hurt shows only so.

    Raises:
        sqlite3.DatabaseError: one cannot be read.
    """
    if "_words" not in table and not table.startswith(("sqlite_", "sketch_")):
        for _ in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own tables
            pass


def _look(connection: sqlite3.Connection, path: Path, index_version: str | None, found: Checked) -> None:
    """Put down what is wrong with a ledger that could be opened."""
    with found.trying("tables"):
        lines = [line for (text,) in connection.execute("PRAGMA integrity_check") for line in text.splitlines()]
        for line in lines[:_MOST_TOLD]:
            if line != "ok":
                found.bad("tables", line)
        if len(lines) > _MOST_TOLD:
            found.bad("tables", f"and {len(lines) - _MOST_TOLD} more of these")
    with found.trying("tables"):
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            found.bad("tables", f"row {row} of {table} speaks of what {parent} does not hold")
    there: set[str] = set()
    with found.trying("tables"):
        there = tables(connection)
    for table in sorted(there):
        with found.trying("tables"):
            _decode(connection, table)
    for id in known(connection, found):  # noqa: A001 - the field's name
        found.articles += 1
        _article(connection, id, found)
    if "readings" in there:
        _readings(connection, found)
    _search(connection, path, found)
    if "index_version" in there and index_version is not None:
        with found.trying("stories"):
            made = connection.execute("SELECT version FROM index_version").fetchall()
            if made not in ([], [(index_version,)]):
                found.notes.append(
                    "stories were made by another version; the next command that needs them makes them anew"
                )


def known(connection: sqlite3.Connection, found: Checked) -> list[str]:
    """The ids of all articles that are told of anywhere, in the order of adding as far as it is known."""
    ids: dict[str, None] = {}
    for query in (
        "SELECT id FROM articles ORDER BY seq",
        "SELECT id FROM articles ORDER BY seq DESC",
        "SELECT id FROM articles ORDER BY id",
        "SELECT id FROM articles ORDER BY id DESC",
        "SELECT article FROM records ORDER BY article",
        "SELECT article FROM records ORDER BY article DESC",
    ):
        try:
            for (id,) in connection.execute(query):  # noqa: A001 - as above
                if isinstance(id, str):
                    ids.setdefault(id)
        except sqlite3.DatabaseError as error:
            if not any(each.what == str(error) for each in found.damage):
                found.bad("tables", error)
    return list(ids)


def record_of(data: object, article: str) -> Record:
    """A record as it was kept.

    Raises:
        ValueError: it cannot be read, its anchors do not hold, or it is of another article.
    """
    try:
        record = codec.loads_record(zlib.decompress(data))  # type: ignore[arg-type]  # a damaged row may hold anything
    except (zlib.error, KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if record.article.id != article:
        raise ValueError(f"it is of article {record.article.id}")
    return record


def bytes_of(data: object, digest: str) -> bytes:
    """The bytes that an article came as.

    Raises:
        ValueError: they are not those that were kept.
    """
    try:
        raw = zlib.decompress(data)  # type: ignore[arg-type]  # as above
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error
    if hashlib.sha256(raw).hexdigest() != digest:
        raise ValueError("they are not the bytes that were kept")
    return raw


def _article(connection: sqlite3.Connection, id: str, found: Checked) -> None:  # noqa: A002 - the field's name
    """Put down what is wrong with one article."""
    with found.trying("record", id):
        rows: Rows = connection.execute("SELECT engine, model, data FROM records WHERE article = ?", (id,)).fetchall()
        if not rows:
            raise ValueError("it has no record")
        record = record_of(rows[0][2], id)
        if (record.reader.engine, record.reader.model) != rows[0][:2]:
            found.bad("record", "its row names another reader", id)
        texts = connection.execute("SELECT text FROM articles WHERE id = ?", (id,)).fetchall()
        if texts != [(record.article.text,)]:
            found.bad("record", "its text is not the article's", id)
    with found.trying("bytes", id):
        rows = connection.execute("SELECT raw FROM articles WHERE id = ?", (id,)).fetchall()
        for (digest,) in rows:
            kept = connection.execute("SELECT data FROM raw WHERE digest = ?", (digest,)).fetchall()
            if kept == [(b"",)]:
                found.notes.append(f"{id}: the bytes it came as were lost earlier")
            elif not kept:
                found.bad("bytes", "there are none", id)
            else:
                bytes_of(kept[0][0], digest)


def _readings(connection: sqlite3.Connection, found: Checked) -> None:
    """Put down what is wrong with earlier records; one that this version cannot read is none."""
    with found.trying("reading"):
        for seq, article, data in connection.execute("SELECT seq, article, data FROM readings ORDER BY seq"):
            found.readings += 1
            try:
                zlib.decompress(data)
            except (zlib.error, TypeError) as error:
                found.bad("reading", f"earlier record {seq}: {error}", article)


def _search(connection: sqlite3.Connection, path: Path, found: Checked) -> None:
    """Put down where the words that are searched are not those of the articles.

    FTS5 looks through its index only on a connection that may write, though it writes nothing. The other connection
    stays open, so that closing this one does not write the log into the file.
    """
    for table, rows in (("article_words", "articles"), ("speaker_words", "statements")):
        with found.trying("search"):
            counted = f"SELECT (SELECT count(*) FROM {table}_docsize), (SELECT count(*) FROM {rows})"  # noqa: S608
            indexed, there = connection.execute(counted).fetchone()
            if indexed != there:
                found.bad("search", f"{table} has {indexed} of {there} {rows}")
    try:
        with closing(sqlite3.connect(path, timeout=5.0, isolation_level=None)) as writer:
            writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            for table in ("article_words", "speaker_words"):
                writer.execute("BEGIN")
                try:
                    writer.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
                except sqlite3.DatabaseError as error:
                    if (getattr(error, "sqlite_errorcode", 0) & 0xFF) != sqlite3.SQLITE_CORRUPT:
                        raise
                    found.bad("search", f"{table} is not in step with what it indexes")
                writer.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        found.notes.append(f"the words that are searched were counted but not compared: {error}")
