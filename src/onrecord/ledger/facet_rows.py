"""What is kept of an article so that it is found by who speaks, what happens, where, and who is called what."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.folding import fold
from onrecord.ledger.query import period
from onrecord.record import Entity, Event, Record, Statement

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

PLACES: Final = ("place", "country", "facility")
"""Types of entity that are places."""
_DATE_LENGTHS: Final = (10, 7, 4)

Names = tuple[str, ...]
"""All names of one thing in one article, the listed one first; empty for nobody."""


def keep(connection: sqlite3.Connection, seq: int, record: Record) -> None:
    """Keep an article's facets, in place of those that it had; inside a transaction, after its statements.

    Args:
        connection: to a ledger.
        seq: the article's number.
        record: its record.
    """
    made = _Kept(connection)
    entities = {entity.id: entity for entity in record.entities}
    rows = _rows(connection, record)
    said = [(rows.get(each.id, 0), *made.statement(each, entities)) for each in record.statements]
    happened = [made.event(each, entities) for each in record.events]
    places = {made.names("place", names) for names in _places(record, entities)}
    labels = {made.names("label", (label.words,)) for label in record.labels}
    outlet = made.names("outlet", _of(record.article.outlet))
    first, last = days(record.article.published) or (None, None)
    connection.execute(
        "INSERT OR REPLACE INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            seq,
            first,
            last,
            *outlet,
            len(said),
            len(happened),
            _packed(said),
            _packed(happened),
            _packed(sorted(places)),
            _packed(sorted(labels)),
        ),
    )


def behind(ledger: Ledger) -> int:
    """How many articles have no facets: they were added by an older version, or read anew without.

    Raises:
        SetupError: L05 or L07.
    """
    count: int = ledger.rows("SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM facets)")[0][0]
    return count


def catch_up(ledger: Ledger) -> Iterator[str]:
    """Make the facets of the articles that have none, yielding each article's id, committed by then.

    Run again after a stop, of whatever kind, it takes up where it was.

    Args:
        ledger: open for writing.

    Raises:
        SetupError: L04, L05 or L07.
    """
    if not behind(ledger):
        return
    missing = "SELECT seq, id FROM articles WHERE seq NOT IN (SELECT article FROM facets) ORDER BY seq"
    for seq, article in ledger.rows(missing):
        record = ledger.record(article)
        with faults(ledger.path), transaction(ledger.connection):
            if not ledger.rows("SELECT 1 FROM facets WHERE article = ?", (seq,)):
                keep(ledger.connection, seq, record)
        yield article


def days(published: str | None) -> tuple[int, int] | None:
    """The first and last day that a date of publication can mean, as ordinals; a day is that of its own time zone."""
    found = (period(published[:length]) for length in _DATE_LENGTHS) if published else ()
    return next((each for each in found if each is not None), None)


class _Kept:
    """The numbers of names, made where there are none yet."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._known: dict[tuple[str, Names], tuple[int, int]] = {}

    def value(self, facet: str, name: str | None) -> int:
        """The number of a name among a facet's values; 0 for none."""
        return self.names(facet, _of(name))[0]

    def names(self, facet: str, names: Names) -> tuple[int, int]:
        """The number of a thing's listed name, and that of all its names; zeros where there is none."""
        known = self._known.get((facet, names))
        if known is None:
            known = self._known[facet, names] = self._made(facet, names)
        return known

    def _made(self, facet: str, names: Names) -> tuple[int, int]:
        folded = tuple(dict.fromkeys(filter(None, map(fold, names))))
        if not folded:
            return 0, 0
        listed = next(name for name in names if fold(name))
        for sql, row in (
            ("INSERT OR IGNORE INTO facet_values (facet, key, name) VALUES (?, ?, ?)", (facet, folded[0], listed)),
            ("INSERT OR IGNORE INTO facet_names (facet, names) VALUES (?, ?)", (facet, "\n".join(folded))),
        ):
            self._run(sql, row)
        value = self._run("SELECT seq FROM facet_values WHERE facet = ? AND key = ?", (facet, folded[0])).fetchone()[0]
        every = self._run(
            "SELECT seq FROM facet_names WHERE facet = ? AND names = ?", (facet, "\n".join(folded))
        ).fetchone()[0]
        return value, every

    def statement(self, statement: Statement, entities: dict[str, Entity]) -> tuple[int, int, int, int]:
        """Of a statement: its speaker's value and names, act, mode."""
        speaker = statement.voice[-1]
        names = _names(entities.get(speaker.entity or ""), speaker.name)
        act, mode = self.value("act", statement.act), self.value("mode", statement.mode.value)
        return *self.names("speaker", names), act, mode

    def event(self, event: Event, entities: dict[str, Entity]) -> tuple[int, int, int, int]:
        """Of an event: its type, status, place's value and names."""
        names = _names(entities.get(event.place.entity or ""), event.place.words) if event.place else ()
        return self.value("event", event.type), self.value("status", event.status), *self.names("place", names)


def _rows(connection: sqlite3.Connection, record: Record) -> dict[str, int]:
    """The row of each of an article's statements, by its id."""
    found = connection.execute("SELECT id, seq FROM statements WHERE article = ? ORDER BY seq", (record.article.id,))
    return dict(found.fetchall())


def _places(record: Record, entities: dict[str, Entity]) -> Iterator[Names]:
    """The places that an article names, and those of its events."""
    for entity in record.entities:
        if entity.type in PLACES and entity.named:
            yield _names(entity, None)
    for event in record.events:
        if event.place is not None:
            yield _names(entities.get(event.place.entity or ""), event.place.words)


def _names(entity: Entity | None, words: str | None) -> Names:
    """All names of somebody: an entity's, the fullest first, or the words for who is no entity."""
    if entity is None:
        return _of(words)
    return tuple(dict.fromkeys((entity.name, *entity.names)))


def _of(name: str | None) -> Names:
    return (name,) if name else ()


def _packed(rows: Iterable[tuple[int, ...]]) -> bytes:
    """Rows of numbers as bytes."""
    numbers = [number for row in rows for number in row]
    return struct.pack(f"<{len(numbers)}i", *numbers)
