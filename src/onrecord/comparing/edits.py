"""What was done to the words of a passage on the way from one article to another.

A difference between two texts is first put where a reader would see it: a sentence that is gone is cut at its edges, a
clause at its comma. Then it is told what it is: another number, another name, a hedge or an attribution gone ("police
say" became fact), another label. What a record knows of the words (quantities, names, statements, labels) goes before
what the words alone show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import Levenshtein

from onrecord.comparing.alignment import Aligned, Difference, Range
from onrecord.comparing.wording import is_calendar, is_called, is_light, reports, unhedged
from onrecord.comparing.words import Words, is_number
from onrecord.reading.numerals import numeral
from onrecord.reading.tokens import tokens


class EditKind(StrEnum):
    """What was done to some words on the way from one text to another."""

    NUMBER = "number"
    NAME = "name"
    LABEL = "label"
    HEDGE_DROPPED = "hedge-dropped"
    HEDGE_ADDED = "hedge-added"
    ATTRIBUTION_DROPPED = "attribution-dropped"
    ATTRIBUTION_ADDED = "attribution-added"
    SENTENCE_CUT = "sentence-cut"
    SENTENCE_ADDED = "sentence-added"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words `[first, last)` of one text that stand as `[first, last)` of another; one of the two may be empty."""

    kind: EditKind
    one: Range
    other: Range


Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What a record tells of a text's words, by code points.

    Attributes:
        quantities: numbers with their bounds.
        names: mentions of entities by a name.
        attributions: cues, and sources beside them.
        labels: loaded names.
    """

    quantities: tuple[tuple[int, int, Bounds], ...] = ()
    names: tuple[Range, ...] = ()
    attributions: tuple[Range, ...] = ()
    labels: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A text with its words and what is known of them.

    Attributes:
        text: the text.
        words: its words.
        known: what a record tells of them.
        small: the folded words that it has without a capital somewhere, so that a capital elsewhere makes no name.
    """

    text: str
    words: Words
    known: Known = field(default_factory=Known)
    small: frozenset[str] = frozenset()


def telling(text: str, words: Words, known: Known | None = None) -> Telling:
    """A text made ready for telling edits apart."""
    small = frozenset(word for word, told in zip(words.folded, words.written, strict=True) if told[:1].islower())
    return Telling(text, words, known or Known(), small)


def edits(one: Telling, other: Telling, passage: Aligned) -> tuple[WordEdit, ...]:
    """The differences of a passage, each where a reader would see it, and of one kind.

    Args:
        one: the first text, the earlier where that is known.
        other: the other.
        passage: what they share.
    """
    ends = (passage.one[0], passage.other[0]), (passage.one[1], passage.other[1])
    found: list[WordEdit] = []
    for at, difference in enumerate(passage.differences):
        low = (found[-1].one[1], found[-1].other[1]) if found else ends[0]
        further = passage.differences[at + 1] if at + 1 < len(passage.differences) else None
        high = (further[0][0], further[1][0]) if further else ends[1]
        found.extend(
            WordEdit(_kind(one, other, each), *each) for each in _placed(one.words, other.words, difference, low, high)
        )
    return tuple(found)


def _placed(one: Words, other: Words, difference: Difference, low: Range, high: Range) -> Iterator[Difference]:
    """A difference slid to the edge of a sentence or clause, and parted where whole sentences begin or end.

    Args:
        one: the first text's words.
        other: the other's.
        difference: the words that differ.
        low: where the words before it that both have begin, in either text.
        high: where those behind it end.
    """
    (a, b), (c, d) = difference
    if c == d:
        a, b, shift = _slid(one, a, b, (low[0], high[0]))
        c += shift
        yield from (((first, last), (c, c)) for first, last in _at_sentences(one, a, b))
    elif a == b:
        c, d, shift = _slid(other, c, d, (low[1], high[1]))
        a += shift
        yield from (((a, a), (first, last)) for first, last in _at_sentences(other, c, d))
    else:
        yield difference


_CLAUSE_MARKS: Final = frozenset(',;:—–-(“"')


def _slid(words: Words, first: int, last: int, free: Range) -> tuple[int, int, int]:
    """Where words that one text lacks may as well be said to lie: at a sentence's start, if they can.

    Returns:
        The new range, and by how many words it moved.
    """
    back = forth = 0
    while first - back > free[0] and words.folded[first - back - 1] == words.folded[last - back - 1]:
        back += 1
    while last + forth < free[1] and words.folded[first + forth] == words.folded[last + forth]:
        forth += 1
    shifts = sorted(range(-back, forth + 1), key=lambda shift: (abs(shift), shift))
    best = max(shifts, key=lambda shift: _edge(words, first + shift, last + shift))
    return first + best, last + best, best


def _edge(words: Words, first: int, last: int) -> int:
    """How good a place is for an edit: whole sentences before sentences' starts and ends, these before any other."""
    opens, closes = first in set(words.sentences), last == len(words) or last in set(words.sentences)
    return 2 * (opens and closes) + (opens or closes)


def _at_sentences(words: Words, first: int, last: int) -> Iterator[Range]:
    """A range parted into whole sentences together, and what stands before and behind them."""
    inner = [at for at in words.sentences if first <= at <= last]
    if last == len(words):
        inner.append(last)
    if len(inner) < 2:
        yield first, last
        return
    yield from pairwise(sorted({first, inner[0], inner[-1], last}))


def _kind(one: Telling, other: Telling, difference: Difference) -> EditKind:
    mine, theirs = difference
    if mine[0] == mine[1]:
        return _MIRRORED[_lost(other, theirs)]
    if theirs[0] == theirs[1]:
        return _lost(one, mine)
    return _replaced(one, other, mine, theirs)


_MIRRORED: Final = {
    EditKind.SENTENCE_CUT: EditKind.SENTENCE_ADDED,
    EditKind.ATTRIBUTION_DROPPED: EditKind.ATTRIBUTION_ADDED,
    EditKind.HEDGE_DROPPED: EditKind.HEDGE_ADDED,
    EditKind.REMOVED: EditKind.ADDED,
    EditKind.NAME: EditKind.NAME,
    EditKind.NUMBER: EditKind.NUMBER,
}


def _lost(text: Telling, span: Range) -> EditKind:
    """What it is for words to be gone."""
    first, last = span
    words = text.words
    if first in words.sentences and (last == len(words) or last in words.sentences):
        return EditKind.SENTENCE_CUT
    if _attributes(text, span):
        return EditKind.ATTRIBUTION_DROPPED
    told = words.folded[first:last]
    left = _unhedged(text, span)
    if len(left) < len(told) and all(is_light(word) for word in left):
        return EditKind.HEDGE_DROPPED
    beside = [at for at in (first - 1, last) if 0 <= at < len(words)]
    if _names(text, span) and any(_is_name(text, at) for at in beside):
        return EditKind.NAME
    if all(is_number(word) for word in told) and any(is_number(words.folded[at]) for at in beside):
        return EditKind.NUMBER
    return EditKind.REMOVED


_LONGEST_ATTRIBUTION: Final = 16


def _attributes(text: Telling, span: Range) -> bool:
    """Whether words attribute what stands beside them: they report, and open or end a sentence or clause."""
    first, last = span
    words = text.words
    if not 1 < last - first <= _LONGEST_ATTRIBUTION:
        return False
    start, end = words.starts[first], words.ends[last - 1]
    if any(start <= here and there <= end for here, there in text.known.attributions):
        return True
    before = text.text[words.ends[first - 1] : start] if first else ""
    behind = text.text[end : words.starts[last]] if last < len(words) else ""
    apart = first in words.sentences or last == len(words) or last in words.sentences
    apart = apart or words.folded[last - 1] == "that" or bool(_CLAUSE_MARKS & {*before, *behind})
    return apart and reports(text.text[start:end])


def _replaced(one: Telling, other: Telling, mine: Range, theirs: Range) -> EditKind:
    """What it is for words to stand as others."""
    before, after = one.words.folded[slice(*mine)], other.words.folded[slice(*theirs)]
    if any(map(is_number, before)) and any(map(is_number, after)) and _values(one, mine) != _values(other, theirs):
        return EditKind.NUMBER
    attributed = _attributes(one, mine), _attributes(other, theirs)
    if attributed[0] != attributed[1] and min(len(before), len(after)) < _FEW < len(before) + len(after):
        return EditKind.ATTRIBUTION_DROPPED if attributed[0] else EditKind.ATTRIBUTION_ADDED
    left = _unhedged(one, mine), _unhedged(other, theirs)
    hedged = len(left[0]) < len(before), len(left[1]) < len(after)
    if hedged[0] != hedged[1] and max(len(before), len(after)) <= _LONGEST_HEDGED:
        return EditKind.HEDGE_DROPPED if hedged[0] else EditKind.HEDGE_ADDED
    if _names(one, mine) and _names(other, theirs):
        return EditKind.NAME
    if max(len(before), len(after)) <= _LONGEST_LABEL and _labels(one, mine) and _labels(other, theirs):
        spelt = Levenshtein.normalized_similarity(" ".join(before), " ".join(after)) >= _SAME_SPELT
        return EditKind.CHANGED if spelt else EditKind.LABEL
    return EditKind.CHANGED


def _unhedged(text: Telling, span: Range) -> tuple[str, ...]:
    words = text.words.folded
    return unhedged(words[slice(*span)], words[span[1]] if span[1] < len(words) else "")


_FEW: Final = 3
_LONGEST_HEDGED: Final = 5
_LONGEST_LABEL: Final = 4
_SAME_SPELT: Final = 0.8
"""How alike two nouns must be written to be one noun: "organization", "organisation"."""


def _values(text: Telling, span: Range) -> list[Bounds | str]:
    """The bounds of the numbers in some words: of quantities where they are known, else as they are written."""
    start, end = text.words.starts[span[0]], text.words.ends[span[1] - 1]
    known: list[Bounds | str] = [bounds for low, high, bounds in text.known.quantities if low < end and start < high]
    if known:
        return known
    found: list[Bounds | str] = []
    within = tokens(text.text, start, end)
    at = 0
    while at < len(within):
        read = numeral(within, at)
        if read is not None:
            found.append((read[1].lower, read[1].upper))
            at = read[0]
        else:
            at += 1
    return found or [word for word in text.words.folded[slice(*span)] if is_number(word)]


def _names(text: Telling, span: Range) -> bool:
    """Whether every word that is more than a link is part of a name, and one is."""
    weighty = [at for at in range(*span) if text.words.folded[at] not in _LINKS]
    return bool(weighty) and all(_is_name(text, at) for at in weighty)


_LINKS: Final = frozenset("the of and de la van von al el bin der da di du le s".split())


def _is_name(text: Telling, at: int) -> bool:
    start, end = text.words.starts[at], text.words.ends[at]
    if any(low <= start and end <= high for low, high in text.known.names):
        return True
    written = text.words.written[at]
    if not written[:1].isupper() or is_calendar(written) or is_number(text.words.folded[at]):
        return False
    return at not in text.words.sentences or text.words.folded[at] not in text.small


def _labels(text: Telling, span: Range) -> bool:
    start, end = text.words.starts[span[0]], text.words.ends[span[1] - 1]
    if any(low < end and start < high for low, high in text.known.labels):
        return True
    return is_called(text.words.folded[slice(*span)])
