"""What some words say that somebody did: the deed, however worded, and whose it is.

For setting a denial against what it denies. A deed is an event's type and mode, a family of words of
`data/accounts.txt`, or a line of `data/deeds.txt`; its doer is the actor or the part of society told of before it in
the clause. That is no syntax, of which records hold none; it tells "officers had fired" from "strikers had fired".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.comparing.claims import Reports
from onrecord.comparing.deeds import deeds, is_listed, lemma_of
from onrecord.comparing.rarity import rarity, stem
from onrecord.comparing.words import words
from onrecord.reading.plover.societies import sector
from onrecord.record import Entity, MentionKind, Record, Span

THEY: Final = "they"
"""The doer where a pronoun leaves open who it is."""
SELF: Final = "self"
"""The doer where the speaker speaks of their own side."""
_FORCES: Final = frozenset({"COP", "MIL", "SPY"})
_CROWD: Final = frozenset({"CVL", "LAB", "OPP", "REB", "UAF", "CRM", "SOC", "EDU", "REF"})
_BODIES: Final = frozenset({"GOV", "JUD", "LEG", "PTY", "BUS", "JRN", "MED"})
_WEIGHTY: Final = 3.0
"""How rare a word must be to tell anything, in nats; what everybody does all the time tells nothing."""
_RARE: Final = 5.0
"""The same of a word that no list of deeds has."""
_MODE: Final = 5.5
"""What an event with a mode weighs."""
_PRONOUNS: Final = {"they": THEY, "we": SELF, "our": SELF, "i": SELF, "us": SELF}
_SPEAKERS: Final = frozenset({"he", "she", "it"})
"""Pronouns that stand for the speaker, where nothing tells whom else: "the firm denied that it had…"."""
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|being|be|is|are)\b")
_PROGRESSIVE: Final = re.compile(r"\b(?:was|were|been|be|is|are)\b \w+ing\b")
_DEFINITE: Final = re.compile(r"\b(?:the|this|that|these|those|that's) (?:\w+ )?\Z", re.IGNORECASE)
_BEFORE: Final = 30
_BREAK: Final = re.compile(r"[.;:!?]|, (?:and|but|who|which|when)\b")


@dataclass(frozen=True, slots=True)
class Deed:
    """That somebody did something.

    Attributes:
        name: the deed.
        doers: whom the words may mean; empty where they do not tell.
        weight: how rare the words are, in nats.
        listed: whether the words are known to name a deed, and not only rare.
        definite: whether they take it for known: "the shooting".
    """

    name: str
    doers: frozenset[str]
    weight: float
    listed: bool = True
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Doer:
    """Somebody told of in some words, with where."""

    keys: frozenset[str]
    end: int


def told_deeds(reports: Reports, record: Record, span: Span, own: frozenset[str]) -> list[Deed]:
    """The deeds that some words tell of, in their order.

    Args:
        reports: the reports, by whom actors are told.
        record: the report's record.
        span: where the words stand.
        own: who the speaker is, for "we".
    """
    text = record.article.text
    doers = sorted(_doers(reports, record, span, own), key=lambda one: one.end)
    found: list[Deed] = []
    for name, start, end, weight, known in _named(record, span):
        before = [one for one in doers if one.end <= start and not _BREAK.search(text, one.end, start)]
        keys = before[-1].keys if before and _does(text, before[-1].end, start, end) else frozenset[str]()
        found.append(
            Deed(name, keys, weight, known, _DEFINITE.search(text[max(0, start - _BEFORE) : start]) is not None)
        )
    return found


def _does(text: str, doer: int, start: int, end: int) -> bool:
    """Whether who stands before a word does what it tells: neither undergoes it nor only meets with it."""
    between, word = text[doer:start].lower(), text[start:end].lower()
    undergone = _PASSIVE.search(between) is not None
    if word.endswith("ing") and undergone:  # "was seen leaving"
        return True
    if not listed("met with").isdisjoint(between.split()):
        return False
    return word == "armed" or not undergone or _PROGRESSIVE.search(between) is not None


def topics(record: Record, span: Span) -> Mapping[str, float]:
    """The weighty words of some words, names left out, each with how rare it is."""
    names = [one.span for entity in record.entities for one in entity.mentions if one.kind is MentionKind.NAME]
    told = words(record.article.text[span.start : span.end])
    found: dict[str, float] = {}
    for word, start in zip(told.folded, told.starts, strict=True):
        named = any(one.start <= span.start + start < one.end for one in names)
        if not named and word[0].isalpha() and word not in listed("light") and rarity(stem(word)) >= _WEIGHTY:
            found[stem(lemma_of(word))] = rarity(stem(word))
    return found


def sides(lemmas: Sequence[str]) -> frozenset[str]:
    """Of which side people are who are told of with some words: the forces, the crowd, or a body that governs."""
    if lemmas[-1] in listed("forces"):
        return frozenset({"forces"})
    code = sector(lemmas, loaded=True)
    for name, codes in (("forces", _FORCES), ("crowd", _CROWD), ("bodies", _BODIES)):
        if code in codes:
            return frozenset({name})
    return frozenset()


def _doers(reports: Reports, record: Record, span: Span, own: frozenset[str]) -> Iterator[_Doer]:
    """Whoever some words speak of: by names and pronouns the actor, by nouns the side."""
    taken: list[Span] = []
    for entity in record.entities:
        for mention in entity.mentions:
            if span.start <= mention.start and mention.end <= span.end and mention.kind is not MentionKind.NOMINAL:
                if mention.words.lower() in _PRONOUNS or entity.type in {"place", "country", "facility"}:
                    continue
                taken.append(mention.span)
                keys = _keys(reports, record, entity)
                yield _Doer(keys | own if mention.kind is MentionKind.PRONOUN else keys, mention.end)
    found = words(record.article.text[span.start : span.end])
    for word, start, end in zip(found.folded, found.starts, found.ends, strict=True):
        here = Span(span.start + start, span.start + end)
        if any(one.start <= here.start and here.end <= one.end for one in taken):
            continue
        if word in _PRONOUNS or word in _SPEAKERS:
            yield _Doer(frozenset({THEY}) if _PRONOUNS.get(word) == THEY else own, here.end)
        elif keys := sides([lemma_of(word)]):
            yield _Doer(keys, here.end)


def _keys(reports: Reports, record: Record, entity: Entity) -> frozenset[str]:
    actor = reports.actor(record, entity.id)
    return frozenset({actor.id if actor is not None else entity.id})


def _named(record: Record, span: Span) -> Iterator[tuple[str, int, int, float, bool]]:
    """The deeds that words name: where they stand, how rare they are, and whether they are listed."""
    told = [
        (f"{event.type}/{event.mode}", mention)
        for event in record.events
        for mention in event.mentions
        if event.mode is not None and span.start <= mention.start and mention.end <= span.end
    ]
    for name, mention in told:
        yield name, mention.start, mention.end, _MODE, True
    taken = [mention.span for _, mention in told]
    taken += [one.span for entity in record.entities for one in entity.mentions if one.kind is MentionKind.NAME]
    found = words(record.article.text[span.start : span.end])
    for word, start, end in zip(found.folded, found.starts, found.ends, strict=True):
        here = Span(span.start + start, span.start + end)
        if word[0].isalpha() and not any(each.start < here.end and here.start < each.end for each in taken):
            for name, weight, known in _deeds_of(word):
                yield name, here.start, here.end, weight, known


def _deeds_of(word: str) -> Iterator[tuple[str, float, bool]]:
    """The deeds that a folded word may name, how rare it is, and whether it is listed."""
    lemma, weight = lemma_of(word), rarity(stem(word))
    if word in listed("light") or lemma in listed("light") or sides([lemma]):
        return
    families = _families().get(lemma) or _families().get(word)
    known = families is not None or is_listed(lemma)
    if families is None and weight >= (_WEIGHTY if known else _RARE):
        families = deeds(lemma)
    for name in sorted(families or ()):
        yield name, weight, known


def clause(text: str, span: Span) -> Span:
    """The first clause of some words: what a denial is of."""
    found = _ends().search(text, span.start, span.end)
    return Span(span.start, found.start()) if found is not None and found.start() > span.start + 1 else span


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(
        rf"\s(?:{'|'.join(map(re.escape, sorted(listed('ends'))))})\b|[;:!?]|\.(?=\s)|, and\b", re.IGNORECASE
    )


@cache
def listed(part: str) -> frozenset[str]:
    """The words of a section of `data/accounts.txt`."""
    return frozenset(word.strip() for line in _lines(part) for word in line.split(",") if word.strip())


@cache
def _families() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines("families"):
        names = [word.strip() for word in line.split(",")]
        family = names[0] if names[0].isupper() or "/" in names[0] else f"family {names[0]}"
        for name in names:
            found.setdefault(name, set()).add(family)
    return {name: frozenset(families) for name, families in found.items()}


def _lines(part: str) -> list[str]:
    source = (files("onrecord") / "comparing" / "data" / "accounts.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in source.splitlines() if not line.startswith("#")]
    body = re.search(rf"^\[{re.escape(part)}\]\n([^\[]*)", "\n".join(lines), re.MULTILINE)
    return [line for line in (body[1] if body else "").splitlines() if line]
