"""`python -m benchmarks speed`: articles and tokens a second, memory, and where the time goes."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from benchmarks import stages
from benchmarks.peers import spacy_small
from benchmarks.tokens import Tokens
from onrecord.articles import arrivals
from onrecord.reading.coreference import clusters
from onrecord.reading.encoder import Encoder, Network, cores
from onrecord.reading.names import found_names
from onrecord.reading.reader import read
from onrecord.reading.settled import settled
from onrecord.reading.syntax import parse
from onrecord.record import Article


def run(paths: Sequence[str], encoder: Encoder, peer: Language | None = None, rounds: int = 3) -> None:
    """Read everything at some paths several times and print the best round's figures.

    Args:
        paths: articles, folders, JSON lines.
        encoder: the encoder.
        peer: a spaCy pipeline, timed in turn with ours on the same articles, paragraph by paragraph.
        rounds: how often each is timed.
    """
    began = time.perf_counter()
    came = list(arrivals(paths))
    articles = [arrival.article for arrival in came if arrival.article is not None]
    arriving = time.perf_counter() - began
    if not articles:
        print("nothing to read", file=sys.stderr)
        raise SystemExit(1)
    tokens = sum(len(Tokens(article.text).starts) for article in articles)
    clock = _Clock(encoder.network)
    timed = Encoder(clock.run, encoder.digest)
    print(f"{len(articles)} articles, {tokens} tokens, best of {rounds} rounds, {cores()} cores")
    works: tuple[tuple[str, Callable[[Article], object]], ...] = (
        ("record", settled(lambda article: read(article, timed))),  # as `add` does
        ("syntax and coreference", lambda article: _parsed(article, timed)),
    )
    for name, work in works:
        seconds, inside = min(_round(articles, work, clock) for _ in range(rounds))
        pace = f"{len(articles) / seconds:8.1f} articles/s {tokens / seconds:8.0f} tokens/s"
        print(f"{name:24}{seconds:8.2f} s   {pace}")
        print(f"  in the network        {inside:8.2f} s   {inside / seconds:8.0%} of it")
        print(f"  in the rest           {seconds - inside:8.2f} s   {1 - inside / seconds:8.0%} of it")
    if peer is not None:
        _beside(peer, articles, tokens, seconds, rounds)
    print("a record, step by step")
    print(*stages.told(stages.reading(articles, encoder, rounds)), sep="\n")
    print("adding to a ledger, articles in not counted")
    added = stages.adding(came, encoder)
    print(*stages.told({"read": added.pop(stages.REST), **added}), sep="\n")
    print(f"articles in             {arriving:8.2f} s   decoding, extraction, paragraphs, language; not in the above")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory             {peak:8.0f} MB of this process")
    print(f"cold start              {_cold_start(articles[0].text):8.2f} s   a new process up to the first record")


def _beside(peer: Language, articles: Sequence[Article], tokens: int, ours: float, rounds: int) -> None:
    """Print a peer's pace over the same articles, and ours beside it for as much and more."""
    texts = [article.text[span.start : span.end] for article in articles for span in article.paragraphs]
    theirs = min(spacy_small.seconds(peer, texts) for _ in range(rounds))
    print(f"{'spaCy ' + peer.meta['name']:24}{theirs:8.2f} s   {tokens / theirs:26.0f} tokens/s")
    print(f"  beside syntax and coreference       {ours / theirs:8.2f} times its time")


def _round(articles: Sequence[Article], work: Callable[[Article], object], clock: _Clock) -> tuple[float, float]:
    """Seconds that some work on all articles took, and those of them in the network."""
    clock.seconds = 0.0
    began = time.perf_counter()
    for article in articles:
        work(article)
    return time.perf_counter() - began, clock.seconds


def _parsed(article: Article, encoder: Encoder) -> object:
    """What a Doc is made of, spaCy's own part left out."""
    scores = encoder.read(article.text, [(span.start, span.end) for span in article.paragraphs])
    syntax = parse(scores, article.text, article.paragraphs)
    return clusters(scores, syntax, article.text, found_names(scores, article.text))


def _cold_start(text: str) -> float:
    """Seconds from the start of a process to its first record, by the process's parent."""
    began = time.perf_counter()
    program = "import sys, onrecord; onrecord.read(sys.stdin.read())"
    subprocess.run([sys.executable, "-c", program], input=text, text=True, check=True)  # noqa: S603 - fixed program
    return time.perf_counter() - began


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
