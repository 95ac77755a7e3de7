"""RSS and Atom: from a feed's bytes to the addresses of its articles.

feedparser takes broken feeds as they come. What it gives is checked here once more: a title becomes plain text, an
address one that may be fetched. An entry that gives no such address is a failure with its reason; the rest is used.
"""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urljoin
from xml.parsers import expat

from onrecord.articles.addresses import checked
from onrecord.articles.decode import declared_encoding
from onrecord.errors import ArticleError, FetchError

MOST_BYTES: Final = 5_000_000
"""Of a feed."""
MOST_ENTRIES: Final = 1_000
"""Taken of one feed, the first ones; news feeds hold some tens."""
LONGEST_TITLE: Final = 300
"""Of an entry or a feed, in characters; the rest is cut off."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_PARTIAL_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SLOW_CODECS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"})
"""Encodings Python knows that no feed is written in; some take long over long input."""
_YEAR_FIRST = re.compile(r"\d{4}(-|$)")
_LONGEST_DATE = 60
_NESTED = 1_000
_HEAD = 10_000
_LONGEST_BROKEN = 300_000
"""Of a feed that is not well-formed XML, in characters: guessing what it means may take time by its square."""
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel|cdf)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|div|em|font|h\d|i|iframe|img|object|p|script|small|span|strong|style|su[bp]|svg|u)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that a feed tells of.

    Attributes:
        address: where it is, as `addresses.checked` writes it.
        title: its headline as plain text.
        published: when, in ISO 8601, only as precise as stated.
        outlet: who published it: where the feed says it took the entry from, else the feed's own title.
    """

    address: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed holds.

    Attributes:
        title: its name.
        entries: those that can be used, as they stand in it, each address once.
        refused: why others cannot.
    """

    title: str | None
    entries: tuple[Entry, ...]
    refused: tuple[ArticleError, ...] = ()


def feed(raw: bytes, address: str, *, charset: str | None = None, allow_private: bool = False) -> Feed:
    """Read a feed.

    Args:
        raw: its bytes.
        address: where it came from; relative addresses are told from it.
        charset: the encoding it was said to have where it came from.
        allow_private: see `addresses.checked`.

    Raises:
        FetchError: W09, it is no feed, or too broken for any entry; W06, it is too large.
    """
    if len(raw) > MOST_BYTES:
        raise FetchError("W06", name=address, limit=MOST_BYTES / 1e6)
    text = _text(raw, charset)
    if _ENTITY.search(text):
        raise FetchError("W09", name=address, what="it declares entities of its own, as attacks do and no news feed")
    found = _parsed(text, address)
    entries: dict[str, Entry] = {}
    refused: list[ArticleError] = []
    title = _plain(found.feed.get("title"), found.feed.get("title_detail"))
    for each in found.entries[:MOST_ENTRIES]:
        try:
            entry = _entry(each, address, title, allow_private=allow_private)
        except FetchError as error:
            refused.append(FetchError("W10", name=address, what=str(error.facts["what"])))
        else:
            entries.setdefault(entry.address, entry)
    if (over := len(found.entries) - MOST_ENTRIES) > 0:
        refused.append(FetchError("W10", name=address, what=f"it has {over} entries over {MOST_ENTRIES}"))
    if found.bozo and not entries and not refused:
        raise FetchError("W09", name=address, what=_short(found.get("bozo_exception")))
    if not found.get("version") and not entries:
        raise FetchError("W09", name=address, what="it is neither RSS nor Atom")
    return Feed(title=title, entries=tuple(entries.values()), refused=tuple(refused))


def _text(raw: bytes, charset: str | None) -> str:
    """A feed's text, letters that cannot be read replaced: its titles are not quoted from, its articles are."""
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    for encoding in (marked, charset, declared_encoding(raw)):
        if encoding is None:
            continue
        try:
            if codecs.lookup(encoding).name not in _SLOW_CODECS:
                return raw.decode(encoding, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def _parsed(text: str, address: str) -> Any:
    import feedparser

    if not _ROOT.search(text[:_HEAD]):
        raise FetchError("W09", name=address, what="it is neither RSS nor Atom")
    if text.count("<") > _NESTED and _deepest(text) > _NESTED:
        raise FetchError("W09", name=address, what=f"its elements lie more than {_NESTED} deep in each other")
    body = _DECLARATION.sub("", text).lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    if len(text) > _LONGEST_BROKEN and (fault := _broken(body)) is not None:
        raise FetchError("W09", name=address, what=f"it is long and not well-formed ({fault})")
    stream = io.BytesIO(body)  # bytes alone would be taken for the name of a file
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        return feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a parser of broken feeds trips over is the feed's, and other feeds go on
        raise FetchError("W09", name=address, what=_short(error)) from error


def _broken(body: bytes) -> str | None:
    """Why a feed is not well-formed XML; None where it is. It declares no entities, so there are none to grow."""
    try:
        expat.ParserCreate("utf-8").Parse(body, True)
    except expat.ExpatError as error:
        return _short(error)
    return None


def _deepest(text: str) -> int:
    """How deep a feed's elements lie in each other, about."""
    depth = deepest = 0
    for closing, alone in re.findall(r"<(/?)[A-Za-z][^<>]{0,2000}?(/?)>", text):
        depth = max(0, depth - 1) if closing else depth if alone else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _entry(each: Any, address: str, title: str | None, *, allow_private: bool) -> Entry:
    source = each.get("source")
    taken_from = source.get("title") if isinstance(source, dict) else None
    return Entry(
        address=_address(each, address, allow_private=allow_private),
        title=_plain(each.get("title"), each.get("title_detail")),
        published=_published(each),
        outlet=_plain(taken_from, None) or title,
    )


def _address(each: Any, address: str, *, allow_private: bool) -> str:
    link = each.get("feedburner_origlink") or each.get("link")
    if not isinstance(link, str) or not link.strip():
        raise FetchError("W10", name=address, what="it gives no address")
    try:
        joined = urljoin(address, link.strip())
    except ValueError as error:
        raise FetchError("W10", name=address, what=f"its address is not one, {link.strip()[:200]!r}") from error
    try:
        return str(checked(joined, allow_private=allow_private))
    except FetchError as error:
        what = f"its address is not fetched, {joined[:200]!r}: {error.facts['what']}"
        raise FetchError("W10", name=address, what=what) from error


def _plain(told: object, detail: object) -> str | None:
    """Words as plain text: tags taken off where they are marked up, control and direction marks always."""
    if not isinstance(told, str):
        return None
    told = told[: 20 * LONGEST_TITLE]
    kind = detail.get("type") if isinstance(detail, dict) else None
    if kind in {"text/html", "application/xhtml+xml"} or _TAG.search(told):  # RSS does not say what its titles are
        told = _without_tags(told)
    told = " ".join(_UNSEEN.sub(" ", told).split())
    return (told if len(told) <= LONGEST_TITLE else told[: LONGEST_TITLE - 1].rstrip() + "…") or None


def _without_tags(words: str) -> str:
    from lxml import html
    from lxml.etree import LxmlError, strip_elements

    try:
        tree = html.fromstring(f"<div>{_UNSEEN.sub(' ', words)}</div>")
    except (LxmlError, ValueError):
        return re.sub(r"<[^>]*>?", " ", words)
    strip_elements(tree, "script", "style", "template", "noscript", "iframe", "object", with_tail=False)
    return "".join(map(str, tree.itertext()))


def _published(each: Any) -> str | None:
    """When an entry was published, as precise as stated; feedparser itself makes a moment of whatever stands there."""
    stated = each.get("published")
    stated = stated.strip() if isinstance(stated, str) else ""
    if not stated or len(stated) > _LONGEST_DATE:
        return None
    partial = _PARTIAL_DAY.match(stated)
    try:
        if _YEAR_FIRST.match(stated):
            moment = datetime.fromisoformat(stated + "0001-01-01"[len(stated) :] if partial else stated)
        else:
            moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    if partial:
        return stated
    return moment.isoformat() if ":" in stated else moment.date().isoformat()


def _short(error: object) -> str:
    told = "".join(letter if letter.isprintable() else " " for letter in str(error))
    return " ".join(told.split())[:200] or type(error).__name__
