"""What the reports of a story come to for a count: the bounds they leave, and the best-supported value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.comparing.findings import Attribute, Finding, Standing, Value
from onrecord.comparing.merging import Ends, apart, below
from onrecord.comparing.words import is_number, words

_SUMMED: Final = 0.4
"""What an origin counts that sums up people told of one by one."""
_STANDINGS: Final = (Standing.TOLL, Standing.AGREEMENT, Standing.SINGLE, Standing.DISPUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A count over all reports.

    Attributes:
        lower: the least that can hold of what is given and not superseded; None without a bound.
        upper: the most.
        best: the value with most independent origins of those, sums of people told of one by one counting less; then
            the one first in the finding.
        finding: what it comes from.
    """

    lower: float | None
    upper: float | None
    best: Value
    finding: Finding


def merged(findings: Sequence[Finding], attribute: Attribute) -> Merged | None:
    """A count of the happening that most reports give it of; None where none does.

    Args:
        findings: what reports say.
        attribute: the count.
    """
    mine = [one for one in findings if one.attribute is attribute]
    if not mine:
        return None
    found = max(mine, key=lambda one: (_articles(one), one.of is None, -_STANDINGS.index(one.standing)))
    same = [one for one in mine if (one.happening, one.of) == (found.happening, found.of)]
    found = min(same, key=lambda one: _STANDINGS.index(one.standing))
    bounds = (found.lower, found.upper)
    left = [value for value in found.values if _within(value, bounds)] or [
        value for value in found.values if not apart((value.lower, value.upper), bounds)
    ]
    lower, upper = (None if end is None else float(end) for end in bounds)
    best = max(left or found.values, key=_support)  # of equals the first, as they are ordered
    return Merged(lower=lower, upper=upper, best=best, finding=found)


def _support(value: Value) -> float:
    """How well a value is supported: by its independent origins, where it is told as a number.

    People told of one by one may be told of twice, so that a sum of them counts for less.
    """
    origins: dict[str, float] = {}
    for claim in value.claims:
        if not claim.denies:
            single = isinstance(value.lower, (int, float)) and value.lower <= 1
            told = single or any(is_number(word) for word in words(claim.words.words).folded)
            origins[claim.origin] = max(origins.get(claim.origin, 0.0), 1.0 if told else _SUMMED)
    return sum(origins.values())


def _within(value: Value, bounds: Ends) -> bool:
    """Whether all that a value leaves possible lies within some bounds."""
    return not below((value.lower, value.lower), bounds) and not (
        bounds[1] is not None and (value.upper is None or below(bounds, (value.upper, value.upper)))
    )


def _articles(finding: Finding) -> int:
    return len({claim.words.article for value in finding.values for claim in value.claims if not claim.denies})
