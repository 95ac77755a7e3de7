"""Several processes that write one ledger at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.faults.holding import differences, held, unsound
from benchmarks.faults.killing import Tell, ended, started
from benchmarks.faults.material import arrivals, decisions, ledger_of, reader, records
from benchmarks.faults.works import REFUSED, stories
from onrecord.comparing import keeping
from onrecord.comparing.indexing import Indexing
from onrecord.errors import OnRecordError
from onrecord.ledger import Ledger, judgements
from onrecord.ledger.adding import add

_BASE: Final = 8
"""Articles that are there before, so that there is something to judge."""


def writers(articles: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Let two, then four processes add overlapping articles, while one compares and one judges.

    Args:
        articles: how many in all.
        folder: an empty one.
    """
    base = min(_BASE, articles // 2)
    said = decisions(records(articles)[:base])
    calm = folder / "calm.db"
    ledger_of(calm, articles)
    with Ledger(calm) as ledger:
        for decision in said:
            judgements.keep(ledger, decision, Indexing())
    wanted = held(calm)
    for count in (2, 4):
        path = folder / f"{count}.db"
        with Ledger(path, create=True) as ledger:
            found = records(articles)
            list(add(ledger, arrivals(found[:base]), reader(found), Indexing()))
        works = [partial(_add, path, articles, number, count) for number in range(count)]
        works += [partial(_compare, path), partial(_judge, path, articles, base)]
        running = [started(work) for work in works]
        over = [ended(*each) for each in running]
        told = {line for each in over for line in each.told}
        wrong = [f"{line.removeprefix(REFUSED)} was said" for line in told if line.startswith(REFUSED)]
        wrong += ["a process ended with an error" for each in over if not each.well]
        committed = {line for line in told if not line.startswith(REFUSED)}
        wrong += list(unsound(path, committed))
        parts = [part for part in differences(wanted, held(path)) if part != "comparisons"]
        wrong += [f"other {part} than one after another" for part in parts]
        yield f"{count} adding, one comparing, one judging", wrong


def _add(path: Path, articles: int, number: int, of: int, tell: Tell) -> None:
    """Add two thirds of the articles, from another place than the others."""
    found = records(articles)
    first = number * len(found) // of
    mine = (found[first:] + found[:first])[: -(-2 * len(found) // 3)] if of == 2 else found[first:] + found[:first]
    try:
        with Ledger(path) as ledger:
            for step in add(ledger, arrivals(mine), reader(found), Indexing()):
                tell(step.article or "")
    except OnRecordError as error:
        tell(f"{REFUSED}{error}")


def _compare(path: Path, tell: Tell) -> None:
    """Compare the stories there are, twice."""
    try:
        for _ in range(2):
            with Ledger(path) as ledger:
                for story, members in stories(ledger):
                    keeping.make(ledger, story, members)
    except OnRecordError as error:
        tell(f"{REFUSED}{error}")


def _judge(path: Path, articles: int, base: int, tell: Tell) -> None:
    index = Indexing()
    try:
        with Ledger(path) as ledger:
            for decision in decisions(records(articles)[:base]):
                judgements.keep(ledger, decision, index)
    except OnRecordError as error:
        tell(f"{REFUSED}{error}")
