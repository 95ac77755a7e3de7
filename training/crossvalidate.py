"""Cross-validation of the event types, for which there is one file and no development split.

The encoder is trained anew for each fold, on the other folds' sentences alone and from the weights given, so that
no sentence is judged by a network that has seen its type. What each piece of a held-out sentence scores is kept as
well (`benchmarks/held_out.py`), for figures that need the words that tell an event and not the sentence's type alone.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from benchmarks.held_out import HeldOut, save
from onrecord.reading.pieces import SEP
from onrecord.reading.scheme import EVENT_TYPES
from training.batches import Window, arrays, batches
from training.company import in_company
from training.corpus import READERS
from training.halves import worked_out
from training.losses import pooled
from training.model import Network, Sizes
from training.run import MASK, begin
from training.targets import IGNORE, Example, example

_TASKS = ("events", "triggers")


def folds(examples: Sequence[Example], count: int, seed: int) -> list[list[Example]]:
    """Part examples into folds of like composition; sentences with the same text fall into the same fold."""
    chance = random.Random(seed)
    by_type: dict[int, list[list[Example]]] = defaultdict(list)
    by_text: dict[bytes, list[Example]] = {}
    for one in examples:
        same = by_text.setdefault(one.pieces.ids.tobytes(), [])
        if not same:
            by_type[one.event].append(same)
        same.append(one)
    found: list[list[Example]] = [[] for _ in range(count)]
    turn = 0
    for kind in sorted(by_type):
        groups = by_type[kind]
        chance.shuffle(groups)
        for group in groups:
            found[turn % count].extend(group)
            turn += 1
    return found


def cross_validate(config: dict[str, Any], corpora: Path, start: Path, out: Path) -> Path:
    """Train and judge every fold.

    Args:
        config: the configuration; `crossvalidation` says how.
        corpora: the folder with the corpora.
        start: the weights to begin from; they must not have been trained on the corpus.
        out: a folder for `predictions.jsonl` and `scores.npz`.

    Returns:
        the path of the predictions, one JSON object a line with `id`, `fold`, `gold` and `predicted`.
    """
    settings = config["crossvalidation"]
    examples = [example(document) for document in READERS["plv"](corpora)]
    parts = folds(examples, settings["folds"], settings["seed"])
    out.mkdir(parents=True, exist_ok=True)
    path = out / "predictions.jsonl"
    kept: dict[str, HeldOut] = {}
    with path.open("w", encoding="utf-8") as file:
        for number, held in enumerate(tqdm(parts, desc="folds", disable=None)):
            learned = [one for other, part in enumerate(parts) if other != number for one in part]
            network = _trained(learned, settings, start, number)
            for one in held:
                predicted, kept[one.id] = _judged(network, one, number)
                line = {"id": one.id, "fold": number, "gold": EVENT_TYPES[one.event], "predicted": predicted}
                file.write(json.dumps(line) + "\n")
    save(out / "scores.npz", {one.id: kept[one.id] for one in examples})
    return path


class _Judge(nn.Module):
    """The encoder and the heads that judge event types; the others are not worked out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, traits: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        states = self.network.encoder(ids, traits, mask)
        return tuple(self.network.head(name, states) for name in _TASKS)


def _trained(examples: Sequence[Example], settings: dict[str, Any], start: Path, number: int) -> _Judge:
    torch.manual_seed(settings["seed"] + number)
    chance = random.Random(settings["seed"] + number)
    network = Network(Sizes())
    begin(network, start)
    network.encoder.words.weight.requires_grad_(False)
    judge = _Judge(network)
    heads = [parameter for name in _TASKS for parameter in network.get_submodule(name).parameters()]
    body = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    groups = [{"params": body, "lr": settings["learning_rate"]}, {"params": heads, "lr": settings["head_rate"]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    plan = [group for _ in range(settings["passes"]) for group in _batches(examples, settings, chance)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [settings["learning_rate"], settings["head_rate"]], total_steps=len(plan), pct_start=0.1
    )
    judge.train()
    for group in plan:
        batch = {name: torch.from_numpy(array) for name, array in arrays(group).items()}
        batch["ids"] = hidden_parties(batch, settings["mask_parties"])
        loss = functional.cross_entropy(
            _scores(judge, batch), batch["event"], label_smoothing=settings["label_smoothing"]
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
    judge.eval()
    return judge


def hidden_parties(batch: dict[str, Tensor], share: float) -> Tensor:
    """The batch's pieces [B, T], the parties of some sentences behind the mask: who they are tells little of the type.

    Args:
        batch: with `ids`, `heads`, `mask`, `pool` and `event`.
        share: the share of sentences whose parties are hidden.
    """
    opens = batch["heads"].bool()
    opening = torch.where(opens, torch.arange(opens.shape[1]), 0).cummax(1).values
    party = (batch["pool"] == 0).gather(1, opening) & (batch["mask"] > 0) & (opening > 0)
    drawn = (torch.rand(len(party)) < share) & (batch["event"] != IGNORE)
    hidden = party & drawn[:, None] & (batch["ids"] != SEP)
    return batch["ids"].masked_fill(hidden, MASK)


def _batches(examples: Sequence[Example], settings: dict[str, Any], chance: random.Random) -> list[list[Window]]:
    shown = in_company(examples, settings["company"], settings["pieces_a_batch"] - 2, chance)
    found = [Window(one, 0, len(one.pieces)) for one in shown]
    return batches(found, settings["pieces_a_batch"], chance)


def _scores(judge: _Judge, batch: dict[str, Tensor]) -> Tensor:
    """The event scores of each row [B, types]."""
    events, triggers = worked_out(judge, batch["ids"], batch["traits"], batch["mask"])
    return pooled(events.float(), triggers.float(), batch["pool"])


def _judged(judge: _Judge, one: Example, number: int) -> tuple[str, HeldOut]:
    """The likeliest type of an example, and what its pieces score."""
    batch = {name: torch.from_numpy(array) for name, array in arrays([Window(one, 0, len(one.pieces))]).items()}
    with torch.inference_mode():
        events, triggers = worked_out(judge, batch["ids"], batch["traits"], batch["mask"])
        predicted = int(pooled(events.float(), triggers.float(), batch["pool"]).argmax())
    scores = [output.float().numpy()[0, 1:-1] for output in (events, triggers)]
    return EVENT_TYPES[predicted], HeldOut(number, one.pieces.ids, *scores)
