"""Counts of one happening in several reports: agreements, tolls that rise, and disputes.

A higher number said later is a toll; another number for the same time is a dispute. What a report tells of as said
before ("had put the dead at one", "the wire reported on Tuesday that three…") is said for then. A lower number by
somebody else after a higher one is a dispute, and by the same speaker a correction, which stands for what the speaker
said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Final

from onrecord.comparing.claims import Said, instant
from onrecord.comparing.findings import Attribute, Finding, Standing, Value
from onrecord.comparing.merging import apart, below, held, values
from onrecord.record import Record

_SAME_TIME: Final = timedelta(hours=6)
"""Times nearer than this, on one day, are one time: two numbers for it are no rise."""
_SHARE: Final = 0.5
"""Share of the origins of the best-supported value that another needs to widen the bounds."""
_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count is of: the happening, the attribute, and who is counted where only some are."""

    happening: str | None
    attribute: Attribute
    of: str | None


def counts(of: Counted, told: Sequence[Said], reports: Sequence[Record]) -> Iterator[Finding]:
    """What several claims of one count come to: a dispute, a toll, both, or else that they agree.

    Args:
        of: what is counted.
        told: the claims, at least one.
        reports: the records of the reports that tell of the happening.
    """
    giving = [one for one in told if not one.claim.denies]
    if not giving:
        return
    rival = _rivals(giving)
    rising = _rising(giving)
    firm = [one for one in giving if not _superseded(one, giving)]
    giving_articles = {one.claim.words.article for one in told}
    silent = tuple(record.article.id for record in reports if record.article.id not in giving_articles)
    if rival:
        yield _finding(of, Standing.DISPUTE, rival, _standing(rival), silent)
    if rising:
        left = [one for one in rising if one in firm] or rising
        yield _finding(of, Standing.TOLL, rising, _standing(left), silent)
    if not rival and not rising:
        several = len({one.claim.origin for one in giving}) > 1
        yield _finding(of, Standing.AGREEMENT if several else Standing.SINGLE, told, _standing(firm), silent)


def _finding(
    of: Counted, standing: Standing, told: Sequence[Said], left: Sequence[Value], silent: tuple[str, ...]
) -> Finding:
    lower, upper = held([(value.lower, value.upper) for value in left])
    return Finding(
        happening=of.happening,
        attribute=of.attribute,
        of=of.of,
        standing=standing,
        values=values(told),
        lower=lower,
        upper=upper,
        silent=silent,
    )


def _rivals(told: Sequence[Said]) -> list[Said]:
    """The claims that contradict each other for one time, with those that agree with one side of it then."""
    pairs = [
        (one, other)
        for one, other in combinations(told, 2)
        if apart(_ends(one), _ends(other)) and not _rises(one, other) and not _rises(other, one)
    ]
    rival = [one for pair in pairs for one in pair]
    if not rival:
        return []
    days = sorted(when for one in rival if (when := one.claim.as_of) is not None)
    first, last = (days[0][:_DAY], days[-1][:_DAY]) if days else ("", "")
    return [
        one for one in told if one in rival or (one.claim.as_of is not None and first <= one.claim.as_of[:_DAY] <= last)
    ]


def _rises(earlier: Said, later: Said) -> bool:
    """Whether a claim is what has become of the number of another, told before; or the same speaker's other number."""
    if earlier.speaker == later.speaker and earlier.claim.words.article != later.claim.words.article:
        return _precedes(earlier, later)
    if not _grows(earlier, later):
        return False
    return _precedes(earlier, later) and (later.risen or _long_before(earlier, later))


def _grows(earlier: Said, later: Said) -> bool:
    """Whether one number is higher than another; "at least four" grows to nine, though nine may be meant by it."""
    lower, upper = _ends(earlier)
    return below((lower, lower if upper is None else upper), _ends(later))


def _precedes(earlier: Said, later: Said) -> bool:
    """Whether one is said for no later time than the other; what is said for no known time is for one before."""
    before, after = earlier.claim.as_of, later.claim.as_of
    if after is None:
        return before is None
    if before is None or before[:_DAY] != after[:_DAY]:
        return before is None or before[:_DAY] < after[:_DAY]
    one, other = instant(before), instant(after)
    return len(before) <= _DAY or len(after) <= _DAY or (one is not None and other is not None and one <= other)


def _long_before(earlier: Said, later: Said) -> bool:
    """Whether enough time lies between two claims for a number to have gone up."""
    before, after = earlier.claim.as_of, later.claim.as_of
    if before is None or after is None:
        return before is None and after is not None
    if before[:_DAY] != after[:_DAY]:
        return True
    if len(before) <= _DAY or len(after) <= _DAY:
        return False
    one, other = instant(before), instant(after)
    return one is not None and other is not None and other - one >= _SAME_TIME


def _superseded(one: Said, told: Sequence[Said]) -> bool:
    """Whether a later number stands for a claim's: told as one, and not by far fewer than tell the claim's."""
    return any(
        apart(_ends(one), _ends(other))
        and _rises(one, other)
        and not _rises(other, one)
        and (other.risen or other.speaker == one.speaker or _is_firm(one, other, told))
        for other in told
        if other is not one
    )


def _is_firm(one: Said, other: Said, told: Sequence[Said]) -> bool:
    """Whether a later number is told as a number, by more than half as many independent reports as an earlier one."""
    return other.numbered and _origins(other, told) > _origins(one, told) * _SHARE


def _origins(one: Said, told: Sequence[Said]) -> int:
    return len({other.claim.origin for other in told if _ends(other) == _ends(one)})


def _rising(told: Sequence[Said]) -> list[Said]:
    """The claims of a number that goes up, without those that lie below what was told by then.

    A step is sure where one speaker takes it; of two speakers neither may be behind what was told by then.
    """
    behind = {one for one in told if _undercut(one, told)}
    steps = [
        (one, other)
        for one in told
        for other in told
        if _grows(one, other) and _rises(one, other) and (one.speaker == other.speaker or not behind & {one, other})
    ]
    known = {_ends(one) for step in steps for one in step}
    taken = {one for step in steps for one in step}
    return [one for one in told if one in taken or (_ends(one) in known and one not in behind)]


def _undercut(one: Said, told: Sequence[Said]) -> bool:
    """Whether a higher number is told for the same time or an earlier one."""
    return any(below(_ends(one), _ends(other)) and _precedes(other, one) and not _rises(one, other) for other in told)


def _standing(told: Sequence[Said]) -> tuple[Value, ...]:
    """The values that are well enough supported to bound what is told."""
    found = values(told)
    most = max((value.origins for value in found), default=0)
    return tuple(value for value in found if value.origins >= most * _SHARE)


def _ends(one: Said) -> tuple[float | str | None, float | str | None]:
    return one.lower, one.upper
