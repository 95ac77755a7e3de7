"""An article cut at the edges of its statements, so that each stretch can be shown in its voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.record import Record, Span, Statement


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in the article: the number they go by on the page, and their statements.

    Attributes:
        number: from 1, in the order of first speaking.
        name: what to call them; None for a source that is not told.
        named: whether they are an entity of the article.
        chain: the voice, outermost first.
        statements: in text order.
    """

    number: int
    name: str | None
    named: bool
    chain: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of a paragraph under the same marks.

    Attributes:
        words: the characters.
        speaker: the number of whoever's content they are part of, or None for the outlet's own voice.
        part: `source` or `cue` where they attribute, `opens` where a content begins with them.
        statement: the id of the statement they belong to.
    """

    words: str
    speaker: int | None = None
    part: str | None = None
    statement: str | None = None


def speakers(record: Record) -> list[Speaker]:
    """Who speaks, in the order of first speaking."""
    found: dict[str | None, list[Statement]] = {}
    for statement in record.statements:
        link = statement.voice[-1]
        found.setdefault(link.entity or (link.name.casefold() if link.name else None), []).append(statement)
    return [
        Speaker(
            number=number,
            name=statements[0].voice[-1].name,
            named=statements[0].voice[-1].entity is not None,
            chain=tuple(link.name or "somebody not told" for link in statements[0].voice),
            statements=tuple(statements),
        )
        for number, statements in enumerate(found.values(), start=1)
    ]


def stretches(record: Record, paragraph: Span, people: list[Speaker]) -> Iterator[Stretch]:
    """The stretches of a paragraph, in order; together they are its text."""
    marks = [
        (anchor.start, anchor.end, Stretch("", speaker.number, part, statement.id))
        for speaker in people
        for statement in speaker.statements
        for part, anchors in (("source", (statement.source,)), ("cue", (statement.cue,)), (None, statement.content))
        for anchor in anchors
        if anchor is not None and anchor.start < paragraph.end and paragraph.start < anchor.end
    ]
    edges = {paragraph.start, paragraph.end}
    for start, end, _ in marks:
        edges |= {max(start, paragraph.start), min(end, paragraph.end)}
    ordered = sorted(edges)
    text = record.article.text
    for start, end in pairwise(ordered):
        over = [mark for mark in marks if mark[0] <= start and end <= mark[1]]
        if not over:
            yield Stretch(text[start:end])
            continue
        first, last, mark = min(over, key=lambda each: (each[1] - each[0], each[0]))
        opens = mark.part is None and start in {first, paragraph.start} and first <= start < last
        yield Stretch(text[start:end], mark.speaker, mark.part or ("opens" if opens else None), mark.statement)


def share_of_voice(record: Record, people: list[Speaker]) -> dict[int | None, float]:
    """What share of the article's letters is in each voice, by speaker number; None is the outlet's own."""
    counts: dict[int | None, int] = {None: 0}
    for paragraph in record.article.paragraphs:
        for stretch in stretches(record, paragraph, people):
            own = None if stretch.part in {"source", "cue"} else stretch.speaker
            counts[own] = counts.get(own, 0) + sum(character.isalnum() for character in stretch.words)
    total = sum(counts.values()) or 1
    return {number: count / total for number, count in counts.items()}
