"""All targets by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from benchmarks.fuzzing import article_targets, desk_targets, record_targets
from benchmarks.fuzzing.reading_targets import READ
from benchmarks.fuzzing.target import Target

PARSERS: Final = (*article_targets.TARGETS, *record_targets.TARGETS, *desk_targets.TARGETS)
TARGETS: Final[Mapping[str, Target]] = {each.name: each for each in (*PARSERS, READ)}


def shared_out(inputs: int) -> dict[str, int]:
    """How many of so many inputs each parser gets, by their shares; cheap ones get more."""
    whole = sum(each.share for each in PARSERS)
    counts = {each.name: int(inputs * each.share / whole) for each in PARSERS}
    counts[PARSERS[0].name] += inputs - sum(counts.values())
    return counts
