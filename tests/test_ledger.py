"""The ledger keeps every article once, whole, whatever happens to the process that adds it."""

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import codec
from onrecord.articles import Arrival
from onrecord.errors import AnchorError, ArticleError, SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import Outcome, Step, add
from onrecord.ledger.connection import APPLICATION_ID, migrations
from onrecord.record import Article, Reader, Record

READER = Reader(engine="0", model="0", layers=())


def bare(article: Article) -> Record:
    """A record with nothing read, for tests of keeping alone."""
    return Record(article=article, reader=READER)


def outcomes(steps: list[Step]) -> list[str]:
    return [step.outcome.value for step in steps]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "new" / "ledger.db", create=True) as made:
        yield made


def test_adding_twice_is_one_article(ledger: Ledger, story_arrivals: list[Arrival]) -> None:
    assert outcomes(list(add(ledger, story_arrivals, bare))) == ["added"] * 5
    assert outcomes(list(add(ledger, story_arrivals, bare))) == ["present"] * 5
    assert len(ledger) == 5
    assert len(ledger.articles()) == 5


def test_what_goes_in_comes_out(ledger: Ledger, story: list[Record], story_arrivals: list[Arrival]) -> None:
    by_id = {record.article.id: record for record in story}
    for arrival in story_arrivals:
        assert arrival.article is not None
        assert ledger.add(by_id[arrival.article.id], arrival)
        assert ledger.record(arrival.article.id) == by_id[arrival.article.id]
        assert ledger.raw(arrival.article.id) == arrival.raw == Path(arrival.name).read_bytes()
    assert list(ledger.lines()) == [codec.dumps(record) for record in story]


def test_a_failure_is_kept_with_its_reason_and_the_rest_goes_on(ledger: Ledger, story_arrivals: list[Arrival]) -> None:
    bad = Arrival("bad.txt", b"", None, ArticleError("A01", name="bad.txt"))
    steps = list(add(ledger, [story_arrivals[0], bad, story_arrivals[1]], bare))
    assert outcomes(steps) == ["added", "failed", "added"]
    (failure,) = ledger.failures()
    assert (failure.name, failure.code) == ("bad.txt", "A01")
    assert "bad.txt" in failure.what and failure.remedy


def test_a_failure_is_forgiven_once_the_article_is_read(ledger: Ledger, story_arrivals: list[Arrival]) -> None:
    one, other = story_arrivals[:2]
    for name in (one.name, other.name):
        ledger.fail(name, ArticleError("A01", name=name))
    list(add(ledger, [one], bare))
    assert [failure.name for failure in ledger.failures()] == [other.name]
    list(add(ledger, [Arrival(other.name, one.raw, one.article, None)], bare))
    assert ledger.failures() == []


def test_a_fault_of_ours_in_one_article_is_recorded_and_the_rest_goes_on(
    ledger: Ledger, story_arrivals: list[Arrival]
) -> None:
    def read(article: Article) -> Record:
        if article.outlet == "Daily Lantern":
            raise AnchorError("a mistake")
        return bare(article)

    steps = list(add(ledger, story_arrivals, read))
    assert sorted(outcomes(steps)) == ["added"] * 4 + ["failed"]
    assert ledger.failures()[0].code == "X01"


def test_a_killed_run_loses_nothing_and_is_taken_up_again(tmp_path: Path) -> None:
    articles = tmp_path / "many.jsonl"
    lines = [
        f'{{"text": "Report {n} said that the harbour of Marn was closed and that ship {n} was sent away."}}'
        for n in range(120)
    ]
    articles.write_text("\n".join(lines))
    path = tmp_path / "ledger.db"
    command = [sys.executable, "-m", "onrecord", "add", "--ledger", str(path), "--json", str(articles)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    for _ in range(40):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Ledger(path) as ledger:
        kept = len(ledger)
        assert 39 <= kept < 120
        assert all(ledger.record(article.id).article.id == article.id for article in ledger.articles())
    subprocess.run(command, check=True, capture_output=True)
    with Ledger(path) as ledger:
        assert len(ledger) == 120
        assert len({article.name for article in ledger.articles()}) == 120
        assert ledger.rows("PRAGMA integrity_check") == [("ok",)]
        assert ledger.rows("SELECT count(*) FROM article_words") == [(120,)]


def test_readers_work_while_another_writes(ledger: Ledger, story_arrivals: list[Arrival]) -> None:
    list(add(ledger, story_arrivals[:2], bare))
    ledger.connection.execute("BEGIN IMMEDIATE")
    ledger.connection.execute("DELETE FROM failures")
    with Ledger(ledger.path) as reader:
        assert len(reader) == 2
    ledger.connection.execute("ROLLBACK")


def test_two_writers_add_each_article_once(ledger: Ledger, story_arrivals: list[Arrival]) -> None:
    results: list[list[Step]] = []

    def work() -> None:
        with Ledger(ledger.path, create=True) as mine:
            results.append(list(add(mine, story_arrivals, bare)))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    added = [step for steps in results for step in steps if step.outcome is Outcome.ADDED]
    assert len(added) == len(ledger) == 5


def test_a_full_disk_keeps_what_was_there(ledger: Ledger, story: list[Record], story_arrivals: list[Arrival]) -> None:
    ledger.add(story[0], story_arrivals[0])
    pages = ledger.rows("PRAGMA page_count")[0][0]
    ledger.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(SetupError) as caught:
        ledger.add(story[1], story_arrivals[1])
    assert caught.value.code == "L04"
    assert "space" in caught.value.remedy
    with Ledger(ledger.path) as again:
        assert len(again) == 1
        assert again.record(story[0].article.id) == story[0]
        assert again.rows("PRAGMA integrity_check") == [("ok",)]


def test_no_ledger_is_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        Ledger(tmp_path / "none.db")
    assert caught.value.code == "L01"
    assert not (tmp_path / "none.db").exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Dear ledger, " * 100)
    with pytest.raises(SetupError) as caught:
        Ledger(text, create=True)
    assert caught.value.code == "L02"
    assert text.read_text() == "Dear ledger, " * 100
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(SetupError) as caught:
        Ledger(other, create=True)
    assert caught.value.code == "L02"
    assert other.read_bytes() == before


def test_a_newer_ledger_is_left_alone(ledger: Ledger) -> None:
    ledger.connection.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    with pytest.raises(SetupError) as caught:
        Ledger(ledger.path)
    assert caught.value.code == "L03"


def test_a_half_made_ledger_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with Ledger(path, create=True) as ledger:
        assert len(ledger) == 0
        assert ledger.rows("PRAGMA application_id") == [(APPLICATION_ID,)]
        assert ledger.rows("PRAGMA journal_mode") == [("wal",)]


def test_a_damaged_record_is_told(ledger: Ledger, story: list[Record], story_arrivals: list[Arrival]) -> None:
    ledger.add(story[0], story_arrivals[0])
    ledger.connection.execute("UPDATE records SET data = x'00'")
    with pytest.raises(SetupError) as caught:
        ledger.record(story[0].article.id)
    assert caught.value.code == "L05"
    with pytest.raises(SetupError) as caught:
        ledger.record("a-0000000000000000")
    assert caught.value.code == "L08"


def test_a_held_ledger_is_told(ledger: Ledger, story: list[Record], story_arrivals: list[Arrival]) -> None:
    with Ledger(ledger.path) as other:
        other.connection.execute("PRAGMA busy_timeout = 50")
        ledger.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(SetupError) as caught:
            other.add(story[0], story_arrivals[0])
        assert caught.value.code == "L07"
        ledger.connection.execute("ROLLBACK")
        assert other.add(story[0], story_arrivals[0])
