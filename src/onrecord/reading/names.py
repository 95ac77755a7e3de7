"""Names in a text: persons, organisations, places and the other kinds the encoder tells apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.reading.bounds import is_bare_body, last_letter, lies_in
from onrecord.reading.elsewhere import leaning
from onrecord.reading.given_names import is_given
from onrecord.reading.nouns import is_persons
from onrecord.reading.scheme import NAME_TAGS, NAME_TYPES, OUTSIDE
from onrecord.reading.spans import Tagged, log_softmax, tagged_spans
from onrecord.reading.titles import is_role, title_end, titles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.encoder import Scores

_INITIALS = re.compile(r"(?:[^\W\d_]\.[ \xa0]?)+")
_COMMA = re.compile(r",[ \xa0]+")
_PLACES = frozenset({"place", "country", "facility"})

SURE_NAME = 0.35
"""The score below which a name is left out, and with it most wrong kinds and bounds."""
SURE_NONE = 0.3
"""How likely words may be no name at all and still count as one. Both were chosen on the development splits
of UNER-EWT and CrossNER: a name whose kind is in doubt is kept, one that may be none is not."""
SURE_WORDS = 0.1
"""The same, of several words in a row whose kind is in doubt."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as half-open code points, its type (`scheme.NAME_TYPES`) and a score in 0 to 1."""

    start: int
    end: int
    type: str
    score: float


def found_names(scores: Scores, text: str) -> list[FoundName]:
    """The names of a text, in order; a person's without the titles before it, an office alone left out."""
    pieces = scores.pieces
    words = np.flatnonzero(pieces.heads)
    names: list[FoundName] = []
    for tagged in _joined(_spans(_logs(scores, words, text)), scores, words, text):
        if not _is_kept(tagged):
            continue
        after = words[tagged.last + 1] if tagged.last + 1 < len(words) else len(pieces)
        start, end = int(pieces.starts[words[tagged.first]]), int(pieces.ends[after - 1])
        label = tagged.label
        if (named := _past_party(text, start, end)) is not None:
            start, label = named, "person"
        if label == "person":
            start = _past_callings(text, title_end(text, start, end), end)
            if is_role(text[start:end]):
                continue
        if _is_initials(names, start, text) and names[-1].type == label == "person":
            start = names.pop().start
        if _is_common(text[start:end]):
            continue
        tidied = _tidied(FoundName(start, end, label, tagged.probability), text)
        for part in _parted(tidied, text) if tidied is not None else ():
            if names and _is_of_body(names[-1], part, text):
                names[-1] = replace(names[-1], end=part.end)
            else:
                names.append(part)
    return names


_COARSE: Final = {"country": "place", "facility": "place", "publication": "organisation"}
_KINDS: Final = tuple(kind for kind in NAME_TYPES if kind not in _COARSE)
_POOLED: Final = tuple(_KINDS.index(_COARSE.get(kind, kind)) for kind in NAME_TYPES)
_FINE: Final = {
    kind: tuple(fine for fine, coarse in enumerate(_POOLED) if coarse == at) for at, kind in enumerate(_KINDS)
}
_POOLING: Final = np.zeros((len(NAME_TAGS), 1 + 2 * len(_KINDS)), dtype=np.float32)
_POOLING[OUTSIDE, OUTSIDE] = 1.0
for _fine, _kind in enumerate(_POOLED):
    _POOLING[1 + 2 * _fine, 1 + 2 * _kind] = _POOLING[2 + 2 * _fine, 2 + 2 * _kind] = 1.0


def _logs(scores: Scores, words: NDArray[np.int64], text: str) -> NDArray[np.float32]:
    """The log probabilities of name tags by word, those in doubt moved to what the same words are elsewhere."""
    pieces = scores.pieces

    def written(at: int) -> str:
        after = int(words[at + 1]) if at + 1 < len(words) else len(pieces)
        return text[pieces.starts[words[at]] : pieces.ends[after - 1]]

    return leaning(log_softmax(scores.names[words]), pieces.ids[words], written)


def _spans(logs: NDArray[np.float32]) -> list[Tagged]:
    """The spans of names by the coarse kinds, each then given the likeliest of the finer.

    Whether a place is a country or a building may be in doubt where that it is a place is not.

    Args:
        logs: log probabilities [words, name tags].
    """
    pooled = np.exp(logs) @ _POOLING
    found = tagged_spans(np.log(np.maximum(pooled, _LEAST)), _KINDS)
    return [replace(one, label=kind) if (kind := _finest(one, logs)) != one.label else one for one in found]


def _finest(tagged: Tagged, logs: NDArray[np.float32]) -> str:
    """The likeliest kind of a span among those that its coarse kind holds."""
    fine = _FINE[tagged.label]
    if len(fine) == 1:
        return tagged.label
    inner = logs[tagged.first + 1 : tagged.last + 1]
    sums = [float(logs[tagged.first, 1 + 2 * at]) + float(inner[:, 2 + 2 * at].sum()) for at in fine]
    return NAME_TYPES[fine[int(np.argmax(sums))]]


_LEAST: Final = 1e-30
_PARTY = re.compile(r"[RDI]-[A-Z][\w.]*(?: [A-Z][\w.]*)?")


def _is_common(words: str) -> bool:
    """Whether a supposed name is an office or a kind of text alone, or a party and state in brackets: "R-Texas"."""
    alone = words.lower().rstrip(".")
    office = is_role(words) if " " not in words else False
    return office or alone in _NOUNS or alone in _TEXTS or _PARTY.fullmatch(words) is not None


_NOUNS = frozenset(
    "senator delegate demonstrator protester resident official critic supporter voter lawyer worker".split()
)
_TEXTS = frozenset("video report reports statement photo photos footage editorial analysis".split())
_LEADING = re.compile(r"(?P<word>[^\W\d_]+\.?)[ \xa0]+(?=\S+[ \xa0]+\S)")
_RANKS = 5


def _past_callings(text: str, start: int, end: int) -> int:
    """Where a full name begins behind words for what somebody is: "DCP Oda Flint", "Dancer Oda Flint"."""
    while (found := _LEADING.match(text, start, end)) is not None:
        word = found["word"].rstrip(".")
        rank = word.isupper() and 1 < len(word) <= _RANKS and not text[found.end() : end].isupper()
        calling = is_persons(word) and not is_given(word)
        if not rank and not calling and word.lower() not in titles():
            break
        start = found.end()
    return start


_OF_PARTY = re.compile(
    r"(?:Republican|Democrat|Democratic|Conservative|Liberal|Labour|Tory|Independent|Socialist|Green)[ \xa0]+"
    r"(?P<given>[^\W\d_]+)(?:[ \xa0][^\W\d_][\w.'’-]*){1,2}"
)


def _past_party(text: str, start: int, end: int) -> int | None:
    """Where a person's name begins behind a party, whatever the two were taken for: "Republican Oda Flint"; or None."""
    found = _OF_PARTY.fullmatch(text, start, end)
    return found.start("given") if found is not None and is_given(found["given"]) else None


_PREFIX = re.compile(r"(?:anti|pro|non|ex|pan|post|pre)[-‐‑–](?=\w)?", re.IGNORECASE)
_NUMBERED = re.compile(r"[-‐‑]?\d{1,3}(?!\w)")
_TAIL = re.compile(r"(?:[ \xa0]+(?:in|of|and|for|to|at|on|by|with|from))+$")
_OPENED = re.compile(r"[ \xa0]*[(\[][^)\]]*$")
_RANK = re.compile(r"[ \xa0]+(?:Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Cmdr|Prof|Dr|Mr|Mrs|Ms)$")
_HYPHENS = "-‐‑–"


def _tidied(name: FoundName, text: str) -> FoundName | None:
    """A name without what a hyphen ties to it ("anti-Iran"), and with a number that is part of it ("Ashraf-3").

    No name ends in a preposition, in a bracket that it only opens, or in the "Sen." that stands before the next.
    """
    start, end = name.start, name.end
    if _PREFIX.fullmatch(text[start : end + 1]) and text[start].islower():
        return None
    prefix = _PREFIX.match(text, start, end)
    if prefix is not None and text[start].islower():
        start = prefix.end()
    number = _NUMBERED.match(text, end) if text[end - 1] in _HYPHENS or text[end : end + 1] in {*_HYPHENS} else None
    if number is not None and end > start:
        end = number.end()
    while end > start and text[end - 1] in _HYPHENS:
        end -= 1
    rank = _RANK.search(text, start, end)
    end = rank.start() if rank is not None and rank.start() > start and text[end : end + 1] == "." else end
    opened = _OPENED.search(text, start, end)
    end = opened.start() if opened is not None and opened.start() > start else end
    tail = _TAIL.search(text, start, end)
    end = tail.start() if tail is not None and tail.start() > start else end
    end = last_letter(text, start, end)
    return replace(name, start=start, end=end) if end > start else None


def _is_kept(tagged: Tagged) -> bool:
    """Whether a name is sure enough; of several words that surely are one, the kind may be in doubt."""
    surely = tagged.last > tagged.first and tagged.outside < SURE_WORDS
    return tagged.outside <= SURE_NONE and (surely or tagged.probability >= SURE_NAME)


def _is_initials(names: list[FoundName], start: int, text: str) -> bool:
    """Whether the last name found is nothing but initials that stand before the next: "R. E." before "Glenn"."""
    return bool(names) and _INITIALS.fullmatch(text, names[-1].start, start) is not None


_OF: Final = frozenset({" of ", " of the "})


def _is_of_body(body: FoundName, part: FoundName, text: str) -> bool:
    """Whether the name after a body's is that of what it is the body of: "City" of "Marn"."""
    between = text[body.end : part.start]
    return (
        between in _OF
        and body.type == "organisation"
        and part.type != "nationality"
        and is_bare_body(text[body.start : body.end])
    )


def _parted(name: FoundName, text: str) -> Iterator[FoundName]:
    """A place and what it lies in as two: "Midland, Texas", "Midland Texas"."""
    start = name.start
    if name.type in _PLACES:
        for comma in _COMMA.finditer(text, name.start, name.end):
            yield replace(name, start=start, end=comma.start())
            start = comma.end()
        if (at := lies_in(text[start : name.end])) is not None:
            yield replace(name, start=start, end=start + at - 1)
            start += at
    yield replace(name, start=start)


def _joined(found: list[Tagged], scores: Scores, words: NDArray[np.int64], text: str) -> list[Tagged]:
    """Names of one kind with nothing but a space between them as one: "Interior" and "Ministry".

    Two such names that are two stand apart in prose, by a comma or a word. Persons' names are left: they
    follow each other in bylines and signatures.
    """
    starts, ends = scores.pieces.starts, scores.pieces.ends
    result: list[Tagged] = []
    for tagged in found:
        before = result[-1] if result else None
        if (
            before is not None
            and before.label == tagged.label != "person"
            and before.last + 1 == tagged.first
            and text[ends[words[tagged.first] - 1] : starts[words[tagged.first]]] in {"", " "}
        ):
            result[-1] = _one(before, tagged)
        else:
            result.append(tagged)
    return result


def _one(left: Tagged, right: Tagged) -> Tagged:
    """Two neighbours as one, their scores the means over all words."""
    first, second = left.last - left.first + 1, right.last - right.first + 1
    logs = first * math.log(left.probability) + second * math.log(right.probability)
    outside = (first * left.outside + second * right.outside) / (first + second)
    return Tagged(left.label, left.first, right.last, math.exp(logs / (first + second)), outside)
