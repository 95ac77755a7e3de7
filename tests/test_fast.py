"""`--fast`: the shallower encoder reads too, says so in the record, and is the one that workers read with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cluster import tables
from onrecord.errors import SetupError
from onrecord.reading.encoder import CHOICE, FAST, WHOLE, chosen, loaded, shipped, shipped_digest
from tests.conftest import ROOT, STORY

REPORT = next(iter(sorted(STORY.glob("*.html"))))


def onrecord(*arguments: object, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_read_and_the_record_says_which_has() -> None:
    whole, fast = onrecord("read", "--json", REPORT), onrecord("read", "--json", "--fast", REPORT)
    models = [json.loads(record)["reader"]["model"] for record in (whole, fast)]
    assert models == [shipped_digest(WHOLE), shipped_digest(FAST)] and len(set(models)) == 2
    for record in map(json.loads, (whole, fast)):
        speakers = {statement["voice"][-1]["name"] for statement in record["statements"]}
        assert len(speakers) > 2, speakers
    assert onrecord("read", "--json", REPORT, ONRECORD_ENCODER="fast") == fast, (
        "the variable and the option do the same"
    )


def test_the_fast_one_says_nearly_the_same_of_words() -> None:
    text = "The mayor of Marn, Oda Flint, said on Monday that the harbour was closed. Nobody was hurt, she added."
    whole, fast = (loaded(name, 1).read(text, [(0, len(text))]) for name in (WHOLE, FAST))
    heads = whole.pieces.heads
    same = whole.upos[heads].argmax(axis=1) == fast.upos[heads].argmax(axis=1)
    assert same.mean() > 0.9


def test_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "swift")
    with pytest.raises(SetupError, match="no encoder swift"):
        shipped()
    monkeypatch.setenv(CHOICE, "")
    assert chosen() == WHOLE


def test_what_the_fast_one_read_is_read_again_by_the_other(tmp_path: Path) -> None:
    ledger = ("--ledger", tmp_path / "story.db")
    onrecord("add", "--fast", *ledger, REPORT)
    assert onrecord("reread", "--fast", *ledger).startswith("0 read again")
    onrecord("reread", "--json", *ledger)
    (record,) = map(json.loads, onrecord("export", *ledger).splitlines())
    assert record["reader"]["model"] == shipped_digest(WHOLE)


def test_worker_processes_read_with_it(tmp_path: Path) -> None:
    output = tmp_path / "records"
    onrecord(
        "cluster", "read", "--fast", "--local", "--workers", 2, "--shards", 16, "--input", STORY, "--output", output
    )
    assert json.loads((output / "manifest.json").read_text(encoding="utf-8"))["model"] == shipped_digest(FAST)
    found = [
        row["model"]
        for file in output.glob("records/*/*.parquet")
        for row in tables.rows(tables.read({"model": "string"}, str(file)))
    ]
    assert len(found) > 2 and set(found) == {shipped_digest(FAST)}
