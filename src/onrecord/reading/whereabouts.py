"""Where places lie, which country somebody is of, and which party: told by what stands beside a name.

"Midland, Texas", "the camp in the north of Marn", "the German magazine Der Anker", "Norland's parliament", "Senator
Tom Flint (R-Tex.)", "Ana Quill of the Green Party".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.frames import frames, letters, listed
from onrecord.reading.participants import Cast
from onrecord.reading.standings import Told, is_party
from onrecord.reading.trees import ROOT
from onrecord.record import Entity, Mention, MentionKind, Span

_PLACES: Final = frozenset({"place", "facility"})
_WHERE: Final = frozenset({"place", "country"})
_IN: Final = frozenset({"in", "at", "within", "inside", "outside", "near"})
_OUTSIDE: Final = frozenset({"outside", "near"})
_BESIDE: Final = frozenset(
    {"appos", "nmod", "nmod:unmarked", "flat", "dep", "compound", "parataxis", "list", "nmod:desc"}
)
_COMMA: Final = re.compile(r",\s+")
_BRACKET: Final = re.compile(r"\s*\((?P<letters>[A-Z][a-z]{0,2})(?:[-–‑][^()]{1,20})?\)")


def whereabouts(clauses: Clauses, cast: Cast) -> Iterator[Told]:
    """The relations that stand beside names, kind by kind."""
    names = sorted(
        (
            (mention, entity)
            for entity in cast.entities.values()
            for mention in entity.mentions
            if mention.kind is MentionKind.NAME
        ),
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    for one, other in pairwise(names):
        if _behind_comma(clauses, cast, one, other):
            yield Told("located-in", one[1], other[1], Span(one[0].start, other[0].end))
    for at in range(len(clauses.parse.words)):
        if clauses.word(at).upos in {"NOUN", "PROPN"}:
            yield from _located(clauses, cast, at)
            yield from _of_country(clauses, cast, at)
    for mention, entity in names:
        if entity.type == "person":
            yield from _in_brackets(clauses, cast, mention, entity)
            yield from _partisan(clauses, cast, mention, entity)


Named = tuple[Mention, Entity]


def _behind_comma(clauses: Clauses, cast: Cast, one: Named, other: Named) -> bool:
    """Whether two names are a place and where it lies, "Midland, Texas", and not two of a list."""
    (mention, place), (following, around) = one, other
    if place.type not in _PLACES or around.type not in _WHERE or place is around:
        return False
    if not _COMMA.fullmatch(clauses.text, mention.end, following.start):
        return False
    first, second = cast.words(mention.start, mention.end), cast.words(following.start, following.end)
    heads = [at for at in second if clauses.word(at).head not in second]
    if not heads or clauses.word(heads[0]).relation not in _BESIDE:
        return False
    holder = clauses.word(heads[0]).head
    chained = [at for at in first if clauses.word(at).head == holder and clauses.word(at).relation in _BESIDE]
    if holder not in first and not chained:
        return False
    tops = [at for at in first if clauses.word(at).head not in first]
    return not any(clauses.word(at).upos == "PROPN" for top in tops for at in clauses.governed(top, "conj"))


def _located(clauses: Clauses, cast: Cast, at: int) -> Iterator[Told]:
    """Where a place is said to lie: "the city of Basra in Iraq", "the camp, in the north of Marn"."""
    own = cast.entity(at)
    if own is not None and (own.type in _PLACES or _is_site(clauses, at)):
        for where in [*_behind(clauses, cast, at), *_copular(clauses, at), *_beside(clauses, at)]:
            preposition = clauses.case(where)
            if preposition in _IN and _near(clauses, cast, at, where):
                yield from _in(clauses, cast, own, where, preposition)
        for owner in clauses.possessors(at):
            place = cast.typed(cast.entity(owner), _WHERE)
            if place is not None and place is not own and cast.name(owner) is not None:
                word = clauses.word(owner)
                yield Told("located-in", own, place, Span(word.start, word.end))


def _behind(clauses: Clauses, cast: Cast, at: int) -> list[int]:
    """The nouns that hang on a noun, or on another word of the name it heads: "the Ministry of Culture in Marn"."""
    name = cast.name(at)
    words = cast.words(name.start, name.end) if name is not None else range(at, at + 1)
    return [one for holder in words for one in clauses.governed(holder, "nmod") if one not in words]


def _is_site(clauses: Clauses, at: int) -> bool:
    """Whether a word is one for a place, or a name is said to be one's: "a camp known as Marn-3", "the Marn-3 camp"."""
    sites = listed("located-in sites")
    word = clauses.word(at)
    if word.head == ROOT or word.upos != "PROPN" or clauses.lemma(at) in sites:
        return clauses.lemma(at) in sites
    above = clauses.word(word.head)
    naming = clauses.lemma(word.head) in listed("clauses naming") and above.relation == "acl"
    holder = above.head if naming else word.head
    beside = naming or word.relation in {"compound", "appos", "flat", "nmod:desc"}
    return beside and holder != ROOT and clauses.lemma(holder) in sites


def _copular(clauses: Clauses, at: int) -> list[int]:
    """The place that a place is said to be in."""
    word = clauses.word(at)
    if word.relation == "nsubj" and clauses.governed(word.head, "cop") and clauses.standing(word.head) is not None:
        return [word.head]
    return []


def _near(clauses: Clauses, cast: Cast, at: int, where: int) -> bool:
    """Whether a preposition stands right behind a place, but for its name, marks and what names it."""
    case = next((one for one in clauses.governed(where, "case") if one < where), where)
    name = cast.name(at)
    behind = clauses.text[max(name.end if name else 0, clauses.word(at).end) : clauses.word(case).start]
    copular = clauses.word(at).relation == "nsubj" and clauses.word(at).head == where
    return copular or bool(re.fullmatch(r"[\s,]*(?:of .*|.*\bas .*|named .*|called .*)?", behind, re.DOTALL))


def _beside(clauses: Clauses, at: int) -> list[int]:
    """The place right behind one that something happens to: "raided the camp in Norland"."""
    word = clauses.word(at)
    if word.head == ROOT or word.relation not in {"obj", "obl", "nsubj:pass"}:
        return []
    return [one for one in clauses.governed(word.head, "obl") if at < one][:1]


def _in(clauses: Clauses, cast: Cast, own: Entity, where: int, preposition: str) -> Iterator[Told]:
    first = next(iter(clauses.governed(where, "case")), where)
    side = clauses.lemma(where) in listed("clauses sides") and preposition not in _OUTSIDE
    if side:
        where = next(iter(clauses.behind(where, "of")), where)
    elif preposition in _OUTSIDE:
        return
    place = cast.typed(cast.entity(where), _WHERE | _PLACES)
    cases = [clauses.word(one) for one in clauses.governed(where, "case")]
    if place is not None and place is not own and cases:
        yield Told("located-in", own, place, Span(clauses.word(first).start, cases[-1].end))


def _of_country(clauses: Clauses, cast: Cast, at: int) -> Iterator[Told]:
    """Whose country stands before a noun: "the German magazine Der Anker", "Norland's parliament"."""
    subjects, _ = frames().types["country-of"]
    own = cast.entity(at) or _described(clauses, cast, at)
    if own is None or own.type not in subjects or own.code is not None:
        return
    for one in clauses.governed(at, "amod", "compound", "nmod:desc", "nmod:poss"):
        word = clauses.word(one)
        possessive = word.relation == "nmod:poss"
        if one > at or (possessive and own.type not in {"organisation", "facility", "publication", "place"}):
            continue
        if word.relation == "compound" and own.type == "place":
            continue
        named = cast.country(clauses.text[word.start : word.end])
        if named is None and possessive:
            named = cast.typed(cast.entity(one), frozenset({"country"}))
        if named is None and not possessive:
            named = cast.nationality(clauses.text[word.start : word.end])
        inside = cast.name(one)
        if (
            named is None
            or named is own
            or (inside is not None and inside.end - inside.start > word.end - word.start + 3)
        ):
            continue
        kind = "located-in" if possessive and own.type == "place" else "country-of"
        yield Told(kind, own, named, Span(word.start, word.end))


def _described(clauses: Clauses, cast: Cast, at: int) -> Entity | None:
    """Who a noun tells of: "Marn Foods is a French company", "Ida Lund, a Swedish singer"."""
    word = clauses.word(at)
    if word.upos != "NOUN":
        return None
    if word.relation == "appos":
        found = [word.head]
    elif clauses.governed(at, "cop") and clauses.standing(at) is not None:
        found = clauses.subjects(at)
    else:
        return None
    own = next((one for one in (cast.entity(each) for each in found) if one is not None), None)
    if own is None or clauses.lemma(at) in listed("country-of relational"):
        return None
    return own if own.type == "person" or clauses.lemma(at) in listed("country-of things") else None


def _in_brackets(clauses: Clauses, cast: Cast, mention: Mention, entity: Entity) -> Iterator[Told]:
    """The party in brackets behind a name: "Tom Flint (R-Tex.)"."""
    found = _BRACKET.match(clauses.text, mention.end)
    party = letters().get(found["letters"].lower()) if found else None
    if found is None or party is None:
        return
    for other in cast.entities.values():
        if other.type in frames().types["party-of"][1] and any(
            name.lower().startswith(party) for name in (other.name, *other.aliases)
        ):
            yield Told("party-of", entity, other, Span(found.start("letters"), found.end() - 1))
            return


def _partisan(clauses: Clauses, cast: Cast, mention: Mention, entity: Entity) -> Iterator[Told]:
    """The party beside a name: "Democrat Ana Quill", "Tom Flint, a Republican", "Oda Vance of the Green Party"."""
    words = cast.words(mention.start, mention.end)
    for at in words:
        if clauses.word(at).head in words and clauses.word(at).head != ROOT:
            continue
        beside = clauses.governed(at, "compound", "nmod:desc", "appos", "amod", "flat")
        beside += [one for one in clauses.governed(at, "nmod") if clauses.case(one) == "of"]
        for one in beside:
            party = cast.direct(one)
            if party is not None and party is not entity and is_party(party):
                word = clauses.word(one)
                yield Told("party-of", entity, party, Span(word.start, word.end), former=_was(clauses, one))


def _was(clauses: Clauses, at: int) -> bool:
    return any(clauses.form(one) in listed("clauses former") for one in clauses.children[at])
