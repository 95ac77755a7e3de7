"""Tables of coreference: several ways to part mentions into entities, line by line, on the same documents."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from benchmarks.coreference_scores import MEASURES, Shares, clusters, conll, score, summed

Parted = Sequence[tuple[Hashable, Hashable]]
"""The mentions of a document, each with its entity."""

HEADER = f"{'':48}{'mentions':>9}{'MUC':>8}{'B³ P':>8}{'B³ R':>8}{'B³ F1':>8}{'CEAFφ4':>8}{'CoNLL':>8}{'LEA':>8}"
"""F1 where nothing else is said."""


def measured(predicted: Sequence[Parted], gold: Sequence[Parted], *, singletons: bool) -> dict[str, Shares]:
    """The shares of each measure over documents.

    Args:
        predicted: for each document its mentions with their entities.
        gold: the same, of the same documents.
        singletons: whether entities mentioned once are kept, on both sides.
    """
    return summed(
        score(clusters(mine, singletons=singletons), clusters(theirs, singletons=singletons))
        for mine, theirs in zip(predicted, gold, strict=True)
    )


def row(name: str, total: Mapping[str, Shares]) -> str:
    """A line of a table that has `HEADER`."""
    b_cubed = total["B³"]
    muc, _, ceaf = (total[measure].f1 for measure in MEASURES)
    values = (total["mentions"].f1, muc, b_cubed.precision, b_cubed.recall, b_cubed.f1, ceaf)
    cells = "".join(f"{value:>8.3f}" for value in (*values[1:], conll(total), total["LEA"].f1))
    return f"{name:48}{values[0]:>9.3f}{cells}"
