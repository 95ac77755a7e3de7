"""Offices that an entity's roles tell of and the syntax did not: "Norland's Prime Minister Ana Quill".

A role (`roles`) is read off the words next to a name, whatever their syntax. Here it becomes a relation, anchored at
its title, to the organisation or country that it is of, where that is an entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.entities import folded
from onrecord.reading.frames import frames, listed
from onrecord.reading.participants import Cast
from onrecord.reading.standings import Told
from onrecord.record import Entity, MentionKind, Role, Span

_REACH: Final = 90
_BETWEEN: Final = re.compile(r",?\s+(?:[^\W\d_]+\.?\s+)?")
"""What may stand between a title and its holder: a comma, a form of address."""
_BRACKETED: Final = re.compile(r"^(?P<institution>.*) \((?P<country>.*)\)$")


def offices(clauses: Clauses, cast: Cast, known: Sequence[Told]) -> list[Told]:
    """The offices among the roles that are not known already."""
    return list(_offices(clauses, cast, known))


def _offices(clauses: Clauses, cast: Cast, known: Sequence[Told]) -> Iterator[Told]:
    for entity in cast.entities.values():
        for role in entity.roles:
            label = _label(clauses.text, entity, role)
            noun = role.title.lower().rsplit(maxsplit=1)[-1]
            kinds = [
                one.kind for one in frames().nouns.get(noun, ()) if one.kind in {"holds-office", "spokesperson-for"}
            ]
            doubtful = role.title.lower().split()[0] in listed("clauses doubt")
            if label is None or not kinds or doubtful:
                continue
            whom = _whom(cast, role)
            same = [
                one for one in known if one.kind == kinds[0] and one.subject is entity and _overlap(one.label, label)
            ]
            if not any(one.object is not None or whom is None for one in same) and whom is not entity:
                former = role.former or role.then
                yield Told(kinds[0], entity, whom, label, label=label, former=former)


def _overlap(one: Span | None, other: Span) -> bool:
    return one is not None and one.start < other.end and other.start < one.end


def _label(text: str, entity: Entity, role: Role) -> Span | None:
    """Where the title of a role stands: before or behind a mention of its holder, the nearest."""
    title = re.compile(r"\b" + r"\s+".join(re.escape(word) for word in role.title.split()) + r"\b")
    for mention in entity.mentions:
        if mention.kind is not MentionKind.NAME:
            continue
        before = list(title.finditer(text, max(0, mention.start - _REACH), mention.start))
        if before and _BETWEEN.fullmatch(text, before[-1].end(), mention.start):
            return Span(before[-1].start(), before[-1].end())
        behind = title.search(text, mention.end, min(len(text), mention.end + _REACH))
        if behind:
            return Span(behind.start(), behind.end())
    return None


def _whom(cast: Cast, role: Role) -> Entity | None:
    """The entity that a role is of."""
    if role.of is None:
        return None
    bracketed = _BRACKETED.match(role.of)
    names = [bracketed["institution"], bracketed["country"]] if bracketed else [role.of]
    types = frames().types["holds-office"][1]
    for name in names:
        for entity in cast.entities.values():
            if entity.type in types and folded(name) in {folded(one) for one in (entity.name, *entity.aliases)}:
                return entity
        found = cast.country(name)
        if found is not None:
            return found
    return None
