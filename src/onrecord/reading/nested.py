"""Reports within reports: "according to Radio Marn, the mayor said the bridge was safe".

Corpora mark the outer attribution alone, so that the encoder sees none inside what is said; the syntax does. A verb
of saying in the content of an attribution, with a subject of its own and a clause for what is said, attributes that
clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.attribution import Attribution
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span

_SAYING: Final = frozenset(
    "say said tell told claim insist argue warn deny admit announce declare assert allege complain contend maintain "
    "report".split()
)
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_FEWEST: Final = 3
"""The fewest words that are taken for a clause that somebody says."""
_NOT_SAID: Final = frozenset({"if", "unless", "whether", "when", "until", "not", "n't", "n’t", "never"})


def with_nested(walk: Treewalk, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those that stand in their contents, in the order of their cues.

    Args:
        walk: the syntax.
        found: the attributions of a text.
    """
    inside = (made for at in sorted(_verbs(walk, found)) if (made := _attribution(walk, at)) is not None)
    return sorted((*found, *inside), key=lambda each: each.cue)


def _verbs(walk: Treewalk, found: Sequence[Attribution]) -> set[int]:
    """The verbs of saying in contents, other than cues."""
    cues = {at for each in found for at in walk.within(Span(*each.cue))}
    within = {at for each in found for span in each.content for at in walk.within(Span(*span))}
    return {at for at in within - cues if walk.words[at].lemma.lower() in _SAYING and walk.words[at].xpos in _FINITE}


def _attribution(walk: Treewalk, verb: int) -> Attribution | None:
    """What a verb attributes to its subject; None where that is a pronoun, or where nothing is told to be said."""
    subject = next(iter(walk.children(verb, "nsubj")), None)
    clause = next(iter(walk.children(verb, "ccomp")), None)
    if subject is None or clause is None or walk.words[subject].upos not in {"NOUN", "PROPN"}:
        return None
    if any(walk.lower(at) in _NOT_SAID for at in walk.children(verb, "mark", "advmod")):
        return None
    source, said, cue = walk.reach(subject), walk.reach(clause), walk.words[verb]
    if not (source.end <= cue.start and cue.end <= said.start) or len(walk.within(said)) < _FEWEST:
        return None
    return Attribution(
        source=(source.start, source.end), cue=(cue.start, cue.end), content=((said.start, said.end),), score=1.0
    )
