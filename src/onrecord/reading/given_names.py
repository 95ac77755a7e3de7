"""Whether a given name is nearly only a man's or a woman's (`data/given_names.txt`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def is_mans(name: str) -> bool:
    """Whether a full name begins with a given name of men."""
    return _given(name) in _listed("men")


def is_womans(name: str) -> bool:
    """Whether a full name begins with a given name of women."""
    return _given(name) in _listed("women")


def is_given(word: str) -> bool:
    """Whether a word is a given name that is listed."""
    return word.lower() in _listed("men") or word.lower() in _listed("women")


def _given(name: str) -> str:
    """The first of several words, in lower case; nothing of a name of one word, which may be a surname."""
    first, _, rest = name.strip().partition(" ")
    return first.lower() if rest else ""


@cache
def _listed(part: str) -> frozenset[str]:
    source = (files("onrecord") / "reading" / "data" / "given_names.txt").read_text(encoding="utf-8")
    here = ""
    found: list[str] = []
    for raw in source.splitlines():
        line = raw.strip()
        if line.startswith("["):
            here = line.strip("[]")
        elif line and not line.startswith("#") and here == part:
            found.extend(word.strip() for word in line.split(","))
    return frozenset(word for word in found if word)
