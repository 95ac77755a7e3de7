"""Callings: what the syntax around a person's name says they are, beside what `roles.py` reads off the words.

"Site manager Oda Flint", "Oda Flint, the mill's finance director", "the chair, Oda Flint", "Oda Flint is a surgeon at
the Lindt Clinic": a noun for persons before the name, in apposition to it, or said of it, with whom it is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.reading.countries import country
from onrecord.reading.nouns import is_persons
from onrecord.reading.titles import titles
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Entity, Mention, MentionKind, Role

_NONE: Final = frozenset(
    "man woman boy girl child teenager youth baby father mother son daughter brother sister husband wife widow "
    "widower uncle aunt cousin nephew niece person people victim suspect defendant accused plaintiff witness survivor "
    "passenger resident neighbour neighbor patient friend one other member supporter relative parent partner "
    "colleague visitor mr mrs ms miss mister madam dame lady lord sir monsieur alhaji hajia mx".split()
)
"""Nouns for persons that tell no calling, and forms of address."""
_NOT_YET: Final = frozenset("possible potential would-be likely aspiring next future prospective self-styled".split())
_GRADES: Final = frozenset(
    "captain capt colonel col brigadier brig general gen major maj lieutenant lt sergeant sgt corporal admiral adm "
    "commander cmdr inspector superintendent constable dr doctor professor prof reverend rev father fr sister brother "
    "rabbi imam sheikh bishop engineer chief".split()
)
_GENERAL: Final = frozenset("attorney secretary director inspector consul solicitor surgeon governor police".split())
"""What "general" and "inspector" make one calling with."""
_FORMER: Final = frozenset(
    {"former", "ex", "late", "outgoing", "onetime", "ousted", "retired", "previous", "erstwhile"}
)
_LINKS: Final = frozenset({"of", "for", "at", "in", "with"})
_OF_TITLE: Final = frozenset({"of", "for"})
_WORDY: Final = frozenset({"NOUN", "PROPN", "ADJ"})
_LONGEST: Final = 6
_NAMED: Final = frozenset(
    {"organisation", "publication", "country", "facility", "place", "nationality", "event", "work"}
)


def with_callings(walk: Treewalk, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities with what the syntax says the persons among them are.

    Args:
        walk: the syntax.
        entities: with all their mentions.
    """
    reading = _Callings(walk, entities)
    return tuple(reading.of(entity) if entity.type == "person" and entity.names else entity for entity in entities)


class _Callings:
    def __init__(self, walk: Treewalk, entities: Sequence[Entity]) -> None:
        self._walk = walk
        self._at: dict[int, Entity] = {}
        self._names: set[int] = set()
        for entity in entities:
            for mention in sorted(entity.mentions, key=lambda each: each.start - each.end):
                head = walk.head(mention.span)
                if head is not None:
                    self._at[head] = entity
                if mention.kind is MentionKind.NAME and entity.type in _NAMED:
                    self._names.update(walk.within(mention.span))

    def of(self, entity: Entity) -> Entity:
        """A person with the callings around their names, and in the phrases that stand for them."""
        roles = list(entity.roles)
        for mention in entity.mentions:
            for role in self._around(entity, mention):
                _add(roles, role)
        return replace(entity, roles=tuple(roles))

    def _around(self, entity: Entity, mention: Mention) -> Iterator[Role]:
        walk = self._walk
        head = walk.head(mention.span)
        if head is None or mention.kind is MentionKind.PRONOUN:
            return
        if mention.kind is MentionKind.NOMINAL:
            nouns = [head]
        else:
            before = self._before(walk.within(mention.span)[0])
            nouns = [before, *self._further(before)] if before is not None else []
            nouns += [] if self._owns(mention) else walk.children(head, "appos")
            word = walk.words[head]
            if word.relation == "appos":
                nouns.append(word.head)
            if word.relation in {"nsubj", "nsubj:outer"} and walk.children(word.head, "cop"):
                nouns.append(word.head)
            nouns += [child for child in walk.children(head, "acl:relcl") if walk.children(child, "cop")]
        for noun in nouns:
            role = self._role(entity, noun)
            if role is not None:
                yield role

    def _owns(self, mention: Mention) -> bool:
        """Whether a name is whose something is: what stands behind "Norland's" is not what Norland is."""
        return mention.words.endswith(("'s", "’s")) or mention.text[mention.end : mention.end + 2] in {"'s", "’s"}

    def _before(self, first: int) -> int | None:
        """The noun for persons that ends right before a name, perhaps with an "of" behind it."""
        walk = self._walk
        at = first - 1
        if at >= 0 and walk.lower(at) == ".":
            at -= 1
        if at < 0 or walk.words[at].upos not in _WORDY or at in self._names:
            return None
        if self._is_calling(at) or self._is_rank(at, first):
            return at
        governor = walk.governor(at)
        titled = governor is not None and first - _LONGEST < governor < at and self._is_calling(governor)
        return governor if titled and walk.lower(at - 1) in _OF_TITLE else None

    def _further(self, noun: int) -> Iterator[int]:
        """The calling before a rank: "police spokesman | Colonel"."""
        if self._is_grade(noun) and noun > 0 and self._is_calling(noun - 1) and noun - 1 not in self._names:
            yield noun - 1

    def _is_grade(self, at: int) -> bool:
        return self._walk.lower(at).rstrip(".") in _GRADES

    def _is_rank(self, at: int, first: int) -> bool:
        """Whether a word of capitals is a rank or office before a name: "DCP", "Fr", "MLA"."""
        word = self._walk.text[self._walk.words[at].start : self._walk.words[at].end]
        near = self._walk.words[first].start - self._walk.words[at].end <= 2
        short = word.isupper() and 1 < len(word) <= _LONGEST
        return near and short and at not in self._names and word.lower() not in _NONE

    def _is_calling(self, at: int) -> bool:
        lemma, form = self._walk.words[at].lemma.lower().rstrip("."), self._walk.lower(at).rstrip(".")
        if {lemma, form} & _NONE or self._walk.words[at].upos not in _WORDY:
            return False
        return form in titles() or lemma in titles() or is_persons(lemma)

    def _role(self, entity: Entity, noun: int) -> Role | None:
        walk = self._walk
        rank = walk.words[noun].upos == "PROPN" and not self._is_calling(noun)
        if not (self._is_calling(noun) or rank) or walk.words[noun].xpos in {"NNS", "NNPS"}:
            return None
        if rank and not walk.lower(noun).isalpha():
            return None
        first, former, then = self._title_start(noun)
        end = self._title_end(noun)
        title = " ".join(walk.text[walk.words[first].start : walk.words[end].end].split())
        if title.lower() in _NONE or any(word in _NOT_YET for word in title.lower().split()):
            return None
        return Role(title=title, of=self._whose(entity, noun, first), former=former, then=then)

    def _title_start(self, noun: int) -> tuple[int, bool, bool]:
        walk, at = self._walk, noun
        while at > 0 and noun - at < _LONGEST:
            before = at - 1
            lower = walk.lower(before)
            plain = walk.words[before].upos in _WORDY and before not in self._names and country(lower) is None
            near = walk.words[at].start - walk.words[before].end <= 1
            cut = self._is_grade(at) and self._is_calling(before) and lower not in _GENERAL
            if not plain or not near or cut or lower in _FORMER or lower == "then":
                break
            at = before
        lead = [walk.lower(before) for before in range(max(0, at - 3), at)]
        former = bool(_FORMER & set(lead[-2:]))
        return at, former, "then" in lead[-2:]

    def _title_end(self, noun: int) -> int:
        """Where a title ends: at its noun, or past an "of" with what it rules where that is no entity: "of Culture"."""
        walk = self._walk
        for child in walk.children(noun, "nmod"):
            cases = {walk.lower(case) for case in walk.children(child, "case")}
            near = child - noun <= 2 and child > noun
            if near and cases & _OF_TITLE and child not in self._at and walk.words[child].upos == "PROPN":
                return child
        return noun

    def _whose(self, entity: Entity, noun: int, first: int) -> str | None:
        walk = self._walk
        for child in walk.children(noun, "nmod", "obl"):
            cases = {walk.lower(case) for case in walk.children(child, "case")}
            if child > noun and cases & _LINKS:
                found = self._at.get(child)
                if found is not None and found is not entity:
                    return found.name
        owners = [self._at.get(child) for child in walk.children(noun, "nmod:poss")]
        beside = [self._at.get(at) for at in range(max(0, first - 2), first) if at in self._names]
        for owner in (*owners, *beside):
            if owner is not None and owner is not entity and owner.type != "person":
                return _land(owner)
        return None


def _land(owner: Entity) -> str:
    """Whose an office is: of a people, its country."""
    found = country(owner.name) if owner.type == "nationality" else None
    return found.name if found is not None else owner.name


def _add(roles: list[Role], role: Role) -> None:
    """Put a role with others, in the place of one that tells less of the same."""
    last = role.title.casefold().split()[-1]
    for place, known in enumerate(roles):
        if known.title.casefold().split()[-1] != last or (known.of and role.of and known.of != role.of):
            continue
        fuller = max((known, role), key=lambda one: (len(one.title.split()), one is known))
        former, then = known.former or role.former, known.then or role.then
        roles[place] = Role(title=fuller.title, of=known.of or role.of, former=former, then=then)
        return
    roles.append(role)
