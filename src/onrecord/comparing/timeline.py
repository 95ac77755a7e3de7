"""What happened when, as reports tell it, and when each was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from onrecord.comparing.direction import order
from onrecord.comparing.joins import Happening, Telling
from onrecord.comparing.places import Place, place_of, sentence
from onrecord.comparing.spreading import Moment
from onrecord.record import Event, Record, Time

LONGEST: Final = timedelta(days=3)
"""How long a time may be for somebody to have spoken at it."""
_DAY: Final = 10
_HELD: Final = frozenset({"actual", "ongoing", "alleged", "planned"})


def timeline(records: Sequence[Record], happenings: Sequence[Happening]) -> tuple[Moment, ...]:
    """What is told of with a time, and the reports, in the order of time.

    Args:
        records: of the reports, in any order.
        happenings: their events that are one; those for which no report gives a time are left out.
    """
    by_article = {record.article.id: record for record in records}
    moments = [moment for happening in happenings if (moment := _happening(happening, by_article)) is not None]
    for record in sorted(records, key=lambda each: order(each.article)):
        moments += _said(record)
        published = record.article.published
        if published is not None:
            moments.append(
                Moment(
                    earliest=published,
                    latest=published,
                    kind="report",
                    item=record.article.id,
                    articles=(record.article.id,),
                )
            )
    return tuple(sorted(moments, key=lambda each: (instant(each.earliest), instant(each.latest), each.kind, each.item)))


def instant(written: str) -> datetime:
    """The first instant a date or time can mean; one without a zone is taken as UTC.

    Raises:
        ValueError: it is no date of ISO 8601.
    """
    whole = written + "0001-01-01"[len(written) :] if len(written) < _DAY else written
    moment = datetime.fromisoformat(whole)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _happening(happening: Happening, records: dict[str, Record]) -> Moment | None:
    """A happening at the most exact time any report gives; None where none does."""
    told = [(telling, *_events(telling, records)) for telling in happening.tellings]
    times = [time for _, record, event in told if (time := _time(record, event.when)) is not None]
    exact = min(times, key=_width, default=None)
    earliest, latest = happening.earliest, happening.latest
    if exact is not None and exact.earliest and exact.latest and _within(exact, happening):
        earliest, latest = exact.earliest, exact.latest
    if earliest is None or latest is None or not (_is_date(earliest) and _is_date(latest)):
        return None
    best = max(told, key=lambda each: _telling(each[0], each[2], each[1]))
    return Moment(
        earliest=earliest,
        latest=latest,
        kind="happening",
        item=happening.id,
        told=sentence(best[1], best[0].trigger),
        articles=tuple(dict.fromkeys(telling.event.article for telling in happening.tellings)),
    )


def _events(telling: Telling, records: dict[str, Record]) -> tuple[Record, Event]:
    record = records[telling.event.article]
    return record, next(event for event in record.events if event.id == telling.event.id)


def _telling(telling: Telling, event: Event, record: Record) -> tuple[bool, bool, int]:
    """How well a telling tells a happening: as having happened, with its time, with most that takes part."""
    parts = [event.place, event.killed, event.injured, *event.actors, *event.recipients]
    return telling.status in _HELD, _time(record, event.when) is not None, sum(part is not None for part in parts)


def _time(record: Record, when: object) -> Time | None:
    """The time that some words of a record are, where it has both bounds."""
    start, end = getattr(when, "start", None), getattr(when, "end", None)
    for time in record.times:
        if (time.start, time.end) == (start, end) and _is_date(time.earliest) and _is_date(time.latest):
            return time
    return None


def _is_date(written: str | None) -> bool:
    """Whether a bound is told with its year, which nobody tells of "June 20" in a report without a date."""
    return written is not None and "X" not in written


def _width(time: Time) -> timedelta:
    return _bound(time.latest) - _bound(time.earliest)


def _bound(written: str | None) -> datetime:
    return instant(written or "0001-01-01")


def _within(time: Time, happening: Happening) -> bool:
    """Whether a time lies in the days a happening can have been on."""
    first, last = (time.earliest or "")[:_DAY], (time.latest or "")[:_DAY]
    return (happening.earliest or first) <= first and last <= (happening.latest or last)


def _said(record: Record) -> Iterator[Moment]:
    """Statements told with the time they were made at, one a sentence; a time after publication is no such time."""
    told: dict[Place, Moment] = {}
    for statement in record.statements:
        time = _time(record, statement.when)
        if time is None or not (time.earliest and time.latest) or not _may_be_said(time, record.article.published):
            continue
        words = sentence(record, place_of(record, statement.content[0]))
        made = Moment(
            earliest=time.earliest,
            latest=time.latest,
            kind="statement",
            item=statement.id,
            told=words,
            articles=(record.article.id,),
        )
        told.setdefault(words, made)
    yield from told.values()


def _may_be_said(time: Time, published: str | None) -> bool:
    """Whether a time is exact enough for one at which somebody spoke, and not after it was reported."""
    return _width(time) <= LONGEST and (published is None or _bound(time.earliest) <= instant(published))
