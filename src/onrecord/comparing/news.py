"""What of a page is its news: the headline without the site's name, the text without what else stands on the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.comparing.rarity import COMMON, rarity, stem
from onrecord.comparing.wording import is_furniture
from onrecord.comparing.words import words
from onrecord.record import Anchor, Article, Span

_BARS: Final = re.compile(r"\s+[|–—-]+\s+|\s*\|\s*")
_BYLINE: Final = re.compile(r"\s*(?:by|from|posted by|written by|reported by)\s+(?=[A-Z])", re.IGNORECASE)
_LONGEST_BYLINE: Final = 100
_ROOT: Final = 5
"""Letters by which words of the headline and of the text are one: "accidentally", "accidental"."""
_TITLE_CASE: Final = 0.6
_FEWEST_WORDS: Final = 3
_ON_SITE: Final = re.compile(r"\s+on (?:twitter|facebook|instagram|youtube)\b.*", re.IGNORECASE)


def headline(title: str) -> str:
    """A title without the name of the site: the first of the parts that bars and dashes make, if it says enough.

    Args:
        title: the title of a page.
    """
    parts = _BARS.split(title)
    first = parts[0] if len(parts[0].split()) >= _FEWEST_WORDS else max(parts, key=len)
    return _ON_SITE.sub("", first)


def names_of(title: str) -> set[str]:
    """The stems of a headline's words that are written as names; none where most words have a capital.

    Args:
        title: the headline.
    """
    written = [word for word in words(title).written if word[:1].isalpha()]
    capitals = [word for word in written[1:] if word[0].isupper()]
    if len(capitals) > _TITLE_CASE * len(written[1:]):
        return set()
    return {stem(folded) for word in capitals for folded in words(word).folded}


def paragraphs(article: Article, title: str) -> list[Span]:
    """The paragraphs of an article that are its news.

    Furniture of pages is left out (`furniture.txt`), and what stands before the text takes up its headline: a report
    soon says what its headline says, and what a page has before that is of other news, or of none. Where the text never
    does, nothing is known of what the article is about but its headline, and no paragraph is kept.

    Args:
        article: the article.
        title: its headline; empty where it has none.
    """
    kept = [span for span in article.paragraphs if not is_furniture(article.text[span.start : span.end])]
    sought = {each[:_ROOT] for each in map(stem, words(title).folded) if rarity(each) > COMMON}
    if not sought:
        return kept
    for at, span in enumerate(kept):
        if not sought.isdisjoint(stem(each)[:_ROOT] for each in words(article.text[span.start : span.end]).folded):
            return kept[at:]
    return []


def is_byline(paragraph: str) -> bool:
    """Whether a paragraph says who wrote the article, and no more.

    Args:
        paragraph: its text.
    """
    return len(paragraph) <= _LONGEST_BYLINE and _BYLINE.match(paragraph) is not None


class Within:
    """Tells whether what is anchored stands in some paragraphs."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def __contains__(self, anchor: object) -> bool:
        if not isinstance(anchor, Anchor):
            return False
        at = bisect_right(self._starts, anchor.start) - 1
        return at >= 0 and anchor.start < self._ends[at]
