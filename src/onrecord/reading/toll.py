"""The toll of an article's main happening: how many it says were killed, and how many hurt, all told.

The same people are told of again and again: in a total ("three were killed"), one by one, by name, as "the victim". A
total that is told wins over the sum of persons; persons are told apart by entity, name, sex and age. Who was hit and is
told dead is killed, who was hit and is not is hurt. What belongs to another happening is left out: another date,
"in a separate shooting", the number of a whole year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from onrecord.reading.casualties import Told
from onrecord.reading.clauses import Clauses
from onrecord.reading.given_names import is_mans, is_womans
from onrecord.reading.harm_words import HIT
from onrecord.reading.headcount import FILE
from onrecord.reading.participants import Cast
from onrecord.reading.pronouns import FEMALE, HE, MALE, SHE
from onrecord.reading.wordlists import words
from onrecord.record import Entity, MentionKind, Time

Bounds = tuple[float, float | None]
"""The least and the most; None without a bound."""

_NEAR: Final = 10
"""Days between two dates that can be of one happening and what came of it."""
_STRETCH: Final = 45
"""Days from which a time is a stretch that statistics are of."""
_COUNTING: Final = 3
"""How many words before a noun can say that there are several."""
_LEAD: Final = 3
"""Sentences at the head that tell what the report is about."""
_AGE: Final = re.compile(r", (?:aged? )?(\d{1,3})\b")
_OLD: Final = re.compile(r"\b(\d{1,3})[- ](year|month|week|day)s?[- ]old")
_CLOSE: Final = re.compile(r"(?: [\w.'’-]+){0,3} ?")
_BEFORE_NAME: Final = 40
_HARM: Final = ("killed", "injured", HIT)
_REST: Final = ("arrested", "abducted", "missing", "displaced")


@dataclass(slots=True)
class Person:
    """One person as told so far: under which entities and names, what they are, what happened to them."""

    entities: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    male: bool | None = None
    age: tuple[str, str] | None = None
    more: bool = False
    kinds: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    told: int = 1

    def fits(self, other: Person) -> bool:
        """Whether both can be one person."""
        if self.male is not None and other.male is not None and self.male != other.male:
            return False
        if self.age is not None and other.age is not None and self.age != other.age and self.age[1] == other.age[1]:
            return False
        return not self.names or not other.names or _same_name(self.names, other.names)

    def take(self, other: Person) -> None:
        """Learn what is told of the same person elsewhere."""
        self.entities |= other.entities
        self.names |= other.names
        self.kinds |= other.kinds
        self.sentences |= other.sentences
        self.told += other.told
        self.male = other.male if self.male is None else self.male
        self.age = other.age if self.age is None else self.age


def _same_name(ours: set[str], theirs: set[str]) -> bool:
    """Whether some names can be one person's: alike in their last words, and in their first where both have one."""
    full = [[name.lower().split() for name in names if " " in name] for names in (ours, theirs)]
    if full[0] and full[1]:
        return any(one[-1] == other[-1] and one[0] == other[0] for one in full[0] for other in full[1])
    parts = [{part for name in names for part in name.lower().split()} for names in (ours, theirs)]
    return bool(parts[0] & parts[1])


def toll(told: Sequence[Told], clauses: Clauses, cast: Cast, times: Sequence[Time] = ()) -> dict[str, Bounds]:
    """What an article tells of its main happening, all told.

    Args:
        told: what is told, in text order.
        clauses: the syntax of the text.
        cast: its entities by the words that stand for them.
        times: its times, by which other happenings are told apart.

    Returns:
        Bounds by kind, "killed", "injured" and the others of `casualties.KINDS` but `HIT`; no entry where the article
        tells nothing.
    """
    return Toll(clauses, cast, times).of(told)


class Toll:
    """What of an article's casualties is of its main happening, and adds up."""

    def __init__(self, clauses: Clauses, cast: Cast, times: Sequence[Time]) -> None:
        self.clauses = clauses
        self.cast = cast
        self.times = times
        self._elsewhere: dict[int, bool] = {}
        self._ends = [last for _, last in clauses.parse.sentences]

    def of(self, told: Sequence[Told]) -> dict[str, Bounds]:
        """The bounds by kind."""
        main = _parted(self.main([one for one in told if not one.negated and not one.hedged]))
        persons = list({id(one): one for one in self.persons(main).values()}.values())
        killed = _firm([one for one in persons if "killed" in one.kinds])
        hurt = _firm([one for one in persons if "killed" not in one.kinds and one.kinds & {"injured", HIT}])
        found: dict[str, Bounds] = {}
        dead = self._total(main, "killed", len(killed))
        if dead is not None:
            found["killed"] = dead
        harmed = self._injured(main, len(hurt), dead)
        if harmed is not None:
            found["injured"] = harmed
        for kind in _REST:
            other = self._total(main, kind, sum(kind in one.kinds for one in persons))
            if other is not None:
                found[kind] = other
        return found

    def settled(self, told: Sequence[Told]) -> list[Told]:
        """What is told, with who was hit sorted by what became of them: killed where that is told, else injured.

        Of a number that was hit, those are taken off that its own sentence tells dead ("three were shot, one fatally").
        """
        people = self.persons([one for one in told if not one.negated and not one.hedged])
        found: list[Told] = []
        for one in told:
            if one.kind != HIT:
                found.append(one)
                continue
            person = people.get(one.heads[0]) if one.single else None
            dead = 0 if one.single or one.indirect else self._dead_of(one, told)
            if (person is not None and "killed" in person.kinds) or (dead and dead >= one.lower):
                found.append(replace(one, kind="killed"))
            else:
                lower, upper = _less((one.lower, one.upper), (dead, dead))
                found.append(replace(one, kind="injured", lower=lower, upper=upper))
        return found

    def _dead_of(self, hit: Told, told: Sequence[Told]) -> float:
        """How many its own sentence tells dead of a number that was hit, or all of them, where the same words are."""
        here = self._sentence(hit.at)
        dead = [one for one in told if one.kind == "killed" and self._sentence(one.at) == here and one.heads]
        if any(one.heads == hit.heads for one in dead):
            return hit.lower
        return max((one.lower for one in dead if not one.negated and not one.hedged), default=0)

    # ---------------------------------------------------------------- totals

    def _total(self, told: Sequence[Told], kind: str, singles: int) -> Bounds | None:
        """The total of a kind: as told, else the sum of persons, else what follows indirectly."""
        mine = [one for one in told if one.kind == kind]
        direct = self._chosen([one for one in mine if not one.indirect])
        if direct is not None:
            return _raised(direct, self._ordinal(mine), singles)
        if singles:
            return singles, singles
        if any(one.upper == 0 for one in mine):
            return 0, 0
        return self._chosen([one for one in mine if one.indirect and one.heads]) or _vague(mine)

    def _injured(self, told: Sequence[Told], singles: int, dead: Bounds | None) -> Bounds | None:
        """Those hurt: as told, else those hit less those who died of it, else the sum of persons."""
        mine = [one for one in told if one.kind == "injured"]
        hit = [one for one in told if one.kind == HIT]
        beside = [one for one in (*mine, *hit) if one.numbered and (one.kind == "injured" or one.more)]
        early = [one for one in beside if self._sentence(one.at) < _LEAD]
        whole = self._chosen(hit)
        left = None if whole is None else _less(whole, dead)
        found = self._chosen([one for one in mine if not one.indirect])
        if found is None and (left is None or left[1] == 0 or any(one.more for one in early)):
            found = self._chosen(early)
        if found is not None:
            return found
        if left is not None and left[1] != 0:
            return left
        certain = left is None or beside or any(not one.indirect and one.single for one in mine)
        if singles and certain:
            return singles, singles
        indirect = self._chosen([one for one in mine if one.indirect]) if certain else None
        return indirect or ((0, 0) if any(one.upper == 0 for one in mine) else None)

    @staticmethod
    def _ordinal(told: Sequence[Told]) -> int:
        return max((one.ordinal for one in told if one.ordinal is not None), default=0)

    def _chosen(self, told: Sequence[Told]) -> Bounds | None:
        """The total that an article tells: from its lead, else the one it tells most; None where it tells persons."""
        counted = [one for one in told if one.upper != 0 and not one.part]
        lead = [one for one in counted if self._sentence(one.at) < _LEAD]
        totals = [one for one in lead if one.lower > 1 and one.upper is not None]
        if totals:
            best = max(totals, key=lambda one: (one.lower, -one.at))
            return self._with_suicide(best, counted)
        numbered = [one for one in lead if one.numbered and not one.more]
        if numbered:
            best = max(numbered, key=lambda one: (one.lower, -one.at))
            return best.lower, best.upper
        if any(one.single for one in lead):
            return None
        totals = [one for one in counted if (one.numbered and not one.more) or not one.single]
        totals = [one for one in totals if one.upper is not None] or totals
        if not totals:
            return None
        often = Counter((one.lower, one.upper) for one in totals)
        first = {(one.lower, one.upper): -one.at for one in reversed(totals)}
        return max(often, key=lambda bounds: (often[bounds], first[bounds]))

    def _with_suicide(self, total: Told, told: Sequence[Told]) -> Bounds:
        """A total with whoever is told in its sentence to have killed them and then themselves."""
        here = self._sentence(total.at)
        own = any(one.suicide and one.kind == total.kind and self._sentence(one.at) == here for one in told)
        own = own and self.clauses.form(total.at) not in {"dead", "died"}
        return (total.lower + own, None if total.upper is None else total.upper + own)

    def _sentence(self, at: int) -> int:
        return min(bisect_right(self._ends, at), len(self._ends) - 1)

    # ---------------------------------------------------------------- the main happening

    def main(self, told: Sequence[Told]) -> list[Told]:
        """What is told of the happening that the article is about."""
        dated = {number: self._when(one) for number, one in enumerate(told)}
        day = self._day([when for when in dated.values() if when is not None])
        return [
            one
            for number, one in enumerate(told)
            if not self._is_elsewhere(one) and not _is_apart(dated[number], day, single=one.single)
        ]

    def _when(self, told: Told) -> tuple[date, date] | None:
        """The days of the time that stands nearest in its sentence."""
        first, last = self.clauses.parse.sentences[self._sentence(told.at)]
        start, end = self.clauses.word(first).start, self.clauses.word(last - 1).end
        here = self.clauses.word(told.at).start
        near = [one for one in self.times if start <= one.start < end and one.type in {"DATE", "TIME"}]
        for one in sorted(near, key=lambda time: abs(time.start - here)):
            if one.earliest is not None and one.latest is not None and (days := _days(one)) is not None:
                return days
        return None

    def _day(self, dated: Sequence[tuple[date, date]]) -> tuple[date, date] | None:
        """The time that most of what is told has, the first of equals."""
        short = [one for one in dated if (one[1] - one[0]).days < _STRETCH]
        if not short:
            return None
        return max(short, key=lambda one: (sum(not _is_apart(other, one) for other in short), -short.index(one)))

    def _is_elsewhere(self, told: Told) -> bool:
        """Whether its sentence says that it tells of another happening."""
        sentence = self._sentence(told.at)
        if sentence not in self._elsewhere:
            forms = [self.clauses.form(one) for one in range(*self.clauses.parse.sentences[sentence])]
            self._elsewhere[sentence] = any(
                (form in words(FILE, "elsewhere") and not words(FILE, "happenings").isdisjoint(forms[at + 1 : at + 3]))
                or self._is_several(forms, at)
                for at, form in enumerate(forms)
            )
        return self._elsewhere[sentence]

    @staticmethod
    def _is_several(forms: Sequence[str], at: int) -> bool:
        """Whether a word with those before it tells of several happenings, whose harmed are no single one's."""
        if forms[at] not in words(FILE, "several happenings"):
            return False
        before = forms[max(0, at - _COUNTING) : at]
        return any(form in words(FILE, "several") or (form.isdecimal() and int(form) > 1) for form in before)

    # ---------------------------------------------------------------- persons

    def persons(self, told: Sequence[Told]) -> dict[int, Person]:
        """The persons told of one by one, each once, by the words that stand for them."""
        found: list[Person] = []
        heads: dict[int, Person] = {}
        for one in told:
            if one.upper is None or one.lower == 0 or (one.lower > 1 and len(one.heads) < 2):
                continue
            here: list[Person] = []
            for head in one.heads:
                person = self._person(one, head)
                if person is None:
                    continue
                known = heads.get(head) or self._known(person, head, one, [each for each in found if each not in here])
                if known is not None:
                    known.take(person)
                else:
                    found.append(person)
                heads[head] = known or person
                here.append(known or person)
        return heads

    def _person(self, told: Told, head: int) -> Person | None:
        """Who a word stands for. Names and descriptions tell persons apart, pronouns and "the victim" do not."""
        clauses = self.clauses
        word = clauses.word(head)
        if word.xpos in {"NNS", "NNPS"} or (word.upos == "NUM" and clauses.form(head) != "one"):
            return None
        entity = self.cast.entity(head)
        entity = entity if entity is not None and entity.type == "person" else None
        beside = [head, *clauses.governed(head, "appos")]
        named = entity is not None and entity.named and any(self.cast.name(one) is not None for one in beside)
        own = entity if entity is not None and (named or not entity.named) else None
        return Person(
            entities={own.id} if own else set(),
            names={_bare(one.words) for one in own.mentions if one.kind is MentionKind.NAME} if own else set(),
            male=self._male(head, own),
            age=self._age(head),
            more=told.more,
            kinds={told.kind},
            sentences={self._sentence(head)},
        )

    def _age(self, head: int) -> tuple[str, str] | None:
        """How old the phrase around a word says that somebody is, and in what: "a 34-year-old man", "Ana Lund, 34,"."""
        clauses = self.clauses
        text, word, name = clauses.text, clauses.word(head), self.cast.name(head)
        first = max(0, (name.start if name else word.start) - _BEFORE_NAME)
        before = [
            found for found in _OLD.finditer(text, first, word.end) if _CLOSE.fullmatch(text, found.end(), word.start)
        ]
        if before or (
            word.end > 0 and text[: word.end].endswith("-old") and (before := [*_OLD.finditer(text, first, word.end)])
        ):
            return before[-1][1], before[-1][2]
        after = _AGE.match(text, name.end if name else word.end)
        return (after[1], "year") if after else None

    def _male(self, head: int, entity: Entity | None) -> bool | None:
        """Whether words say that it is a man, or a woman."""
        clauses = self.clauses
        forms = {clauses.form(head), clauses.lemma(head)}
        for mention in entity.mentions if entity else ():
            if mention.kind is not MentionKind.NAME:
                forms.add(mention.words.lower().rpartition(" ")[2])
        named = [mention.words for mention in entity.mentions] if entity else []
        if forms & (MALE | HE | {"male", "boy"}) or any(is_mans(name) for name in named):
            return True
        return False if forms & (FEMALE | SHE | {"female"}) or any(is_womans(name) for name in named) else None

    def _known(self, person: Person, head: int, told: Told, before: Sequence[Person]) -> Person | None:
        """The person told of before that this one is."""
        same = next((one for one in before if one.entities & person.entities), None)
        if same is not None or (told.ordinal or 0) > 1:
            return same
        harmed = told.kind in _HARM
        fitting = [
            one
            for one in before
            if one.fits(person) and (one.more or not person.more) and harmed == any(kind in _HARM for kind in one.kinds)
        ]
        if not self._is_definite(head) and not person.names:
            here = self._sentence(head)
            hurt = told.kind == "injured" and not told.indirect
            fitting = [
                one
                for one in fitting
                if (here not in one.sentences or one.names) and not (hurt and "killed" in one.kinds)
            ]
        named = [one for one in fitting if one.names and person.names]
        alike = [one for one in named or fitting if one.kinds & person.kinds]
        best = alike or named or fitting
        return best[-1] if best else None

    def _is_definite(self, head: int) -> bool:
        """Whether a phrase speaks of somebody known."""
        clauses = self.clauses
        if clauses.word(head).upos == "PRON" or clauses.possessors(head):
            return True
        return any(clauses.form(one) in {"the", "that", "this"} for one in clauses.governed(head, "det"))


def _parted(told: Sequence[Told]) -> list[Told]:
    """With parts only of what the same happened to: of four who were shot, the two who died are all who died."""
    found: list[Told] = []
    for one in told:
        whole = any(before.kind == one.kind and before.lower >= one.lower for before in found)
        found.append(replace(one, part=one.part and whole))
    return found


def _firm(persons: Sequence[Person]) -> list[Person]:
    """Without those told of once, late, where others are told of early or again: somebody else's death is recalled."""
    first = [one for one in persons if one.told > 1 or min(one.sentences, default=0) < _LEAD]
    if not first:
        return list(persons)
    reach = max(max(one.sentences, default=0) for one in first[:1]) + _LEAD
    return [one for one in persons if one in first or min(one.sentences, default=0) <= reach]


def _bare(name: str) -> str:
    kept = [
        part for part in name.replace("’s", "").replace("'s", "").split() if part.lower() not in {"jr.", "sr.", "jr"}
    ]
    return " ".join(kept) or name


def _vague(told: Sequence[Told]) -> Bounds | None:
    """The bounds of killings whose victims nothing is told of: "a homicide"."""
    vague = [one for one in told if not one.heads]
    if not vague:
        return None
    lower = max(one.lower for one in vague)
    return lower, min((one.upper for one in vague if one.upper is not None and one.upper >= lower), default=None)


def _raised(total: Bounds, ordinal: int, singles: int) -> Bounds:
    """A total raised to the persons told one by one."""
    lower = max(total[0], ordinal)
    if total[1] is None:
        return max(lower, singles), (singles if singles > total[0] else None)
    return lower, max(total[1], ordinal)


def _less(hit: Bounds, dead: Bounds | None) -> Bounds:
    """Those hit less those who died of it."""
    if dead is None:
        return hit
    lower = max(0, hit[0] - (dead[1] if dead[1] is not None else hit[0]))
    return lower, None if hit[1] is None else max(lower, hit[1] - dead[0])


def _days(time: Time) -> tuple[date, date] | None:
    try:
        first, last = (date.fromisoformat(str(end)[:10]) for end in (time.earliest, time.latest))
    except ValueError:
        return None
    return first, last


def _is_apart(when: tuple[date, date] | None, day: tuple[date, date] | None, *, single: bool = True) -> bool:
    """Whether a time is of another happening than a day, or a stretch whose number is no single happening's."""
    if when is None or day is None:
        return False
    if (when[1] - when[0]).days >= _STRETCH and not single:
        return True
    return (when[0] - day[1]).days > _NEAR or (day[0] - when[1]).days > _NEAR
