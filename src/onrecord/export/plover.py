"""PLOVER's JSON lines: one event a line, in the fields of its manual (draft 2.0, chapter "Data Fields").

What nobody told is left out. A number is in `size` only where it is known exactly, a `date` only where the day is;
what is known of either stands in fields of our own: `bounds`, `when`, beside `status`, `historical`, `voice`,
`instrument`, `event_spans`, `provenance` and the offsets of participants. `docs/events.md` tells of each.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from onrecord import codec
from onrecord.export import events
from onrecord.export.items import role
from onrecord.export.provenance import provenance
from onrecord.record import Anchor, Count, Event, Participant, Place, Record

_CODEBOOK: Final = "plover-draft-2.0"
_SIZES: Final = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
_CODES: Final = {"XKX": "KOS"}
"""Countries that PLOVER gives another code than the record."""


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The events of a record, each as a line of JSON without its end; `raw` as for `event_object`."""
    for told in events.told(record):
        yield json.dumps(event_object(record, told.event, raw), ensure_ascii=False)


def event_object(record: Record, event: Event, raw: str | None = None) -> dict[str, Any]:
    """An event in PLOVER's fields.

    Args:
        record: that it stands in.
        event: one of the record's.
        raw: sha256 of the bytes that the article came as, where known.
    """
    actors, recipients = events.sides(event)
    time = events.time_of(record, event)
    return _told(
        {
            "id": event.id,
            "date": events.day(time),
            "time": events.clock(time),
            "actor": [_entity(record, one) for one in actors],
            "recipient": [_entity(record, one) for one in recipients],
            "event": [event.type],
            "event_loc": _place(record, event.place),
            "event_text": [one.words for one in _words(event)],
            "quad_code": events.quad(event),
            "event_scale": events.scale(event),
            "mode": [event.mode] if event.mode else None,
            "context": [*event.contexts, *events.auxiliary(event)],
            "text_info": _text(record, event),
            "size": {_SIZES[one.kind]: one.lower for one in events.counts(event) if _is_exact(one)},
            "cite_info": _cite(record),
            "comment": _comment(event),
            "status": event.status,
            "historical": event.historical,
            "voice": [_told(codec.plain(link)) for link in event.voice],
            "bounds": {one.kind: _bounds(one) for one in events.counts(event)},
            "when": None if event.when is None else _when(record, event, event.when),
            "instrument": None if event.instrument is None else codec.plain(event.instrument),
            "event_spans": [[one.start, one.end] for one in _words(event)],
            "score": event.score,
            "provenance": _told(codec.plain(provenance(record, raw))),
        }
    )


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody told; that nobody acts is told by an empty list, since `actor` is asked for."""
    return {name: value for name, value in fields.items() if name == "actor" or value not in (None, [], {}, "")}


def _words(event: Event) -> tuple[Anchor, ...]:
    return event.mentions or (event.trigger,)


def _entity(record: Record, one: Participant) -> dict[str, Any]:
    entity = record.entity(one.entity) if one.entity is not None else None
    offices = [role(each) for each in entity.roles if not each.former] if entity is not None else []
    return _told(
        {
            "code": _CODES.get(one.country or "", one.country),
            "sector": one.sector,
            "entity_text": one.words,
            "identifier_text": None if entity is None else entity.name,
            "office": "; ".join(offices),
            "entity": one.entity,
            "start": one.start,
            "end": one.end,
        }
    )


def _place(record: Record, place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return _told(
        {
            "extracted_place": place.words,
            "resolved_place": None if place.entity is None else record.entity(place.entity).name,
            "country_code": _CODES.get(place.country or "", place.country),
            "start": place.start,
            "end": place.end,
        }
    )


def _text(record: Record, event: Event) -> dict[str, int] | None:
    """The sentence that tells it: its number from 1, and its offsets."""
    sentences = record.article.sentences
    at = bisect_right([span.start for span in sentences], event.trigger.start)
    if not at or sentences[at - 1].end < event.trigger.end:
        return None
    return {"sequence": at, "start": sentences[at - 1].start, "end": sentences[at - 1].end}


def _is_exact(count: Count) -> bool:
    return count.kind in _SIZES and count.lower is not None and count.lower == count.upper


def _bounds(count: Count) -> dict[str, Any]:
    """How many, with what is counted and the words; a bound that there is not is left out."""
    told = {name: value for name, value in codec.plain(count).items() if name != "kind"}
    return _told(told)


def _when(record: Record, event: Event, when: Anchor) -> dict[str, Any]:
    time = events.time_of(record, event)
    known = {} if time is None else {"value": time.value, "earliest": time.earliest, "latest": time.latest}
    return _told({**codec.plain(when), **known})


def _cite(record: Record) -> dict[str, Any]:
    article, reader = record.article, record.reader
    return _told(
        {
            "citation": article.id,
            "url": article.url,
            "title": article.title,
            "language": article.language,
            "publication": article.outlet,
            "published": article.published,
            "coder": f"onrecord {reader.engine} (model {reader.model[:12]})",
            "codebook": _CODEBOOK + (f"+{reader.ontology[:12]}" if reader.ontology else ""),
        }
    )


def _comment(event: Event) -> str:
    notes = []
    if event.type == "CONSULT" and event.mode != "visit" and event.recipients:
        notes.append("no host is told of: all who confer are actors")
    if event.status == "alleged":
        notes.append("somebody is only said to have done it")
    return "; ".join(notes)
