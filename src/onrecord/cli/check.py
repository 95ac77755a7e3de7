"""`onrecord check`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import json_option, ledger_option, where
from onrecord.cli.safe import safe

if TYPE_CHECKING:
    from onrecord.record import Record


@click.command(
    "check",
    epilog="""\b
Examples:
  onrecord check --ledger raid.db
  onrecord check --ledger raid.db --recover saved.db

The ledger that is checked is never changed. The exit code is 0 where all is well and 1 where there is damage. With
--recover, articles whose record is lost are read again from the bytes they came as, and what was lost is named.""",
)
@ledger_option
@click.option(
    "--recover", type=click.Path(path_type=Path), metavar="OUT", help="Save what can be read to a new ledger."
)
@json_option
def command(ledger_path: Path | None, recover: Path | None, as_json: bool) -> None:
    """Look for damage in a ledger, and save what can be read."""
    if check(where(ledger_path), recover, as_json=as_json):
        sys.exit(1)


def check(path: Path, out: Path | None, *, as_json: bool) -> int:
    """Print what is wrong with a ledger; return how much is."""
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger.checking import check as look
    from onrecord.ledger.recovering import recover

    found = look(path, Indexing.version)
    saved = recover(path, out, _read_again) if out is not None else None
    if as_json:
        told = asdict(found) | {"ledger": str(path), "recovered": asdict(saved) if saved is not None else None}
        click.echo(json.dumps(told, ensure_ascii=False))
        return len(found.damage)
    for each in found.damage:
        click.echo(safe(f"{each.part}{f' of {each.article}' if each.article else ''}: {each.what}"))
    for note in found.notes:
        click.echo(safe(f"note: {note}"))
    click.echo(f"{path}: {found.articles} articles looked at, {len(found.damage) or 'no'} faults")
    if saved is not None:
        for lost in saved.lost:
            click.echo(safe(f"lost: {lost}"))
        for article in saved.without_bytes:
            click.echo(f"saved without the bytes it came as: {article}")
        others = "".join(f", {count} {table}" for table, count in sorted(saved.rows.items()))
        click.echo(f"{saved.articles} articles{others} saved in {out}; {len(saved.again)} of the articles read again")
    elif found.damage:
        click.echo(f"save what can be read with `onrecord check --ledger {path} --recover OUT`")
    return len(found.damage)


def _read_again(name: str, raw: bytes, article: str) -> Record | None:
    """Read an article from the bytes it came as; None where they do not make it."""
    from onrecord.articles.arrivals import from_bytes
    from onrecord.errors import AnchorError
    from onrecord.reading.reader import read

    for arrival in from_bytes(raw, name):
        if arrival.article is not None and arrival.article.id == article:
            try:
                return read(arrival.article)
            except AnchorError:
                return None
    return None
