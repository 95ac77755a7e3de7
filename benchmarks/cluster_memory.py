"""What the processes under this one take of memory, looked at twice a second: Spark's executors with their workers."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

_EVERY: Final = 0.5
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Process:
    """One process: its number, its parent's, its bytes in memory, its command line."""

    number: int
    parent: int
    size: int
    command: str


def processes() -> dict[int, Process]:
    """All processes of the machine that can be looked at, by number."""
    found: dict[int, Process] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            told = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            size = int((folder / "statm").read_text(encoding="utf-8").split()[1]) * _PAGE
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except (OSError, IndexError, ValueError):  # it ended while it was looked at
            continue
        found[int(folder.name)] = Process(int(folder.name), int(told[1]), size, command)
    return found


def below(root: int, known: dict[int, Process]) -> list[Process]:
    """A process's children, theirs, and so on."""
    children: dict[int, list[Process]] = {}
    for each in known.values():
        children.setdefault(each.parent, []).append(each)
    found, waiting = [], [root]
    while waiting:
        some = children.get(waiting.pop(), [])
        found += some
        waiting += [each.number for each in some]
    return found


def executors(known: dict[int, Process] | None = None) -> dict[int, Process]:
    """Spark's executors under this process, by the number that Spark gives them."""
    known = processes() if known is None else known
    found: dict[int, Process] = {}
    for each in below(os.getpid(), known):
        words = each.command.split()
        if "CoarseGrainedExecutorBackend" in each.command and "--executor-id" in words:
            found[int(words[words.index("--executor-id") + 1])] = each
    return found


@dataclass(slots=True)
class Watch:
    """Looks at memory as long as it is entered.

    Attributes:
        java: the most that each executor's own process took, in bytes, by its number.
        python: the most that its Python workers took together.
        here: the most that this process took.
        pool: the most that any worker of a pool of this process took.
    """

    java: dict[int, int] = field(default_factory=dict)
    python: dict[int, int] = field(default_factory=dict)
    here: int = 0
    pool: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._over.clear()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            known = processes()
            mine = known.get(os.getpid())
            self.here = max(self.here, mine.size if mine else 0)
            for number, each in executors(known).items():
                self.java[number] = max(self.java.get(number, 0), each.size)
                workers = sum(one.size for one in below(each.number, known))
                self.python[number] = max(self.python.get(number, 0), workers)
            self.pool = max([self.pool, *(one.size for one in known.values() if one.parent == os.getpid())])


def load() -> str:
    """How busy the machine is with anything: processes that wanted to run, over the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores at {time.strftime('%H:%M')}"
