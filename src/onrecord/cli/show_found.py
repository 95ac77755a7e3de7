"""Showing what a search found: articles with the words in them, statements, and counts of facets."""

from __future__ import annotations

import re

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.show import console
from onrecord.cli.wrapping import indented
from onrecord.ledger.facets import MARK, Results, Stated

_MARKS = re.compile(f"[{MARK[0]}{MARK[1]}]")


def results(found: Results) -> None:
    """Show what was found, facets below; how it was understood goes to standard error."""
    to = console()
    for hit in found.hits:
        heading = _marked(hit.title or "Untitled", plain="bold")
        about = [part for part in (hit.article.outlet, hit.article.published, hit.article.name) if part]
        heading.append(f"  {safe(' · '.join(about))}", style="dim")
        to.print(heading)
        to.print(Text(hit.article.id, style="dim"))
        if not hit.statements or (hit.anchors and not found.query.statements):
            indented(to, _marked(hit.snippet), 2)
        for each in hit.statements:
            _statement(to, each)
        if hit.matching > len(hit.statements):
            indented(to, Text(f"and {hit.matching - len(hit.statements)} more statements", style="dim"), 4)
        to.print()
    _facets(to, found)
    said = f", {_count(found.statements, 'statement')}" if found.statements else ""
    click.echo(safe(f"{_count(found.total, 'article')}{said} found for {found.query}"), err=True)
    if not found.total:
        click.echo("nothing found", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _statement(to: Console, each: Stated) -> None:
    """One statement: where it stands, its words, who says it how."""
    line = Text(f"{each.spans[0].start}-{each.spans[-1].end} ", style="dim")
    line.append_text(_marked(each.content))
    about = [part for part in (each.speaker, each.cue, each.act, each.mode) if part]
    line.append(f"  — {safe(', '.join(about))}", style="dim")
    indented(to, line, 4)


def _facets(to: Console, found: Results) -> None:
    """Each facet on a line: its values with their counts."""
    for facet, values in found.facets.items():
        if values:
            line = Text(f"{facet:<8}", style="bold")
            line.append(" · ".join(f"{safe(each.name)} {each.articles}" for each in values))
            indented(to, line, 0)


def _marked(words: str, plain: str = "") -> Text:
    """Words with those between marks set off."""
    shown = Text("")
    for at, part in enumerate(_MARKS.split(words)):
        shown.append(safe(part), style="bold yellow" if at % 2 else plain)
    return shown
