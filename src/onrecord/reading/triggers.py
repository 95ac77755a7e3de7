"""The words that tell an event, matched against the lexicon of `plover/`: verbs, nouns, and nouns behind light verbs.

A line of the lexicon fits a word if all it asks for stands beside it in the syntax: in the active or the passive, in a
relative clause or participle, shared with a verb it is joined to. Of the lines that fit, the one that asks for most is
taken. A noun that tells an event takes who acts from its own words ("the raid by police", "their raid") and from a
light verb that it is the object of ("police carried out a raid"; "the camp came under attack").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from onrecord.reading.acts import regular_forms
from onrecord.reading.classes import TIME, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.doers import Doers
from onrecord.reading.light_verbs import DOING, UNDERGOING, light_verb, stems
from onrecord.reading.plover.notation import OBJECT, OWNER, SECOND, SUBJECT, Literal, Pattern, Slot
from onrecord.reading.plover.ontology import Trigger, ontology
from onrecord.reading.trees import ROOT
from onrecord.reading.wordlists import words

_AGAINST: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_IN: Final = frozenset({"in", "at", "near", "outside"})
_DEEDS: Final = "material conflict"
"""The quad class of what is done to somebody."""
_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class Match:
    """A word that tells an event.

    Attributes:
        at: the word.
        trigger: the line of the lexicon that fits best.
        filled: the words that stand for each role, by the values of `notation.ROLES`.
        beside: the words that the line asks for, and a light verb.
        light: the light verb of a noun, or None.
    """

    at: int
    trigger: Trigger
    filled: Mapping[str, tuple[int, ...]]
    beside: tuple[int, ...] = ()
    light: int | None = None

    @property
    def words(self) -> tuple[int, ...]:
        """The words whose circumstances are the event's."""
        return (self.at, *self.beside)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the lexicon, and the words it asks for: of each set, its sentence must have one, by form or lemma."""

    trigger: Trigger
    needs: tuple[frozenset[str], ...]

    def can_fit(self, told: frozenset[str]) -> bool:
        """Whether a sentence with some words has those that the line asks for, wherever they stand."""
        return not any(map(told.isdisjoint, self.needs))


def _line(trigger: Trigger) -> _Line:
    particles = (frozenset({word}) for word in trigger.pattern.joined.split())
    literals = (frozenset(word.rpartition(" ")[2] for word in one.words) for one in trigger.pattern.literals)
    return _Line(trigger, (*particles, *literals))


@cache
def _by_form() -> Mapping[tuple[str, str], tuple[_Line, ...]]:
    """The lexicon by sort and form: lemmas, and the regular forms, since a lemma may be guessed wrong."""
    irregular = {first: tuple(rest) for first, *rest in map(str.split, words("irregular_verbs.txt", "forms"))}
    found: dict[tuple[str, str], list[_Line]] = {}
    for word, triggers in ontology().by_word.items():
        for trigger in triggers:
            line, sort = _line(trigger), trigger.pattern.sort
            forms = (*regular_forms(word, past=True), *irregular.get(word, ())) if sort == "verb" else _plurals(word)
            for form in dict.fromkeys((word, *forms)):
                found.setdefault((sort, form), []).append(line)
    return {key: tuple(lines) for key, lines in found.items()}


@lru_cache(maxsize=_REMEMBERED)
def _lines(sort: str, lemma: str, form: str) -> tuple[_Line, ...]:
    """The lines that the lexicon has for a word."""
    known = _by_form()
    lines = dict.fromkeys(line for key in dict.fromkeys((lemma, form)) for line in known.get((sort, key), ()))
    stem = form.removesuffix("ing").removesuffix("ed")
    if sort == "noun" and form.endswith("ing"):  # "have people calling" is no call, though it was taken for a noun
        return tuple(line for line in lines if line.trigger.pattern.word.endswith("ing"))
    if (sort, f"{stem}e") in known:  # "raped" is of "rape" and not of "rap", whatever its lemma is taken for
        return tuple(line for line in lines if line.trigger.pattern.word != stem)
    return tuple(lines)


def tells_event(noun: str) -> bool:
    """Whether the lexicon has lines for a noun."""
    return ("noun", noun) in _by_form()


def _plurals(noun: str) -> tuple[str, ...]:
    return (f"{noun}s", f"{noun}es", f"{noun[:-1]}ies") if noun.endswith("y") else (f"{noun}s", f"{noun}es")


@cache
def has_object(kind: str, word: str) -> bool:
    """Whether a line of a type lets a verb have any object for its recipient."""
    return any(
        trigger.type == kind and not trigger.pattern.literals and not trigger.pattern.joined
        for trigger in ontology().by_word.get(word, ())
        for slot in trigger.pattern.slots
        if slot.role == "recipient" and slot.places == (OBJECT,)
    )


_SORTS: Final = {"VERB": "verb", "NOUN": "noun"}


def _without_first(trigger: Trigger) -> Trigger:
    """A line with "be" without the word that is said of somebody, which the line is then matched from."""
    return replace(trigger, pattern=replace(trigger.pattern, literals=trigger.pattern.literals[1:]))


class Triggers:
    """The words of a text that tell events.

    Args:
        clauses: its syntax.
        classes: what kind of thing its words stand for.
    """

    def __init__(self, clauses: Clauses, classes: Classes) -> None:
        self.clauses = clauses
        self.classes = classes
        self.cast = classes.cast
        self.doers = Doers(clauses, classes)

    def found(self) -> Iterator[list[Match]]:
        """The lines that fit each word that tells an event, those that ask for most first, word by word."""
        for first, last in self.clauses.parse.sentences:
            yield from self._found(range(first, last))

    def _found(self, sentence: range) -> Iterator[list[Match]]:
        clauses = self.clauses
        told = frozenset(word for at in sentence for word in (clauses.lemma(at), clauses.form(at)))
        for at in sentence:
            word = clauses.word(at)
            sort = "verb" if self._is_taken_for_adjective(at) else _SORTS.get(word.upos)
            if clauses.governed(at, "cop", "aux:pass"):
                matches = self._being(at, told)
                if matches:
                    yield matches
                    continue
            if sort is None or self._is_modifier(at) or self.cast.name(at) is not None:
                continue
            matches = self._fitting(at, sort, told)
            if self._is_before_noun(at):
                matches = [one for one in matches if ontology().types[one.trigger.type].quad == _DEEDS]
            if matches and not self._is_idiom(at):
                yield matches

    def _being(self, at: int, told: frozenset[str]) -> list[Match]:
        """The lines with "be" that fit a word with a copula: "is critical of the plan", "was in favour of it"."""
        fitting = [
            match
            for line in _by_form().get(("verb", "be"), ())
            if line.trigger.pattern.literals
            and line.can_fit(told)
            and self._is_said_of(at, line.trigger.pattern.literals[0])
            and (match := self._fit(at, _without_first(line.trigger))) is not None
        ]
        fitting.sort(key=lambda match: -asked(match))
        copula = self.clauses.governed(at, "cop", "aux:pass")
        return [replace(one, beside=(*copula, *one.beside)) for one in fitting]

    def _is_said_of(self, at: int, literal: Literal) -> bool:
        if literal.preposition != self.clauses.case(at):
            return False
        return any(self._is_word(at, word) for word in literal.words)

    def _is_taken_for_adjective(self, at: int) -> bool:
        """Whether a past tense was taken for an adjective: nothing else that ends so has an object."""
        clauses = self.clauses
        return clauses.word(at).upos == "ADJ" and clauses.form(at).endswith("ed") and bool(clauses.governed(at, "obj"))

    def _is_modifier(self, at: int) -> bool:
        """Whether a word only tells what kind of thing another is: "an attack helicopter", "striking workers"."""
        word = self.clauses.word(at)
        relation = word.relation.partition(":")[0]
        return relation == "compound" or (relation == "amod" and word.xpos in {"VBG", "NN"})

    def _is_before_noun(self, at: int) -> bool:
        """Whether a participle stands before the noun it belongs to: "funded schools" are so always, of no deed told.

        What was done to people is told so all the same: "the murdered clerk".
        """
        word = self.clauses.word(at)
        return word.relation.partition(":")[0] == "amod" and word.xpos == "VBN" and at < word.head

    def _is_idiom(self, at: int) -> bool:
        """Whether a noun is part of a set phrase that tells no event: "in charge", "news conference"."""
        clauses = self.clauses
        word = clauses.word(at)
        if word.upos != "NOUN":
            return False
        verb = clauses.lemma(word.head) if word.head != ROOT and word.relation == "obj" else ""
        bare = not clauses.governed(at, "det", "nmod:poss")
        return any(
            f"{before} {form}" in listed("idioms")
            for before in (*([clauses.case(at)] if bare else []), verb, *self._before(at))
            for form in (clauses.form(at), clauses.lemma(at))
        )

    def _before(self, at: int) -> Iterator[str]:
        """The nouns that tell what kind of thing a noun stands for."""
        return (self.clauses.lemma(one) for one in self.clauses.governed(at, "compound") if one < at)

    def _fitting(self, at: int, sort: str, told: frozenset[str]) -> list[Match]:
        lines = _lines(sort, self.clauses.lemma(at), self.clauses.form(at))
        possible = (line.trigger for line in lines if line.can_fit(told))
        fitting = [match for trigger in possible if (match := self._fit(at, trigger)) is not None]
        fitting.sort(key=lambda match: -asked(match))
        return fitting

    def _fit(self, at: int, trigger: Trigger) -> Match | None:
        pattern = trigger.pattern
        beside = self._literals(at, pattern)
        if beside is None or not self._has_clause(at, pattern.clause) or self._has_too_much(at, pattern, beside):
            return None
        light = light_verb(self.clauses, at) if pattern.sort == "noun" else None
        filled: dict[str, tuple[int, ...]] = {}
        for slot in pattern.slots:
            found = self._at_slot(at, slot, trigger, beside, light)
            if pattern.clause == "infinitive" and slot.role == "recipient" and slot.places == (OBJECT,):
                found = [one for one in found if not self._is_behind(one, at)]
            fit = tuple(one for one in found if self.classes.is_a(one, slot.kind))
            if not fit and self._is_missed(slot, pattern, found):
                return None
            if fit:
                filled[slot.role] = tuple(dict.fromkeys((*filled.get(slot.role, ()), *fit)))
        if light is not None:
            beside = [*beside, light[0]]
        return Match(at, trigger, filled, tuple(beside), light[0] if light is not None else None)

    def _is_behind(self, at: int, verb: int) -> bool:
        """Whether a word stands behind the "to" of a verb's infinitive: "wants to be president"."""
        below = self.clauses.governed(verb, "xcomp", "ccomp", "advcl")
        marks = [mark for one in below for mark in self.clauses.governed(one, "mark")]
        return any(verb < mark < at for mark in marks[:1] if self.clauses.form(mark) == "to")

    def _is_missed(self, slot: Slot, pattern: Pattern, words: Sequence[int]) -> bool:
        """Whether a place that is not filled makes a line unfit: who acts may always be left out."""
        if slot.role == "actor":
            return slot.kind is not None
        if pattern.sort == "noun":
            return bool(words) and slot.needed
        return slot.needed

    def _has_too_much(self, at: int, pattern: Pattern, beside: Sequence[int]) -> bool:
        """Whether a verb has an object, clause or predicate that a line has no place for.

        "Demonstrated that it was safe" is no demonstration, "broke a window with them" no break with them, "called her
        a guest" no call.
        """
        if pattern.sort != "verb" or pattern.clause not in {None, "infinitive"} or pattern.joined:
            return False
        clauses = self.clauses
        objects = [one for one in clauses.governed(at, "obj") if one not in beside and self.classes.kind(one) != TIME]
        if not any({OBJECT, SECOND} & set(slot.places) for slot in pattern.slots):
            counting = [one for one in objects if clauses.word(one).upos == "NUM"]
            clause = pattern.clause is None and clauses.governed(at, "ccomp")
            return not pattern.literals and bool(objects[len(counting) :] or clause)
        named = [one for one in clauses.governed(at, "xcomp") if clauses.word(one).upos not in {"VERB", "AUX"}]
        return clauses.lemma(at) in listed("naming") and not beside and bool(named or len(objects) > 1)

    # What has to stand beside a word

    def _literals(self, at: int, pattern: Pattern) -> list[int] | None:
        """The words that a line asks for; None where one is missing."""
        found: list[int] = []
        clauses = self.clauses
        if pattern.joined and pattern.sort == "noun":
            before = [one for one in clauses.governed(at, "compound", "amod", "nmod:poss", "punct") if one < at]
            named = {form for one in before for form in (clauses.lemma(one), clauses.form(one))}
            return found if {*pattern.joined.split()} <= named and not pattern.literals else None
        for particle in pattern.joined.split():
            place = self._particle(at, particle)
            if place is None:
                return None
            found.append(place)
        for literal in pattern.literals:
            place = self._literal(at, literal, found, pattern.clause)
            if place is None:
                return None
            found.append(place)
        return found

    def _particle(self, at: int, particle: str) -> int | None:
        clauses = self.clauses
        for one in clauses.children[at]:
            if clauses.form(one) == particle and clauses.word(one).upos in {"ADP", "ADV", "PART"}:
                return one
        behind = [child for one in clauses.governed(at, "obl") for child in clauses.governed(one, "case")]
        return next((one for one in behind if one == at + 1 and clauses.form(one) == particle), None)

    def _literal(self, at: int, literal: Literal, beside: Sequence[int], clause: str | None) -> int | None:
        clauses = self.clauses
        if literal.preposition:
            holders = (at, *clauses.governed(at, "obj"), *beside)
            places = [one for each in holders for one in clauses.behind(each, literal.preposition)]
        else:
            places = clauses.governed(at, "obj", "xcomp", "advmod", "obl", "nsubj:pass", "iobj", "ccomp", "amod")
            places = [one for one in places if self.classes.kind(one) != TIME]
            if clause is None:  # "urge release" asks for a noun, "force them to flee" for a verb
                places = [one for one in places if not self.clauses.is_infinitive(one)]
            places = [one for one in places if not self._is_told(one) and not self._is_away(one)]
            places += self._patient_of_participle(at)
        for one in places:
            for word in literal.words:
                if self._is_word(one, word):
                    return one
        return None

    def _is_away(self, at: int) -> bool:
        """Whether a noun stands behind a preposition: "on the other hand, they offered" offers no hand."""
        case = self.clauses.case(at)
        return self.clauses.word(at).relation.partition(":")[0] == "obl" and case not in {"", "for", "of", "to"}

    def _is_told(self, at: int) -> bool:
        """Whether a word is the verb of a clause of its own: "show that they supported it" shows no support."""
        return self.clauses.word(at).upos == "VERB" and bool(self.clauses.governed(at, "nsubj", "aux"))

    def _patient_of_participle(self, at: int) -> list[int]:
        clauses = self.clauses
        word = clauses.word(at)
        participle = word.xpos == "VBN" and word.relation.partition(":")[0] in {"acl", "amod"}
        return [word.head] if participle and not clauses.governed(at, "aux", "nsubj") else []

    def _is_word(self, at: int, word: str) -> bool:
        clauses = self.clauses
        before, _, last = word.rpartition(" ")
        if last not in {clauses.lemma(at), clauses.form(at)}:
            return False
        return not before or (at > 0 and before.split()[-1] in {clauses.lemma(at - 1), clauses.form(at - 1)})

    def _has_clause(self, at: int, clause: str | None) -> bool:
        if clause is None:
            return True
        clauses = self.clauses
        below = clauses.governed(at, "xcomp", "ccomp", "advcl", "acl")
        if clause == "infinitive":
            marks = [mark for one in below for mark in clauses.governed(one, "mark") if clauses.lemma(mark) == "to"]
            return any(at < mark and not self._is_quoted(at, mark) for mark in marks)
        if clause == "gerund":
            return any(clauses.word(one).xpos == "VBG" for one in (*below, *clauses.governed(at, "obl", "obj")))
        told = [one for one in clauses.governed(at, "ccomp") if not self._is_asked(one)]
        return any(self._is_to_be_done(one) for one in told) if clause == "mandative" else bool(told)

    def _is_quoted(self, at: int, mark: int) -> bool:
        """Whether a quotation begins between a verb and a "to" that was hung on it."""
        return any(self.clauses.form(one) in {'"', "“", "„", "«"} for one in range(at + 1, mark - 1))

    def _is_asked(self, at: int) -> bool:
        """Whether a clause is a question: "asked whether he knew", "asked who did it", "“Who knew?” he asked"."""
        clauses = self.clauses
        if any(clauses.form(mark) in {"whether", "if"} for mark in clauses.governed(at, "mark")):
            return True
        if any(clauses.form(one).startswith("?") for one in clauses.governed(at, "punct")):
            return True
        first = min([at, *clauses.children[at]])
        return clauses.word(first).xpos in {"WP", "WRB", "WDT", "WP$"} or clauses.form(first) in {"who", "how"}

    def _is_to_be_done(self, at: int) -> bool:
        """Whether a clause says what is to be done: "insisted that he leave", not "insisted that he had left"."""
        clauses = self.clauses
        helpers = clauses.governed(at, "aux", "aux:pass", "cop")
        forms = {clauses.form(one) for one in helpers}
        if forms & {"should", "must"} or ("be" in forms and not any(clauses.word(one).xpos == "MD" for one in helpers)):
            return True
        return not helpers and (clauses.word(at).xpos in {"VB", "VBP"} or clauses.form(at) == clauses.lemma(at))

    # Who stands where

    def _at_slot(
        self, at: int, slot: Slot, trigger: Trigger, beside: Sequence[int], light: tuple[int, str] | None
    ) -> list[int]:
        pattern = trigger.pattern
        found: list[int] = []
        for place in sorted(slot.places, key=lambda place: place == OWNER):
            if pattern.sort == "noun" and not (place == OWNER and found):
                found += self._of_noun(at, place, light)
            elif pattern.word == "be" and place == SUBJECT:
                found += self.clauses.subjects(at)
            elif pattern.sort != "noun":
                found += self._of_verb(at, place, beside)
        if pattern.sort == "noun":
            if slot.role == "actor" and self._are_own(found):
                doers = self._doers(light, DOING)
                found = doers if any(self.classes.acts(one) for one in doers) else found
            found = found or self._around_noun(at, slot, trigger, light)
        apart = [one for one in dict.fromkeys(found) if one not in beside and one != at]
        if not apart and slot.needed and slot.places == (OBJECT,):
            # "expelled two diplomats", who are asked for by name
            objects = self.clauses.governed(at, "obj", "nsubj:pass")
            apart = [one for one in objects if one in beside and self.classes.acts(one)]
        return apart

    def _of_verb(self, at: int, place: str, beside: Sequence[int]) -> list[int]:
        clauses = self.clauses
        passive = clauses.passive(at)
        if place == SUBJECT:
            return self.doers.agents(at) if passive else [one for one in self.doers.of(at) if one not in beside]
        patients = [*clauses.governed(at, "iobj"), *(clauses.subjects(at) if passive else clauses.objects(at))]
        if passive and not patients and self._is_before_noun(at):
            patients = [clauses.word(at).head]
        patients = [each for one in patients if one not in beside for each in clauses.joined(one)]
        if place == OBJECT:
            return patients or ([] if passive else self._objects_shared(at, beside))
        if place == SECOND:
            second = clauses.governed(at, "obj", "obl:unmarked", "xcomp")
            return [one for one in second if one not in patients[:1] and one not in beside]
        if place == OWNER:
            owners = [one for each in (*beside, *patients[:1]) for one in clauses.possessors(each)]
            owners = owners or [one for each in beside for one in self.doers.named_before(each)]
            return [each for one in owners for each in clauses.joined(one)]
        told = [
            one for each in beside for one in clauses.governed(each, "acl") if not clauses.is_infinitive(one)
        ]  # "lifted the sanctions imposed on X"
        holders = (at, *beside, *patients[:1], *told)
        found = next((behind for one in holders if (behind := clauses.behind(one, place))), [])
        return [each for one in found for each in clauses.joined(one)]

    def _objects_shared(self, at: int, beside: Sequence[int]) -> list[int]:
        """The object of the last of several joined verbs: "stormed and searched the hall"."""
        clauses = self.clauses
        joined = [one for one in clauses.governed(at, "conj") if clauses.word(one).upos == "VERB"]
        if len(joined) != 1 or beside or clauses.governed(joined[0], "nsubj") or clauses.governed(at, "obl"):
            return []
        apart = {clauses.form(one) for one in clauses.governed(joined[0], "punct", "cc")}
        objects = clauses.objects(joined[0])
        if not any(self.classes.acts(one) or self.classes.is_a(one, "place") for one in objects):
            return []  # "cheered and waved signs"
        return objects if joined[0] <= at + 2 and "," not in apart else []

    def _of_noun(self, at: int, place: str, light: tuple[int, str] | None) -> list[int]:
        clauses = self.clauses
        if place == OWNER:
            return [each for one in clauses.possessors(at) for each in clauses.joined(one)]
        holders = [at, *([light[0]] if light is not None else [])]
        found = next((behind for one in holders if (behind := clauses.behind(one, place))), [])
        if not found and place == "by":  # "the shooting in Velden by two men": what is by somebody is no place
            sites = [one for one in clauses.governed(at, "nmod") if self.classes.is_a(one, "place")]
            sites = [
                each for one in sites if clauses.case(one) in _IN for each in (one, *clauses.governed(one, "appos"))
            ]
            found = [each for one in sites for each in clauses.behind(one, "by") if self.classes.acts(each)]
        return [each for one in found for each in clauses.joined(one)]

    def _around_noun(self, at: int, slot: Slot, trigger: Trigger, light: tuple[int, str] | None) -> list[int]:
        """Who acts by a noun's other words: "Norlandic raids", "their raid", "staged a raid"; whom by a light verb."""
        owned = any(
            OWNER in one.places and not any(self._of_noun(at, place, None) for place in one.places if place != OWNER)
            for one in trigger.pattern.slots
            if one.role != slot.role
        )
        if slot.role == "actor":
            found = [] if owned else self.clauses.possessors(at)
            doers, named = self._doers(light, DOING), self.doers.named_before(at)
            if light is not None and trigger.type in _AGAINST and self._ends(light[0]):
                doers = []  # "a group for ending violence"
            if trigger.type in _AGAINST or trigger.mode == "investigate":  # "the Orr inquiry" is into Orr
                named = [one for one in named if not self.doers.is_persons_name(one)]
            first = doers if any(self.classes.acts(one) for one in doers) else named
            found = found or first or doers
            return [each for one in found for each in self.clauses.joined(one)]
        return self._doers(light, UNDERGOING) if slot.role == "recipient" else []

    def _ends(self, verb: int) -> bool:
        """Whether a light verb tells that something ended, which is not the doing of those who did it."""
        return not listed("ending").isdisjoint(stems(self.clauses.lemma(verb), self.clauses.form(verb)))

    def _are_own(self, words: Sequence[int]) -> bool:
        """Whether owners are pronouns that go back to the subject: "*they* made *their* donations"."""
        return bool(words) and all(self.clauses.word(one).xpos == "PRP$" for one in words)

    def _doers(self, light: tuple[int, str] | None, sort: str) -> list[int]:
        if light is None or light[1] != sort:
            return []
        return self.doers.agents(light[0]) if self.clauses.passive(light[0]) else self.clauses.subjects(light[0])


_NARROWNESS: Final = {"police": 1.5}
"""What a class counts that is asked for: police are armed, and fewer."""


def asked(match: Match) -> float:
    """How much the line of a match asks for that is there."""
    pattern = match.trigger.pattern
    kinds = [slot.kind for slot in pattern.slots if slot.kind is not None and slot.role in match.filled]
    narrow = sum(_NARROWNESS.get(kind, 1.0) for kind in kinds)
    literal = 3 * (len(pattern.literals) + bool(pattern.joined)) + 2 * (pattern.clause is not None)
    return literal + narrow + len(match.filled) + 0.5 * (match.trigger.mode is not None) - 2 * match.trigger.weak
