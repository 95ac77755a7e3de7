"""Everything that people point at, one article at a time: files, folders, standard input, web addresses.

A thing that cannot be read arrives with its error, and the next one follows.
"""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from onrecord.articles import lines
from onrecord.articles.addresses import is_web
from onrecord.articles.decode import (
    MAX_BYTES,
    browsers_encoding,
    declared_encoding,
    decoded,
    marked_encoding,
    unpacked,
)
from onrecord.articles.page import from_page
from onrecord.articles.plain import article
from onrecord.errors import ArticleError
from onrecord.record import Article

if TYPE_CHECKING:
    from onrecord.articles.archive import Held
    from onrecord.articles.fetching import Fetched

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
JSON_SUFFIXES = frozenset({".json"})
ARCHIVE_SUFFIXES = frozenset({".warc", ".wet"})
TABLE_SUFFIXES = frozenset({".parquet"})
SUFFIXES = PAGE_SUFFIXES | TEXT_SUFFIXES | LINES_SUFFIXES | JSON_SUFFIXES | ARCHIVE_SUFFIXES | TABLE_SUFFIXES

_SNIFFED = 2048


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that came in: what to call it, the bytes it was read from, and an article or an error.

    Attributes:
        name: its path, with `:LINE` for one of many in a file; `-` for standard input; its address if it was fetched.
        raw: the bytes, as they came; empty where there were none to read.
        article: what it holds.
        error: why it could not be read. One of the two is None.
    """

    name: str
    raw: bytes
    article: Article | None
    error: ArticleError | None


def arrivals(
    paths: Iterable[str], *, encoding: str | None = None, fetch: Callable[[str], Fetched] | None = None
) -> Iterator[Arrival]:
    """Yield the articles of some files and folders, in the order given; a folder's files by their paths.

    Args:
        paths: files, folders, or `-` for standard input.
        encoding: take every file as this, whatever it says of itself.
        fetch: fetches web addresses; they are no paths, and nothing is fetched, when it is not given.
    """
    for path in paths:
        if path == "-":
            yield from _standard_input(encoding)
        elif fetch is not None and is_web(path):
            yield fetched(path, fetch, encoding=encoding)
        elif os.path.isdir(path):
            yield from _folder(path, encoding)
        elif os.path.exists(path):
            yield from _file(path, encoding)
        else:
            yield Arrival(path, b"", None, ArticleError("A07", name=path))


def from_bytes(raw: bytes, name: str) -> Iterator[Arrival]:
    """What arrived once, made again from the bytes kept of it.

    Args:
        raw: the bytes as they came; of one of many in a file, its line.
        name: what it was called, which tells what it is: its path, with `:LINE` for one of many.
    """
    path, _, line = name.rpartition(":")
    if is_web(name):
        from onrecord.articles.fetching import Fetched

        yield fetched(name, lambda address: Fetched(asked=address, address=address, raw=raw))
    elif path and line.isdecimal() and raw.startswith(b"WARC/"):
        from onrecord.articles.archive import held_in

        yield _from_archive(held_in(raw, name))
    elif path and line.isdecimal():
        yield from _contents(raw, name, next(iter(sorted(LINES_SUFFIXES))), None)
    else:
        yield from _contents(raw, name, suffix(name), None)


def fetched(address: str, fetch: Callable[[str], Fetched], *, encoding: str | None = None) -> Arrival:
    """The article at a web address, under that address, or why there is none."""
    name, raw = address, b""
    try:
        answer = fetch(address)
        name, raw = answer.asked, answer.raw
        data = unpacked(raw, name)
        encoding = encoding or _stated(data, answer.charset)
        if _looks_like_page(data) or answer.kind in {"text/html", "application/xhtml+xml"}:
            found = from_page(data, name, fetched_at=answer.address, encoding=encoding)
        else:
            found = article(decoded(data, name, encoding=encoding), name, url=answer.address)
    except ArticleError as error:
        return Arrival(name, raw, None, error)
    return Arrival(name, raw, found, None)


def _stated(data: bytes, charset: str | None) -> str | None:
    """The encoding that a page was sent as, where it does not tell one itself and is not UTF-8."""
    if charset is None or marked_encoding(data) or declared_encoding(data):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return browsers_encoding(charset)
    return None


def given(raw: bytes, name: str, form: str = "") -> Iterator[Arrival]:
    """The article or articles of some bytes that are in no file.

    Args:
        raw: the bytes.
        name: what to call them; it is never taken for a path.
        form: the suffix that tells what they are, `.html` say; empty where they tell it themselves.
    """
    if form in LINES_SUFFIXES and not raw.startswith(b"\x1f\x8b"):
        yield from _lines(BytesIO(raw), name, None)
    else:
        yield from _contents(raw, name, form, None)


def suffix(path: str) -> str:
    """The suffix that tells what a file holds, `.gz` not counted."""
    whole = Path(path)
    return Path(whole.stem).suffix.lower() if whole.suffix.lower() == ".gz" else whole.suffix.lower()


def _folder(folder: str, encoding: str | None) -> Iterator[Arrival]:
    found = False
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and suffix(name) in SUFFIXES:
                found = True
                yield from _file(os.path.join(parent, name), encoding)
    if not found:
        error = ArticleError("A09", name=folder, suffixes=", ".join(sorted(SUFFIXES)))
        yield Arrival(folder, b"", None, error)


def _file(path: str, encoding: str | None) -> Iterator[Arrival]:
    try:
        with open(path, "rb") as file:
            yield from streamed(file, path, encoding=encoding, size=os.fstat(file.fileno()).st_size)
    except OSError as fault:
        yield Arrival(path, b"", None, ArticleError("A08", name=path, what=fault.strerror or str(fault)))


def streamed(stream: IO[bytes], name: str, *, encoding: str | None = None, size: int = 0) -> Iterator[Arrival]:
    """The article or articles of an open file, one at a time; what it holds is told by its name.

    Args:
        stream: the file.
        name: its path.
        encoding: take it as this, whatever it says of itself.
        size: how many bytes it has, where known.

    Raises:
        OSError: it cannot be read on.
    """
    kind, packed = suffix(name), name.lower().endswith(".gz")
    if kind in LINES_SUFFIXES:
        yield from _packed_lines(stream, name, encoding) if packed else _lines(stream, name, encoding)
    elif kind in ARCHIVE_SUFFIXES:
        from onrecord.articles.archive import held

        yield from map(_from_archive, held(stream, name))
    elif kind in TABLE_SUFFIXES:
        from onrecord.articles.table import rows

        yield from (Arrival(line.name, line.raw, line.article, line.error) for line in rows(stream, name))
    else:
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            error = ArticleError("A03", name=name, size=max(len(raw), size) / 1e6, limit=MAX_BYTES / 1e6)
            yield Arrival(name, b"", None, error)
        else:
            yield from _contents(raw, name, kind, encoding)


def _from_archive(held: Held) -> Arrival:
    """The article that a record of an archive holds; the bytes kept are the record's."""
    answer = held.answer
    if answer is None:
        return Arrival(held.name, held.raw, None, held.error)
    return replace(fetched(held.name, lambda _: answer), raw=held.raw)


def _packed_lines(stream: IO[bytes], name: str, encoding: str | None) -> Iterator[Arrival]:
    """The articles of JSON lines that are packed, up to where they are damaged."""
    unpacked_lines = gzip.GzipFile(fileobj=stream, mode="rb")
    try:
        yield from _lines(cast("IO[bytes]", unpacked_lines), name, encoding)
    except EOFError:
        yield Arrival(name, b"", None, ArticleError("A10", name=name, what="its compressed data ends early"))
    except (gzip.BadGzipFile, zlib.error) as fault:
        what = f"its compression is damaged ({fault})"
        yield Arrival(name, b"", None, ArticleError("A08", name=name, what=what))


def _standard_input(encoding: str | None) -> Iterator[Arrival]:
    stream = sys.stdin.buffer
    head = stream.readline(MAX_BYTES)
    if _looks_like_json(head):
        yield from _lines(_Rejoined(head, stream), "-", encoding)
        return
    raw = head + stream.read(MAX_BYTES + 1 - len(head))
    if len(raw) > MAX_BYTES:
        error = ArticleError("A03", name="-", size=len(raw) / 1e6, limit=MAX_BYTES / 1e6)
        yield Arrival("-", b"", None, error)
        return
    yield from _contents(raw, "-", "", encoding)


class _Rejoined:
    """A stream whose first line was taken off to look at, put back."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head: bytes | None = head
        self._rest = rest

    def readline(self, limit: int) -> bytes:
        if self._head is not None:
            head, self._head = self._head, None
            return head
        return self._rest.readline(limit)


def _lines(stream: IO[bytes] | _Rejoined, name: str, encoding: str | None) -> Iterator[Arrival]:
    """The articles of JSON lines, read one by one, whatever the file's size."""
    count = 0
    for line in lines.json_lines(_bounded(stream), name, encoding=encoding):
        count += 1
        yield Arrival(line.name, line.raw, line.article, line.error)
    if not count:
        yield Arrival(name, b"", None, ArticleError("A01", name=name))


def _bounded(stream: IO[bytes] | _Rejoined) -> Iterator[bytes]:
    """Lines of at most a limit; what a longer one has over it is thrown away."""
    while line := stream.readline(MAX_BYTES):
        yield line
        while len(line) >= MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES)


def _contents(raw: bytes, name: str, kind: str, encoding: str | None) -> Iterator[Arrival]:
    """The article or articles of one file's bytes."""
    try:
        data = unpacked(raw, name)
        if kind in LINES_SUFFIXES:
            for line in lines.json_lines(iter(data.split(b"\n")), name, encoding=encoding):
                yield Arrival(line.name, line.raw, line.article, line.error)
            return
        if kind in JSON_SUFFIXES:
            for line in lines.json_file(data, name, encoding=encoding):
                yield Arrival(line.name, line.raw, line.article, line.error)
            return
        if is_page(data, kind):
            found = from_page(data, name, encoding=encoding)
        else:
            found = article(decoded(data, name, encoding=encoding), name)
        yield Arrival(name, raw, found, None)
    except ArticleError as error:
        yield Arrival(name, raw, None, error)


def is_page(data: bytes, kind: str) -> bool:
    """Whether some bytes are taken for a page.

    Args:
        data: the bytes, not compressed.
        kind: the suffix of what they came as; see `suffix`.
    """
    return kind in PAGE_SUFFIXES or (kind not in TEXT_SUFFIXES and _looks_like_page(data))


def _looks_like_page(data: bytes) -> bool:
    head = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<!--")) or b"<html" in head


def _looks_like_json(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
