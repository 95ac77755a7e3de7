"""When something was said, and in what: "told a news conference on Friday", "in an interview published on Tuesday".

Both are looked for in the sentence of the cue, outside what is said, and the nearest to the cue is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from onrecord.reading.wordlists import entries
from onrecord.record import Span, Time

_FAR: Final = 120
"""How many characters from the cue a circumstance may stand."""


def when(cue: Span, sentence: Span, content: Sequence[Span], times: Iterable[Time]) -> Span | None:
    """The time told of the saying.

    Args:
        cue: the words that attribute it.
        sentence: the sentence they are in.
        content: what is said; a time in it is of something else.
        times: the times of the article.
    """
    near = (time for time in times if sentence.start <= time.start and time.end <= sentence.end)
    told = (time.span for time in near if time.type in {"DATE", "TIME"} and "REF" not in time.value)
    return _nearest(cue, [span for span in told if not _touches(span, content)])


def medium(text: str, cue: Span, sentence: Span, content: Sequence[Span]) -> Span | None:
    """The words for what it was said in, with their article and without the preposition."""
    found = (Span(*match.span("medium")) for match in _media().finditer(text, sentence.start, sentence.end))
    return _nearest(cue, [span for span in found if not _touches(span, content)])


def _nearest(cue: Span, spans: Sequence[Span]) -> Span | None:
    near = [(max(span.start - cue.end, cue.start - span.end, 0), span.start, span) for span in spans]
    best = min(near, default=None)
    return best[2] if best is not None and best[0] <= _FAR else None


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


@cache
def _media() -> re.Pattern[str]:
    nouns, names = (sorted(entries("media.txt", part), key=len, reverse=True) for part in ("nouns", "names"))
    noun = "|".join(re.escape(word) for word in nouns)
    name = "|".join(re.escape(word) for word in names)
    return re.compile(
        rf"\b(?:in|on|at|during|via|through|by|with|told|to)\s+(?P<medium>"
        rf"(?:an?|the|his|her|its|their|that|this|another)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{noun})s?\b|(?:{name})\b)",
        re.IGNORECASE,
    )
