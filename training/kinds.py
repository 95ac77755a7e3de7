"""Telling the finer kinds of name apart by lists of words, where a corpus has only the coarser ones."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from corpora.names import COUNTRY, FACILITY, ORGANISATION, PLACE, PUBLICATION


def finer(words: str, types: frozenset[str]) -> frozenset[str]:
    """The types a name may have, the finer of them decided.

    Args:
        words: the name.
        types: what its corpus lets it be.
    """
    bare = words.lower().removeprefix("the ")
    last = bare.rpartition(" ")[2]
    if {COUNTRY, PLACE} <= types:
        types = frozenset({COUNTRY}) if bare in countries() else types - {COUNTRY}
    if {FACILITY, PLACE} <= types:
        facility = " " in bare and last in listed("facility")
        types = types - {PLACE} if facility else types - {FACILITY}
    if {PUBLICATION, ORGANISATION} <= types:
        published = bare in listed("outlets") or (" " in words and last in listed("publication"))
        types = types - {ORGANISATION} if published else types - {PUBLICATION}
    return types


@cache
def listed(key: str) -> frozenset[str]:
    """A list of `kinds.toml`; an underscore stands for a space."""
    with Path(__file__).with_name("kinds.toml").open("rb") as file:
        lists: dict[str, str] = tomllib.load(file)
    return frozenset(word.replace("_", " ") for word in lists[key].split())


@cache
def countries() -> frozenset[str]:
    """The names of countries, lowered."""
    from countryinfo import all_countries

    return frozenset(str(country.name()).lower() for country in all_countries()) | listed("countries")
