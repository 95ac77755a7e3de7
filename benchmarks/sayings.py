"""Whether two statements of one speaker are one saying in two wordings, on pairs written for the project.

`tests/sayings/seen.txt` was in sight when the rules were written; `held.txt` was written before them and kept aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from benchmarks import floors
from onrecord.comparing.sayings import SAME, alike
from onrecord.comparing.words import words

TABLES: Final = Path(__file__).parent.parent / "tests" / "sayings"
PARTS: Final = ("seen", "held")
_FUZZY: Final = 70.0
_FEWEST: Final = 3
_DENIED: Final = "deny:"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, and whether they are one saying.

    Attributes:
        line: the number of the line, from 1.
        same: whether they are.
        wordings: the contents of both.
        denied: for each, whether the speaker denies it.
    """

    line: int
    same: bool
    wordings: tuple[str, str]
    denied: tuple[bool, bool]


def table(path: Path) -> tuple[Pair, ...]:
    """The pairs in a file.

    Raises:
        ValueError: a line is not written as it should be.
    """
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return tuple(_pair(number, line) for number, line in lines if line and not line.startswith("#"))


def _pair(number: int, line: str) -> Pair:
    kind, *parts = (part.strip() for part in line.split(" | "))
    if kind not in {"same", "other"} or len(parts) != 2 or not all(parts):
        raise ValueError(f"line {number} cannot be read: {line}")
    one, other = (part.removeprefix(_DENIED).strip() for part in parts)
    return Pair(number, kind == "same", (one, other), (parts[0].startswith(_DENIED), parts[1].startswith(_DENIED)))


def found(pair: Pair) -> bool:
    """Whether the project takes them for one saying."""
    return alike(*pair.wordings, denied=pair.denied) >= SAME


def by_letters(pair: Pair) -> bool:
    """Whether RapidFuzz's token-set ratio is at least 70 with three words in common: what this was before."""
    one, other = (set(words(wording).folded) for wording in pair.wordings)
    ratio = fuzz.token_set_ratio(" ".join(sorted(one)), " ".join(sorted(other)))
    return len(one & other) >= _FEWEST and ratio >= _FUZZY


def run(folder: Path = TABLES, *, failures: bool = False) -> dict[str, float]:
    """Print how many pairs are told right, and the same by letters alone; return the figures.

    Args:
        folder: with `seen.txt` and `held.txt`.
        failures: print each pair of `seen.txt` that is told wrong; of those kept aside none is.
    """
    figures: dict[str, float] = {}
    print(f"{'':24}{'pairs':>7}{'precision':>11}{'recall':>9}{'F1':>8}{'right':>8}")
    for part in PARTS:
        pairs = table(folder / f"{part}.txt")
        for name, answers in ((part, [found(pair) for pair in pairs]), ("by letters", [*map(by_letters, pairs)])):
            scores = _scores(pairs, answers)
            figures |= {f"{part} {key}": value for key, value in scores.items() if name == part}
            print(
                f"{name if name == part else '  ' + name:24}{len(pairs):>7}{scores['precision']:>11.3f}"
                f"{scores['recall']:>9.3f}{scores['F1']:>8.3f}{scores['right']:>8.3f}"
            )
    for pair in table(folder / "seen.txt") if failures else ():
        if found(pair) != pair.same:
            score = alike(*pair.wordings, denied=pair.denied)
            print(f"seen:{pair.line} {'same' if pair.same else 'other'} {score:.2f} | {' | '.join(pair.wordings)}")
    return figures


def _scores(pairs: Sequence[Pair], answers: Sequence[bool]) -> dict[str, float]:
    hits = sum(pair.same and answer for pair, answer in zip(pairs, answers, strict=True))
    precision = hits / sum(answers) if any(answers) else 0.0
    recall = hits / sum(pair.same for pair in pairs)
    return {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall) if hits else 0.0,
        "right": sum(pair.same == answer for pair, answer in zip(pairs, answers, strict=True)) / len(pairs),
    }


def corpus(folder: Path = TABLES) -> str:
    """The hash of the pairs."""
    return floors.corpus_hash([folder / f"{part}.txt" for part in PARTS])
