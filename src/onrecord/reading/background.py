"""Whether an event is told as background: what lies well before what is reported.

A date more than a year before the report, a past perfect in the outlet's own telling, "previously", "decades ago", an
anniversary. How an event that is told stands to the time of telling is Reichenbach's (Elements of Symbolic Logic, 1947)
for tense; for how long ago counts as background there is no standard, and a year is ours.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from onrecord.reading import mood
from onrecord.reading.clauses import Clauses
from onrecord.reading.operators import FILE
from onrecord.reading.trees import ROOT
from onrecord.reading.wordlists import words
from onrecord.record import Time

LONG_AGO: Final = 365
"""From so many days before the report on, an event is background."""


def historical(
    clauses: Clauses, at: int, when: Time | None = None, published: str | None = None, *, reported: bool = False
) -> bool:
    """Whether an event is told as background that lies well before what is reported.

    Args:
        clauses: the syntax.
        at: the word that tells the event, a verb or a noun.
        when: its time, where told.
        published: when the article was published, or where that is not known the latest day it tells of, ISO 8601.
        reported: whether the word stands in a statement, where a past perfect tells of what was past when it was made.
    """
    if when is not None and when.type in {"DATE", "TIME"}:
        if when.value == "PAST_REF" and _remembered(clauses, at):
            return True
        apart = _days(_begins(when), published)
        if apart is not None:
            return apart > LONG_AGO
    if _remembered(clauses, at):
        return True
    place = mood.sharing(clauses, at)
    adverbs = {clauses.form(one) for each in {at, place} for one in clauses.governed(each, "advmod")}
    if adverbs & words(FILE, "adverbs former"):
        return True
    return _is_past_perfect(clauses, place) and not reported and not adverbs & words(FILE, "adverbs lately")


def _begins(when: Time) -> str | None:
    """The day that tells how long ago: the first of what runs on from a "since", else the last it can mean."""
    return when.earliest if when.signal is not None else when.latest


def _days(day: str | None, published: str | None) -> int | None:
    """How many days lie between a day and the report; None where one of them is not known."""
    found = [_date(each) for each in (day, published)]
    if found[0] is None or found[1] is None:
        return None
    return (found[1] - found[0]).days


def _date(written: str | None) -> date | None:
    """The first day that a date in ISO 8601, perhaps cut short, can mean."""
    if written is None:
        return None
    parts = written[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(numbers[0], *([*numbers[1:], 1, 1][:2]))
    except ValueError:
        return None


def _remembered(clauses: Clauses, at: int) -> bool:
    """Whether an event is spoken of as remembered: "the anniversary of the battle", "was burned ages ago"."""
    word = clauses.word(at)
    under = word.head != ROOT and word.relation in {"nmod", "compound", "nmod:poss"}
    if under and clauses.lemma(word.head) in words(FILE, "anniversaries"):
        return True
    for ago in (each for each in clauses.governed(at, "advmod", "obl") if clauses.form(each) in {"ago", "earlier"}):
        below = {clauses.lemma(one) for one in clauses.children[ago]}
        if below & words(FILE, "long ago"):
            return True
    return False


def _is_past_perfect(clauses: Clauses, at: int) -> bool:
    """Whether a verb in the article's main telling is in the past perfect."""
    helpers = clauses.governed(at, "aux")
    if not any(clauses.form(one) in {"had", "'d", "’d"} for one in helpers):
        return False
    if any(clauses.word(one).xpos == "MD" and clauses.form(one) not in {"'d", "’d"} for one in helpers):
        return False
    return clauses.word(at).relation.partition(":")[0] in {"root", "conj", "acl", "parataxis"} and not mood.verbal(
        clauses, at
    )
