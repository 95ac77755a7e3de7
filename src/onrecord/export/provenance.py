"""Where what is exported of an article comes from: the input, the engine, the model, and the settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord import codec
from onrecord.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made what is exported of one article.

    Attributes:
        article: the article's id.
        input: sha256 of what was read, in hexadecimal digits.
        input_of: `bytes`, as the article came; `text`, its canonical text in UTF-8, where the bytes are not known.
        engine: the engine's version.
        model: sha256 of the encoder's weights.
        layers: which kinds of item were looked for.
        ontology: sha256 of the types of event, where they are not those that come with the engine.
        corrections: how many corrections by people are in it.
    """

    article: str
    input: str
    input_of: str
    engine: str
    model: str
    layers: tuple[str, ...]
    ontology: str | None
    corrections: int


COLUMNS: Final = ("input", "input_of", "engine", "model", "layers", "ontology", "corrections")
"""What tables tell of it, a column each; the article has a column there anyway."""


def provenance(record: Record, raw: str | None = None) -> Provenance:
    """Where a record comes from.

    Args:
        record: of the article.
        raw: sha256 of the bytes that the article came as, where they are known (`Ledger.digest`).
    """
    reader = record.reader
    text = record.article.text.encode("utf-8", "surrogatepass")
    return Provenance(
        article=record.article.id,
        input=raw or hashlib.sha256(text).hexdigest(),
        input_of="bytes" if raw else "text",
        engine=reader.engine,
        model=reader.model,
        layers=reader.layers,
        ontology=reader.ontology,
        corrections=len(record.corrections),
    )


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The same as a line of JSON without its end, to keep beside formats that have no room for it."""
    yield codec.dumps(provenance(record, raw))


def cells(record: Record, raw: str | None = None) -> dict[str, object]:
    """The same by the names of `COLUMNS`."""
    known = provenance(record, raw)
    return {name: getattr(known, name) for name in COLUMNS} | {"layers": "; ".join(known.layers)}
