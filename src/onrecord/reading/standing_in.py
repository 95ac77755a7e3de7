"""An article that stands in for another while it is read, and the way back.

What is in capitals is read in ordinary case (`truecase`). The article with that text keeps the id of the true one, so
that every id made of it is the true article's; and all that was read is then anchored in the true text, where it stands
at the same offsets. Names keep the case they were read in, so that they can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from onrecord.record import Anchor, Article

T = TypeVar("T")


def standing_in(article: Article, text: str) -> Article:
    """An article with another text of the same length under the id of the true one.

    Args:
        article: the true article.
        text: its text in other letters, code point for code point.

    Raises:
        ValueError: the texts differ in length.
    """
    if text == article.text:
        return article
    if len(text) != len(article.text):
        raise ValueError(f"{len(text)} characters cannot stand in for {len(article.text)}")
    other = replace(article, text=text)
    object.__setattr__(other, "id", article.id)
    return other


def anchored_in(text: str, item: T) -> T:
    """An item, or a tuple of items, with every anchor in it in another text, at the same offsets."""
    if isinstance(item, tuple):
        return cast("T", tuple(anchored_in(text, member) for member in item))
    if not is_dataclass(item):
        return item
    given = {each.name: anchored_in(text, getattr(item, each.name)) for each in fields(item) if each.init}
    if isinstance(item, Anchor):
        given["text"] = text
    made: Callable[..., T] = type(item)
    return made(**given)
