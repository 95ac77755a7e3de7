"""What tests of the desk share: a ledger, a browser without a browser, and a page's text with its offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from onrecord.articles import Arrival
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.record import Article, Record
from onrecord.web.app import application
from onrecord.web.settings import Settings

ADDRESS = "http://127.0.0.1:8765"


def browser(path: Path) -> TestClient:
    """A client of a desk over a ledger, that asks as the desk's own pages do."""
    return TestClient(
        application(Settings(ledger=path)), base_url=ADDRESS, headers={"Origin": ADDRESS}, follow_redirects=False
    )


def filled(path: Path, *records: Record, raw: bytes = b"as it came", name: str = "made.txt") -> Path:
    """A ledger with some records."""
    with Ledger(path, create=True) as ledger:
        for number, record in enumerate(records):
            ledger.add(record, Arrival(f"{number}-{name}", raw, record.article, None), Indexing())
    return path


@dataclass
class Stretch:
    """An element of a text, and the offsets of the characters in it."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int = -1

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


@dataclass
class Shown:
    """The text of an article as a page has it."""

    words: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)

    def named(self, name: str) -> Stretch:
        return next(one for one in self.stretches if one.attributes.get("id") == name)


class _Text(HTMLParser):
    def __init__(self, article: Article) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = Shown()
        self._starts = iter(article.paragraphs)
        self._at = 0
        self._open: list[Stretch] = []
        self._within = self._paragraph = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known: dict[str, str] = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._within = True
        elif self._within and tag == "p":
            self._at = next(self._starts).start
            self.shown.words.append("")
            self._open, self._paragraph = [], True
        elif self._within:
            self._open.append(Stretch(tag, known, self._at))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._within = False
        elif self._within and tag == "p":
            self._paragraph = False
        elif self._within:
            one = self._open.pop()
            assert one.tag == tag, f"{one.tag} is closed by {tag}"
            one.end = self._at
            self.shown.stretches.append(one)

    def handle_data(self, data: str) -> None:
        if self._within and self._paragraph:
            self.shown.words[-1] += data
            self._at += len(data)


def text_of(page: str, article: Article) -> Shown:
    """The text on a page, paragraph by paragraph, and every element in it with the offsets of its characters."""
    parser = _Text(article)
    parser.feed(page)
    parser.close()
    return parser.shown


def elements(page: str, tag: str) -> list[dict[str, Any]]:
    """The attributes of all elements of a kind."""
    found: list[dict[str, Any]] = []

    class Finding(HTMLParser):
        def handle_starttag(self, name: str, attrs: Sequence[tuple[str, str | None]]) -> None:
            if name == tag:
                found.append({key: value or "" for key, value in attrs})

    Finding().feed(page)
    return found
