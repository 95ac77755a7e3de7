"""Every target of the fuzzers takes some inputs, and the fuzzers tell what goes wrong."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from benchmarks.fuzzing import growth, running
from benchmarks.fuzzing.invariants import BrokenError, hold
from benchmarks.fuzzing.mutating import Mutator
from benchmarks.fuzzing.target import Came, Target
from benchmarks.fuzzing.targets import PARSERS, TARGETS, shared_out
from benchmarks.fuzzing.trying import Board, Trial

INPUTS = 60
FEW = {"read": 12, "page": 30, "desk": 40, "parquet": 20, "comparison": 30, "metadata": 30, "linked": 30}


@pytest.mark.filterwarnings("ignore")  # libraries warn of what they are given here, as they should
@pytest.mark.parametrize("name", TARGETS)
def test_nothing_goes_wrong(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    mutator = Mutator(target.seeds(), target.words(), target.longest)
    trial = Trial(target, tmp_path)
    for number in range(FEW.get(name, INPUTS)):
        trial(mutator.made(random.Random(f"tests {name} {number}")))
    told = [path.read_text("utf-8") for path in sorted((tmp_path / "findings").glob("*.txt"))]
    assert not told, told[0]
    kinds = (tmp_path / "kinds.txt").read_text("utf-8").splitlines()
    assert len(kinds) > 1, "all inputs come to the same"


def test_the_same_seed_gives_the_same_inputs() -> None:
    target = TARGETS["query"]
    made = [
        [Mutator(target.seeds(), target.words(), target.longest).made(random.Random(f"1 {at}")) for at in range(50)]
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert len(set(made[0])) > 40
    assert max(map(len, made[0])) <= target.longest


def test_inputs_are_shared_out_to_the_last() -> None:
    counts = shared_out(1_000_000)
    assert sum(counts.values()) == 1_000_000
    assert set(counts) == {each.name for each in PARSERS}
    assert min(counts.values()) > 1_000


def _made(data: bytes) -> Came:
    if data == b"slow":
        while True:
            pass
    if data == b"wrong":
        raise KeyError(data)
    hold(data != b"broken", "it is broken")
    return Came("other" if data == b"twice" else "same", str(time.monotonic_ns()) if data == b"twice" else "")


def _target() -> Target:
    return Target(name="x", told="x", prepare=lambda: _made, seeds=lambda: [b"x"], words=lambda: [b"y"])


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"wrong", "KeyError"), (b"broken", "BrokenError"), (b"slow", "TooLong"), (b"twice", "BrokenError")],
)
def test_what_goes_wrong_is_kept(data: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fuzzing.trying.SECONDS", 0.1)
    Trial(_target(), tmp_path)(data)
    [found] = (tmp_path / "findings").glob("*.bin")
    assert found.name.startswith(name)
    assert found.read_bytes() == data


def test_a_kind_of_fault_is_kept_once_and_what_is_well_is_not(tmp_path: Path) -> None:
    board = Board(tmp_path / "board")
    trial = Trial(_target(), tmp_path, board)
    assert trial(b"one")
    assert not trial(b"two")
    for _ in range(3):
        trial(b"wrong")
    assert (board.count, board.findings, board.kinds) == (5, 1, 1)
    again = Board(tmp_path / "board")
    assert (again.count, again.findings) == (5, 1)
    board.close()
    again.close()


def test_a_run_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for inputs in (20, 30):
        [tally] = running.run({"period": inputs}, 1, tmp_path, guided=False)
        assert (tally.inputs, tally.findings) == (inputs, ())
    assert "30 inputs" in capsys.readouterr().out


def test_a_process_that_dies_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_MOST_STARTS", 3)
    folder = tmp_path / "period-seeded-1"
    folder.mkdir()
    (folder / "kinds.txt").mkdir()  # what the process writes to cannot be written to
    [tally] = running.run({"period": 20}, 1, tmp_path, guided=False)
    assert tally.inputs == 3
    assert len([each for each in tally.findings if each.startswith("Crash")]) == 3


def test_growth_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "LEAST", 0.01)

    def square(data: bytes) -> Came:
        for _ in range(len(data) * len(data) // 40):
            pass
        return Came("made")

    slow = Target(name="slow", told="x", prepare=lambda: square, seeds=lambda: [b"x"], words=lambda: [b"y"])
    assert growth.run([slow], 8_000) > 0
    assert growth.run([_target()], 8_000) == 0
    assert "grows by n^" in capsys.readouterr().out


def test_what_does_not_hold_is_no_error_of_the_catalogue() -> None:
    with pytest.raises(BrokenError, match="so"):
        hold(False, "so")
