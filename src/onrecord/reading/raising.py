"""Raising: in "he was said to be an expert", "he" is told of by the outlet, and only "to be an expert" is said.

The subject of a passive that reports is the subject of what is reported (Postal, On Raising, 1974); it names whom the
reporter means. What comes after the infinitive clause, "and was in charge of supplies", the reporter says.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
