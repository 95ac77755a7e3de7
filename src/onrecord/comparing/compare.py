"""Laying reports of one happening side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.comparing.actors import actors
from onrecord.comparing.comparison import Comparison, Report
from onrecord.comparing.direction import order
from onrecord.comparing.disputes import findings
from onrecord.comparing.frames import namings
from onrecord.comparing.happenings import happenings
from onrecord.comparing.joins import Judgement
from onrecord.comparing.omissions import omissions
from onrecord.comparing.reuse import Laid, laid, reuse
from onrecord.comparing.speakers import speakers
from onrecord.comparing.spread import origins, spread
from onrecord.comparing.timeline import timeline
from onrecord.errors import OnRecordError
from onrecord.record import Record


def compare(records: Sequence[Record], decided: Sequence[Judgement] = ()) -> Comparison:
    """Compare reports of one happening; the order they are given in does not matter.

    Args:
        records: of two articles or more, no article twice.
        decided: what people say of which entities and events are one.

    Raises:
        OnRecordError: C01, there are fewer than two.
    """
    if len(records) < 2:
        raise OnRecordError("C01", count=len(records))
    read = sorted((laid(record.article, record) for record in records), key=lambda each: order(each.article))
    ordered = sorted(records, key=lambda record: order(record.article))
    reports = tuple(_report(each, index) for index, each in enumerate(read))
    shared = tuple(reuse(read))
    spreading = spread(shared, reports)
    origin = origins(spreading, shared)
    who = actors(ordered, decided)
    what = happenings(ordered, who, decided)
    found = Comparison(
        reports=reports,
        reuse=shared,
        spread=spreading,
        speakers=speakers(ordered, who),
        actors=who,
        happenings=what,
        findings=findings(ordered, who, what, origin),
        namings=namings(ordered, who),
        timeline=timeline(ordered, what),
    )
    return replace(found, omissions=omissions(found, ordered, origin))


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
