"""A text cut into the small pieces that dates and numbers are written with.

Finer than the words of syntax: "third-quarter" is three tokens and "10am" two, while "10:35", "1,00,000",
"1988-07-03", "20th", "1980s" and "a.m." are one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w) # 1988-07-03T10:35Z
  | \d{1,4}/\d{1,2}/\d{1,4}(?![\w/])                 # 07/03/1988
  | \d{1,2}:\d\d(?::\d\d)?(?!\d)                     # 10:35
  | \d{4}s(?!\w) | ['’‘`]?\d\d['’]?s(?!\w)            # 1980s, '80s
  | ['’‘`]\d\d(?![\w'])                              # '98
  | \d+(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w)             # 20th
  | \d+(?:[.,]\d+)*                                  # 17,000
  | ['’](?:s|S)(?![^\W_])                            # the 's of "year's"
  | (?<![^\W_])[AaPp]\.\s?[Mm](?:\.|(?![^\W_]))      # a.m.
  | [^\W\d_]+(?:['’](?![sS](?![^\W_]))[^\W\d_]+)*    # a word, n't and all
  | \S
    """,
    re.VERBOSE,
)
_REMEMBERED: Final = 512
_LIKE: Final = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a stretch of text.

    Attributes:
        text: the whole text.
        starts: the offset of each token in it.
        ends: the offset past each.
        words: what each is, apostrophes and hyphens written one way.
        lower: the same in lower case.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    lower: Sequence[str] = field(repr=False)

    def __len__(self) -> int:
        return len(self.words)

    def joined(self, place: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < place < len(self.starts) and self.ends[place - 1] == self.starts[place]


@lru_cache(maxsize=_REMEMBERED)
def tokens(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of `text[start:end]`, with offsets into the whole text.

    Times, quantities and labels each ask for those of every paragraph, so they are kept in mind for a while.
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        starts.append(found.start())
        ends.append(found.end())
        words.append(found[0])
    plain = [word.translate(_LIKE) if not word.isascii() else word for word in words]
    return Tokens(text, starts, ends, plain, [word.lower() for word in plain])


def sentence_ends(found: Tokens) -> Iterator[int]:
    """Where sentences end, as far as tokens can tell: the places just past full stops that end one, and the end.

    A stop after a single letter or a short capitalised word ("J.", "Aug.", "U.S.") ends nothing unless a quotation
    opens or closes there; what follows must not begin in lower case.
    """
    words = found.words
    for place, word in enumerate(words):
        if word not in {".", "?", "!"} or place + 1 >= len(words):
            continue
        after = words[place + 1]
        before = words[place - 1] if place else ""
        if (
            word == "."
            and (len(before) == 1 or (before[:1].isupper() and len(before) <= _SHORT))
            and after not in _MARKS
        ):
            continue
        if not after[:1].islower() and not found.joined(place + 1):
            yield place + 1
        elif after in _MARKS:
            yield place + 2
        elif after[:1].isupper() and len(before) > _SHORT:
            yield place + 1
    yield len(words)


_SHORT: Final = 4
_MARKS: Final = frozenset("\"”'»’")
