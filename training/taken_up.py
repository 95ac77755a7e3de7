"""Weights taken up again from an ONNX file that ships, so that a run can go on where another ended.

The file holds 8-bit integers and their scales; the products come back to within half a step of the scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training.model import LAYERS, Network, Pointer, layer_places


def take_up(network: Network, path: Path) -> None:
    """Load the weights of `encoder.onnx` into a network.

    A head that the file does not have, or has in another shape, keeps its fresh weights; one that had fewer labels,
    whose first ones are the same, keeps fresh weights for the others. A file with one top gives it to each.

    Raises:
        ValueError: the file holds no encoder of ours.
    """
    model = onnx.load(str(path))
    found = {one.name.removeprefix("network."): numpy_helper.to_array(one) for one in model.graph.initializer}
    if "words.int8" not in found:
        raise ValueError(f"{path} holds no encoder that `export` wrote")
    tensors = {name: torch.from_numpy(array.copy()) for name, array in found.items()}
    tensors["encoder.words.weight"] = _scaled(found["words.int8"], found["words.scales"])
    for module, matrix in matrices(model.graph).items():
        tensors[f"{module}.weight"] = _scaled(found[f"{matrix}_quantized"], found[f"{matrix}_scale"]).T
    distances = [tensor for tensor in tensors.values() if tensor.shape == network.get_parameter("cues.distance").shape]
    state = network.state_dict()
    pointers = [name for name, module in network.named_modules() if isinstance(module, Pointer)]
    known = [name for name in pointers if f"{name}.weight" in tensors]
    tensors |= {f"{name}.distance": tensor for name, tensor in zip(known, distances, strict=True)}
    heads = {name.partition(".")[0] for name in state} - {"encoder"}
    strange = {head for head in heads if not _fits(head, state, tensors)}
    for name, taken in tensors.items():
        for place in _places(name):
            if place in state and place.partition(".")[0] not in strange:
                _lay(state[place], taken)
    network.load_state_dict(state)


def _places(name: str) -> tuple[str, ...]:
    """Where a tensor of the file belongs."""
    last = f"encoder.layers.{LAYERS - 1}."
    if not name.startswith(last):
        return (name,)
    return tuple(f"encoder.{place}.{name.removeprefix(last)}" for place in layer_places(LAYERS - 1))


def _fits(head: str, state: Mapping[str, Tensor], tensors: Mapping[str, Tensor]) -> bool:
    """Whether what the file has of a head can be laid into the network's."""
    mine = {name: tensor for name, tensor in state.items() if name.startswith(f"{head}.")}
    return all(name in tensors and _smaller(tensors[name], tensor) for name, tensor in mine.items())


def matrices(graph: onnx.GraphProto) -> dict[str, str]:
    """The names of the 8-bit matrices by the names of their modules: the product that a module's bias is added to."""
    made = {output: node for node in graph.node for output in node.output}
    found: dict[str, str] = {}
    for node in graph.node:
        bias = next((name for name in node.input if name.endswith(".bias")), None)
        product = _product(node, made) if bias else None
        if bias and product:
            module = bias.removeprefix("network.").removesuffix(".bias")
            found[module] = product.input[1].removeprefix("network.").removesuffix("_quantized")
    return found


def _product(node: onnx.NodeProto, made: Mapping[str, onnx.NodeProto]) -> onnx.NodeProto | None:
    """The 8-bit product whose scaled result a node adds to."""
    steps = [made[name] for name in node.input if name in made]
    while steps:
        step = steps.pop()
        if step.op_type == "MatMulInteger":
            return step
        if step.op_type in {"Cast", "Mul"}:
            steps.extend(made[name] for name in step.input if name in made)
    return None


def _smaller(taken: Tensor, weights: Tensor) -> bool:
    return taken.dim() == weights.dim() and all(a <= b for a, b in zip(taken.shape, weights.shape, strict=True))


def _lay(weights: Tensor, taken: Tensor) -> None:
    """Lay weights over the beginning of others.

    Raises:
        ValueError: if they are larger.
    """
    if not _smaller(taken, weights):
        raise ValueError(f"weights of {tuple(taken.shape)} do not fit into {tuple(weights.shape)}")
    with torch.no_grad():
        weights[tuple(slice(0, size) for size in taken.shape)] = taken


def _scaled(whole: NDArray[np.int8], scales: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(whole.astype(np.float32) * scales)
