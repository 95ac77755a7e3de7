"""Ledgers of which a part was overwritten, cut off or lost: whether it is said, and what can be saved."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from benchmarks.faults.holding import held, unsound
from benchmarks.faults.material import arrivals, decisions, ledger_of, reader, records
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger, judgements
from onrecord.ledger.adding import add
from onrecord.ledger.checking import check
from onrecord.ledger.recovering import recover
from onrecord.record import Record

_MOST: Final = 4
"""Pages that are overwritten at once."""


def pages(articles: int, count: int, seed: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Damage ledgers; what was done, and what was wrong.

    Args:
        articles: how many each holds.
        count: how many ledgers get pages overwritten.
        seed: what the pages and their bytes are drawn by.
        folder: an empty one.
    """
    whole = folder / "whole.db"
    ledger_of(whole, articles)
    with Ledger(whole) as ledger:
        for decision in decisions(records(articles)[:8]):
            judgements.keep(ledger, decision, Indexing())
        ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        unused = ledger.rows("PRAGMA freelist_count")[0][0]
    yield f"{whole.stat().st_size // 4096} pages, {unused} of them unused", []
    yield _overwritten(whole, count, seed, folder)
    yield _each("cut off", whole, count // 5 + 1, seed, folder, _cut)
    yield "a log of zeros", list(_log(folder / "zeros.db", articles, lambda log: log.write_bytes(bytes(8192))))
    yield "a log that is lost", list(_log(folder / "lost.db", articles, lambda log: log.unlink()))
    yield "a log cut off", list(_log(folder / "cut.db", articles, _halve))


def _overwritten(whole: Path, count: int, seed: int, folder: Path) -> tuple[str, list[str]]:
    return _each("overwritten", whole, count, seed, folder, _overwrite)


def _each(
    name: str, whole: Path, count: int, seed: int, folder: Path, harm: Callable[[Path, random.Random], None]
) -> tuple[str, list[str]]:
    """Harm so many copies of a ledger, one after another."""
    draw = random.Random(f"{seed} {name}")
    wanted = {record.article.id: record for record in _records(whole)}
    wrong: list[str] = []
    found = saved = 0
    for number in range(count):
        path, out = folder / f"{name} {number}.db", folder / f"{name} {number} saved.db"
        shutil.copy(whole, path)
        harm(path, draw)
        told = check(path, Indexing.version)
        found += bool(told.damage)
        if not told.damage and path.read_bytes() != whole.read_bytes():
            wrong += [f"{number}: it was damaged, and that is not said"] if _tells(path, whole) else []
        kept = recover(path, out)
        if out.exists():
            for what in unsound(out, indexed=False):
                if not any(f"{one} came as were lost" in what for one in kept.without_bytes):
                    wrong.append(f"{number}: {what}")
            there = {record.article.id: record for record in _records(out)}
            saved += len(there)
            wrong += [f"{number}: {one} is another" for one in there if there[one] != wanted[one]]
            named = " ".join(kept.lost)
            unsaid = [one for one in wanted if one not in there and one not in named]
            if unsaid and not any(each.part in {"file", "tables"} for each in told.damage):
                wrong.append(f"{number}: {len(unsaid)} articles are lost, and that is not said")
            out.unlink()
        elif not kept.lost:
            wrong.append(f"{number}: nothing was saved, and that is not said")
        path.unlink()
    return (
        f"{count} {name}: damage said of {found}, {saved / count / max(1, len(wanted)):.0%} of all articles saved",
        wrong,
    )


def _records(path: Path) -> list[Record]:
    with Ledger(path) as ledger:
        return [ledger.record(one.id) for one in ledger.articles()]


def _tells(path: Path, whole: Path) -> bool:
    """Whether a ledger of which no damage was said tells anything that the whole one does not."""
    try:
        there: dict[str, Any] = held(path)
    except Exception:  # noqa: BLE001 - whatever it is, it should have been said
        return True
    return there != held(whole)


def _overwrite(path: Path, draw: random.Random) -> None:
    with path.open("r+b") as file:
        for _ in range(draw.randint(1, _MOST)):
            file.seek(4096 * draw.randrange(1, path.stat().st_size // 4096))
            file.write(draw.randbytes(draw.choice((16, 512, 4096))))


def _cut(path: Path, draw: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(draw.randrange(1, path.stat().st_size))


def _log(path: Path, articles: int, harm: Callable[[Path], object]) -> Iterator[str]:
    """What is wrong with a ledger whose log was harmed while it held the last articles."""
    early = path.with_suffix(".early")
    ledger_of(early, max(1, articles // 2))
    with closing(sqlite3.connect(early)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = {record.article.id for record in _records(early)}
    shutil.copy(early, path)
    with Ledger(path) as ledger:  # the log is what is there while it is open
        found = records(articles)
        list(add(ledger, arrivals(found), reader(found), Indexing()))
        left = path.with_suffix(".left")
        shutil.copy(path, left)
        shutil.copy(path.with_name(path.name + "-wal"), left.with_name(left.name + "-wal"))
    harm(left.with_name(left.name + "-wal"))
    yield from unsound(left, before)


def _halve(log: Path) -> None:
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size // 2)
