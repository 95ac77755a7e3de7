"""The desk's side of comparing: which stories wait, which failed, and the one process that compares them."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_IDLE: Final = 600.0
"""Seconds after which a process that nobody asks anything is let go."""
_MOST_FAILED: Final = 200
_STOPPED: Final = "the comparing stopped before it was done"


class Comparer:
    """Has stories compared by a process of its own, one at a time, begun when the first is asked for."""

    def __init__(self, ledger: Path) -> None:
        """Begin nothing yet.

        Args:
            ledger: the path of the ledger.
        """
        self._ledger = ledger
        self._lock = threading.Lock()
        self._asked: queue.Queue[tuple[str, str, tuple[str, ...]] | None] = queue.Queue()
        self._waiting: set[str] = set()
        self._failed: dict[str, str] = {}
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def ask(self, digest: str, story: str, articles: Sequence[str]) -> str | None:
        """Have a story compared, unless it is being compared; what went wrong, if it was and failed.

        Args:
            digest: what its comparison is made of.
            story: its id.
            articles: the ids of its articles.
        """
        with self._lock:
            failed = self._failed.get(digest)
            if failed is None and digest not in self._waiting and not self._closed:
                self._waiting.add(digest)
                self._asked.put((digest, story, tuple(articles)))
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="comparing", daemon=True)
                    self._thread.start()
            return failed

    def again(self, digest: str) -> None:
        """Forget that a comparison failed, so that it is tried again when it is asked for."""
        with self._lock:
            self._failed.pop(digest, None)

    def close(self) -> None:
        """End the process; what is half done is not kept, and is done again when it is asked for."""
        with self._lock:
            self._closed = True
            process = self._process
        self._asked.put(None)
        if process is not None:
            process.terminate()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            try:
                asked = self._asked.get(timeout=_IDLE)
            except queue.Empty:
                self._let_go()
                continue
            if asked is None:
                self._let_go()
                return
            digest, story, articles = asked
            error = self._compared(story, articles)
            with self._lock:
                self._waiting.discard(digest)
                if error is not None:
                    while len(self._failed) >= _MOST_FAILED:
                        del self._failed[next(iter(self._failed))]
                    self._failed[digest] = error

    def _compared(self, story: str, articles: Sequence[str]) -> str | None:
        """Have one compared now; what went wrong, if anything did."""
        try:
            process = self._begun()
            if process is None or process.stdin is None or process.stdout is None:
                return _STOPPED
            process.stdin.write(json.dumps({"story": story, "articles": articles}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if line:
                error: str | None = json.loads(line)["error"]
                return error
        except (OSError, ValueError) as error:
            self._let_go()
            return f"{_STOPPED}: {error}"
        self._let_go()
        return _STOPPED

    def _begun(self) -> subprocess.Popen[str] | None:
        """The process, begun if there is none; None once the desk is closed."""
        with self._lock:
            if self._closed:
                return None
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                    [sys.executable, "-P", "-m", "onrecord.web.comparing_worker", str(self._ledger.absolute())],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                )
            return self._process

    def _let_go(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:
                        continue
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
