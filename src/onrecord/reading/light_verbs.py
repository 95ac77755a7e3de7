"""Verbs that only carry what their noun tells: "carried out a raid", "came under attack"."""

from __future__ import annotations

from typing import Final

from onrecord.reading.classes import listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.trees import ROOT

DOING: Final = "doing"
_MANY: Final = frozenset({"hundred", "thousand", "million", "billion", "dozen", "ten"})
UNDERGOING: Final = "undergoing"


def light_verb(clauses: Clauses, at: int) -> tuple[int, str] | None:
    """The light verb that a noun is the object of, and whether its subject does what the noun tells or bears it.

    Args:
        clauses: the syntax.
        at: the noun.
    """
    word = clauses.word(at)
    if clauses.case(at) == "of" and word.head != ROOT and clauses.lemma(word.head) in listed("rounds"):
        return light_verb(clauses, word.head)  # "a new round of exercises"
    amount = _amount(clauses, at)
    if amount is not None:
        return light_verb(clauses, amount)  # "gave five million crowns in aid"
    relation = word.relation
    if relation in {"acl", "conj"} or word.head == ROOT:
        carrying = [one for one in clauses.governed(at, "acl") if clauses.word(one).xpos == "VBN"]
        return next(((one, sort) for one in carrying if (sort := _lightness(clauses, one, ""))), None)
    if clauses.word(word.head).upos not in {"VERB", "AUX"} or relation not in {"obj", "nsubj:pass", "obl"}:
        carrying = [one for one in clauses.governed(at, "acl", "acl:relcl") if clauses.passive(one)]
        return next(((one, sort) for one in carrying if (sort := _lightness(clauses, one, ""))), None)
    if relation == "obj" and clauses.case(at) not in {"", "of"}:
        return None  # "made its statement in response to a request" makes no request
    sort = _lightness(clauses, word.head, clauses.case(at) if relation == "obl" else "")
    return (word.head, sort) if sort else None


def _amount(clauses: Clauses, at: int) -> int | None:
    """What is an object in a noun's place: a sum ("gave a million in aid", "millions of aid"), "nothing but" it."""
    word = clauses.word(at)
    if word.head == ROOT:
        return None
    if clauses.case(at) == "but" and clauses.form(word.head) == "nothing":
        return word.head
    if clauses.case(at) == "of" and word.relation == "nmod":
        return _sum(clauses, word.head)
    if clauses.case(at) != "in":
        return None
    above = [word.head] if word.relation == "nmod" else clauses.governed(word.head, "obj")
    return next((one for one in above if one < at and clauses.word(one).xpos == "$"), None)


def _sum(clauses: Clauses, at: int) -> int | None:
    """The word at the top of a sum: "hundreds" of "hundreds of thousands of crowns"."""
    money = clauses.lemma(at) in listed("money")
    while clauses.lemma(at) in listed("money") | _MANY and clauses.relation(at) == "nmod":
        at = clauses.word(at).head
    return at if money and clauses.lemma(at) in listed("money") | _MANY and clauses.relation(at) == "obj" else None


def _lightness(clauses: Clauses, verb: int, preposition: str) -> str:
    forms = stems(clauses.lemma(verb), clauses.form(verb))
    particles = [clauses.form(one) for one in clauses.governed(verb, "compound:prt", "advmod")]
    for sort in (DOING, UNDERGOING):
        known = listed(sort)
        for form in forms:
            if preposition:
                if f"{form} {preposition}" in known:
                    return sort
            elif form in known or any(f"{form} {particle}" in known for particle in particles):
                return sort
    return ""


def stems(lemma: str, form: str) -> tuple[str, ...]:
    """What a verb's lemma may be, since the encoder's can be wrong: "carrie" of "carried"."""
    guesses = [lemma, form]
    if form.endswith("ied"):
        guesses.append(f"{form[:-3]}y")
    elif form.endswith("ed"):
        guesses += [form[:-1], form[:-2], form[:-3]]
    elif form.endswith("ing"):
        guesses += [form[:-3], f"{form[:-3]}e", form[:-4]]
    elif form.endswith("s"):
        guesses.append(form[:-1])
    return tuple(dict.fromkeys(guesses))
