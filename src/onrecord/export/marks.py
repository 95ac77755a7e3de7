"""An article's paragraphs cut at the edges of what is marked in them: who speaks, who is named, what is told.

Marks may lie in each other and across each other. Each piece of text comes with the marks over it, the widest
first, so that the last content among them is the smallest and the piece is in its voice, as on the voice map.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.export.events import Told
from onrecord.export.voices import Speaker, VoiceMap, contents
from onrecord.record import Anchor, Record, Span, Statement

_CONTENT, _SOURCE, _CUE = "content", "source", "cue"


@dataclass(frozen=True, slots=True)
class Mark:
    """Some characters that stand for something.

    Attributes:
        start: offset of the first.
        end: offset past the last.
        kinds: of a statement `content`, else any of `source`, `cue`, `label`, `event`, and `place`: somewhere to go to.
        speaker: whose content it is.
        statement: of which statement.
        title: who is meant, where the words are not the name; what event they tell.
        events: those that the words tell first and fullest, for a link to each.
    """

    start: int
    end: int
    kinds: frozenset[str]
    speaker: Speaker | None = None
    statement: Statement | None = None
    title: str | None = None
    events: tuple[Told, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """The offsets: what a link to it is made of."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words under the same marks.

    Attributes:
        start: offset of the first character.
        words: the characters.
        over: the marks over them, the widest first.
    """

    start: int
    words: str
    over: tuple[Mark, ...]

    @property
    def content(self) -> Mark | None:
        """The smallest content around the words; None where the outlet speaks."""
        return next((mark for mark in reversed(self.over) if mark.speaker is not None), None)

    def has(self, kind: str) -> bool:
        """Whether some mark over the words is of a kind."""
        return any(kind in mark.kinds for mark in self.over)


@dataclass(frozen=True, slots=True)
class Token:
    """A step in writing a paragraph with its marks one in the other: `open` a mark, write `words`, `close` a mark.

    Attributes:
        does: which of the three.
        words: what to write.
        mark: what is opened or closed.
        sign: whether the sign of who is speaking goes before it: where it is opened the first time in the paragraph.
    """

    does: str
    words: str = ""
    mark: Mark | None = None
    sign: bool = False


def spoken(record: Record, voices: VoiceMap) -> list[Mark]:
    """The marks of statements: contents in the order that decides who speaks, sources, cues."""
    found = [
        Mark(piece.start, piece.end, frozenset({_CONTENT}), voices.of(statement.voice), statement)
        for piece, statement in contents(record)
    ]
    for statement in record.statements:
        for kind, anchor in ((_SOURCE, statement.source), (_CUE, statement.cue)):
            if anchor is not None:
                found.append(Mark(anchor.start, anchor.end, frozenset({kind})))
    return found


def told(record: Record, voices: VoiceMap, happenings: Sequence[Told] = ()) -> list[Mark]:
    """The marks of all other items, and of the stretches of the voice map: places for links to lead to.

    Args:
        record: the record.
        voices: its voice map.
        happenings: its events in words.
    """
    found = [_place(stretch.span) for stretch in voices.stretches if stretch.letters]
    for entity in record.entities:
        found += [_place(one, entity.name if one.words != entity.name else None) for one in entity.mentions]
    for statement in record.statements:
        found += [_place(one) for one in (statement.addressee, statement.medium, statement.when) if one]
    for relation in record.relations:
        parts = (relation, relation.label, relation.count, relation.when, relation.since, relation.until)
        found += [_place(one) for one in parts if one]
    for label in record.labels:
        found.append(Mark(label.start, label.end, frozenset({"place", "label"})))
    for event in happenings:
        found += _happening(event)
    return found


def _happening(told: Told) -> Iterator[Mark]:
    """The marks of an event: the words that tell it, and what is told of it."""
    event = told.event
    for mention in dict.fromkeys((event.trigger, *event.mentions)):
        first = (told,) if mention.span == event.trigger.span else ()
        kinds = frozenset({"place", "event"})
        yield Mark(mention.start, mention.end, kinds, title=f"Event {told.number}: {told.line}", events=first)
    for detail in (*told.actors, *told.recipients, *told.details):
        if detail.anchor is not None:
            yield _place(detail.anchor)


def _place(at: Anchor | Span, title: str | None = None) -> Mark:
    return Mark(at.start, at.end, frozenset({"place"}), title=title)


def by_paragraph(record: Record, marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks over each paragraph, each in all that it reaches into; those on the same words are made one."""
    paragraphs = record.article.paragraphs
    starts = [span.start for span in paragraphs]
    found: list[list[Mark]] = [[] for _ in paragraphs]
    for mark in _merged(marks):
        for place in range(max(0, bisect_right(starts, mark.start) - 1), len(paragraphs)):
            if paragraphs[place].start >= mark.end:
                break
            if mark.start < paragraphs[place].end:
                found[place].append(mark)
    return found


def _merged(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks on the same words as one, but for contents; the widest first."""
    together: dict[tuple[int, int], Mark] = {}
    said = []
    for mark in marks:
        known = together.get(mark.key)
        if mark.speaker is not None:
            said.append(mark)
        elif known is None:
            together[mark.key] = mark
        else:
            titles = dict.fromkeys(title for title in (known.title, mark.title) if title)
            together[mark.key] = Mark(
                mark.start,
                mark.end,
                known.kinds | mark.kinds,
                title=" · ".join(titles) or None,
                events=known.events + mark.events,
            )
    yield from sorted((*said, *together.values()), key=lambda mark: mark.start - mark.end)


def segments(text: str, paragraph: Span, marks: Sequence[Mark]) -> Iterator[Segment]:
    """A paragraph cut at the edges of the marks over it; the segments together are its text.

    Args:
        text: the article's.
        paragraph: which.
        marks: those over it, the widest first.
    """
    edges = {paragraph.start, paragraph.end}
    for mark in marks:
        edges |= {max(mark.start, paragraph.start), min(mark.end, paragraph.end)}
    for start, end in pairwise(sorted(edges)):
        over = tuple(mark for mark in marks if mark.start <= start and end <= mark.end)
        yield Segment(start, text[start:end], over)


def tokens(cut: Sequence[Segment]) -> Iterator[Token]:
    """A paragraph's segments as a text with its marks one in the other; one that lies across another is taken up again.

    Args:
        cut: the segments, in order.
    """
    open_marks: list[Mark] = []
    signed: set[int] = set()
    for segment in cut:
        kept = 0
        while kept < min(len(open_marks), len(segment.over)) and open_marks[kept] is segment.over[kept]:
            kept += 1
        for mark in reversed(open_marks[kept:]):
            yield Token("close", mark=mark)
        for mark in segment.over[kept:]:
            sign = mark.speaker is not None and id(mark) not in signed
            signed.add(id(mark))
            yield Token("open", mark=mark, sign=sign)
        yield Token("words", words=segment.words)
        open_marks = list(segment.over)
    for mark in reversed(open_marks):
        yield Token("close", mark=mark)
