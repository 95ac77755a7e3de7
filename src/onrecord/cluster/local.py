"""Steps in processes of one machine, and tables in files between them; nothing but the package is needed.

A worker that is killed takes the others of its pool with it; they are started anew, and what was not done is done
again.
"""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import numpy as np

from onrecord.cluster import tables
from onrecord.cluster.store import Store, arrow
from onrecord.cluster.tables import Batches, Columns, Step
from onrecord.errors import SetupError

MOST_TRIES: Final = 5
"""How often a pool is started anew before one gives up."""
_PART_BYTES: Final = 24_000_000
"""Packed bytes that are sorted at once, about."""
_MOST_PARTS: Final = 256
_ASIDE: Final = ".aside"
_BATCH: Final = 2048
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_HIGH: Final = np.uint64(33)


@dataclass(frozen=True, slots=True)
class Files:
    """A table: its columns and the files of its parts."""

    columns: Columns
    files: tuple[str, ...]


class Local:
    """Does steps in a pool of processes; see `engine.Engine`."""

    def __init__(self, workers: int, folder: Path | None = None) -> None:
        """Start nothing yet.

        Args:
            workers: how many processes.
            folder: where tables lie between steps; one of its own among the temporary files when None.
        """
        self.workers = workers
        self._folder = Path(mkdtemp(prefix="onrecord-", dir=folder))
        self._count = 0
        self._pool: ProcessPoolExecutor | None = None

    def made(self, count: int, step: Callable[[int], Batches], columns: Columns) -> Files:
        """See `engine.Engine.made`."""
        to = self._next()
        return self._table(columns, to, [partial(_make, step, at, columns, f"{to}/{at:06}") for at in range(count)])

    def loaded(self, store: Store, columns: Columns) -> Files:
        """See `engine.Engine.loaded`."""
        return Files(columns, tuple(file.address for file in store.files(".parquet", deep=True)))

    def mapped(self, table: Files, step: Step, columns: Columns) -> Files:
        """See `engine.Engine.mapped`."""
        to = self._next()
        jobs = [
            partial(_map, step, table.columns, file, columns, f"{to}/{at:06}") for at, file in enumerate(table.files)
        ]
        return self._table(columns, to, jobs)

    def shuffled(
        self, some: Sequence[Files], order: Sequence[str], step: Step, columns: Columns, parts: int | None = None
    ) -> Files:
        """See `engine.Engine.shuffled`."""
        parts = parts or self._parts(some)
        among, to = self._next(), self._next()
        files = [(table.columns, file) for table in some for file in table.files]
        self._run(
            [partial(_spread, held, file, order[0], parts, f"{among}/{at:06}") for at, (held, file) in enumerate(files)]
        )
        there: list[list[str]] = [[] for _ in range(parts)]
        for file in sorted(Path(among).glob("*.parquet")):
            there[int(file.stem.rpartition("-")[2])].append(str(file))
        jobs = [
            partial(_sorted, step, files[0][0], tuple(mine), tuple(order), columns, f"{to}/{at:06}")
            for at, mine in enumerate(there)
            if mine
        ]
        made = self._table(columns, to, jobs)
        shutil.rmtree(among, ignore_errors=True)
        return made

    def save(self, table: Files, to: Store) -> None:
        """See `engine.Engine.save`."""
        aside = Store(f"{to.address.rstrip('/')}{_ASIDE}")
        aside.remove()
        for at, file in enumerate(table.files):
            tables.write(table.columns, tables.read(table.columns, file), aside.within(f"part-{at:05}.parquet"))
        if not table.files:
            aside.within("empty.json").write_json({})
        aside.move(to)

    def rows(self, table: Files) -> Batches:
        """See `engine.Engine.rows`."""
        return chain.from_iterable(tables.read(table.columns, file) for file in table.files)

    def close(self) -> None:
        """See `engine.Engine.close`."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _next(self) -> str:
        self._count += 1
        folder = self._folder / f"{self._count:04}"
        folder.mkdir()
        return str(folder)

    def _parts(self, some: Sequence[Files]) -> int:
        size = sum(Store(file).file().size for table in some for file in table.files)
        return min(_MOST_PARTS, max(2 * self.workers, size // _PART_BYTES))

    def _table(self, columns: Columns, folder: str, jobs: Sequence[Callable[[], object]]) -> Files:
        self._run(jobs)
        return Files(columns, tuple(str(file) for file in sorted(Path(folder).glob("*.parquet"))))

    def _run(self, jobs: Sequence[Callable[[], object]]) -> None:
        """Do jobs, each until it is done; those that a worker was killed at are done again.

        Raises:
            SetupError: K03, workers are killed again and again.
        """
        left = dict(enumerate(jobs))
        for _ in range(MOST_TRIES):
            try:
                waiting: dict[Future[object], int] = {self._started().submit(job): at for at, job in left.items()}
                for future in as_completed(waiting):
                    future.result()
                    del left[waiting[future]]
            except BrokenProcessPool:
                for future, at in waiting.items():
                    if future.done() and not future.cancelled() and future.exception() is None:
                        left.pop(at, None)
                self._stop()
            if not left:
                return
        raise SetupError("K03", count=len(left), tries=MOST_TRIES)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawned: a fork would take over the threads and the locks of libraries that this process has loaded
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context)
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _make(step: Callable[[int], Batches], number: int, columns: Columns, to: str) -> None:
    tables.write(columns, step(number), Store(f"{to}.parquet"))


def _map(step: Step, columns: Columns, file: str, made: Columns, to: str) -> None:
    tables.write(made, step(tables.read(columns, file)), Store(f"{to}.parquet"))


def _spread(columns: Columns, file: str, key: str, parts: int, to: str) -> None:
    """Part a file's rows among as many files as there are parts, by a key."""
    pa = arrow()
    writers: dict[int, Any] = {}
    shape = tables.schema(columns)
    try:
        for batch in tables.read(columns, file):
            part = _part_of(batch.column(key).to_numpy(zero_copy_only=False), parts)
            for at in np.unique(part):
                number = int(at)
                if number not in writers:
                    path = f"{to}-{number:05}.parquet"
                    writers[number] = pa.parquet.ParquetWriter(path, shape, compression="lz4")
                writers[number].write_batch(batch.filter(pa.array(part == at)))
    finally:
        for writer in writers.values():
            writer.close()


def _part_of(keys: Any, parts: int) -> Any:
    mixed = keys.astype(np.int64).view(np.uint64) * _MIXER
    return (mixed >> _HIGH) % np.uint64(parts)


def _sorted(step: Step, columns: Columns, files: Sequence[str], order: Sequence[str], made: Columns, to: str) -> None:
    tables.write(made, step(_in_order(columns, files, order)), Store(f"{to}.parquet"))


def _in_order(columns: Columns, files: Sequence[str], order: Sequence[str]) -> Iterator[Any]:
    pa = arrow()
    whole = pa.concat_tables([pa.parquet.read_table(file) for file in files])
    places = pa.compute.sort_indices(whole, sort_keys=[(name, "ascending") for name in order])
    shape = tables.schema(columns)
    for start in range(0, len(places), _BATCH):
        some = whole.take(places.slice(start, _BATCH)).combine_chunks()
        yield from some.cast(shape).to_batches()
