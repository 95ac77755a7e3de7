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

ALL = frozenset({PERSON, ORGANISATION, PLACE, NATIONALITY, EVENT, WORK, OTHER})
CORE = frozenset({PERSON, ORGANISATION, PLACE})
OUTER = ALL - CORE


def _one(*types: str) -> frozenset[str]:
    return frozenset(types)


UNER = {"PER": _one(PERSON), "ORG": _one(ORGANISATION), "LOC": _one(PLACE)}

WIKIGOLD = {**UNER, "MISC": OUTER}

WNUT = {
    "person": _one(PERSON),
    "location": _one(PLACE),
    "corporation": _one(ORGANISATION),
    "group": _one(ORGANISATION),
    "product": _one(WORK, OTHER),
    "creative-work": _one(WORK),
}

CROSSNER_POLITICS = {
    "person": _one(PERSON),
    "politician": _one(PERSON),
    "politicalparty": _one(ORGANISATION),
    "organisation": _one(ORGANISATION),
    "country": _one(PLACE),
    "location": _one(PLACE),
    "election": _one(EVENT),
    "event": _one(EVENT),
    "misc": _one(NATIONALITY, WORK, OTHER),
}

REDOCRED = {
    "PER": _one(PERSON),
    "ORG": _one(ORGANISATION),
    "LOC": _one(PLACE, NATIONALITY),
    "MISC": OUTER,
}

RE3D = {
    "Person": _one(PERSON),
    "Organisation": _one(ORGANISATION),
    "Location": _one(PLACE),
    "Nationality": _one(NATIONALITY),
}

GUM = {
    "person": _one(PERSON, NATIONALITY),
    "organization": _one(ORGANISATION, PLACE),
    "place": _one(PLACE, NATIONALITY),
    "event": _one(EVENT),
    "object": _one(WORK, OTHER),
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
