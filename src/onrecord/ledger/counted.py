"""The commonest values of each facet among what a search found, counted by articles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from onrecord.ledger.ledger import Ledger
from onrecord.ledger.matching import Items, Matches, Numbers, Truths
from onrecord.ledger.query import CODED, Filter, exactly

FACETS: Final = ("outlet", "speaker", "act", "mode", "event", "status", "place", "where", "date", "label")
"""What is counted, in the order shown; each is an operator of the same name."""
_DAYS: Final = 31
_YEARS: Final = 2


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a facet.

    Attributes:
        name: as it is shown.
        articles: how many of the articles found have it.
        filter: what adds it to the query.
    """

    name: str
    articles: int
    filter: Filter


def facets(ledger: Ledger, made: Matches, values: int) -> dict[str, tuple[Facet, ...]]:
    """The commonest values of each facet, most articles first, then by name; dates in their order.

    Args:
        ledger: where the names are.
        made: what was found. Values of statements are those of the statements that answer, and so of events.
        values: at most so many of each; of dates all, which are years, months or days as they span much or little.
    """
    if not values:
        return {}
    facts = made.facts
    places = np.arange(len(made.kept))
    columns = {
        "outlet": _common(facts.outlet, places, made.kept, values),
        "place": _of(facts.places, "value", None, made, values),
        "label": _of(facts.labels, "value", None, made, values),
    }
    columns |= {name: _of(facts.said, name, made.said, made, values) for name in ("speaker", "act", "mode")}
    columns |= {name: _of(facts.happened, name, made.happened, made, values) for name in ("event", "status", "where")}
    names = _names(ledger, {number for column in columns.values() for number in column})
    told = {
        facet: tuple(
            sorted(
                (_facet(facet, names[number], count) for number, count in column.items()),
                key=lambda one: (-one.articles, one.name),
            )
        )
        for facet, column in columns.items()
    }
    told["date"] = _dates(made)
    return {facet: told[facet] for facet in FACETS}


def _of(items: Items, column: str, which: Truths | None, made: Matches, values: int) -> dict[int, int]:
    kept = made.kept[items.of]
    return _common(items.columns[column], items.of, kept if which is None else kept & which, values)


def _common(numbers: Numbers, of: Numbers, kept: Truths, values: int) -> dict[int, int]:
    """The commonest numbers, each with its count of articles, ties as they are numbered; 0 is none."""
    kept = kept & (numbers != 0)
    size = int(numbers.max(initial=0)) + 1
    pairs = np.unique(of[kept] * size + numbers[kept])
    counts = np.bincount(pairs % size, minlength=1)
    best = np.argsort(-counts, kind="stable")[:values]
    return {int(number): int(counts[number]) for number in best if counts[number]}


def _names(ledger: Ledger, numbers: set[int]) -> dict[int, str]:
    """The names of some values as first written."""
    rows = ledger.rows(
        "SELECT seq, name FROM facet_values WHERE seq IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    return dict(rows)


def _facet(facet: str, name: str, count: int) -> Facet:
    if facet in CODED:
        return Facet(name, count, Filter(facet, name))
    return Facet(name, count, exactly(facet, name))


def _dates(made: Matches) -> tuple[Facet, ...]:
    """How many articles came out in each year, month or day; those of which it is not told are in none."""
    first, last = made.facts.first[made.kept], made.facts.last[made.kept]
    known = first > 0
    if not known.any():
        return ()
    begin, end = int(first[known].min()), int(last[known].max())
    length = 10 if end - begin < _DAYS else 7 if end - begin < _YEARS * 366 else 4
    counts: dict[str, int] = {}
    days, times = np.unique(np.stack([first[known], last[known]]), axis=1, return_counts=True)
    for (one, other), count in zip(days.T.tolist(), times.tolist(), strict=True):
        begins, ends = (date.fromordinal(day).isoformat()[:length] for day in (one, other))
        for period in {begins, ends} if begins == ends else ():
            counts[period] = counts.get(period, 0) + count
    return tuple(Facet(period, counts[period], Filter("date", period)) for period in sorted(counts))
