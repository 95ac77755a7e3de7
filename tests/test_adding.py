"""A political scientist adds a verb, a noun and a mode to the ontology, as docs/events.md shows, and reads by it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import SetupError
from onrecord.reading.plover.ontology import FOLDER, OWN_FOLDER, LexiconError, event_type, ontology
from tests.conftest import ROOT

PAPER = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
PASSAGE = (
    "Sorenia's media regulator geoblocked the Hallan Courier on Monday.\n\n"
    "Residents of Hallan clattered saucepans against the mayor on Tuesday. A cacerolazo by teachers against the "
    "government followed on Wednesday. Journalists protested against the geoblocking of the Marn Post."
)


def edit(folder: Path) -> int:
    """Make the edits that the paper shows, each behind the lines it stands under; return how many lines they add."""
    added = 0
    for name, hunk in re.findall(r"```diff\n--- (\S+)\n(.*?)```", PAPER, re.DOTALL):
        kept = "".join(f"{line[1:]}\n" for line in hunk.splitlines() if line.startswith(" "))
        new = "".join(f"{line[1:]}\n" for line in hunk.splitlines() if line.startswith("+"))
        path = folder / name
        source = path.read_text(encoding="utf-8")
        assert source.count(f"\n{kept}") == 1, f"{name} has {kept!r} {source.count(kept)} times"
        path.write_text(source.replace(f"\n{kept}", f"\n{kept}{new}"), encoding="utf-8")
        added += new.count("\n")
    return added


def read(tmp_path: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    report = tmp_path / "report.txt"
    report.write_text(PASSAGE, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "read", "--json", *options, str(report)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, encoding="utf-8"
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "my-types"
    shutil.copytree(FOLDER, folder)
    return folder


def told(done: subprocess.CompletedProcess[str]) -> set[tuple[str, str, str]]:
    assert done.returncode == 0, done.stderr
    return {
        (event["type"], event["mode"], mention["words"])
        for event in json.loads(done.stdout)["events"]
        for mention in event["mentions"]
    }


def test_what_is_added_is_read(tmp_path: Path, own: Path) -> None:
    assert edit(own) == 8
    before, after = read(tmp_path), read(tmp_path, "--plover", str(own))
    new = told(after) - told(before)
    assert ("COERCE", "censor", "geoblocked") in new
    assert ("COERCE", "censor", "geoblocking") in new
    assert any(kind == "PROTEST" and mode == "noise" and "clattered" in words for kind, mode, words in new)
    assert ("PROTEST", "noise", "cacerolazo") in new
    assert not {"geoblocked", "cacerolazo"} & {words for _, _, words in told(before)}
    digest = json.loads(after.stdout)["reader"]["ontology"]
    assert re.fullmatch("[0-9a-f]{64}", digest) and json.loads(before.stdout)["reader"]["ontology"] is None
    again = read(tmp_path, ONRECORD_PLOVER=str(own))
    assert again.stdout == after.stdout, "the variable and the option do the same"


@pytest.mark.parametrize(
    ("found", "made", "said"),
    [
        ("name: AGREE", "name: [", "agree.yaml: not YAML"),
        ("quad: verbal cooperation", "quad: chatting", "agree.yaml: quad is 'chatting'"),
        ("verbs:\n", "verbs:\n  - attack R\n", "a verb's line begins with who stands before it"),
        ("verbs:\n", "verbs: A attack R\nnouns:\n", "agree.yaml: "),
        ("name: AGREE", "name: ASSENT", "no file gives AGREE"),
        ("name: AGREE", "name: ACCUSE", "agree.yaml: ACCUSE has a file already"),
    ],
)
def test_a_mistake_is_named(own: Path, monkeypatch: pytest.MonkeyPatch, found: str, made: str, said: str) -> None:
    source = (own / "agree.yaml").read_text(encoding="utf-8")
    assert found in source
    (own / "agree.yaml").write_text(source.replace(found, made, 1), encoding="utf-8")
    monkeypatch.setenv(OWN_FOLDER, str(own))
    with pytest.raises(SetupError) as raised:
        ontology.__wrapped__()
    assert raised.value.code == "P01" and said in raised.value.what and str(own) in raised.value.what


def test_nothing_is_read_by_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    done = read(tmp_path, "--plover", str(tmp_path / "nowhere"))
    assert done.returncode == 3 and done.stdout == "" and "Traceback" not in done.stderr
    assert "[P01]" in done.stderr and "nowhere" in done.stderr


def test_the_digest_is_of_what_is_read(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = ontology()
    monkeypatch.setenv(OWN_FOLDER, str(own))
    first = ontology.__wrapped__()
    assert first.digest is not None and first.types == shipped.types and shipped.digest is None
    (own / "agree.yaml").write_bytes((own / "agree.yaml").read_bytes().replace(b"\n", b"\r\n"))
    assert ontology.__wrapped__().digest == first.digest, "line ends are none of it"
    (own / "agree.yaml").write_text((own / "agree.yaml").read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert ontology.__wrapped__().digest != first.digest


@pytest.mark.parametrize("modes", ["[noise]", "{noise: loud}", "{1: {}}"])
def test_modes_that_are_no_modes_are_refused(modes: str) -> None:
    with pytest.raises(LexiconError, match=r"x\.yaml"):
        event_type(f"name: PROTEST\nquad: material conflict\ndefinition: x\nmodes: {modes}\n", "x.yaml")


def test_a_mode_may_be_named_without_more() -> None:
    kind = event_type("name: PROTEST\nquad: material conflict\ndefinition: x\nmodes: {noise: }\n", "x.yaml")
    assert list(kind.modes) == ["noise"]
