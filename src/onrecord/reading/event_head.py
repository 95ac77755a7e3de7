"""What the encoder says of a word that may tell an event: which PLOVER type, and how much the word tells of any.

The encoder learned types from sentences with one event each, as the mean of what their words score, each weighed by how
much it tells (attention pooling; Ilse, Tomczak and Welling, ICML 2018). Here the mean is over a word and what it
governs, which may be the word that says most ("gave aid", "put under arrest"), discounted so that the word's own score
leads. With held-out sentences of PLV run together in twos, that is right oftener than the word alone, than all that
hangs from it and than the whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.scheme import EVENT_TYPES
from onrecord.reading.words import NO_ANCHOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Scores
    from onrecord.reading.treewalk import Treewalk

YIELD = ("CONCEDE", "RETREAT")
"""What the encoder's YIELD is in PLOVER's present draft; only words can tell which."""

_GOVERNED = 3.0
"""What is taken off the trigger score of a word that another governs."""
_CLAUSES = frozenset("conj parataxis advcl advcl:relcl ccomp acl acl:relcl csubj csubj:pass csubj:outer".split())
"""Relations across which another event may be told."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the encoder makes of a word.

    Attributes:
        types: how likely each type of `EVENT_TYPES` is, together 1.
        weight: 0 to 1, the share of what its sentence tells of an event that is told in the word's clause, or by its
            phrase.
    """

    types: Mapping[str, float]
    weight: float

    def with_lexicon(self, votes: Mapping[str, float], share: float) -> dict[str, float]:
        """How likely each type is by the encoder and the lexicon together (a linear opinion pool; Stone, 1961).

        Args:
            votes: how much the lexicon says for each type, in PLOVER's names; taken as shares of one. YIELD, which is
                the encoder's alone, is CONCEDE and RETREAT as they have votes, CONCEDE if neither has.
            share: 0 to 1, what the lexicon counts beside the encoder; where it has no votes it counts nothing.
        """
        types = {kind: likely for kind, likely in self.types.items() if kind != "YIELD"}
        split = [votes.get(kind, 0.0) for kind in YIELD]
        parts = [vote / sum(split) for vote in split] if sum(split) else [1.0, 0.0]
        types |= {kind: self.types.get("YIELD", 0.0) * part for kind, part in zip(YIELD, parts, strict=True)}
        total = sum(votes.values())
        if not total:
            return types
        return {
            kind: (1 - share) * types.get(kind, 0.0) + share * votes.get(kind, 0.0) / total
            for kind in dict.fromkeys([*types, *votes])
        }


def judged(scores: Scores, walk: Treewalk, at: int) -> Judgement:
    """What the encoder makes of a predicate or of a noun that tells an event.

    Args:
        scores: what it says of the text.
        walk: the text's syntax.
        at: the word, as an index into the parse.
    """
    near = [at, *walk.children(at)]
    pieces, known = _pieces(walk, near)
    if not known.any():
        return Judgement(dict.fromkeys(EVENT_TYPES, 1 / len(EVENT_TYPES)), 0.0)
    weights = _softmax(scores.triggers[pieces] - _GOVERNED * (np.arange(len(near)) > 0)[known])
    likely = _softmax(weights @ scores.events[pieces])
    return Judgement(dict(zip(EVENT_TYPES, likely.tolist(), strict=True)), _share(scores, walk, at))


def _share(scores: Scores, walk: Treewalk, at: int) -> float:
    """The share of its sentence's trigger weights that lies in a word's clause."""
    root = at
    while (governor := walk.governor(root)) is not None:
        root = governor
    sentence = sorted(walk.below(root))
    mine = set(_clause(walk, at))
    pieces, known = _pieces(walk, sentence)
    weights = _softmax(scores.triggers[pieces])
    inside = np.array([here in mine for here in sentence], dtype=np.bool_)[known]
    return min(1.0, float(weights[inside].sum()))


def _clause(walk: Treewalk, at: int) -> Iterator[int]:
    """A word and what hangs from it, without the clauses beside and under it."""
    waiting = [at]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(child for child in walk.children(here) if walk.words[child].relation not in _CLAUSES)


def _pieces(walk: Treewalk, words: list[int]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The pieces of those words that the encoder knows, and which of the words those are."""
    pieces = np.array([walk.words[at].piece for at in words], dtype=np.int64)
    known: NDArray[np.bool_] = pieces != NO_ANCHOR
    return pieces[known], known


def _softmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    found = np.exp(scores.astype(np.float64) - scores.max())
    shares: NDArray[np.float64] = found / found.sum()
    return shares
