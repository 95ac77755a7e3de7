"""Doing work in a process of its own and killing it at a moment that nobody chose.

A process is forked rather than started, so that hundreds of kills take minutes. `SIGKILL` cannot be caught: what was
written to a file is in the system's hands and stays, what was not is lost. The power going out is another fault; that
the ledger is written with `synchronous = FULL` is all that is done about it here.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Tell:
    """Says that something is committed; what was said before a stop is held against the ledger after it."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def __call__(self, name: str) -> None:
        """Say a line."""
        os.write(self._pipe, f"{name}\n".encode())

    def become(self, command: tuple[str, ...], log: Path) -> None:
        """Let a command take this process over: what it prints is what it tells, its complaints go to a file."""
        errors = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(self._pipe, 1)
        os.dup2(errors, 2)
        os.execve(command[0], command, {**os.environ, "PYTHONUNBUFFERED": "1"})  # noqa: S606 - no shell is wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How work ended.

    Attributes:
        killed: whether it was killed before it was done.
        told: what it said was committed.
        well: whether it was done, without an error.
        code: its exit code; negative, the signal that ended it.
    """

    killed: bool
    told: tuple[str, ...]
    well: bool
    code: int


def started(work: Callable[[Tell], object]) -> tuple[int, int]:
    """Start work in a process of its own; return its number and the end of a pipe that it tells by."""
    heard, said = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        os.close(said)
        return process, heard
    code = 1
    try:
        os.close(heard)
        work(Tell(said))
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of the parent's may run in here
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(process: int, heard: int, seconds: float | None = None) -> Ended:
    """Hear what a process tells until it ends, or kill it after so many seconds."""
    until = None if seconds is None else time.monotonic() + seconds
    told: list[bytes] = []
    while True:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            os.kill(process, signal.SIGKILL)
            until = None
            continue
        if select.select([heard], [], [], left)[0]:
            part = os.read(heard, 65536)
            if not part:
                break
            told.append(part)
    os.close(heard)
    _, status = os.waitpid(process, 0)
    lines = b"".join(told).decode().splitlines()
    code = os.waitstatus_to_exitcode(status)
    return Ended(killed=code == -signal.SIGKILL, told=tuple(lines), well=code == 0, code=code)


def done(work: Callable[[Tell], object], seconds: float | None = None) -> Ended:
    """Do work in a process of its own, killed after so many seconds if it is not done by then."""
    return ended(*started(work), seconds)
