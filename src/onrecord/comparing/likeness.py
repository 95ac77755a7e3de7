"""How sure it is that two articles tell of the same happening, from their profiles alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Final

from onrecord.comparing.profiles import Profile
from onrecord.comparing.rarity import rarity, stem

LINKED: Final = 0.2
"""Least score of two articles for the pair to be kept as a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure it is that two articles tell of the same happening.

    Attributes:
        score: 0 to 1.
        reasons: what speaks for it and against it, in words an analyst understands.
    """

    score: float
    reasons: tuple[str, ...] = ()


def likeness(one: Profile, other: Profile) -> Likeness:
    """How sure it is that two articles tell of the same happening; the same whichever comes first.

    Args:
        one: an article's profile.
        other: another's.
    """
    theirs = dict(other.terms)
    cosine = sum(weight * theirs[word] for word, weight in one.terms if word in theirs)
    people = sorted(set(one.people) & set(other.people))
    evidence = -4.0 + 10 * cosine
    reasons = []
    for name in people:
        evidence += 0.3 * sum(rarity(stem(word)) for word in name.split())
        reasons.append(f"both tell of {name}")
    if one.published is not None and other.published is not None:
        apart = abs(one.published - other.published)
        evidence -= min(2.0, apart / 15)
        reasons.append(f"published {apart} days apart")
    return Likeness(score=round(1 / (1 + exp(-evidence)), 4), reasons=tuple(reasons))
