"""Any item of a record in a line of plain text: what it is, and in whose voice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from onrecord.counts import Toll
from onrecord.export import events, told
from onrecord.export.items import manner, role, standing
from onrecord.export.voices import called, chain
from onrecord.record import Entity, Event, Label, Quantity, Record, Relation, Statement, Time


def described(record: Record, layer: str, item: Any) -> str:
    """An item in a line: "statement, indirect, deny; voice: Harbour Post › Ines Vall".

    Args:
        record: that it stands in.
        layer: one of `LAYERS`.
        item: one of that layer's.
    """
    words = " ".join(_IN_WORDS[layer](record, item).split())
    voice = getattr(item, "voice", None)
    return words if voice is None else f"{words}; voice: {' '.join(chain(voice).split())}"


def _entity(record: Record, entity: Entity) -> str:  # noqa: ARG001 - items are described alike
    parts = [f"{entity.type}: {entity.name}"]
    parts += [f"also {', '.join(entity.aliases)}"] if entity.aliases else []
    parts += [role(one) for one in entity.roles]
    return "; ".join(parts)


def _statement(record: Record, statement: Statement) -> str:  # noqa: ARG001
    by = called(statement.voice[-1]) if statement.voice else "nobody told"
    details = (" ".join(part for part in (each.what, each.words) if part) for each in manner(statement))
    return f"statement by {by}: {', '.join(details)}"


def _event(record: Record, event: Event) -> str:
    return "event: " + events.told_of(record, event, 1).line


def _toll(record: Record, toll: Toll) -> str:  # noqa: ARG001
    return f"toll ({toll.scope}{', as told before' if toll.earlier else ''}): {events.how_many(toll)}"


def _time(record: Record, time: Time) -> str:  # noqa: ARG001
    span = events.span_of(time)
    return f"time: {time.type} {time.value}{f', {span}' if span else ''}"


def _quantity(record: Record, quantity: Quantity) -> str:  # noqa: ARG001
    about = "about " if quantity.approximate else ""
    bounds = told.bounds(quantity.lower, quantity.upper) or "not told"
    return f"quantity ({quantity.kind}): {about}" + " ".join(
        part for part in (bounds, quantity.unit, quantity.of) if part
    )


def _relation(record: Record, relation: Relation) -> str:
    found = standing(record, relation)
    details = (" ".join(part for part in (each.what, each.words) if part) for each in found.details)
    return "; ".join(("relation: " + " ".join((found.subject, found.does, found.object or "")).strip(), *details))


def _label(record: Record, label: Label) -> str:
    whom = f" for {record.entity(label.entity).name}" if label.entity is not None else ""
    return f"label{whom}: {', '.join(part for part in (label.kind, 'quoted' if label.quoted else '') if part)}"


_IN_WORDS: Final[Mapping[str, Callable[[Record, Any], str]]] = {
    "entities": _entity,
    "statements": _statement,
    "events": _event,
    "tolls": _toll,
    "times": _time,
    "quantities": _quantity,
    "relations": _relation,
    "labels": _label,
}
