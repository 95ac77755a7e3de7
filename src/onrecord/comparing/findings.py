"""What reports say of one attribute of one happening: the types of agreements, tolls and disputes.

Values are bounds, never averaged; nobody is judged to be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.comparing.places import Place
from onrecord.record import Voice


class Attribute(StrEnum):
    """What of a happening, or of a standing between actors, values are given for; counts are `record.COUNTS`."""

    KILLED = "killed"
    INJURED = "injured"
    ARRESTED = "arrested"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    SEIZED = "seized"
    EXPELLED = "expelled"
    RELEASED = "released"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    STATUS = "status"
    SINCE = "since"
    UNTIL = "until"
    ACCOUNT = "account"


class Standing(StrEnum):
    """How the values given for an attribute stand to each other.

    `AGREEMENT`: one value can hold for all, and more than one report gives it. `TOLL`: a count that later reports give
    higher than earlier ones, as counts of the dead do. `DISPUTE`: no value can hold for all. `SINGLE`: one report
    alone, or reports of one origin, give it.
    """

    AGREEMENT = "agreement"
    TOLL = "toll"
    DISPUTE = "dispute"
    SINGLE = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One report's words for a value, and who says so.

    Attributes:
        words: where it stands.
        voice: who says so, outermost first.
        as_of: the time it is said for, ISO 8601: when its speaker spoke, else when the report was published.
        denies: whether the speaker denies it.
        origin: the id of the article where these words are first found among those compared, or of the report that
            they are said to be from; the claim's own, where they were not taken from another.
    """

    words: Place
    voice: Voice
    as_of: str | None = None
    denies: bool = False
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value given for an attribute, and all who give it.

    Attributes:
        lower: of a count the least, of a date the first day, as number or ISO 8601; None without a bound.
        upper: the most, the last.
        said: the value in words, where it is no number or date; of an account the shortest words for it.
        actor: the id of the `Actor` it is, where it is one.
        claims: who gives it, those by whom it was first given first.
        articles: how many reports give it without denying it.
        origins: how many of these are independent: how many articles their claims' words are first found in.
    """

    lower: float | str | None = None
    upper: float | str | None = None
    said: str | None = None
    actor: str | None = None
    claims: tuple[Claim, ...]
    articles: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What reports say of one attribute.

    Attributes:
        happening: the id of the `Happening`; None where it is of a standing between actors, of what somebody said, or
            of no event that was read.
        attribute: of what.
        of: who or what is counted, where only some are ("police officers"), or which standing ("listed-as").
        standing: how the values stand to each other.
        values: those given by most independent origins first, then by most reports, then by time.
        lower: the least that can hold of what is given and not superseded; of a toll, of its last state. Where no
            number can hold for all, the least of the values with at least half as many origins as the best-supported.
        upper: the most.
        silent: the ids of reports of the happening that give no value.
    """

    happening: str | None = None
    attribute: Attribute
    of: str | None = None
    standing: Standing
    values: tuple[Value, ...]
    lower: float | str | None = None
    upper: float | str | None = None
    silent: tuple[str, ...] = ()
