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

Tell = Callable[[str], None]
"""Says that something is committed; what was said before a kill is held against the ledger after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How work ended.

    Attributes:
        killed: whether it was killed before it was done.
        told: what it said was committed.
        well: whether it was done, without an error.
    """

    killed: bool
    told: tuple[str, ...]
    well: bool


def started(work: Callable[[Tell], None]) -> tuple[int, int]:
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
        work(lambda name: _say(said, name))
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
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Ended(killed=killed, told=tuple(lines), well=os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0)


def done(work: Callable[[Tell], None], seconds: float | None = None) -> Ended:
    """Do work in a process of its own, killed after so many seconds if it is not done by then."""
    return ended(*started(work), seconds)


def _say(pipe: int, name: str) -> None:
    os.write(pipe, f"{name}\n".encode())
