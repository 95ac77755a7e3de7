"""What a reading has otherwise than an earlier one, on the terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.safe import safe

if TYPE_CHECKING:
    from onrecord.comparing.changes import Changes
    from onrecord.ledger.judgements import Decision
    from onrecord.record import Reader


def show_changes(found: Changes) -> None:
    """Print the changes of one article, a line each."""
    click.echo(safe(f"{found.article}  {_made(found.old)} to {_made(found.new)}"))
    for change in found.changes:
        click.echo(safe(f"  {change.told}"))


def show_judgement(decision: Decision, article: str, found: Changes | None) -> None:
    """Print that a judgement is on an item that its article's record does not hold."""
    side = decision.one if decision.one.article == article else decision.other
    now = found.became(side.item) if found is not None else None
    where = f"what it is on is {now} now" if now else "nothing stands in its place"
    click.echo(safe(f"  judgement {decision.id} by {decision.who} is kept, but {side.item} is not there: {where}"))


def as_object(found: Changes) -> dict[str, Any]:
    """The changes of one article as JSON has them."""
    return asdict(found) | {"counts": found.counts()}


def _made(reader: Reader) -> str:
    return f"{reader.engine} ({reader.model[:8]})"
