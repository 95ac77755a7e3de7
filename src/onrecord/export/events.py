"""Events in words and in PLOVER's terms: sides, days, bounds, quad classes, scores; for files, pages, terminals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from onrecord.export.items import Detail
from onrecord.reading.plover.ontology import LOADER, QUADS, ontology
from onrecord.record import Count, Event, Participant, Record, Time

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAID_BY_TYPE: Final = {"AGREE": "planned", "REQUEST": "demanded", "THREATEN": "threatened"}
"""Types that are about what is still to come: that it is, goes without saying (PLOVER 2.0, "Auxiliary modes")."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words.

    Attributes:
        event: which.
        number: its place among the record's events, from 1.
        kind: type and mode: `ASSAULT/firearms`.
        actors: who acts, each in words of the article, with the name where they are none.
        recipients: to whom.
        details: where, when, with what, how many, and whether it happened, as far as told.
    """

    event: Event
    number: int
    kind: str
    actors: tuple[Detail, ...]
    recipients: tuple[Detail, ...]
    details: tuple[Detail, ...]

    @property
    def line(self) -> str:
        """All of it in a line of plain text, but for the trigger and the voice."""
        told = [", ".join(one.words for one in self.actors) or "(not told)"]
        told += ["→", ", ".join(one.words for one in self.recipients)] if self.recipients else []
        who = " ".join(told) if self.actors or self.recipients else ""
        about = "; ".join(beside(one) for one in self.details)
        return _flat(": ".join(part for part in (self.kind, "; ".join(part for part in (who, about) if part)) if part))


def told(record: Record) -> tuple[Told, ...]:
    """The events of a record in words, in text order."""
    ordered = sorted(record.events, key=lambda event: (event.trigger.start, event.trigger.end, event.type))
    return tuple(told_of(record, event, number) for number, event in enumerate(ordered, start=1))


def told_of(record: Record, event: Event, number: int) -> Told:
    """An event of a record in words; `number` is its place among the record's events."""
    actors, recipients = sides(event)
    when = time_of(record, event)
    details = [
        Detail(what, _flat(anchor.words), anchor, note)
        for what, anchor, note in (
            ("place", event.place, ""),
            ("time", event.when, "" if when is None else span_of(when)),
            ("with", event.instrument, ""),
        )
        if anchor is not None
    ]
    details += [Detail(how_many(count), _flat(count.words), count) for count in counts(event)]
    details += [Detail("", event.status)] if event.status != "actual" else []
    details += [Detail("", "told as background")] if event.historical else []
    details += [Detail("about", ", ".join(one.replace("_", " ") for one in event.contexts))] if event.contexts else []
    return Told(
        event=event,
        number=number,
        kind=event.type + (f"/{event.mode}" if event.mode else ""),
        actors=tuple(Detail("", called(record, one), one) for one in actors),
        recipients=tuple(Detail("", called(record, one), one) for one in recipients),
        details=tuple(details),
    )


def beside(detail: Detail) -> str:
    """What is told beside an event, in a few words: place “the port”, time “Tuesday” (2024-06-04), 24–99 injured."""
    if isinstance(detail.anchor, Count):
        return detail.what
    words = f"“{detail.words}”" if detail.anchor is not None else detail.words
    return " ".join(part for part in (detail.what, words, f"({detail.note})" if detail.note else "") if part)


def called(record: Record, one: Participant) -> str:
    """The words for somebody, with the name behind them where they do not have it: "he (Oda Flint)"."""
    words = _flat(one.words)
    name = record.entity(one.entity).name if one.entity is not None else words
    return words if name.casefold() in words.casefold() else f"{words} ({_flat(name)})"


def sides(event: Event) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Who acts and to whom, by PLOVER: of those who consult without a host all act, and nobody is acted on.

    The record keeps them apart, as the text does; PLOVER lists them together (draft 2.0, "Compound and Reciprocal
    Actors" and CONSULT).
    """
    if event.type == "CONSULT" and event.mode != "visit":
        return (*event.actors, *event.recipients), ()
    return event.actors, event.recipients


def counts(event: Event) -> tuple[Count, ...]:
    """All that an event counts: killed, injured, arrested, then the rest in text order."""
    named = (event.killed, event.injured, event.arrested)
    return (*(one for one in named if one is not None), *event.other_counts)


def how_many(count: Count) -> str:
    """A count in words: "at least 1 killed", "24–99 people injured"."""
    lower, upper = (None if end is None else number(end) for end in (count.lower, count.upper))
    if lower is None and upper is None:
        bounds = "an untold number of" if count.of else "an untold number"
    elif lower is None or upper is None:
        bounds = f"at most {upper}" if lower is None else f"at least {lower}"
    else:
        bounds = lower if lower == upper else f"{lower}–{upper}"
    return _flat(" ".join(part for part in (bounds, count.of, count.kind) if part))


def number(bound: float) -> str:
    """A bound as people write it."""
    return f"{bound:,.0f}" if bound == int(bound) else f"{bound:,}"


def time_of(record: Record, event: Event) -> Time | None:
    """The record's time that an event's words for its time are."""
    when = event.when
    if when is None:
        return None
    return next((one for one in record.times if (one.start, one.end) == (when.start, when.end)), None)


def span_of(time: Time) -> str:
    """The first and the last instant a time can mean, in a line; empty where nothing bounds it."""
    earliest, latest = time.earliest, time.latest
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest} to {latest}"
    return f"from {earliest}" if earliest else f"until {latest}" if latest else ""


def day(time: Time | None) -> str | None:
    """The day of a time, `YYYY-MM-DD`; None where the day is not known."""
    if time is None or time.earliest is None or time.latest is None:
        return None
    first, last = _DAY.match(time.earliest), _DAY.match(time.latest)
    return first[0] if first and last and first[0] == last[0] else None


def clock(time: Time | None) -> str | None:
    """The time of day of a time, `HH:MM` with its zone; None where the minute is not known."""
    if time is None or time.earliest is None or time.earliest != time.latest or "T" not in time.earliest:
        return None
    return time.earliest.partition("T")[2]


def auxiliary(event: Event) -> tuple[str, ...]:
    """PLOVER's auxiliary modes of an event: `historical`, `future`, `hypothetical`, `negation`.

    An event that is planned is in the future; one that is conditional, threatened or demanded is hypothetical. What a
    type says by itself is not said again: an `AGREE` is about the future in any case.
    """
    found = ["historical"] if event.historical else []
    if _SAID_BY_TYPE.get(event.type) != event.status:
        told = {"planned": "future", "negated": "negation"}.get(event.status)
        told = "hypothetical" if event.status in {"conditional", "threatened", "demanded"} else told
        found += [told] if told else []
    return tuple(found)


def quad(event: Event) -> int | None:
    """PLOVER's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    kind = ontology().types.get(event.type)
    return None if kind is None else QUADS.index(kind.quad) + 1


def scale(event: Event) -> float | None:
    """PLOVER's score of cooperation or conflict, 10 to -10, by mode, else by type."""
    found = data("scores.yaml").get(event.type)
    if found is None:
        return None
    score: float = found.get("modes", {}).get(event.mode, found["score"])
    return score


@cache
def data(name: str) -> dict[str, Any]:
    """A file of facts that stands beside the ontology."""
    source = (files("onrecord") / "reading" / "plover" / name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(source, Loader=LOADER)  # noqa: S506 - both choices are safe loaders
    return found


def happened(event: Event) -> bool:
    """Whether an event is told as having happened lately, in nobody's wish, plan or hearsay."""
    return not event.historical and (
        event.status in {"actual", "ongoing"} or _SAID_BY_TYPE.get(event.type) == event.status
    )


def _flat(words: str) -> str:
    return " ".join(words.split())
