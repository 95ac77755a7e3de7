"""One happening once: events of several records that are one, each report's telling kept with its status and voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final

from onrecord.comparing.direction import order
from onrecord.comparing.joins import Actor, Happening, Item, Joined, Judgement, Telling
from onrecord.comparing.judging import Group, Likeness, Pair, grouped
from onrecord.comparing.likeness import likeness as likeness_of
from onrecord.comparing.places import place_of
from onrecord.comparing.profiles import profile
from onrecord.comparing.tellings import LEAST, Names, Told, likeness, told
from onrecord.record import Event, MentionKind, Participant, Place, Record, content_id

KEPT_APART: Final = 0.3
"""How much less likely two events of one report are to be one, since its reading took them for two."""
_TOLD_BY_MANY: Final = 0.5
"""The share of the reports that must tell what they are about, where none opens with it."""
_LIES: Final = frozenset({"located-in", "part-of"})
_HAPPENED: Final = frozenset({"actual", "ongoing", "alleged"})


def happenings(
    records: Sequence[Record], actors: Sequence[Actor], decided: Sequence[Judgement] = ()
) -> tuple[Happening, ...]:
    """What several reports tell to have happened, what most of them tell first.

    Args:
        records: of different articles, in any order.
        actors: the actors of these, as `actors.actors` gives them.
        decided: what people have judged, which outranks what is found here.
    """
    names = names_of(records, actors)
    events = {
        Item(article=record.article.id, id=event.id): (record, event) for record in records for event in record.events
    }
    tellings = [told(*events[item], names) for item in sorted(events)]
    groups = grouped(
        Joined.EVENT, [one.item for one in tellings], _alike(tellings, names, nearness(records)), decided, LEAST
    )
    made = [
        _happening([tellings[place] for place in group.members], group, events, names, len(records)) for group in groups
    ]
    return tuple(sorted(made, key=_rank))


def _rank(one: Happening) -> tuple[int, bool, str, str]:
    return -len({each.event.article for each in one.tellings}), not one.main, one.latest or "~", one.id


def names_of(records: Sequence[Record], actors: Sequence[Actor]) -> Names:
    """The actors of several reports, to be asked by entity."""
    of = {item: actor.id for actor in actors for item in actor.members}
    named = {
        of[item]
        for record in records
        for entity in record.entities
        if entity.named and (item := Item(article=record.article.id, id=entity.id)) in of
    }
    towns = {actor.id for actor in actors if actor.type == "place" and actor.id in named}
    people = {actor.id for actor in actors if actor.type == "person" and actor.id in named}
    return Names(of, people, towns, _lying(records, of))


def _lying(records: Sequence[Record], of: Mapping[Item, str]) -> Iterator[frozenset[str]]:
    """Pairs of places of which a report says that one lies in the other, or names it right behind ("Marn, Sorenia")."""
    for record in records:
        article = record.article
        for relation in record.relations:
            if relation.kind in _LIES and relation.object is not None:
                ends = [of.get(Item(article=article.id, id=each)) for each in (relation.subject, relation.object)]
                yield frozenset(end for end in ends if end)
        spots = sorted(
            (mention.start, mention.end, actor)
            for entity in record.entities
            if (actor := of.get(Item(article=article.id, id=entity.id)))
            for mention in entity.mentions
            if mention.kind is MentionKind.NAME
        )
        for (_, end, one), (start, _, other) in pairwise(spots):
            if _BEHIND.fullmatch(article.text[end:start]):
                yield frozenset({one, other})


_BEHIND: Final = re.compile(r",\s+|\s+in\s+(?:the\s+)?")


def _alike(tellings: Sequence[Told], names: Names, near: Mapping[tuple[str, str], float]) -> dict[Pair, Likeness]:
    found: dict[Pair, Likeness] = {}
    for one, other in combinations(range(len(tellings)), 2):
        articles = tellings[one].item.article, tellings[other].item.article
        known = likeness(tellings[one], tellings[other], names, near.get(articles, 1.0))
        if known is not None and articles[0] == articles[1]:
            known = Likeness(max(0.0, known.score - KEPT_APART), known.reasons, known.barred)
        if known is not None:
            found[one, other] = known
    return found


def nearness(records: Sequence[Record]) -> dict[tuple[str, str], float]:
    """How sure it is of each two reports that they are of one story, 0 to 1, by their ids in order."""
    profiles = sorted(map(profile, records), key=lambda one: one.article)
    return {(one.article, other.article): likeness_of(one, other).score for one, other in combinations(profiles, 2)}


def _happening(
    members: Sequence[Told],
    group: Group,
    events: Mapping[Item, tuple[Record, Event]],
    names: Names,
    reports: int,
) -> Happening:
    pairs = sorted(
        (events[one.item] for one in members), key=lambda pair: (order(pair[0].article), pair[1].trigger.start)
    )
    kinds = Counter(event.type for _, event in pairs)
    kind = max(sorted(kinds), key=lambda each: kinds[each])
    first, last = _bounds(members, pairs)
    spot = _spot(pairs)
    articles = {one.item.article for one in members}
    return Happening(
        id=content_id("h", *((one.item.article, one.item.id) for one in members)),
        type=kind,
        mode=_most(event.mode for _, event in pairs if event.type == kind),
        tellings=tuple(_telling(record, event) for record, event in pairs),
        actors=_ids(names, pairs, "actors"),
        recipients=_ids(names, pairs, "recipients"),
        place=spot.words if spot else None,
        country=_most(event.place.country for _, event in pairs if event.place),
        earliest=first,
        latest=last,
        main=not all(one.past for one in members)
        and (any(one.opens for one in members) or len(articles) > max(1.0, _TOLD_BY_MANY * reports)),
        judgements=group.judgements,
    )


def _telling(record: Record, event: Event) -> Telling:
    return Telling(
        event=Item(article=record.article.id, id=event.id),
        trigger=place_of(record, event.trigger),
        status=event.status,
        voice=event.voice,
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return max(sorted(counts), key=lambda value: counts[value]) if counts else None


def _ids(names: Names, pairs: Sequence[tuple[Record, Event]], side: str) -> tuple[str, ...]:
    """The actors on one side, those that most tellings have first."""
    counts: Counter[str] = Counter()
    for record, event in pairs:
        parties: Sequence[Participant] = getattr(event, side)
        counts.update({one for party in parties if (one := names.actor(record, party))})
    return tuple(sorted(counts, key=lambda one: (-counts[one], one)))


def _spot(pairs: Sequence[tuple[Record, Event]]) -> Place | None:
    """The most exact place: the one in most words, of those told most."""
    spots = [event.place for _, event in pairs if event.place]
    return max(spots, key=lambda spot: (len(spot.words.split()), spot.words), default=None)


def _bounds(members: Sequence[Told], pairs: Sequence[tuple[Record, Event]]) -> tuple[str | None, str | None]:
    """The days that all tellings leave; what is told as having happened was before it was told."""
    firsts = [one.first for one in members if one.first]
    lasts = [one.last for one in members if one.last]
    if not lasts:
        lasts = [
            record.article.published[:10]
            for record, event in pairs
            if event.status in _HAPPENED and record.article.published
        ]
    first, last = max(firsts, default=None), min(lasts, default=None)
    return (first, last) if not (first and last and first > last) else (min(firsts), max(lasts))
