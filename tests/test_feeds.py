"""Feeds give the addresses of articles, whatever else is in them."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles.feeds import LONGEST_TITLE, MOST_ENTRIES, Entry, Feed, feed
from onrecord.errors import FetchError
from tests.made_web import rss

AT = "https://gazette.example/news/rss.xml"


def read(text: str | bytes, **more: str) -> Feed:
    return feed(text.encode() if isinstance(text, str) else text, AT, **more)  # type: ignore[arg-type]


def refused(text: str | bytes) -> str:
    with pytest.raises(FetchError) as caught:
        read(text)
    assert caught.value.code == "W09"
    return caught.value.what


def found_in(raw: bytes) -> tuple[Entry, ...]:
    """The entries of what may be no feed; any other error than of a feed that cannot be read goes on up."""
    try:
        return feed(raw, AT).entries
    except FetchError:
        return ()


def test_rss() -> None:
    found = read(rss(("Crane falls", "https://gazette.example/crane"), ("Ferry stays", "/ferry#top")))
    assert found.title == "Marn Gazette" and not found.refused
    first, second = found.entries
    assert (first.address, first.title) == ("https://gazette.example/crane", "Crane falls")
    assert (first.published, first.outlet) == ("2026-02-03T08:15:00+01:00", "Marn Gazette")
    assert second.address == "https://gazette.example/ferry"


def test_atom_with_a_base_a_day_and_another_source() -> None:
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/x/"><title type="html">A &amp;amp; B'
        '</title><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x <b>y</b>'
        ' <script>z</script></div></title><link rel="self" href="self"/>'
        '<link href="y"/><published>2026-02-03</published></entry>'
        "<entry><title>Two</title><link href='../two'/><updated>2026-02-03T07:15:00Z</updated>"
        "<source><title>The Lantern</title></source></entry></feed>"
    )
    first, second = found.entries
    assert found.title == first.outlet == "A & B"
    assert (first.address, first.title, first.published) == ("https://wire.example/x/y", "x y", "2026-02-03")
    assert (second.address, second.published, second.outlet) == ("https://wire.example/two", None, "The Lantern")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;Crane falls", "Crane falls"),
        ("<![CDATA[<img src=x onerror=alert(1)>Crane falls]]>", "Crane falls"),
        ("&lt;b&gt;Crane&lt;/b&gt; falls", "Crane falls"),
        ("2 &lt; 3 &amp; 4 &gt; 3", "2 < 3 & 4 > 3"),
        ("Crane\u202efalls\u200b\n now", "Crane falls now"),
        ("Crane &lt;script&gt;alert(1)", "Crane"),
        ("\u05d0\u05d1\u05d2 \U0001f642 caf\u0065\u0301", "\u05d0\u05d1\u05d2 \U0001f642 caf\u0065\u0301"),
    ],
)
def test_titles_are_plain_text(title: str, shown: str) -> None:
    (entry,) = read(rss((title, "/a"), title=title)).entries
    assert entry.title == shown == entry.outlet


def test_entries_that_cannot_be_used_say_why_and_the_rest_is_used() -> None:
    bad = ["javascript:alert(1)", "", "ftp://x.example/", "http://u:p@x.example/", "http://x.example:22/", "http://["]
    found = read(rss(*((f"Bad {each}", each) for each in bad), ("Good", "/good"), ("Again", "/good#more")))
    assert [entry.address for entry in found.entries] == ["https://gazette.example/good"]
    assert [error.code for error in found.refused] == ["W10"] * len(bad)
    assert all(AT in error.what for error in found.refused)
    assert "javascript:alert(1)" in found.refused[0].what


def test_a_feed_that_breaks_off_is_used_as_far_as_it_goes() -> None:
    whole = rss(("One", "/1"), ("Two", "/2"), ("Three", "/3"))
    found = read(whole[: whole.index("Three") + 2])
    assert [entry.address[-2:] for entry in found.entries] == ["/1", "/2"]
    found = read(whole.replace("Two", "Two & <oops>"))
    assert len(found.entries) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_let_grow(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>' + rss(("&l12;", "/1")).partition("?>")[2]
    begun = time.monotonic()
    assert "entities" in refused(bomb.encode(encoding))
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + rss(("&x;", "/1")).partition("?>")[2]
    assert "entities" in refused(outside.encode(encoding))
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "/etc/hostname",
        "https://gazette.example/",
        "\0\1\2",
        "<html><body>Hello</body></html>",
        "<a/>",
        "<",
    ],
)
def test_what_is_no_feed(text: str, tmp_path: Path) -> None:
    assert "neither RSS nor Atom" in refused(text)
    real = tmp_path / "feed.xml"
    real.write_text(rss(("One", "/1")))
    assert refused(str(real)), "a path is no feed, and the file at it is not opened"


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel>" + "<item>" * 100_000,
        "<rss>" + "<a " * 99_000,
        "<rss>" + "<a " * 1_000_000,
        "<rss><channel>" + "<" * 1_000_000,
        "<rss><channel><title>" + "&lt;b" * 500_000,
        "<rss>" + "<![CDATA[" * 30_000,
        "<rss>" + "<!--" * 70_000,
        "<rss " + "a='b' " * 49_000,
        "<rss><channel><title>" + "&amp" * 70_000,
    ],
)
def test_large_nonsense_does_not_take_long(text: str) -> None:
    begun = time.monotonic()
    assert found_in(text.encode()) == ()
    assert time.monotonic() - begun < 20


def test_huge_fields_are_cut_and_too_many_entries_left() -> None:
    long = "x" * 1_000_000
    found = read(rss((long, "/1"), ("Long", "/" + long), title=long))
    (entry,) = found.entries
    assert entry.title is not None and len(entry.title) == LONGEST_TITLE == len(found.title or "")
    assert len(found.refused) == 1 and len(found.refused[0].what) < 600
    many = read(rss(*(("One", f"/{n}") for n in range(MOST_ENTRIES + 3))))
    assert len(many.entries) == MOST_ENTRIES and "3 entries over" in many.refused[0].what
    with pytest.raises(FetchError) as caught:
        read(b"<rss>" + b" " * 5_000_000)
    assert caught.value.code == "W06"


def test_encodings() -> None:
    text = rss(("Café", "/1"))
    for raw, charset in (
        (text.encode("utf-16"), None),
        (b"\xef\xbb\xbf" + text.encode(), None),
        (text.replace("utf-8", "iso-8859-1").encode("latin-1"), None),
        (text.encode("latin-1"), "iso-8859-1"),
        (text.encode(), "no-such-thing"),
        (text.encode(), "idna"),
        (text.encode(), "hex"),
    ):
        (entry,) = feed(raw, AT, charset=charset).entries
        assert entry.title == "Café", charset
    (entry,) = read(text.encode("latin-1")).entries
    assert entry.title == "Caf\ufffd"


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("Tue, 03 Feb 2026 08:15:00 GMT", "2026-02-03T08:15:00+00:00"),
        ("Tue, 03 Feb 2026", None),
        ("2026-02-03T08:15:00Z", "2026-02-03T08:15:00+00:00"),
        ("2026-02-03", "2026-02-03"),
        ("2026-02", "2026-02"),
        ("2026", "2026"),
        *(
            (none, None)
            for none in ("", "yesterday", "9999999999", "2026-13", "2026-02-31", "31 Feb 2026 08:15:00 GMT")
        ),
        *((none, None) for none in ("Tue, 03 Feb 99999 08:15:00 GMT", "1" * 5_000, "Tue, 03 Feb 2026 99:15:00 GMT")),
    ],
)
def test_dates_are_as_precise_as_stated(date: str, kept: str | None) -> None:
    (entry,) = read(rss(("a", "/1")).replace("Tue, 03 Feb 2026 08:15:00 +0100", date)).entries
    assert entry.published == kept


@settings(max_examples=150)
@given(st.text(alphabet="<>/&;!-[]\"'= arsitemlnk\n\0\u202e\ud800é🙂", max_size=300), st.integers(0, 400))
def test_nothing_in_a_feed_raises_anything_else(noise: str, at: int) -> None:
    text = rss(("One", "/1"), ("Two", "/2"))
    for entry in found_in((text[:at] + noise + text[at:]).encode("utf-8", "surrogatepass")):
        assert entry.address.startswith(("http://", "https://"))
        assert entry.title is None or not set(entry.title) & set("\0\u202e\ud800")
