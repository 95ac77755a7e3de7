"""The feeds a ledger follows, and how far each has been followed.

What a feed tells of is written down before any of it is fetched, in one go with the mark (ETag) by which the feed will
say that nothing is new. So a process killed at any moment leaves nothing that a later round would not take up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from onrecord.articles.addresses import checked
from onrecord.articles.feeds import Entry, Feed
from onrecord.articles.fetching import Fetched
from onrecord.errors import OnRecordError, SetupError
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.ledger import Failure, Ledger

LONGEST_PAUSE: Final = 24 * 3600.0
"""Seconds that nothing is left alone longer. What is due later than that from now was put down by a clock that has been
put back since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A feed that is followed.

    Attributes:
        address: where it is.
        title: as it calls itself, once it has answered.
        added: when it was added; times here are ISO 8601, in UTC, to the second.
        tried: when it was last asked.
        due: before when it is not asked, since it failed.
        etag: of its last answer.
        modified: when it was changed last, as it said.
        failures: how many in a row.
        failure: the last of these; None once it answers again.
        entries: how many it has told of.
        articles: how many of them are in the ledger.
        waiting: how many are still to be fetched, or tried again.
    """

    address: str
    title: str | None
    added: str
    tried: str | None
    due: str | None
    etag: str | None
    modified: str | None
    failures: int
    failure: Failure | None
    entries: int
    articles: int
    waiting: int

    def is_due(self, moment: datetime) -> bool:
        """Whether it may be asked at a moment: its pause is over, or the clock went back since it was last asked."""
        now = stamp(moment)
        return self.due is None or self.due <= now or self.tried is None or self.tried > now


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry whose article is to be fetched."""

    feed: str
    entry: Entry
    failures: int


def feeds(ledger: Ledger) -> list[Watched]:
    """The feeds that are followed, in the order they were added.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows(
        "SELECT address, title, added, tried, due, etag, modified, failures, code, what, remedy, "
        "(SELECT count(*) FROM feed_entries WHERE feed = seq), "
        "(SELECT count(*) FROM feed_entries WHERE feed = seq AND article IS NOT NULL), "
        "(SELECT count(*) FROM feed_entries AS one WHERE feed = seq AND one.due IS NOT NULL) FROM feeds ORDER BY seq"
    )
    return [
        Watched(
            address=address,
            title=title,
            added=added,
            tried=tried,
            due=due,
            etag=etag,
            modified=modified,
            failures=failures,
            failure=None if code is None else Failure(address, code, what, remedy),
            entries=entries,
            articles=articles,
            waiting=waiting,
        )
        for (
            *(address, title, added, tried, due, etag, modified, failures, code, what, remedy),
            entries,
            articles,
            waiting,
        ) in rows
    ]


def watch(ledger: Ledger, address: str, *, allow_private: bool = False) -> bool:
    """Follow a feed from now on; it is not asked yet.

    Args:
        ledger: open for writing.
        address: where it is.
        allow_private: see `addresses.checked`.

    Returns:
        whether it is new.

    Raises:
        FetchError: W01, the address is none that is fetched.
        SetupError: L04, L05 or L07.
    """
    written = str(checked(address, allow_private=allow_private))
    with faults(ledger.path), transaction(ledger.connection):
        done = ledger.connection.execute(
            "INSERT OR IGNORE INTO feeds (address, added, failures) VALUES (?, ?, 0)", (written, stamp(now()))
        )
        return done.rowcount > 0


def unwatch(ledger: Ledger, address: str) -> None:
    """Follow a feed no more; the articles it brought stay.

    Raises:
        SetupError: W11, it is not followed; L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        if (seq := _seq(ledger, address)) is None:
            raise SetupError("W11", address=address, path=ledger.path)
        ledger.connection.execute("DELETE FROM failures WHERE name = ?", (address,))
        ledger.connection.execute("DELETE FROM feed_entries WHERE feed = ?", (seq,))
        ledger.connection.execute("DELETE FROM feeds WHERE seq = ?", (seq,))


def answered(ledger: Ledger, address: str, fetched: Fetched, found: Feed | None, moment: datetime) -> bool:
    """Keep what a feed answered: its mark, and the entries it had not told of before.

    Args:
        ledger: open for writing.
        address: the feed's.
        fetched: its answer.
        found: what it holds; None where nothing has changed.
        moment: when.

    Returns:
        whether it is followed still.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        if (seq := _seq(ledger, address)) is None:
            return False
        run = ledger.connection.execute
        run(
            "UPDATE feeds SET tried = ?, due = NULL, failures = 0, code = NULL, what = NULL, remedy = NULL, "
            "etag = coalesce(?, CASE WHEN ? THEN etag END), modified = coalesce(?, CASE WHEN ? THEN modified END), "
            "title = coalesce(?, title) WHERE seq = ?",
            (
                stamp(moment),
                fetched.etag,
                fetched.unchanged,
                fetched.modified,
                fetched.unchanged,
                found.title if found else None,
                seq,
            ),
        )
        run("DELETE FROM failures WHERE name = ?", (address,))
        for entry in found.entries if found else ():
            run(
                "INSERT OR IGNORE INTO feed_entries VALUES (?, ?, ?, ?, ?, ?, NULL, ?, 0)",
                (seq, entry.address, entry.title, entry.published, entry.outlet, stamp(moment), stamp(moment)),
            )
    return True


def unanswered(ledger: Ledger, address: str, error: OnRecordError, moment: datetime, due: datetime) -> bool:
    """Keep that a feed could not be read, and before when it is not asked again.

    Returns:
        whether it is followed still.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        done = ledger.connection.execute(
            "UPDATE feeds SET tried = ?, due = ?, failures = failures + 1, code = ?, what = ?, remedy = ? "
            "WHERE address = ?",
            (stamp(moment), stamp(due), error.code, error.what, error.remedy, address),
        )
        return done.rowcount > 0


def waiting(ledger: Ledger, moment: datetime, followed: Sequence[str]) -> list[Waiting]:
    """The entries to be fetched now, those told of first first, feed by feed, each address once.

    Args:
        ledger: where they are kept.
        moment: now.
        followed: the addresses of the feeds to look at.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows(
        "SELECT feeds.address, one.address, one.title, published, outlet, one.failures FROM feed_entries AS one "
        "JOIN feeds ON feed = seq WHERE one.due <= ?1 OR one.due > ?2 OR (one.due IS NOT NULL AND one.failures = 0) "
        "ORDER BY seen, seq, published, one.address",
        (stamp(moment), stamp(later(moment, LONGEST_PAUSE))),
    )
    found: dict[str, Waiting] = {}
    for feed, address, title, published, outlet, failures in rows:
        if feed in followed:
            entry = Entry(address=address, title=title, published=published, outlet=outlet)
            found.setdefault(address, Waiting(feed=feed, entry=entry, failures=failures))
    return list(found.values())


def known(ledger: Ledger, address: str) -> str | None:
    """The id of the article that came from an address, or says it was published there.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows("SELECT id FROM articles WHERE name = ? OR url = ? ORDER BY seq LIMIT 1", (address, address))
    return str(rows[0][0]) if rows else None


def settled(ledger: Ledger, address: str, article: str) -> None:
    """Keep that an entry's article is in the ledger, whichever feeds told of it.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        ledger.connection.execute(
            "UPDATE feed_entries SET article = ?, due = NULL WHERE address = ?", (article, address)
        )


def failed(ledger: Ledger, address: str, due: datetime | None) -> None:
    """Keep that an entry's article could not be had; None for `due` gives it up.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        ledger.connection.execute(
            "UPDATE feed_entries SET failures = failures + 1, due = ? WHERE address = ? AND article IS NULL",
            (stamp(due) if due else None, address),
        )


def again(ledger: Ledger, address: str) -> bool:
    """Let a feed, or an entry that could not be had, be tried in the next round, given up or not.

    Args:
        ledger: open for writing.
        address: the feed's or the entry's, as it stands among the failures.

    Returns:
        whether there is anything to try.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        run = ledger.connection.execute
        asked = run("UPDATE feeds SET due = NULL WHERE address = ?", (address,)).rowcount
        due = stamp(now())
        query = "UPDATE feed_entries SET due = ?, failures = 0 WHERE address = ? AND article IS NULL"
        return asked + run(query, (due, address)).rowcount > 0


def _seq(ledger: Ledger, address: str) -> int | None:
    rows = ledger.connection.execute("SELECT seq FROM feeds WHERE address = ?", (address,)).fetchall()
    return int(rows[0][0]) if rows else None


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as the tables hold it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def later(moment: datetime, seconds: float) -> datetime:
    """A moment some seconds on."""
    return moment + timedelta(seconds=seconds)
