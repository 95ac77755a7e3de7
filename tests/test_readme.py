"""What the README promises works as printed."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def test_the_tour(place: Path) -> None:
    tour = README[README.index("## Five minutes") : README.index("**In Python:**")]
    commands = [line for line in tour.splitlines() if line.startswith("onrecord ")]
    assert len(commands) >= 8
    for line in commands:
        command, _, out = line.partition("#")[0].partition(">")
        words = shlex.split(command)
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=place, capture_output=True, text=True, check=False, env=os.environ
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout or "--html" in words, line
        if out.strip():
            assert done.stdout.startswith("{")


def test_the_python(place: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    if not (place / "hallan.db").exists():
        command = [sys.executable, "-m", "onrecord", "add", "--ledger", "hallan.db", "examples/hallan"]
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Oda Flint | indirect" in done.stdout
    assert "COERCE arrest | ['Police'] | 31" in done.stdout
    assert "pairs share passages" in done.stdout


def test_the_event_shown_is_read_so(place: Path) -> None:
    text = re.search(r"^text = (\".*\")$", README, re.MULTILINE)
    assert text
    given = json.dumps(
        {"text": "".join(re.findall('"(.*?)"', text[1])), "outlet": "Marn Post", "published": "2024-06-05"}
    )
    command = [sys.executable, "-m", "onrecord", "read", "-"]
    done = subprocess.run(command, cwd=place, input=given, capture_output=True, text=True, check=True, encoding="utf-8")
    told = re.search(r"```\n(COERCE.*?)\n```", README, re.DOTALL)
    assert told and " ".join(told[1].split()) in " ".join(done.stdout.split())


def test_the_doc() -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "said VERB say ROOT said" in done.stdout
    assert "('Oda Flint', 'person')" in done.stdout


def test_the_excerpt_of_the_comparison_is_true(place: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "compare", "examples/hallan"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    shown = " ".join(done.stdout.split())
    for words in re.findall(r"\[[-+].*?[-+]\]", README):
        assert " ".join(words.split()) in shown or words.strip("[]+-") in shown


def test_every_figure_has_a_floor_behind_it() -> None:
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    kept = {f"{value:.3f}" for each in floors.values() for value in each["figures"].values()}
    table = README[README.index("## How well it reads") : README.index("## What it does not do")]
    shown = re.findall(r"^\| [^|]+ \| \*\*([\d.]+)\*\*", table, re.MULTILINE)
    assert shown
    assert set(shown) <= kept
