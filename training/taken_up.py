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

TEACHING = ("upos",)


def take_up(network: Network, path: Path) -> None:
    """Load the weights of `encoder.onnx` into a network; heads that do not ship keep their fresh weights.

    Raises:
        ValueError: if the file's matrices do not fit the network's.
    """
    found = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    state = network.state_dict()
    for name in state:
        if name in found:
            state[name] = torch.from_numpy(found[name].copy())
    state["encoder.words.weight"] = _scaled(found["words.int8"], found["words.scales"])
    matrices = [name.removesuffix("_quantized") for name in found if name.endswith("_quantized")]
    linear = [name for name, module in _shipped(network) if isinstance(module, nn.Linear)]
    pointers = [name for name, module in _shipped(network) if isinstance(module, Pointer)]
    distances = [array for array in found.values() if array.shape == network.cues.distance.shape]
    if len(matrices) != len(linear) or len(distances) != len(pointers):
        raise ValueError(f"{path} holds {len(matrices)} matrices, the network {len(linear)}")
    for name, stored in zip(linear, matrices, strict=True):
        state[f"{name}.weight"] = _scaled(found[f"{stored}_quantized"], found[f"{stored}_scale"]).T.contiguous()
    for name, array in zip(pointers, distances, strict=True):
        state[f"{name}.distance"] = torch.from_numpy(array.copy())
    network.load_state_dict(state)


def _shipped(network: Network) -> list[tuple[str, nn.Module]]:
    return [(name, module) for name, module in network.named_modules() if not name.startswith(TEACHING)]


def _scaled(whole: NDArray[np.int8], scales: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(whole.astype(np.float32) * scales)
