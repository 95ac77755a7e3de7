"""The desk's side of the process that reads: it is started when there is something to read, and again when it dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import onrecord
from onrecord.errors import OnRecordError
from onrecord.ledger import Ledger, feeds, jobs
from onrecord.ledger.jobs import State
from onrecord.ledger.ledger import Failure
from onrecord.web.settings import Settings

_LONGEST_PAUSE: Final = 30.0
_PATIENCE: Final = 5.0
"""Seconds that the process is given to end by itself."""


class Workers:
    """Keeps one process that reads; one is enough, as the encoder uses every core there is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.RLock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = threading.Event()
        self._deaths = 0
        self._not_before = 0.0
        self._fault: Failure | None = None
        self._following: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """The process that reads, while there is one."""
        with self._lock:
            return None if self._process is None else self._process.pid

    @property
    def fault(self) -> Failure | None:
        """Why nothing can be read at present, where that is known."""
        with self._lock:
            return self._fault

    def wake(self) -> None:
        """Say that there is something to read; start the process if there is none."""
        with self._lock:
            if self._stopped.is_set() or not self._settings.reading:
                return
            if self._process is not None:
                self._tell({"do": "look"})
            elif time.monotonic() >= self._not_before:
                self._start()

    def begin(self) -> None:
        """Start the process if anything was left to be read, or feeds are followed.

        Raises:
            SetupError: L05 or L07.
        """
        with Ledger(self._settings.ledger, create=True) as ledger:
            if jobs.standing(ledger, listed=0).busy or feeds.feeds(ledger):
                self.wake()

    def stop(self) -> None:
        """End the process, and start none again; what it was at waits."""
        self._stopped.set()
        with self._lock:
            process = self._process
        if process is None:
            return
        with suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()
        for end in (process.terminate, process.kill):
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                end()
        process.wait()
        if self._following is not None:
            self._following.join(_PATIENCE)

    def _start(self) -> None:
        name = f"w-{uuid4().hex}"
        # -P: what lies in the folder that the desk was started in is not taken for a module; ours is found all the same
        folder = str(Path(onrecord.__file__).parent.parent)
        paths = [folder, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        command = [sys.executable, "-P", "-m", "onrecord.web.worker", str(self._settings.ledger.resolve())]
        command += ["--name", name, *(["--allow-private"] if self._settings.allow_private else [])]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        )
        self._following = threading.Thread(target=self._follow, args=(self._process, name), daemon=True)
        self._following.start()

    def _tell(self, what: dict[str, Any]) -> None:
        with suppress(OSError, ValueError):
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(json.dumps(what) + "\n")
                self._process.stdin.flush()

    def _follow(self, process: subprocess.Popen[str], name: str) -> None:
        """Hear what the process says; once it has ended, let its job wait again, and start another if need be."""
        for line in process.stdout or ():
            with suppress(ValueError, TypeError, KeyError):
                self._heard(json.loads(line))
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was to be told to one that is gone
                    pipe.close()
        busy = False
        with suppress(OnRecordError), Ledger(self._settings.ledger) as ledger:
            jobs.release(ledger, name, orderly=False)
            busy = jobs.standing(ledger, listed=0).counts[State.WAITING] > 0
        with self._lock:
            self._process = None
            pause = 0.0 if self._deaths == 0 else min(2.0 ** (self._deaths - 1), _LONGEST_PAUSE)
            self._deaths += 1
            self._not_before = time.monotonic() + pause
        if busy and not self._stopped.wait(pause):
            self.wake()

    def _heard(self, told: dict[str, Any]) -> None:
        with self._lock:
            if "fault" in told:
                fault = told["fault"]
                self._fault = Failure("", str(fault["code"]), str(fault["what"]), str(fault["remedy"]))
            elif "ended" in told or told.get("state") == "idle":
                self._fault, self._deaths = None, 0
