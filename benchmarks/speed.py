"""`python -m benchmarks speed`: articles and tokens a second, memory, and where the time goes."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.tokens import Tokens
from onrecord.articles import arrivals
from onrecord.reading.encoder import Encoder, Network
from onrecord.reading.reader import read


def run(paths: Sequence[str], encoder: Encoder, rounds: int = 3) -> None:
    """Read everything at some paths several times and print the best round's figures."""
    began = time.perf_counter()
    articles = [arrival.article for arrival in arrivals(paths) if arrival.article is not None]
    arriving = time.perf_counter() - began
    if not articles:
        print("nothing to read", file=sys.stderr)
        raise SystemExit(1)
    tokens = sum(len(Tokens(article.text).starts) for article in articles)
    clock = _Clock(encoder.network)
    timed = Encoder(clock.run, encoder.digest)
    best: tuple[float, float] | None = None
    for _ in range(rounds):
        clock.seconds = 0.0
        began = time.perf_counter()
        for article in articles:
            read(article, timed)
        whole = time.perf_counter() - began
        if best is None or whole < best[0]:
            best = (whole, clock.seconds)
    seconds, inside = best or (0.0, 0.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(articles)} articles, {tokens} tokens, best of {rounds} rounds")
    pace = f"{len(articles) / seconds:8.1f} articles/s {tokens / seconds:8.0f} tokens/s"
    print(f"reading          {seconds:8.2f} s   {pace}")
    print(f"  in the encoder {inside:8.2f} s   {inside / seconds:8.0%} of it")
    print(f"  in the rest    {seconds - inside:8.2f} s   {1 - inside / seconds:8.0%} of it")
    print(f"articles in      {arriving:8.2f} s   decoding, extraction, paragraphs, language; not in the above")
    print(f"peak memory      {peak:8.0f} MB of this process")


class _Clock:
    """A network that keeps the time spent in it."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.seconds = 0.0

    def run(
        self, ids: NDArray[np.int64], traits: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> Sequence[NDArray[np.float32]]:
        began = time.perf_counter()
        outputs = self._network(ids, traits, mask)
        self.seconds += time.perf_counter() - began
        return outputs
