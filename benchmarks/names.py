"""`python -m benchmarks names`: exact spans and types, on any of the corpora with names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from tqdm import tqdm

from benchmarks import name_scores
from benchmarks.failures import name_failures, sample, shown_names
from benchmarks.only import kept_by
from benchmarks.peers import spacy_small
from benchmarks.reading import name_spans, sentence_counts
from benchmarks.scores import Counts, added, interval
from corpora import columns, uner
from corpora.document import Document
from onrecord.reading.encoder import Encoder

PEERS = {"uner_ewt": (("three passes over EWT alone, with syntax", 0.696), ("XLM-R large, test split", 0.860))}
"""Name F1 of others; the first on dev, from before this project began; the second from Universal NER
(Mayhew et al., NAACL 2024), on the test split."""


def documents(path: Path, split: str) -> tuple[str, Iterator[Document]]:
    """The corpus at a path, told by its files, and its documents.

    Raises:
        FileNotFoundError: no corpus that is known is there.
    """
    if path.suffix == ".iob2" or list(path.glob("*.iob2")):
        treebank = path.parent / "ewt"
        beside = (treebank / f"en_ewt-ud-{split}.conllu").exists()
        return "uner_ewt", uner.read(path, split, treebank if beside else None)
    if (path / "ner_data" / "politics").exists():
        return "crossner_politics", columns.crossner_politics(path, split)
    if list(path.glob("*.conll")):
        return "wnut17", columns.wnut17(path, split)
    raise FileNotFoundError(f"no corpus with names is known at {path}")


def run(
    path: Path, split: str, encoder: Encoder, errors: int = 0, only: str = "", peer: Language | None = None
) -> dict[str, float]:
    """Measure and print; return the figures that have floors.

    Args:
        path: the corpus.
        split: the split.
        encoder: the encoder.
        errors: so many errors are printed to read.
        only: a regular expression; documents whose name it is found in are measured, the others not.
        peer: a spaCy pipeline whose figures are printed beside ours.
    """
    name, found = documents(path, split)
    read = kept_by(only, found, lambda document: document.id)
    spans = [name_spans(encoder, document) for document in tqdm(read, desc="reading", leave=False)]
    each = [name_scores.score(*pair) for pair in spans]
    if errors:
        wrong = [one for document, pair in zip(read, spans, strict=True) for one in name_failures(document, *pair)]
        print("\n\n".join(shown_names(failure) for failure in sample(wrong, errors)), end="\n\n")
    total = added(each)
    print(f"{name} {split}: {len(read)} documents, {total['names'].gold} names\n")
    print(f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}   95 % interval of F1")
    _table(each)
    figures = {f"{name} names": total["names"].f1}
    if name == "uner_ewt":
        starts = sum((sentence_counts(encoder, document) for document in read), Counts())
        print(f"\nsentence starts, paragraphs given: F1 {starts.f1:.3f}")
        figures[f"{name} sentence starts"] = starts.f1
    for other, value in PEERS.get(name, ()):
        print(f"  beside it: {other}: {value:.3f}")
    if peer is not None:
        print(f"  beside it: spaCy {peer.meta['lang']}_{peer.meta['name']}, paragraph by paragraph\n")
        _table([spacy_small.name_counts(peer, document) for document in read])
    return figures


def _table(each: Sequence[Mapping[str, Counts]]) -> None:
    total = added(each)
    for kind, counts in total.items():
        low, high = interval(each, kind)
        print(f"{kind:20}{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}   {low:.3f} to {high:.3f}")
