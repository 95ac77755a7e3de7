"""The words of a text for comparing: folded, each with its offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import Span

_WORD = re.compile(r"\d[\d.,]*\d|\w+(?:['’]\w+)*")
_FLAT = str.maketrans({"’": "'", "\u00ad": None, "\u200b": None})

_NUMBER_WORDS = frozenset(
    "zero no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions billion billions dozen dozens score scores half several few couple".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text.

    Attributes:
        folded: what each word folds to.
        starts: the offset of its first character.
        ends: the offset just past its last.
        sentences: which words open a sentence, in order; the first always does.
    """

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
        sentences: its sentences, where known; without them it is one.
    """
    found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    starts = tuple(start for _, start, _ in found)
    return Words(
        tuple(fold(word) for word, _, _ in found),
        starts,
        tuple(end for _, _, end in found),
        tuple(sorted({0, *(bisect_left(starts, sentence.start) for sentence in sentences)})),
    )


def fold(word: str) -> str:
    """A word without case or accents."""
    flat = unicodedata.normalize("NFKD", word.translate(_FLAT).casefold())
    return "".join(character for character in flat if not unicodedata.combining(character))


def is_number(word: str) -> bool:
    """Whether a folded word tells a number: in digits, or a word for one."""
    return word[:1].isdigit() or word in _NUMBER_WORDS or word.removesuffix("th") in _NUMBER_WORDS
