"""Judgements and corrections from another ledger, as `onrecord judgements --json` prints them, a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from onrecord import codec
from onrecord.errors import SetupError
from onrecord.ledger import corrections, judgements
from onrecord.ledger.correcting import Correction
from onrecord.ledger.judgements import KINDS, Decision, Judged
from onrecord.ledger.ledger import Index, Ledger
from onrecord.record import CORRECTIONS


def take(ledger: Ledger, line: str | bytes, name: str, index: Index | None = None) -> bool:
    """Keep what a line tells, with the id, the person and the time it has there; return whether any of it is new.

    Args:
        ledger: open for writing.
        line: a judgement or a correction as JSON.
        name: what to call the line where it cannot be taken.
        index: brings up to date what depends on it.

    Raises:
        SetupError: L22 the line is none, was changed, or tells of what the ledger does not hold; L04, L05 or L07.
    """
    try:
        data = json.loads(line)
        kind = data.get("kind") if isinstance(data, Mapping) else None
        if kind in KINDS:
            return _judgement(ledger, codec.value_from(Decision, data), index)
        if kind in CORRECTIONS:
            return _correction(ledger, codec.value_from(Correction, data), index)
    except (ValueError, RecursionError) as error:
        raise SetupError("L22", name=name, what=str(error)) from error
    except SetupError as error:
        if error.code not in {"L08", "L20", "L21"}:
            raise
        raise SetupError("L22", name=name, what=error.what) from error
    raise SetupError("L22", name=name, what="it is no judgement")


def _judgement(ledger: Ledger, made: Decision, index: Index | None) -> bool:
    _unchanged(made, judgements.made_id(made))
    if not made.one < made.other or made.one.article == made.other.article:
        raise ValueError("its two sides are not in order")
    for side in (made.one, made.other):
        _held(ledger, made.kind, side)
    return judgements.keep(ledger, made, index)


def _held(ledger: Ledger, kind: str, side: Judged) -> None:
    """Check that the ledger holds one side of a judgement."""
    record = ledger.record(side.article, machine=True)
    items = {"article": [""], "entity": [one.id for one in record.entities], "event": [one.id for one in record.events]}
    if side.item not in items[kind]:
        raise ValueError(f"article {side.article} has no {kind} {side.item!r}")


def _correction(ledger: Ledger, made: Correction, index: Index | None) -> bool:
    _unchanged(made, corrections.made_id(made))
    change = corrections.Change(kind=made.kind, speaker=made.speaker, entity=made.entity, name=made.name)
    corrections.check(ledger, Judged(article=made.article, item=made.item), change)
    return corrections.keep(ledger, made, index)


def _unchanged(made: Decision | Correction, id: str) -> None:  # noqa: A002 - the field's name
    """Check that what was kept is as it was made: its id, its times, who made it."""
    if made.id != id:
        raise ValueError(f"{made.id} was changed since it was made")
    if (made.undone is None) != (made.undone_by is None):
        raise ValueError("an undoing has a time and a person")
    for when in (made.judged, made.undone):
        if when is not None and when != datetime.fromisoformat(when).astimezone(UTC).isoformat(timespec="microseconds"):
            raise ValueError(f"{when!r} is no time in UTC to the microsecond")
