"""The tense of the clause that a time stands in, from the words around it alone.

Good enough to tell "will meet on Tuesday" from "met on Tuesday": the nearest word that shows a tense, those before the
time counting as a little nearer, within the sentence.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.reading.timex import FUTURE, PAST
from onrecord.reading.tokens import Tokens

_AIMING: Final = frozenset(
    "is are be have has expected due going plan plans planned planning hope hopes hoped intend intends intended set "
    "aim aims aimed expect expects want wants wanted about ready vowed agreed promised pledged threatened decided "
    "prepared preparing ordered told asked urged likely unlikely bound poised able scheduled slated wait".split()
)
"""Words that an infinitive behind them makes speak of what is to come."""
REPORTING: Final = frozenset("said says told announced reported added stated according say".split())


def tense_at(text: Tokens, first: int, end: int, begins: int, ends: int) -> int:
    """The tense around some tokens of a sentence.

    Args:
        text: the tokens.
        first: the first token of the sentence.
        end: the token past it.
        begins: the first token of the time.
        ends: the token past it.

    Returns:
        `PAST`, `FUTURE`, or 0 where no word shows it.
    """
    opening = begins == first + 1 and text.lower[first] == "by" and begins < end  # "By Friday the town was empty"
    if begins > first and not opening and text.lower[begins - 1] in {"until", "till", "by"}:
        return PAST if "had" in text.lower[ends : ends + _CLAUSE] else FUTURE
    if text.lower[max(first, begins - 3) : begins] in (["as", "soon", "as"], ["as", "early", "as"]):
        return FUTURE
    first, end = max(first, begins - _REACH), min(end, ends + _REACH)
    possessive = ends < end and text.lower[ends] == "'s"
    best, nearest = 0, float("inf")
    for place in range(first, end):
        if begins <= place < ends:
            continue
        shown = PAST if _is_over(text, place) else _shown(text, place, end)
        if shown == 0:
            continue
        away = float(begins - place) if place < begins else (place - ends + 1) * _AFTER
        if text.lower[place] in REPORTING:
            away += 1.5
        between = text.words[place:begins] if place < begins else text.words[ends:place]
        away += sum(_APART.get(word, 0) for word in between)
        if away < nearest and not (possessive and shown == FUTURE and away > _NEAR):
            best, nearest = shown, away
    if best == 0 and (opening or "to" in text.lower[first:begins]):
        return FUTURE  # a headline: "Leaders to meet Friday"
    return best


_AFTER: Final = 1.4
_APART: Final = {",": 3, ";": 3, "—": 3, "–": 3, "as": 2, "when": 2, "who": 2, "which": 2, "that": 2, "while": 2}
"""How much further away what stands behind a mark or a word that begins another clause is."""
_CLAUSE: Final = 4
_REACH: Final = 60
"""How many tokens on either side are looked at, in sentences that do not end."""
_NEAR: Final = 4.0
"""How near a word of the future must be to "Tuesday's vote", which is mostly told of afterwards."""


_PLANNED: Final = frozenset(
    "planning preparing expecting expected scheduled due planned set about poised hoping".split()
)
_COMING: Final = frozenset("will 'll shall won't upcoming scheduled slated expected due".split())
_FIXED: Final = frozenset("planned set due".split())
_DENIED: Final = frozenset("couldn't wouldn't".split())
_ARRANGED: Final = frozenset("scheduled slated expected due planned set".split())


def _is_over(text: Tokens, place: int) -> bool:
    """Whether a word of the future tells of what is past: "could not be reached", "had been scheduled"."""
    word = text.lower[place]
    if word in _ARRANGED:
        return text.lower[max(0, place - 2) : place] == ["had", "been"]
    return word in _DENIED or (word in {"could", "would"} and _is_denied(text, place))


def _is_denied(text: Tokens, place: int) -> bool:
    """Whether "could" or "would" tells of what was not done: "could not be reached", "would not say"."""
    word, after = text.lower[place], text.lower[place + 1 : place + 2]
    if word == "could":
        return after == ["not"] or "nor" in text.lower[max(0, place - _NEITHER) : place]
    return word == "would" and after == ["not"] and text.lower[place + 2 : place + 3] in _UNSAID


_NEITHER: Final = 8
_UNSAID: Final = [
    ["say"],
    ["comment"],
    ["discuss"],
    ["confirm"],
    ["elaborate"],
    ["identify"],
    ["disclose"],
    ["speculate"],
]
_MODALS: Final = frozenset("would could should may might must can".split())


def _shown(text: Tokens, place: int, end: int) -> int:
    """The tense that a word shows."""
    word = text.lower[place]
    after = text.lower[place + 1] if place + 1 < end else ""
    if word in _COMING or (after == "to" and word in _AIMING) or (after == "for" and word in _FIXED):
        return FUTURE
    if place and text.lower[place - 1] == "be":
        return 0  # "would be held" is what "would" says
    if word in _MODALS:
        return PAST if after == "have" else FUTURE
    if word in past_verbs():
        return FUTURE if word in {"was", "were", "had"} and after in _PLANNED else PAST
    if word.endswith("ed") and len(word) > 4 and word not in _NO_VERBS:
        return PAST
    return 0


_NO_VERBS: Final = frozenset(
    "united indeed hundred speed exceed proceed succeed need breed bleed naked sacred wicked".split()
)


@cache
def past_verbs() -> frozenset[str]:
    """Past forms that do not end in -ed."""
    source = (files("onrecord") / "reading" / "data" / "past_verbs.txt").read_text(encoding="utf-8")
    return frozenset(word for line in source.splitlines() if not line.startswith("#") for word in line.split())
