"""What a reference to an article tells, for the formats of reference managers; only what the article states."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from onrecord.export.provenance import provenance
from onrecord.record import Record

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_BY: Final = re.compile(r"^\s*by\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An article as a source.

    Attributes:
        key: the article's id.
        title: its headline.
        author: the byline as printed, without a "By" before it; nothing tells surely how many people it names.
        outlet: who published it.
        date: year, month, day, as digits and as far as stated.
        url: where.
        language: ISO 639-1.
        note: what it was read from and by.
    """

    key: str
    title: str | None
    author: str | None
    outlet: str | None
    date: tuple[str, ...]
    url: str | None
    language: str
    note: str


def reference(record: Record, raw: str | None = None) -> Reference:
    """An article as a source.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    article, known = record.article, provenance(record, raw)
    stated = _DATE.match(article.published or "")
    ontology = f", events by {known.ontology}" if known.ontology else ""
    return Reference(
        key=article.id,
        title=_flat(article.title),
        author=_flat(_BY.sub("", article.byline or "")),
        outlet=_flat(article.outlet),
        date=tuple(part for part in stated.groups() if part) if stated else (),
        url="".join((_flat(article.url) or "").split()) or None,
        language=article.language,
        note=f"On Record {known.engine}, model sha256 {known.model}, {known.input_of} sha256 {known.input}, "
        f"layers {' '.join(known.layers)}{ontology}",
    )


def _flat(words: str | None) -> str | None:
    """Words on one line, without control characters and halves of characters, which no file of text can hold."""
    shown = "".join(" " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in words or "")
    return " ".join(shown.split()) or None
