"""What a ledger says of the articles that a cluster has read and compared, and where the two differ."""

from __future__ import annotations

import gzip
import html
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord import codec
from onrecord.articles import arrivals
from onrecord.cluster import tables
from onrecord.cluster.store import Store
from onrecord.comparing.compare import compare
from onrecord.comparing.indexing import Indexing
from onrecord.comparing.sketches import FEWEST
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.adding import add
from onrecord.ledger.sharing import like
from onrecord.reading.reader import read


def differences(folder: Path, paths: Sequence[str], ledger: Path) -> list[str]:
    """Where what is in a folder differs from a ledger of the same articles; nothing where it does not.

    Args:
        folder: read and compared.
        paths: what was read.
        ledger: where to make the ledger, or one with these articles.
    """
    store = Store(str(folder))
    found: list[str] = []
    with Ledger(ledger, create=True) as made:
        for _ in add(made, arrivals(paths), read, Indexing()):
            pass
        mine = {article.id: made.packed(article.id).decode() for article in made.articles()}
        theirs = {row["article"]: row["record"] for row in _rows(store.within("records"), tables.RECORDS)}
        if mine != theirs:
            apart = sum(mine.get(each) != theirs.get(each) for each in {*mine, *theirs})
            found.append(f"{apart} of {len(mine)} records differ")
        failed = {failure.what for failure in made.failures()}
        if failed != {row["what"] for row in _rows(store.within("failures"), tables.FAILURES)}:
            found.append("failures differ")
        known = dict(_stories(made))
        told = {row["story"]: _told(row) for row in _rows(store.within("compare", "stories"), tables.STORIES)}
        if known != told:
            found.append(f"{len(known.keys() ^ told.keys())} of {len(known)} stories differ, or what is told of them")
        shared = {
            (min(article, other), max(article, other), count)
            for article in mine
            for other, count in like(made, article, FEWEST)
        }
        reuse = {tuple(row.values()) for row in _rows(store.within("compare", "reuse"), tables.REUSE)}
        if shared != reuse:
            found.append(f"{len(shared ^ reuse)} of {len(shared)} pairs that share text differ")
        found += _compared(made, known, store.within("compare", "comparisons"))
    return found


def _compared(ledger: Ledger, known: dict[str, dict[str, Any]], folder: Store) -> list[str]:
    theirs = {row["story"]: row["comparison"] for row in _rows(folder, tables.COMPARISONS)}
    several = {story: told["articles"] for story, told in known.items() if len(told["articles"]) > 1}
    mine = {
        story: codec.dumps(compare([ledger.record(article) for article in articles]))
        for story, articles in several.items()
    }
    apart = sum(mine.get(each) != theirs.get(each) for each in {*mine, *theirs})
    return [f"{apart} of {len(mine)} comparisons differ"] if apart else []


def _rows(folder: Store, columns: tables.Columns) -> Iterator[dict[str, Any]]:
    for file in folder.files(".parquet", deep=True):
        yield from tables.rows(tables.read(columns, file.address))


def _stories(ledger: Ledger) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in kept.stories(ledger, limit=1_000_000):
        main, also = ([article.id for article in some] for some in kept.articles_of(ledger, one.id))
        yield (
            one.id,
            {
                "title": one.title,
                "first": one.first,
                "last": one.last,
                "places": list(one.places),
                "names": list(one.names),
                "articles": sorted(main),
                "also": sorted(also),
            },
        )


def _told(row: dict[str, Any]) -> dict[str, Any]:
    lists = {name: json.loads(row[name]) for name in ("places", "names")}
    members = {name: sorted(json.loads(row[name])) for name in ("articles", "also")}
    return {**{name: row[name] for name in ("title", "first", "last")}, **lists, **members}


def write_warc(rows: Sequence[dict[str, Any]], to: Path) -> Path:
    """An archive of articles as pages, each record packed by itself, as crawlers write them.

    Args:
        rows: with `url`, `title`, `published` and `text`.
        to: the archive.
    """
    with to.open("wb") as file:
        for row in rows:
            file.write(gzip.compress(_response(row["url"], page(row).encode("utf-8")), mtime=0))
    return to


def page(row: dict[str, Any]) -> str:
    """An article as a page."""
    title = html.escape(row.get("title") or "Untitled")
    told = "".join(f"<p>{html.escape(each)}</p>\n" for each in (row["text"] or "").split("\n\n") if each.strip())
    date = f'<meta property="article:published_time" content="{row["published"]}">' if row.get("published") else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{date}</head>\n'
        f"<body><article><h1>{title}</h1>\n{told}</article></body></html>\n"
    )


def _response(address: str, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
