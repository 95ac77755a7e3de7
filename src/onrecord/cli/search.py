"""`onrecord search`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import by_option, faceted, json_option, ledger_option, where

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.facets import Hit, Results

_SPLIT_BY_SHELL = re.compile(r'(?P<head>-?(?:outlet|speaker|place|where|label):=?)(?P<name>[^":]*\s[^":]*)')


@click.command(
    "search",
    epilog="""\b
Examples:
  onrecord search harbour strike
  onrecord search '"shots were fired" OR gunfire -island'
  onrecord search outlet:"Hallan Post" since:2024-03 --facets
  onrecord search kind:statement speaker:"Ada Lind" act:deny harbour
  onrecord search event:ASSAULT status:occurred --save raids
  onrecord search --run raids --json

All words must occur; a "quoted phrase", OR, -word and a star at the end of a word work too. Operators, each of which
may be repeated for any of several values, or have - before it for none of them:

\b
  outlet: speaker: place: where: label:   some words of a name; with := all of it
  act: mode: event: status:               act:deny mode:direct event:ASSAULT status:occurred
  since: until: date:                     2024, 2024-03 or 2024-03-05
  kind:statement                          the words must stand in one statement

Speaker, act and mode are asked of one statement; event, status and where of one event. Put a query with quotation
marks, or with - at its beginning, into single quotation marks for the shell, and behind -- if it begins with -.""",
)
@click.argument("words", nargs=-1)
@ledger_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Show at most so many.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Leave out so many of the best.")
@click.option("--facets", "with_facets", is_flag=True, help="Show who, what and where is commonest in what is found.")
@click.option("--save", "save_as", metavar="NAME", help="Keep the search under a name.")
@click.option("--run", "run_name", metavar="NAME", help="Search as was saved under a name, for WORDS besides.")
@click.option("--saved", "list_saved", is_flag=True, help="List the searches that were saved.")
@click.option("--forget", "forget_name", metavar="NAME", help="Take back a saved search.")
@by_option
@json_option
def command(
    *,
    words: tuple[str, ...],
    ledger_path: Path | None,
    limit: int,
    offset: int,
    with_facets: bool,
    save_as: str | None,
    run_name: str | None,
    list_saved: bool,
    forget_name: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Find articles in a ledger, or statements, by words and operators, the best matches first."""
    from onrecord.ledger import Ledger

    if not (words or save_as or run_name or list_saved or forget_name or with_facets):
        raise click.UsageError("give some WORDS, --run, --facets, --saved or --forget")
    with Ledger(where(ledger_path)) as ledger:
        if list_saved or forget_name:
            _kept(ledger, forget_name, by, as_json=as_json)
            return
        query = _query(ledger, words, run_name)
        if save_as:
            _save(ledger, save_as, query, by)
        faceted(ledger)
        from onrecord.ledger.facets import search

        results = search(ledger, query, limit=limit, offset=offset, values=10 if with_facets else 0)
    if as_json:
        _print_json(results)
        return
    from onrecord.cli import show_found

    show_found.results(results)


def _query(ledger: Ledger, words: tuple[str, ...], run_name: str | None) -> str:
    """What is searched for, as one line."""
    from onrecord.ledger.saved import named

    line = " ".join(map(_requoted, words))
    return f"{named(ledger, run_name).query} {line}" if run_name else line


def _requoted(word: str) -> str:
    """An argument whose quotation marks the shell took: `speaker:Ada Lind`."""
    found = _SPLIT_BY_SHELL.fullmatch(word)
    return f'{found["head"]}"{found["name"]}"' if found else word


def _save(ledger: Ledger, name: str, query: str, by: str | None) -> None:
    from onrecord.cli.judging import who
    from onrecord.cli.safe import safe
    from onrecord.ledger.saved import save

    made = save(ledger, name, query, who=by or who())
    click.echo(safe(f"saved as {made.name}: {made.query}"), err=True)


def _kept(ledger: Ledger, forget_name: str | None, by: str | None, *, as_json: bool) -> None:
    """Take back a search, or list those that stand."""
    from onrecord.cli.judging import who
    from onrecord.cli.safe import safe
    from onrecord.ledger.saved import forget, saved

    found = [forget(ledger, forget_name, who=by or who())] if forget_name else saved(ledger)
    for each in found:
        line = f"{each.name}: {each.query}  saved by {each.who} on {each.saved[:10]}"
        if each.deleted:
            line += f" (taken back by {each.deleted_by} on {each.deleted[:10]})"
        click.echo(json.dumps(asdict(each), ensure_ascii=False) if as_json else safe(line))
    if not found:
        click.echo("no search is saved yet", err=True)


def _print_json(results: Results) -> None:
    """Print an object a hit, and, where facets are asked for, one with them at the end."""
    for hit in results.hits:
        click.echo(json.dumps(_object(hit), ensure_ascii=False))
    if results.facets:
        facets = {
            facet: [{"name": each.name, "articles": each.articles, "filter": str(each.filter)} for each in found]
            for facet, found in results.facets.items()
        }
        last = {
            "query": str(results.query),
            "total": results.total,
            "statements": results.statements,
            "facets": facets,
        }
        click.echo(json.dumps(last, ensure_ascii=False))


def _object(hit: Hit) -> dict[str, Any]:
    """A hit as JSON has it: spans as pairs, words without marks."""
    return {
        **asdict(hit.article),
        "snippet": _unmarked(hit.snippet),
        "start": hit.start,
        "end": hit.end,
        "anchors": [[span.start, span.end] for span in hit.anchors],
        "matching": hit.matching,
        "statements": [
            {
                **asdict(each),
                "content": _unmarked(each.content),
                "spans": [[span.start, span.end] for span in each.spans],
            }
            for each in hit.statements
        ],
    }


def _unmarked(words: str) -> str:
    from onrecord.ledger.facets import MARK

    return words.replace(MARK[0], "").replace(MARK[1], "")
