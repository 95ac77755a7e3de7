"""Entities: the mentions of one name, full and short, gathered under the fullest.

Which names are one is told in `grouping.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.countries import country
from onrecord.reading.grouping import ARTICLE as _ARTICLE
from onrecord.reading.grouping import folded, grouped, same_name, written
from onrecord.reading.grouping import name_types as _types
from onrecord.reading.names import FoundName
from onrecord.reading.roles import with_roles
from onrecord.record import Entity, Mention, MentionKind, content_id

__all__ = ("entities", "folded", "grouped", "same_name", "written")


def entities(text: str, article_id: str, names: Sequence[FoundName]) -> tuple[Entity, ...]:
    """The entities of a text, in the order of their first mentions."""
    types = _types(text, names)
    return with_roles(text, [_entity(text, article_id, group, types) for group in grouped(text, names)])


def _entity(text: str, article_id: str, group: Sequence[FoundName], types: dict[str, str]) -> Entity:
    forms: dict[str, None] = {}
    for name in group:
        forms.setdefault(_ARTICLE.sub("", written(text[name.start : name.end])))
    fullest = max(forms, key=lambda form: (len(form.split()), len(form)))
    kind = types[folded(text[group[0].start : group[0].end])]
    named = country(fullest) if kind == "country" else None
    return Entity(
        code=named.code if named else None,
        id=content_id("e", article_id, kind, fullest, group[0].start),
        type=kind,
        name=fullest,
        aliases=tuple(form for form in forms if form != fullest),
        mentions=tuple(Mention(text=text, start=name.start, end=name.end, kind=MentionKind.NAME) for name in group),
    )
