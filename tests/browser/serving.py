"""`onrecord serve` as a process of its own, for as long as it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(ledger: Path, *options: str) -> Iterator[str]:
    """A desk over a ledger, on a port that is free.

    Args:
        ledger: its file; made where there is none.
        options: of `onrecord serve`.

    Yields:
        Its address, without a slash at the end; with the token where there is one.
    """
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(ledger), "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        try:
            told = process.stdout.readline() if process.stdout else ""
            if "http://" not in told:
                raise RuntimeError(f"`onrecord serve` said {told!r}")
            yield told.split()[-1].removesuffix("/")
        finally:
            process.terminate()


def onrecord(*words: str, cwd: Path | None = None, also: Sequence[int] = ()) -> str:
    """What a command prints.

    Args:
        words: the command line, after `onrecord`.
        cwd: where it is run.
        also: exit codes that are well too.
    """
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in {0, *also}:
        raise RuntimeError(f"onrecord {' '.join(words)}: {done.stderr}")
    return done.stdout
