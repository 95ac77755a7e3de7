"""Folders of tables, on this machine or in a store that pyarrow knows (`s3a://`, `gs://`, `hdfs://`).

Whatever is written is written aside and put in its place once it is whole, so that a process killed at any moment
leaves no half file under a name that counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BufferedReader
from pathlib import PurePosixPath
from typing import IO, Any, Final, cast
from uuid import uuid4

from onrecord.errors import SetupError

PART: Final = ".part"
_SCHEMES: Final = {"s3a": "s3", "s3n": "s3"}


def arrow() -> Any:
    """The library pyarrow.

    Raises:
        SetupError: O02, it is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.fs
        import pyarrow.parquet
    except ImportError as error:
        raise SetupError("O02", what="Parquet", package="pyarrow", install="'onrecord[parquet]'") from error
    return pa


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found: its address, its bytes, and when it was changed, in nanoseconds; 0 where not known."""

    address: str
    size: int
    changed: int


@cache
def _found(address: str) -> tuple[Any, str]:
    """The file system that an address is in, and the path there."""
    fs = arrow().fs
    scheme, parted, rest = address.partition("://")
    if not parted or scheme == "file":
        return fs.LocalFileSystem(), absolute(rest if parted else address)
    try:
        system, path = fs.FileSystem.from_uri(f"{_SCHEMES.get(scheme, scheme)}://{rest}")
    except (arrow().ArrowException, OSError) as error:
        raise SetupError("K01", path=address, what=str(error).splitlines()[0][:120]) from error
    return system, path


def absolute(address: str) -> str:
    """An address that is the same from whatever folder it is looked at.

    Args:
        address: a path, or an address of a store, which is left as it is.
    """
    return address if "://" in address else os.path.abspath(address)  # noqa: PTH100 - no link is followed


@dataclass(frozen=True, slots=True)
class Store:
    """A folder, by its address; a plain value, so that it can be sent to another process."""

    address: str

    def within(self, *names: str) -> Store:
        """A folder in this one."""
        return Store("/".join((self.address.rstrip("/"), *names)))

    def files(self, suffix: str = "", *, deep: bool = False) -> list[File]:
        """The files in it with a suffix, by name; those hidden, or yet being written, left out. None where it is not.

        Args:
            suffix: what their names end with.
            deep: those of its folders too.
        """
        system, path = _found(self.address)
        pa = arrow()
        chosen = pa.fs.FileSelector(path, recursive=deep, allow_not_found=True)
        found = [each for each in system.get_file_info(chosen) if each.type == pa.fs.FileType.File]
        begin = self.address.rstrip("/")
        kept = []
        for each in found:
            inside = PurePosixPath(each.path).relative_to(path).parts
            if each.path.endswith(suffix) and not any(part.startswith(".") for part in inside):
                kept.append(File("/".join((begin, *inside)), each.size, each.mtime_ns or 0))
        return sorted(kept, key=lambda one: one.address)

    def exists(self) -> bool:
        """Whether there is anything at its address."""
        return self.kind() != "nothing"

    def kind(self) -> str:
        """`file`, `folder` or `nothing`."""
        system, path = _found(self.address)
        kinds = arrow().fs.FileType
        found = system.get_file_info(path).type
        return "nothing" if found == kinds.NotFound else "folder" if found == kinds.Directory else "file"

    def file(self) -> File:
        """The file that it is, if it is one."""
        system, path = _found(self.address)
        found = system.get_file_info(path)
        return File(self.address, found.size or 0, found.mtime_ns or 0)

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """A file to read."""
        system, path = _found(self.address)
        with system.open_input_file(path) as file:
            yield cast("IO[bytes]", BufferedReader(file))

    @contextmanager
    def written(self) -> Iterator[Any]:
        """A file to write; it is at its address once the whole is written, and not at all if something is raised.

        Raises:
            SetupError: O01, it cannot be written.
        """
        system, path = _found(self.address)
        parent, _, name = path.rpartition("/")
        aside = f"{parent}/.{name}.{uuid4().hex}{PART}"
        try:
            system.create_dir(parent, recursive=True)
            try:
                with system.open_output_stream(aside) as file:
                    yield file
            except BaseException:
                system.delete_file(aside)
                raise
            system.move(aside, path)
        except OSError as error:
            raise SetupError("O01", path=self.address, what=error.strerror or error) from error

    def write_json(self, data: Mapping[str, Any]) -> None:
        """Write a file of JSON."""
        with self.written() as file:
            file.write(json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n")

    def read_json(self) -> dict[str, Any] | None:
        """What a file of JSON holds; None where it is not."""
        if self.kind() != "file":
            return None
        with self.opened() as file:
            found: dict[str, Any] = json.loads(file.read())
        return found

    def remove(self) -> None:
        """Remove the file, or the folder and all in it, if it is there."""
        system, path = _found(self.address)
        kind = self.kind()
        if kind != "nothing":
            (system.delete_dir if kind == "folder" else system.delete_file)(path)

    def move(self, to: Store) -> None:
        """Give the folder another address, which must be free."""
        system, path = _found(self.address)
        _, there = _found(to.address)
        system.create_dir(there.rpartition("/")[0], recursive=True)
        system.move(path, there)
