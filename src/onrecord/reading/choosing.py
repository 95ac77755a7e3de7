"""Which of the lexicon's lines a word tells an event by: what they ask for, and what the encoder makes of the word.

A word can tell events of several types ("strike", "charge", "cut"). The lines that fit vote, each the more the more it
asks for that is there; the encoder's head for event types, which was trained on whole sentences, has the other vote
(a linear opinion pool; Stone, 1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Final

from onrecord.reading.event_head import Judgement, judged
from onrecord.reading.triggers import Match, asked

if TYPE_CHECKING:
    from onrecord.reading.encoder import Scores
    from onrecord.reading.treewalk import Treewalk

SHARE: Final = 0.6
"""What the lexicon counts beside the encoder."""
_STEEPNESS: Final = 0.7
_WEAK: Final = 0.4
"""What the vote of a line counts that tells an event only now and then."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The line chosen for a word.

    Attributes:
        match: how it fits.
        score: how likely the type is by lexicon and encoder together, 0 to 1.
        likely: how likely the encoder alone finds the type.
    """

    match: Match
    score: float
    likely: float


def chosen(scores: Scores, walk: Treewalk, matches: Sequence[Match]) -> Choice:
    """The best of the lines that fit a word.

    Args:
        scores: what the encoder says of the text.
        walk: its syntax.
        matches: the lines that fit, at least one, those that ask for most first.
    """
    judgement = judged(scores, walk, matches[0].at)
    said = votes(matches)
    pooled = judgement.with_lexicon(said, SHARE)
    kind = max(said, key=lambda each: pooled[each])
    best = max((match for match in matches if match.trigger.type == kind), key=lambda match: _vote(match, matches))
    return Choice(best, pooled[kind], _likely(judgement, kind))


def votes(matches: Sequence[Match]) -> dict[str, float]:
    """How much the lines that fit a word say for each type; those that ask for most come first."""
    found: dict[str, float] = {}
    for match in matches:
        found[match.trigger.type] = max(found.get(match.trigger.type, 0.0), _vote(match, matches))
    return found


def _vote(match: Match, matches: Sequence[Match]) -> float:
    return exp(_STEEPNESS * (asked(match) - asked(matches[0]))) * (_WEAK if match.trigger.weak else 1.0)


def _likely(judgement: Judgement, kind: str) -> float:
    return judgement.types.get("YIELD" if kind in {"CONCEDE", "RETREAT"} else kind, 0.0)
