"""Parquet: a folder with tables of articles, of each layer and of corrections; needs pyarrow (`onrecord[parquet]`).

The columns are the fields of the record's JSON, lists and all, so that records can be read back whole. Each row of a
layer begins with the id of its `article`; what has a voice also tells its `speaker` and the whole `chain` in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from onrecord import codec
from onrecord.errors import SetupError
from onrecord.export.formats import Came
from onrecord.export.provenance import COLUMNS, provenance
from onrecord.export.voices import chain
from onrecord.record import LAYERS, Article, Record
from onrecord.version import VERSION

_ITEMS: Final = (*LAYERS, "corrections")
TABLES: Final = ("articles", *_ITEMS)
"""The names of the tables; each is a file of that name with `.parquet` behind it."""
_ROWS: Final = 20_000
"""Rows that are held before they are written."""
_IN_WORDS: Final = ("speaker", "chain")


def write(records: Iterable[Came], folder: Path) -> int:
    """Write records to the tables of a folder; return how many. Tables there are replaced once all are whole.

    Args:
        records: each with sha256 of the bytes of its article, or None.
        folder: made if it does not exist.

    Raises:
        SetupError: O01 it cannot be written, O02 pyarrow is not installed.
    """
    arrow = _pyarrow()
    parts = {name: folder / f".{name}.parquet.part" for name in TABLES}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            count = _fill(arrow, records, parts)
            for name, part in parts.items():
                part.replace(folder / f"{name}.parquet")
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)
    except OSError as error:
        raise SetupError("O01", path=folder, what=error.strerror or error) from error
    return count


def _fill(arrow: Any, records: Iterable[Came], files: Mapping[str, Path]) -> int:
    """Write records to the file of each table, some rows at a time; return how many."""
    schemas = {name: _schema(arrow, name) for name in TABLES}
    held: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    count = 0
    with ExitStack() as open_files:
        writers = {
            name: open_files.enter_context(arrow.parquet.ParquetWriter(files[name], schemas[name])) for name in TABLES
        }

        def flush(least: int) -> None:
            for name, rows in held.items():
                if len(rows) >= least:
                    writers[name].write_table(arrow.Table.from_pylist(rows, schema=schemas[name]))
                    rows.clear()

        for record, raw in records:
            for name, rows in held.items():
                rows.extend(table(record, name, raw))
            flush(_ROWS)
            count += 1
        flush(1)
    return count


def table(record: Record, name: str, raw: str | None = None) -> list[dict[str, Any]]:
    """The rows of one of the tables, by column.

    Args:
        record: of the article.
        name: one of `TABLES`.
        raw: sha256 of the bytes that the article came as, where known.
    """
    if name == "articles":
        known = provenance(record, raw)
        return [{**codec.plain(record.article), **{column: codec.plain(getattr(known, column)) for column in COLUMNS}}]
    return [_row(record, item) for item in getattr(record, name)]


def _row(record: Record, item: Any) -> dict[str, Any]:
    row = {"article": record.article.id, **codec.plain(item)}
    voice = getattr(item, "voice", None)
    if voice is not None:
        row |= {"speaker": voice[-1].name if voice else None, "chain": chain(voice)}
    return row


def read(folder: Path) -> Iterator[Record]:
    """The records that `write` has written, in the same order.

    Args:
        folder: with the tables.

    Raises:
        SetupError: O02, pyarrow is not installed.
        ValueError: a table lacks a column, has one that is not known, or cannot be read.
        AnchorError: an item's words are not where it says (a kind of ValueError).
    """
    arrow = _pyarrow()
    rows = {name: _rows(arrow, folder / f"{name}.parquet") for name in TABLES}
    items: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for layer in _ITEMS:
        for row in rows[layer]:
            item = {name: value for name, value in row.items() if name not in {"article", *_IN_WORDS}}
            items.setdefault(row["article"], {}).setdefault(layer, []).append(item)
    for row in rows["articles"]:
        reader = {name: row.pop(name) for name in ("engine", "model", "layers", "ontology")}
        article = {name: value for name, value in row.items() if name not in COLUMNS}
        found = items.get(row["id"], {})
        yield codec.record_from(
            {"article": article, "reader": reader, **{layer: found.get(layer, []) for layer in _ITEMS}}
        )


def _rows(arrow: Any, path: Path) -> list[dict[str, Any]]:
    """The rows of a table."""
    try:
        rows: list[dict[str, Any]] = arrow.parquet.read_table(path).to_pylist()
    except FileNotFoundError:
        raise
    except (arrow.ArrowException, OSError, ValueError, MemoryError) as error:  # a file that is spoilt tells any size
        raise ValueError(f"{path.name} cannot be read: {error!s:.200}") from error
    if rows and (lacking := _columns_of(path.stem) - set(rows[0])):
        raise ValueError(f"{path.name} lacks the column {min(lacking)!r}")
    return rows


def _columns_of(table: str) -> set[str]:
    """The columns of a table that its rows are told by."""
    return {"id", "engine", "model", "layers", "ontology"} if table == "articles" else {"article"}


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        raise SetupError("O02", what="Parquet", package="pyarrow", install="'onrecord[parquet]'") from error
    return pa


def _schema(arrow: Any, name: str) -> Any:
    """The columns of a table, with their types: those of the record's JSON Schema."""
    schema = codec.schema()
    known: Mapping[str, Any] = schema["$defs"]
    record = known["Record"]["properties"]
    if name == "articles":
        columns = dict(_fields(arrow, known[Article.__name__], known))
        columns |= {column: arrow.string() for column in COLUMNS}
        columns |= {"layers": arrow.list_(arrow.string()), "corrections": arrow.int64()}
    else:
        kind = record[name]["items"]["$ref"].rpartition("/")[2]
        fields = dict(_fields(arrow, known[kind], known))
        columns = {"article": arrow.string(), **fields}
        columns |= {column: arrow.string() for column in _IN_WORDS if "voice" in fields}
    about = {"onrecord": json.dumps({"table": name, "engine": VERSION})}
    return arrow.schema(list(columns.items()), metadata=about)


def _fields(arrow: Any, kind: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, hint in kind["properties"].items():
        yield name, _type(arrow, hint, known)


def _type(arrow: Any, hint: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    """The type of Arrow for a type of JSON; all may be null."""
    if "anyOf" in hint:
        return _type(arrow, next(each for each in hint["anyOf"] if each.get("type") != "null"), known)
    if "$ref" in hint:
        return arrow.struct(list(_fields(arrow, known[hint["$ref"].rpartition("/")[2]], known)))
    if hint.get("type") == "array":
        return arrow.list_(_type(arrow, hint["items"] or hint["prefixItems"][0], known))
    plain = {"integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_()}
    return plain.get(hint.get("type", ""), arrow.string())
