"""Inputs by mutation: the same seed and number give the same input on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from benchmarks.fuzzing.material import STRANGE

_STRANGE: Final = tuple(each.encode("utf-8", "surrogatepass") for each in STRANGE)
_BETWEEN: Final = (b" ", b" ", b" ", b"", b"\n", b", ", b". ", b"-")
_ENCODINGS: Final = ("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig")
_MOST_REPEATS: Final = 300


class Mutator:
    """Makes inputs of one format.

    Args:
        seeds: examples of the format; at least one.
        words: its words.
        longest: bytes of an input.
    """

    def __init__(self, seeds: Sequence[bytes], words: Sequence[bytes], longest: int) -> None:
        self._seeds = list(seeds)
        self._words = list(words)
        self._longest = longest
        self._ways = (
            *(self._insert, self._insert, self._insert, self._replace, self._replace, self._delete, self._repeat),
            *(self._move, self._splice, self._flip, self._truncate, self._lines, self._recode, self._case),
        )

    def made(self, draw: random.Random) -> bytes:
        """An input: a spoiled example, or words in any order."""
        if draw.random() < 0.25:
            data = self._sentence(draw, draw.randrange(1, 60))
        else:
            data = self._cut(draw, draw.choice(self._seeds))
        for _ in range(draw.choice((0, 1, 1, 2, 2, 3, 5, 8))):
            data = self.mutated(data, draw)
        return data[: self._longest]

    def mutated(self, data: bytes, draw: random.Random) -> bytes:
        """An input changed in one way."""
        return draw.choice(self._ways)(data, draw)[: self._longest]

    def _cut(self, draw: random.Random, seed: bytes) -> bytes:
        """An example, or a stretch of one that is long."""
        if len(seed) <= self._longest:
            return seed
        start = draw.randrange(len(seed) - self._longest)
        return seed[start : start + self._longest]

    def _sentence(self, draw: random.Random, count: int) -> bytes:
        made = []
        for _ in range(count):
            made.append(draw.choice(self._words if draw.random() < 0.8 else _STRANGE))
            made.append(draw.choice(_BETWEEN))
        return b"".join(made)

    def _word(self, draw: random.Random) -> bytes:
        return draw.choice(self._words if draw.random() < 0.6 else _STRANGE)

    def _insert(self, data: bytes, draw: random.Random) -> bytes:
        at = draw.randrange(len(data) + 1)
        return data[:at] + self._word(draw) + data[at:]

    def _replace(self, data: bytes, draw: random.Random) -> bytes:
        start, end = self._stretch(data, draw, 20)
        return data[:start] + self._word(draw) + data[end:]

    def _delete(self, data: bytes, draw: random.Random) -> bytes:
        start, end = self._stretch(data, draw, 200)
        return data[:start] + data[end:]

    def _repeat(self, data: bytes, draw: random.Random) -> bytes:
        start, end = self._stretch(data, draw, 20)
        piece = data[start:end] if draw.random() < 0.5 else self._word(draw)
        return data[:start] + piece * draw.randrange(2, _MOST_REPEATS) + data[end:]

    def _move(self, data: bytes, draw: random.Random) -> bytes:
        start, end = self._stretch(data, draw, 200)
        rest = data[:start] + data[end:]
        at = draw.randrange(len(rest) + 1)
        return rest[:at] + data[start:end] + rest[at:]

    def _splice(self, data: bytes, draw: random.Random) -> bytes:
        other = draw.choice(self._seeds)
        return data[: draw.randrange(len(data) + 1)] + other[draw.randrange(len(other) + 1) :]

    def _flip(self, data: bytes, draw: random.Random) -> bytes:
        made = bytearray(data or b"x")
        for _ in range(draw.randrange(1, 6)):
            made[draw.randrange(len(made))] = draw.randrange(256)
        return bytes(made)

    def _truncate(self, data: bytes, draw: random.Random) -> bytes:
        return data[: draw.randrange(len(data) + 1)]

    def _lines(self, data: bytes, draw: random.Random) -> bytes:
        end = draw.choice((b"\r", b"\r\n", b"\n\n", b"", b"\xe2\x80\xa8"))
        return data.replace(b"\n", end)

    def _recode(self, data: bytes, draw: random.Random) -> bytes:
        return data.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")

    def _case(self, data: bytes, draw: random.Random) -> bytes:
        start, end = self._stretch(data, draw, 400)
        piece = data[start:end]
        return data[:start] + (piece.upper() if draw.random() < 0.7 else piece.swapcase()) + data[end:]

    def _stretch(self, data: bytes, draw: random.Random, longest: int) -> tuple[int, int]:
        start = draw.randrange(len(data) + 1)
        return start, min(len(data), start + draw.randrange(longest))
