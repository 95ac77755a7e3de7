"""What words are, for telling edits apart: hedges, words of reporting, names for people, set phrases; all data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.comparing.words import fold, is_number
from onrecord.reading import acts
from onrecord.reading.loaded import is_loaded
from onrecord.reading.wordlists import words as listed

_LONGEST_HEDGE: Final = 4


@cache
def entries(part: str) -> frozenset[str]:
    """A section of `data/wording.txt`.

    Args:
        part: the section's name.
    """
    source = (files("onrecord") / "comparing" / "data" / "wording.txt").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.startswith("#")]
    body = re.search(rf"^\[{re.escape(part)}\]\n([^\[]*)", "\n".join(lines), re.MULTILINE)
    return frozenset(" ".join(entry.split()) for entry in (body[1] if body else "").replace("\n", ",").split(",")) - {
        ""
    }


def unhedged(told: Sequence[str], following: str = "") -> tuple[str, ...]:
    """Folded words without the hedges among them.

    Args:
        told: the words.
        following: the word behind them; "about" hedges a number only.
    """
    left: list[str] = []
    at = 0
    while at < len(told):
        for length in range(min(_LONGEST_HEDGE, len(told) - at), 0, -1):
            phrase, end = " ".join(told[at : at + length]), at + length
            behind = told[end] if end < len(told) else following
            if phrase in entries("hedges") or (phrase in entries("before numbers") and is_number(behind)):
                at = end
                break
        else:
            left.append(told[at])
            at += 1
    return tuple(left)


def is_light(word: str) -> bool:
    """Whether a folded word is no change by itself beside a hedge."""
    return word in entries("light")


@cache
def reports(told: str) -> bool:
    """Whether some words have one of reporting ("said", "according to"), or bring in what is told by "that"."""
    left = " ".join(re.findall(r"[\w'’]+", told.lower()))
    if _reporting().search(left):
        return True
    return left.endswith(" that") and acts.is_told(left)


@cache
def _reporting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(entries('reporting'))))})\b")


def is_called(told: Sequence[str]) -> bool:
    """Whether folded words are a noun for people or a body, loaded or plain, perhaps with an adjective before it."""
    if not told:
        return False
    known = entries("called") | listed("labels.txt", "plain heads")
    last = told[-1].removesuffix("'s")
    forms = {last, last.removesuffix("s"), last.removesuffix("es"), f"{last.removesuffix('ies')}y"}
    forms |= {f"{last.removesuffix('men')}man", " ".join([*told[-2:-1], last.removesuffix("s")])}
    return bool(forms & known) or is_loaded(last)


def is_calendar(word: str) -> bool:
    """Whether a capitalised word names a day or a month, or is "I"."""
    return fold(word) in entries("calendar")


_SHORT: Final = 40
"""Words up to which a paragraph with one piece of furniture is furniture."""


@cache
def _patterns(file: str) -> tuple[str, ...]:
    """The expressions of a file in `data/`, one a line."""
    source = (files("onrecord") / "comparing" / "data" / file).read_text(encoding="utf-8")
    return tuple(line for line in source.splitlines() if line and not line.startswith("#"))


@cache
def _any_of(file: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in _patterns(file)), re.IGNORECASE)


def is_stock(sentence: str) -> bool:
    """Whether a sentence is a set phrase of the trade, which articles share without one being made from another."""
    return _any_of("stock.txt").search(sentence) is not None


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is furniture of a web page, or of the trade, and tells nothing of the news.

    Args:
        paragraph: its text.
    """
    found = sum(1 for file in ("furniture.txt", "stock.txt") for _ in _any_of(file).finditer(paragraph))
    return found > 0 and (found > 1 or len(paragraph.split()) < _SHORT)
