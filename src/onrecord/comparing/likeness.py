"""How sure it is that two articles tell of the same happening, from their profiles alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log1p
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


PRIOR: Final = -6.0


def features(one, other):
    theirs = dict(other.terms)
    shared = sum(min(weight, theirs[word]) for word, weight in one.terms if word in theirs)
    a, b = sum(w for _, w in one.terms), sum(theirs.values())
    part = shared / max(1.0, min(a, b))
    cos = shared / max(1.0, (a*b)**.5)
    return shared, part, cos


def channels(one: Profile, other: Profile):
    shared, part, cos = features(one, other)
    out = {}
    out['terms'] = 3*log1p(shared/5) + 8*cos
    out['people'] = _people(one, other)
    out['days'] = _days(one, other)
    out['sites'] = _overlap(one.sites, other.sites, 2.0, -1.0)
    out['places'] = _overlap(one.places, other.places, 0.5, -1.0)
    out['ages'] = min(2, len(set(one.ages) & set(other.ages))) * 1.0 - (1.0 if one.ages and other.ages and not set(one.ages) & set(other.ages) else 0)
    same = len(set(one.sketch) & set(other.sketch)); 
    out['sketch'] = min(4.0, 8*same / max(8, min(len(one.sketch), len(other.sketch))))
    return out


def _overlap(one, other, for_, against):
    if not one or not other:
        return 0.0
    mine = {w for n in one for w in n.split()}
    theirs = {w for n in other for w in n.split()}
    if any(n for n in set(one) & set(other)):
        return for_
    rare = {w for w in mine & theirs if rarity(stem(w)) > 4}
    return for_/2 if rare else against


def _people(one, other):
    mine, theirs = set(one.people), set(other.people)
    full = [n for n in mine & theirs if ' ' in n]
    e = sum(.35 * sum(rarity(stem(w)) for w in n.split()) for n in full)
    sp = [n for n in (set(one.speakers) & (theirs | set(other.speakers))) | (set(other.speakers) & mine) if ' ' in n]
    e += 1.0 * len(sp)
    last1 = {n.split()[-1] for n in mine if ' ' in n}
    last2 = {n.split()[-1] for n in theirs if ' ' in n}
    if not full and last1 & last2:
        e += 2.0
    elif last1 and last2 and not full:
        e -= 1.0
    return min(6.0, e)


def _days(one, other):
    if one.published is None or other.published is None:
        return 0.0
    gap = abs(one.published - other.published)
    s = 2.0 if gap <= 1 else 1.5 if gap <= 3 else .5 if gap <= 7 else -1 if gap <= 30 else -2 if gap <= 365 else -3
    mine = {d for d in one.told if d <= one.published + 1}
    theirs = {d for d in other.told if d <= other.published + 1}
    if mine & theirs:
        s = max(s, 2.0)
    elif mine and theirs and min(abs(a - b) for a in mine for b in theirs) > 2:
        s -= 1.5
    return s


def likeness(one: Profile, other: Profile) -> Likeness:
    ch = channels(one, other)
    evidence = PRIOR + sum(ch.values())
    reasons = tuple(f'{k} {v:+.1f}' for k, v in ch.items())
    return Likeness(score=round(1 / (1 + exp(-evidence)), 4), reasons=reasons)
