"""Values from claims: the same value once, with all who give it; what all values leave possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from onrecord.comparing.claims import Said
from onrecord.comparing.findings import Claim, Value

Key = tuple[float | str | None, float | str | None, str | None, str | None]
B = TypeVar("B", float, str)
Ends = tuple[float | str | None, float | str | None]


def values(told: Sequence[Said]) -> tuple[Value, ...]:
    """The values that claims give, those of most independent origins first, then of most reports, then by time.

    Args:
        told: the claims.
    """
    found: dict[Key, list[Said]] = {}
    for one in told:
        found.setdefault((one.lower, one.upper, one.actor, None if one.actor else one.said), []).append(one)
    return tuple(sorted((_value(same) for same in found.values()), key=_standing))


def _value(same: Sequence[Said]) -> Value:
    claims = sorted({one.claim: None for one in same}, key=_first)
    giving = [claim for claim in claims if not claim.denies]
    return Value(
        lower=same[0].lower,
        upper=same[0].upper,
        said=min((one.said for one in same if one.said is not None), key=lambda said: (len(said), said), default=None),
        actor=same[0].actor,
        claims=tuple(claims),
        articles=len({claim.words.article for claim in giving}),
        origins=len({claim.origin for claim in giving}),
    )


def _first(claim: Claim) -> tuple[bool, str, str, int]:
    return claim.as_of is None, claim.as_of or "", claim.words.article, claim.words.start


def _standing(value: Value) -> tuple[object, ...]:
    return (
        -value.origins,
        -value.articles,
        _first(value.claims[0]),
        str(value.lower),
        str(value.upper),
        value.said or "",
    )


def apart(one: Ends, other: Ends) -> bool:
    """Whether no value can be within both bounds."""
    return _below(one[1], other[0]) or _below(other[1], one[0])


def below(one: Ends, other: Ends) -> bool:
    """Whether all of one lies below the other."""
    return _below(one[1], other[0])


def _below(upper: float | str | None, lower: float | str | None) -> bool:
    if isinstance(upper, str) and isinstance(lower, str):
        return upper < lower
    return isinstance(upper, (int, float)) and isinstance(lower, (int, float)) and upper < lower


def held(bounds: Sequence[Ends]) -> Ends:
    """What some bounds leave possible: what lies in all of them, or, where nothing does, between the least and most.

    Args:
        bounds: at least one.
    """
    lowers = [one[0] for one in bounds if one[0] is not None]
    uppers = [one[1] for one in bounds if one[1] is not None]
    lower, upper = max(lowers, default=None, key=_number), min(uppers, default=None, key=_number)
    if not _below(upper, lower):
        return lower, upper
    least = None if len(lowers) < len(bounds) else min(lowers, key=_number)
    most = None if len(uppers) < len(bounds) else max(uppers, key=_number)
    return least, most


def _number(end: float | str | None) -> tuple[float, str]:
    return (0.0, end) if isinstance(end, str) else (float(end or 0), "")
