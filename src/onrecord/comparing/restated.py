"""Statements of one speaker in several reports that are the same but for a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from onrecord.comparing.claims import Reports, Said
from onrecord.comparing.findings import Attribute, Finding, Standing
from onrecord.comparing.merging import apart, values
from onrecord.comparing.words import is_number, words
from onrecord.record import Quantity, Record, Statement

_ALIKE: Final = 75.0
"""Least similarity, of 100, for two statements to be one saying (RapidFuzz token-set ratio, without numbers)."""
_FEWEST: Final = 3
"""Fewest distinct words that they must share."""
_COUNTED: Final = frozenset({"count", "money", "percent", "share", "measure"})

_Kept = tuple[Record, Statement]


def restated(reports: Reports) -> Iterator[Finding]:
    """What one speaker is said to have said in other numbers.

    Args:
        reports: the reports.
    """
    spoken: dict[str, list[_Kept]] = {}
    for record in reports.records:
        for statement in record.statements:
            if statement.voice and not statement.voice[-1].anonymous and statement.commitment != "denied":
                spoken.setdefault(reports.speaker(record, statement.voice), []).append((record, statement))
    for speaker in sorted(spoken):
        yield from _differing(reports, speaker, spoken[speaker])


def _differing(reports: Reports, speaker: str, said: Sequence[_Kept]) -> Iterator[Finding]:
    """The findings on one speaker, each number once."""
    told: dict[tuple[str | None, str | None], dict[Said, None]] = {}
    for one, other in combinations(said, 2):
        if one[0] is other[0] or not _alike(one[1], other[1]):
            continue
        ours, theirs = _numbers(*one), _numbers(*other)
        for mine in ours:
            same = [number for number in theirs if _same_thing(mine, number)]
            alone = sum(_same_thing(mine, number) for number in ours) == 1 == len(same)
            if alone and apart((mine.lower, mine.upper), (same[0].lower, same[0].upper)):
                here = told.setdefault((mine.unit, mine.of), {})
                here[_claim(reports, speaker, one, mine)] = None
                here[_claim(reports, speaker, other, same[0])] = None
    for (_, of), claims in told.items():
        yield Finding(attribute=Attribute.ACCOUNT, of=of, standing=Standing.DISPUTE, values=values(list(claims)))


def _claim(reports: Reports, speaker: str, kept: _Kept, number: Quantity) -> Said:
    record, statement = kept
    return Said(
        claim=reports.claim(record, number, statement.voice),
        speaker=speaker,
        lower=number.lower,
        upper=number.upper,
        said=number.words,
    )


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements are worded alike, numbers aside."""
    left, right = (
        {word for content in statement.content for word in words(content.words).folded if not is_number(word)}
        for statement in (one, other)
    )
    if len(left & right) < _FEWEST:
        return False
    return fuzz.token_sort_ratio(" ".join(sorted(left)), " ".join(sorted(right))) >= _ALIKE


def _numbers(record: Record, statement: Statement) -> list[Quantity]:
    """The numbers inside a statement; those harmed are counted elsewhere."""
    harmed = {(toll.start, toll.end) for toll in record.tolls}
    return [
        number
        for number in record.quantities
        if number.kind in _COUNTED
        and (number.start, number.end) not in harmed
        and any(content.start <= number.start and number.end <= content.end for content in statement.content)
    ]


def _same_thing(one: Quantity, other: Quantity) -> bool:
    return (one.kind, one.unit, (one.of or "").lower()) == (other.kind, other.unit, (other.of or "").lower())
