"""From a checkpoint to what ships: an int8 ONNX file, its manifest and its tokenizer.

The weights of matrix products and the word embeddings are stored as 8-bit integers with a scale a column (a row
for embeddings), those of products in the range of 7 bits; activations are quantised as they come. The rest stays
in 32 bits.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from onrecord.reading.encoder import OPENS, ORDERED, OUTPUTS
from training.card import card
from training.model import Network, Shipped, Sizes
from training.taken_up import take_up

EMBEDDING = "network.encoder.words.weight"
OPSET = 20
WHOLE: tuple[str, ...] = ()
"""Modules kept in 32 bits."""


def load(checkpoint: Path, *others: Path) -> Network:
    """The averaged network of a checkpoint, for reading only; with others, the mean of theirs.

    Weights from along one run, or from runs that began with the same weights, may be averaged, those weights with them:
    the mean often does better than each (Wortsman et al., ICML 2022).
    """
    states = [_weights(path) for path in (checkpoint, *others)]
    network = Network(Sizes())
    network.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return network.eval()


def _weights(path: Path) -> Mapping[str, Tensor]:
    """The weights of a checkpoint, or of an `encoder.onnx` that ships."""
    if path.suffix == ".onnx":
        network = Network(Sizes())
        take_up(network, path)
        return network.state_dict()
    found: Mapping[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)["average"]
    return found


def to_onnx(network: Network, path: Path) -> None:
    """Write the network as 32-bit ONNX; the numbers of windows and of pieces are left open."""
    ids = torch.ones((2, 16), dtype=torch.long)
    mask = torch.full_like(ids, OPENS)
    batch, pieces = torch.export.Dim("windows", min=1, max=1024), torch.export.Dim("pieces", min=2, max=512)
    axes = {0: batch, 1: pieces}
    torch.onnx.export(
        Shipped(network).eval(),
        (ids, torch.zeros_like(ids), mask),
        str(path),
        input_names=["ids", "traits", "mask"],
        output_names=list(OUTPUTS),
        dynamic_shapes=(axes, axes, axes),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
    )
    model = onnx.load(str(path))
    without_traces(model)
    onnx.save(model, str(path))


def without_traces(model: onnx.ModelProto) -> None:
    """Take out what the exporter notes of where each node came from: paths of the machine, which are nobody's business.

    So the same weights give the same bytes wherever they are exported.
    """
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.value_info, *graph.initializer, *graph.input, *graph.output):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")


def quantised(source: Path, target: Path, whole: Sequence[str] = WHOLE) -> None:
    """Write an 8-bit version of a 32-bit ONNX file.

    Args:
        source: the 32-bit file.
        target: the file to write.
        whole: modules whose products stay in 32 bits, by the beginnings of their names.
    """
    products = matrix_products(onnx.load(str(source)))
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,  # 7 bits of weight: 8 overflow where the processor adds products in 16 bits (no VNNI)
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[node for module, node in products.items() if module.startswith(tuple(whole))],
        extra_options={"MatMulConstBOnly": True},
    )
    model = onnx.load(str(target))
    _embeddings_in_bytes(model)
    onnx.checker.check_model(model)
    without_traces(model)
    onnx.save(model, str(target))


def matrix_products(model: onnx.ModelProto) -> dict[str, str]:
    """The names of the nodes that multiply by a module's weights, by the module's name.

    The exporter turns weights around and renames them; a bias keeps its name, and tells whose product it follows.
    """
    made = {output: node for node in model.graph.node for output in node.output}
    found: dict[str, str] = {}
    for node in model.graph.node:
        bias = next((name for name in node.input if name.endswith(".bias")), None)
        if bias is None:
            continue
        module = bias.removeprefix("network.").removesuffix(".bias")
        if node.op_type == "Gemm":
            found[module] = node.name
        elif node.op_type == "Add":
            other = next(name for name in node.input if name != bias)
            if other in made and made[other].op_type == "MatMul":
                found[module] = made[other].name
    return found


def _embeddings_in_bytes(model: onnx.ModelProto) -> None:
    """Store the word embeddings as 8-bit integers with a scale a row, undone after the rows are gathered."""
    graph = model.graph
    table = next(one for one in graph.initializer if one.name == EMBEDDING)
    weights: NDArray[np.float32] = numpy_helper.to_array(table)
    scales = np.abs(weights).max(axis=1, keepdims=True) / 127.0
    scales[scales == 0] = 1.0
    whole = np.clip(np.round(weights / scales), -127, 127).astype(np.int8)
    gather = next(node for node in graph.node if node.op_type == "Gather" and node.input[0] == EMBEDDING)
    at = list(graph.node).index(gather)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(whole, "words.int8"))
    graph.initializer.append(numpy_helper.from_array(scales.astype(np.float32), "words.scales"))
    ids, out = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    new = [
        helper.make_node("Gather", ["words.int8", ids], ["words.rows"], axis=0),
        helper.make_node("Gather", ["words.scales", ids], ["words.row_scales"], axis=0),
        helper.make_node("Cast", ["words.rows"], ["words.floats"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["words.floats", "words.row_scales"], [out]),
    ]
    for offset, node in enumerate(new):
        graph.node.insert(at + offset, node)


def ship(run: Path, tokenizer: Path, folder: Path, others: Sequence[Path] = ()) -> Path:
    """Write the model's files and its card into a folder.

    Args:
        run: a run's folder, with its checkpoint, its `run.json` and its log.
        tokenizer: MiniLM's `tokenizer.json`.
        folder: where to put `encoder.onnx`, `encoder.json`, `tokenizer.json` and `MODEL_CARD.md`.
        others: earlier checkpoints of the run, to be averaged with its last.

    Returns:
        the path of the ONNX file.

    Raises:
        FileNotFoundError: the folder holds no run.
    """
    made_from = json.loads((run / "run.json").read_text(encoding="utf-8"))
    log = run / "log.jsonl"
    dev = json.loads(log.read_text(encoding="utf-8").splitlines()[-1]) if log.exists() else {}
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "encoder.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        to_onnx(load(run / "checkpoint.pt", *others), whole)
        quantised(whole, target)
    manifest = {
        "labels": {name: list(labels) for name, labels in ORDERED.items()},
        "outputs": list(OUTPUTS),
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "training": {
            "start": made_from["start"],
            "settings": made_from["run"],
            "corpora": {name: corpus["commit"] for name, corpus in made_from["corpora"].items()},
            "averaged": 1 + len(others),
            "dev": dev,
        },
    }
    (folder / "encoder.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text(
        card(manifest, target.stat().st_size / 1e6, made_from["corpora"]), encoding="utf-8"
    )
    if tokenizer.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    return target
