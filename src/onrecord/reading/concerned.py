"""Whom it concerns what somebody agrees to, asks for or refuses, and whom somebody turns to in order to do something.

These stand in a clause below: "agreed to lift sanctions against *the North*", "insisted that *the firm* pay", "called
*Lund* to discuss it". No word of another event, none of its circumstances and none that is joined to it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.classes import GROUP, HAPPENING, PERSON, PLACE, STATE, UNKNOWN, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.countries import country
from onrecord.reading.trees import ROOT
from onrecord.reading.triggers import tells_event

_ACTING: Final = frozenset({PERSON, GROUP, STATE})
_DEEPEST: Final = 5
_INSIDE: Final = ("nsubj", "obj", "iobj", "obl", "nmod", "nmod:poss", "compound", "amod", "xcomp", "ccomp", "conj")
_DEEPER: Final = tuple(one for one in _INSIDE if one not in {"nsubj", "ccomp"})
_OWN: Final = frozenset({"its", "their", "his", "her", "it", "they", "he", "she", "we", "our", "us"})
_ANYTHING: Final = frozenset("it this that what which something anything everything nothing".split())
_TO_BE: Final = frozenset({"should", "must", "be"})
_APART: Final = frozenset("about over regarding concerning after since before during because despite as".split())
"""Prepositions of nouns that what is asked for or agreed to does not concern."""
_WHEN: Final = frozenset("after since before during because despite".split())
_BY_WHOM: Final = frozenset({"according", "accord"})
_BY_CLAUSE: Final = frozenset({"xcomp", "ccomp", "advcl"})
_TOLD: Final = frozenset({"to", "with", "against", "on", "from", "for"})
_WITHIN: Final = frozenset("in at near across around outside inside within".split())


class Concerned:
    """Finds whom an event below concerns.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
    """

    def __init__(self, clauses: Clauses, classes: Classes) -> None:
        self.clauses = clauses
        self.classes = classes
        self.cast = classes.cast

    def asked(self, words: Sequence[int]) -> list[int] | None:
        """Who is to do what somebody demands that they do: "insisted that the firm pay", "its demand that they go".

        None where the clause of what is demanded has no subject of its own, and others may be asked.
        """
        clauses = self.clauses
        told = [one for at in words for one in clauses.governed(at, "ccomp", "acl") if at < one]
        told = [one for one in told if clauses.word(one).relation == "ccomp" or self._is_content(one)]
        found = [each for one in told for each in clauses.governed(one, "nsubj", "nsubj:pass")]
        if not found or not self._is_to_be_done(clauses.word(found[0]).head):
            return None
        whom = [*clauses.joined(found[0]), *clauses.possessors(found[0])]
        whom = [one for one in whom if clauses.form(one) not in _ANYTHING]
        return [one for one in whom if self._is_concerned(one) or self.classes.acts(one)]

    def _is_content(self, at: int) -> bool:
        """Whether a clause behind a noun says what it is: "its demand that they go", "a call for them to go"."""
        marks = [self.clauses.form(one) for one in self.clauses.governed(at, "mark")]
        return self.clauses.word(at).relation == "acl" and marks[:1] in (["that"], ["for"])

    def _is_to_be_done(self, at: int) -> bool:
        """Whether a clause tells what is to be done: "that they go", "that they should go"."""
        clauses = self.clauses
        helpers = {clauses.form(one) for one in clauses.governed(at, "aux", "aux:pass", "cop")}
        return bool(helpers & _TO_BE) or (not helpers and clauses.form(at) == clauses.lemma(at))

    def affected(self, at: int, apart: Sequence[int] = (), *, at_places: bool = False) -> list[int]:
        """Whom it concerns what somebody agrees to, asks for or threatens: the people and countries in its clause.

        Of "agreed to lift sanctions against the North" the North: behind the verb of what is agreed to, nearest first.
        """
        clauses = self.clauses
        below = [one for one in clauses.governed(at, "xcomp", "ccomp", "advcl", "obl", "obj") if one > at]
        below = [one for one in below if clauses.word(one).relation != "obl:agent"]
        below = [one for one in below if clauses.word(one).relation != "advcl" or clauses.is_infinitive(one)]
        if any(clauses.lemma(one) in listed("commenting") for one in below):
            return []  # "refused to say whether he had met them"
        below = [one for each in below for one in ([each] if each not in apart else clauses.governed(each, *_INSIDE))]
        below = [one for one in below if not self.is_aside(one) and not self._is_setting(one)]
        places: list[int] = []
        for depth in range(_DEEPEST):
            here = [one for one in below if self._is_concerned(one)]
            if here:
                return [each for each in clauses.joined(here[0]) if self._is_concerned(each)]
            # "declined to say who had paid the firm" concerns nobody of those that are not spoken of
            whole = {each for each in below if not depth and clauses.word(each).relation == "ccomp"}
            marked = {each: clauses.governed(each, "mark") for each in below}
            whole |= {each for each, marks in marked.items() if marks and clauses.form(marks[0]) == "for"}
            inside = [one for each in below for one in clauses.governed(each, *(_INSIDE if each in whole else _DEEPER))]
            inside = [one for one in inside if self._goes_with(one)]
            near = at_places and depth <= 1
            places += [
                one for one in inside if self._is_named_place(one) and (near or clauses.case(one) not in _WITHIN)
            ]
            below = [one for one in inside if clauses.case(one) not in _APART]
        return places[:1]

    def _goes_with(self, at: int) -> bool:
        """Whether a word is told in the clause of what it hangs on: no other event, and none joined to that."""
        clauses = self.clauses
        above = clauses.word(at).head
        if clauses.word(at).relation.partition(":")[0] in _BY_CLAUSE:
            return clauses.lemma(above) in listed("onward")
        if clauses.predicates[at] and clauses.word(at).relation == "conj":
            return False
        setting = clauses.case(above) in _WITHIN and is_happening(self.classes, above)
        if setting and clauses.case(at) not in _TOLD:
            return False
        nouns = {clauses.lemma(one) for one in (above, *clauses.governed(above, "obj"))}
        if clauses.case(at) == "on" and nouns & listed("informing"):
            return False  # "pledged to do so at the Norland talks"
        return clauses.lemma(above) not in listed("commenting")

    def _is_setting(self, at: int) -> bool:
        """Whether a noun beside a verb tells when, or as what somebody does it: "promised as candidates"."""
        case = self.clauses.case(at)
        return case in _WHEN or case in _BY_WHOM or (case == "as" and self.classes.acts(at))

    def is_aside(self, at: int) -> bool:
        """Whether a clause tells what else goes on, with a subject of its own: "called for calm while they sang"."""
        clauses = self.clauses
        opened = {clauses.form(one) for one in clauses.governed(at, "mark", "advmod")}
        beside = clauses.word(at).relation == "advcl" and bool(clauses.governed(at, "nsubj", "nsubj:pass"))
        return beside and not opened & {"for", "to"}

    def addressed(self, at: int) -> list[int]:
        """Whom somebody turns to in order to do something: "called Lund to discuss it", "summoned him to complain"."""
        clauses = self.clauses
        word = clauses.word(at)
        if word.relation.partition(":")[0] not in {"advcl", "xcomp"} or clauses.governed(at, "nsubj", "cop"):
            return []
        if word.head == ROOT or clauses.passive(word.head) or clauses.lemma(word.head) not in listed("contacting"):
            return []
        if word.relation == "advcl" and not any(clauses.form(one) == "to" for one in clauses.governed(at, "mark")):
            return []
        found = [each for one in clauses.governed(word.head, "obj", "iobj") for each in clauses.joined(one)]
        return [one for one in found if one < at and self.classes.kind(one) in _ACTING]

    def can_be_told(self, at: int) -> bool:
        """Whether a word stands for somebody, or may: "complained about the raid" is told to others."""
        return self.classes.kind(at) in _ACTING | {UNKNOWN}

    def _is_named_place(self, at: int) -> bool:
        return self.classes.kind(at) in {PLACE, STATE} and self.cast.name(at) is not None

    def _is_concerned(self, at: int) -> bool:
        """Whether a word stands for people or a country that what is agreed to can concern."""
        kind, entity = self.classes.kind(at), self.cast.entity(at)
        if kind not in _ACTING or entity is None or self.clauses.form(at) in _OWN:
            return False
        if self.clauses.is_relative(at) or is_reflexive(self.clauses, at):
            return False
        if self.clauses.relation(at) == "amod" and entity.type == "nationality" and country(entity.name) is None:
            return False  # "the Islamic calendar"
        return self.clauses.case(at) not in {"as", "by", "during"}


def is_happening(classes: Classes, at: int) -> bool:
    """Whether a noun stands for something that happens: by its kind, or because the lexicon tells events by it."""
    return classes.kind(at) == HAPPENING or tells_event(classes.clauses.lemma(at))


def is_reflexive(clauses: Clauses, at: int) -> bool:
    """Whether a word goes back to its own subject: "themselves"."""
    return clauses.form(at).endswith(("self", "selves"))
