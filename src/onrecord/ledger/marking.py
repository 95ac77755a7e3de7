"""Where the words looked for stand in a text, to the character, and the piece of it that shows most of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.ledger.folding import words
from onrecord.ledger.query import Term
from onrecord.record import Span

MARK: Final = ("\x02", "\x03")
"""What stands before and after a matching word in a snippet."""
LENGTH: Final = 24
"""Words of a snippet."""
_SPACE: Final = str.maketrans({**dict.fromkeys("\r\n\t\x02\x03", " ")})

Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text.

    Attributes:
        words: the piece, matching words between the two characters of `MARK`, "…" where it is cut; line ends are
            spaces.
        start: where it begins in the text.
        end: where it ends.
        anchors: the matching words in it, by their offsets in the text.
    """

    words: str
    start: int
    end: int
    anchors: tuple[Span, ...]


def found(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where terms stand in a text, in its order, none over another."""
    return _found(words(text), terms)


def snippet(text: str, terms: Sequence[Term], length: int = LENGTH) -> Snippet:
    """The piece of a text that has the most of what is looked for; its beginning where nothing of it is there.

    Args:
        text: any.
        terms: what is looked for.
        length: how many words it may have.
    """
    told = words(text, None if terms else length + 1)
    places = _found(told, terms)
    if len(told) <= length:
        return _cut(text, 0, len(text), places)
    starts = [start for _, start, _ in told]
    first = _best([bisect_left(starts, place.start) for place in places], length)
    at = max(0, min(first - length // 4 if places else 0, len(told) - length))
    start = 0 if at == 0 else told[at][1]
    end = len(text) if at + length >= len(told) else told[at + length - 1][2]
    return _cut(text, start, end, places)


def marked(text: str, places: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """A piece of a text with marks around some places in it; its line ends are spaces."""
    end = len(text) if end is None else end
    parts, at = [], start
    for place in places:
        if at <= place.start and place.end <= end:
            parts += [text[at : place.start].translate(_SPACE), MARK[0]]
            parts += [text[place.start : place.end].translate(_SPACE), MARK[1]]
            at = place.end
    return "".join([*parts, text[at:end].translate(_SPACE)])


def _cut(text: str, start: int, end: int, places: Sequence[Span]) -> Snippet:
    inside = tuple(place for place in places if start <= place.start and place.end <= end)
    shown = marked(text, inside, start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Snippet(f"{before}{shown}{after}", start, end, inside)


def _best(at: Sequence[int], length: int) -> int:
    """The first of those words that have most others of them within so many behind."""
    within = length - length // 4
    counts = [(bisect_right(at, one + within) - place, -one) for place, one in enumerate(at)]
    return -max(counts)[1] if counts else 0


def _found(told: Sequence[Word], terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where terms stand among words: at each word the longest that begins there."""
    wanted = [([word for word, *_ in words(term.text)], term.prefix) for term in terms]
    by_first: dict[str, list[tuple[list[str], bool]]] = {}
    open_ended: list[tuple[list[str], bool]] = []
    for phrase, prefix in wanted:
        if phrase and prefix and len(phrase) == 1:
            open_ended.append((phrase, prefix))
        elif phrase:
            by_first.setdefault(phrase[0], []).append((phrase, prefix))
    places, at = [], 0
    while at < len(told):
        word = told[at][0]
        longest = max(
            (
                len(phrase)
                for phrase, prefix in [*by_first.get(word, ()), *open_ended]
                if _is_at(told, at, phrase, prefix=prefix)
            ),
            default=0,
        )
        if longest:
            places.append(Span(told[at][1], told[at + longest - 1][2]))
        at += longest or 1
    return tuple(places)


def _is_at(told: Sequence[Word], at: int, phrase: Sequence[str], *, prefix: bool) -> bool:
    there = [word for word, *_ in told[at : at + len(phrase)]]
    if len(there) < len(phrase):
        return False
    if prefix:
        return there[:-1] == list(phrase[:-1]) and there[-1].startswith(phrase[-1])
    return there == list(phrase)
