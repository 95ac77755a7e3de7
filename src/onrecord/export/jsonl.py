"""JSON lines: records as `onrecord read --json` prints them, the article's text and what it was read by among it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from onrecord import codec
from onrecord.ledger.ledger import Ledger
from onrecord.record import Record


def lines(record: Record, raw: str | None = None) -> Iterator[str]:  # noqa: ARG001 - formats are called alike
    """The record as a line of JSON without its end; the whole text is in it, so that no digest is needed."""
    yield codec.dumps(record)


def write(ledger: Ledger, to: IO[bytes]) -> int:
    """Write every record of a ledger as people corrected it, an object a line; return how many."""
    count = 0
    for line in ledger.lines():
        to.write(f"{line}\n".encode())
        count += 1
    return count
