"""Scoring attributions of one document against gold (`docs/metrics.md` is the definition)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.scores import Counts, overlap
from benchmarks.tokens import Span, Tokens
from corpora.document import Attribution
from onrecord.reading.pieces import quoted_spans

ROLES = ("source", "cue", "content")
PRONOUNS = frozenset(
    "i you he she it we they me him her us them who whom this that these those one everyone everybody someone "
    "somebody nobody many some others both".split()
)


@dataclass(frozen=True, slots=True)
class Triple:
    """An attribution as token sets, raw and with punctuation stripped, and the classes it falls in."""

    raw: tuple[frozenset[int], frozenset[int], frozenset[int]]
    bare: tuple[frozenset[int], frozenset[int], frozenset[int]]
    classes: tuple[str, ...]

    def sets(self, *, stripped: bool) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """source, cue and content."""
        return self.bare if stripped else self.raw


def triples(text: str, paragraphs: Sequence[Span], tokens: Tokens, attributions: Iterable[Attribution]) -> list[Triple]:
    """Attributions as token sets."""
    quoted = [span for start, end in paragraphs for span in quoted_spans(text, start, end)]
    in_quotes = tokens.within(quoted) - tokens.marks
    found: list[Triple] = []
    for attribution in attributions:
        raw = (
            tokens.within(attribution.source),
            tokens.within(attribution.cue),
            tokens.within(attribution.content),
        )
        bare = (raw[0] - tokens.marks, raw[1] - tokens.marks, raw[2] - tokens.marks)
        inside = len(bare[2] & in_quotes)
        mode = "indirect" if not inside else "direct" if inside == len(bare[2]) else "mixed"
        found.append(Triple(raw, bare, (mode, _source_kind(text, attribution), _shape(bare[2], tokens.marks))))
    return found


def _source_kind(text: str, attribution: Attribution) -> str:
    words = [text[start:end] for start, end in attribution.source]
    if not words:
        return "no source"
    if len(words) == 1 and words[0].strip().lower() in PRONOUNS:
        return "pronoun source"
    return "named source"


def _shape(content: frozenset[int], marks: frozenset[int]) -> str:
    """Continuous if nothing but punctuation stands between its tokens."""
    if not content:
        return "continuous"
    gaps = set(range(min(content), max(content) + 1)) - content - marks
    return "discontinuous" if gaps else "continuous"


def outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Leave out attributions whose cue lies inside another's content: gold marks the outermost only."""
    kept: list[Attribution] = []
    for attribution in attributions:
        start, end = attribution.cue[0][0], attribution.cue[-1][1]
        nested = any(
            other is not attribution and any(first <= start and end <= last for first, last in other.content)
            for other in attributions
        )
        if not nested:
            kept.append(attribution)
    return kept


def score(predicted: Sequence[Triple], gold: Sequence[Triple]) -> dict[str, Counts]:
    """Every figure of one document, by name."""
    figures: dict[str, Counts] = {}
    for stripped, suffix in ((True, ""), (False, " (raw)")):
        for index, role in enumerate(ROLES):
            mine = [triple.sets(stripped=stripped)[index] for triple in predicted]
            theirs = [triple.sets(stripped=stripped)[index] for triple in gold]
            figures[f"{role} token{suffix}"] = overlap(frozenset().union(*mine), frozenset().union(*theirs))
            figures[f"{role} span{suffix}"] = _equal(mine, theirs)
        pairs = aligned(predicted, gold, stripped=stripped)
        for name, test in (("overlap triple", _overlaps), ("exact triple", _equals)):
            right = [
                (one, other)
                for one, other in pairs
                if test(predicted[one].sets(stripped=stripped), gold[other].sets(stripped=stripped))
            ]
            figures[f"{name}{suffix}"] = Counts(len(predicted), len(gold), len(right), len(right))
            if stripped:
                figures.update(_by_class(name, predicted, gold, right))
    return figures


def _by_class(
    name: str, predicted: Sequence[Triple], gold: Sequence[Triple], right: Sequence[tuple[int, int]]
) -> dict[str, Counts]:
    """A figure for each class: predictions and gold items each counted under their own class."""
    classes = sorted({kind for triple in (*predicted, *gold) for kind in triple.classes})
    return {
        f"{name}, {kind}": Counts(
            sum(kind in triple.classes for triple in predicted),
            sum(kind in triple.classes for triple in gold),
            sum(kind in predicted[one].classes for one, _ in right),
            sum(kind in gold[other].classes for _, other in right),
        )
        for kind in classes
    }


def _equal(predicted: Sequence[frozenset[int]], gold: Sequence[frozenset[int]]) -> Counts:
    """Whole token sets found exactly; each distinct set once, empty ones left out."""
    mine = {tokens for tokens in predicted if tokens}
    theirs = {tokens for tokens in gold if tokens}
    right = len(mine & theirs)
    return Counts(len(mine), len(theirs), right, right)


def aligned(predicted: Sequence[Triple], gold: Sequence[Triple], *, stripped: bool) -> list[tuple[int, int]]:
    """One-to-one pairs that maximise the sum of content token F1; pairs without a shared token left out."""
    if not predicted or not gold:
        return []
    table = np.array(
        [
            [overlap(one.sets(stripped=stripped)[2], other.sets(stripped=stripped)[2]).f1 for other in gold]
            for one in predicted
        ]
    )
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if table[row, column] > 0]


Sets = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _overlaps(predicted: Sets, gold: Sets) -> bool:
    source, cue, _ = predicted
    gold_source, gold_cue, _ = gold
    return bool(cue & gold_cue) and (bool(source & gold_source) or not (source or gold_source))


def _equals(predicted: Sets, gold: Sets) -> bool:
    return predicted == gold
