"""Many inputs, in a process that may crash or hang without ending the run; a run goes on where an earlier one ended."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from benchmarks.fuzzing.targets import TARGETS
from benchmarks.fuzzing.trying import SLOW, Board, keep

SILENT: Final = 30.0
"""Seconds on one input after which a process that does not even mind its watchdog is ended."""
_STARTING: Final = 120.0
_MOST_STARTS: Final = 200
_COVERED: Final = re.compile(rb"\bcov: (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What came of fuzzing a target.

    Attributes:
        name: the target's.
        inputs: how many were tried, those of earlier runs with the same seed among them.
        seconds: how long that took.
        worst: seconds of processor time that the slowest took.
        kinds: how many different things came.
        edges: of the code, that were covered; None without atheris.
        findings: names of what went wrong.
    """

    name: str
    inputs: int
    seconds: float
    worst: float
    kinds: int
    edges: int | None
    findings: tuple[str, ...]

    def line(self) -> str:
        """It in a line."""
        covered = f"{self.edges:>7,} edges" if self.edges is not None else f"{self.kinds:>7,} outcomes"
        told = f"{self.name:<12}{self.inputs:>10,} inputs{self.seconds:>9,.0f} s{covered:>16}{self.worst:>8.2f} s worst"
        return f"{told}  {len(self.findings)} findings" + "".join(f"\n    {each}" for each in self.findings)


def has_atheris() -> bool:
    """Whether coverage can guide."""
    return find_spec("atheris") is not None


def run(counts: Mapping[str, int], seed: int, folder: Path, *, guided: bool) -> list[Tally]:
    """Fuzz targets one after another.

    Args:
        counts: how many inputs each target gets, by name.
        seed: what they are drawn by.
        folder: where inputs that are of interest, what went wrong and how far it is are kept.
        guided: whether atheris chooses.
    """
    tallies = []
    bar: tqdm[Any] = tqdm(total=sum(counts.values()), unit="input", file=sys.stderr, smoothing=0.05)
    with bar:
        for name, inputs in counts.items():
            place = folder / f"{name}-{'guided' if guided else 'seeded'}-{seed}"
            place.mkdir(parents=True, exist_ok=True)
            bar.set_description(name)
            tallies.append(_fuzzed(name, inputs, seed, place, bar))
            print(tallies[-1].line(), flush=True)
    return tallies


def _fuzzed(name: str, inputs: int, seed: int, folder: Path, bar: tqdm[Any]) -> Tally:
    board, began = Board(folder / "board"), time.monotonic()
    before = _seconds(folder)
    bar.update(min(board.count, inputs))
    starts = 0
    while board.count < inputs and starts < _MOST_STARTS:
        starts += 1
        _one_process(name, inputs, seed, folder, (board, bar))
        _seconds(folder, before + time.monotonic() - began)
    if board.count < inputs:
        keep(folder, b"", "GivenUp", f"{starts} processes ended before {inputs} inputs were tried\n")
    board.look()
    board.close()
    covered = _COVERED.findall((folder / "log").read_bytes()) if (folder / "log").exists() else []
    return Tally(
        name=name,
        inputs=board.count,
        seconds=_seconds(folder),
        worst=board.worst,
        kinds=board.kinds,
        edges=max(map(int, covered)) if covered else None,
        findings=tuple(sorted(path.stem for path in (folder / "findings").glob("*.bin"))),
    )


def _one_process(name: str, inputs: int, seed: int, folder: Path, told: tuple[Board, tqdm[Any]]) -> None:
    """Let a process try inputs until it has done or ends; see that it neither hangs nor ends unseen."""
    board, bar = told
    way = "guided" if "-guided-" in folder.name else "seeded"
    module = TARGETS[name].prepare.__module__
    asked = [module, name, str(folder), str(inputs), str(seed), way]
    command = [sys.executable, "-m", "benchmarks.fuzzing.child", *asked]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)  # noqa: S603 - our own
    last, patience, code = time.monotonic(), _STARTING, None
    while code is None:
        code = _waited(process)
        before = board.count
        board.look()
        if board.count != before:
            bar.update(board.count - before)
            last, patience = time.monotonic(), SILENT
        if code is None and time.monotonic() - last > patience:
            process.kill()
            process.wait()
            keep(folder, board.trying(), f"Hang-{board.count}", f"nothing for {patience:.0f} seconds\n")
            code = SLOW
            board.count += 1
            board.tell()
    if code not in {0, SLOW} and board.count < inputs:
        keep(folder, board.trying(), f"Crash-{code}-{board.count}", f"the process ended with {code}\n")
        board.count += 1
        board.tell()


def _waited(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(0.5)
    except subprocess.TimeoutExpired:
        return None


def _seconds(folder: Path, seconds: float | None = None) -> float:
    """How long a target has been fuzzed, over all runs."""
    path = folder / "seconds.json"
    if seconds is not None:
        path.write_text(json.dumps(seconds), encoding="utf-8")
    return float(json.loads(path.read_text("utf-8"))) if path.exists() else 0.0
