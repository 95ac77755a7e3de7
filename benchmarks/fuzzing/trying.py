"""One input, tried: under a watchdog, twice where the same must come again, and what went wrong written down."""

from __future__ import annotations

import mmap
import os
import re
import resource
import signal
import struct
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.fuzzing.invariants import BrokenError, hold
from benchmarks.fuzzing.target import Came, Target

SECONDS: Final = 5.0
"""Of the processor, that an input may take; a busy machine makes no input slow."""
EVERY: Final = 40
"""One input in so many is tried twice."""
SLOW: Final = 75
"""How a process ends that was stopped in the middle of an input: what it was doing may be half done."""

_MEMORY: Final = 6 << 30
_HEAD: Final = struct.Struct("<QdQQQ")
_LARGEST: Final = 1 << 20


class TooLongError(BaseException):
    """The time is over. No `Exception`, so that nothing takes it for a fault of the input."""


class Board:
    """What a process tells while it tries inputs, in a file that outlives it.

    Attributes:
        count: inputs tried.
        worst: seconds of processor time of the slowest.
        findings: how many went wrong, each kind once.
        kinds: how many different things came.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(b"\0" * (_HEAD.size + _LARGEST))
        self._file = path.open("r+b")
        self._map = mmap.mmap(self._file.fileno(), 0)
        self.count, self.worst, self.findings, self.kinds, self._length = _HEAD.unpack_from(self._map)

    def tell(self, data: bytes = b"") -> None:
        """Put down the figures, and the input that is about to be tried."""
        kept = data[:_LARGEST]
        self._map[_HEAD.size : _HEAD.size + len(kept)] = kept
        _HEAD.pack_into(self._map, 0, self.count, self.worst, self.findings, self.kinds, len(kept))

    def look(self) -> None:
        """Take the figures that another process has put down."""
        self.count, self.worst, self.findings, self.kinds, self._length = _HEAD.unpack_from(self._map)

    def trying(self) -> bytes:
        """The input that is being tried."""
        return bytes(self._map[_HEAD.size : _HEAD.size + self._length])

    def close(self) -> None:
        """Close the file."""
        self._map.close()
        self._file.close()


class Trial:
    """Tries inputs of a target.

    Args:
        target: what takes them.
        folder: where to keep what went wrong.
        board: where to tell how far it is; None to tell nobody.
    """

    def __init__(self, target: Target, folder: Path, board: Board | None = None) -> None:
        self._run = target.prepare()
        self._folder = folder
        self._board = board
        self._count = board.count if board else 0
        self._told = folder / "kinds.txt"
        self._kinds = set(self._told.read_text("utf-8").splitlines()) if self._told.exists() else set[str]()
        signal.signal(signal.SIGPROF, _over)

    def __call__(self, data: bytes) -> bool:
        """Try an input; return whether something came that had not come before."""
        if self._board:
            self._board.tell(data)
        came = self._tried(data)
        self._count += 1
        kind = came.kind.encode("unicode_escape").decode() if came else ""
        new = bool(kind) and kind not in self._kinds
        if new:
            self._kinds.add(kind)
            with self._told.open("a", encoding="utf-8") as file:
                file.write(f"{kind}\n")
        if self._board:
            self._board.count = self._count
            self._board.kinds = len(self._kinds)
            self._board.tell()
        return new

    def _tried(self, data: bytes) -> Came | None:
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            came = self._run(data)
            hold(self._count % EVERY != 0 or self._run(data) == came, "something else comes the second time")
        except TooLongError as error:
            self._wrong(data, error)
            if self._board:
                self._board.count = self._count + 1
                self._board.tell()
                os._exit(SLOW)
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, it should not have come
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._wrong(data, error)
            return None
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            taken = time.process_time() - began
            if self._board and taken > self._board.worst:
                self._board.worst = taken
                (self._folder / "slowest.bin").write_bytes(data)
        return came

    def _wrong(self, data: bytes, error: BaseException) -> None:
        new = keep(self._folder, data, key(error), "".join(traceback.format_exception(error)))
        if self._board and new:
            self._board.findings += 1


def keep(folder: Path, data: bytes, name: str, told: str) -> bool:
    """Keep an input that went wrong, and how; the first of each kind. Return whether it is the first."""
    found = folder / "findings"
    found.mkdir(exist_ok=True)
    path = found / f"{name}.bin"
    if path.exists():
        return False
    path.write_bytes(data)
    (found / f"{name}.txt").write_text(told, encoding="utf-8", errors="backslashreplace")
    return True


def key(error: BaseException) -> str:
    """What went wrong, and where in our code: two inputs with one key show one fault."""
    if isinstance(error, BrokenError):
        return f"BrokenError-{re.sub(r'[^a-z]+', '-', str(error).lower())[:40].strip('-')}"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "onrecord" in Path(each.filename).parts] or list(frames)
    where = f"{Path(ours[-1].filename).stem}-{ours[-1].name.strip('<>')}-{ours[-1].lineno}" if ours else "nowhere"
    return f"{type(error).__name__}-{where}"


def bounded() -> None:
    """Bound this process' memory, so that what takes too much is told and the machine goes on."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _over(signal_: int, frame: object) -> None:  # noqa: ARG001 - a handler's arguments
    raise TooLongError


Tried = Callable[[bytes], bool]
