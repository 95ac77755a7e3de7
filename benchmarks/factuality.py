"""`python -m benchmarks factuality`: whether what predicates tell happened, on UDS-IH2."""

from __future__ import annotations

from pathlib import Path

from tqdm import tqdm

from benchmarks import floors
from benchmarks.scores import mean_absolute_error, pearson
from corpora import uds
from corpora.document import Document
from onrecord.reading.encoder import Encoder
from onrecord.reading.words import NO_ANCHOR, anchored, breaks_for
from onrecord.record import Span

MOST = 3.0
"""The end of the scale: it happened, and the annotators were sure."""


def run(path: Path, split: str, encoder: Encoder) -> dict[str, float]:
    """Measure and print; return the figures that have floors. EWT and UNER-EWT lie beside the corpus.

    Raises:
        FileNotFoundError: the corpus, or EWT or UNER-EWT beside it, is not there.
    """
    documents = list(uds.read(path, split, path.parent / "ewt", path.parent / "uner_ewt"))
    pairs = [pair for document in tqdm(documents, desc="reading", leave=False) for pair in compared(encoder, document)]
    mean = sum(gold for _, gold in pairs) / len(pairs)
    error, correlation = mean_absolute_error(pairs), pearson(pairs)
    signs = sum((predicted > 0) == (gold > 0) for predicted, gold in pairs) / len(pairs)
    print(f"UDS-IH2 {split}: {len(documents)} documents, {len(pairs)} predicates, from -3 (no) to 3 (yes)\n")
    print(f"{'':36}{'MAE':>10}{'Pearson r':>12}")
    print(f"{'On Record':36}{error:>10.3f}{correlation:>12.3f}")
    for name, value in (("always 3", MOST), ("always the mean of the answers", mean)):
        print(f"{name:36}{mean_absolute_error([(value, gold) for _, gold in pairs]):>10.3f}{'':>12}")
    print(f"\nabove 0 where gold is, not where it is not: {signs:.3f}")
    return {"Pearson r": correlation, "mean absolute error, negated": -error}


def corpus(path: Path, split: str) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash((path / "glue_data" / "UDS_IH2").glob(f"{split}.jsonl"))


def compared(encoder: Encoder, document: Document) -> list[tuple[float, float]]:
    """What is read and what is right of each predicate of a document; a predicate that cannot be read is 0."""
    told = document.factuality or ()
    spans = [Span(start, end) for start, end, _ in told]
    paragraphs = [Span(*paragraph) for paragraph in document.paragraphs]
    scores = encoder.read(document.text, document.paragraphs, breaks_for(document.text, paragraphs, spans))
    anchors = anchored(scores.pieces, spans).anchors
    read = [0.0 if anchor == NO_ANCHOR else float(scores.factuality[anchor]) for anchor in anchors]
    return [(mine, gold) for mine, (_, _, gold) in zip(read, told, strict=True)]
