"""The record: what a report says, who says it, and the exact characters each item came from.

Nothing here knows how items are found. Every type is frozen; every item is anchored, and an anchor whose
words are not at its offsets cannot be made. Offsets are half-open and count Unicode code points of the
article's canonical text. `docs/record.md` describes each field for readers of the JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from onrecord.anchors import ANONYMOUS, Anchor, Link, Span, Voice, both_or_neither, content_id
from onrecord.counts import COUNTS, TOLL_SCOPES, Count, Toll
from onrecord.errors import AnchorError
from onrecord.showing import Shown

__all__ = [
    "ANONYMOUS",
    "COMMITMENTS",
    "CORRECTIONS",
    "COUNTS",
    "ENTITY_TYPES",
    "LABEL_KINDS",
    "LAYERS",
    "RELATIONS",
    "STATUSES",
    "TOLL_SCOPES",
    "Anchor",
    "Article",
    "Corrected",
    "Count",
    "Entity",
    "Event",
    "Label",
    "Link",
    "Mention",
    "MentionKind",
    "Mode",
    "Participant",
    "Place",
    "Quantity",
    "Reader",
    "Record",
    "Relation",
    "Role",
    "Source",
    "Span",
    "Statement",
    "Time",
    "TimeAnchor",
    "Toll",
    "Voice",
    "content_id",
    "parts",
]


class MentionKind(StrEnum):
    """How an entity is mentioned."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Mode(StrEnum):
    """How a statement gives its words: as a quotation, in the reporter's words, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Anchor):
    """One mention of an entity."""

    kind: MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a person is said to be: "Prime Minister" of "Albania", perhaps formerly, or "then", at the time told of."""

    title: str
    of: str | None = None
    former: bool = False
    then: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation, place… under all the names the article gives it.

    Attributes:
        id: a content id.
        type: one of `ENTITY_TYPES`.
        name: the fullest name.
        aliases: its other names, in order of first use.
        code: a country's ISO 3166 alpha-3 code, where the entity is one and it is known.
        roles: what it is said to be.
        mentions: in text order, at least one.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...]

    @property
    def named(self) -> bool:
        """Whether it is named anywhere."""
        return any(one.kind is MentionKind.NAME for one in self.mentions)

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and aliases as far as they are names and no descriptions; empty if it is named nowhere."""
        spelt = {_plain(words) for words in {one.words for one in self.mentions if one.kind is MentionKind.NAME}}
        return tuple(name for name in (self.name, *self.aliases) if any(_plain(name) in words for words in spelt))


def _plain(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


ENTITY_TYPES = (
    "person",
    "organisation",
    "country",
    "place",
    "nationality",
    "facility",
    "publication",
    "event",
    "work",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Anchor):
    """The words that name a statement's source, and the entity they stand for where it is known."""

    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something attributed to somebody.

    Attributes:
        id: a content id.
        source: the words for who says it; None where the article does not say.
        cue: the words that attribute it; None for words in quotation marks that nobody is said to say.
        content: what is said, in text order; more than one span where the attribution splits it.
        mode: direct, indirect or mixed.
        act: what saying it does (`assert`, `deny`, `demand`…), where the cue tells.
        commitment: how far the speaker stands by it, one of `COMMITMENTS`; None of questions, demands and wishes.
        voice: who is speaking, outermost first.
        addressee: whom it was said to, where told.
        medium: what it was said in or to, where told and read.
        when: when it was said, as the article words it, where told and read.
    """

    id: str
    source: Source | None
    cue: Anchor | None
    content: tuple[Anchor, ...]
    mode: Mode
    act: str | None = None
    commitment: str | None = None
    voice: Voice
    addressee: Source | None = None
    medium: Anchor | None = None
    when: Anchor | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise AnchorError("a statement without content")
        if self.commitment is not None and self.commitment not in COMMITMENTS:
            raise AnchorError(f"{self.commitment!r} is no commitment")


COMMITMENTS = ("certain", "probable", "possible", "denied")
"""How far a speaker stands by what is said: FactBank's CT, PR and PS, and CT- (Saurí and Pustejovsky, 2009)."""


@dataclass(frozen=True, slots=True)
class TimeAnchor:
    """What a relative time hangs on.

    Attributes:
        kind: `publication`; `dateline`, the date at the head of the report; `speech`, when what is quoted was said;
            `time`, another time that the text tells of; `event`, something that happens ("two days after the raid").
        start: offset of the words that give it, or None where they stand outside the text.
        end: offset just past them, or None.
    """

    kind: str
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        both_or_neither("a time's anchor", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Anchor):
    """A time expression of TIMEX3 (TimeML 1.2.1; ISO 24617-1), and what it can mean.

    Attributes:
        type: `DATE`, `TIME`, `DURATION` or `SET`.
        value: the value of TIMEX3; what nobody tells is `X` ("June 20" of an unknown year is `XXXX-06-20`).
        mod: the modifier of TIMEX3 (`START`, `APPROX`, `MORE_THAN`…).
        quant: of a set, which (`EVERY`).
        freq: of a set, how often in its time (`2X`).
        earliest: the first instant it can mean, ISO 8601, as precise as stated: a day, or a minute with its zone.
        latest: the last. Both None where nothing bounds them.
        anchor: what it hangs on, where it is relative.
        signal: a "since" that it begins with, which makes it run from there on; TIMEX3 leaves it out.
    """

    type: str
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: TimeAnchor | None = None
    signal: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Anchor):
    """A number as bounds: "at least one" is 1 and up, "dozens" 24 to 99.

    Attributes:
        kind: `count`, `money`, `percent`, `measure`, `duration`, `age`, `share` (of one) or `ratio`.
        lower: the least it can be; None without a bound.
        upper: the most.
        approximate: whether the words say so ("about", "nearly").
        conservative: the least that data on conflicts would count for a vague word, where it is less than `lower`.
        unit: ISO 4217 for money, `percent`, `share`, `ratio`, `km`, `year`…; None for what is counted one by one.
        of: what is counted, as the text has it.
        part_of: offsets of the quantity that it is part of ("including five children").
        besides: offsets of the quantity that it comes on top of ("one person… dozens of others").
    """

    kind: str = "count"
    lower: float | None = None
    upper: float | None = None
    approximate: bool = False
    conservative: float | None = None
    unit: str | None = None
    of: str | None = None
    part_of: Span | None = None
    besides: Span | None = None

    def __post_init__(self, quote: str | None) -> None:
        Anchor.__post_init__(self, quote)
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise AnchorError(f"{self.words!r} cannot be at least {self.lower} and at most {self.upper}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Anchor):
    """Somebody or something taking part in an event.

    Attributes:
        entity: the id of the entity it is, where known.
        country: the ISO 3166 alpha-3 code of the country it is, or is of, where told.
        sector: what part of society it is, by PLOVER's sectors (`police`, `government`, `rebel`…), where told.
    """

    entity: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Anchor):
    """Where an event takes place: the words, the entity, and the code of the country it is in where that is known."""

    entity: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, by PLOVER (Open Event Data Alliance, draft 2.0), and whether it happened.

    Attributes:
        id: a content id.
        type: PLOVER's type of event (`ASSAULT`, `COERCE`, `AGREE`…).
        mode: how, where told and one of the type's modes.
        contexts: what it is about, by PLOVER's contexts.
        trigger: the words that tell it first and fullest.
        mentions: every word that tells it, `trigger` among them, in text order.
        actors: who does it; empty where nobody is told of.
        recipients: to whom.
        instrument: with what, where told.
        place: where.
        when: the words for its time, one of the record's times.
        status: whether it happened, one of `STATUSES`.
        historical: whether it is told as background that lies well before what is reported.
        killed: how many died of it, as it tells.
        injured: how many it hurt.
        arrested: how many were taken into custody.
        other_counts: what else it counts, in text order.
        score: how sure it is, 0 to 1: the type's likelihood, less where nobody is told to act or to be acted on.
        voice: who says so, outermost first.
    """

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    trigger: Anchor
    mentions: tuple[Anchor, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    instrument: Anchor | None = None
    place: Place | None = None
    when: Anchor | None = None
    status: str
    historical: bool = False
    killed: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    other_counts: tuple[Count, ...] = ()
    score: float
    voice: Voice

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise AnchorError(f"{self.status!r} is no status of an event")


STATUSES = ("actual", "ongoing", "negated", "planned", "demanded", "conditional", "threatened", "alleged")
"""Whether an event happened: it did; it goes on; it did not; somebody means it to, asks for it, or would have it if
something else were so; somebody threatens it; somebody is only said to have done it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Anchor):
    """A standing between entities over time, anchored at the words that tell it.

    Attributes:
        kind: one of `RELATIONS`.
        subject: the id of the entity that has the standing: who is listed, hosts, is a member, holds office.
        object: the id of the entity that it stands to; None where it is none.
        by: the ids of those who make it so: who lists, who appointed.
        label: as what: the office held, what somebody is listed as.
        count: of how many it is told ("some 3,000 members").
        when: the words for the time it holds at, as a whole.
        since: the words for the time it holds from.
        until: the words for the time it ended.
        former: whether it is told as past.
        voice: who says so, outermost first.
    """

    kind: str
    subject: str
    object: str | None = None
    by: tuple[str, ...] = ()
    label: Anchor | None = None
    count: Anchor | None = None
    when: Anchor | None = None
    since: Anchor | None = None
    until: Anchor | None = None
    former: bool = False
    voice: Voice

    def __post_init__(self, quote: str | None) -> None:
        Anchor.__post_init__(self, quote)
        if self.kind not in RELATIONS:
            raise AnchorError(f"{self.kind!r} is no kind of relation")


RELATIONS = (
    "holds-office",
    "member-of",
    "part-of",
    "based-in",
    "located-in",
    "hosts",
    "listed-as",
    "owns",
    "spokesperson-for",
    "party-of",
    "country-of",
)
"""The standings between entities. `party-of` and `country-of`: the object is the subject's party, its country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Anchor):
    """A loaded name for an entity, with the voice that uses it.

    Attributes:
        entity: the id of the entity it is for, where known.
        kind: one of `LABEL_KINDS`.
        voice: who uses it, outermost first.
        quoted: whether it stands in quotation marks.
    """

    entity: str | None = None
    kind: str | None = None
    voice: Voice
    quoted: bool = False

    def __post_init__(self, quote: str | None) -> None:
        Anchor.__post_init__(self, quote)
        if self.kind is not None and self.kind not in LABEL_KINDS:
            raise AnchorError(f"{self.kind!r} is no kind of label")


LABEL_KINDS = ("delegitimising", "glorifying", "euphemism", "dehumanising", "scare-quotes")
"""What a loaded name does to whom it names; scare quotes distance the outlet from words that it gives nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as published.

    Attributes:
        id: a content id over everything below except `sentences`; worked out when made.
        url: where it was published.
        outlet: who published it.
        title: its headline.
        byline: who wrote it, as printed.
        published: when, in ISO 8601, only as precise as stated.
        language: ISO 639-1 code of the text's language.
        text: the canonical text; every offset counts its code points.
        paragraphs: spans in order, not overlapping.
        sentences: spans in order, not overlapping, once the article has been read.
    """

    id: str = field(init=False)
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str
    text: str = field(repr=False)
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        for spans in (self.paragraphs, self.sentences):
            for span, following in pairwise(spans):
                if following.start < span.end:
                    raise AnchorError(f"{span} and {following} overlap")
            if spans and spans[-1].end > len(self.text):
                raise AnchorError(f"{spans[-1]} reaches past the text's {len(self.text)} characters")
        published = (self.url, self.outlet, self.title, self.byline, self.published, self.language, self.text)
        breaks = tuple((span.start, span.end) for span in self.paragraphs)
        object.__setattr__(self, "id", content_id("a", *published, breaks))

    def anchor(self, start: int, end: int) -> Anchor:
        """The words at some offsets."""
        return Anchor(text=self.text, start=start, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What made a record.

    Attributes:
        engine: the engine's version.
        model: sha256 of the encoder's weights.
        layers: which kinds of item were looked for; a kind not named here was not read, so that an empty
            list of it says nothing about the article.
        ontology: sha256 of the types of event read by, where they are not those that come with the engine.
    """

    engine: str
    model: str
    layers: tuple[str, ...]
    ontology: str | None = None


LAYERS = ("entities", "statements", "events", "tolls", "times", "quantities", "relations", "labels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a person corrected in a record, with the item as it had been read.

    Attributes:
        id: of the correction, in the ledger it is kept in.
        kind: one of `CORRECTIONS`.
        statement: the statement as it had been read; None of an event.
        event: the event as it had been read.
        who: who corrected it.
        when: when, UTC, ISO 8601.
        why: what was given as a reason.
    """

    id: str
    kind: str
    statement: Statement | None = None
    event: Event | None = None
    who: str
    when: str
    why: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in CORRECTIONS:
            raise AnchorError(f"{self.kind!r} is no kind of correction")


CORRECTIONS = ("speaker", "not-an-event", "not-a-statement")
"""What people correct: whose a statement is; that what was read as an event, or as a statement, is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Shown):
    """Everything read from one article, as people corrected it; every item's anchors are in the article's own text."""

    article: Article
    reader: Reader
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    tolls: tuple[Toll, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[Label, ...] = ()
    corrections: tuple[Corrected, ...] = ()

    def __post_init__(self) -> None:
        text = self.article.text
        known = {entity.id for entity in self.entities}
        for layer in (*LAYERS, "corrections"):
            for item in getattr(self, layer):
                for part in parts(item):
                    if isinstance(part, Anchor) and part.text is not text and part.text != text:
                        raise AnchorError(f"{part!r} is anchored in another text")
                    if isinstance(part, (Link, TimeAnchor, Span)) and part.end is not None and part.end > len(text):
                        raise AnchorError(f"{part!r} reaches past the text's {len(text)} characters")
                    for entity in _spoken_of(part):
                        if entity not in known:
                            raise AnchorError(f"{part!r} speaks of an entity that the record does not hold")

    def entity(self, id: str) -> Entity:  # noqa: A002 - the field's name
        """The entity with an id.

        Raises:
            KeyError: there is none.
        """
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)


def _spoken_of(part: object) -> Iterator[str]:
    """The ids of the entities that a part of a record names."""
    if isinstance(part, Relation):
        yield from (one for one in (part.subject, part.object, *part.by) if one is not None)
    else:
        entity = getattr(part, "entity", None)
        if entity is not None:
            yield entity


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def parts(item: object) -> Iterator[object]:
    """An item and everything it is made of, depth first."""
    yield item
    if isinstance(item, tuple):
        for member in item:
            yield from parts(member)
    elif hasattr(item, "__dataclass_fields__"):
        for name in _field_names(type(item)):  # type: ignore[arg-type]  # mypy holds types not to be hashable
            value = getattr(item, name)
            if isinstance(value, tuple) or hasattr(value, "__dataclass_fields__"):
                yield from parts(value)
