"""What articles are looked up by: those that share no key are taken to have nothing to do with each other.

Keys depend on one profile alone. Each is rare enough that few articles hold it: two weighty terms together, within
some days where these are known; a person's full name; some hashes of a sketch.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from onrecord.comparing.profiles import Profile
from onrecord.comparing.rarity import rarity, stem

SPAN: Final = 10
"""Days of a bucket; articles published no further apart share one."""
PAIRED: Final = 14
PAIRED_ANY_TIME: Final = 8
HASHES: Final = 8
_RARE_NAME: Final = 9.0


def keys(made: Profile) -> tuple[str, ...]:
    """What an article is looked up by.

    Args:
        made: its profile.

    Returns:
        Strings for an index from key to articles, in order, each once.
    """
    return tuple(sorted({*_name_keys(made), *_term_keys(made), *(f"s {each:x}" for each in made.sketch[:HASHES])}))


def _name_keys(made: Profile) -> Iterator[str]:
    for name in (*made.people, *made.speakers):
        if " " in name and sum(rarity(stem(word)) for word in name.split()) > _RARE_NAME:
            yield f"n {name}"


def _term_keys(made: Profile) -> Iterator[str]:
    top = [word for word, _ in sorted(made.terms, key=lambda each: (-each[1], each[0]))]
    for one, other in combinations(sorted(top[:PAIRED_ANY_TIME]), 2):
        yield f"t {one} {other}"
    if made.published is not None:
        bucket = made.published // SPAN
        for one, other in combinations(sorted(top[:PAIRED]), 2):
            yield f"d {bucket} {one} {other}"
            yield f"d {bucket + 1} {one} {other}"
