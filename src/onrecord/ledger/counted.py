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
_DENSE: Final = 4_000_000
"""Cells of the largest table of articles by values that is filled."""
_DAYS: Final = 31
_YEARS: Final = 2
_AFTER: Final = 1 << 22
"""More than any day's ordinal."""


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
    numbers, of = numbers[kept], of[kept]
    there = np.flatnonzero(np.bincount(numbers))
    if not len(there):
        return {}
    places = np.zeros(there[-1] + 1, dtype=np.int64)
    places[there] = np.arange(len(there))
    pairs = of * len(there) + places[numbers]
    size = (int(of[-1]) + 1) * len(there)
    if size <= _DENSE:  # few values: a table of articles by values is quicker than sorting
        table = np.zeros(size, dtype=bool)
        table[pairs] = True
        counts = np.count_nonzero(table.reshape(-1, len(there)), axis=0)
    else:
        pairs.sort(kind="stable")
        once = np.concatenate(([True], pairs[1:] != pairs[:-1]))
        counts = np.bincount(pairs[once] % len(there), minlength=len(there))
    best = np.argsort(-counts, kind="stable")[:values]
    return {int(there[place]): int(counts[place]) for place in best}


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
    pairs, times = np.unique(first[known] * _AFTER + last[known], return_counts=True)
    for pair, count in zip(pairs.tolist(), times.tolist(), strict=True):
        begins, ends = (date.fromordinal(day).isoformat()[:length] for day in divmod(pair, _AFTER))
        if begins == ends:
            counts[begins] = counts.get(begins, 0) + count
    return tuple(Facet(period, counts[period], Filter("date", period)) for period in sorted(counts))
