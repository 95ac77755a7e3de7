"""Passages that two texts share, aligned word by word, with what stands otherwise inside them.

Runs of equal words are anchors; anchors in the same order and near each other chain into one passage, at a cost for the
words between them. What lies between two anchors is aligned by edit distance (Levenshtein, 1966), and a passage is
drawn out over the sentences at its ends as far as they are alike. So a copied paragraph with a number changed, an
attribution gone or a sentence cut stays one passage; paragraphs that changed places are passages of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import Indel, Levenshtein

from onrecord.comparing.sketches import Hashes, shingles
from onrecord.comparing.words import Words

SEED: Final = 4
"""Words that must be equal in a row for an anchor."""
SHORTEST: Final = 10
"""Fewest equal words that make a passage."""
LONGEST_RUN: Final = 5
"""Words that must be equal in a row somewhere in a passage."""
GAP: Final = 30
"""Most words on both sides between two anchors of one passage."""
CUT: Final = 400
"""Most words that one side alone may have between two anchors: sentences that were cut, or put in."""
ALIKE: Final = 0.5
"""How alike a sentence at the edge of a passage must be to belong to it, 0 to 1, by the words both have in order."""
UNLIKE: Final = 0.4
"""How alike the words between two anchors must be, where they are many on both sides, for the passage to go on."""
MANY: Final = 8
"""How many words on both sides are many."""
FURTHER: Final = 0.6
"""How alike a whole sentence beside a passage must be."""
LEFTOVER: Final = 12
"""Most words of one text that may be left over against none of the other."""
REPLACED: Final = 4
"""Most words that may stand against as few others, whatever they are: "Three" became "In Marn, five"."""
LONGEST_STRETCH: Final = 80
"""Most words a passage is drawn out by in one step."""
COMMON: Final = 12
"""Pairs of places that a seed may have before it is too common to be one."""

Range = tuple[int, int]
Difference = tuple[Range, Range]
"""Words `[first, last)` of one text that stand as `[first, last)` of another; one of the two may be empty."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """So many equal words in a row, by where they start in either text."""

    one: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of words that two texts share but for some differences; `equal` words are the same."""

    one: Range
    other: Range
    equal: int
    differences: tuple[Difference, ...]


def seeds(words: Words) -> Hashes:
    """The hashes by which anchors are found; worked out once for a text that is aligned with several."""
    return shingles(words.folded, SEED)


def aligned(one: Words, other: Words, mine: Hashes | None = None, theirs: Hashes | None = None) -> list[Aligned]:
    """The passages two texts share, in the order of the first; no word is in two of them.

    Args:
        one: a text's words.
        other: another's.
        mine: `seeds(one)`, where it is at hand.
        theirs: `seeds(other)`.
    """
    anchors = _anchors(one, other, seeds(one) if mine is None else mine, seeds(other) if theirs is None else theirs)
    chains = _unmoved(_chains(anchors))
    taken = sorted(chains, key=lambda chain: (-_weight(chain), chain[0].one, chain[0].other))
    found: list[Aligned] = []
    for chain in taken:
        for part in _unbroken(one, other, chain):
            passage = _passage(one, other, part, found)
            if passage is not None:
                found.append(passage)
    return sorted(found, key=lambda each: each.one)


def _anchors(one: Words, other: Words, mine: Hashes, theirs: Hashes) -> list[Anchor]:
    """Runs of equal words that no equal word goes before or after."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, seed in enumerate(theirs.tolist()):
        places[seed].append(at)
    held: dict[int, list[int]] = defaultdict(list)
    for at, seed in enumerate(mine.tolist()):
        if seed in places:
            held[seed].append(at)
    diagonals: dict[int, list[int]] = defaultdict(list)
    for seed, here in held.items():
        there = places[seed]
        if len(here) * len(there) <= COMMON:
            for at in here:
                for to in there:
                    diagonals[to - at].append(at)
    return [
        anchor for shift, starts in sorted(diagonals.items()) for anchor in _runs(one, other, shift, sorted(starts))
    ]


def _runs(one: Words, other: Words, shift: int, starts: Sequence[int]) -> Iterator[Anchor]:
    """The runs of equal words on one diagonal; a seed that was too common is no hole in one."""
    end = -1
    for start in starts:
        if start < end:
            continue
        first, end = start, start + SEED
        while end < len(one) and end + shift < len(other) and one.folded[end] == other.folded[end + shift]:
            end += 1
        while first > 0 and first + shift > 0 and one.folded[first - 1] == other.folded[first + shift - 1]:
            first -= 1
        yield Anchor(first, first + shift, end - first)


def _chains(anchors: Sequence[Anchor]) -> list[list[Anchor]]:
    """Anchors joined in the order of both texts, the heaviest chain first; no word is in two chains."""
    chains: list[list[Anchor]] = []
    free = sorted(anchors, key=lambda each: (each.one, each.other))
    while free:
        chain = _heaviest(free)
        if _weight(chain) < SEED:
            break
        chains.append(chain)
        free = sorted(_left_over(free, chain), key=lambda each: (each.one, each.other))
    return chains


def _heaviest(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The chain with the most equal words, less what the words between them cost."""
    best = [float(each.length) for each in anchors]
    before = [-1] * len(anchors)
    for at, anchor in enumerate(anchors):
        for back in range(at - 1, -1, -1):
            earlier = anchors[back]
            if anchor.one - earlier.one - earlier.length > CUT:
                continue
            gained = _joined(earlier, anchor)
            if gained is not None and best[back] > 0 and best[back] + gained > best[at]:
                best[at], before[at] = best[back] + gained, back
    at = max(range(len(anchors)), key=lambda each: (best[each], -each))
    chain = []
    while at >= 0:
        chain.append(anchors[at])
        at = before[at]
    return _trimmed(list(reversed(chain)))


def _joined(earlier: Anchor, later: Anchor) -> float | None:
    """What an anchor gains a chain that ends in another; None where it cannot follow it."""
    mine, theirs = later.one - earlier.one - earlier.length, later.other - earlier.other - earlier.length
    lapped = max(0, -mine, -theirs)
    if lapped >= min(later.length, earlier.length) or later.other <= earlier.other or later.one <= earlier.one:
        return None
    mine, theirs = max(0, mine), max(0, theirs)
    if max(mine, theirs) > CUT or min(mine, theirs) > GAP:
        return None
    return later.length - lapped - 0.1 * min(mine, theirs) - min(3.0, 0.1 * abs(mine - theirs))


def _trimmed(chain: Sequence[Anchor]) -> list[Anchor]:
    """A chain whose anchors do not lie over each other."""
    kept = [chain[0]]
    for anchor in chain[1:]:
        last = kept[-1]
        lapped = max(0, last.one + last.length - anchor.one, last.other + last.length - anchor.other)
        if lapped < anchor.length:
            kept.append(Anchor(anchor.one + lapped, anchor.other + lapped, anchor.length - lapped))
    return kept


def _left_over(anchors: Sequence[Anchor], chain: Sequence[Anchor]) -> Iterator[Anchor]:
    """The parts of anchors that no anchor of a chain lies over, on either side."""
    for anchor in anchors:
        first, last = 0, anchor.length
        for used in chain:
            for start, taken in ((anchor.one, used.one), (anchor.other, used.other)):
                low, high = taken - start, taken + used.length - start
                if high <= first or low >= last:
                    continue
                if low - first >= last - high:
                    last = low
                else:
                    first = high
        if last - first >= SEED:
            yield Anchor(anchor.one + first, anchor.other + first, last - first)


def _weight(chain: Sequence[Anchor]) -> int:
    return sum(anchor.length for anchor in chain)


def _unmoved(chains: Sequence[list[Anchor]]) -> list[list[Anchor]]:
    """Chains parted where what lies between two anchors stands elsewhere in the other text: moved, not cut."""
    heavy = [chain for chain in chains if _weight(chain) >= LONGEST_RUN]
    parted: list[list[Anchor]] = []
    for chain in heavy:
        part = [chain[0]]
        for last, anchor in pairwise(chain):
            mine, theirs = (last.one + last.length, anchor.one), (last.other + last.length, anchor.other)
            moved = any(
                _weight([each for each in elsewhere if _within(each, mine, theirs)]) >= SHORTEST
                for elsewhere in heavy
                if elsewhere is not chain
            )
            if moved:
                parted.append(part)
                part = []
            part.append(anchor)
        parted.append(part)
    return parted


def _within(anchor: Anchor, mine: Range, theirs: Range) -> bool:
    return mine[0] <= anchor.one < mine[1] or theirs[0] <= anchor.other < theirs[1]


def _unbroken(one: Words, other: Words, chain: Sequence[Anchor]) -> list[list[Anchor]]:
    """A chain parted where what stands between two anchors is many words against others that are not alike."""
    parts = [[chain[0]]]
    for last, anchor in pairwise(chain):
        mine, theirs = (last.one + last.length, anchor.one), (last.other + last.length, anchor.other)
        if not _holds(one, other, (mine, theirs)):
            parts.append([])
        parts[-1].append(anchor)
    return parts


def _holds(one: Words, other: Words, gap: Difference) -> bool:
    """Whether a passage goes on over a gap: what is left of it without whole sentences is little, or alike."""
    for mine, theirs in filter(_is_both, _sentences_aside(one, other, gap)):
        sizes = mine[1] - mine[0], theirs[1] - theirs[0]
        if (min(sizes) >= MANY or max(sizes) > LEFTOVER) and _likeness(one, other, mine, theirs) < UNLIKE:
            return False
    return True


def _likeness(one: Words, other: Words, mine: Range, theirs: Range) -> float:
    return Indel.normalized_similarity(one.folded[slice(*mine)], other.folded[slice(*theirs)])


def _passage(one: Words, other: Words, chain: Sequence[Anchor], found: Sequence[Aligned]) -> Aligned | None:
    """A chain as a passage, drawn out as far as no passage found before has the words."""
    longest = max(anchor.length for anchor in chain)
    mine, theirs = (
        (chain[0].one, chain[-1].one + chain[-1].length),
        (
            chain[0].other,
            chain[-1].other + chain[-1].length,
        ),
    )
    if longest < LONGEST_RUN or any(_meets(mine, each.one) or _meets(theirs, each.other) for each in found):
        return None
    free = (
        _free(len(one), mine, [each.one for each in found]),
        _free(len(other), theirs, [each.other for each in found]),
    )
    stretched = _stretched(one, other, (mine, theirs), free)
    between: list[Difference] = [((stretched[0][0], mine[0]), (stretched[1][0], theirs[0]))]
    between += [
        ((last.one + last.length, anchor.one), (last.other + last.length, anchor.other))
        for last, anchor in pairwise(chain)
    ]
    between.append(((mine[1], stretched[0][1]), (theirs[1], stretched[1][1])))
    differences = [each for gap in between for each in _differences(one, other, gap)]
    equal = stretched[0][1] - stretched[0][0] - sum(left[1] - left[0] for left, _ in differences)
    if equal < SHORTEST:
        return None
    return Aligned(*stretched, equal, tuple(differences))


def _meets(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _free(count: int, mine: Range, taken: Sequence[Range]) -> Range:
    """How far a range may be drawn out before it meets one that is taken."""
    return (
        max((last for _, last in taken if last <= mine[0]), default=0),
        min((first for first, _ in taken if first >= mine[1]), default=count),
    )


def _stretched(one: Words, other: Words, passage: Difference, free: Difference) -> Difference:
    """A passage drawn out to whole sentences on either side, and over further sentences that are alike.

    Short leftovers on one side alone are taken in too: an attribution cut off the end of a copied sentence is
    a change to it.
    """
    mine, theirs = passage
    while True:
        further = mine[0] in one.sentences and theirs[0] in other.sentences
        before = (_back(one, mine[0], free[0][0], further), _back(other, theirs[0], free[1][0], further))
        if not _belong(one, other, *before, further=further):
            break
        mine, theirs = (before[0][0], mine[1]), (before[1][0], theirs[1])
    while True:
        further = _is_closed(one, mine[1]) and _is_closed(other, theirs[1])
        after = (_on(one, mine[1], free[0][1], further), _on(other, theirs[1], free[1][1], further))
        if not _belong(one, other, *after, further=further):
            break
        mine, theirs = (mine[0], after[0][1]), (theirs[0], after[1][1])
    return mine, theirs


def _back(words: Words, at: int, least: int, further: bool) -> Range:
    """From the start of the sentence that a place is in, or of the one before it, to the place."""
    opening = words.sentences[max(0, bisect_right(words.sentences, at - further) - 1)]
    return min(at, max(least, opening)), at


def _on(words: Words, at: int, most: int, further: bool) -> Range:
    """From a place to the end of the sentence before which it stands, or of the next."""
    following = bisect_left(words.sentences, at + further)
    closing = words.sentences[following] if following < len(words.sentences) else len(words)
    return at, max(at, min(most, closing))


def _is_closed(words: Words, at: int) -> bool:
    return at == len(words) or at in words.sentences


def _belong(one: Words, other: Words, mine: Range, theirs: Range, *, further: bool) -> bool:
    """Whether a passage may be drawn out over some words: the rest of a sentence, or a further one."""
    if mine[0] == mine[1] and theirs[0] == theirs[1]:
        return False
    if not further:
        return _alike(one, other, mine, theirs)
    least = min(mine[1] - mine[0], theirs[1] - theirs[0])
    return least >= SEED and _likeness(one, other, mine, theirs) >= FURTHER


def _alike(one: Words, other: Words, mine: Range, theirs: Range) -> bool:
    left, right = mine[1] - mine[0], theirs[1] - theirs[0]
    if not left or not right:
        return max(left, right) <= LEFTOVER
    if max(left, right) <= REPLACED:
        return True
    return max(left, right) <= LONGEST_STRETCH and _likeness(one, other, mine, theirs) >= ALIKE


def _differences(one: Words, other: Words, gap: Difference) -> Iterator[Difference]:
    """What differs between two anchors, sentences that only one has first put aside."""
    (a, b), (c, d) = gap
    if a == b or c == d:
        if a < b or c < d:
            yield gap
        return
    for mine, theirs in _sentences_aside(one, other, gap):
        if mine[0] == mine[1] or theirs[0] == theirs[1]:
            yield mine, theirs
        else:
            yield from _changes(one, other, mine, theirs)


def _sentences_aside(one: Words, other: Words, gap: Difference) -> list[Difference]:
    """A gap parted so that whole sentences of one side stand against nothing, where the rest is then more alike."""
    (a, b), (c, d) = gap
    ways: list[list[Difference]] = [[gap]]
    if c in other.sentences:
        ways += [[((a, at), (c, c)), ((at, b), (c, d))] for at in _starts(one, a, b)]
    if d == len(other) or d in other.sentences:
        ways += [[((a, at), (c, d)), ((at, b), (d, d))] for at in _starts(one, a, b)]
    if a in one.sentences:
        ways += [[((a, a), (c, at)), ((a, b), (at, d))] for at in _starts(other, c, d)]
    if b == len(one) or b in one.sentences:
        ways += [[((a, b), (c, at)), ((b, b), (at, d))] for at in _starts(other, c, d)]
    return max(ways, key=lambda way: max(_fit(one, other, part) for part in way))


def _fit(one: Words, other: Words, part: Difference) -> tuple[float, float]:
    """How alike two sides are, and how near each other in length."""
    (a, b), (c, d) = part
    if not _is_both(part):
        return 0.0, 0.0
    return round(_likeness(one, other, *part), 2), min(b - a, d - c) / max(b - a, d - c)


def _starts(words: Words, first: int, last: int) -> list[int]:
    """The sentences that start inside a range."""
    return [at for at in words.sentences if first < at < last]


def _is_both(part: Difference) -> bool:
    return part[0][0] < part[0][1] and part[1][0] < part[1][1]


def _changes(one: Words, other: Words, mine: Range, theirs: Range) -> Iterator[Difference]:
    """What differs between some words and others, by the fewest changes."""
    merged: list[Difference] = []
    for step in Levenshtein.opcodes(one.folded[slice(*mine)], other.folded[slice(*theirs)]):
        if step.tag == "equal":
            continue
        left = mine[0] + step.src_start, mine[0] + step.src_end
        right = theirs[0] + step.dest_start, theirs[0] + step.dest_end
        if merged and merged[-1][0][1] == left[0] and merged[-1][1][1] == right[0]:
            merged[-1] = ((merged[-1][0][0], left[1]), (merged[-1][1][0], right[1]))
        else:
            merged.append((left, right))
    yield from merged
