"""Passive and active made to agree: the subject of a verb is a passive one only if the verb can be passive.

The relation of a subject is read from two words alone, and an active perfect ("police have arrested her") looks much
like a passive. In Universal Dependencies a passive subject has an `aux:pass` beside it or shares one; where the verb
has other auxiliaries and no such one, the subject is an active one, and what stands behind the verb is its object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from onrecord.reading.trees import ROOT

if TYPE_CHECKING:
    from onrecord.reading.syntax import Word

_PASSIVE: Final = frozenset({"nsubj:pass", "csubj:pass"})
_MAKING_PASSIVE: Final = frozenset({"be", "get"})


def relations(words: Sequence[Word]) -> dict[int, str]:
    """The relations to set right, by word.

    Args:
        words: the words of a text, heads and relations as the encoder gives them.
    """
    subjects: dict[int, list[int]] = {}
    helpers: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        if word.head == ROOT:
            continue
        if word.relation in _PASSIVE:
            subjects.setdefault(word.head, []).append(at)
        elif word.relation.startswith("aux"):
            helpers.setdefault(word.head, []).append(at)
    changed: dict[int, str] = {}
    for verb, found in subjects.items():
        beside = helpers.get(verb, ())
        if not beside or any(_is_passive(words[one]) for one in beside):
            continue
        before = [one for one in found if one < verb]
        changed.update((one, words[one].relation.removesuffix(":pass")) for one in before)
        changed.update((one, "obj") for one in found if one > verb and before and words[one].relation == "nsubj:pass")
    return changed


def _is_passive(helper: Word) -> bool:
    return helper.relation == "aux:pass" or helper.lemma.lower() in _MAKING_PASSIVE
