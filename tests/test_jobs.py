"""What waits to be read is read once, by one worker at a time, and no stop loses it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.articles.fetching import Fetcher
from onrecord.comparing.indexing import Indexing
from onrecord.errors import SetupError
from onrecord.ledger import Ledger, jobs
from onrecord.ledger.adding import Outcome, Step
from onrecord.ledger.jobs import DONE_KEPT, LEASE_SECONDS, MOST_TRIES, Kind, State, Wanted
from onrecord.record import Article, Record
from onrecord.web.work import Means, work
from tests.test_ledger import bare

START = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
TEXT = "The harbour of Marn was closed on Monday after a crane fell across the quay, officials in the town said."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db", create=True) as made:
        yield made


def file(name: str, raw: bytes = TEXT.encode(), form: str = ".txt") -> Wanted:
    return Wanted(kind=Kind.UPLOAD, name=name, form=form, size=len(raw), data=jobs.packed(raw))


def means(read: object = bare) -> Means:
    return Means(read=read, index=Indexing(), fetch=Fetcher(allow_private=True, pause=0))  # type: ignore[arg-type]


def test_two_that_look_at_once_never_read_one_job_twice(ledger: Ledger) -> None:
    jobs.ask(ledger, [file(f"{number}.txt") for number in range(40)])
    taken: list[int] = []

    def look(worker: str) -> None:
        with Ledger(ledger.path) as mine:
            while (job := jobs.claim(mine, worker)) is not None:
                taken.append(job.seq)
                assert jobs.end(mine, job.seq, worker)

    threads = [threading.Thread(target=look, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 40 == len(set(taken))


def test_how_it_stands_is_as_of_one_moment_though_a_worker_ends_its_job_meanwhile(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("a.txt"), file("b.txt")])
    job = jobs.claim(ledger, "one")
    assert job is not None
    with Ledger(ledger.path) as other:

        def ended(statement: str) -> None:
            if "state = 'reading'" in statement:
                ledger.connection.set_trace_callback(None)
                assert jobs.end(other, job.seq, "one")

        ledger.connection.set_trace_callback(ended)
        found = jobs.standing(ledger)
    now = jobs.job(ledger, job.seq)
    assert now is not None and now.state is State.DONE, "it ended while it was asked"
    assert found.counts[State.READING] == 1 == len(found.reading)
    assert not found.done
    assert jobs.standing(ledger).counts[State.DONE] == 1


def test_a_lease_that_ran_out_lets_another_take_the_job_and_the_first_lets_it_go(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("a.txt")])
    moment = START
    first = jobs.claim(ledger, "one", clock=lambda: moment)
    assert first is not None and first.state is State.READING
    moment += timedelta(seconds=LEASE_SECONDS - 1)
    assert jobs.claim(ledger, "two", clock=lambda: moment) is None
    jobs.renew(ledger, "one", clock=lambda: moment)
    moment += timedelta(seconds=LEASE_SECONDS - 1)
    assert jobs.claim(ledger, "two", clock=lambda: moment) is None, "it was renewed"
    moment += timedelta(seconds=2)
    second = jobs.claim(ledger, "two", clock=lambda: moment)
    assert second is not None and second.seq == first.seq
    assert not jobs.tell(ledger, first.seq, "one", Step("a.txt", Outcome.ADDED))
    assert not jobs.end(ledger, first.seq, "one")
    assert jobs.end(ledger, first.seq, "two")


def test_a_job_that_ends_whoever_reads_it_is_given_up_and_the_next_is_read(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("deadly.txt"), file("next.txt")])
    for _ in range(MOST_TRIES):
        job = jobs.claim(ledger, "one")
        assert job is not None and job.name == "deadly.txt"
        assert jobs.release(ledger, "one", orderly=False) == 1
    job = jobs.claim(ledger, "one")
    assert job is not None and job.name == "next.txt"
    (given_up,) = jobs.failed(ledger)
    assert given_up.failure is not None and given_up.failure.code == "D02" and given_up.can_be_tried


def test_an_orderly_stop_is_not_held_against_a_job(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("a.txt")])
    for _ in range(MOST_TRIES + 2):
        assert jobs.claim(ledger, "one") is not None
        jobs.release(ledger, "one", orderly=True)
    assert jobs.standing(ledger).counts == {State.WAITING: 1, State.READING: 0, State.DONE: 0, State.FAILED: 0}


def test_bytes_are_kept_until_they_are_read_and_of_what_failed_until_it_is_dismissed(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("good.txt"), file("empty.txt", b"  \n "), file("nothing.txt", b"")])
    while work(ledger, "one", means()) is not None:
        pass
    (done,) = jobs.standing(ledger).done
    assert (done.name, done.kept, done.added) == ("good.txt", False, 1)
    assert done.article in ledger and jobs.raw(ledger, done.seq) == b""
    nothing, empty = jobs.failed(ledger)
    assert (empty.kept, nothing.kept) == (True, False), "what is empty cannot be tried again"
    assert jobs.raw(ledger, empty.seq) == b"  \n "
    assert jobs.retry(ledger, empty.seq) == 1 and jobs.retry(ledger, empty.seq) == 0
    assert work(ledger, "one", means()) is not None
    assert jobs.dismiss(ledger) == 2
    assert jobs.failed(ledger) == [] and ledger.failures() == []


def test_a_waiting_job_can_be_taken_back_and_one_being_read_cannot(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("a.txt"), file("b.txt")])
    first = jobs.claim(ledger, "one")
    assert first is not None
    (second,) = jobs.standing(ledger).waiting
    assert jobs.dismiss(ledger, first.seq) == 0 and jobs.dismiss(ledger, second.seq) == 1


def test_of_a_file_with_many_each_article_that_fails_can_be_tried_alone(ledger: Ledger) -> None:
    lines = b'{"text": "%s"}\n{"text": 7}\n\nnot json\n' % TEXT.encode()
    jobs.ask(ledger, [file("many.jsonl", lines, ".jsonl")])
    assert work(ledger, "one", means()) is not None
    (done,) = jobs.standing(ledger).done
    assert (done.added, done.failed) == (1, 2)
    bad = jobs.failed(ledger)
    assert [(each.name, each.parent) for each in bad] == [("many.jsonl:4", done.seq), ("many.jsonl:2", done.seq)]
    assert [jobs.raw(ledger, each.seq) for each in bad] == [b"not json", b'{"text": 7}']
    jobs.retry(ledger)
    while work(ledger, "one", means()) is not None:
        pass
    assert {each.name for each in jobs.failed(ledger)} == {"many.jsonl:2", "many.jsonl:4"}, "under the same names"


def test_a_fault_of_ours_fails_one_article_and_the_rest_goes_on(ledger: Ledger) -> None:
    def faulty(article: Article) -> Record:
        if "crane" in article.text:
            raise IndexError("list index out of range")
        return bare(article)

    other = TEXT.replace("a crane", "a tree").encode()
    lines = b"".join(b'{"text": "%s"}\n' % each for each in (TEXT.encode(), other))
    jobs.ask(ledger, [file("many.jsonl", lines, ".jsonl")])
    assert work(ledger, "one", means(faulty)) is not None
    assert len(ledger) == 1
    (bad,) = jobs.failed(ledger)
    assert bad.failure is not None and bad.failure.code == "X01" and "IndexError" in bad.failure.what


def test_where_nothing_can_be_read_the_job_waits_and_it_is_told_why(ledger: Ledger) -> None:
    def without_encoder(_: Article) -> Record:
        raise SetupError("M01", folder="models")

    jobs.ask(ledger, [file("a.txt")])
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(SetupError, match="M01"):
            work(ledger, "one", means(without_encoder))
    assert jobs.standing(ledger).counts[State.WAITING] == 1


def test_what_waits_already_is_not_asked_for_again_but_files_are(ledger: Ledger) -> None:
    once = [Wanted(kind=Kind.FEED, name=""), Wanted(kind=Kind.ADDRESS, name="https://marn.example/a")]
    assert jobs.ask(ledger, [*once, *once, file("a.txt"), file("a.txt")]) == 4
    job = jobs.claim(ledger, "one")
    assert job is not None and job.kind is Kind.ADDRESS, "feeds take long and come last"
    assert jobs.ask(ledger, once) == 1, "it may have changed since it was begun"
    jobs.release(ledger, "one", orderly=True)
    assert jobs.standing(ledger).counts[State.WAITING] == 4


def test_asking_is_all_or_nothing(ledger: Ledger) -> None:
    bad = Wanted(kind="worm", name="b.txt")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        jobs.ask(ledger, [file("a.txt"), bad])
    assert jobs.standing(ledger).counts[State.WAITING] == 0


def test_an_article_is_read_again_and_the_old_record_kept(ledger: Ledger) -> None:
    jobs.ask(ledger, [file("a.txt")])
    assert work(ledger, "one", means()) is not None
    (added,) = ledger.articles()
    jobs.ask(ledger, [Wanted(kind=Kind.REREAD, name=added.id), Wanted(kind=Kind.REREAD, name="a-0")])
    read: list[str] = []

    def reading(article: Article) -> Record:
        read.append(article.id)
        return bare(article)

    while work(ledger, "one", means(reading)) is not None:
        pass
    assert read == [added.id]
    (missing,) = jobs.failed(ledger)
    assert missing.failure is not None and missing.failure.code == "L08"


def test_only_the_last_that_are_done_are_listed(ledger: Ledger) -> None:
    jobs.ask(ledger, [file(f"{number}.txt") for number in range(DONE_KEPT + 5)])
    while (job := jobs.claim(ledger, "one")) is not None:
        jobs.end(ledger, job.seq, "one")
    assert jobs.standing(ledger).counts[State.DONE] == DONE_KEPT
