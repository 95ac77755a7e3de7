"""An article's text as the desk shows it: in its voices, with the words of items as links to what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.export.marks import Mark, Segment, by_paragraph, segments, spoken, tokens
from onrecord.export.voices import VoiceMap
from onrecord.record import Anchor, Record, Span
from onrecord.web.items import Item

_STYLES: Final = {
    "statements": "statement",
    "actors": "actor",
    "events": "event",
    "times": "when",
    "numbers": "amount",
    "labels": "label",
    "relations": "relation",
}
"""The class that the words of a layer's items have."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A step in writing a paragraph.

    Attributes:
        does: `open` a mark, write `words`, `close` a mark.
        words: what to write.
        start: the offset of the first of them.
        mark: what is opened or closed.
        name: what the words opened go by, once on a page.
        sign: whether the sign of who is speaking goes before them.
        at: the words whose items the words written lead to; None where they are no item's.
    """

    does: str
    words: str = ""
    start: int = 0
    mark: Mark | None = None
    name: str | None = None
    sign: bool = False
    at: Span | None = None


def at(words: Anchor | Mark | Span) -> str:
    """The name of some words on the page, for links to lead to."""
    return f"w{words.start}-{words.end}"


def marked(
    record: Record, voices: VoiceMap, found: Iterable[Item], shown: Collection[str], chosen: Collection[Span]
) -> list[list[Piece]]:
    """The paragraphs of an article, step by step.

    Args:
        record: of the article.
        voices: its voice map.
        found: all its items.
        shown: the layers whose items are marked and lead somewhere.
        chosen: the words that are open now.
    """
    marks = [one for one in spoken(record, voices) if one.speaker or "statements" in shown]
    marks += [Mark(one.span.start, one.span.end, frozenset({"place"})) for one in voices.stretches if one.letters]
    leading: set[tuple[int, int]] = set()
    for item in found:
        on = item.layer in shown and not item.gone
        for span in item.spans:
            style = {_STYLES[item.layer]} if on else set()
            title = f"{item.kind}: {item.line}" if on and item.layer != "statements" else None
            marks.append(Mark(span.start, span.end, frozenset({"place"} | style), title=title))
        marks += [Mark(span.start, span.end, frozenset({"place"})) for span in item.parts]
        if on:
            leading |= {(span.start, span.end) for span in item.spans}
            leading |= {(span.start, span.end) for span in item.parts}
    marks += [Mark(span.start, span.end, frozenset({"place", "found"})) for span in chosen]
    named: set[tuple[int, int]] = set()
    text = record.article.text
    return [
        list(_pieces(list(segments(text, span, over)), leading, named))
        for span, over in zip(record.article.paragraphs, by_paragraph(record, marks), strict=True)
    ]


def _pieces(cut: list[Segment], leading: set[tuple[int, int]], named: set[tuple[int, int]]) -> Iterator[Piece]:
    """A paragraph's steps; words lead to the smallest of the items' words that they lie in."""
    ahead = iter(cut)
    for token in tokens(cut):
        mark = token.mark
        if token.does == "words":
            segment = next(ahead)
            held = segment.over if segment.words.strip() else ()
            inner = next((one for one in reversed(held) if one.key in leading), None)
            to = Span(inner.start, inner.end) if inner is not None else None
            yield Piece("words", segment.words, segment.start, at=to)
        elif token.does == "open" and mark is not None and mark.key not in named:
            named.add(mark.key)
            yield Piece("open", mark=mark, name=at(mark), sign=token.sign)
        else:
            yield Piece(token.does, mark=mark, sign=token.sign)
