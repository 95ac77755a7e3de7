"""What speaks against a word of the lexicon telling an event, though a line fits it.

A weak line needs the encoder not to find its type less likely than chance. A word that tells of fighting with words as
well as with weapons ("attacked the plan", "their battle with the board") needs a sign of force: a weapon, a place,
people counted, somebody armed, or an encoder that takes it for one. Figurative use is told from literal by what stands
beside a word, as selectional preferences have it (Wilks, 1975).
"""

from __future__ import annotations

from typing import Final

from onrecord.reading.arguments import Arguments
from onrecord.reading.choosing import Choice
from onrecord.reading.classes import PERSON, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.scheme import EVENT_TYPES

CHANCE: Final = 1 / len(EVENT_TYPES)
"""How likely a type is for who knows nothing of it."""
_ONE: Final = frozenset({"he", "she", "i", "him", "her", "his", "my"})
_LIKELY: Final = 0.5
"""How likely the encoder must find a type that a weak line tells, where nobody is told to do it to anybody."""


def doubtful(choice: Choice, *, both: bool) -> bool:
    """Whether a weak line alone is not enough.

    Args:
        choice: the line.
        both: whether somebody is told to do it to somebody.
    """
    return choice.match.trigger.weak and choice.likely < (CHANCE if both else _LIKELY)


def unspoken(choice: Choice, arguments: Arguments) -> bool:
    """Whether a weak line has a thing where somebody would act: "the law requires them to go" is nobody's request.

    Args:
        choice: the line.
        arguments: who takes part.
    """
    thing = "actor" in choice.match.filled and not (arguments.actors or arguments.happening or arguments.instrument)
    return choice.match.trigger.weak and thing


def alone(clauses: Clauses, classes: Classes, choice: Choice, arguments: Arguments) -> bool:
    """Whether a demonstration against nobody is one person's, who can only hold a rally for votes.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
        choice: the line.
        arguments: who takes part.
    """
    trigger = choice.match.trigger
    if (trigger.type, trigger.mode) != ("PROTEST", "demo") or arguments.recipients or len(arguments.actors) != 1:
        return False
    actor = arguments.actors[0]
    one = clauses.form(actor) in _ONE or (clauses.word(actor).xpos == "NNP" and classes.kind(actor) == PERSON)
    return one and choice.likely < _LIKELY


def in_words(clauses: Clauses, classes: Classes, choice: Choice, arguments: Arguments) -> bool:
    """Whether a word for force is used of a fight with words, votes or rivals.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
        choice: the line.
        arguments: who takes part.
    """
    match = choice.match
    pattern = match.trigger.pattern
    if match.trigger.type != "ASSAULT" or clauses.lemma(match.at) not in listed("figures of force"):
        return False
    if choice.likely >= CHANCE or pattern.literals or pattern.joined:
        return False
    if arguments.instrument is not None or arguments.place is not None or arguments.happening:
        return False
    people = (*arguments.actors, *arguments.recipients)
    if not people:
        return pattern.sort == "verb"
    return not any(classes.armed(one) or clauses.governed(one, "nummod") for one in people)
