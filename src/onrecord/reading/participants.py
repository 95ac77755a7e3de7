"""Who takes part: the entity that a word of the syntax stands for.

A mention of an entity, whatever its kind, is found by the word that heads it; the smallest that a word heads counts.
Where none does, the words around tell: "the magazine Der Anker" is Der Anker, "the city of Marn" is Marn, "a camp
known as Marn-3" is Marn-3, "who" whoever stands before it. A named entity is preferred to one that is only told of:
"its maker, Marn Foods" is Marn Foods. Nobody is made up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.countries import country
from onrecord.reading.frames import listed
from onrecord.reading.roles import INSTITUTION
from onrecord.reading.trees import ROOT
from onrecord.record import Entity, Mention, MentionKind

_DEEPEST: Final = 4
_SITES: Final = frozenset({"facility"})
_BODIES: Final = frozenset({"organisation", "publication", "event", "work", "facility", "other"})
_NAMESAKES: Final = frozenset({"organisation", "publication", "facility"})
_PERSONS: Final = frozenset({"person"})
_THINGS: Final = frozenset({"it", "its", "itself", "which", "that"})
_QUANTITIES: Final = frozenset(
    "dozen hundred thousand million number group score majority minority rest handful half most some many list".split()
)


class Cast:
    """The entities of an article by the words that stand for them."""

    def __init__(self, clauses: Clauses, entities: Sequence[Entity]) -> None:
        self.clauses = clauses
        self.entities = {entity.id: entity for entity in entities}
        self._heads: dict[int, tuple[int, Entity]] = {}
        self._names: dict[int, tuple[int, Entity, Mention]] = {}
        self._starts = [word.start for word in clauses.parse.words]
        self._known: dict[int, Entity | None] = {}
        self._codes = {entity.code: entity for entity in reversed(entities) if entity.code is not None}
        for entity in entities:
            for mention in entity.mentions:
                self._add(entity, mention)

    def _add(self, entity: Entity, mention: Mention) -> None:
        words = self.words(mention.start, mention.end)
        size = mention.end - mention.start
        for at in words:
            if self.clauses.word(at).head not in words:
                if at not in self._heads or size < self._heads[at][0]:
                    self._heads[at] = (size, entity)
                break
        if mention.kind is MentionKind.NAME:
            for at in words:
                if at not in self._names or size < self._names[at][0]:
                    self._names[at] = (size, entity, mention)

    def words(self, start: int, end: int) -> range:
        """The words that have characters between two offsets."""
        first = max(0, bisect_right(self._starts, start) - 1)
        while first < len(self._starts) and self.clauses.word(first).end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, end)))

    def direct(self, at: int) -> Entity | None:
        """The entity that has a mention headed by a word, or a name with the word in it."""
        if at in self._heads:
            return self._heads[at][1]
        return self._names[at][1] if at in self._names else None

    def name(self, at: int) -> Mention | None:
        """The name that a word is part of."""
        return self._names[at][2] if at in self._names else None

    def entity(self, at: int) -> Entity | None:
        """The entity that a word stands for, itself or by the words around it."""
        if at not in self._known:
            self._known[at] = self._meant(at, 0)
        return self._known[at]

    def _meant(self, at: int, depth: int) -> Entity | None:
        found = self._titled(at) or self.direct(at)
        if (found is not None and found.named) or depth > _DEEPEST:
            return found
        clauses = self.clauses
        if clauses.is_relative(at):
            before = clauses.antecedent(at)
            return (self._meant(before, depth + 1) if before is not None else None) or found
        beside = (self.direct(each) for each in self._beside(at))
        named = next((one for one in beside if one is not None and one.named), None)
        return named or (self._namesake(found, at) if found is not None else None) or found

    def _titled(self, at: int) -> Entity | None:
        """The person named in apposition to a calling, whomever else the calling was taken for."""
        clauses = self.clauses
        if clauses.word(at).upos != "NOUN" or self.name(at) is not None:
            return None
        beside = [self._names[one][1] for one in clauses.governed(at, "appos") if one in self._names]
        return next((one for one in beside if one.type == "person" and not is_unsure(one)), None)

    def _beside(self, at: int) -> list[int]:
        """The words around a noun that may name what it stands for."""
        clauses = self.clauses
        named = [*clauses.governed(at, "appos"), *self.named(at)]
        lemma = clauses.lemma(at)
        if lemma in listed("clauses same"):
            named += clauses.behind(at, "of")
        named += [one for one in clauses.governed(at, "flat", "compound", "nmod:desc") if one > at]
        if lemma in listed("located-in sites"):
            named += [one for one in clauses.governed(at, "compound") if self._is_of(one, _SITES)]
        if lemma in listed("clauses bodies"):  # "the Red Dawn movement"
            named += [one for one in clauses.governed(at, "compound", "nmod:desc", "amod") if self._is_of(one, _BODIES)]
        word = clauses.word(at)
        if at + 1 < len(clauses.parse.words):  # "the parent company Alphabet", as two subjects
            twin = clauses.word(at + 1)
            named += (
                [at + 1] if (twin.head, twin.relation) == (word.head, word.relation) and word.upos == "NOUN" else []
            )
        if word.relation in {"nmod:desc", "flat"} and word.head != ROOT:
            named.append(word.head)
        return named

    def _is_of(self, at: int, types: frozenset[str]) -> bool:
        own = self.direct(at)
        return own is not None and own.type in types

    def _namesake(self, entity: Entity, at: int) -> Entity | None:
        """The named entity whose name ends in the one word an unnamed one is told of with: "the clinic"."""
        words = entity.name.lower().split()
        return self.headed(words[0], at) if len(words) == 1 and entity.type in _NAMESAKES else None

    def headed(self, noun: str, at: int) -> Entity | None:
        """The named body last told of before a word whose name, or phrase for it, ends in a noun.

        "Trust director Oda Flint" is a director of the Harbour Trust that the text has told of.
        """
        before = self.clauses.word(at).start
        told = [
            (mention.end, entity)
            for entity in self.entities.values()
            if entity.type in _NAMESAKES and entity.named
            for mention in entity.mentions
            if mention.end <= before and mention.kind is not MentionKind.PRONOUN and _ends_in(mention.words, noun)
        ]
        return max(told, key=lambda pair: pair[0])[1] if told else None

    def named(self, at: int) -> list[int]:
        """The names behind "named", "known as": "a camp known as Marn-3"."""
        clauses = self.clauses
        verbs = [one for one in clauses.governed(at, "acl") if clauses.lemma(one) in listed("clauses naming")]
        return [
            one
            for verb in verbs
            for one in (*clauses.governed(verb, "xcomp", "obj", "appos"), *clauses.behind(verb, "as"))
        ]

    def through(self, at: int) -> list[int]:
        """The word that a number of people stands for: "3,000 members of the group" the group; itself else."""
        clauses = self.clauses
        for _ in range(_DEEPEST):
            lemma = clauses.lemma(at)
            many = lemma in _QUANTITIES or clauses.word(at).upos == "NUM"
            if not many and lemma not in listed("clauses members"):
                break
            onward = clauses.behind(at, "of")
            if not onward and not many:
                onward = [one for one in clauses.governed(at, "compound", "amod") if self.direct(one) is not None]
                onward = onward or clauses.possessors(at)
            if not onward or (self.name(at) is not None):
                break
            at = onward[0]
        return clauses.joined(at)

    def typed(self, entity: Entity | None, types: frozenset[str]) -> Entity | None:
        """The entity where its type is one of some; of a nationality its country, where that is an entity."""
        if entity is None or entity.type in types or (types != _PERSONS and is_unsure(entity)):
            return entity
        if "organisation" in types and entity.name.lower().rsplit(maxsplit=1)[-1] in INSTITUTION:
            return entity  # a "Harbour Union" that is taken for a place
        if entity.type == "nationality" and "country" in types:
            return self.country(entity.name)
        return None

    def country(self, words: str) -> Entity | None:
        """The country entity that some words name, or whose people they name."""
        found = country(words)
        return self._codes.get(found.code) if found is not None else None

    def nationality(self, words: str) -> Entity | None:
        """The entity of a people that some words name."""
        wanted = country(words)
        return next(
            (
                one
                for one in self.entities.values()
                if wanted is not None and one.type == "nationality" and country(one.name) == wanted
            ),
            None,
        )


def is_unsure(entity: Entity) -> bool:
    """Whether an entity is a person by its type alone: a single word that no office, "he" or "who" tells to be one."""
    if entity.type != "person" or entity.roles or any(" " in name for name in (entity.name, *entity.aliases)):
        return False
    return entity.named and all(
        mention.kind is MentionKind.NAME or mention.words.lower() in _THINGS for mention in entity.mentions
    )


def _ends_in(words: str, noun: str) -> bool:
    return words.lower().rsplit(maxsplit=1)[-1] == noun
