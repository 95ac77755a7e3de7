"""`onrecord changes`."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import complain, json_option, ledger_option, where
from onrecord.errors import SetupError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.record import Record


@click.command(
    "changes",
    epilog="""\b
Examples:
  onrecord changes a-0123456789abcdef
  onrecord changes a-0123456789abcdef --json

Every earlier record is kept; `onrecord reread` makes new ones.""",
)
@click.argument("article", metavar="ARTICLE")
@ledger_option
@json_option
def command(article: str, ledger_path: Path | None, as_json: bool) -> None:
    """Show what each reading of an article has otherwise than the one before it."""
    from onrecord.cli.show_changes import as_object, show_changes, show_judgement
    from onrecord.comparing.changes import changes
    from onrecord.ledger import Ledger
    from onrecord.ledger.readings import adrift, readings

    with Ledger(where(ledger_path)) as ledger:
        found = readings(ledger, article)
        if len(found) == 1:
            click.echo(f"{article} was read once, on {found[0].since[:10]}", err=True)
        for before, after in pairwise(found):
            old, new = (_record(ledger, article, one.number) for one in (before, after))
            if old is None or new is None:
                continue
            told = changes(old, new)
            if as_json:
                click.echo(
                    json.dumps({"reading": after.number, "since": after.since} | as_object(told), ensure_ascii=False)
                )
                continue
            click.echo(f"reading {after.number}, {after.since}")
            show_changes(told)
            if after is found[-1]:
                for decision in adrift(ledger, new):
                    show_judgement(decision, article, told)


def _record(ledger: Ledger, article: str, reading: int) -> Record | None:
    """The record of a reading; None, and said so, where this version cannot read it."""
    from onrecord.ledger.readings import record_at

    try:
        return record_at(ledger, article, reading)
    except SetupError as error:
        if error.code != "L05":
            raise
        complain(error)
        return None
