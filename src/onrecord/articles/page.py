"""An article from a saved web page: main text and metadata by trafilatura, canonical text our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from onrecord.articles.decode import decoded
from onrecord.articles.markup import tree_of
from onrecord.articles.paragraphs import parted, trim
from onrecord.articles.plain import article
from onrecord.errors import ArticleError
from onrecord.record import Article, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "ab", "code"})
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
_FEWEST_WORDS = 25
_PARAGRAPH_BREAK = "\n\n"
_CONTAINERS = ("div", "article", "main", "section", "script", "style")
_DEEPEST = 200
_DATE_META = (
    ("property", "article:published_time"),
    ("name", "article:published_time"),
    ("itemprop", "datePublished"),
    ("name", "date"),
    ("name", "pubdate"),
    ("name", "parsely-pub-date"),
)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?$")


def from_page(
    raw: bytes, name: str, *, url: str | None = None, fetched_at: str | None = None, encoding: str | None = None
) -> Article:
    """Read the article out of a web page.

    Args:
        raw: the page's bytes, not compressed.
        name: what to call it in an error.
        url: where it was published, where known; the page's own word for it otherwise.
        fetched_at: the address it was fetched at. The page's own word for it stands where it names the same host, as
            one article is often had at several addresses; a page is not believed to be another host's.
        encoding: take the bytes as this.

    Raises:
        ArticleError: A04 no article in it, A10 cut short, or as `decoded` and `plain.article` do.
    """
    html = decoded(raw, name, encoding=encoding)
    _refuse_truncated(html, name)
    body, found = _extracted(html, url or fetched_at, name)
    paragraphs = _blocks(body)
    title = _tidy(found.title)
    if paragraphs and title and paragraphs[0].casefold() == title.casefold():
        paragraphs = paragraphs[1:]
    if sum(len(words.split()) for words in paragraphs) < _FEWEST_WORDS:
        raise ArticleError("A04", name=name)
    text = _PARAGRAPH_BREAK.join(paragraphs)
    return article(
        text,
        name,
        url=url or _own(found.url, fetched_at),
        outlet=_tidy(found.sitename) or found.hostname,
        title=title,
        byline=_tidy(found.author),
        published=_published(html, found.date),
        paragraphs=_spans(text, paragraphs),
    )


def _own(told: str | None, fetched_at: str | None) -> str | None:
    """Where a page says it is, unless it was fetched from another host."""
    if fetched_at is None or told is None:
        return told or fetched_at
    try:
        same = urlsplit(told).hostname == urlsplit(fetched_at).hostname
    except ValueError:
        return fetched_at
    return told if same else fetched_at


def _extracted(html: str, url: str | None, name: str) -> tuple[Element, Any]:
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG, Document

    tree = tree_of(html)
    if tree is None:
        raise ArticleError("A04", name=name)
    found: object = None
    for with_metadata in (True, False):
        try:
            found = trafilatura.bare_extraction(
                tree,
                url=url,
                include_comments=False,
                include_tables=False,
                with_metadata=with_metadata,
                config=DEFAULT_CONFIG,
            )
        except Exception as error:  # whatever a reader of broken pages trips over is the page's, and other pages go on
            if not with_metadata:
                raise ArticleError("A08", name=name, what=f"its markup is broken ({type(error).__name__})") from error
        else:
            break
    if not isinstance(found, Document) or found.body is None:
        raise ArticleError("A04", name=name)
    return found.body, found


def _blocks(body: Element) -> list[str]:
    """The text of each block in order; a line break inside one parts it, as writers who use it mean it to."""
    blocks: list[list[str]] = [[]]

    def walk(node: Element, depth: int) -> None:
        opens = node.tag in _BLOCKS or node.tag == "lb"
        if opens:
            blocks.append([])
        if node.tag != "graphic":
            blocks[-1].append(node.text or "")
        for child in node if depth < _DEEPEST else ():
            walk(child, depth + 1)
        if opens:
            blocks.append([])
        blocks[-1].append(node.tail or "")

    walk(body, 0)
    return [words for block in blocks if (words := _tidy("".join(block)))]


def _tidy(words: str | None) -> str | None:
    """Text as a browser would show it: white space run together, invisible characters gone."""
    if not words:
        return None
    return _SPACE.sub(" ", words.translate(_INVISIBLE)).strip() or None


def _spans(text: str, paragraphs: list[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for words in paragraphs:
        if (whole := trim(text, start, start + len(words))) is not None:
            spans.extend(parted(text, whole))
        start += len(words) + len(_PARAGRAPH_BREAK)
    return tuple(spans)


def _published(html: str, day: str | None) -> str | None:
    """When it was published, to the minute where the page says so and its day agrees with the one found."""
    for stamp in _stamps(html):
        if day is None or stamp.startswith(day):
            return stamp.replace(" ", "T")
    return day


def _stamps(html: str) -> Iterator[str]:
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    try:
        tree = lxml_html.fromstring(html.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return
    found: list[str] = []
    for attribute, value in _DATE_META:
        found += (node.get("content") or "" for node in tree.iter("meta") if node.get(attribute) == value)
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            found += _linked_dates(script.text or "")
    found += (
        node.get("datetime") or ""
        for node in tree.iter("time")
        if "pubdate" in node.attrib or node.get("itemprop") == "datePublished"
    )
    yield from (stamp.strip() for stamp in found if _ISO_DATE.match(stamp.strip()))


def _linked_dates(script: str) -> list[str]:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return []
    objects = data if isinstance(data, list) else [data]
    for one in list(objects):
        graph = one.get("@graph") if isinstance(one, dict) else None
        objects += graph if isinstance(graph, list) else [graph]
    dates = [one.get("datePublished") for one in objects if isinstance(one, dict)]
    return [date for date in dates if isinstance(date, str)]


def _refuse_truncated(html: str, name: str) -> None:
    """Refuse a page that stops in the middle.

    A page may leave out its closing `</body>` and `</html>`; one that also leaves a container open, or ends
    inside a tag or a sentence, was cut.
    """
    lowered = html.rstrip().lower()
    opened = "<html" in lowered or "<body" in lowered
    if not opened or "</html" in lowered[-2000:] or "</body" in lowered[-2000:]:
        return
    if lowered.rfind("<") > lowered.rfind(">"):
        raise ArticleError("A10", name=name, what="it ends inside a tag")
    if not lowered.endswith(">"):
        raise ArticleError("A10", name=name, what="it ends in the middle of its text")
    for tag in _CONTAINERS:
        if len(re.findall(rf"<{tag}[\s>]", lowered)) > lowered.count(f"</{tag}"):
            raise ArticleError("A10", name=name, what=f"a <{tag}> is never closed")
