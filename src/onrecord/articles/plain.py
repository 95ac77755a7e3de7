"""An article from a plain text, and the last steps that every way in shares."""

from __future__ import annotations

import re
from datetime import datetime

from onrecord.articles.decode import clean
from onrecord.articles.language import require_english
from onrecord.articles.outlet import lead
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.errors import ArticleError
from onrecord.record import Article, Span

MAX_CHARACTERS = 400_000
"""The longest text taken for one article: some 65,000 words."""

_LONGEST_TITLE = 150
_PARTIAL = re.compile(r"\d{4}(-\d{2})?")
_DASHED = re.compile(r"\d{4}-\d{2}-\d{2}")


def article(
    text: str,
    name: str,
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    paragraphs: tuple[Span, ...] | None = None,
) -> Article:
    """An article with `text` as its canonical text, each character as given.

    Args:
        text: the text; only lone surrogates are replaced, one for one, here as in all that follows.
        name: what to call it in an error.
        url: where it was published.
        outlet: who published it; looked for in the lead when None.
        title: its headline; its first line when that looks like one, when None.
        byline: who wrote it.
        published: ISO 8601, as precise as known; what is no date of it is not kept.
        paragraphs: its paragraphs, found in the text when None.

    Raises:
        ArticleError: A05 another language, A11 no words, A13 too long.
    """
    text = clean(text)
    if len(text) > MAX_CHARACTERS:
        raise ArticleError("A13", name=name, size=len(text), limit=MAX_CHARACTERS)
    if paragraphs is None:
        paragraphs = paragraph_spans(text)
    if not any(character.isalpha() for character in text):
        raise ArticleError("A11", name=name)
    found = lead(text, paragraphs) if outlet is None else None
    return Article(
        url=_clean(url),
        outlet=_clean(found.outlet if found else outlet),
        title=_clean(title or _headline(text, paragraphs)),
        byline=_clean(byline),
        published=stated_date(published),
        language=require_english(text, name),
        text=text,
        paragraphs=paragraphs,
    )


def _clean(told: str | None) -> str | None:
    return None if told is None else clean(told)


def stated_date(stated: str | None) -> str | None:
    """A date or time of ISO 8601 as stated, a month or a year among them; None for what is none."""
    stated = (stated or "").strip()
    padded = stated + "0001-01-01"[len(stated) :] if _PARTIAL.fullmatch(stated) else stated
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return None
    if _DASHED.match(padded):
        return stated
    return moment.isoformat() if "T" in stated else moment.date().isoformat()


def _headline(text: str, paragraphs: tuple[Span, ...]) -> str | None:
    """The first line of a text, if it is short, ends no sentence, and a blank line follows it."""
    if len(paragraphs) < 2:
        return None
    first, second = paragraphs[0], paragraphs[1]
    line = text[first.start : first.end]
    apart = text.count("\n", first.end, second.start) > 1
    if apart and len(line) <= _LONGEST_TITLE and line[-1] not in ".:;,":
        return line
    return None
