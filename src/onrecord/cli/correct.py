"""`onrecord correct`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import by_option, caught_up, json_option, ledger_option, where, why_option


@click.command(
    "correct",
    epilog="""\b
Examples:
  onrecord correct a-0123456789abcdef/s-0123456789abcdef --speaker "Mara Veldt" --why "she goes on from above"
  onrecord correct a-0123456789abcdef/s-0123456789abcdef --speaker outlet
  onrecord correct a-0123456789abcdef/s-0123456789abcdef --not-a-statement
  onrecord correct a-0123456789abcdef/v-0123456789abcdef --not-an-event --by Ada

ITEM is an article's id, a slash, and the id of one of its statements or events, as `onrecord who --json` and `onrecord
export` print them.
What is said here outranks what On Record reads, wherever the ledger is used, and is kept for good: `onrecord
judgements` lists it and undoes it.""",
)
@click.argument("item", metavar="ITEM")
@click.option(
    "--speaker",
    metavar="SPEAKER",
    help="Whose the statement is: the id or a name of an entity of the article, any other name, `outlet` for the "
    "article itself, `nobody` for nobody who is named.",
)
@click.option("--not-an-event", "no_event", is_flag=True, help="The event is none.")
@click.option("--not-a-statement", "no_statement", is_flag=True, help="The statement is none.")
@ledger_option
@why_option
@by_option
@json_option
def command(
    item: str,
    speaker: str | None,
    no_event: bool,
    no_statement: bool,
    ledger_path: Path | None,
    why: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Say whose a statement is, or that an event or a statement is none."""
    if (speaker is not None) + no_event + no_statement != 1:
        raise click.UsageError("give one of --speaker, --not-an-event and --not-a-statement")
    from onrecord.cli.judging import told, who
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import Ledger, corrections

    with Ledger(where(ledger_path)) as ledger:
        found = corrections.find(ledger, item)
        change = corrections.NO_EVENT if no_event else corrections.NO_STATEMENT
        if speaker is not None:
            change = corrections.speaker(ledger, found.article, speaker)
        corrections.check(ledger, found, change)
        caught_up(ledger)
        made = corrections.correct(ledger, found, change, who=by or who(), why=why, index=Indexing())
    told(made, as_json=as_json)
