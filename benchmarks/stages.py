"""Where the time of reading and adding goes, step by step: timers around the functions that the reader calls.

A step's time is without that of the steps inside it, so that the table adds up to the whole.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from onrecord.articles import Arrival
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.reading import reader
from onrecord.reading.encoder import Encoder
from onrecord.reading.events import Events
from onrecord.reading.settled import settled
from onrecord.record import Article

_STEPS: Final = {
    "recased": "case",
    "sentence_spans": "sentences",
    "parse": "words, syntax",
    "Treewalk": "words, syntax",
    "Clauses": "words, syntax",
    "found_mentions": "mentions",
    "found_names": "names",
    "entities_of": "entities",
    "times_and_quantities": "times, quantities",
    "attributions": "attributions",
    "with_hearsay": "statements, voices",
    "statements": "statements, voices",
    "tolls": "events",
    "relations": "relations",
    "labels": "labels",
    "Record": "the record checked",
}
"""What the reader calls, and the step that it belongs to."""
NETWORK: Final = "the network"
PIECES: Final = "word pieces, scores"
EVENTS: Final = "events"
REST: Final = "the rest"
KEEPING: Final = "kept in the ledger"
INDEXING: Final = "indexed: stories, shared text"


class Stages:
    """Seconds of each step, one inside another counted once.

    Attributes:
        seconds: of each step so far.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside: list[float] = []

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time goes to a step."""

        def run(*arguments: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            began = time.perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                spent = time.perf_counter() - began
                self.seconds[step] = self.seconds.get(step, 0.0) + spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return run

    @contextmanager
    def around(self, encoder: Encoder) -> Iterator[Encoder]:
        """An encoder, and a reader, whose steps are timed as long as this lasts."""
        timed = Encoder(self.timed(NETWORK, encoder.network), encoder.digest)
        with ExitStack() as patches:
            for name, step in _STEPS.items():
                patches.enter_context(patch.object(reader, name, self.timed(step, getattr(reader, name))))
            patches.enter_context(patch.object(Events, "found", self.timed(EVENTS, Events.found)))
            patches.enter_context(patch.object(timed, "read", self.timed(PIECES, timed.read)))
            yield timed


def reading(articles: Sequence[Article], encoder: Encoder, rounds: int) -> dict[str, float]:
    """Seconds of each step of reading some articles, of the fastest of some rounds."""
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        stages = Stages()
        with stages.around(encoder) as timed:
            read = settled(stages.timed(REST, lambda article: reader.read(article, timed)))
            for article in articles:
                read(article)
        found.append(stages.seconds)
    return min(found, key=lambda one: sum(one.values()))


def adding(arrivals: Sequence[Arrival], encoder: Encoder) -> dict[str, float]:
    """Seconds of reading, keeping and indexing some arrivals, as `onrecord add` does, in a ledger made for it."""
    stages, index = Stages(), Indexing()
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger(Path(folder) / "ledger.db", create=True) as ledger,
        patch.object(index, "take", stages.timed(INDEXING, index.take)),
    ):
        read = settled(stages.timed(REST, lambda article: reader.read(article, encoder)))
        stages.timed(KEEPING, lambda: [*add(ledger, arrivals, read, index)])()
    return stages.seconds


def told(seconds: dict[str, float]) -> Iterator[str]:
    """A table of steps, the longest first, with their shares."""
    whole = sum(seconds.values())
    for step, spent in sorted(seconds.items(), key=lambda one: -one[1]):
        yield f"  {step:30}{spent:8.2f} s {spent / whole:8.1%}"
