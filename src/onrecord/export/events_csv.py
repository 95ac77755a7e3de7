"""Events as a table: comma-separated values (RFC 4180), a row an event, columns that stay.

The lists of one side (`actors`, `actor_countries`, `actor_sectors`) run in step, with nothing between two marks where
nothing is told; see `table` for how cells are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.export import events, provenance, table
from onrecord.export.items import paragraph_at
from onrecord.export.voices import chain
from onrecord.record import Count, Event, Participant, Record

COLUMNS: Final = (
    *table.ARTICLE,
    "id",
    "type",
    "mode",
    "contexts",
    "quad",
    "scale",
    "status",
    "historical",
    "trigger",
    "start",
    "end",
    "paragraph",
    "actors",
    "actor_names",
    "actor_countries",
    "actor_sectors",
    "recipients",
    "recipient_names",
    "recipient_countries",
    "recipient_sectors",
    "instrument",
    "place",
    "place_country",
    "when",
    "date",
    "earliest",
    "latest",
    "killed_lower",
    "killed_upper",
    "injured_lower",
    "injured_upper",
    "arrested_lower",
    "arrested_upper",
    "other_counts",
    "score",
    "voice",
    *provenance.COLUMNS,
)


def header() -> str:
    """The names of the columns, as a line."""
    return table.line(COLUMNS)


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The events of a record in text order, each as a line that ends as RFC 4180 has it.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    about = {**table.article(record.article), **provenance.cells(record, raw)}
    yield from table.rows(COLUMNS, about, (_row(record, told.event) for told in events.told(record)))


def _row(record: Record, event: Event) -> dict[str, object]:
    time = events.time_of(record, event)
    place = event.place
    actors, recipients = events.sides(event)
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": table.joined(event.contexts),
        "quad": events.quad(event),
        "scale": events.scale(event),
        "status": event.status,
        "historical": event.historical,
        "trigger": table.flat(event.trigger.words),
        "start": event.trigger.start,
        "end": event.trigger.end,
        "paragraph": paragraph_at(record, event.trigger.start),
        **_side(record, "actor", actors),
        **_side(record, "recipient", recipients),
        "instrument": table.words(event.instrument),
        "place": table.words(place),
        "place_country": None if place is None else place.country,
        "when": table.words(event.when),
        "date": events.day(time),
        "earliest": None if time is None else time.earliest,
        "latest": None if time is None else time.latest,
        **_bounds("killed", event.killed),
        **_bounds("injured", event.injured),
        **_bounds("arrested", event.arrested),
        "other_counts": table.joined(events.how_many(one) for one in event.other_counts),
        "score": event.score,
        "voice": table.flat(chain(event.voice)),
    }


def _side(record: Record, name: str, who: tuple[Participant, ...]) -> dict[str, str]:
    names = ["" if one.entity is None else record.entity(one.entity).name for one in who]
    return {
        f"{name}s": table.joined(one.words for one in who),
        f"{name}_names": table.joined(names),
        f"{name}_countries": table.joined(one.country or "" for one in who),
        f"{name}_sectors": table.joined(one.sector or "" for one in who),
    }


def _bounds(name: str, count: Count | None) -> dict[str, float | None]:
    lower, upper = (None, None) if count is None else (count.lower, count.upper)
    return {f"{name}_lower": lower, f"{name}_upper": upper}
