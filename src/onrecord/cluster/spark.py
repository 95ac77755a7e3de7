"""Steps on Spark: Arrow between its executors and Python, its shuffle between steps; needs PySpark (`onrecord[spark]`).

What Spark is good at is left to it: rows that do not fit in memory lie on disk while they are sorted, and what an
executor had when it was lost is made again by another.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from onrecord.cluster.store import Store
from onrecord.cluster.tables import Batches, Columns, Step
from onrecord.errors import SetupError

_ASIDE: Final = ".aside"
_HANDED_ON: Final = ("ONRECORD_ENCODER", "ONRECORD_PLOVER", "OMP_NUM_THREADS", "PYTHONPATH")
_SETTINGS: Final = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2048",
    "spark.sql.execution.arrow.maxBytesPerBatch": "8000000",
    "spark.sql.parquet.columnarReaderBatchSize": "256",  # rows; a record may have 100 kB
    "spark.sql.files.maxPartitionBytes": "16m",  # a megabyte of records is seconds of work
    "spark.sql.files.openCostInBytes": "1m",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.python.worker.reuse": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.task.maxFailures": "8",
}


class Spark:
    """Does steps on Spark; see `engine.Engine`."""

    def __init__(self, master: str = "local[*]", settings: Mapping[str, str] | None = None) -> None:
        """Start a session.

        Args:
            master: Spark's master: `local[*]`, `spark://host:7077`, `yarn`, `k8s://…`.
            settings: of Spark, by their names.

        Raises:
            SetupError: O02 PySpark is not installed, K02 Spark cannot be started.
        """
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise SetupError("O02", what="Spark", package="pyspark", install="'onrecord[spark]'") from error
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        there = [name for name in _HANDED_ON if name in os.environ]
        chosen = _SETTINGS | {f"spark.executorEnv.{name}": os.environ[name] for name in there}
        chosen |= {"spark.executorEnv.OMP_NUM_THREADS": "1"} | dict(settings or {})
        builder = SparkSession.builder.master(master).appName("onrecord")
        for name, value in chosen.items():
            builder = builder.config(name, value)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.session: Any = builder.getOrCreate()
        except Exception as error:
            raise SetupError("K02", master=master, what=str(error).splitlines()[0][:200]) from error
        self.session.sparkContext.setLogLevel("ERROR")

    @property
    def workers(self) -> int:
        """See `engine.Engine.workers`."""
        return max(1, int(self.session.sparkContext.defaultParallelism))

    def made(self, count: int, step: Callable[[int], Batches], columns: Columns) -> Any:
        """See `engine.Engine.made`."""
        if not count:
            return self._empty(columns)
        return self._mapped(self.session.range(0, count, 1, count), _Numbered(step), columns)

    def loaded(self, store: Store, columns: Columns) -> Any:
        """See `engine.Engine.loaded`."""
        files = [file.address for file in store.files(".parquet", deep=True)]
        if not files:
            return self._empty(columns)
        return self.session.read.schema(_ddl(columns)).parquet(*files).select(*columns)

    def mapped(self, table: Any, step: Step, columns: Columns) -> Any:
        """See `engine.Engine.mapped`."""
        return self._mapped(table, step, columns)

    def shuffled(
        self, some: Sequence[Any], order: Sequence[str], step: Step, columns: Columns, parts: int | None = None
    ) -> Any:
        """See `engine.Engine.shuffled`."""
        whole = some[0]
        for table in some[1:]:
            whole = whole.unionByName(table)
        apart = whole.repartition(parts, order[0]) if parts else whole.repartition(order[0])
        return self._mapped(apart.sortWithinPartitions(*order), step, columns)

    def save(self, table: Any, to: Store) -> None:
        """See `engine.Engine.save`."""
        aside = f"{to.address.rstrip('/')}{_ASIDE}"
        table.write.mode("overwrite").parquet(aside)
        Store(aside).move(to)

    def rows(self, table: Any) -> Batches:
        """See `engine.Engine.rows`."""
        yield from table.toArrow().to_batches()

    def close(self) -> None:
        """See `engine.Engine.close`."""
        self.session.stop()

    def _empty(self, columns: Columns) -> Any:
        return self.session.createDataFrame([], _ddl(columns))

    def _mapped(self, table: Any, step: Step, columns: Columns) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return table.mapInArrow(step, _ddl(columns))


class _Numbered:
    """A step on numbers as one on rows."""

    def __init__(self, step: Callable[[int], Batches]) -> None:
        self._step = step

    def __call__(self, batches: Batches) -> Batches:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from self._step(number)


def _ddl(columns: Columns) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
