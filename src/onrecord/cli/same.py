"""`onrecord same`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import ITEMS, of_two_items


@click.command(
    "same",
    epilog=f"""\b
Examples:
  onrecord same a-0123456789abcdef a-fedcba9876543210
  onrecord same "a-0123456789abcdef/Mara Veldt" "a-fedcba9876543210/M. Veldt" --why "the same post in both"

{ITEMS}""",
)
@of_two_items
def command(one: str, other: str, ledger_path: Path | None, why: str | None, by: str | None, as_json: bool) -> None:
    """Say that two articles tell one story, or that two entities or two events are one."""
    from onrecord.cli.judging import judge, told

    told(judge((one, other), ledger_path, same=True, why=why, by=by), as_json=as_json)
