"""W3C Web Annotations (Recommendation of 2017): a page of annotations an article, one annotation an item of its record.

A line is a whole JSON-LD document, an `AnnotationPage`. Every place of an item is a target with a text position and a
text quote selector; the Recommendation counts positions in code points, as a record does. The source of the targets is
the canonical text, which has an identifier made of the article's id and says where it was published (`via`). What the
Recommendation has no word for are terms of our own, told in the page's context: the `layer` of an annotation, which
`part` of the item a target is, the `item` as the record's JSON has it, the `provenance`, and the
`corrections` by people: what a person corrected has a body that says so, with its `creator`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from onrecord import codec
from onrecord.errors import AnchorError
from onrecord.export.described import described
from onrecord.export.items import correction, corrections_of
from onrecord.export.provenance import provenance
from onrecord.record import LAYERS, Anchor, Link, Record, Span, Statement, TimeAnchor
from onrecord.version import VERSION

_NAMES: Final = "urn:onrecord:"
_TERMS: Final = f"{_NAMES}terms:"
_CONTEXT: Final = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1,
        "layer": f"{_TERMS}layer",
        "part": f"{_TERMS}part",
        "article": f"{_TERMS}article",
        "item": {"@id": f"{_TERMS}item", "@type": "@json"},
        "record": {"@id": f"{_TERMS}record", "@type": "@json"},
        "provenance": {"@id": f"{_TERMS}provenance", "@type": "@json"},
        "corrections": {"@id": f"{_TERMS}corrections", "@type": "@json"},
    },
)
_MOTIVATION: Final = {"entities": "identifying", "labels": "classifying", "relations": "linking"}
_FOREMOST: Final = ("words", "content", "trigger", "mentions")
AROUND: Final = 32
"""Code points of the text that a quote has before and behind it, to be found again where positions have moved."""


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The page of an article, as a line of JSON-LD without its end.

    Args:
        record: of the article.
        raw: sha256 of the bytes that it came as, where known.
    """
    yield json.dumps(page(record, raw), ensure_ascii=False)


def page(record: Record, raw: str | None = None) -> dict[str, Any]:
    """The page of an article; the arguments are those of `lines`."""
    article = record.article
    about = {name: value for name, value in codec.plain(article).items() if name != "text"}
    items = [
        annotation(record, layer, number, item)
        for layer in LAYERS
        for number, item in enumerate(getattr(record, layer), start=1)
    ]
    return {
        "@context": list(_CONTEXT),
        "id": f"{_source(record)}:annotations",
        "type": "AnnotationPage",
        "startIndex": 0,
        "article": {
            "id": _source(record),
            "type": "Text",
            "format": "text/plain",
            "language": article.language,
            **({"via": article.url} if article.url else {}),
            "record": about,
        },
        "provenance": codec.plain(provenance(record, raw)),
        "corrections": codec.plain(record.corrections),
        "items": items,
    }


def _source(record: Record) -> str:
    return f"{_NAMES}{record.article.id}"


def annotation(record: Record, layer: str, number: int, item: Any) -> dict[str, Any]:
    """The annotation of an item.

    Args:
        record: that it stands in.
        layer: one of `LAYERS`.
        number: the item's place in its layer, from 1, which it goes by where it has no id.
        item: the item.
    """
    return {
        "id": f"{_source(record)}:{layer}:{getattr(item, 'id', number)}",
        "type": "Annotation",
        "motivation": _MOTIVATION.get(layer, "describing"),
        "generator": {"id": f"{_NAMES}engine:{VERSION}", "type": "Software", "name": f"On Record {VERSION}"},
        "layer": layer,
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en",
             "value": described(record, layer, item)},
            {"type": "TextualBody", "purpose": "tagging", "value": layer},
            *_remarks(record, item),
        ],
        "target": [_target(record, part, start, end) for part, start, end in places(item)],
        "item": codec.plain(item),
    }  # fmt: skip


def _remarks(record: Record, item: Any) -> Iterator[dict[str, Any]]:
    """What people corrected in an item, each as a body of its own with the person and the time."""
    if isinstance(item, Statement):
        for one in corrections_of(record, item.id):
            yield {
                "type": "TextualBody", "purpose": "commenting", "format": "text/plain", "language": "en",
                "value": correction(one), "creator": {"type": "Person", "name": one.who}, "created": one.when,
            }  # fmt: skip


def _target(record: Record, part: str, start: int, end: int) -> dict[str, Any]:
    text = record.article.text
    return {
        "type": "SpecificResource",
        "source": _source(record),
        "part": part,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - AROUND) : start],
                "suffix": text[end : end + AROUND],
            },
        ],
    }


def places(item: Any, part: str = "words") -> Iterator[tuple[str, int, int]]:
    """Every place of an item, each once: which field of it, start, end; what it is about first.

    Args:
        item: of a record.
        part: what the item's own words are called.
    """
    yield from sorted(dict.fromkeys(_places(item, part)), key=lambda each: each[0] not in _FOREMOST)


def _places(of: Any, part: str) -> Iterator[tuple[str, int, int]]:
    if isinstance(of, tuple):
        for each in of:
            yield from _places(each, part)
        return
    if isinstance(of, (Anchor, Link, TimeAnchor, Span)) and of.start is not None and of.end is not None:
        yield part, of.start, of.end
    if hasattr(of, "__dataclass_fields__"):
        for each in fields(of):
            yield from _places(getattr(of, each.name), each.name)


def read(line: str | bytes, text: str) -> Record:
    """The record of a page, checked against the article's text.

    Args:
        line: a page, as `lines` gives it.
        text: the article's canonical text, which a page does not carry.

    Raises:
        ValueError: it is no such page, or an item lacks a field or has one that is not known.
        AnchorError: a target or an item is not where it says, or the text is another's (a kind of ValueError).
    """
    try:
        return _read(json.loads(line), text)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this page of annotations is not as On Record writes it: {error!r}") from error


def _read(found: Any, text: str) -> Record:
    if not isinstance(found, Mapping) or found.get("type") != "AnnotationPage":
        raise ValueError("this is no page of annotations")
    for one in found["items"]:
        for start, end, exact in spans(one):
            if text[start:end] != exact:
                raise AnchorError(f"{exact!r} is not at [{start}, {end}) of the text")
    known = found["provenance"]
    layers = {layer: [one["item"] for one in found["items"] if one["layer"] == layer] for layer in LAYERS}
    reader = {name: known[name] for name in ("engine", "model", "layers", "ontology")}
    article = {**found["article"]["record"], "text": text}
    corrections = found.get("corrections", [])
    return codec.record_from({"article": article, "reader": reader, **layers, "corrections": corrections})


def spans(annotation: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """The places of an annotation and the words there, whoever has made it, as far as its selectors give both."""
    found = []
    targets = annotation["target"]
    for target in targets if isinstance(targets, list) else [targets]:
        selectors = target["selector"] if isinstance(target["selector"], list) else [target["selector"]]
        by_type = {each["type"]: each for each in selectors}
        position, quote = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
        if position is not None and quote is not None:
            found.append((position["start"], position["end"], quote["exact"]))
    return found
