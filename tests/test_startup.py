"""Commands that read no article load nothing that reading needs, so that they answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.main import COMMANDS, main
from tests.conftest import ROOT, STORY

HEAVY = {
    "httpx",
    "jinja2",
    "lxml",
    "onnxruntime",
    "onrecord.reading.encoder",
    "onrecord.reading.reader",
    "pandas",
    "pyarrow",
    "pyspark",
    "spacy",
    "starlette",
    "tokenizers",
    "torch",
    "trafilatura",
}
LIGHT = {
    "stories": ("stories",),
    "stories, JSON": ("stories", "--json"),
    "search": ("search", "harbour"),
    "search, facets": ("search", "harbour", "--facets"),
    "who": ("who",),
    "who, a name": ("who", "Veldt"),
    "judgements": ("judgements",),
    "check": ("check",),
    "records": ("export", "--format", "jsonl"),
    "statements": ("export", "--format", "statements"),
    "events": ("export", "--format", "plover"),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("startup") / "story.db"
    result = CliRunner().invoke(main, ["add", "--ledger", str(path), str(STORY)])
    assert result.exit_code == 0, result.output
    return path


def loaded(*arguments: str) -> tuple[set[str], str]:
    """What a command loads, and what it prints."""
    code = (
        "import sys\n"
        "from onrecord.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as ended:\n"
        "    assert not ended.code, ended.code\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split()), done.stdout


@pytest.mark.parametrize("name", LIGHT)
def test_what_reads_nothing_loads_nothing_that_reads(name: str, ledger: Path) -> None:
    modules, printed = loaded(*LIGHT[name], "--ledger", str(ledger))
    assert printed.strip() or name == "judgements", "nobody has judged anything"
    assert "onrecord.ledger.ledger" in modules, "it is the modules of this command that are looked at"
    assert not modules & HEAVY


@pytest.mark.parametrize("name", COMMANDS)
def test_help_loads_no_ledger_and_nothing_that_reads(name: str) -> None:
    modules, printed = loaded(name, "--help")
    assert "Examples:" in printed
    assert not modules & (HEAVY | {"numpy", "onrecord.ledger.ledger", "rich", "sqlite3"})


def test_what_reads_loads_what_it_reads_by() -> None:
    modules, _ = loaded("read", str(STORY / "1-meridian-wire.html"))
    assert {"onnxruntime", "tokenizers", "onrecord.reading.reader"} <= modules
