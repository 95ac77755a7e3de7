"""What people judge to be one or not: articles of one happening, entities, events. Nothing is ever overwritten.

A judgement is a row, and so is its undoing. Of several that stand on one pair, the one kept last counts: its number
tells, not its time, as a clock can be put back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from onrecord.anchors import content_id
from onrecord.errors import SetupError
from onrecord.ledger import actor_groups
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.ledger import Index, Ledger

KINDS = ("article", "entity", "event")
"""What judgements are of."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Judged:
    """One side of a judgement: an article's id, and that of its entity or event; empty of the article itself."""

    article: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person judged of two items.

    Attributes:
        id: a content id.
        kind: what they are, one of `KINDS`.
        one: the lesser of the two by article and item.
        other: the other.
        same: whether they are held to be one; of articles, to be of one story.
        why: what was given as a reason.
        who: who judged.
        judged: when, UTC, ISO 8601.
        undone: when it was undone, UTC, ISO 8601; None while it stands.
        undone_by: who undid it.
    """

    id: str
    kind: str
    one: Judged
    other: Judged
    same: bool
    why: str | None
    who: str
    judged: str
    undone: str | None = None
    undone_by: str | None = None


def find(ledger: Ledger, written: str) -> tuple[str, Judged]:
    """What somebody means by an article's id, or by `ARTICLE/ITEM`, and its kind.

    Args:
        ledger: where to look.
        written: the article's id alone, or with the id or a name of one of its entities, or the id of an event.

    Raises:
        SetupError: L08 there is no such article; L09 it has no such item; L10 it has several.
    """
    article, slash, item = written.partition("/")
    record = ledger.record(article)
    if not slash:
        return "article", Judged(article=article)
    if item in {event.id for event in record.events}:
        return "event", Judged(article=article, item=item)
    name = item.strip().casefold()
    found = [entity.id for entity in record.entities if entity.id == item] or [
        entity.id for entity in record.entities if name in {each.casefold() for each in (entity.name, *entity.aliases)}
    ]
    if not found:
        raise SetupError("L09", article=article, item=item)
    if len(found) > 1:
        raise SetupError("L10", article=article, item=item, count=len(found), ids=", ".join(sorted(found)))
    return "entity", Judged(article=article, item=found[0])


def find_pair(ledger: Ledger, written: tuple[str, str]) -> tuple[str, tuple[Judged, Judged]]:
    """Two items that can be judged, and their kind; see `find`.

    Raises:
        SetupError: L11 they are of two kinds, or of one article; L08, L09, L10.
    """
    (kind, one), (other_kind, other) = (find(ledger, each) for each in written)
    if kind != other_kind:
        raise SetupError("L11", one=written[0], other=written[1], what=f"they are an {kind} and an {other_kind}")
    if one.article == other.article:
        raise SetupError("L11", one=written[0], other=written[1], what="they are of one article")
    return kind, (one, other)


_ROWS = (
    "SELECT j.id, j.kind, j.one_article, j.one_item, j.other_article, j.other_item, j.same, j.why, j.who, j.judged, "
    "u.undone, u.who FROM judgements AS j LEFT JOIN undoings AS u ON u.judgement = j.id "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of two items: see `Decision`."""

    same: bool
    who: str
    why: str | None = None


def judge(ledger: Ledger, kind: str, pair: tuple[Judged, Judged], word: Word, index: Index | None = None) -> Decision:
    """Keep a judgement, in one transaction.

    Args:
        ledger: open for writing; it holds both articles.
        kind: what the two are, one of `KINDS`.
        pair: the two, in any order, of different articles.
        word: what is judged.
        index: brings up to date what depends on it.

    Raises:
        SetupError: L04, L05 or L07.
    """
    one, other = sorted(pair)
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    made = Decision(id="", kind=kind, one=one, other=other, same=word.same, why=word.why, who=word.who, judged=now)
    made = replace(made, id=made_id(made))
    keep(ledger, made, index)
    return made


def made_id(made: Decision) -> str:
    """The id that a judgement has by what it says."""
    sides = made.one.article, made.one.item, made.other.article, made.other.item
    return content_id("j", made.kind, *sides, made.same, made.why, made.who, made.judged)


def keep(ledger: Ledger, made: Decision, index: Index | None = None) -> bool:
    """Keep a judgement and its undoing as they are, in one transaction; return whether any of it is new.

    Args:
        ledger: open for writing; it holds both articles.
        made: the judgement.
        index: brings up to date what depends on it.

    Raises:
        SetupError: L04, L05 or L07.
    """
    one, other = made.one, made.other
    run = ledger.connection.execute
    with faults(ledger.path), transaction(ledger.connection):
        new = run(
            "INSERT OR IGNORE INTO judgements (id, kind, one_article, one_item, other_article, other_item, same, why, "
            "who, judged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (made.id, made.kind, one.article, one.item, other.article, other.item, made.same, made.why, made.who,
             made.judged),
        ).rowcount  # fmt: skip
        if made.undone is not None:
            new += run(
                "INSERT OR IGNORE INTO undoings VALUES (?, ?, ?)", (made.id, made.undone_by or "", made.undone)
            ).rowcount
        if new and index is not None and made.kind == "article":
            index.judged(ledger, (one.article, other.article))
        if new and made.kind == "entity":
            actor_groups.judged(ledger.connection, ((each.article, each.item) for each in (one, other)))
    return new > 0


def undo(ledger: Ledger, judgement: str, *, who: str, index: Index | None = None) -> Decision:
    """Mark a judgement as undone, in one transaction; one that is undone already is left as it is.

    Raises:
        SetupError: L12 there is none with that id; L04, L05 or L07.
    """
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    with faults(ledger.path), transaction(ledger.connection):
        if not ledger.rows("SELECT 1 FROM judgements WHERE id = ?", (judgement,)):
            raise SetupError("L12", id=judgement, path=ledger.path)
        ledger.connection.execute("INSERT OR IGNORE INTO undoings VALUES (?, ?, ?)", (judgement, who, now))
        undone = _decision(ledger.rows(f"{_ROWS} WHERE j.id = ?", (judgement,))[0])
        if index is not None and undone.kind == "article":
            index.judged(ledger, (undone.one.article, undone.other.article))
        if undone.kind == "entity":
            sides = (undone.one, undone.other)
            actor_groups.judged(ledger.connection, ((each.article, each.item) for each in sides))
    return undone


def judgements(ledger: Ledger) -> list[Decision]:
    """All that was ever judged, also what was undone, in the order of judging."""
    return [_decision(row) for row in ledger.rows(f"{_ROWS} ORDER BY j.seq")]


def standing(ledger: Ledger, articles: Iterable[str] | None = None) -> list[Decision]:
    """The judgements that count: of each pair the last that is not undone, in the order of judging.

    Args:
        ledger: where to look.
        articles: the ids of articles that both sides must be of; any when None.
    """
    if articles is None:
        return _last(ledger.rows(f"{_ROWS} WHERE u.judgement IS NULL ORDER BY j.seq"))
    among = json.dumps(sorted(set(articles)))
    both = "j.one_article IN (SELECT value FROM json_each(?1)) AND j.other_article IN (SELECT value FROM json_each(?1))"
    return _last(ledger.rows(f"{_ROWS} WHERE u.judgement IS NULL AND {both} ORDER BY j.seq", (among,)))


def concerning(ledger: Ledger, article: str) -> list[Decision]:
    """The judgements that count of an article or its items and others, in the order of judging."""
    rows = ledger.rows(
        f"{_ROWS} WHERE u.judgement IS NULL AND (j.one_article = ?1 OR j.other_article = ?1) ORDER BY j.seq", (article,)
    )
    return _last(rows)


def of_articles(ledger: Ledger) -> bool:
    """Whether anybody ever judged of two articles."""
    return bool(ledger.rows("SELECT 1 FROM judgements WHERE kind = 'article' LIMIT 1"))


def beside(ledger: Ledger, article: str) -> list[Decision]:
    """The judgements that count of an article itself and another."""
    rows = ledger.rows(
        f"{_ROWS} WHERE u.judgement IS NULL AND j.kind = 'article' AND (j.one_article = ?1 OR j.other_article = ?1) "
        "ORDER BY j.seq",
        (article,),
    )
    return _last(rows)


def _last(rows: Iterable[tuple[Any, ...]]) -> list[Decision]:
    """Of each pair the last, in the order of judging."""
    last: dict[tuple[str, Judged, Judged], Decision] = {}
    for made in map(_decision, rows):
        pair = made.kind, made.one, made.other
        last.pop(pair, None)
        last[pair] = made
    return list(last.values())


def _decision(row: tuple[Any, ...]) -> Decision:
    made, kind, article, item, other_article, other_item, same, why, who, judged, undone, undone_by = row
    return Decision(
        id=made,
        kind=kind,
        one=Judged(article=article, item=item),
        other=Judged(article=other_article, item=other_item),
        same=bool(same),
        why=why,
        who=who,
        judged=judged,
        undone=undone,
        undone_by=undone_by,
    )
