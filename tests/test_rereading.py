"""Reading again keeps the old record, and says item by item what the new one has otherwise."""

import json
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import codec
from onrecord.articles import Arrival
from onrecord.cli.main import main
from onrecord.comparing.changes import changes
from onrecord.comparing.indexing import Indexing
from onrecord.errors import AnchorError, SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.ledger.checking import check
from onrecord.ledger.judgements import Judged, Word, judge, judgements
from onrecord.ledger.readings import adrift, outdated, readings, record_at, replace_record, reread
from onrecord.ledger.stories import stories
from onrecord.record import Article, Reader, Record

OLD = Reader(engine="0.0.1", model="0" * 64, layers=("entities", "statements"))


def older(record: Record) -> Record:
    """A record as a lesser version might have made it."""
    entity = record.entities[-1]
    return replace(
        record,
        reader=OLD,
        entities=tuple(one for one in record.entities if one is not entity),
        statements=(),
        events=(),
        tolls=(),
        relations=(),
        labels=(),
    )


@pytest.fixture
def ledger(tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]) -> Iterator[Ledger]:
    """The story as an older version read it."""
    records = {record.article.id: older(record) for record in story}
    with Ledger(tmp_path / "story.db", create=True) as made:
        list(add(made, story_arrivals, lambda article: records[article.id], Indexing()))
        yield made


def reader_of(story: list[Record]) -> dict[str, Record]:
    return {record.article.id: record for record in story}


def state(ledger: Ledger) -> list[object]:
    """All that the ledger tells of what it holds, whatever it once held."""
    queries = (
        "SELECT article, id, speaker, start, content FROM statements ORDER BY article, start, id",
        "SELECT key, day, article FROM story_keys ORDER BY 1, 2, 3",
        "SELECT article, other, score FROM story_links ORDER BY 1, 2",
        "SELECT article, data FROM profiles ORDER BY 1",
        "SELECT article, hashes FROM sketches ORDER BY 1",
        "SELECT id, title, first, last, reports, outlets, places, names FROM stories ORDER BY id",
        "SELECT article, engine, model FROM records ORDER BY 1",
    )
    return [ledger.rows(query) for query in queries]


def test_rereading_is_as_if_it_had_been_read_so_at_first(
    ledger: Ledger, tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]
) -> None:
    records = reader_of(story)
    index = Indexing()
    for article in ledger.articles():
        assert replace_record(ledger, article.id, records[article.id], index)
        assert not replace_record(ledger, article.id, records[article.id], index), "the same record changes nothing"
    with Ledger(tmp_path / "fresh.db", create=True) as fresh:
        list(add(fresh, story_arrivals, lambda article: records[article.id], Indexing()))
        assert state(ledger) == state(fresh)
        assert stories(ledger) == stories(fresh)
    for name in ("article_words", "speaker_words"):
        ledger.connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def test_the_earlier_record_is_kept_with_its_reader(ledger: Ledger, story: list[Record]) -> None:
    record = story[0]
    article = record.article.id
    assert [one.number for one in readings(ledger, article)] == [1]
    replace_record(ledger, article, record, Indexing())
    first, second = readings(ledger, article)
    assert (first.reader, second.reader) == (OLD, record.reader)
    assert first.until == second.since and second.until is None
    assert record_at(ledger, article, 1) == older(record)
    assert record_at(ledger, article, 2) == ledger.record(article) == record
    for number in (0, 3):
        with pytest.raises(SetupError) as caught:
            record_at(ledger, article, number)
        assert caught.value.code == "L30"
    for statement in ("UPDATE readings SET engine = 'x'", "DELETE FROM readings"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            ledger.connection.execute(statement)


def test_a_reading_of_another_article_is_refused(ledger: Ledger, story: list[Record]) -> None:
    with pytest.raises(ValueError, match="cannot stand for"):
        replace_record(ledger, story[0].article.id, story[1])


def test_nothing_half_done_is_kept(ledger: Ledger, story: list[Record]) -> None:
    class Failing(Indexing):
        def retake(self, ledger: Ledger, seq: int, record: Record) -> None:
            super().retake(ledger, seq, record)
            raise RuntimeError("the power went")

    before = state(ledger)
    with pytest.raises(RuntimeError):
        replace_record(ledger, story[0].article.id, story[0], Failing())
    assert state(ledger) == before
    assert ledger.rows("SELECT count(*) FROM readings") == [(0,)]


_REREAD = """
import sys
from dataclasses import replace
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.readings import replace_record
with Ledger(sys.argv[1]) as ledger:
    ids = [one.id for one in ledger.articles()]
    for turn in range(10_000):
        for id in ids:
            record = ledger.record(id)
            reader = replace(record.reader, engine=str(turn))
            entities = record.entities[: 3 + turn % 2]
            replace_record(ledger, id, replace(record, reader=reader, entities=entities), Indexing())
            print(id, turn, flush=True)
"""


def test_a_killed_run_leaves_the_old_record_or_the_new_with_the_old_one_kept(ledger: Ledger) -> None:
    before = {one.id: ledger.packed(one.id) for one in ledger.articles()}
    for count in (1, 7, 12):
        command = [sys.executable, "-c", _REREAD, str(ledger.path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(count)]
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert all(said), "it was still at work"
    for article, first in before.items():
        found = readings(ledger, article)
        assert ledger.record(article).reader == found[-1].reader
        assert codec.dumps(record_at(ledger, article, 1)).encode() == first
        assert all(record_at(ledger, article, one.number).reader == one.reader for one in found)
    assert ledger.rows("SELECT count(*) FROM readings")[0][0] >= 10, "some were the same as before"
    assert check(ledger.path, Indexing.version).damage == []


def test_what_cannot_be_read_keeps_its_record(ledger: Ledger, story: list[Record]) -> None:
    records, bad = reader_of(story), story[1].article.id

    def read(article: Article) -> Record:
        if article.id == bad:
            raise AnchorError("a mistake")
        return records[article.id]

    wanted = outdated(ledger, story[0].reader.engine, story[0].reader.model)
    assert len(wanted) == 5
    steps = list(reread(ledger, wanted, read, Indexing()))
    assert [one.article for one in steps if one.new is None] == [bad]
    assert ledger.record(bad) == older(story[1])
    assert [failure.code for failure in ledger.failures()] == ["X01"]
    assert outdated(ledger, story[0].reader.engine, story[0].reader.model) == [bad], "the rest is not read again"
    list(reread(ledger, [bad], lambda article: records[article.id], Indexing()))
    assert ledger.failures() == []


def test_a_trial_writes_nothing(ledger: Ledger, story: list[Record]) -> None:
    records, before = reader_of(story), state(ledger)
    ids = [one.id for one in ledger.articles()]
    steps = list(reread(ledger, ids, lambda article: records[article.id], Indexing(), keep=False))
    assert all(one.new is not None and one.old is not None for one in steps)
    assert state(ledger) == before


def test_a_record_of_another_version_is_still_read_again_and_kept(ledger: Ledger, story: list[Record]) -> None:
    article = story[0].article.id
    data = json.loads(codec.dumps(older(story[0]))) | {"since_dropped": []}
    ledger.connection.execute(
        "UPDATE records SET data = ? WHERE article = ?", (zlib.compress(json.dumps(data).encode()), article)
    )
    (step,) = reread(ledger, [article], lambda _: story[0], Indexing())
    assert step.old is None and step.new == story[0] and step.error is not None and step.error.code == "L05"
    assert ledger.record(article) == story[0]
    assert ledger.rows("SELECT count(*) FROM readings") == [(1,)]


def test_judgements_on_items_no_longer_there_are_kept_and_told(ledger: Ledger, story: list[Record]) -> None:
    first, second = story[0], story[1]
    item = older(first).entities[0].id
    made = judge(
        ledger,
        "entity",
        (
            Judged(article=first.article.id, item=item),
            Judged(article=second.article.id, item=older(second).entities[0].id),
        ),
        Word(same=True, who="Ada"),
    )
    gone = replace(older(first), entities=tuple(one for one in older(first).entities if one.id != item))
    voiceless = replace(gone, times=(), quantities=())
    (step,) = reread(ledger, [first.article.id], lambda _: voiceless, Indexing())
    assert [one.id for one in step.adrift] == [made.id]
    assert judgements(ledger) == [made]
    assert adrift(ledger, first) == []


def test_a_record_and_itself_have_nothing_otherwise(story: list[Record]) -> None:
    for record in story:
        assert changes(record, record).changes == ()


def test_each_kind_of_change_is_told(story: list[Record]) -> None:
    record = next(one for one in story if one.statements and one.events and one.quantities)
    statement, event, quantity = record.statements[0], record.events[0], record.quantities[0]
    new = replace(
        record,
        statements=(replace(statement, id="s-other", act="threaten"), *record.statements[2:]),
        events=(replace(event, status="threatened"), *record.events[1:]),
        quantities=(replace(quantity, upper=1_000_000.0, quote=None), *record.quantities[1:]),
    )
    found = changes(record, new)
    told = {(one.layer, one.kind, one.fields) for one in found.changes}
    assert ("statements", "altered", ("act",)) in told
    assert ("events", "altered", ("status",)) in told
    assert any(one.layer == "quantities" and "upper" in one.fields for one in found.changes)
    assert found.became(statement.id) == "s-other"
    if len(record.statements) > 1:
        assert ("statements", "gone", ()) in told
        assert ("statements", "new", ()) in {(o.layer, o.kind, o.fields) for o in changes(new, record).changes}
    assert any("status was" in one.told and "is threatened" in one.told for one in found.changes)
    assert changes(record, new) == found


def test_an_entity_under_another_id_is_the_same_entity(story: list[Record]) -> None:
    record = story[0]
    text = codec.dumps(record).replace(record.entities[0].id, "e-0123456789abcdef")
    found = changes(record, codec.loads_record(text))
    assert {(one.layer, one.fields) for one in found.changes} == {("entities", ("id",))}
    assert found.became(record.entities[0].id) == "e-0123456789abcdef"


def test_the_commands(ledger: Ledger, story: list[Record]) -> None:
    run = CliRunner()
    path = str(ledger.path)
    dry = run.invoke(main, ["reread", "--ledger", path, "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "nothing was kept" in dry.output and "new statement" in dry.output
    assert len(outdated(ledger, story[0].reader.engine, story[0].reader.model)) == 5
    done = run.invoke(main, ["reread", "--ledger", path, "--json"])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 5 and all(line["read"] and line["counts"] for line in lines)
    assert {record.article.id for record in story} == {line["article"] for line in lines}
    again = run.invoke(main, ["reread", "--ledger", path])
    assert "0 read again" in again.output
    shown = run.invoke(main, ["changes", lines[0]["article"], "--ledger", path])
    assert "reading 2" in shown.output and "new statement" in shown.output
    (later,) = run.invoke(main, ["changes", lines[0]["article"], "--ledger", path, "--json"]).stdout.splitlines()
    assert json.loads(later)["counts"] == lines[0]["counts"]
