"""Web archives: what a record answers is read as if it had just been fetched, and what is no article has its reason."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest

from onrecord.articles.arrivals import Arrival, arrivals, from_bytes
from tests import made_archives as made

pytest.importorskip("fastwarc", reason="WARC is read by FastWARC (`onrecord[warc]`)")


def read(path: str) -> list[Arrival]:
    return list(arrivals([path]))


def codes(path: str) -> list[str | None]:
    return [arrival.error.code if arrival.error else None for arrival in read(path)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_response_is_read_as_the_page_it_is(tmp_path: Path, packed: bool) -> None:
    body = made.page().encode()
    request = made.record(b"GET /ferry HTTP/1.1\r\n\r\n", kind="request")
    name = "crawl.warc.gz" if packed else "crawl.warc"
    path = made.written(tmp_path / name, request, made.record(made.answer(body)), packed=packed)
    (arrival,) = read(path)
    assert arrival.article is not None
    assert (arrival.name, arrival.article.url) == (f"{path}:1", "https://lantern.example/ferry")
    assert arrival.article.text.startswith("The ferry between Marn")
    (again,) = from_bytes(arrival.raw, arrival.name)
    assert again == arrival


@pytest.mark.parametrize(
    ("head", "pack"),
    [
        ((), lambda body: body),
        (("Content-Encoding: gzip",), gzip.compress),
        (("Content-Encoding: deflate",), zlib.compress),
        (("Content-Encoding: deflate",), lambda body: zlib.compress(body)[2:-4]),
        (("Content-Encoding: gzip",), lambda body: body),
        (("Transfer-Encoding: chunked",), lambda body: b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)),
        (("Transfer-Encoding: chunked",), lambda body: body),
        (
            ("Transfer-Encoding: chunked", "Content-Encoding: gzip"),
            lambda body: b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(body)), gzip.compress(body)),
        ),
    ],
    ids=["plain", "gzip", "zlib", "bare", "said-gzip", "chunks", "said-chunks", "gzip-in-chunks"],
)
def test_however_a_body_is_packed_it_is_the_same_article(tmp_path: Path, head: tuple[str, ...], pack: object) -> None:
    body = pack(made.page().encode())  # type: ignore[operator]
    (arrival,) = read(made.written(tmp_path / "a.warc.gz", made.record(made.answer(body, *head))))
    assert arrival.article is not None, arrival.error
    assert arrival.article.text.startswith("The ferry between Marn")


def test_the_encoding_is_the_pages_own_or_the_servers(tmp_path: Path) -> None:
    telling = made.page(made.TELLING[0].replace("Marn", "Märn"), made.TELLING[1], charset=None).encode("cp1252")
    said = made.record(made.answer(telling, kind="text/html; charset=windows-1252"))
    unsaid = made.record(made.answer(telling, kind="text/html"))
    first, second = read(made.written(tmp_path / "a.warc.gz", said, unsaid))
    assert first.article is not None and "Märn" in first.article.text
    assert second.error is not None and second.error.code == "A12"


def test_what_is_no_article_has_its_reason(tmp_path: Path) -> None:
    german = "Die Fähre zwischen Marn und Sorenien wurde am Montag nach einem Schaden an der Maschine angehalten. " * 3
    some = [
        made.answer(made.page().encode(), status="404 Not Found"),
        made.answer(b"\x89PNG", kind="image/png"),
        made.answer(made.page("Home", "Login", "Cookies").encode()),
        made.answer(made.page(german).encode()),
        made.answer(b""),
        made.answer(made.page().encode(), "Content-Encoding: br"),
        b"no answer at all",
    ]
    path = made.written(tmp_path / "a.warc.gz", *map(made.record, some), made.record(made.answer(made.page().encode())))
    assert codes(path) == ["W04", "W07", "A04", "A05", "A01", "W07", "A08", None]
    assert all(arrival.raw.startswith(b"WARC/1.0") for arrival in read(path))


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_was_cut_short_says_so_and_gives_what_it_has(tmp_path: Path, packed: bool) -> None:
    one = made.record(made.answer(made.page().encode()))
    whole = (gzip.compress(one, mtime=0) if packed else one) * 2
    name = "a.warc.gz" if packed else "a.warc"
    first = len(whole) // 2
    for cut in range(first + 5, len(whole) - 6, 101):
        (tmp_path / name).write_bytes(whole[:cut])
        found = codes(str(tmp_path / name))
        assert found[0] is None, cut
        assert len(found) == 2 and found[1] in {"A08", "A10"}, (cut, found)


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"hello\r\n" * 50)
    (tmp_path / "b.warc").write_bytes(b"")
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(made.record(b"x", kind="warcinfo")) + b"and rubbish")
    assert [codes(str(tmp_path / name)) for name in ("a.warc", "b.warc", "c.warc.gz")] == [["A08"], ["A09"], ["A08"]]


def test_a_text_that_was_taken_out_of_a_page_is_read_and_a_menu_is_not(tmp_path: Path) -> None:
    menu = "Home\nWorld\nSport\n" * 30
    texts = ["\n".join(made.TELLING), menu]
    some = [made.record(text.encode(), kind="conversion") for text in texts]
    first, second = read(made.written(tmp_path / "crawl.warc.wet.gz", *some))
    assert first.article is not None and first.article.text == texts[0]
    assert second.error is not None and second.error.code == "A04"


def test_a_bomb_in_an_archive_is_an_error(tmp_path: Path) -> None:
    bomb = made.record(made.answer(gzip.compress(b"\0" * 60_000_000), "Content-Encoding: gzip"))
    large = made.record(made.answer(b"<html>" + b"a" * 11_000_000))
    path = made.written(tmp_path / "a.warc.gz", bomb, large, made.record(made.answer(made.page().encode())))
    assert codes(path) == ["A03", "A03", None]


def test_a_folder_may_hold_archives_and_tables(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    made.written(tmp_path / "a.warc.gz", made.record(made.answer(made.page().encode())))
    rows = [{"text": "\n\n".join(made.TELLING), "outlet": "The Lantern", "views": 7}, {"text": None, "outlet": None}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    parquet.write_table(pa.table({"body": ["x"]}), tmp_path / "d.parquet")
    first, second, third, fourth, fifth = read(str(tmp_path))
    assert first.article is not None and second.article is not None
    assert second.article.outlet == "The Lantern"
    assert json.loads(second.raw) == {"text": second.article.text, "outlet": "The Lantern"}
    assert next(from_bytes(second.raw, second.name)).article == second.article
    assert [each.error.code for each in (third, fourth, fifth) if each.error] == ["A06", "A08", "A06"]
    assert third.name == f"{tmp_path}/b.parquet:2"


def test_packed_json_lines_may_be_of_any_length(tmp_path: Path) -> None:
    line = json.dumps({"text": "\n\n".join(made.TELLING), "title": "x" * 1_000_000}).encode() + b"\n"
    whole = gzip.compress(line * 30, 1)
    (tmp_path / "a.jsonl.gz").write_bytes(whole)
    assert codes(str(tmp_path / "a.jsonl.gz")) == [None] * 30
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    assert codes(str(tmp_path / "a.jsonl.gz"))[-1] == "A10"
