"""Who is said to say what: from the encoder's scores to sources, cues and contents that belong together.

A cue ("castigated", "according to") is the heart of an attribution. Spans of the three roles are read off
the tags; then each content goes to the cue its words point to, and each cue picks its source, or none, by
the pointers the encoder gives. Contents of one cue make one attribution, so a quotation split by its
attribution, or run over paragraphs, stays whole. Pointers reach as far as a window, across sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.scheme import OUTSIDE, ROLE_TAGS, ROLES, UPOS
from onrecord.reading.spans import Tagged, log_softmax, tagged_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Links, Scores

Span = tuple[int, int]

LIKELY_CONTENT = 0.5
"""The score below which a content is left out: mostly fragments ("the", "Cars") of what somebody else says."""
SURE_CONTENT = 0.75
"""How sure the tags must be of a content for a cue to be looked for where they show none."""
SURE_POINTER = 0.3
"""How strongly it must point to one word for that word to be its cue."""
EAGER = 0.3
"""By how much the score of "no role" is lowered: the tags alone find less than they should."""
LIKELY = 0.6
"""The score below which an attribution is left out: what nobody is said to say, mostly. All five were chosen on the
development split of PolNeAR."""
CUE = ROLE_TAGS.index("B-cue")
SURE_LEANING = 0.5
"""How surely a word must hang from one that comes later to lean on it."""
_LEANING = frozenset(UPOS.index(tag) for tag in ("ADP", "DET", "CCONJ", "SCONJ", "NUM", "ADJ"))
"""Words that end no phrase when they hang from a later word."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution in code-point spans, contents in text order; `score` in 0 to 1."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Span:
    """A tagged span with the pieces that open its words, and its characters."""

    tagged: Tagged
    pieces: NDArray[np.int64]
    characters: Span


def attributions(scores: Scores) -> list[Attribution]:
    """The attributions of a text, ordered by their cues."""
    found: dict[str, list[_Span]] = {role: [] for role in ROLES}
    words = np.flatnonzero(scores.pieces.heads)
    roles = scores.roles[words]
    roles[:, OUTSIDE] -= EAGER
    for tagged in _joined(scores, words, tagged_spans(roles, ROLES)):
        if tagged.label == "content" and tagged.probability < LIKELY_CONTENT:
            continue
        found[tagged.label].append(_placed(scores, words, tagged))
    cues = list(found["cue"])
    contents: dict[int, list[_Span]] = {}
    unlinked: list[_Span] = []
    for content in found["content"]:
        if (cue := _linked(scores.cues, content, cues)) is not None:
            contents.setdefault(cue, []).append(content)
        else:
            unlinked.append(content)
    for cue_span, mine in _overlooked(scores, words, unlinked, found):
        contents[len(cues)] = mine
        cues.append(cue_span)
    result = [_attribution(scores, cues[index], mine, found["source"]) for index, mine in contents.items()]
    return sorted((one for one in result if one.score >= LIKELY), key=lambda one: (one.cue, one.content))


def _joined(scores: Scores, words: NDArray[np.int64], found: list[Tagged]) -> list[Tagged]:
    """Two sources of which the first ends on a word that leans on the second as one: "a report by | the Gazette"."""
    result: list[Tagged] = []
    for tagged in found:
        before = result[-1] if result else None
        if before is not None and before.label == tagged.label == "source" and before.last + 1 == tagged.first:
            piece = words[before.last : before.last + 1]
            head, _ = scores.arcs.strongest(piece)
            if int(scores.upos[piece[0]].argmax()) in _LEANING and words[tagged.first] <= head <= words[tagged.last]:
                sure = (before.probability * tagged.probability) ** 0.5
                result[-1] = replace(before, last=tagged.last, probability=sure)
                continue
        result.append(tagged)
    return result


def _attribution(scores: Scores, cue: _Span, contents: list[_Span], sources: list[_Span]) -> Attribution:
    at = _linked(scores.sources, cue, sources)
    source = sources[at] if at is not None else None
    parts = [cue, *contents, *([source] if source else [])]
    inside = {int(piece) for part in parts for piece in part.pieces}
    cue, *contents = (_rounded(scores, part, inside) for part in (cue, *contents))
    source = _rounded(scores, source, inside) if source else None
    return Attribution(
        source=source.characters if source else None,
        cue=cue.characters,
        content=tuple(span.characters for span in contents),
        score=float(np.mean([part.tagged.probability for part in parts])),
    )


def _rounded(scores: Scores, span: _Span, inside: set[int]) -> _Span:
    """A span without words at its end that belong to what comes after the attribution: "said | in the" Oval Office.

    Args:
        scores: what the encoder says of the text.
        span: the span.
        inside: the pieces of the whole attribution; words may lean on those.
    """
    kept = len(span.pieces)
    while kept > 1:
        piece = span.pieces[kept - 1 : kept]
        if int(scores.upos[piece[0]].argmax()) not in _LEANING:
            break
        head, weight = scores.arcs.strongest(piece)
        if head <= piece[0] or head in inside or weight < SURE_LEANING:
            break
        kept -= 1
    if kept == len(span.pieces):
        return span
    tagged = replace(span.tagged, last=span.tagged.first + kept - 1)
    return _placed(scores, np.flatnonzero(scores.pieces.heads), tagged)


def _overlooked(
    scores: Scores, words: NDArray[np.int64], unlinked: list[_Span], found: dict[str, list[_Span]]
) -> list[tuple[_Span, list[_Span]]]:
    """Cues the tags missed: words outside every span that contents without a cue surely point to.

    A quotation is rather given its attribution by a weakly tagged "she" than lost.
    """
    taken = {int(piece) for spans in found.values() for span in spans for piece in span.pieces}
    pointed: dict[int, list[_Span]] = {}
    for content in unlinked:
        if content.tagged.probability < SURE_CONTENT:
            continue
        piece, weight = scores.cues.strongest(content.pieces)
        if piece >= 0 and piece not in taken and weight > SURE_POINTER:
            pointed.setdefault(piece, []).append(content)
    cues: list[tuple[_Span, list[_Span]]] = []
    for piece, contents in sorted(pointed.items()):
        word = int(np.searchsorted(words, piece))
        probability = float(np.exp(log_softmax(scores.roles[piece])[CUE]))
        cues.append((_placed(scores, words, Tagged("cue", word, word, probability)), contents))
    return cues


def _placed(scores: Scores, words: NDArray[np.int64], tagged: Tagged) -> _Span:
    pieces = words[tagged.first : tagged.last + 1]
    after = words[tagged.last + 1] if tagged.last + 1 < len(words) else len(scores.pieces)
    characters = (int(scores.pieces.starts[pieces[0]]), int(scores.pieces.ends[after - 1]))
    return _Span(tagged, pieces, characters)


def _linked(links: Links, dependent: _Span, heads: list[_Span]) -> int | None:
    """Which of some spans another belongs to: the one most pointed to, if more than nothing is."""
    if not heads:
        return None
    weights, nothing = links.weights(dependent.pieces, [head.pieces for head in heads])
    best = int(weights.argmax())
    return best if weights[best] > nothing[best] else None
