"""The tokens every score is counted in (`docs/metrics.md`)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]", re.UNICODE)


class Tokens:
    """The tokens of one document: runs of letters and digits, clitics joined, and single marks."""

    def __init__(self, text: str) -> None:
        """Cut `text`."""
        found = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]
        self.marks = frozenset(
            index for index, (_, _, token) in enumerate(found) if all(is_mark(character) for character in token)
        )

    def within(self, spans: Iterable[Span]) -> frozenset[int]:
        """The tokens that share a character with any of the spans."""
        inside: set[int] = set()
        for start, end in spans:
            index = bisect_left(self.ends, start + 1)
            while index < len(self.starts) and self.starts[index] < end:
                inside.add(index)
                index += 1
        return frozenset(inside)


def is_mark(character: str) -> bool:
    """Whether a character is punctuation or a symbol."""
    return unicodedata.category(character)[0] in "PS"
