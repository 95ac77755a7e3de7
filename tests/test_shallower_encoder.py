"""The shallower encoder taught by the one that ships, on a few sentences, and what its file has of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed; see make train-test")
pytest.importorskip("onnx", reason="onnx is not installed; see make train-test")

from onrecord.reading.encoder import Encoder, onnx_network  # noqa: E402
from tests import tiny_corpora  # noqa: E402
from tests.test_training_run import PARAGRAPHS, SHIPPED, TEXT, digests, done  # noqa: E402
from training.distil import missed  # noqa: E402

SMALL = (
    "distillation.steps=4",
    "distillation.fitted=2",
    "distillation.pieces_a_batch=256",
    "distillation.checkpoint_minutes=0",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that ended and was told to go on for two steps more."""
    root = tmp_path_factory.mktemp("distilled")
    distil = ("distil", "--corpora", tiny_corpora.write(root / "corpora"), "--out", root / "run")
    assert "going on" not in done(*distil, changes=SMALL)
    assert "going on from step 4" in done(*distil, changes=("distillation.steps=6", *SMALL[1:]))
    return root / "run"


@pytest.fixture(scope="module")
def exported(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    shutil.copy(SHIPPED / "encoder.onnx", folder)
    done("export-fast", "--out", run, "--to", folder)
    return folder


def test_a_run_says_what_it_is_made_from(run: Path) -> None:
    made_from = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert made_from["start"]["sha256"] == digests(SHIPPED)["encoder.onnx"]
    assert made_from["settings"]["fitted"] == 2 and "polnear" in made_from["corpora"]
    assert torch.load(run / "checkpoint.pt", weights_only=True)["step"] == 6


def test_the_file_has_the_layers_and_refers_to_the_teachers_for_the_rest(exported: Path) -> None:
    own, whole = ((exported / name).stat().st_size for name in ("fast.onnx", "encoder.onnx"))
    assert own < whole / 4
    files = digests(exported)
    manifest = json.loads((exported / "fast.json").read_text(encoding="utf-8"))
    assert manifest["sha256"] == files["fast.onnx"]
    assert manifest["encoder"] == files["encoder.onnx"] == digests(SHIPPED)["encoder.onnx"]


def test_it_reads(exported: Path) -> None:
    fast, whole = (
        Encoder(onnx_network(str(exported / name), threads=1)).read(TEXT, PARAGRAPHS)
        for name in ("fast.onnx", "encoder.onnx")
    )
    heads = whole.pieces.heads
    assert (fast.upos[heads].argmax(axis=1) == whole.upos[heads].argmax(axis=1)).mean() > 0.5
    assert not np.array_equal(fast.upos, whole.upos)


def test_what_is_missed_of_states() -> None:
    right = torch.tensor([[1.0, 0.0], [-1.0, 0.0]])
    look = torch.eye(2)
    assert float(missed(right, right, look)) == 0.0
    assert float(missed(torch.zeros(2, 2), right, look)) == 1.0, "the mean misses all of the variance"
    blind = torch.tensor([[1.0, 0.0], [0.0, 0.0]])
    assert float(missed(right + torch.tensor([0.0, 5.0]), right, blind)) == 0.0, "no head sees the difference"
