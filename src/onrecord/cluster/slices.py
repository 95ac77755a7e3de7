"""A part of what was read in a folder, for a ledger: records and the bytes they came from, nothing read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from onrecord import codec
from onrecord.articles.arrivals import Arrival
from onrecord.cluster import tables
from onrecord.cluster.read import manifest
from onrecord.cluster.store import Store, absolute
from onrecord.errors import ArticleError, SetupError
from onrecord.record import Article, Record

_ABOUT: Final = dict.fromkeys(("article", "outlet", "published"), "string")
_KEPT: Final = {"name": "string", "raw": "binary", "record": "string", **_ABOUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which articles to take; what is None does not matter.

    Attributes:
        since: published on this day or later, ISO 8601.
        until: published on this day or earlier.
        outlet: of this outlet, whatever the case.
        story: of the story with this id, or one that begins so; what was compared knows it.
        most: no more than so many.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    story: str | None = None
    most: int | None = None


class Slice:
    """The articles of a folder that are wanted, one at a time, for `ledger.adding.add`."""

    def __init__(self, folder: str, wanted: Wanted) -> None:
        """Look at the folder.

        Args:
            folder: made by `read`.
            wanted: which of its articles.

        Raises:
            SetupError: K05 it is no folder of records, K06 no story is compared there under that id.
        """
        manifest(absolute(folder))
        self._store = Store(absolute(folder))
        self._wanted = wanted
        self._members = None if wanted.story is None else _members(self._store, wanted.story)
        self._held: Record | None = None

    def arrivals(self) -> Iterator[Arrival]:
        """The articles, in the order of their ids within each file; one whose record is damaged with its error."""
        count = 0
        for file in self._store.within("records").files(".parquet", deep=True):
            for row in tables.rows(tables.read(_KEPT, file.address, 64)):
                if self._wants(row):
                    yield self._arrival(row)
                    count += 1
                    if count == self._wanted.most:
                        return

    def read(self, article: Article) -> Record:
        """The record of the article that arrived last.

        Raises:
            ValueError: another one is asked for.
        """
        if self._held is None or self._held.article.id != article.id:
            raise ValueError(f"{article.id} is not the article that arrived last")
        return self._held

    def _arrival(self, row: dict[str, Any]) -> Arrival:
        try:
            self._held = codec.loads_record(row["record"])
        except (ValueError, KeyError, TypeError) as fault:
            what = f"the record of {row['article']} is damaged ({str(fault)[:80]})"
            return Arrival(row["name"], row["raw"], None, ArticleError("A08", name=row["name"], what=what))
        return Arrival(row["name"], row["raw"], self._held.article, None)

    def _wants(self, row: dict[str, Any]) -> bool:
        wanted = self._wanted
        day = (row["published"] or "")[:10]
        return (
            (self._members is None or row["article"] in self._members)
            and (wanted.since is None or day >= wanted.since)
            and (wanted.until is None or ("" < day <= wanted.until))
            and (wanted.outlet is None or (row["outlet"] or "").casefold() == wanted.outlet.casefold())
        )


def _members(store: Store, story: str) -> frozenset[str]:
    found: dict[str, frozenset[str]] = {}
    chosen = {"story": "string", "articles": "string", "also": "string"}
    for file in store.within("compare", "stories").files(".parquet"):
        for row in tables.rows(tables.read(chosen, file.address)):
            if row["story"].startswith(story):
                found[row["story"]] = frozenset((*json.loads(row["articles"]), *json.loads(row["also"])))
    if len(found) != 1 or not story:
        raise SetupError("K06", id=story, path=store.address)
    return next(iter(found.values()))
