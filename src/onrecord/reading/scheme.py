"""The labels the encoder's heads choose from, in the order of their outputs.

A model is read only if its manifest lists the same labels in the same order (see `encoder.py`).
"""

from __future__ import annotations

from typing import Final

NAME_TYPES: Final = ("person", "organisation", "place", "nationality", "event", "work", "other")
"""Kinds of name, from the corpora that annotate them (`corpora/names.py` says which gives what)."""

ROLES: Final = ("source", "cue", "content")
"""The parts of an attribution, after PARC and PolNeAR."""

OUTSIDE: Final = 0


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """The IOB2 tags over some types: `O`, then `B-` and `I-` of each; B is odd, I the even one after it."""
    return ("O", *(f"{prefix}-{kind}" for kind in types for prefix in ("B", "I")))


NAME_TAGS: Final = bio(NAME_TYPES)
ROLE_TAGS: Final = bio(ROLES)
