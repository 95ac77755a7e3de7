"""Seats of government that stand for the government: "encouraged Tirana to agree" is about Albania.

A capital stands for its country where it does what only a government does: it is told, asked or forced to do
something, it says, agrees, refuses. A building ("the Kremlin") that does so is an organisation. Elsewhere both are
places. The linguists' word is metonymy (Markert and Nissim, Computational Linguistics 35, 2009).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.reading.acts import act
from onrecord.reading.countries import seat_of
from onrecord.reading.trees import ROOT
from onrecord.reading.wordlists import entries
from onrecord.record import Entity, Mention, MentionKind

if TYPE_CHECKING:
    from onrecord.reading.syntax import Parse, Word

_DOES: Final = frozenset(
    "agree decide refuse decline accept reject seek try attempt pledge vow plan intend want hope fear believe "
    "consider back support oppose resist impose lift sanction recognise recognize expel recall deploy withdraw "
    "retaliate respond react negotiate sign ratify veto abstain invade occupy attack accuse deny hit pull cut "
    "sever restore break suspend freeze send supply fund arm host extradite deport grant offer allow let block "
    "ban step move act know see view regard need risk face argue provide use".split()
)
"""What governments do, beside speaking (`data/acts.txt`)."""
_MOVES: Final = frozenset(
    "encourage push force press persuade convince help allow want get make let lead prompt".split()
)
_SUBJECT: Final = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_TOLD: Final = frozenset({"obj", "iobj"})
_WITH: Final = frozenset({"with", "between", "against", "from", "by"})
_DEALINGS: Final = frozenset(
    "relation relations talk talks tension tensions tie ties deal agreement treaty pact alliance war dispute row "
    "dialogue negotiation negotiations sanction sanctions support pressure demand threat standoff ceasefire "
    "truce".split()
)


def with_governments(parse: Parse, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities with the capitals and buildings among them taken for governments where they act as such.

    Args:
        parse: the text's syntax.
        entities: what is named in the text. A capital that acts goes to its country where that is named too; its
            other mentions stay a place.
    """
    lands = {entity.code: number for number, entity in enumerate(entities) if entity.code is not None}
    moved: dict[int, list[Mention]] = {}
    result: list[Entity | None] = []
    for entity in entities:
        name = entity.name.lower().removeprefix("the ")
        if entity.type in {"place", "facility", "organisation", "other"} and name in _buildings():
            acts = any(_acts(parse, mention) for mention in entity.mentions)
            result.append(replace(entity, type="organisation") if acts else entity)
            continue
        code = _capital(name) if entity.type == "place" else None
        acting = [mention for mention in entity.mentions if _acts(parse, mention)] if code in lands else []
        if code is not None and acting:
            moved.setdefault(lands[code], []).extend(acting)
        kept = tuple(mention for mention in entity.mentions if mention not in acting)
        result.append(replace(entity, mentions=kept) if kept else None)
    for number, mentions in moved.items():
        land = result[number]
        if mentions and land is not None:
            result[number] = _with_seat(land, mentions)
    return tuple(entity for entity in result if entity is not None)


def _with_seat(land: Entity, mentions: Sequence[Mention]) -> Entity:
    names = dict.fromkeys(mention.words for mention in mentions)
    return replace(
        land,
        aliases=(*land.aliases, *(name for name in names if name not in land.aliases)),
        mentions=tuple(sorted((*land.mentions, *mentions), key=lambda each: each.start)),
    )


def _acts(parse: Parse, mention: Mention) -> bool:
    """Whether a place does, or is told to do, what governments do."""
    head = _head(parse, mention)
    if head is None or mention.kind is not MentionKind.NAME:
        return False
    word = parse.words[head]
    while word.relation == "conj" and word.head != ROOT:
        word = parse.words[word.head]
    governor = parse.words[word.head] if word.head != ROOT else None
    if governor is None:
        return False
    if word.relation == "nsubj" and governor.relation in {"xcomp", "ccomp"} and governor.head != ROOT:
        mover = parse.words[governor.head]
        if act(mover.lemma, ()) in {"demand", "request", "order", "advise", "warn"} or mover.lemma in _MOVES:
            return True
    if word.relation in _SUBJECT:
        return governor.upos == "VERB" and (governor.lemma in _DOES or act(governor.lemma, ()) is not None)
    if word.relation in _TOLD:
        return any(other.head == word.head and other.relation in {"xcomp", "ccomp"} for other in _after(parse, word))
    cases = {other.lemma for other in parse.words[max(0, head - 3) : head] if other.relation == "case"}
    return word.relation in {"nmod", "obl"} and bool(cases & _WITH) and governor.lemma in _DEALINGS


def _after(parse: Parse, word: Word) -> Sequence[Word]:
    at = bisect_left(parse.words, word.start, key=lambda each: each.start)
    return parse.words[at : at + 40]


def _head(parse: Parse, mention: Mention) -> int | None:
    first = bisect_right(parse.words, mention.start, key=lambda word: word.end)
    last = bisect_left(parse.words, mention.end, key=lambda word: word.start)
    return next((at for at in range(first, last) if not first <= parse.words[at].head < last), None)


def _capital(name: str) -> str | None:
    land = seat_of(name)
    return land.code if land is not None else _listed("capitals").get(name)


def _buildings() -> dict[str, str]:
    return _listed("buildings")


@cache
def _listed(part: str) -> dict[str, str]:
    pairs = (line.rpartition(" = ") for line in entries("seats.txt", part))
    return {name: code for name, _, code in pairs}
