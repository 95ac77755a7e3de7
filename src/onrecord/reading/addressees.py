"""Whom something was said to: "told reporters", "warned the union that", "said to the court", "asked of the minister"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.record import Span

_TAKES_OBJECT: Final = frozenset(
    "tell inform warn ask assure remind advise notify urge call_on beg order instruct command request invite promise "
    "thank persuade convince caution brief address lecture question challenge reassure counsel petition implore press "
    "encourage direct alert forewarn guarantee".split()
)
"""Verbs whose object hears what is said. Of others ("accused the firm") it is whom it is about."""
_TO: Final = frozenset({"to", "with"})
_SAYS_TO: Final = frozenset(
    "say speak write explain complain apologise apologize report announce suggest admit confess reply respond appeal insist "
    "testify mention confide repeat whisper shout describe confirm reveal disclose propose recommend lie point talk "
    "comment confirm boast add put say read statement interview letter remark comment remarks message".split()
)
_NOT_PERSONS: Final = frozenset({"extent", "point", "effect", "end", "question", "conclusion", "time", "part"})


def addressee(clauses: Clauses, cue: Span, content: Sequence[Span]) -> Span | None:
    """The words for whom a statement is made to, without what follows their noun but an "of"; None where not told.

    Args:
        clauses: the syntax.
        cue: the words that attribute it.
        content: what is said; nobody in it is spoken to.
    """
    for verb in clauses.within(cue):
        lemma = clauses.words[verb].lemma.lower()
        if lemma in _TAKES_OBJECT:
            found = next(iter(clauses.children(verb, "iobj")), None) or next(iter(clauses.children(verb, "obj")), None)
            if found is None and lemma in {"tell", "inform", "warn", "ask"}:
                found = _passive(clauses, verb)
        elif lemma in _SAYS_TO:
            found = _to(clauses, verb)
        else:
            continue
        if found is not None:
            words = clauses.words[found]
            if not any(span.start <= words.start < span.end for span in content):
                return _phrase(clauses, found)
    return None


def _passive(clauses: Clauses, verb: int) -> int | None:
    """The subject of "was told"."""
    return next(iter(clauses.children(verb, "nsubj:pass")), None)


def _to(clauses: Clauses, verb: int) -> int | None:
    for child in clauses.children(verb, "obl", "nmod"):
        cases = {clauses.lower(case) for case in clauses.children(child, "case")}
        if (
            cases & _TO
            and clauses.words[child].lemma.lower() not in _NOT_PERSONS
            and clauses.words[child].upos != "NUM"
        ):
            return child
    return None


def _phrase(clauses: Clauses, noun: int) -> Span:
    """The noun with what stands before it, and an "of" behind."""
    kept = [noun]
    for child in clauses.children(noun):
        word = clauses.words[child]
        if word.relation in {"case", "punct", "acl", "acl:relcl", "appos", "conj", "cc", "advcl", "parataxis"}:
            continue
        of = word.relation == "nmod" and any(clauses.lower(case) == "of" for case in clauses.children(child, "case"))
        if child < noun or of or word.relation == "flat":
            kept.extend(clauses.below(child))
    return Span(min(clauses.words[at].start for at in kept), max(clauses.words[at].end for at in kept))
