"""What must hold of whatever was read, however hostile it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from onrecord import codec
from onrecord.record import Anchor, Article, Record, Span


class BrokenError(Exception):
    """Something was made that must not be."""


def hold(condition: bool, what: str) -> None:
    """Say what does not hold.

    Raises:
        BrokenError: `condition` is false.
    """
    if not condition:
        raise BrokenError(what)


def sound_article(article: Article) -> None:
    """Check that an article's paragraphs lie in its text in order, and that it can be written."""
    _in_order(article.text, article.paragraphs, "paragraphs")
    _in_order(article.text, article.sentences, "sentences")
    codec.dumps(article).encode("utf-8")


def _in_order(text: str, spans: Sequence[Span], what: str) -> None:
    hold(all(span.end <= len(text) for span in spans), f"{what} end after the text")
    hold(all(one.end <= other.start for one, other in pairwise(spans)), f"{what} overlap")
    hold(all(text[span.start : span.end].strip() for span in spans), f"{what} of blanks")


def sound_layer(text: str, layer: Sequence[Anchor]) -> None:
    """Check that the items of a layer lie in the text, in order, with their words."""
    for item in layer:
        hold(0 <= item.start < item.end <= len(text), "an item outside the text")
        hold(item.words == text[item.start : item.end], "other words than the text has there")
    hold(all(one.end <= other.start for one, other in pairwise(layer)), "items overlap")


def sound_record(record: Record) -> str:
    """Check a record, and return its JSON: anchored, and the same bytes again when it is read back."""
    sound_article(record.article)
    line = codec.dumps(record)
    line.encode("utf-8")
    for item in _items(codec.plain(record)):
        _anchored(item, record.article.text)
    hold(codec.dumps(codec.loads_record(line)) == line, "other bytes when it is read back")
    return line


def _items(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _items(each)
    elif isinstance(value, list):
        for each in value:
            yield from _items(each)


def _anchored(item: dict[str, Any], text: str) -> None:
    start, end = item.get("start"), item.get("end")
    if start is None and end is None:
        return
    if not isinstance(start, int) or not isinstance(end, int):
        raise BrokenError("one offset without the other")
    hold(0 <= start < end <= len(text), f"[{start}, {end}) is not in a text of {len(text)} characters")
    if "words" in item:
        hold(item["words"] == text[start:end], f"{item['words']!r} is not what stands at [{start}, {end})")
