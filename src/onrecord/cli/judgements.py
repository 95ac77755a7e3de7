"""`onrecord judgements`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import by_option, caught_up, complain, json_option, ledger_option, where

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.correcting import Correction
    from onrecord.ledger.judgements import Decision


@click.command(
    "judgements",
    epilog="""\b
Examples:
  onrecord judgements
  onrecord judgements --undo j-0123456789abcdef
  onrecord judgements --undo c-0123456789abcdef
  onrecord judgements --json > judged.jsonl
  onrecord judgements --ledger other.db --from judged.jsonl

A judgement that was undone stays in the list, with who undid it and when. Lines that are taken from elsewhere keep
their ids, people and times; a line of an article that the ledger does not hold is told of and passed over, and the
exit code is 1.""",
)
@ledger_option
@click.option("--undo", metavar="ID", help="Undo the judgement or correction with this id.")
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path, exists=True, allow_dash=True),
    help="Take what `onrecord judgements --json` printed of another ledger; - is standard input.",
)
@by_option
@json_option
def command(ledger_path: Path | None, undo: str | None, source: Path | None, by: str | None, as_json: bool) -> None:
    """Show what people judged and corrected, in the order they said it.

    Judgements say of two articles, entities or events whether they are one (`onrecord same`, `different`); corrections
    say whose a statement is, and what is no event or no statement (`onrecord correct`).
    """
    if undo is not None and source is not None:
        raise click.UsageError("give --undo or --from, not both")
    from onrecord.cli.judging import told, who
    from onrecord.ledger import Ledger

    with Ledger(where(ledger_path)) as ledger:
        if source is not None:
            failed = _take(ledger, source)
            if failed:
                sys.exit(1)
            return
        found = [_undone(ledger, undo, by or who())] if undo is not None else _all(ledger)
    for each in found:
        told(each, as_json=as_json)
    if not found:
        click.echo("nobody has judged anything yet", err=True)


def _all(ledger: Ledger) -> list[Decision | Correction]:
    """All that people said, in the order they said it, whatever their clock did meanwhile.

    The last word on a pair or an item counts, so the order of each of the two lists stays as the ledger has it; times
    only tell how one lies among the other.
    """
    from heapq import merge
    from itertools import accumulate

    from onrecord.ledger.corrections import corrections
    from onrecord.ledger.judgements import judgements

    said: list[list[Decision | Correction]] = [[*judgements(ledger)], [*corrections(ledger)]]
    timed = [zip(accumulate((one.judged for one in each), max), each, strict=True) for each in said]
    return [one for _, one in merge(*timed, key=lambda pair: pair[0])]


def _undone(ledger: Ledger, id: str, who: str) -> Decision | Correction:  # noqa: A002 - the option's value
    """What was judged, undone."""
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import corrections, judgements

    caught_up(ledger)
    if id in {one.id for one in corrections.corrections(ledger)}:
        return corrections.undo(ledger, id, who=who, index=Indexing())
    return judgements.undo(ledger, id, who=who, index=Indexing())


def _take(ledger: Ledger, source: Path) -> int:
    """Take lines from a file; return how many could not be taken."""
    from onrecord.comparing.indexing import Indexing
    from onrecord.errors import SetupError
    from onrecord.ledger.handed import take

    caught_up(ledger)
    index = Indexing()
    new = failed = count = 0
    with click.open_file(str(source), "rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            count += 1
            try:
                new += take(ledger, line, f"{source}:{number}", index)
            except SetupError as error:
                if error.code != "L22":
                    raise
                complain(error)
                failed += 1
    click.echo(f"{new} of {count} taken, {count - new - failed} were there already", err=True)
    return failed
