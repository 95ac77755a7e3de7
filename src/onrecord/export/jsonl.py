"""JSON lines: the records of a ledger as `onrecord read --json` printed them."""

from __future__ import annotations

from typing import IO

from onrecord.ledger.ledger import Ledger


def write(ledger: Ledger, to: IO[bytes]) -> int:
    """Write every record, an object a line; return how many."""
    count = 0
    for line in ledger.lines():
        to.write(f"{line}\n".encode())
        count += 1
    return count
