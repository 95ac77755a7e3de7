"""`python -m benchmarks memory`: what adding one article after another takes of memory, from the first to the last.

Everything that `onrecord add` does is done: read, kept, indexed. Where the articles run out they come again with a line
of their own in front, which makes them other articles to the ledger, and reports of the same to its index.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Final

from tqdm import tqdm

from onrecord.articles import Arrival, arrivals
from onrecord.articles.arrivals import from_bytes
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Held:
    """After how many articles so many megabytes were resident."""

    articles: int
    megabytes: float


def run(paths: Sequence[str], encoder: Encoder, articles: int) -> list[Held]:
    """Add articles to a ledger made for it, and print what the process holds after each tenth.

    Args:
        paths: articles, folders, JSON lines.
        encoder: the encoder.
        articles: how many are added.

    Returns:
        What was held at the beginning and after each tenth.

    Raises:
        SystemExit: there is nothing to read.
    """
    coming = again(paths)
    first = next(coming, None)
    if first is None:
        raise SystemExit("nothing to read")
    held = [Held(0, resident())]
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db", create=True) as ledger:
        index = Indexing()

        def steps() -> Iterator[Arrival]:
            yield first
            yield from coming

        added = add(ledger, steps(), lambda article: read(article, encoder), index)
        shown = tqdm(islice(added, articles), total=articles, unit=" articles", desc="adding", mininterval=1.0)
        for done, _ in enumerate(shown, 1):
            if done * 10 // articles >= len(held):
                held.append(Held(done, resident()))
        size = ledger.path.stat().st_size / 1e6
    print("articles      MB resident")
    for one in held:
        print(f"{one.articles:8}{one.megabytes:17.0f}")
    if len(held) > 2:
        each = 1000 * (held[-1].megabytes - held[2].megabytes) / (held[-1].articles - held[2].articles)
        print(f"growth after the second tenth  {each:.1f} kB an article; the ledger has {size:.0f} MB")
    return held


def again(paths: Sequence[str]) -> Iterator[Arrival]:
    """What is at some paths, over and over, told apart by a line in front; what cannot be read is left out."""
    for turn in count():
        some = False
        for arrival in arrivals(paths):
            if arrival.article is None:
                continue
            some = True
            if turn:
                text = f"Edition {turn} of the day.\n\n{arrival.article.text}"
                yield from from_bytes(text.encode(), f"{arrival.name}#{turn}.txt")
            else:
                yield arrival
        if not some:
            return


def resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * _PAGE / 1e6
