"""A disk that fills while something is written.

The disk is a small `tmpfs`, mounted for the run, and a file that takes up all of it but so many bytes. Where mounting
is not allowed, what a process may write into one file is limited instead (`RLIMIT_FSIZE`): SQLite is told of another
error then, though one that it treats alike. Which of the two it was is said.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.faults.holding import differences
from benchmarks.faults.killing import Tell, done
from benchmarks.faults.kills import kinds
from benchmarks.faults.works import LEDGER, REFUSED, Work, copied
from onrecord.errors import OnRecordError

SIZE: Final = 64
"""Megabytes of the small disk."""
MARGINS: Final = (0.0, 0.1, 0.3, 0.6, 0.9)
"""How much of what the work would write there is room for."""
EXPECTED: Final = {"L04", "O01"}
"""What is said where something cannot be written."""
EXIT_SETUP: Final = 3


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk that can be filled.

    Attributes:
        folder: where it is.
        mounted: whether it is one of its own.
    """

    folder: Path
    mounted: bool

    @contextmanager
    def left(self, room: int, at: Path) -> Iterator[int | None]:
        """Leave room for so many bytes; gives the limit of a file where that is how it is done."""
        if not self.mounted:
            yield max(each.stat().st_size for each in at.rglob("*")) + room if any(at.rglob("*")) else room
            return
        ballast, there = self.folder / "ballast", os.statvfs(self.folder)
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, there.f_bavail * there.f_frsize - room))
        try:
            yield None
        finally:
            ballast.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A disk of `SIZE` megabytes, or what comes nearest to one."""
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    mounted = False
    if mount and unmount and os.geteuid() == 0:
        command = [mount, "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)]
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - ours
    try:
        yield Disk(folder, mounted)
    finally:
        if mounted and unmount:
            subprocess.run([unmount, str(folder)], check=True)  # noqa: S603 - as above


def full_disk(
    articles: int, folder: Path, margins: tuple[float, ...] = MARGINS, versions: tuple[int, ...] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Let a disk fill during each kind of work; what was done, and what was wrong.

    Args:
        articles: how many each is done over.
        folder: an empty one.
        margins: see `MARGINS`.
        versions: the older versions that are migrated; all when None.
    """
    with small_disk(folder / "disk") as disk, kinds(articles, commands=False, versions=versions) as (works, _):
        yield "the disk is a " + ("tmpfs of its own" if disk.mounted else "limit on the size of a file"), []
        for number, work in enumerate(works):
            yield _filled(work, disk, folder / str(number), margins)
        yield "commands", list(_commands(disk, works, folder))


def _filled(work: Work, disk: Disk, folder: Path, margins: tuple[float, ...]) -> tuple[str, list[str]]:
    """Let the disk fill during one kind of work, with each margin."""
    template, calm = folder / "template", folder / "calm"
    template.mkdir(parents=True)
    work.prepare(template)
    shutil.copytree(template, calm)
    if not done(partial(work.do, calm)).well:
        return work.name, ["it does not even work with room"]
    grown, wanted = _size(calm) - _size(template), work.result(calm)
    wrong: list[str] = []
    refused = 0
    for margin in margins:
        at = disk.folder / "work"
        shutil.copytree(template, at)
        with disk.left(int(margin * max(grown, 0)), at) as limit:
            ended = done(partial(_limited, work, at, limit))
        told = {line for line in ended.told if not line.startswith(REFUSED)}
        codes = {line.removeprefix(REFUSED) for line in ended.told} - told
        refused += bool(codes)
        prefix = f"with room for {margin:.0%}: "
        if not ended.well:
            wrong.append(f"{prefix}an error that the catalogue does not have")
        wrong += [f"{prefix}{code} was said" for code in codes - EXPECTED]
        wrong += [f"{prefix}{what}" for what in _after(work, at, told, folder, wanted)]
        shutil.rmtree(at)
    return f"{work.name}: {refused} of {len(margins)} times there was no room", wrong


def _after(work: Work, at: Path, told: set[str], folder: Path, wanted: dict[str, Any]) -> Iterator[str]:
    """What is wrong with what was left, and once there is room again."""
    look = copied(at, folder / "look")
    yield from work.wrong(look, told)
    shutil.rmtree(look)
    if not done(partial(work.do, at)).well:
        yield "it does not go on once there is room"
        return
    for part in differences(wanted, work.result(at)):
        yield f"other {part} than with room"


def _limited(work: Work, at: Path, limit: int | None, tell: Tell) -> None:
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        work.do(at, tell)
    except OnRecordError as error:
        tell(f"{REFUSED}{error.code}")


def _size(at: Path) -> int:
    return sum(each.stat().st_size for each in at.rglob("*") if each.is_file())


def _commands(disk: Disk, works: list[Work], folder: Path) -> Iterator[str]:
    """What is wrong with what commands say, and with the code that they end with."""
    if not disk.mounted:
        return
    reports = folder / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text("A bridge at Hallan fell, the mayor said.", encoding="utf-8")
    source = next(each for each in works if each.name == "export")
    source.prepare(reports.parent)
    ledger, small = folder / LEDGER, disk.folder / LEDGER
    shutil.copy(ledger, small)
    commands = {
        "L04": [
            ["add", "--ledger", str(small), str(reports)],
            ["check", "--ledger", str(ledger), "--recover", str(disk.folder / "out.db")],
        ],
        "O01": [["export", "--ledger", str(ledger), "--out", str(disk.folder / "out.jsonl")]],
    }
    with disk.left(0, disk.folder):
        for code, lines in commands.items():
            for line in lines:
                ran = subprocess.run(  # noqa: S603 - ours
                    [sys.executable, "-m", "onrecord.cli.main", *line], check=False, capture_output=True, text=True
                )
                if ran.returncode != EXIT_SETUP or f"[{code}]" not in ran.stderr:
                    yield f"`onrecord {line[0]}` ended with {ran.returncode}: {ran.stderr.strip()[-300:]}"
