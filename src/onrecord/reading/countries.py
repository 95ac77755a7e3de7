"""Countries by name, short name and demonym, with their ISO 3166 codes: from countryinfo and a short list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country.

    Attributes:
        code: ISO 3166 alpha-3; `XKX`, which is in wide use, for Kosovo, which has none.
        name: the name to cite.
    """

    code: str
    name: str


def country(words: str) -> Country | None:
    """The country that some words name, or whose people or things they name; None where it is none that is known."""
    return _known().get(words.replace(".", "").strip().removeprefix("the ").removeprefix("The ").lower())


def seat_of(words: str) -> Country | None:
    """The country whose capital some words name, or None."""
    return _capitals().get(words.strip().lower())


@cache
def _capitals() -> Mapping[str, Country]:
    from countryinfo import all_countries

    found: dict[str, Country] = {}
    for one in all_countries():
        capital, land = one.capital(), country(str(one.name()))
        if capital and land is not None:
            found.setdefault(str(capital).lower(), land)
    return found


@cache
def _known() -> Mapping[str, Country]:
    from countryinfo import all_countries

    by_code: dict[str, Country] = {}
    known: dict[str, Country] = {}
    for one in all_countries():
        code, name = str(one.iso(3) or ""), str(one.name())
        if len(code) != _ALPHA_3:
            continue
        found = by_code.setdefault(code, Country(code, name))
        spellings = [words for words in one.alt_spellings() or () if len(words) > _ALPHA_3]
        for words in (name, one.demonym() or "", *spellings):
            if words:
                known.setdefault(str(words).lower(), found)
    source = (files("onrecord") / "reading" / "data" / "countries.txt").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line and not line.startswith("#"):
            words, _, told = line.partition(" = ")
            code, _, name = told.strip().partition(" ")
            found = Country(code, name or by_code[code].name)
            known.update(dict.fromkeys((one.strip() for one in words.split(" / ")), found))
    return known


_ALPHA_3 = 3
