"""`python -m benchmarks desk`: how soon the desk answers ten people who click at once while articles are added.

The ledger is filled with invented articles (`invented.py`), kept, and copied before anybody clicks. Four kinds of
process are at work: `onrecord serve` with those that it starts; one that reads further articles with the encoder and
adds them, as `onrecord add` does; and one with ten threads, each a person who follows a link of the page before them,
or goes to another room, or searches, and then looks at what came for a second or so.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tqdm import tqdm

from benchmarks.invented import invented
from onrecord.articles import Arrival
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.reading.reader import read
from onrecord.record import Record

PEOPLE: Final = 10
MOST: Final = 0.3
"""Seconds that a page may take, at the 95th percentile."""
LOOKING: Final = (0.5, 1.5)
"""Seconds that a person looks at a page, at least and at most."""
ROOMS: Final = ("/inbox", "/stories", "/actors", "/network", "/search", "/judgements")
ELSEWHERE: Final = 0.25
"""How often a person goes to another room instead of following a link."""
FEWEST: Final = 20
"""Answers of a kind of page, from which on its 95th percentile tells something."""

_LINK: Final = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
_ID: Final = re.compile(r"/(?:story|[a-z])-[0-9a-f]{8,}(?:/[a-z]-[0-9a-f]+)?|/\d+(?=/|$)")
_WORD: Final = re.compile(r"\b[a-z]{4,9}\b")


def run(articles: int, path: Path, seed: int, seconds: float) -> dict[str, float]:
    """Fill a ledger with invented articles, let people click through the desk over it, and print how soon it answers.

    Args:
        articles: how many; those that are there already are kept.
        path: the ledger; a copy of it is what the desk shows.
        seed: what articles and clicks are drawn by.
        seconds: how long people click.

    Returns:
        The time that a page may take over that of the slowest kind of page at the 95th percentile, 1 at most; and the
        share of clicks that were answered without an error.
    """
    _fill(articles, path, seed)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "desk.db"
        shutil.copy(path, copy)
        with _serving(copy) as port, _adding(copy, seed + 1) as added:
            clicked = _clicked(port, seed, seconds)
            come = added()
    print(f"{articles} invented articles, {come} more added meanwhile by another process")
    print(
        f"{PEOPLE} people for {seconds:.0f} s; load of the machine before, after: {load:.1f}, {os.getloadavg()[0]:.1f}"
    )
    return _told(clicked, seconds)


def _fill(articles: int, path: Path, seed: int) -> None:
    with Ledger(path, create=True) as ledger:
        there = len(ledger)
        index = Indexing()
        ledger.connection.execute("PRAGMA synchronous = OFF")  # the filling is not what is measured
        for one in tqdm(
            invented(articles, seed, there), initial=there, total=articles, unit=" articles", desc="adding"
        ):
            record = one.record
            for _ in add(ledger, [_arrival(record)], lambda _, record=record: record, index):  # type: ignore[misc]
                pass
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _arrival(record: Record) -> Arrival:
    article = record.article
    told = {"text": article.text, "title": article.title, "outlet": article.outlet, "published": article.published}
    return Arrival(f"invented:{article.id}", json.dumps(told).encode(), article, None)


@contextmanager
def _serving(path: Path) -> Iterator[int]:
    """The port of a desk over a ledger, in a process of its own."""
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(path), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:  # noqa: S603
        try:
            told = process.stdout.readline() if process.stdout else ""
            found = re.search(r":(\d+)/", told)
            if found is None:
                raise SystemExit(f"onrecord serve said {told!r}")
            yield int(found[1])
        finally:
            process.terminate()


@contextmanager
def _adding(path: Path, seed: int) -> Iterator[Callable[[], int]]:
    """Something that tells how many articles another process has added so far."""
    ways = multiprocessing.get_context("spawn")
    ended = ways.Event()
    count = ways.Value("i", 0)
    process = ways.Process(target=_add, args=(path, seed, ended, count), daemon=True)
    process.start()
    while count.value == 0 and process.is_alive():
        time.sleep(0.1)
    try:
        yield lambda: count.value
    finally:
        ended.set()
        process.join()


def _add(path: Path, seed: int, ended: Event, count: object) -> None:
    """Read and add articles until it is enough."""
    index = Indexing()
    with Ledger(path) as ledger:
        for one in invented(100_000, seed):
            if ended.is_set():
                return
            for _ in add(ledger, [_arrival(one.record)], read, index):
                count.value += 1  # type: ignore[attr-defined]


@dataclass
class Click:
    """A page that was asked for: its kind, the seconds until all of it was there, and what was wrong, if anything."""

    kind: str
    address: str
    seconds: float
    wrong: str | None


def _clicked(port: int, seed: int, seconds: float) -> list[Click]:
    """What people who click through a desk see, in a process of their own."""
    ways = multiprocessing.get_context("spawn")
    with ways.Pool(1) as pool:
        return pool.apply(_people, (port, seed, seconds))


def _people(port: int, seed: int, seconds: float) -> list[Click]:
    people = [_Person(port, random.Random(f"{seed} {number}")) for number in range(PEOPLE)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=person.click, args=(until,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [click for person in people for click in person.clicks]


@dataclass
class _Person:
    """Somebody who clicks, the same at every run as far as the pages are the same."""

    port: int
    draw: random.Random
    clicks: list[Click] = field(default_factory=list)

    def click(self, until: float) -> None:
        """Click from room to room until it is time to go."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            address, links, words = "/inbox", list[str](), list[str]()
            while time.monotonic() < until:
                text = self._seen(connection, address)
                links = [found for each in _LINK.findall(text) if (found := _within(address, unescape(each)))]
                words = _WORD.findall(text[text.find("<main") :]) or words
                address = self._next(links, words)
                time.sleep(self.draw.uniform(*LOOKING))

    def _next(self, links: list[str], words: list[str]) -> str:
        if self.draw.random() < ELSEWHERE or not links:
            room = self.draw.choice(ROOMS)
            return f"{room}?{urlencode({'q': self.draw.choice(words)})}" if room == "/search" and words else room
        kinds: dict[str, list[str]] = defaultdict(list)
        for link in links:
            if link not in ROOMS and link != "/keys":  # they are on every page
                kinds[kind_of(link)].append(link)
        if not kinds:
            return self.draw.choice(ROOMS)
        return self.draw.choice(kinds[self.draw.choice(sorted(kinds))])

    def _seen(self, connection: http.client.HTTPConnection, address: str) -> str:
        """The page at an address, over whatever it sends on to."""
        for _ in range(4):
            began = time.perf_counter()
            try:
                connection.request("GET", address)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                self.clicks.append(Click(kind_of(address), address, time.perf_counter() - began, repr(error)))
                return ""
            wrong = f"status {answer.status}" if answer.status >= 400 else None
            self.clicks.append(Click(kind_of(address), address, time.perf_counter() - began, wrong))
            sent_on = answer.getheader("Location")
            if answer.status not in {301, 302, 303, 307} or sent_on is None:
                return body.decode("utf-8", "replace") if "html" in (answer.getheader("Content-Type") or "") else ""
            address = _within(address, sent_on) or "/inbox"
        return ""


def _within(address: str, link: str) -> str | None:
    """The address that a link of a page leads to, without its part; None where it leads elsewhere."""
    parts = urlsplit(urljoin(f"http://desk{address}", link))
    return parts.path + (f"?{parts.query}" if parts.query else "") if parts.netloc == "desk" else None


def kind_of(address: str) -> str:
    """The kind of page at an address: its path without ids, and what it is asked to show."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    path = re.sub(r"^/actors/.+", "/actors/…", _ID.sub("/…", parts.path))
    if path.endswith("/export") or path == "/export" or "as" in asked:
        return "exports"
    if path == "/stories/…":
        return f"{path} {'side by side' if 'show' in asked or 'left' in asked else asked.get('part', 'disputes')}"
    return path


def _told(clicks: list[Click], seconds: float) -> dict[str, float]:
    """Print how soon each kind of page came; the figures."""
    kinds: dict[str, list[Click]] = defaultdict(list)
    for click in clicks:
        kinds[click.kind].append(click)
    print(f"{'page':32}{'clicks':>8}{'median ms':>12}{'95 % ms':>10}{'most ms':>10}{'errors':>8}")
    worst = 0.0
    for kind, some in sorted(kinds.items()):
        spent = [click.seconds for click in some]
        late = quantiles(spent, n=20, method="inclusive")[-1] if len(spent) > 1 else spent[0]
        if len(some) >= FEWEST and kind != "exports":
            worst = max(worst, late)
        wrong = sum(click.wrong is not None for click in some)
        print(
            f"{kind:32}{len(some):8}{1000 * median(spent):12.0f}{1000 * late:10.0f}{1000 * max(spent):10.0f}{wrong:8}"
        )
    spent = [click.seconds for click in clicks if click.kind != "exports"]
    late = quantiles(spent, n=20, method="inclusive")[-1]
    failed = [click for click in clicks if click.wrong is not None]
    print(
        f"{'all pages':32}{len(spent):8}{1000 * median(spent):12.0f}{1000 * late:10.0f}{1000 * max(spent):10.0f}",
        end="",
    )
    print(f"{len(failed):8}   {len(clicks) / seconds:.1f} clicks a second")
    for click in failed[:10]:
        print(f"  {click.address}: {click.wrong}")
    return {"within": min(1.0, MOST / worst) if worst else 1.0, "answered": 1 - len(failed) / len(clicks)}
