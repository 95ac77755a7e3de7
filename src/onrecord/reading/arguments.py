"""Who takes part in an event and where it takes place, from the words that stand beside its trigger.

Whoever acts is somebody: a person, a body, a country. Where a thing stands in that place, it is its owner who acts or
is acted on ("condemned the ministry's decision"), the instrument ("the missile killed two"), or nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.reading.classes import GROUP, PERSON, PLACE, STATE, TIME, UNKNOWN, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.concerned import is_happening, is_reflexive
from onrecord.reading.control import NOMINAL
from onrecord.reading.nouns import is_persons
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.trees import ROOT
from onrecord.reading.triggers import Match, has_object, tells_event
from onrecord.record import MentionKind, Span

_ACTING: Final = frozenset({PERSON, GROUP, STATE})
_WHERE: Final = frozenset(
    "in at near outside inside within on across around along off over throughout into from".split()
)
_ABOUT: Final = frozenset({"over", "on"})
_INTO: Final = frozenset({"into", "from"})
_DEEPEST: Final = 5
_INSIDE: Final = ("nsubj", "obj", "iobj", "obl", "nmod", "nmod:poss", "compound", "amod", "xcomp", "ccomp", "conj")
_AT_PLACES: Final = frozenset({"ASSAULT", "SANCTION", "AID", "COOPERATE", "RETREAT"})
"""Types of events that a place can be on the other side of."""
_AT_THINGS: Final = frozenset({"ACCUSE", "ASSAULT", "COERCE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
"""Types of events that can be aimed at what somebody has or does."""
_SOME: Final = frozenset("they them those others who their his her our my your".split())
_GOVERNED: Final = frozenset({"city", "town", "county", "province", "municipality", "borough"})
_SELVES: Final = frozenset({("we", "us"), ("i", "me")})
_ANYTHING: Final = frozenset("it this that what which something anything everything nothing".split())
_STANDING: Final = frozenset({"nsubj", "obj", "iobj", "root"})
_LONGEST: Final = 12
_OWNED: Final = frozenset({"nmod", "compound"})
_UPWARDS: Final = frozenset({"nmod", "compound", "obj", "acl"})
"""How a noun hangs behind the person that a "who" behind it goes back to: "a man wearing a shirt who was beaten"."""
_TIMES: Final = frozenset({"time", "day", "year"})
_SPANS: Final = frozenset("second minute hour day night week weekend month year decade century".split())


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
        happening = tuple(one for one in agents if not actors and is_happening(self.classes, one))
        tools = [one for one in agents if self.clauses.lemma(one) in listed("instruments")]
        if match.trigger.counts and agents and not actors and not happening and not tools:
            return None
        targets = self._named(filled.get("recipient", ()))
        if any(is_reflexive(self.clauses, one) for one in targets):
            return None
        people = match.trigger.counts and "counted" not in filled
        if people and targets and not any(self._is_people(one) for one in targets):
            return None
        recipients = [one for each in targets for one in self._target(each, match.trigger.type)]
        recipients = [one for one in recipients if one not in actors]
        recipients = self._without_others(match, recipients)
        givers = self._givers(match)
        if givers:
            actors = givers
        elif self._is_got(match, targets):  # "had the backing of the mayor"
            actors, recipients = recipients, self._getters(match)
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

    def _without_others(self, match: Match, recipients: Sequence[int]) -> list[int]:
        """Whom a deed strikes, without what happened elsewhere: "an attack on a bar and the Marn assault"."""
        if ontology().types[match.trigger.type].quad != "material conflict":
            return list(recipients)
        struck = [one for one in recipients if not is_happening(self.classes, one)]
        return struck or list(recipients)

    def _is_got(self, match: Match, targets: Sequence[int]) -> bool:
        """Whether a noun for support is what somebody has or gets: it comes from who stands behind its "of"."""
        clauses = self.clauses
        word = clauses.word(match.at)
        if match.trigger.type != "SUPPORT" or word.upos != "NOUN" or word.relation != "obj" or not targets:
            return False
        of = set(clauses.behind(match.at, "of"))
        got = clauses.lemma(word.head) in listed("getting") and not clauses.possessors(match.at)
        return got and any(one in of and self.classes.acts(one) for one in targets)

    def _givers(self, match: Match) -> list[int]:
        """From whom support is that others tell of: "the mayor announced new support from the miners"."""
        if match.trigger.type != "SUPPORT":
            return []
        nouns = [one for one in match.words if self.clauses.lemma(one) in listed("supports")]
        found = [each for one in nouns for each in self.clauses.behind(one, "from")]
        return [one for each in found for one in self.clauses.joined(each) if self.classes.kind(one) in _ACTING]

    def _getters(self, match: Match) -> list[int]:
        """Who has or gets what a noun tells."""
        found = self.clauses.subjects(self.clauses.word(match.at).head)
        return [each for one in self._named(found) for each in self._party(one)]

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
        return (
            self.cast.direct(through) is None and is_happening(self.classes, through) and not self.classes.acts(through)
        )

    def _is_people(self, at: int) -> bool:
        """Whether a word stands for people, itself or by whom it leads to: "members of a ring"."""
        nouns = {self.clauses.lemma(one) for one in (at, *self.cast.through(at))}
        return self.classes.acts(at) or "member" in nouns or any(map(is_persons, nouns))

    def _is_deed(self, match: Match) -> bool:
        """Whether a line tells of what is done to others by its verb alone: "killed himself" tells of nothing such."""
        pattern = match.trigger.pattern
        quad = ontology().types[match.trigger.type].quad
        return quad == "material conflict" and not pattern.joined and not pattern.literals

    def _named(self, words: Sequence[int], *, caused: bool = False) -> tuple[int, ...]:
        """The words, and for a relative pronoun what it goes back to; a "who" that asks stands for nobody.

        What killed or hurt is the event rather than where it was: "the attack on the church that killed two".
        """
        before = {one: self._before(one) for one in words if self.clauses.is_relative(one)}
        if caused:
            before = {one: self._happening_over(found) for one, found in before.items()}
        asked = {one for one, found in before.items() if found is None and self.clauses.form(one) in {"who", "whom"}}
        return tuple(one if before.get(one) is None else int(before[one] or one) for one in words if one not in asked)

    def _happening_over(self, at: int | None) -> int | None:
        """The event that a word stands behind a preposition of, if there is one; else the word."""
        if at is None or self.clauses.relation(at) != "nmod" or self.classes.kind(at) == PERSON:
            return at
        head = self.clauses.word(at).head
        return head if is_happening(self.classes, head) else at

    def _before(self, at: int) -> int | None:
        """What a relative pronoun goes back to; "who" behind a body to the person of it: "the clerk of X who left"."""
        clauses = self.clauses
        found = clauses.antecedent(at)
        if found is None or clauses.form(at) not in {"who", "whom"}:
            return found
        last = at - 2 if clauses.form(at - 1) == "," else at - 1
        one = self._one_of(found, at)
        if one is not None:
            return one
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

    def _one_of(self, found: int, at: int) -> int | None:
        """The one of several, named behind them, whom a clause in the singular is of: "rivals – Ana Quill, who has"."""
        clauses = self.clauses
        verb = clauses.word(at).head
        single = any(clauses.word(one).xpos == "VBZ" for one in (verb, *clauses.governed(verb, "aux", "cop")))
        if clauses.word(found).xpos != "NNS" or not single:
            return None
        named = [each for one in clauses.governed(found, "appos") for each in clauses.joined(one)]
        named = [one for one in named if clauses.word(one).upos == "PROPN"]
        return next((one for one in reversed(named) if found < one < at), None)

    def _once(self, words: Sequence[int]) -> tuple[int, ...]:
        """The words without those that stand for an entity told of before."""
        found: dict[object, int] = {}
        for word in words:
            found.setdefault(self.entity(word) or word, word)
        kept = tuple(found.values())
        spans = [self.span(one) for one in kept]
        return tuple(one for one in kept if not any(_inside(self.span(one), other) for other in spans))

    def _between(self, match: Match) -> bool:
        return any("between" in slot.places for slot in match.trigger.pattern.slots)

    def _party(self, at: int) -> list[int]:
        """Who acts where a word stands: itself, or whoever a thing belongs to or comes from."""
        kind = self.classes.kind(at)
        if self._is_asked_for(at) or self.clauses.lemma(at) in _TIMES:
            return []
        if self.clauses.lemma(at) in listed("instruments") and kind != PERSON and self.cast.direct(at) is None:
            return self._owners(at)
        if kind in _ACTING or (kind == PLACE and self._governs(at)):
            return [at]
        if kind == UNKNOWN:
            return [at] if self._is_named(at) or self._is_somebody(at, _SOME) else []
        if kind in {PLACE, TIME}:
            return []
        return self._owners(at)

    def _is_asked_for(self, at: int) -> bool:
        """Whether a "who" asks: "I do not know who supports him"."""
        clauses = self.clauses
        if clauses.form(at) not in {"who", "whom"} or clauses.word(at).head == ROOT:
            return False
        if at and clauses.word(at - 1).upos in NOMINAL:
            return False  # "anyone who supports him"
        return clauses.relation(clauses.word(at).head) == "ccomp"

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
        said = ontology().types[match.trigger.type].quad.startswith("verbal") and match.trigger.type != "THREATEN"
        for word in match.words if not said else ():
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
        beside = self._beside(match)
        if beside is not None:
            return beside
        if not ontology().types[match.trigger.type].quad.startswith("material"):
            return None  # "condemned the raid in Velden" does so anywhere
        sites = [one for one in targets if self._is_site(one) and not self._governs(one)]
        if sites:
            return sites[0]
        for target in targets:
            for one in clauses.governed(target, "nmod"):
                if clauses.case(one) in {"in", "at", "near"} and self._is_place(one):
                    return one
        return self._in_frame(match)

    def _beside(self, match: Match) -> int | None:
        """The place that stands beside the words of an event, behind a preposition."""
        clauses = self.clauses
        where = _WHERE - _INTO
        if ontology().types[match.trigger.type].quad.startswith("verbal") and match.trigger.mode != "visit":
            where -= _ABOUT  # "spoke over Velden" has Velden for its matter
        for word in match.words:
            for one in clauses.governed(word, "obl", "nmod", "advmod"):
                if clauses.case(one) in where and self._is_place(one) and not self._is_of_another(one, match):
                    return one
        return None

    def _is_of_another(self, place: int, match: Match) -> bool:
        """Whether a place stands right behind another event that a verb of saying is about: "condemned raids in X"."""
        clauses = self.clauses
        said = ontology().types[match.trigger.type].quad.startswith("verbal")
        between = [one for one in clauses.between(match.at, place) if one not in match.words]
        opening = min([place, *clauses.governed(place, "case")])
        if any(clauses.governed(one, "obj", "iobj") for one in between) and clauses.form(opening - 1) != ",":
            return True  # "closed the mill, telling the workers in Velden to go"
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
        if (
            self.clauses.lemma(at) in listed("body") | listed("no sites") | _SPANS
            or self.clauses.word(at).upos == "SYM"
        ):
            return False
        if self._is_of_person(at):
            return False
        kind = self.classes.kind(at)
        if kind == PLACE:
            return True
        return kind == STATE and self.clauses.word(at).upos == "PROPN"

    def _is_site(self, at: int) -> bool:
        return self.classes.kind(at) == PLACE and self.clauses.word(at).upos != "SYM"

    def _is_of_person(self, at: int) -> bool:
        """Whether a place only tells whose somebody is: "on Norland Sen. Tom Flint", "at Velden's mayor"."""
        clauses = self.clauses
        if at + 1 >= len(clauses.parse.words) or clauses.word(at).upos != "PROPN":
            return False
        name, following = self.cast.name(at), self.cast.name(at + 1)
        if clauses.word(at + 1).xpos == "POS" and clauses.relation(at) != "nmod:poss":
            return True
        titled = clauses.form(at + 1).rstrip(".") in {"sen", "gov", "rep", "mayor", "senator", "governor"}
        person = following is not None and following != name and self.classes.kind(at + 1) == PERSON
        return titled or person

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
