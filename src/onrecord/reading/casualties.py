"""Who is told to be killed, injured, arrested, abducted, missing or displaced, and how many, however the words go.

`data/casualties.txt` lists the words by how they take whom it happens to: "killed five", "five died", "left five dead",
"the death of five", "five fatalities"; some ways need more than a word ("claimed five lives", "the toll rose to five",
"turned the gun on himself", "is in critical condition"). Words such as "shot" leave open whether who was hit died; what
becomes of them is settled in `toll`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.harm_words import HIT, SELVES, inflected, multiples, triggers
from onrecord.reading.headcount import FILE, Headcount, Headcounts
from onrecord.reading.nouns import is_persons, kind_of
from onrecord.reading.participants import Cast
from onrecord.reading.pronouns import HE, SHE, THEY
from onrecord.reading.put_at import harmed_of, number_put
from onrecord.reading.trees import ROOT
from onrecord.reading.wordlists import words
from onrecord.record import Quantity

_SPEAKING: Final = frozenset({"i", "me", "myself"})
_PERSONAL: Final = (
    HE | SHE | THEY | {"i", "me", "we", "us", "you", "who", "whom", "both", "all", "several", "many", "none"}
)
_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_BOUNDED: Final = ("to", "at", "of", "is", "was", "stands", "stood", "reached", "reaches", "hit", "hits", "near", ":")
_SAYING: Final = frozenset({"say", "tell", "report", "announce", "add", "confirm"})
_SOME: Final = re.compile(r" of (?:the|those|these) ")
"""What makes a number some of those who came to harm: "one of the dead"."""
_COUNTED: Final = frozenset({"killed", "injured", "missing", "arrested", "displaced"})
_FAR: Final = 10
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Told:
    """How many some words tell something to have happened to.

    Attributes:
        kind: one of `KINDS`.
        at: index of the word that tells it.
        lower: the least it can be.
        upper: the most; None without a bound.
        start: offset of the first character of the words that count.
        end: offset past their last.
        of: what is counted, as the text has it.
        heads: the words that head who is counted; empty where words tell that somebody was, and nobody is named.
        entities: the ids of those counted one by one, as far as they are entities of the article.
        numbered: whether a number tells how many.
        suicide: whether somebody is told to have done it to themselves.
        part: whether they are part of a number told before.
        more: whether they come on top of those told before.
        ordinal: which in a row, of one who is told as such ("a third man").
        indirect: whether it follows from what is told: who is in hospital is hurt, who is charged with murder killed.
        negated: whether it is told not to have happened.
        hedged: whether it is left open: possible, planned, asked, tried.
    """

    kind: str
    at: int
    lower: float
    upper: float | None
    start: int
    end: int
    of: str | None = None
    heads: tuple[int, ...] = ()
    entities: tuple[str, ...] = ()
    numbered: bool = False
    suicide: bool = False
    part: bool = False
    more: bool = False
    ordinal: int | None = None
    indirect: bool = False
    negated: bool = False
    hedged: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one person, told as one."""
        return self.lower == self.upper == 1 and len(self.heads) == 1


def casualties(clauses: Clauses, cast: Cast, quantities: Sequence[Quantity]) -> list[Told]:
    """All that an article tells of it, in text order.

    Args:
        clauses: the syntax of the text.
        cast: its entities by the words that stand for them.
        quantities: its quantities.
    """
    return Casualties(clauses, cast, quantities).found()


class Casualties:
    """What a text tells of those hurt, killed or taken."""

    def __init__(self, clauses: Clauses, cast: Cast, quantities: Sequence[Quantity]) -> None:
        self.clauses = clauses
        self.cast = cast
        self.counts = Headcounts(clauses, cast, quantities)
        self._readers: Mapping[str, Callable[[int, str], Iterator[Told]]] = {
            "whom": self._whom,
            "who": self._who,
            "state": self._state,
            "of": self._of_noun,
            "number": self._number,
            "lives": self._lives,
            "wounds": self._wounds,
            "hospital": self._hospital,
            "condition": self._condition,
            "toll": self._toll,
            "numbered": self._numbered,
            "treated": self._treated,
            "adverb": self._adverb,
            "self": self._self,
            "counts": self._counts,
            "killing": self._killing,
        }

    def found(self) -> list[Told]:
        """All of it, in the order of the words that tell it."""
        known = triggers()
        made: dict[tuple[str, int, tuple[int, ...]], Told] = {}
        for at in range(len(self.clauses.parse.words)):
            told: list[Told] = []
            for kind, how in known.get(self.clauses.form(at), ()):
                if how != "killing" or not told:
                    told += self._read(at, kind, how)
            for one in told:
                made.setdefault((one.kind, one.at, one.heads), one)
        return list(made.values())

    def _read(self, at: int, kind: str, how: str) -> Iterator[Told]:
        if self.clauses.form(at) == "shot" and at and self.clauses.form(at - 1) == "-":
            return  # "a long-shot candidate"
        for one in self._readers[how](at, kind):
            doubt = self._doubt(at)
            states = how in {"state", "whom"} and one.kind != HIT
            some = states and _SOME.fullmatch(self.clauses.text, one.end, self.clauses.word(at).start) is not None
            negated, hedged = doubt == "negated" or one.negated, doubt == "hedged"
            yield replace(one, negated=negated, hedged=hedged, part=one.part or some)

    def _doubt(self, at: int) -> str:
        """Whether what a word tells is denied or left open."""
        clauses = self.clauses
        if any(clauses.form(one) in _NEGATIONS for one in clauses.governed(at, "advmod", "cc")):
            return "negated"
        told_so = clauses.word(at).xpos == "VBG" and any(
            clauses.form(one) == "before" for one in clauses.governed(at, "mark")
        )
        if told_so or clauses.form(at) in SELVES:  # "before killing himself"
            return ""
        none = any(self._is_none(one) for one in clauses.governed(at, "nsubj", "obj", "det"))
        return "hedged" if clauses.standing(at) is None and not none and clauses.form(at) != "no" else ""

    def _is_none(self, at: int) -> bool:
        found = self.counts.quantities.get(at) or next(
            (self.counts.quantities[one] for one in self.clauses.governed(at, "det") if one in self.counts.quantities),
            None,
        )
        no = self.clauses.form(at) in {"no", "none", "nobody"}
        return (
            no
            or any(self.clauses.form(one) == "no" for one in self.clauses.governed(at, "det"))
            or (found is not None and found.upper == 0)
        )

    # ---------------------------------------------------------------- who is counted

    def is_person(self, at: int, depth: int = 0) -> bool:
        """Whether a word stands for people."""
        clauses = self.clauses
        form, word = clauses.form(at), clauses.word(at)
        if clauses.is_relative(at):
            before = clauses.antecedent(at)
            return before is not None and depth < _DEEPEST and self.is_person(before, depth + 1)
        if word.upos == "PRON":
            return form in _PERSONAL or clauses.lemma(at) in words(FILE, "persons") or form in SELVES - {"itself"}
        members = word.xpos == "NNPS" and clauses.governed(at, "nummod")  # "six Jesuits"
        if clauses.somebody(at) or (members and form not in words(FILE, "things")):
            return True
        found = self.cast.direct(at)
        if found is not None and found.type == "nationality" and word.upos != "ADJ":  # "a Norwegian"
            return True
        if found is not None and (found.type == "person" or found.named):
            return found.type == "person" or (word.upos == "NOUN" and clauses.lemma(at) in words(FILE, "persons"))
        number = self.counts.quantities.get(at)
        return self._is_persons_noun(at, depth) if number is None else self._counts_persons(at, number)

    def _counts_persons(self, at: int, number: Quantity) -> bool:
        """Whether a number that stands alone counts people: "two of them", not "millions in losses"."""
        if self.clauses.lemma(at) in {"million", "billion"} and self.clauses.behind(at, "in"):
            return False
        return number.of is None or self._persons(number.of)

    def _may_be_person(self, at: int) -> bool:
        """Whether nothing tells that a noun stands for something else."""
        lemma = self.clauses.lemma(at)
        if self.clauses.word(at).upos != "NOUN" or lemma in words(FILE, "things") or lemma in words(FILE, "groups"):
            return False
        return kind_of(lemma) is None and self.cast.direct(at) is None

    def _is_persons_noun(self, at: int, depth: int) -> bool:
        """The same of a noun that stands for nobody told of elsewhere."""
        clauses = self.clauses
        form, lemma = clauses.form(at), clauses.lemma(at)
        if lemma in words(FILE, "groups") and any(self.is_person(one, depth + 1) for one in self._of(at, depth)):
            return True
        if clauses.word(at).upos == "PROPN":
            return form not in words(FILE, "things")
        return self._persons(lemma) or self._persons(form) or self._aged(at)

    def _of(self, at: int, depth: int) -> list[int]:
        return self.clauses.behind(at, "of") if depth < _DEEPEST else []

    def _aged(self, at: int) -> bool:
        form = self.clauses.form(at)
        return form == "old" or form.endswith("-old") or form.startswith("year-old")

    @staticmethod
    def _persons(noun: str) -> bool:
        last = noun.lower().rpartition(" ")[2]
        singular = last.removesuffix("s")
        known = words(FILE, "persons")
        states = triggers()
        if last in words(FILE, "things") or singular in words(FILE, "things"):
            return False
        return last in known or singular in known or is_persons(singular) or (last in states and last.endswith("d"))

    def _told(self, kind: str, at: int, heads: Sequence[int], *, indirect: bool = False) -> Iterator[Told]:
        """What is told of some people, if they are any and can be counted."""
        kept = [*self._without_others(kind, at, heads), *self._beside(at, heads)]
        people = [one for one in kept if self.is_person(one)]
        if kind == "killed":  # nobody who speaks is dead: "they killed me"
            people = [one for one in people if self.clauses.form(one) not in _SPEAKING]
        if people:  # "the minister and two bodyguards": who is told of beside persons is one
            people = [one for one in kept if one in people or self._may_be_person(one)]
        count = self.counts.together(people) if people else None
        if count is not None:
            yield self._made(kind, at, count, indirect=indirect)

    def _beside(self, at: int, heads: Sequence[int]) -> list[int]:
        """Those to whom it happens along with some others: "was killed, along with two guards"."""
        clauses = self.clauses
        found = (clauses.behind(one, word) for one in (at, *heads) for word in ("along", "together"))
        return [one for each in found for head in each for one in clauses.joined(head) if one not in heads]

    def _made(self, kind: str, at: int, count: Headcount, *, indirect: bool = False) -> Told:
        singly = [one for one in count.heads if (single := self.counts.one(one)) is not None and single.single]
        entities = [self.cast.entity(one) for one in singly]
        return Told(
            kind=kind,
            at=at,
            lower=count.lower,
            upper=count.upper,
            start=count.start,
            end=count.end,
            of=count.of,
            heads=count.heads,
            entities=tuple(dict.fromkeys(one.id for one in entities if one is not None and one.type == "person")),
            numbered=count.numbered,
            part=count.part,
            more=count.more,
            ordinal=count.ordinal,
            indirect=indirect,
        )

    def _without_others(self, kind: str, at: int, heads: Sequence[int]) -> list[int]:
        """Without those joined of whom something else is told: "two dead and 20 wounded", "two died and 20 were hurt".

        Who stands behind a verb is not joined to a subject before it, whatever the syntax says.
        """
        if heads and heads[0] < at:
            heads = [one for one in heads if one < at]
        kept = [one for one in heads if not self._is_told_otherwise(kind, at, one)]
        kept = [one for place, one in enumerate(kept) if not place or not self._turns(kind, kept[place - 1], one)]
        return kept or list(heads)

    def _turns(self, kind: str, before: int, head: int) -> bool:
        """Whether something else is told of the second of two who are joined: "killed one and wounded eight others"."""
        for at in range(before + 1, head):
            told = {each for each, how in triggers().get(self.clauses.form(at), ()) if how in {"state", "whom"}}
            if told and kind not in told and self.clauses.form(at - 1) in {"and", ",", "but"}:
                return True
        return False

    def _is_told_otherwise(self, kind: str, at: int, head: int) -> bool:
        """Whether another word that tells something else stands right behind somebody."""
        if head + 1 >= len(self.clauses.parse.words) or head + 1 == at:
            return False
        following = [each for each, how in triggers().get(self.clauses.form(head + 1), ()) if how in {"state", "whom"}]
        return bool(following) and kind not in following

    def _number_before(self, at: int) -> list[int]:
        """The number right before a word: "20 wounded"."""
        if at and at - 1 in self.counts.quantities and self.clauses.word(at - 1).upos in {"NUM", "NOUN"}:
            return [at - 1]
        return []

    # ---------------------------------------------------------------- ways of telling

    def _whom(self, at: int, kind: str) -> Iterator[Told]:
        """A verb whose object it happens to."""
        clauses, word = self.clauses, self.clauses.word(at)
        if word.upos not in {"VERB", "ADJ", "AUX"} or word.xpos == "NNS":
            return
        if kind == HIT and self._is_deadly(at):
            kind = "killed"
        before = self._number_before(at) if word.upos == "ADJ" or word.xpos in {"VBN", "VBD"} else []
        heads = self._patients(at)
        if before and not any(self.is_person(one) for one in heads if clauses.word(one).head == at):
            heads = before
        own = any(clauses.form(one) in SELVES for one in clauses.objects(at))
        yield from (replace(one, suicide=own) for one in self._told(kind, at, heads))

    def _patients(self, at: int) -> list[int]:
        clauses = self.clauses
        objects = clauses.objects(at)
        active = clauses.governed(at, "obj") and not clauses.governed(at, "aux:pass", "cop")
        if not active and (clauses.word(at).upos == "ADJ" or clauses.passive(at)):
            return self._bearers(at)
        others = [one for one in objects if clauses.form(one) not in SELVES]
        return objects if len(others) == len(objects) else [*others, *clauses.subjects(at)]

    def _who(self, at: int, kind: str) -> Iterator[Told]:
        """A verb whose subject it happens to."""
        clauses = self.clauses
        indirect = kind == "injured"
        if clauses.word(at).upos != "VERB" or (indirect and clauses.passive(at)):
            return  # "is survived by"
        yield from self._told(kind, at, clauses.subjects(at), indirect=indirect)

    def _state(self, at: int, kind: str) -> Iterator[Told]:
        """A word for a state."""
        clauses, word = self.clauses, self.clauses.word(at)
        if at and clauses.form(at - 1) == "brain":
            return
        if word.upos in {"VERB", "ADV"} and (kind, "whom") in triggers().get(clauses.form(at), ()):
            return
        before = self._number_before(at)
        heads = self._bearers(at)
        if before and not any(self.is_person(one) for one in heads):
            heads = before
        if not heads and self.counts.number(at) is not None:
            count = self.counts.one(at)
            if count is not None:
                yield self._made(kind, at, count)
            return
        yield from list(self._told(kind, at, heads)) or self._put(at, kind, at)

    def _put(self, at: int, kind: str, noun: int) -> Iterator[Told]:
        """The number that a verb puts to a noun for those harmed: "put the dead at one"."""
        found = number_put(self.clauses, self.counts.quantities, noun)
        number = self.counts.quantities.get(found) if found is not None else None
        if number is not None and number.of is not None and not self._persons(number.of):
            return
        if found is not None and (count := self.counts.one(found)) is not None:
            yield replace(self._made(kind, at, count), numbered=True)

    def _numbered(self, at: int, _: str) -> Iterator[Told]:
        """The same of "the number of people killed"."""
        kinds = {form: kind for form, told in triggers().items() for kind, _ in told if kind in _COUNTED}
        harmed = harmed_of(self.clauses, at, kinds)
        if harmed is not None:
            yield from self._put(harmed, kinds[self.clauses.form(harmed)], at)

    def _treated(self, at: int, _: str) -> Iterator[Told]:
        """So many people who were treated: "47 people had been treated by noon"."""
        clauses = self.clauses
        cases = {clauses.case(one) for one in clauses.governed(at, "obl")}
        if clauses.passive(at) and cases.isdisjoint({"as", "like", "to"}):
            told = self._told("injured", at, clauses.subjects(at), indirect=True)
            yield from (one for one in told if one.numbered)

    def _bearers(self, at: int, depth: int = 0) -> list[int]:
        """Whom a word for a state, or a phrase behind a preposition, is said of."""
        clauses, word = self.clauses, self.clauses.word(at)
        own = clauses.governed(at, "nsubj")
        if own:
            return [one for each in own for one in clauses.joined(each)]
        if word.head == ROOT or depth > _DEEPEST:
            return []
        relation = word.relation.partition(":")[0]
        if relation in {"amod", "acl", "nmod"}:
            return [word.head] if relation == "amod" else clauses.joined(word.head)
        if relation == "conj":
            return self._bearers(word.head, depth + 1)
        if relation in {"xcomp", "obl", "advcl", "ccomp"} and clauses.predicates[word.head]:
            return [] if clauses.lemma(word.head) in _SAYING else self._acted_on(word.head)
        return []

    def _acted_on(self, verb: int) -> list[int]:
        """Who a verb does something to: its object, the subject of its passive; who does it, where it has no object."""
        clauses = self.clauses
        objects = [] if clauses.passive(verb) else clauses.objects(verb)
        return objects if any(self.is_person(one) for one in objects) else clauses.subjects(verb)

    def _of_noun(self, at: int, kind: str) -> Iterator[Told]:
        """A noun of what happens to somebody behind "of" or before it."""
        clauses, word = self.clauses, self.clauses.word(at)
        if word.upos not in {"NOUN", "PROPN"} or word.relation == "compound" or self._is_not_done(at):
            return
        if clauses.lemma(at) == "body" and clauses.case(at):
            return  # "all over his body"
        if kind == HIT and self._is_deadly(at):
            kind = "killed"
        heads = [one for each in clauses.behind(at, "of") for one in clauses.joined(each)]
        if kind == "injured":
            heads += clauses.behind(at, "to")
        if not any(self.is_person(one) for one in heads):
            heads = clauses.possessors(at) if clauses.lemma(at) not in {"murder", "homicide"} else []
        yield from self._told(kind, at, heads, indirect=kind == "injured")

    def _is_not_done(self, at: int) -> bool:
        words_before = self.clauses.governed(at, "amod", "compound", "nmod")
        return any(self.clauses.form(one) in words(FILE, "not done") for one in words_before if one < at)

    def _is_deadly(self, at: int) -> bool:
        clauses = self.clauses
        beside = clauses.governed(at, "advmod", "amod", "xcomp", "compound", "advcl")
        if any(clauses.form(one) in words(FILE, "deadly") and self._is_close(at, one) for one in beside):
            return True
        return any(clauses.lemma(one) == "death" and clauses.case(one) == "to" for one in clauses.governed(at, "obl"))

    def _is_close(self, at: int, adverb: int) -> bool:
        """Whether an adverb is of the word itself, not of a number between: "shot, eight of them fatally"."""
        between = range(min(at, adverb) + 1, max(at, adverb))
        return not any(self.clauses.word(one).upos in {"NUM", "PUNCT"} for one in between)

    def _number(self, at: int, kind: str) -> Iterator[Told]:
        """A noun that is counted itself."""
        clauses = self.clauses
        if clauses.word(at).relation == "compound" or self._is_not_done(at):
            return
        number = self.counts.number(at)
        if number is not None and not clauses.behind(at, "of"):
            found = self.counts.counted(at, number)
            yield self._made(kind, at, found, indirect=kind == HIT)
        elif self._is_somebody(at, kind) and (count := self.counts.one(at)) is not None:
            single = any(clauses.form(one) == "single" for one in clauses.governed(at, "amod"))
            yield replace(self._made(kind, at, count, indirect=kind == HIT), numbered=single)

    def _is_somebody(self, at: int, kind: str) -> bool:
        """Whether a noun that can be counted stands for people itself: "the victims", "a fatality", "a body"."""
        clauses = self.clauses
        if clauses.word(at).upos != "NOUN" or clauses.behind(at, "of") or clauses.possessors(at):
            return False
        alone = any(clauses.form(one) in {"single", "sole", "lone"} for one in clauses.governed(at, "amod"))
        singular = clauses.word(at).xpos == "NN" and (alone or clauses.form(at) in {"fatality", "body", "corpse"})
        if alone and kind == "killed":
            return True
        return kind == HIT or (kind == "killed" and singular and not clauses.case(at))

    def _lives(self, at: int, _: str) -> Iterator[Told]:
        """Who loses a life: "claimed twelve lives", "lost his life", "took her own life"."""
        clauses, word = self.clauses, self.clauses.word(at)
        if word.head == ROOT or word.relation.partition(":")[0] not in {"obj", "nsubj"}:
            return
        verb = clauses.form(word.head)
        losing = verb in inflected("losing")
        if not losing and (verb not in inflected("claiming") or word.relation == "nsubj"):
            return
        owners = [*clauses.possessors(at), *clauses.behind(at, "of")]
        number = self.counts.number(at)
        if number is not None:
            yield self._made("killed", at, self.counts.counted(at, number))
        elif losing and word.relation == "obj":
            yield from self._told("killed", at, clauses.subjects(word.head))
        elif owners:
            own = any(clauses.form(one) == "own" for one in clauses.governed(at, "amod"))
            yield from (replace(one, suicide=own) for one in self._told("killed", at, owners))

    def _wounds(self, at: int, _: str) -> Iterator[Told]:
        """Who has wounds."""
        clauses, word = self.clauses, self.clauses.word(at)
        if word.upos != "NOUN" or word.head == ROOT or self._is_none(at):
            return
        kind = "killed" if self._is_deadly(at) else HIT
        verb = clauses.word(word.head)
        if word.relation == "obj" and clauses.form(word.head) in inflected("suffering"):
            yield from self._told("injured" if kind == HIT else kind, at, clauses.subjects(word.head))
        elif verb.upos == "VERB" and word.relation.startswith("obl") and clauses.case(at) in {"for", "with", "from"}:
            yield from self._told(kind, at, self._acted_on(word.head), indirect=True)
        elif word.relation == "nmod" and clauses.case(at) == "with":
            yield from self._told(kind, at, clauses.joined(word.head), indirect=True)

    def _hospital(self, at: int, _: str) -> Iterator[Told]:
        """Who is taken to where they are treated."""
        clauses = self.clauses
        form = clauses.form(at)
        if form not in words(FILE, "hospitals") and f"{clauses.form(at - 1)} {form}" not in words(FILE, "hospitals"):
            return
        for above in clauses.above(at):
            word = clauses.word(above)
            if word.upos == "VERB" and above != at:
                if clauses.form(above) in inflected("taken"):
                    objects = clauses.passive(above) or not clauses.objects(above)
                    heads = clauses.subjects(above) if objects else clauses.objects(above)
                    if clauses.passive(above) or not objects or clauses.lemma(above) in {"walk", "recuperate"}:
                        yield from self._told("injured", at, heads, indirect=True)
                return

    def _condition(self, at: int, _: str) -> Iterator[Told]:
        """Who is in critical condition."""
        clauses = self.clauses
        if any(clauses.form(one) in words(FILE, "conditions") for one in clauses.governed(at, "amod", "compound")):
            yield from self._told("injured", at, self._bearers(at), indirect=True)

    def _toll(self, at: int, _: str) -> Iterator[Told]:
        """A toll, by the number behind the last word that leads to one: "the death toll rose to 40"."""
        clauses = self.clauses
        end = next((last for first, last in clauses.parse.sentences if first <= at < last), at)
        for one in range(min(end, at + _FAR) - 1, at, -1):
            number = self.counts.quantities.get(one)
            if number is not None and (number.of is None or self._persons(number.of)):
                first = self.cast.words(number.start, number.end)[0]
                if clauses.form(first - 1) in _BOUNDED:
                    yield self._made("killed", at, self.counts.counted(one, number))
                    return

    def _adverb(self, at: int, _: str) -> Iterator[Told]:
        """A number before an adverb: "three were shot, one fatally"."""
        clauses = self.clauses
        before = at - 3 if at > 2 and clauses.form(at - 2) == "of" else at - 1
        if before < 0 or clauses.word(before).upos != "NUM":
            return
        kind = "killed" if clauses.form(at) in words(FILE, "deadly") else "injured"
        following = clauses.form(at + 1) if at + 1 < len(clauses.parse.words) else ""
        count = self.counts.one(before)
        if count is not None and not triggers().get(following):
            yield replace(self._made(kind, at, count), part=False)

    def _self(self, at: int, _: str) -> Iterator[Told]:
        """Who "turned the gun on himself"."""
        clauses, word = self.clauses, self.clauses.word(at)
        if word.head != ROOT and clauses.lemma(word.head) == "turn" and word.relation.startswith("obl"):
            yield from (replace(one, suicide=True) for one in self._told("killed", at, clauses.subjects(word.head)))

    def _counts(self, at: int, _: str) -> Iterator[Told]:
        """Counts of murder that somebody is charged with, which follow from so many killed."""
        clauses = self.clauses
        number = self.counts.number(at)
        for one in clauses.behind(at, "of"):
            if number is not None and clauses.form(one) in words(FILE, "killing") and not self._is_not_done(one):
                found = replace(self.counts.counted(at, number), heads=())
                yield replace(self._made("killed", at, found, indirect=True), heads=())

    def _killing(self, at: int, _: str) -> Iterator[Told]:
        """A killing, without a word on who was killed: at least one; two in a "double homicide"."""
        clauses, word = self.clauses, self.clauses.word(at)
        if word.upos not in {"NOUN", "PROPN"} or self._is_not_done(at):
            return
        before = [clauses.form(one) for one in clauses.governed(at, "amod", "compound", "nummod") if one < at]
        many = next((multiples()[one] for one in before if one in multiples()), 0)
        both = word.end < len(clauses.text) and clauses.text.startswith("-suicide", word.end)
        lower = many or (2 if both else 1)
        single = lower == 1 and clauses.form(at) == "homicide" and "a" in before
        upper = many or (1 if single else None)
        yield Told("killed", at, lower, upper, word.start, word.end, numbered=many > 1, indirect=not many)
