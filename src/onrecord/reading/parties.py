"""Who somebody in an event is: the entity, the country and what part of society, from the words and what is known."""

from __future__ import annotations

from typing import Final

from onrecord.reading.classes import PERSON, Classes
from onrecord.reading.countries import country
from onrecord.reading.happenings import Party
from onrecord.reading.plover.societies import sector
from onrecord.record import Entity, MentionKind, Participant, Place

_SECTORS: Final = {"country": "GOV", "publication": "JRN", "nationality": "CVL"}
_NOBODY: Final = frozenset({None, "UNK", "CVL"})


class Parties:
    """Makes participants and places of parties.

    Args:
        text: the canonical text.
        classes: what kind of thing its words stand for.
    """

    def __init__(self, text: str, classes: Classes) -> None:
        self.text = text
        self.classes = classes
        self.clauses = classes.clauses
        self.cast = classes.cast

    def participant(self, party: Party) -> Participant:
        """Somebody who acts or is acted on, with country and sector where they are told."""
        entity = self.cast.entities[party.entity] if party.entity is not None else None
        return Participant(
            text=self.text,
            start=party.span.start,
            end=party.span.end,
            entity=party.entity,
            country=self._country(entity, party),
            sector=self._sector(entity, party),
        )

    def _country(self, entity: Entity | None, party: Party) -> str | None:
        """The country that somebody is, or is told to be of."""
        if entity is not None and entity.code is not None:
            return entity.code
        for role in entity.roles if entity is not None else ():
            found = country(role.of) if role.of is not None else None
            if found is not None:
                return found.code
        clauses = self.clauses
        for one in (*clauses.governed(party.at, "amod", "compound", "nmod:poss"), *clauses.behind(party.at, "in")):
            found = country(clauses.form(one))
            if found is not None:
                return found.code
        found = country(entity.name) if entity is not None and entity.type == "nationality" else None
        return found.code if found is not None else None

    def _sector(self, entity: Entity | None, party: Party) -> str | None:
        """What part of society somebody is of: by the words here, the offices held, the name, the kind of thing."""
        clauses = self.clauses
        head = self.cast.through(party.at)[0]
        before = [one for one in clauses.governed(head, "compound", "amod", "nmod:desc") if one < head]
        here = [clauses.lemma(one) for one in (*before, head)] if clauses.word(head).upos == "NOUN" else []
        found = sector(here, loaded=entity is None or not entity.named) if here else None
        if entity is None or (self.classes.kind(party.at) == PERSON and entity.type == "country"):
            return found or ("CVL" if entity is not None else None)
        if found in _NOBODY:
            titles = [sector(role.title.lower().split()) for role in entity.roles if not role.former]
            called = [sector(one.words.lower().split()) for one in entity.mentions if one.kind is MentionKind.NOMINAL]
            found = next((one for one in (*titles, *called) if one not in _NOBODY), found)
        named = sector((), entity.names) if entity.type in {"organisation", "facility"} else None
        return found or named or _SECTORS.get(entity.type)

    def place(self, party: Party | None) -> Place | None:
        """Where an event takes place, with its country where that is known."""
        if party is None:
            return None
        entity = self.cast.entities[party.entity] if party.entity is not None else None
        code = entity.code if entity is not None else None
        return Place(text=self.text, start=party.span.start, end=party.span.end, entity=party.entity, country=code)
