"""What a thing that is fuzzed consists of."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an input.

    Attributes:
        kind: in a word, for counting how many different things came: the code of an error, or what was made.
        made: all of it, so that it can be told whether the same comes the second time.
    """

    kind: str
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing that is fuzzed.

    Attributes:
        name: what the command line calls it.
        told: what it is, in a line.
        prepare: gets ready and returns what takes an input; raises where something does not hold of what came.
        seeds: examples of what it takes.
        words: of its format.
        share: of all inputs of a run, beside the shares of others.
        longest: bytes of an input.
        opening: what an input begins with that is to be taken seriously, and how it ends, for measuring growth.
        places: more of these, in which letters and marks are repeated, no words of the format.
        most: bytes over which its own limit, which is told, refuses an input; growth is measured no further.
    """

    name: str
    told: str
    prepare: Callable[[], Callable[[bytes], Came]]
    seeds: Callable[[], Sequence[bytes]]
    words: Callable[[], Sequence[bytes]]
    share: float = 1.0
    longest: int = 4_096
    opening: tuple[bytes, bytes] = (b"", b"")
    places: Sequence[tuple[bytes, bytes]] = ()
    most: int = 1_000_000


def scratch(owner: object) -> Path:
    """A new folder that is there as long as something is.

    Args:
        owner: what needs it.
    """
    path = Path(tempfile.mkdtemp(prefix="onrecord-fuzzing-"))
    weakref.finalize(owner, shutil.rmtree, path, ignore_errors=True)
    return path


def text_of(data: bytes) -> str:
    """An input as text; bytes that are none become lone surrogates, as a careless caller may have them."""
    return data.decode("utf-8", "surrogateescape")


def encoded(words: Sequence[str]) -> list[bytes]:
    """Words as bytes, lone surrogates among them."""
    return [word.encode("utf-8", "surrogatepass") for word in words]
