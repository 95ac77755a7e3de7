"""What a word does to the event under it as it is used in its sentence, where the list of words is not enough.

"Had to leave" tells of a leaving and "has to leave" asks for one; "ordered the attack" speaks of one told of before,
"ordered an attack" does not; "is able to" leaves open what "was able to" tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.reading.operators import FILE, effect, forms, preposition
from onrecord.reading.wordlists import words

if TYPE_CHECKING:
    from onrecord.reading.clauses import Clauses

CLAUSES: Final = frozenset({"ccomp", "csubj", "xcomp", "advcl", "acl"})
"""The relations of clauses to what they stand under."""
_HAVING: Final = frozenset({"have", "has", "had"})
_GOING: Final = frozenset({"go", "goes", "went", "gone"})
_WANTING: Final = frozenset({"want", "wants", "wanted", "like", "wish", "wishes"})
"""Verbs that mean one's own doing, but ask for it where it is another's: "wants the police to go"."""
_DROPPING: Final = frozenset({"drop", "dropped", "drops"})
"""Who drops a plan will not do it; who drops a charge says nothing of what was charged."""
_LEAVING: Final = frozenset("escape escaped escapes escaping dismiss dismissed dismisses dismissing".split())
"""Who escapes arrest was not arrested; who escaped the attack was attacked."""
_THE: Final = frozenset({"the", "this", "these", "those"})


def used(clauses: Clauses, governor: int, at: int) -> str | None:
    """What a word does to the event that another, which hangs on it, tells of, as it is used here.

    Args:
        clauses: the syntax.
        governor: the word above.
        at: the word that hangs on it and tells an event.

    Returns:
        One of `EFFECTS`, or `accuses`, which leaves open what it is denied of; None where it does nothing.
    """
    heads = {clauses.form(governor), clauses.lemma(governor)}
    clause = clauses.word(at).relation.partition(":")[0] in CLAUSES
    if clause and heads & _HAVING and "yet" in {clauses.form(one) for one in clauses.governed(governor, "advmod")}:
        return "prevents"  # "has yet to apologise"
    if clause and clauses.passive(governor) and heads & forms("hearsay"):
        return "thinks"
    does = effect(clauses, governor, at)
    if does == "prevents":
        return None if _stays(clauses, heads, at) else does
    if does == "alleges":
        return "accuses" if clauses.word(governor).upos == "VERB" else does
    if does == "brings" and "able" in heads:
        now = any(clauses.word(one).xpos != "VBD" for one in clauses.governed(governor, "cop"))
        return "supposes" if now else does
    return _meant(clauses, governor, at, does) if does in {"plans", "demands"} else does


def _stays(clauses: Clauses, heads: set[str], at: int) -> bool:
    """Whether a word that undoes plans leaves what was so: "dropped the charge", "escaped the attack"."""
    claimed = clauses.lemma(at) in words(FILE, "alleges nouns")
    if heads & _DROPPING:
        return claimed
    the = any(clauses.form(one) in _THE for one in clauses.governed(at, "det"))
    return bool(heads & _LEAVING) and the and not claimed


def _meant(clauses: Clauses, governor: int, at: int, does: str) -> str | None:
    """What a word of meaning or asking does."""
    heads = {clauses.form(governor), clauses.lemma(governor)}
    clause = clauses.word(at).relation.partition(":")[0] in CLAUSES
    if heads & _HAVING:
        return "brings" if clauses.word(governor).xpos in {"VBD", "VBN"} else does
    if heads & _GOING and clauses.word(governor).xpos != "VBG":
        return None
    if clause and heads & _WANTING and clauses.governed(governor, "obj", "iobj"):
        return "demands"
    if clause or not _is_known(clauses, at) or _is_modal(clauses, governor):
        return does
    return None if "call" in heads else "presupposes"


def _is_known(clauses: Clauses, at: int) -> bool:
    """Whether a noun speaks of an event told of before: "ordered the attack", but not "the release of the men"."""
    the = any(clauses.form(one) in _THE for one in clauses.governed(at, "det"))
    bare = not preposition(clauses, at) and not clauses.governed(at, "nmod", "acl")
    return the and bare and clauses.word(at).relation == "obj"


def _is_modal(clauses: Clauses, at: int) -> bool:
    """Whether a word is no verb, or one under a modal."""
    return clauses.word(at).upos != "VERB" or any(clauses.word(one).xpos == "MD" for one in clauses.governed(at, "aux"))
