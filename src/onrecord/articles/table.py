"""Articles from Parquet, a row each; needs pyarrow (`onrecord[parquet]`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, Final

from onrecord.articles.lines import FIELDS, Line, made
from onrecord.errors import ArticleError, SetupError

SUFFIXES: Final = frozenset({".parquet"})
_ROWS: Final = 64


def rows(stream: IO[bytes], name: str, group: int | None = None) -> Iterator[Line]:
    """Yield an article for each row, some rows held at a time; a bad row is yielded with its error.

    Args:
        stream: the file; it is gone to and fro in.
        name: its path; a row goes by that and its number.
        group: of which group of rows; all when None.

    Raises:
        SetupError: O02, pyarrow is not installed.
    """
    arrow = _pyarrow()
    try:
        file = arrow.parquet.ParquetFile(stream)
        there = set(file.schema_arrow.names)
        if "text" not in there:
            what = f"a table without a column of texts (text), and with {', '.join(sorted(there))[:80]},"
            yield Line(name, b"", None, ArticleError("A06", name=name, what=what, fields=", ".join(FIELDS)))
            return
        columns = ["text", *(each for each in FIELDS if each in there)]
        groups = range(file.num_row_groups) if group is None else [group]
        number = sum(file.metadata.row_group(at).num_rows for at in range(groups[0])) if groups else 0
        for batch in file.iter_batches(batch_size=_ROWS, row_groups=list(groups), columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _line(row, f"{name}:{number}")
    except (arrow.ArrowException, OSError) as fault:
        yield Line(name, b"", None, ArticleError("A08", name=name, what=str(fault).splitlines()[0][:100]))


def groups(stream: IO[bytes]) -> int:
    """How many groups of rows a file has; one where it is damaged, so that somebody says so.

    Raises:
        SetupError: O02, pyarrow is not installed.
    """
    arrow = _pyarrow()
    try:
        return max(1, int(arrow.parquet.ParquetFile(stream).num_row_groups))
    except (arrow.ArrowException, OSError):
        return 1


def _line(row: dict[str, Any], name: str) -> Line:
    plain = {key: _plain(value) for key, value in row.items() if value is not None}
    raw = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return made(plain, raw, name)


def _plain(value: Any) -> Any:
    """A day or a moment as ISO 8601; anything else that is no text as JSON has it, for others to refuse."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, (str, int, float)) else str(value)


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        raise SetupError("O02", what="Parquet", package="pyarrow", install="'onrecord[parquet]'") from error
    return pa
