"""Short reports made by hand: a text, who is named in it, what happens; everything told by the words it stands at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.record import (
    Article,
    Count,
    Entity,
    Event,
    Link,
    Mention,
    MentionKind,
    Participant,
    Place,
    Reader,
    Record,
    Relation,
    Role,
    Span,
    Time,
    content_id,
)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody or something told of: words, the type, roles, and whether the words are a name."""

    words: str
    type: str = "person"
    roles: tuple[Role, ...] = ()
    named: bool = True
    code: str | None = None
    of: str | None = None
    also: tuple[str, ...] = ()
    pronoun: str | None = None


@dataclass(frozen=True, slots=True)
class What:
    """Something that happens: its words, type, parties, and the rest of an event's fields."""

    words: str
    type: str = "ASSAULT"
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    at: str | None = None
    day: str | None = None
    status: str = "actual"
    mode: str | None = None
    killed: int | None = None
    historical: bool = False


def report(
    text: str,
    who: Sequence[Who] = (),
    what: Sequence[What] = (),
    *,
    outlet: str = "Harbour Post",
    published: str | None = "2031-05-02",
) -> Record:
    """The record of a text."""
    spans = tuple(Span(each.start(), each.end()) for each in re.finditer(r"[^\s](?:[^.]|\.(?=\S))*\.?", text))
    article = Article(
        outlet=outlet,
        published=published,
        language="en",
        text=text,
        paragraphs=paragraph_spans(text),
        sentences=spans,
    )
    entities = tuple(_entity(article, one) for one in who)
    ids = {one.words: entity.id for one, entity in zip(who, entities, strict=True)}
    relations = tuple(
        Relation(
            **_at(text, one.words), kind="country-of", subject=ids[one.words], object=ids[one.of], voice=_voice(outlet)
        )
        for one in who
        if one.of is not None
    )
    days = {one.day for one in what if one.day is not None}
    return Record(
        article=article,
        reader=Reader(engine="0", model="0", layers=("entities", "events", "times", "relations")),
        entities=entities,
        events=tuple(_event(article, one, ids) for one in what),
        times=tuple(_time(text, day) for day in sorted(days)),
        relations=relations,
    )


def entity_of(record: Record, name: str) -> str:
    """The id of the entity that is called something."""
    return next(entity.id for entity in record.entities if name in {entity.name, *entity.aliases})


def event_of(record: Record, words: str) -> str:
    """The id of the event that is told by some words."""
    return next(event.id for event in record.events if event.trigger.words == words)


def _at(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": text, "start": start, "end": start + len(words)}


def _voice(outlet: str) -> tuple[Link, ...]:
    return (Link(entity=None, name=outlet),)


def _entity(article: Article, one: Who) -> Entity:
    kind = MentionKind.NAME if one.named else MentionKind.NOMINAL
    mentions = [Mention(**_at(article.text, words), kind=kind) for words in (one.words, *one.also)]
    if one.pronoun is not None:
        mentions.append(Mention(**_at(article.text, one.pronoun), kind=MentionKind.PRONOUN))
    return Entity(
        id=content_id("e", article.id, one.type, one.words),
        type=one.type,
        name=one.words,
        aliases=one.also,
        code=one.code,
        roles=one.roles,
        mentions=tuple(sorted(mentions, key=lambda each: each.start)),
    )


def _event(article: Article, one: What, ids: dict[str, str]) -> Event:
    text = article.text
    trigger = article.anchor(text.index(one.words), text.index(one.words) + len(one.words))
    outlet = article.outlet or ""
    return Event(
        id=content_id("v", article.id, one.words),
        type=one.type,
        mode=one.mode,
        trigger=trigger,
        mentions=(trigger,),
        actors=tuple(Participant(**_at(text, words), entity=ids.get(words)) for words in one.by),
        recipients=tuple(Participant(**_at(text, words), entity=ids.get(words)) for words in one.to),
        place=Place(**_at(text, one.at), entity=ids.get(one.at)) if one.at else None,
        when=article.anchor(text.index(one.day), text.index(one.day) + len(one.day)) if one.day else None,
        killed=Count(**_at(text, one.words), kind="killed", lower=one.killed, upper=one.killed) if one.killed else None,
        status=one.status,
        historical=one.historical,
        score=0.9,
        voice=_voice(outlet),
    )


def _time(text: str, day: str) -> Time:
    return Time(**_at(text, day), type="DATE", value=day, earliest=day, latest=day)
