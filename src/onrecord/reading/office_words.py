"""Words for one office as one: "the senator" can be who was "Sen. Lund" (`data/offices.txt`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def office(word: str) -> str:
    """The word that a word for an office counts as: itself where no other is listed for it."""
    plain = word.lower().replace(".", "")
    return _listed().get(plain, plain)


@cache
def _listed() -> Mapping[str, str]:
    source = (files("onrecord") / "reading" / "data" / "offices.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in source.splitlines():
        if line.strip() and not line.startswith("#"):
            counted, _, others = line.partition(" = ")
            found.update(dict.fromkeys((word.replace("_", " ") for word in others.split()), counted))
    return found
