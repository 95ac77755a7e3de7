"""What `onrecord same`, `different`, `correct` and `judgements` share."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import caught_up, where

if TYPE_CHECKING:
    from onrecord.ledger.correcting import Correction
    from onrecord.ledger.judgements import Decision


def judge(items: tuple[str, str], path: Path | None, *, same: bool, why: str | None, by: str | None) -> Decision:
    """Keep what a person says of two items."""
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger import Ledger
    from onrecord.ledger.judgements import Word, find_pair
    from onrecord.ledger.judgements import judge as keep

    with Ledger(where(path)) as ledger:
        kind, pair = find_pair(ledger, items)
        caught_up(ledger)
        return keep(ledger, kind, pair, Word(same=same, who=by or who(), why=why), Indexing())


def who() -> str:
    """The name that the machine knows the person by."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name in the environment and none for the account
        return "somebody"


def told(decision: Decision | Correction, *, as_json: bool) -> None:
    """Print a judgement or a correction."""
    if as_json:
        click.echo(json.dumps(as_object(decision), ensure_ascii=False))
        return
    from onrecord.cli.safe import safe

    line = f"{decision.id}  {_in_words(decision)}, says {decision.who} on {decision.judged[:10]}"
    if decision.why:
        line += f": {decision.why}"
    if decision.undone:
        line += f" (undone by {decision.undone_by} on {decision.undone[:10]})"
    click.echo(safe(line))


def _in_words(decision: Decision | Correction) -> str:
    """What is judged, in words."""
    from onrecord.ledger.correcting import Correction

    if isinstance(decision, Correction):
        if decision.kind == "speaker":
            whose = {"outlet": "the outlet's own", "nobody": "nobody's who is named"}
            held = whose.get(decision.speaker or "") or f"{decision.name}'s"
        else:
            held = "no event" if decision.kind == "not-an-event" else "no statement"
        return f"{decision.article}/{decision.item} is {held}"
    held = "one" if decision.same else "not one"
    if decision.kind == "article":
        held = "of one story" if decision.same else "of two stories"
    one, other = (
        f"{each.article}/{each.item}" if each.item else each.article for each in (decision.one, decision.other)
    )
    return f"{one} and {other} are {held}"


def as_object(decision: Decision | Correction) -> dict[str, Any]:
    """A judgement or a correction as JSON has it."""
    return asdict(decision)
