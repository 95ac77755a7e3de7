"""Demonyms with their country: "Norlandic" police are a mention of Norland, where it is named too.

What "many Norlanders" say their country does not; "the Norlanders" may be their government.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.reading.countries import country, seat_of
from onrecord.reading.nouns import names_place
from onrecord.record import Entity

_ENDING: Final = re.compile(r"(?:[aei]?ans?|ese|ish|ics?|is?|ers?|ites?|ese|i[ao]ns?|men|man|ch)$")
_STEM: Final = 4
"""The fewest letters that a country's name and its demonym share at their beginning."""


def with_peoples(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities with the names of peoples given to the countries whose they are, as far as these are named."""
    peoples = [entity for entity in entities if entity.type == "nationality"]
    entities = [_as_land(entity, peoples) for entity in entities]
    lands = {number: entity for number, entity in enumerate(entities) if entity.type == "country"}
    result: list[Entity | None] = list(entities)
    for number, people in enumerate(entities):
        if people.type != "nationality":
            continue
        mine = next((place for place, land in lands.items() if _is_people_of(people, land)), None)
        if mine is not None and (land := result[mine]) is not None:
            mentions = tuple(sorted((*land.mentions, *people.mentions), key=lambda each: each.start))
            known = {land.name, *land.aliases}
            aliases = (*land.aliases, *(name for name in (people.name, *people.aliases) if name not in known))
            result[mine] = replace(land, mentions=mentions, aliases=aliases)
            result[number] = None
    return tuple(entity for entity in result if entity is not None)


def are_some_of(words: Sequence[str], land: Entity) -> bool:
    """Whether words tell of people or parts of a country, and not of it: "many Norlanders", "African countries".

    Args:
        words: those before the first that hangs from their noun, in lower case.
        land: a country that they were taken for.
    """
    names = _ends_of_names(land)
    last = words[-1] if words else ""
    if last in names or last.removesuffix("s") in names:  # the second of what is no land, but a party: "Republican"
        return False
    if not words or words[0] == "the" or seat_of(last) is not None:
        return False
    if len(words) > 1 and last in _LANDS:
        return True
    several = last.endswith("s") and len(last) >= _STEM
    known = country(last.removesuffix("s")) or country(last)
    mine = known.code == land.code if known is not None else last.startswith(land.name.lower()[:_STEM])
    return mine and (several or words[0] in _SOME)


def _ends_of_names(land: Entity) -> frozenset[str]:
    """The words that end a country's name, and those of its names that are several: "Netherlands", "States"."""
    several = (name for name in land.aliases if " " in name)
    return frozenset(name.rpartition(" ")[2].lower() for name in (land.name, *several))


_LANDS: Final = frozenset({"countries", "nations", "states", "governments", "capitals"})
_SOME: Final = frozenset("many most some few several other ordinary fellow young older".split())


def _as_land(entity: Entity, peoples: Sequence[Entity]) -> Entity:
    """A name of one word whose people are told of too, as a country: "Norland" beside "Norlandic", not a known city."""
    doubted = entity.type in {"place", "person", "organisation"} and " " not in entity.name and not entity.aliases
    known = seat_of(entity.name) is not None or names_place(entity.name) or country(entity.name) is not None
    if not doubted or known or entity.roles or not any(_is_people_of(people, entity) for people in peoples):
        return entity
    return replace(entity, type="country")


def _is_people_of(people: Entity, land: Entity) -> bool:
    for name in (people.name, *people.aliases):
        known = country(name)
        if known is not None:
            if known.code == land.code:
                return True
            continue
        stem = _ENDING.sub("", name.lower())
        if len(stem) >= _STEM and land.code is None and land.name.lower().startswith(stem):
            return True
    return False
