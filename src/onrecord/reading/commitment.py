"""How far a speaker stands by what is said: certain, probable, possible, or denied.

FactBank's CT, PR and PS (Saurí and Pustejovsky, Language Resources and Evaluation 43, 2009), from three things: the act
(who denies does not stand by it, who fears or guesses half does), hedges in the main clause of what is said ("may",
"probably"), and how surely the encoder takes its predicate for a fact. Questions, demands, promises and wishes
commit nobody to anything being so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span

_NONE: Final = frozenset(
    "demand order request question promise threaten hope thank apologise praise criticise advise joke".split()
)
_HALF: Final = frozenset("suggest believe fear estimate predict".split())
_POSSIBLE: Final = frozenset(
    "may might could possibly perhaps maybe potentially conceivably possible whether if unclear uncertain".split()
)
_PROBABLE: Final = frozenset(
    "probably likely apparently seemingly presumably seem appear should presumable tend unlikely supposedly expect "
    "believe think guess suspect suppose assume doubt reckon probable".split()
)
_UNSURE: Final = 0.6
"""Below so much factuality, of 3, a predicate that nothing hedges is still told as no more than probable."""


def commitment(act: str | None, walk: Treewalk, content: Sequence[Span]) -> str | None:
    """How far a statement's speaker stands by it; None where it is nothing that could be so or not.

    Args:
        act: what saying it does.
        walk: the syntax.
        content: what is said, in its spans.
    """
    if act in _NONE:
        return None
    if act in {"deny", "reject"}:
        return "denied"
    head = _main(walk, content)
    hedges = _hedges(walk, head) if head is not None else set()
    if hedges & _POSSIBLE:
        return "possible"
    if head is not None and _is_negated(walk, head):
        return "denied"
    unsure = head is not None and walk.words[head].upos == "VERB" and abs(walk.words[head].factuality) < _UNSURE
    return "probable" if hedges & _PROBABLE or act in _HALF or unsure else "certain"


def _main(walk: Treewalk, content: Sequence[Span]) -> int | None:
    """The predicate of the first main clause of what is said."""
    for span in content:
        head = walk.head(span)
        if head is not None and walk.words[head].upos in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV"}:
            return head
    return None


_NOT: Final = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "nobody", "nothing", "none", "nowhere"})
_NO: Final = frozenset({"no", "none", "neither"})


def _is_negated(walk: Treewalk, head: int) -> bool:
    """Whether what is said is that something is not so: "nothing had been decided", "she knew no one there"."""
    near = walk.children(head, "advmod", "aux", "nsubj", "nsubj:pass", "obj", "expl", "cc:preconj", "det")
    if any(walk.lower(at) in _NOT or walk.words[at].lemma.lower() in _NOT for at in near):
        return True
    things = walk.children(head, "nsubj", "nsubj:pass", "obj")
    things += [head] if walk.words[head].upos in {"NOUN", "PROPN"} else []
    return any(walk.lower(det) in _NO for at in things for det in walk.children(at, "det", "advmod", "nmod"))


def _hedges(walk: Treewalk, head: int) -> set[str]:
    """The words on a predicate that may hedge it: auxiliaries, adverbs, markers, itself."""
    near = [head, *walk.children(head, "aux", "advmod", "mark", "cop", "expl")]
    return {form for at in near for form in (walk.lower(at), walk.words[at].lemma.lower())}
