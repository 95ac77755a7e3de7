"""TimeML files as TempEval-3 packed them (UzZaman et al., 2013): AQUAINT and TimeBank, cleaned.

Upstream layout: `data/TBAQ-cleaned/AQUAINT/*.tml` and `data/TBAQ-cleaned/TimeBank/*.tml`. Used for measuring alone.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PARTS = ("AQUAINT", "TimeBank")
_GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as annotated: its offsets, its type and its value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class TimedDocument:
    """A document with its times.

    Attributes:
        name: the name of its file.
        text: the text inside `TEXT`.
        paragraphs: the offsets of its paragraphs: what blank lines part.
        created: the value of the document's creation time.
        times: in text order.
    """

    name: str
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    created: str
    times: tuple[Timex, ...]


def files(root: Path, part: str) -> list[Path]:
    """The files of a part, in the order of their names.

    Raises:
        FileNotFoundError: there are none.
    """
    found = sorted(root.glob(f"data/*/{part}/*.tml")) or sorted(root.glob(f"**/{part}/*.tml"))
    if not found:
        raise FileNotFoundError(f"{root} has no TimeML files in a folder {part}")
    return found


def read(path: Path) -> TimedDocument:
    """A file of TimeML.

    Raises:
        ValueError: it has no text, or no creation time.
    """
    root = ET.parse(path).getroot()  # noqa: S314 - a corpus that the reader chose to measure on
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or created is None:
        raise ValueError(f"{path} has no TEXT or no DCT")
    pieces: list[str] = []
    times = tuple(sorted(_times(body, pieces), key=lambda time: time.start))
    text = "".join(pieces)
    return TimedDocument(path.stem, text, tuple(_paragraphs(text)), created.get("value", ""), times)


def _times(element: ET.Element, pieces: list[str]) -> Iterator[Timex]:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        yield from _times(child, pieces)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        yield Timex(start, sum(map(len, pieces)), element.get("type", ""), element.get("value", ""))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in [*_GAP.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        if text[at:end].strip():
            yield at, end
        at = end if gap is None else gap.end()
