"""What kind of thing a noun stands for, from `data/kinds.txt`: "group" an organisation, "country" a country."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from onrecord.reading.wordlists import words

_KINDS: Final = ("country", "organisation", "publication", "facility", "place", "person", "work")


def kind_of(noun: str, before: str = "") -> str | None:
    """The entity type of what a noun stands for, or None where it is not listed.

    Args:
        noun: the word a phrase is built around, as a lemma or as written.
        before: the word right before it, for "prime minister" and "power plant".
    """
    known = _kinds()
    noun, before = noun.lower(), before.lower()
    for phrase in (f"{before} {noun}".strip(), noun):
        for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
            if form in known:
                return known[form]
    return None


def names_organisation(name: str) -> bool:
    """Whether a name ends as an organisation's does: "European Union"."""
    words = name.lower().replace(".", "").replace(",", "").split()
    return len(words) > 1 and words[-1] in _listed("names of organisations") and not _excepted(words)


def names_place(name: str) -> bool:
    """Whether a name is that of a province or state of some country: "Vermont"."""
    return name.lower() in _listed("names of places")


def is_persons(noun: str) -> bool:
    """Whether a noun says what somebody is: one that is listed for persons, or ends as such nouns do ("guitarist")."""
    kind = kind_of(noun)
    return kind == "person" or (kind is None and _PERSONS.search(noun.lower()) is not None)


_PERSONS: Final = re.compile(r"(?:[aeo]rs?|ists?|ians?|m[ae]n|eers?|ees?|ants?|icians?|persons?|eurs?|euses?|heads?)$")


def is_collective(noun: str, before: str = "") -> bool:
    """Whether a noun with the name of a country makes a body that acts: "Albanian authorities"."""
    listed = _listed("collectives")
    return noun.lower() in listed or f"{before} {noun}".lower() in listed


def _excepted(words: list[str]) -> bool:
    return " ".join(words[-2:]) in _listed("not names of organisations")


@cache
def _kinds() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for kind in _KINDS:
        for noun in _listed(kind):
            known.setdefault(noun, kind)
    return known


def _listed(part: str) -> frozenset[str]:
    return words("kinds.txt", part)
