"""`python -m benchmarks scale`: a ledger of a hundred thousand articles, what adding one more costs, and asking it.

The articles are invented and so are their records (`invented.py`): reading is not what is measured. Stopped, it goes on
where it was when the same command is given again.

While the last tenth is added, the first tenth is added once more to an empty ledger, turn by turn: whatever else the
machine does meanwhile weighs on both alike.
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Self, TypeVar

from tqdm import tqdm

from benchmarks.invented import invented, stories
from onrecord.articles import Arrival
from onrecord.comparing.compare import compare
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.adding import add
from onrecord.record import Article, Record

T = TypeVar("T")
FULL = 20
"""Articles of the story that is compared."""


def run(articles: int, path: Path, seed: int) -> dict[str, float]:
    """Fill a ledger with invented articles and print what adding and asking cost.

    Args:
        articles: how many.
        path: the ledger; one that holds some of them is filled up.
        seed: what the articles are drawn by.

    Returns:
        How often the last tenth's time goes into the first's that was added beside it, and whether listing and
        comparing took their bounds or less, as shares of these, 1 at most.
    """
    print(
        f"{articles} invented articles of {len(stories(articles, seed))} stories over three years; reading not counted"
    )
    with Ledger(path, create=True) as ledger:
        spent, beside = _filled(ledger, articles, seed)
        print("tenth   mean ms   median ms   processor ms, of adding one article")
        tenths = [_tenth(spent, at) for at in range(10)]
        for at, one in enumerate(tenths, 1):
            print(f"{at:5}{one.mean:10.2f}{one.median:12.2f}{one.processor:15.2f}")
        first, last = _mean(beside), tenths[-1]
        print(f"first{first.mean:10.2f}{first.median:12.2f}{first.processor:15.2f}   once more, beside the last")
        ratio = last.mean / first.mean
        print(f"last tenth over first   {ratio:8.3f}   means; medians {last.median / first.median:.3f}, ", end="")
        print(f"processor {last.processor / first.processor:.3f}")
        print(f"size                    {path.stat().st_size / articles / 1000:8.1f} kB an article")
        count = ledger.rows("SELECT count(*) FROM stories")[0][0]
        listing, listed = _timed(lambda: kept.stories(ledger, limit=20))
        print(f"listing stories         {listing:8.3f} s   the first 20 of {count}")
        asking, _ = _timed(lambda: kept.stories(ledger, kept.Wanted(since="2022-06-01", outlet="nobody"), limit=20))
        print(f"  by date and outlet    {asking:8.3f} s")
        chosen = min(listed, key=lambda one: (abs(one.reports - FULL), one.id))
        comparing, _ = _timed(lambda: _compared(ledger, chosen.id))
        print(f"comparing a story       {comparing:8.3f} s   of {chosen.reports} articles, from the ledger")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory             {peak:8.0f} MB of this process")
    return {"flat": 1 / ratio, "listing": min(1.0, 1 / listing), "comparing": min(1.0, 2 / comparing)}


@dataclass(frozen=True, slots=True)
class Tenth:
    """Milliseconds that a tenth of the articles took, each: by the clock, and of the processor."""

    mean: float
    median: float
    processor: float


def _tenth(spent: Sequence[tuple[float, float]], at: int) -> Tenth:
    size = max(1, len(spent) // 10)
    return _mean(spent[at * size : (at + 1) * size])


def _mean(part: Sequence[tuple[float, float]]) -> Tenth:
    clock = [1000 * each for each, _ in part]
    return Tenth(mean(clock), median(clock), 1000 * mean(each for _, each in part))


def _filled(ledger: Ledger, articles: int, seed: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Fill a ledger up, and give the seconds that each article took, and those of the first tenth beside the last.

    Both are kept beside the ledger, in files of their own.
    """
    last = articles - max(1, articles // 10)
    with (
        Ledger(ledger.path.with_name(f"{ledger.path.name}.first"), create=True) as small,
        _Filling(ledger, articles, seed) as filling,
        _Filling(small, articles, seed) as again,
    ):
        for _ in tqdm(
            range(len(filling.spent), articles),
            initial=len(filling.spent),
            total=articles,
            unit=" articles",
            desc="adding",
            mininterval=1.0,
        ):
            filling.one()
            while len(again.spent) < len(filling.spent) - last:
                again.one()
        return filling.spent, again.spent


class _Filling:
    """Invented articles added to a ledger one by one, and how long each took."""

    def __init__(self, ledger: Ledger, articles: int, seed: int) -> None:
        log = ledger.path.with_name(f"{ledger.path.name}.seconds")
        there = len(ledger)
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        if len(lines) < there:  # stopped between the two files: an article or so has no time, and gets its neighbour's
            lines += lines[-1:] * (there - len(lines))
        if len(lines) < there:
            raise SystemExit(f"{ledger.path} was not filled by this command")
        self.spent = [(float(clock), float(processor)) for clock, processor in (line.split() for line in lines[:there])]
        log.write_text("".join(f"{clock:.6f} {processor:.6f}\n" for clock, processor in self.spent), encoding="utf-8")
        self._ledger = ledger
        self._index = Indexing()
        self._coming = invented(articles, seed, there)
        self._log = log.open("a", encoding="utf-8", buffering=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._log.close()

    def one(self) -> None:
        """Add the next."""
        clock, processor = _added(self._ledger, next(self._coming).record, self._index)
        self._log.write(f"{clock:.6f} {processor:.6f}\n")
        self.spent.append((clock, processor))


def _added(ledger: Ledger, record: Record, index: Indexing) -> tuple[float, float]:
    """Seconds that adding an article takes that is read already, by the clock and of the processor."""
    article = record.article
    raw = json.dumps({"text": article.text, "title": article.title, "outlet": article.outlet}).encode()
    arrival = Arrival(f"invented:{article.id}", raw, article, None)

    def read(_: Article) -> Record:
        return record

    began = time.perf_counter(), time.process_time()
    for _ in add(ledger, [arrival], read, index):
        pass
    return time.perf_counter() - began[0], time.process_time() - began[1]


def _compared(ledger: Ledger, story: str) -> object:
    main, _ = kept.articles_of(ledger, story)
    return compare([ledger.record(article.id) for article in main])


def _timed(work: Callable[[], T], rounds: int = 3) -> tuple[float, T]:
    """The seconds of the best of some rounds, and what came of it."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        made = work()
        best = min(best, time.perf_counter() - began)
    return best, made


def default_ledger(articles: int, seed: int, measure: str = "scale") -> Path:
    """Where the ledger is kept when nobody says."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "onrecord-benchmarks"
    return folder / f"{measure}-{articles}-{seed}.db"
