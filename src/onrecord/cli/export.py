"""`onrecord export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from onrecord.cli.options import complain, encoding_option, ledger_option, output, plover_option, where

if TYPE_CHECKING:
    from onrecord.record import Record

FORMATS = ("jsonl", "plover", "events", "cameo")


@click.command(
    "export",
    epilog="""\b
Examples:
  onrecord export --format jsonl > records.jsonl
  onrecord export --format jsonl --ledger raid.db --out raid.jsonl
  onrecord export --format plover --ledger raid.db --out events.jsonl
  onrecord export --format events report.html > events.csv
  onrecord export --format cameo reports/ > events.tsv

\b
Formats:
  jsonl   a record a line, as `onrecord read --json` prints them
  plover  an event a line, JSON in the fields of PLOVER's manual
  events  a table of events, comma-separated, with a line of headings
  cameo   date, source, target and code of what happened, parted by tabs

docs/events.md tells of every field and column.""",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="The format; see below."
)
@ledger_option
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), default="-", help="Where to; standard output.")
@encoding_option
@plover_option
def command(paths: tuple[str, ...], form: str, ledger_path: Path | None, out: str, encoding: str | None) -> None:
    """Write records or events to a file: those of a ledger, in the order the articles were added.

    With PATHs, those articles are read and written instead, as by `onrecord read`, and no ledger is used.
    """
    if paths and ledger_path is not None:
        raise click.UsageError("give PATHs or --ledger, not both")
    if export(paths, form, where(ledger_path) if not paths else None, out, encoding=encoding):
        sys.exit(1)


def export(paths: tuple[str, ...], form: str, ledger: Path | None, out: str, *, encoding: str | None) -> int:
    """Write a ledger, or the articles at some paths; return how many could not be read."""
    from onrecord.articles import arrivals
    from onrecord.ledger import Ledger
    from onrecord.reading.reader import read

    if ledger is not None:
        with Ledger(ledger) as kept, output(out) as file:
            if form == "jsonl":
                from onrecord.export.jsonl import write

                write(kept, file)
            else:
                _write(file, form, (kept.record(article.id) for article in kept.articles()))
        return 0
    failed = 0

    def records() -> Iterator[Record]:
        nonlocal failed
        for arrival in arrivals(paths, encoding=encoding):
            if arrival.article is not None:
                yield read(arrival.article)
            else:
                failed += 1
                if arrival.error is not None:
                    complain(arrival.error)

    with output(out) as file:
        _write(file, form, records())
    return failed


def _write(file: IO[bytes], form: str, records: Iterator[Record]) -> None:
    """Write records in a format, as they come."""
    from onrecord import codec
    from onrecord.export import cameo, events_csv, plover

    if form == "events":
        file.write(events_csv.header().encode())
    for record in records:
        if form == "jsonl":
            file.write(f"{codec.dumps(record)}\n".encode())
        elif form == "events":
            file.writelines(line.encode() for line in events_csv.lines(record))
        else:
            file.writelines(f"{line}\n".encode() for line in (plover if form == "plover" else cameo).lines(record))
