"""Self-contained HTML pages: one article with its voices, several reports side by side.

Everything that comes from an article is escaped; a page runs no script and loads nothing.
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
from onrecord.comparing.reuse import EditKind
from onrecord.export.marks import Stretch, share_of_voice, speakers, stretches
from onrecord.record import Record
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


@dataclass(frozen=True, slots=True)
class _Shown:
    """A stretch, and whether it is the first of its statement's content on the page."""

    words: str
    speaker: int | None
    part: str | None
    statement: str | None
    first: bool


def article_page(record: Record) -> str:
    """The page of one article: its text in its voices, who says what, the names."""
    people = speakers(record)
    seen: set[str] = set()
    return _page(
        "article.html",
        article=record.article,
        link=_web_address(record.article.url),
        speakers=people,
        names={speaker.number: " › ".join(speaker.chain) for speaker in people},
        shares=share_of_voice(record, people),
        paragraphs=[
            [_shown(stretch, seen) for stretch in stretches(record, paragraph, people)]
            for paragraph in record.article.paragraphs
        ],
        entities=record.entities,
    )


def _shown(stretch: Stretch, seen: set[str]) -> _Shown:
    content = stretch.statement is not None and stretch.part not in {"source", "cue"}
    first = content and stretch.statement not in seen
    if first and stretch.statement is not None:
        seen.add(stretch.statement)
    return _Shown(stretch.words, stretch.speaker, stretch.part, stretch.statement, first)


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
    people = speakers(record)
    return {
        "label": label,
        "title": record.article.title,
        "outlet": record.article.outlet,
        "published": record.article.published,
        "names": {speaker.number: " › ".join(speaker.chain) for speaker in people},
        "paragraphs": [list(stretches(record, paragraph, people)) for paragraph in record.article.paragraphs],
    }
