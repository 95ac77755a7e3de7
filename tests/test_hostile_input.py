"""Input made to do harm: it is read, or refused with its reason, in time and with every offset in place.

Fuzzing finds such; `benchmarks/fuzzing` makes as many as are asked for, and these are the ones that have a name.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml

from benchmarks.fuzzing.targets import TARGETS
from onrecord import codec
from onrecord.articles.addresses import checked
from onrecord.articles.arrivals import given
from onrecord.articles.decode import MAX_BYTES, clean
from onrecord.articles.feeds import feed
from onrecord.articles.page import from_page
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.articles.plain import MAX_CHARACTERS, article
from onrecord.errors import FetchError
from onrecord.export.annotations import read as read_annotations
from onrecord.reading.phrases import Grammar, RuleError
from onrecord.reading.plover.ontology import FOLDER, LexiconError, event_type
from onrecord.reading.reader import read
from onrecord.record import Article, Record
from tests.made_web import Site, moved, raw, served
from tests.test_codec import RECORD
from tests.test_fetching import fetcher, refused
from tests.test_page import BODY, PAGE

SECONDS = 5.0
NEWS = "Ada Lind, the mayor of Marn, said on Tuesday that two dockers had been killed in the raid. "


@contextmanager
def in_time(seconds: float = SECONDS) -> Iterator[None]:
    """What takes longer, by the processor's time, is a hang."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


def came(data: bytes, form: str) -> list[str | Article]:
    """Codes of errors and articles, in time; anything else that is raised fails the test."""
    with in_time():
        found = list(given(data, "x", form))
    return [each.article or (each.error.code if each.error else "") for each in found]


def sound(record: Record) -> Record:
    """A record whose JSON comes back, every item with the words that stand there."""
    line = codec.dumps(record)
    line.encode("utf-8")
    again = codec.loads_record(line)
    assert codec.dumps(again) == line
    text = record.article.text
    for entity in again.entities:
        for one in entity.mentions:
            assert one.words == text[one.start : one.end]
    return again


# Packed


def test_bombs_are_not_unpacked() -> None:
    zeros = b"\0" * 1_000_000
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        for _ in range(300):
            file.write(zeros)
    tracemalloc.start()
    try:
        assert came(packed.getvalue(), ".txt") == ["A03"]
        assert tracemalloc.get_traced_memory()[1] < 8 * MAX_BYTES
    finally:
        tracemalloc.stop()
    twice = gzip.compress(gzip.compress(zeros, mtime=0), mtime=0)
    assert came(twice, ".txt") == ["A02"]
    assert came(packed.getvalue() + b"\xff" * 100, ".html") == ["A03"]


def test_archives_are_not_looked_into() -> None:
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/x", b"\0" * 10_000_000)
    with tarfile.open(fileobj=tarred, mode="w:gz") as bundle:
        info = tarfile.TarInfo("../../etc/x")
        info.size = 1_000
        bundle.addfile(info, io.BytesIO(b"\0" * 1_000))
    assert came(zipped.getvalue(), "") == ["A02"]
    assert came(tarred.getvalue(), "") == ["A02"]


@pytest.mark.parametrize("cut", [1, 5, 12, 40])
def test_packed_bytes_that_end_early(cut: int) -> None:
    whole = gzip.compress(NEWS.encode() * 20, mtime=0)
    assert came(whole[:-cut], ".txt") == ["A10"]
    assert came(whole[:4], ".txt") == ["A10"]
    damaged = whole[:20] + bytes([whole[20] ^ 0xFF]) + whole[21:]
    assert came(damaged, ".txt")[0] in {"A08", "A10"}


# Marked up


def test_entities_do_not_grow_and_nothing_outside_is_read() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    with in_time(), pytest.raises(FetchError, match="W09"):
        feed(
            f"<?xml version='1.0'?>{declared}<rss><channel><title>&l9;&f;</title></channel></rss>".encode(),
            "http://a.b/",
        )
    page = f"<?xml version='1.0'?>{declared}<html><body><article>{BODY}<p>&l9; &f; &amp;</p></article></body></html>"
    for written in (page, page.replace(declared, f"<!DOCTYPE html>{declared}")):
        [found] = came(written.encode(), ".xhtml")
        assert found == "A04" or (isinstance(found, Article) and "root:" not in found.text)
        assert isinstance(found, str) or len(found.text) < 2 * len(BODY)


@pytest.mark.parametrize("tag", ["div", "b", "p", "table", "a"])
def test_a_page_nested_without_end(tag: str) -> None:
    deep = PAGE.replace(BODY, f"<{tag}>" * 100_000 + BODY + f"</{tag}>" * 100_000)
    [found] = came(deep.encode(), ".html")
    assert found == "A04" or isinstance(found, Article)


@pytest.mark.parametrize("place", ["<article>", "Crane falls |", "Per Holm", "2026-02-03T08:15:00+01:00", 'crane"'])
@pytest.mark.parametrize("word", ["a", "a ", "a.", " - ", "@", "<p>"])
def test_something_long_anywhere_on_a_page(place: str, word: str) -> None:
    long = PAGE.replace(place, place[:-1] + word * (300_000 // len(word)) + place[-1])
    [found] = came(long.encode(), ".html")
    assert found in {"A04", "A10", "A13"} or isinstance(found, Article)


@pytest.mark.parametrize(
    "data",
    [
        '{"@graph": 5}',
        '{"@graph": {"datePublished": 5}}',
        "[[1]]",
        '{"datePublished": []}',
        "[" * 100_000,
        '"author"' * 50_000,
    ],
)
def test_linked_data_that_is_none(data: str) -> None:
    linked = PAGE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    [found] = came(linked.encode(), ".html")
    assert isinstance(found, Article)
    assert found.title == "Crane falls in Marn"


def test_a_page_that_others_stumble_over_is_refused() -> None:
    script = "<script>" + "a" * 50 + "</script>"
    for page in (script, f"<style>{script}", f"<iframe>{script}</iframe>", "<svg><head></svg>", f"<noscript>{script}"):
        [found] = came(page.encode(), ".html")
        assert found in {"A04", "A08", "A10"}


def test_linked_data_that_is_long_and_right_is_used() -> None:
    linked = json.dumps({"@graph": [{"x": "y" * 30_000}, {"datePublished": "2026-02-03T09:30:00Z"}]})
    page = PAGE.replace('<meta property="article:published_time"', "<meta name=z").replace(
        "</head>", f'<script type="application/ld+json">{linked}</script></head>'
    )
    assert from_page(page.encode(), "x").published == "2026-02-03T09:30:00Z"


# Lines, marks and letters


@pytest.mark.parametrize(
    ("data", "form", "code"),
    [
        (b"a" * 9_900_000, ".txt", "A13"),
        (b"the " * 2_400_000, ".txt", "A13"),
        (json.dumps({"text": "the " * 2_400_000}).encode(), ".jsonl", "A13"),
        (b'{"text": "' + b"a" * 10_000_000 + b'"}', ".jsonl", "A03"),
        (b"[" * 9_900_000, ".jsonl", "A06"),
        (b'{"a":' * 1_900_000, ".json", "A06"),
        (b'{"text": ' + b"9" * 1_000_000 + b"}", ".jsonl", "A06"),
    ],
)
def test_ten_megabytes_on_a_line(data: bytes, form: str, code: str) -> None:
    assert came(data, form) == [code]


@pytest.mark.parametrize(
    "word",
    ["a", "A", "a.B", "A.B ", '"', '."', '.A"', "'", ".“", "...", "a\n", "(", "’", "-", "\u0301", "a ", "www.a.B"],
)
def test_paragraphs_of_one_thing_over_and_over(word: str) -> None:
    text = word * (MAX_CHARACTERS // len(word))
    with in_time():
        spans = paragraph_spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_half_a_surrogate_pair_is_replaced_and_moves_nothing() -> None:
    [found] = came(b'{"text": "' + NEWS.encode() + b'\\ud83d Then \\ude00 she left.", "title": "\\ud800"}', ".jsonl")
    assert isinstance(found, Article)
    assert found.text == NEWS + "\ufffd Then \ufffd she left."
    assert found.title == "\ufffd"
    [whole] = came(b'{"text": "' + NEWS.encode() + b'\\ud83d\\ude00"}', ".jsonl")
    assert isinstance(whole, Article)
    assert whole.text == NEWS + "\U0001f600"


def test_lines_that_end_in_carriage_returns_alone() -> None:
    [found] = came("\r\r".join([NEWS.strip()] * 3).encode(), ".txt")
    assert isinstance(found, Article)
    assert len(found.paragraphs) == 3
    assert "\r" not in found.text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_every_byte_order_mark_right_and_wrong(mark: bytes, encoding: str) -> None:
    [found] = came(mark + NEWS.encode(encoding), ".txt")
    assert isinstance(found, Article)
    assert found.text == NEWS
    [twice] = came(mark + mark + NEWS.encode(encoding), ".txt")
    assert not isinstance(twice, Article) or NEWS in twice.text
    for other in ("utf-8", "utf-16-le", "utf-32-be"):
        [wrong] = came(mark + NEWS.encode(other), ".txt")
        assert wrong in {"A02", "A05", "A12", "A14"} or isinstance(wrong, Article)
    assert came(mark, ".txt")[0] in {"A11", "A01"}


HOSTILE_TEXTS = {
    "directions": f"\u202e{NEWS}\u202c \u2067{NEWS}\u2069 \u200fHe denied it.\u200e",
    "unclosed directions": "\u202e\u2066\u2067" * 30 + NEWS,
    "letters of other scripts": "Аdа Lind said in Marn that Ada Lind was not аda lind. " + NEWS,
    "combining": "A\u0301\u0302\u0303da Li\u0308nd sa\u0301id th\u0301at i\u0301t was o\u0301ver. " + NEWS,
    "joined emoji": f"\U0001f468\u200d\U0001f469\u200d\U0001f467 {NEWS}\U0001f1e6\U0001f1f1\U0001f44d\U0001f3fd" * 3,
    "lone surrogates": f"{NEWS}\ud800 Ada Lind \udfff said \udc00\ud800 so. ",
    "what is not seen": "\u200bAda\u200b \u00adLi\u00adnd\ufeff said\u2060 that\x00 it was\x1b[31m over.\x7f " + NEWS,
    "ends at a name": NEWS + "Ada Lind, Per Holm",
    "ends at a mark": NEWS + "“We",
    "separators": NEWS.replace(" ", "\u2028") + NEWS.replace(" ", "\u3000"),
    "figures": NEWS + "9" * 500 + " 1,000,000,000,000,000 ½ ² ٣ 10**40 31/31/9999 99:99 '99",
    "one long word": NEWS + "word" * 2_000 + " said so.",
    "capitals": NEWS.upper() * 3,
    "endings": NEWS + "Quill told it to Lind's's's's's and to the Marns'' 's' mayor's's.",
    "no words": "?!… —– “” " * 50 + "a",
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_hostile_words_are_read_where_they_stand(name: str) -> None:
    text = HOSTILE_TEXTS[name]
    made = Article(text=clean(text), language="en", paragraphs=paragraph_spans(text), published="2026-03-14")
    assert len(made.text) == len(text)
    with in_time():
        record = sound(read(made))
    assert codec.dumps(read(made)) == codec.dumps(record)


def test_a_name_in_letters_of_another_script_is_another_name() -> None:
    text = "Ada Lind said on Tuesday that the port was shut. Аdа Lind said on Friday that the port was open."
    record = read(article(text, "x"))
    names = [entity.name for entity in record.entities]
    assert not any({"Ada Lind", "Аdа Lind"} <= {entity.name, *entity.aliases} for entity in record.entities), names


# Our own formats, and those that people edit


@pytest.mark.parametrize(
    "line",
    [
        "[]", "1", "{}", '{"article": []}', '{"article": {"text": 5}}', '{"article": {}}', "[" * 100_000, "NaN",
        codec.dumps(RECORD).replace('"paragraphs": [[', '"paragraphs": [["a", '),
        codec.dumps(RECORD).replace('"paragraphs": [[', '"paragraphs": [[0, 1, '),
        codec.dumps(RECORD).replace('"aliases": []', '"aliases": "abc"'),
        codec.dumps(RECORD).replace('"language": "en"', '"language": "\\ud800"'),
        codec.dumps(RECORD).replace('"statements": [', '"statements": [5, '),
        codec.dumps(RECORD).replace('"start": 0', '"start": true'),
    ],
)  # fmt: skip
def test_what_is_no_record_is_a_value_error(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        codec.loads_record(line)


@pytest.mark.parametrize(
    "line", ["[]", "{}", '{"type": "AnnotationPage"}', '{"type": "AnnotationPage", "items": [5]}', "[" * 9_999]
)
def test_what_is_no_page_of_annotations_is_a_value_error(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_annotations(line, "some words")


@pytest.mark.parametrize(
    "source",
    [
        *("[" * 100_000, "{a: " * 100_000, "- " * 100_000, "\n".join(" " * n + "a:" for n in range(3_000))),
        *(
            "a: !!timestamp x",
            "a: !!int x",
            "a: !!float x",
            "a: !!binary x",
            "a: !!bool x",
            "a: !!map x",
            "a: !!set [x]",
        ),
        "name: 2026-02-30",
        "!!python/object/apply:os.system [x]",
        "[" * 10_000,
        "1: 2\nb: 3\nname: x",
        "a: &a [*a]",
        "\x00",
        "? [a]\n: b",
        "{base}modes:\n  c: {embeds: 5}",
        "{base}modes:\n  c: {definition: [1]}",
        "{base}verbs:\n  - A beat R: {counts: [1]}",
        "{base}verbs:\n  - A beat R: {contexts: 5}",
        "{base}verbs: {a: b}",
        "{base}modes: [1]",
        "{base}quad: 5",
        "{base}verbs: [[1, [2]]]",
    ],
)
def test_what_is_no_file_of_the_ontology_says_so(source: str) -> None:
    base = "name: ASSAULT\ndefinition: harm\nquad: material conflict\n"
    with pytest.raises(LexiconError, match=r"given\.yaml"):
        event_type(source.replace("{base}", base), "given.yaml")


def test_aliases_do_not_grow_in_a_message() -> None:
    grown = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    grown += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    base = "name: ASSAULT\ndefinition: harm\nquad: material conflict\n"
    with in_time(), pytest.raises(LexiconError) as caught:
        event_type(f"{base}notes: x\nverbs:\n  - &v [x, x]\n" + "", "given.yaml")
    assert len(str(caught.value)) < 1_000
    nested = yaml.safe_dump({"a": 1})
    assert nested
    with in_time(), pytest.raises(LexiconError) as caught:
        event_type(f"{base}{grown}verbs: [*a11]\n", "given.yaml")
    assert len(str(caught.value)) < 5_000
    assert event_type(next(iter(sorted(FOLDER.glob("*.yaml")))).read_text("utf-8"), "x").triggers


@pytest.mark.parametrize(
    "pattern",
    ["[a] " * 40, "a " * 5_000, "a." * 1_000, "-" * 500, "(" * 5_000, "(a|b) " * 20, "[" * 150 + "a" + "]" * 150],
)
def test_a_pattern_that_stands_for_too_much_is_refused(pattern: str) -> None:
    with in_time(), pytest.raises(RuleError):
        Grammar(f"rule a -> b\n  {pattern}\n  = c()\n", {})


# The desk


@pytest.mark.parametrize(
    ("request_line", "more", "status"),
    [
        ("GET /search?q=\udc91\udcff", "", "400"),
        ("GET /search?q=a", "origin http://[", "200"),
        ("POST /who", "origin http://[", "403"),
        ("GET /keys", "cookie \udcff=;;;=\x01", "200"),
        ("GET /judgements?page=000000001" + "9" * 30, "", "200"),
        ("GET /judgements?page=1" + "0" * 5_000, "", "200"),
        ("GET /actors?page=1" + "0" * 5_000, "", "200"),
        ("POST /inbox/jobs/" + "9" * 5_000 + "/retry", "", "414"),
        ("POST /inbox/jobs/" + "9" * 30 + "/retry", "", "303"),
        ("GET /articles/%ff%00?at=" + "9" * 5_000 + "-1", "", "404"),
    ],
)
def test_requests_that_no_browser_sends(request_line: str, more: str, status: str) -> None:
    ask = TARGETS["desk"].prepare()
    came_of_it = ask(f"{request_line}\n{more}\n".encode("utf-8", "surrogateescape"))
    assert came_of_it.kind.startswith(status), came_of_it


# The web


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ([b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"a" * 1_000 + b"\r\n"] * 3_000], {"A10", "W03", "W05"}),
        ([b"HTTP/1.1 200 OK\r\nX-A: ", *[b"a" * 10_000] * 300], {"A10", "W03", "W05"}),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"], {"A10", "W03"}),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcdef"], {"A10", "W03"}),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nabc"], {"A10", "W03", "W06"}),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\nabc"], {"A10", "W03"}),
        ([b"HTTP/1.1 999 \xff\xfe\r\n\r\n"], {"W04", "A10", "W03"}),
        ([b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe://[\r\n\r\n"], {"W01", "W04", "A10", "W03"}),
        ([b"HTTP/1.1 200 OK\r\nContent-Type: \xff\xfe; charset=\xff\r\nContent-Length: 3\r\n\r\nabc"], {"W07"}),
        ([b"HTTP/1.1 100 Continue\r\n\r\n"] * 5_000, {"A10", "W03", "W05"}),
    ],
)
def test_an_answer_that_is_none(site: Site, parts: list[bytes], codes: set[str]) -> None:
    site.answers["/"] = raw(*parts)
    with in_time(), pytest.raises(FetchError) as caught:
        fetcher(seconds=4)(site.at("/"))
    assert caught.value.code in codes


def test_less_than_was_sent_is_taken_where_less_was_said(site: Site) -> None:
    site.answers["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nhalf and more")
    assert fetcher()(site.at("/")).raw == b"half"


def test_an_address_is_no_longer_for_being_written_in_one_way() -> None:
    with pytest.raises(FetchError, match="longer"):
        checked("http://marn.example/" + "ü" * 1_500)
    with pytest.raises(FetchError, match="not written as one"):
        checked("http://[9ffb::%1\u202d]")
    long = "http://marn.example/" + "ü" * 300
    assert str(checked(str(checked(long)))) == str(checked(long))


def test_redirects_in_a_ring_come_to_an_end(site: Site) -> None:
    site.answers["/a"], site.answers["/b"] = moved("/b"), moved("/a")
    refused("W08", site.at("/a"))
    assert len(site.asked) < 20
