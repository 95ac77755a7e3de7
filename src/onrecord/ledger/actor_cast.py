"""One row an actor over all articles: how many articles, statements by it and of it, and what it is mostly called."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.ledger.folding import fold

_COLUMNS: Final = "article, entity, named, key, name, type, code, said, about"


@dataclass(frozen=True, slots=True)
class Row:
    """An actor of one article, as far as it counts."""

    article: int
    entity: str
    named: str
    key: str
    name: str
    type: str
    code: str
    said: int
    about: int


@dataclass(slots=True)
class _Sum:
    articles: set[int] = field(default_factory=set)
    said: int = 0
    about: int = 0
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)


def rows_of(connection: sqlite3.Connection, article: int) -> list[Row]:
    """The actors of an article."""
    found = connection.execute(f"SELECT {_COLUMNS} FROM actors WHERE article = ? ORDER BY entity", (article,))  # noqa: S608
    return [Row(*row) for row in found.fetchall()]


def rows_under(connection: sqlite3.Connection, key: str) -> list[Row]:
    """The actors of all articles that are listed under a key, by article."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM actors WHERE key = ? ORDER BY article, entity",  # noqa: S608
        (key,),
    )
    return [Row(*row) for row in found.fetchall()]


def change(connection: sqlite3.Connection, rows: Sequence[Row], sign: int) -> None:
    """Count in or out the actors of one article, all of them at once.

    Args:
        connection: to a ledger, inside a transaction.
        rows: of the article.
        sign: 1 to count them in, -1 out.
    """
    for key, one in _sums(rows).items():
        was = connection.execute(
            "SELECT articles, said, about, names, types, codes FROM actor_cast WHERE key = ?", (key,)
        ).fetchone()
        articles, said, about, *counted = was or (0, 0, 0, "{}", "{}", "{}")
        names, types, codes = (Counter[str](json.loads(each)) for each in counted)
        for counter, more in ((names, one.names), (types, one.types), (codes, one.codes)):
            for value, count in more.items():
                counter[value] += sign * count
        _put(
            connection,
            key,
            (articles + sign * len(one.articles), said + sign * one.said, about + sign * one.about),
            (names, types, codes),
        )


def recount(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Count everything under some keys anew."""
    for key in sorted(keys):
        one = _sums(rows_under(connection, key)).get(key, _Sum())
        _put(connection, key, (len(one.articles), one.said, one.about), (one.names, one.types, one.codes))


def _sums(rows: Iterable[Row]) -> dict[str, _Sum]:
    found: dict[str, _Sum] = {}
    for row in rows:
        one = found.setdefault(row.key, _Sum())
        one.articles.add(row.article)
        one.said += row.said
        one.about += row.about
        one.names[row.name] += 1
        one.types[row.type] += 1
        if row.code:
            one.codes[row.code] += 1
    return found


def _put(
    connection: sqlite3.Connection,
    key: str,
    counts: tuple[int, int, int],
    kept: tuple[Counter[str], Counter[str], Counter[str]],
) -> None:
    """Write an actor's row; one of no articles is taken away."""
    if counts[0] <= 0:
        connection.execute("DELETE FROM actor_cast WHERE key = ?", (key,))
        return
    names, types, codes = (Counter({value: count for value, count in each.items() if count > 0}) for each in kept)
    name = min(names, key=lambda each: (fold(each) != bare(key), -names[each], each.isupper(), each))
    words = "\n".join(sorted({fold(each) for each in names}))
    connection.execute(
        "INSERT INTO actor_cast (key, name, type, code, articles, said, about, names, types, codes, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name, "
        "type = excluded.type, code = excluded.code, articles = excluded.articles, said = excluded.said, "
        "about = excluded.about, names = excluded.names, types = excluded.types, codes = excluded.codes, "
        "words = excluded.words",
        (key, name, _most(types), _most(codes), *counts, _json(names), _json(types), _json(codes), words),
    )


def bare(key: str) -> str:
    """The folded name in a key; the key of an actor parted from others of its name has more behind it."""
    return key.split('"', 1)[0].rstrip()


def _most(counter: Counter[str]) -> str:
    """What is counted most, the first by letters of several; empty for nothing."""
    return min(counter, key=lambda each: (-counter[each], each), default="")


def _json(counter: Counter[str]) -> str:
    return json.dumps(dict(sorted(counter.items())), ensure_ascii=True)
