"""Through whom words come: "told the Norvane Wire", "in an interview with Radio Marn", "a memo seen by the Post".

What is found here stands in a voice between the outlet and the speaker, outermost first. The words are data
(`data/chains.txt`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.articles.outlet import is_outlet
from onrecord.reading.grouping import folded
from onrecord.reading.wordlists import entries
from onrecord.record import Entity, MentionKind, Span

_FAR: Final = 110
"""How many characters may lie between the words that bring somebody in and their name."""
_AS_SAYING: Final = re.compile(
    r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\s+(?P<who>[^,;:.“”\"]{2,90}?),?\s+as\s+(?:saying|having\s+said|stating|telling|adding)\b"
)
_CITING: Final = re.compile(
    r"\b(?:citing|quoting)\s+(?P<who>[^,;:.“”\"]{2,90}?)(?=\s+(?:as|in|on|who|that)\b|[,;:.“”\"]|$)"
)


_WITHIN: Final = re.compile(
    r"\b(?:in|on|during)\s+(?:(?:an?|his|her|their|its|this|that|the)\s+)?(?:[\w'’-]+\s+){0,2}?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Through:
    """Somebody through whom a statement comes.

    Attributes:
        span: the words for them.
        entity: the entity they name.
        interview: whether it was a conversation or a text, in which more was said than this.
    """

    span: Span
    entity: Entity | None
    interview: bool = False


class Carriers:
    """The outlets and papers that a text names, by place, and what brings them into a voice."""

    def __init__(self, text: str, entities: Sequence[Entity], outlet: str | None) -> None:
        """Gather them; the article's own outlet is none of them, since it stands in every voice."""
        self._text = text
        self._named = sorted(
            (
                (mention.start, mention.end, entity)
                for entity in entities
                if _publishes(entity) and not (outlet is not None and _is_outlet_itself(entity, outlet))
                for mention in entity.mentions
                if mention.kind is not MentionKind.PRONOUN
            ),
            key=lambda each: each[:2],
        )

    def through(self, cue: Span, sentence: Span, content: Sequence[Span]) -> Through | None:
        """Who carries a statement besides the article's outlet, by the words around its cue; None where nobody does.

        Args:
            cue: the words that attribute it.
            sentence: the sentence they stand in.
            content: what is said; who is named in it carries nothing.
        """
        found = [
            (abs(start - cue.start), start, end, entity)
            for start, end, entity in self._named
            if sentence.start <= start and end <= sentence.end
            if not any(span.start <= start < span.end for span in content)
            if self._brought_in(sentence.start, start) or self._is_of(sentence, start, end)
        ]
        if not found:
            return None
        _, start, end, entity = min(found, key=lambda each: each[:3])
        before = self._text[max(sentence.start, start - _FAR) : start]
        interview = _conversing().search(before) is not None or self._is_of(sentence, start, end)
        return Through(Span(start, end), entity, interview=interview)

    def _brought_in(self, since: int, at: int) -> bool:
        """Whether the words before a name say that something was told to it, or that it was there."""
        before = self._text[max(since, at - _FAR) : at]
        return _bringing().search(before) is not None

    def _is_of(self, sentence: Span, start: int, end: int) -> bool:
        """Whether a name says whose a text or talk is, in which something was said: "in a Norvane Wire essay"."""
        within = _WITHIN.search(self._text[max(sentence.start, start - _FAR) : start])
        return within is not None and _following().match(self._text, end, sentence.end) is not None

    def is_carrier(self, span: Span) -> bool:
        """Whether some words are built around the name of an outlet."""
        return any(span.start <= start and end <= span.end + 2 for start, end, _ in self._named)


def quoted_in(text: str, sentence: Span, cue: Span) -> Span | None:
    """Whom an outlet quotes or cites, where the cue is its own: "Radio Marn quoted the mayor as saying"."""
    as_saying = _AS_SAYING.search(text, cue.start, sentence.end)
    if as_saying is not None and as_saying.start() <= cue.end:
        return Span(*as_saying.span("who"))
    citing = _CITING.search(text, sentence.start, sentence.end)
    return Span(*citing.span("who")) if citing is not None else None


def _is_outlet_itself(entity: Entity, outlet: str) -> bool:
    """Whether an entity is the article's own outlet, perhaps in short: "the Courier" in the Manila Bay Courier."""
    own = folded(outlet).split()
    return any(own[-len(words) :] == words for name in entity.names if (words := folded(name).split()))


def _publishes(entity: Entity) -> bool:
    if entity.type == "publication":
        return True
    return entity.type in {"organisation", "other", "work"} and any(is_outlet(name) for name in entity.names)


@cache
def _bringing() -> re.Pattern[str]:
    """What stands before the name of an outlet to which, or in which, something was said."""
    verbs = "|".join(sorted(_lines("told"), key=len, reverse=True))
    nouns = "|".join(sorted(_lines("in"), key=len, reverse=True))
    seen = "|".join(sorted(_lines("seen"), key=len, reverse=True))
    between = r"(?:[\w'’.-]+\s+){0,5}?"
    return re.compile(
        rf"(?:\b(?:{verbs})\s+{between}"
        rf"|\b(?:{nouns})\s+(?:[\w'’-]+\s+){{0,3}}?(?:with|to|by|for|in|on|at|from|of|published|aired|broadcast)\s+{between}"
        rf"|\b(?:{seen})\s+(?:by|to|with|in|on)\s+{between})[“\"‘]?$",
        re.IGNORECASE,
    )


@cache
def _following() -> re.Pattern[str]:
    """What stands behind the name of an outlet whose text or talk it is."""
    nouns = "|".join(sorted(_lines("in"), key=len, reverse=True))
    return re.compile(rf"(?:['’]s)?\s+(?:[\w'’-]+\s+){{0,1}}?(?:{nouns})\b", re.IGNORECASE)


def _lines(part: str) -> Iterator[str]:
    """The words of a section of `data/chains.txt`, to be looked for."""
    return (re.escape(line).replace(r"\ ", r"\s+") for line in entries("chains.txt", part))


@cache
def _conversing() -> re.Pattern[str]:
    """What brings in an outlet in or to which somebody spoke at length."""
    nouns = "|".join(sorted(_lines("in"), key=len, reverse=True))
    return re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE)
