"""The tables that steps pass on: their columns, and rows to batches of Arrow and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from onrecord.cluster.store import Store, arrow

Columns = Mapping[str, str]
"""A table's columns: for each name `string`, `binary`, `bigint` (64 bits with a sign), `int` (32) or `double`."""
Batches = Iterator[Any]
"""Batches of Arrow (`pyarrow.RecordBatch`), one at a time."""
Step = Callable[[Batches], Batches]
"""What is done with the rows of a part: it is given batches and gives batches, as Spark's `mapInArrow` wants it."""

EXTRACTED: Final[Columns] = {
    "shard": "bigint",
    "article": "string",
    "place": "bigint",
    "name": "string",
    "raw": "binary",
    "data": "string",
}
"""Articles that were found and are yet to be read; `data` is the article's JSON, `place` where it stood."""
RECORDS: Final[Columns] = {
    "article": "string",
    "name": "string",
    "url": "string",
    "outlet": "string",
    "title": "string",
    "published": "string",
    "language": "string",
    "raw_sha256": "string",
    "raw": "binary",
    "engine": "string",
    "model": "string",
    "record": "string",
}
FAILURES: Final[Columns] = {"name": "string", "code": "string", "what": "string", "remedy": "string"}
DONE: Final[Columns] = {"shard": "bigint", "read": "bigint", "present": "bigint", "failed": "bigint"}
PROFILES: Final[Columns] = {"article": "bigint", "day": "int", "data": "binary", "hashes": "binary"}
KEYS: Final[Columns] = {"key": "bigint", "day": "int", "article": "bigint"}
NEAR: Final[Columns] = {"block": "int", "one": "bigint", "other": "bigint", "home": "int"}
WANTED: Final[Columns] = {"article": "bigint", "kind": "int", "block": "int", "data": "binary"}
WEIGHING: Final[Columns] = {"block": "int", "kind": "int", "one": "bigint", "other": "bigint", "data": "binary"}
LINKS: Final[Columns] = {"kind": "int", "one": "bigint", "other": "bigint", "score": "double"}
PARTS: Final[Columns] = {"article": "bigint", "kind": "int", "part": "bigint", "data": "binary"}
TELLING: Final[Columns] = {
    "part": "bigint",
    "kind": "int",
    "one": "bigint",
    "other": "bigint",
    "score": "double",
    "data": "binary",
}
STORIES: Final[Columns] = {
    "story": "string",
    "title": "string",
    "first": "string",
    "last": "string",
    "reports": "int",
    "places": "string",
    "names": "string",
    "articles": "string",
    "also": "string",
}
HASHES: Final[Columns] = {"hash": "bigint", "article": "bigint"}
PAIRS: Final[Columns] = {"one": "bigint", "other": "bigint"}
REUSE: Final[Columns] = {"one": "string", "other": "string", "shared": "int"}
MEMBERS: Final[Columns] = {"article": "bigint", "kind": "int", "story": "bigint", "record": "string"}
GATHERED: Final[Columns] = {"story": "bigint", "article": "bigint", "record": "string"}
COMPARISONS: Final[Columns] = {"story": "string", "articles": "int", "comparison": "string", "failed": "string"}

_ROWS: Final = 512
_BYTES: Final = 8_000_000


def schema(columns: Columns) -> Any:
    """The schema of Arrow for some columns."""
    pa = arrow()
    kinds = {
        "string": pa.string(),
        "binary": pa.binary(),
        "bigint": pa.int64(),
        "int": pa.int32(),
        "double": pa.float64(),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])


def rows(batches: Batches) -> Iterator[dict[str, Any]]:
    """The rows of some batches, by column."""
    for batch in batches:
        yield from batch.to_pylist()


def packed(columns: Columns, some: Iterable[Sequence[Any]], most: int = _ROWS) -> Batches:
    """Rows as batches; a batch has at most so many rows, and is small where these are large.

    Args:
        columns: the table's columns.
        some: rows, each in the order of the columns.
        most: rows of a batch.
    """
    held: list[Sequence[Any]] = []
    size = 0
    for row in some:
        held.append(row)
        size += sum(len(each) for each in row if isinstance(each, (bytes, str)))
        if len(held) >= most or size > _BYTES:
            yield batch(columns, held)
            held, size = [], 0
    if held:
        yield batch(columns, held)


def batch(columns: Columns, some: Sequence[Sequence[Any]]) -> Any:
    """Some rows as one batch."""
    by_column = list(zip(*some, strict=True)) if some else [()] * len(columns)
    return arrays(columns, *map(list, by_column))


def arrays(columns: Columns, *values: Any) -> Any:
    """Columns of values as one batch.

    Args:
        columns: the table's columns.
        values: for each a list or a NumPy array.
    """
    pa = arrow()
    shape = schema(columns)
    made = [pa.array(value, type=field.type) for value, field in zip(values, shape, strict=True)]
    return pa.record_batch(made, schema=shape)


def write(columns: Columns, batches: Batches, to: Store) -> int:
    """Write batches to one file of Parquet; return how many rows. Nothing is written where there are none.

    Raises:
        SetupError: O01, it cannot be written.
    """
    first = next(batches, None)
    while first is not None and not first.num_rows:
        first = next(batches, None)
    if first is None:
        return 0
    count = 0
    with (
        to.written() as file,
        arrow().parquet.ParquetWriter(file, schema(columns), compression="zstd") as writer,
    ):
        while first is not None:
            count += first.num_rows
            if first.num_rows:
                writer.write_batch(first)
            first = next(batches, None)
    return count


def read(columns: Columns, file: str, most: int = 4096) -> Batches:
    """The batches of one file of Parquet, with the columns asked for in their order; small where its rows are large.

    Args:
        columns: the columns.
        file: its address.
        most: rows of a batch.
    """
    pa = arrow()
    names = list(columns)
    with Store(file).opened() as stream, pa.parquet.ParquetFile(stream) as parquet:
        groups = [parquet.metadata.row_group(at) for at in range(parquet.num_row_groups)]
        largest = max((each.total_byte_size // max(1, each.num_rows) for each in groups), default=0)
        size = max(1, min(most, _BYTES // max(1, largest)))
        for each in parquet.iter_batches(batch_size=size, columns=names):
            yield each.select(names).cast(schema(columns))


def count(folder: Store) -> int:
    """How many rows a table has that is in a folder."""
    pa = arrow()
    total = 0
    for file in folder.files(".parquet"):
        with Store(file.address).opened() as stream:
            total += int(pa.parquet.read_metadata(stream).num_rows)
    return total
