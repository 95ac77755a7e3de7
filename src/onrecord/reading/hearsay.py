"""Hearsay: "allegedly", "reportedly": somebody says so, and nobody is told who.

Evidential adverbs (Aikhenvald, Evidentiality, 2004) attribute the clause they stand in to an unstated source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from onrecord.reading.attribution import Attribution
from onrecord.reading.treewalk import Treewalk

if TYPE_CHECKING:
    from onrecord.reading.syntax import Word

_ADVERBS: Final = frozenset({"allegedly", "reportedly", "purportedly", "supposedly", "ostensibly"})
_CLAUSAL: Final = frozenset({"conj", "parataxis", "advcl", "acl:relcl", "cc", "punct", "mark", "discourse", "list"})
_APART: Final = frozenset({"acl:relcl", "advcl", "parataxis"})


def with_hearsay(walk: Treewalk, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those to nobody, by adverbs, in the order of their cues.

    What such an adverb attributes is told by the syntax, whatever the encoder says.

    Args:
        walk: the syntax.
        found: the attributions that the encoder gives.
    """
    kept = [one for one in found if one.source is not None or walk.text[slice(*one.cue)].lower() not in _ADVERBS]
    made = _hearsay(walk, [one.cue for one in kept])
    return sorted((*kept, *made), key=lambda one: (one.cue, one.content))


def _hearsay(walk: Treewalk, cues: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    for at, word in enumerate(walk.words):
        if walk.lower(at) not in _ADVERBS or any(cue[0] < word.end and word.start < cue[1] for cue in cues):
            continue
        head = walk.governor(at)
        if head is None or word.relation != "advmod":
            continue
        content = _clause(walk, head, at)
        if content:
            yield Attribution(source=None, cue=(word.start, word.end), content=content, score=1.0)


def _clause(walk: Treewalk, head: int, adverb: int) -> tuple[tuple[int, int], ...]:
    """The clause of a predicate without the adverb and without other clauses that hang from it, as spans."""
    kept = [head]
    for child in walk.children(head):
        if child != adverb and walk.words[child].relation not in _CLAUSAL:
            kept.extend(_plain(walk, child))
    words = sorted(at for at in kept if at != adverb)
    runs: list[list[Word]] = []
    for place, at in enumerate(words):
        word = walk.words[at]
        gap = place > 0 and any(between == adverb for between in range(words[place - 1], at))
        if runs and not gap and not _parted(walk, words[place - 1], at):
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple((run[0].start, run[-1].end) for run in runs if any(word.upos != "PUNCT" for word in run))


def _plain(walk: Treewalk, at: int) -> Iterator[int]:
    """A word and what hangs from it but for relative and adverbial clauses."""
    yield at
    for child in walk.children(at):
        if walk.words[child].relation not in _APART:
            yield from _plain(walk, child)


def _parted(walk: Treewalk, before: int, after: int) -> bool:
    """Whether words that do not belong stand between two that do."""
    between = range(before + 1, after)
    return any(walk.words[at].upos not in {"PUNCT", "ADV"} for at in between)
