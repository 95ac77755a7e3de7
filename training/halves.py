"""Working in 16 bits where the device multiplies in them; the weights stay in 32."""

from __future__ import annotations

import torch
from torch import Tensor, nn

EMBEDDINGS = "encoder.words.weight"
"""Looked up and not multiplied: halved after the look-up, row by row."""


def fast_in_half(device: torch.device) -> bool:
    """Whether the device multiplies in 16 bits; elsewhere it would only cost time."""
    able = torch.cpu.get_capabilities()
    return device.type == "cuda" or bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def worked_out(network: nn.Module, *inputs: Tensor) -> tuple[Tensor, ...]:
    """The network's scores; gradients reach the 32-bit weights."""
    outputs: tuple[Tensor, ...]
    if fast_in_half(inputs[0].device):
        halved = {
            name: parameter.to(torch.bfloat16)
            for name, parameter in network.named_parameters()
            if not name.endswith(EMBEDDINGS)
        }
        outputs = torch.func.functional_call(network, halved, inputs)
    else:
        outputs = network(*inputs)
    return outputs
