"""Scoring coreference: MUC, B³, CEAF and LEA over clusters of mentions, and GAP over pronouns and names.

MUC: Vilain et al., MUC-6 1995. B³: Bagga & Baldwin, LREC 1998. CEAF with φ4: Luo, HLT-EMNLP 2005. LEA: Moosavi &
Strube, ACL 2016. Mentions that one side only has are treated as the CoNLL 2012 scorer treats them (Pradhan et al., ACL
2014): nothing is added or taken away. GAP: Webster et al., TACL 2018.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.scores import Counts

MEASURES = ("MUC", "B³", "CEAFφ4")
"""Those whose mean F1 is the CoNLL figure."""
SHARED = ("mentions", *MEASURES, "LEA")
"""All that `score` gives shares of."""
MASCULINE = frozenset({"he", "him", "his"})
FEMININE = frozenset({"she", "her", "hers"})

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Shares:
    """Precision and recall as sums that can be added over documents.

    Attributes:
        found: what of the predictions is right; a fraction of a mention or cluster counts as one.
        predicted: what it is a part of.
        met: what of gold is found.
        gold: what it is a part of.
    """

    found: float = 0.0
    predicted: float = 0.0
    met: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.found + other.found, self.predicted + other.predicted, self.met + other.met, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """0 to 1; 0 where nothing was predicted."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 where there is nothing to find."""
        return self.met / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clusters(mentions: Iterable[tuple[Hashable, Hashable]], *, singletons: bool) -> list[Cluster]:
    """Mentions by the entity they stand for.

    Args:
        mentions: pairs of a mention and its entity; a mention given twice keeps its first entity.
        singletons: whether to keep entities that are mentioned once.
    """
    entity: dict[Hashable, Hashable] = {}
    for mention, one in mentions:
        entity.setdefault(mention, one)
    found: dict[Hashable, set[Hashable]] = {}
    for mention, one in entity.items():
        found.setdefault(one, set()).add(mention)
    return [frozenset(each) for each in found.values() if singletons or len(each) > 1]


def score(predicted: Sequence[Cluster], gold: Sequence[Cluster]) -> dict[str, Shares]:
    """The shares of one document, by measure, and those of mentions alone; no mention is in two clusters of a side."""
    mine = {mention: index for index, cluster in enumerate(predicted) for mention in cluster}
    theirs = {mention: index for index, cluster in enumerate(gold) for mention in cluster}
    same = float(len(mine.keys() & theirs.keys()))
    similar = _best(predicted, gold)
    return {
        "mentions": Shares(same, len(mine), same, len(theirs)),
        "MUC": Shares(*_links(predicted, theirs), *_links(gold, mine)),
        "B³": Shares(*_overlaps(predicted, theirs), *_overlaps(gold, mine)),
        "CEAFφ4": Shares(similar, len(predicted), similar, len(gold)),
        "LEA": Shares(*_resolved(predicted, gold, theirs), *_resolved(gold, predicted, mine)),
    }


def conll(figures: Mapping[str, Shares]) -> float:
    """The mean F1 of the three measures, 0 to 1."""
    return sum(figures[name].f1 for name in MEASURES) / len(MEASURES)


def summed(documents: Iterable[Mapping[str, Shares]]) -> dict[str, Shares]:
    """Each measure over all documents together."""
    total = {name: Shares() for name in SHARED}
    for document in documents:
        total = {name: shares + document[name] for name, shares in total.items()}
    return total


def _links(clusters: Sequence[Cluster], others: Mapping[Hashable, int]) -> tuple[float, float]:
    """MUC's: of the links that make the clusters, how many are left when the other side parts them."""
    kept = total = 0
    for cluster in clusters:
        parts = {others[mention] for mention in cluster if mention in others}
        alone = sum(mention not in others for mention in cluster)
        kept += len(cluster) - len(parts) - alone
        total += len(cluster) - 1
    return float(kept), float(total)


def _overlaps(clusters: Sequence[Cluster], others: Mapping[Hashable, int]) -> tuple[float, float]:
    """B³'s: for each mention, the share of its cluster that the other side too holds to be the same."""
    right = 0.0
    for cluster in clusters:
        parts = Counter(others[mention] for mention in cluster if mention in others)
        right += sum(count * count for count in parts.values()) / len(cluster)
    return right, float(sum(len(cluster) for cluster in clusters))


def _resolved(
    clusters: Sequence[Cluster], parts: Sequence[Cluster], others: Mapping[Hashable, int]
) -> tuple[float, float]:
    """LEA's: of each cluster's links the share that the other side holds too, weighed by the cluster's size.

    A cluster of n mentions has n(n-1)/2 links. One of a single mention has one, to itself, which the other side holds
    if the mention is alone there too.

    Args:
        clusters: one side's.
        parts: the other's.
        others: for each mention of the other side, which of `parts` it is in.
    """
    resolved = 0.0
    for cluster in clusters:
        size = len(cluster)
        if size == 1:
            (mention,) = cluster
            resolved += mention in others and len(parts[others[mention]]) == 1
            continue
        together = Counter(others[mention] for mention in cluster if mention in others)
        kept = sum(count * (count - 1) for count in together.values()) / (size * (size - 1))
        resolved += size * kept
    return resolved, float(sum(len(cluster) for cluster in clusters))


def _best(predicted: Sequence[Cluster], gold: Sequence[Cluster]) -> float:
    """CEAF's: the similarity φ4 of clusters, summed over the best pairing of one with one."""
    if not predicted or not gold:
        return 0.0
    table = np.array([[2 * len(one & other) / (len(one) + len(other)) for other in gold] for one in predicted])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(table[rows, columns].sum())


@dataclass(frozen=True, slots=True)
class Answer:
    """One name beside a pronoun of GAP: whether it is what the pronoun stands for, by gold and by us."""

    pronoun: str
    gold: bool
    predicted: bool


def gap(answers: Iterable[Answer]) -> dict[str, Counts]:
    """GAP's counts, `overall`, `masculine` and `feminine`: every name is a yes or a no of its own.

    Raises:
        ValueError: a pronoun is neither masculine nor feminine.
    """
    total = {"overall": Counts(), "masculine": Counts(), "feminine": Counts()}
    for answer in answers:
        right = answer.gold and answer.predicted
        counts = Counts(int(answer.predicted), int(answer.gold), int(right), int(right))
        for kind in ("overall", _gender(answer.pronoun)):
            total[kind] += counts
    return total


def bias(figures: Mapping[str, Counts]) -> float:
    """The feminine F1 by the masculine: 1 is none, less is against women; 0 where the masculine is 0."""
    masculine = figures["masculine"].f1
    return figures["feminine"].f1 / masculine if masculine else 0.0


def _gender(pronoun: str) -> str:
    word = pronoun.lower()
    if word in MASCULINE:
        return "masculine"
    if word in FEMININE:
        return "feminine"
    raise ValueError(f"{pronoun!r} is neither masculine nor feminine")
