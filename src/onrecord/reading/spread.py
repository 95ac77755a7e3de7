"""Names that were seen somewhere, found again where they were missed: a name is a name all through a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.reading.names import FoundName

_WORDY = re.compile(r"\w")
_SHORT = 3
"""Names of fewer letters are not looked for; they may be too many things."""


@dataclass(slots=True)
class _Form:
    names: list[FoundName] = field(default_factory=list)

    @property
    def best(self) -> FoundName:
        return max(self.names, key=lambda name: (name.score, -name.start))


def spread(text: str, names: Sequence[FoundName]) -> list[FoundName]:
    """Names with those of the same letters that were missed, in order; each of these as sure as the surest alike.

    Words that are mostly no name ("May", "Will") are left alone: those missed more often than found, and those
    that stand there in small letters too.

    Args:
        text: the text.
        names: the names found in it, in order, not overlapping.
    """
    forms: dict[str, _Form] = {}
    for name in names:
        forms.setdefault(text[name.start : name.end], _Form()).names.append(name)
    taken = [(name.start, name.end) for name in names]
    found = list(names)
    for form, seen in sorted(forms.items(), key=lambda each: (-len(each[0]), each[0])):
        if len(form) < _SHORT or not form[0].isupper():
            continue
        missed = [span for span in _places(text, form) if _is_free(taken, span)]
        if not missed or len(missed) > len(seen.names) or re.search(rf"\b{re.escape(form.lower())}\b", text):
            continue
        best = seen.best
        found.extend(FoundName(start, end, best.type, best.score) for start, end in missed)
        taken = sorted((*taken, *missed))
    return sorted(found, key=lambda name: name.start)


def _places(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a text has some letters as words of their own, not as a part of a longer word or of an address."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (_WORDY.match(before) or _WORDY.match(after) or before in {"@", "#", "-", "."} or after == "-"):
            yield start, end
        start = text.find(form, end)


def _is_free(taken: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    after = bisect_left(taken, (span[1], 0))
    return after == 0 or taken[after - 1][1] <= span[0]
