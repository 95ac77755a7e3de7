"""What a word does to the events that stand under it: "failed to" undoes them, "planned" puts them off, "accused of"
leaves them to whoever accuses.

The words are data (`data/status.txt`), by effect: implicatives and factives after Karttunen (Language 47, 1971; Simple
and phrasal implicatives, 2012), intention, request, threat and hearsay after the predicate classes of FactBank (Saurí
and Pustejovsky, Language Resources and Evaluation 43, 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.reading.acts import regular_forms
from onrecord.reading.trees import ROOT
from onrecord.reading.wordlists import words

if TYPE_CHECKING:
    from onrecord.reading.clauses import Clauses

FILE: Final = "status.txt"
EFFECTS: Final = (
    "brings",
    "prevents",
    "presupposes",
    "plans",
    "demands",
    "supposes",
    "threatens",
    "warns",
    "thinks",
    "alleges",
    "doubts",
    "shows",
    "goes on",
    "attempts",
)
"""The sections of the file that say what a word does to what stands under it."""
_CLAUSES: Final = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl"})
_NOUNS: Final = frozenset({"obj", "iobj", "obl", "nmod", "compound", "nsubj"})
_ENTRY: Final = re.compile(r"([^/(]+)(?:/(clause|noun|that|to))?(?:\(([^)]*)\))?")
_MARKS: Final = frozenset({"to", "that", "whether", "if"})
"""What opens a clause without being a preposition that belongs to the word above."""
_OF_NOUNS: Final = frozenset({"", "of", "for", "to", "at", "on", "against"})
"""Prepositions behind which stands what a noun is about: "plans for a strike"."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An effect, and whether it is only on clauses, only on infinitives ("to"), finite clauses ("that") or nouns."""

    effect: str
    only: str | None


@cache
def _entries(*, nouns: bool) -> Mapping[str, tuple[_Entry, ...]]:
    """The entries for verbs and adjectives, or for nouns, by every form of theirs, with "_" as a space."""
    found: dict[str, list[_Entry]] = {}
    for effect in EFFECTS:
        for written in sorted(words(FILE, f"{effect} nouns" if nouns else effect)):
            match = _ENTRY.fullmatch(written)
            if match is None:
                raise ValueError(f"{FILE} cannot be read at {written!r}")
            word, only, irregular = match[1].replace("_", " "), match[2], match[3]
            for form in _inflected(word, irregular or ""):
                found.setdefault(form, []).append(_Entry(effect, only))
    return {form: tuple(entries) for form, entries in found.items()}


def _inflected(word: str, irregular: str) -> Iterator[str]:
    """The forms of an entry; of several words the first inflects."""
    first, *rest = word.split()
    for form in dict.fromkeys((first, *regular_forms(first, past=True), *irregular.split())):
        yield " ".join((form, *rest))


@cache
def forms(section: str) -> frozenset[str]:
    """Every form of the words of a section, several words with a space between."""
    found: set[str] = set()
    for written in words(FILE, section):
        match = _ENTRY.fullmatch(written)
        if match is not None:
            found.update(_inflected(match[1].replace("_", " "), match[3] or ""))
    return frozenset(found)


def effect(clauses: Clauses, governor: int, at: int) -> str | None:
    """What a word does to the event that another, which hangs on it, tells of.

    Args:
        clauses: the syntax.
        governor: the word above.
        at: the word that hangs on it and tells an event.

    Returns:
        One of `EFFECTS`; None where the word above is not listed, or not with such a word under it.
    """
    sorts = _sorts(clauses, at)
    if not sorts or _is_beside(clauses, at):
        return None
    noun = clauses.word(governor).upos in {"NOUN", "PROPN"}
    table = _entries(nouns=noun)
    for key in _keys(clauses, governor, at, noun=noun):
        entries = table.get(key, ())
        for sort in sorts:
            fitting = next((entry for entry in entries if entry.only == sort), None)
            if fitting is not None:
                return fitting.effect
    return None


def _sorts(clauses: Clauses, at: int) -> tuple[str | None, ...]:
    """Which entries a word can stand under, those that mean it most first."""
    relation = clauses.word(at).relation.partition(":")[0]
    if relation in _CLAUSES and any(clauses.lemma(one) == "to" for one in clauses.governed(at, "mark")):
        return ("to", "clause", None)
    if relation in {"ccomp", "csubj"}:
        return ("that", "clause", None)
    return ("clause", None) if relation in _CLAUSES else ("noun", None) if relation in _NOUNS else ()


def governor_of(clauses: Clauses, at: int) -> int:
    """The word that a word stands under: past an object to its verb, in "accused the army of burning villages"."""
    word = clauses.word(at)
    before = preposition(clauses, at)
    if word.head == ROOT or word.relation not in {"acl", "nmod"} or not before:
        return word.head
    verb = clauses.word(word.head).head
    if verb == ROOT or clauses.word(word.head).relation.partition(":")[0] not in {"obj", "iobj", "nsubj"}:
        return word.head
    heads = (clauses.form(verb), clauses.lemma(verb))
    return verb if any(f"{head} {before}" in _entries(nouns=False) for head in heads) else word.head


def _is_beside(clauses: Clauses, at: int) -> bool:
    """Whether a word stands beside the one above it, not under it: its subject, a clause of time, a participle."""
    word = clauses.word(at)
    if word.relation in {"nsubj", "nsubj:outer"}:
        return True
    marks = [clauses.lemma(one) for one in clauses.governed(at, "mark", "case")]
    if word.relation.partition(":")[0] != "advcl":
        return word.relation == "acl:relcl" or (
            word.relation == "acl" and word.xpos in {"VBG", "VBN", "VBD"} and not marks
        )
    return not marks or marks[0] in {"if", "unless", "because", "as", "while", "before", "after", "since", "until"}


def _keys(clauses: Clauses, governor: int, at: int, *, noun: bool) -> Iterator[str]:
    """What the file may call the word above, the fullest first: "call off", "accuse of", "plan"."""
    before = preposition(clauses, at)
    heads = list(dict.fromkeys((clauses.form(governor), clauses.lemma(governor))))
    particles = [clauses.form(one) for one in clauses.governed(governor, "compound:prt")]
    beside = [*particles, *_beside(clauses, governor, at)]
    for head in heads:
        for particle in beside:
            yield f"{head} {particle} {before}".strip()
        if before:
            yield f"{head} {before}"
        else:
            yield from (f"{head} {particle}" for particle in beside)
    if not particles and (before in _OF_NOUNS if noun else before in {"", *_apart(clauses, at)}):
        yield from heads


def _apart(clauses: Clauses, at: int) -> tuple[str, ...]:
    """Prepositions before a gerund that add nothing to the verb: "prevented him from going"."""
    return ("from",) if clauses.word(at).xpos == "VBG" else ()


def _beside(clauses: Clauses, governor: int, at: int) -> Iterator[str]:
    """Words by the one above that may be one with it: "went on to", "called on him to", "took part in"."""
    for one in clauses.governed(governor, "advmod", "obj", "xcomp"):
        if one != at and governor < one:
            yield clauses.form(one)
    for one in clauses.governed(governor, "obl"):
        if one != at and clauses.word(at).relation.partition(":")[0] in _CLAUSES:
            yield clauses.case(one)


def preposition(clauses: Clauses, at: int) -> str:
    """The preposition before a noun or gerund, empty without one."""
    found = [one for one in clauses.governed(at, "case", "mark") if one < at]
    if not found:
        return ""
    if clauses.word(at).relation in {"nmod:poss", "compound"}:
        return ""
    fixed = [clauses.form(one) for one in clauses.governed(found[0], "fixed")]
    first = clauses.form(found[0])
    gerund = first == "to" and clauses.word(at).xpos == "VBG"
    if clauses.word(found[0]).relation == "mark" and first in _MARKS and not gerund:
        return ""
    return " ".join((first, *fixed))
