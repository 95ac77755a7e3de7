"""`python -m benchmarks.cluster`: reading and comparing on Spark, beside the ledger, with an executor killed, at scale.

    python -m benchmarks.cluster incidents PATH/incidents/articles.jsonl --articles 300
    python -m benchmarks.cluster scale --articles 10000
    python -m benchmarks.cluster scale --articles 10000 --local

`incidents` reads articles with one executor and with two, as Parquet and as a WARC made for it, once with an executor
killed in the middle, and compares what came of it with a ledger of the same articles. `scale` compares invented
articles, whose records need no reading (`invented.py`). Both tell how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from benchmarks.cluster_memory import Watch, executors, load
from benchmarks.cluster_truth import differences, write_warc
from benchmarks.invented import report, reports_planned
from onrecord.cluster import tables
from onrecord.cluster.compare import Found, compare
from onrecord.cluster.engine import Engine
from onrecord.cluster.local import Local
from onrecord.cluster.read import make, read
from onrecord.cluster.reading import Settings, kept_row
from onrecord.cluster.spark import Spark
from onrecord.cluster.store import Store

MEMORY: Final = 1024
"""Megabytes that Spark gives an executor's own process; its Python workers are beside it."""
_CHUNK: Final = 1000
_LONGEST: Final = 1200
_SETTINGS: Final = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "32",
}


@contextmanager
def running(executors: int, *, local: bool = False, folder: Path | None = None) -> Iterator[Engine]:
    """An engine: Spark with so many executors of one core each, or as many processes."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    scratch = {"spark.local.dir": str(folder)} if folder else {}
    engine: Engine = (
        Local(executors, folder) if local else Spark(f"local-cluster[{executors},1,{MEMORY}]", {**_SETTINGS, **scratch})
    )
    try:
        yield engine
    finally:
        engine.close()


def _invented(articles: int, planned: int, seed: int, number: int) -> tables.Batches:
    some = reports_planned(planned, seed)[number * _CHUNK : min(articles, (number + 1) * _CHUNK)]
    records = (report(story, index, published, seed) for published, story, index in some)
    rows = (kept_row(record, f"invented:{record.article.id}", b"{}") for record in records)
    yield from tables.packed(tables.RECORDS, rows, most=128)


def scale(articles: int, folder: Path, *, executors: int, local: bool, seed: int, planned: int | None = None) -> Found:
    """Compare so many invented articles, the first of those planned for three years, and print what it cost."""
    planned = max(articles, planned or 0)
    settings = Settings(output=str(folder), shards=16)
    settings.store.within("manifest.json").write_json(make(settings))
    print(f"{articles} invented articles of {planned}; {load()}", flush=True)
    with Watch() as watch, running(executors, local=local, folder=folder.parent) as engine:
        records = settings.store.within("records")
        if not records.exists():
            began = time.perf_counter()
            count = -(-articles // _CHUNK)
            engine.save(engine.made(count, partial(_invented, articles, planned, seed), tables.RECORDS), records)
            print(f"{'records made':20}{time.perf_counter() - began:8.1f} s", flush=True)
        timed = _Timed()
        found = compare(engine, str(folder), whole=False, tell=timed.begin)
        timed.begin("")
    print(f"{'pairs weighed':20}{found.pairs:10} {found.pairs / found.articles:8.1f} an article")
    print(f"{'links':20}{found.links:10} {found.links / found.articles:8.1f} an article")
    print(f"{'pairs sharing text':20}{found.reuse:10} {found.reuse / found.articles:8.1f} an article")
    print(f"{'stories':20}{found.stories:10}   {found.told} of two articles or more")
    for name in ("records", "compare"):
        print(f"{name + ' on disk':20}{_size(folder / name) / found.articles / 1000:10.1f} kB an article")
    for number, size in sorted(watch.java.items()):
        print(f"{f'executor {number}':20}{size / 1e6:10.0f} MB, its Python {watch.python.get(number, 0) / 1e6:.0f} MB")
    if local:
        print(f"{'largest worker':20}{watch.pool / 1e6:10.0f} MB")
    print(f"{'this process':20}{watch.here / 1e6:10.0f} MB")
    print(load())
    return found


class _Timed:
    """Prints the seconds of each step as the next begins."""

    def __init__(self) -> None:
        self._open: list[tuple[str, float]] = []

    def begin(self, name: str) -> None:
        now = time.perf_counter()
        if self._open:
            last, since = self._open.pop()
            print(f"{last:20}{now - since:8.1f} s", flush=True)
        self._open.append((name, now))


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def incidents(source: Path, articles: int, folder: Path) -> list[str]:
    """Read articles in several ways and print what each took; return how what came of it differs from a ledger's."""
    given = _inputs(source, articles, folder)
    print(f"{articles} articles; {load()}", flush=True)
    wrong: list[str] = []
    seconds: dict[int, float] = {}
    for name, count in (("parquet", 2), ("parquet", 1), ("warc", 2), ("killed", 2)):
        out = folder / f"{name}-{count}"
        took = _read(given, name, count, out)
        if name == "parquet":
            seconds[count] = took
        if count == 2:
            kind = "warc" if name == "warc" else "parquet"
            apart = differences(out, [str(given[kind])], folder / f"{kind}.db")
            print(f"    beside a ledger: {'; '.join(apart) or 'the same records, stories and comparisons'}", flush=True)
            wrong += apart
    print(f"two executors take {seconds[2] / seconds[1]:.2f} of the time of one")
    return wrong


def _read(given: dict[str, Path], name: str, count: int, out: Path) -> float:
    """Read and compare on so many executors; print and return the seconds that reading took."""
    killing = name == "killed"
    path = str(given["warc" if name == "warc" else "parquet"])
    with Watch() as watch, running(count, folder=out.parent) as engine:
        read(engine, [str(given["few"])], Settings(output=f"{out}-warm", shards=16))
        busy, began = load(), time.perf_counter()
        files = out / "records"
        killer = _killing(lambda: len(list(files.rglob("shard-*.parquet"))) >= 20) if killing else None
        told = read(engine, [path], Settings(output=str(out), shards=256, chunk=8))
        seconds = time.perf_counter() - began
        if killer is not None:
            killer.join()
        print(
            f"{name:8} {count} executor(s) {seconds:7.1f} s, {told.read} read, failed {told.failed}; {busy}", flush=True
        )
        if count == 2:
            began = time.perf_counter()
            killer = _killing((out / "compare" / "profiles").exists) if killing else None
            compare(engine, str(out))
            if killer is not None:
                killer.join()
            print(f"    compared in {time.perf_counter() - began:.1f} s", flush=True)
    for number, size in sorted(watch.java.items()):
        python = watch.python.get(number, 0)
        print(f"    executor {number}: {size / 1e6:.0f} MB, its Python {python / 1e6:.0f} MB")
    return seconds


def _killing(ready: Callable[[], bool]) -> threading.Thread:
    """Kill an executor once something is so."""

    def kill() -> None:
        for _ in range(20 * _LONGEST):
            if ready() and (there := executors()):
                number, process = min(there.items(), key=itemgetter(0))
                os.kill(process.number, signal.SIGKILL)
                print(f"    executor {number} killed", flush=True)
                return
            time.sleep(0.05)
        print("    no executor was killed", flush=True)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


def _inputs(source: Path, articles: int, folder: Path) -> dict[str, Path]:
    """The articles as Parquet, in one file, and as an archive; and a few of them to warm up with."""
    with source.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in islice(file, articles)]
    fields = ("url", "title", "published", "text")
    columns = dict.fromkeys(fields, "string")
    made = {name: folder / f"{name}.parquet" for name in ("parquet", "few")}
    for name, some in (("parquet", rows), ("few", rows[:8])):
        told = ([row.get(field) or None for field in fields] for row in some)
        tables.write(columns, tables.packed(columns, told), Store(str(made[name])))
    return {**made, "warc": write_warc(rows, folder / "incidents.warc.gz")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("what", choices=("incidents", "scale"))
    parser.add_argument("path", nargs="?", type=Path, help="articles.jsonl of the corpus of incidents")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--executors", type=int, default=2)
    parser.add_argument("--local", action="store_true", help="a pool of processes instead of Spark")
    parser.add_argument("--of", type=int, help="scale: how many are planned for the three years; the first are taken")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where to work; a folder that goes with the run when not given")
    given = parser.parse_args(arguments)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="onrecord-cluster-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if given.what == "incidents":
            if given.path is None:
                parser.error("incidents needs the path of articles.jsonl")
            return 1 if incidents(given.path, given.articles, folder) else 0
        scale(
            given.articles, folder / f"made-{given.articles}", executors=given.executors, local=given.local,
            seed=given.seed,
            planned=given.of,
        )  # fmt: skip
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
