"""Targets: whatever brings in an article, or tells where one is."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial
from typing import Final

from benchmarks.fuzzing import material
from benchmarks.fuzzing.invariants import hold, sound_article
from benchmarks.fuzzing.target import Came, Target, encoded, text_of
from onrecord import codec
from onrecord.articles.addresses import LONGEST_ADDRESS, checked, number_of
from onrecord.articles.arrivals import given
from onrecord.articles.decode import decoded, unpacked
from onrecord.articles.feeds import feed
from onrecord.articles.page import from_page
from onrecord.articles.plain import MAX_CHARACTERS, article
from onrecord.errors import ArticleError, FetchError
from onrecord.record import Article

_PAGE_BEFORE: Final = b"<html><head><title>Raid in Marn</title>"
_PAGE_AFTER: Final = b"<body><article>" + b"".join(
    b"<p>%s</p>" % told
    for told in (
        b"The police said on Friday that two people had died in the raid on the harbour of Marn.",
        b"A spokesman for the port denied that anybody had been warned of it beforehand, and would not say more.",
        b"Dockers who saw it told this newspaper that the boats had come from the north before it was light.",
        b"The government of Hallan has promised an inquiry, which is to report by the end of the month.",
    )
)
_PAGE_END: Final = b"</article></body></html>"
_PLACES: Final = tuple(
    (_PAGE_BEFORE + before, after + b"</head>" + _PAGE_AFTER + _PAGE_END)
    for before, after in (
        (b"<title>", b"</title>"),
        (b'<meta name="author" content="', b'">'),
        (b'<meta property="og:title" content="', b'">'),
        (b'<meta property="article:published_time" content="', b'">'),
        (b'<meta name="description" content="', b'">'),
        (b'<link rel="canonical" href="http://marn.example/', b'">'),
        (b'<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"', b'"}}</script>'),
        (b'<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"', b"</script>"),
        (b'<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"', b'"}</script>'),
        (b"<script>", b"</script>"),
        (b"</head><body><article><p>Two died. ", b"</p>"),
        (b"</head><body><article><div class='", b"'></div>"),
        (b"</head><body><article><time datetime='", b"'></time>"),
        (b"</head><body><address>By ", b"</address><article>"),
    )
)
"""Places of a page where something long may stand."""
_FED: Final = "http://marn.example/feed"


def _arrived(data: bytes, form: str) -> Came:
    """What comes of bytes that are given in some form: articles, and reasons why others are none."""
    kinds, made = set(), []
    for each in given(data, "given", form):
        hold((each.article is None) != (each.error is None), "neither an article nor an error, or both")
        if each.article is not None:
            sound_article(each.article)
            kinds.add(_shape(each.article))
            made.append(codec.dumps(each.article))
        elif each.error is not None:
            kinds.add(each.error.code)
            made.append(str(each.error))
    return Came(" ".join(sorted(kinds)[:4]), "\n".join(made))


def _shape(found: Article) -> str:
    given_ = "".join(name[0] for name in ("url", "outlet", "title", "byline") if getattr(found, name))
    return f"article {min(len(found.paragraphs), 9)} {given_}{len(found.published or '')}"


def _given(form: str) -> Callable[[], Callable[[bytes], Came]]:
    return lambda: partial(_arrived, form=form)


def _gzipped() -> Callable[[bytes], Came]:
    """Bytes as they are, or packed by what their first byte says: the parsers behind gzip are reached too."""

    def run(data: bytes) -> Came:
        packed = gzip.compress(data[1:], 1, mtime=0) if data[:1] == b"p" else data
        return _arrived(packed, "")

    return run


def _plain() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        try:
            found = article(text_of(data), "given")
        except ArticleError as error:
            return Came(error.code, str(error))
        hold(len(found.text) == len(text_of(data)), "a character more or less than was given")
        sound_article(found)
        return Came(_shape(found), codec.dumps(found))

    return run


def _decoded() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        try:
            text = decoded(unpacked(data, "given"), "given")
        except ArticleError as error:
            return Came(error.code, str(error))
        text.encode("utf-8")
        hold("\r" not in text, "a carriage return was left")
        return Came(f"text {text.isascii()}", text)

    return run


def _metadata() -> Callable[[bytes], Came]:
    """What a page's head tells: the input stands in the head of a page that has an article."""

    def run(data: bytes) -> Came:
        try:
            found = from_page(
                _PAGE_BEFORE + data + b"</head>" + _PAGE_AFTER + _PAGE_END, "given", fetched_at="http://marn.example/a"
            )
        except ArticleError as error:
            return Came(error.code, str(error))
        sound_article(found)
        return Came(_shape(found), codec.dumps(found))

    return run


def _linked() -> Callable[[bytes], Came]:
    """Linked data of a page (JSON-LD)."""
    head = _metadata()
    return lambda data: head(b'<script type="application/ld+json">' + data + b"</script>")


def _feed() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        try:
            found = feed(data, _FED)
        except FetchError as error:
            return Came(error.code, str(error))
        for entry in found.entries:
            hold(str(checked(entry.address)) == entry.address, "an address that is written in another way")
        written = codec.dumps((found.title, *found.entries, *map(str, found.refused)))
        written.encode("utf-8")
        told = f"{min(len(found.entries), 5)} {min(len(found.refused), 5)} {bool(found.title)}"
        return Came(f"feed {told}", written)

    return run


def _address() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        try:
            found = checked(text_of(data))
        except FetchError as error:
            return Came(f"{error.code} {str(error.facts['what'])[:25]}", str(error))
        written = str(found)
        written.encode("ascii")
        hold(str(checked(written)) == written, "an address that is written in another way the second time")
        host = found.raw_host.decode("ascii")
        hold(bool(host) and not found.userinfo, "an address without a host, or with a password")
        if ":" in host:
            number_of(host)
        return Came(f"address {found.scheme} {host.count('.')} {host.count(':')}", written)

    return run


def _html() -> list[bytes]:
    return [page[:6_000] for page in material.pages()] + [
        _PAGE_BEFORE + b"</head>" + _PAGE_AFTER + _PAGE_END,
        b"<html><body><p>He said no.<p>" + b"word " * 40 + b"<br>He left.</html>",
    ]


def _news() -> list[bytes]:
    return [text.encode() for text in material.texts()] + [
        b'MARN (AP) -- The operations ended.He said so."No."She left. www.marn.example/a.B',
        b"Islam Times - The police\nsaid on Friday that\nthe raid had ended in the\nharbour of Marn,\nand left.",
    ]


TARGETS: Final = (
    Target(
        name="decode",
        told="bytes to text: marks, encodings, what is no text",
        prepare=_decoded,
        share=20,
        seeds=material.marked,
        words=lambda: [b"\xff\xfe", b"\xfe\xff", *encoded((*material.HTML[-40:], *material.STRANGE))],
        opening=(b"<html><meta ", b""),
    ),
    Target(
        name="plain",
        told="plain text: paragraphs, leads, titles, language",
        prepare=_plain,
        share=3,
        seeds=_news,
        words=lambda: encoded((*material.NEWS, *material.STRANGE)),
        most=MAX_CHARACTERS,
    ),
    Target(
        name="page",
        told="saved web pages",
        prepare=_given(".html"),
        share=0.6,
        longest=8_192,
        seeds=_html,
        words=lambda: encoded((*material.HTML, *material.NEWS)),
        opening=(_PAGE_BEFORE + b"</head>" + _PAGE_AFTER, _PAGE_END),
        places=_PLACES,
    ),
    Target(
        name="metadata",
        told="the head of a page",
        prepare=_metadata,
        share=0.5,
        longest=2_048,
        seeds=lambda: [page[page.find(b"<head>") + 6 : page.find(b"</head>")] for page in material.pages()],
        words=lambda: encoded(material.HTML),
    ),
    Target(
        name="linked",
        told="linked data of a page (JSON-LD)",
        prepare=_linked,
        share=0.5,
        longest=2_048,
        seeds=lambda: [material.LINKED[0].encode()],
        words=lambda: encoded((*material.JSON, *material.LINKED)),
    ),
    Target(
        name="jsonl",
        told="articles as lines of JSON",
        prepare=_given(".jsonl"),
        share=1.5,
        seeds=material.json_articles,
        words=lambda: encoded(material.JSON),
        opening=(b'{"text": "', b'"}'),
    ),
    Target(
        name="json",
        told="articles as one file of JSON",
        prepare=_given(".json"),
        share=0.8,
        seeds=lambda: [b"[" + b", ".join(material.json_articles()[:2]) + b"]", *material.json_articles()],
        words=lambda: encoded(material.JSON),
        opening=(b"[", b"]"),
    ),
    Target(
        name="packed",
        told="gzip, and what is in it",
        prepare=_gzipped,
        share=1.0,
        seeds=lambda: [*material.packed(), *(b"p" + each for each in material.marked())],
        words=lambda: [b"\x1f\x8b\x08\x00", b"\x1f\x8b", b"\x00" * 8, b"PK\x03\x04", b"p", b"\xff" * 4],
    ),
    Target(
        name="feed",
        told="RSS, Atom and RDF",
        prepare=_feed,
        share=2,
        seeds=material.feeds,
        words=lambda: encoded(material.FEED),
        opening=(b"<rss version='2.0'><channel>", b"</channel></rss>"),
    ),
    Target(
        name="address",
        told="web addresses that are fetched",
        prepare=_address,
        share=20,
        longest=512,
        seeds=lambda: [b"http://marn.example/a?b=c#d", b"https://[2a00::1]:8443/", "http://münich.example/ä".encode()],
        words=lambda: encoded(material.ADDRESS),
        opening=(b"http://", b""),
        most=LONGEST_ADDRESS,
    ),
)
