"""What each head is taught, and how wrong it is."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reading.scheme import NAME_TAGS
from training.targets import IGNORE

_FAR = -1e4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each task counts."""

    names: float = 1.0
    roles: float = 1.0
    sentences: float = 0.3
    cues: float = 0.5
    sources: float = 0.5
    nowhere: float = 0.2
    upos: float = 0.3


def partial_tags(scores: Tensor, allowed: Tensor) -> Tensor:
    """Mean negative log of the probability that the tag is among those allowed.

    A corpus that knows only "a place", or does not mark nationalities at all, allows several tags; the
    encoder then may choose among them and nothing teaches it that a type is absent.

    Args:
        scores: [N, tags].
        allowed: [N], bit sets over the tags, none empty.
    """
    bits = torch.arange(len(NAME_TAGS), device=scores.device)
    mask = (allowed[:, None] >> bits[None, :]) & 1
    log_all = scores.logsumexp(-1)
    log_allowed = scores.masked_fill(mask == 0, _FAR).logsumexp(-1)
    return (log_all - log_allowed).mean()


def pointers(scores: Tensor, targets: Tensor, valid: Tensor, nowhere: float) -> Tensor:
    """Mean cross-entropy of pointers; those to nothing weigh `nowhere`.

    Args:
        scores: [B, T, T].
        targets: [B, T], the place pointed to, 0 for nothing, or `IGNORE`.
        valid: [B, T], which places may be pointed to.
        nowhere: the weight of a pointer to nothing.
    """
    scores = scores.masked_fill(~valid[:, None, :], _FAR)
    flat = targets.flatten()
    asked = flat != IGNORE
    if not bool(asked.any()):
        return scores.sum() * 0.0
    losses = functional.cross_entropy(scores.flatten(0, 1)[asked], flat[asked], reduction="none")
    weights = torch.where(flat[asked] == 0, nowhere, 1.0)
    return (losses * weights).sum() / weights.sum()


def total(outputs: tuple[Tensor, ...], batch: dict[str, Tensor], weights: Weights) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch and its parts, one a task."""
    names, roles, sentences, cues, sources, upos = (output.float() for output in outputs)
    parts: dict[str, Tensor] = {}
    named = batch["names"] != 0
    if bool(named.any()):
        parts["names"] = partial_tags(names[named], batch["names"][named])
    tagged = batch["roles"] != IGNORE
    valid = (batch["mask"] > 0) & batch["heads"]
    if bool(tagged.any()):
        parts["roles"] = functional.cross_entropy(roles[tagged], batch["roles"][tagged])
        parts["cues"] = pointers(cues, batch["cues"], valid, weights.nowhere)
        parts["sources"] = pointers(sources, batch["sources"], valid, 1.0)
    begun = batch["sentences"] != IGNORE
    if bool(begun.any()):
        parts["sentences"] = functional.binary_cross_entropy_with_logits(
            sentences[begun], batch["sentences"][begun].float()
        )
    worded = batch["upos"] != IGNORE
    if bool(worded.any()):
        parts["upos"] = functional.cross_entropy(upos[worded], batch["upos"][worded])
    loss = sum((getattr(weights, task) * part for task, part in parts.items()), start=names.sum() * 0.0)
    return loss, {task: float(part.detach()) for task, part in parts.items()}
