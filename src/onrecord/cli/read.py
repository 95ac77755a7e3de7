"""`onrecord read`."""

from __future__ import annotations

import hashlib
import sys

import click

from onrecord.cli.options import complain, encoding_option, fast_option, json_option, plover_option, write_page


@click.command(
    "read",
    epilog="""\b
Examples:
  onrecord read report.html
  onrecord read --json reports/ > records.jsonl
  onrecord read --html page.html report.txt
  onrecord read --plover my-types report.txt
  curl -s https://example.org/report | onrecord read -

A folder is searched for saved pages, texts and JSON lines. JSON lines hold one object a line with "text", and any
of url, outlet, title, byline and published.""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@json_option
@click.option("--html", metavar="FILE", help="Write one self-contained page; for a single article.")
@click.option(
    "--all", "whole", is_flag=True, help="Show every event, actor, relation and label, not only the first fifteen."
)
@encoding_option
@plover_option
@fast_option
def command(paths: tuple[str, ...], as_json: bool, html: str | None, whole: bool, encoding: str | None) -> None:
    """Read articles and show who says what.

    PATH is a saved web page, a plain text, a file of JSON lines, a folder of these, or - for standard input.

    Printed are, one below the other: the voice map, a strip of the article with a block for every stretch of one
    voice, and the share of the text that each voice has; the text, each statement behind the letter of its voice;
    the statements by voice; events, by PLOVER's types and modes, with who did it to whom, the words that tell it, and
    what is told beside it; the actors with all their names; relations; names that take a side; times; quantities.
    "¶3" is the paragraph that the words stand in.
    """
    failed = read(paths, as_json=as_json, html=html, whole=whole, encoding=encoding)
    if failed:
        sys.exit(1)


def read(paths: tuple[str, ...], *, as_json: bool, html: str | None, whole: bool, encoding: str | None) -> int:
    """Read what is at some paths and print it; return how many could not be read."""
    from onrecord import codec
    from onrecord.articles import arrivals
    from onrecord.reading.reader import read as read_article

    failed = shown = 0
    for arrival in arrivals(paths, encoding=encoding):
        if arrival.article is None:
            failed += 1
            if arrival.error is not None:
                complain(arrival.error)
            continue
        if html is not None and shown:
            raise click.UsageError("--html takes a single article; use `onrecord compare --html` for several")
        record = read_article(arrival.article)
        if as_json:
            sys.stdout.buffer.write(f"{codec.dumps(record)}\n".encode())
        elif html is None:
            from onrecord.cli import show

            to = show.console()
            if shown:
                to.print()
                to.rule(style="bold")
            show.article(to, record, whole=whole)
        if html is not None:
            from onrecord.export.html import article_page

            write_page(html, article_page(record, hashlib.sha256(arrival.raw).hexdigest()))
        shown += 1
    return failed
