"""Which of many articles may be linked to one, told for all of them at once, so that few need be weighed.

What an article shares with another is bounded from above: its terms, and all else that is looked for on both sides,
fall into numbered buckets, and two articles share no more than they have in the same buckets. What the bound rules out,
`likeness` would score below `LINKED`; of what it lets through it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.comparing import likeness as by
from onrecord.comparing.likeness import Weighed

_TERM_BUCKETS: Final = 1 << 15
_BUCKETS: Final = 1 << 13
"""Of each kind of sign."""
_PEOPLE, _TAKEN_FOR_PEOPLE, _PEOPLE_TAKEN, _SITES, _PLACES, _AGES, _TEXT, _DAYS = range(8)
"""Kinds of signs: people; what one has for a place and the other for a person; that the other way round; and so on."""
_FOR: Final = {
    _SITES: by.SAME_SITE,
    _PLACES: by.SAME_PLACE,
    _AGES: by.SAME_AGE * by.MOST_AGES,
    _TEXT: by.SAME_TEXT,
}
"""The most that a kind speaks for two articles that share a sign of it; people and days are told by themselves."""
_AGAINST: Final = {
    _PEOPLE: by.OTHER_PEOPLE,
    _SITES: by.OTHER_SITES,
    _PLACES: by.OTHER_PLACES,
    _AGES: by.OTHER_AGES,
}
"""What it speaks where both have signs of it and share none."""
_ANY_PEOPLE: Final = 1 << _PEOPLE | 1 << _TAKEN_FOR_PEOPLE | 1 << _PEOPLE_TAKEN
_MASKS: Final = range(1 << 8)


def _weights(of: dict[int, float]) -> NDArray[np.float64]:
    """For each set of kinds what they come to."""
    return np.array([sum(weight for kind, weight in of.items() if mask >> kind & 1) for mask in _MASKS])


_WEIGHT_FOR: Final = _weights(_FOR) + np.array([by.MOST_BY_PEOPLE if mask & _ANY_PEOPLE else 0.0 for mask in _MASKS])
_WEIGHT_AGAINST: Final = _weights(_AGAINST)
_UNKNOWN: Final = -1
_GAPS: Final = np.array([days for days, _ in by.GAPS])
_OF_GAP: Final = np.array([*(weight for _, weight in by.GAPS), by.LONG_AFTER])
_LEAST: Final = log(by.LINKED / (1 - by.LINKED)) - 0.01
"""The sum from which a pair is let through; a hundredth of a nat is more than all rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """What an article can share with others, as numbers.

    Attributes:
        terms: the buckets of its terms, the least weighty first; the first is no term's.
        weights: their weights.
        total: the sum of these.
        signs: the buckets of all else, numbered through all kinds; the first is none.
        kinds: the kinds of which it has any: bit by bit.
        published: the day it was published, as an ordinal; -1 where not known.
    """

    terms: NDArray[np.uint16]
    weights: NDArray[np.float32]
    total: float
    signs: NDArray[np.uint32]
    kinds: int
    published: int


def signs(one: Weighed) -> Signs:
    """What an article can share with others."""
    terms = sorted((weight, crc32(word.encode()) % (_TERM_BUCKETS - 1) + 1) for word, weight in one.terms.items())
    marks = list(_marks(one))
    people = 1 << _PEOPLE if one.people else 0  # those only quoted speak for two articles, and never against
    return Signs(
        terms=np.array([0, *(bucket for _, bucket in terms)], np.uint16),
        weights=np.array([0.0, *(weight for weight, _ in terms)], np.float32),
        total=one.total,
        signs=np.array([0, *(1 + kind * _BUCKETS + bucket for kind, bucket in marks)], np.uint32),
        kinds=people | sum({1 << kind for kind, _ in marks if kind > _PEOPLE}),
        published=_UNKNOWN if one.profile.published is None else one.profile.published,
    )


def _marks(one: Weighed) -> Iterator[tuple[int, int]]:
    """The kind and the bucket of each sign."""
    people = {*one.last, *_lasts(one.quoted)}
    yield from ((_PEOPLE, each) for each in _buckets(people))
    yield from ((_TAKEN_FOR_PEOPLE, each) for each in _buckets(_lasts(one.full - one.people)))
    yield from ((_PEOPLE_TAKEN, each) for each in _buckets(one.last))
    for kind, (names, words) in ((_SITES, one.sites), (_PLACES, one.places)):
        yield from ((kind, each) for each in _buckets(names | words))
    for kind, numbers in ((_AGES, one.profile.ages), (_TEXT, one.sketch), (_DAYS, one.past)):
        yield from ((kind, number % _BUCKETS) for number in numbers)


def _lasts(names: Iterable[str]) -> set[str]:
    return {name.rsplit(maxsplit=1)[-1] for name in names}


def _buckets(words: Iterable[str]) -> Iterator[int]:
    return (crc32(word.encode("utf-8", "surrogatepass")) % _BUCKETS for word in words)


def may_be_linked(one: Signs, others: Sequence[Signs]) -> list[bool]:
    """Whether an article may be linked to each of some others; those for which it is False surely are not.

    Args:
        one: the article's signs.
        others: those of the others.
    """
    if not others:
        return []
    shared = _kinds_shared(one, others)
    both = one.kinds & np.array([each.kinds for each in others])
    named = np.where(shared & _ANY_PEOPLE, 1 << _PEOPLE, 0)  # whatever the one or the other takes them for
    bound = by.PRIOR + _terms(one, others) + _WEIGHT_FOR[shared] + _WEIGHT_AGAINST[both & ~(shared | named)]
    bound += _days(one, others, shared)
    may: list[bool] = (bound >= _LEAST).tolist()
    return may


def _kinds_shared(one: Signs, others: Sequence[Signs]) -> NDArray[np.int64]:
    """The kinds of which each shares a sign with one, bit by bit."""
    table = np.zeros(1 + 8 * _BUCKETS, np.uint8)
    kinds = (one.signs[1:] - 1) // _BUCKETS
    places = one.signs[1:].astype(np.int64)
    places[kinds == _TAKEN_FOR_PEOPLE] += _BUCKETS  # what one has for a place is looked for among the other's people
    places[kinds == _PEOPLE_TAKEN] -= _BUCKETS
    table[places] = 1 << ((places - 1) // _BUCKETS)
    found = table[np.concatenate([each.signs for each in others])]
    return np.bitwise_or.reduceat(found, _starts([len(each.signs) for each in others])).astype(np.int64)


def _terms(one: Signs, others: Sequence[Signs]) -> NDArray[np.float64]:
    """The most that terms speak for each."""
    table = np.zeros(_TERM_BUCKETS, np.float32)
    table[one.terms] = one.weights  # of two in a bucket the weightier, which comes last
    least = np.minimum(
        table[np.concatenate([each.terms for each in others])], np.concatenate([each.weights for each in others])
    )
    shared = np.add.reduceat(least.astype(np.float64), _starts([len(each.terms) for each in others]))
    total = np.array([each.total for each in others])
    shorter, longer = np.minimum(total, one.total), np.maximum(total, one.total)
    part = shared / np.maximum(1.0, shorter ** (1 - by.LONGER) * longer**by.LONGER)
    bound: NDArray[np.float64] = by.SHARED * np.log1p(shared / by.HALF_SHARED) + by.PART * part
    return bound


def _days(one: Signs, others: Sequence[Signs], shared: NDArray[np.int64]) -> NDArray[np.float64]:
    """The most that the days speak for each."""
    published = np.array([each.published for each in others])
    same = (shared >> _DAYS & 1).astype(bool)
    gaps = _OF_GAP[np.searchsorted(_GAPS, np.abs(published - one.published))]
    dated = np.where(same, np.maximum(gaps, by.SAME_DAY), gaps)
    return np.where((published == _UNKNOWN) | (one.published == _UNKNOWN), np.where(same, by.SAME_DAY, 0.0), dated)


def _starts(lengths: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths[:-1])]).astype(np.int64)
