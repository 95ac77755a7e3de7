"""Texts in capitals, read as if they were not: which of their letters a report in ordinary case would write small.

The names of a report are told by their capitals more than by anything else, and so is much that rules look at. What
stands in capitals throughout (`capitals.in_capitals`) is therefore first written small, but for the first letters of
sentences, and shown to the encoder; the words that it then takes for proper nouns or for parts of names get their
capital back, and so do those of which the letters, the lists of names or the rest of the article tell (`fixed_case`,
`acronyms`). Truecasing is the field's word (Lita, Ittycheriah, Roukos and Kambhatla, ACL 2003). The result has the
characters of the text, one for one; nothing but the case of its letters is another. Names in it stand for what is read
and never for what is quoted: `standing_in` takes what was read back to the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.reading.acronyms import Explained, explained, is_unsayable
from onrecord.reading.capitals import in_capitals, small, words_in
from onrecord.reading.countries import country, seat_of
from onrecord.reading.fixed_case import addresses, fixed, listed
from onrecord.reading.given_names import is_given
from onrecord.reading.nouns import names_place
from onrecord.reading.pieces import Case
from onrecord.reading.scheme import OUTSIDE, UPOS, XPOS
from onrecord.reading.spans import log_softmax
from onrecord.reading.titles import titles
from onrecord.reading.turns import turns
from onrecord.record import Span

if TYPE_CHECKING:
    from onrecord.reading.encoder import Encoder, Scores

_OPENS: Final = re.compile(
    r"""(?: ^
          | (?<!\b\w)[.?!…]["'”’)\]]*\s+           # behind a stop, but for an initial's
          | ^[^\n]{2,70}[\d)][ ]?(?:--|[—–])\s+    # behind a dateline
        )
        (?:\[[^\[\]]{1,90}\]\s*)*                  # remarks in brackets, which the sentence goes on behind
        ["'“‘`(\[]*$
      | [,:]\s+(?:["“‘]|''|``)$                     # quoted behind a comma or colon""",
    re.VERBOSE,
)
_NEAR: Final = 200
_BEFORE_ARTICLES: Final = frozenset({"de", "en", "y"})
_PROPER: Final = UPOS.index("PROPN")
_NAMES: Final = [XPOS.index("NNP"), XPOS.index("NNPS")]
_VERB: Final = UPOS.index("VERB")
_LONGEST: Final = 4
"""Words in the longest name that is looked up."""

NAMED: Final = 0.3
"""The mean of what upos, xpos and names say at which a word is written as a name."""
_LISTED: Final = 0.15
"""What it is worth beside that to be a known given name before such a word, or a title before it."""

_AGAIN: Final = 0.15
"""And to be surely a name somewhere else in the text."""
_SURELY: Final = 0.8
_SCOTTISH: Final = re.compile(r"mc[bcdfgjklmnpqrstvwz][^\W\d_]{2}")


def recased(text: str, paragraphs: Sequence[Span], encoder: Encoder) -> str:
    """A text with its paragraphs in capitals written in ordinary case; the text itself where it has none.

    Args:
        text: the canonical text.
        paragraphs: its paragraphs, in order.
        encoder: what reads the text before its names are known.

    Returns:
        As many code points, each the text's own or its small form.
    """
    shouted = _in_capitals(text, paragraphs)
    if not shouted:
        return text
    words = [word for span in shouted for word in words_in(text, span) if text[word.start : word.end].isupper()]
    opening = set(_openings(text, shouted, words))
    plain = _written(text, {word: Case.TITLE if word.start in opening else Case.LOWER for word in words})
    scores = encoder.read(plain, [(span.start, span.end) for span in shouted])
    likely = _named(scores, words)
    evidence = _Evidence(
        text=text,
        words=tuple(words),
        scores=likely,
        elsewhere=_elsewhere(text, [span for span in paragraphs if span not in shouted and _has_small(text, span)]),
        explained=explained(text, words),
        peaks=_peaks(text, words, likely),
    )
    said = turns(text, paragraphs)
    first_said = [turn.content[0].start for turn in said]
    starts = opening | _sentence_starts(scores) | {_at_or_after(words, start) for start in first_said}
    cases = {
        word: Case.TITLE if case is Case.LOWER and word.start in starts else case
        for word, case in zip(words, evidence.cases(), strict=True)
    }
    cases |= _given(words, [turn.name for turn in said], Case.UPPER)
    cases |= _given(words, [address for span in shouted for address in addresses(text, span)], Case.LOWER)
    return _written(text, cases)


def _given(words: Iterable[Span], spans: Sequence[Span], case: Case) -> dict[Span, Case]:
    """The words that lie in one of some spans, each with a case."""
    return {word: case for word in words if any(span.start <= word.start and word.end <= span.end for span in spans)}


def _at_or_after(words: Sequence[Span], start: int) -> int:
    """Where the first word at or behind an offset begins; the offset itself where there is none."""
    place = bisect_left(words, start, key=lambda word: word.start)
    return words[place].start if place < len(words) else start


def _in_capitals(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The paragraphs in capitals; of an article that has no others but short ones, all."""
    shouted = [span for span in paragraphs if in_capitals(text, span)]
    others = [span for span in paragraphs if span not in shouted]
    whole = shouted and not any(_has_small(text, span) for span in others)
    return list(paragraphs) if whole else shouted


def _has_small(text: str, span: Span) -> bool:
    return any(map(str.islower, text[span.start : span.end]))


def _openings(text: str, paragraphs: Sequence[Span], words: Sequence[Span]) -> Iterator[int]:
    """Where words begin that open a paragraph, stand behind a stop, or open what is quoted after a comma."""
    first = 0
    for paragraph in paragraphs:
        while first < len(words) and words[first].end <= paragraph.end:
            start = words[first].start
            near = max(paragraph.start, start - _NEAR)
            before = text[near:start] if near == paragraph.start else f"…{text[near:start]}"
            if not any(map(str.isalpha, before)) or _OPENS.search(before):
                yield start
            first += 1


def _sentence_starts(scores: Scores) -> set[int]:
    return {int(start) for start in scores.pieces.starts[(scores.sentences > 0) & scores.pieces.heads]}


def _named(scores: Scores, words: Sequence[Span]) -> list[float]:
    """How likely each word is a proper noun or in a name, 0 to 1, by its first piece; 0 of a word without one."""
    pieces = scores.pieces
    upos, xpos, names = (np.exp(log_softmax(each)) for each in (scores.upos, scores.xpos, scores.names))
    each = (upos[:, _PROPER] + xpos[:, _NAMES].sum(axis=1) + 1.0 - names[:, OUTSIDE]) / 3
    each *= 1.0 - upos[:, _VERB]
    places = {int(start): place for place, start in reversed(list(enumerate(pieces.starts)))}
    return [float(each[places[word.start]]) if word.start in places else 0.0 for word in words]


def _peaks(text: str, words: Sequence[Span], scores: Sequence[float]) -> dict[str, float]:
    peaks: dict[str, float] = {}
    for word, score in zip(words, scores, strict=True):
        form = small(text[word.start : word.end])
        peaks[form] = max(score, peaks.get(form, 0.0))
    return peaks


def _elsewhere(text: str, paragraphs: Iterable[Span]) -> Mapping[str, Case]:
    """How the words of an article's other paragraphs are written there most often, but for those that open one."""
    seen: dict[str, Counter[Case]] = {}
    for span in paragraphs:
        words = list(words_in(text, span))
        opening = set(_openings(text, [span], words))
        for word in words:
            form = text[word.start : word.end]
            case = Case.LOWER if form.islower() else Case.UPPER if form.isupper() else Case.TITLE
            if word.start not in opening and len(form) > 1:
                seen.setdefault(small(form), Counter())[case] += 1
    return {form: max(Case, key=lambda case: (counts[case], case)) for form, counts in seen.items()}


def _written(text: str, cases: Mapping[Span, Case]) -> str:
    """The text with each word spelt as its case says."""
    parts: list[str] = []
    at = 0
    for word, case in cases.items():
        parts += [text[at : word.start], _spelt(text[word.start : word.end], case)]
        at = word.end
    return "".join((*parts, text[at:]))


def _spelt(word: str, case: Case) -> str:
    """A word in capitals made small, small but for its first letter, or left; of mixed case, as "McAllan" is."""
    if case is Case.UPPER:
        return word
    if case is Case.MIXED:
        return word[:1] + small(word[1:2]) + word[2:3] + small(word[3:])
    return word[:1] + small(word[1:]) if case is Case.TITLE else small(word)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known of the words of a text in capitals.

    Attributes:
        text: the text.
        words: its words.
        scores: how likely each is a name.
        elsewhere: how words are written where the article is in ordinary case.
        explained: the acronyms that the text explains.
        peaks: how likely each word is a name where it is likeliest one.
    """

    text: str
    words: tuple[Span, ...]
    scores: list[float]
    elsewhere: Mapping[str, Case]
    explained: Explained
    peaks: Mapping[str, float]

    def cases(self) -> list[Case]:
        """How each word is written, whether or not it opens a sentence."""
        known = self._known()
        return [self._case(place, self._form(place), known) for place in range(len(self.words))]

    def _case(self, place: int, form: str, known: frozenset[int]) -> Case:
        told = Case.UPPER if form in self.explained.acronyms else self.elsewhere.get(form)
        if told is None:
            told = fixed(self.text, self.words[place], named=self.scores[place] > NAMED)
        return told if told is not None else self._as_name(place, form, known)

    def _as_name(self, place: int, form: str, known: frozenset[int]) -> Case:
        """How a word is written that is told by nothing but whether it is in a name."""
        if form in listed("small within names"):
            return Case.LOWER
        if form in listed("articles of names") and place not in known:
            return self._article(place)
        if place not in known and self._score(place, form) <= NAMED:
            return Case.LOWER
        if place not in known and is_unsayable(form):
            return Case.UPPER
        return Case.MIXED if _SCOTTISH.match(form) else Case.TITLE

    def _article(self, place: int) -> Case:
        """How a Spanish or French article is written: with a capital before a name, but for "de la"."""
        follows = place > 0 and self._joined(place - 1) and self._form(place - 1) in _BEFORE_ARTICLES
        opens = place + 1 < len(self.words) and self._joined(place) and self.scores[place + 1] > NAMED
        return Case.TITLE if opens and not follows else Case.LOWER

    def _score(self, place: int, form: str) -> float:
        """How likely a word is written as a name, with what its neighbours, the lists and its other places say."""
        follows = self.scores[place + 1] > NAMED if place + 1 < len(self.words) and self._joined(place) else False
        given = _LISTED if follows and (is_given(form) or form in titles()) else 0.0
        again = _AGAIN if self.peaks[form] > _SURELY else 0.0
        return self.scores[place] + given + again

    def _known(self) -> frozenset[int]:
        """The words of countries, peoples, provinces and capitals that are listed, and of names with their acronyms."""
        found = {place for place, word in enumerate(self.words) if word.start in self.explained.names}
        for first in range(len(self.words)):
            for last in range(first, min(first + _LONGEST, len(self.words))):
                if last > first and not self._joined(last - 1):
                    break
                name = small(self.text[self.words[first].start : self.words[last].end])
                if _is_listed(name) and (last > first or self._may_be(first, name)):
                    found.update(range(first, last + 1))
        return frozenset(found)

    def _may_be(self, place: int, name: str) -> bool:
        return self.scores[place] > NAMED / 3 and name not in listed("acronyms where they are names")

    def _joined(self, place: int) -> bool:
        """Whether nothing but a space stands between a word and the next."""
        between = self.text[self.words[place].end : self.words[place + 1].start]
        return between in {" ", "\u00a0", ". "}

    def _form(self, place: int) -> str:
        word = self.words[place]
        return small(self.text[word.start : word.end])


def _is_listed(name: str) -> bool:
    return country(name) is not None or seat_of(name) is not None or names_place(name)
