"""`python -m benchmarks attribution`: PolNeAR, per role and for whole attributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from benchmarks import floors
from benchmarks.attribution_scores import ROLES
from benchmarks.failures import attribution_failures, sample, shown
from benchmarks.reading import attribution_figures, predicted_attributions
from benchmarks.scores import Counts, added, interval
from corpora import polnear
from onrecord.reading.encoder import Encoder

PEERS = (
    ("two human annotators, against each other", 0.777, 0.602),
    ("Citron, retrained on the same articles", 0.618, 0.324),
    ("a plain nine-tag tagger and nearest-span linking", 0.661, 0.442),
    ("Gender Gap Tracker's extractor", 0.404, 0.235),
    ("textacy", 0.200, 0.057),
)
"""Overlap-triple and exact-triple F1 on PolNeAR dev under the same definition, measured before this
project began; the peers are not installed here and not run again."""

TRIPLES = ("overlap triple", "exact triple")
_CLASSES = (
    "direct",
    "mixed",
    "indirect",
    "named source",
    "pronoun source",
    "no source",
    "continuous",
    "discontinuous",
)


def run(root: Path, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many errors to read; return the figures that have floors."""
    documents = list(polnear.read(root, split))
    read = [predicted_attributions(encoder, document) for document in tqdm(documents, desc="reading", leave=False)]
    each = [attribution_figures(found, document) for found, document in zip(read, documents, strict=True)]
    if errors:
        pairs = zip(documents, read, strict=True)
        wrong = [failure for document, found in pairs for failure in attribution_failures(document, found)]
        print("\n\n".join(shown(failure) for failure in sample(wrong, errors)), end="\n\n")
    total = added(each)
    print(f"PolNeAR {split}: {len(documents)} articles, {total['exact triple'].gold} attributions\n")
    print(f"{'':36}{'precision':>10}{'recall':>10}{'F1':>10}   95 % interval of F1")
    for suffix in ("", " (raw)"):
        for role in ROLES:
            for unit in ("token", "span"):
                _line(f"{role} {unit}{suffix}", total, each)
        for triple in TRIPLES:
            _line(f"{triple}{suffix}", total, each)
    print("\nby class; gold and predictions each under their own\n")
    for triple in TRIPLES:
        for kind in _CLASSES:
            if f"{triple}, {kind}" in total:
                _line(f"{triple}, {kind}", total, each)
    print("\npeers (dev, same definition)            overlap     exact")
    for name, overlap, exact in PEERS:
        print(f"  {name:50}{overlap:>8.3f}{exact:>8.3f}")
    print(f"  {'On Record':50}{total[TRIPLES[0]].f1:>8.3f}{total[TRIPLES[1]].f1:>8.3f}")
    return {name: total[name].f1 for name in (*(f"{role} token" for role in ROLES), *TRIPLES)}


def _line(name: str, total: dict[str, Counts], each: Sequence[Mapping[str, Counts]]) -> None:
    counts = total[name]
    low, high = interval(each, name)
    print(f"{name:36}{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}   {low:.3f} to {high:.3f}")


def corpus(root: Path, split: str) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash((root / "data" / split).rglob("*.*"))
