"""When things happened, and from when until when standings held, by several reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from onrecord.comparing.claims import Reports, Said, day
from onrecord.comparing.findings import Attribute, Finding, Standing
from onrecord.comparing.groups import tells
from onrecord.comparing.joins import Happening
from onrecord.comparing.merging import apart, held, values
from onrecord.comparing.words import fold
from onrecord.record import Event, Record, Relation, Time

_OPEN: Final = frozenset({"actual", "ongoing", "alleged"})
_DAY: Final = 10
_LONGEST: Final = 31
"""Days that the time of a happening may last to say on which day it was."""
_AROUND: Final = 60


def dates(reports: Reports, happenings: Sequence[Happening], joined: Mapping[str, str]) -> Iterator[Finding]:
    """On which day each happening was, where more than one report tells.

    Args:
        reports: the reports.
        happenings: what they tell to have happened.
        joined: ids of happenings that are of another, by theirs.
    """
    events = {(record.article.id, event.id): event for record in reports.records for event in record.events}
    told: dict[str, list[Said]] = {}
    here: dict[str, set[str]] = {}
    for happening in happenings:
        home = joined.get(happening.id, happening.id)
        here.setdefault(home, set()).update(telling.event.article for telling in happening.tellings)
        for telling in happening.tellings:
            record = reports.by_article.get(telling.event.article)
            event = events.get((telling.event.article, telling.event.id))
            if record is not None and event is not None and telling.status in _OPEN:
                told.setdefault(home, []).extend(_when(reports, record, event))
    for home, said in told.items():
        reporting = [one for one in reports.records if one.article.id in here[home]]
        yield from _found(said, reporting, home, Attribute.DATE, None)


def _when(reports: Reports, record: Record, event: Event) -> Iterator[Said]:
    """The days that a report gives for an event."""
    time = reports.time(record, event.when)
    if time is None or event.when is None or time.type not in {"DATE", "TIME"} or not _is_short(time):
        return
    start, end = event.trigger.start, max(event.trigger.end, time.end)
    if tells("later", record.article.text[max(0, start - _AROUND) : end + _AROUND]):
        return
    yield Said(
        claim=reports.claim(record, event.when, event.voice),
        speaker=reports.speaker(record, event.voice),
        lower=time.earliest[:_DAY] if time.earliest else None,
        upper=time.latest[:_DAY] if time.latest else None,
    )


def _is_short(time: Time) -> bool:
    first, last = day(time.earliest), day(time.latest)
    return first is not None and last is not None and (last - first).days <= _LONGEST


def standing_times(reports: Reports) -> Iterator[Finding]:
    """From when and until when standings between actors held, where more than one report tells.

    Args:
        reports: the reports.
    """
    told: dict[tuple[str, str, str], dict[Attribute, list[Said]]] = {}
    for record in reports.records:
        for relation in record.relations:
            for attribute, time in (
                (Attribute.SINCE, reports.time(record, relation.since)),
                (Attribute.UNTIL, reports.time(record, relation.until)),
            ):
                if time is not None and time.type == "DATE":
                    said = _bound(reports, record, relation, time)
                    told.setdefault(_standing(reports, record, relation), {}).setdefault(attribute, []).append(said)
    for key in sorted(told):
        for attribute in sorted(told[key]):
            yield from _found(told[key][attribute], (), None, attribute, key[0])


def _standing(reports: Reports, record: Record, relation: Relation) -> tuple[str, str, str]:
    """What a relation is: its kind and who stands to whom, or as what."""

    def who(entity: str) -> str:
        actor = reports.actor(record, entity)
        name = actor.name if actor is not None else record.entity(entity).name
        return " ".join(fold(word) for word in name.split())

    if relation.object is not None:
        return relation.kind, who(relation.subject), who(relation.object)
    by = " ".join(sorted(who(one) for one in relation.by))
    return relation.kind, who(relation.subject), by or (relation.label.words.lower() if relation.label else "")


def _bound(reports: Reports, record: Record, relation: Relation, time: Time) -> Said:
    return Said(
        claim=reports.claim(record, time, relation.voice),
        speaker=reports.speaker(record, relation.voice),
        lower=time.earliest[:_DAY] if time.earliest else None,
        upper=time.latest[:_DAY] if time.latest else None,
    )


def _found(
    told: Sequence[Said], reporting: Sequence[Record], happening: str | None, attribute: Attribute, of: str | None
) -> Iterator[Finding]:
    """The finding on some days, where more than one report gives one."""
    articles = {one.claim.words.article for one in told}
    if len(articles) < 2:
        return
    rival = any(
        apart((one.lower, one.upper), (other.lower, other.upper))
        and one.claim.words.article != other.claim.words.article
        for one, other in combinations(told, 2)
    )
    several = len({one.claim.origin for one in told}) > 1
    standing = Standing.DISPUTE if rival else Standing.AGREEMENT if several else Standing.SINGLE
    lower, upper = held([(one.lower, one.upper) for one in told])
    yield Finding(
        happening=happening,
        attribute=attribute,
        of=of,
        standing=standing,
        values=values(told),
        lower=lower,
        upper=upper,
        silent=tuple(record.article.id for record in reporting if record.article.id not in articles),
    )
