"""How many: what an event counts, and what is told of those who came to harm."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.anchors import Anchor, Voice
from onrecord.errors import AnchorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Anchor):
    """How many, anchored at the words that tell it.

    Attributes:
        kind: what of: `killed`, `injured`, `arrested`, `seized`…, one of `COUNTS`.
        lower: the least it can be; None without a bound.
        upper: the most.
        of: who or what is counted, as the text has it ("computer devices").
    """

    kind: str
    lower: float | None = None
    upper: float | None = None
    of: str | None = None

    def __post_init__(self, quote: str | None) -> None:
        Anchor.__post_init__(self, quote)
        if self.kind not in COUNTS:
            raise AnchorError(f"{self.kind!r} is no kind of count")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise AnchorError(f"{self.words!r} cannot be at least {self.lower} and at most {self.upper}")


COUNTS = ("killed", "injured", "arrested", "missing", "abducted", "displaced", "seized", "expelled", "released")
"""What an event counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll(Count):
    """How many some words tell to have come to harm, or an article tells of its main happening, all told.

    Attributes:
        scope: one of `TOLL_SCOPES`.
        event: the id of the event that counts these words, where one does.
        earlier: whether it is told as what was said before ("had put the dead at one").
        voice: who says so, outermost first.
    """

    scope: str
    event: str | None = None
    earlier: bool = False
    voice: Voice

    def __post_init__(self, quote: str | None) -> None:
        Count.__post_init__(self, quote)
        if self.scope not in TOLL_SCOPES:
            raise AnchorError(f"{self.scope!r} is no scope of a toll")


TOLL_SCOPES = ("total", "told", "part", "more", "elsewhere")
"""What a toll is of: the article's main happening, all told, with those told of one by one summed up; those whom some
words tell of; a part of a number told before, or people on top of one; another happening than the main one."""
