"""What came into a ledger, the latest first, page by page: articles, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.ledger.ledger import Failure, Ledger

_LAST: Final = 1 << 62
"""Above the number of any article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An article as it stands in a list.

    Attributes:
        seq: its number, in the order of adding.
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

    seq: int
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


def articles(ledger: Ledger, *, limit: int = 50, before: int | None = None, after: int | None = None) -> list[Received]:
    """Articles, the latest added first; `len(ledger)` is how many there are.

    Args:
        ledger: where they are.
        limit: at most so many.
        before: the latest of those with a lower number.
        after: the earliest of those with a higher number, when `before` is not given.

    Raises:
        SetupError: L05 or L07.
    """
    upwards = before is None and after is not None
    bound = "a.seq > ? ORDER BY a.seq" if upwards else "a.seq < ? ORDER BY a.seq DESC"
    rows = ledger.rows(
        "SELECT a.seq, a.id, a.name, a.url, a.outlet, a.title, a.published, a.added, f.statements, f.events "  # noqa: S608 - our own words
        f"FROM articles AS a LEFT JOIN facets AS f ON f.article = a.seq WHERE {bound} LIMIT ?",
        (after if upwards else _LAST if before is None else before, limit),
    )
    names = ("seq", "id", "name", "url", "outlet", "title", "published", "added", "statements", "events")
    found = [Received(**dict(zip(names, row, strict=True))) for row in rows]
    return found[::-1] if upwards else found


def stories_of(ledger: Ledger, articles: Sequence[int]) -> dict[int, tuple[str, str | None, int]]:
    """The story that each of some articles is mainly of: its id, its title, how many reports it has.

    Args:
        ledger: where they are.
        articles: their numbers.

    Raises:
        SetupError: L05 or L07.
    """
    found: dict[int, tuple[str, str | None, int]] = {}
    for article in articles:
        rows = ledger.rows(
            "SELECT stories.id, title, reports FROM story_articles JOIN stories ON stories.seq = story "
            "WHERE article = ? AND main = 1 ORDER BY stories.id LIMIT 1",
            (article,),
        )
        found |= dict(zip([article], rows, strict=False))
    return found


def failures(ledger: Ledger, *, limit: int = 50, offset: int = 0) -> list[Failed]:
    """What could not be read, the latest first, then by name; see `articles`."""
    rows = ledger.rows(
        "SELECT name, code, what, remedy, failed FROM failures ORDER BY failed DESC, name LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return [Failed(failure=Failure(*row[:4]), failed=row[4]) for row in rows]
