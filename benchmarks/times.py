"""`python -m benchmarks times`: TIMEX3 by the definitions of TempEval-3, beside other readers of dates."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from benchmarks import floors
from benchmarks.peers import dates
from benchmarks.scores import Counts
from corpora import timeml
from corpora.timeml import TimedDocument, Timex
from onrecord.reading.quantities import find_quantities
from onrecord.reading.times import find_times
from onrecord.reading.tokens import tokens

FIGURES = ("strict", "relaxed", "type", "value")
DRAWS = 2000
"""Draws of as many documents as are kept aside."""
KEPT_ASIDE = 5
"""One in so many documents was never looked at while the rules were written."""


def run(path: Path, errors: int) -> dict[str, float]:
    """Measure and print; return the figures that have floors."""
    reached: dict[str, float] = {}
    others = dates.peers()
    missing = [name for name in ("dateparser", "Recognizers-Text") if name not in others]
    for part in timeml.PARTS:
        documents = [timeml.read(file) for file in timeml.files(path, part)]
        aside = [document for document in documents if kept_aside(document.name)]
        looked_at = [document for document in documents if not kept_aside(document.name)]
        print(
            f"{part}: {len(documents)} documents, {sum(len(each.times) for each in documents)} times, F1 in percent\n"
        )
        print(f"{'':44}" + "".join(f"{name:>9}" for name in FIGURES))
        for name, some in (("all", documents), ("looked at", looked_at), ("a fifth never looked at", aside)):
            figures = measured(some, ours)
            print(f"{f'On Record, {name}':44}" + _row(figures))
            if name == "all":
                reached |= {f"{part}, {figure}": counts.f1 for figure, counts in figures.items()}
        print(f"{'  fifths drawn from those looked at, 95 %':44}{_drawn(looked_at, len(aside))}")
        for name, peer in others.items():
            for of, some in (("all", documents), ("looked at", looked_at), ("a fifth never looked at", aside)):
                print(f"{f'{name}, {of}':44}" + _row(measured(some, peer)))
        print()
        if errors and part == "TimeBank":
            _print_errors(looked_at, errors)
    if missing:
        print(f"not installed, so not measured: {', '.join(missing)} (pip install '.[peers]')")
    _print_speed([timeml.read(file) for part in timeml.PARTS for file in timeml.files(path, part)])
    return reached


def corpus(path: Path) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash(file for part in timeml.PARTS for file in timeml.files(path, part))


def kept_aside(name: str) -> bool:
    """Whether a document is of the fifth that was kept aside: by a hash of its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % KEPT_ASIDE == 0


def ours(document: TimedDocument) -> list[Timex]:
    """The times we find, as TIMEX3 bounds them. What the corpora leave unmarked is left out."""
    found = find_times(document.text, document.paragraphs, document.created)
    return [Timex(one.start, one.end, one.meaning.type, one.meaning.value) for one in found if not one.meaning.unmarked]


def measured(documents: Sequence[TimedDocument], reader: Callable[[TimedDocument], list[Timex]]) -> dict[str, Counts]:
    """The counts of each figure over documents."""
    total = dict.fromkeys(FIGURES, Counts())
    for document in tqdm(documents, leave=False, disable=None):
        for figure, counts in compared(reader(document), document.times).items():
            total[figure] += counts
    return total


def compared(found: Sequence[Timex], gold: Sequence[Timex]) -> dict[str, Counts]:
    """What is right of one document's times.

    Strict: the same characters. Relaxed: some in common. Type and value: relaxed, and the attribute is the same
    string; each expression is held against the first of the other side that it shares characters with.
    """
    pairs_found = [(one, _partner(one, gold)) for one in found]
    pairs_gold = [(one, _partner(one, found)) for one in gold]

    def counts(right: Callable[[Timex, Timex], bool]) -> Counts:
        sides = (
            sum(other is not None and right(one, other) for one, other in side) for side in (pairs_found, pairs_gold)
        )
        return Counts(len(found), len(gold), *sides)

    return {
        "strict": counts(lambda one, other: (one.start, one.end) == (other.start, other.end)),
        "relaxed": counts(lambda one, other: True),  # noqa: ARG005 - to share a character is enough
        "type": counts(lambda one, other: one.type == other.type),
        "value": counts(lambda one, other: one.value == other.value),
    }


def _partner(one: Timex, others: Sequence[Timex]) -> Timex | None:
    same = next((other for other in others if (other.start, other.end) == (one.start, one.end)), None)
    return same or next((other for other in others if other.start < one.end and one.start < other.end), None)


def _drawn(documents: Sequence[TimedDocument], size: int) -> str:
    """Between which figures 95 of 100 draws of so many documents lie: what chance alone does to a fifth."""
    each = [measured([document], ours) for document in documents]
    draw = random.Random(0)
    draws = [draw.sample(each, size) for _ in range(DRAWS)]
    row = ""
    for name in FIGURES:
        found = sorted(100 * sum((one[name] for one in some), Counts()).f1 for some in draws)
        row += f"{found[DRAWS // 40]:6.1f} to {found[-DRAWS // 40]:.1f}"
    return row


def _row(figures: dict[str, Counts]) -> str:
    return "".join(f"{100 * figures[name].f1:>9.1f}" for name in FIGURES)


def _print_errors(documents: Sequence[TimedDocument], errors: int) -> None:
    """Print errors to read: missed, found where there is none, other bounds, other values. Each time the same."""
    found: list[str] = []
    for document in documents:
        mine = ours(document)
        for one in document.times:
            partner = _partner(one, mine)
            if partner is None:
                found.append(f"missed   {_around(document, one)}  {one.type} {one.value}")
            elif one.value != partner.value:
                found.append(
                    f"value    {_around(document, one)}  {one.type} {one.value}, not {partner.type} {partner.value}"
                )
            elif (one.start, one.end) != (partner.start, partner.end):
                found.append(f"bounds   {_around(document, one)}  not {document.text[partner.start : partner.end]!r}")
        made_up = [one for one in mine if _partner(one, document.times) is None]
        found.extend(f"made up  {_around(document, one)}  {one.type} {one.value}" for one in made_up)
    chosen = random.Random(7).sample(found, min(errors, len(found)))
    print(f"{len(chosen)} of {len(found)} errors on TimeBank\n")
    for line in chosen:
        print(" ".join(line.split()))
    print()


def _around(document: TimedDocument, one: Timex) -> str:
    before, after = document.text[max(0, one.start - 60) : one.start], document.text[one.end : one.end + 30]
    return f"{document.name} ({document.created[:10]}): {before}[{document.text[one.start : one.end]}]{after}"


def _print_speed(documents: Sequence[TimedDocument]) -> None:
    size = sum(len(tokens(document.text)) for document in documents)
    began = time.process_time()
    for document in documents:
        found = find_times(document.text, document.paragraphs, document.created)
        find_quantities(document.text, document.paragraphs, found)
    print(f"times and quantities together: {size / (time.process_time() - began):,.0f} tokens a second on one core")
