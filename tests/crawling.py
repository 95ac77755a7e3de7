"""Going through a desk by its own links, and what a page of it may not have."""

from __future__ import annotations

import re
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from starlette.testclient import TestClient

ADDRESS: Final = "http://127.0.0.1:8765"
MOST_ALIKE: Final = 4
"""Pages that are looked at of those whose addresses differ in ids and values alone."""
PATIENCE: Final = 60.0
"""Seconds that a comparison is waited for."""
_ID: Final = re.compile(r"\b(story|a|e|f|g|j|s|v|x)-[0-9a-f]{8,}|\d+")
_LEADING: Final = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data"}


@dataclass
class Page:
    """What a page is made of.

    Attributes:
        links: where it leads, by links.
        forms: the fields of each form that only asks, by its action.
        harm: what of it could do harm.
    """

    links: list[str] = field(default_factory=list)
    forms: dict[str, list[str]] = field(default_factory=dict)
    harm: list[str] = field(default_factory=list)


class _Looking(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._form: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        page = self.page
        if tag == "script" and not known.get("src", "").startswith("/static/"):
            page.harm.append(f"a script: {attrs}")
        if tag in {"object", "embed", "base", "style"} or (tag == "img" and known.get("src") == "x"):
            page.harm.append(f"<{tag}>: {attrs}")
        for name, value in known.items():
            if name.startswith(("on", "hx-on")) or name in {"style", "srcdoc"}:
                page.harm.append(f"{name} on <{tag}>: {value}")
            if name in _LEADING and re.match(r"\s*(javascript|vbscript|data)\s*:", value, re.IGNORECASE):
                page.harm.append(f"{name} on <{tag}>: {value}")
        if tag == "form":
            self._form = page.forms.setdefault(known.get("action", ""), []) if _asks(known) else None
        elif tag in {"input", "select", "textarea"} and self._form is not None and "name" in known:
            self._form.append(known["name"])
        if tag in {"a", "iframe"} and (known.get("href") or known.get("src")):
            page.links.append(known.get("href") or known["src"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def _asks(form: dict[str, str]) -> bool:
    return form.get("method", "get").lower() == "get"


def looked_at(text: str) -> Page:
    """What a page is made of."""
    parser = _Looking()
    parser.feed(text)
    parser.close()
    return parser.page


def kind_of(address: str) -> str:
    """What pages have in common whose addresses differ in ids and values alone."""
    parts = urlsplit(address)
    return f"{_ID.sub('#', parts.path)}?{' '.join(sorted({name for name, _ in parse_qsl(parts.query)}))}"


def crawled(client: TestClient, start: str = "/inbox") -> Iterator[tuple[str, str, str]]:
    """The address, type and text of every page that is reached from one, some of each kind."""
    waiting, seen, alike = deque([start]), {start}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        alike[kind_of(address)] += 1
        if alike[kind_of(address)] > MOST_ALIKE:
            continue
        answer = waited(client, address)
        assert answer.status_code < 500, f"{address}: {answer.status_code}"
        kind = answer.headers.get("content-type", "")
        yield address, kind, answer.text
        if not kind.startswith("text/html") or "/saved" in address:
            continue
        for link in looked_at(answer.text).links:
            parts = urlsplit(urljoin(f"{ADDRESS}{address}", link))
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            if f"{parts.scheme}://{parts.netloc}" == ADDRESS and found not in seen:
                seen.add(found)
                waiting.append(found)


def waited(client: TestClient, address: str) -> Any:
    """What is answered, once what is worked out for it is there."""
    until = time.monotonic() + PATIENCE
    while (answer := client.get(address)).status_code == 202 and time.monotonic() < until:
        time.sleep(0.1)
    return answer
