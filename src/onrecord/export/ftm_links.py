"""Relations as FollowTheMoney's links: offices held, memberships, who speaks for whom, and links of other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord import codec
from onrecord.export.described import described
from onrecord.export.ftm_schemata import BODIES, LEGAL, proxy
from onrecord.record import Anchor, Record, Relation, content_id

_STATED: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_EDGES: Final = {
    "member-of": ("Membership", "member", "organization"),
    "party-of": ("Membership", "member", "organization"),
    "part-of": ("Membership", "member", "organization"),
    "spokesperson-for": ("Representation", "agent", "client"),
}


def links(record: Record, schemata: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The links of a record, and the positions that they lead to.

    A standing to nobody ("is listed as a terrorist group") is no link, unless it is an office.

    Args:
        record: of the article.
        schemata: of the entities that are written, by id.
    """
    for relation in record.relations:
        if relation.subject not in schemata or (relation.object is not None and relation.object not in schemata):
            continue
        if relation.kind == "holds-office" and schemata[relation.subject] == "Person" and relation.label is not None:
            yield from _office(record, relation, relation.label, schemata)
        elif relation.object is not None:
            yield _edge(record, relation, relation.object, schemata)


def _office(record: Record, relation: Relation, label: Anchor, schemata: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    body = relation.object if schemata.get(relation.object or "") in BODIES else None
    post = content_id("p", record.article.id, " ".join(label.words.split()), relation.object)
    yield proxy(post, "Position", {"name": [label.words], "organization": [body], "proof": [record.article.id]})
    yield _link(record, relation, "Occupancy", {"holder": [relation.subject], "post": [post]})


def _edge(record: Record, relation: Relation, to: str, schemata: Mapping[str, str]) -> dict[str, Any]:
    schema, subject, object_ = _EDGES.get(relation.kind, ("UnknownLink", "subject", "object"))
    kinds = BODIES if schema == "Membership" else LEGAL
    if schema != "UnknownLink" and (schemata[relation.subject] not in LEGAL or schemata[to] not in kinds):
        schema, subject, object_ = "UnknownLink", "subject", "object"
    role = relation.kind.replace("-", " ") if relation.label is None else relation.label.words
    return _link(record, relation, schema, {subject: [relation.subject], object_: [to], "role": [role]})


def _link(
    record: Record, relation: Relation, schema: str, properties: Mapping[str, list[str | None]]
) -> dict[str, Any]:
    article = record.article
    name = content_id("r", article.id, relation.kind, relation.subject, relation.object, relation.start, relation.end)
    return proxy(
        name,
        schema,
        {
            **properties,
            "date": [stated(record, relation.when)],
            "startDate": [stated(record, relation.since)],
            "endDate": [stated(record, relation.until)],
            "status": ["ended" if relation.former else None],
            "description": [described(record, "relations", relation)],
            "proof": [article.id],
            "publisher": [article.outlet],
        },
        article=article.id,
        item=codec.plain(relation),
    )


def stated(record: Record, when: Anchor | None) -> str | None:
    """The day, month or year that some words for a time are, as precise as stated; None if they are none."""
    if when is None:
        return None
    values = (one.value for one in record.times if (one.start, one.end) == (when.start, when.end))
    return next((value for value in values if _STATED.match(value)), None)
