"""Standings that a verb, a noun or an apposition tells, by the frames of `data/relations.txt`.

"Marn hosts the Front", "the Front, based in Marn", "Canada's designation of the Front as a terrorist group", "Quill
Media, a subsidiary of Marn Holdings", "Ana Quill was elected mayor". Who takes part is read off the syntax; what is
denied, only possible or planned is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.countries import country
from onrecord.reading.frames import END, HOLD, OBJECT, SECOND, SUBJECT, Frame, Noun, frames, listed
from onrecord.reading.holding import Standing
from onrecord.reading.participants import Cast
from onrecord.reading.roles import MODIFIERS
from onrecord.reading.titles import titles
from onrecord.reading.trees import ROOT
from onrecord.record import Entity, MentionKind, Span

BECOMES: Final = "becomes"
LISTED: Final = "listed-as"
_OFFICES: Final = frozenset({"holds-office", "spokesperson-for"})
_BY_TYPES: Final = frozenset({"organisation", "country", "person", "publication", "place"})
_OF: Final = frozenset({"nmod", "obl"})
_GENERIC: Final = frozenset({"any", "every", "no", "each", "neither", "either"})
_RELATIONAL: Final = ("al", "ary", "ic", "ive", "ian")
_INSIDE: Final = frozenset({"amod", "compound", "nmod:desc", "punct", "flat", "nmod"})


@dataclass(frozen=True, slots=True)
class Told:
    """A standing as it is told, before its times and its voice.

    Attributes:
        kind: one of `record.RELATIONS`.
        subject: who has it.
        object: whom it is to.
        anchor: the words that tell it.
        by: who makes it so.
        label: as what.
        phase: `HOLD`, `BEGIN` or `END`.
        former: whether it is told as past.
        chain: the words whose circumstances of time are its own.
        counted: the words before the object that may count it.
        accused: whether only the one who accuses tells it.
    """

    kind: str
    subject: Entity
    object: Entity | None
    anchor: Span
    by: tuple[Entity, ...] = ()
    label: Span | None = None
    phase: str = HOLD
    former: bool = False
    chain: frozenset[int] = frozenset()
    counted: Span | None = None
    accused: bool = False


def is_party(entity: Entity) -> bool:
    """Whether an entity is called a party, or like the people of one."""
    words = {word for name in (entity.name, *entity.aliases) for word in name.lower().split()}
    known = listed("party-of parties") | listed("party-of adherents")
    types = frames().types["party-of"][1]
    if any(one.kind is MentionKind.NOMINAL and one.words.lower().endswith(" party") for one in entity.mentions):
        return True
    sure = entity.name.lower().rsplit(maxsplit=1)[-1] in listed("party-of sure")
    return (sure or entity.type in types) and country(entity.name) is None and bool(words & known)


Filled = dict[str, list[int]]
"""The words that stand for each role of a frame."""


class Standings:
    """The standings of a text.

    Args:
        clauses: its syntax.
        cast: its entities.
    """

    def __init__(self, clauses: Clauses, cast: Cast) -> None:
        self.clauses = clauses
        self.cast = cast
        self.known = frames()

    def found(self) -> Iterator[Told]:
        """All of them, word by word."""
        for at in range(len(self.clauses.parse.words)):
            if self.cast.name(at) is not None:
                continue
            yield from self._by_frames(at)
            yield from self._by_noun(at)

    def _by_frames(self, at: int) -> Iterator[Told]:
        known = self.known.frames
        keys = dict.fromkeys((self.clauses.lemma(at), self.clauses.form(at)))
        if self.clauses.governed(at, "cop"):
            keys["be"] = None
        frames_here = [frame for key in keys if key in known for frame in known[key]]
        if not frames_here:
            return
        done: set[tuple[str, str]] = set()
        pairs: set[tuple[str, str]] = set()
        for frame in frames_here:
            if (frame.kind, frame.phase) in done:
                continue
            told = list(self._by_frame(at, frame))
            if told:
                done.add((frame.kind, frame.phase))
            for one in told:  # "belongs to": of a member, or of what is owned
                pair = (one.subject.id, one.object.id) if one.object is not None else ("", "")
                if pair[::-1] not in pairs:
                    yield one
                pairs.add(pair)

    def _by_frame(self, at: int, frame: Frame) -> Iterator[Told]:
        if not self._fits(at, frame):
            return
        beside = self._literal(at, frame)
        filled = self._filled(at, frame, beside) if beside is not None else None
        if beside is None or filled is None:
            return
        standing = self.clauses.standing(at) if frame.sort != "noun" else self._presupposed(at)
        if standing is None:
            return
        former = frame.phase == END or standing.former
        former = former or (standing.had and (frame.phase == HOLD or frame.kind == LISTED))
        anchor = self._anchor(at, [*beside, *filled.get("LIST", ())])
        told = _Shared(END if standing.ended else frame.phase, former, standing, anchor)
        if frame.kind == BECOMES:
            for noun in filled["L"]:
                yield from self._becoming(noun, filled, told)
        else:
            yield from self._filled_out(frame.kind, filled, told)

    def _fits(self, at: int, frame: Frame) -> bool:
        """Whether a word can stand for a frame at all."""
        word = self.clauses.word(at)
        if frame.word == "be":
            return self.clauses.case(at) == frame.slots[-1][1] and bool(self.clauses.governed(at, "cop"))
        if frame.sort == "verb":
            return word.upos == "VERB"
        if frame.sort == "noun":
            return word.upos == "NOUN"
        bare = word.relation.partition(":")[0] in {"acl", "amod", "appos", "conj", "advcl"} and word.xpos != "VBG"
        return bare or bool(self.clauses.governed(at, "cop", "aux:pass"))

    def _literal(self, at: int, frame: Frame) -> list[int] | None:
        """The words beside a verb that its frame asks for; None where one is missing."""
        found: list[int] = []
        for literal in frame.literal.split():
            beside = [
                one for one in self.clauses.children[at] if literal in {self.clauses.lemma(one), self.clauses.form(one)}
            ]
            if not beside:
                return None
            found.append(beside[0])
        return found

    def _filled(self, at: int, frame: Frame, beside: Sequence[int]) -> Filled | None:
        """The words at the places of a frame; None where one it needs is not there."""
        filled: Filled = {}
        for role, place in frame.slots:
            words = self._at_place(at, place, frame, beside)
            if role == "LIST":
                words = [found for one in words if (found := self._list(one)) is not None]
            if not words and role != "B":
                return None
            filled[role] = words
        return filled

    def _list(self, at: int) -> int | None:
        """The list that a word stands for, also "which" behind it: "its list of groups, on which it stood"."""
        places = [at]
        if self.clauses.is_relative(at) and (before := self.clauses.antecedent(at)) is not None:
            places = [before, self.clauses.word(before).head]
        return next(
            (one for one in places if one != ROOT and self.clauses.lemma(one) in listed("listed-as lists")), None
        )

    def _at_place(self, at: int, place: str, frame: Frame, beside: Sequence[int]) -> list[int]:
        clauses = self.clauses
        if frame.sort == "noun":
            return self._makers(at) if place == SUBJECT else clauses.behind(at, place)
        passive = frame.sort == "verb" and clauses.passive(at)
        if frame.sort == "be":
            return self._of_participle(at, place)
        if place == SUBJECT:
            return self._agents(at) if passive else clauses.subjects(at)
        patients = clauses.subjects(at) if passive else clauses.objects(at)
        if place == OBJECT:
            return patients
        if place == SECOND:
            return self._second(at, patients)
        holders = (at, *beside, *patients[:1])
        behind = next((found for one in holders if (found := clauses.behind(one, place))), [])
        particles = [one for one in clauses.governed(at, "compound", "advmod") if clauses.form(one) == place]
        found = behind or (patients if particles else [])
        return [each for one in found for each in clauses.joined(one)]

    def _makers(self, at: int) -> list[int]:
        """Whose doing a noun is: a possessive, "by", or for "its" the subject of the verb: "completed its purchase"."""
        clauses = self.clauses
        found = [*clauses.possessors(at), *clauses.behind(at, "by")]
        head = clauses.word(at).head
        pronoun = found and clauses.word(found[0]).upos == "PRON" and self.cast.entity(found[0]) is None
        if pronoun and head != ROOT and clauses.word(at).relation in {"obj", "obl"} and clauses.predicates[head]:
            return clauses.subjects(head)
        return found

    def _agents(self, at: int) -> list[int]:
        if self.clauses.word(at).relation == "amod" and self._hyphened(at):  # "the Norlandic-owned mill"
            return [one for one in self.clauses.children[at] if one < at - 1]
        return [each for one in self.clauses.behind(at, "by") for each in self.clauses.joined(one)]

    def _of_participle(self, at: int, place: str) -> list[int]:
        """The places of "S is based in O", "S, based in O" and "the O-based S"."""
        clauses = self.clauses
        word = clauses.word(at)
        if place == SUBJECT:
            return [word.head] if word.relation == "appos" else clauses.subjects(at)
        if clauses.case(at) == place and clauses.governed(at, "cop"):
            return [at]
        found = clauses.behind(at, place)
        if not found and word.relation == "amod" and self._hyphened(at):
            found = [one for one in clauses.governed(at, "obl", "compound", "nmod", "advmod", "obj") if one < at]
        return [each for one in found for each in clauses.joined(one)]

    def _hyphened(self, at: int) -> bool:
        return at > 0 and self.clauses.form(at - 1) in {"-", "–", "‑", "‐"}

    def _second(self, at: int, patients: Sequence[int]) -> list[int]:
        """What stands behind the object: "named her mayor"."""
        found = [
            one
            for one in self.clauses.governed(at, "xcomp", "obj", "iobj", "obl:unmarked")
            if one not in patients and self.clauses.word(one).upos in {"NOUN", "PROPN"} and not self.clauses.case(one)
        ]
        return found[-1:]

    def _presupposed(self, at: int) -> Standing | None:
        """How a noun is told that is no predicate."""
        words = [self.clauses.form(one) for one in self.clauses.children[at]]
        if set(words) & (listed("clauses doubt") | _GENERIC | {"not"}):
            return None
        former = bool(set(words) & listed("clauses former"))
        return Standing(former=former, had=False, ended=False, told=False, chain=frozenset({at}))

    def _anchor(self, at: int, beside: Sequence[int]) -> Span:
        words = [self.clauses.word(one) for one in (at, *beside)]
        return Span(min(word.start for word in words), max(word.end for word in words))

    def _filled_out(self, kind: str, filled: Filled, told: _Shared) -> Iterator[Told]:
        """The relations of a filled frame, one for each subject and object."""
        subjects, objects = self.known.types[kind]
        by = self._entities(filled.get("B", ()), _BY_TYPES)
        label = None
        if kind == LISTED:
            by, label = self._listing(filled, by, self._entities(filled.get("S", ()), subjects))
        heads = [one for each in filled.get("O", ()) for one in self.cast.through(each)]
        places = (
            [(each, self.cast.typed(self.cast.entity(each), objects)) for each in heads]
            if "O" in filled
            else [(-1, None)]
        )
        first = filled["O"][0] if filled.get("O") else -1
        for who, (where, whom) in product(self._subjects(filled.get("S", ()), subjects), places):
            if ("O" in filled and whom is None) or who is whom or who in by:
                continue
            counted = self._counted(first, where) if whom is not None else None
            made = replace(told.relation(kind, who, whom), by=by, label=label, counted=counted)
            yield made
            yield from _partisan(made)

    def _subjects(self, words: Sequence[int], types: frozenset[str]) -> list[Entity]:
        """The entities at the place of a subject; words after the first that are none do not count."""
        found = [self.cast.typed(self.cast.entity(one), types) for one in words]
        return list({one.id: one for one in found if one is not None}.values())

    def _entities(self, words: Sequence[int], types: frozenset[str]) -> tuple[Entity, ...]:
        return tuple(self._subjects(words, types))

    def _counted(self, slot: int, resolved: int) -> Span | None:
        """The words in which the object may be counted: from where its phrase begins to who it is of."""
        if slot < 0:
            return None
        start = self.clauses.word(self.clauses.left(slot)).start
        end = self.clauses.word(slot).end if resolved <= slot else self.clauses.word(resolved).start
        return Span(start, max(end, start + 1))

    def _listing(
        self, filled: Filled, by: tuple[Entity, ...], who: tuple[Entity, ...]
    ) -> tuple[tuple[Entity, ...], Span | None]:
        """Who lists and as what, also by the list's own words: "the US list of terrorist organizations".

        A list is nobody's who stands on it: "its list" is taken to be its maker's.
        """
        label = self._phrase(filled["L"][0]) if filled.get("L") else None
        for at in filled.get("LIST", ()):
            owners = [*self.clauses.possessors(at), *self.clauses.governed(at, "compound", "amod", "nmod:desc")]
            owned = self._entities([one for each in owners for one in self.clauses.joined(each)], _BY_TYPES)
            own = tuple(one for one in owned if one not in who)
            by = by if by and not own else own or by
            of = self.clauses.behind(at, "of")
            if of and self.cast.entity(of[0]) is None:
                label = self._phrase(of[0])
            elif label is None:
                label = self._list_name(at)
        return by, label

    def _list_name(self, at: int) -> Span | None:
        """What a list is called by the words before it: "terror list"."""
        first = at
        while first > 0 and self.clauses.word(first - 1).relation in {"compound", "amod", "punct"}:
            if self.cast.name(first - 1) is not None or country(self.clauses.form(first - 1)) is not None:
                break
            if self.clauses.word(first - 1).upos == "PUNCT" and self.clauses.form(first - 1) not in {"-", "–"}:
                break
            first -= 1
        return Span(self.clauses.word(first).start, self.clauses.word(at).end) if first < at else None

    def _phrase(self, at: int) -> Span:
        """A noun with what stands before it, but without articles and quotation marks."""
        inside = [at]
        for child in self.clauses.children[at]:
            relation = self.clauses.word(child).relation
            if child < at and relation in {"amod", "compound", "nmod:desc", "nummod", "obl:unmarked"}:
                inside.append(self._first(child))
            elif child > at and (relation == "flat" or (relation in _OF and self.clauses.case(child) == "of")):
                inside.append(self._last(child))
        return Span(self.clauses.word(min(inside)).start, self.clauses.word(max(inside)).end)

    def _first(self, at: int) -> int:
        return min((self._first(one) for one in self.clauses.children[at] if one < at), default=at)

    def _last(self, at: int) -> int:
        inside = [one for one in self.clauses.children[at] if one > at and self.clauses.word(one).upos != "PUNCT"]
        inside = [one for one in inside if self.clauses.word(one).relation in {"flat", "nmod", "compound", "conj"}]
        return max((self._last(one) for one in inside), default=at)

    # Nouns

    def _becoming(self, noun: int, filled: Filled, told: _Shared) -> Iterator[Told]:
        """What somebody becomes: the noun's relation with another subject."""
        for one in self.clauses.joined(noun):
            for _, entry in self._entries(one):
                who = self._subjects(filled.get("S", ()), self.known.types[entry.kind][0])
                by = self._entities(filled.get("B", ()), _BY_TYPES)
                for each in self._of_noun(one, entry, who, told):
                    yield replace(each, by=by if each.kind in _OFFICES else ())

    def _entries(self, at: int) -> Iterator[tuple[str, Noun]]:
        """What the file says of a noun, the longest words first."""
        if self.clauses.word(at).upos not in {"NOUN", "PROPN", "ADJ", "ADV"} or self.cast.name(at) is not None:
            return
        lemma = self.clauses.lemma(at).removeprefix("ex-")
        before = self.clauses.form(at - 1) if at else ""
        long = f"{before} {lemma}" if before else lemma
        hyphened = f"{self.clauses.form(at - 2)}-{lemma}" if before == "-" and at > 1 else lemma
        for key in (long, hyphened, lemma):
            if key in self.known.nouns:
                for entry in self.known.nouns[key]:
                    yield key, entry
                return

    def _by_noun(self, at: int) -> Iterator[Told]:
        entries = list(self._entries(at))
        if not entries:
            return
        copular = bool(self.clauses.governed(at, "cop"))
        standing = self.clauses.standing(at) if copular else self._presupposed(at)
        if standing is None:
            return
        first = self._modifiers(at)
        words = {self.clauses.form(one) for one in first}
        if words & (listed("clauses doubt") | _GENERIC):
            return
        if self.clauses.word(at).xpos in {"NNS", "NNPS"} and entries[0][1].kind == "located-in":
            return
        former = bool(words & listed("clauses former")) or self.clauses.form(at).startswith("ex-") or standing.former
        former = former or standing.had or self._was(at)
        told = _Shared(HOLD, former, standing, self._anchor(at, ()))
        for _, entry in entries:
            who = self._bearers(at, self.known.types[entry.kind][0], copular=copular)
            yield from self._of_noun(at, entry, who, told)

    def _was(self, at: int) -> bool:
        """Whether a word before a title makes it past, wherever the syntax hangs it: "then US President"."""
        first = self.cast.words(self._title(at).start, self._title(at).end)[0]
        while first > 0 and (
            country(self.clauses.form(first - 1)) is not None or self.cast.name(first - 1) is not None
        ):
            first -= 1
        return first > 0 and self.clauses.form(first - 1) in listed("clauses former")

    def _modifiers(self, at: int) -> list[int]:
        """The words before a noun that tell more of it, also where they hang on the name behind it."""
        word = self.clauses.word(at)
        holders = [at, word.head] if word.relation in _INSIDE and word.head > at else [at]
        return [
            one
            for holder in holders
            for one in self.clauses.children[holder]
            if one < at and self.clauses.word(one).upos != "PUNCT"
        ]

    def _bearers(self, at: int, types: frozenset[str], *, copular: bool, depth: int = 0) -> list[Entity]:
        """Who is what a noun says."""
        word = self.clauses.word(at)
        if copular:
            return self._subjects(self.clauses.subjects(at), types) or self._subjects(self._named_below(at), types)
        found: list[Entity] = []
        if word.relation == "appos" and not self._subjects(self.clauses.governed(at, "appos", "flat"), types):
            found = self._subjects([word.head], types)
        elif word.relation == "conj" and depth == 0 and not self._subjects([at], types):
            above = self.clauses.word(word.head)
            same = any(True for _ in self._entries(word.head)) and above.relation in {
                "appos",
                "xcomp",
                "obl",
                "root",
                "nmod:desc",
            }
            copular = bool(self.clauses.governed(word.head, "cop"))
            found = self._bearers(word.head, types, copular=copular, depth=1) if same else []
        elif word.relation in {"compound", "nmod:desc", "flat"} and word.head > at:
            found = self._subjects([word.head], types)
        found = found or self._subjects([at], types) or self._persons_behind(at, types)
        if not found and word.relation == "nsubj" and self.clauses.governed(word.head, "cop"):
            return self._subjects(self._named_below(word.head), types)
        return found

    def _persons_behind(self, at: int, types: frozenset[str]) -> list[Entity]:
        """A person in apposition to what the noun is of, and so to the noun: "the owner of Marn Bank, Tom Flint"."""
        below = [one for each in self.clauses.governed(at, "nmod") for one in self.clauses.governed(each, "appos")]
        return [one for one in self._subjects(below, types) if one.type == "person"]

    def _named_below(self, at: int) -> list[int]:
        """The names behind "named" that hang on a noun or on what it is of: "a commander of the group named X"."""
        return [one for each in (at, *self.clauses.governed(at, "nmod")) for one in self.cast.named(each)]

    def _of_noun(self, at: int, entry: Noun, who: Sequence[Entity], told: _Shared) -> Iterator[Told]:
        whom = self._complements(at, entry, who)
        office = entry.kind in _OFFICES
        label = self._title(at) if office else None
        if not whom and office:
            for one in who:
                yield replace(told.relation(entry.kind, one, None), label=label, anchor=label or told.anchor)
        for one, other in product(who, whom):
            anchor = label if office and label is not None else self._noun_anchor(at, told)
            made = replace(told.relation(entry.kind, one, other), label=label, anchor=anchor)
            yield made
            yield from _partisan(made)

    def _noun_anchor(self, at: int, told: _Shared) -> Span:
        word = self.clauses.word(at)
        return Span(min(told.anchor.start, word.start), max(told.anchor.end, word.end))

    def _complements(self, at: int, entry: Noun, who: Sequence[Entity]) -> list[Entity]:
        """Whom a noun stands to: what is behind its preposition, whose it is, or what stands before it."""
        types = self.known.types[entry.kind][1]
        for words in self._complement_words(at, entry.prepositions):
            found = [one for one in self._subjects(words, types) if one not in who and self._apt(at, entry.kind, one)]
            if found:
                return found
        fit = [self.cast.typed(one, types) for one in self._bodies_before(at)]
        return [one for one in fit if one is not None and one not in who and self._apt(at, entry.kind, one)]

    def _apt(self, at: int, kind: str, whom: Entity) -> bool:
        """Whether a noun may stand to somebody so: a party has leaders and members, and no ministers."""
        if kind == "party-of":
            return is_party(whom)
        return kind != "holds-office" or not is_party(whom) or self.clauses.lemma(at) in listed("party-of offices")

    def _complement_words(self, at: int, prepositions: frozenset[str]) -> Iterator[list[int]]:
        clauses = self.clauses
        word = clauses.word(at)
        chain = [at]
        if word.relation == "conj":
            chain.append(word.head)
        chain += [one for one in clauses.governed(at, "conj") if any(True for _ in self._entries(one))]
        for holder in chain:
            behind = [one for one in clauses.governed(holder, "nmod", "obl") if clauses.case(one) in prepositions]
            yield [each for one in behind for each in clauses.joined(one)]
            for one in behind:  # "minister of defence of Norland"
                if self.cast.entity(one) is None and not clauses.governed(one, "det"):
                    yield clauses.behind(one, "of")
            yield clauses.possessors(holder)
            if clauses.word(holder).relation in {"nmod:desc", "compound"}:  # "Chancellor Tom Flint of Norland"
                yield clauses.behind(clauses.word(holder).head, "of")
            yield [one for one in self._modifiers(holder) if self._may_own(one, at)]

    def _bodies_before(self, at: int) -> list[Entity]:
        """The body that a bare noun before an office stands for: "Trust director" of a trust told of before."""
        beside = [one for one in self._modifiers(at) if self.clauses.word(one).relation == "compound"]
        found = [self.cast.headed(self.clauses.form(one), one) for one in beside if self.cast.name(one) is None]
        return [one for one in found if one is not None]

    def _may_own(self, modifier: int, at: int) -> bool:
        """Whether a word before a noun may be whom it stands to: "Iraqi president", but no "Iraqi officer"."""
        whom = self.cast.direct(modifier)
        private = self.clauses.lemma(at) in listed("holds-office private")
        return whom is not None and not (private and whom.type in {"country", "nationality"})

    def _title(self, at: int) -> Span:
        """The words of an office: "Foreign Minister", "secretary of state"."""
        first = at
        while first > 0 and self._in_title(first - 1, first, at):
            first -= 1
        while self.clauses.word(first).upos == "PUNCT":
            first += 1
        last = at
        for one in self.clauses.behind(at, "of"):
            bare = not self.clauses.children[one] or all(
                self.clauses.word(each).relation == "case" for each in self.clauses.children[one]
            )
            if bare and one == at + 2 and self.cast.entity(one) is None and country(self.clauses.form(one)) is None:
                last = one
        return Span(self.clauses.word(first).start, self.clauses.word(last).end)

    def _in_title(self, at: int, right: int, noun: int) -> bool:
        """Whether a word before an office belongs to it; `right` is the word behind it."""
        word, form = self.clauses.word(at), self.clauses.form(at)
        if self.cast.name(at) is not None or country(form) is not None or word.upos in {"PRON", "DET"}:
            return False
        if form in listed("clauses former") or form in listed("clauses doubt"):
            return False
        if form == "first":  # a rank in "First Minister", a number in "the first bishop"
            return self.clauses.form(right) in {"minister", "lady", "secretary", "deputy", "vice", "lieutenant"}
        if form in {"-", "–"}:
            return at > 0 and self._in_title(at - 1, at, noun)
        near = word.head in range(right, noun + 1) or word.head == self.clauses.word(noun).head
        relational = word.relation == "compound" or (word.relation == "amod" and form.endswith(_RELATIONAL))
        return form in titles() or form in MODIFIERS or (near and relational)


def _partisan(told: Told) -> Iterator[Told]:
    """That a person's membership in a party makes it theirs."""
    if told.kind == "member-of" and told.subject.type == "person" and told.object is not None and is_party(told.object):
        yield replace(told, kind="party-of", counted=None)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the relations of one word have in common."""

    phase: str
    former: bool
    standing: Standing
    anchor: Span

    def relation(self, kind: str, who: Entity, whom: Entity | None) -> Told:
        """One of them."""
        return Told(
            kind,
            who,
            whom,
            self.anchor,
            phase=self.phase,
            former=self.former,
            chain=self.standing.chain,
            accused=self.standing.told,
        )
