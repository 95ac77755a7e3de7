"""The markup of a page, without what is too long to be what it says it is.

Those who find titles, authors and dates in pages guess by patterns that take time by the square of what they look at. A
name of a hundred thousand brackets, in an attribute or in linked data, would keep them busy for hours. No name is so
long, so it is taken off first; nothing of the article's own words is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_VALUE = 2_000
"""Characters of an attribute, a title, or a string of linked data; an address has no more (`addresses`)."""
MOST_META = 300
"""`<meta>` elements of a page."""
MOST_DATA = 1_000_000
"""Characters of a page's linked data (JSON-LD), all together."""
MOST_BROKEN_DATA = 20_000
"""The same of linked data that is no JSON, which is guessed from all the same."""

_BODIES = frozenset({"articleBody", "reviewBody", "text", "recipeInstructions", "description"})
"""Strings of linked data that are an article's own words, or may be."""
_MOST_OPEN = 1_000


def tree_of(html: str) -> HtmlElement | None:
    """A page as a tree; None of what is no page.

    Args:
        html: the page.
    """
    from trafilatura import load_html

    tree: HtmlElement | None = load_html(html)
    if tree is None:
        return None
    for value in tree.xpath("//@*[string-length() > $most]", most=LONGEST_VALUE):
        value.getparent().attrib.pop(value.attrname, None)
    for title in tree.iter("title"):
        if title.text and len(title.text) > LONGEST_VALUE:
            title.text = title.text[:LONGEST_VALUE]
    for meta in tree.xpath("(//meta)[position() > $most]", most=MOST_META):
        meta.drop_tree()
    _bound_data(tree)
    return tree


def _bound_data(tree: HtmlElement) -> None:
    whole = broken = 0
    for script in tree.xpath('//script[contains(@type, "ld+json") or contains(@type, "settings+json")]'):
        written = script.text or ""
        whole += len(written)
        try:
            data = json.loads(written, strict=False)
            bounded = _bounded(data)
        except (ValueError, RecursionError):
            broken += len(written)
            if broken > MOST_BROKEN_DATA:
                script.text = ""
            continue
        if whole > MOST_DATA:
            script.text = ""
        elif bounded != data:
            script.text = json.dumps(bounded)


def _bounded(data: Any) -> Any:
    """Linked data whose strings are no longer than a value is, but for the article itself."""
    if isinstance(data, str):
        return data[:LONGEST_VALUE]
    if isinstance(data, list):
        return [_bounded(each) for each in data]
    if isinstance(data, dict):
        kept = {key: value for key, value in data.items() if len(key) <= LONGEST_VALUE}
        return {
            key: _closed(value) if key in _BODIES and isinstance(value, str) else _bounded(value)
            for key, value in kept.items()
        }
    return data


def _closed(body: str) -> str:
    """An article's words without the beginnings of tags that nothing closes, where there are very many."""
    if body.count("<") > _MOST_OPEN:
        for opening, closing in (("<!--", "-->"), ("<", ">")):
            _, last, rest = body.rpartition(closing)
            body = body[: len(body) - len(rest)] + rest.replace(opening, " ") if last else body.replace(opening, " ")
    return body
