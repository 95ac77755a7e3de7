"""Showing records and comparisons on a terminal: colour where there is one, numbers in any case."""

from __future__ import annotations

import re
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
from onrecord.comparing.comparison import Comparison, Passage, Share
from onrecord.export.html import pieces, quoted_where
from onrecord.export.voices import voice_map
from onrecord.ledger.search import MARK, Hit, Said
from onrecord.ledger.search import Speaker as Quoted
from onrecord.record import Record

_WIDEST = 100
_PASSAGE_WORDS = 60


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


def comparison(to: Console, found: Comparison) -> None:
    """Show reports side by side."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    for heading in ("", "outlet", "headline", "published"):
        table.add_column(heading)
    table.add_column("words", justify="right")
    for report in found.reports:
        table.add_row(
            Text(report.label, style="bold"),
            safe(report.outlet or ""),
            safe(report.title or ""),
            (report.published or "not told").replace("T", " "),
            str(report.words),
        )
    to.print(Text(f"{len(found.reports)} reports", style="bold"))
    to.print(table)
    _shared(to, found)
    _quoted(to, found)
    _side_by_side(to, found)


def _shared(to: Console, found: Comparison) -> None:
    to.print()
    to.print(Text("Shared passages", style="bold"))
    if not found.reuse:
        to.print("  No two of these reports share a passage.")
    for pair in found.reuse:
        earlier, later = found.label(pair.earlier), found.label(pair.later)
        arrow = "→" if pair.directed else "↔"
        amount = (
            f"{pair.shared_words} words, {pair.share_of_later:.0%} of {later}"
            if pair.shared_words
            else "only quotations in common"
        )
        line = Text(f"  {earlier} {arrow} {later}  ", style="bold")
        line.append(f"{amount}; {'; '.join(pair.reasons)}", style="")
        to.print()
        to.print(line)
        for passage in pair.passages:
            if passage.edits or passage.kind is Share.TEXT:
                indented(to, _edits(passage), 6)


def _edits(passage: Passage) -> Text:
    """A shared passage with its changes; long stretches without any are cut short."""
    line = Text("“")
    for piece in pieces(passage):
        words = safe(piece.words)
        if piece.kind == "same":
            line.append(_shortened(words), style="dim")
        elif piece.kind == "before":
            line.append(f"[-{words}-]", style="red strike")
        else:
            line.append(f" [+{words.strip()}+]", style="bold green")
    line.append("”")
    return line


def _shortened(words: str) -> str:
    parts = words.split(" ")
    if len(parts) <= _PASSAGE_WORDS // 2:
        return words
    side = _PASSAGE_WORDS // 6
    return " ".join([*parts[:side], f"… {len(parts) - 2 * side} words …", *parts[-side:]])


def _quoted(to: Console, found: Comparison) -> None:
    to.print()
    to.print(Text("Who is quoted where", style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    table.add_column("speaker")
    for report in found.reports:
        table.add_column(report.label, justify="right")
    for row in quoted_where(found):
        table.add_row(
            Text(safe(row["name"]), style="" if row["named"] else "italic"), *(str(n or "·") for n in row["counts"])
        )
    to.print(table)


def _side_by_side(to: Console, found: Comparison) -> None:
    to.print()
    to.print(Text("Statements side by side", style="bold"))
    for speaker in found.speakers:
        to.print()
        name = Text(f"  {safe(speaker.name or '(source not told)')}", style="bold")
        if speaker.aliases:
            name.append(f"  also {', '.join(safe(alias) for alias in speaker.aliases)}", style="dim")
        to.print(name)
        for variants in speaker.statements:
            for index, saying in enumerate(variants.sayings):
                line = Text("", style="")
                line.append(f"{found.label(saying.article)} ", style="bold")
                if saying.cue:
                    line.append(f"{safe(saying.cue.words)}: ", style="dim")
                line.append(safe(" … ".join(content.words for content in saying.content)))
                indented(to, line, 4 if index == 0 else 6)


def hits(to: Console, found: list[Hit]) -> None:
    """Show the articles a search found."""
    for hit in found:
        heading = Text(safe(hit.article.title or "Untitled"), style="bold")
        about = [part for part in (hit.article.outlet, hit.article.published, hit.article.name) if part]
        heading.append(f"  {safe(' · '.join(about))}", style="dim")
        to.print(heading)
        to.print(Text(hit.article.id, style="dim"))
        snippet = Text("")
        for at, part in enumerate(re.split(f"[{MARK[0]}{MARK[1]}]", hit.snippet)):
            snippet.append(safe(part), style="bold yellow" if at % 2 else "")
        indented(to, snippet, 2)
        to.print()


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
