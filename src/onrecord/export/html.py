"""The self-contained page of one article, with its voice map.

Every item links to its words, and every content back to its statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.export import events
from onrecord.export.items import actors, correction, corrections_of, labels, manner, mentions, role, standing
from onrecord.export.marks import Mark, spoken, told
from onrecord.export.pages import look, page, paragraphs, web_address
from onrecord.export.provenance import provenance
from onrecord.export.voices import Block, VoiceMap, chain, said, strip, voice_map
from onrecord.record import Anchor, Record, Span, Statement

_CELLS = 160
"""Cells in a row of the strip on a page: its finest grain."""
_ROOM, _ROOM_IF_NARROW = 3, 7
"""Cells that a block must have to carry its sign, and to carry it on a narrow screen."""
_EXCERPT = 80


def article_page(record: Record, raw: str | None = None) -> str:
    """The page of one article: its voice map, its text in its voices, who says what, events, actors and all else.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    voices = voice_map(record)
    happenings = events.told(record)
    return page(
        "article.html",
        made=[provenance(record, raw)],
        article=record.article,
        link=web_address(record.article.url),
        strip=drawn(record, voices),
        speakers=voices.speakers,
        paragraphs=paragraphs(record, spoken(record, voices) + told(record, voices, happenings), _at),
        contents={statement.id: _said(statement) for statement in record.statements},
        manner=manner,
        corrected={statement.id: [*corrections_of(record, statement.id)] for statement in record.statements},
        corrections=record.corrections,
        correction=correction,
        events=happenings,
        actors=actors(record),
        mentions=mentions,
        role=role,
        relations=[standing(record, relation) for relation in record.relations],
        labels=labels(record),
        look=look,
        at=_at,
        chain=chain,
        speaker_of=voices.of,
    )


def _at(words: Anchor | Mark | Span) -> str:
    """The name of some words on the page, for links to lead to."""
    return f"w{words.start}-{words.end}"


def drawn(record: Record, voices: VoiceMap) -> list[list[Drawn]]:
    """The strip of an article's voice map, row by row, as a page draws it."""
    return [[Drawn(block, record.article.text) for block in row] for row in strip(voices, _CELLS)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block of the strip: where it stands in per cent of the row, and what it leads to."""

    block: Block
    text: str

    @property
    def x(self) -> str:
        """Where it begins in its row, in per cent."""
        return f"{100 * self.block.start / _CELLS:g}%"

    @property
    def width(self) -> str:
        """How wide it is, in per cent of the row."""
        return f"{100 * self.block.cells / _CELLS:g}%"

    @property
    def middle(self) -> str:
        """Where its middle is, in per cent of the row."""
        return f"{100 * (self.block.start + self.block.cells / 2) / _CELLS:g}%"

    @property
    def sign(self) -> str:
        """The sign of its voice, where there is room for it."""
        return self.block.speaker.sign if self.block.cells >= _ROOM else ""

    @property
    def tight(self) -> bool:
        """Whether a narrow screen has no room for the sign."""
        return self.block.cells < _ROOM_IF_NARROW

    @property
    def tip(self) -> str:
        """Who speaks, and the first of the words."""
        span = self.block.stretch.span
        words = " ".join(self.text[span.start : span.end].split())
        return f"{self.block.speaker.name}: {words if len(words) <= _EXCERPT else words[:_EXCERPT] + '…'}"


def _said(statement: Statement) -> list[tuple[str, str | None]]:
    """The contents of a statement, each with the name of its words on the page."""
    found = said(statement)
    named: list[tuple[str, str | None]] = []
    for content in statement.content:
        first = next((piece for piece in found if content.start <= piece.start < content.end), None)
        named.append((content.words, None if first is None else _at(first)))
    return named
