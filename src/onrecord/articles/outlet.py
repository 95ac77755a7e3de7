"""Who published a text, when only the text tells: a lead such as "Islam Times - " or "LAGOS (Reuters) - "."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.record import Span

_LOOKED_AT = 3
_DASH = r"[ \t\xa0]*(?:--|[-–—])[ \t\xa0]+"
_LEAD = re.compile(rf"(?P<name>[A-Z][\w.'’&-]*(?:[ ][\w.'’&-]+){{0,5}}){_DASH}")
_CREDIT = re.compile(rf"(?P<place>[A-Z][^()\n]{{0,60}}?)?[ ]?\((?P<name>[A-Z][\w .&-]{{1,30}}?|dpa)\){_DASH}")


@dataclass(frozen=True, slots=True)
class Lead:
    """An outlet named in a lead, and where its name stands."""

    outlet: str
    start: int
    end: int


@cache
def _known() -> tuple[dict[str, str], frozenset[str]]:
    """Agencies by the name printed, and words that tell an outlet's name."""
    agencies: dict[str, str] = {}
    words: set[str] = set()
    lines = (files("onrecord") / "articles" / "data" / "outlets.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("agency:"):
            short, _, full = line.removeprefix("agency:").partition("=")
            agencies[short.strip()] = full.strip()
        elif line and not line.startswith("#"):
            words.add(line.strip())
    return agencies, frozenset(words)


def lead(text: str, paragraphs: Sequence[Span]) -> Lead | None:
    """The outlet named in the lead of one of the first paragraphs, if any.

    A place alone before the dash ("TIRANA - ") is a dateline, not an outlet, and gives none.
    """
    agencies, words = _known()
    for paragraph in paragraphs[:_LOOKED_AT]:
        if credit := _CREDIT.match(text, paragraph.start, paragraph.end):
            name = credit["name"]
            if name in agencies or _tells(name, words):
                return Lead(agencies.get(name, name), *credit.span("name"))
        if found := _LEAD.match(text, paragraph.start, paragraph.end):
            name = found["name"]
            if name in agencies or _tells(name, words):
                return Lead(agencies.get(name, name), *found.span("name"))
    return None


def is_outlet(name: str) -> bool:
    """Whether a name is an agency's, or reads like that of one who publishes: "Islam Times", "Radio Marn"."""
    agencies, words = _known()
    first = name.split(maxsplit=1)[0].lower() if name.strip() else ""
    return name in agencies or name in agencies.values() or _tells(name, words) or first in _BROADCAST


_BROADCAST = frozenset({"radio", "tv", "television", "channel", "telewizja", "televisión", "rádio"})


def _tells(name: str, words: frozenset[str]) -> bool:
    return any(word.strip(".").lower() in words for word in name.split()[1:] or name.split())
