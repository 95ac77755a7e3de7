"""Damage in a ledger is found and said, and what can be read is saved; nothing ever ends in a traceback."""

import json
import os
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.articles import Arrival
from onrecord.cli.main import main
from onrecord.comparing.indexing import Indexing
from onrecord.errors import ArticleError, SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.ledger.checking import check
from onrecord.ledger.judgements import Judged, Word, judge, judgements
from onrecord.ledger.readings import readings, replace_record
from onrecord.ledger.recovering import recover
from onrecord.record import Record
from tests.test_rereading import older

PAGE = 4096


@pytest.fixture
def whole(tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]) -> Path:
    """A sound ledger with an earlier record, a judgement and a failure, all of it in the one file."""
    records = {record.article.id: record for record in story}
    path = tmp_path / "whole.db"
    with Ledger(path, create=True) as ledger:
        list(add(ledger, story_arrivals, lambda article: records[article.id], Indexing()))
        replace_record(ledger, story[0].article.id, older(story[0]), Indexing())
        one, other = (Judged(article=article.id) for article in ledger.articles()[:2])
        judge(ledger, "article", (one, other), Word(same=False, who="Ada"))
        ledger.fail("bad.txt", ArticleError("A01", name="bad.txt"))
    assert not path.with_name("whole.db-wal").exists()
    return path


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def ended_well(result: Result) -> bool:
    return result.exception is None or isinstance(result.exception, (SystemExit, SetupError))


def test_a_sound_ledger_is_said_to_be_sound_and_is_left_as_it_is(whole: Path) -> None:
    before = whole.read_bytes()
    result = call("check", "--ledger", whole)
    assert result.exit_code == 0, result.output
    assert "5 articles looked at, no faults" in result.output
    assert whole.read_bytes() == before
    found = json.loads(call("check", "--ledger", whole, "--json").output)
    assert (found["articles"], found["readings"], found["damage"]) == (5, 1, [])


def test_a_sound_ledger_is_saved_whole(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "saved.db"
    done = recover(whole, out)
    assert (done.articles, done.lost, done.without_bytes) == (5, [], [])
    assert done.rows == {"judgements": 1, "failures": 1, "readings": 1}
    assert check(out, Indexing.version).damage == []
    with Ledger(whole) as one, Ledger(out) as other:
        assert one.articles() == other.articles()
        assert [*one.lines()] == [*other.lines()]
        assert judgements(one) == judgements(other) and one.failures() == other.failures()
        for article in one.articles():
            assert readings(one, article.id) == readings(other, article.id)
            assert one.raw(article.id) == other.raw(article.id)
    with pytest.raises(SetupError) as caught:
        recover(whole, out)
    assert caught.value.code == "L31"


def test_each_kind_of_damage_is_named_by_its_article(whole: Path, tmp_path: Path, story: list[Record]) -> None:
    first, second, third = (record.article.id for record in story[:3])
    with Ledger(whole) as ledger:
        run = ledger.connection.execute
        run("UPDATE records SET data = x'00' WHERE article = ?", (first,))
        run("UPDATE raw SET data = x'00' WHERE digest = (SELECT raw FROM articles WHERE id = ?)", (second,))
        run("INSERT INTO article_words (article_words) VALUES ('delete-all')")
    found = check(whole)
    assert {(each.part, each.article) for each in found.damage} >= {("record", first), ("bytes", second)}
    assert "search" in {each.part for each in found.damage}
    assert third not in {each.article for each in found.damage}
    done = recover(whole, tmp_path / "without.db")
    assert (done.articles, done.without_bytes) == (4, [second])
    assert any(first in lost for lost in done.lost)
    saved = tmp_path / "saved.db"
    result = call("check", "--ledger", whole, "--recover", saved)
    assert result.exit_code == 1 and "1 of the articles read again" in result.output
    with Ledger(saved) as ledger:
        assert len(ledger) == 5
        assert ledger.record(first) == story[0]
    assert check(saved).damage == []
    assert any(second in note for note in check(saved).notes), "what is lost is not forgotten"


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_are_found_or_do_no_harm(whole: Path, tmp_path: Path, story: list[Record], seed: int) -> None:
    draw = random.Random(seed)
    data = bytearray(whole.read_bytes())
    page = draw.randrange(1, len(data) // PAGE)
    for _ in range(200):
        data[page * PAGE + draw.randrange(PAGE)] ^= draw.randrange(1, 256)
    hurt = tmp_path / "hurt.db"
    hurt.write_bytes(data)
    result = call("check", "--ledger", hurt)
    assert ended_well(result) and result.exit_code in {0, 1}, result.exception
    out = tmp_path / "saved.db"
    done = recover(hurt, out)
    by_id = {record.article.id: record for record in story} | {story[0].article.id: older(story[0])}
    if not out.exists():
        assert (result.exit_code, done.articles) == (1, 0), "the pages that say which tables there are were hurt"
        assert done.lost
        return
    with Ledger(out) as ledger:
        assert len(ledger) == done.articles
        assert all(ledger.record(one.id) == by_id[one.id] for one in ledger.articles()), "nothing is made up"
        if result.exit_code == 0:
            assert (len(ledger), done.lost) == (5, []), "what is called sound is saved whole"
    assert check(out).damage == []


@pytest.mark.parametrize("seed", range(6))
def test_a_first_page_that_is_hurt(whole: Path, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    data = bytearray(whole.read_bytes())
    for _ in range(40):
        data[draw.randrange(PAGE)] ^= draw.randrange(1, 256)
    hurt = tmp_path / "hurt.db"
    hurt.write_bytes(data)
    result = call("check", "--ledger", hurt, "--recover", tmp_path / "saved.db")
    assert ended_well(result) and result.exit_code in {0, 1, 3}, result.exception
    if result.exit_code == 0:  # nothing of it was in use
        assert len(Ledger(tmp_path / "saved.db")) == 5
    elif result.exit_code == 1:
        assert "lost: " in result.output or "5 articles" in result.output


@pytest.mark.parametrize("part", [1, 50, 100, PAGE - 1, PAGE, 3 * PAGE + 7, 20 * PAGE])
def test_a_file_cut_short(whole: Path, tmp_path: Path, part: int) -> None:
    cut = tmp_path / "cut.db"
    cut.write_bytes(whole.read_bytes()[:part])
    result = call("check", "--ledger", cut, "--recover", tmp_path / "saved.db")
    assert ended_well(result) and result.exit_code == 1, result.output


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    empty, letter, other = tmp_path / "empty.db", tmp_path / "letter.txt", tmp_path
    empty.touch()
    letter.write_text("Dear ledger, " * 1000)
    for path in (empty, letter):
        result = call("check", "--ledger", path, "--recover", tmp_path / f"{path.name}.saved")
        assert result.exit_code == 1 and ended_well(result) and "lost: everything" in result.output
        assert not (tmp_path / f"{path.name}.saved").exists()
    assert check(other).damage
    assert empty.stat().st_size == 0
    with pytest.raises(SetupError) as caught:
        check(tmp_path / "none.db")
    assert caught.value.code == "L01"


def test_a_log_left_behind_and_a_log_gone_missing(whole: Path, tmp_path: Path, story: list[Record]) -> None:
    with Ledger(whole) as ledger:
        replace_record(ledger, story[1].article.id, older(story[1]), Indexing())
        for name in ("whole.db", "whole.db-wal"):
            shutil.copy(whole.with_name(name), tmp_path / name.replace("whole", "copy"))
        shutil.copy(whole, tmp_path / "alone.db")
    assert check(tmp_path / "copy.db").readings == 2
    alone = check(tmp_path / "alone.db")
    assert (alone.readings, alone.damage) == (1, []), "as it was when the log was last written to it"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(whole: Path) -> None:
    folder = whole.parent
    folder.chmod(0o500)
    try:
        assert check(whole).damage == []
    finally:
        folder.chmod(0o700)


def test_a_ledger_of_an_older_version_is_looked_at_and_not_changed(tmp_path: Path) -> None:
    from onrecord.ledger.connection import migrations

    path = tmp_path / "old.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.ledger.connection.migrations", lambda: migrations()[:1])
        Ledger(path, create=True).close()
    before = path.read_bytes()
    found = check(path)
    assert found.damage == [] and any("older version" in note for note in found.notes)
    assert path.read_bytes() == before
