"""Subjects and verbs made to agree: one subject before a verb, passive only where the verb can be.

The relation of a word is read from it and its governor alone, and an active perfect ("police have arrested her") looks
much like a passive. In Universal Dependencies a passive subject has an `aux:pass` beside it or shares one; where a verb
has other auxiliaries and no such one, or an object behind it, the subject is an active one. A second subject behind a
verb that has one before it is its object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from onrecord.reading.trees import ROOT

if TYPE_CHECKING:
    from onrecord.reading.syntax import Word

_PASSIVE: Final = frozenset({"nsubj:pass", "csubj:pass"})
_MAKING_PASSIVE: Final = frozenset({"be", "get"})
_UNMARKED: Final = "obl:unmarked"
_TOLD: Final = frozenset({"obj", "cop", _UNMARKED})
_TIMES: Final = frozenset(
    "week month year day morning night evening afternoon time monday tuesday wednesday thursday friday saturday sunday "
    "today yesterday tomorrow january february march april may june july august september october november "
    "december".split()
)


def agreed(words: Sequence[Word]) -> dict[int, Word]:
    """The words to set right, by place.

    Args:
        words: the words of a text, heads and relations as the encoder gives them.
    """
    below: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        known = word.relation in _TOLD or word.relation.startswith(("nsubj", "csubj", "aux"))
        if word.head != ROOT and known:
            below.setdefault(word.head, []).append(at)
    changed: dict[int, Word] = {}
    for verb, found in below.items():
        for at, relation in _relations(words, verb, found).items():
            changed[at] = replace(words[at], relation=relation)
        if words[verb].upos == "ADJ" and _is_verb(words, verb, found):
            changed[verb] = replace(changed.get(verb, words[verb]), upos="VERB", xpos="VBD")
    return changed


def _relations(words: Sequence[Word], verb: int, found: Sequence[int]) -> dict[int, str]:
    """The relations that have to change among the subjects, objects and auxiliaries of a verb."""
    subjects = [at for at in found if words[at].relation.startswith(("nsubj", "csubj"))]
    before = [at for at in subjects if at < verb]
    changed: dict[int, str] = {}
    if before and words[verb].upos == "VERB":
        changed.update((at, "obj") for at in subjects if at > verb and words[at].relation in {"nsubj", "nsubj:pass"})
    if words[verb].upos == "ADJ" and _is_verb(words, verb, found):
        behind = [at for at in found if at > verb and words[at].relation == _UNMARKED]
        changed.update((at, "obj") for at in behind if words[at].lemma.lower() not in _TIMES)
    helpers = [words[at] for at in found if words[at].relation.startswith("aux")]
    passive = any(one.relation == "aux:pass" or one.lemma.lower() in _MAKING_PASSIVE for one in helpers)
    objects = bool(changed) or any(words[at].relation == "obj" and at > verb for at in found)
    if not passive and (helpers or objects):
        changed.update(
            (at, words[at].relation.removesuffix(":pass")) for at in before if words[at].relation in _PASSIVE
        )
    return changed


def _is_verb(words: Sequence[Word], at: int, found: Sequence[int]) -> bool:
    """Whether what is taken for an adjective has a subject and an object, as only a verb has: "arrested two men"."""
    relations = {words[one].relation for one in found if words[one].relation != _UNMARKED or one > at}
    objects = relations & {"obj", _UNMARKED}
    return bool(objects) and "cop" not in relations and bool(relations & {"nsubj", "nsubj:pass"})
