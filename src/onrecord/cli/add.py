"""`onrecord add`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import (
    caught_up,
    encoding_option,
    fast_option,
    json_option,
    ledger_option,
    plover_option,
    private_option,
    tell_steps,
    where,
)

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.adding import Outcome


@click.command(
    "add",
    epilog="""\b
Examples:
  onrecord add reports/
  onrecord add --ledger raid.db wire.html rewrite.html
  onrecord add archive.jsonl
  onrecord add crawl.warc.gz
  onrecord add https://gazette.example/crane-falls
  onrecord add --from-parquet records --outlet "The Lantern" --since 2024-05-01

Adding is safe to stop and to run again: what is there already is passed over. What cannot be read is kept in the
ledger as a failure with its reason, and the rest goes on.""",
)
@click.argument("paths", metavar="PATH...", nargs=-1)
@ledger_option
@encoding_option
@plover_option
@fast_option
@private_option
@json_option
@click.option("--failures", is_flag=True, help="Show what could not be read so far, and why.")
@click.option(
    "--from-parquet", metavar="FOLDER", help="Take articles and records from what `onrecord cluster read` made."
)
@click.option("--since", metavar="DAY", help="With --from-parquet: published on this day or later.")
@click.option("--until", metavar="DAY", help="With --from-parquet: published on this day or earlier.")
@click.option("--outlet", metavar="NAME", help="With --from-parquet: of this outlet.")
@click.option("--story", metavar="STORY", help="With --from-parquet: of this story, as `cluster compare` found it.")
@click.option("--most", metavar="N", type=click.IntRange(min=1), help="With --from-parquet: no more than so many.")
def command(
    paths: tuple[str, ...],
    ledger_path: Path | None,
    encoding: str | None,
    allow_private: bool,
    as_json: bool,
    failures: bool,
    from_parquet: str | None,
    **wanted: Any,
) -> None:
    """Read articles into a ledger.

    PATH is a saved web page, a plain text, a file of JSON lines, Parquet or WARC, a folder of these, - for standard
    input, or the address of an article on the web, http:// or https://.
    """
    if from_parquet is None and any(value is not None for value in wanted.values()):
        raise click.UsageError("--since, --until, --outlet, --story and --most go with --from-parquet")
    if failures:
        list_failures(where(ledger_path), as_json=as_json)
    elif not paths and from_parquet is None:
        raise click.UsageError("give at least one PATH, or --from-parquet, or --failures")
    if from_parquet is not None and add_slice(from_parquet, where(ledger_path), wanted, as_json=as_json):
        sys.exit(1)
    if paths and add(paths, where(ledger_path), encoding=encoding, allow_private=allow_private, as_json=as_json):
        sys.exit(1)


def list_failures(path: Path, *, as_json: bool) -> None:
    """Print what could not be read."""
    from onrecord.ledger import Ledger

    with Ledger(path) as ledger:
        for failure in ledger.failures():
            if as_json:
                click.echo(json.dumps({"name": failure.name, "code": failure.code, "what": failure.what}))
            else:
                click.echo(f"{failure.what} [{failure.code}]\n  {failure.remedy}")


def add(paths: tuple[str, ...], path: Path, *, encoding: str | None, as_json: bool, allow_private: bool = False) -> int:
    """Add what is at some paths; return how many could not be read."""
    from onrecord.articles import arrivals
    from onrecord.articles.fetching import Fetcher
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import Ledger
    from onrecord.ledger.adding import add as add_all
    from onrecord.reading.reader import read
    from onrecord.reading.settled import settled

    with Ledger(path, create=True) as ledger:
        caught_up(ledger)
        found = arrivals(paths, encoding=encoding, fetch=Fetcher(allow_private=allow_private))
        counts = tell_steps(add_all(ledger, found, settled(read), Indexing()), as_json=as_json)
        return _told(counts, ledger, as_json=as_json)


def add_slice(folder: str, path: Path, wanted: Mapping[str, Any], *, as_json: bool) -> int:
    """Add some of the articles that were read into a folder; return how many could not be."""
    from onrecord.cluster.slices import Slice, Wanted
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import Ledger
    from onrecord.ledger.adding import add as add_all

    chosen = Slice(folder, Wanted(**wanted))
    with Ledger(path, create=True) as ledger:
        caught_up(ledger)
        counts = tell_steps(add_all(ledger, chosen.arrivals(), chosen.read, Indexing()), as_json=as_json)
        return _told(counts, ledger, as_json=as_json)


def _told(counts: Counter[Outcome], ledger: Ledger, *, as_json: bool) -> int:
    """Say what an addition came to; return how many could not be read."""
    from onrecord.ledger.adding import Outcome

    if not as_json:
        click.echo(
            f"{counts[Outcome.ADDED]} added, {counts[Outcome.PRESENT]} already there, "
            f"{counts[Outcome.FAILED]} could not be read; {len(ledger)} articles in {ledger.path}"
        )
    return counts[Outcome.FAILED]
