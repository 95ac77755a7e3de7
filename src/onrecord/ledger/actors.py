"""Who takes part in what articles tell: actors over all articles, their statements, and who speaks about whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from onrecord.errors import SetupError
from onrecord.ledger.actor_cast import bare
from onrecord.ledger.folding import fold, words
from onrecord.ledger.judgements import Decision, Judged
from onrecord.ledger.ledger import Ledger

MOST_WORDS: Final = 6
"""Words of a name that others are looked for by."""
_KINDS: Final = ({"organisation", "publication"}, {"country", "nationality", "place"})
"""Types of entity that one and the same may be taken for."""
_MOST_ALIKE: Final = 8
_ROW: Final = "key, name, type, code, articles, said, about"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor over all articles.

    Attributes:
        key: what it is listed under: its folded name, unless people judged otherwise.
        name: the name that most articles give as its fullest.
        type: its type of entity in most articles.
        code: of a country, ISO 3166 alpha-3; empty otherwise.
        articles: how many tell of it by name.
        said: how many statements are its own.
        about: how many statements of others speak of it.
    """

    key: str
    name: str
    type: str
    code: str
    articles: int
    said: int
    about: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which actors to list; what is empty does not matter.

    Attributes:
        type: of this type of entity.
        outlet: named in articles of this outlet, whatever the case.
        since: named in an article published on this day or later, an ordinal.
        until: on this day or earlier.
        letters: with a name that has words beginning with these.
    """

    type: str = ""
    outlet: str = ""
    since: int | None = None
    until: int | None = None
    letters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which statements by or about an actor; what is empty does not matter.

    Attributes:
        outlet: in articles of this outlet, folded.
        act: of this act.
        since: published on this day or later, an ordinal.
        until: on this day or earlier.
        other: by this actor, where those about one are asked for; about this one, where those by one are.
    """

    outlet: str = ""
    act: str = ""
    since: int | None = None
    until: int | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by or about an actor.

    Attributes:
        article: the article's id.
        outlet: its outlet.
        title: its headline.
        published: when, ISO 8601, as precise as stated.
        statement: the statement's id.
        start: where its content starts in the article's text.
        stop: where the first piece of the content ends.
        content: its words.
        speaker: the name of whoever speaks, or the words for them; None for nobody.
        mode: direct, indirect or mixed.
        act: what saying it does; None where that is not told.
    """

    article: str
    outlet: str | None
    title: str | None
    published: str | None
    statement: str
    start: int
    stop: int
    content: str
    speaker: str | None
    mode: str
    act: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a person judged of an actor, and who the other is."""

    decision: Decision
    other: Actor | None
    mine: Judged


def listed(ledger: Ledger, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Actor]:
    """Actors, those of most articles first; where an outlet or days are asked for, of most articles of these.

    Raises:
        SetupError: L05 or L07.
    """
    if wanted.outlet or wanted.since is not None or wanted.until is not None:
        return _listed_within(ledger, wanted, limit, offset)
    tests, values = _tests(wanted)
    where = f"WHERE {' AND '.join(tests)} " if tests else ""
    rows = ledger.rows(
        f"SELECT {_ROW} FROM actor_cast AS c {where}ORDER BY articles DESC, key LIMIT ? OFFSET ?",  # noqa: S608
        (*values, limit, offset),
    )
    return [Actor(*row) for row in rows]


def _listed_within(ledger: Ledger, wanted: Wanted, limit: int, offset: int) -> list[Actor]:
    """The same of some articles; what is counted is counted in these."""
    outlet = fold(wanted.outlet) if wanted.outlet else ""
    if wanted.outlet and not outlet:
        return []  # a name without a letter is no outlet's
    within, bounds = _within(outlet, wanted.since, wanted.until)
    tests, values = _tests(wanted)
    kept = f"WHERE {' AND '.join(tests)} " if tests else ""
    rows = ledger.rows(
        "SELECT c.key, c.name, c.type, c.code, f.articles, c.said, c.about FROM (SELECT key, count(*) AS articles "  # noqa: S608
        f"FROM actors WHERE {' AND '.join(within)} GROUP BY key) AS f JOIN actor_cast AS c ON c.key = f.key {kept}"
        "ORDER BY f.articles DESC, c.key LIMIT ? OFFSET ?",
        (*bounds, *values, limit, offset),
    )
    return [Actor(*row) for row in rows]


def _tests(wanted: Wanted) -> tuple[list[str], list[object]]:
    tests, values = list[str](), list[object]()
    if wanted.type:
        tests.append("c.type = ?")
        values.append(wanted.type)
    if wanted.letters:
        sought = [word for word, _, _ in words(wanted.letters, MOST_WORDS)]
        tests.append("c.seq IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?)" if sought else "0")
        values.extend([" AND ".join(f'"{word}"*' for word in sought)] if sought else [])
    return tests, values


def _within(outlet: str, since: int | None, until: int | None) -> tuple[list[str], list[object]]:
    tests, values = list[str](), list[object]()
    for test, value in (("outlet = ?", outlet or None), ("day >= ?", since), ("day <= ?", until)):
        if value is not None:
            tests.append(test)
            values.append(value)
    if until is not None and since is None:
        tests.append("day > 0")
    return tests, values


def actor(ledger: Ledger, key: str) -> Actor:
    """The actor that a key, or a name, leads to.

    Args:
        ledger: where to look.
        key: a key; a name that is listed under another key leads to that one.

    Raises:
        SetupError: L50 there is none; L05, L07.
    """
    for sought in (key, fold(key)):
        found = _under(ledger, sought)
        if found is not None:
            return found
    joined = ledger.rows(
        "SELECT key FROM actors WHERE named = ? GROUP BY key ORDER BY count(*) DESC LIMIT 1", (fold(key),)
    )
    found = _under(ledger, joined[0][0]) if joined else None
    if found is None:
        raise SetupError("L50", name=key, path=ledger.path)
    return found


def _under(ledger: Ledger, key: str) -> Actor | None:
    rows = ledger.rows(f"SELECT {_ROW} FROM actor_cast WHERE key = ?", (key,))  # noqa: S608
    return Actor(*rows[0]) if rows else None


def actors_of(ledger: Ledger, keys: Sequence[str]) -> dict[str, Actor]:
    """The actors under some keys, by key; those that there are none under left out."""
    rows = ledger.rows(
        f"SELECT {_ROW} FROM actor_cast WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608
        (json.dumps(list(keys)),),
    )
    return {row[0]: Actor(*row) for row in rows}


def statements(ledger: Ledger, key: str, part: str, asked: Asked, *, limit: int, offset: int = 0) -> list[Said]:
    """Statements by or about an actor, the latest first.

    Args:
        ledger: where to look.
        key: the actor's.
        part: `by` for its own, `about` for those in which others speak of it.
        asked: which.
        limit: how many at most.
        offset: how many to leave out.

    Raises:
        SetupError: L05 or L07.
    """
    table, tests, values = _sought(key, part, asked)
    rows = ledger.rows(
        "SELECT a.id, a.outlet, a.title, a.published, f.statement, f.start, f.stop, t.content, t.speaker, "  # noqa: S608
        f"t.mode, t.act FROM (SELECT DISTINCT day, article, start, stop, statement FROM {table} WHERE {tests} "
        "ORDER BY day DESC, article DESC, start, statement LIMIT ? OFFSET ?) AS f "
        "JOIN articles AS a ON a.seq = f.article JOIN statements AS t ON t.article = a.id AND t.id = f.statement "
        "ORDER BY f.day DESC, f.article DESC, f.start, f.statement",
        (*values, limit, offset),
    )
    return [Said(*row) for row in rows]


def counted(ledger: Ledger, key: str, part: str, asked: Asked) -> dict[int, int]:
    """How many statements by or about an actor were published on which day, by its ordinal; 0 of those not dated."""
    table, tests, values = _sought(key, part, asked)
    rows = ledger.rows(
        f"SELECT day, count(*) FROM (SELECT DISTINCT day, article, start, statement FROM {table} WHERE {tests}) "  # noqa: S608
        "GROUP BY day ORDER BY day",
        values,
    )
    return dict(rows)


def choices(ledger: Ledger, key: str, part: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The outlets and the acts of all statements by or about an actor, with how many, most first."""
    table, tests, values = _sought(key, part, Asked())
    told = tuple(
        ledger.rows(
            f"SELECT {column}, count(*) FROM {table} WHERE {tests} AND {column} <> '' "  # noqa: S608
            "GROUP BY 1 ORDER BY 2 DESC, 1",
            values,
        )
        for column in ("outlet", "act")
    )
    return told[0], told[1]


def outlets(ledger: Ledger, keys: Sequence[str]) -> dict[str, str]:
    """How outlets are written, by their folded names."""
    rows = ledger.rows(
        "SELECT key, name FROM facet_values WHERE facet = 'outlet' AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(rows)


def _sought(key: str, part: str, asked: Asked) -> tuple[str, str, list[object]]:
    """The table, tests and values for statements by or about an actor."""
    tests, values = _within(asked.outlet, asked.since, asked.until)
    if asked.act:
        tests.append("act = ?")
        values.append(asked.act)
    if part == "about":
        tests += ["key = ?", "speaker <> key"]
        values.append(key)
    elif asked.other:
        tests += ["speaker = ?", "key = ?"]
        return "actor_about", " AND ".join(tests), [*values, key, asked.other]
    else:
        return "actor_said", " AND ".join([*tests, "key = ?"]), [*values, key]
    if asked.other:
        tests.append("speaker = ?")
        values.append(asked.other)
    return "actor_about", " AND ".join(tests), values


def alike(ledger: Ledger, found: Actor) -> list[Actor]:
    """Actors that may be the same: whose words are contained in its name or the other way round; countries of its code.

    Those that a person has judged to be others are left out. Nothing is joined by this.
    """
    sought = bare(found.key)
    told = [word for word, _, _ in words(sought, MOST_WORDS)]
    keys = {
        " ".join(some) for count in range(1, len(told)) for some in combinations(sought.split()[:MOST_WORDS], count)
    }
    rows = list(actors_of(ledger, sorted({*keys, sought})).values())
    if told:
        match = " AND ".join(f'"{word}"' for word in told)
        query = (
            "SELECT c.key, c.name, c.type, c.code, c.articles, c.said, c.about FROM actor_words AS w "
            "JOIN actor_cast AS c ON c.seq = w.rowid WHERE actor_words MATCH ? ORDER BY c.articles DESC, c.key LIMIT ?"
        )
        rows += [Actor(*row) for row in ledger.rows(query, (match, 4 * _MOST_ALIKE))]
    if found.code:
        query = f"SELECT {_ROW} FROM actor_cast WHERE code = ? ORDER BY articles DESC LIMIT ?"  # noqa: S608
        rows += [Actor(*row) for row in ledger.rows(query, (found.code, _MOST_ALIKE))]
    apart = {each.other.key for each in held(ledger, found.key) if each.other and not each.decision.same}
    kept = {one.key: one for one in rows if one.key != found.key and one.key not in apart and _may_be(found, one)}
    return sorted(kept.values(), key=lambda one: (-one.articles, one.key))[:_MOST_ALIKE]


def _may_be(one: Actor, other: Actor) -> bool:
    return one.type == other.type or any({one.type, other.type} <= kinds for kinds in _KINDS)


_HELD: Final = (
    "SELECT j.id, j.kind, j.one_article, j.one_item, j.other_article, j.other_item, j.same, j.why, j.who, j.judged, "
    "x.key, y.key FROM judgements AS j JOIN articles AS a ON a.id = j.one_article "
    "JOIN actors AS x ON x.article = a.seq AND x.entity = j.one_item JOIN articles AS b ON b.id = j.other_article "
    "JOIN actors AS y ON y.article = b.seq AND y.entity = j.other_item WHERE j.kind = 'entity' "
    "AND (x.key = ?1 OR y.key = ?1) AND NOT EXISTS (SELECT 1 FROM undoings AS u WHERE u.judgement = j.id) "
    "ORDER BY j.seq"
)


def held(ledger: Ledger, key: str) -> list[Held]:
    """The judgements that count on an actor, in the order of judging."""
    last: dict[tuple[Judged, Judged], tuple[Decision, str, str]] = {}
    for made, kind, article, item, other_article, other_item, same, why, who, when, mine, other in ledger.rows(
        _HELD, (key,)
    ):
        one, two = Judged(article=article, item=item), Judged(article=other_article, item=other_item)
        last.pop((one, two), None)
        decision = Decision(id=made, kind=kind, one=one, other=two, same=bool(same), why=why, who=who, judged=when)
        last[one, two] = decision, mine, other
    keys = {each for _, mine, other in last.values() for each in (mine, other)}
    known = actors_of(ledger, sorted(keys))
    return [
        Held(decision, known.get(other if mine == key else mine), decision.one if mine == key else decision.other)
        for decision, mine, other in last.values()
    ]


def called(ledger: Ledger, side: Judged) -> str:
    """The name of an actor in an article; its id where it is none."""
    rows = ledger.rows(
        "SELECT x.name FROM actors AS x JOIN articles AS a ON a.seq = x.article WHERE a.id = ? AND x.entity = ?",
        (side.article, side.item),
    )
    return str(rows[0][0]) if rows else side.item


_FIRST: Final = (
    "SELECT a.id, x.entity FROM actors AS x JOIN articles AS a ON a.seq = x.article WHERE x.key = ? "
    "ORDER BY x.day, x.article, x.entity LIMIT 2"
)


def pair(ledger: Ledger, key: str, other: str) -> tuple[Judged, Judged]:
    """An entity of each of two actors, of two articles, the earliest: what a judgement on them is kept of.

    Raises:
        SetupError: L11 both are told of in one article alone; L50 one of them does not exist.
    """
    ones, others = (
        [Judged(article=article, item=item) for article, item in ledger.rows(_FIRST, (actor(ledger, each).key,))]
        for each in (key, other)
    )
    for one in ones:
        for two in others:
            if one.article != two.article:
                return one, two
    raise SetupError("L11", one=key, other=other, what="they are of one article")


def mentions(ledger: Ledger, key: str, *, limit: int, offset: int = 0) -> list[tuple[Any, ...]]:
    """The articles that tell of an actor, the latest first: id, outlet, title, published, entity, name, mentions."""
    return ledger.rows(
        "SELECT a.id, a.outlet, a.title, a.published, x.entity, x.name, x.mentions FROM actors AS x "
        "JOIN articles AS a ON a.seq = x.article WHERE x.key = ? ORDER BY x.day DESC, x.article DESC, x.entity "
        "LIMIT ? OFFSET ?",
        (key, limit, offset),
    )


def pair_side(ledger: Ledger, key: str) -> Judged | None:
    """The earliest entity of an actor."""
    rows = ledger.rows(_FIRST, (key,))
    return Judged(article=rows[0][0], item=rows[0][1]) if rows else None


def key_of(ledger: Ledger, side: Judged | None) -> str | None:
    """The key that an entity of an article is listed under; None where it is no actor."""
    if side is None:
        return None
    rows = ledger.rows(
        "SELECT x.key FROM actors AS x JOIN articles AS a ON a.seq = x.article WHERE a.id = ? AND x.entity = ?",
        (side.article, side.item),
    )
    return str(rows[0][0]) if rows else None


def parting(ledger: Ledger, key: str, side: Judged) -> list[tuple[Judged, Judged]]:
    """What is to be judged different so that one entity is listed apart from the others of its name.

    Of two that are held to be different, the one goes of which more such judgements speak, else the later; so one that
    is earlier than others is held apart from two of them.

    Raises:
        SetupError: L11 there is no other of its name, in another article.
    """
    rows = ledger.rows(
        "SELECT a.id, x.entity FROM actors AS x JOIN articles AS a ON a.seq = x.article "
        "WHERE x.key = ?1 AND a.id <> ?2 "
        "AND x.named = (SELECT y.named FROM actors AS y JOIN articles AS b ON b.seq = y.article "
        "WHERE y.entity = ?3 AND b.id = ?2) "
        "ORDER BY x.day, a.id, x.entity LIMIT 2",
        (key, side.article, side.item),
    )
    if not rows or key_of(ledger, side) != key:
        raise SetupError("L11", one=key, other=side.item, what="there is no other article that gives it this name")
    return [(side, Judged(article=article, item=item)) for article, item in rows]
