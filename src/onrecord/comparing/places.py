"""Some words of one of the articles compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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


LONGEST: Final = 400
"""Most characters of a sentence that is quoted for some words in it."""


def sentence(record: Record, found: Place) -> Place:
    """The sentence that some words stand in; the words alone where it is too long or they are in several.

    Args:
        record: of their article.
        found: the words.
    """
    for each in record.article.sentences:
        if each.start <= found.start and found.end <= each.end and each.end - each.start <= LONGEST:
            return Place(article=found.article, text=found.text, start=each.start, end=each.end)
    return found
