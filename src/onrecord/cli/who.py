"""`onrecord who`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from onrecord.cli.options import json_option, ledger_option, where


@click.command(
    "who",
    epilog="""\b
Examples:
  onrecord who
  onrecord who minister
  onrecord who "Mara Veldt" --json""",
)
@click.argument("name", nargs=-1)
@ledger_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Show at most so many.")
@json_option
def command(name: tuple[str, ...], ledger_path: Path | None, limit: int, as_json: bool) -> None:
    """Show who is quoted in a ledger; with NAME, what they are quoted as saying.

    NAME is any words of a speaker's name, or of how a report calls them.
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger.search import said_by, speakers

    with Ledger(where(ledger_path)) as ledger:
        quoted = [] if name else speakers(ledger, limit=limit)
        statements = said_by(ledger, " ".join(name), limit=limit) if name else []
    if as_json:
        for line in [asdict(speaker) for speaker in quoted] + [asdict(statement) for statement in statements]:
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    from onrecord.cli import show

    to = show.console()
    if quoted:
        show.quoted(to, quoted)
    elif statements:
        show.said(to, statements)
    else:
        click.echo("nobody found", err=True)
