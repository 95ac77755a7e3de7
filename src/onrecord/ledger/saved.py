"""Searches that people keep under a name. Nothing is overwritten: one that no longer stands says who took it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.anchors import content_id
from onrecord.errors import SetupError
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.query import Query, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A search that somebody saved.

    Attributes:
        id: a content id.
        name: what it is called; of those that stand, each has another.
        query: the search, as `str(Query)` writes it.
        who: who saved it.
        saved: when, UTC, ISO 8601.
        deleted: when it was taken back, UTC, ISO 8601; None while it stands.
        deleted_by: who took it back.
    """

    id: str
    name: str
    query: str
    who: str
    saved: str
    deleted: str | None = None
    deleted_by: str | None = None


_ROWS = "SELECT id, name, query, who, saved, deleted, deleted_by FROM searches"


def save(ledger: Ledger, name: str, query: Query | str, *, who: str) -> Saved:
    """Keep a search under a name; one that stands under it is taken back, in the same transaction.

    Args:
        ledger: open for writing.
        name: what to call it.
        query: the search.
        who: who saves it.

    Raises:
        SetupError: L06, L40, L41 the search cannot be understood; L41 the name is empty; L04, L05 or L07.
    """
    called = " ".join(name.split())
    if not called:
        raise SetupError("L41", operator="the name of a saved search", value=name, allowed="some words")
    written = str(parse(query) if isinstance(query, str) else query)
    now = _now()
    made = content_id("q", called, written, who, now)
    with faults(ledger.path), transaction(ledger.connection):
        _take_back(ledger, called, who, now)
        ledger.connection.execute(
            "INSERT INTO searches (id, name, query, who, saved) VALUES (?, ?, ?, ?, ?)",
            (made, called, written, who, now),
        )
    return Saved(id=made, name=called, query=written, who=who, saved=now)


def saved(ledger: Ledger, *, deleted: bool = False) -> list[Saved]:
    """The searches that stand, by name; with `deleted` also those that were taken back, in the order of saving."""
    rows = ledger.rows(f"{_ROWS} ORDER BY seq" if deleted else f"{_ROWS} WHERE deleted IS NULL ORDER BY name")
    return [_saved(*row) for row in rows]


def named(ledger: Ledger, name: str) -> Saved:
    """The search that stands under a name or has an id.

    Raises:
        SetupError: L42 there is none.
    """
    rows = ledger.rows(f"{_ROWS} WHERE deleted IS NULL AND ? IN (name, id)", (" ".join(name.split()),))
    if not rows:
        raise SetupError("L42", name=name, path=ledger.path)
    return _saved(*rows[0])


def forget(ledger: Ledger, name: str, *, who: str) -> Saved:
    """Take back the search under a name or with an id; it is kept, with who took it back and when.

    Raises:
        SetupError: L42 none stands under it; L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        found = named(ledger, name)
        _take_back(ledger, found.name, who, _now())
    return _saved(*ledger.rows(f"{_ROWS} WHERE id = ?", (found.id,))[0])


def _take_back(ledger: Ledger, name: str, who: str, now: str) -> None:
    ledger.connection.execute(
        "UPDATE searches SET deleted = ?, deleted_by = ? WHERE name = ? AND deleted IS NULL", (now, who, name)
    )


def _saved(*row: str) -> Saved:
    made, name, query, who, when, deleted, deleted_by = row
    return Saved(id=made, name=name, query=query, who=who, saved=when, deleted=deleted, deleted_by=deleted_by)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
