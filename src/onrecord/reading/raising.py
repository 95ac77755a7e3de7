"""Raising: in "he was said to be an expert", "he" is told of by the outlet, and only "to be an expert" is said.

The subject of a passive that reports is the subject of what is reported (Postal, On Raising, 1974); it names whom the
reporter means. What comes after the infinitive clause, "and was in charge of supplies", the reporter says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.acts import act
from onrecord.reading.attribution import Attribution
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span


def without_subject(walk: Treewalk, cue: Span, content: Sequence[Span]) -> list[Span]:
    """What is said without a raised subject and without what its clause does not hold; else as it was.

    Args:
        walk: the syntax.
        cue: the words that attribute it.
        content: the spans of what is said, in order.
    """
    verb = next((at for at in walk.within(cue) if walk.children(at, "nsubj:pass")), None)
    if verb is None:
        return list(content)
    infinitive = next(
        (at for at in walk.children(verb, "xcomp") if any(walk.lower(to) == "to" for to in walk.children(at, "mark"))),
        None,
    )
    if infinitive is None:
        return list(content)
    said = walk.reach(infinitive)
    kept = [Span(max(span.start, said.start), min(span.end, said.end)) for span in content if _meet(span, said)]
    return kept or list(content)


def controlled(walk: Treewalk, found: Attribution) -> Attribution:
    """An attribution whose cue hangs from a passive as its purpose, with the subject of the passive for its source.

    In "he was called before the Senate to defend it", he defends it: the subject of the passive controls the
    infinitive, not the noun between them, and nobody of another clause.

    Args:
        walk: the syntax.
        found: an attribution; another than such is given back as it was.
    """
    verb = walk.head(Span(*found.cue))
    passive = walk.governor(verb) if verb is not None else None
    if verb is None or passive is None or walk.words[verb].relation not in {"advcl", "xcomp"}:
        return found
    marked = any(walk.lower(mark) in {"to", "for"} for mark in walk.children(verb, "mark"))
    source = walk.head(Span(*found.source)) if found.source is not None else None
    subject = _passive_subject(walk, passive)
    if source is None or subject is None or not marked:
        return found
    oblique = walk.governor(source) == passive and walk.words[source].relation in {"obl", "obl:agent"}
    if not oblique and source in set(walk.below(passive)):
        return found
    span = walk.reach(subject)
    return replace(found, source=(span.start, span.end))


def with_subject(walk: Treewalk, found: Attribution) -> Attribution:
    """An attribution without a source whose cue is an active verb, with the subject of the verb for its source.

    A source in another sentence gives way to the subject. The verb that reports may hang from the one that has it: "the
    camp appeared to concede that".

    Args:
        walk: the syntax.
        found: an attribution; one that has a source there, or whose verb has no subject of its own, is given back as it
            was.
    """
    verb = walk.head(Span(*found.cue))
    if verb is None or walk.words[verb].upos != "VERB" or walk.children(verb, "aux:pass"):
        return found
    source = walk.head(Span(*found.source)) if found.source is not None else None
    if found.source is not None and (source is None or _sentence_of(walk, source) == _sentence_of(walk, verb)):
        return found
    subject = _active_subject(walk, verb)
    verbs = [at for at in walk.within(Span(*found.cue)) if walk.words[at].upos == "VERB"]
    says = any(act(walk.words[at].lemma, ()) is not None for at in verbs)
    if subject is None or not says or walk.lower(subject) in _EMPTY:
        return found
    span = walk.reach(subject)
    held = any(_meet(span, Span(*content)) for content in found.content)
    return found if held or span.end - span.start > _LONG else replace(found, source=(span.start, span.end))


def shared(walk: Treewalk, found: Attribution) -> Attribution:
    """An attribution whose verb goes on another's, with the subject that both have for its source.

    In "they checked the Wire, which keeps a tally, and found", and in "the men watched it, according to their lawyer,
    and said", the encoder may take the source from the clause between.

    Args:
        walk: the syntax.
        found: an attribution; one whose source is not held by the verb before is given back as it was.
    """
    verb = walk.head(Span(*found.cue))
    first = walk.governor(verb) if verb is not None and walk.words[verb].relation == "conj" else None
    source = walk.head(Span(*found.source)) if found.source is not None else None
    if verb is None or first is None or source is None or walk.children(verb, "nsubj", "nsubj:pass"):
        return found
    subject = next(iter(walk.children(first, "nsubj")), None)
    if subject is None or walk.words[verb].upos != "VERB" or walk.lower(subject) in _EMPTY:
        return found
    span = walk.reach(subject)
    aside = walk.lower(source) in _RELATIVE or any(
        walk.lower(at) == "according" for at in walk.children(source, "case")
    )
    between = first < source < verb and aside and source in set(walk.below(first))
    return replace(found, source=(span.start, span.end)) if between and span.end - span.start <= _LONG else found


def _sentence_of(walk: Treewalk, at: int) -> int:
    """The root that a word hangs from."""
    above = walk.governor(at)
    while above is not None:
        at, above = above, walk.governor(above)
    return at


_EMPTY = frozenset({"it", "there", "what", "this", "that", "which"})


def _active_subject(walk: Treewalk, verb: int) -> int | None:
    """The subject of an active verb, its own or that of the verb it goes on."""
    first = walk.governor(verb)
    goes_on = walk.words[verb].relation == "conj" and walk.words[verb].xpos not in {"VBN", "VBG"}
    own = walk.children(verb, "nsubj", "nsubj:pass")
    held = walk.children(first, "nsubj") if not own and goes_on and first is not None else walk.children(verb, "nsubj")
    return held[0] if held else None


_RELATIVE = frozenset({"who", "which", "that"})
_LONG = 80
"""The most characters of a subject that is taken for a source."""


def _passive_subject(walk: Treewalk, verb: int) -> int | None:
    """The subject of a passive, also where it is told of once for several verbs."""
    if not walk.children(verb, "aux:pass"):
        return None
    at: int | None = verb
    while at is not None:
        subjects = walk.children(at, "nsubj:pass", "nsubj")
        if subjects:
            return subjects[0]
        at = walk.governor(at) if walk.words[at].relation == "conj" else None
    return None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
