"""All that people judged and corrected, in one list: by what it is, who said it, and whether it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from onrecord.errors import SetupError
from onrecord.ledger import corrections, judgements
from onrecord.ledger.correcting import Correction
from onrecord.ledger.judgements import KINDS as PAIRED
from onrecord.ledger.judgements import Decision, Judged
from onrecord.ledger.ledger import Index, Ledger
from onrecord.record import CORRECTIONS

Kept = Decision | Correction
"""What a person said: of two items that they are one or not, or of one that it is another than was read."""
KINDS: Final = (*PAIRED, *CORRECTIONS)
"""What can be said, by the word that is kept for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which to list; what is None does not matter.

    Attributes:
        kind: one of `KINDS`.
        who: who said it.
        standing: whether it stands, or was undone.
        article: the id of an article that it is of, on either side.
        item: the id of an item of that article.
    """

    kind: str | None = None
    who: str | None = None
    standing: bool | None = None
    article: str | None = None
    item: str | None = None


_ALL: Final = (
    "SELECT id, kind, article, item, other_article, other_item, same, speaker, entity, name, why, who, judged, undone, "
    "undone_by FROM ("
    "SELECT j.seq AS seq, j.id AS id, j.kind AS kind, j.one_article AS article, j.one_item AS item, "
    "j.other_article AS other_article, j.other_item AS other_item, j.same AS same, NULL AS speaker, NULL AS entity, "
    "NULL AS name, j.why AS why, j.who AS who, j.judged AS judged, u.undone AS undone, u.who AS undone_by "
    "FROM judgements AS j LEFT JOIN undoings AS u ON u.judgement = j.id "
    "UNION ALL "
    "SELECT c.seq, c.id, c.kind, c.article, c.item, c.article, c.item, NULL, c.speaker, c.entity, c.name, c.why, "
    "c.who, c.judged, u.undone, u.who FROM corrections AS c LEFT JOIN corrections_undone AS u ON u.correction = c.id)"
)
"""All of both. A correction has its article on either side, so that an article's are looked up by an index."""


def listed(ledger: Ledger, asked: Asked, *, limit: int = -1, offset: int = 0) -> list[Kept]:
    """What people said, the newest first.

    Args:
        ledger: where to look.
        asked: which.
        limit: at most so many; all when negative.
        offset: how many to pass over.
    """
    where, values = _where(asked)
    query = f"{_ALL}{where} ORDER BY judged DESC, seq DESC, id LIMIT ? OFFSET ?"
    return [_kept(row) for row in ledger.rows(query, (*values, limit, offset))]


def count(ledger: Ledger, asked: Asked) -> int:
    """How many there are."""
    where, values = _where(asked)
    query = f"SELECT count(*) FROM ({_ALL}{where})"  # noqa: S608 - text of our own, values as parameters
    found: int = ledger.rows(query, values)[0][0]
    return found


def _where(asked: Asked) -> tuple[str, tuple[object, ...]]:
    clauses: list[tuple[str, tuple[object, ...]]] = []
    if asked.kind is not None:
        clauses.append(("kind = ?", (asked.kind,)))
    if asked.who is not None:
        clauses.append(("who = ?", (asked.who,)))
    if asked.standing is not None:
        clauses.append((f"undone IS {'' if asked.standing else 'NOT '}NULL", ()))
    if asked.article is not None:
        clauses.append(("(article = ? OR other_article = ?)", (asked.article, asked.article)))
    if asked.article is not None and asked.item is not None:
        either = "((article = ? AND item = ?) OR (other_article = ? AND other_item = ?))"
        clauses.append((either, (asked.article, asked.item) * 2))
    where = " WHERE " + " AND ".join(clause for clause, _ in clauses) if clauses else ""
    return where, tuple(value for _, values in clauses for value in values)


def one(ledger: Ledger, id: str) -> Kept:  # noqa: A002 - the field's name
    """The judgement or the correction with an id.

    Raises:
        SetupError: L12 there is none.
    """
    rows = ledger.rows(f"{_ALL} WHERE id = ?", (id,))
    if not rows:
        raise SetupError("L12", id=id, path=ledger.path)
    return _kept(rows[0])


def undo(ledger: Ledger, id: str, *, who: str, index: Index | None = None) -> Kept:  # noqa: A002 - as above
    """Undo a judgement or a correction, whichever has the id.

    Raises:
        SetupError: L12 there is none with that id; L04, L05 or L07.
    """
    if isinstance(one(ledger, id), Correction):
        return corrections.undo(ledger, id, who=who, index=index)
    return judgements.undo(ledger, id, who=who, index=index)


def people(ledger: Ledger) -> list[str]:
    """All who ever judged or corrected something, by name."""
    return [who for (who,) in ledger.rows("SELECT who FROM judgements UNION SELECT who FROM corrections ORDER BY who")]


def _kept(row: tuple[Any, ...]) -> Kept:
    id, kind, article, item, other_article, other_item, same, speaker, entity, name, why, who, judged, undone, by = row  # noqa: A001 - as above
    if kind in CORRECTIONS:
        return Correction(
            id=id,
            kind=kind,
            article=article,
            item=item,
            speaker=speaker,
            entity=entity,
            name=name,
            why=why,
            who=who,
            judged=judged,
            undone=undone,
            undone_by=by,
        )
    return Decision(
        id=id,
        kind=kind,
        one=Judged(article=article, item=item),
        other=Judged(article=other_article, item=other_item),
        same=bool(same),
        why=why,
        who=who,
        judged=judged,
        undone=undone,
        undone_by=by,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An item's name or its words, and the offsets of those that tell of it first, in code points of the text."""

    words: str
    start: int
    end: int


def words_of(ledger: Ledger, sides: Iterable[Judged]) -> dict[Judged, Words]:
    """The words of entities, events and statements, as they were read; what a record does not hold is left out.

    Records are looked into without being made: a page of a list speaks of many articles.

    Raises:
        SetupError: L05 a record is damaged.
    """
    wanted: dict[str, set[str]] = {}
    for side in sides:
        wanted.setdefault(side.article, set()).add(side.item)
    found: dict[Judged, Words] = {}
    query = "SELECT article, data FROM records WHERE article IN (SELECT value FROM json_each(?))"
    for article, data in ledger.rows(query, (json.dumps(sorted(wanted)),)):
        try:
            kept = json.loads(ledger.unpack(data))
            told = {Judged(article=article, item=item): words for item, words in _told(kept, wanted[article])}
        except (ValueError, KeyError, TypeError) as error:
            raise SetupError(
                "L05", path=ledger.path, what=f"the record of {article} cannot be read: {error}"
            ) from error
        found |= told
    return found


def _told(kept: dict[str, Any], wanted: set[str]) -> Iterator[tuple[str, Words]]:
    for layer in ("entities", "statements", "events"):
        for item in kept.get(layer, ()):
            if item["id"] not in wanted:
                continue
            parts = item.get("mentions") if layer == "entities" else item.get("content") or [item["trigger"]]
            first = parts[0]
            words = " … ".join(part["words"] for part in parts)
            told = item["name"] if layer == "entities" else words
            yield item["id"], Words(words=told, start=first["start"], end=first["end"])
