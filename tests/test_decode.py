"""Bytes become text, or a clear error: never wrong letters."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.decode import MAX_BYTES, clean, decoded, unpacked
from onrecord.errors import ArticleError

CAFE = "The café on Rua São João, 10 °C, was “shut”."


def refused(code: str, raw: bytes, encoding: str | None = None) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        decoded(unpacked(raw, "report.txt"), "report.txt", encoding=encoding)
    assert caught.value.code == code
    assert "report.txt" in caught.value.what
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode(encoding: str) -> None:
    assert decoded(CAFE.encode(encoding), "x") == CAFE


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><meta charset="windows-1252"><p>café “shut”</p></html>'
    assert "café “shut”" in decoded(page.encode("cp1252"), "x")
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>café</p></html>'
    assert "café" in decoded(page.encode("latin-1"), "x")


def test_latin_1_without_a_word_about_it_is_refused_with_the_way_out() -> None:
    raw = "The café on Rua São João was closed all winter, the owner said.".encode("latin-1")
    error = refused("A12", raw)
    assert "--encoding" in error.remedy
    assert decoded(raw, "x", encoding="latin-1").startswith("The café")


def test_a_wrong_encoding_is_said_to_be_wrong() -> None:
    refused("A14", CAFE.encode("latin-1", "replace"), "utf-8")
    refused("A14", b"abc", "no-such-encoding")


def test_line_ends_become_one_kind() -> None:
    assert decoded(b"one\r\ntwo\rthree\n", "x") == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7 ...", b"PK\x03\x04....", b"\x89PNG\r\n", b"text\x00with\x00zeros", bytes(range(1, 32)) * 20],
)
def test_what_is_not_text_is_refused(raw: bytes) -> None:
    refused("A02", raw)


def test_empty() -> None:
    refused("A01", b"")
    refused("A01", gzip.compress(b""))


def test_too_large_before_and_after_unpacking() -> None:
    refused("A03", b"a" * (MAX_BYTES + 1))
    bomb = gzip.compress(b"\0" * (MAX_BYTES * 20))
    assert len(bomb) < MAX_BYTES
    refused("A03", bomb)


def test_gzip() -> None:
    packed = gzip.compress(CAFE.encode())
    assert decoded(unpacked(packed, "x"), "x") == CAFE
    refused("A10", packed[:-12])
    refused("A08", packed[:12] + b"\xff\xff" + packed[14:])


def test_lone_surrogates_become_replacement_characters_one_for_one() -> None:
    assert clean("a\ud800b🙂") == "a\ufffdb🙂"
    refused("A14", b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass"))


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_error_of_ours(raw: bytes) -> None:
    try:
        text = decoded(unpacked(raw, "x"), "x")
    except ArticleError:
        return
    text.encode("utf-8")
