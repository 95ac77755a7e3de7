"""What the reports of a story come to for a count: the bounds they leave, and the best-supported value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.comparing.findings import Attribute, Finding, Standing, Value
from onrecord.comparing.merging import Ends, apart, below

_STANDINGS: Final = (Standing.TOLL, Standing.AGREEMENT, Standing.SINGLE, Standing.DISPUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A count over all reports.

    Attributes:
        lower: the least that can hold of what is given and not superseded; None without a bound.
        upper: the most.
        best: the value with most independent origins of those, then with most reports, then the latest.
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
    return Merged(lower=lower, upper=upper, best=(left or found.values)[0], finding=found)


def _within(value: Value, bounds: Ends) -> bool:
    """Whether all that a value leaves possible lies within some bounds."""
    return not below((value.lower, value.lower), bounds) and not (
        bounds[1] is not None and (value.upper is None or below(bounds, (value.upper, value.upper)))
    )


def _articles(finding: Finding) -> int:
    return len({claim.words.article for value in finding.values for claim in value.claims if not claim.denies})
