"""One training run: examples in, checkpoints and a network out. Resumes from its last checkpoint."""

from __future__ import annotations

import hashlib
import json
import math
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm

from training import evaluate
from training.batches import Window, arrays, batches, windows
from training.company import in_company
from training.corpus import MEASURED, READERS
from training.halves import worked_out
from training.losses import Weights, total
from training.model import Network, Sizes
from training.taken_up import take_up
from training.targets import RIGHT, WRONG, Example, example

MASK = 103


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run finds its corpora and starting weights, and keeps its checkpoints."""

    corpora: Path
    start: Path
    out: Path


class SettingsError(Exception):
    """A run cannot go on under these settings; says which."""


class Run:
    """A run under a configuration, resumable at any step."""

    def __init__(self, config: dict[str, Any], place: Place) -> None:
        """Read the corpora, build the network, and take up the last checkpoint if there is one."""
        self.settings = config["run"]
        self.weights = Weights(**config["weights"])
        self.config = config
        self.place = place
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(self.settings["seed"])
        self.examples = self._examples()
        self.network = Network(Sizes(self.settings["dropout"], self.settings["head_dropout"])).to(self.device)
        begin(self.network, place.start)
        self.average = {name: tensor.clone() for name, tensor in self.network.state_dict().items()}
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=self.settings["weight_decay"], fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.step = 0
        self.steps_a_pass = [len(self._plan(number)) for number in range(self.settings["passes"])]
        if (place.out / "checkpoint.pt").exists():
            self._resume()
        else:
            note(config, place)

    def _examples(self) -> dict[str, list[Example]]:
        found: dict[str, list[Example]] = {}
        for name, corpus in self.config["corpora"].items():
            if corpus["times"]:
                documents = list(READERS[name](self.place.corpora))
                found[name] = [example(document) for document in tqdm(documents, desc=name, leave=False)]
        return found

    def _groups(self) -> list[dict[str, Any]]:
        settings = self.settings
        groups: list[dict[str, Any]] = []
        encoder = self.network.encoder
        depth = len(encoder.layers) + 1
        for number, layer in enumerate([*encoder.layers, encoder.tops]):
            rate = settings["learning_rate"] * settings["layer_decay"] ** (depth - 1 - number)
            groups.append({"params": list(layer.parameters()), "lr": rate})
        low = settings["learning_rate"] * settings["layer_decay"] ** depth
        rest = [*encoder.norm.parameters(), *encoder.positions.parameters()]
        groups.append({"params": rest, "lr": low})
        groups.append({"params": list(encoder.traits.parameters()), "lr": settings["head_rate"], "weight_decay": 0.0})
        encoder.words.weight.requires_grad_(settings["embedding_rate"] > 0)
        if settings["embedding_rate"] > 0:
            groups.append({"params": [encoder.words.weight], "lr": settings["embedding_rate"], "weight_decay": 0.0})
        heads = [parameter for name, parameter in self.network.named_parameters() if not name.startswith("encoder.")]
        groups.append({"params": heads, "lr": settings["head_rate"]})
        return groups

    def _plan(self, number: int) -> list[list[Window]]:
        """The batches of a pass, the same each time they are asked for."""
        chance = random.Random(self.settings["seed"] * 1000 + number)
        found: list[Window] = []
        for name, examples in self.examples.items():
            times = self.config["corpora"][name]["times"]
            chosen = _once_each(examples, chance) if name in _VERSIONS else list(examples)
            if name == "plv":
                chosen = in_company(chosen, self.settings["company"], self.settings["room"], chance)
            whole = chosen * int(times)
            part = chance.sample(chosen, round(len(chosen) * (times % 1)))
            found.extend(windows([*whole, *part], self.settings["room"], chance))
        return batches(found, self.settings["pieces_a_batch"], chance)

    def train(self, minutes: float | None = None) -> None:
        """Train to the end, or for some minutes; a checkpoint is kept either way."""
        began = saved = time.monotonic()
        all_steps = sum(self.steps_a_pass)
        bar = tqdm(total=all_steps, initial=self.step, desc="steps", mininterval=10, ncols=100)
        while self.step < all_steps:
            number, skip = self._position()
            chance = random.Random(self.settings["seed"] * 7919 + number)
            for index, group in enumerate(self._plan(number)):
                laid = arrays(group, chance, self.settings["change_case"])
                if index < skip:
                    continue
                parts = self._learn({name: torch.from_numpy(array) for name, array in laid.items()}, all_steps)
                self.step += 1
                bar.update()
                if self.step % 20 == 0:
                    bar.set_postfix_str(" ".join(f"{task}={value:.3f}" for task, value in parts.items()))
                now = time.monotonic()
                if now - saved > 60 * self.settings["checkpoint_minutes"]:
                    self.save()
                    saved = now
                if minutes is not None and now - began > 60 * minutes:
                    self.save()
                    return
            self.save()
            if (number + 1) % self.settings["report_every"] == 0:
                self.report(number)
        bar.close()
        if not self._reported(all_steps):
            self.report(self.settings["passes"] - 1)

    def _reported(self, step: int) -> bool:
        """Whether the log has the figures of a step."""
        path = self.place.out / "log.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return any(json.loads(line)["step"] == step for line in lines)

    def _position(self) -> tuple[int, int]:
        """The pass the run is in, and how many of its steps are done."""
        step = self.step
        for number, steps in enumerate(self.steps_a_pass):
            if step < steps:
                return number, step
            step -= steps
        raise IndexError(self.step)

    def _learn(self, batch: dict[str, Tensor], all_steps: int) -> dict[str, float]:
        settings = self.settings
        warm = max(1, round(settings["warm_up"] * all_steps))
        if self.step < warm:
            pace = (self.step + 1) / warm
        else:
            pace = 0.5 * (1 + math.cos(math.pi * (self.step - warm) / max(1, all_steps - warm)))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * pace
        torch.manual_seed(settings["seed"] + self.step)
        batch = {name: tensor.to(self.device) for name, tensor in batch.items()}
        batch["heads"] = batch["heads"].bool()
        ids = hidden_words(batch, settings["mask_words"], settings["mask_mentions"])
        self.network.train()
        outputs = worked_out(self.network, ids, batch["traits"], batch["mask"])
        loss, parts = total(outputs, batch, self.weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        decay = min(settings["averaging"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, tensor in self.network.state_dict().items():
                self.average[name].lerp_(tensor, 1 - decay)
        return parts

    def averaged(self) -> Network:
        """The network with the running mean of its weights."""
        network = Network(Sizes(self.settings["dropout"], self.settings["head_dropout"])).to(self.device)
        network.load_state_dict(self.average)
        return network.eval()

    def report(self, number: int) -> None:
        """Measure on the development splits and add a line to the run's log."""
        watched = [name for name in MEASURED if self.config["corpora"].get(name, {}).get("times")]
        encoder = evaluate.torch_encoder(self.averaged(), self.device)
        found = evaluate.figures(encoder, self.place.corpora, watched)
        torch.save({"average": self.average, "step": self.step}, self.place.out / f"pass-{number + 1}.pt")
        line = {"pass": number + 1, "step": self.step} | {name: round(value, 4) for name, value in found.items()}
        with (self.place.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        tqdm.write(json.dumps(line))

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        self.place.out.mkdir(parents=True, exist_ok=True)
        path = self.place.out / "checkpoint.pt"
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def _resume(self) -> None:
        began = json.loads((self.place.out / "run.json").read_text(encoding="utf-8"))
        changed = [part for part in ("run", "weights", "corpora") if began[part] != self.config[part]]
        if changed:
            raise SettingsError(
                f"the run in {self.place.out} began with other settings in {', '.join(changed)}; "
                "give the same ones to go on, or another folder with --out to begin anew"
            )
        state = torch.load(self.place.out / "checkpoint.pt", map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        print(f"going on from step {self.step}", flush=True)


def begin(network: Network, start: Path) -> None:
    """Load what a run starts from: MiniLM's weights, a shipped `encoder.onnx`, or a run's `checkpoint.pt`."""
    if start.suffix == ".onnx":
        take_up(network, start)
    elif start.suffix == ".pt":
        network.load_state_dict(torch.load(start, map_location="cpu", weights_only=True)["average"])
    else:
        network.encoder.load_minilm(start)


def note(config: dict[str, Any], place: Place) -> None:
    """Write down what a run is made from, for its export."""
    place.out.mkdir(parents=True, exist_ok=True)
    start = {"file": place.start.name, "sha256": hashlib.sha256(place.start.read_bytes()).hexdigest()}
    (place.out / "run.json").write_text(json.dumps({"start": start, **config}, indent=1) + "\n", encoding="utf-8")


def hidden_words(batch: dict[str, Tensor], share: float, mentions: float = 0.0) -> Tensor:
    """The batch's pieces [B, T], some of its words behind the mask, all pieces of a word or none.

    Args:
        batch: with `ids`, `heads`, `mask` and, where mentions are hidden, `entities` and `choices`.
        share: the share of words that are hidden.
        mentions: the share among words that head a mention or stand in a name to choose: what it goes back to must
            then be told from what is said of it (Kocijan et al., EMNLP 2019).
    """
    opens = batch["heads"].bool()
    shares = torch.full(opens.shape, share, device=opens.device)
    if mentions:
        named = (batch["entities"] >= 0) | (batch["choices"] == RIGHT) | (batch["choices"] == WRONG)
        shares = torch.where(named, mentions, shares)
    drawn = torch.rand_like(shares) < shares
    opening = torch.where(opens, torch.arange(opens.shape[1], device=opens.device), 0).cummax(1).values
    hidden = drawn.gather(1, opening) & (batch["mask"] > 0)
    hidden[:, 0] = False
    return batch["ids"].masked_fill(hidden, MASK)


_VERSIONS: dict[str, Callable[[Example], object]] = {
    "polnear": lambda one: one.pieces.ids.tobytes(),  # one text under several annotators
    "gap": lambda one: one.id,  # one passage under several names
}
"""Corpora that have several versions of one thing, and what the versions share."""


def _once_each(examples: list[Example], chance: random.Random) -> list[Example]:
    """One version of each thing, drawn anew for each pass."""
    versions: dict[object, list[Example]] = {}
    for one in examples:
        versions.setdefault(_VERSIONS[one.corpus](one), []).append(one)
    return [chance.choice(group) for group in versions.values()]
