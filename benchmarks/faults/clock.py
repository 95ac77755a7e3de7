"""A clock that is put forward or back by hours, between two runs and during one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final, Self
from unittest.mock import patch

from benchmarks.faults.holding import differences, held, unsound
from benchmarks.faults.material import arrivals, ledger_of, reader, records
from onrecord.articles.feeds import Entry, Feed
from onrecord.articles.fetching import Fetched
from onrecord.comparing.indexing import Indexing
from onrecord.errors import FetchError
from onrecord.ledger import Ledger, corrections, feeds, jobs, judgements
from onrecord.ledger.adding import add
from onrecord.ledger.correcting import last
from onrecord.ledger.corrections import Change
from onrecord.ledger.jobs import Kind, Wanted
from onrecord.ledger.judgements import Judged, Word

HOURS: Final = (-30 * 24, -5, 5, 30 * 24)
"""By how much the clock is wrong, then right again."""
_FEED: Final = "https://lantern.example/feed.xml"


@contextmanager
def off_by(hours: float) -> Iterator[None]:
    """Let the ledger's modules see a clock that is wrong by so many hours."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromisoformat((datetime.now(tz) + timedelta(hours=hours)).isoformat())

    changed: list[Any] = [
        module
        for name, module in sys.modules.items()
        if name.startswith("onrecord.ledger.") and getattr(module, "datetime", None) is datetime
    ]
    patches = [patch.object(module, "datetime", Wrong) for module in changed]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def clock(articles: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Work with a clock that is wrong, then with one that is right; what was done, and what was wrong.

    Args:
        articles: how many are added.
        folder: an empty one.
    """
    ledger_of(folder / "calm.db", articles)
    wanted = held(folder / "calm.db")
    for hours in HOURS:
        path = folder / f"{hours}.db"
        found = records(articles)
        with Ledger(path, create=True) as ledger:
            for number, arrival in enumerate(arrivals(found)):  # the clock jumps during the run
                with off_by(hours * (number % 2)):
                    list(add(ledger, [arrival], reader(found), Indexing()))
            wrong = [f"other {part}" for part in differences(wanted, held(path))]
            wrong += list(unsound(path, [one.article.id for one in found]))
            wrong += [*_jobs(ledger, hours), *_feeds(ledger, hours), *_judgements(ledger, hours)]
            wrong += list(_corrections(ledger, hours))
        yield f"{hours:+} hours, then right again", wrong


def _jobs(ledger: Ledger, hours: float) -> Iterator[str]:
    """A job whose worker died under a wrong clock, and one whose worker lives while the clock is put right."""
    raw = records(1)[0].article.text.encode()
    for name in ("left", "held"):
        jobs.ask(ledger, [Wanted(kind=Kind.UPLOAD, name=name, form=".txt", size=len(raw), data=jobs.packed(raw))])
    with off_by(hours):
        first, second = jobs.claim(ledger, "dead"), jobs.claim(ledger, "alive")
    jobs.renew(ledger, "alive")
    taken = jobs.claim(ledger, "next")
    if first is None or second is None or taken is None or taken.seq != first.seq:
        yield "a job whose worker died waits for a time that is far off"
    elif jobs.claim(ledger, "another") is not None:
        yield "a job whose worker is at it was given to another"
    for worker, job in (("next", first), ("alive", second)):
        if job is not None:
            jobs.end(ledger, job.seq, worker)


def _feeds(ledger: Ledger, hours: float) -> Iterator[str]:
    """A feed that failed, and an entry that was told of, under a wrong clock."""
    feeds.watch(ledger, _FEED)
    with off_by(hours):
        entries = tuple(Entry(address=f"https://lantern.example/{number}") for number in range(2))
        told = Feed(title=None, entries=entries)
        feeds.answered(ledger, _FEED, Fetched(asked=_FEED, address=_FEED, raw=b""), told, feeds.now())
        error = FetchError("W03", name=_FEED, what="no answer")
        due = feeds.later(feeds.now(), feeds.LONGEST_PAUSE)
        feeds.unanswered(ledger, _FEED, error, feeds.now(), due)
        feeds.failed(ledger, entries[1].address, due)
    soon = feeds.later(feeds.now(), feeds.LONGEST_PAUSE)
    (watched,) = feeds.feeds(ledger)
    if not watched.is_due(feeds.now() if hours > 0 else soon):
        yield "a feed that failed is not asked for longer than a pause"
    waiting = {each.entry.address for each in feeds.waiting(ledger, feeds.now(), [_FEED])}
    if entries[0].address not in waiting:
        yield "an entry that nobody has tried is not fetched"
    late = feeds.later(feeds.now(), feeds.LONGEST_PAUSE + max(0.0, min(hours, 24.0)) * 3600)
    if entries[1].address not in {each.entry.address for each in feeds.waiting(ledger, late, [_FEED])}:
        yield "an entry that failed is not tried again"
    feeds.unwatch(ledger, _FEED)


def _judgements(ledger: Ledger, hours: float) -> Iterator[str]:
    """A second word on a pair, said after the clock was put right."""
    one, other = (each.id for each in ledger.articles()[:2])
    pair, index = (Judged(article=one), Judged(article=other)), Indexing()
    with off_by(hours):
        judgements.judge(ledger, "article", pair, Word(same=True, who="First Reader"), index)
    judgements.judge(ledger, "article", pair, Word(same=False, who="First Reader"), index)
    for found in (judgements.standing(ledger), judgements.concerning(ledger, one), judgements.beside(ledger, one)):
        if [each.same for each in found] != [False]:
            yield "the last word on a pair does not count"


def _corrections(ledger: Ledger, hours: float) -> Iterator[str]:
    """A second correction of a statement, made after the clock was put right."""
    article = next(one.id for one in ledger.articles() if ledger.record(one.id).statements)
    item = Judged(article=article, item=ledger.record(article).statements[0].id)
    with off_by(hours):
        corrections.correct(ledger, item, Change(kind="speaker", speaker="name", name="Ada Ferro"), who="First Reader")
    corrections.correct(ledger, item, Change(kind="speaker", speaker="name", name="Bela Corin"), who="First Reader")
    if [each.name for each in last(corrections.corrections(ledger, article))] != ["Bela Corin"]:
        yield "the last correction of a statement does not count"
    if ledger.record(article).statements[0].voice[-1].name != "Bela Corin":
        yield "a record has the first correction of a statement"
