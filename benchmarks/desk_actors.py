"""How long the pages of actors and of who speaks about whom take, in a ledger of invented reports.

A third of the stories quotes one official and a fifth has one rival, so that some actors are in the news every day. The
reports' statements mention nobody else; who they speak of is drawn, most often those of most articles.

    python -m benchmarks.desk_actors --articles 10000
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from starlette.testclient import TestClient

from benchmarks.invented import report, reports
from onrecord.articles.arrivals import Arrival
from onrecord.ledger import Ledger
from onrecord.web.app import application
from onrecord.web.settings import Settings

ADDRESS: Final = "http://127.0.0.1:8765"
OFFICIAL: Final = "Dorn Halvard"
RIVAL: Final = "Mina Ostrel"
DRAWN: Final = 400
"""Actors that statements are drawn to speak of."""
PAGES: Final = (
    "/actors",
    "/actors?type=person&since=2022&until=2022-12",
    "/actors?since=2000",
    "/actors?name=do",
    "/actors/dorn%20halvard",
    "/actors/dorn%20halvard?page=100",
    "/actors/dorn%20halvard?part=about",
    "/actors/dorn%20halvard?part=by&of=mina%20ostrel",
    "/actors/dorn%20halvard?part=names",
    "/actors/dorn%20halvard?part=offices",
    "/network",
    "/network?around=dorn%20halvard",
    "/network?since=2021&until=2030",
)


def fill(path: Path, articles: int) -> None:
    """Make a ledger of so many reports."""
    with Ledger(path, create=True) as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        for published, story, index in reports(articles):
            told = replace(story, official=OFFICIAL) if story.number % 3 == 0 else story
            told = replace(told, rival=RIVAL) if story.number % 5 == 0 else told
            record = report(told, index, published, 7)
            name = f"{story.number}-{index}.txt"
            ledger.add(record, Arrival(name, record.article.text.encode(), record.article, None))
        _draw(ledger)


def _draw(ledger: Ledger) -> None:
    """Draw whom statements speak of."""
    draw = random.Random(7)
    keys = [key for (key,) in ledger.rows("SELECT key FROM actor_cast ORDER BY articles DESC, key LIMIT ?", (DRAWN,))]
    weights = [1 / (at + 1) for at in range(len(keys))]
    rows = ledger.rows("SELECT day, article, start, statement, entity, stop, outlet, act FROM actor_said")
    ledger.connection.execute("BEGIN")
    for row in rows:
        speaker, *others = draw.choices(keys, weights, k=3)
        ledger.connection.executemany(
            "INSERT OR IGNORE INTO actor_about VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'drawn')",
            [(key, *row, speaker) for key in others],
        )
    ledger.connection.execute("COMMIT")


def main() -> None:
    """Print the time of each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--tries", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "actors.db"
        fill(path, given.articles)
        client = TestClient(application(Settings(ledger=path)), base_url=ADDRESS)
        print("milliseconds of CPU: first, median; page")
        for page in PAGES:
            took = []
            for _ in range(given.tries):
                began = time.process_time()
                client.get(page).raise_for_status()
                took.append(1000 * (time.process_time() - began))
            print(f"{took[0]:6.0f} {sorted(took)[len(took) // 2]:6.0f}  {page}", flush=True)


if __name__ == "__main__":
    main()
