"""`onrecord watch`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import (
    caught_up,
    complain,
    fast_option,
    json_option,
    ledger_option,
    plover_option,
    private_option,
    tell_steps,
    where,
)
from onrecord.errors import FetchError

if TYPE_CHECKING:
    from onrecord.articles.fetching import Fetcher
    from onrecord.ledger import Ledger


@click.command(
    "watch",
    epilog="""\b
Examples:
  onrecord watch https://gazette.example/rss.xml
  onrecord watch --once
  onrecord watch --every 60 --ledger raid.db

The ledger keeps which feeds are followed, so without FEED all of them are. An article is fetched once; what could not
be had is kept as a failure with its reason, and tried again after a while where that may help. Ctrl-C stops it, and
nothing that was added is lost.""",
)
@click.argument("addresses", metavar="FEED...", nargs=-1)
@click.option(
    "--every", metavar="MINUTES", type=click.IntRange(min=1), default=15, show_default=True, help="How often."
)
@click.option("--once", is_flag=True, help="Look once, then stop.")
@click.option("--list", "listed", is_flag=True, help="Show the feeds that are followed, and how each does.")
@click.option("--remove", metavar="FEED", multiple=True, help="Follow this feed no more; its articles stay.")
@ledger_option
@private_option
@plover_option
@fast_option
@json_option
def command(
    addresses: tuple[str, ...],
    every: int,
    once: bool,
    listed: bool,
    remove: tuple[str, ...],
    ledger_path: Path | None,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Follow feeds, RSS or Atom, and read what is new into a ledger.

    FEED is the address of one; it is followed from then on, whenever this runs.
    """
    from onrecord.articles.fetching import Fetcher
    from onrecord.ledger import Ledger
    from onrecord.ledger.feeds import feeds, unwatch, watch

    with Ledger(where(ledger_path), create=bool(addresses)) as ledger:
        for address in remove:
            unwatch(ledger, address)
        for address in addresses:
            try:
                watch(ledger, address, allow_private=allow_private)
            except FetchError as error:
                complain(error)
                sys.exit(1)
        if listed:
            list_feeds(ledger, as_json=as_json)
        if listed or (remove and not addresses):
            return
        if not feeds(ledger):
            raise click.UsageError("no feed is followed yet: give the address of one")
        caught_up(ledger)
        fetch = Fetcher(allow_private=allow_private)
        failed = look(ledger, fetch, as_json=as_json)
        while not once:
            time.sleep(60 * every)
            look(ledger, fetch, as_json=as_json)
    sys.exit(1 if failed else 0)


def list_feeds(ledger: Ledger, *, as_json: bool) -> None:
    """Print the feeds that are followed."""
    from onrecord.ledger.feeds import feeds

    for each in feeds(ledger):
        if as_json:
            told = {
                "feed": each.address,
                "title": each.title,
                "added": each.added,
                "tried": each.tried,
                "entries": each.entries,
                "articles": each.articles,
                "waiting": each.waiting,
                "failures": each.failures,
            }
            if each.failure is not None:
                told |= {"code": each.failure.code, "what": each.failure.what}
            click.echo(json.dumps(told, ensure_ascii=False))
            continue
        click.echo(f"{each.address}  {each.title or ''}".rstrip())
        click.echo(
            f"  {each.articles} of {each.entries} entries in the ledger, {each.waiting} waiting; "
            + (f"last asked {each.tried}" if each.tried else "not asked yet")
        )
        if each.failure is not None:
            click.echo(f"  {each.failure.what} [{each.failure.code}], {each.failures} in a row; {each.failure.remedy}")


def look(ledger: Ledger, fetch: Fetcher, *, as_json: bool) -> int:
    """Look at the feeds once; return how many things could not be had."""
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger.adding import Outcome
    from onrecord.ledger.watching import once
    from onrecord.reading.reader import read
    from onrecord.reading.settled import settled

    counts = tell_steps(once(ledger, settled(read), Indexing(), fetch=fetch), as_json=as_json)
    if not as_json:
        click.echo(
            f"{counts[Outcome.ADDED]} added, {counts[Outcome.FAILED]} could not be had; "
            f"{len(ledger)} articles in {ledger.path}"
        )
        sys.stdout.flush()
    return counts[Outcome.FAILED]
