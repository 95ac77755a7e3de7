"""Who is who across reports: entities of several records that are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from onrecord.comparing.joins import Actor, Item, Joined, Judgement
from onrecord.comparing.judging import Group, Likeness, Pair, grouped, pairs_by
from onrecord.comparing.likenames import LEAST, Holders, Told, likeness, told_of
from onrecord.record import Record, Role, content_id, parts

_SURELY: Final = 0.8
"""The likeness of two names from which a report that tells two apart is not believed."""


def actors(records: Sequence[Record], decided: Sequence[Judgement] = ()) -> tuple[Actor, ...]:
    """The actors of several reports, those in most reports first, then those told of most.

    They are whoever is told of in several of them, and whoever says something or takes part in anything in one.

    Args:
        records: of different articles, in any order.
        decided: what people have judged, which outranks what is found here.
    """
    told, groups = _groups(records, decided)
    busy = {item for record in records for item in _busy(record)}
    made = [
        _actor([told[place] for place in group.members], group)
        for group in groups
        if len({told[place].item.article for place in group.members}) > 1
        or any(told[place].item in busy for place in group.members)
    ]
    counts = {one.item: len(one.entity.mentions) for one in told}
    return tuple(
        sorted(
            made,
            key=lambda one: (
                -len({item.article for item in one.members}),
                -sum(counts[item] for item in one.members),
                one.name,
                one.id,
            ),
        )
    )


def same_entities(records: Sequence[Record], decided: Sequence[Judgement] = ()) -> dict[Item, Item]:
    """For every entity of several reports the first of those that it is one with, by article and id.

    Args:
        records: of different articles, in any order.
        decided: what people have judged.
    """
    told, groups = _groups(records, decided)
    return {told[place].item: told[group.members[0]].item for group in groups for place in group.members}


def _groups(records: Sequence[Record], decided: Sequence[Judgement]) -> tuple[list[Told], list[Group]]:
    told = sorted((one for record in records for one in told_of(record)), key=lambda one: one.item)
    holders = Holders(told)

    def alike(one: int, other: int) -> Likeness | None:
        return likeness(told[one], told[other], holders)

    found = pairs_by([one.keys for one in told], alike)
    found.update(_within(told, found))
    return told, grouped(Joined.ENTITY, [one.item for one in told], found, decided, LEAST)


def _within(told: Sequence[Told], found: dict[Pair, Likeness]) -> Iterator[tuple[Pair, Likeness]]:
    """Of pairs in one report: the report parts them, unless they have names that are surely one's.

    Of these nothing is said, so that they are one where another report's is: the reading of one report may miss that
    two names are one, or take one for a person and one for a place.
    """
    places: dict[str, list[int]] = {}
    for place, one in enumerate(told):
        places.setdefault(one.item.article, []).append(place)
    for each in places.values():
        for pair in combinations(each, 2):
            known = found.get(pair)
            if known is None or known.barred or known.score < _SURELY:
                yield pair, Likeness(0.0, ("one report tells them apart",), barred=True)


def _busy(record: Record) -> Iterator[Item]:
    """The entities that say something or take part in something."""
    for layer in (record.statements, record.events, record.relations, record.labels):
        for part in parts(layer):
            for name in ("entity", "subject", "object"):
                entity = getattr(part, name, None)
                if isinstance(entity, str):
                    yield Item(article=record.article.id, id=entity)


def _actor(members: Sequence[Told], group: Group) -> Actor:
    entities = [one.entity for one in members]
    named = Counter(name for entity in entities for name in entity.names)
    said = Counter(name for entity in entities for name in (entity.name, *entity.aliases))
    fullest = max(named or said, key=lambda name: (len(name.split()), len(name), said[name], name))
    kinds = Counter(entity.type for entity in entities for _ in entity.mentions)
    aliases = sorted(
        (name for name in said if name != fullest), key=lambda name: (name not in named, -said[name], name)
    )
    roles = Counter(role for entity in entities for role in entity.roles)
    return Actor(
        id=content_id("k", *((one.item.article, one.item.id) for one in members)),
        type=max(kinds, key=lambda kind: (kinds[kind], kind)),
        name=fullest,
        aliases=tuple(aliases),
        code=next((entity.code for entity in entities if entity.code), None),
        roles=tuple(sorted(roles, key=lambda role: (-roles[role], _written(role)))),
        members=tuple(one.item for one in members),
        judgements=group.judgements,
    )


def _written(role: Role) -> tuple[str, str, bool, bool]:
    return role.title, role.of or "", role.former, role.then
