"""Events as a table: comma-separated values (RFC 4180), a row an event, columns that stay.

Lists are joined by "; "; the lists of one side (`actors`, `actor_countries`, `actor_sectors`) run in step, with nothing
between two marks where nothing is told; a semicolon inside an item becomes a comma. A cell that a spreadsheet would
take for a formula begins with an apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.export import events
from onrecord.export.items import paragraph_at
from onrecord.export.voices import chain
from onrecord.record import Anchor, Count, Event, Participant, Record

COLUMNS: Final = (
    "article",
    "outlet",
    "published",
    "title",
    "url",
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
)
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def header() -> str:
    """The names of the columns, as a line."""
    return _line(COLUMNS)


def lines(record: Record) -> Iterator[str]:
    """The events of a record in text order, each as a line that ends as RFC 4180 has it."""
    for told in events.told(record):
        row = _row(record, told.event)
        yield _line([_cell(row[name]) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    to = io.StringIO(newline="")
    csv.writer(to).writerow(cells)
    return to.getvalue()


def _cell(value: object) -> str:
    """A value as it stands in its cell: nothing for None, numbers bare, words never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value) if value == int(value) else value)
    words = str(value)
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words


def _row(record: Record, event: Event) -> dict[str, object]:
    article, time = record.article, events.time_of(record, event)
    place = event.place
    actors, recipients = events.sides(event)
    return {
        "article": article.id,
        "outlet": _flat(article.outlet),
        "published": _flat(article.published),
        "title": _flat(article.title),
        "url": _flat(article.url),
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": _list(event.contexts),
        "quad": events.quad(event),
        "scale": events.scale(event),
        "status": event.status,
        "historical": event.historical,
        "trigger": _flat(event.trigger.words),
        "start": event.trigger.start,
        "end": event.trigger.end,
        "paragraph": paragraph_at(record, event.trigger.start),
        **_side(record, "actor", actors),
        **_side(record, "recipient", recipients),
        "instrument": _words(event.instrument),
        "place": _words(place),
        "place_country": None if place is None else place.country,
        "when": _words(event.when),
        "date": events.day(time),
        "earliest": None if time is None else time.earliest,
        "latest": None if time is None else time.latest,
        **_bounds("killed", event.killed),
        **_bounds("injured", event.injured),
        **_bounds("arrested", event.arrested),
        "other_counts": _list(events.how_many(one) for one in event.other_counts),
        "score": event.score,
        "voice": _flat(chain(event.voice)),
    }


def _words(anchor: Anchor | None) -> str | None:
    return None if anchor is None else _flat(anchor.words)


def _flat(words: str | None) -> str | None:
    """Words on one line."""
    return None if words is None else " ".join(words.split())


def _list(items: Iterable[str]) -> str:
    """Items that can be told apart again: what parts them stands in none."""
    return "; ".join((_flat(item) or "").replace(";", ",") for item in items)


def _side(record: Record, name: str, who: tuple[Participant, ...]) -> dict[str, str]:
    names = ["" if one.entity is None else record.entity(one.entity).name for one in who]
    return {
        f"{name}s": _list(one.words for one in who),
        f"{name}_names": _list(names),
        f"{name}_countries": _list(one.country or "" for one in who),
        f"{name}_sectors": _list(one.sector or "" for one in who),
    }


def _bounds(name: str, count: Count | None) -> dict[str, float | None]:
    lower, upper = (None, None) if count is None else (count.lower, count.upper)
    return {f"{name}_lower": lower, f"{name}_upper": upper}
