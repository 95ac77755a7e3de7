"""Watching a run on the development splits, with the same readers and scores as the benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks import treebanks, ud_scores
from benchmarks.attribution_scores import ROLES
from benchmarks.coreference import answers, predicted_choices
from benchmarks.coreference_scores import gap
from benchmarks.reading import attribution_figures, name_figures, predicted_attributions, sentence_counts
from benchmarks.scores import Counts, added
from benchmarks.syntax import predicted_given
from onrecord.reading.encoder import Encoder
from training.corpus import MEASURED
from training.model import Network, Shipped


def torch_encoder(network: Network, device: torch.device) -> Encoder:
    """The runtime's encoder over a network still in training, in 32 bits."""
    shipped = Shipped(network)

    def run(
        ids: NDArray[np.int64], traits: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> Sequence[NDArray[np.float32]]:
        network.eval()
        with torch.inference_mode():
            outputs = shipped(*(torch.from_numpy(array).to(device) for array in (ids, traits, mask)))
        return [output.float().cpu().numpy() for output in outputs]

    return Encoder(run)


def figures(encoder: Encoder, root: Path, names: Sequence[str]) -> dict[str, float]:
    """Dev figures by name, for the corpora of `MEASURED` that are asked for."""
    result: dict[str, float] = {}
    for name in names:
        documents = list(MEASURED[name](root))
        if name == "gap":
            each = [answers(one, predicted_choices(encoder, one)) for one in documents]
            result["GAP F1"] = gap([answer for some in each for answer in some])["overall"].f1
        elif name == "polnear":
            total = added([attribution_figures(predicted_attributions(encoder, one), one) for one in documents])
            wanted = [*(f"{role} token" for role in ROLES), "overlap triple", "exact triple"]
            result |= {figure: total[figure].f1 for figure in wanted}
        else:
            result[f"{name} names"] = added([name_figures(encoder, one) for one in documents])["names"].f1
        if name == "uner_ewt":
            result["sentence starts"] = sum((sentence_counts(encoder, one) for one in documents), Counts()).f1
            result |= _syntax(encoder, root / "ewt")
    return result


def _syntax(encoder: Encoder, treebank: Path) -> dict[str, float]:
    """EWT's figures, words and sentences given; none where the treebank is not there."""
    if not treebank.exists():
        return {}
    banks = list(treebanks.read(treebank, "dev"))
    total = added([ud_scores.score(predicted_given(encoder, bank), bank.sentences) for bank in banks])
    return {f"EWT {figure}": total[figure].f1 for figure in ("UPOS", "UAS", "LAS", "Lemmas")}
