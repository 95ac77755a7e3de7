"""Demands made by what is said and not by the verb of saying: "Lund said the firm must leave", "you should resign".

A statement whose main clause says what somebody else must, should or has to do is a `REQUEST` by its speaker (a
directive in the sense of Searle, 1976). What its speaker says of themselves, or of how things must be, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.reading.classes import GROUP, PERSON, STATE, Classes
from onrecord.reading.clauses import Clauses
from onrecord.record import Source, Statement

_ACTS: Final = frozenset({None, "assert", "demand", "insist", "warn", "advise", "order", "request"})
_STATIVE: Final = frozenset(
    "be have know understand see remember feel think believe seem look realise realize contend face cope live deal "
    "worry hope wonder fear suffer win lose struggle wait watch".split()
)
_DUTY: Final = frozenset({"must", "should", "shall"})
_OWED: Final = frozenset({"have", "need", "ought"})
_UNSURE: Final = frozenset({"would", "could", "may", "might"})
_OURSELVES: Final = frozenset({"i", "we", "us", "one", "it", "there", "this", "that"})


@dataclass(frozen=True, slots=True)
class Demand:
    """What a statement demands.

    Attributes:
        at: the verb of what is to be done.
        modal: the word that makes it a duty.
        who: the words for those who are to do it.
        statement: the statement.
        speaker: the words for whoever makes it.
    """

    at: int
    modal: int
    who: tuple[int, ...]
    statement: Statement
    speaker: Source


def demands(clauses: Clauses, classes: Classes, statements: Sequence[Statement]) -> Iterator[Demand]:
    """The demands of some statements, in their order.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
        statements: what is said.
    """
    for statement in statements:
        if statement.act not in _ACTS or statement.source is None or statement.source.entity is None:
            continue
        for span in statement.content:
            words = classes.cast.words(span.start, span.end)
            for at in words:
                if clauses.word(at).head in words and not _is_main(classes, at, words, statement):
                    continue
                found = _demand(clauses, classes, at, statement)
                if found is not None:
                    yield found


def _is_main(classes: Classes, at: int, words: range, statement: Statement) -> bool:
    """Whether a word's clause is joined to the main one of what is said, and is not what somebody else says there."""
    clauses = classes.clauses
    word = clauses.word(at)
    if word.relation != "ccomp":
        return word.relation in {"conj", "parataxis"} and word.head in words
    speaker = statement.source.entity if statement.source is not None else None
    saying = (one for one in clauses.governed(word.head, "nsubj") if clauses.form(one) not in _OURSELVES)
    told = (classes.cast.entity(one) for one in saying)
    return word.head in words and all(one is not None and one.id == speaker for one in told)


def _demand(clauses: Clauses, classes: Classes, at: int, statement: Statement) -> Demand | None:
    word = clauses.word(at)
    if word.upos != "VERB" or (clauses.lemma(at) in _STATIVE and not _owing(clauses, at)):
        return None
    found = _duty(clauses, at)
    if found is None or statement.source is None:
        return None
    modal, verb = found
    if _is_asked(clauses, at) or _is_asked(clauses, verb):
        return None
    if clauses.lemma(verb) in _STATIVE or clauses.word(verb).upos != "VERB":
        return None
    subjects = clauses.governed(at, "nsubj")
    who = tuple(
        one for each in subjects for one in clauses.joined(each) if _is_another(clauses, classes, one, statement)
    )
    return Demand(verb, modal, who, statement, statement.source) if who else None


def _is_asked(clauses: Clauses, at: int) -> bool:
    """Whether a clause asks what somebody must do, or why: "I don't see why you have to go"."""
    first = min([at, *clauses.governed(at, "nsubj", "aux")])
    before = [clauses.left(first) - 1] if clauses.left(first) else []
    return any(clauses.word(one).xpos in {"WRB", "WP", "WDT"} for one in (*clauses.children[at], *before))


def _owing(clauses: Clauses, at: int) -> bool:
    return clauses.lemma(at) in _OWED


def _duty(clauses: Clauses, at: int) -> tuple[int, int] | None:
    """The word that makes a predicate a duty, and the verb of what is to be done."""
    helpers = clauses.governed(at, "aux")
    if any(clauses.lemma(one) in {"not", "n't"} for one in clauses.governed(at, "advmod")):
        return None
    for one in helpers:
        perfect = any(clauses.lemma(other) == "have" and other > one for other in helpers)
        if clauses.lemma(one) in _DUTY and not perfect:
            return one, at
    if _owing(clauses, at) and not any(clauses.lemma(one) in _UNSURE for one in helpers):
        for one in clauses.governed(at, "xcomp"):
            marks = [mark for mark in clauses.governed(one, "mark") if clauses.lemma(mark) == "to"]
            if any(not clauses.governed(at, "obj") or mark == at + 1 for mark in marks):  # not "had little to say"
                return at, one
    return None


def _is_another(clauses: Clauses, classes: Classes, at: int, statement: Statement) -> bool:
    """Whether a word stands for somebody who can do something, and not for whoever speaks."""
    if clauses.form(at) in _OURSELVES and classes.cast.entity(at) is None:
        return False
    if clauses.form(at) in {"i", "we"}:
        return False
    entity = classes.cast.entity(at)
    speaker = statement.source.entity if statement.source is not None else None
    if entity is not None and entity.id == speaker:
        return False
    return classes.kind(at) in {PERSON, GROUP, STATE}
