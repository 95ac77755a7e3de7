"""Addresses of actors and of words in articles, and answers that are files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from onrecord.web.pages import to


def actor_address(key: str) -> str:
    """The page of an actor. A slash in a name is no part of the path, or names like `../x` would lead elsewhere."""
    return f"/actors/{quote(key, safe='')}"


def words_address(article: str, start: int | None = None, end: int | None = None) -> str:
    """An article, at some of its words."""
    return to(f"/articles/{article}", None, f"w{start}-{end}" if start is not None else "")


def json_lines(name: str, rows: Iterable[Mapping[str, Any]]) -> Response:
    """A file of JSON lines."""
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.jsonl"'}
    return Response(lines.encode("utf-8", "replace"), headers=headers, media_type="application/x-ndjson")
