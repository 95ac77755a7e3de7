"""`onrecord add`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onrecord.cli.options import (
    caught_up,
    encoding_option,
    json_option,
    ledger_option,
    plover_option,
    private_option,
    tell_steps,
    where,
)


@click.command(
    "add",
    epilog="""\b
Examples:
  onrecord add reports/
  onrecord add --ledger raid.db wire.html rewrite.html
  onrecord add archive.jsonl
  onrecord add https://gazette.example/crane-falls

Adding is safe to stop and to run again: what is there already is passed over. What cannot be read is kept in the
ledger as a failure with its reason, and the rest goes on.""",
)
@click.argument("paths", metavar="PATH...", nargs=-1)
@ledger_option
@encoding_option
@plover_option
@private_option
@json_option
@click.option("--failures", is_flag=True, help="Show what could not be read so far, and why.")
def command(
    paths: tuple[str, ...],
    ledger_path: Path | None,
    encoding: str | None,
    allow_private: bool,
    as_json: bool,
    failures: bool,
) -> None:
    """Read articles into a ledger.

    PATH is a saved web page, a plain text, a file of JSON lines, a folder of these, - for standard input, or the
    address of an article on the web, http:// or https://.
    """
    if failures:
        list_failures(where(ledger_path), as_json=as_json)
    elif not paths:
        raise click.UsageError("give at least one PATH, or --failures")
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
    from onrecord.ledger.adding import Outcome
    from onrecord.ledger.adding import add as add_all
    from onrecord.reading.reader import read

    with Ledger(path, create=True) as ledger:
        caught_up(ledger)
        found = arrivals(paths, encoding=encoding, fetch=Fetcher(allow_private=allow_private))
        counts = tell_steps(add_all(ledger, found, read, Indexing()), as_json=as_json)
        total = len(ledger)
    if not as_json:
        click.echo(
            f"{counts[Outcome.ADDED]} added, {counts[Outcome.PRESENT]} already there, "
            f"{counts[Outcome.FAILED]} could not be read; {total} articles in {path}"
        )
    return counts[Outcome.FAILED]
