"""Keeping what people correct: whose a statement is, what is no event or no statement. Nothing is ever overwritten.

A correction is a row, and so is its undoing; of several that stand on one item, the last one counts. In the transaction
that keeps either, what is searched of the article and the index of stories are brought up to date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from onrecord.anchors import content_id
from onrecord.errors import SetupError
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.correcting import ROWS, SPEAKERS, Correction, correction, own_voice
from onrecord.ledger.judgements import Judged
from onrecord.ledger.ledger import Index, Ledger
from onrecord.record import CORRECTIONS, Record

LONGEST_NAME: Final = 200
"""Characters of a name typed by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a person says of a statement or an event: see `Correction`."""

    kind: str
    speaker: str | None = None
    entity: str | None = None
    name: str | None = None


NO_EVENT: Final = Change(kind="not-an-event")
NO_STATEMENT: Final = Change(kind="not-a-statement")
OUTLET: Final = Change(kind="speaker", speaker="outlet")
NOBODY: Final = Change(kind="speaker", speaker="nobody")


def find(ledger: Ledger, written: str) -> Judged:
    """What somebody means by `ARTICLE/STATEMENT` or `ARTICLE/EVENT`, both by their ids; also what people took out.

    Raises:
        SetupError: L08 there is no such article; L20 it has no such statement or event.
    """
    article, _, item = written.partition("/")
    record = ledger.record(article, machine=True)
    if item not in _ids(record):
        raise SetupError("L20", article=article, item=item)
    return Judged(article=article, item=item)


def speaker(ledger: Ledger, article: str, written: str) -> Change:
    """Whom somebody means by a speaker.

    Args:
        ledger: where to look.
        article: the article's id.
        written: `outlet`, `nobody`, the id or a name of an entity of the article, or a name that it does not have.

    Raises:
        SetupError: L08 there is no such article; L10 the name is of several entities.
    """
    if written in {"outlet", "nobody"}:
        return OUTLET if written == "outlet" else NOBODY
    name = " ".join(written.split())
    entities = ledger.record(article, machine=True).entities
    found = [one for one in entities if one.id == written] or [
        one for one in entities if name.casefold() in {each.casefold() for each in (one.name, *one.aliases)}
    ]
    if len(found) > 1:
        ids = ", ".join(sorted(one.id for one in found))
        raise SetupError("L10", article=article, item=name, count=len(found), ids=ids)
    if found:
        return Change(kind="speaker", speaker="entity", entity=found[0].id, name=found[0].name)
    return Change(kind="speaker", speaker="name", name=name)


def correct(
    ledger: Ledger, item: Judged, change: Change, *, who: str, why: str | None = None, index: Index | None = None
) -> Correction:
    """Keep a correction, in one transaction with all that depends on it.

    Args:
        ledger: open for writing.
        item: the statement or event.
        change: what is so instead.
        who: who says so.
        why: the reason.
        index: brings stories up to date; one that has not taken the article in leaves them as they are.

    Raises:
        SetupError: L08 there is no such article; L20 it has no such statement or event; L21 it cannot be corrected so;
            L04, L05 or L07.
    """
    check(ledger, item, change)
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    made = Correction(
        id=_id(item, change, why, who, now),
        kind=change.kind,
        article=item.article,
        item=item.item,
        speaker=change.speaker,
        entity=change.entity,
        name=change.name,
        why=why,
        who=who,
        judged=now,
    )
    keep(ledger, made, index)
    return made


def check(ledger: Ledger, item: Judged, change: Change) -> None:
    """Whether something can be corrected so.

    Raises:
        SetupError: L08, L20 or L21, as `correct` does.
    """
    record = ledger.record(item.article, machine=True)
    kind = _ids(record).get(item.item)
    if kind is None:
        raise SetupError("L20", article=item.article, item=item.item)
    what = _hindered(record, kind, change)
    if what is not None:
        raise SetupError("L21", item=f"{item.article}/{item.item}", what=what)


def _ids(record: Record) -> dict[str, str]:
    """What can be corrected in a record, by id."""
    return {one.id: "statement" for one in record.statements} | {one.id: "event" for one in record.events}


def _hindered(record: Record, kind: str, change: Change) -> str | None:
    """Why a statement or an event cannot be corrected so; None where it can."""
    if change.kind not in CORRECTIONS or (change.kind == "speaker") != (change.speaker in SPEAKERS):
        return f"{change.kind!r} with the speaker {change.speaker!r} is no correction"
    if (kind == "event") != (change.kind == "not-an-event"):
        return f"it is {'an event' if kind == 'event' else 'a statement'}"
    if change.speaker == "outlet" and not own_voice(record):
        return "the article's outlet is not known"
    if change.speaker == "entity" and change.entity not in {one.id for one in record.entities}:
        return f"the article has no entity {change.entity}"
    return _ill_named(change.name or "") if change.speaker == "name" else None


_NON_JOINER, _JOINER = "\u200c", "\u200d"
"""Persian names and joined emoji are written with them."""


def _ill_named(name: str) -> str | None:
    """Why something cannot be the name of a speaker; None where it can."""
    if not name.strip():
        return "a name has a letter at least"
    if len(name) > LONGEST_NAME:
        return f"a name has {LONGEST_NAME} characters at most"
    shown = name.replace(_NON_JOINER, "").replace(_JOINER, "")
    return None if shown.isprintable() else "the name has characters that cannot be shown"


def made_id(made: Correction) -> str:
    """The id that a correction has by what it says."""
    change = Change(kind=made.kind, speaker=made.speaker, entity=made.entity, name=made.name)
    return _id(Judged(article=made.article, item=made.item), change, made.why, made.who, made.judged)


def _id(item: Judged, change: Change, why: str | None, who: str, judged: str) -> str:
    told = change.kind, change.speaker, change.entity, change.name
    return content_id("c", item.article, item.item, *told, why, who, judged)


def keep(ledger: Ledger, made: Correction, index: Index | None = None) -> bool:
    """Keep a correction and its undoing as they are, in one transaction; return whether any of it is new.

    Args:
        ledger: open for writing; it holds the article.
        made: the correction.
        index: brings stories up to date.

    Raises:
        SetupError: L04, L05 or L07.
    """
    run = ledger.connection.execute
    with faults(ledger.path), transaction(ledger.connection):
        new = run(
            "INSERT OR IGNORE INTO corrections (id, kind, article, item, speaker, entity, name, why, who, judged) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (made.id, made.kind, made.article, made.item, made.speaker, made.entity, made.name, made.why, made.who,
             made.judged),
        ).rowcount  # fmt: skip
        if made.undone is not None:
            new += _keep_undoing(ledger, made.id, made.undone_by or "", made.undone)
        if new:
            _settle(ledger, made.article, index)
    return new > 0


def undo(ledger: Ledger, made: str, *, who: str, index: Index | None = None) -> Correction:
    """Mark a correction as undone, in one transaction; one that is undone already is left as it is.

    Args:
        ledger: open for writing.
        made: the correction's id.
        who: who undoes it.
        index: brings stories up to date.

    Raises:
        SetupError: L12 there is none with that id; L04, L05 or L07.
    """
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    with faults(ledger.path), transaction(ledger.connection):
        if not ledger.rows("SELECT 1 FROM corrections WHERE id = ?", (made,)):
            raise SetupError("L12", id=made, path=ledger.path)
        new = _keep_undoing(ledger, made, who, now)
        undone = correction(ledger.rows(f"{ROWS} WHERE c.id = ?", (made,))[0])
        if new:
            _settle(ledger, undone.article, index)
    return undone


def _keep_undoing(ledger: Ledger, made: str, who: str, undone: str) -> int:
    query = "INSERT OR IGNORE INTO corrections_undone (correction, who, undone) VALUES (?, ?, ?)"
    return ledger.connection.execute(query, (made, who, undone)).rowcount


def _settle(ledger: Ledger, article: str, index: Index | None) -> None:
    """Bring up to date what depends on an article's record."""
    record = ledger.record(article)
    ledger.write_rows(record)
    taken = ledger.rows("SELECT seq FROM articles WHERE id = ? AND seq IN (SELECT article FROM profiles)", (article,))
    if index is not None and taken:
        index.retake(ledger, taken[0][0], record)


def corrections(ledger: Ledger, article: str | None = None) -> list[Correction]:
    """All that was ever corrected, also what was undone, in the order of judging.

    Args:
        ledger: where to look.
        article: the id of the article it must be of; any when None.
    """
    where, values = ("", ()) if article is None else ("WHERE c.article = ?", (article,))
    return [correction(row) for row in ledger.rows(f"{ROWS} {where} ORDER BY c.seq", values)]
