"""The process that compares stories for the desk, so that its pages need not wait for it.

`python -m onrecord.web.comparing_worker LEDGER` takes a line of JSON for each story to compare on standard input,
`{"story", "articles"}`, keeps the comparison in the ledger, and answers each with a line, `{"error"}`, which is null
where all is well. It ends when its input does, and so with the desk, however that ends.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from onrecord.comparing.keeping import make
from onrecord.errors import OnRecordError
from onrecord.ledger import Ledger

_NICE = 5
"""The desk's pages go first."""


def work(path: Path, asked: Iterable[str], answer: Callable[[str], object]) -> None:
    """Compare what is asked for, one after another.

    Args:
        path: the ledger's.
        asked: lines of JSON.
        answer: takes a line for each.
    """
    for line in asked:
        answer(json.dumps({"error": _error(path, json.loads(line))}) + "\n")


def _error(path: Path, story: dict[str, Any]) -> str | None:
    """Compare a story; what went wrong, if anything did."""
    try:
        with Ledger(path) as ledger:
            make(ledger, story["story"], story["articles"])
    except OnRecordError as error:
        return f"{error.what}; {error.remedy} [{error.code}]"
    except Exception as error:  # noqa: BLE001 - a fault of ours ends with this story; the next are compared
        return f"{type(error).__name__}: {error}"
    return None


def main() -> None:
    """Work as long as anybody asks."""

    def answer(line: str) -> None:
        sys.stdout.write(line)
        sys.stdout.flush()

    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        work(Path(sys.argv[1]), sys.stdin, answer)
    except (KeyboardInterrupt, BrokenPipeError):
        return


if __name__ == "__main__":
    main()
