"""A shared passage word by word: where in the earlier article a place of the later stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from onrecord.comparing.comparison import Passage
from onrecord.comparing.edits import EditKind
from onrecord.comparing.places import Place
from onrecord.comparing.words import words

Range = tuple[int, int]
"""Offsets `[start, end)` of a text, perhaps none."""

TELLING: Final = frozenset({EditKind.NUMBER, EditKind.NAME, EditKind.LABEL})
"""Edits that make words somebody else's, however few they change: another number is another claim."""
MOST: Final = 0.5
"""Share of a place's characters that must be the same for it to be carried over."""


@dataclass(frozen=True)
class Carried:
    """A shared passage, and whether it is known which of its two articles was first."""

    passage: Passage
    directed: bool

    @property
    def earlier(self) -> Place:
        """The passage in the earlier article."""
        return self.passage.earlier

    @property
    def later(self) -> Place:
        """The passage in the later."""
        return self.passage.later

    @cached_property
    def pairs(self) -> tuple[tuple[Range, Range], ...]:
        """The words that are the same: where each stands in the later article, and where in the earlier."""
        found: list[tuple[Range, Range]] = []
        for mine, theirs in self._stretches():
            found.extend(zip(_words(self.later.text, mine), _words(self.earlier.text, theirs), strict=False))
        return tuple(found)

    def _stretches(self) -> Iterator[tuple[Range, Range]]:
        """What lies between the edits, in the later article and in the earlier."""
        there, here = self.earlier.start, self.later.start
        for edit in self.passage.edits:
            yield (here, edit.later_at), (there, edit.earlier_at)
            there = edit.before.end if edit.before else edit.earlier_at
            here = edit.after.end if edit.after else edit.later_at
        yield (here, self.later.end), (there, self.earlier.end)

    def same(self, start: int, end: int) -> int:
        """How many words between two offsets of the later article are the same."""
        return sum(start <= mine[0] < end for mine, _ in self.pairs)

    def kinds(self, start: int, end: int) -> list[EditKind]:
        """The edits between two offsets of the later article."""
        return [
            edit.kind
            for edit in self.passage.edits
            if (edit.after.start < end and start < edit.after.end if edit.after else start <= edit.later_at <= end)
        ]

    def source(self, start: int, end: int) -> Place | None:
        """Where in the earlier article some words of the later stand; None where none of them is the same."""
        found = [theirs for mine, theirs in self.pairs if mine[0] < end and start < mine[1]]
        if not found:
            return None
        first = self.earlier.start if start <= self.later.start else min(begun for begun, _ in found)
        last = self.earlier.end if end >= self.later.end else max(ended for _, ended in found)
        return Place(article=self.earlier.article, text=self.earlier.text, start=first, end=last)

    def holds(self, place: Place) -> bool:
        """Whether a place is carried over: mostly inside, mostly the same, its numbers, names and labels too.

        Args:
            place: in the later article.
        """
        inside = covered(place, self.later)
        if inside <= MOST * (place.end - place.start):
            return False
        for edit in self.passage.edits:
            changed = covered(place, edit.after) if edit.after else 0
            inside -= changed
            if changed and edit.kind in TELLING:
                return False
        return inside > MOST * (place.end - place.start)


def covered(one: Place, other: Place) -> int:
    """How many characters two places of one text have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _words(text: str, span: Range) -> Sequence[Range]:
    first = span[0]
    cut = words(text[first : span[1]])
    return [(first + start, first + end) for start, end in zip(cut.starts, cut.ends, strict=True)]
