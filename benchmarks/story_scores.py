"""How well articles are parted into stories: B³ (Bagga and Baldwin, 1998) and the adjusted Rand index (Hubert and
Arabie, 1985), over articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True)
class Parting:
    """How well articles are parted.

    Attributes:
        precision: B³: for an article of the story it was put in, the share that belongs with it, mean over articles.
        recall: B³: of the articles that belong with it, the share that was put with it.
        rand: the adjusted Rand index: 1 for the same parting, 0 on the average for one by chance.
        stories: how many stories were made.
        true: how many there are.
    """

    precision: float
    recall: float
    rand: float
    stories: int
    true: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def parting(made: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> Parting:
    """Compare two partings of the same articles.

    Args:
        made: the story each article was put in.
        true: the one it belongs to.

    Raises:
        ValueError: the two are of other articles, or of none.
    """
    if made.keys() != true.keys() or not made:
        raise ValueError("both partings must be of the same articles")
    cells = Counter((made[article], true[article]) for article in made)
    rows, columns = Counter(made.values()), Counter(true.values())
    count = len(made)
    precision = sum(size * size / rows[mine] for (mine, _), size in cells.items()) / count
    recall = sum(size * size / columns[theirs] for (_, theirs), size in cells.items()) / count
    return Parting(precision, recall, _rand(cells, rows, columns, count), len(rows), len(columns))


def _rand(
    cells: Counter[tuple[Hashable, Hashable]], rows: Counter[Hashable], columns: Counter[Hashable], count: int
) -> float:
    together = sum(comb(size, 2) for size in cells.values())
    mine, theirs = (sum(comb(size, 2) for size in some.values()) for some in (rows, columns))
    pairs = comb(count, 2)
    expected = mine * theirs / pairs if pairs else 0.0
    most = (mine + theirs) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
