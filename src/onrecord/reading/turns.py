"""Turns of a transcript: paragraphs that open with a speaker's name and a colon, "LUND: The road is open."

Each turn is a statement of its own, and nothing that is said in it reaches into the next. A paragraph without a name
goes on the turn before it, up to the next name; remarks in brackets ("(CROSSTALK)") are nobody's words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.reading.attribution import Attribution
from onrecord.record import Span

_LABEL: Final = re.compile(
    r"[\"“”]?(?P<name>[^\W\d_]{2}[^\W\d_.'’-]*(?:[ \u00a0][^\W\d_][^\W\d_.'’-]*){0,3})"
    r"(?P<colon>:)[ \u00a0]+(?=\S)"
)
_REMARK: Final = re.compile(r"[\"“”]?[(\[][^()\[\]]*[)\]][.\"”]*")
_OPENING: Final = frozenset('"“”')
_FEWEST: Final = 2
"""How many times a name must open a paragraph for the text to be a transcript."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says until the next one speaks.

    Attributes:
        name: the words for who speaks.
        colon: the mark behind them.
        content: what is said, paragraph by paragraph.
    """

    name: Span
    colon: Span
    content: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.content[-1].end


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of a text, in order; none where it holds no transcript.

    Names are written in capitals, and one of them opens two paragraphs or more.

    Args:
        text: the text.
        paragraphs: its paragraphs, in order.
    """
    labels = {at: label for at, span in enumerate(paragraphs) if (label := _label(text, span)) is not None}
    said = Counter(label["name"] for label in labels.values())
    if not said or said.most_common(1)[0][1] < _FEWEST:
        return []
    last = max(labels)
    found: list[Turn] = []
    for at, paragraph in enumerate(paragraphs[min(labels) : last + 1], start=min(labels)):
        if (label := labels.get(at)) is not None:
            content = (Span(label.end(), paragraph.end),)
            found.append(Turn(Span(*label.span("name")), Span(*label.span("colon")), content))
        elif not _REMARK.fullmatch(text, paragraph.start, paragraph.end) and _goes_on(text, paragraph, found[-1]):
            found[-1] = replace(found[-1], content=(*found[-1].content, paragraph))
    return found


def _label(text: str, paragraph: Span) -> re.Match[str] | None:
    label = _LABEL.match(text, paragraph.start, paragraph.end)
    return label if label is not None and label["name"].isupper() else None


def _goes_on(text: str, paragraph: Span, turn: Turn) -> bool:
    """Whether a paragraph without a name is told as the turn is: each in quotation marks, or neither."""
    return (text[paragraph.start] in _OPENING) == (text[turn.name.start - 1 : turn.name.start] in _OPENING)


def with_turns(found: Sequence[Attribution], said: Sequence[Turn]) -> list[Attribution]:
    """Attributions with one for each turn, in the order of their cues; the others keep to the turn that they stand in.

    Args:
        found: the attributions of a text.
        said: its turns.
    """
    if not said:
        return list(found)
    kept = [inside for each in found if (inside := _within(each, said)) is not None]
    own = (
        Attribution(
            source=(each.name.start, each.name.end),
            cue=(each.colon.start, each.colon.end),
            content=tuple((span.start, span.end) for span in each.content),
            score=1.0,
        )
        for each in said
    )
    return sorted((*kept, *own), key=lambda each: each.cue)


def _within(found: Attribution, said: Sequence[Turn]) -> Attribution | None:
    """An attribution without what stands in another turn than its cue; None if nothing is left of it.

    None too if it is the turn's own, which is made from the name.
    """
    own = next((turn for turn in said if turn.name.start <= found.cue[0] < turn.end), None)
    if own is not None and found.cue[0] < own.content[0].start:
        return None
    content = tuple(
        span for span in found.content if _turn_at(span[0], said) is own and _turn_at(span[1] - 1, said) is own
    )
    content = content or tuple(_cut(found.content, own))
    return replace(found, content=content) if content else None


def _turn_at(place: int, said: Sequence[Turn]) -> Turn | None:
    return next((turn for turn in said if turn.name.start <= place < turn.end), None)


def _cut(content: Sequence[tuple[int, int]], own: Turn | None) -> Iterator[tuple[int, int]]:
    """What of some spans lies in a turn."""
    for start, end in content:
        for span in own.content if own is not None else ():
            if start < span.end and span.start < end:
                yield max(start, span.start), min(end, span.end)
