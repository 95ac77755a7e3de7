"""The formats that records are written in, line by line, each by a module that is loaded when it is asked for.

Such a module has `lines(record, raw)`: what it tells of an article, `raw` being sha256 of the bytes that it came as, or
None. A table has `header()` too, and its lines end as its own standard has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import IO, Final

from onrecord.record import Record

LINES: Final = {
    "jsonl": "jsonl",
    "plover": "plover",
    "events": "events_csv",
    "statements": "statements_csv",
    "entities": "entities_csv",
    "cameo": "cameo",
    "annotations": "annotations",
    "ftm": "followthemoney",
    "bibtex": "bibtex",
    "ris": "ris",
    "provenance": "provenance",
}
"""The names of the formats, and the modules that write them."""
Came = tuple[Record, str | None]
"""A record, and sha256 of the bytes that its article came as where they are known."""


def write(form: str, records: Iterable[Came], to: IO[bytes]) -> int:
    """Write records in a format, as they come; return how many.

    Args:
        form: one of `LINES`.
        records: each with the digest of its bytes.
        to: an open file.
    """
    module = import_module(f"onrecord.export.{LINES[form]}")
    header = getattr(module, "header", None)
    end = "" if header else "\n"
    if header:
        to.write(header().encode("utf-8"))
    count = 0
    for record, raw in records:
        to.writelines(f"{line}{end}".encode() for line in module.lines(record, raw))
        count += 1
    return count
