"""What hostile inputs are made of: words of each format, characters that break assumptions, and examples to spoil."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from onrecord.articles.page import from_page

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples" / "hallan"

_FOLDER: Final = Path(__file__).parent / "words"


def words(name: str) -> tuple[str, ...]:
    """The words of a format, from `words/NAME.txt`: a string of JSON a line."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(map(str, map(json.loads, lines)))


STRANGE: Final = words("strange")
"""Pieces of text that are no words: what joins, hides, turns around, ends lines, or looks like another letter."""
HTML: Final = words("html")
FEED: Final = words("feed")
JSON: Final = (*words("json"), "9" * 5_000)
QUERY: Final = words("query")
YAML: Final = words("yaml")
ADDRESS: Final = (*words("address"), "a" * 300)
DESK: Final = (*words("desk"), "rw=" + "9" * 5_000)
RECORD: Final = words("record")
NEWS: Final = words("news")
LINKED: Final = words("linked")
RULES: Final = words("rules")
NOTATION: Final = words("notation")


@cache
def rule_words() -> tuple[str, ...]:
    """The words of the rules for times and quantities, and some figures."""
    data = files("onrecord") / "reading" / "data"
    found = {
        word
        for name in ("times.txt", "quantities.txt", "numbers.txt")
        for word in (data / name).read_text("utf-8").split()
    }
    figures = (0, 1, 7, 12, 20, 31, 99, 100, 1899, 1988, 2023, 9999, 10**17, 10**40)
    return (*sorted(found), *map(str, figures), "1" * 400, "2023-02-30", "31/31/2023", "99:99", "'99")


@cache
def pages() -> tuple[bytes, ...]:
    """The example story's pages."""
    return tuple(path.read_bytes() for path in sorted(EXAMPLES.glob("*.html")))


@cache
def texts() -> tuple[str, ...]:
    """Paragraphs of the example story, as articles have them."""
    found = [from_page(page, "example") for page in pages()]
    return tuple(each.text[span.start : span.end] for each in found for span in each.paragraphs)


def json_articles() -> tuple[bytes, ...]:
    """Articles as lines of JSON."""
    told = {"url": "http://marn.example/a", "outlet": "Hallan Post", "title": "Raid", "byline": "A. L."}
    given = [{"text": text, **told, "published": "2026-03-14"} for text in texts()[:6]]
    return tuple(json.dumps(each, ensure_ascii=False).encode() for each in given)


def feeds() -> tuple[bytes, ...]:
    """A feed of each kind."""
    return tuple(path.read_bytes() for path in sorted(_FOLDER.glob("*.xml")))


def packed() -> tuple[bytes, ...]:
    """gzip: whole, cut short, a member after another, and one that is not what it says."""
    whole = gzip.compress(texts()[0].encode(), mtime=0)
    return (whole, whole[:-6], whole + whole, b"\x1f\x8b" + b"\x00" * 20, gzip.compress(b"\0" * 100_000, mtime=0))


def marked() -> tuple[bytes, ...]:
    """One text with every byte-order mark, and with marks that are not its own."""
    text = texts()[0][:200]
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7")
    right = [text.encode(each, "replace") for each in encodings]
    marks = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"+/v8", b"\xef\xbb")
    return (*right, *(mark + text.encode() for mark in marks), b"%PDF-1.7", b"PK\x03\x04")
