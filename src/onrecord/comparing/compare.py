"""Laying reports of one happening side by side."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.comparing.comparison import Comparison, Report
from onrecord.comparing.direction import order
from onrecord.comparing.reuse import Laid, laid, reuse
from onrecord.comparing.speakers import speakers
from onrecord.comparing.spread import spread
from onrecord.errors import OnRecordError
from onrecord.record import Record


def compare(records: Sequence[Record]) -> Comparison:
    """Compare reports of one happening; the order they are given in does not matter.

    Args:
        records: of two articles or more, no article twice.

    Raises:
        OnRecordError: C01, there are fewer than two.
    """
    if len(records) < 2:
        raise OnRecordError("C01", count=len(records))
    read = sorted((laid(record.article, record) for record in records), key=lambda each: order(each.article))
    ordered = sorted(records, key=lambda record: order(record.article))
    reports = tuple(_report(each, index) for index, each in enumerate(read))
    shared = tuple(reuse(read))
    return Comparison(
        reports=reports,
        reuse=shared,
        spread=spread(shared, reports),
        speakers=speakers(ordered),
    )


def _report(read: Laid, index: int) -> Report:
    article = read.article
    return Report(
        article=article.id,
        label=letter(index),
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        words=len(read.telling.words),
    )


def letter(index: int) -> str:
    """A, B, … Z, AA, AB, …"""
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
