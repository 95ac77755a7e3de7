"""What the ledger looks articles up by: the parts of keys.

A key of two terms is looked up by either: an article has some twenty handles where it has two hundred keys. Two articles
share a key where they share a handle that is a key by itself, or two terms under the same conditions as in `keys.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.comparing.keys import PAIRED, PAIRED_ANY_TIME, SPAN, keys
from onrecord.comparing.profiles import Profile

_PAIRS: Final = ("t ", "d ")


@dataclass(frozen=True, slots=True)
class Handles:
    """What an article is looked up by.

    Attributes:
        whole: keys that stand for themselves: names, hashes.
        terms: its weightiest terms, the weightiest first.
        bucket: the days of which its dated keys are; None where it has none.
    """

    whole: frozenset[str]
    terms: tuple[str, ...]
    bucket: int | None


def handles(made: Profile) -> Handles:
    """What an article is looked up by.

    Args:
        made: its profile.
    """
    whole = frozenset(key for key in keys(made) if not key.startswith(_PAIRS))
    top = [word for word, _ in sorted(made.terms, key=lambda each: (-each[1], each[0]))]
    return Handles(whole, tuple(top[:PAIRED]), None if made.published is None else made.published // SPAN)


def akin(one: Handles, other: Handles) -> bool:
    """Whether two articles share a key.

    Args:
        one: an article's handles.
        other: another's.
    """
    if not one.whole.isdisjoint(other.whole):
        return True
    if len({*one.terms[:PAIRED_ANY_TIME]} & {*other.terms[:PAIRED_ANY_TIME]}) > 1:
        return True
    close = one.bucket is not None and other.bucket is not None and abs(one.bucket - other.bucket) <= 1
    return close and len({*one.terms} & {*other.terms}) > 1
