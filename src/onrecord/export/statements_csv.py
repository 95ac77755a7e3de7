"""Statements as a table: a row a statement, in text order; see `table` for how cells are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.export import provenance, table
from onrecord.export.items import paragraph_at
from onrecord.export.voices import chain
from onrecord.record import Anchor, Record, Statement

_ANCHORS: Final = ("source", "cue", "addressee", "medium", "when")
COLUMNS: Final = (
    *table.ARTICLE,
    "id",
    "speaker",
    "speaker_entity",
    "speaker_type",
    "anonymous",
    "voice",
    "content",
    "content_spans",
    "start",
    "end",
    "paragraph",
    "mode",
    "act",
    "commitment",
    *(column for name in _ANCHORS for column in (name, f"{name}_start", f"{name}_end")),
    *provenance.COLUMNS,
)


def header() -> str:
    """The names of the columns, as a line."""
    return table.line(COLUMNS)


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The statements of a record, each as a line that ends as RFC 4180 has it.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    about = {**table.article(record.article), **provenance.cells(record, raw)}
    ordered = sorted(record.statements, key=lambda each: (each.content[0].start, each.content[0].end, each.id))
    yield from table.rows(COLUMNS, about, (_row(record, statement) for statement in ordered))


def _row(record: Record, statement: Statement) -> dict[str, object]:
    speaker = statement.voice[-1] if statement.voice else None
    entity = record.entity(speaker.entity) if speaker is not None and speaker.entity is not None else None
    anchors: dict[str, Anchor | None] = {name: getattr(statement, name) for name in _ANCHORS}
    row: dict[str, object] = {
        "id": statement.id,
        "speaker": None if speaker is None else table.flat(speaker.name),
        "speaker_entity": None if entity is None else entity.id,
        "speaker_type": None if entity is None else entity.type,
        "anonymous": None if speaker is None else speaker.anonymous,
        "voice": table.flat(chain(statement.voice)),
        "content": table.flat(" … ".join(content.words for content in statement.content)),
        "content_spans": table.spans(statement.content),
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "paragraph": paragraph_at(record, statement.content[0].start),
        "mode": statement.mode.value,
        "act": statement.act,
        "commitment": statement.commitment,
    }
    for name, anchor in anchors.items():
        row[name] = table.words(anchor)
        row[f"{name}_start"] = None if anchor is None else anchor.start
        row[f"{name}_end"] = None if anchor is None else anchor.end
    return row
