"""How many a noun phrase stands for: "two women and a child" three, "the gunman" one, "a family of five" five.

A number in the phrase tells it, with the bounds that the layer of quantities read; without one the grammatical number
does: a singular is one, a plural two and up (a plural may have been told in full before). What is joined adds up, what
is part of something named before does not. Nouns of groups without a number ("the crew") tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.reading.clauses import Clauses
from onrecord.reading.participants import Cast
from onrecord.reading.pronouns import HE, SHE, THEY
from onrecord.reading.wordlists import words
from onrecord.record import Quantity, Span

FILE: Final = "casualties.txt"
_BEFORE: Final = ("nummod", "det", "amod", "compound", "advmod", "nmod")
_ONE: Final = HE | SHE | {"i", "me", "myself", "someone", "somebody", "another", "one", "anyone"}
_OTHER: Final = frozenset({"another", "other", "others", "more", "additional", "further", "else", "also"})
_JOINING: Final = frozenset({"and", "&", "plus", "or"})
_JOINING_TWO: Final = frozenset({("well", "as"), ("along", "with"), ("together", "with")})
_NONE: Final = frozenset({"no", "neither", "none", "nobody"})
_OPEN: Final = frozenset({"any", "every", "each", "which", "what", "whose"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_SINGULAR: Final = frozenset({"NN", "NNP"})
_AGED: Final = re.compile(r"-old$|^year-olds?$|^old$")
_HYPHENS: Final = frozenset("-‐‑–")
_AGES: Final = frozenset({"aged", "ages"})
_LONGEST_AGE: Final = 4
_FAR: Final = 40
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many some words stand for.

    Attributes:
        lower: the least it can be.
        upper: the most; None without a bound.
        start: offset of the first character of the words that tell it.
        end: offset past their last.
        of: what is counted, as the text has it.
        heads: the words of syntax that head what was counted, as indices, in text order.
        numbered: whether a number tells it.
        part: whether it is part of something counted before ("including five children").
        more: whether it comes on top of something told before ("another man", "two others").
        ordinal: which in a row, of a singular that tells it ("a third man").
    """

    lower: float
    upper: float | None
    start: int
    end: int
    of: str | None
    heads: tuple[int, ...]
    numbered: bool = False
    part: bool = False
    more: bool = False
    ordinal: int | None = None

    @property
    def single(self) -> bool:
        """Whether it is one, told as one."""
        return self.lower == self.upper == 1 and len(self.heads) == 1


def headcount(clauses: Clauses, cast: Cast, quantities: Sequence[Quantity], at: int) -> Headcount | None:
    """How many the noun phrase that a word heads stands for, with all that is joined to it.

    Args:
        clauses: the syntax of the text.
        cast: its entities by the words that stand for them.
        quantities: its quantities.
        at: index of the word.

    Returns:
        The count; None where the words tell none: a group, a body, what cannot be counted.
    """
    return Headcounts(clauses, cast, quantities).of(at)


class Headcounts:
    """The headcounts of one text, its quantities sorted by the words they stand on."""

    def __init__(self, clauses: Clauses, cast: Cast, quantities: Iterable[Quantity]) -> None:
        self.clauses = clauses
        self.cast = cast
        self.quantities = {
            at: one
            for one in quantities
            if one.kind == "count" and (one.lower is not None or one.upper is not None)
            for at in cast.words(one.start, one.end)
        }

    def of(self, at: int) -> Headcount | None:
        """How many a word stands for with all that is joined to it."""
        return self.together(self.clauses.joined(at))

    def together(self, heads: Sequence[int]) -> Headcount | None:
        """How many some words stand for, each with its own phrase; what is part of what stood before adds nothing."""
        told = [found for head in self._parted(heads) if (found := self.one(head)) is not None]
        told = told[:1] + [one for one in told[1:] if not one.part or self._is_joined(one)]
        if len(told) < 2:
            return told[0] if told else None
        ends = [one.upper for one in told]
        return Headcount(
            lower=sum(one.lower for one in told),
            upper=None if None in ends else sum(end for end in ends if end is not None),
            start=min(one.start for one in told),
            end=max(one.end for one in told),
            of=None,
            heads=tuple(head for one in told for head in one.heads),
            numbered=any(one.numbered for one in told),
            part=told[0].part,
            more=told[0].more,
        )

    def _parted(self, heads: Sequence[int]) -> Sequence[int]:
        """The first of some words where no "and" joins them, so that they name one; each once ("a 15-year-old")."""
        clauses = self.clauses
        heads = list(dict.fromkeys(one for head in heads for one in self._called(head)))
        heads = [
            one
            for place, one in enumerate(heads)
            if place + 1 == len(heads)
            or " " in clauses.text[clauses.word(one).end : clauses.word(heads[place + 1]).start]
        ]
        named = any(clauses.word(one).upos == "PROPN" for one in heads)
        heads = [one for one in heads if not (named and self._is_age(one))] or heads
        joined = any(self._joins(one) for one in range(min(heads), max(heads)))
        return heads if joined else heads[:1]

    def _is_age(self, at: int) -> bool:
        """Whether a number behind a name counts nothing."""
        number = self.quantities.get(at)
        return self.clauses.word(at).upos == "NUM" and (number is None or number.of is None)

    def _called(self, at: int) -> list[int]:
        """A noun, or those named right behind a plural that only calls them so: "brothers Ana and Tom Lund"."""
        clauses = self.clauses
        following = at + 1 < len(clauses.parse.words) and clauses.word(at + 1).upos == "PROPN"
        if clauses.word(at).xpos != "NNS" or not following or self.number(at) is not None:
            return [at]
        named = clauses.joined(at + 1)
        listed = any(self._joins(one) for one in range(named[0], named[-1]))
        return named if listed else [at]

    def _is_joined(self, told: Headcount) -> bool:
        """Whether a part is no part of what stood before: "the minister and two of his guards"."""
        first = self.cast.words(told.start, told.end)[0]
        return self._joins(first - 1) or self._joins(first - 2)

    def _joins(self, at: int) -> bool:
        """Whether a word joins nouns: "and", "as well as", "along with"."""
        form = self.clauses.form(at)
        following = self.clauses.form(at + 1) if at + 1 < len(self.clauses.parse.words) else ""
        return form in _JOINING or (form, following) in _JOINING_TWO

    def one(self, at: int, depth: int = 0) -> Headcount | None:
        """How many one noun stands for, without what is joined to it."""
        clauses = self.clauses
        if clauses.is_relative(at):
            before = clauses.antecedent(at)
            return self.of(before) if before is not None and depth < _DEEPEST else None
        number = self.number(at)
        if number is not None and not self._is_pair(at, number):
            return self.counted(at, number)
        lemma, form = clauses.lemma(at), clauses.form(at)
        inside = self._inside(at, depth)
        if inside is not None:
            return inside
        sizes = _sizes()
        if lemma in sizes or form in sizes:
            return self._plain(at, sizes.get(lemma) or sizes[form], exact=True)
        return self._by_grammar(at)

    def _inside(self, at: int, depth: int) -> Headcount | None:
        """How many a group has, where that is told: "a family of five", "a group of tourists", "one of the men"."""
        clauses = self.clauses
        grouping = clauses.lemma(at) in words(FILE, "groups")
        if not grouping or depth > _DEEPEST or clauses.word(at).xpos in _PLURAL:
            return None
        found = next((self.one(one, depth + 1) for one in clauses.behind(at, "of")), None)
        return found if found is not None and found.lower > 1 else None

    def _is_pair(self, at: int, number: Quantity) -> bool:
        """Whether "a couple" is two people and no vague number."""
        of = self.clauses.behind(at, "of")
        return self.clauses.lemma(at) == "couple" and number.start <= self.clauses.word(at).start and not of

    def number(self, at: int) -> Quantity | None:
        """The quantity in the phrase that a noun heads."""
        if at in self.quantities:
            return self.quantities[at]
        clauses = self.clauses
        before = [one for one in clauses.governed(at, *_BEFORE) if one < at]
        before += [deep for one in before for deep in clauses.governed(one, "nummod", "advmod", "nmod") if deep < at]
        for one in sorted(before, reverse=True):
            found = self.quantities.get(one)
            if found is not None and not self._hyphened(found.end) and clauses.word(one).relation != "nmod:poss":
                return found
        return None

    def _hyphened(self, end: int) -> bool:
        return self.clauses.text[end : end + 1] in _HYPHENS and end < len(self.clauses.text)

    def counted(self, at: int, number: Quantity) -> Headcount:
        """The count that a number tells of a noun."""
        word = self.clauses.word(at)
        here = range(min(at, self.clauses.left(at)), at + 1)
        before = self._before(number.start)
        more = number.besides is not None or any(self._is_other(one) for one in here)
        return Headcount(
            lower=number.lower or 0,
            upper=number.upper,
            start=number.start,
            end=number.end,
            of=number.of or (self.clauses.text[word.start : word.end] if number.end <= word.start else None),
            heads=(at,),
            numbered=True,
            part=number.part_of is not None or before == "including",
            more=more or before in {"another", "other"} or self._otherwise(at),
        )

    def _is_other(self, at: int) -> bool:
        """Whether a word sets those counted apart from those before: "two more", not "more than two"."""
        following = self.clauses.form(at + 1) if at + 1 < len(self.clauses.parse.words) else ""
        return self.clauses.form(at) in _OTHER and following != "than"

    def _before(self, start: int) -> str:
        return self.clauses.text[max(0, start - 12) : start].rstrip().rpartition(" ")[2].lower()

    def _by_grammar(self, at: int) -> Headcount | None:
        """What the grammatical number tells."""
        clauses = self.clauses
        form = clauses.form(at)
        leading = {clauses.form(one) for one in clauses.governed(at, "det", "advmod", "amod") if one < at}
        if form in _NONE or leading & _NONE:
            return self._plain(at, 0, exact=True)
        if form == "both" or "both" in leading:
            return self._plain(at, 2, exact=True)
        if form in _ONE or self._is_named_person(at):
            return self._plain(at, 1, exact=True)
        if form == "others" or (form in THEY and self._is_plural(at)):
            return self._plain(at, 2, exact=False)
        collective = {clauses.lemma(at), form} & words(FILE, "collective")
        return None if collective or leading & _OPEN else self._by_form(at, leading)

    def _by_form(self, at: int, leading: set[str]) -> Headcount | None:
        """What a noun's form tells: a singular one, a plural two and up, or as many as there are ages behind it."""
        word = self.clauses.word(at)
        if word.xpos in _PLURAL:
            ages = self._ages(at)
            return self._plain(at, max(ages, 2), exact=ages > 1)
        aged = _AGED.search(self.clauses.form(at)) is not None or leading & {"a", "an", "another"}
        one = word.xpos in _SINGULAR or (word.upos in {"ADJ", "NUM", "PROPN"} and aged)
        return self._plain(at, 1, exact=True) if one else None

    def _is_named_person(self, at: int) -> bool:
        """Whether a word is of a person's name: "Banes", which is no plural."""
        found = self.cast.direct(at) if self.cast.name(at) is not None else None
        return found is not None and found.type == "person"

    def _ages(self, at: int) -> int:
        """How many ages stand behind a plural: "the victims, aged 19, 33 and 47"."""
        clauses = self.clauses
        end = len(clauses.parse.words)
        aged = next((one for one in range(at + 1, min(at + 4, end)) if clauses.form(one) in _AGES), None)
        found = 0
        for one in range(aged + 1, min(aged + _FAR, end)) if aged is not None else ():
            form = clauses.form(one)
            if form.isdecimal() and len(form) < _LONGEST_AGE:
                found += 1
            elif form not in {",", "and", "from", "of"}:
                break
        return found

    def _is_plural(self, at: int) -> bool:
        """Whether a pronoun goes back to several: an entity told of by a plural, or by none that is one person."""
        found = self.cast.direct(at)
        return found is None or found.type != "person" or not found.named

    def _plain(self, at: int, size: float, *, exact: bool) -> Headcount:
        clauses = self.clauses
        name = self.cast.name(at)
        first, last = clauses.word(self._first(at)), clauses.word(at)
        start, end = (min(first.start, name.start), max(last.end, name.end)) if name else (first.start, last.end)
        forms = [clauses.form(one) for one in range(self._first(at), at + 1)]
        ordinal = next((_ordinals()[form] for form in forms if form in _ordinals()), None)
        named = self._before(clauses.word(at).start) in {"another", "other"}
        return Headcount(
            lower=size,
            upper=size if exact else None,
            start=start,
            end=end,
            of=clauses.text[last.start : last.end],
            heads=(at,),
            part=self._before(start) == "including",
            more=named or not _OTHER.isdisjoint(forms) or self._otherwise(at),
            ordinal=ordinal if exact and size == 1 else None,
        )

    def _otherwise(self, at: int) -> bool:
        following = at + 1
        return following < len(self.clauses.parse.words) and self.clauses.form(following) == "else"

    def _first(self, at: int) -> int:
        """The first word of a phrase, its determiner included."""
        inside = [
            one for one in self.clauses.governed(at, "det", "amod", "nummod", "compound", "nmod:poss") if one < at
        ]
        first = min(inside, default=at)
        return first if at - first < 12 else at

    def span(self, at: int) -> Span:
        """The words of a phrase up to its head."""
        return Span(self.clauses.word(self._first(at)).start, self.clauses.word(at).end)


@cache
def _sizes() -> dict[str, int]:
    """Nouns that tell a number: "couple"."""
    return {noun: int(size) for noun, _, size in (entry.partition(" ") for entry in words(FILE, "sizes"))}


@cache
def _ordinals() -> dict[str, int]:
    return {noun: int(size) for noun, _, size in (entry.partition(" ") for entry in words(FILE, "ordinals"))}
