"""Articles from JSON: one object a line, or one file with an object or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.articles.decode import MAX_BYTES, decoded
from onrecord.articles.plain import article
from onrecord.errors import ArticleError
from onrecord.record import Article

FIELDS = ("url", "outlet", "title", "byline", "published")
"""The keys read beside `text`; others are let pass."""

_WANTED = ", ".join(FIELDS)


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a JSON file: what to call it, its bytes, and the article or why there is none."""

    name: str
    raw: bytes
    article: Article | None
    error: ArticleError | None


def json_lines(lines: Iterator[bytes], name: str, *, encoding: str | None = None) -> Iterator[Line]:
    """Yield an article for every line that is not blank; a bad line is yielded with its error."""
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            yield _one(raw.strip(b"\r\n"), f"{name}:{number}", encoding)


def json_file(raw: bytes, name: str, *, encoding: str | None = None) -> Iterator[Line]:
    """Yield the article of a JSON object, or those of a list of objects."""
    try:
        data = json.loads(decoded(raw, name, encoding=encoding))
    except (ValueError, RecursionError) as error:
        yield Line(name, raw, None, ArticleError("A06", name=name, what=f"not JSON ({_short(error)})", fields=_WANTED))
        return
    except ArticleError as error:
        yield Line(name, raw, None, error)
        return
    if isinstance(data, list):
        for number, each in enumerate(data, start=1):
            again = json.dumps(each, ensure_ascii=False).encode("utf-8", "surrogatepass")
            yield made(each, again, f"{name}:{number}")
    else:
        yield made(data, raw, name)


def _one(raw: bytes, name: str, encoding: str | None) -> Line:
    if len(raw) >= MAX_BYTES:
        error = ArticleError("A03", name=name, size=len(raw) / 1e6, limit=MAX_BYTES / 1e6)
        return Line(name, b"", None, error)
    try:
        data = json.loads(decoded(raw, name, encoding=encoding))
    except ArticleError as error:
        return Line(name, raw, None, error)
    except (ValueError, RecursionError) as error:
        what = f"not JSON ({_short(error)})"
        return Line(name, raw, None, ArticleError("A06", name=name, what=what, fields=_WANTED))
    return made(data, raw, name)


def made(data: Any, raw: bytes, name: str) -> Line:
    """A line of an object: its article, or why there is none.

    Args:
        data: the object.
        raw: its bytes.
        name: what to call it.
    """
    try:
        return Line(name, raw, from_object(data, name), None)
    except ArticleError as error:
        return Line(name, raw, None, error)


def from_object(data: Any, name: str) -> Article:
    """An article from a JSON object with `text` and any of `FIELDS`.

    Raises:
        ArticleError: A06 it is not such an object; or as `plain.article` does.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("text"), str):
        raise ArticleError("A06", name=name, what="an object without a text", fields=_WANTED)
    given = {key: data.get(key) for key in FIELDS}
    for key, value in given.items():
        if value is not None and not isinstance(value, str):
            raise ArticleError("A06", name=name, what=f"{key} that is no string", fields=_WANTED)
    return article(data["text"], name, **{key: value or None for key, value in given.items()})


def _short(error: Exception) -> str:
    return str(error)[:80] or type(error).__name__
