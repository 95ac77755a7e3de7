"""`onrecord judgements`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import by_option, caught_up, json_option, ledger_option, where


@click.command(
    "judgements",
    epilog="""\b
Examples:
  onrecord judgements
  onrecord judgements --undo j-0123456789abcdef

A judgement that was undone stays in the list, with who undid it and when.""",
)
@ledger_option
@click.option("--undo", metavar="ID", help="Undo the judgement with this id.")
@by_option
@json_option
def command(ledger_path: Path | None, undo: str | None, by: str | None, as_json: bool) -> None:
    """Show what people said of articles, entities and events that are one or not, in the order they said it."""
    from onrecord.cli.judging import told, who
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import Ledger, judgements

    with Ledger(where(ledger_path)) as ledger:
        if undo is not None:
            caught_up(ledger)
            found = [judgements.undo(ledger, undo, who=by or who(), index=Indexing())]
        else:
            found = judgements.judgements(ledger)
    for each in found:
        told(each, as_json=as_json)
    if not found:
        click.echo("nobody has judged anything yet", err=True)
