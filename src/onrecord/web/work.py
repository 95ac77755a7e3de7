"""One job read: what it holds is taken apart, read and added, and what became of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from onrecord.articles.arrivals import Arrival, fetched, given
from onrecord.articles.fetching import Fetcher
from onrecord.errors import AnchorError, ArticleError, OnRecordError, SetupError
from onrecord.ledger import Ledger, jobs, watching
from onrecord.ledger.adding import Outcome, Step, add
from onrecord.ledger.jobs import Job, Kind, Wanted
from onrecord.ledger.ledger import Index
from onrecord.record import Article, Record

_ONE_OBJECT = ".json"
"""The form of one article of a file with many: a JSON object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What reading needs.

    Attributes:
        read: makes the record of an article.
        index: takes in each article as it is added.
        fetch: fetches addresses.
    """

    read: Callable[[Article], Record]
    index: Index
    fetch: Fetcher


def work(
    ledger: Ledger,
    worker: str,
    means: Means,
    began: Callable[[Job], None] = lambda _: None,
    *,
    feeds: bool = True,
) -> tuple[Job, OnRecordError | None] | None:
    """Claim the next job and read it.

    Args:
        ledger: open for writing.
        worker: who reads.
        means: what it reads with.
        began: is told of the job once it is claimed.
        feeds: whether it may be a feed.

    Returns:
        the job as it was claimed and why it failed, if it did; None where there is nothing to do.

    Raises:
        SetupError: nothing can be read at present; the job waits again.
    """
    job = jobs.claim(ledger, worker, feeds=feeds)
    if job is None:
        return None
    began(job)
    means = replace(means, read=_guarded(means.read))
    try:
        error = _read(ledger, worker, means, job, began)
    except SetupError:
        jobs.release(ledger, worker, orderly=True)
        raise
    except Exception as bug:  # noqa: BLE001 - whatever one job does to us, the next is read
        error = ArticleError("X01", name=job.name, what=f"{type(bug).__name__}: {bug}"[:500])
    jobs.end(ledger, job.seq, worker, error)
    return job, error


def _read(ledger: Ledger, worker: str, means: Means, job: Job, began: Callable[[Job], None]) -> OnRecordError | None:
    """Read a job; return why all of it failed, if it did."""
    if job.kind is Kind.REREAD:
        return SetupError("D04", what="articles cannot be read again from here", remedy="use `onrecord reread`")
    steps = _followed(ledger, means, job) if job.kind is Kind.FEED else _added(ledger, means, job)
    for step in steps:
        if not jobs.tell(ledger, job.seq, worker, step):
            return None
        if step.outcome is Outcome.FAILED and step.name == job.name:
            return step.error
        if job.kind is Kind.FEED:  # what a person gives does not wait until a long round is over
            while work(ledger, worker, means, began, feeds=False) is not None:
                pass
    return None


def _added(ledger: Ledger, means: Means, job: Job) -> Iterator[Step]:
    """Add what a job holds. Of a file with many articles each that fails is a job of its own, with its bytes."""
    if job.kind is Kind.ADDRESS:
        arrivals: Iterator[Arrival] = iter([fetched(job.name, means.fetch)])
    else:
        arrivals = given(jobs.raw(ledger, job.seq), job.name, job.form)
    for arrival in arrivals:
        for step in add(ledger, [arrival], means.read, means.index):
            if step.error is not None and step.name != job.name:
                part = Wanted(
                    kind=job.kind,
                    name=step.name,
                    form=_ONE_OBJECT,
                    size=len(arrival.raw),
                    data=jobs.packed(arrival.raw) if arrival.raw else None,
                    error=step.error,
                )
                jobs.ask(ledger, [part], parent=job.seq)
            yield step


def _followed(ledger: Ledger, means: Means, job: Job) -> Iterator[Step]:
    """Look at one feed, or at all that are followed; what fails is kept with the feeds."""
    only = [job.name] if job.name else None
    return watching.once(ledger, means.read, means.index, fetch=means.fetch, only=only)


def _guarded(read: Callable[[Article], Record]) -> Callable[[Article], Record]:
    """A reader whose faults are those of one article, as `add` records them."""

    def guarded(article: Article) -> Record:
        try:
            return read(article)
        except (OnRecordError, AnchorError):
            raise
        except Exception as bug:
            raise AnchorError(f"{type(bug).__name__}: {bug}"[:500]) from bug

    return guarded
