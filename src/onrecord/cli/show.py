"""Showing records and what a ledger holds on a terminal: colour where there is one, numbers in any case."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.show_events import events
from onrecord.cli.show_items import items
from onrecord.cli.show_numbers import numbers
from onrecord.cli.show_voices import picture, statements, text
from onrecord.cli.wrapping import indented
from onrecord.export.voices import voice_map
from onrecord.ledger.search import Said
from onrecord.ledger.search import Speaker as Quoted
from onrecord.record import Record

_WIDEST = 100


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal, at most a comfortable line; no colour where none is wanted."""
    plain = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    return Console(
        stderr=stderr, highlight=False, emoji=False, markup=False, width=min(plain.width, _WIDEST), soft_wrap=False
    )


def article(to: Console, record: Record, *, whole: bool = False) -> None:
    """Show one article: its voice map, its text in its voices, who says what, what happened, who is told of.

    Args:
        to: where.
        record: of the article.
        whole: show every event, actor, relation and label, however many.
    """
    voices = voice_map(record)
    shown = record.article
    first = shown.text[shown.paragraphs[0].start : shown.paragraphs[0].end] if shown.paragraphs else None
    if shown.title != first:
        to.print(Text(safe(shown.title or "Untitled"), style="bold"))
    about = [part for part in (shown.outlet, shown.byline, shown.published, shown.url) if part]
    to.print(Text(safe(" · ".join(about)) or "outlet and date not told", style="dim"))
    picture(to, voices)
    text(to, record, voices)
    to.print()
    to.rule(style="dim")
    statements(to, record, voices)
    events(to, record, voices, whole=whole)
    items(to, record, voices, whole=whole)
    numbers(to, record)


def quoted(to: Console, found: list[Quoted]) -> None:
    """Show who is quoted."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("speaker")
    for heading in ("statements", "articles", "outlets"):
        table.add_column(heading, justify="right")
    for speaker in found:
        name = Text(safe(speaker.name), style="" if speaker.named else "italic")
        table.add_row(name, str(speaker.statements), str(speaker.articles), str(speaker.outlets))
    to.print(table)


def said(to: Console, found: list[Said]) -> None:
    """Show what somebody is quoted as saying, article by article."""
    last = None
    for one in found:
        if one.article.id != last:
            about = [part for part in (one.article.outlet, one.article.published, one.article.title) if part]
            to.print()
            to.print(Text(safe(" · ".join(about) or one.article.name), style="bold"))
            last = one.article.id
        line = Text(safe(one.content))
        line.append(f"  — {safe(one.speaker or '')}, {safe(one.cue or '')}, {one.mode}", style="dim")
        indented(to, line, 2)


def on_terminal() -> bool:
    """Whether standard error is a terminal, where a progress bar makes sense."""
    return sys.stderr.isatty()
