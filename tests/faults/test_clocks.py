"""A clock that is wrong, and is put right."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.faults import clock, material
from onrecord.articles.fetching import Fetched
from onrecord.cli.judgements import _all
from onrecord.comparing.indexing import Indexing
from onrecord.errors import OnRecordError
from onrecord.ledger import Ledger, feeds, jobs, judgements
from onrecord.ledger.jobs import Kind, Wanted
from onrecord.ledger.judgements import Judged, Word
from onrecord.web import worker

MOMENT = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    material.ledger_of(tmp_path / "ledger.db", 3)
    return Ledger(tmp_path / "ledger.db")


def test_a_clock_that_jumps_changes_nothing_that_is_kept(tmp_path: Path) -> None:
    found = dict(clock.clock(3, tmp_path))
    assert len(found) == len(clock.HOURS) and {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_claim_that_a_clock_far_ahead_made_does_not_hold_for_ever(ledger: Ledger) -> None:
    jobs.ask(ledger, [Wanted(kind=Kind.TEXT, name="a text", size=1, data=jobs.packed(b"a"))])
    ahead = MOMENT + timedelta(days=365)
    assert jobs.claim(ledger, "dead", clock=lambda: ahead) is not None
    assert jobs.claim(ledger, "next", clock=lambda: ahead) is None, "it holds where the clock is as it was"
    taken = jobs.claim(ledger, "next", clock=lambda: MOMENT)
    assert taken is not None and taken.name == "a text"
    assert jobs.claim(ledger, "third", clock=lambda: MOMENT + timedelta(seconds=5)) is None


def test_a_feed_that_was_asked_in_the_future_is_asked_now(ledger: Ledger) -> None:
    feeds.watch(ledger, "https://lantern.example/feed.xml")
    ahead = MOMENT + timedelta(days=365)
    error = OnRecordError("W03", name="the feed", what="no answer")
    feeds.unanswered(ledger, "https://lantern.example/feed.xml", error, ahead, ahead + timedelta(hours=1))
    (watched,) = feeds.feeds(ledger)
    assert watched.is_due(MOMENT)
    assert not watched.is_due(ahead) and watched.is_due(ahead + timedelta(hours=1))


def test_the_last_word_counts_and_is_listed_last_whatever_the_clock_said(ledger: Ledger) -> None:
    one, other = (each.id for each in ledger.articles()[:2])
    pair, index = (Judged(article=one), Judged(article=other)), Indexing()
    with clock.off_by(48):
        first = judgements.judge(ledger, "article", pair, Word(same=True, who="Ada"), index)
    second = judgements.judge(ledger, "article", pair, Word(same=False, who="Ada"), index)
    assert second.judged < first.judged
    assert [each.id for each in _all(ledger)] == [first.id, second.id]
    assert [each.id for each in judgements.standing(ledger, [one, other])] == [second.id]


def test_the_desk_looks_at_a_feed_that_was_asked_in_the_future(ledger: Ledger) -> None:
    address = "https://lantern.example/feed.xml"
    feeds.watch(ledger, address)
    answer = Fetched(asked=address, address=address, raw=b"")
    feeds.answered(ledger, address, answer, None, feeds.now())
    worker._ask_feeds(ledger)
    assert not jobs.standing(ledger).busy, "it was asked just now"
    feeds.answered(ledger, address, answer, None, feeds.later(feeds.now(), 3600))
    worker._ask_feeds(ledger)
    assert jobs.standing(ledger).busy
