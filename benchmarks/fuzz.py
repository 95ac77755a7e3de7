"""`python -m benchmarks fuzz`: times and quantities on text that nobody would write, for as long as asked.

Texts are words of the rules in any order, pieces of the example reports, and characters of every kind, cut and joined
at random. What is found must lie in the text, in order, with bounds that are not the wrong way round.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from onrecord.reading.quantities import as_quantity, find_quantities
from onrecord.reading.times import as_time, find_times
from onrecord.record import Anchor

_PUBLISHED = (
    None,
    "2023-07-14",
    "0001-01-01",
    "9999-12-31",
    "2024-02-29T23:59:59+14:00",
    "2023",
    "2023-07",
    "nonsense",
)
_STRANGE = "“”‘’«»–—…½¼%$£€₹°\u0301\u200f\u200b\ufeff\x00\x1f\ud7ff\U0001f525ßﬁİı٣１\r\n\t'`\"()[]{}/\\|.,:;-+~#"


def run(minutes: float, seed: int, folder: Path | None) -> int:
    """Fuzz, and say how many texts were read.

    Raises:
        AssertionError: something was found where it cannot be; the text is told.
    """
    chance = random.Random(seed)
    words = _words()
    pieces = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))] if folder else []
    began, read, last = time.monotonic(), 0, time.monotonic()
    while time.monotonic() - began < 60 * minutes:
        text = _text(chance, words, pieces)
        cut = chance.randrange(len(text) + 1)
        stretches = [(start, end) for start, end in ((0, cut), (cut, len(text))) if start < end]
        _check(text, stretches, chance.choice(_PUBLISHED))
        read += 1
        if time.monotonic() - last > 30:
            last = time.monotonic()
            print(f"{read:,} texts read, none broke it", flush=True)
    print(f"{read:,} texts read in {minutes:g} minutes, none broke it (seed {seed})")
    return read


def _words() -> list[str]:
    """The words of the rules, and some figures."""
    data = files("onrecord") / "reading" / "data"
    found = {
        word
        for name in ("times.txt", "quantities.txt", "numbers.txt")
        for word in (data / name).read_text("utf-8").split()
    }
    return sorted(found) + [
        str(number) for number in (0, 1, 7, 12, 20, 31, 99, 100, 1899, 1988, 2023, 9999, 10**17, 10**40)
    ]


def _text(chance: random.Random, words: list[str], pieces: list[str]) -> str:
    made: list[str] = []
    for _ in range(chance.randrange(1, 60)):
        kind = chance.random()
        if kind < 0.7:
            made.append(chance.choice(words))
        elif kind < 0.8 and pieces:
            piece = chance.choice(pieces)
            start = chance.randrange(len(piece))
            made.append(piece[start : start + chance.randrange(1, 200)])
        elif kind < 0.9:
            made.append(
                str(chance.randrange(10 ** chance.randrange(1, 8)))
                + chance.choice(["", ",000", ".5", "th", "s", "%", "k"])
            )
        else:
            made.append("".join(chance.choice(_STRANGE) for _ in range(chance.randrange(1, 6))))
        made.append(chance.choice([" ", " ", " ", "-", "", ", ", "\n", "’s "]))
    return "".join(made)


def _check(text: str, stretches: list[tuple[int, int]], published: str | None) -> None:
    try:
        times = find_times(text, stretches, published)
        quantities = find_quantities(text, stretches, times)
        _in_order([as_time(text, one) for one in times])
        _in_order([as_quantity(text, one) for one in quantities])
    except Exception as error:
        raise AssertionError(f"published {published!r}: {text!r}") from error


def _in_order(layer: Sequence[Anchor]) -> None:
    for before, after in pairwise(layer):
        if before.end > after.start:
            raise AssertionError(f"{before.words!r} and {after.words!r} overlap")
