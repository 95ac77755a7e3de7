"""The articles as RIS, the tagged lines that reference managers exchange: a `NEWS` each."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.export.references import reference
from onrecord.record import Record


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The entry of an article, several lines of text without the last one's end; the arguments of `reference`."""
    found = reference(record, raw)
    told = (
        ("TY", "NEWS"),
        ("ID", found.key),
        ("TI", found.title),
        ("AU", found.author),
        ("T2", found.outlet),
        ("PY", found.date[0] if found.date else None),
        ("DA", "/".join((*found.date, "", "", "")[:3]) if found.date else None),
        ("UR", found.url),
        ("LA", found.language),
        ("N1", found.note),
    )
    yield "\n".join([*(f"{tag}  - {words}" for tag, words in told if words), "ER  - ", ""])
