"""Scoring names of one document: exact span and type, as CoNLL 2003 and UNER count."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.scores import Counts

TypedSpan = tuple[int, int, str]


def score(predicted: Iterable[TypedSpan], gold: Iterable[TypedSpan]) -> dict[str, Counts]:
    """Counts overall and for each type found on either side."""
    mine, theirs = set(predicted), set(gold)
    figures = {"names": _counts(mine, theirs)}
    for kind in sorted({kind for _, _, kind in mine | theirs}):
        figures[kind] = _counts({one for one in mine if one[2] == kind}, {one for one in theirs if one[2] == kind})
    return figures


def _counts(mine: set[TypedSpan], theirs: set[TypedSpan]) -> Counts:
    right = len(mine & theirs)
    return Counts(len(mine), len(theirs), right, right)
