"""Addresses of actors and of words in articles."""

from __future__ import annotations

from urllib.parse import quote

from onrecord.web.pages import to


def actor_address(key: str) -> str:
    """The page of an actor. A slash in a name is no part of the path, or names like `../x` would lead elsewhere."""
    return f"/actors/{quote(key, safe='')}"


def words_address(article: str, start: int | None = None, end: int | None = None) -> str:
    """An article, at some of its words."""
    return to(f"/articles/{article}", None, f"w{start}-{end}" if start is not None else "")
