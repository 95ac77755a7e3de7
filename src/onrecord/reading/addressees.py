"""Whom something was said to: "told reporters", "warned the union that", "said to the court"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span

_TAKES_OBJECT: Final = frozenset(
    "tell inform warn ask assure remind advise notify urge call_on beg order instruct command request invite promise "
    "thank persuade convince caution brief address lecture question challenge reassure counsel petition implore press "
    "encourage direct alert forewarn guarantee".split()
)
"""Verbs whose object hears what is said. Of others ("accused the firm") it is whom it is about."""
_MOVES: Final = frozenset(
    "tell warn ask remind advise urge order instruct command request invite promise thank beg implore beseech call "
    "apologise apologize appeal demand challenge press direct".split()
)
"""Verbs whose hearer is often taken for the beginning of what they hear: "urged | traders not to hoard"."""
_TO: Final = frozenset({"to", "with"})
_SAYS_TO: Final = frozenset(
    "say speak write explain complain apologise apologize report announce suggest admit confess reply respond appeal "
    "insist testify mention confide repeat "
    "whisper shout describe confirm reveal disclose propose recommend lie point talk "
    "comment confirm boast add put say read statement interview letter remark comment remarks message".split()
)
_NOT_PERSONS: Final = frozenset({"extent", "point", "effect", "end", "question", "conclusion", "time", "part"})


def addressee(walk: Treewalk, cue: Span, content: Sequence[Span]) -> Span | None:
    """The words for whom a statement is made to, without what follows their noun but an "of"; None where not told.

    Args:
        walk: the syntax.
        cue: the words that attribute it.
        content: what is said; nobody in it is spoken to.
    """
    for verb in walk.within(cue):
        lemma = walk.words[verb].lemma.lower()
        if lemma == "call":
            found = _to(walk, verb, {"on", "upon"})
        elif lemma in _TAKES_OBJECT:
            found = next(iter(walk.children(verb, "iobj")), None) or next(iter(walk.children(verb, "obj")), None)
            if found is None and lemma in {"tell", "inform", "warn", "ask"}:
                found = _passive(walk, verb)
        elif lemma in _SAYS_TO:
            found = _to(walk, verb)
        else:
            continue
        if found is not None:
            words = walk.words[found]
            inside = any(span.start <= words.start < span.end for span in content)
            if not inside or (lemma in _MOVES and _is_moved(walk, verb, found)):
                return _phrase(walk, found)
    return None


def _passive(walk: Treewalk, verb: int) -> int | None:
    """The subject of "was told"."""
    return next(iter(walk.children(verb, "nsubj:pass")), None)


def _is_moved(walk: Treewalk, verb: int, found: int) -> bool:
    """Whether the clause of a verb says what its hearer is to do, or is thanked for, right behind the hearer."""
    after = (*walk.children(verb, "xcomp", "ccomp", "obl", "advcl"), *walk.children(found, "acl", "nmod"))
    return any(at > found for at in after)


def _to(walk: Treewalk, verb: int, prepositions: frozenset[str] | set[str] = _TO) -> int | None:
    for child in walk.children(verb, "obl", "nmod"):
        cases = {walk.lower(case) for case in walk.children(child, "case")}
        if (
            cases & prepositions
            and walk.words[child].lemma.lower() not in _NOT_PERSONS
            and walk.words[child].upos != "NUM"
        ):
            return child
    return None


def _phrase(walk: Treewalk, noun: int) -> Span:
    """The noun with what stands before it, and an "of" behind."""
    kept = [noun]
    for child in walk.children(noun):
        word = walk.words[child]
        if word.relation in {"case", "punct", "acl", "acl:relcl", "appos", "conj", "cc", "advcl", "parataxis"}:
            continue
        of = word.relation == "nmod" and any(walk.lower(case) == "of" for case in walk.children(child, "case"))
        if child < noun or of or word.relation == "flat":
            kept.extend(walk.below(child))
    return Span(min(walk.words[at].start for at in kept), max(walk.words[at].end for at in kept))
