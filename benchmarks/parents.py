"""Of several articles that a copy may come from, whether the one it was made from is told; for `reuse.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.copying import Made
from onrecord.comparing.comparison import Report, Reuse
from onrecord.comparing.direction import order
from onrecord.comparing.reuse import Laid
from onrecord.comparing.spread import spread


def shares(made: Sequence[Made], ready: Sequence[Laid], reuse: Iterable[Reuse]) -> tuple[int, dict[str, float]]:
    """How many copies have a choice of parents, and the share of them whose parent is told.

    A copy has a choice where its parent and another article share telling with it, and each was published before it or
    has no date. `spread` is told by the arrow with most words; `first` and `nearest` are baselines: the first published
    of those, and the last.

    Args:
        made: the articles and how they were made.
        ready: the same, made ready to be laid beside others.
        reuse: what is found of their pairs.
    """
    found = [each for each in reuse if each.shared_words]
    names = {laid.article.id: each.name for each, laid in zip(made, ready, strict=True)}
    ordered = sorted((laid.article for laid in ready), key=order)
    reports = [
        Report(
            article=each.id,
            label=each.id,
            outlet=each.outlet,
            title=None,
            url=None,
            published=each.published,
            words=max(1, len(each.text.split())),
        )
        for each in ordered
    ]
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for edge in spread(found, reports).edges:
        told[names[edge.target]].append((-edge.words, names[edge.source]))
    before: dict[str, list[str]] = defaultdict(list)
    ranks = {names[each.id]: at for at, each in enumerate(ordered)}
    for pair in found:
        before[names[pair.later]].append(names[pair.earlier])
    return _shares(made, told, before, ranks)


def _shares(
    made: Sequence[Made],
    told: Mapping[str, Sequence[tuple[int, str]]],
    before: Mapping[str, Sequence[str]],
    ranks: Mapping[str, int],
) -> tuple[int, dict[str, float]]:
    chosen = [each for each in made if each.parent in before.get(each.name, ()) and len(before[each.name]) > 1]
    right = {"spread": 0, "first": 0, "nearest": 0}
    for each in chosen:
        choice = sorted(before[each.name], key=ranks.__getitem__)
        right["spread"] += min(told.get(each.name, [(0, "")]))[1] == each.parent
        right["first"] += choice[0] == each.parent
        right["nearest"] += choice[-1] == each.parent
    return len(chosen), {name: count / max(1, len(chosen)) for name, count in right.items()}
