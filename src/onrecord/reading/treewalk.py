"""Where spans stand in the syntax: the word a span is built around, and what hangs from a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.reading.trees import ROOT
from onrecord.record import Span

if TYPE_CHECKING:
    from onrecord.reading.syntax import Parse, Word


class Treewalk:
    """The syntax of a text, asked by place."""

    def __init__(self, text: str, parse: Parse) -> None:
        """Index a parse."""
        self.text = text
        self.words: Sequence[Word] = parse.words
        self._children = parse.children()
        self._starts = [word.start for word in parse.words]
        self._ends = [word.end for word in parse.words]

    def within(self, span: Span) -> range:
        """The words that lie in a span, as a range of indices."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        return range(first, max(first, last))

    def head(self, span: Span) -> int | None:
        """The word that a span is built around: the first whose governor is outside it."""
        inside = self.within(span)
        return next((at for at in inside if self.words[at].head not in inside and self.words[at].upos != "PUNCT"), None)

    def children(self, at: int, *relations: str) -> list[int]:
        """The words that hang from one by some relations, or by any."""
        return [child for child in self._children[at] if not relations or self.words[child].relation in relations]

    def below(self, at: int) -> Iterator[int]:
        """A word and all that hangs from it, in no order."""
        waiting = [at]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(self._children[here])

    def reach(self, at: int) -> Span:
        """From the first to the last character of what hangs from a word, without punctuation at the end."""
        kept = [here for here in self.below(at) if self.words[here].upos != "PUNCT"] or [at]
        return Span(min(self.words[here].start for here in kept), max(self.words[here].end for here in kept))

    def lower(self, at: int) -> str:
        """A word as written, in lower case."""
        return self.text[self.words[at].start : self.words[at].end].lower()

    def governor(self, at: int) -> int | None:
        """The word that governs another, or None for a root."""
        head = self.words[at].head
        return None if head == ROOT else head
