"""`onrecord compare`."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import (
    caught_up,
    complain,
    encoding_option,
    fast_option,
    json_option,
    ledger_option,
    plover_option,
    where,
    write_page,
)

if TYPE_CHECKING:
    from onrecord.comparing.joins import Judgement
    from onrecord.record import Record

_ID = re.compile(r"a-[0-9a-f]{16}$")
_MOST = 50


@click.command(
    "compare",
    epilog="""\b
Examples:
  onrecord compare wire.html rewrite.html rival.html
  onrecord compare reports/ --html compared.html
  onrecord compare --ledger raid.db
  onrecord compare --story story-0123456789abcdef
  onrecord compare a-0123456789abcdef a-fedcba9876543210

With no PATH and no STORY, all the articles of the ledger are compared, where they are few.""",
)
@click.argument("paths", metavar="[PATH|ID]...", nargs=-1)
@ledger_option
@click.option("--story", metavar="STORY", help="Compare the articles of this story; `onrecord stories` lists them.")
@json_option
@click.option("--html", metavar="FILE", help="Write one self-contained page.")
@click.option("--all", "whole", is_flag=True, help="Show long lists whole.")
@encoding_option
@plover_option
@fast_option
def command(
    paths: tuple[str, ...],
    ledger_path: Path | None,
    story: str | None,
    as_json: bool,
    html: str | None,
    whole: bool,
    encoding: str | None,
) -> None:
    """Lay reports of one happening side by side: where they differ, who took what from whom, what was changed."""
    if story is not None and paths:
        raise click.UsageError("give PATHs and IDs, or --story, not both")
    gathered = of_story(story, ledger_path) if story is not None else gather(paths, ledger_path, encoding)
    from onrecord import codec
    from onrecord.comparing.compare import compare

    found = compare(gathered.records, gathered.decided)
    if html is not None:
        from onrecord.export.comparison_page import comparison_page

        write_page(html, comparison_page(found, gathered.records))
    if as_json:
        sys.stdout.buffer.write(f"{codec.dumps(found)}\n".encode())
    elif html != "-":
        from onrecord.cli.show import console
        from onrecord.cli.show_comparison import comparison

        comparison(console(), found, whole=whole)
    if gathered.failed:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is compared.

    Attributes:
        records: each article's once.
        decided: what people said of items of those that are in a ledger.
        failed: how many things could not be read.
    """

    records: list[Record]
    decided: tuple[Judgement, ...] = ()
    failed: int = 0


def of_story(story: str, ledger_path: Path | None) -> Gathered:
    """The articles of a story."""
    from onrecord.comparing.decisions import decided
    from onrecord.ledger import Ledger, stories

    with Ledger(where(ledger_path)) as ledger:
        caught_up(ledger)
        main, _ = stories.articles_of(ledger, stories.story(ledger, story).id)
        ids = [article.id for article in main]
        return Gathered([ledger.record(article) for article in ids], decided(ledger, ids))


def gather(paths: tuple[str, ...], ledger_path: Path | None, encoding: str | None) -> Gathered:
    """The articles that are named, or all of a ledger."""
    ids = [path for path in paths if _ID.match(path) and not os.path.exists(path)]
    files = [path for path in paths if path not in ids]
    records: dict[str, Record] = {}
    said: tuple[Judgement, ...] = ()
    failed = 0
    if ids or not files:
        from onrecord.comparing.decisions import decided
        from onrecord.ledger import Ledger

        with Ledger(where(ledger_path)) as ledger:
            chosen = ids or [article.id for article in ledger.articles()]
            if len(chosen) > _MOST:
                raise click.UsageError(
                    f"the ledger holds {len(chosen)} articles; give a story of it (`onrecord stories` prints them, "
                    f"--story takes one), or up to {_MOST} articles by their ids (`onrecord search` prints them)"
                )
            records |= {article: ledger.record(article) for article in chosen}
            said = decided(ledger, chosen)
    if files:
        from onrecord.articles import arrivals
        from onrecord.reading.reader import read

        for arrival in arrivals(files, encoding=encoding):
            if arrival.article is not None:
                records[arrival.article.id] = read(arrival.article)
            elif arrival.error is not None:
                complain(arrival.error)
                failed += 1
    return Gathered(list(records.values()), said, failed)
