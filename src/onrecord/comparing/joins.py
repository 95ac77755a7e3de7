"""What becomes of items of several records that are one: the types of joined actors and happenings.

Every join is a judgement with a score and reasons. Nothing is overwritten: what was judged can be seen, undone and
judged otherwise by a person, whose word outranks the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.comparing.places import Place
from onrecord.record import Role, Voice


class Joined(StrEnum):
    """What kind of items a judgement is of."""

    ENTITY = "entity"
    EVENT = "event"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Item:
    """An item of a record: the article's id and the item's own."""

    article: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two items of different articles are one.

    Attributes:
        kind: what they are.
        one: the lesser of the two by article and id.
        other: the other.
        same: whether they are held to be one.
        score: how sure, 0 to 1; 1 where a person says so.
        reasons: what speaks for it or against it, in words an analyst understands ("both called Mara Veldt",
            "the dates are four days apart").
        by: the name of the person who judged; None where the engine did.
        when: when that person judged, ISO 8601; None where the engine did.
    """

    kind: Joined
    one: Item
    other: Item
    same: bool
    score: float
    reasons: tuple[str, ...] = ()
    by: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Entities of several records that are one: a person, an organisation, a place…

    Attributes:
        id: a content id of its members.
        type: one of `record.ENTITY_TYPES`.
        name: the fullest name used.
        aliases: its other names.
        code: a country's ISO 3166 alpha-3 code, where known.
        roles: what it is said to be.
        members: the entities, by article; one article may give more than one.
        judgements: why they are held to be one, the surest for each member but the first.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    roles: tuple[Role, ...] = ()
    members: tuple[Item, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one report tells it.

    Attributes:
        event: the event of that report's record.
        trigger: its words.
        status: whether it happened, as this report tells it, one of `record.STATUSES`.
        voice: who says so, outermost first.
    """

    event: Item
    trigger: Place
    status: str
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Events of several records that are one.

    Attributes:
        id: a content id of its members.
        type: PLOVER's type of event that most tellings have.
        mode: its mode, where told.
        tellings: by the order of the reports.
        actors: ids of the `Actor`s that do it.
        recipients: ids of those it is done to.
        place: the name of where it took place, the most exact told.
        country: ISO 3166 alpha-3 of its country, where known.
        earliest: the first day it can have been on, ISO 8601; None where nothing bounds it.
        latest: the last.
        main: whether it is among what the reports are about, and no background.
        judgements: why the tellings are held to be of one happening, the surest for each but the first.
    """

    id: str
    type: str
    mode: str | None = None
    tellings: tuple[Telling, ...]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    earliest: str | None = None
    latest: str | None = None
    main: bool = False
    judgements: tuple[Judgement, ...] = ()
