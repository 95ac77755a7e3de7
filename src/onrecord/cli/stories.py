"""`onrecord stories`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from onrecord.cli.options import caught_up, json_option, ledger_option, where

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "stories",
    epilog="""\b
Examples:
  onrecord stories
  onrecord stories --since 2024-05-01 --place Hallan
  onrecord stories --outlet "Meridian Wire" --limit 5 --json
  onrecord stories story-0123456789abcdef
  onrecord compare --story story-0123456789abcdef

A story's id is made of its articles: when another comes in, it has another id. Reports count as of one origin where a
quarter of the shorter stands in the other. `onrecord same` and `onrecord different` say that articles tell one story or
do not.""",
)
@click.argument("story", required=False)
@ledger_option
@click.option("--since", type=_DAY, metavar="DAY", help="Stories with a report of this day or later, 2024-05-31.")
@click.option("--until", type=_DAY, metavar="DAY", help="Stories with a report of this day or earlier.")
@click.option("--outlet", metavar="NAME", help="Stories that this outlet reports.")
@click.option("--place", metavar="NAME", help="Stories that mostly name this place.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100_000), help="Show at most so many.")
@json_option
def command(
    story: str | None,
    ledger_path: Path | None,
    since: datetime | None,
    until: datetime | None,
    outlet: str | None,
    place: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show the stories in a ledger, most reported first; with STORY, the articles of one.

    STORY is its id, or as much of the beginning as no other has.
    """
    from onrecord import codec
    from onrecord.comparing.listing import asked, listed
    from onrecord.ledger import Ledger
    from onrecord.ledger.stories import Wanted

    days = [None if day is None else f"{day:%Y-%m-%d}" for day in (since, until)]
    if story is not None and (outlet or place or any(days)):
        raise click.UsageError("give a STORY, or say which to list, not both")
    with Ledger(where(ledger_path)) as ledger:
        caught_up(ledger)
        if story is not None:
            one, main, also = asked(ledger, story)
            found = [one]
        else:
            found = listed(ledger, Wanted(since=days[0], until=days[1], outlet=outlet, place=place), limit=limit)
            main = also = []
        total = len(found) if story else ledger.rows("SELECT count(*) FROM stories")[0][0]
    if as_json:
        sys.stdout.buffer.writelines(f"{codec.dumps(each)}\n".encode() for each in found)
        return
    if not found:
        click.echo("nothing found", err=True)
        return
    from onrecord.cli import show, show_stories

    if story is not None:
        show_stories.one(show.console(), found[0], main, also)
    else:
        show_stories.many(show.console(), found, total)
