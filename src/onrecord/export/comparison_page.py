"""The self-contained page of several reports side by side: what an analyst needs in a minute, the articles below.

Every value, name and statement links to its words in its article: `#A-w120-147` are characters 120 to 147 of report A.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from onrecord.comparing.alignment import Range
from onrecord.comparing.comparison import Comparison, Passage, Reuse, Speaker
from onrecord.comparing.findings import Standing
from onrecord.comparing.places import Place
from onrecord.export import told
from onrecord.export.marks import Mark, spoken
from onrecord.export.pages import Written, look, page, paragraphs, web_address
from onrecord.export.passages import Piece, note, pieces
from onrecord.export.provenance import provenance
from onrecord.export.spread_graph import graph
from onrecord.export.voices import voice_map
from onrecord.record import Record

_SECTIONS: Final = (
    (Standing.DISPUTE, "disputes"),
    (Standing.TOLL, "tolls"),
    (Standing.AGREEMENT, "agreements"),
    (Standing.SINGLE, "single"),
)


@dataclass(frozen=True, slots=True)
class _Article:
    """A report with its text, and the names of the words that something on the page leads to."""

    label: str
    record: Record
    paragraphs: list[list[Written]]

    @property
    def names(self) -> set[str]:
        return {step.name for steps in self.paragraphs for step in steps if step.name}


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two reports share, in words; `nearer` whether a third is the likelier source."""

    reuse: Reuse
    earlier: str
    later: str
    nearer: bool
    passages: list[tuple[Passage, list[Piece], str]]


def comparison_page(comparison: Comparison, records: Sequence[Record]) -> str:
    """The page of several reports side by side.

    Args:
        comparison: of `records`.
        records: in any order.
    """
    by_id = {record.article.id: record for record in records}
    labels = {report.article: report.label for report in comparison.reports}
    wanted: dict[str, set[Range]] = {report.article: set() for report in comparison.reports}
    for place in _linked(comparison):
        wanted[place.article].add((place.start, place.end))
    articles = [_article(by_id[each.article], each.label, wanted[each.article]) for each in comparison.reports]
    names = {name for article in articles for name in article.names}

    def at(place: Place) -> str | None:
        name = _name(labels[place.article], place.start, place.end)
        return name if name in names else None

    rows = told.quoted_where(comparison)
    return page(
        "comparison.html",
        made=[provenance(article.record) for article in articles],
        comparison=comparison,
        labels=labels,
        outlets={report.article: report.outlet for report in comparison.reports},
        taken={report.article: told.taken(comparison, report.article) for report in comparison.reports},
        summary=told.summary(comparison),
        sections=[(name, told.HEADINGS[standing], told.found(comparison, standing)) for standing, name in _SECTIONS],
        timeline=told.happened(comparison),
        graph=graph(comparison),
        reuse=[_pair(pair, labels, comparison) for pair in comparison.reuse],
        quoted=[row for row in rows if told.often(row)],
        seldom=[row for row in rows if not told.often(row)],
        speakers=[_speaker(speaker) for speaker in comparison.speakers],
        names=told.names(comparison),
        left_out=told.left_out(comparison),
        articles=articles,
        at=at,
        voice=told.speaker,
        clock=told.clock,
        excerpt=told.excerpt,
        link=web_address,
        look=look,
    )


def _name(label: str, start: int, end: int) -> str:
    return f"{label}-w{start}-{end}"


def _article(record: Record, label: str, wanted: Collection[Range]) -> _Article:
    """A report's text with a mark wherever something on the page leads to."""
    marks = [Mark(start, end, frozenset({"place"})) for start, end in sorted(wanted)]
    marks += spoken(record, voice_map(record))
    return _Article(label, record, paragraphs(record, marks, lambda mark: _name(label, mark.start, mark.end)))


def _linked(comparison: Comparison) -> Iterator[Place]:
    """All places that the page leads to."""
    yield from _places(
        (
            comparison.findings,
            comparison.timeline,
            comparison.speakers,
            comparison.namings,
            comparison.omissions,
            tuple(happening.tellings[0] for happening in comparison.happenings),
            tuple((each.earlier, each.later) for pair in comparison.reuse for each in pair.passages),
        )
    )


def _places(of: Any) -> Iterator[Place]:
    """All places in some part of a comparison."""
    if isinstance(of, Place):
        yield of
    elif isinstance(of, tuple):
        for each in of:
            yield from _places(each)
    elif is_dataclass(of):
        for field in fields(of):
            yield from _places(getattr(of, field.name))


def _pair(pair: Reuse, labels: dict[str, str], comparison: Comparison) -> _Pair:
    return _Pair(
        pair,
        labels[pair.earlier],
        labels[pair.later],
        told.nearer(comparison, pair),
        [(passage, pieces(passage), note(passage)) for passage in pair.passages],
    )


def _speaker(speaker: Speaker) -> dict[str, Any]:
    """A speaker's sayings: those that several reports give, and the others."""
    return {
        "name": speaker.name or "Nobody is said to say it",
        "aliases": speaker.aliases,
        "shared": [variants.sayings for variants in speaker.statements if len(variants.sayings) > 1],
        "single": [variants.sayings[0] for variants in speaker.statements if len(variants.sayings) == 1],
    }
