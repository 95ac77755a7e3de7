"""What came into a ledger, the latest first, page by page: articles, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.ledger.ledger import Failure, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An article as it stands in a list.

    Attributes:
        id: its id.
        name: the path or address it came from.
        url: where it was published.
        outlet: who published it.
        title: its headline.
        published: when, as precise as stated.
        added: when it was added, UTC, ISO 8601.
        statements: how many were read from it; None until its facets are made.
        events: how many; None likewise.
    """

    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    added: str
    statements: int | None
    events: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An article that could not be read, why, and when it was last tried: UTC, ISO 8601."""

    failure: Failure
    failed: str


def articles(ledger: Ledger, *, limit: int = 50, offset: int = 0) -> list[Received]:
    """Articles, the latest added first; `len(ledger)` is how many there are.

    Args:
        ledger: where they are.
        limit: at most so many.
        offset: after so many later ones.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows(
        "SELECT a.id, a.name, a.url, a.outlet, a.title, a.published, a.added, f.statements, f.events "
        "FROM articles AS a LEFT JOIN facets AS f ON f.article = a.seq ORDER BY a.seq DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )
    names = ("id", "name", "url", "outlet", "title", "published", "added", "statements", "events")
    return [Received(**dict(zip(names, row, strict=True))) for row in rows]


def failures(ledger: Ledger, *, limit: int = 50, offset: int = 0) -> list[Failed]:
    """What could not be read, the latest first, then by name; see `articles`."""
    rows = ledger.rows(
        "SELECT name, code, what, remedy, failed FROM failures ORDER BY failed DESC, name LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return [Failed(failure=Failure(*row[:4]), failed=row[4]) for row in rows]
