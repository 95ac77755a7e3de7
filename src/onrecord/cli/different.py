"""`onrecord different`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import by_option, json_option, ledger_option, why_option


@click.command(
    "different",
    epilog="""\b
Examples:
  onrecord different a-0123456789abcdef a-fedcba9876543210
  onrecord different "a-0123456789abcdef/Mara Veldt" "a-fedcba9876543210/M. Veldt" --why "the same post in both"

ITEM is an article's id, or that with a slash and the id of one of its entities or events, or a name of an entity.
What is said here outranks what On Record finds, and is kept for good: `onrecord judgements` lists it and undoes it.""",
)
@click.argument("one", metavar="ITEM")
@click.argument("other", metavar="ITEM")
@ledger_option
@why_option
@by_option
@json_option
def command(one: str, other: str, ledger_path: Path | None, why: str | None, by: str | None, as_json: bool) -> None:
    """Say that two articles tell different stories, or that two entities or two events are two."""
    from onrecord.cli.judging import judge, told

    told(judge((one, other), ledger_path, same=False, why=why, by=by), as_json=as_json)
