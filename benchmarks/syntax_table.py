"""Figures of syntax as lines to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.scores import Counts, added, interval
from benchmarks.ud_scores import LINES, accuracy

_UNALIGNED = frozenset({"Tokens", "Sentences", "Words"})


def table(documents: Sequence[Mapping[str, Counts]]) -> str:
    """Precision, recall and F1 of each line with its interval, and of aligned words the share that is right."""
    figures = added(documents)
    lines = [f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}{'of aligned':>12}   95 % interval of F1"]
    for name in LINES:
        counts = figures[name]
        share = "" if name in _UNALIGNED else f"{accuracy(figures, name):.3f}"
        low, high = interval(documents, name)
        values = f"{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}{share:>12}"
        lines.append(f"{name:20}{values}   {low:.3f} to {high:.3f}")
    return "\n".join(lines)
