"""What is kept of an article's actors: who they are, what they say, and what is said of them."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from onrecord.ledger import actor_cast, actor_groups, facet_rows
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.folding import fold
from onrecord.record import Entity, Label, MentionKind, Record, Relation, Role, Statement, Voice

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

ACTORS: Final = ("person", "organisation", "country", "publication")
"""Types of entity that are actors; of the others, those are that speak."""
_MONTH: Final = len("2024-05")


def keep(connection: sqlite3.Connection, seq: int, record: Record) -> None:
    """Keep an article's actors, in place of those that it had; inside a transaction.

    Args:
        connection: to a ledger.
        seq: the article's number.
        record: its record.
    """
    before = actor_cast.rows_of(connection, seq)
    actor_cast.change(connection, before, -1)
    for table in ("actors", "actor_said", "actor_about"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (seq,))  # noqa: S608 - our own names
    _Kept(connection, seq, record).write()
    actor_cast.change(connection, actor_cast.rows_of(connection, seq), +1)
    connection.execute("INSERT OR REPLACE INTO actor_articles VALUES (?)", (seq,))
    actor_groups.came(connection, seq, record.article.id, {row.named for row in before})


def behind(ledger: Ledger) -> int:
    """How many articles have no actors kept: they were added by an older version, or read anew without.

    Raises:
        SetupError: L05 or L07.
    """
    count: int = ledger.rows("SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM actor_articles)")[0][0]
    return count


def catch_up(ledger: Ledger) -> Iterator[str]:
    """Keep the actors of the articles that have none kept, yielding each article's id, committed by then.

    Run again after a stop, of whatever kind, it takes up where it was.

    Args:
        ledger: open for writing.

    Raises:
        SetupError: L04, L05 or L07.
    """
    if not behind(ledger):
        return
    missing = "SELECT seq, id FROM articles WHERE seq NOT IN (SELECT article FROM actor_articles) ORDER BY seq"
    for seq, article in ledger.rows(missing):
        record = ledger.record(article)
        with faults(ledger.path), transaction(ledger.connection):
            if not ledger.rows("SELECT 1 FROM actor_articles WHERE article = ?", (seq,)):
                keep(ledger.connection, seq, record)
        yield article


def named(entity: Entity) -> tuple[str, str] | None:
    """An entity's fullest name, and the same folded; None where it has no name that folds to any."""
    if not entity.named:
        return None
    name = next(iter(entity.names), entity.name)
    key = fold(name)
    return (name, key) if key.strip("./ ") else None


def day_of(published: str | None) -> int:
    """The day of publication as an ordinal; of a month its first; 0 where not even that is told."""
    told = facet_rows.days(published)
    known = told and published and facet_rows.days(published[:_MONTH])
    if not told or not known or (known[1] - known[0]) > _LONGEST_MONTH:
        return 0
    return told[0]


_LONGEST_MONTH: Final = 31


@dataclass(frozen=True, slots=True)
class _Actor:
    entity: Entity
    name: str
    named: str
    key: str
    starts: tuple[int, ...]


class _Kept:
    """The rows of one article."""

    def __init__(self, connection: sqlite3.Connection, seq: int, record: Record) -> None:
        self._connection, self._seq, self._record = connection, seq, record
        self._day = day_of(record.article.published)
        self._outlet = fold(record.article.outlet or "")
        speakers = {statement.voice[-1].entity for statement in record.statements}
        self._actors: dict[str, _Actor] = {}
        for entity in record.entities:
            known = named(entity) if entity.type in ACTORS or entity.id in speakers else None
            if known is not None:
                name, key = known
                starts = tuple(sorted(mention.start for mention in entity.mentions))
                self._actors[entity.id] = _Actor(entity, name, key, self._listed(key), starts)

    def _listed(self, name: str) -> str:
        """What a name is listed under."""
        found = self._connection.execute("SELECT key FROM actor_joined WHERE named = ?", (name,)).fetchone()
        return str(found[0]) if found else name

    def write(self) -> None:
        """Write them."""
        said, about = Counter[str](), Counter[str]()
        for statement in self._record.statements:
            speaker = self._actors.get(statement.voice[-1].entity or "")
            start, stop = statement.content[0].start, statement.content[0].end
            place = (self._day, self._seq, start, statement.id)
            told = (self._outlet, statement.act or "")
            if speaker is not None:
                said[speaker.entity.id] += 1
                self._connection.execute(
                    "INSERT OR IGNORE INTO actor_said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (speaker.key, *place, stop, speaker.entity.id, *told),
                )
            for actor in self._spoken_of(statement):
                about[actor.entity.id] += speaker is None or actor.key != speaker.key
                by = (speaker.key, speaker.entity.id) if speaker else ("", "")
                self._connection.execute(
                    "INSERT OR IGNORE INTO actor_about VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (actor.key, *place, actor.entity.id, stop, *told, *by),
                )
        for actor in self._actors.values():
            self._connection.execute(
                "INSERT OR REPLACE INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._row(actor, said[actor.entity.id], about[actor.entity.id]),
            )

    def _spoken_of(self, statement: Statement) -> list[_Actor]:
        """Whom a statement's content mentions, each key once."""
        found: dict[str, _Actor] = {}
        for actor in self._actors.values():
            if any(_within(actor.starts, content.start, content.end) for content in statement.content):
                found.setdefault(actor.key, actor)
        return list(found.values())

    def _row(self, actor: _Actor, said: int, about: int) -> tuple[object, ...]:
        entity = actor.entity
        relations = [one for one in self._record.relations if entity.id in (one.subject, one.object, *one.by)]
        labels = [one for one in self._record.labels if one.entity == entity.id]
        names = Counter(" ".join(one.words.split()) for one in entity.mentions if one.kind is MentionKind.NAME)
        told = {
            "names": dict(names),
            "roles": [_role(one) for one in entity.roles],
            "relations": [self._relation(one, entity.id) for one in relations],
            "labels": [_label(one) for one in labels],
        }
        held = sum(one.kind == "holds-office" and one.subject == entity.id for one in relations)
        return (
            self._seq,
            entity.id,
            actor.named,
            actor.key,
            actor.name,
            entity.type,
            entity.code or "",
            self._day,
            self._outlet,
            len(entity.mentions),
            said,
            about,
            len(entity.roles) + held,
            len(relations),
            len(labels),
            json.dumps(told, ensure_ascii=True, separators=(",", ":")),
        )

    def _relation(self, relation: Relation, mine: str) -> dict[str, Any]:
        """A relation as told of one of those that stand in it."""
        part = "subject" if relation.subject == mine else "object" if relation.object == mine else "by"
        parts = {"as": relation.label, "of": relation.count, "at": relation.when}
        times = {"since": relation.since, "until": relation.until}
        return {
            "kind": relation.kind,
            "part": part,
            "subject": self._called(relation.subject),
            "object": self._called(relation.object) if relation.object else None,
            "by": [self._called(one) for one in relation.by],
            "told": {name: one.words for name, one in (parts | times).items() if one is not None},
            "former": relation.former,
            "start": relation.start,
            "end": relation.end,
            "words": relation.words,
            "voice": _voice(relation.voice),
        }

    def _called(self, entity: str) -> list[str]:
        """The name of an entity, and its own folded name where it is an actor."""
        actor = self._actors.get(entity)
        return [actor.name, actor.named] if actor else [self._record.entity(entity).name, ""]


def _within(starts: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some offsets, ascending, lies in a span."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _role(role: Role) -> dict[str, Any]:
    return {"title": role.title, "of": role.of, "former": role.former, "then": role.then}


def _label(label: Label) -> dict[str, Any]:
    return {
        "words": " ".join(label.words.split()),
        "kind": label.kind,
        "quoted": label.quoted,
        "start": label.start,
        "end": label.end,
        "voice": _voice(label.voice),
    }


def _voice(voice: Voice) -> list[str]:
    """The links of a voice by name, the outlet first; an empty one is nobody who is told of."""
    return [link.name or "" for link in voice]
