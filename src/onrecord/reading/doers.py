"""Who does what a verb tells, where the syntax only tells where its subject stands.

Of a clause that stands by a noun it is the noun, whose that is, or who made it; of one that shares a subject which can
do nothing, the subject above.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from onrecord.reading.classes import PERSON, PLACE, STATE, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.control import is_said_of, shares_nothing
from onrecord.reading.light_verbs import DOING, light_verb, stems
from onrecord.reading.nouns import is_persons
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.trees import ROOT

_WARS: Final = frozenset({"war"})
_KNOWN: Final = frozenset({"the", "this", "that", "these", "those"})


@cache
def _requests() -> frozenset[str]:
    """The nouns for asking, behind which an infinitive tells what others are to do: "their call to leave"."""
    triggers = ontology().types["REQUEST"].triggers
    return frozenset(one.pattern.word for one in triggers if one.pattern.sort == "noun")


@cache
def reacting() -> frozenset[str]:
    """Verbs for what is done about something that others made: finding fault with it, refusing or receiving it."""
    types = (ontology().types[kind] for kind in ("ACCUSE", "REJECT"))
    patterns = [one.pattern for kind in types for one in kind.triggers]
    against = {one.word for one in patterns if one.sort == "verb" and not (one.literals or one.joined or one.clause)}
    return frozenset(against - listed("doing")) | listed("receiving")


class Doers:
    """Finds who acts.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
    """

    def __init__(self, clauses: Clauses, classes: Classes) -> None:
        self.clauses = clauses
        self.classes = classes
        self.cast = classes.cast

    def of(self, at: int) -> list[int]:
        """Who does what a verb tells.

        Of one that stands by a noun it is the noun, whose that is, or who made it: "Lund's plan to go", "she sent a
        letter urging him to go".
        """
        clauses = self.clauses
        found = clauses.subjects(at)
        word = clauses.word(at)
        if clauses.governed(at, "nsubj") or word.head == ROOT:
            return found
        if clauses.is_infinitive(at) and clauses.is_tensed(at):
            return []  # "was only to mock him"
        acting = any(self.classes.acts(one) or self._are_people(one) for one in found)
        if word.relation in {"advcl", "xcomp", "conj"} and not acting:
            return self._sharing(at) or found
        return self._by_noun(at, found) if word.relation == "acl" else found

    def _are_people(self, at: int) -> bool:
        """Whether a noun is a word for people, whatever stands behind its "of"."""
        return is_persons(self.clauses.lemma(at)) or self.clauses.lemma(at) == "people"

    def _by_noun(self, at: int, found: list[int]) -> list[int]:
        """Who does what a clause tells that stands by a noun, those found by the syntax if nobody else."""
        clauses = self.clauses
        word = clauses.word(at)
        if word.xpos == "VBG" and "for" in {clauses.form(one) for one in clauses.governed(at, "mark", "case")}:
            return self._blamed(word.head)
        if clauses.lemma(word.head) in _requests():
            asked_of = (clauses.behind(word.head, preposition) for preposition in ("on", "upon", "to", "for"))
            return next((one for one in asked_of if any(self.classes.acts(each) for each in one)), [])
        if is_said_of(clauses, at):
            return found
        noun = clauses.joined(word.head)
        owners = clauses.possessors(word.head) or self.named_before(word.head)
        owners = [each for one in owners for each in clauses.joined(one)]
        for group in (noun, self._right_before(at), owners, clauses.behind(word.head, "by"), self._giving(at)):
            if any(self.classes.acts(one) for one in group):
                return group
        return found

    def _right_before(self, at: int) -> list[int]:
        """Of whom a noun is, right before a gerund that was hung on it: "the tale of a clerk selling the mill"."""
        clauses = self.clauses
        word = clauses.word(at)
        if word.xpos != "VBG" or clauses.governed(at, "mark", "case"):
            return []
        first = min([at, *clauses.governed(at, "advmod")])
        behind = [
            one
            for one in clauses.governed(word.head, "nmod")
            if one < first and clauses.case(one) in {"", "of", "from"}
        ]
        behind = [one for one in behind if clauses.word(one).relation == "nmod"]
        last = max((each for one in behind for each in (one, *clauses.governed(one, "flat"))), default=-1)
        return behind[-1:] if last == first - 1 else []

    def _giving(self, at: int) -> list[int]:
        """Who makes or has the noun that a clause stands by: "she sent a letter urging him to go", "has a plan to go".

        Of a noun that is known, an infinitive tells nothing about who speaks of it: "criticised the decision to go".
        """
        clauses = self.clauses
        noun = clauses.word(at).head
        holder = clauses.word(noun)
        light = light_verb(clauses, noun)
        if holder.relation != "obj" and light is not None and light[1] == DOING and not clauses.passive(light[0]):
            return clauses.subjects(light[0])  # "gave five million crowns in aid to support the families"
        if holder.relation != "obj" or clauses.passive(holder.head):
            return []
        if not reacting().isdisjoint(stems(clauses.lemma(holder.head), clauses.form(holder.head))):
            return []  # "rejected a letter urging him to go"
        known = any(clauses.form(one) in _KNOWN for one in clauses.governed(noun, "det"))
        if (
            (known or clauses.governed(noun, "compound"))
            and clauses.is_infinitive(at)
            and not light_verb(clauses, noun)
        ):
            return []
        given = clauses.governed(holder.head, "iobj") if clauses.is_infinitive(at) else []
        if given:  # "gave them a chance to see the hall"
            return [each for one in given for each in clauses.joined(one)]
        return clauses.subjects(holder.head)

    def _sharing(self, at: int) -> list[int]:
        """Who does what a verb tells that shares its subject with one whose object or noun does nothing.

        "Filed a suit challenging the law"; "used a visit to ask"; "has ways to find out, by asking the clerk".
        """
        clauses = self.clauses
        word = clauses.word(at)
        if shares_nothing(clauses, at):
            return []
        if clauses.word(word.head).relation == "acl":
            return self.of(word.head)
        if word.xpos == "VBG" and "for" in {clauses.form(one) for one in clauses.governed(at, "mark", "case")}:
            told = [one for preposition in ("to", "on") for one in clauses.behind(word.head, preposition)]
            return [each for one in told[:1] for each in clauses.joined(one)]  # "gave credit to them for speaking"
        shared = word.relation == "xcomp" and not clauses.passive(word.head)
        if shared and clauses.is_infinitive(at):  # "hailed the town's vote to leave" has the town leave
            objects = [one for one in clauses.governed(word.head, "obj") if word.head < one < at]
            owners = [each for one in objects for own in clauses.possessors(one) for each in clauses.joined(own)]
            if any(self.classes.acts(one) for one in owners):
                return owners
        return clauses.subjects(word.head) if shared else []

    def _blamed(self, noun: int) -> list[int]:
        """Of whom a gerund behind "for" and a noun tells: "held her in contempt for refusing to go"."""
        clauses = self.clauses
        verb = next((one for one in clauses.above(noun) if clauses.word(one).upos == "VERB"), None)
        if verb is None:
            return []
        return clauses.governed(verb, "nsubj:pass") or clauses.objects(verb)

    def agents(self, at: int) -> list[int]:
        """Who does what a passive tells: "asked by police to leave", "asked to leave by police"."""
        clauses = self.clauses
        found = [each for one in clauses.behind(at, "by") for each in clauses.joined(one)]
        if not found:  # "asked to leave by police"
            below = [one for one in clauses.governed(at, "xcomp") if not clauses.passive(one)]
            found = [each for one in below for each in clauses.behind(one, "by") if self.classes.acts(each)]
        word = clauses.word(at)
        if not found and word.relation == "conj" and word.head != ROOT and not clauses.governed(at, "nsubj"):
            return [each for one in clauses.behind(word.head, "by") for each in clauses.joined(one)]
        return found

    def named_before(self, at: int) -> list[int]:
        """The names and callings right before a noun: "police raid", "an Albanian police raid"."""
        clauses = self.clauses
        before = [one for one in clauses.governed(at, "compound", "amod", "nmod:desc") if one < at]
        if clauses.lemma(at) in _WARS:  # "the Afghan war" was not Afghans' alone
            before = [one for one in before if clauses.word(one).upos != "ADJ" and self.classes.kind(one) != STATE]
        nouns = {one for one in before if clauses.word(one).upos in {"NOUN", "PROPN"}}
        before = [one for one in before if not self._is_site(one) and clauses.lemma(one) not in listed("kinds")]
        named = [one for one in before if self.cast.direct(one) and self.clauses.is_name_like(one)]
        return sorted({*named, *(one for one in before if one in nouns and self.classes.armed(one))})[-1:]

    def is_persons_name(self, at: int) -> bool:
        """Whether a word is the name of somebody."""
        return self.clauses.word(at).upos == "PROPN" and self.classes.kind(at) == PERSON

    def _is_site(self, at: int) -> bool:
        """Whether a name before a noun only tells where or about what: "the Velden summit", "the Marn war"."""
        entity = self.cast.entity(at)
        if entity is None or self.clauses.word(at).upos != "PROPN":
            return False
        kind = self.classes.kind(at)
        written = self.clauses.text[self.clauses.word(at).start : self.clauses.word(at).end]
        country = kind == STATE and not written.replace(".", "").isupper() and self.clauses.word(at).xpos != "JJ"
        return entity.type == "event" or country or (entity.type == "place" and kind == PLACE)
