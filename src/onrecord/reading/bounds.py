"""Where a name ends, by what is so of names in general, whatever the encoder's tags make of it.

A place and the state or country that it lies in are two, with a comma between them or without ("Marn Kansas");
no name ends in a mark that belongs to what comes after ("Oda Flint ]"); a body that is named by nothing but what it
is ("Board", "Law Offices") is named in full only with what it is the body of.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from onrecord.reading.countries import country
from onrecord.reading.nouns import kind_of, names_place

_PARTS: Final = frozenset(
    "new north south east west northern southern eastern western central middle upper lower greater lesser inner outer "
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern mainland peninsular "
    "metropolitan rural urban downtown upstate downstate coastal inland continental modern ancient old former united "
    "free great big little mid occupied unoccupied the federal imperial colonial miss team first second soviet nazi "
    "communist islamic ottoman roman vichy".split()
)
"""Words before the name of a country or state that make another name with it: "Upper Austria"."""
_TERRAIN: Final = frozenset("lake gulf fort port mount cape camp point saint st mt ft bay sea university".split())
"""The same, before the name of any place: "Lake Michigan"."""
_LINKS: Final = frozenset("of and the in for de & - – new north south east west or state republic".split())
"""Words that no place ends in."""
_SHORT: Final = frozenset({"uk", "usa", "england", "scotland", "wales"})
_MARKS: Final = "/\\|]);:,*<>=[( \xa0"
"""What no name ends in."""
_BODIES: Final = frozenset({"organisation", "place"})
_OF_LAW: Final = frozenset({"Law", "Supreme", "Superior", "High"})
_PAIRS: Final = {")": "(", "]": "["}


def lies_in(words: str) -> int | None:
    """Where in the name of a place the name of the state or country that it lies in begins, or None.

    Args:
        words: the name: "Marn Kansas".
    """
    parts = words.split(" ")
    first = parts[0].lower()
    if len(parts) == 1 or first in _PARTS | _TERRAIN or names_place(words) or country(words) is not None:
        return None
    at = len(parts[0]) + 1
    for before, part in pairwise(parts):
        if _holds_places(words[at:]) and before.lower() not in _LINKS and not _is_people(words[: at - 1]):
            return at
        at += len(part) + 1
    return None


def _is_people(words: str) -> bool:
    """Whether some words say whose something is: "British", before "India"."""
    return country(words) is not None and not _holds_places(words)


def _holds_places(words: str) -> bool:
    """Whether some words name a state or a country, not its people."""
    found = country(words)
    bare = words.lower().replace(".", "")
    return names_place(words) or (found is not None and bare in {found.name.lower(), *_SHORT})


def last_letter(text: str, start: int, end: int) -> int:
    """Where a name ends, marks left out that are none of it: "Oda Flint /"."""
    while end > start and text[end - 1] in _MARKS and _PAIRS.get(text[end - 1], "\0") not in text[start : end - 1]:
        end -= 1
    return end


def is_bare_body(words: str) -> bool:
    """Whether a name says what kind of body it is of and nothing else: "Board", "Law Offices"."""
    *before, last = words.split(" ")
    return kind_of(last) in _BODIES and all(word in _OF_LAW or kind_of(word) is not None for word in before)
