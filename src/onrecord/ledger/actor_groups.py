"""Under which key each actor is listed: its folded name, unless people judged it to be another, or one with another.

What is judged of two entities counts for all of their names: "same" lists both names under one key, the longer. Two
of one name that are held to be different are parted: the one of which more such judgements speak, else the later, has a
key of its own, until it is judged to be one with somebody. The last word counts, and nothing depends on the order in
which articles came.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from onrecord.ledger import actor_cast

_STANDING: Final = (
    "SELECT j.same, x.day, a.id, x.entity, x.named, y.day, b.id, y.entity, y.named FROM judgements AS j "
    "JOIN articles AS a ON a.id = j.one_article JOIN actors AS x ON x.article = a.seq AND x.entity = j.one_item "
    "JOIN articles AS b ON b.id = j.other_article JOIN actors AS y ON y.article = b.seq AND y.entity = j.other_item "
    "WHERE j.kind = 'entity' AND NOT EXISTS (SELECT 1 FROM undoings AS u WHERE u.judgement = j.id) ORDER BY j.seq"
)


@dataclass(frozen=True, slots=True, order=True)
class _Side:
    """An entity that was judged: when and in which article it is told of, its id, its folded name."""

    day: int
    article: str
    entity: str
    named: str


_Block = tuple[str, str, str]
"""What is listed together whatever is judged: all of one name, or one entity that is parted from them."""
_Pairs = dict[tuple[_Side, _Side], bool]
"""What counts of each pair, in the order of judging."""


def came(connection: sqlite3.Connection, seq: int, article: str, before: Iterable[str]) -> None:
    """List the actors of an article that has come, or has come anew, where people judged them to be.

    Args:
        connection: to a ledger, inside a transaction.
        seq: the article's number.
        article: its id.
        before: folded names of the actors that it had before.
    """
    judged = connection.execute(
        "SELECT one_item, other_item, one_article FROM judgements WHERE kind = 'entity' "
        "AND (one_article = ?1 OR other_article = ?1)",
        (article,),
    ).fetchall()
    if not judged:
        return
    items = {one if first == article else other for one, other, first in judged}
    names = {row.named for row in actor_cast.rows_of(connection, seq) if row.entity in items}
    regroup(connection, names.union(before))


def judged(connection: sqlite3.Connection, pair: Iterable[tuple[str, str]]) -> None:
    """List anew what hangs on two entities that somebody has judged, or has taken back a judgement of.

    Args:
        connection: to a ledger, inside a transaction.
        pair: the ids of each one's article and of the entity.
    """
    names: set[str] = set()
    for article, entity in pair:
        found = connection.execute(
            "SELECT named FROM actors WHERE article = (SELECT seq FROM articles WHERE id = ?) AND entity = ?",
            (article, entity),
        )
        names.update(name for (name,) in found.fetchall())
    regroup(connection, names)


def regroup(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Work out anew under which keys some names are listed, and all that judgements tie to them."""
    names = set(names)
    if not names:
        return
    pairs: _Pairs = {}
    for same, *both in connection.execute(_STANDING).fetchall():
        pair = _Side(*both[:4]), _Side(*both[4:])
        pairs.pop(pair, None)
        pairs[pair] = bool(same)
    names = _tied(pairs, names)
    grouping = _Grouping({pair: same for pair, same in pairs.items() if {one.named for one in pair} <= names}, names)
    changed: set[str] = set()
    for name in sorted(names):
        changed |= _list(connection, name, grouping)
    actor_cast.recount(connection, changed)


def _tied(pairs: _Pairs, names: Iterable[str]) -> set[str]:
    """Some names and all that judgements tie to them, through however many others."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one.named].add(other.named)
        beside[other.named].add(one.named)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(beside[name])
    return found


@dataclass(slots=True)
class _Grouping:
    """Blocks in groups, each with its key."""

    pairs: _Pairs
    names: set[str]
    parted: set[_Side] = field(init=False)
    keys: dict[_Block, str] = field(init=False)

    def __post_init__(self) -> None:
        self.parted = self._parted()
        groups: dict[_Block, set[_Block]] = {}
        for block in [*(("", "", name) for name in self.names), *map(self._block, sorted(self.parted))]:
            groups[block] = {block}
        apart = {
            (block, other)
            for pair, same in self.pairs.items()
            for block, other in (map(self._block, pair), map(self._block, reversed(pair)))
            if not same
        }
        for (one, other), same in reversed(self.pairs.items()):
            mine, theirs = groups[self._block(one)], groups[self._block(other)]
            if same and mine is not theirs and not any((a, b) in apart for a in mine for b in theirs):
                mine |= theirs
                for block in theirs:
                    groups[block] = mine
        firsts = {self._block(side): side for side in sorted(self.parted, reverse=True)}
        self.keys = {block: _key(group, firsts) for block, group in groups.items()}

    def _block(self, side: _Side) -> _Block:
        return (side.article, side.entity, side.named) if side in self.parted else ("", "", side.named)

    def _parted(self) -> set[_Side]:
        """Those that stand apart from the others of their name."""
        left = [pair for pair, same in self.pairs.items() if not same and pair[0].named == pair[1].named]
        found: set[_Side] = set()
        while left:
            counted = Counter(side for pair in left for side in pair)
            chosen = max(counted, key=lambda side: (counted[side], side))
            found.add(chosen)
            left = [pair for pair in left if chosen not in pair]
        return found

    def key(self, article: str, entity: str, named: str) -> str:
        """The key of an entity."""
        own = self.keys.get((article, entity, named))
        return self.keys["", "", named] if own is None else own


def _key(group: set[_Block], firsts: dict[_Block, _Side]) -> str:
    """The key of a group: its longest name; of parted ones alone the name of the first, and its article's id.

    A quotation mark parts the two, which no folded name has.
    """
    whole = [name for article, _, name in group if not article]
    if whole:
        return max(whole, key=lambda name: (len(name), name))
    first = min(firsts[block] for block in group)
    return f'{first.named} "{first.article[2:]} {first.entity[2:]}"'


def _list(connection: sqlite3.Connection, name: str, grouping: _Grouping) -> set[str]:
    """List the entities of a name under their keys; returns the keys under which there is more or less than before."""
    run = connection.execute
    run("DELETE FROM actor_joined WHERE named = ?", (name,))
    joined = grouping.keys["", "", name]
    if joined != name:
        run("INSERT INTO actor_joined VALUES (?, ?)", (name, joined))
    rows = run(
        "SELECT x.article, a.id, x.entity, x.key FROM actors AS x JOIN articles AS a ON a.seq = x.article "
        "WHERE x.named = ? ORDER BY x.article, x.entity",
        (name,),
    ).fetchall()
    changed: set[str] = set()
    for seq, article, entity, was in rows:
        key = grouping.key(article, entity, name)
        if key == was:
            continue
        changed |= {was, key}
        run("UPDATE actors SET key = ? WHERE article = ? AND entity = ?", (key, seq, entity))
        run("UPDATE actor_said SET key = ? WHERE article = ? AND entity = ?", (key, seq, entity))
        run("UPDATE actor_about SET key = ? WHERE article = ? AND entity = ?", (key, seq, entity))
        run("UPDATE actor_about SET speaker = ? WHERE article = ? AND speaker_entity = ?", (key, seq, entity))
        run(
            "UPDATE actors SET about = (SELECT count(*) FROM actor_about AS s WHERE s.article = actors.article AND "
            "s.entity = actors.entity AND s.speaker <> s.key) WHERE article = ?",
            (seq,),
        )
    return changed
