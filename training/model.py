"""The network: one MiniLM encoder and a head for every learned task (PyTorch; training only).

The encoder is BERT's (Devlin et al., 2019) with MiniLM's six layers of 384 (Wang et al., 2020). Links are
scored as biaffine dependency parsers score arcs (Dozat and Manning, 2017), with a learned bias for distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.encoder import LABELS, NUMBERS, OUTPUTS, POINTERS, VECTORS
from onrecord.reading.pieces import TRAITS

LAYERS = 6
WIDTH = 384
ATTENTION_HEADS = 12
INNER = 1536
POSITIONS = 512
VOCABULARY = 30522
EPSILON = 1e-12
TOPS = {
    "grammar": tuple(
        "names sentences words upos xpos lemmas governed governing arcs mentions factuality".split(),
    ),
    "discourse": ("roles", "cues", "sources", "antecedents", "events", "triggers"),
}
"""The last layer stands twice, for the heads that each copy serves: words by themselves and in their sentence, and
what belongs together over many. The layers below are shared."""
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class Sizes:
    """What can be chosen about the network.

    Attributes:
        dropout: in the encoder.
        head_dropout: in the heads.
        link: width of a pointer's ends.
        arc: the same, of arcs.
        hidden: width of a tagger's hidden layer.
        distance_buckets: distances told apart by a pointer, each way.
        shared: layers below the tops.
        turned: whether a top is no layer but a turn of the states below it, as in the shallower network (`distil.py`).
    """

    dropout: float = 0.1
    head_dropout: float = 0.2
    link: int = 128
    arc: int = 256
    hidden: int = 192
    distance_buckets: int = 32
    shared: int = LAYERS - 1
    turned: bool = False


class Dropout(nn.Module):
    """Dropout whose mask is drawn once for all rows of a batch: on a processor, drawing is what costs."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        """`states` [B, T, width], some of it zero and the rest scaled up while training."""
        if not self.training or self.share == 0.0:
            return states
        kept = torch.rand(states.shape[1:], device=states.device) >= self.share
        return states * (kept.to(states.dtype) / (1.0 - self.share))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.rise = nn.Linear(WIDTH, INNER)
        self.fall = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """`states` [B, T, WIDTH]; `mask` [B, 1, 1, T], added to the attention scores."""
        batch, length, _ = states.shape
        parts = self.qkv(states).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        scale = (WIDTH // ATTENTION_HEADS) ** -0.5
        attended = torch.softmax((query * scale) @ key.transpose(-1, -2) + mask, dim=-1) @ value
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm_attention(states + self.dropout(self.out(attended)))
        return self.norm(states + self.dropout(self.fall(functional.gelu(self.rise(states)))))


class Turn(nn.Linear):
    """A top without a layer of its own: the states, turned."""

    def __init__(self) -> None:
        super().__init__(WIDTH, WIDTH)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """`states` [B, T, WIDTH]; `mask` is not looked at."""
        del mask
        return super().forward(states)


class Encoder(nn.Module):
    """Word pieces and their traits in, a vector for each out."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.traits = nn.Embedding(TRAITS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = Dropout(sizes.dropout)
        self.layers = nn.ModuleList(Layer(sizes.dropout) for _ in range(sizes.shared))
        self.tops = nn.ModuleDict({name: Turn() if sizes.turned else Layer(sizes.dropout) for name in TOPS})

    def forward(self, ids: Tensor, traits: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """`ids`, `traits` and `mask` [B, T] (mask 1 for pieces, 0 for padding); of each top [B, T, WIDTH]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        positions = self.positions(places)
        states = self.words(ids).to(positions.dtype) + positions + self.traits(traits)
        states = self.dropout(self.norm(states))
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return {name: top(states, bias) for name, top in self.tops.items()}

    def load_minilm(self, path: Path) -> None:
        """Take the published weights over; every trait starts as BERT's first segment."""
        from safetensors.torch import load_file

        found = {name.removeprefix("bert."): tensor.float() for name, tensor in load_file(path).items()}
        state = self.state_dict()
        state["words.weight"] = found["embeddings.word_embeddings.weight"]
        state["positions.weight"] = found["embeddings.position_embeddings.weight"]
        segment = found["embeddings.token_type_embeddings.weight"][0]
        state["traits.weight"] = segment.repeat(TRAITS, 1)
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = found[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                old = f"encoder.layer.{number}"
                for new in layer_places(number):
                    state[f"{new}.qkv.{part}"] = torch.cat(
                        [found[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    )
                    state[f"{new}.out.{part}"] = found[f"{old}.attention.output.dense.{part}"]
                    state[f"{new}.norm_attention.{part}"] = found[f"{old}.attention.output.LayerNorm.{part}"]
                    state[f"{new}.rise.{part}"] = found[f"{old}.intermediate.dense.{part}"]
                    state[f"{new}.fall.{part}"] = found[f"{old}.output.dense.{part}"]
                    state[f"{new}.norm.{part}"] = found[f"{old}.output.LayerNorm.{part}"]
        self.load_state_dict(state)


def layer_places(number: int) -> tuple[str, ...]:
    """Where a layer of an encoder with one top stands in `Encoder`."""
    return (f"layers.{number}",) if number < LAYERS - 1 else tuple(f"tops.{name}" for name in TOPS)


class Pointer(nn.Module):
    """For every piece, a score for every piece of the window as the thing it belongs to; place 0 is nothing."""

    def __init__(self, sizes: Sizes, link: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(WIDTH, link)
        self.head = nn.Linear(WIDTH, link)
        self.weight = nn.Parameter(torch.zeros(link + 1, link))
        self.distance = nn.Parameter(torch.zeros(2 * sizes.distance_buckets + 1))
        self.buckets = sizes.distance_buckets
        self.dropout = Dropout(sizes.head_dropout)
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, states: Tensor) -> Tensor:
        """`states` [B, T, WIDTH] in, scores [B, T (dependent), T (head)] out."""
        dependent = self.dropout(functional.gelu(self.dependent(states)))
        head = self.dropout(functional.gelu(self.head(states)))
        projected = dependent @ self.weight[:-1] + self.weight[-1]
        scores = projected @ head.transpose(-1, -2)
        return scores + self._distance(states.shape[1], states.device)

    def _distance(self, length: int, device: torch.device) -> Tensor:
        places = torch.arange(length, device=device)
        offset = places[None, :] - places[:, None]
        size = torch.log2(offset.abs().float() + 1.0) * (self.buckets / 9.0)
        bucket = torch.clamp(size.long(), max=self.buckets) * torch.sign(offset) + self.buckets
        inner = self.distance.index_select(0, bucket.flatten()).view(bucket.shape)
        is_null = (places == 0)[None, :]
        return torch.where(is_null, torch.zeros_like(inner), inner)


class Tagger(nn.Module):
    """A hidden layer and a score for each tag."""

    def __init__(self, sizes: Sizes, tags: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(WIDTH, sizes.hidden)
        self.tags = nn.Linear(sizes.hidden, tags)
        self.dropout = Dropout(sizes.head_dropout)

    def forward(self, states: Tensor) -> Tensor:
        """`states` [B, T, WIDTH] in, scores [B, T, tags] out."""
        scores: Tensor = self.tags(self.dropout(functional.gelu(self.hidden(states))))
        return scores


class Network(nn.Module):
    """The encoder and its heads; what `forward` gives is the model's contract with `onrecord.reading.encoder`."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder(sizes)
        for name, labels in LABELS.items():
            self.add_module(name, Tagger(sizes, len(labels)))
        for name, width in VECTORS.items():
            self.add_module(name, Tagger(sizes, width))
        for name in NUMBERS:
            self.add_module(name, Tagger(sizes, 1))
        for name in POINTERS:
            self.add_module(name, Pointer(sizes, sizes.arc if name == "arcs" else sizes.link))

    def forward(self, ids: Tensor, traits: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """`ids`, `traits`, `mask` [B, T] in; the heads' scores out, in the order of `OUTPUTS`."""
        states = self.encoder(ids, traits, mask)
        return tuple(self.head(name, states) for name in OUTPUTS)

    def head(self, name: str, states: dict[str, Tensor]) -> Tensor:
        """What one head makes of the states of its top [B, T, WIDTH]."""
        scores: Tensor = self.get_submodule(name)(states[top_of(name)])
        return scores.squeeze(-1) if name in NUMBERS else scores


def top_of(head: str) -> str:
    """The top whose states a head reads."""
    return next(top for top, heads in TOPS.items() if head in heads)


class Shipped(nn.Module):
    """The network as it ships: pointers as probabilities over the pieces that open a word."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, traits: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """`ids`, `traits`, `mask` [B, T] in; the outputs of `onrecord.reading.encoder.OUTPUTS` out.

        `mask` is 0 for padding, 1 for a piece and 2 for one that may be pointed to.
        """
        scores = self.network(ids, traits, mask.clamp(max=1))
        shut = (mask < 2)[:, None, :]
        return tuple(
            torch.softmax(one.float().masked_fill(shut, _FAR), dim=-1) if name in POINTERS else one
            for name, one in zip(OUTPUTS, scores, strict=True)
        )
