"""What a ledger keeps and gives back."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from onrecord import codec
from onrecord.articles.arrivals import Arrival
from onrecord.errors import OnRecordError, SetupError
from onrecord.ledger import actor_rows, facet_rows
from onrecord.ledger.connection import connect, faults, transaction
from onrecord.ledger.correcting import ROWS, Correction, corrected, correction
from onrecord.record import Record, Statement
from onrecord.showing import Shown

INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
"""Characters that are not seen, and not searched for."""


def default_path() -> Path:
    """Where the ledger is when nobody says: `$ONRECORD_LEDGER`, or a file in the user's data folder."""
    if chosen := os.environ.get("ONRECORD_LEDGER"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("onrecord") / "ledger.db"


@dataclass(frozen=True, slots=True)
class Added:
    """An article in the ledger: what one sees of it in a list."""

    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read, and why."""

    name: str
    code: str
    what: str
    remedy: str


class Index(Protocol):
    """What is kept of articles beside their records, so that they are found again by what they tell."""

    @property
    def version(self) -> str:
        """How it is made; what an older way has made is made again."""

    def take(self, ledger: Ledger, seq: int, record: Record) -> None:
        """Take in an article; called inside the transaction that adds it, so that both are kept or neither.

        Args:
            ledger: where to keep it.
            seq: the article's number in the ledger.
            record: its record.
        """

    def retake(self, ledger: Ledger, seq: int, record: Record) -> None:
        """Take in an article anew that was read again; called inside the transaction that keeps the new record.

        Args:
            ledger: where to keep it.
            seq: the article's number in the ledger.
            record: its new record, of the same text.
        """

    def judged(self, ledger: Ledger, articles: tuple[str, str]) -> None:
        """Take in that a person has judged two articles, or undone it; called inside the transaction that keeps it.

        Args:
            ledger: where it is kept.
            articles: the articles' ids.
        """


class Ledger(Shown):
    """Articles and their records in one file.

    Any number of readers work while one process writes. Each article is committed by itself: a process
    killed at any moment leaves every article either whole in the ledger or not in it.
    """

    def __init__(self, path: Path | str, *, create: bool = False) -> None:
        """Open a ledger; see `connection.connect` for the errors raised.

        Args:
            path: its file.
            create: make it if it does not exist.
        """
        self.path = Path(path)
        self.connection = connect(self.path, create=create)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        count: int = self.rows("SELECT count(*) FROM articles")[0][0]
        return count

    def __contains__(self, article: object) -> bool:
        return bool(self.rows("SELECT 1 FROM articles WHERE id = ?", (article,)))

    def add(self, record: Record, arrival: Arrival, index: Index | None = None) -> bool:
        """Keep an article, the bytes it came as, and its record.

        Args:
            record: the record.
            arrival: what it was read from.
            index: takes it in too, where one is given.

        Returns:
            whether it is new; an article already there is left as it is.

        Raises:
            SetupError: L04, L05 or L07; nothing of the article is kept then.
        """
        article = record.article
        digest = hashlib.sha256(arrival.raw).hexdigest()
        data = packed(codec.dumps(record).encode("utf-8"))
        raw = packed(arrival.raw)
        with faults(self.path), transaction(self.connection):
            run = self.connection.execute
            run("DELETE FROM failures WHERE name = ?", (arrival.name,))
            if article.id in self:
                return False
            run("INSERT OR IGNORE INTO raw VALUES (?, ?, ?)", (digest, len(arrival.raw), raw))
            seq = run(
                "INSERT INTO articles (id, name, url, outlet, title, byline, published, language, text, raw, added) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    article.id,
                    arrival.name,
                    article.url,
                    article.outlet,
                    article.title,
                    article.byline,
                    article.published,
                    article.language,
                    article.text,
                    digest,
                    now(),
                ),
            ).lastrowid
            run(
                "INSERT INTO article_words (rowid, title, outlet, text) VALUES (?, ?, ?, ?)",
                (seq, article.title, article.outlet, article.text.translate(INVISIBLE)),
            )
            reader = record.reader
            run("INSERT INTO records VALUES (?, ?, ?, ?)", (article.id, reader.engine, reader.model, data))
            self.write_rows(record)
            if index is not None and seq is not None:
                index.take(self, seq, record)
        return True

    def write_rows(self, record: Record) -> None:
        """Make the rows that searches look at those of a record, whatever they were; inside a transaction."""
        article = record.article.id
        run = self.connection.execute
        run(
            "INSERT INTO speaker_words (speaker_words, rowid, speaker, source) "
            "SELECT 'delete', seq, speaker, source FROM statements WHERE article = ?",
            (article,),
        )
        run("DELETE FROM statements WHERE article = ?", (article,))
        for statement in record.statements:
            self._add_statement(article, statement)
        ((seq,),) = self.rows("SELECT seq FROM articles WHERE id = ?", (article,))
        facet_rows.keep(self.connection, seq, record)
        actor_rows.keep(self.connection, seq, record)

    def _add_statement(self, article: str, statement: Statement) -> None:
        speaker = statement.voice[-1]
        source = statement.source.words if statement.source else None
        seq = self.connection.execute(
            "INSERT INTO statements (id, article, speaker, speaker_key, named, source, cue, mode, act, start, content) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                statement.id,
                article,
                speaker.name,
                speaker.name.casefold() if speaker.name else None,
                speaker.entity is not None,
                source,
                statement.cue.words if statement.cue else None,
                statement.mode.value,
                statement.act,
                statement.content[0].start,
                " … ".join(content.words for content in statement.content),
            ),
        ).lastrowid
        self.connection.execute(
            "INSERT INTO speaker_words (rowid, speaker, source) VALUES (?, ?, ?)", (seq, speaker.name, source)
        )

    def fail(self, name: str, error: OnRecordError) -> None:
        """Keep that an article could not be read, and why; a later success takes it back."""
        with faults(self.path), transaction(self.connection):
            self.connection.execute(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?)",
                (name, error.code, error.what, error.remedy, now()),
            )

    def forgive(self, name: str) -> None:
        """Take back a failure, if there is one under that name."""
        if self.rows("SELECT 1 FROM failures WHERE name = ?", (name,)):
            with faults(self.path), transaction(self.connection):
                self.connection.execute("DELETE FROM failures WHERE name = ?", (name,))

    def failures(self) -> list[Failure]:
        """What could not be read, by name."""
        return [Failure(*row) for row in self.rows("SELECT name, code, what, remedy FROM failures ORDER BY name")]

    def articles(self) -> list[Added]:
        """The articles, in the order they were added."""
        rows = self.rows("SELECT id, name, url, outlet, title, published FROM articles ORDER BY seq")
        return [Added(*row) for row in rows]

    def record(self, article: str, *, machine: bool = False) -> Record:
        """The record of an article, as people corrected it.

        Args:
            article: its id.
            machine: give it as it was read, whatever people say.

        Raises:
            SetupError: L08 there is no such article, L05 its record is damaged or of another version.
        """
        data, touched = self._kept(article)
        record = self.as_record(data)
        return self.as_corrected(record) if touched and not machine else record

    def as_record(self, data: bytes) -> Record:
        """A record from its JSON.

        Raises:
            SetupError: L05 it is damaged or of another version.
        """
        try:
            return codec.loads_record(data)
        except (ValueError, KeyError, TypeError) as error:
            raise SetupError("L05", path=self.path, what=f"a record cannot be read: {error}") from error

    def packed(self, article: str) -> bytes:
        """The JSON of an article's record.

        Raises:
            SetupError: L08 there is no such article, L05 its record is damaged.
        """
        return self._kept(article)[0]

    def _kept(self, article: str) -> tuple[bytes, bool]:
        """The JSON of a record as it was read, and whether people ever corrected something in it."""
        rows = self.rows(
            "SELECT data, EXISTS (SELECT 1 FROM corrections AS c WHERE c.article = r.article) "
            "FROM records AS r WHERE article = ?",
            (article,),
        )
        if not rows:
            raise SetupError("L08", id=article, path=self.path)
        return self.unpack(rows[0][0]), bool(rows[0][1])

    def as_corrected(self, record: Record) -> Record:
        """A record as it was read, as people corrected it."""
        return corrected(record, self._corrections(record.article.id))

    def _corrections(self, article: str) -> list[Correction]:
        """What people corrected in an article and did not undo, in the order of judging."""
        query = f"{ROWS} WHERE c.article = ? AND u.correction IS NULL ORDER BY c.seq"
        return [correction(row) for row in self.rows(query, (article,))]

    def unpack(self, data: bytes) -> bytes:
        """What was kept compressed.

        Raises:
            SetupError: L05 it is damaged.
        """
        try:
            return zlib.decompress(data)
        except zlib.error as error:
            raise SetupError("L05", path=self.path, what=str(error)) from error

    def data(self, article: str) -> dict[str, Any]:
        """The record of an article as JSON has it, its anchors not checked anew: quicker where little of it is shown.

        Raises:
            SetupError: L08 there is no such article, L05 its record is damaged.
        """
        data: dict[str, Any] = json.loads(self.packed(article))
        return data

    def raw(self, article: str) -> bytes:
        """The bytes an article was read from.

        Raises:
            SetupError: L08 there is no such article, L05 its bytes are damaged or were lost.
        """
        rows = self.rows(
            "SELECT raw.data FROM raw JOIN articles ON articles.raw = raw.digest WHERE articles.id = ?", (article,)
        )
        if not rows:
            raise SetupError("L08", id=article, path=self.path)
        if not rows[0][0]:  # as recovering leaves it
            raise SetupError("L05", path=self.path, what=f"the bytes that {article} came as were lost earlier")
        return self.unpack(rows[0][0])

    def digest(self, article: str) -> str:
        """The sha256 of the bytes an article was read from, in hexadecimal digits.

        Raises:
            SetupError: L08 there is no such article.
        """
        rows = self.rows("SELECT raw FROM articles WHERE id = ?", (article,))
        if not rows:
            raise SetupError("L08", id=article, path=self.path)
        return str(rows[0][0])

    def lines(self) -> Iterator[str]:
        """The JSON of every record, in the order the articles were added, one at a time; as people corrected them."""
        for article in self.articles():
            data, touched = self._kept(article.id)
            people = self._corrections(article.id) if touched else []
            yield codec.dumps(corrected(self.as_record(data), people)) if people else data.decode("utf-8")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; what the ledger's searches are made of.

        Raises:
            SetupError: L05 or L07.
            sqlite3.OperationalError: the query cannot be understood.
        """
        with faults(self.path):
            return self.connection.execute(query, values).fetchall()


def packed(data: bytes) -> bytes:
    """Bytes as the ledger keeps them."""
    return zlib.compress(data, 6)


def now() -> str:
    """This moment as the ledger writes it: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
