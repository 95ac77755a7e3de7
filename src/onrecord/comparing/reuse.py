"""Passages that two articles share, aligned to the character, with what was changed inside them.

Runs of six equal words are seeds; seeds in the same order and close together grow into one passage, so
that a copied paragraph with a number changed in it stays one passage with one edit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from onrecord.comparing.words import Words, is_number

SEED = 6
"""Words that must be equal in a row for a passage to start."""
GAP = 8
"""Most words that may differ on either side between two seeds of one passage."""
SHORTEST = 10
"""Fewest equal words that make a passage."""
ALIKE = 0.5
"""How alike the rest of a sentence must be for a passage to be drawn out over it."""
LONGEST_STRETCH = 40
"""Most words a passage is drawn out by on one side."""
LEFTOVER = 12
"""Most words of one text that may be left over against none of the other."""
REPLACED = 4
"""Most words that may stand against as few others, whatever they are: "Three" became "In Marn, five"."""

Range = tuple[int, int]


class EditKind(StrEnum):
    """What was done to some words on the way from one text to another."""

    NUMBER = "number"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words `[first, last)` of one text that stand as `[first, last)` of another; one of the two may be empty."""

    kind: EditKind
    one: Range
    other: Range


@dataclass(frozen=True, slots=True)
class WordPassage:
    """A stretch of words that two texts share but for some edits; `equal` words are the same."""

    one: Range
    other: Range
    equal: int
    edits: tuple[WordEdit, ...]


def passages(one: Words, other: Words) -> list[WordPassage]:
    """The passages two texts share, in the order of the first; no word is in two of them.

    Args:
        one: a text's words.
        other: another's.
    """
    found: list[WordPassage] = []
    for chain in _chains(_seeds(one.folded, other.folded)):
        mine, theirs = (chain[0][0], chain[-1][0] + SEED), (chain[0][1], chain[-1][1] + SEED)
        mine, theirs = _stretched(one, other, mine, theirs)
        passage = _aligned(one.folded, other.folded, mine, theirs)
        if passage.equal >= SHORTEST:
            found.append(passage)
    return _apart(found)


def _seeds(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places in both texts where the same six words start."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - SEED + 1):
        places[tuple(other[at : at + SEED])].append(at)
    for at in range(len(one) - SEED + 1):
        for there in places.get(tuple(one[at : at + SEED]), ()):
            yield at, there


def _chains(seeds: Iterator[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Seeds joined into chains that go forward in both texts by small steps."""
    chains: list[list[tuple[int, int]]] = []
    for mine, theirs in seeds:
        best: list[tuple[int, int]] | None = None
        for chain in reversed(chains):
            last_mine, last_theirs = chain[-1]
            if mine - last_mine > SEED + GAP:
                continue
            if mine - last_mine > 0 and 0 < theirs - last_theirs <= SEED + GAP:
                step = abs((mine - last_mine) - (theirs - last_theirs))
                if best is None or step < abs((mine - best[-1][0]) - (theirs - best[-1][1])):
                    best = chain
        if best is None:
            chains.append([(mine, theirs)])
        else:
            best.append((mine, theirs))
    return chains


def _stretched(one: Words, other: Words, mine: Range, theirs: Range) -> tuple[Range, Range]:
    """A passage drawn out to whole sentences on either side, where what is added is alike enough.

    Short leftovers on one side alone are taken in too: an attribution cut off the end of a copied sentence is
    a change to it.
    """
    before = ((_opening(one, mine[0]), mine[0]), (_opening(other, theirs[0]), theirs[0]))
    after = ((mine[1], _closing(one, mine[1])), (theirs[1], _closing(other, theirs[1])))
    if _alike(one.folded, other.folded, *before):
        mine, theirs = (before[0][0], mine[1]), (before[1][0], theirs[1])
    if _alike(one.folded, other.folded, *after):
        mine, theirs = (mine[0], after[0][1]), (theirs[0], after[1][1])
    return mine, theirs


def _opening(words: Words, at: int) -> int:
    """The word that opens the sentence of a word."""
    return words.sentences[bisect_right(words.sentences, at) - 1]


def _closing(words: Words, at: int) -> int:
    """The end of the sentence that the word before a place is in."""
    following = bisect_right(words.sentences, at - 1)
    return words.sentences[following] if following < len(words.sentences) else len(words)


def _alike(one: Sequence[str], other: Sequence[str], mine: Range, theirs: Range) -> bool:
    left, right = one[mine[0] : mine[1]], other[theirs[0] : theirs[1]]
    if not left or not right:
        return max(len(left), len(right)) <= LEFTOVER
    if max(len(left), len(right)) <= REPLACED:
        return True
    if max(len(left), len(right)) > LONGEST_STRETCH:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE


def _aligned(one: Sequence[str], other: Sequence[str], mine: Range, theirs: Range) -> WordPassage:
    left, right = one[mine[0] : mine[1]], other[theirs[0] : theirs[1]]
    equal = 0
    edits: list[WordEdit] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            equal += b - a
        else:
            before, after = (mine[0] + a, mine[0] + b), (theirs[0] + c, theirs[0] + d)
            edits.append(WordEdit(_kind(left[a:b], right[c:d]), before, after))
    return WordPassage(mine, theirs, equal, tuple(edits))


def _kind(before: Sequence[str], after: Sequence[str]) -> EditKind:
    if not before:
        return EditKind.ADDED
    if not after:
        return EditKind.REMOVED
    if any(is_number(word) for word in before) and any(is_number(word) for word in after):
        return EditKind.NUMBER
    return EditKind.CHANGED


def _apart(found: list[WordPassage]) -> list[WordPassage]:
    """The passages, longest first choice, that share no word with one chosen before; in text order."""
    chosen: list[WordPassage] = []
    for passage in sorted(found, key=lambda each: (-each.equal, each.one, each.other)):
        if all(_disjoint(passage.one, kept.one) and _disjoint(passage.other, kept.other) for kept in chosen):
            chosen.append(passage)
    return sorted(chosen, key=lambda each: each.one)


def _disjoint(one: Range, other: Range) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
