"""What is to be read: files of WARC, WET, JSON lines and Parquet, saved pages and texts, in splits for workers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.articles.arrivals import SUFFIXES, TABLE_SUFFIXES, Arrival, streamed, suffix
from onrecord.articles.table import groups, rows
from onrecord.cluster.store import File, Store, absolute
from onrecord.errors import ArticleError, SetupError


@dataclass(frozen=True, slots=True)
class Split:
    """A file, or a group of rows of a table: what one worker takes at a time.

    Attributes:
        number: its place among all.
        file: the file, as it was asked for.
        where: its address from whatever folder.
        group: of a table, which group of its rows.
    """

    number: int
    file: File
    where: str
    group: int | None = None

    @property
    def digest(self) -> str:
        """What tells it from any other, and from the same file once it was changed: 16 hexadecimal digits."""
        told = f"{self.where}\n{self.file.size}\n{self.file.changed}\n{self.group}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def splits(addresses: Iterable[str]) -> list[Split]:
    """What is at some addresses, in their order; the files of a folder by their names.

    Args:
        addresses: files and folders, here or in a store (`s3a://…`).

    Raises:
        SetupError: K01 nothing that is read is at one of them.
    """
    found: list[tuple[File, int | None]] = []
    for address in addresses:
        found.extend((file, group) for file in _files(address) for group in _groups(file))
    return [Split(number, file, absolute(file.address), group) for number, (file, group) in enumerate(found)]


def _files(address: str) -> list[File]:
    store = Store(address)
    kind = store.kind()
    if kind == "nothing":
        raise SetupError("K01", path=address, what="there is nothing there")
    if kind == "file":
        return [store.file()]
    found = [file for file in store.files(deep=True) if suffix(file.address) in SUFFIXES]
    if not found:
        raise SetupError("K01", path=address, what=f"no file in it ends with {', '.join(sorted(SUFFIXES))}")
    return found


def _groups(file: File) -> list[int | None]:
    if suffix(file.address) not in TABLE_SUFFIXES:
        return [None]
    with Store(file.address).opened() as stream:
        return list(range(groups(stream)))


def arrivals(split: Split, encoding: str | None = None) -> Iterator[Arrival]:
    """The articles of a split, one at a time, as `onrecord add` names and takes them; what fails among them.

    Args:
        split: what to read.
        encoding: take it as this, whatever it says of itself.
    """
    file = split.file
    try:
        with Store(split.where).opened() as stream:
            if split.group is None:
                yield from streamed(stream, file.address, encoding=encoding, size=file.size)
            else:
                for line in rows(stream, file.address, split.group):
                    yield Arrival(line.name, line.raw, line.article, line.error)
    except OSError as fault:
        error = ArticleError("A08", name=file.address, what=fault.strerror or str(fault))
        yield Arrival(file.address, b"", None, error)
