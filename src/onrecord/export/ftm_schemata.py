"""Which schema of FollowTheMoney an entity is of, and how an entity of that model is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from onrecord.record import Record

LEGAL: Final = frozenset({"Person", "Organization", "PublicBody", "Company", "LegalEntity"})
"""Schemata that can take part in an event, be mentioned, be a member; those of organisations are `BODIES`."""
BODIES: Final = frozenset({"Organization", "PublicBody", "Company"})
_PUBLIC: Final = frozenset({"GOV", "COP", "MIL", "JUD", "LEG", "SPY"})
"""PLOVER's sectors that are parts of a state."""
_BUSINESS: Final = "BUS"
_BY_TYPE: Final = {
    "person": "Person",
    "organisation": "Organization",
    "publication": "Organization",
    "nationality": "LegalEntity",
    "country": "Territory",
    "place": "Address",
    "facility": "Address",
}
_LIVE: Final = {"country": "PublicBody", "place": "LegalEntity", "facility": "LegalEntity"}
"""What those are that speak or take part; a country that does so is its government."""
_LETTERS: Final = 3


def schemata(record: Record) -> dict[str, str]:
    """The schema of each entity, by its id; events and works by name, and what is of no type, are in it if they act.

    Args:
        record: in which they stand.
    """
    sectors: dict[str, set[str]] = {}
    for event in record.events:
        for one in (*event.actors, *event.recipients):
            if one.entity is not None:
                sectors.setdefault(one.entity, set()).update([one.sector] if one.sector else [])
    for statement in record.statements:
        for link in statement.voice:
            if link.entity is not None:
                sectors.setdefault(link.entity, set())
    found = {}
    for entity in record.entities:
        schema = _schema(entity.type, sectors.get(entity.id))
        if schema is not None:
            found[entity.id] = schema
    return found


def _schema(kind: str, sectors: set[str] | None) -> str | None:
    """The schema of a type of entity; `sectors` are those told of it, None where it neither acts nor speaks."""
    usual = _BY_TYPE.get(kind)
    if kind == "organisation" and sectors:
        return "PublicBody" if sectors <= _PUBLIC else "Company" if sectors == {_BUSINESS} else usual
    if sectors is not None and usual not in LEGAL:
        return _LIVE.get(kind, "LegalEntity")
    return usual


def proxy(id: str, schema: str, properties: Mapping[str, Iterable[str | None]], **ours: Any) -> dict[str, Any]:  # noqa: A002 - the model's name
    """An entity as FollowTheMoney writes it: every property is a list, each value once, what nobody told left out.

    Args:
        id: its id.
        schema: the name of its schema.
        properties: values by property; None and nothing are left out.
        ours: what the model has no place for.
    """
    told = {name: list(dict.fromkeys(" ".join(v.split()) for v in given if v)) for name, given in properties.items()}
    entity: dict[str, Any] = {"id": id, "schema": schema, "properties": {n: v for n, v in told.items() if v}}
    if ours:
        entity["onrecord"] = ours
    return entity


def country(code: str | None) -> str | None:
    """A country's code as FollowTheMoney has it, ISO 3166 alpha-2 in small letters, from alpha-3; None if unknown."""
    return None if code is None else _codes().get(code)


@cache
def _codes() -> Mapping[str, str]:
    from countryinfo import all_countries

    codes = ((str(one.iso(3) or ""), str(one.iso(2) or "")) for one in all_countries())
    gone = {"ANT", "SCG"}
    return {three: two.lower() for three, two in codes if len(three) == _LETTERS and two and three not in gone} | {
        "XKX": "xk"
    }
