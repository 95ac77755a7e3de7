"""Weights taken up again from an ONNX file that ships, so that a run can go on where another ended.

The file holds 8-bit integers and their scales; the products come back to within half a step of the scale.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from training.model import Network, Pointer


def take_up(network: Network, path: Path) -> None:
    """Load the weights of `encoder.onnx` into a network.

    A head that the file does not have keeps its fresh weights; one that had fewer labels, whose first ones are
    the same, keeps fresh weights for the others.

    Raises:
        ValueError: if the file's matrices do not fit the network's.
    """
    found = {
        one.name.removeprefix("network."): numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer
    }
    state = network.state_dict()
    for name in state:
        if name in found:
            _lay(state[name], torch.from_numpy(found[name].copy()))
    _lay(state["encoder.words.weight"], _scaled(found["words.int8"], found["words.scales"]))
    modules = dict(network.named_modules())
    matrices = [name.removesuffix("_quantized") for name in found if name.endswith("_quantized")]
    biased = [name.removesuffix(".bias") for name in found if name.endswith(".bias")]
    linear = [name for name in biased if isinstance(modules.get(name), nn.Linear)]
    pointers = [name for name, module in modules.items() if isinstance(module, Pointer) and f"{name}.weight" in found]
    distances = [array for array in found.values() if array.shape == network.get_parameter("cues.distance").shape]
    if len(matrices) != len(linear) or len(distances) != len(pointers):
        raise ValueError(f"{path} holds {len(matrices)} matrices, the network {len(linear)}")
    for name, stored in zip(linear, matrices, strict=True):
        _lay(state[f"{name}.weight"], _scaled(found[f"{stored}_quantized"], found[f"{stored}_scale"]).T)
    for name, array in zip(pointers, distances, strict=True):
        _lay(state[f"{name}.distance"], torch.from_numpy(array.copy()))
    network.load_state_dict(state)


def _lay(weights: Tensor, taken: Tensor) -> None:
    """Lay weights over the beginning of others.

    Raises:
        ValueError: if they are larger.
    """
    if taken.dim() != weights.dim() or any(new > old for new, old in zip(taken.shape, weights.shape, strict=True)):
        raise ValueError(f"weights of {tuple(taken.shape)} do not fit into {tuple(weights.shape)}")
    with torch.no_grad():
        weights[tuple(slice(0, size) for size in taken.shape)] = taken


def _scaled(whole: NDArray[np.int8], scales: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(whole.astype(np.float32) * scales)
