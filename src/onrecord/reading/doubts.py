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
from onrecord.reading.classes import HAPPENING, PERSON, THING, UNKNOWN, Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.scheme import EVENT_TYPES

CHANCE: Final = 1 / len(EVENT_TYPES)
"""How likely a type is for who knows nothing of it."""
_FORCE: Final = 0.2
"""How likely the encoder must find it that a word for force tells of it, where nothing else does."""
_OF_THINGS: Final = frozenset({"AID", "COERCE", "REQUEST", "MOBILIZE"})
"""Types whose verbs are as often said of what nobody holds."""
_FOR_ANSWERS: Final = frozenset({"ask", "tell", "want", "like", "allow", "let"})
_HEARING: Final = frozenset("hear see learn read find note report say".split())
"""Behind "sorry to" these say what somebody regrets that others did or bore."""
_KNOWING: Final = frozenset("know understand see remember think believe feel hear".split())
_SINGLE: Final = frozenset({PERSON, UNKNOWN})
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


def idle(clauses: Clauses, classes: Classes, choice: Choice, arguments: Arguments) -> bool:
    """Whether what stands beside a word leaves nothing of the event that its line tells.

    Args:
        clauses: the syntax.
        classes: what kind of thing its words stand for.
        choice: the line.
        arguments: who takes part.
    """
    return (
        _unspoken(clauses, classes, choice, arguments)
        or _alone(clauses, classes, choice, arguments)
        or _empty(clauses, classes, choice)
        or _asking(clauses, choice)
        or _naming(choice, arguments)
        or _in_words(clauses, classes, choice, arguments)
    )


def _unspoken(clauses: Clauses, classes: Classes, choice: Choice, arguments: Arguments) -> bool:
    """Whether a thing stands where somebody would speak: "the law requires them to go", "the times demand calm".

    What is written asks for those who wrote it: "the letter demands an answer".
    """
    match = choice.match
    if arguments.actors or "actor" not in match.filled:
        return False
    if match.trigger.type != "REQUEST":
        return match.trigger.weak and not (arguments.happening or arguments.instrument)
    agents = [clauses.antecedent(one) if clauses.is_relative(one) else one for one in match.filled["actor"]]
    things = [one for one in agents if one is not None and classes.kind(one) in {THING, HAPPENING}]
    return bool(things) and not any(clauses.lemma(one) in listed("writings") for one in things)


def _alone(clauses: Clauses, classes: Classes, choice: Choice, arguments: Arguments) -> bool:
    """Whether a demonstration against nobody is one person's, who can only hold a rally for votes."""
    trigger = choice.match.trigger
    if (trigger.type, trigger.mode) != ("PROTEST", "demo") or arguments.recipients or len(arguments.actors) != 1:
        return False
    actor = arguments.actors[0]
    one = clauses.form(actor) in _ONE or (clauses.word(actor).xpos == "NNP" and classes.kind(actor) in _SINGLE)
    return one and choice.likely < _LIKELY


def _empty(clauses: Clauses, classes: Classes, choice: Choice) -> bool:
    """Whether a verb of giving, taking or asking has an object that makes nothing of it: "seized the chance"."""
    match = choice.match
    if clauses.lemma(match.at) == "seize" and _is_on(clauses, match.at):
        return True  # "seized on the report"
    if match.trigger.type == "AGREE" and clauses.lemma(match.at) == "commit":
        return _is_crime(clauses, classes, match.at)
    if match.trigger.type not in _OF_THINGS or match.trigger.pattern.sort != "verb" or match.trigger.pattern.literals:
        return False
    objects = [
        each
        for one in clauses.governed(match.at, "obj", "xcomp", "nsubj:pass", "obl:unmarked")
        for each in clauses.joined(one)
    ]
    idle = [one for one in objects if clauses.lemma(one) in listed("idle objects")]
    return bool(idle) and all(one in idle or classes.acts(one) for one in objects)


def _is_on(clauses: Clauses, at: int) -> bool:
    """Whether a verb has no object, and "on" right behind it."""
    behind = clauses.form(at + 1) if at + 1 < len(clauses.parse.words) else ""
    return behind in {"on", "upon"} and not clauses.governed(at, "nsubj:pass")


def _is_crime(clauses: Clauses, classes: Classes, at: int) -> bool:
    """Whether what is committed is a deed, and nothing that somebody gives or binds: "committed an offence"."""
    objects = clauses.governed(at, "obj")
    bound = any(classes.acts(one) or clauses.form(one).endswith(("self", "selves")) for one in objects)
    return bool(objects) and not bound and not clauses.behind(at, "to") and not clauses.governed(at, "xcomp")


def _asking(clauses: Clauses, choice: Choice) -> bool:
    """Whether asking is for an answer, and wanting for somebody to know: "asked him why", "want you to know"."""
    match = choice.match
    if match.trigger.type == "CONCEDE" and clauses.form(match.at) == "sorry":
        return any(clauses.lemma(one) in _HEARING for one in clauses.governed(match.at, "xcomp", "advcl", "ccomp"))
    if match.trigger.type not in {"REQUEST", "CONCEDE"} or clauses.lemma(match.at) not in _FOR_ANSWERS:
        return False
    below = clauses.governed(match.at, "ccomp", "xcomp", "obj")
    if any(clauses.lemma(one) in _KNOWING and clauses.word(one).upos == "VERB" for one in below):
        return True
    if clauses.lemma(match.at) == "ask" and any(_is_inverted(clauses, one) for one in below):
        return True
    asked = [each for one in below for each in (one, *clauses.children[one])]
    return clauses.lemma(match.at) in {"ask", "tell"} and any(clauses.word(one).xpos in {"WRB", "WP"} for one in asked)


def _is_inverted(clauses: Clauses, at: int) -> bool:
    """Whether a clause has the order of a question: "ask would you go"."""
    helpers = clauses.governed(at, "aux", "cop")
    subjects = clauses.governed(at, "nsubj", "nsubj:pass")
    return bool(helpers and subjects) and helpers[0] < subjects[0] < at


def _naming(choice: Choice, arguments: Arguments) -> bool:
    """Whether a call or a question to nobody is taken for more: "called her a guest", "“Who?” he asked"."""
    match = choice.match
    pattern = match.trigger.pattern
    if match.trigger.mode == "phone" and pattern.word == "call" and not pattern.literals:
        return choice.likely < _LIKELY
    return (
        pattern.word == "ask" and pattern.clause == "mandative" and not arguments.recipients and choice.likely < _LIKELY
    )


def _in_words(clauses: Clauses, classes: Classes, choice: Choice, arguments: Arguments) -> bool:
    """Whether a word for force is used of a fight with words, votes or rivals."""
    match = choice.match
    pattern = match.trigger.pattern
    if match.trigger.type != "ASSAULT" or clauses.lemma(match.at) not in listed("figures of force"):
        return False
    if choice.likely >= _FORCE or pattern.literals or pattern.joined:
        return False
    somewhere = arguments.place is not None and clauses.lemma(match.at) not in listed("contests")
    if arguments.instrument is not None or somewhere or arguments.happening:
        return False
    people = (*arguments.actors, *arguments.recipients)
    if not people:
        return pattern.sort == "verb"
    return not any(classes.armed(one) or clauses.governed(one, "nummod") for one in people)
