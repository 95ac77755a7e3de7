"""Adding many articles: what is there already is passed over, what fails is recorded, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.articles.arrivals import Arrival
from onrecord.errors import AnchorError, ArticleError
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.ledger import Index, Ledger
from onrecord.ledger.stories import retire
from onrecord.record import Article, Record


class Outcome(StrEnum):
    """What became of an arrival."""

    ADDED = "added"
    PRESENT = "present"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One arrival dealt with; `article` is the id it has in the ledger, `error` why it is not there."""

    name: str
    outcome: Outcome
    article: str | None = None
    error: ArticleError | None = None


def add(
    ledger: Ledger, arrivals: Iterable[Arrival], read: Callable[[Article], Record], index: Index | None = None
) -> Iterator[Step]:
    """Add what arrives, yielding after each, committed by then.

    Run again after a stop, of whatever kind, it takes up where it was.

    Args:
        ledger: open for writing.
        arrivals: what to add.
        read: makes the record of an article.
        index: takes in each article as it is added; see `catch_up` for those added without it.

    Raises:
        SetupError: the ledger cannot be written; what was added before is kept.
    """
    if index is not None:
        _begin(ledger, index)
    for arrival in arrivals:
        article, error = arrival.article, arrival.error
        if article is not None and article.id in ledger:
            ledger.forgive(arrival.name)
            yield Step(arrival.name, Outcome.PRESENT, article.id)
            continue
        if article is not None:
            try:
                new = ledger.add(read(article), arrival, index)
                yield Step(arrival.name, Outcome.ADDED if new else Outcome.PRESENT, article.id)
                continue
            except AnchorError as bug:
                error = ArticleError("X01", name=arrival.name, what=str(bug))
        if error is not None:
            ledger.fail(arrival.name, error)
            yield Step(arrival.name, Outcome.FAILED, error=error)


def behind(ledger: Ledger, index: Index) -> list[str]:
    """The ids of articles that the index has not taken in: they were added without it, or by an older way.

    Raises:
        SetupError: L05 or L07.
    """
    if not _is_of(ledger, index):
        return [article for (article,) in ledger.rows("SELECT id FROM articles ORDER BY seq")]
    if len(ledger) == ledger.rows("SELECT count(*) FROM sketches")[0][0]:
        return []
    missing = "SELECT id FROM articles WHERE seq NOT IN (SELECT article FROM sketches) ORDER BY seq"
    return [article for (article,) in ledger.rows(missing)]


def catch_up(ledger: Ledger, index: Index) -> Iterator[str]:
    """Take in what the index has not, yielding each article's id, committed by then.

    Run again after a stop, of whatever kind, it takes up where it was.

    Args:
        ledger: open for writing.
        index: what takes them in; what an older way has made is thrown away first.

    Raises:
        SetupError: L04, L05 or L07.
    """
    _begin(ledger, index)
    for article in behind(ledger, index):
        record = ledger.record(article)
        with faults(ledger.path), transaction(ledger.connection):
            ((seq, taken),) = ledger.rows(
                "SELECT seq, EXISTS (SELECT 1 FROM sketches WHERE article = seq) FROM articles WHERE id = ?", (article,)
            )
            if not taken:
                index.take(ledger, seq, record)
        yield article


def _is_of(ledger: Ledger, index: Index) -> bool:
    return ledger.rows("SELECT version FROM index_version") == [(index.version,)]


def _begin(ledger: Ledger, index: Index) -> None:
    """Throw away what an older way has made; a ledger in which nothing is to be changed is not written."""
    if not _is_of(ledger, index):
        with faults(ledger.path), transaction(ledger.connection):
            if not _is_of(ledger, index):
                _empty(ledger)
                ledger.connection.execute("INSERT INTO index_version VALUES (?)", (index.version,))


def _empty(ledger: Ledger) -> None:
    retire(ledger, [story for (story,) in ledger.rows("SELECT seq FROM stories")])
    for table in ("index_version", "sketches", "profiles", "story_keys", "story_links", "story_articles", "stories"):
        ledger.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    ledger.connection.execute("INSERT INTO sketch_words (sketch_words) VALUES ('delete-all')")
