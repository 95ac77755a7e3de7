"""Training from the shipped weights on corpora of a few sentences: killed and gone on with, exported, taken up again.

Every command is run as a person would run it. `make train-test` sets up what this needs.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed; see make train-test")
pytest.importorskip("onnx", reason="onnx is not installed; see make train-test")

from benchmarks import held_out  # noqa: E402
from benchmarks.event_type import predicted_type  # noqa: E402
from corpora import plv  # noqa: E402
from onrecord.articles import arrivals  # noqa: E402
from onrecord.reading.encoder import (  # noqa: E402
    LABELS,
    NUMBERS,
    ORDERED,
    OUTPUTS,
    POINTERS,
    RANK,
    VECTORS,
    Encoder,
    Scores,
    onnx_network,
    shipped,
)
from onrecord.reading.scheme import EVENT_TYPES  # noqa: E402
from tests import tiny_corpora  # noqa: E402
from tests.conftest import ROOT  # noqa: E402
from training.evaluate import torch_encoder  # noqa: E402
from training.export import load  # noqa: E402
from training.model import Network, Sizes  # noqa: E402
from training.taken_up import take_up  # noqa: E402

SHIPPED = ROOT / "src" / "onrecord" / "models"
SMALL = ("run.passes=2", "run.pieces_a_batch=256", "run.checkpoint_minutes=0")
TEXT = tiny_corpora.article("dev")
PARAGRAPHS = ((0, len(TEXT)),)
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}
"""One thread adds up in one order, so that two runs can be compared weight by weight."""
PATIENCE = 600
"""Seconds a command may take before the test fails."""


def command(verb: str, *arguments: object, changes: tuple[str, ...] = ()) -> list[str]:
    made = [part for change in changes for part in ("--set", change)]
    return [sys.executable, "-m", "training", verb, *map(str, arguments), *made]


def done(*arguments: object, changes: tuple[str, ...] = ()) -> str:
    """What a command writes, once it has ended well."""
    verb, *rest = arguments
    ended = subprocess.run(
        command(str(verb), *rest, changes=changes),
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_corpora.write(tmp_path_factory.mktemp("corpora"))


@dataclass(frozen=True)
class Trained:
    """A run that was killed and started again.

    Attributes:
        folder: its checkpoint and log.
        ended: the exit status of what was killed.
        logged: whether it had measured anything by then.
        output: what the second start wrote.
    """

    folder: Path
    ended: int
    logged: bool
    output: str


@pytest.fixture(scope="module")
def trained(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("run")
    train = ("train", "--start", SHIPPED / "encoder.onnx", "--corpora", corpora, "--out", folder)
    with (
        (folder / "output").open("w") as output,
        subprocess.Popen(
            command(*train, changes=SMALL), cwd=ROOT, env=ENVIRONMENT, stdout=output, stderr=output
        ) as first,
    ):
        began = time.monotonic()
        while not (folder / "checkpoint.pt").exists() and first.poll() is None and time.monotonic() - began < PATIENCE:
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
    logged = (folder / "log.jsonl").exists()
    assert (folder / "checkpoint.pt").exists(), (folder / "output").read_text()[-2000:]
    return Trained(folder, first.returncode, logged, done(*train, changes=SMALL))


def test_a_run_that_was_killed_goes_on_from_its_checkpoint(trained: Trained) -> None:
    assert trained.ended == -signal.SIGKILL and not trained.logged
    found = re.search(r"going on from step (\d+)", trained.output)
    assert found, trained.output
    state = torch.load(trained.folder / "checkpoint.pt", weights_only=True)
    assert 0 < int(found[1]) < state["step"]


def test_the_log_has_the_figures_of_the_development_splits(trained: Trained) -> None:
    (line,) = map(json.loads, (trained.folder / "log.jsonl").read_text(encoding="utf-8").splitlines())
    assert line["pass"] == 2
    figures = line.keys() - {"pass", "step"}
    assert figures >= {"source token", "exact triple", "uner_ewt names", "crossner_politics names", "sentence starts"}
    assert all(0.0 <= line[figure] <= 1.0 for figure in figures)


def test_it_ends_where_a_run_that_was_not_killed_ends(trained: Trained, corpora: Path, tmp_path: Path) -> None:
    train = ("train", "--start", SHIPPED / "encoder.onnx", "--corpora", corpora, "--out", tmp_path)
    assert "going on" not in done(*train, changes=SMALL)
    whole, killed = (torch.load(folder / "checkpoint.pt", weights_only=True) for folder in (tmp_path, trained.folder))
    assert whole["step"] == killed["step"]
    for name, weights in whole["average"].items():
        assert torch.allclose(weights, killed["average"][name], atol=1e-6), name


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def exported(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    before = digests(SHIPPED)
    written = done("export", "--out", trained.folder, "--to", folder)
    assert written.strip().endswith(str(folder / "encoder.onnx"))
    assert digests(SHIPPED) == before
    return folder


def test_an_export_is_four_files_that_tell_what_they_are(exported: Path, trained: Trained) -> None:
    files = digests(exported)
    assert set(files) == {"encoder.onnx", "encoder.json", "tokenizer.json", "MODEL_CARD.md"}
    manifest = json.loads((exported / "encoder.json").read_text(encoding="utf-8"))
    assert manifest["labels"] == {name: list(labels) for name, labels in ORDERED.items()}
    assert manifest["outputs"] == list(OUTPUTS) and manifest["sha256"] == files["encoder.onnx"]
    assert manifest["training"]["settings"]["passes"] == 2
    assert manifest["training"]["start"]["sha256"] == digests(SHIPPED)["encoder.onnx"]
    log = (trained.folder / "log.jsonl").read_text(encoding="utf-8")
    assert manifest["training"]["dev"] == json.loads(log.splitlines()[-1])
    assert files["encoder.onnx"] in (exported / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_an_export_tells_nothing_of_the_machine_it_was_made_on(exported: Path) -> None:
    written = (exported / "encoder.onnx").read_bytes()
    for path in (str(ROOT), str(Path(torch.__file__).parent), str(exported)):
        assert path.encode() not in written


@pytest.fixture(scope="module")
def shipping(exported: Path) -> Scores:
    """What the exported file says of a text, read as the package reads."""
    return Encoder(onnx_network(str(exported / "encoder.onnx"), threads=1)).read(TEXT, PARAGRAPHS)


def test_the_exported_encoder_gives_every_label_a_score(shipping: Scores) -> None:
    count = len(shipping.pieces)
    for name, labels in LABELS.items():
        assert getattr(shipping, name).shape == (count, len(labels)), name
    assert shipping.governed.shape == (count, len(ORDERED["relations"]), RANK)
    assert shipping.governing.shape == (count, RANK)
    for name in NUMBERS:
        assert getattr(shipping, name).shape == (count,), name
    for name in POINTERS:
        (table,) = getattr(shipping, name).probabilities
        assert table.shape == (count, count + 1)
        assert np.allclose(table.sum(axis=1), 1.0, atol=1e-4)
        assert (table[:, 1:][:, ~shipping.pieces.heads] == 0).all(), "only what opens a word is pointed to"


def distances(one: Scores, other: Scores) -> dict[str, float]:
    """How far scores lie apart, by output: their root mean square; of pointers, the probability that is elsewhere."""
    heads = one.pieces.heads
    found: dict[str, float] = {}
    for name in (*LABELS, *VECTORS, *NUMBERS):
        first, second = (getattr(scores, name)[heads] for scores in (one, other))
        found[name] = float(np.sqrt(((first - second) ** 2).mean()))
    for name in POINTERS:
        asked = heads & (one.mentions.argmax(axis=1) > 0) if name == "antecedents" else heads
        apart = [
            np.abs(first - second)[asked[window.first : window.last]].sum(axis=1)
            for window, first, second in zip(
                getattr(one, name).windows,
                *(getattr(scores, name).probabilities for scores in (one, other)),
                strict=True,
            )
        ]
        found[name] = float(np.concatenate(apart).mean() / 2)
    return found


def agreement(one: Scores, other: Scores, name: str) -> float:
    """The share of words that have the same best label."""
    first, second = (getattr(scores, name)[one.pieces.heads].argmax(axis=1) for scores in (one, other))
    return float((first == second).mean())


def test_eight_bits_say_nearly_what_thirty_two_do(exported: Path, trained: Trained) -> None:
    """Nine labels in ten are the same, and no output strays a quarter as far as that of other weights.

    So short a run moves weights by less than a step of the 8-bit scale and rounding undoes much of it: a network
    trained for long strays less. Antecedents stray most, nearly half as far; `benchmarks bits` says what that costs.
    Compared on a whole report, for a few mentions say little.
    """
    article = next(arrivals([str(ROOT / "examples" / "hallan")])).article
    assert article is not None
    paragraphs = [(span.start, span.end) for span in article.paragraphs]
    torch.manual_seed(1)
    encoders = (
        torch_encoder(load(trained.folder / "checkpoint.pt"), torch.device("cpu")),
        Encoder(onnx_network(str(exported / "encoder.onnx"), threads=1)),
        torch_encoder(Network(Sizes()).eval(), torch.device("cpu")),
    )
    whole, eight, stranger = (encoder.read(article.text, paragraphs) for encoder in encoders)
    for name in ("names", "roles"):
        assert agreement(whole, eight, name) >= 0.9, name
    far = distances(whole, stranger)
    for name, distance in distances(whole, eight).items():
        assert distance < far[name] / (2 if name == "antecedents" else 4), (name, distance, far[name])


def test_what_ships_can_be_written_in_thirty_two_bits(exported: Path, shipping: Scores, tmp_path: Path) -> None:
    done("whole", "--start", exported / "encoder.onnx", tmp_path / "whole.onnx")
    whole = Encoder(onnx_network(str(tmp_path / "whole.onnx"), threads=1)).read(TEXT, PARAGRAPHS)
    assert (tmp_path / "whole.onnx").stat().st_size > 3 * (exported / "encoder.onnx").stat().st_size
    assert agreement(whole, shipping, "upos") >= 0.9


def test_what_was_exported_can_be_taken_up_again(exported: Path, trained: Trained) -> None:
    network = Network(Sizes())
    take_up(network, exported / "encoder.onnx")
    taken = network.state_dict()
    modules = dict(network.named_modules())
    for name, weights in load(trained.folder / "checkpoint.pt").state_dict().items():
        module = modules[name.rpartition(".")[0]]
        steps = 64 if name.endswith("weight") and isinstance(module, torch.nn.Linear) else 0
        steps = 127 if name == "encoder.words.weight" else steps
        step = weights.abs().amax(dim=1, keepdim=True) / steps if steps else torch.zeros(())
        assert ((taken[name] - weights).abs() <= step * 0.5001 + 1e-7).all(), name


def test_what_was_exported_can_be_averaged_with_a_run(exported: Path, trained: Trained) -> None:
    checkpoint = trained.folder / "checkpoint.pt"
    alone, mean = load(checkpoint).state_dict(), load(checkpoint, exported / "encoder.onnx").state_dict()
    taken = Network(Sizes())
    take_up(taken, exported / "encoder.onnx")
    for name, weights in taken.state_dict().items():
        assert torch.allclose(mean[name], (alone[name] + weights) / 2, atol=1e-6), name


def test_every_sentence_of_the_event_types_is_judged_once(corpora: Path, tmp_path: Path) -> None:
    changes = ("crossvalidation.folds=2", "crossvalidation.passes=1")
    start = SHIPPED / "encoder.onnx"
    written = done("crossvalidate", "--start", start, "--corpora", corpora, "--out", tmp_path, changes=changes)
    lines: list[dict[str, Any]] = [json.loads(line) for line in Path(written.strip()).read_text().splitlines()]
    assert Counter(line["gold"] for line in lines) == Counter(kind for kind, _ in tiny_corpora.EVENTS)
    assert Counter(line["fold"] for line in lines) == {0: 5, 1: 5}
    assert {line["predicted"] for line in lines} <= set(EVENT_TYPES)
    held = held_out.load(tmp_path / "scores.npz")
    assert {name: one.fold for name, one in held.items()} == {line["id"]: line["fold"] for line in lines}
    assert all(one.events.shape == (len(one.ids), len(EVENT_TYPES)) for one in held.values())
    encoder = held_out.HeldOutEncoder(shipped(), held)
    predicted = {document.id: predicted_type(encoder, document) for document in plv.read(corpora / "plv")}
    assert predicted == {line["id"]: line["predicted"] for line in lines}, "the kept scores give the same types"
