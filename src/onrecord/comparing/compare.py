"""Laying reports of one happening side by side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from onrecord.comparing.comparison import Comparison, Edit, Passage, Place, Report, Reuse, Share
from onrecord.comparing.reuse import Range, WordPassage, passages
from onrecord.comparing.speakers import speakers
from onrecord.comparing.words import Words, words
from onrecord.errors import OnRecordError
from onrecord.record import Mode, Record

_ALL_QUOTED = 0.9
_DAY = 10
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A record and the words of its text."""

    record: Record
    words: Words
    quoted: tuple[Range, ...]


def compare(records: Sequence[Record]) -> Comparison:
    """Compare reports of one happening; the order they are given in does not matter.

    Args:
        records: of two articles or more, no article twice.

    Raises:
        OnRecordError: C01, there are fewer than two.
    """
    if len(records) < 2:
        raise OnRecordError("C01", count=len(records))
    ordered = sorted(records, key=_order)
    read = [_Read(record, words(record.article.text, record.article.sentences), _quoted(record)) for record in ordered]
    reuse = [found for one, other in combinations(read, 2) if (found := _reuse(one, other)) is not None]
    return Comparison(
        reports=tuple(_report(each, index) for index, each in enumerate(read)),
        reuse=tuple(sorted(reuse, key=lambda each: (-each.shared_words, each.later, each.earlier))),
        speakers=speakers(ordered),
    )


def _order(record: Record) -> tuple[bool, str, str]:
    published = record.article.published
    return published is None, _sortable(published) if published else "", record.article.id


def _sortable(published: str) -> str:
    """A date as text that sorts by time: UTC where a zone is given."""
    moment = _moment(published)
    return moment.astimezone(UTC).isoformat() if moment else published


def _moment(published: str | None) -> datetime | None:
    """The instant, if the date tells one to the minute; a date without a zone is taken as UTC."""
    if not published or len(published) <= _DAY:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _report(read: _Read, index: int) -> Report:
    article = read.record.article
    return Report(
        article=article.id,
        label=letter(index),
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        words=len(read.words),
    )


def letter(index: int) -> str:
    """A, B, … Z, AA, AB, …"""
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def _quoted(record: Record) -> tuple[Range, ...]:
    """Where somebody's own words are given, and the few that attribute them, in code points."""
    return tuple(
        (anchor.start, anchor.end)
        for statement in record.statements
        if statement.mode is Mode.DIRECT
        for anchor in (statement.source, statement.cue, *statement.content)
        if anchor is not None
    )


def _reuse(one: _Read, other: _Read) -> Reuse | None:
    found = passages(one.words, other.words)
    if not found:
        return None
    made = [_passage(one, other, each) for each in found]
    shared = sum(passage.equal_words for passage in made if passage.kind is Share.TEXT)
    directed, reasons = _direction(one.record, other.record)
    return Reuse(
        earlier=one.record.article.id,
        later=other.record.article.id,
        directed=directed,
        reasons=reasons,
        shared_words=shared,
        share_of_later=round(shared / len(other.words), 4),
        passages=tuple(sorted(made, key=lambda passage: passage.later.start)),
    )


def _passage(one: _Read, other: _Read, found: WordPassage) -> Passage:
    quotation = min(_share_quoted(one, found.one), _share_quoted(other, found.other)) >= _ALL_QUOTED
    edits = tuple(
        Edit(
            kind=edit.kind,
            before=_place(one, edit.one) if edit.one[0] < edit.one[1] else None,
            after=_place(other, edit.other) if edit.other[0] < edit.other[1] else None,
            earlier_at=_offset(one, edit.one, found.one),
            later_at=_offset(other, edit.other, found.other),
        )
        for edit in found.edits
    )
    return Passage(
        kind=Share.QUOTATION if quotation else Share.TEXT,
        earlier=_place(one, found.one),
        later=_place(other, found.other),
        equal_words=found.equal,
        edits=edits,
    )


def _place(read: _Read, span: Range) -> Place:
    """Some words of an article as characters."""
    first, last = span
    article = read.record.article
    return Place(article=article.id, text=article.text, start=read.words.starts[first], end=read.words.ends[last - 1])


def _offset(read: _Read, span: Range, passage: Range) -> int:
    """Where some words start; for an empty range, where the passage's word before it ends."""
    first, last = span
    return read.words.ends[first - 1] if passage[0] < first == last else read.words.starts[first]


def _share_quoted(read: _Read, span: Range) -> float:
    first, last = span
    inside = 0
    for start, end in read.quoted:
        low = max(first, bisect_left(read.words.starts, start))
        high = min(last, bisect_left(read.words.starts, end))
        inside += max(0, high - low)
    return inside / (last - first)


def _direction(one: Record, other: Record) -> tuple[bool, tuple[str, ...]]:
    """Whether the first is known to be the earlier, and why."""
    reasons: list[str] = []
    first, second = one.article.published, other.article.published
    begun, later = _moment(first), _moment(second)
    directed = False
    if begun and later and begun != later:
        reasons.append(f"published {_ago((later - begun).total_seconds())} earlier")
        directed = True
    elif first and second and first[:_DAY] != second[:_DAY]:
        reasons.append(f"published {first[:_DAY]}, the other {second[:_DAY]}")
        directed = True
    outlet = one.article.outlet
    if outlet and re.search(rf"\b{re.escape(outlet)}\b", other.article.text):
        reasons.append(f"the other names {outlet}")
        directed = True
    if not directed:
        reasons.append("the dates do not tell which was first")
    return directed, tuple(reasons)


def _ago(seconds: float) -> str:
    for size, unit in _UNITS:
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"
