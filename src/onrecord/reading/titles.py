"""Titles before a person's name, from `data/titles.txt`: "Interior Minister Ilse Marrane" is named Ilse Marrane."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)\.?(?P<space>\s+)")


@cache
def titles() -> frozenset[str]:
    """The words, lower case."""
    lines = (files("onrecord") / "reading" / "data" / "titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


_OFFICES = frozenset(
    "minister president secretary spokesman spokeswoman spokesperson chairman chairwoman director governor mayor "
    "senator ambassador commissioner commander leader official officials prosecutor chancellor".split()
)


def is_role(name: str) -> bool:
    """Whether a supposed name is an office and no name: "Sorenia’s Health Minister"."""
    return name.rsplit(maxsplit=1)[-1].rstrip(".").lower() in _OFFICES


def title_end(text: str, start: int, end: int) -> int:
    """Where the name itself begins in `text[start:end]`: past leading titles, never past the last word."""
    at = start
    while (word := _WORD.match(text, at, end)) and word.end() < end and word["word"].lower() in titles():
        at = word.end()
    return at
