"""One round over the feeds that a ledger follows: what is new in them is fetched, read and added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from onrecord.articles.arrivals import Arrival, fetched
from onrecord.articles.feeds import Entry, feed
from onrecord.articles.fetching import FEEDS, Fetcher
from onrecord.errors import ArticleError, FetchError
from onrecord.ledger import feeds
from onrecord.ledger.adding import Outcome, Step, add
from onrecord.ledger.feeds import Waiting, Watched
from onrecord.ledger.ledger import Index, Ledger
from onrecord.record import Article, Record

FIRST_PAUSE = 15 * 60.0
"""Seconds before what failed is tried again; doubled with each failure in a row."""
MOST_TRIES = 10
"""Of one entry, after which it is given up."""


def once(
    ledger: Ledger,
    read: Callable[[Article], Record],
    index: Index | None = None,
    *,
    fetch: Fetcher | None = None,
    only: Sequence[str] | None = None,
    clock: Callable[[], datetime] = feeds.now,
) -> Iterator[Step]:
    """Ask every feed that is due, then fetch what is new and add it, yielding after each, committed by then.

    A feed that answers yields nothing of itself; one that does not is a failure under its address, and so is what a
    feed holds that cannot be used, each time the feed has changed.

    Args:
        ledger: open for writing.
        read: makes the record of an article.
        index: takes in each article as it is added.
        fetch: fetches; one that takes no private network when not given.
        only: the addresses of the feeds to look at; all that are followed when not given.
        clock: tells the time, in UTC.

    Raises:
        SetupError: the ledger cannot be written; what was added before is kept.
    """
    fetch = fetch or Fetcher()
    followed = [each for each in feeds.feeds(ledger) if only is None or each.address in only]
    for each in followed:
        if each.is_due(clock()):
            yield from _asked(ledger, each, fetch, clock)
    taken = feeds.waiting(ledger, clock(), [each.address for each in followed])
    for waiting in taken:
        if (article := feeds.known(ledger, waiting.entry.address)) is not None:
            feeds.settled(ledger, waiting.entry.address, article)
            ledger.forgive(waiting.entry.address)
            continue
        for step in add(ledger, _arrival(waiting.entry, fetch), read, index):
            _kept(ledger, waiting, step, clock())
            yield step


def _asked(ledger: Ledger, watched: Watched, fetch: Fetcher, clock: Callable[[], datetime]) -> Iterator[Step]:
    """Ask a feed what it holds, and keep it."""
    address = watched.address
    try:
        answer = fetch(address, kinds=FEEDS, etag=watched.etag, modified=watched.modified)
        found = None
        if not answer.unchanged:
            found = feed(answer.raw, answer.address, charset=answer.charset, allow_private=fetch.allow_private)
    except ArticleError as error:
        refused: tuple[ArticleError, ...] = (error,)
        due = feeds.later(clock(), _pause(watched.failures, error))
        followed = feeds.unanswered(ledger, address, error, clock(), due)
    else:
        refused = found.refused if found is not None else ()
        followed = feeds.answered(ledger, address, answer, found, clock())
    if followed and refused:
        ledger.fail(address, refused[0])
        yield from (Step(address, Outcome.FAILED, error=error) for error in refused)


def _arrival(entry: Entry, fetch: Fetcher) -> Iterable[Arrival]:
    """An entry's article; what its page does not say of itself, its feed may."""
    arrival = fetched(entry.address, fetch)
    article = arrival.article
    if article is not None:
        told = replace(
            article,
            title=article.title or entry.title,
            published=article.published or entry.published,
            outlet=article.outlet or entry.outlet,
        )
        arrival = replace(arrival, article=told)
    yield arrival


def _kept(ledger: Ledger, waiting: Waiting, step: Step, moment: datetime) -> None:
    """Keep what became of an entry."""
    if step.error is None and step.article is not None:
        feeds.settled(ledger, waiting.entry.address, step.article)
        return
    again = _passing(step.error) and waiting.failures + 1 < MOST_TRIES
    pause = _pause(waiting.failures, step.error)
    feeds.failed(ledger, waiting.entry.address, feeds.later(moment, pause) if again else None)


def _passing(error: ArticleError | None) -> bool:
    """Whether what failed may well be otherwise later: a page that was cut short, but not one in another language."""
    return error is not None and (error.code == "A10" or (isinstance(error, FetchError) and error.passing))


def _pause(failures: int, error: ArticleError | None) -> float:
    """Seconds until another try, by how often it failed before; never less than its host asks for."""
    pause = min(FIRST_PAUSE * 2.0 ** min(failures, 20), feeds.LONGEST_PAUSE)
    asked = error.wait if isinstance(error, FetchError) else None
    return max(pause, asked or 0)
