"""The process that writes a large export for the desk, so that its pages need not wait for it.

`python -m onrecord.web.exporting_worker LEDGER FORMAT` takes JSON on standard input, `{"articles", "found"}`, and
writes the export on standard output as it goes. Whoever reads it slowly slows it down; whoever stops reading ends it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

from onrecord.ledger import Ledger
from onrecord.web.exported import write

_NICE = 5
"""The desk's pages go first."""


def work(path: Path, form: str, asked: bytes, to: IO[bytes]) -> None:
    """Write what is asked for.

    Args:
        path: the ledger's.
        form: the format's name.
        asked: the articles, and the statements found of them, as JSON.
        to: where to.
    """
    wanted = json.loads(asked)
    with Ledger(path) as ledger:
        write(ledger, form, wanted["articles"], to, wanted["found"])
    to.flush()


def main() -> None:
    """Work, and end."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        work(Path(sys.argv[1]), sys.argv[2], sys.stdin.buffer.read(), sys.stdout.buffer)
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(1)  # nobody reads any more: nothing is left to flush


if __name__ == "__main__":
    main()
