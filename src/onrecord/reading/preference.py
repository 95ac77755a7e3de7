"""Which names a pronoun rather stands for, beside what the encoder says: by binding, by role, by salience.

What a clause's subject pronoun governs is not the same person ("she told Ana": principle C; Chomsky, 1981). Subjects
and what opens a sentence are likelier than others, as in Centering (Grosz, Joshi and Weinstein, Computational
Linguistics 21, 1995), and so is whoever is told of often (Lappin and Leass, Computational Linguistics 20, 1994).
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span

_SUBJECT: Final = 1.6
_OPENING: Final = 1.2
_TOLD: Final = 0.1
"""More for each time a name stands in the text, up to five."""
_OFTEN: Final = 5
_BOUND: Final = 0.1
"""All five factors were chosen on the validation file of GAP; any near them gain as much."""
_WITHIN_NAME: Final = frozenset({"flat", "compound"})
_DEEP: Final = 12


def preference(walk: Treewalk, pronoun: Span, name: Span) -> float:
    """How much likelier a name is for a pronoun than its like, as a factor on the encoder's probability.

    Args:
        walk: the syntax.
        pronoun: the pronoun.
        name: the name.
    """
    head = _head(walk, name)
    factor = 1 + _TOLD * min(_count(walk.text, name), _OFTEN)
    if head is None:
        return factor
    if _is_bound(walk, walk.head(pronoun), head, after=name.start > pronoun.start):
        factor *= _BOUND
    if _role(walk, head).startswith("nsubj") or _role(walk, head) == "obl:agent":
        factor *= _SUBJECT
    if walk.text[: name.start].rstrip()[-1:] in {"", ".", "!", "?"}:
        factor *= _OPENING
    return factor


def _head(walk: Treewalk, name: Span) -> int | None:
    head = walk.head(name)
    while head is not None and walk.words[head].relation in _WITHIN_NAME:
        head = walk.governor(head)
    return head


def _role(walk: Treewalk, head: int) -> str:
    """The relation of a word, for one of several joined by "and" that of the first."""
    governor = walk.governor(head)
    if walk.words[head].relation == "conj" and governor is not None:
        return walk.words[governor].relation
    return walk.words[head].relation


def _is_bound(walk: Treewalk, pronoun: int | None, name: int, *, after: bool) -> bool:
    """Whether the syntax keeps a pronoun and a name apart: one governs the other's clause as its subject."""
    verb = walk.governor(pronoun) if pronoun is not None else None
    if pronoun is None or verb is None:
        return False
    relation = walk.words[pronoun].relation
    if relation.startswith("nsubj"):
        return after and verb in _upward(walk, name)
    return relation in {"obj", "iobj", "obl"} and walk.governor(name) == verb and _role(walk, name).startswith("nsubj")


def _upward(walk: Treewalk, at: int) -> list[int]:
    chain = [at]
    while len(chain) < _DEEP and (governor := walk.governor(chain[-1])) is not None:
        chain.append(governor)
    return chain


def _count(text: str, name: Span) -> int:
    """How often the last word of a name stands in a text."""
    last = text[name.start : name.end].rsplit(maxsplit=1)[-1]
    return len(re.findall(re.escape(last), text))
