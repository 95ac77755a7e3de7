"""Which articles answer a query, and which of their statements: rows of numbers, weighed all at once.

Operators on statements (speaker, act, mode) must hold of one statement, operators on events (event, status, where) of
one event. A query that asks for statements has its words in the statement, too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import SetupError
from onrecord.ledger.folding import INVISIBLE, fold, words
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.query import GROUPS, Clause, Filter, Query, Term, period

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

SAID: Final = ("row", "speaker", "speaker_names", "act", "mode")
HAPPENED: Final = ("event", "status", "where", "where_names")
NAMED: Final = ("value", "names")
"""What the numbers of a row stand for, in `facets.said`, `happened`, and `places` and `labels`."""
ORDERS: Final = ("best", "latest", "earliest")
"""What hits come by: how well the words match, else the day; the latest day first; the earliest first."""
_UNDATED: Final = 0
_FEW: Final = 3
"""One article in so many: where the words are in more, reading the rows of all is quicker than looking each up."""
_GONE: Final = str.maketrans(dict.fromkeys(INVISIBLE))


@dataclass(frozen=True, slots=True)
class Items:
    """Items of articles.

    Attributes:
        of: for each, the place of its article among the articles.
        columns: for each kind of number, one an item.
    """

    of: Numbers
    columns: dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of some articles: numbers of articles, days and outlets, one an article, and their items."""

    articles: Numbers
    first: Numbers
    last: Numbers
    outlet: Numbers
    outlet_names: Numbers
    said: Items
    happened: Items
    places: Items
    labels: Items


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers a query.

    Attributes:
        facts: of the articles that were weighed.
        kept: which of them answer.
        said: which of their statements do; None where nothing is asked of statements.
        happened: which of their events; None likewise.
        order: the places of those that answer, best first.
    """

    facts: Facts
    kept: Truths
    said: Truths | None
    happened: Truths | None
    order: Numbers

    @property
    def total(self) -> int:
        """How many articles answer."""
        return len(self.order)

    @property
    def statements(self) -> int:
        """How many statements of theirs do."""
        return 0 if self.said is None else int(np.count_nonzero(self.said & self.kept[self.facts.said.of]))

    def page(self, limit: int, offset: int, order: str = ORDERS[0]) -> list[int]:
        """The numbers of some of the articles, in one of `ORDERS`."""
        places = self._by_date(order) if order in ORDERS[1:] else self.order
        numbers: list[int] = self.facts.articles[places[offset : offset + limit]].tolist()
        return numbers

    def _by_date(self, order: str) -> Numbers:
        """The places of those that answer by the day they were published; those without a date come last."""
        if order == "latest":
            return _ordered(self.facts, self.kept, None)
        places = np.flatnonzero(self.kept)
        days = self.facts.first[places]
        return places[np.lexsort((self.facts.articles[places], days, days == _UNDATED))]

    def articles(self) -> list[int]:
        """The numbers of all of the articles, in the order that they were added."""
        numbers: list[int] = self.facts.articles[np.flatnonzero(self.kept)].tolist()
        return numbers

    def said_in(self, article: int) -> list[int]:
        """The rows of the statements of an article that answer, in its order."""
        if self.said is None:
            return []
        at = int(np.searchsorted(self.facts.articles, article))
        begin, end = np.searchsorted(self.facts.said.of, [at, at + 1])
        rows: list[int] = self.facts.said.columns["row"][begin:end][self.said[begin:end]].tolist()
        return rows


def matches(ledger: Ledger, query: Query) -> Matches:
    """Weigh every article that has the words of a query.

    Raises:
        SetupError: L06 the words cannot be looked for; L05 or L07.
    """
    clauses = [] if query.statements else [clause for clause in query.clauses if not clause.negated]
    ranks = _ranked(ledger, "article_words", clauses, weights="4.0, 1.0, 1.0") if clauses else None
    few = ranks is not None and _FEW * len(ranks) < len(ledger)
    facts = _facts(ledger, ranks if few else None)
    kept = _dated(query, facts) & _outlets(ledger, query, facts)
    if ranks is not None and not few:
        kept &= np.isin(facts.articles, list(ranks))
    for operator, items in (("place", facts.places), ("label", facts.labels)):
        kept &= _named(ledger, query, operator, items, len(kept))
    happened, ok = _told_at_once(ledger, query, ("event", "status", "where"), facts.happened, len(kept))
    kept &= ok
    said, ok = _told_at_once(ledger, query, ("speaker", "act", "mode"), facts.said, len(kept))
    kept &= ok
    if query.statements:
        said, ranks = _in_words(ledger, query, facts, said)
        kept &= _any(facts.said.of, said, len(kept))
    elif without := [clause for clause in query.clauses if clause.negated]:
        kept &= ~np.isin(facts.articles, list(_ranked(ledger, "article_words", without, either=True)))
    return Matches(facts, kept, said, happened, _ordered(facts, kept, ranks))


def _in_words(
    ledger: Ledger, query: Query, facts: Facts, said: Truths | None
) -> tuple[Truths, dict[int, float] | None]:
    """Which statements have the words, of those that answer so far, and the best rank of each article's."""
    rows = facts.said.columns["row"]
    kept = np.ones(len(rows), dtype=bool) if said is None else said
    ranks: dict[int, float] | None = None
    if wanted := [clause for clause in query.clauses if not clause.negated]:
        found = _ranked(ledger, "statement_words", wanted)
        kept = kept & np.isin(rows, list(found))
        ranks = {}
        articles = facts.articles[facts.said.of[kept]].tolist()
        for article, row in zip(articles, rows[kept].tolist(), strict=True):
            ranks[article] = min(found[row], ranks.get(article, 0.0))
    if without := [clause for clause in query.clauses if clause.negated]:
        kept = kept & ~np.isin(rows, list(_ranked(ledger, "statement_words", without, either=True)))
    return kept, ranks


def _ordered(facts: Facts, kept: Truths, ranks: dict[int, float] | None) -> Numbers:
    """The places of what is kept: by rank, else the latest first; those without a date come last."""
    places = np.flatnonzero(kept)
    if ranks is None:
        return places[np.lexsort((-facts.articles[places], -facts.first[places]))]
    weights = np.array([ranks[number] for number in facts.articles[places].tolist()], dtype=np.float64)
    return places[np.lexsort((facts.articles[places], weights))]


def _facts(ledger: Ledger, among: Iterable[int] | None) -> Facts:
    """What is kept of some articles, or of all."""
    rows = ledger.rows(
        "SELECT article, coalesce(first, 0), coalesce(last, 0), outlet, outlet_names, said, happened, places, labels "
        "FROM facets WHERE ?1 IS NULL OR article IN (SELECT value FROM json_each(?1)) ORDER BY article",
        (None if among is None else json.dumps(list(among)),),
    )
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * 9
    articles, first, last, outlet, names = (np.array(column, dtype=np.int64) for column in columns[:5])
    said, happened, places, labels = (
        _items(column, kinds) for column, kinds in zip(columns[5:], (SAID, HAPPENED, NAMED, NAMED), strict=True)
    )
    return Facts(articles, first, last, outlet, names, said, happened, places, labels)


def _items(blobs: tuple[bytes, ...], names: tuple[str, ...]) -> Items:
    """The numbers that stand one behind the other in what is kept of each article."""
    table = np.frombuffer(b"".join(blobs), dtype="<i4").reshape(-1, len(names))
    counts = np.fromiter(map(len, blobs), dtype=np.int64, count=len(blobs)) // (4 * len(names))
    columns = {name: table[:, at].astype(np.int64) for at, name in enumerate(names)}
    return Items(np.repeat(np.arange(len(blobs)), counts), columns)


def _any(of: Numbers, which: Truths, articles: int) -> Truths:
    """Of which articles there is one."""
    having = np.zeros(articles, dtype=bool)
    having[of[which]] = True
    return having


def _dated(query: Query, facts: Facts) -> Truths:
    """Which articles can have been published since or until a day, and surely were on a date; what has none was not."""
    known = facts.last != _UNDATED
    kept = np.ones(len(known), dtype=bool)
    among: Truths | None = None
    for each in query.filters:
        if each.operator not in {"since", "until", "date"}:
            continue
        begin, end = period(each.value) or (0, 0)
        if each.operator == "date":
            can = known & (facts.first >= begin) & (facts.last <= end)
        else:
            can = known & (facts.last >= begin if each.operator == "since" else facts.first <= end)
        if each.negated:
            kept &= ~can
        elif each.operator == "date":
            among = can if among is None else among | can
        else:
            kept &= can
    return kept if among is None else kept & among


def _outlets(ledger: Ledger, query: Query, facts: Facts) -> Truths:
    """Which articles are of an outlet that is asked for."""
    kept = np.ones(len(facts.articles), dtype=bool)
    for negated in (False, True):
        if wanted := query.of("outlet", negated=negated):
            having = _has(ledger, wanted, facts.outlet, facts.outlet_names)
            kept &= ~having if negated else having
    return kept


def _named(ledger: Ledger, query: Query, operator: str, items: Items, articles: int) -> Truths:
    """Which articles have an item by one of the names that are asked for, and none by those that may not be."""
    kept = np.ones(articles, dtype=bool)
    for negated in (False, True):
        if wanted := query.of(operator, negated=negated):
            which = _has(ledger, wanted, items.columns["value"], items.columns["names"])
            having = _any(items.of, which, articles)
            kept &= ~having if negated else having
    return kept


def _told_at_once(
    ledger: Ledger, query: Query, operators: tuple[str, ...], items: Items, articles: int
) -> tuple[Truths | None, Truths]:
    """Which items are all that is asked of them, None if nothing is, and which articles have one.

    What may not be leaves out the article, or only the statement where statements are asked for.
    """
    which = np.ones(len(items.of), dtype=bool)
    kept = np.ones(articles, dtype=bool)
    asked = False
    for operator in operators:
        column, names = items.columns[operator], items.columns.get(f"{operator}_names")
        if wanted := query.of(operator):
            which &= _has(ledger, wanted, column, names)
            asked = True
        if without := query.of(operator, negated=True):
            having = _has(ledger, without, column, names)
            if query.statements and operator in SAID:
                which &= ~having
                asked = True
            else:
                kept &= ~_any(items.of, having, articles)
    return (which, kept & _any(items.of, which, articles)) if asked else (None, kept)


def _has(ledger: Ledger, wanted: Iterable[Filter], values: Numbers, names: Numbers | None) -> Truths:
    """Which items have one of the values asked for."""
    listed: set[int] = set()
    named: set[int] = set()
    for each in wanted:
        if names is None or each.exact:
            listed |= _valued(ledger, each)
        else:
            named |= _by_name(ledger, each)
    which: Truths = np.isin(values, list(listed))
    return which if names is None else which | np.isin(names, list(named))


def _facet(operator: str) -> str:
    return "place" if operator == "where" else operator


def _valued(ledger: Ledger, wanted: Filter) -> set[int]:
    """The numbers of the values that a filter means."""
    keys = [fold(value) for value in GROUPS.get(wanted.value, (wanted.value,))]
    rows = ledger.rows(
        "SELECT seq FROM facet_values WHERE facet = ? AND key IN (SELECT value FROM json_each(?))",
        (_facet(wanted.operator), json.dumps(keys)),
    )
    return {number for (number,) in rows}


def _by_name(ledger: Ledger, wanted: Filter) -> set[int]:
    """The numbers of all who have a name that is the words of a filter, or has them in a row."""
    facet, key = _facet(wanted.operator), fold(wanted.value)
    phrase = [word for word, *_ in words(key)]
    rows = ledger.rows("SELECT seq, names FROM facet_names WHERE facet = ? AND names = ?", (facet, key))
    if phrase:
        rows += _matching(
            ledger,
            "SELECT f.seq, f.names FROM facet_words AS w JOIN facet_names AS f ON f.seq = w.rowid "
            "WHERE facet_words MATCH ?",
            f'facet : "{facet}" AND names : "{" ".join(phrase)}"',
        )
    return {number for number, names in rows if any(name == key or _holds(name, phrase) for name in names.split("\n"))}


def _holds(name: str, phrase: list[str]) -> bool:
    told = [word for word, *_ in words(name)]
    return bool(phrase) and any(told[at : at + len(phrase)] == phrase for at in range(len(told) - len(phrase) + 1))


def _ranked(
    ledger: Ledger, table: str, clauses: Iterable[Clause], *, weights: str = "1.0", either: bool = False
) -> dict[int, float]:
    """The rows whose words answer all clauses, or, for what may not be, one; each with its rank, the least the best."""
    between = " OR " if either else " AND "
    expression = between.join(f"({' OR '.join(map(_quoted, clause.terms))})" for clause in clauses)
    rank = "0.0" if either else f"bm25({table}, {weights})"
    return dict(
        _matching(ledger, f"SELECT rowid, {rank} FROM {table} WHERE {table} MATCH ?", expression)  # noqa: S608 - ours
    )


def _matching(ledger: Ledger, query: str, expression: str) -> list[tuple[Any, ...]]:
    try:
        return ledger.rows(query, (expression,))
    except sqlite3.OperationalError as error:
        raise SetupError("L06", query=expression, what=str(error)) from error


def _quoted(term: Term) -> str:
    """A term as FTS5 has it."""
    text = term.text.translate(_GONE).replace('"', " ")
    return f'"{text}"{" *" if term.prefix else ""}'
