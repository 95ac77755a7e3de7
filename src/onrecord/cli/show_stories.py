"""Showing stories on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.wrapping import indented
from onrecord.comparing.listing import Listed
from onrecord.ledger.ledger import Added

_MOST_OUTLETS = 4


def many(to: Console, found: Sequence[Listed], total: int) -> None:
    """Show stories, one below the other.

    Args:
        to: where.
        found: the stories.
        total: how many the ledger has.
    """
    for each in found:
        _heading(to, each)
        to.print()
    to.print(Text(f"{len(found)} of {total} stories", style="dim"))


def one(to: Console, story: Listed, main: Sequence[Added], also: Sequence[Added]) -> None:
    """Show a story and its articles.

    Args:
        to: where.
        story: the story.
        main: its articles.
        also: those that are mainly of another story and tell of it too.
    """
    _heading(to, story)
    for heading, members in ((None, main), ("Told of in reports of other stories too", also)):
        if not members:
            continue
        to.print()
        if heading:
            to.print(Text(heading, style="bold"))
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for name in ("published", "outlet", "headline", "id"):
            table.add_column(name, no_wrap=name == "id", overflow="fold")
        for article in members:
            table.add_row(
                (article.published or "not told").replace("T", " "),
                safe(article.outlet or ""),
                safe(article.title or article.name),
                Text(article.id, style="dim"),
            )
        to.print(table)
    if story.judgements:
        to.print()
        to.print(Text("Why they are held to be one story", style="bold"))
    for each in story.judgements:
        said = f", says {each.by}" if each.by else f" ({each.score:.2f})"
        held = "" if each.same else "not one story: "
        line = Text(f"{each.one.article} and {each.other.article}{said}", style="dim")
        if each.reasons:
            line.append(safe(f": {held}{'; '.join(each.reasons)}"), style="")
        elif held:
            line.append(": not one story", style="")
        indented(to, line, 2)


def _heading(to: Console, story: Listed) -> None:
    to.print(Text(safe(story.title or "Untitled"), style="bold"))
    days = story.first or "no date"
    if story.first and story.last != story.first:
        days = f"{story.first} to {story.last}"
    count = f"{story.reports} report{'' if story.reports == 1 else 's'}"
    if story.reports > 1:
        count += f" of {story.origins} origin{'' if story.origins == 1 else 's'}"
    outlets = ", ".join(story.outlets[:_MOST_OUTLETS])
    if len(story.outlets) > _MOST_OUTLETS:
        outlets += f" and {len(story.outlets) - _MOST_OUTLETS} more"
    places = ", ".join(place.title() for place in story.places)
    indented(to, Text(safe(" · ".join(part for part in (count, days, places, outlets) if part))), 2)
    indented(to, Text(story.id, style="dim"), 2)
