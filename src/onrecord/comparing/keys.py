"""What articles are looked up by: those that share no key are taken to have nothing to do with each other.

Keys depend on one profile alone, and each is rare enough that few articles hold it: a full name; a weighty term among
articles published within some days; one with a day that is told; two together, at any time; some hashes of a sketch.
No key is dropped because many hold it, since that would depend on what came before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from onrecord.comparing.profiles import Profile
from onrecord.comparing.rarity import rarity, stem

SPAN: Final = 10
"""Days of a bucket; articles published no further apart share one."""
IN_SPAN: Final = 16
RARE_IN_SPAN: Final = 5.5
"""How many of the weightiest terms are keys within a bucket, and how rare they must be, in nats."""
ON_DAY: Final = 10
RARE_ON_DAY: Final = 4.0
BEFORE: Final = 400
"""The same with a day told of, that lay at most so many days before publication."""
PAIRED: Final = 8
RARE_PAIR: Final = 11.0
"""The same for two together at any time; the rarity is that of both."""
RARE_NAME: Final = 9.0
"""How rare a full name must be."""
HASHES: Final = 4


def keys(made: Profile) -> tuple[str, ...]:
    """What an article is looked up by.

    Args:
        made: its profile.

    Returns:
        Strings for an index from key to articles, in order, each once.
    """
    top = [word for word, _ in sorted(made.terms, key=lambda each: (-each[1], each[0]))]
    return tuple(
        sorted(
            {
                *_names(made),
                *_dated(made, top),
                *_pairs(top[:PAIRED]),
                *(f"s {each:x}" for each in made.sketch[:HASHES]),
            }
        )
    )


def _names(made: Profile) -> Iterator[str]:
    for name in made.people:
        if " " in name and sum(rarity(stem(word)) for word in name.split()) > RARE_NAME:
            yield f"n {name}"


def _dated(made: Profile, top: Sequence[str]) -> Iterator[str]:
    if made.published is None:
        return
    bucket = made.published // SPAN
    for word in top[:IN_SPAN]:
        if rarity(word) > RARE_IN_SPAN:
            yield f"d {bucket} {word}"
            yield f"d {bucket + 1} {word}"
    for day in made.told:
        if made.published - BEFORE < day <= made.published:
            for word in top[:ON_DAY]:
                if rarity(word) > RARE_ON_DAY:
                    yield f"t {day} {word}"


def _pairs(top: Sequence[str]) -> Iterator[str]:
    for one, other in combinations(sorted(top), 2):
        if rarity(one) + rarity(other) > RARE_PAIR:
            yield f"p {one} {other}"
