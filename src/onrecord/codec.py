"""The one way between our types and JSON, and the JSON Schema of what is printed.

Types inside are frozen dataclasses; JSON lives only at the border. A field of a type becomes a key of the
same name, in the order declared. An anchor becomes its offsets and, as `words`, the words there; reading
it back checks them against the text. Unknown keys are refused rather than dropped.
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from math import isfinite
from typing import Any

from onrecord.errors import AnchorError
from onrecord.record import ENTITY_TYPES, Anchor, Article, Record, Span

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
T = typing.TypeVar("T")


def dumps(value: object) -> str:
    """One line of JSON, the same bytes for the same value."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(", ", ": "))


def loads_record(line: str | bytes) -> Record:
    """A record from the JSON of `dumps`.

    Raises:
        ValueError: it is not JSON, lacks a field, or has one that is not known.
        AnchorError: an item's words are not where it says (a kind of ValueError).
    """
    try:
        return record_from(json.loads(line))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def plain(value: object) -> Any:
    """A value of ours as dicts, lists, strings and numbers."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    if is_dataclass(value):
        result = {each.name: plain(getattr(value, each.name)) for each in _printed(type(value))}
        if isinstance(value, Anchor):
            result["words"] = value.words
        return result
    return value


def record_from(data: Mapping[str, Any]) -> Record:
    """A record from plain data; see `loads_record`."""
    record = _build(Record, data, _own_text(data))
    if record.article.id != data["article"].get("id"):
        raise AnchorError(f"article {data['article'].get('id')} was changed since it was read")
    return record


def value_from(kind: type[T], data: object) -> T:
    """A value of one of our types that holds no anchors, from plain data.

    Raises:
        ValueError: it lacks a field, or has one that is not known or of another type.
    """
    return _build(kind, data, "")


def article_from(data: Mapping[str, Any]) -> Article:
    """The article of a record's plain data, also where the rest is of another version.

    Raises:
        ValueError: it lacks a field, has one that is not known, or was changed.
    """
    article = _build(Article, data["article"], _own_text(data))
    if article.id != data["article"].get("id"):
        raise AnchorError(f"article {data['article'].get('id')} was changed since it was read")
    return article


def _own_text(data: object) -> str:
    """The text of the article in a record's plain data."""
    article = data.get("article") if isinstance(data, Mapping) else None
    text = article.get("text") if isinstance(article, Mapping) else None
    if not isinstance(text, str):
        raise ValueError("article.text is not a string")  # noqa: TRY004 - bad data, not a bad call
    return text


_PRINTED: dict[type, tuple[Field[Any], ...]] = {}
_HINTS: dict[type, dict[str, Any]] = {}


def _printed(kind: Any) -> tuple[Field[Any], ...]:
    """The fields of a type that are printed: all but an anchor's whole text."""
    if kind not in _PRINTED:
        anchored = issubclass(kind, Anchor)
        _PRINTED[kind] = tuple(each for each in fields(kind) if not (anchored and each.name == "text"))
    return _PRINTED[kind]


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = typing.get_type_hints(kind)
    return _HINTS[kind]


def anchored_from(kind: type[T], data: Any, texts: Mapping[str, str]) -> T:
    """A value of a type whose anchors tell their articles, from the plain data of `plain`.

    Args:
        kind: the type, a comparison's.
        data: plain data.
        texts: the articles' texts by their ids.

    Raises:
        ValueError: it lacks a field, has one that is not known, or words of an article that is not given.
        AnchorError: an item's words are not where it says (a kind of ValueError).
    """
    return _build(kind, data, texts)


Text = str | Mapping[str, str]
"""The text that anchors are in, or those of several articles by their ids."""


def _build(kind: type[T], data: Any, text: Text) -> T:
    """A value of a dataclass from plain data, anchors checked against `text`."""
    if kind is Span:
        return typing.cast("T", _span(data))
    if not isinstance(data, Mapping):
        raise ValueError(f"{kind.__name__} is not an object: {data!r}")  # noqa: TRY004 - as above
    anchored = issubclass(kind, Anchor)
    known = {each.name for each in _printed(kind)} | ({"words"} if anchored else set())
    if unknown := sorted(set(data) - known):
        raise ValueError(f"{kind.__name__} has no field {unknown[0]!r}")
    given: dict[str, Any] = {}
    for each in _printed(kind):
        if not each.init:
            continue
        if each.name in data:
            given[each.name] = _value(_hints(kind)[each.name], data[each.name], text)
        elif each.default is MISSING and each.default_factory is MISSING:
            raise ValueError(f"{kind.__name__} lacks {each.name!r}")
    if anchored:
        given |= {"text": _text_of(kind, given, text), "quote": data.get("words")}
    return kind(**given)


def _span(data: Any) -> Span:
    if not isinstance(data, list | tuple) or [type(each) for each in data] != [int, int]:
        raise ValueError(f"{data!r} is no start and end")
    return Span(*data)


def _text_of(kind: type, given: Mapping[str, Any], text: Text) -> str:
    if isinstance(text, str):
        return text
    found = text.get(given.get("article", ""))
    if found is None:
        raise ValueError(f"{kind.__name__} is in an article that is not given: {given.get('article')!r}")
    return found


@cache
def _origin(hint: Any) -> Any:
    return typing.get_origin(hint)


def _value(hint: Any, data: Any, text: Text) -> Any:
    if type(data) is hint:
        return _sound(data)
    origin = _origin(hint)
    if origin in {types.UnionType, typing.Union}:
        return None if data is None else _value(_member(hint, data), data, text)
    if origin is tuple:
        member = typing.get_args(hint)[0]
        if not isinstance(data, list | tuple):
            raise ValueError(f"{data!r} is no list")
        return tuple(_value(member, each, text) for each in data)
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, data, text)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(data)
    whole = hint is float and isinstance(data, int) and not isinstance(data, bool)
    if not whole and (not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool)):
        raise ValueError(f"{data!r} is not {hint.__name__}")
    return data


def _sound(data: Any) -> Any:
    """A value as it came, if it can be written again: no half of a surrogate pair, no number that JSON has not."""
    if isinstance(data, str):
        if not data.isascii() and _SURROGATE.search(data):
            raise ValueError(f"{data[:40]!r} holds half of a surrogate pair")
    elif isinstance(data, float) and not isfinite(data):
        raise ValueError(f"{data!r} is not a number")
    return data


_SURROGATE: typing.Final = re.compile("[\ud800-\udfff]")


def _member(hint: Any, data: Any) -> Any:
    """The type of a union's that some data is of; of several classes the first."""
    members = [each for each in typing.get_args(hint) if each is not type(None)]
    return str if isinstance(data, str) and str in members else members[0]


def schema(kind: type = Record, title: str = "On Record: one article and what was read from it") -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `dumps` prints for a type."""
    definitions: dict[str, Any] = {}
    root = _schema_of(kind, definitions)
    return {"$schema": SCHEMA_DIALECT, "title": title, **root, "$defs": dict(sorted(definitions.items()))}


def _schema_of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        return {"anyOf": [_schema_of(each, definitions) for each in typing.get_args(hint)]}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(typing.get_args(hint)[0], definitions)}
    if hint is Span:
        whole = {"type": "integer", "minimum": 0}
        return {"type": "array", "prefixItems": [whole, whole], "items": False, "minItems": 2}
    if isinstance(hint, type) and is_dataclass(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    return {"type": _JSON_TYPES[hint]}


_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {each.name: _schema_of(_hints(kind)[each.name], definitions) for each in _printed(kind)}
    if kind.__name__ == "Entity":
        properties["type"] = {"enum": list(ENTITY_TYPES)}
    if issubclass(kind, Anchor):
        properties["words"] = {"type": "string"}
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip().splitlines()[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
