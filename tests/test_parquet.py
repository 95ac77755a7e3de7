"""Parquet tables: read back they are the records, others read them too, a failure leaves what was there."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from onrecord.cli.main import main
from onrecord.errors import SetupError
from onrecord.export import parquet
from onrecord.export.formats import Came
from onrecord.record import Record
from tests import made, made_events, made_scripts
from tests.conftest import STORY
from tests.test_events_out import records

DIGEST = "ab" * 32


@pytest.fixture
def arrow() -> Any:
    return pytest.importorskip("pyarrow.parquet")


def digests(folder: Path) -> list[str]:
    return [hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in parquet.TABLES]


def test_tables_read_back_are_the_records(arrow: Any, tmp_path: Path, story: list[Record]) -> None:
    given = [made.made(), made_events.made(), made_scripts.made(), *story]
    assert parquet.write([(record, DIGEST) for record in given], tmp_path) == len(given)
    assert list(parquet.read(tmp_path)) == given
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.parquet" for name in parquet.TABLES)
    for name in parquet.TABLES:
        assert arrow.read_schema(tmp_path / f"{name}.parquet").metadata[b"onrecord"], name


@given(records())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_offset_of_any_text_is_lost(tmp_path: Path, record: Record) -> None:
    pytest.importorskip("pyarrow")
    parquet.write([(record, None)], tmp_path)
    assert list(parquet.read(tmp_path)) == [record]


def test_the_same_records_are_the_same_bytes(arrow: Any, tmp_path: Path) -> None:  # noqa: ARG001
    given = [(made.made(), DIGEST), (made_scripts.made(), None)]
    parquet.write(given, tmp_path / "one")
    parquet.write(given, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_rows_tell_their_article_their_speaker_and_what_made_them(arrow: Any, tmp_path: Path) -> None:
    parquet.write([(made.made(), DIGEST), (made_scripts.made(), None)], tmp_path)
    told = arrow.read_table(tmp_path / "statements.parquet").to_pylist()
    inner = next(row for row in told if row["id"] == "s-inner")
    assert inner["speaker"] == "Ines Vall" and inner["chain"] == "Harbour Post › The Lantern › Ines Vall"
    assert inner["content"][0]["words"] == made.TEXT[inner["content"][0]["start"] : inner["content"][0]["end"]]
    articles = arrow.read_table(tmp_path / "articles.parquet").to_pylist()
    assert [row["input_of"] for row in articles] == ["bytes", "text"]
    assert articles[0]["input"] == DIGEST and articles[1]["ontology"] == "1" * 64
    assert {row["article"] for row in told} == {row["id"] for row in articles}


def test_many_records_are_written_in_parts(arrow: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 3)
    given = [made.made(), made_events.made(), made_scripts.made()]
    parquet.write([(record, None) for record in given], tmp_path)
    assert list(parquet.read(tmp_path)) == given
    assert arrow.ParquetFile(tmp_path / "entities.parquet").num_row_groups > 1


def test_what_was_there_stays_until_all_is_whole(arrow: Any, tmp_path: Path) -> None:  # noqa: ARG001
    parquet.write([(made.made(), None)], tmp_path)
    before = digests(tmp_path)

    def broken() -> Iterator[Came]:
        yield made_events.made(), None
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parquet.write(broken(), tmp_path)
    assert digests(tmp_path) == before
    assert not list(tmp_path.glob(".*"))


def test_no_folder_is_an_error_with_a_remedy(arrow: Any, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "file").write_text("kept")
    with pytest.raises(SetupError) as told:
        parquet.write([(made.made(), None)], tmp_path / "file")
    assert told.value.code == "O01"
    assert (tmp_path / "file").read_text() == "kept"


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SetupError) as told:
        parquet.write([(made.made(), None)], tmp_path)
    assert told.value.code == "O02" and "onrecord[parquet]" in told.value.remedy
    assert not list(tmp_path.iterdir())


def test_the_command_writes_a_folder(arrow: Any, tmp_path: Path, story: list[Record]) -> None:  # noqa: ARG001
    call = CliRunner().invoke
    assert call(main, ["export", "--format", "parquet", "--out", str(tmp_path / "out"), str(STORY)]).exit_code == 0
    assert list(parquet.read(tmp_path / "out")) == story
    nowhere = call(main, ["export", "--format", "parquet", str(STORY)])
    assert nowhere.exit_code == 2 and "--out FOLDER" in nowhere.stderr
