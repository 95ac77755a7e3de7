"""Word pieces: what the encoder sees of a text, each piece tied to its characters.

The starting encoder is uncased, and a name in a news report is told by its capital more often than by
anything else; so each piece carries, beside its vocabulary id, a small *trait* number: how its word is
written, whether a space stands before it, whether it stands inside quotation marks, whether it opens a
paragraph. The encoder adds an embedding of the trait where BERT adds one for the sentence number.
Training and reading both come through here, so the two can never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

CLS = 101
SEP = 102
PAD = 0
_REMEMBERED = 4096
"""How many words are kept in mind with how they are written; the frequent ones come again and again."""


class Case(IntEnum):
    """How a word is written; the first digit of a trait."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    DIGIT = 4
    SYMBOL = 5


SPACED = len(Case)
QUOTED = 2 * SPACED
OPENS_PARAGRAPH = 2 * QUOTED
TRAITS = 2 * OPENS_PARAGRAPH
"""Number of distinct traits: six ways of writing, times three yes-or-no traits."""

_OPENING = "“«„"
_CLOSING = "”»"
_STRAIGHT = '"'
_CONTRACTED = re.compile(
    r"\b(?:can(not)|(?:gon|wan)(na)|got(ta)|(?:do|does|did|is|was|are|were|has|have|had|would|could|should)(nt))\b",
    re.IGNORECASE,
)
"""Two words of syntax written as one without an apostrophe."""
_QUOTE = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, in order; every array has one entry a piece.

    Attributes:
        ids: vocabulary ids, without sentinels.
        traits: trait numbers, 0 up to `TRAITS`.
        starts: code-point offset of each piece's first character.
        ends: code-point offset just past its last.
        heads: whether the piece opens a word (is not a `##` continuation).
    """

    ids: NDArray[np.int64]
    traits: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    heads: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer() -> Tokenizer:
    """The shipped WordPiece tokenizer, without truncation, padding or sentinels."""
    from tokenizers import Tokenizer

    with as_file(files("onrecord") / "models" / "tokenizer.json") as path:
        loaded = Tokenizer.from_file(str(path))
    loaded.encode_special_tokens = True  # "[SEP]" in an article is five characters, not a sentinel
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def quoted_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of `text[start:end]` that stand inside double quotation marks.

    A mark left open runs to the end of the stretch, as in a quotation carried over several paragraphs.
    A closing mark with none open closes what came before it, from the start of the stretch.
    """
    opened: int | None = None
    seen = False
    for mark in _QUOTE.finditer(text, start, end):
        sign = mark.group()
        if sign in _OPENING or (sign == _STRAIGHT and opened is None):
            if opened is None:
                opened = mark.end()
        elif opened is not None:
            yield opened, mark.start()
            opened = None
        elif not seen and sign in _CLOSING:
            yield start, mark.start()
        seen = True
    if opened is not None and opened < end:
        yield opened, end


@lru_cache(maxsize=_REMEMBERED)
def _case(word: str) -> Case:
    letters = [character for character in word if character.isalpha()]
    if any(character.isdigit() for character in word):
        return Case.DIGIT
    if not letters:
        return Case.SYMBOL
    if not any(character.isupper() for character in letters):
        return Case.LOWER
    if letters[0].isupper() and not any(character.isupper() for character in letters[1:]):
        return Case.TITLE
    if all(character.isupper() for character in letters):
        return Case.UPPER
    return Case.MIXED


def cut(text: str, paragraphs: Sequence[tuple[int, int]], breaks: Iterable[int] = ()) -> Pieces:
    """Cut a text into word pieces, paragraph by paragraph.

    Args:
        text: the canonical text.
        paragraphs: half-open code-point spans; what lies between them is not read.
        breaks: code-point offsets at which a word must open, beside those known for contractions.

    Returns:
        Pieces with offsets into `text`.
    """
    stretches = list(_stretches(text, paragraphs, breaks))
    encodings = iter(
        tokenizer().encode_batch(
            [text[start:end] for paragraph in stretches for start, end in paragraph], add_special_tokens=False
        )
    )
    ids: list[int] = []
    traits: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    heads: list[bool] = []
    for paragraph, parts in zip(paragraphs, stretches, strict=True):
        first = len(ids)
        for origin, _ in parts:
            encoding = next(encodings)
            opening = len(ids)
            for identity, (start, end), token in zip(encoding.ids, encoding.offsets, encoding.tokens, strict=True):
                if end <= start:
                    continue
                ids.append(identity)
                starts.append(origin + start)
                ends.append(origin + end)
                heads.append(not token.startswith("##") or len(ids) == opening + 1)
        traits.extend(_traits(text, paragraph, starts[first:], ends[first:], heads[first:]))
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        traits=np.array(traits, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        heads=np.array(heads, dtype=np.bool_),
    )


def _stretches(
    text: str, paragraphs: Sequence[tuple[int, int]], breaks: Iterable[int]
) -> Iterator[list[tuple[int, int]]]:
    """Each paragraph in the stretches that are cut by themselves: parted at the breaks."""
    wanted = sorted(breaks)
    for start, end in paragraphs:
        inside = {at for at in wanted if start < at < end}
        inside.update(found.start(found.lastindex or 0) for found in _CONTRACTED.finditer(text, start, end))
        places = [start, *sorted(inside), end]
        yield list(pairwise(places))


def _traits(
    text: str, paragraph: tuple[int, int], starts: Sequence[int], ends: Sequence[int], heads: Sequence[bool]
) -> list[int]:
    """Trait numbers for the pieces of one paragraph."""
    quotes = list(quoted_spans(text, *paragraph))
    openings = [index for index, head in enumerate(heads) if head]
    traits: list[int] = []
    quote = 0
    for opening, following in zip(openings, [*openings, len(starts)][1:], strict=False):
        start = starts[opening]
        while quote < len(quotes) and quotes[quote][1] <= start:
            quote += 1
        trait = int(_case(text[start : ends[following - 1]]))
        if start == paragraph[0] or text[start - 1].isspace():
            trait += SPACED
        if quote < len(quotes) and quotes[quote][0] <= start:
            trait += QUOTED
        if opening == 0:
            trait += OPENS_PARAGRAPH
        traits.extend([trait] * (following - opening))
    return traits
