"""Who takes part in an event and where it takes place, from the words that stand beside its trigger.

Whoever acts is somebody: a person, a body, a country. Where a thing stands in that place, it is its owner who acts or
is acted on ("condemned the ministry's decision"), the instrument ("the missile killed two"), or nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.reading.classes import GROUP, HAPPENING, PERSON, PLACE, STATE, TIME, UNKNOWN, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.nouns import is_persons
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.trees import ROOT
from onrecord.reading.triggers import Match, has_object, tells_event
from onrecord.record import MentionKind, Span

_ACTING: Final = frozenset({PERSON, GROUP, STATE})
_WHERE: Final = frozenset(
    "in at near outside inside within on across around along off over throughout into from".split()
)
_INTO: Final = frozenset({"into", "from"})
_DEEPEST: Final = 5
_INSIDE: Final = ("nsubj", "obj", "iobj", "obl", "nmod", "nmod:poss", "compound", "amod", "xcomp", "ccomp", "conj")
_DEEPER: Final = tuple(one for one in _INSIDE if one not in {"nsubj", "ccomp"})
_AT_PLACES: Final = frozenset({"ASSAULT", "SANCTION", "AID", "COOPERATE", "RETREAT"})
"""Types of events that a place can be on the other side of."""
_AT_THINGS: Final = frozenset({"ACCUSE", "ASSAULT", "COERCE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
"""Types of events that can be aimed at what somebody has or does."""
_SOME: Final = frozenset("they them those others who their his her our my your".split())
_GOVERNED: Final = frozenset({"city", "town", "county", "province", "municipality", "borough"})
_SELVES: Final = frozenset({("we", "us"), ("i", "me")})
_ANYTHING: Final = frozenset("it this that what which something anything everything nothing".split())
_APART: Final = frozenset("about over regarding concerning after since before during because despite as".split())
"""Prepositions of nouns that what is asked for or agreed to does not concern."""
_WHEN: Final = frozenset("after since before during because despite".split())
_STANDING: Final = frozenset({"nsubj", "obj", "iobj", "root"})
_LONGEST: Final = 12
_BY_CLAUSE: Final = frozenset({"xcomp", "ccomp", "advcl"})
_WITHIN: Final = frozenset("in at near across around outside inside within".split())
_OWNED: Final = frozenset({"nmod", "compound"})
_UPWARDS: Final = frozenset({"nmod", "compound", "obj", "acl"})
"""How a noun hangs behind the person that a "who" behind it goes back to: "a man wearing a shirt who was beaten"."""
_SPANS: Final = frozenset("second minute hour day night week weekend month year decade century".split())
_OWN: Final = frozenset({"its", "their", "his", "her", "it", "they", "he", "she", "we", "our", "us"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who and what takes part, by words of the syntax.

    Attributes:
        actors: who acts, each with the word whose entity it is.
        recipients: to whom, the same.
        place: where.
        instrument: with what.
        happening: the event nouns that stand where somebody would act: "the attack killed two".
        counted: the words whose number the event tells.
    """

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    place: int | None = None
    instrument: int | None = None
    happening: tuple[int, ...] = field(default=())
    counted: tuple[int, ...] = ()


class Roles:
    """Finds the arguments of matches.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
    """

    def __init__(self, clauses: Clauses, classes: Classes) -> None:
        self.clauses = clauses
        self.classes = classes
        self.cast = classes.cast

    def of(self, match: Match) -> Arguments | None:
        """The arguments of an event; None where nobody can have done it: "the flood killed two"."""
        filled = match.filled
        agents = self._named(filled.get("actor", ()), caused=bool(match.trigger.counts))
        said = ontology().types[match.trigger.type].quad.startswith("verbal")
        actors = [one for each in agents if not (said and self._is_deed_itself(each)) for one in self._party(each)]
        happening = tuple(one for one in agents if not actors and self.is_happening(one))
        tools = [one for one in agents if self.clauses.lemma(one) in listed("instruments")]
        if match.trigger.counts and agents and not actors and not happening and not tools:
            return None
        targets = self._named(filled.get("recipient", ()))
        if any(self._is_reflexive(one) for one in targets):
            return None
        people = match.trigger.counts and "counted" not in filled
        if people and targets and not any(self._is_people(one) for one in targets):
            return None
        recipients = [one for each in targets for one in self._target(each, match.trigger.type)]
        recipients = [one for one in recipients if one not in actors]
        actors = self._unbound(match.at, actors, recipients)
        if not recipients and "recipient" not in filled:
            recipients = [one for each in self._aimed_at(match) for one in self._target(each, match.trigger.type)]
        if not recipients and "recipient" not in filled and len(actors) > 1 and self._between(match):
            actors, recipients = actors[:1], actors[1:]
        place = self._place(match, targets)
        instrument = next(iter([*filled.get("instrument", ()), *tools, *self._with(match)]), None)
        return Arguments(
            self._once(actors),
            self._once(recipients),
            place,
            instrument,
            happening,
            filled.get("counted", ()) or targets,
        )

    def _unbound(self, at: int, actors: Sequence[int], recipients: Sequence[int]) -> list[int]:
        """Who acts, without whom a pronoun acted on stands for: only "themselves" goes back to its own subject.

        Of a verb that shares its subject the one above acts then: "the clerk wrote that they had left and struck them
        off the list".
        """
        clauses = self.clauses
        pronouns = [one for one in recipients if clauses.word(one).upos == "PRON"]
        pronouns = [one for one in pronouns if clauses.word(one).relation != "nmod:poss"]  # "mocked his speech"
        bound = {self.entity(one) for one in pronouns} - {None}
        ours = any((clauses.form(one), clauses.form(each)) in _SELVES for one in actors for each in pronouns)
        if clauses.governed(at, "nsubj") or not (ours or any(self.entity(one) in bound for one in actors)):
            return list(actors)
        if ours:
            return []
        if clauses.relation(at) != "conj":
            return [one for one in actors if self.entity(one) not in bound]
        above = clauses.word(at).head
        while above != ROOT and clauses.word(above).relation not in {"ccomp", "xcomp", "advcl", "acl:relcl"}:
            above = clauses.word(above).head
        if above == ROOT or clauses.word(above).head == ROOT or clauses.word(above).relation == "acl:relcl":
            return []
        found = [each for one in clauses.subjects(clauses.word(above).head) for each in self._party(one)]
        return [one for one in found if self.entity(one) not in bound]

    def _is_deed_itself(self, at: int) -> bool:
        """Whether a noun stands for what was done, which says nothing: "the police shootings demand an answer"."""
        through = self.cast.through(at)[0]
        return self.cast.direct(through) is None and self.is_happening(through) and not self.classes.acts(through)

    def _is_reflexive(self, at: int) -> bool:
        return self.clauses.form(at).endswith(("self", "selves"))

    def _is_people(self, at: int) -> bool:
        """Whether a word stands for people, itself or by whom it leads to: "members of a ring"."""
        return self.classes.acts(at) or is_persons(self.clauses.lemma(at)) or self.clauses.lemma(at) == "member"

    def _is_deed(self, match: Match) -> bool:
        """Whether a line tells of what is done to others by its verb alone: "killed himself" tells of nothing such."""
        pattern = match.trigger.pattern
        quad = ontology().types[match.trigger.type].quad
        return quad == "material conflict" and not pattern.joined and not pattern.literals

    def affected(self, at: int, apart: Sequence[int] = (), *, at_places: bool = False) -> list[int]:
        """Whom it concerns what somebody agrees to, asks for or threatens: the people and countries in its clause.

        Of "agreed to lift sanctions against the North" the North: behind the verb of what is agreed to, nearest first.
        """
        clauses = self.clauses
        below = [one for one in clauses.governed(at, "xcomp", "ccomp", "advcl", "obl", "obj") if one > at]
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
        return clauses.lemma(above) not in listed("commenting")

    def _is_setting(self, at: int) -> bool:
        """Whether a noun beside a verb tells when, or as what somebody does it: "promised as candidates"."""
        case = self.clauses.case(at)
        return case in _WHEN or (case == "as" and self.classes.acts(at))

    def is_aside(self, at: int) -> bool:
        """Whether a clause tells what else goes on, with a subject of its own: "called for calm while they sang"."""
        clauses = self.clauses
        opened = {clauses.form(one) for one in clauses.governed(at, "mark", "advmod")}
        beside = clauses.word(at).relation == "advcl" and bool(clauses.governed(at, "nsubj", "nsubj:pass"))
        return beside and not opened & {"for", "to"}

    def _named(self, words: Sequence[int], *, caused: bool = False) -> tuple[int, ...]:
        """The words, and for a relative pronoun what it goes back to.

        What killed or hurt is the event rather than where it was: "the attack on the church that killed two".
        """
        before = {one: self._before(one) for one in words if self.clauses.is_relative(one)}
        if caused:
            before = {one: self._happening_over(found) for one, found in before.items()}
        return tuple(one if before.get(one) is None else int(before[one] or one) for one in words)

    def _happening_over(self, at: int | None) -> int | None:
        """The event that a word stands behind a preposition of, if there is one; else the word."""
        if at is None or self.clauses.relation(at) != "nmod" or self.classes.kind(at) == PERSON:
            return at
        head = self.clauses.word(at).head
        return head if self.is_happening(head) else at

    def _before(self, at: int) -> int | None:
        """What a relative pronoun goes back to; "who" behind a body to the person of it: "the clerk of X who left"."""
        clauses = self.clauses
        found = clauses.antecedent(at)
        if found is None or clauses.form(at) not in {"who", "whom"}:
            return found
        last = at - 2 if clauses.form(at - 1) == "," else at - 1
        nearest, entity = self.cast.direct(last) if last > found else None, self.cast.entity(found)
        if nearest is not None and entity is not None and nearest.type == "person" and nearest.named and entity.named:
            return last if nearest.id != entity.id else found  # "said Ana Holm of Piet Roo, who left"
        person = found
        upwards = _OWNED if self.classes.kind(found) in _ACTING else _UPWARDS
        for _ in range(_DEEPEST):
            word = clauses.word(person)
            if self.classes.kind(person) == PERSON and word.upos != "VERB":
                return person
            if word.relation.partition(":")[0] not in upwards or word.head == ROOT:
                break
            person = word.head
        return found

    def _once(self, words: Sequence[int]) -> tuple[int, ...]:
        """The words without those that stand for an entity told of before."""
        found: dict[object, int] = {}
        for word in words:
            found.setdefault(self.entity(word) or word, word)
        kept = tuple(found.values())
        spans = [self.span(one) for one in kept]
        return tuple(one for one in kept if not any(_inside(self.span(one), other) for other in spans))

    def addressed(self, at: int) -> list[int]:
        """Whom somebody turns to in order to do something: "called Lund to discuss it", "summoned him to complain"."""
        clauses = self.clauses
        word = clauses.word(at)
        if word.relation.partition(":")[0] not in {"advcl", "xcomp"} or clauses.governed(at, "nsubj"):
            return []
        if word.head == ROOT or clauses.passive(word.head) or clauses.lemma(word.head) not in listed("contacting"):
            return []
        if word.relation == "advcl" and not any(clauses.form(one) == "to" for one in clauses.governed(at, "mark")):
            return []
        found = [each for one in clauses.governed(word.head, "obj", "iobj") for each in clauses.joined(one)]
        return [one for one in found if one < at and self.classes.kind(one) in _ACTING]

    def _is_named_place(self, at: int) -> bool:
        return self.classes.kind(at) in {PLACE, STATE} and self.cast.name(at) is not None

    def _is_concerned(self, at: int) -> bool:
        """Whether a word stands for people or a country that what is agreed to can concern."""
        kind = self.classes.kind(at)
        if kind not in _ACTING or self.cast.entity(at) is None or self.clauses.form(at) in _OWN:
            return False
        if self.clauses.is_relative(at):
            return False
        return self.clauses.case(at) not in {"as", "by", "during"}

    def is_happening(self, at: int) -> bool:
        """Whether a noun stands for something that happens: by its kind, or because the lexicon tells events by it."""
        return self.classes.kind(at) == HAPPENING or tells_event(self.clauses.lemma(at))

    def _between(self, match: Match) -> bool:
        return any("between" in slot.places for slot in match.trigger.pattern.slots)

    def _party(self, at: int) -> list[int]:
        """Who acts where a word stands: itself, or whoever a thing belongs to or comes from."""
        kind = self.classes.kind(at)
        if self.clauses.lemma(at) in listed("instruments") and kind != PERSON and self.cast.direct(at) is None:
            return self._owners(at)
        if kind in _ACTING or (kind == PLACE and self._governs(at)):
            return [at]
        if kind == UNKNOWN:
            return [at] if self._is_named(at) or self._is_somebody(at, _SOME) else []
        if kind in {PLACE, TIME}:
            return []
        return self._owners(at)

    def _is_named(self, at: int) -> bool:
        """Whether a word is a name, and begins as one."""
        word = self.clauses.word(at)
        return word.upos == "PROPN" and not self.clauses.text[word.start].islower()

    def _is_somebody(self, at: int, forms: frozenset[str]) -> bool:
        """Whether a pronoun stands for somebody: one of some words, or one of which it is known whom it stands for."""
        return self.clauses.form(at) in forms or self.cast.entity(at) is not None

    def _governs(self, at: int) -> bool:
        """Whether a place that is named stands for those who govern it or live there: "Marn rejected the plan"."""
        named = self.clauses.word(at).upos == "PROPN" or self.clauses.lemma(at) in _GOVERNED
        return named and not self.clauses.case(at)

    def _target(self, at: int, kind: str) -> list[int]:
        """Whom or what an event is aimed at where a word stands: itself, or whose it is."""
        found = self.classes.kind(at)
        if found == TIME or self.clauses.lemma(at) in listed("no parties"):
            return []
        if found == UNKNOWN:
            return [] if self.clauses.form(at) in _ANYTHING and self.cast.entity(at) is None else [at]
        if found in _ACTING:
            return [at]
        owners = self._owners(at)
        if found == PLACE and not owners:
            return [at] if kind in _AT_PLACES or self.clauses.word(at).upos == "PROPN" else []
        return owners or ([at] if kind in _AT_THINGS and self.clauses.word(at).upos != "SYM" else [])

    def _aimed_at(self, match: Match) -> list[int]:
        """The object that a line names by its word, where the verb could have any object: "rejected the results"."""
        pattern = match.trigger.pattern
        kind = match.trigger.type
        if (
            pattern.sort != "verb"
            or not pattern.literals
            or kind not in _AT_THINGS
            or not has_object(kind, pattern.word)
        ):
            return []
        objects = self.clauses.governed(match.at, "obj", "nsubj:pass")
        return [one for one in objects if one in match.beside]

    def _owners(self, at: int) -> list[int]:
        """Whose a thing or place is, as far as the words beside it tell."""
        clauses = self.clauses
        owned = [
            each
            for verb in clauses.governed(at, "acl")
            if clauses.lemma(verb) in listed("owning") or clauses.lemma(verb).rstrip("e") in listed("owning")
            for each in (*clauses.governed(verb, "obj"), *clauses.behind(verb, "to"), *clauses.behind(verb, "by"))
        ]
        before = [one for one in clauses.governed(at, "compound", "amod", "nmod:desc") if one < at]
        named = [
            one
            for one in before
            if (self.cast.direct(one) is not None and clauses.is_name_like(one)) or self._is_crew(one)
        ]
        for found in (clauses.possessors(at), owned, clauses.behind(at, "by"), clauses.behind(at, "of"), named):
            acting = [one for each in found for one in clauses.joined(each) if self.classes.kind(one) in _ACTING]
            if acting:
                return acting
        return []

    def _is_crew(self, at: int) -> bool:
        """Whether a noun before a thing tells whose it is: "police van", and not "fighter jet"."""
        return self.classes.armed(at) and self.clauses.lemma(at) not in listed("kinds")

    def _with(self, match: Match) -> Iterator[int]:
        for word in match.words:
            for preposition in ("with", "by", "in", "from"):
                for one in self.clauses.behind(word, preposition):
                    if self.clauses.lemma(one) in listed("instruments") and not self.cast.direct(one):
                        yield one

    def _place(self, match: Match, targets: Sequence[int]) -> int | None:
        """Where it takes place: told in the lexicon's line, beside the trigger, what is raided, or where that lies."""
        told = match.filled.get("place", ())
        if told:
            return told[0]
        clauses = self.clauses
        for word in match.words:
            for one in clauses.governed(word, "obl", "nmod", "advmod"):
                if clauses.case(one) in _WHERE - _INTO and self._is_place(one) and not self._is_of_another(one, match):
                    return one
        if not ontology().types[match.trigger.type].quad.startswith("material"):
            return None  # "condemned the raid in Velden" does so anywhere
        sites = [one for one in targets if self.classes.kind(one) == PLACE and not self._governs(one)]
        if sites:
            return sites[0]
        for target in targets:
            for one in clauses.governed(target, "nmod"):
                if clauses.case(one) in {"in", "at", "near"} and self._is_place(one):
                    return one
        return self._in_frame(match)

    def _is_of_another(self, place: int, match: Match) -> bool:
        """Whether a place stands right behind another event that a verb of saying is about: "condemned raids in X"."""
        clauses = self.clauses
        said = ontology().types[match.trigger.type].quad.startswith("verbal")
        between = (one for one in clauses.between(match.at, place) if one not in match.words)
        if any(said or clauses.is_tensed(one) or clauses.governed(one, "nsubj") for one in between):
            return True  # "invited them to see the hall in Velden" does so anywhere
        if not said:
            return False
        before = min([place, *clauses.governed(place, "case", "det", "amod", "compound")]) - 1
        return (
            before > match.at
            and before not in match.words
            and clauses.word(before).upos == "NOUN"
            and (tells_event(clauses.lemma(before)))
        )

    def _in_frame(self, match: Match) -> int | None:
        """The place of the event that it is told to be part of: "hurt during the clashes at the camp"."""
        clauses = self.clauses
        for word in match.words:
            for frame in clauses.governed(word, "obl"):
                if clauses.case(frame) in listed("frame") and self.classes.kind(frame) not in {PERSON, GROUP, STATE}:
                    for one in clauses.governed(frame, "nmod", "obl"):
                        if clauses.case(one) in _WHERE - _INTO and self._is_place(one):
                            return one
        return None

    def _is_place(self, at: int) -> bool:
        if self.clauses.lemma(at) in listed("body") or self.clauses.lemma(at) in _SPANS:
            return False
        kind = self.classes.kind(at)
        if kind == PLACE:
            return True
        return kind == STATE and self.clauses.word(at).upos == "PROPN"

    def span(self, at: int) -> Span:
        """The words for somebody or something: the mention a word heads, without the clause behind it."""
        clauses = self.clauses
        mention = self.classes.mentions.get(at)
        name = self.cast.name(at)
        if name is not None and (mention is None or clauses.word(at).relation in {"compound", "amod", "nmod:desc"}):
            return Span(name.start, name.end)
        left = clauses.left(at)
        start, end = clauses.word(left).start, clauses.word(at).end
        if mention is None or mention.kind is MentionKind.PRONOUN:
            return Span(start, end)
        behind = clauses.governed(at, "acl", "appos", "parataxis", "punct")
        cuts = [self._first(one, at) for one in behind if one > at]
        last = min((clauses.word(cut - 1).end for cut in cuts if cut > at), default=mention.end)
        above = clauses.word(at).head
        if at < above and clauses.predicates[above] and clauses.word(above).end <= last:
            last = end  # what has the verb in it that it hangs on is no noun's
        first = start if self._takes_another(mention.start, left) else mention.start
        return Span(first, max(min(mention.end, last), end))

    def _takes_another(self, start: int, left: int) -> bool:
        """Whether a mention that begins before a noun's own words has in it another noun of the noun's verb."""
        clauses = self.clauses
        before = [one for one in range(max(0, left - _LONGEST), left) if clauses.word(one).start >= start]
        return any(clauses.word(one).relation in _STANDING and clauses.word(one).head not in before for one in before)

    def _first(self, at: int, after: int) -> int:
        """The first word behind another of all that hangs from a word."""
        return min([at, *(self._first(one, after) for one in self.clauses.children[at] if after < one < at)])

    def entity(self, at: int) -> str | None:
        """The id of the entity that a word stands for; of "dozens of protesters" the protesters."""
        found = self.cast.entity(self.cast.through(at)[0]) or self.cast.entity(at)
        return found.id if found is not None else None

    def root(self, at: int) -> int:
        """The word at the top of a word's sentence."""
        top = at
        while self.clauses.word(top).head != ROOT:
            top = self.clauses.word(top).head
        return top


def _inside(one: Span, other: Span) -> bool:
    """Whether some words are part of others."""
    return other.start <= one.start and one.end <= other.end and one != other
