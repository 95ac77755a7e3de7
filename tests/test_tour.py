"""What the tour promises works as printed; what is pressed at the desk is tried in `tests/browser`."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.browser.serving import serving
from tests.conftest import ROOT

DOCS = ROOT / "docs"
TOUR = (DOCS / "tour.md").read_text(encoding="utf-8")
MOST_BYTES = 200_000


def commands() -> list[str]:
    return [line for block in re.findall(r"```\n(.*?)```", TOUR, re.DOTALL) for line in block.splitlines()]


def test_every_command_does_what_it_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    ours = [line for line in commands() if line.startswith("onrecord ")]
    assert [line.split()[1] for line in ours] == [
        "--version", "serve", "add", "stories", "compare", "search", "export",
    ]  # fmt: skip
    for line in ours:
        command, _, out = line.partition(">")
        words = shlex.split(command)[1:]
        if words[0] == "serve":
            with serving(tmp_path / words[2]) as address:
                answer = httpx.get(f"{address}/", follow_redirects=True)
                assert answer.status_code == 200 and "Read them" in answer.text
            continue
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", *words],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout or (tmp_path / words[-1]).is_file(), line
        assert not out or len(done.stdout.splitlines()) == 5


@pytest.mark.parametrize("page", ["tour.md", "desk.md"])
def test_every_picture_and_link_is_there(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (DOCS / picture).stat().st_size <= MOST_BYTES, picture
        assert (DOCS / picture).read_bytes().startswith(b"\x89PNG")
    for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)", text):
        assert (DOCS / link).is_file(), link


def test_the_address_is_the_one_that_serve_has_by_itself() -> None:
    from onrecord.web.settings import Settings

    assert f"`{Settings(ledger=Path('tour.db')).address}`" in TOUR
