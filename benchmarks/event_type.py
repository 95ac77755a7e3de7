"""`python -m benchmarks event_type`: what kind of event lies between two parties, by PLOVER, on PLV.

PLV's sentences are all trained on, so the shipped network is no measure of itself. `training` holds out a fifth at a
time and writes what it then predicts; that file is scored here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from benchmarks import floors
from benchmarks.scores import by_label, macro_f1
from corpora import plv
from corpora.document import Document, EventType
from onrecord.reading.encoder import Encoder, Scores
from onrecord.reading.scheme import EVENT_TYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILE = Path("datasets") / "PLV_train.tsv"


@dataclass(frozen=True, slots=True)
class Prediction:
    """A sentence's type by gold and by us; `fold` is the part that was held out."""

    gold: str
    predicted: str
    fold: int = 0


def run(path: Path, encoder: Encoder | None) -> dict[str, float]:
    """Score a file of predictions, or predict and score; print, and return the figures that have floors.

    What was trained on has none.

    Args:
        path: JSON lines with `gold`, `predicted` and `fold`, or PLV's upstream repository.
        encoder: who predicts, where nothing is predicted yet.

    Raises:
        ValueError: the file holds no predictions.
    """
    if path.is_file():
        found = predictions(path)
    elif encoder is None:
        raise ValueError("PLV's sentences need an encoder to read them")
    else:
        found = [
            Prediction(document.event.type, predicted_type(encoder, document))
            for document in tqdm(plv.read(path), desc="reading", leave=False)
            if document.event is not None
        ]
        print("these sentences were trained on; score held-out predictions for a measure\n")
    if not found:
        raise ValueError(f"no predictions in {path}")
    figures = _shown(found)
    return figures if path.is_file() else {}


def corpus(path: Path) -> str:
    """The hash of what was measured on: of a file of predictions, what is right, in the order of the file."""
    if not path.is_file():
        return floors.corpus_hash([path / _FILE])
    return hashlib.sha256("\n".join(one.gold for one in predictions(path)).encode()).hexdigest()[:16]


def predictions(path: Path) -> list[Prediction]:
    """Predictions from a JSON lines file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Prediction(row["gold"], row["predicted"], row.get("fold", 0)) for row in rows]


def _shown(found: Sequence[Prediction]) -> dict[str, float]:
    pairs = [(one.predicted, one.gold) for one in found]
    folds = sorted({one.fold for one in found})
    each = [macro_f1([(one.predicted, one.gold) for one in found if one.fold == fold]) for fold in folds]
    right = sum(predicted == gold for predicted, gold in pairs) / len(pairs)
    print(f"PLV: {len(pairs)} sentences, {len(folds)} parts\n")
    print(f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}{'sentences':>11}")
    for label, counts in sorted(by_label(pairs).items(), key=lambda entry: -entry[1].gold):
        values = f"{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}"
        print(f"{label!s:20}{values}{counts.gold:>11}")
    print(f"\nmacro F1 {macro_f1(pairs):.3f}, accuracy {right:.3f}")
    if len(each) > 1:
        print(f"macro F1 of the parts: mean {sum(each) / len(each):.3f}, {min(each):.3f} to {max(each):.3f}")
    return {"macro F1": macro_f1(pairs), "accuracy": right}


def predicted_type(encoder: Encoder, document: Document) -> str:
    """The type of a sentence's event: what its words but the parties' tell, each weighed by how much it tells."""
    scores = encoder.read(document.text, document.paragraphs)
    return EVENT_TYPES[int(pooled(scores, document.event).argmax())]


def pooled(scores: Scores, event: EventType | None) -> NDArray[np.float32]:
    """The scores of the types, unnormalised [types], of a sentence with its parties given, as they were learned."""
    pieces = scores.pieces
    telling = pieces.heads.copy()
    for party in (event.source, event.target) if event else ():
        if party:
            telling &= ~((pieces.ends > party[0]) & (pieces.starts < party[1]))
    if not telling.any():
        telling = pieces.heads
    weights = np.exp(scores.triggers[telling] - scores.triggers[telling].max())
    found: NDArray[np.float32] = (weights @ scores.events[telling]) / weights.sum()
    return found
