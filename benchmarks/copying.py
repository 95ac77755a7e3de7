"""Copies whose truth is known: articles made from others by script, sentence by sentence, for `benchmarks/reuse.py`.

A made article is a list of sentences, each its own or with the place it was taken from and the changes it went through.
So passages, edits and direction follow from how it was made, also from copy to copy.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

Span = tuple[int, int]
Origin = tuple[str, int]
"""An article of the corpus, and the number of a sentence of it."""

NEAREST: Final = 14
"""Fewest characters between two changes of a sentence, so that no reader could take them for one."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Characters `[start, end)` of a sentence as the corpus has it that stand as other words; a `kind` of edit.

    Marks alone (`kind` empty) are no edit: words are what is compared.
    """

    start: int
    end: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a made article."""

    origin: Origin
    original: str
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        parts, at = [], 0
        for change in self.changes:
            parts += [self.original[at : change.start], change.words]
            at = change.end
        return "".join([*parts, self.original[at:]])

    def with_change(self, change: Change) -> Sentence:
        """The sentence with one more change; as it is where that is too near another."""
        if any(change.start < each.end + NEAREST and each.start < change.end + NEAREST for each in self.changes):
            return self
        return replace(self, changes=tuple(sorted((*self.changes, change))))

    def place(self, start: int, end: int) -> Span:
        """Where characters of the original stand in the text; for those a change made, all that it made."""
        return self._moved(start, after=False), self._moved(end, after=True)

    def _moved(self, offset: int, *, after: bool) -> int:
        shift = 0
        for change in self.changes:
            if change.end <= offset and (change.start, change.end) != (offset, offset):
                shift += len(change.words) - (change.end - change.start)
            elif change.start < offset < change.end or (change.start == offset == change.end and after):
                return change.start + shift + (len(change.words) if after else 0)
        return offset + shift


@dataclass(frozen=True, slots=True)
class Made:
    """A made article.

    Attributes:
        name: what it is called.
        recipe: how it was made.
        paragraphs: its sentences.
        parent: the article it was made from; None for one of the corpus, and for one that only quotes.
        outlet: who is said to have published it.
        published: when, if that is told.
        credits: whether it credits its parent.
        moment: when it was published in truth, in ISO 8601.
    """

    name: str
    recipe: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    parent: str | None
    outlet: str
    published: str | None
    credits: bool = False
    moment: str = ""

    @property
    def sentences(self) -> list[Sentence]:
        """Its sentences, in order."""
        return [each for paragraph in self.paragraphs for each in paragraph]

    @property
    def text(self) -> str:
        """Its text: paragraphs parted by a blank line."""
        return "\n\n".join(" ".join(each.text for each in paragraph) for paragraph in self.paragraphs)

    def places(self) -> list[Span]:
        """Where each sentence stands in the text."""
        found, at = [], 0
        for paragraph in self.paragraphs:
            for each in paragraph:
                found.append((at, at + len(each.text)))
                at += len(each.text) + 1
            at += 1
        return found

    def paragraph_places(self) -> list[Span]:
        """Where each paragraph stands in the text."""
        found, at = [], 0
        for paragraph in self.paragraphs:
            length = len(" ".join(each.text for each in paragraph))
            found.append((at, at + length))
            at += length + 2
        return found


@dataclass(frozen=True, slots=True)
class GoldEdit:
    """An edit of the truth: its kind, and the characters in either article; a place alone where there are none."""

    kind: str
    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Truth:
    """What two made articles share.

    Attributes:
        passages: the same sentences in a row in both, by characters of either.
        edits: what was changed from the first to the second; None where neither was made from the other.
        own: characters of shared sentences that are no quotation.
    """

    passages: tuple[tuple[Span, Span], ...]
    edits: tuple[GoldEdit, ...] | None
    own: int


_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Jr|Sr|St|Lt|Col|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)|\b[A-Z]|"
    r"\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_BREAK: Final = re.compile(r"(?<=[.!?])[”\"’')\]]*(\s+)(?=[“\"‘'(\[]*[A-Z0-9])")


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph, by their marks."""
    start = 0
    for match in _BREAK.finditer(paragraph):
        if not _ABBREVIATION.search(paragraph[start : match.start()]):
            yield paragraph[start : match.start(1)].strip()
            start = match.end(1)
    if paragraph[start:].strip():
        yield paragraph[start:].strip()


def cut(name: str, paragraphs: Iterable[str]) -> tuple[tuple[Sentence, ...], ...]:
    """An article of the corpus as sentences that come from nowhere else."""
    made: list[tuple[Sentence, ...]] = []
    number = 0
    for paragraph in paragraphs:
        told = [each for each in sentences(" ".join(paragraph.split())) if re.search(r"[^\W_]", each)]
        if told:
            made.append(tuple(Sentence((name, number + at), each) for at, each in enumerate(told)))
            number += len(told)
    return tuple(made)


_QUOTED: Final = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)")


def is_quotation(text: str) -> bool:
    """Whether at least half of a sentence stands in quotation marks."""
    return 2 * sum(len(match.group()) for match in _QUOTED.finditer(text)) >= len(text)


def truth(one: Made, other: Made, *, descends: bool) -> Truth:
    """What two made articles share.

    Args:
        one: the first; an ancestor of the second, where `descends`.
        other: the second.
        descends: whether the second was made from the first, if through others.
    """
    here = {each.origin: at for at, each in enumerate(one.sentences)}
    there = {each.origin: at for at, each in enumerate(other.sentences)}
    shared = [(here[each.origin], at) for at, each in enumerate(other.sentences) if each.origin in here]
    places = one.places(), other.places()
    runs: list[list[tuple[int, int]]] = []
    for pair in shared:
        if runs and (pair[0], pair[1]) == (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    passages = tuple(
        ((places[0][run[0][0]][0], places[0][run[-1][0]][1]), (places[1][run[0][1]][0], places[1][run[-1][1]][1]))
        for run in runs
    )
    own = sum(
        places[1][at][1] - places[1][at][0]
        for each, at in ((other.sentences[at], at) for _, at in shared)
        if not is_quotation(each.text) and each.origin[0] != STOCK
    )
    if not descends:
        return Truth(passages, None, own)
    changed = [edit for pair in shared for edit in _changes(one, other, places, pair)]
    moved = [edit for last, pair in pairwise(shared) for edit in _between(places, last, pair, here, there, one, other)]
    return Truth(passages, tuple(sorted([*changed, *moved], key=lambda each: (each.after, each.before))), own)


STOCK: Final = "stock"
"""What set phrases come from."""

Places = tuple[list[Span], list[Span]]


def _changes(one: Made, other: Made, places: Places, pair: tuple[int, int]) -> Iterator[GoldEdit]:
    """What changed inside a sentence that two articles share."""
    before, after = one.sentences[pair[0]], other.sentences[pair[1]]
    starts = places[0][pair[0]][0], places[1][pair[1]][0]
    for change in after.changes:
        if change not in before.changes and change.kind:
            mine, theirs = before.place(change.start, change.end), after.place(change.start, change.end)
            yield GoldEdit(
                change.kind,
                (starts[0] + mine[0], starts[0] + mine[1]),
                (starts[1] + theirs[0], starts[1] + theirs[1]),
            )


def _between(
    places: Places,
    last: tuple[int, int],
    pair: tuple[int, int],
    here: dict[Origin, int],
    there: dict[Origin, int],
    one: Made,
    other: Made,
) -> Iterator[GoldEdit]:
    """Sentences that one article alone has between two that both have in order; not where they only moved."""
    mine, theirs = range(last[0] + 1, pair[0]), range(last[1] + 1, pair[1])
    if pair[0] <= last[0] or bool(mine) == bool(theirs):
        return
    if mine and not any(one.sentences[at].origin in there for at in mine):
        gap = (places[1][last[1]][1], places[1][pair[1]][0])
        yield GoldEdit("sentence-cut", (places[0][mine[0]][0], places[0][mine[-1]][1]), gap)
    elif theirs and not any(other.sentences[at].origin in here for at in theirs):
        gap = (places[0][last[0]][1], places[0][pair[0]][0])
        yield GoldEdit("sentence-added", gap, (places[1][theirs[0]][0], places[1][theirs[-1]][1]))


def drawn(chance: random.Random, things: Sequence[Change], most: int) -> list[Change]:
    """Up to so many of some changes, in another order."""
    return chance.sample(list(things), min(most, len(things)))
