"""What kind of thing a word of the syntax stands for, as far as who can act and who can be acted on goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.countries import country
from onrecord.reading.mentions import FoundMention
from onrecord.reading.nouns import is_collective, is_persons, kind_of
from onrecord.reading.participants import Cast
from onrecord.reading.wordlists import words
from onrecord.record import Entity, Time

PERSON: Final = "person"
GROUP: Final = "group"
STATE: Final = "state"
PLACE: Final = "place"
HAPPENING: Final = "happening"
THING: Final = "thing"
TIME: Final = "time"
UNKNOWN: Final = "unknown"
"""What a pronoun stands for whose antecedent nobody found."""

_OF_ENTITY: Final = {
    "person": PERSON,
    "nationality": PERSON,
    "organisation": GROUP,
    "publication": GROUP,
    "country": STATE,
    "place": PLACE,
    "facility": PLACE,
    "event": HAPPENING,
    "work": THING,
}
_OF_MENTION: Final = {"person": PERSON, "organization": GROUP, "place": PLACE, "event": HAPPENING}
_PEOPLE: Final = frozenset(
    "he she they we i you who whom him her them us me someone anyone everyone nobody one".split()
)
_OTHERS: Final = frozenset({"other", "another", "most", "rest"})
_ANYTHING: Final = frozenset("it which that this these those".split())


def listed(part: str) -> frozenset[str]:
    """A list of words of `data/events.txt`."""
    return words("events.txt", part)


class Classes:
    """The kinds of what the words of a text stand for.

    Args:
        clauses: its syntax.
        cast: its entities.
        mentions: what the encoder takes for mentions, with their types.
        times: the times of the text.
    """

    def __init__(
        self, clauses: Clauses, cast: Cast, mentions: Sequence[FoundMention], times: Sequence[Time] = ()
    ) -> None:
        self.clauses = clauses
        self.cast = cast
        self.mentions = {mention.head: mention for mention in mentions}
        self._kinds: dict[int, str] = {}
        self._times = {word for time in times for word in cast.words(time.start, time.end)}

    def kind(self, at: int) -> str:
        """The kind of what a word stands for: itself, or whom "dozens of…" leads to."""
        if at not in self._kinds:
            self._kinds[at] = TIME if at in self._times else self._kind(self.cast.through(at)[0])
        return self._kinds[at]

    def _kind(self, at: int) -> str:
        entity = self.cast.entity(at)
        if entity is not None and entity.type in _OF_ENTITY and (entity.named or not self._is_noun(at)):
            found = self._of_entity(entity, at)
            return PERSON if found == PLACE and self.clauses.somebody(at) else found
        clauses = self.clauses
        form, lemma = clauses.form(at), clauses.lemma(at)
        if clauses.word(at).upos in {"PRON", "DET"}:
            return UNKNOWN if form in _ANYTHING else PERSON if form in _PEOPLE else UNKNOWN
        before = clauses.form(at - 1) if at else ""
        if is_collective(lemma, before) or lemma in listed("armed"):
            return GROUP
        known = kind_of(lemma, before)
        mention = self.mentions.get(at)
        if mention is not None and mention.type in _OF_MENTION and known is None:
            return _OF_MENTION[mention.type]
        if known is not None:
            return _OF_ENTITY.get(known, THING)
        return UNKNOWN if clauses.word(at).upos in {"NUM", "PROPN"} or lemma in _OTHERS else THING

    def _is_noun(self, at: int) -> bool:
        return self.clauses.word(at).upos == "NOUN"

    def _of_entity(self, entity: Entity, at: int) -> str:
        if entity.type == "nationality" and self.clauses.word(at).upos == "ADJ":
            return PERSON if self.clauses.somebody(at) else STATE
        if entity.type == "country" and self.clauses.word(at).xpos == "NNPS" and country(self.clauses.form(at)):
            return PERSON
        if entity.type == "place" and country(entity.name) is not None:
            return STATE
        return _OF_ENTITY[entity.type]

    def acts(self, at: int) -> bool:
        """Whether a word stands for somebody who can act."""
        return self.kind(at) in {PERSON, GROUP, STATE, UNKNOWN}

    def armed(self, at: int) -> bool:
        """Whether it stands for police, armed forces or others who fight, by the noun or by the name."""
        return self._called(at, "armed")

    def _called(self, at: int, part: str) -> bool:
        clauses = self.clauses
        for one in dict.fromkeys((at, *self.cast.through(at))):
            entity = self.cast.entity(one)
            told = {
                clauses.lemma(one),
                clauses.form(one),
                *(clauses.lemma(each) for each in clauses.governed(one, "compound")),
            }
            if entity is not None:
                told |= {word for name in (entity.name, *entity.aliases) for word in name.lower().split()}
            if {form for word in told for form in (word, word.removesuffix("s"))} & listed(part):
                return True
        return False

    @staticmethod
    def _is_fighter(noun: str) -> bool:
        """Whether a noun for those who bear arms stands for persons ("guard"), not for a body of them ("patrol")."""
        return is_persons(noun) or noun in words("casualties.txt", "persons")

    def is_a(self, at: int, kind: str | None) -> bool:
        """Whether a word stands for what a line of the lexicon asks for; see `plover.notation.CLASSES`."""
        if kind is None:
            return True
        found = self.kind(at)
        if kind in {"armed", "police"}:
            unknown = found == UNKNOWN and self.clauses.form(at) not in _ANYTHING
            return self._called(at, kind) or (unknown and kind == "armed")
        if kind == "state" and self.clauses.lemma(at) in listed("state"):
            return True
        if kind == "person" and found == GROUP:
            through = self.cast.through(at)[0]
            return self._is_noun(through) and self._is_fighter(self.clauses.lemma(through))
        if kind == "thing":
            return found in {THING, PLACE, HAPPENING, UNKNOWN}
        thing = kind == "person" and self.clauses.form(at) in {"it", "this"}
        return (found == UNKNOWN and not thing) or found in _ASKED[kind]


_ASKED: Final = {
    "person": {PERSON},
    "group": {GROUP, STATE},
    "actor": {PERSON, GROUP, STATE},
    "state": {STATE, GROUP},
    "place": {PLACE, STATE},
}
