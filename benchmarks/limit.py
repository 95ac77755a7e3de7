"""`python -m benchmarks limit`: how near reading comes to what the processor can do, on one core.

Three figures in one run: what a plain matrix product reaches, what the network reaches by itself, over and over on the
windows of the articles, and what reading as a whole does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.tokens import Tokens
from onrecord.articles import arrivals
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read

LAYERS: Final = 6
HIDDEN: Final = 384
WIDER: Final = 1536
_PRODUCT: Final = """
import time
import numpy as np
made = np.random.default_rng(0)
left = made.random((512, 384), dtype=np.float32)
right = made.random((384, 1536), dtype=np.float32)
best = 1e9
for _ in range(200):
    began = time.perf_counter()
    left @ right
    best = min(best, time.perf_counter() - began)
print(2 * 512 * 384 * 1536 / best / 1e9)
"""
_FLAGS: Final = ("avx2", "avx512f", "avx_vnni", "avx512_vnni", "amx_int8")

Window = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def run(paths: Sequence[str], encoder: Encoder, rounds: int = 3) -> dict[str, float]:
    """Print what a product, the network and reading reach, and their shares of each other.

    Args:
        paths: articles, folders, JSON lines.
        encoder: the encoder, its network on one thread.
        rounds: how often the network and reading are timed; the best counts.

    Returns:
        `product` in thousand million operations a second, `bare` and `whole` in tokens a second.

    Raises:
        SystemExit: there is nothing to read.
    """
    articles = [arrival.article for arrival in arrivals(paths) if arrival.article is not None]
    if not articles:
        raise SystemExit("nothing to read")
    network = encoder.network
    tokens = sum(len(Tokens(article.text).starts) for article in articles)
    windows: list[Window] = []

    def kept(
        ids: NDArray[np.int64], traits: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> Sequence[NDArray[np.float32]]:
        windows.append((ids, traits, mask))
        return network(ids, traits, mask)

    for article in articles:
        Encoder(kept).read(article.text, [(span.start, span.end) for span in article.paragraphs])
    bare = whole = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        for window in windows:
            network(*window)
        bare = min(bare, time.perf_counter() - began)
        began = time.perf_counter()
        for article in articles:
            read(article, encoder)
        whole = min(whole, time.perf_counter() - began)
    pieces = sum(ids.size for ids, _, _ in windows)
    done = sum(operations(ids.size) for ids, _, _ in windows) / 1e9
    product = float(_printed(_PRODUCT))
    print(f"{len(articles)} articles, {tokens} tokens, {pieces} pieces in {len(windows)} windows, one thread")
    print(f"processor               {' '.join(flags()) or 'unknown'}")
    print(f"a product of matrices   {product:8.0f} GFLOP/s in 32-bit floats")
    print(
        f"the network by itself   {tokens / bare:8.0f} tokens/s {pieces / bare:8.0f} pieces/s {done / bare:8.0f} Gop/s"
    )
    print(f"                        {done / bare / product:8.2f} of what the product reaches in 32-bit floats")
    print(f"reading                 {tokens / whole:8.0f} tokens/s {bare / whole:8.2f} of the network by itself")
    return {"product": product, "bare": tokens / bare, "whole": tokens / whole}


def operations(pieces: int) -> int:
    """Multiplications and additions that the encoder's layers take for a window of so many pieces, heads left out."""
    matrices = 4 * HIDDEN * HIDDEN + 2 * HIDDEN * WIDER
    return LAYERS * 2 * (pieces * matrices + 2 * pieces * pieces * HIDDEN)


def flags() -> list[str]:
    """What the processor has of what matters here; nothing where the system does not say."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return []
    line = next((line for line in told.splitlines() if line.startswith("flags")), "")
    return [flag for flag in _FLAGS if flag in line.split()]


def _printed(program: str) -> str:
    """What a program prints in a process of one thread."""
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=alone)  # noqa: S603 - fixed program
    return done.stdout
