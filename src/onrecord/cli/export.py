"""`onrecord export`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import ledger_option, output, where


@click.command(
    "export",
    epilog="""\b
Examples:
  onrecord export --format jsonl > records.jsonl
  onrecord export --format jsonl --ledger raid.db --out raid.jsonl""",
)
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="The format.")
@ledger_option
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), default="-", help="Where to; standard output.")
def command(form: str, ledger_path: Path | None, out: str) -> None:  # noqa: ARG001 - one format so far
    """Write a ledger's records: an object a line, in the order the articles were added."""
    from onrecord.export.jsonl import write
    from onrecord.ledger import Ledger

    with Ledger(where(ledger_path)) as ledger, output(out) as file:
        write(ledger, file)
