"""The house is built as docs/architecture.md draws it, and the papers are true to the code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from onrecord import record
from onrecord.comparing import comparison, findings, joins, listing, places, spreading
from onrecord.errors import CATALOGUE
from tests.conftest import ROOT
from tests.generated_docs import cli_reference

SOURCE = ROOT / "src" / "onrecord"
LAYERS = (
    {"errors", "showing", "version"},
    {"anchors"},
    {"counts"},
    {"record"},
    {"codec"},
    {"articles"},
    {"reading"},
    {"ledger"},
    {"comparing"},
    {"export"},
    {"web"},
    {"cluster"},
    {"cli"},
)
"""From the ground up: a room may use those before it, and itself."""
LONGEST_FILE = 600


def modules(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "onrecord" and len(parts) > 1 else None


def test_arrows_point_one_way() -> None:
    order = {name: height for height, names in enumerate(LAYERS) for name in names}
    for path in modules(SOURCE):
        mine = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if mine in {"__init__", "__main__", "models"}:
            continue
        for module in imported(path):
            other = room(module)
            if other in order and other != mine:
                assert order[other] < order[mine], f"{path.relative_to(ROOT)} imports {module}"


def test_every_room_is_in_the_order() -> None:
    rooms = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if path.suffix in {"", ".py"}}
    known = set().union(*LAYERS) | {"__init__", "__main__", "__pycache__", "models", "py.typed"}
    assert rooms <= known


def test_the_package_needs_nothing_of_training_or_benchmarks() -> None:
    for path in modules(SOURCE):
        for module in imported(path):
            assert module.split(".")[0] not in {"training", "benchmarks", "corpora", "tests", "torch"}, path
    for path in modules(ROOT / "corpora", ROOT / "benchmarks"):
        for module in imported(path):
            assert module.split(".")[0] not in {"training", "tests", "torch"}, path


def test_no_file_is_too_long() -> None:
    for path in modules(SOURCE, ROOT / "training", ROOT / "benchmarks", ROOT / "corpora", ROOT / "tests"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE, path


def test_the_core_prints_nothing_asserts_nothing_and_unpickles_nothing() -> None:
    for path in modules(SOURCE):
        assert "pickle" not in set(imported(path)), path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Assert), f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"print", "eval", "exec"}, f"{path}:{node.lineno}"


@pytest.mark.parametrize(
    "kind", [name for name in vars(record) if hasattr(getattr(record, name), "__dataclass_fields__")]
)
def test_every_field_of_the_record_is_documented(kind: str) -> None:
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {kind}\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE)
    assert section, f"docs/record.md has no section for {kind}"
    for field in fields(getattr(record, kind)):
        if not (kind != "Article" and field.name == "text"):
            assert f"`{field.name}`" in section[1], f"docs/record.md does not tell of {kind}.{field.name}"


def test_every_field_of_a_comparison_is_documented() -> None:
    text = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    for module in (comparison, findings, joins, listing, places, spreading):
        for kind in vars(module).values():
            if hasattr(kind, "__dataclass_fields__") and kind.__module__ == module.__name__:
                assert f"### {kind.__name__}\n" in text, f"docs/comparison.md does not tell of {kind.__name__}"
                assert all(f"`{field.name}`" in text for field in fields(kind) if field.name != "text")


def test_every_error_says_what_to_do_and_is_documented() -> None:
    text = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    for code, (what, remedy) in CATALOGUE.items():
        assert what and remedy
        assert f"| {code} |" in text, f"docs/messages.md does not tell of {code}"
    used = set()
    for path in modules(SOURCE):
        used |= set(re.findall(r'(?:Error|Fault)\(\s*"([A-Z]\d\d)"', path.read_text(encoding="utf-8")))
    assert used == set(CATALOGUE)


def test_the_command_reference_is_what_the_commands_say() -> None:
    kept = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert kept == cli_reference(), "run python -m tests.generated_docs"


def test_links_between_the_papers_lead_somewhere() -> None:
    for paper in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/*.md"), *SOURCE.rglob("*.md")]:
        if ".venv" in paper.parts or paper.is_relative_to(ROOT / "build"):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (paper.parent / target).exists(), f"{paper.relative_to(ROOT)} points to {target}"


def test_what_is_pinned_is_what_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {re.split("==", line)[0].lower().replace("_", "-") for line in lines if "==" in line}
    wanted = [
        *project["dependencies"],
        *(requirement for extra in project["optional-dependencies"].values() for requirement in extra),
    ]
    for requirement in wanted:
        name = re.split(r"[<>=\[ ]", requirement)[0].lower().replace("_", "-")
        assert name in pinned, f"constraints.txt does not pin {name}"


def test_the_shipped_model_tells_nothing_of_the_machine_it_was_made_on() -> None:
    for name in ("encoder.onnx", "fast.onnx"):
        written = (SOURCE / "models" / name).read_bytes()
        for part in (b"site-packages", b"/training/model", b"/python3"):
            assert part not in written


def test_the_shipped_model_is_small() -> None:
    size = sum(path.stat().st_size for path in (SOURCE / "models").iterdir() if path.is_file())
    assert size < 35_000_000
