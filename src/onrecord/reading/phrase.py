"""A mention as a phrase: its noun, what is said of it, whether it is one or several, a man or a woman."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.reading.nouns import kind_of
from onrecord.reading.pronouns import FEMALE, MALE
from onrecord.record import MentionKind

if TYPE_CHECKING:
    from onrecord.reading.mentions import FoundMention
    from onrecord.reading.syntax import Parse

_DEFINITE: Final = frozenset("the this that these those his her its their our my your both each".split())
_FIRST: Final = frozenset("i me my mine myself we us our ours ourselves you your yours yourself yourselves".split())
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_KIN: Final = frozenset(
    "father mother dad mom mum parent brother sister sibling grandfather grandmother grandparent uncle aunt".split()
)
_FAR: Final = 12
_SPACES: Final = re.compile(r"\s+")
_KEPT: Final = frozenset({"of"})
_ENTITY: Final = {"person": "person", "organization": "organisation", "place": "place"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention with what its words tell.

    Attributes:
        start: code-point offset of its first character.
        end: offset just past its last; what follows the noun beyond an "of" and its complement is left out.
        kind: a name, a pronoun, or other words.
        head: index of the word it is built around among the text's words.
        noun: that word's lemma, lower case.
        lower: its words, lower case.
        modifiers: the words before the noun but for determiners, lower case.
        gum: GUM's type of it.
        listed: the entity type its noun is listed for (`nouns.kind_of`).
        definite: whether it speaks of something known.
        predicative: whether it says what something else is: "she was a mayor", "Ana Quill, a mayor".
        plural: whether its noun is.
        male: whether its words say that it is a man.
        female: whether they say that it is a woman.
    """

    start: int
    end: int
    kind: MentionKind
    head: int
    noun: str
    lower: str
    modifiers: tuple[str, ...]
    gum: str
    listed: str | None
    definite: bool
    predicative: bool
    plural: bool
    male: bool
    female: bool

    @property
    def type(self) -> str | None:
        """The entity type of what it stands for by itself, or None where that can be no entity."""
        if self.kind is MentionKind.PRONOUN:
            return "person"
        return self.listed or _ENTITY.get(self.gum)

    @property
    def kin(self) -> bool:
        """Whether it is of the speaker's or writer's own family, whom names near by hardly ever name: "my father"."""
        return self.noun in _KIN and self.lower.startswith(("my ", "our "))

    @property
    def first_person(self) -> bool:
        """Whether it is "I", "we", "you" or the like."""
        return self.lower in _FIRST


def phrase(parse: Parse, text: str, mention: FoundMention) -> Phrase:
    """What a mention's words tell. One that the encoder takes for a name and names were not found in is a phrase."""
    words = parse.words
    head = mention.head
    noun = words[head]
    first = head
    while first > 0 and words[first - 1].start >= mention.start:
        first -= 1
    before = [words[at] for at in range(first, head)]
    lowered = [text[word.start : word.end].lower() for word in before]
    opening = lowered[0] if lowered else ""
    possessed = any(word.relation == "nmod:poss" for word in before)
    end = _end(parse, text, mention)
    lower = _SPACES.sub(" ", text[mention.start : end].lower())
    relations = {words[child].relation for child in parse.children()[head] if -_FAR <= child - head < _FAR}
    told = {*lowered, noun.lemma.lower()}
    return Phrase(
        start=mention.start,
        end=end,
        kind=MentionKind.NOMINAL if mention.kind is MentionKind.NAME else mention.kind,
        head=head,
        noun=noun.lemma.lower(),
        lower=lower,
        modifiers=tuple(
            form
            for word, form in zip(before, lowered, strict=True)
            if word.upos not in {"DET", "PUNCT", "PART", "ADP"} and word.relation != "nmod:poss"
        ),
        gum=mention.type,
        listed=_listed(mention, noun.lemma, lowered[-1] if lowered else ""),
        definite=opening in _DEFINITE or possessed,
        predicative=noun.relation == "appos" or "cop" in relations,
        plural=noun.xpos in _PLURAL,
        male=not MALE.isdisjoint(told),
        female=not FEMALE.isdisjoint(told),
    )


def _listed(mention: FoundMention, noun: str, before: str) -> str | None:
    """What a noun is listed for; a person where the encoder sees one ("the operator" of a crane, not of a port)."""
    if mention.kind is MentionKind.PRONOUN:
        return None
    listed = kind_of(noun, before)
    return "person" if listed in {"organisation", "publication"} and mention.type == "person" else listed


def _end(parse: Parse, text: str, mention: FoundMention) -> int:
    """Where a phrase ends: at its noun, or past one "of" and the words up to the next noun's end that hang there."""
    words = parse.words
    head = mention.head
    if mention.kind is not MentionKind.NOMINAL:
        return min(mention.end, words[head].end) if mention.kind is MentionKind.PRONOUN else mention.end
    end = words[head].end
    following = head + 1
    if following < len(words) and text[words[following].start : words[following].end].lower() in _KEPT:
        complement = words[following].head
        if (
            following < complement < len(words)
            and words[complement].head == head
            and words[complement].end <= mention.end
        ):
            end = words[complement].end
    return end
