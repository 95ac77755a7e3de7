"""Some words of one of the articles compared."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Anchor, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Anchor):
    """Some words of one of the articles compared."""

    article: str


def place_of(record: Record, anchor: Anchor) -> Place:
    """An anchor with the article it is in."""
    return Place(article=record.article.id, text=record.article.text, start=anchor.start, end=anchor.end)


def place(record: Record, anchor: Anchor | None) -> Place | None:
    """The same for one that may not be there."""
    return place_of(record, anchor) if anchor else None
