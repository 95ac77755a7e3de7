"""The words of a text for comparing: folded, each with its offsets, and which of them open a sentence."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.record import Span

_JOINED: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
"""Marks on letters, and characters that cannot be seen: a word goes on over them."""
_LETTER: Final = rf"(?:[^\W_]|[{_JOINED}])"
_WORD: Final = re.compile(rf"\d[\d.,]*\d|[^\W_]{_LETTER}*(?:['’][^\W_]{_LETTER}*)*")
_FLAT: Final = str.maketrans({"’": "'"})
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})

_END: Final = re.compile(
    r"(?:[.!?…]+[\"”’»')\]]*(?=[^\S\n]+(?P<next>[\"“‘«'(\[]*\S))|[\u3002\uff01\uff1f\u061f\u06d4]+)|[^\S\n]*\n\s*"
)
_SHORT_FORM: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|sen|sens|rep|reps|gov|gen|col|lt|sgt|capt|st|jr|sr|rev|hon|no|vs|etc|inc|corp|co|ltd|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)|\b[^\W\d]|\b(?:[^\W\d]\.)+[^\W\d])\.$",
    re.IGNORECASE,
)
_LONGEST_SHORT_FORM: Final = 12

_NUMBER_WORDS: Final = frozenset(
    "zero no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions billion billions dozen dozens score scores half several few couple".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text.

    Attributes:
        written: each word as the text has it.
        folded: what each word folds to.
        starts: the offset of its first character.
        ends: the offset just past its last.
        sentences: which words open a sentence, in order; the first always does.
    """

    written: tuple[str, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)


def words(text: str, sentences: Sequence[Span] = ()) -> Words:
    """Cut a text into words; case, accents and kinds of apostrophe do not tell two apart.

    Args:
        text: the text.
        sentences: its sentences, where known; without them they are told by full stops and line breaks.
    """
    found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    starts = tuple(start for _, start, _ in found)
    opened = [sentence.start for sentence in sentences] if sentences else _openings(text)
    opening = {0, *(bisect_left(starts, start) for start in opened)}
    return Words(
        tuple(word for word, _, _ in found),
        tuple(fold(word) for word, _, _ in found),
        starts,
        tuple(end for _, _, end in found),
        tuple(sorted(at for at in opening if at == 0 or at < len(starts))),
    )


def _openings(text: str) -> Iterator[int]:
    """Where sentences start, by their marks: not after "Mr.", initials, or before a small letter."""
    for match in _END.finditer(text):
        following = match["next"]
        if following is not None:
            before = text[max(0, match.start() - _LONGEST_SHORT_FORM) : match.start() + 1]
            if following[-1].islower() or (match.group() == "." and _SHORT_FORM.search(before)):
                continue
        yield match.end()


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case, accents or characters that cannot be seen."""
    flat = unicodedata.normalize("NFKD", word.translate(_FLAT).casefold())
    return "".join(each for each in flat if unicodedata.category(each) not in _UNSEEN)


def is_number(word: str) -> bool:
    """Whether a folded word tells a number: in digits, or a word for one."""
    return word[:1].isdigit() or word in _NUMBER_WORDS or word.removesuffix("th") in _NUMBER_WORDS
