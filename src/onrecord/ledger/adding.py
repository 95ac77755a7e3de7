"""Adding many articles: what is there already is passed over, what fails is recorded, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.articles.arrivals import Arrival
from onrecord.errors import AnchorError, ArticleError
from onrecord.ledger.ledger import Ledger
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


def add(ledger: Ledger, arrivals: Iterable[Arrival], read: Callable[[Article], Record]) -> Iterator[Step]:
    """Add what arrives, yielding after each, committed by then.

    Run again after a stop, of whatever kind, it takes up where it was.

    Args:
        ledger: open for writing.
        arrivals: what to add.
        read: makes the record of an article.

    Raises:
        SetupError: the ledger cannot be written; what was added before is kept.
    """
    for arrival in arrivals:
        article, error = arrival.article, arrival.error
        if article is not None and article.id in ledger:
            ledger.forgive(arrival.name)
            yield Step(arrival.name, Outcome.PRESENT, article.id)
            continue
        if article is not None:
            try:
                new = ledger.add(read(article), arrival)
                yield Step(arrival.name, Outcome.ADDED if new else Outcome.PRESENT, article.id)
                continue
            except AnchorError as bug:
                error = ArticleError("X01", name=arrival.name, what=str(bug))
        if error is not None:
            ledger.fail(arrival.name, error)
            yield Step(arrival.name, Outcome.FAILED, error=error)
