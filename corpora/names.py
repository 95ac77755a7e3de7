"""The types of name the encoder tells apart, and how each corpus' own types fall among them."""

from __future__ import annotations

from corpora.document import UNKNOWN, Name
from onrecord.reading.titles import title_end, titles

PERSON = "person"
ORGANISATION = "organisation"
PLACE = "place"
NATIONALITY = "nationality"
EVENT = "event"
WORK = "work"
OTHER = "other"
COUNTRY = "country"
FACILITY = "facility"
PUBLICATION = "publication"

ALL = frozenset({PERSON, ORGANISATION, PLACE, NATIONALITY, EVENT, WORK, OTHER, COUNTRY, FACILITY, PUBLICATION})
CORE = frozenset({PERSON, ORGANISATION, PLACE, COUNTRY, FACILITY, PUBLICATION})
OUTER = ALL - CORE

COARSE = {COUNTRY: PLACE, FACILITY: PLACE, PUBLICATION: ORGANISATION}
"""What corpora that do not tell them apart call the finer types."""


def coarse(type_: str) -> str:
    """A type as coarse as every corpus has it."""
    return COARSE.get(type_, type_)


def _one(*types: str) -> frozenset[str]:
    return frozenset(types)


_PLACES = _one(PLACE, COUNTRY, FACILITY)
_ORGANISATIONS = _one(ORGANISATION, PUBLICATION)

UNER = {"PER": _one(PERSON), "ORG": _ORGANISATIONS, "LOC": _PLACES}

WIKIGOLD = {**UNER, "MISC": OUTER}

WNUT = {
    "person": _one(PERSON),
    "location": _PLACES,
    "corporation": _ORGANISATIONS,
    "group": _one(ORGANISATION),
    "product": _one(WORK, OTHER),
    "creative-work": _one(WORK),
}

CROSSNER_POLITICS = {
    "person": _one(PERSON),
    "politician": _one(PERSON),
    "politicalparty": _one(ORGANISATION),
    "organisation": _ORGANISATIONS,
    "country": _one(COUNTRY),
    "location": _PLACES,
    "election": _one(EVENT),
    "event": _one(EVENT),
    "misc": _one(NATIONALITY, WORK, OTHER),
}

REDOCRED = {
    "PER": _one(PERSON),
    "ORG": _ORGANISATIONS,
    "LOC": _PLACES | {NATIONALITY},
    "MISC": OUTER | {PUBLICATION},
}

RE3D = {
    "Person": _one(PERSON),
    "Organisation": _ORGANISATIONS,
    "Location": _PLACES,
    "Nationality": _one(NATIONALITY),
}

GUM = {
    "person": _one(PERSON, NATIONALITY),
    "organization": _ORGANISATIONS | {PLACE, COUNTRY},
    "place": _PLACES | {NATIONALITY},
    "event": _one(EVENT),
    "object": _one(WORK, OTHER, PUBLICATION),
    "abstract": _one(WORK, OTHER, NATIONALITY, EVENT),
}


def untitled(words: str, name: Name) -> Name:
    """A name without the titles before it, if it may be a person's: corpora differ on whether those belong.

    What is a title and nothing else is left undecided.

    Args:
        words: the characters of the name.
        name: where they stand.
    """
    if PERSON not in name.types:
        return name
    at = title_end(words, 0, len(words))
    rest = words[at:]
    if rest[:1].islower() or rest.lower() in titles():
        return Name(name.start, name.end, frozenset({UNKNOWN}))
    return Name(name.start + at, name.end, name.types)
