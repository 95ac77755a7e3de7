"""FollowTheMoney entities, JSON, an entity a line: articles, who they tell of, what happened, what is said, standings.

Ids are the record's, so that entities of several articles stay apart until somebody joins them. The model has no place
for offsets, voices or statuses: the item as the record's JSON has it stands under `onrecord`, a key beside `properties`
that the model's library keeps as context. Only events told as having happened become an `Event`, as in the view for
CAMEO, because the model cannot say that one was denied, planned or alleged; `docs/exports.md` tells what becomes of
each layer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord import codec
from onrecord.export import events
from onrecord.export.described import described
from onrecord.export.ftm_links import links, stated
from onrecord.export.ftm_schemata import LEGAL, country, proxy, schemata
from onrecord.export.items import role
from onrecord.export.provenance import provenance
from onrecord.export.voices import called
from onrecord.record import Entity, Event, Label, Record, Statement, content_id

_LANGUAGES: Final = {"en": "eng"}
_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TITLE: Final = 80


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The entities of an article, each as a line of JSON without its end.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    for entity in entities(record, raw):
        yield json.dumps(entity, ensure_ascii=False)


def entities(record: Record, raw: str | None = None) -> Iterator[dict[str, Any]]:
    """The same before they are written: the article first, then layer by layer; no id twice."""
    found, known = schemata(record), set[str]()
    for entity in (
        _article(record, raw),
        *_told_of(record, found),
        *(_event(record, event, found) for event in record.events if events.happened(event)),
        *(_statement(record, statement, found) for statement in record.statements),
        *(_label(record, label, found) for label in record.labels),
        *links(record, found),
    ):
        if entity["id"] not in known:
            known.add(entity["id"])
            yield entity


def _article(record: Record, raw: str | None) -> dict[str, Any]:
    article, known = record.article, provenance(record, raw)
    return proxy(
        article.id,
        "Article",
        {
            "title": [article.title],
            "fileName": [f"{article.id}.txt"],
            "author": [article.byline],
            "publisher": [article.outlet],
            "sourceUrl": [_address(article.url)],
            "publishedAt": [_published(article.published)],
            "language": [_LANGUAGES.get(article.language, article.language)],
            "processingAgent": [f"On Record {known.engine}, model sha256 {known.model}"],
        },
        provenance=codec.plain(known),
    )


def _published(when: str | None) -> str | None:
    """A time of publication as the model has it: as precise as stated, and in UTC, for it knows no zones."""
    if when is None or _DAY.fullmatch(when):
        return when
    try:
        stated = datetime.fromisoformat(when)
    except ValueError:
        return None
    return (stated if stated.tzinfo is None else stated.astimezone(UTC)).strftime("%Y-%m-%dT%H:%M:%S")


def _address(url: str | None) -> str | None:
    """An address of the web; None if it is none."""
    return url if url and urlsplit(url).scheme in {"http", "https"} else None


def _told_of(record: Record, kinds: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The entities, each followed by its mentions by name."""
    for entity in record.entities:
        if entity.id not in kinds:
            continue
        schema = kinds[entity.id]
        yield _entity(record, entity, schema)
        if schema in LEGAL:
            for name in dict.fromkeys(" ".join(name.split()) for name in entity.names):
                yield proxy(
                    content_id("m", record.article.id, entity.id, name),
                    "Mention",
                    {
                        "document": [record.article.id],
                        "name": [name],
                        "resolved": [entity.id],
                        "detectedSchema": [schema],
                        "contextCountry": [country(entity.code)],
                    },
                )


def _entity(record: Record, entity: Entity, schema: str) -> dict[str, Any]:
    """An entity; what is nowhere named goes by a description, a weak alias, for nobody is to be matched by it."""
    named = entity.names
    descriptions = [one for one in (entity.name, *entity.aliases) if one not in named]
    properties: dict[str, Iterable[str | None]] = {
        "name": named[:1],
        "alias": named[1:],
        "weakAlias": descriptions,
        "country": [country(entity.code)],
        "proof": [record.article.id],
        "publisher": [record.article.outlet],
    }
    roles = [role(one) for one in entity.roles]
    if schema == "Person":
        properties["position"] = roles
    elif roles:
        properties["summary"] = roles
    if schema == "Address":
        properties["full"] = named[:1] or descriptions[:1]
    return proxy(entity.id, schema, properties, article=record.article.id, item=codec.plain(entity))


def _event(record: Record, event: Event, kinds: Mapping[str, str]) -> dict[str, Any]:
    who = [one.entity for one in (*event.actors, *event.recipients) if kinds.get(one.entity or "") in LEGAL]
    place = event.place
    return proxy(
        event.id,
        "Event",
        {
            "name": [events.told_of(record, event, 1).line],
            "keywords": [event.type, event.mode, *event.contexts, event.status],
            "date": [stated(record, event.when)],
            "location": [None if place is None else place.words],
            "country": [None if place is None else country(place.country)],
            "involved": who,
            "description": [described(record, "events", event)],
            "proof": [record.article.id],
            "publisher": [record.article.outlet],
        },
        article=record.article.id,
        item=codec.plain(event),
    )


def _statement(record: Record, statement: Statement, kinds: Mapping[str, str]) -> dict[str, Any]:
    speaker = statement.voice[-1] if statement.voice else None
    by = speaker.entity if speaker is not None and speaker.entity in kinds else None
    words = " … ".join(content.words for content in statement.content)
    name = f"{'Nobody told' if speaker is None else called(speaker)}: {words}"
    return _note(record, statement.id, name, "statements", statement, by)


def _label(record: Record, label: Label, kinds: Mapping[str, str]) -> dict[str, Any]:
    number = content_id("n", record.article.id, label.start, label.end, label.kind)
    return _note(
        record, number, f"Label: {label.words}", "labels", label, label.entity if label.entity in kinds else None
    )


def _note(
    record: Record, number: str, name: str, layer: str, item: Statement | Label, about: str | None
) -> dict[str, Any]:
    """A note on the article and on an entity, if there is one that it is about."""
    flat = " ".join(name.split())
    return proxy(
        number,
        "Note",
        {
            "name": [flat if len(flat) <= _TITLE else flat[:_TITLE].rstrip() + "…"],
            "description": [flat],
            "summary": [described(record, layer, item)],
            "entity": [record.article.id, about],
            "proof": [record.article.id],
            "publisher": [record.article.outlet],
        },
        article=record.article.id,
        item=codec.plain(item),
    )
