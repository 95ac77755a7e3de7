"""The number that is put to a noun by a verb: "put the dead at one", "the number of people killed has risen to six"."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.trees import ROOT
from onrecord.record import Quantity

_PREPOSITIONS: Final = frozenset({"to", "at", "past", "above", "beyond"})
_PUTTING: Final = frozenset({"put", "place", "estimate", "give", "count"})
_OBJECTS: Final = ("obl", "nmod", "xcomp", "obj", "advcl", "ccomp")


def number_put(clauses: Clauses, quantities: Mapping[int, Quantity], at: int) -> int | None:
    """The word of the number that a noun is said to be, to have come to, or is put at.

    Args:
        clauses: the syntax of the text.
        quantities: its counts by the words they stand on.
        at: index of the noun.
    """
    word = clauses.word(at)
    relation = word.relation.partition(":")[0]
    if word.head == ROOT or relation not in {"nsubj", "obj"}:
        return None
    numbers = [
        one for one in (word.head, *clauses.governed(word.head, *_OBJECTS)) if _is_number(clauses, quantities, one)
    ]
    if relation == "nsubj" and word.head in numbers and clauses.governed(word.head, "cop"):
        return word.head
    bounded = (one for one in numbers if clauses.case(one) in _PREPOSITIONS or clauses.form(one - 1) == "to")
    return next((one for one in bounded if one > at), None)


def _is_number(clauses: Clauses, quantities: Mapping[int, Quantity], at: int) -> bool:
    return at in quantities or clauses.form(at) == "one"


def who_puts(clauses: Clauses, at: int) -> int | None:
    """Who puts a number to a noun: the subject of "put the dead at one"; None where no such verb governs it."""
    word = clauses.word(at)
    if word.relation.partition(":")[0] != "obj" or clauses.lemma(word.head) not in _PUTTING:
        return None
    return next(iter(clauses.subjects(word.head)), None)


def harmed_of(clauses: Clauses, at: int, states: Container[str]) -> int | None:
    """The word of harm behind "of" of a noun that counts: "the number of dead", "of those who were injured"."""
    for one in clauses.behind(at, "of"):
        below = (one, *clauses.governed(one, "acl", "acl:relcl", "amod"))
        found = next((each for each in below if clauses.form(each) in states), None)
        if found is not None:
            return found
    return None
