"""The shallower encoder's file: what it has of its own, and where the rest lies in the file of the encoder that ships.

ONNX lets a tensor lie in another file, from some byte on (`external_data`). The word embeddings and the heads are those
of `encoder.onnx`, to the bit, and are not stored twice.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, numpy_helper
from onnx.external_data_helper import set_external_data

from training.distil import LEARNT
from training.export import quantised, to_onnx
from training.model import Network, Sizes
from training.taken_up import matrices

LEAST = 1024
"""Bytes of a tensor that is worth a reference."""


def student(run: Path) -> Network:
    """The shallower network of a distillation's folder."""
    state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)["network"]
    numbers = {name.split(".")[2] for name in state if name.startswith("encoder.layers.")}
    network = Network(Sizes(shared=len(numbers), turned=True))
    network.load_state_dict(state)
    network.eval()
    return network


def ship_fast(run: Path, folder: Path) -> Path:
    """Write `fast.onnx` and `fast.json` beside the `encoder.onnx` whose student it is.

    Args:
        run: a distillation's folder.
        folder: where `encoder.onnx` is.

    Raises:
        ValueError: the student's heads are not those of `encoder.onnx`.
    """
    whole = folder / "encoder.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        floats, ints = Path(scratch) / "floats.onnx", Path(scratch) / "ints.onnx"
        to_onnx(student(run), floats)
        quantised(floats, ints)
        model = onnx.load(str(ints))
    same_as(model, onnx.load(str(whole)))
    refer(model, whole)
    target = folder / "fast.onnx"
    target.write_bytes(model.SerializeToString(deterministic=True))
    made_from = json.loads((run / "run.json").read_text(encoding="utf-8"))
    manifest = {
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "encoder": hashlib.sha256(whole.read_bytes()).hexdigest(),
        "training": made_from,
    }
    (folder / "fast.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return target


def same_as(model: onnx.ModelProto, whole: onnx.ModelProto) -> None:
    """Give a student the tensors of its teacher that it did not learn: taken up and in 8 bits again, they are rounded.

    Raises:
        ValueError: one of them differs by more than rounding.
    """
    theirs = {tensor.name: tensor for tensor in whole.graph.initializer}
    for mine, its in _pairs(model, whole):
        tensor = next(one for one in model.graph.initializer if one.name == mine)
        found, right = numpy_helper.to_array(tensor), numpy_helper.to_array(theirs[its])
        far = abs(found.astype("float64") - right.astype("float64")).max() if found.shape == right.shape else None
        if far is None or far > (1 if found.dtype.kind in "iu" else 1e-5):
            raise ValueError(f"{mine} of the student is not {its} of its teacher")
        tensor.CopyFrom(theirs[its])
        tensor.name = mine


def _pairs(model: onnx.ModelProto, whole: onnx.ModelProto) -> Iterator[tuple[str, str]]:
    """The names of the tensors that both have, in each."""
    known = {tensor.name for tensor in whole.graph.initializer}
    for tensor in model.graph.initializer:
        learnt = tensor.name.removeprefix("network.").startswith(LEARNT)
        if tensor.name in known and not learnt and tensor.name.startswith(("network.", "words.")):
            yield tensor.name, tensor.name
    its: Mapping[str, str] = matrices(whole.graph)
    for module, mine in matrices(model.graph).items():
        if not module.startswith(LEARNT):
            for part in ("quantized", "scale"):
                yield f"{mine}_{part}", f"{its[module]}_{part}"


def refer(model: onnx.ModelProto, whole: Path) -> None:
    """Let the tensors of a model that lie in another file be found there."""
    written = whole.read_bytes()
    for tensor in model.graph.initializer:
        raw = numpy_helper.to_array(tensor).tobytes()
        at = written.find(raw) if len(raw) >= LEAST else -1
        if at >= 0:
            tensor.raw_data = raw
            set_external_data(tensor, whole.name, offset=at, length=len(raw))
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
