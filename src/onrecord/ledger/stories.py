"""What a ledger keeps to tell stories: profiles of articles, keys that they are looked up by, links, and the stories.

What a profile, a key and a link mean is for `comparing` to say; here they are rows. All that writes is called inside a
transaction.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from unicodedata import combining, normalize

from onrecord.errors import SetupError
from onrecord.ledger.ledger import Added, Ledger

Spot = tuple[int, int, int]
"""Where an article stands among those that hold a key: the day it was published, a tie-breaker, its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story: what one sees of it in a list.

    Attributes:
        id: a content id of its articles.
        title: a headline.
        first: the day its first article was published, ISO 8601; None where no day is known.
        last: the day its last was.
        reports: how many articles are mainly about it.
        outlets: how many outlets these are of.
        places: the places that most of them name.
        names: the people and organisations that most of them name.
    """

    id: str
    title: str | None
    first: str | None
    last: str | None
    reports: int
    outlets: int
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A story as it is kept: see `Told`; with the numbers of its articles and of those that tell of it too, sorted."""

    id: str
    title: str | None
    first: str | None
    last: str | None
    places: tuple[str, ...]
    names: tuple[str, ...]
    articles: tuple[int, ...]
    also: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which stories to list; what is None does not matter.

    Attributes:
        since: with an article published on this day or later, ISO 8601.
        until: with one published on this day or earlier.
        outlet: with one of this outlet, whatever the case.
        place: the name of a place that most of its articles name, whatever the case and the accents.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    place: str | None = None


def keep_profile(ledger: Ledger, article: int, data: str) -> None:
    """Keep what an article is about."""
    ledger.connection.execute("INSERT INTO profiles VALUES (?, ?)", (article, zlib.compress(data.encode(), 1)))


def has_profile(ledger: Ledger, article: int) -> bool:
    """Whether an article has been taken in."""
    return bool(ledger.rows("SELECT 1 FROM profiles WHERE article = ?", (article,)))


def profile(ledger: Ledger, article: int) -> str:
    """What was kept of an article.

    Raises:
        SetupError: L05 it is missing or damaged.
    """
    try:
        return zlib.decompress(ledger.rows("SELECT data FROM profiles WHERE article = ?", (article,))[0][0]).decode()
    except (IndexError, zlib.error) as error:
        raise SetupError("L05", path=ledger.path, what=f"the profile of article {article} cannot be read") from error


def profile_of(ledger: Ledger, article: str) -> str:
    """The same by the article's id.

    Raises:
        SetupError: L08 there is no such article; L05.
    """
    rows = ledger.rows("SELECT seq FROM articles WHERE id = ?", (article,))
    if not rows:
        raise SetupError("L08", id=article, path=ledger.path)
    return profile(ledger, rows[0][0])


def number_of(ledger: Ledger, article: str) -> int:
    """The number of an article, by its id, in a ledger that holds it."""
    found: int = ledger.rows("SELECT seq FROM articles WHERE id = ?", (article,))[0][0]
    return found


def id_of(ledger: Ledger, article: int) -> str:
    """The id of an article, by its number, in a ledger that holds it."""
    found: str = ledger.rows("SELECT id FROM articles WHERE seq = ?", (article,))[0][0]
    return found


def keep_keys(ledger: Ledger, keys: Iterable[int], spot: Spot) -> None:
    """Keep what an article is looked up by."""
    ledger.connection.executemany("INSERT INTO story_keys VALUES (?, ?, ?, ?)", [(key, *spot) for key in sorted(keys)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """How far from an article others are looked for under a key.

    Attributes:
        most: so many before it and so many after, of those published within `days` days of it.
        far: so many in any case, however long before or after.
        days: see `most`.
    """

    most: int
    far: int
    days: int


def around(ledger: Ledger, key: int, spot: Spot, near: Near) -> tuple[list[Spot], list[Spot]]:
    """The holders of a key that are near a spot: those before it, and those after, the nearest first."""
    day = spot[0]
    return (
        _beside(ledger, key, spot, near, _BEFORE, (_NEVER, day - near.days)),
        _beside(ledger, key, spot, near, _AFTER, (-_NEVER, day + near.days)),
    )


def _beside(ledger: Ledger, key: int, spot: Spot, near: Near, query: str, bounds: tuple[int, int]) -> list[Spot]:
    """Those on one side; of `bounds`, days, the first bounds nothing, the second what is more than a few."""
    found: list[Spot] = ledger.rows(query, (key, *spot, bounds[0], near.far))
    if len(found) == near.far and abs(found[-1][0] - spot[0]) <= near.days:  # most keys have fewer holders
        found += ledger.rows(query, (key, *found[-1], bounds[1], near.most - near.far))
    return found


_SPOTS: Final = "SELECT day, tie, article FROM story_keys WHERE key = ? AND (day, tie, article) "
_BEFORE: Final = f"{_SPOTS} < (?, ?, ?) AND day >= ? ORDER BY day DESC, tie DESC, article DESC LIMIT ?"
_AFTER: Final = f"{_SPOTS} > (?, ?, ?) AND day <= ? ORDER BY day, tie, article LIMIT ?"
_NEVER: Final = -(1 << 62)


def apart(ledger: Ledger, key: int, one: Spot, other: Spot, reach: int) -> bool:
    """Whether more than so many holders of a key stand from one spot to another, the first not counted."""
    least, most = sorted((one, other))
    ((count,),) = ledger.rows(
        "SELECT count(*) FROM (SELECT 1 FROM story_keys WHERE key = ? AND (day, tie, article) > (?, ?, ?) "
        "AND (day, tie, article) <= (?, ?, ?) LIMIT ?)",
        (key, *least, *most, reach + 1),
    )
    return bool(count > reach)


def keep_link(ledger: Ledger, one: int, other: int, score: float) -> None:
    """Keep that two articles may tell of one happening."""
    ledger.connection.executemany(
        "INSERT OR REPLACE INTO story_links VALUES (?, ?, ?)", [(one, other, score), (other, one, score)]
    )


def drop_link(ledger: Ledger, one: int, other: int) -> None:
    """Take a link back."""
    ledger.connection.executemany(
        "DELETE FROM story_links WHERE article = ? AND other = ?", [(one, other), (other, one)]
    )


def linked(ledger: Ledger, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of some pairs of articles that are linked, in order."""
    asked = set(pairs)
    rows = ledger.rows(
        "SELECT article, other FROM story_links WHERE article IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({one for one, _ in asked})),),
    )
    return sorted({(one, other) for one, other in rows} & asked)


def links(ledger: Ledger, article: int) -> list[tuple[int, float]]:
    """The articles that one is linked to, with the scores."""
    rows = ledger.rows("SELECT other, score FROM story_links WHERE article = ?", (article,))
    return [(other, score) for other, score in rows]


def withdraw(ledger: Ledger, article: int) -> list[int]:
    """Take an article's profile, keys and links out, as it is read anew.

    Returns:
        The numbers of those it was linked to.
    """
    run = ledger.connection.execute
    others = [other for other, _ in links(ledger, article)]
    for other in others:
        drop_link(ledger, article, other)
    run("DELETE FROM story_keys WHERE article = ?", (article,))
    run("DELETE FROM profiles WHERE article = ?", (article,))
    return others


def replaced(ledger: Ledger) -> int:
    """A number that grows whenever an article's record is replaced, or corrected by a person."""
    tables = ("readings", "corrections", "corrections_undone")
    told = " + ".join(f"coalesce((SELECT max(seq) FROM {table}), 0)" for table in tables)  # noqa: S608 - ours
    found: int = ledger.rows(f"SELECT {told}")[0][0]
    return found


def replace(ledger: Ledger, articles: Iterable[int], made: Sequence[Made]) -> None:
    """Put stories in the place of those that some articles were in.

    Args:
        ledger: open for writing.
        articles: the articles' numbers.
        made: the stories that these make.
    """
    run = ledger.connection.execute
    kept = _kept(ledger, articles)
    same = {seq for seq, each in kept.items() if each in made}
    gone = kept.keys() - same
    retire(ledger, gone)
    for seq in gone:
        run("DELETE FROM story_articles WHERE story = ?", (seq,))
        run("DELETE FROM stories WHERE seq = ?", (seq,))
    there = {kept[seq].id for seq in same}
    for each in made:
        if each.id in there:
            continue
        number = run(
            "INSERT INTO stories (id, title, first, last, reports, outlets, places, names) "
            "VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
            (
                each.id,
                each.title,
                each.first,
                each.last,
                len(each.articles),
                json.dumps(each.places, ensure_ascii=False),
                json.dumps(each.names, ensure_ascii=False),
            ),
        ).lastrowid
        ledger.connection.executemany(
            "INSERT INTO story_articles SELECT seq, ?, ?, outlet FROM articles WHERE seq = ?",
            [
                (number, mainly, article)
                for mainly, members in ((1, each.articles), (0, each.also))
                for article in members
            ],
        )
        run(
            "UPDATE stories SET outlets = (SELECT count(DISTINCT outlet) FROM story_articles "
            "WHERE story = ?1 AND main = 1) WHERE seq = ?1",
            (number,),
        )


FORMER: Final = 40
"""Articles of a story that are remembered by its id once it has another."""


def retire(ledger: Ledger, gone: Iterable[int]) -> None:
    """Remember of stories that are about to go which articles they had, so that their ids still lead somewhere.

    Args:
        ledger: open for writing.
        gone: the stories' numbers.
    """
    ledger.connection.execute(
        "INSERT OR REPLACE INTO story_former SELECT s.id, (SELECT json_group_array(article) FROM (SELECT article "
        "FROM story_articles WHERE story = s.seq AND main = 1 ORDER BY article LIMIT ?1)) FROM stories AS s "
        "WHERE s.seq IN (SELECT value FROM json_each(?2))",
        (FORMER, json.dumps(sorted(gone))),
    )


def of_article(ledger: Ledger, article: str) -> str | None:
    """The id of the story that an article is mainly about; None where there is none."""
    rows = ledger.rows(
        "SELECT s.id FROM articles AS a JOIN story_articles AS t ON t.article = a.seq AND t.main = 1 "
        "JOIN stories AS s ON s.seq = t.story WHERE a.id = ?",
        (article,),
    )
    return rows[0][0] if rows else None


def now_of(ledger: Ledger, former: str) -> str | None:
    """The id of the story that most articles are in now of one that had an id once; None where none is known."""
    rows = ledger.rows(
        "SELECT s.id FROM story_former AS f, json_each(f.articles) AS e "
        "JOIN story_articles AS t ON t.article = e.value AND t.main = 1 JOIN stories AS s ON s.seq = t.story "
        "WHERE f.id = ? GROUP BY s.seq ORDER BY count(*) DESC, s.reports DESC, s.id LIMIT 1",
        (former,),
    )
    return rows[0][0] if rows else None


def _kept(ledger: Ledger, articles: Iterable[int]) -> dict[int, Made]:
    """The stories that some articles are in, by their numbers."""
    rows = ledger.rows(
        "SELECT s.seq, s.id, s.title, s.first, s.last, s.places, s.names, t.main, t.article FROM stories AS s "
        "JOIN story_articles AS t ON t.story = s.seq WHERE s.seq IN "
        "(SELECT story FROM story_articles WHERE article IN (SELECT value FROM json_each(?))) "
        "ORDER BY s.seq, t.article",
        (json.dumps(sorted(articles)),),
    )
    found: dict[int, Made] = {}
    for seq, some in groupby(rows, key=itemgetter(0)):
        lines = list(some)
        id, title, first, last, places, names = lines[0][1:7]  # noqa: A001 - the field's name
        found[seq] = Made(
            id=id,
            title=title,
            first=first,
            last=last,
            places=tuple(json.loads(places)),
            names=tuple(json.loads(names)),
            articles=tuple(line[8] for line in lines if line[7]),
            also=tuple(line[8] for line in lines if not line[7]),
        )
    return found


_WORD: Final = re.compile(r"\w+")
_TOLD = "SELECT id, title, first, last, reports, outlets, places, names FROM stories AS s"


def stories(ledger: Ledger, wanted: Wanted | None = None, *, limit: int = 20, offset: int = 0) -> list[Told]:
    """The stories of a ledger, those of most reports first, then those that went on last, then by id.

    Args:
        ledger: where to look.
        wanted: which; all when None.
        limit: at most so many.
        offset: pass over so many first.
    """
    wanted = wanted or Wanted()
    asked = {
        "s.last >= ?": wanted.since,
        "s.first <= ?": wanted.until,
        "s.seq IN (SELECT story FROM story_articles WHERE outlet = ? COLLATE NOCASE)": wanted.outlet,
        "EXISTS (SELECT 1 FROM json_each(s.places) WHERE folded(value) = ?)": wanted.place and _folded(wanted.place),
    }
    clauses = [clause for clause, value in asked.items() if value is not None]
    query = f"{_TOLD}{' WHERE ' if clauses else ''}{' AND '.join(clauses)}"
    values = [value for value in asked.values() if value is not None]
    ledger.connection.create_function("folded", 1, _folded, deterministic=True)
    rows = ledger.rows(f"{query} ORDER BY s.reports DESC, s.last DESC, s.id LIMIT ? OFFSET ?", (*values, limit, offset))
    return list(_told(rows))


@lru_cache(maxsize=1 << 16)
def _folded(name: str) -> str:
    """A name without case, accents and signs."""
    plain = name if name.isascii() else "".join(c for c in normalize("NFKD", name) if not combining(c))
    return " ".join(_WORD.findall(plain.casefold()))


def story(ledger: Ledger, id: str) -> Told:  # noqa: A002 - the field's name
    """The story with an id, or with an id that begins so.

    Raises:
        SetupError: L13 there is none, or more than one.
    """
    rows = ledger.rows(f"{_TOLD} WHERE s.id >= ? AND s.id < ? LIMIT 2", (id, f"{id}\U0010ffff"))
    if len(rows) != 1 or not id:
        raise SetupError("L13", id=id, path=ledger.path)
    return next(_told(rows))


def articles_of(ledger: Ledger, id: str) -> tuple[list[Added], list[Added]]:  # noqa: A002 - as above
    """The articles of a story, by when they were published, and those that tell of it too."""
    rows = ledger.rows(
        "SELECT t.main, a.id, a.name, a.url, a.outlet, a.title, a.published FROM stories AS s "
        "JOIN story_articles AS t ON t.story = s.seq JOIN articles AS a ON a.seq = t.article "
        "WHERE s.id = ? ORDER BY a.published IS NULL, a.published, a.id",
        (id,),
    )
    return [Added(*row[1:]) for row in rows if row[0]], [Added(*row[1:]) for row in rows if not row[0]]


def _told(rows: Iterable[tuple[Any, ...]]) -> Iterator[Told]:
    for made, title, first, last, reports, outlets, places, names in rows:
        yield Told(
            id=made,
            title=title,
            first=first,
            last=last,
            reports=reports,
            outlets=outlets,
            places=tuple(json.loads(places)),
            names=tuple(json.loads(names)),
        )
