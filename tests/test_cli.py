"""The commands as people meet them: what they print, what they say of bad input, how they exit."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import COMMANDS, main, run
from onrecord.version import VERSION
from tests.conftest import ROOT, STORY
from tests.test_page import PAGE

WIRE = STORY / "1-meridian-wire.html"


def call(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def shell(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **more})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("cli") / "story.db"
    result = call("add", "--ledger", path, STORY)
    assert result.exit_code == 0, result.output
    assert "5 added, 0 already there, 0 could not be read" in result.output
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"onrecord {command}" in result.output


def test_the_help_lists_every_command() -> None:
    result = call("--help")
    assert all(f"  {command} " in result.output for command in COMMANDS)
    assert call("--version").output == f"onrecord {VERSION}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['onrecord', '--help']\n"
        "from onrecord.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'trafilatura', 'rich', 'sqlite3'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_wrong_command_is_told_the_right_one() -> None:
    result = call("raed")
    assert result.exit_code == 2
    assert "'read'" in result.output


def test_read_for_a_person() -> None:
    done = shell("read", WIRE)
    assert done.returncode == 0
    assert "\x1b[" not in done.stdout
    assert "Three killed as police clear strikers" in done.stdout
    assert "Who says what" in done.stdout
    assert "Meridian Wire › Tomas Redek" in done.stdout
    assert "Any shots that were fired did not come from our side" in " ".join(done.stdout.split())


def test_read_begins_with_the_voice_map() -> None:
    lines = shell("read", WIRE, COLUMNS="80").stdout.splitlines()
    strip = next(line.strip() for line in lines if re.fullmatch(" {4}[A-Za-z]{72}", line))
    legend = {
        found[1]: int(found[2]) for line in lines if (found := re.match(" {4}([A-Za-z]) +(\\d+)%  Meridian", line))
    }
    assert set(strip) == set(legend)
    assert 95 <= sum(legend.values()) <= 105
    whole = shell("read", "--all", WIRE, COLUMNS="80").stdout.splitlines()
    assert {line for line in lines if "--all shows them" not in line} <= set(whole)
    assert not any("--all shows them" in line for line in whole)


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" in shell("read", WIRE, FORCE_COLOR="1").stdout
    assert not re.search("\x1b\\[[39]\\d", shell("read", WIRE, FORCE_COLOR="1", NO_COLOR="1").stdout)


def test_read_json_is_an_object_a_line_in_order() -> None:
    done = shell("read", "--json", STORY)
    lines = done.stdout.splitlines()
    schema = json.loads(call("schema").output)
    assert [json.loads(line)["article"]["outlet"] for line in lines] == [
        "Meridian Wire",
        "The Hallan Courier",
        "Daily Lantern",
        "Sorenia Today",
        "Northern Observer",
    ]
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    assert shell("read", "--json", STORY).stdout == done.stdout


def test_read_html(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert call("read", "--html", page, WIRE).exit_code == 0
    assert "Tomas Redek" in page.read_text(encoding="utf-8")
    done = shell("read", "--html", tmp_path / "no" / "page.html", WIRE)
    assert done.returncode == 3 and "[O01]" in done.stderr
    assert call("read", "--html", page, STORY).exit_code == 2


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("empty.txt", b"", "A01"),
        ("binary.dat", b"\x7fELF\x00\x00\x00" * 40, "A02"),
        ("huge.txt", b"The harbour was closed. " * 2_100_000, "A03"),
        ("latin.txt", "Le café de la gare a été fermé, dit-il.\n".encode("latin-1") * 5, "A12"),
        ("cut.html", PAGE[: PAGE.index("Little Marn")].encode(), "A10"),
        (
            "french.txt",
            "Le port de Marn a été fermé lundi, ont déclaré les responsables de la ville.\n".encode() * 3,
            "A05",
        ),
        ("front.html", b"<html><body><ul><li><a href='/a'>One</a></li></ul></body></html>", "A04"),
    ],
)
def test_bad_input_is_named_told_why_and_what_to_do(tmp_path: Path, name: str, raw: bytes, code: str) -> None:
    bad, ledger = tmp_path / name, tmp_path / "l.db"
    bad.write_bytes(raw)
    result = call("read", "--json", bad, WIRE)
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr and name in result.stderr and "\n  " in result.stderr
    assert "Traceback" not in result.output
    assert json.loads(result.stdout)["article"]["outlet"] == "Meridian Wire"
    result = call("add", "--ledger", ledger, bad, WIRE)
    assert result.exit_code == 1
    assert "1 added, 0 already there, 1 could not be read" in result.stdout
    failures = call("add", "--ledger", ledger, "--failures")
    assert f"[{code}]" in failures.stdout and name in failures.stdout
    (told,) = [json.loads(line) for line in call("add", "--ledger", ledger, "--failures", "--json").stdout.splitlines()]
    assert told["code"] == code


def test_add_says_what_became_of_each(tmp_path: Path) -> None:
    lines = call("add", "--json", "--ledger", tmp_path / "l.db", WIRE, WIRE, tmp_path / "none").stdout.splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == ["added", "present", "failed"]


def test_the_ledger_may_come_from_the_environment(tmp_path: Path, ledger: Path) -> None:
    done = shell("search", "candles", ONRECORD_LEDGER=str(ledger))
    assert "The Hallan Courier" in " ".join(done.stdout.split())
    done = shell("search", "candles", ONRECORD_LEDGER=str(tmp_path / "none.db"))
    assert done.returncode == 3
    assert "[L01]" in done.stderr and "onrecord add" in done.stderr


def test_search(ledger: Path) -> None:
    result = call("search", "--ledger", ledger, "burning", "pallets")
    shown = " ".join(result.output.split())
    assert "Meridian Wire" in shown and "Daily Lantern" in shown
    (line,) = call("search", "--ledger", ledger, "--json", "candles").stdout.splitlines()
    assert json.loads(line)["outlet"] == "The Hallan Courier"
    assert "nothing found" in call("search", "--ledger", ledger, "zebra").stderr


def test_who(ledger: Path) -> None:
    assert "Tomas Redek" in call("who", "--ledger", ledger).output
    result = call("who", "--ledger", ledger, "redek")
    assert "investigators had recovered" in " ".join(result.output.split())
    first = json.loads(call("who", "--ledger", ledger, "--json", "redek").stdout.splitlines()[0])
    assert first["article"]["outlet"] == "Meridian Wire"
    assert "nobody found" in call("who", "--ledger", ledger, "zebra").stderr


def test_compare_files_ledger_and_ids_alike(ledger: Path) -> None:
    from_ledger = call("compare", "--json", "--ledger", ledger)
    from_files = call("compare", "--json", STORY)
    assert from_ledger.exit_code == from_files.exit_code == 0
    assert from_ledger.stdout == from_files.stdout
    found = json.loads(from_files.stdout)
    jsonschema.validate(found, json.loads(call("schema", "compare").output))
    ids = [report["article"] for report in found["reports"][:2]]
    two = json.loads(call("compare", "--json", "--ledger", ledger, *ids).stdout)
    assert [report["article"] for report in two["reports"]] == ids


def test_compare_for_a_person(ledger: Path, tmp_path: Path) -> None:
    result = call("compare", "--ledger", ledger, "--html", tmp_path / "all.html")
    shown = " ".join(result.output.split())
    assert "[-three-] [+four+]" in shown
    assert "Who is quoted where" in shown
    assert "Daily Lantern" in (tmp_path / "all.html").read_text(encoding="utf-8")


def test_compare_one_report_is_told() -> None:
    done = shell("compare", WIRE)
    assert done.returncode == 3
    assert "[C01]" in done.stderr and "Traceback" not in done.stderr


def test_export_is_what_read_printed(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert call("export", "--format", "jsonl", "--ledger", ledger, "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == shell("read", "--json", STORY).stdout
    assert call("export", "--ledger", ledger).stdout == out.read_text(encoding="utf-8")


def test_a_terminal_is_not_written_on_by_an_article(tmp_path: Path) -> None:
    nasty = tmp_path / "nasty.txt"
    nasty.write_text(
        "The mayor of Marn said that \x1b]0;owned\x07 the harbour \x1b[31m was \u202egnorw\u202c and closed.\n"
        + "It will open again on Tuesday, she said. " * 20
    )
    result = call("read", nasty)
    assert result.exit_code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(result.output)


def test_an_interrupted_run_says_that_it_can_go_on(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(f'{{"text": "Report {n} said that the harbour of Marn was shut."}}\n' for n in range(500)))
    command = [sys.executable, "-m", "onrecord", "add", "--json", "--ledger", str(tmp_path / "l.db"), str(many)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert "goes on" in told and "Traceback" not in told


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m onrecord read --json {STORY} | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S602
    assert "Traceback" not in done.stderr


def test_errors_of_ours_end_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["onrecord", "who", "--ledger", "/nowhere/l.db"])
    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 3
    assert "[L01]" in capsys.readouterr().err
