"""What speaks for two entities of different reports being one, and against it: names, kinds, offices, countries, sex.

Names of people are compared as within an article (`reading.grouping`): a short name may be anybody's whose it can be,
so it counts less than a full one, and less still where the reports name several of that name. A person told of by an
office alone is whoever else holds it in the reports, if nobody else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from onrecord.comparing.joins import Item
from onrecord.comparing.judging import Likeness
from onrecord.reading.countries import country
from onrecord.reading.entities import folded, same_name
from onrecord.reading.given_names import is_mans, is_womans
from onrecord.reading.grouping import acronym, bare_name, initials, is_short_for
from onrecord.reading.office_words import office
from onrecord.reading.pronouns import HE, SHE
from onrecord.reading.spelling import plain
from onrecord.reading.titles import titles
from onrecord.record import Entity, MentionKind, Record, Relation

LEAST: Final = 0.5
"""The likeness from which two entities are held to be one."""

_CALLED: Final = 0.95
_SPELT: Final = 0.85
_SHORT: Final = 0.65
_SHARED_SHORT: Final = 0.4
_OTHER_KIND: Final = 0.6
_DESCRIBED: Final = 0.55
_HOLDS: Final = 0.7
_OFFICE: Final = 0.2
"""What an office counts for, or another one against."""

_BODIES: Final = frozenset({"organisation", "publication", "facility", "other", "event", "work"})
_SPOTS: Final = frozenset({"place", "facility", "country"})
_LANDS: Final = frozenset({"country-of", "located-in", "based-in", "part-of"})
_DEFINITE: Final = re.compile(r"^(?:the|its|his|her|their|our)\s+|^.*?['’]s?\s+", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?")
_NICKNAME: Final = re.compile(r"\s+[\"“‘'](?P<nick>[^\"“”‘’']+)[\"”’'](?=\s)|\s+\((?P<other>[^()]+)\)(?=\s)")


@dataclass(frozen=True)
class Told:
    """An entity as one report tells of it.

    Attributes:
        item: which.
        entity: the entity.
        lands: ISO 3166 codes of the countries it is said to be, or to be of.
        offices: what it is said to be now, each with whose or of what that is, as far as told.
    """

    item: Item
    entity: Entity
    lands: frozenset[str]
    offices: Mapping[str, str | None]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its names, no descriptions."""
        return self.entity.names

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The same, folded, without nicknames in quotation marks between a person's names."""
        bare = [_NICKNAME.sub(" ", name) if self.is_person else name for name in self.names]
        return tuple(dict.fromkeys(key for name in bare if (key := folded(name))))

    @property
    def is_person(self) -> bool:
        """Whether it is taken for a person."""
        return self.entity.type == "person"

    @cached_property
    def sex(self) -> str:
        """What its names or, failing that, its pronouns tell of it."""
        if any(is_mans(name) for name in self.names):
            return "man"
        if any(is_womans(name) for name in self.names):
            return "woman"
        told = {one.words.lower() for one in self.entity.mentions if one.kind is MentionKind.PRONOUN}
        return "man" if told & HE and not told & SHE else "woman" if told & SHE and not told & HE else ""

    @cached_property
    def keys(self) -> frozenset[str]:
        """What another entity must share one of to be compared with it."""
        found = {f"land {self.entity.code}"} if self.entity.code else set()
        for name in self.names:
            found |= {f"word {word}" for word in plain(folded(name)).split() if len(word) > 1}
            found.add(f"letters {acronym(name) or initials(name)}")
        found |= {f"office {title}" for title in self.offices}
        if not self.names:
            found.add(f"told {folded(self.entity.name)}")
        return frozenset(found)


def told_of(record: Record) -> list[Told]:
    """The entities of a record."""
    of: dict[str, set[str]] = {}
    codes = {entity.id: entity.code for entity in record.entities if entity.code}
    for relation in record.relations:
        _land(of, relation, codes)
    return [_told(record, entity, of.get(entity.id, set())) for entity in record.entities]


def _land(of: dict[str, set[str]], relation: Relation, codes: Mapping[str, str]) -> None:
    if relation.kind in _LANDS and not relation.former and relation.object is not None and relation.object in codes:
        of.setdefault(relation.subject, set()).add(codes[relation.object])


def _told(record: Record, entity: Entity, lands: set[str]) -> Told:
    offices = {_title(role.title): role.of for role in entity.roles if not role.former and not role.then}
    if not entity.named and entity.type == "person":
        offices |= _described(entity)
    found = {entity.code} if entity.code else lands
    for of in offices.values():
        land = country(of) if of else None
        if land is not None and entity.type == "person":
            found = found | {land.code}
    offices.pop("", None)
    return Told(Item(article=record.article.id, id=entity.id), entity, frozenset(found), offices)


def _title(title: str) -> str:
    """An office as one word for it and its kind: "Interior Minister" and "interior minister" are one."""
    words = title.lower().replace(".", "").split()
    if not words or (len(words) == 1 and words[0] in _ADDRESSES):
        return ""
    return " ".join((*words[:-1], office(words[-1])))


_ADDRESSES: Final = frozenset("mr mrs ms miss dr sir lady father mother sister brother rev man woman".split())


def _described(entity: Entity) -> dict[str, str | None]:
    """The offices that a description tells: "Sorenia's interior minister", "the secretary of the Docks Union"."""
    found: dict[str, str | None] = {}
    for words in (entity.name, *entity.aliases):
        title, of, whose = (*_BEHIND.split(words, maxsplit=1), "", "")[:3]
        bare = _DEFINITE.sub("", title)
        owner = title[: len(title) - len(bare)].strip().removesuffix("'s").removesuffix("’s")
        last = bare.lower().rsplit(maxsplit=1)[-1:] or [""]
        if last[0] in titles():
            known = [each for each in (of, owner, whose) if each[:1].isupper() and each.lower() != "the"]
            found[_title(bare)] = known[0] if known else None
    return found


class Holders:
    """Who bears a short name, and who holds an office, over all reports."""

    def __init__(self, told: Sequence[Told]) -> None:
        """Take in all entities.

        Args:
            told: the entities of all reports.
        """
        self._bearers: dict[str, set[str]] = {}
        self._holders: dict[str, set[str]] = {}
        for one in told:
            if one.is_person and one.folded:
                for key in one.folded:
                    self._note(self._bearers, key)
                for title in one.offices:
                    self._holders.setdefault(title, set()).update(one.folded)

    @staticmethod
    def _note(bearers: dict[str, set[str]], key: str) -> None:
        words = plain(key).split()
        if len(words) > 1:
            for end in {words[0], words[-1]}:
                bearers.setdefault(end, set()).add(key)

    def several(self, short: str) -> bool:
        """Whether different people are named in full who can be called by a short name."""
        return _differ(self._bearers.get(plain(short), ()))

    def one_holds(self, title: str) -> bool:
        """Whether all who are named as holding an office can be one person."""
        return not _differ(self._holders.get(title, ()))


def _differ(names: Iterable[str]) -> bool:
    kept = sorted(names)
    return any(not _same(one, other) for at, one in enumerate(kept) for other in kept[at + 1 :])


def _same(one: str, other: str) -> bool:
    return one == other or same_name(one, other) or _is_familiar(one, other)


def _is_familiar(one: str, other: str) -> bool:
    """Whether two people's names in full differ in one being called by a short form of the given name."""
    left, right = plain(one).split(), plain(other).split()
    if min(len(left), len(right)) < _FULL or left[-1] != right[-1]:
        return False
    short, full = sorted((left[0], right[0]), key=len)
    return (len(short) >= _BEGINS and full.startswith(short)) or short in _short_forms().get(full, frozenset())


_FULL: Final = 2
_BEGINS: Final = 3
"""Letters of a given name that a short form must have to be known by being its beginning."""


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    source = (files("onrecord") / "comparing" / "data" / "short_names.txt").read_text(encoding="utf-8")
    lines = (line.partition(" = ") for line in source.splitlines() if not line.startswith("#"))
    return {name: frozenset(short.split()) for name, _, short in lines if short}


def likeness(one: Told, other: Told, holders: Holders) -> Likeness | None:
    """What speaks for two entities being one; None where nothing does.

    Args:
        one: the first.
        other: the second, of another report.
        holders: who bears which name and office over all reports.
    """
    if not one.folded or not other.folded:
        return _unnamed(one, other, holders)
    if one.is_person and other.is_person:
        return _people(one, other, holders)
    apart = _lands_apart(one, other)
    if one.entity.code and one.entity.code == other.entity.code and one.entity.type == other.entity.type:
        return Likeness(1.0, (f"both are {_longest(one.names)}",))
    if apart is not None:
        return apart
    return _things(one, other)


def _lands_apart(one: Told, other: Told) -> Likeness | None:
    if one.lands and other.lands and not one.lands & other.lands:
        return Likeness(0.0, ("they are of different countries",), barred=True)
    return None


def _people(one: Told, other: Told, holders: Holders) -> Likeness:
    """Two people with names."""
    pairs = [(left, right) for left in one.folded for right in other.folded if _same(left, right)]
    if not pairs:
        return Likeness(0.0, ("they have different names",), barred=True)
    left, right = max(pairs, key=lambda pair: (pair[0] == pair[1], min(len(each.split()) for each in pair), pair))
    if left == right and " " in left:
        return Likeness(_CALLED, (f"both called {_written(one, left)}",))
    if one.sex and other.sex and one.sex != other.sex:
        return Likeness(0.0, ("one is a man, the other a woman",), barred=True)
    barred = _lands_apart(one, other)
    if barred is not None:
        return barred
    reasons = (f"{_written(one, left)} can be {_written(other, right)}",) if left != right else ()
    short = min(left, right, key=lambda key: (len(key.split()), key))
    score = _SPELT if " " in short else _SHARED_SHORT if holders.several(short) else _SHORT
    return _in_office(one, other, score, reasons or (f"both called {_written(one, left)}",))


def _in_office(one: Told, other: Told, score: float, reasons: tuple[str, ...]) -> Likeness:
    """The same with what their offices count for."""
    shared = sorted(one.offices.keys() & other.offices.keys())
    if shared:
        return Likeness(min(score + _OFFICE, _CALLED), (*reasons, f"both {shared[0]}"))
    if one.offices and other.offices and score < _SPELT:
        return Likeness(score - _OFFICE, (*reasons, f"one is {min(one.offices)}, the other {min(other.offices)}"))
    return Likeness(score, reasons)


def _things(one: Told, other: Told) -> Likeness | None:
    """Two entities with names that are not both people."""
    kinds = {one.entity.type, other.entity.type}
    near = len(kinds) == 1 or kinds <= _BODIES or kinds <= _SPOTS
    same = sorted(set(one.folded) & set(other.folded))
    bare = {bare_name(one.entity.type, key) for key in one.folded}
    if near and (same or bare & {bare_name(other.entity.type, key) for key in other.folded}):
        return Likeness(_CALLED if len(kinds) == 1 else _SPELT, (f"both called {_longest(one.names)}",))
    if same and " " in max(same, key=len):
        kind = " and ".join(sorted(kinds))
        return Likeness(_OTHER_KIND, (f"both called {_longest(one.names)}, though taken for {kind}",))
    if not near or kinds & {"nationality", "country"}:
        return None
    return _abbreviated(one, other) or _abbreviated(other, one) or _strangers(one, other)


def _abbreviated(short: Told, full: Told) -> Likeness | None:
    """Whether one is called by the other's initials, or by a part of its name."""
    for name in short.names:
        for whole in full.names:
            if acronym(name) and acronym(name) == initials(whole):
                return Likeness(_SPELT, (f"{name} are the initials of {whole}",))
    if short.entity.type in _BODIES and short.entity.type != "event":
        for key in short.folded:
            for whole in full.folded:
                if is_short_for(plain(key).split(), plain(whole).split()):
                    return Likeness(_DESCRIBED, (f"{_written(short, key)} can be {_written(full, whole)}",))
    return None


def _strangers(one: Told, other: Told) -> Likeness | None:
    """Two bodies with names in full that have no word in common."""
    words = [[set(plain(key).split()) for key in each.folded if " " in key] for each in (one, other)]
    if words[0] and words[1] and not any(left & right for left in words[0] for right in words[1]):
        return Likeness(0.0, ("they have different names",), barred=True)
    return None


def _unnamed(one: Told, other: Told, holders: Holders) -> Likeness | None:
    """Two entities of which one is told of by a description alone."""
    if one.is_person != other.is_person:
        return None
    apart = _lands_apart(one, other)
    if apart is not None:
        return apart
    if one.is_person:
        return _same_office(one, other, holders)
    if one.folded or other.folded or folded(one.entity.name) != folded(other.entity.name):
        return None
    if one.entity.type != other.entity.type:
        return None
    return Likeness(_DESCRIBED, (f"both told of as the {folded(one.entity.name)}",))


def _same_office(one: Told, other: Told, holders: Holders) -> Likeness | None:
    """Two people of whom one is told of by an office, which only one person holds."""
    shared = sorted(
        title for title in one.offices.keys() & other.offices.keys() if " " in title or _of(one, title, other)
    )
    if not shared or not holders.one_holds(shared[0]) or _other_bodies(one, other, shared[0]):
        return None
    if one.sex and other.sex and one.sex != other.sex:
        return Likeness(0.0, ("one is a man, the other a woman",), barred=True)
    return Likeness(_HOLDS, (f"both {shared[0]}, and the reports name no other",))


def _of(one: Told, title: str, other: Told) -> bool:
    """Whether an office is said to be of the same in both."""
    left, right = one.offices[title], other.offices[title]
    return bool(left and right and folded(left) == folded(right))


def _other_bodies(one: Told, other: Told, title: str) -> bool:
    """Whether an office is said to be of something else in each."""
    left, right = one.offices[title], other.offices[title]
    if not left or not right:
        return False
    words = [set(plain(folded(each)).split()) for each in (left, right)]
    return country(left) != country(right) or not words[0] & words[1]


def _longest(names: Sequence[str]) -> str:
    return max(names, key=lambda name: (len(name.split()), len(name), name))


def _written(told: Told, key: str) -> str:
    """A name as it is written that folds to a key."""
    return next(name for name in told.names if key in {folded(name), folded(_NICKNAME.sub(" ", name))})
