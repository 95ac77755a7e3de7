"""Spark with two executors reads and compares as a ledger does, also when one is killed.

They run where PySpark and Java are; with ONRECORD_SPARK_TESTS=required they fail where these are not.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cluster_memory import executors
from benchmarks.cluster_truth import differences
from benchmarks.invented import invented
from onrecord.articles import Arrival
from onrecord.cluster import tables
from onrecord.cluster.compare import compare
from onrecord.cluster.read import make, read
from onrecord.cluster.reading import Settings, kept_row
from onrecord.cluster.spark import Spark
from onrecord.cluster.store import Store
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from tests import made_archives as made
from tests.conftest import ROOT, STORY

_JAVA = shutil.which("java") or (Path(os.environ.get("JAVA_HOME", "/nowhere")) / "bin" / "java").exists()
_THERE = bool(find_spec("pyspark") and find_spec("pyarrow") and _JAVA)
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        not _THERE and os.environ.get("ONRECORD_SPARK_TESTS") != "required",
        reason="PySpark (`onrecord[spark]`) and Java 17 are needed",
    ),
]

_HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
        patched.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        engine = Spark("local-cluster[2,1,1024]", _HERE)
        yield engine
        engine.close()


def articles(to: Path, count: int) -> str:
    """Articles as JSON lines, told apart by their titles."""
    told = ({"text": "\n\n".join(made.TELLING), "title": f"Ferry {at} stopped"} for at in range(count))
    to.write_text("".join(json.dumps(each) + "\n" for each in told), encoding="utf-8")
    return str(to)


def kept(out: Path) -> list[str]:
    files = Store(str(out / "records")).files(".parquet", deep=True)
    return sorted(row["title"] for file in files for row in tables.rows(tables.read(tables.RECORDS, file.address)))


def test_the_example_is_read_and_compared_as_a_ledger_has_it(spark: Spark, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = read(spark, [str(STORY)], Settings(output=str(out), shards=16))
    assert (told.read, told.failed) == (5, {})
    assert read(spark, [str(STORY)], Settings(output=str(out), shards=16)).before == told.splits
    assert compare(spark, str(out)).comparisons >= 1
    assert differences(out, [str(STORY)], tmp_path / "whole.db") == []


def test_invented_stories_are_compared_as_a_ledger_does(spark: Spark, tmp_path: Path) -> None:
    records = {one.record.article.id: one.record for one in invented(120)}
    out = Settings(output=str(tmp_path / "out"), shards=16)
    out.store.within("manifest.json").write_json(make(out))
    some = (kept_row(record, f"invented:{id}", b"{}") for id, record in records.items())  # noqa: A001
    tables.write(tables.RECORDS, tables.packed(tables.RECORDS, some), out.store.within("records", "a.parquet"))
    compare(spark, out.output)
    with Ledger(tmp_path / "whole.db", create=True) as ledger:
        coming = (Arrival(f"invented:{one.article.id}", b"{}", one.article, None) for one in records.values())
        for _ in add(ledger, coming, lambda article: records[article.id], Indexing()):
            pass
    assert differences(tmp_path / "out", [], tmp_path / "whole.db") == []


def test_a_python_worker_that_is_killed_loses_nothing(spark: Spark, tmp_path: Path) -> None:
    given = articles(tmp_path / "a.jsonl", 8)
    text = Path(given).read_text(encoding="utf-8").replace("Ferry 5", "Fourth ferry 5")
    Path(given).write_text(text, encoding="utf-8")
    how: dict[str, Any] = {"shards": 16, "chunk": 1, "read": partial(made.killed_once, tmp_path / "mark")}
    read(spark, [given], Settings(output=str(tmp_path / "out"), **how))
    assert (tmp_path / "mark").exists()
    assert len(kept(tmp_path / "out")) == len(set(kept(tmp_path / "out"))) == 8


def test_an_executor_that_is_killed_in_the_middle_loses_nothing(spark: Spark, tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = articles(tmp_path / "a.jsonl", 120)
    before = executors()
    assert spark.workers == len(before) == 2
    killed: list[int] = []

    def kill() -> None:
        for _ in range(1200):
            if len(list((out / "records").rglob("shard-*.parquet"))) >= 15:
                number, process = min(before.items(), key=lambda one: one[0])
                os.kill(process.number, signal.SIGKILL)
                killed.append(number)
                return
            time.sleep(0.05)

    thread = threading.Thread(target=kill)
    thread.start()
    told = read(spark, [given], Settings(output=str(out), shards=256, chunk=4, read=made.slowly))
    thread.join()
    assert killed and killed[0] not in executors()
    assert len(kept(out)) == len(set(kept(out))) == 120
    assert told.failed == {}
    assert not list((out / "records").rglob("*.part"))
