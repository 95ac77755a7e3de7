"""Whether two statements of one speaker are one saying: quoted, told in a reporter's words, or translated twice.

Statements are compared by what they mean rather than by their letters: words by family and by lists of words that
stand for each other (`data/sayings.txt`), the rare ones counting most. Another number, day or name, or the opposite of
what is said, makes another saying, however alike the rest is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.comparing.meaning import Meaning, Term, meaning
from onrecord.comparing.words import words
from onrecord.reading import acts
from onrecord.record import Statement

SAME: Final = 0.5
"""Least likeness of two wordings of one saying."""
TURNED: Final = 0.4
"""Share of what two statements have in common that may be negated in one of them alone."""
LEAST: Final = 2.5
"""Least weight that they must have in common: a rare word, or two that are not."""
WITHIN: Final = 4
"""Fewest words of a wording that stands whole in the other."""
WHOLE: Final = 0.8
"""How alike two wordings are at least, of which one stands whole in the other."""


def likeness(one: Statement, other: Statement) -> float:
    """How alike two statements are, 0 to 1; one saying from `SAME` up.

    Args:
        one: a statement.
        other: another of the same speaker.
    """
    denied = _is_denied(one), _is_denied(other)
    whole = (" ".join(content.words for content in each.content) for each in (one, other))
    within = any(_stands_in(mine.words, theirs.words) for mine in one.content for theirs in other.content)
    return max(alike(*whole, denied=denied), WHOLE if within and denied[0] == denied[1] else 0.0)


def _is_denied(statement: Statement) -> bool:
    """Whether the words that attribute a statement deny it; "said that it never was" has its denial in what is said."""
    return statement.cue is not None and acts.act(statement.cue.words, ()) in {"deny", "reject"}


def alike(one: str, other: str, *, denied: tuple[bool, bool] = (False, False)) -> float:
    """How alike two statements are, told by their contents.

    Args:
        one: the content of one.
        other: that of the other.
        denied: whether the speaker denies the one, and the other.
    """
    least = WHOLE if denied[0] == denied[1] and _stands_in(one, other) else 0.0
    return max(least, _by_meaning(one, other, denied))


def _by_meaning(one: str, other: str, denied: tuple[bool, bool]) -> float:
    mine, theirs = meaning(one, denied=denied[0]), meaning(other, denied=denied[1])
    if _other_figures(mine, theirs) or _other_names(mine, theirs):
        return 0.0
    pairs = _matched(mine.terms, theirs.terms)
    common = sum(pair.weight for pair in pairs)
    if common < LEAST or _is_turned(pairs):
        return 0.0
    shares = sorted(min(1.0, common / _weight(each.terms)) for each in (mine, theirs))
    return (shares[0] + shares[1]) / 2


def _stands_in(one: str, other: str) -> bool:
    """Whether the shorter wording stands in the longer, word by word."""
    shorter, longer = sorted((_folded(one), _folded(other)), key=len)
    if len(shorter.split()) < WITHIN:
        return shorter == longer and not shorter.isspace()
    return shorter in longer


@lru_cache(maxsize=1 << 12)
def _folded(wording: str) -> str:
    """The folded words of a wording, a blank before, between and behind them."""
    return f" {' '.join(words(wording).folded)} "


def _other_figures(one: Meaning, other: Meaning) -> bool:
    """Whether numbers or days of either are not the other's."""
    return any(
        mine and theirs and not (mine <= theirs or theirs <= mine)
        for mine, theirs in ((one.numbers, other.numbers), (one.days, other.days))
    )


def _other_names(one: Meaning, other: Meaning) -> bool:
    """Whether both name somebody and nobody is named in both, or the names change places."""
    mine, theirs = one.names, other.names
    shared = [name for name in mine if name in theirs]
    if mine and theirs and not shared:
        return True
    order = [name for name in theirs if name in mine]
    if len(shared) != 2:
        return False
    return (shared == order) == (one.passive != other.passive)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A term that both have, and whether one has it the other way round."""

    one: Term
    other: Term
    turned: bool

    @property
    def weight(self) -> float:
        return (self.one.weight + self.other.weight) / 2


def _matched(one: Sequence[Term], other: Sequence[Term]) -> list[_Pair]:
    """The terms that both have, each once, the same words first and then those that mean the same."""
    left = list(enumerate(other))
    pairs: list[_Pair] = []
    for exact in (True, False):
        for term in one:
            if any(pair.one is term for pair in pairs):
                continue
            ways = [(term.turned(each), at, each) for at, each in left if not exact or each.key == term.key]
            known = [(turned, at, each) for turned, at, each in ways if turned is not None]
            if known:
                turned, at, best = min(known, key=lambda way: way[:2])
                left.remove((at, best))
                pairs.append(_Pair(term, best, turned))
    return pairs


def _is_turned(pairs: Sequence[_Pair]) -> bool:
    """Whether one says the opposite of the other; "not accepted" and "rejected" settle that they do not."""
    if any(pair.one.opposed(pair.other) for pair in pairs):
        return True
    if any(pair.one.negated != pair.other.negated and not pair.turned for pair in pairs):
        return False
    turned = sum(pair.weight for pair in pairs if pair.turned)
    return turned > TURNED * sum(pair.weight for pair in pairs)


def _weight(terms: Sequence[Term]) -> float:
    return sum(term.weight for term in terms)
