"""Whatever stops a process, what was committed is there once and whole, and nothing half-done is shown."""

from pathlib import Path

import pytest

from benchmarks.faults import __main__ as faults
from benchmarks.faults import material
from benchmarks.faults.holding import differences, held, unsound
from benchmarks.faults.killing import done
from onrecord.ledger import recovering
from onrecord.ledger.recovering import recover


def test_adding_killed_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    assert faults.kills(10, 3, tmp_path) == []


def test_a_recovery_that_was_killed_leaves_nothing_that_looks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "whole.db", tmp_path / "saved.db"
    material.ledger_of(path, 5)
    with monkeypatch.context() as patched:
        patched.setattr(recovering, "_copy", lambda *_: __import__("time").sleep(60))
        ended = done(lambda _: void(recover(path, out)), 1.5)
    assert ended.killed and not out.exists()
    assert recover(path, out).articles == 5
    assert differences(held(path), {**held(out), "stories": held(path)["stories"]}) == []
    assert not list(unsound(out, indexed=False)) and not list(tmp_path.glob("*.part*"))


def void(_: object) -> None:
    """Throw away what a function gives."""
