"""`python -m benchmarks.faults kills`: adding is killed at random moments, and the ledger looked at after each.

python -m benchmarks.faults kills --count 100 --seed 1
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.faults.holding import differences, held, unsound
from benchmarks.faults.killing import Tell, done
from benchmarks.faults.material import arrivals, ledger_of, reader, records
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add

ARTICLES = 30


def kills(count: int, seed: int, folder: Path) -> list[str]:
    """Kill `add` so often, going on where it was; return what was wrong.

    Args:
        count: how many kills.
        seed: what their moments are drawn by.
        folder: an empty one for the ledgers.
    """
    draw = random.Random(seed)
    calm = folder / "calm.db"
    began = time.monotonic()
    ledger_of(calm, ARTICLES)
    span = time.monotonic() - began
    wanted, wrong, killed, chain = held(calm), list[str](), 0, 0
    while killed < count:
        path, told, well = folder / f"{chain}.db", set[str](), False
        while not well:
            seconds = draw.uniform(0, span / 2) if killed < count else None
            ended = done(partial(_add, path), seconds)
            told.update(ended.told)
            killed, well = killed + ended.killed, ended.well
            if not (ended.well or ended.killed):
                return [*wrong, "adding ended by itself"]
            if not told:
                Ledger(path, create=True).close()
            wrong += [f"kill {killed}: {what}" for what in unsound(path, told)]
        wrong += [f"chain {chain}: other {part} than without a kill" for part in differences(wanted, held(path))]
        chain += 1
    return wrong


def _add(path: Path, tell: Tell) -> None:
    found = records(ARTICLES)
    with Ledger(path, create=True) as ledger:
        for step in add(ledger, arrivals(found), reader(found), Indexing()):
            tell(step.article or "")


def main() -> None:
    """Parse the command line, kill, and say what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("what", choices=["kills"])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = kills(given.count, given.seed, Path(folder))
    print(*wrong, f"{given.count} kills, {len(wrong)} things wrong", sep="\n")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
