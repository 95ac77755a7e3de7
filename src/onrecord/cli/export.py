"""`onrecord export`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import complain, encoding_option, fast_option, ledger_option, output, plover_option, where

if TYPE_CHECKING:
    from onrecord.export.formats import Came

FORMATS = (
    "jsonl",
    "plover",
    "events",
    "statements",
    "entities",
    "cameo",
    "annotations",
    "ftm",
    "bibtex",
    "ris",
    "provenance",
    "parquet",
)


@click.command(
    "export",
    epilog="""\b
Examples:
  onrecord export --format jsonl > records.jsonl
  onrecord export --format jsonl --ledger raid.db --out raid.jsonl
  onrecord export --format plover --ledger raid.db --out events.jsonl
  onrecord export --format events report.html > events.csv
  onrecord export --format cameo reports/ > events.tsv
  onrecord export --format parquet --ledger raid.db --out raid/

\b
Formats:
  jsonl        a record a line, as `onrecord read --json` prints them
  plover       an event a line, JSON in the fields of PLOVER's manual
  events       a table of events, comma-separated, with a line of headings
  statements   the same of statements: who said what, with offsets
  entities     the same of entities: names, roles, mentions with offsets
  cameo        date, source, target and code of what happened, parted by tabs
  annotations  W3C Web Annotations, a page of JSON-LD a line
  ftm          FollowTheMoney entities, JSON, an entity a line
  bibtex, ris  the articles as references
  parquet      a folder of tables, one a layer; needs onrecord[parquet]
  provenance   what each article was read from and by, JSON, an article a line

docs/exports.md tells of every format and how to load it.""",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="The format; see below."
)
@ledger_option
@click.option("--out", metavar="FILE", type=click.Path(), default="-", help="Where to; standard output.")
@encoding_option
@plover_option
@fast_option
def command(paths: tuple[str, ...], form: str, ledger_path: Path | None, out: str, encoding: str | None) -> None:
    """Write records, or what is in them, to a file: those of a ledger, in the order the articles were added.

    With PATHs, those articles are read and written instead, as by `onrecord read`, and no ledger is used.
    """
    if paths and ledger_path is not None:
        raise click.UsageError("give PATHs or --ledger, not both")
    if export(paths, form, where(ledger_path) if not paths else None, out, encoding=encoding):
        sys.exit(1)


def export(paths: tuple[str, ...], form: str, ledger: Path | None, out: str, *, encoding: str | None) -> int:
    """Write a ledger, or the articles at some paths; return how many could not be read."""
    if ledger is not None:
        from onrecord.ledger import Ledger

        with Ledger(ledger) as kept:
            if form == "jsonl":
                from onrecord.export.jsonl import write

                with output(out) as file:
                    write(kept, file)
            else:
                _write(form, ((kept.record(one.id), kept.digest(one.id)) for one in kept.articles()), out)
        return 0
    from onrecord.articles import arrivals
    from onrecord.reading.reader import read

    failed = 0

    def records() -> Iterator[Came]:
        nonlocal failed
        for arrival in arrivals(paths, encoding=encoding):
            if arrival.article is not None:
                yield read(arrival.article), hashlib.sha256(arrival.raw).hexdigest()
            else:
                failed += 1
                if arrival.error is not None:
                    complain(arrival.error)

    _write(form, records(), out)
    return failed


def _write(form: str, records: Iterator[Came], out: str) -> None:
    """Write records in a format, as they come."""
    if form == "parquet":
        from onrecord.export.parquet import write

        if out == "-":
            raise click.UsageError("parquet is a folder of tables: name one with --out FOLDER")
        write(records, Path(out))
        return
    from onrecord.export import formats

    with output(out) as file:
        formats.write(form, records, file)
