"""A shallower encoder, taught to end in the same states as the one that ships; the heads stay as they are.

The student (Hinton et al., 2015) keeps some of the teacher's layers, in one stack; a square matrix turns its last
states into those of each top. It learns from texts alone: at every piece that opens a word its states shall be the
teacher's, as far as the heads see them (Romero et al., ICLR 2015). The teacher is the 8-bit network, as it reads.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from training.batches import Window, arrays, batches, windows
from training.corpus import READERS
from training.model import LAYERS, TOPS, WIDTH, Network, Pointer, Sizes, Tagger, top_of
from training.taken_up import take_up
from training.targets import Example, example

Teacher = Callable[[dict[str, NDArray[np.int64]]], dict[str, Tensor]]
"""A batch in; the states of each top [B, T, WIDTH] out."""


def teacher(path: Path) -> Teacher:
    """The network that ships, up to the states its heads read.

    Args:
        path: an `encoder.onnx`.
    """
    model = onnx.load(str(path))
    last = {f"network.encoder.tops.{name}.norm.weight": name for name in TOPS}
    ends = {last[name]: node.output[0] for node in model.graph.node for name in node.input if name in last}
    del model.graph.output[:]
    for end in ends.values():
        model.graph.output.append(onnx.helper.make_tensor_value_info(end, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def run(batch: dict[str, NDArray[np.int64]]) -> dict[str, Tensor]:
        found = session.run(list(ends.values()), {name: batch[name] for name in ("ids", "traits", "mask")})
        return {name: torch.from_numpy(states) for name, states in zip(ends, found, strict=True)}

    return run


def begun(path: Path, kept: Sequence[int]) -> Network:
    """A student with the embeddings, the heads and some of the layers of a network that ships.

    Args:
        path: an `encoder.onnx`.
        kept: the layers it begins with, by their number from below; the last is the top of discourse.
    """
    whole = Network(Sizes())
    take_up(whole, path)
    state = {name: tensor for name, tensor in whole.state_dict().items() if not name.startswith(LEARNT)}
    for place, number in enumerate(kept):
        layer = whole.encoder.layers[number] if number < LAYERS - 1 else whole.encoder.tops["discourse"]
        state |= {f"encoder.layers.{place}.{name}": tensor for name, tensor in layer.state_dict().items()}
    for top in TOPS:
        state |= {f"encoder.tops.{top}.weight": torch.eye(WIDTH), f"encoder.tops.{top}.bias": torch.zeros(WIDTH)}
    network = Network(Sizes(dropout=0.0, head_dropout=0.0, shared=len(kept), turned=True))
    network.load_state_dict(state)
    network.eval()
    return network


def looks(network: Network) -> dict[str, Tensor]:
    """How much the heads see of a difference between states: for each top a matrix [WIDTH, WIDTH], its trace WIDTH.

    Half of it is by what the first products of the top's heads make of the difference, half the difference itself.
    """
    found = {top: torch.zeros(WIDTH, WIDTH) for top in TOPS}
    for name, head in network.named_children():
        firsts = [head.hidden] if isinstance(head, Tagger) else []
        firsts += [head.dependent, head.head] if isinstance(head, Pointer) else []
        for first in firsts:
            seen = first.weight.detach().T @ first.weight.detach()
            found[top_of(name)] += seen / seen.trace()
    return {top: 0.5 * (torch.eye(WIDTH) + seen / seen.trace() * WIDTH) for top, seen in found.items()}


class Distillation:
    """A run, resumable at any step."""

    def __init__(self, config: dict[str, Any], corpora: Path, start: Path, out: Path) -> None:
        """Read the texts, build the student, and take up the last checkpoint if there is one."""
        self.settings = config["distillation"]
        self.out = out
        self.teacher = teacher(start)
        self.network = begun(start, self.settings["layers"])
        self.looks = looks(self.network)
        self.examples = list(_texts(config, corpora))
        self.network.requires_grad_(False)
        learning = [*self.network.encoder.layers.parameters(), *self.network.encoder.tops.parameters()]
        for parameter in learning:
            parameter.requires_grad_(True)
        self.learning = learning
        self.optimizer = torch.optim.AdamW(learning, weight_decay=self.settings["weight_decay"], fused=True)
        self.step = 0
        if (out / "checkpoint.pt").exists():
            self._resume()
        else:
            self._turn()
            self._note(start, config)

    def _note(self, start: Path, config: dict[str, Any]) -> None:
        """Write down what the run is made from, for its export."""
        self.out.mkdir(parents=True, exist_ok=True)
        made_from = {
            "start": {"file": start.name, "sha256": hashlib.sha256(start.read_bytes()).hexdigest()},
            "settings": self.settings,
            "corpora": {name: corpus["commit"] for name, corpus in config["corpora"].items() if corpus["times"]},
        }
        (self.out / "run.json").write_text(json.dumps(made_from, indent=1) + "\n", encoding="utf-8")

    def _turn(self) -> None:
        """Turn the student's last states as near to each top's as a matrix can on the first batches (least squares)."""
        mine: list[Tensor] = []
        right: dict[str, list[Tensor]] = {top: [] for top in TOPS}
        for laid in islice(self._shown(self.settings["steps"]), self.settings["fitted"]):
            opening = torch.from_numpy(laid["heads"]).bool()
            with torch.no_grad():  # the turns do nothing yet
                mine.append(next(iter(self._states(laid).values()))[opening])
            for top, states in self.teacher(laid).items():
                right[top].append(states[opening])
        known = torch.cat(mine)
        known = torch.cat([known, torch.ones(len(known), 1)], dim=1)
        for top, found in right.items():
            fitted = torch.linalg.solve(known.T @ known + torch.eye(WIDTH + 1), known.T @ torch.cat(found))
            with torch.no_grad():
                self.network.encoder.get_parameter(f"tops.{top}.weight").copy_(fitted[:-1].T)
                self.network.encoder.get_parameter(f"tops.{top}.bias").copy_(fitted[-1])

    def _states(self, laid: dict[str, NDArray[np.int64]]) -> dict[str, Tensor]:
        states: dict[str, Tensor] = self.network.encoder(
            *(torch.from_numpy(laid[name]) for name in ("ids", "traits", "mask"))
        )
        return states

    def train(self) -> None:
        """Train to the end; a checkpoint is kept every few minutes and at the end."""
        saved = time.monotonic()
        steps = self.settings["steps"]
        bar = tqdm(total=steps, initial=self.step, desc="steps", mininterval=10, ncols=100)
        far: list[dict[str, float]] = []
        for laid in self._shown(steps):
            far.append(self._learn(laid, steps))
            self.step += 1
            bar.update()
            if self.step % 50 == 0:
                self._log(far)
                far = []
            if time.monotonic() - saved > 60 * self.settings["checkpoint_minutes"]:
                self.save()
                saved = time.monotonic()
        bar.close()
        self.save()

    def _shown(self, steps: int) -> Iterator[dict[str, NDArray[np.int64]]]:
        """What is left of a run's batches."""
        settings, step, number = self.settings, 0, 0
        while step < steps:
            chance = random.Random(settings["seed"] * 1000 + number)
            found: list[Window] = list(windows(self.examples, settings["room"], chance))
            for group in batches(found, settings["pieces_a_batch"], chance)[: steps - step]:
                laid = arrays(group, chance, settings["change_case"])
                step += 1
                if step > self.step:
                    yield laid
            number += 1

    def _learn(self, laid: dict[str, NDArray[np.int64]], steps: int) -> dict[str, float]:
        """One step; of each top the share of the teacher's variance that the student misses."""
        settings = self.settings
        warm = max(1, round(settings["warm_up"] * steps))
        pace = min((self.step + 1) / warm, 0.5 * (1 + math.cos(math.pi * min(1.0, max(0, self.step - warm) / steps))))
        for group in self.optimizer.param_groups:
            group["lr"] = settings["learning_rate"] * pace
        right = self.teacher(laid)
        states = self._states(laid)
        opening = torch.from_numpy(laid["heads"]).bool()
        far = {top: missed(states[top][opening], right[top][opening], self.looks[top]) for top in TOPS}
        torch.stack(list(far.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.learning, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return {top: float(one.detach()) for top, one in far.items()}

    def _log(self, far: Sequence[dict[str, float]]) -> None:
        line: dict[str, float] = {"step": self.step}
        line |= {top: round(sum(one[top] for one in far) / len(far), 4) for top in TOPS}
        self.out.mkdir(parents=True, exist_ok=True)
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / "checkpoint.pt"
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step}
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def _resume(self) -> None:
        state = torch.load(self.out / "checkpoint.pt", map_location="cpu", weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        print(f"going on from step {self.step}", flush=True)


def missed(states: Tensor, right: Tensor, look: Tensor) -> Tensor:
    """The share of the variance of states that others miss, as the heads see it.

    Args:
        states: [N, WIDTH], the student's.
        right: [N, WIDTH], the teacher's.
        look: [WIDTH, WIDTH], of `looks`.
    """
    wrong = states - right
    spread = right - right.mean(0)
    return ((wrong @ look) * wrong).sum() / ((spread @ look) * spread).sum()


LEARNT = ("encoder.layers.", "encoder.tops.")


def _texts(config: dict[str, Any], corpora: Path) -> Iterator[Example]:
    """Every text a run may learn from, once."""
    seen: set[bytes] = set()
    for name, corpus in config["corpora"].items():
        if not corpus["times"]:
            continue
        for document in READERS[name](corpora):
            one = example(document)
            key = one.pieces.ids.tobytes()
            if key not in seen:
                seen.add(key)
                yield one
