"""Entities as a table: a row an entity of an article, in the record's order; see `table` for how cells are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from onrecord.export import provenance, table
from onrecord.export.items import role
from onrecord.record import Entity, Link, MentionKind, Record

COLUMNS: Final = (
    *table.ARTICLE,
    "id",
    "type",
    "name",
    "named",
    "aliases",
    "code",
    "roles",
    "mentions",
    "mention_kinds",
    "mention_spans",
    "names",
    "nominals",
    "pronouns",
    "statements",
    *provenance.COLUMNS,
)


def header() -> str:
    """The names of the columns, as a line."""
    return table.line(COLUMNS)


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The entities of a record, each as a line that ends as RFC 4180 has it.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    about = {**table.article(record.article), **provenance.cells(record, raw)}
    spoken = Counter(_speaker(statement.voice) for statement in record.statements)
    yield from table.rows(COLUMNS, about, (_row(entity, spoken[entity.id]) for entity in record.entities))


def _speaker(voice: tuple[Link, ...]) -> str | None:
    return voice[-1].entity if voice else None


def _row(entity: Entity, statements: int) -> dict[str, object]:
    kinds = Counter(mention.kind for mention in entity.mentions)
    return {
        "id": entity.id,
        "type": entity.type,
        "name": table.flat(entity.name),
        "named": entity.named,
        "aliases": table.joined(entity.aliases),
        "code": entity.code,
        "roles": table.joined(role(one) for one in entity.roles),
        "mentions": table.joined(mention.words for mention in entity.mentions),
        "mention_kinds": table.joined(mention.kind.value for mention in entity.mentions),
        "mention_spans": table.spans(entity.mentions),
        "names": kinds[MentionKind.NAME],
        "nominals": kinds[MentionKind.NOMINAL],
        "pronouns": kinds[MentionKind.PRONOUN],
        "statements": statements,
    }
