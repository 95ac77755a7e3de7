"""What each head is taught, and how wrong it is."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reading.encoder import OUTPUTS
from onrecord.reading.scheme import NAME_TAGS
from training.targets import IGNORE, MILLI, PRONOUN, RIGHT, UNTOLD, WRONG

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
    words: float = 0.3
    upos: float = 0.5
    xpos: float = 0.5
    lemmas: float = 0.3
    arcs: float = 1.0
    relations: float = 0.7
    mentions: float = 0.3
    antecedents: float = 0.3
    choices: float = 0.3
    factuality: float = 0.3
    events: float = 0.3


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


def relations(dependents: Tensor, governors: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Mean cross-entropy of the relations to the gold governors; 0 where every governor lies outside its window.

    Args:
        dependents: [B, T, relations × rank], a vector of the dependent for each relation.
        governors: [B, T, rank].
        batch: with `relations` and `arcs` [B, T].
    """
    asked = (batch["relations"] != IGNORE) & (batch["arcs"] != IGNORE)
    if not bool(asked.any()):
        return (dependents.sum() + governors.sum()) * 0.0
    row, place = asked.nonzero(as_tuple=True)
    governing = governors[row, batch["arcs"][row, place]]
    each = dependents[row, place].unflatten(-1, (-1, governors.shape[-1]))
    scores = (each @ governing[:, :, None]).squeeze(-1)
    return functional.cross_entropy(scores, batch["relations"][row, place])


def antecedents(scores: Tensor, entities: Tensor) -> Tensor:
    """Mean negative log of the probability given to all earlier mentions of the same entity, or to none.

    Args:
        scores: [B, T, T], masked where nothing opens.
        entities: [B, T], a number a mention's head has, -1 or `IGNORE` elsewhere.
    """
    heads = entities >= 0
    length = entities.shape[1]
    earlier = torch.ones((length, length), dtype=torch.bool, device=scores.device).tril(-1)
    same = (entities[:, :, None] == entities[:, None, :]) & heads[:, :, None] & earlier
    first = ~same.any(-1)
    same[:, :, 0] |= first
    allowed = earlier[None] & heads[:, None, :]
    allowed[:, :, 0] = True
    scores = scores.masked_fill(~allowed, _FAR)
    losses = scores.logsumexp(-1) - scores.masked_fill(~same, _FAR).logsumexp(-1)
    weights = torch.where(first, 0.5, 1.0)[heads]
    return (losses[heads] * weights).sum() / weights.sum()


def choices(scores: Tensor, parts: Tensor, valid: Tensor) -> Tensor:
    """How badly pronouns choose among the names they may stand for.

    What is right should outweigh what is wrong, and what is wrong should have nothing of the whole.

    Args:
        scores: [B, T, T].
        parts: [B, T], `PRONOUN`, `RIGHT`, `WRONG` or 0.
        valid: [B, T], which places may be pointed to.
    """
    row, place = (parts == PRONOUN).nonzero(as_tuple=True)
    pointed = scores[row, place].masked_fill(~valid[row], _FAR)
    right, wrong = (parts == RIGHT)[row], (parts == WRONG)[row]
    whole = pointed.logsumexp(-1)
    on_right = pointed.masked_fill(~right, _FAR).logsumexp(-1)
    on_wrong = pointed.masked_fill(~wrong, _FAR).logsumexp(-1)
    both = torch.logaddexp(on_right, on_wrong)
    some = right.any(-1)
    chosen = torch.where(some, both - on_right, torch.zeros_like(whole))
    spared = torch.where(wrong.any(-1), -torch.log1p(-(on_wrong - whole).exp().clamp(max=0.999)), 0.0)
    found = torch.where(some, whole - on_right, torch.zeros_like(whole))
    return (chosen + 0.5 * spared + 0.5 * found).mean()


def pooled(events: Tensor, triggers: Tensor, pool: Tensor) -> Tensor:
    """The event scores of whole sentences: of their words, weighed by how much each tells of the event.

    Args:
        events: [B, T, types].
        triggers: [B, T], unnormalised.
        pool: [B, T], 1 where a word may tell.
    """
    weights = torch.softmax(triggers.masked_fill(pool != 1, _FAR), dim=-1)
    return (weights[:, :, None] * events).sum(1)


def total(outputs: tuple[Tensor, ...], batch: dict[str, Tensor], weights: Weights) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch and its parts, one a task."""
    found = {name: output.float() for name, output in zip(OUTPUTS, outputs, strict=True)}
    parts = _labels(found, batch) | _numbers(found, batch) | _pointers(found, batch, weights)
    if bool((batch["event"] != IGNORE).any()):
        typed = batch["event"] != IGNORE
        scores = pooled(found["events"], found["triggers"], batch["pool"])
        parts["events"] = functional.cross_entropy(scores[typed], batch["event"][typed])
    loss = sum((getattr(weights, task) * part for task, part in parts.items()), start=found["names"].sum() * 0.0)
    return loss, {task: float(part.detach()) for task, part in parts.items()}


def _labels(found: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The losses of heads that choose a label for a piece."""
    parts: dict[str, Tensor] = {}
    named = batch["names"] != 0
    if bool(named.any()):
        parts["names"] = partial_tags(found["names"][named], batch["names"][named])
    for name in ("roles", "upos", "xpos", "lemmas", "mentions"):
        asked = batch[name] != IGNORE
        if bool(asked.any()):
            parts[name] = functional.cross_entropy(found[name][asked], batch[name][asked])
    return parts


def _numbers(found: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The losses of heads that give a number for a piece."""
    parts: dict[str, Tensor] = {}
    for name in ("sentences", "words"):
        asked = batch[name] != IGNORE
        if bool(asked.any()):
            parts[name] = functional.binary_cross_entropy_with_logits(found[name][asked], batch[name][asked].float())
    told = batch["factuality"] != UNTOLD
    if bool(told.any()):
        parts["factuality"] = functional.smooth_l1_loss(
            found["factuality"][told], batch["factuality"][told].float() / MILLI
        )
    return parts


def _pointers(found: dict[str, Tensor], batch: dict[str, Tensor], weights: Weights) -> dict[str, Tensor]:
    """The losses of heads that point from piece to piece, and of the relations that go with arcs."""
    parts: dict[str, Tensor] = {}
    valid = (batch["mask"] > 0) & batch["heads"]
    if bool((batch["roles"] != IGNORE).any()):
        parts["cues"] = pointers(found["cues"], batch["cues"], valid, weights.nowhere)
        parts["sources"] = pointers(found["sources"], batch["sources"], valid, 1.0)
    if bool((batch["upos"] != IGNORE).any()):
        parts["arcs"] = pointers(found["arcs"], batch["arcs"], valid, 1.0)
        parts["relations"] = relations(found["governed"], found["governing"], batch)
    if bool((batch["entities"] >= 0).any()):
        pointed = found["antecedents"].masked_fill(~valid[:, None, :], _FAR)
        parts["antecedents"] = antecedents(pointed, batch["entities"])
    if bool((batch["choices"] == PRONOUN).any()):
        parts["choices"] = choices(found["antecedents"], batch["choices"], valid)
    return parts
