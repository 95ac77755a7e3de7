"""A pool of processes reads and compares as a ledger does, whatever happens to its workers."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("pyarrow", reason="a cluster's tables are pyarrow's (`onrecord[parquet]`)")

from benchmarks.cluster_truth import differences
from benchmarks.invented import invented
from onrecord.articles import Arrival
from onrecord.cli.main import main
from onrecord.cluster import local, tables
from onrecord.cluster.compare import compare
from onrecord.cluster.local import Local
from onrecord.cluster.read import Outcome, make, read
from onrecord.cluster.reading import Settings, kept_row
from onrecord.cluster.slices import Slice, Wanted
from onrecord.cluster.store import Store
from onrecord.comparing.indexing import Indexing
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.record import Record
from tests import made_archives as made
from tests.conftest import STORY

NUMBERS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


def lines(to: Path, *names: str) -> str:
    """Articles as JSON lines, one for each name."""
    told = ({"text": "\n\n".join(made.TELLING), "title": f"{name} ferry stopped"} for name in names)
    to.write_text("".join(json.dumps(each) + "\n" for each in told), encoding="utf-8")
    return str(to)


def run(tmp_path: Path, *inputs: str, workers: int = 1, **how: Any) -> Outcome:
    engine = Local(workers, tmp_path)
    try:
        settings = Settings(**{"output": str(tmp_path / "out"), "shards": 16, "read": made.quick, **how})
        return read(engine, inputs, settings)
    finally:
        engine.close()


def rows(tmp_path: Path, name: str, columns: tables.Columns) -> list[dict[str, Any]]:
    files = Store(str(tmp_path / "out" / name)).files(".parquet", deep=True)
    return [row for file in files for row in tables.rows(tables.read(columns, file.address))]


def titles(tmp_path: Path) -> list[str]:
    return sorted(row["title"].split()[0] for row in rows(tmp_path, "records", tables.RECORDS))


def test_what_was_done_is_not_done_again_and_what_is_new_is_added(tmp_path: Path) -> None:
    first = lines(tmp_path / "a.jsonl", *NUMBERS[:3])
    assert run(tmp_path, first) == Outcome(splits=1, before=0, read=3, present=0, failed={})
    written = {file.address: file.changed for file in Store(str(tmp_path / "out" / "records")).files(deep=True)}
    assert run(tmp_path, first) == Outcome(splits=1, before=1, read=0, present=0, failed={})
    second = lines(tmp_path / "b.jsonl", *NUMBERS[2:5])
    assert run(tmp_path, first, second) == Outcome(splits=2, before=1, read=2, present=1, failed={})
    now = {file.address: file.changed for file in Store(str(tmp_path / "out" / "records")).files(deep=True)}
    assert written.items() <= now.items() and len(now) > len(written)
    assert titles(tmp_path) == sorted(NUMBERS[:5])
    lines(tmp_path / "a.jsonl", *NUMBERS[:3], "Sixth")
    assert run(tmp_path, first).read == 1


def test_an_article_that_comes_twice_is_read_once_under_the_name_that_came_first(tmp_path: Path) -> None:
    some = [lines(tmp_path / name, "First") for name in ("z.jsonl", "a.jsonl")]
    assert run(tmp_path, *some).read == 1
    assert [row["name"] for row in rows(tmp_path, "records", tables.RECORDS)] == [f"{some[0]}:1"]


def test_what_cannot_be_read_is_written_down_with_its_reason(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    whole, image = made.record(made.answer(made.page().encode())), made.record(made.answer(b"x", kind="image/png"))
    archive = tmp_path / "in" / "crawl.warc.gz"
    archive.parent.mkdir()
    made.written(archive, image, whole, whole)
    archive.write_bytes(archive.read_bytes()[:-40])
    (tmp_path / "in" / "b.txt").touch()
    told = run(tmp_path, str(tmp_path / "in"))
    assert (told.read, told.failed) == (1, {"A01": 1, "A10": 1, "W07": 1})
    failures = {row["name"]: row for row in rows(tmp_path, "failures", tables.FAILURES)}
    assert set(failures) == {f"{archive}:1", f"{archive}:3", str(tmp_path / "in" / "b.txt")}
    assert "image/png" in failures[f"{archive}:1"]["what"] and failures[f"{archive}:1"]["remedy"]
    assert run(tmp_path, str(tmp_path / "in")).before == 2


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    given = lines(tmp_path / "a.jsonl", *NUMBERS)
    told = run(tmp_path, given, workers=2, read=partial(made.killed_once, tmp_path / "mark"), chunk=1)
    assert (tmp_path / "mark").exists()
    assert told.failed == {} and told.read + told.present == len(NUMBERS)
    assert titles(tmp_path) == sorted(NUMBERS)
    assert not list((tmp_path / "out" / "records").rglob(".*"))


def test_workers_that_are_killed_for_ever_end_the_run_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "MOST_TRIES", 2)
    with pytest.raises(SetupError, match="killed again and again") as raised:
        run(tmp_path, lines(tmp_path / "a.jsonl", "First"), read=made.killed_always)
    assert raised.value.code == "K03"
    assert not list(tmp_path.glob("onrecord-*"))


def test_a_folder_is_of_one_make(tmp_path: Path) -> None:
    given = lines(tmp_path / "a.jsonl", "First")
    run(tmp_path, given)
    for how, code in ({"shards": 256}, "K04"), ({"output": given}, "O01"):
        with pytest.raises(SetupError) as raised:
            run(tmp_path, given, **how)
        assert raised.value.code == code
    for address in (tmp_path / "nothing", tmp_path / "out" / "records" / "empty"):
        with pytest.raises(SetupError) as raised:
            run(tmp_path, str(address))
        assert raised.value.code == "K01"


def test_a_file_that_is_not_whole_is_at_no_name_that_counts(tmp_path: Path) -> None:
    def broken() -> Any:
        yield tables.batch(tables.FAILURES, [("a", "b", "c", "d")])
        raise RuntimeError

    to = Store(str(tmp_path / "some.parquet"))
    with pytest.raises(RuntimeError):
        tables.write(tables.FAILURES, broken(), to)
    assert list(tmp_path.iterdir()) == []
    assert tables.write(tables.FAILURES, iter(()), to) == 0 and not to.exists()


def test_the_example_is_read_and_compared_as_a_ledger_has_it(tmp_path: Path) -> None:
    runner = CliRunner()
    out, ledger = str(tmp_path / "out"), str(tmp_path / "slice.db")
    how = ["--local", "--workers", "1", "--json"]
    told = runner.invoke(main, ["cluster", "read", "--input", str(STORY), "--output", out, *how])
    assert told.exit_code == 0 and json.loads(told.output)["read"] == 5, told.output
    told = runner.invoke(main, ["cluster", "compare", out, *how])
    assert told.exit_code == 0 and json.loads(told.output)["comparisons"] >= 1, told.output
    assert differences(tmp_path / "out", [str(STORY)], tmp_path / "whole.db") == []
    told = runner.invoke(main, ["add", "--ledger", ledger, "--from-parquet", out])
    assert told.exit_code == 0 and "5 added" in told.output, told.output
    with Ledger(ledger) as taken, Ledger(tmp_path / "whole.db") as whole:
        assert {article.id for article in taken.articles()} == {article.id for article in whole.articles()}
        for article in whole.articles():
            assert taken.packed(article.id) == whole.packed(article.id)
            assert taken.raw(article.id) == whole.raw(article.id)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Record]]:
    """Invented articles in a folder, compared."""
    folder = tmp_path_factory.mktemp("invented")
    records = [one.record for one in invented(150)]
    settings = Settings(output=str(folder), shards=16)
    settings.store.within("manifest.json").write_json(make(settings))
    for at in range(0, len(records), 40):
        some = (kept_row(record, f"invented:{record.article.id}", b"{}") for record in records[at : at + 40])
        tables.write(
            tables.RECORDS, tables.packed(tables.RECORDS, some), settings.store.within("records", f"{at}.parquet")
        )
    engine = Local(1, folder)
    try:
        compare(engine, str(folder))
    finally:
        engine.close()
    return folder, records


def test_invented_stories_are_compared_as_a_ledger_does(compared: tuple[Path, list[Record]], tmp_path: Path) -> None:
    folder, records = compared
    known = {record.article.id: record for record in records}
    with Ledger(tmp_path / "whole.db", create=True) as ledger:
        coming = (Arrival(f"invented:{one.article.id}", b"{}", one.article, None) for one in reversed(records))
        for _ in add(ledger, coming, lambda article: known[article.id], Indexing()):
            pass
    assert differences(folder, [], tmp_path / "whole.db") == []


def test_steps_that_are_done_are_not_done_again_until_records_come(compared: tuple[Path, list[Record]]) -> None:
    folder, records = compared
    engine = Local(1, folder)
    steps: list[str] = []
    try:
        first = compare(engine, str(folder), tell=steps.append)
        assert steps == [] and first.articles == len(records)
        extra = folder / "records" / "0.parquet"
        extra.rename(extra.with_name("1.parquet"))
        assert compare(engine, str(folder), whole=False, tell=steps.append).stories == first.stories
        assert steps == ["profiles", "reuse", "near", "links", "parts", "stories"]
    finally:
        engine.close()
        extra.with_name("1.parquet").rename(extra)


def test_a_slice_is_what_was_asked_for(compared: tuple[Path, list[Record]]) -> None:
    folder, records = compared

    def taken(**wanted: Any) -> set[str]:
        return {one.article.id for one in Slice(str(folder), Wanted(**wanted)).arrivals() if one.article}

    assert taken() == {record.article.id for record in records}
    outlet, day = records[0].article.outlet or "", (records[40].article.published or "")[:10]
    assert taken(outlet=outlet.upper()) == {one.article.id for one in records if one.article.outlet == outlet}
    since = {one.article.id for one in records if (one.article.published or "") >= day}
    assert taken(since=day) == since
    assert taken(until=day) | since == taken()
    assert len(taken(most=7)) == 7
    with pytest.raises(SetupError, match="K06"):
        Slice(str(folder), Wanted(story="story-"))
    with pytest.raises(SetupError, match="K05"):
        Slice(str(folder / "records"), Wanted())


def test_a_damaged_record_of_a_slice_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    run(tmp_path, lines(tmp_path / "a.jsonl", *NUMBERS[:2]))
    kept = rows(tmp_path, "records", tables.RECORDS)
    kept[0]["record"] = kept[0]["record"].replace("Marn", "Mern")
    for file in (tmp_path / "out" / "records").rglob("*.parquet"):
        file.unlink()
    to = Store(str(tmp_path / "out" / "records" / "shard-0-0.parquet"))
    tables.write(tables.RECORDS, iter([tables.batch(tables.RECORDS, [tuple(row.values()) for row in kept])]), to)
    told = CliRunner().invoke(
        main, ["add", "--json", "--ledger", str(tmp_path / "l.db"), "--from-parquet", str(tmp_path / "out")]
    )
    assert told.exit_code == 1
    steps = [json.loads(line) for line in told.output.splitlines()]
    assert [step["outcome"] for step in steps] == ["failed", "added"] and steps[0]["code"] == "A08"


@pytest.mark.parametrize(
    "words",
    [
        ["add", "--since", "2031-01-01"],
        ["cluster", "read", "--output", "x"],
        ["cluster", "read", "--input", "x", "--output", "y", "--local", "--master", "local[1]"],
        ["cluster", "read", "--input", "x", "--output", "y", "--conf", "nonsense"],
    ],
)
def test_a_wrong_command_line_says_so(words: list[str]) -> None:
    assert CliRunner().invoke(main, words).exit_code == 2


def test_help_loads_neither_spark_nor_arrow() -> None:
    code = (
        "import sys; from onrecord.cli.main import main\n"
        "for words in (['--help'], ['cluster', '--help'], ['cluster', 'read', '--help'], ['add', '--help']):\n"
        "    main(words, standalone_mode=False)\n"
        "sys.exit(bool({'pyspark', 'pyarrow', 'numpy', 'fastwarc'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
