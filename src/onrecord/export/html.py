"""Self-contained HTML pages: one article with its voice map, several reports side by side.

Every item links to its words, and every content back to its statement. Everything that comes from an article is
escaped; a page runs no script and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from onrecord.comparing.comparison import Comparison, Passage, Share
from onrecord.comparing.edits import EditKind
from onrecord.export import events
from onrecord.export.events import Told
from onrecord.export.items import actors, labels, manner, mentions, role, standing
from onrecord.export.marks import Mark, Token, by_paragraph, segments, spoken, tokens, told
from onrecord.export.voices import Block, Speaker, VoiceMap, chain, said, strip, voice_map
from onrecord.record import Anchor, Record, Span, Statement
from onrecord.version import VERSION


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.export"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(template: str, **given: Any) -> str:
    style = (files("onrecord") / "export" / "templates" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(version=VERSION, style=Markup(style), style_hash=f"sha256-{digest}", **given)  # noqa: S704 - our own file
    )


_CELLS = 160
"""Cells in a row of the strip on a page: its finest grain."""
_ROOM, _ROOM_IF_NARROW = 3, 7
"""Cells that a block must have to carry its sign, and to carry it on a narrow screen."""
_COLOURS = 8
_HATCHES = 4
_EXCERPT = 80


def article_page(record: Record) -> str:
    """The page of one article: its voice map, its text in its voices, who says what, events, actors and all else."""
    voices = voice_map(record)
    happenings = events.told(record)
    return _page(
        "article.html",
        article=record.article,
        link=_web_address(record.article.url),
        strip=[[_Drawn(block, record.article.text) for block in row] for row in strip(voices, _CELLS)],
        speakers=voices.speakers,
        paragraphs=_paragraphs(record, voices, happenings, links=True),
        contents={statement.id: _said(statement) for statement in record.statements},
        manner=manner,
        events=happenings,
        actors=actors(record),
        mentions=mentions,
        role=role,
        relations=[standing(record, relation) for relation in record.relations],
        labels=labels(record),
        look=_look,
        at=_at,
        chain=chain,
        speaker_of=voices.of,
    )


def _look(speaker: Speaker | None) -> str:
    """The classes of a voice: a colour, and a hatching once the colours are used up; none of the outlet's own."""
    if speaker is None or not speaker.colour:
        return "own"
    turn, colour = divmod(speaker.colour - 1, _COLOURS)
    return f"c{colour + 1}" + (f" h{turn % _HATCHES}" if turn % _HATCHES else "")


def _at(words: Anchor | Mark | Span) -> str:
    """The name of some words on the page, for links to lead to."""
    return f"w{words.start}-{words.end}"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A block of the strip: where it stands in per cent of the row, and what it leads to."""

    block: Block
    text: str

    @property
    def x(self) -> str:
        return f"{100 * self.block.start / _CELLS:g}%"

    @property
    def width(self) -> str:
        return f"{100 * self.block.cells / _CELLS:g}%"

    @property
    def middle(self) -> str:
        return f"{100 * (self.block.start + self.block.cells / 2) / _CELLS:g}%"

    @property
    def sign(self) -> str:
        return self.block.speaker.sign if self.block.cells >= _ROOM else ""

    @property
    def tight(self) -> bool:
        return self.block.cells < _ROOM_IF_NARROW

    @property
    def tip(self) -> str:
        span = self.block.stretch.span
        words = " ".join(self.text[span.start : span.end].split())
        return f"{self.block.speaker.name}: {words if len(words) <= _EXCERPT else words[:_EXCERPT] + '…'}"


@dataclass(frozen=True, slots=True)
class _Written:
    """A step in writing a paragraph, and the name that the words opened go by, once on a page."""

    token: Token
    name: str | None


def _paragraphs(
    record: Record, voices: VoiceMap, happenings: Sequence[Told] = (), *, links: bool
) -> list[list[_Written]]:
    """The paragraphs as tokens; with `links`, the words of every item have a name."""
    marks = spoken(record, voices) + (told(record, voices, happenings) if links else [])
    text, named = record.article.text, set[tuple[int, int]]()
    found = []
    for span, over in zip(record.article.paragraphs, by_paragraph(record, marks), strict=True):
        written = []
        for token in tokens(list(segments(text, span, over))):
            name = None
            if links and token.does == "open" and token.mark and token.mark.key not in named:
                named.add(token.mark.key)
                name = _at(token.mark)
            written.append(_Written(token, name))
        found.append(written)
    return found


def _said(statement: Statement) -> list[tuple[str, str | None]]:
    """The contents of a statement, each with the name of its words on the page."""
    found = said(statement)
    named: list[tuple[str, str | None]] = []
    for content in statement.content:
        first = next((piece for piece in found if content.start <= piece.start < content.end), None)
        named.append((content.words, None if first is None else _at(first)))
    return named


def _web_address(url: str | None) -> str | None:
    """The address, if a browser may be sent there."""
    return url if url and urlsplit(url).scheme in {"http", "https"} else None


def comparison_page(comparison: Comparison, records: Sequence[Record]) -> str:
    """The page of several reports side by side.

    Args:
        comparison: of `records`.
        records: in any order.
    """
    by_id = {record.article.id: record for record in records}
    labels = {report.article: report.label for report in comparison.reports}
    return _page(
        "comparison.html",
        reports=comparison.reports,
        labels=labels,
        reuse=[
            {
                "reuse": pair,
                "from_label": labels[pair.earlier],
                "to_label": labels[pair.later],
                "passages": [_passage(passage, labels) for passage in pair.passages],
            }
            for pair in comparison.reuse
        ],
        quoted=quoted_where(comparison),
        speakers=comparison.speakers,
        articles=[_article(by_id[report.article], report.label) for report in comparison.reports],
        look=_look,
    )


def quoted_where(comparison: Comparison) -> list[dict[str, Any]]:
    """For each speaker, how many statements each report gives them, in the order of the reports."""
    rows: list[dict[str, Any]] = []
    for speaker in comparison.speakers:
        sayings = [saying.article for variants in speaker.statements for saying in variants.sayings]
        counts = [sayings.count(report.article) for report in comparison.reports]
        rows.append({"name": speaker.name or "(source not told)", "named": speaker.named, "counts": counts})
    return rows


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a shared passage: the `same` in both, only `before` or only `after`, perhaps a number."""

    kind: str
    words: str
    number: bool = False


def pieces(passage: Passage) -> list[Piece]:
    """A shared passage as the earlier article has it, with what the later changed."""
    text, at = passage.earlier.text, passage.earlier.start
    shown: list[Piece] = []
    for edit in passage.edits:
        shown.append(Piece("same", text[at : edit.earlier_at]))
        at = edit.earlier_at
        number = edit.kind is EditKind.NUMBER
        if edit.before is not None:
            shown.append(Piece("before", edit.before.words, number))
            at = edit.before.end
        if edit.after is not None:
            shown.append(Piece("after", f" {edit.after.words}", number))
    shown.append(Piece("same", text[at : passage.earlier.end]))
    return [piece for piece in shown if piece.words]


def _passage(passage: Passage, labels: dict[str, str]) -> dict[str, Any]:
    numbers = sum(edit.kind is EditKind.NUMBER for edit in passage.edits)
    notes = [f"{passage.equal_words} words the same"]
    if passage.kind is Share.QUOTATION:
        notes.append("a quotation that both give")
    if numbers:
        notes.append(f"{numbers} number{'s' if numbers > 1 else ''} changed")
    if others := len(passage.edits) - numbers:
        notes.append(f"{others} other change{'s' if others > 1 else ''}")
    where = f"{labels[passage.earlier.article]} {passage.earlier.start}–{passage.earlier.end}"
    there = f"{labels[passage.later.article]} {passage.later.start}–{passage.later.end}"
    return {"stretches": pieces(passage), "note": "; ".join([*notes, where, there])}


def _article(record: Record, label: str) -> dict[str, Any]:
    voices = voice_map(record)
    return {
        "label": label,
        "title": record.article.title,
        "outlet": record.article.outlet,
        "published": record.article.published,
        "paragraphs": _paragraphs(record, voices, links=False),
    }
