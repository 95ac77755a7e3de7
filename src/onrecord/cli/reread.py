"""`onrecord reread`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import caught_up, complain, fast_option, json_option, ledger_option, plover_option, where

if TYPE_CHECKING:
    from onrecord.comparing.changes import Changes
    from onrecord.ledger import Ledger
    from onrecord.ledger.readings import Again


@click.command(
    "reread",
    epilog="""\b
Examples:
  onrecord reread
  onrecord reread --dry-run a-0123456789abcdef
  onrecord reread --all --json --ledger raid.db

The text is read as the ledger has it. The earlier record is kept: `onrecord changes` shows what is told otherwise.
It is safe to stop and to run again: what was read is kept, and the rest is read then.""",
)
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@ledger_option
@click.option("--all", "every", is_flag=True, help="Read every article, also those this version has read.")
@click.option("--dry-run", is_flag=True, help="Read, and show what would change, but keep nothing.")
@plover_option
@fast_option
@json_option
def command(articles: tuple[str, ...], ledger_path: Path | None, every: bool, dry_run: bool, as_json: bool) -> None:
    """Read articles of a ledger again, with this version.

    ARTICLE is an article's id; without one, all are read whose record another version or another model has made.
    """
    if reread(articles, where(ledger_path), every=every, keep=not dry_run, as_json=as_json):
        sys.exit(1)


def reread(articles: tuple[str, ...], path: Path, *, every: bool, keep: bool, as_json: bool) -> int:
    """Read articles again; return how many could not be read."""
    from tqdm import tqdm

    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import Ledger
    from onrecord.ledger.readings import reread as read_again
    from onrecord.reading.reader import read
    from onrecord.reading.settled import settled

    counts: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    with Ledger(path) as ledger:
        wanted = _wanted(ledger, articles, every=every)
        if keep and wanted:
            caught_up(ledger)
        steps = read_again(ledger, wanted, settled(read), Indexing(), keep=keep)
        with tqdm(
            steps,
            total=len(wanted),
            unit=" articles",
            desc="reading",
            disable=not sys.stderr.isatty() or None,
            leave=False,
        ) as bar:
            for one in bar:
                found = _changes(one)
                counts["failed" if one.new is None else "changed" if found and found.changes else "same"] += 1
                if found is not None:
                    kinds.update((change.layer, change.kind) for change in found.changes)
                with bar.external_write_mode(file=sys.stdout):
                    _tell(one, found, as_json=as_json)
    if not as_json:
        for (layer, kind), count in sorted(kinds.items()):
            click.echo(f"  {layer}: {count} {kind}")
        done = "read again" if keep else "read, and nothing was kept"
        click.echo(
            f"{counts['changed'] + counts['same']} {done}: {counts['changed']} told otherwise, "
            f"{counts['same']} the same; {counts['failed']} could not be read"
        )
    return counts["failed"]


def _wanted(ledger: Ledger, articles: tuple[str, ...], *, every: bool) -> list[str]:
    """The ids of the articles to read."""
    from onrecord.ledger.readings import outdated
    from onrecord.reading.encoder import shipped
    from onrecord.version import VERSION

    if articles:
        for article in articles:
            ledger.digest(article)
        return list(dict.fromkeys(articles))
    if every:
        return [one.id for one in ledger.articles()]
    return outdated(ledger, VERSION, shipped().digest)


def _changes(one: Again) -> Changes | None:
    from onrecord.comparing.changes import changes

    return changes(one.old, one.new) if one.old is not None and one.new is not None else None


def _tell(one: Again, found: Changes | None, *, as_json: bool) -> None:
    """Print what became of one article."""
    from onrecord.cli.show_changes import as_object, show_changes, show_judgement

    if as_json:
        line: dict[str, object] = {"article": one.article, "name": one.name, "read": one.new is not None}
        if found is not None:
            line |= as_object(found)
        line["adrift"] = [decision.id for decision in one.adrift]
        if one.error is not None:
            line |= {"code": one.error.code, "what": one.error.what}
        click.echo(json.dumps(line, ensure_ascii=False))
        return
    if one.error is not None:
        complain(one.error)
    if found is not None and found.changes:
        show_changes(found)
    for decision in one.adrift:
        show_judgement(decision, one.article, found)
