"""Lists of words in `data/`: sections headed "[name]", comments after "#", an entry a line or several by commas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def entries(file: str, part: str) -> Iterator[str]:
    """The lines of a section, in order, without comments and blank ones.

    Args:
        file: the file's name in `data/`.
        part: the section's name.
    """
    source = (files("onrecord") / "reading" / "data" / file).read_text(encoding="utf-8")
    here = ""
    for raw in source.splitlines():
        line = raw.strip()
        if line.startswith("["):
            here = line.strip("[]")
        elif line and not line.startswith("#") and here == part:
            yield line


@cache
def words(file: str, part: str) -> frozenset[str]:
    """The words of a section whose lines part them by commas."""
    return frozenset(word.strip() for line in entries(file, part) for word in line.split(",") if word.strip())
