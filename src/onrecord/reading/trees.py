"""The best tree over a sentence: a maximum spanning arborescence with one word under the root.

Chu & Liu (1965) and Edmonds (1967), in Tarjan's order of work (1977), which takes time quadratic in the
words. That one word only hangs from the root is exact, not a repair: where the best arborescence
has several, every arc from the root is made worse by more than all other arcs together can win (Stanojević &
Cohen, EMNLP 2021).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = -1
"""The head of the word that hangs from the root."""


def best_tree(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The tree with the highest sum of scores, the same one every time.

    Args:
        scores: of each word's arc from each head, [words, words + 1]; column 0 is the root, column k word
            k - 1. Finite; what a word scores as its own head is not looked at.

    Returns:
        Each word's head [words], `ROOT` for exactly one of them.
    """
    words = len(scores)
    if words == 0:
        return np.zeros(0, dtype=np.int64)
    arcs = np.full((words + 1, words + 1), -np.inf)
    arcs[1:] = scores
    np.fill_diagonal(arcs, -np.inf)
    heads = arcs[1:].argmax(axis=1)
    if not _is_tree(heads):
        if _rooted(heads) <= 1:  # words that like the root best keep it
            heads = _arborescence(arcs.copy())
        if _rooted(heads) != 1:
            finite = arcs[1:][np.isfinite(arcs[1:])]
            arcs[1:, 0] -= 1.0 + words * (finite.max() - finite.min())
            heads = _arborescence(arcs)
    result: NDArray[np.int64] = heads - 1
    return result


def _rooted(heads: NDArray[np.int64]) -> int:
    """How many words hang from the root, of heads [words] counted from 1."""
    return int(np.count_nonzero(heads == 0))


def _is_tree(heads: NDArray[np.int64]) -> bool:
    """Whether heads [words], counted from 1 with 0 the root, make a tree with one word under the root."""
    if _rooted(heads) != 1:
        return False
    above = np.concatenate([np.zeros(1, dtype=np.int64), heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not above.any()


def _arborescence(arcs: NDArray[np.float64]) -> NDArray[np.int64]:
    """The best arborescence from node 0.

    Follows the best arcs from each node towards the root. A path that meets itself is a cycle: its nodes
    become one, whose arcs are worth what they win over the arc they would displace. At the end the nodes are
    parted again, each keeping its arc but the one through which its cycle is entered.

    Args:
        arcs: scores [nodes, nodes], dependents by heads; used up.

    Returns:
        The heads of nodes 1 and up.
    """
    size = len(arcs)
    places = np.arange(size)
    origin = places[:, None] * size + places
    name = list(range(size))
    parent = list(range(2 * size))
    chosen = [0] * size
    settled = [True] + [False] * (size - 1)
    for start in range(1, size):
        path: list[int] = [] if settled[start] else [start]
        while path:
            node = path[-1]
            head = int(arcs[node].argmax())
            chosen[name[node]] = int(origin[node, head])
            if settled[head]:
                break
            if head not in path:
                path.append(head)
                continue
            first = path.index(head)
            cycle = path[first:]
            _merge(arcs, origin, cycle)
            for member in cycle:
                parent[name[member]] = len(chosen)
            name[cycle[0]] = len(chosen)
            chosen.append(0)
            for member in cycle[1:]:
                settled[member] = True
            path = [*path[:first], cycle[0]]
        for node in path:
            settled[node] = True
    return _parted(chosen, parent, size)


def _merge(arcs: NDArray[np.float64], origin: NDArray[np.int64], cycle: list[int]) -> None:
    """Make one node of a cycle, in the place of its first; the other places fall empty."""
    node, others = cycle[0], cycle[1:]
    inward = arcs[cycle] - arcs[cycle].max(axis=1, keepdims=True)
    best = inward.argmax(axis=0)
    places = np.arange(len(arcs))
    arcs[node] = inward[best, places]
    origin[node] = origin[cycle][best, places]
    outward = arcs[:, cycle]
    best = outward.argmax(axis=1)
    arcs[:, node] = outward[places, best]
    origin[:, node] = origin[:, cycle][places, best]
    arcs[node, cycle] = -np.inf
    arcs[:, others] = -np.inf


def _parted(chosen: list[int], parent: list[int], size: int) -> NDArray[np.int64]:
    """The heads of single nodes from the arcs chosen for them and for the cycles they were merged into."""
    heads = np.zeros(size, dtype=np.int64)
    entered = [False] * len(chosen)
    for node in range(len(chosen) - 1, 0, -1):
        if entered[node]:
            continue
        dependent, head = divmod(chosen[node], size)
        heads[dependent] = head
        inner = dependent
        while inner != node:
            entered[inner] = True
            inner = parent[inner]
    return heads[1:]
