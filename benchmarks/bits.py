"""`python -m benchmarks bits`: what shipping in 8 bits costs, figure by figure."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

from tqdm import tqdm

from benchmarks import attribution, coreference, factuality, names, syntax
from onrecord.reading.encoder import Encoder

SPLIT = "dev"

Measure = Callable[[Encoder], Mapping[str, float]]


def run(corpora: Path, eight: Encoder, whole: Encoder) -> None:
    """Measure two encoders on every corpus that is there and print their figures beside each other.

    Args:
        corpora: a folder with the corpora.
        eight: the encoder that ships.
        whole: the same network in 32 bits.
    """
    found = list(measures(corpora))
    if not found:
        sys.exit(f"no corpus that is measured on is in {corpora}; python -m training fetch DIR clones them")
    print(f"{'':40}{'32 bits':>10}{'8 bits':>10}{'cost':>10}")
    costs: dict[str, float] = {}
    for name, measure in tqdm(found, desc="corpora", leave=False):
        with redirect_stdout(io.StringIO()):
            before, after = measure(whole), measure(eight)
        for figure, value in before.items():
            told = f"{name} {figure}".strip()
            costs[told] = value - after[figure]
            print(f"{told:40}{value:>10.4f}{after[figure]:>10.4f}{costs[told]:>10.4f}")
    dearest = max(costs, key=lambda figure: costs[figure])
    print(f"\ndearest: {dearest}, {costs[dearest]:.4f}; mean over {len(costs)} figures {_mean(costs):.4f}")


def _mean(costs: Mapping[str, float]) -> float:
    return sum(costs.values()) / len(costs)


def measures(corpora: Path) -> Iterator[tuple[str, Measure]]:
    """What can be measured on the corpora in a folder, by name."""
    for name, folder, measure in (
        ("PolNeAR", "polnear", attribution.run),
        ("", "uner_ewt", names.run),
        ("", "crossner_politics", names.run),
        ("EWT", "ewt", syntax.run),
        ("GUM", "gum", syntax.run),
        ("GUM", "gum", coreference.run),
        ("", "gap", coreference.run),
        ("UDS", "uds_factuality", factuality.run),
    ):
        if (corpora / folder).exists():
            yield name, partial(measure, corpora / folder, SPLIT)
