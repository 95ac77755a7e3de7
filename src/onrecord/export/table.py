"""What tables of comma-separated values have in common (RFC 4180): cells, lists in a cell, the article of a row.

Lists are joined by "; ", and a semicolon inside an item becomes a comma, so that the items can be told apart again. A
cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from onrecord.record import Anchor, Article, Span

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
ARTICLE: Final = ("article", "outlet", "published", "title", "url")
"""The columns that every table begins with."""


def line(cells: Iterable[str]) -> str:
    """Some cells as a line, with its end."""
    to = io.StringIO(newline="")
    csv.writer(to).writerow(cells)
    return to.getvalue()


def rows(columns: Sequence[str], about: Mapping[str, object], items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Items as lines.

    Args:
        columns: the names of the columns, in order.
        about: the cells that every row has.
        items: the other cells of each row.
    """
    for item in items:
        row = {**about, **item}
        yield line([cell(row[name]) for name in columns])


def cell(value: object) -> str:
    """A value as it stands in its cell: nothing for None, numbers bare, words never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value) if value == int(value) else value)
    words = str(value)
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words


def article(of: Article) -> dict[str, str | None]:
    """The cells that tell which article a row is of."""
    told = {"outlet": of.outlet, "published": of.published, "title": of.title, "url": of.url}
    return {"article": of.id, **{name: flat(words) for name, words in told.items()}}


def words(anchor: Anchor | None) -> str | None:
    """The words of an anchor on one line."""
    return None if anchor is None else flat(anchor.words)


def flat(words: str | None) -> str | None:
    """Words on one line."""
    return None if words is None else " ".join(words.split())


def joined(items: Iterable[str]) -> str:
    """Items that can be told apart again: what parts them stands in none."""
    return "; ".join((flat(item) or "").replace(";", ",") for item in items)


def spans(of: Sequence[Span | Anchor]) -> str:
    """Offsets, `12-40; 55-61`."""
    return "; ".join(f"{each.start}-{each.end}" for each in of)
