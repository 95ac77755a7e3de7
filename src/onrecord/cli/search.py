"""`onrecord search`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from onrecord.cli.options import json_option, ledger_option, where


@click.command(
    "search",
    epilog="""\b
Examples:
  onrecord search harbour strike
  onrecord search '"shots were fired"'
  onrecord search 'ferry NOT island' --limit 5

All words must occur. A "quoted phrase", OR, NOT, NEAR and a star at the end of a word work too.""",
)
@click.argument("words", nargs=-1, required=True)
@ledger_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Show at most so many.")
@json_option
def command(words: tuple[str, ...], ledger_path: Path | None, limit: int, as_json: bool) -> None:
    """Find articles in a ledger by their words, the best matches first."""
    from onrecord.ledger import Ledger
    from onrecord.ledger.search import MARK, search

    with Ledger(where(ledger_path)) as ledger:
        found = search(ledger, " ".join(words), limit=limit)
    if as_json:
        for hit in found:
            snippet = hit.snippet.replace(MARK[0], "").replace(MARK[1], "")
            click.echo(json.dumps({**asdict(hit.article), "snippet": snippet}, ensure_ascii=False))
        return
    if not found:
        click.echo("nothing found", err=True)
        return
    from onrecord.cli import show

    show.hits(show.console(), found)
