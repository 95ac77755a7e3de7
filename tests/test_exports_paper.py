"""docs/exports.md and the tutorial: every command and every piece of Python runs as printed."""

import ast
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord.cli.main import main
from onrecord.export import entities_csv, formats, statements_csv
from onrecord.export.provenance import COLUMNS
from tests.conftest import ROOT, STORY

PAPER = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAPER, re.DOTALL)
IN_R = re.findall(r"```r\n(.*?)```", PAPER, re.DOTALL)
TUTORIAL = ROOT / "docs" / "tutorial.ipynb"
NEEDED = {"pandas", "polars", "duckdb", "followthemoney", "pybtex", "rispy"}


def missing(code: str) -> set[str]:
    """What some code needs that is not installed."""
    wanted = set(re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE)) & NEEDED
    wanted |= {"pandas"} if "to_frame" in code else set()
    wanted |= {"pyarrow"} if "parquet" in code else set()
    return {name for name in wanted if importlib.util.find_spec(name) is None}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the paper's commands write."""
    folder: Path = tmp_path_factory.mktemp("exports")
    call = CliRunner().invoke
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert call(main, ["add", "--ledger", "hallan.db", str(STORY)]).exit_code == 0
        commands = re.findall(r"^onrecord (export .*)$", PAPER, re.MULTILINE)
        assert len(commands) >= 10
        for command in commands:
            if not missing(command):
                done = call(main, shlex.split(command))
                assert done.exit_code == 0, f"{command}\n{done.stderr}"
                assert Path(command.split()[-1]).exists()
    return folder


@pytest.fixture(scope="module")
def ran(place: Path) -> dict[int, dict[str, Any]]:  # noqa: ARG001 - the folder has to be there
    """What the pieces of Python share, under 0, and which ran."""
    return {0: {}}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("number", range(1, len(BLOCKS) + 1))
def test_the_python(number: int, place: Path, ran: dict[int, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece runs after those before it that need nothing more than On Record does."""
    lacking = missing(BLOCKS[number - 1])
    if lacking:
        pytest.skip(f"{', '.join(sorted(lacking))} not installed")
    monkeypatch.chdir(place)
    for each in range(1, number + 1):
        code = BLOCKS[each - 1]
        if each not in ran and (each == number or not re.search(rf"{'|'.join(NEEDED)}|parquet|to_frame", code)):
            exec(code, ran[0])  # noqa: S102 - the paper's own
            ran[each] = {}
    assert len(ran[0]["records"]) == 5


@pytest.mark.parametrize("number", range(len(IN_R)))
def test_the_r(number: int, place: Path) -> None:
    """Each piece runs by itself, where R and the packages that it names are installed."""
    code = IN_R[number]
    needed = sorted(set(re.findall(r"(\w+)::", code)))
    checks = f"quit(status = as.integer(!all(sapply(c({', '.join(map(repr, ['base', *needed]))}), requireNamespace))))"
    command = shutil.which("Rscript")
    if command is None or subprocess.run([command, "-e", checks], capture_output=True, check=False).returncode:
        if os.environ.get("ONRECORD_FORMATS_TESTS") == "required" and "arrow" not in needed:
            pytest.fail("R or jsonlite is not installed")
        pytest.skip(f"R with {', '.join(needed) or 'nothing more'} is not installed")
    done = subprocess.run([command, "-e", code], cwd=place, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    if "jsonlite" in needed:
        record = json.loads((place / "hallan.jsonl").read_text(encoding="utf-8").splitlines()[0])
        first = record["statements"][0]["content"][0]
        assert record["article"]["text"][first["start"] : first["end"]] in done.stdout


def test_the_paper_tells_of_every_format_and_column() -> None:
    for form in {*formats.LINES, "parquet"}:
        assert f"`{form}`" in PAPER, form
    for column in {*statements_csv.COLUMNS, *entities_csv.COLUMNS, *COLUMNS}:
        assert f"`{column}`" in PAPER, column


# The tutorial


def cells() -> list[str]:
    notebook = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_tutorial_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "docs").mkdir()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path / "docs")
    shared: dict[str, Any] = {}
    shown = []
    for cell in cells():
        tree = ast.parse(cell)
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), shared)  # noqa: S102 - our own notebook
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), shared)  # noqa: S307
            if hasattr(value, "_repr_html_"):
                shown.append(value._repr_html_())
        else:
            exec(compile(tree, "cell", "exec"), shared)  # noqa: S102
    assert len(shown) >= 5
    assert all(html for html in shown)
    assert any("Where they differ" in html for html in shown)


def test_the_tutorial_is_a_notebook_without_outputs() -> None:
    notebook = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
    pytest.importorskip("nbformat").validate(notebook)
