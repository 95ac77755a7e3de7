"""Whose somebody is: told by "of" and "from" behind a name, by whose party one is, by a place in a name.

"Ana Quill of the Marn Institute", "Kolo, from Norland", "Quill's party, the Unity League", "Marn Museum" beside a Marn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.frames import frames, listed
from onrecord.reading.participants import Cast, is_unsure
from onrecord.reading.standings import Told
from onrecord.record import Entity, MentionKind, Span

_COUNTRY: Final = frozenset({"country"})
_SEATED: Final = frozenset({"place", "facility", "organisation"})
_BODIES: Final = frozenset({"organisation"})


def affiliations(clauses: Clauses, cast: Cast) -> Iterator[Told]:
    """The relations that these words tell of, word by word, then name by name."""
    for at in range(len(clauses.parse.words)):
        if clauses.word(at).upos not in {"NOUN", "PROPN"}:
            continue
        yield from _of_party(clauses, cast, at)
        yield from _from(clauses, cast, at)
        if cast.name(at) is not None:
            yield from _of_body(clauses, cast, at)
    yield from _by_name(cast)


def _of_party(clauses: Clauses, cast: Cast, at: int) -> Iterator[Told]:
    """Whose party one is: "Quill's party, the Unity League"."""
    party = cast.entity(at) if clauses.lemma(at) == "party" else None
    if party is None or not party.named or party.type == "person":
        return
    word = clauses.word(at)
    for owner in clauses.possessors(at):
        person = cast.entity(owner)
        if person is not None and person.type == "person" and person is not party:
            yield Told("party-of", person, party, Span(word.start, word.end))


def _from(clauses: Clauses, cast: Cast, at: int) -> Iterator[Told]:
    """The country somebody is from: "Kolo, from Norland", "who is from Norland's north"."""
    if clauses.case(at) != "from":
        return
    copular = bool(clauses.governed(at, "cop"))
    word = clauses.word(at)
    if copular and clauses.standing(at) is not None:
        holders = clauses.subjects(at)
    elif word.relation == "nmod" and cast.name(word.head) is not None:
        holders = [word.head]
    else:
        return
    side = clauses.lemma(at) in listed("clauses sides")
    places = [*clauses.possessors(at), *clauses.behind(at, "of")] if side else [at]
    lands = [cast.typed(cast.direct(one), _COUNTRY) for one in places]
    preposition = clauses.word(next(one for one in clauses.governed(at, "case") if one < at))
    for holder in holders:
        own = cast.entity(holder)
        for land in lands:
            fits = own is not None and own.type in frames().types["country-of"][0] and land is not own
            if fits and own is not None and land is not None and land.type in {"country", "person"}:
                yield Told("country-of", own, land, Span(preposition.start, preposition.end))


def _of_body(clauses: Clauses, cast: Cast, at: int) -> Iterator[Told]:
    """A person named with the body they are of: "Ana Quill of the Marn Institute"."""
    person = cast.direct(at)
    if person is None or person.type != "person" or not person.named:
        return
    for one in clauses.governed(at, "nmod"):
        body = cast.typed(cast.direct(one), _BODIES) if clauses.case(one) == "of" and cast.name(one) else None
        if body is not None and body.type in {"organisation", "facility", "place"} and body is not person:
            case = clauses.word(clauses.governed(one, "case")[0])
            yield Told("member-of", person, body, Span(case.start, case.end))


def _by_name(cast: Cast) -> Iterator[Told]:
    """The place that the name of a site begins with, where the article tells of it: "Marn Museum" is in Marn."""
    places = {name.lower(): one for one in cast.entities.values() if _is_place(one) for name in one.names}
    for site in cast.entities.values():
        words = site.name.lower().split()
        if site.type not in _SEATED or len(words) < 2 or words[-1] not in listed("located-in sites"):
            continue
        place = places.get(" ".join(words[:-1]))
        first = next((one for one in site.mentions if one.kind is MentionKind.NAME), None)
        if place is not None and place is not site and first is not None:
            yield Told("located-in", site, place, Span(first.start, first.end))


def _is_place(entity: Entity) -> bool:
    return entity.type == "place" or is_unsure(entity)
