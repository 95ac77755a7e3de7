"""Whether words that look like a time are one: "May" and "March", "Sun", four figures that are no year."""

from __future__ import annotations

from typing import Final

from onrecord.reading.timex import Surroundings

_OF_A_NAME: Final = frozenset("Bloody Black Super Sheffield Ruby Man Joe Ash Palm Holy".split())
_SHORT: Final = 4


def is_weekday(around: Surroundings) -> bool:
    """Whether a weekday is one, and not part of a name ("Bloody Sunday") or a short form without its stop ("Sun")."""
    if len(around.written(around.first)) <= _SHORT and around.written(around.end - 1) != ".":
        return False
    return around.written(around.first - 1) not in _OF_A_NAME


_SHORT_MONTHS: Final = frozenset("jan feb febr mar apr jun jul aug sep sept oct nov dec".split())
_NAMES: Final = frozenset({3, 4, 5, 6, 8})
"""March and May are verbs, April, May, June and August names of persons."""
_RARE_NAMES: Final = frozenset({6, 8})
_BEFORE_A_MONTH: Final = frozenset(
    "in of since until till by last next this from to through during early late mid - and or before after between for "
    "each every around about into throughout ending ended , ( per on".split()
)
_AFTER_A_MARCH: Final = frozenset("to through on of for against in from toward towards past over and or by".split())
_BEFORE_A_NAME: Final = frozenset({",", "and", "-", "for", "by", "to", "("})


def is_month(around: Surroundings, month: int) -> bool:
    """Whether a bare month is one, by the words beside it."""
    word, before, after = around.written(around.first), around.written(around.first - 1), around.written(around.end)
    if word.lower() in _SHORT_MONTHS and around.written(around.end - 1) != ".":
        return False
    if month not in _NAMES:
        return True
    if before.lower() in {"the", "a"} and after.isalpha() and after.islower():
        return after not in _AFTER_A_MARCH  # "the May vote"
    if before.lower() in _BEFORE_A_MONTH:
        return not (after[:1].isupper() and before.lower() in _BEFORE_A_NAME)
    return month in _RARE_NAMES and not before[:1].isupper() and not after[:1].isupper()


_COUNTED_BEFORE: Final = frozenset(
    "$ £ € # no than nearly almost some approximately least most roughly over only another total up flight room page "
    "windows route highway boeing model version channel".split()
)
_COUNTED_AFTER: Final = frozenset(
    "people men women children troops soldiers police percent per % km miles meters metres feet tons tonnes kilometers "
    "kilometres barrels euros dollars pounds yuan rubles roubles yen degrees gmt hours hrs votes seats jobs homes "
    "points square members workers employees".split()
)
_MEASURED: Final = _COUNTED_AFTER | frozenset("strong member seat meter metre foot mile pound ton".split())
_SURELY_COUNTED: Final = frozenset({"people", "%", "percent"})
_BEFORE_A_YEAR: Final = frozenset(
    "in since of until till by from to through during early late mid - and or before after between for the 's ( , "
    "circa around about year ' ago fiscal on summer winter spring".split()
)
_BEFORE_A_COUNT: Final = frozenset({"of", "the", "and", "to", "or", "for", "by", "about", "around"})
_NO_PLURALS: Final = frozenset({"'s", "is", "was", "as", "this", "has"})


def is_year(around: Surroundings) -> bool:
    """Whether four figures are a year, by the words beside them."""
    before, after = around.word(around.first - 1), around.word(around.end)
    if not around.written(around.first)[:1].isdecimal():
        return True
    if before in _COUNTED_BEFORE or _is_joined(around, before) or _ends_a_name(around, before):
        return False
    if after == "-" and around.text.joined(around.end) and around.word(around.end + 1).isalpha():
        return around.word(around.end + 1) not in _MEASURED
    if after in _COUNTED_AFTER:
        return before in _BEFORE_A_YEAR - _BEFORE_A_COUNT and after not in _SURELY_COUNTED
    plural = after.endswith("s") and after.isalpha() and after not in _NO_PLURALS
    return before in _BEFORE_A_YEAR or not plural


def _is_joined(around: Surroundings, before: str) -> bool:
    if not around.text.joined(around.first):
        return False
    return before in {".", "/", "+", ":"} or (before.isalpha() and before not in {"mid", "post", "pre"})


def _ends_a_name(around: Surroundings, before: str) -> bool:
    """Whether they end a name: "Orion 1980"."""
    written = around.written(around.first - 1)
    return written[:1].isupper() and not written.isupper() and before not in _BEFORE_A_YEAR
