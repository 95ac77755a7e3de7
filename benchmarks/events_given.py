"""The type of what lies between two parties that are given: by the encoder, by the lexicon, by both, and by less."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.event_type import pooled
from benchmarks.lexicon import Listed
from benchmarks.scores import by_label
from corpora.document import EventType
from onrecord.reading.connecting import tied
from onrecord.reading.encoder import Scores
from onrecord.reading.scheme import EVENT_TYPES
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span

Types = Mapping[str, float]
"""How much speaks for each type; together 1, or nothing at all."""

QUADS = {kind: quad for quad, kinds in {
    "verbal cooperation": "AGREE CONSULT SUPPORT",
    "material cooperation": "COOPERATE AID YIELD",
    "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
    "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}.items() for kind in kinds.split()}  # fmt: skip
"""PLOVER's quad of each type (PLOVER manual, 2023); PLV marks six sentences otherwise than by their type."""

_ONE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_FARTHER = 0.25
"""What a trigger counts by the one that ties the parties closer."""
_SHARES = [step / 20 for step in range(21)]
_SMOOTHING = 0.3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence whose parties are given.

    Attributes:
        gold: its type.
        fold: the part that was held out with it.
        words: its words in lower case, without the parties'.
        head: what the encoder says.
        vote: what the lexicon says; empty where it has no trigger that hangs together with the parties.
    """

    gold: str
    fold: int
    words: tuple[str, ...]
    head: Types
    vote: Types


def as_plv(kind: str) -> str:
    """A type of the record as PLV has it, which calls both CONCEDE and RETREAT YIELD, as PLOVER did before."""
    return _ONE.get(kind, kind)


def by_head(scores: Scores, event: EventType) -> dict[str, float]:
    """How likely the encoder holds each type to be."""
    found = pooled(scores, event)
    likely = np.exp(found - found.max())
    return dict(zip(EVENT_TYPES, (likely / likely.sum()).tolist(), strict=True))


def by_lexicon(walk: Treewalk, event: EventType, listed: Iterable[Listed]) -> dict[str, float]:
    """What the lexicon says: the types of its triggers, each counting less than one that ties the parties closer."""
    types = {one.at: one.types for one in listed}
    parties = [Span(*party) for party in (event.source, event.target) if party]
    votes: dict[str, float] = defaultdict(float)
    for place, tie in enumerate(tied(walk, types, parties)):
        for kind, vote in types[tie.at].items():
            votes[as_plv(kind)] += _FARTHER**place * vote
    total = sum(votes.values())
    return {kind: vote / total for kind, vote in votes.items()}


def words_between(text: str, event: EventType) -> tuple[str, ...]:
    """The words of a sentence, in lower case, without those of its parties."""
    parties = [party for party in (event.source, event.target) if party]
    return tuple(
        word.group().lower()
        for word in _WORD.finditer(text)
        if not any(start <= word.start() < end for start, end in parties)
    )


def answers(asked: Sequence[Asked]) -> dict[str, list[str | None]]:
    """What each way answers of each sentence; None where it has no answer.

    Every way that learns anything from PLV, be it the share that the lexicon has beside the encoder, learns it from
    the parts that the sentence is not in.

    Args:
        asked: the sentences.
    """
    return {
        "the most frequent type": _folded(asked, _majority),
        "naive Bayes over the words": _folded(asked, _naive_bayes),
        "the encoder": [_best(one.head) for one in asked],
        "the lexicon": [_best(one.vote) for one in asked],
        "both": _folded(asked, _both),
    }


def figures(asked: Sequence[Asked], answered: Sequence[str | None]) -> dict[str, float]:
    """Accuracy and macro F1 over types and over quads, of all sentences; and the share that has an answer."""
    pairs = [(answer, one.gold) for one, answer in zip(asked, answered, strict=True)]
    quads = [(QUADS.get(answer or ""), QUADS[gold]) for answer, gold in pairs]
    return {
        "accuracy": _right(pairs),
        "macro F1": macro_f1_of_gold(pairs),
        "quad accuracy": _right(quads),
        "quad macro F1": macro_f1_of_gold(quads),
        "answered": sum(answer is not None for answer in answered) / len(asked),
    }


def macro_f1_of_gold(pairs: Sequence[tuple[str | None, str]]) -> float:
    """The mean F1 over the types that gold has, each counting the same; no answer is a miss and no type."""
    counts = by_label(pairs)
    types = {gold for _, gold in pairs}
    return sum(counts[kind].f1 for kind in types) / len(types)


def mixed(one: Asked, share: float) -> dict[str, float]:
    """What both say together: the lexicon's share of the vote where it has one, the rest the encoder's."""
    if not one.vote:
        return dict(one.head)
    return {kind: (1 - share) * likely + share * one.vote.get(kind, 0.0) for kind, likely in one.head.items()}


def _right(pairs: Sequence[tuple[str | None, str]]) -> float:
    return sum(answer == gold for answer, gold in pairs) / len(pairs)


def _best(types: Types) -> str | None:
    """The type that most speaks for; the first of equals in the order of `EVENT_TYPES`."""
    return max(EVENT_TYPES, key=lambda kind: types.get(kind, 0.0)) if types else None


Learn = Callable[[Sequence[Asked]], Callable[[Asked], str | None]]


def _folded(asked: Sequence[Asked], learn: Learn) -> list[str | None]:
    """The answers of a way that learns, each learned from the other folds."""
    learned = {fold: learn([one for one in asked if one.fold != fold]) for fold in {one.fold for one in asked}}
    return [learned[one.fold](one) for one in asked]


def _majority(seen: Sequence[Asked]) -> Callable[[Asked], str | None]:
    (most, _), *_ = Counter(one.gold for one in seen).most_common(1)
    return lambda _: most


def _naive_bayes(seen: Sequence[Asked]) -> Callable[[Asked], str | None]:
    """Multinomial, a word counting once a sentence."""
    kinds = Counter(one.gold for one in seen)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for one in seen:
        words[one.gold].update(set(one.words))
    known = {word for counts in words.values() for word in counts}
    totals = {kind: sum(words[kind].values()) + _SMOOTHING * len(known) for kind in kinds}

    def judged(one: Asked) -> str:
        def likely(kind: str) -> float:
            told = sum(math.log((words[kind][word] + _SMOOTHING) / totals[kind]) for word in {*one.words} & known)
            return math.log(kinds[kind]) + told

        return max(sorted(kinds), key=likely)

    return judged


def _both(seen: Sequence[Asked]) -> Callable[[Asked], str | None]:
    """Encoder and lexicon, the lexicon's share being the one that gets most of the seen right, the least of equals."""
    share = max(_SHARES, key=lambda share: sum(_best(mixed(one, share)) == one.gold for one in seen))
    return lambda one: _best(mixed(one, share))
