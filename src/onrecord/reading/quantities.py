"""Quantities: numbers in a text as bounds, with their units and what is counted.

"At least one" is 1 and up, "dozens" 24 to 99, "nearly 17,000" at most 17,000 and about. The rules are data
(`data/quantities.txt`), and so are the bounds of vague words (`data/numbers.txt`). Numbers that count nothing are told
apart: dates and years, times of day, parts of names ("Flight 370", "Ashraf-3"), ordinals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.reading.amounts import Amount, Place, amounts
from onrecord.reading.counted import counted_by
from onrecord.reading.numerals import numbers, words
from onrecord.reading.phrases import Grammar, Known, Match
from onrecord.reading.times import FoundTime, as_time, find_times
from onrecord.reading.tokens import Tokens, sentence_ends, tokens
from onrecord.record import Article, Quantity, Span, Time


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity.

    Attributes:
        start: offset of its first character, words of bounding included.
        end: offset past its last.
        amount: its bounds.
        of: what is counted, as the text has it.
        part_of: offsets of the quantity it is part of ("including five children").
        besides: offsets of the quantity it comes on top of ("one person… dozens of others").
    """

    start: int
    end: int
    amount: Amount
    of: str | None = None
    part_of: tuple[int, int] | None = None
    besides: tuple[int, int] | None = None


@cache
def grammar() -> Grammar:
    """The rules for quantities."""
    source = (files("onrecord") / "reading" / "data" / "quantities.txt").read_text(encoding="utf-8")
    known = {"numeral": Known(lambda text, place: list(numbers(text, place)), words().openings)}
    found = Grammar(source, known)
    amounts.check(found)
    return found


def times_and_quantities(article: Article) -> tuple[tuple[Time, ...], tuple[Quantity, ...]]:
    """The times and the quantities of an article, both in text order."""
    text, stretches = article.text, [(span.start, span.end) for span in article.paragraphs]
    times = find_times(text, stretches, article.published)
    quantities = find_quantities(text, stretches, times)
    return tuple(as_time(text, one) for one in times), tuple(as_quantity(text, one) for one in quantities)


def as_quantity(text: str, found: FoundQuantity) -> Quantity:
    """A quantity as the record has it."""
    amount = found.amount
    return Quantity(
        text=text,
        start=found.start,
        end=found.end,
        kind=amount.kind,
        lower=_written(amount.lower),
        upper=_written(amount.upper),
        approximate=amount.approximate,
        conservative=_written(amount.conservative),
        unit=amount.unit,
        of=found.of,
        part_of=Span(*found.part_of) if found.part_of else None,
        besides=Span(*found.besides) if found.besides else None,
    )


def _written(number: float | None) -> float | None:
    """A whole number without its point."""
    return int(number) if number is not None and float(number).is_integer() else number


def find_quantities(text: str, stretches: Sequence[tuple[int, int]], times: Iterable[FoundTime]) -> list[FoundQuantity]:
    """The quantities of a text.

    Args:
        text: the text.
        stretches: the offsets of its paragraphs, in order.
        times: the times found in it; a number in a date or a time of day is no quantity.

    Returns:
        The quantities in text order, none overlapping.
    """
    dates = sorted((time.start, time.end) for time in times if time.meaning.type != "DURATION")
    return [found for stretch in stretches for found in _paragraph(text, *stretch, dates)]


def _paragraph(text: str, start: int, end: int, dates: Sequence[tuple[int, int]]) -> Iterator[FoundQuantity]:
    found = tokens(text, start, end)
    matches = [
        match
        for match in grammar().found("quantity", found)
        if not _overlaps(dates, found.starts[match.first], found.ends[match.end - 1])
        and not _is_no_quantity(found, match)
    ]
    if not matches:
        return
    ends = list(sentence_ends(found))
    told: list[FoundQuantity] = []
    sentence = -1
    for match in matches:
        here = bisect_right(ends, match.first)
        if here != sentence:
            told, sentence = told[-1:], here
        for first, past, amount in _read(found, match):
            one = _placed(found, first, past, amount, told)
            if one is not None:
                told.append(one)
                yield one


def _read(text: Tokens, match: Match) -> Iterator[tuple[int, int, Amount]]:
    """The amount of a match, or the two of a change: "rose from 5 to 10" is no range, nor is "52 to 48"."""
    amount = amounts.evaluated(match, Place(text))
    lead = text.lower[max(0, match.first - 3) : match.first + 1]
    if amount is not None and not ("from" in lead and any(word in _CHANGING for word in lead)):
        yield match.first, match.end - (text.lower[match.end - 1] == "of"), amount
        return
    place = match.first
    while place < match.end:
        for end, value in numbers(text, place):
            if end <= match.end:
                unit, kind = (amount.unit, amount.kind) if amount is not None else (None, "count")
                yield (
                    place,
                    end,
                    Amount(value.lower, value.upper, unit=unit, kind=kind, conservative=value.conservative),
                )
                place = end - 1
                break
        place += 1


def _is_age(text: Tokens, first: int, end: int) -> bool:
    """Whether a number between commas behind a name is an age: "Frederick Taylor, 48, was named"."""
    if end - first != 1 or not text.words[first].isdecimal() or not 0 < int(text.words[first][:4]) <= _OLDEST:
        return False
    named = (
        first >= 2
        and text.words[first - 1] == ","
        and text.words[first - 2].isalpha()
        and text.words[first - 2].istitle()
    )
    return named and end < len(text) and text.words[end] in {",", ".", ";"}


_OLDEST: Final = 115
_CHANGING: Final = frozenset(
    "rose rise risen rises fell fall fallen falls increased increase increases dropped drop drops declined decline "
    "grew grow grown jumped jump climbed climb soared shrank slipped went gone cut raised lowered revised changed "
    "up down moved surged plunged slid doubled tripled".split()
)


def _placed(text: Tokens, first: int, end: int, amount: Amount, told: Sequence[FoundQuantity]) -> FoundQuantity | None:
    """A quantity at its tokens, with what it counts and what it is part of; None where it counts nothing."""
    noun = None
    if amount.kind == "count" and _is_age(text, first, end):
        amount = replace(amount, kind="age", unit="year")
    if (
        amount.kind == "count"
        or (amount.kind in _SHARING and text.lower[end : end + 1] == ["of"])
        or amount.kind == "ratio"
    ):
        noun = counted_by(text, end, one=amount.lower == 1, plural=amount.kind == "count")
    of = amount.of or (text.text[text.starts[noun[0]] : text.ends[noun[1] - 1]] if noun else None)
    if amount.kind == "count" and _is_pronoun(text, first, end, named=noun is not None):
        return None
    part_of, besides = _beside(text, first, end, noun, amount, told)
    if part_of is not None and of is None:
        of = next(whole.of for whole in told if (whole.start, whole.end) == part_of)
    return FoundQuantity(text.starts[first], text.ends[end - 1], amount, of, part_of, besides)


_SHARING: Final = frozenset({"share", "percent"})


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_right(spans, (start, end))
    return any(one[0] < end and start < one[1] for one in spans[max(0, place - 1) : place + 1])


_LABELS: Final = frozenset(
    "resolution article articles flight channel section chapter route highway interstate room boeing airbus number "
    "page pages paragraph clause line level type model version volume act scene phase stage step rule group grade "
    "class unit lot block building gate pier platform terminal exit zone district ward precinct division battalion "
    "brigade regiment squadron area camp appendix annex table figure box vol band windows formula radio mark apollo "
    "soyuz proposition measure amendment bill law decree order category tier magnitude sec art fig ch".split()
)
_SMALL_LABELS: Final = frozenset("page number article section chapter paragraph line room magnitude".split())
_PRONOUN_BEFORE: Final = frozenset("no this that any each every which some such".split())


def _is_no_quantity(text: Tokens, match: Match) -> bool:
    """Whether a number is part of a name, a code, a score or a year."""
    first, end = match.first, match.end
    if not text.words[first][:1].isdecimal():
        return False
    return _is_joined(text, first, end) or _is_labelled(text, first) or _is_lone(text, first, end)


_OPENING: Final = frozenset("( [ \" “ ' ‘ — – ~ `".split())


def _is_joined(text: Tokens, first: int, end: int) -> bool:
    """Whether figures are joined to what stands beside them, as in "Ashraf-3", "F16", "3:1"."""
    if text.joined(first) and text.words[first - 1] not in _OPENING:
        return text.words[first - 1] not in {"-", "–"} or text.words[first - 2] != "%"  # "by 82%-12%"
    if end >= len(text) or not text.joined(end):
        return False
    after = text.words[end]
    if after.isalpha() or after in {":", "/"}:
        return True
    return after == "-" and _letters_follow(text, end) and not text.words[end + 1].islower()


def _is_labelled(text: Tokens, first: int) -> bool:
    """Whether a word before says what the number names: "Flight 370", "page 12"."""
    before, written = text.lower[first - 1] if first else "", text.words[first - 1] if first else ""
    if before == "." and first > 1 and text.lower[first - 2] == "no":
        return True  # No. 1
    return before in _LABELS and (written[:1].isupper() or before in _SMALL_LABELS)


def _is_lone(text: Tokens, first: int, end: int) -> bool:
    """Whether bare figures that count nothing are a year or end a name: "Orion 1980"."""
    if end - first != 1 or counted_by(text, end, one=False) is not None:
        return False
    if _YEAR.fullmatch(text.words[first]):
        return True
    after = text.words[end] if end < len(text) else ""
    named = first > 1 and text.words[first - 1].istitle() and text.words[first - 1].isalpha()
    return named and text.words[first - 2] not in _BREAKS and not after.isalpha()


_YEAR: Final = re.compile(r"1[5-9]\d\d|2[01]\d\d")
_BREAKS: Final = frozenset(". ? ! , : ;".split())


def _letters_follow(text: Tokens, place: int) -> bool:
    return place + 1 < len(text) and text.joined(place + 1) and text.words[place + 1][:1].isalpha()


def _is_pronoun(text: Tokens, first: int, end: int, *, named: bool) -> bool:
    """Whether "one" stands for somebody and counts nobody: "this one", "one might say"."""
    if text.lower[first:end] != ["one"]:
        return False
    hyphens = [place for place in (first, end) if 0 < place < len(text) and text.joined(place)]
    if any(text.words[place - (place == first)] == "-" for place in hyphens):
        return True  # one-on-one
    before = text.lower[first - 1] if first else ""
    after = text.lower[end] if end < len(text) else ""
    return before in _PRONOUN_BEFORE or (not named and after not in {"of", "was", "were", "died"})


def _beside(
    text: Tokens, first: int, end: int, noun: tuple[int, int] | None, amount: Amount, told: Sequence[FoundQuantity]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The quantity told before that this one is part of, and the one that it comes on top of."""
    whole = next((one for one in reversed(told) if one.amount.kind == "count"), None)
    if whole is None or amount.kind not in {"count", "share", "percent"}:
        return None, None
    lead, behind = text.lower[max(0, first - 3) : first], text.lower[end : end + 2]
    span = (whole.start, whole.end)
    if lead[-1:] == ["including"] or lead[-2:] in _OF_THEM or behind in _OF_THEM:
        return span, None
    if noun is None and _OUT_OF.search(text.text, max(0, whole.start - _OUT_OF_LENGTH), whole.start):
        return span, None
    here = text.lower[first : noun[1] if noun else end]
    if any(word in _MORE for word in [*here, *behind]) or behind[:1] == ["more"]:
        return None, span
    return None, None


_OUT_OF: Final = re.compile(r"(?:^|[.!?\n]\s*)(?:out )?of (?:the |these |those |its |their )?$", re.IGNORECASE)
"""Before a whole that a sentence opens with: "Out of the 300 held, 12 were let go"."""
_OUT_OF_LENGTH: Final = 24
_OF_THEM: Final = (["among", "them"], ["of", "whom"], ["of", "them"], ["of", "which"], ["of", "those"])
_MORE: Final = frozenset({"another", "others", "other", "additional", "further", "extra"})
