"""Whatever people point at arrives one article at a time; what fails arrives with its reason."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.articles import Arrival, arrivals, article
from onrecord.articles.decode import MAX_BYTES
from onrecord.articles.plain import MAX_CHARACTERS
from tests.test_page import PAGE

TEXT = "Crane falls in Marn\n\nThe harbour was closed on Monday after a crane fell, port officials said.\n"


def only(*paths: object) -> Arrival:
    found = list(arrivals(str(path) for path in paths))
    assert len(found) == 1
    return found[0]


def code(arrival: Arrival) -> str:
    assert arrival.article is None and arrival.error is not None
    return arrival.error.code


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    article = only(path).article
    assert article is not None
    assert article.text == TEXT
    assert article.title == "Crane falls in Marn"
    assert len(article.paragraphs) == 2


def test_a_page_is_known_by_its_suffix_or_its_looks(tmp_path: Path) -> None:
    for name in ("page.html", "page.htm", "saved-page"):
        (tmp_path / name).write_text(PAGE)
        article = only(tmp_path / name).article
        assert article is not None and article.outlet == "Marn Gazette"


def test_compressed_files(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode() + b"\n"))
    found = list(arrivals([str(tmp_path)]))
    assert [one.article.outlet if one.article else one.error for one in found] == [None, "Marn Gazette"]


def test_json_lines_one_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    good = {"text": TEXT, "outlet": "Marn Gazette", "published": "2026-02-03", "section": "news"}
    path.write_text(
        "\n".join([json.dumps(good), "{not json", "", '{"title": "no text"}', '{"text": 3}', json.dumps(good)])
    )
    found = list(arrivals([str(path)]))
    assert [one.error.code if one.error else "" for one in found] == ["", "A06", "A06", "A06", ""]
    assert [one.name.rpartition(":")[2] for one in found] == ["1", "2", "4", "5", "6"]
    article = found[0].article
    assert article is not None and (article.outlet, article.published) == ("Marn Gazette", "2026-02-03")


def test_a_field_of_the_wrong_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"text": TEXT, "outlet": ["a"]}))
    assert code(only(path)) == "A06"


def test_a_json_file_with_an_object_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": TEXT}))
    (tmp_path / "two.json").write_text(json.dumps([{"text": TEXT}, {"text": TEXT + "More of it."}]))
    (tmp_path / "bad.json").write_text("[1")
    found = list(arrivals([str(tmp_path)]))
    assert [bool(one.article) for one in found] == [False, True, True, True]


def test_the_text_of_a_json_line_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "\ufeffThe mayor’s “no” — 🙂 e\u0301te\u0301 said he\u00adr clerk.\r\n\r\nIt was in the plan.\r\n"
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"text": text}))
    article = only(path).article
    assert article is not None and article.text == text
    assert [article.text[s.start : s.end][:3] for s in article.paragraphs] == ["The", "It "]


def test_a_folder_is_searched_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text(TEXT)
    (tmp_path / "b" / "2.txt").write_text(TEXT)
    (tmp_path / "1.html").write_text(PAGE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert [Path(one.name).name for one in arrivals([str(tmp_path)])] == ["1.html", "2.txt"]


def test_nothing_to_read(tmp_path: Path) -> None:
    assert code(only(tmp_path)) == "A09"
    assert code(only(tmp_path / "missing.txt")) == "A07"


def test_bad_files_each_with_its_reason(tmp_path: Path) -> None:
    files = {
        "empty.txt": (b"", "A01"),
        "blank.txt": (b" \n\n ", "A11"),
        "marks.txt": (b"*** --- ***", "A11"),
        "binary.txt": (b"\x00\x01\x02" * 100, "A02"),
        "huge.txt": (b"word " * (MAX_BYTES // 5 + 1), "A03"),
        "long.txt": (b"the word " * (MAX_CHARACTERS // 9 + 1), "A13"),
        "latin.txt": ("café crème, " * 9).encode("latin-1"),
    }
    for name, given in files.items():
        raw, _ = given if isinstance(given, tuple) else (given, "A12")
        (tmp_path / name).write_bytes(raw)
    for name, given in files.items():
        wanted = given[1] if isinstance(given, tuple) else "A12"
        arrival = only(tmp_path / name)
        assert code(arrival) == wanted
        assert arrival.error is not None and name in arrival.error.what


def test_empty_json_lines(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n\n")
    assert code(only(tmp_path / "none.jsonl")) == "A01"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (json.dumps({"text": TEXT}) + "\n", "Crane falls in Marn"),
        (PAGE, "Crane falls in Marn"),
        (TEXT, "Crane falls in Marn"),
    ],
)
def test_standard_input_is_looked_at(monkeypatch: pytest.MonkeyPatch, given: str, title: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    article = only("-").article
    assert article is not None and article.title == title


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "dir.txt").mkdir()
    assert code(only(tmp_path / "dir.txt")) == "A09"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-05", "2024-06-05"),
        ("2024-06-05T10:30:00Z", "2024-06-05T10:30:00Z"),
        ("20240605", "2024-06-05"),
        ("20240605T1030Z", "2024-06-05T10:30:00+00:00"),
        (" 2024-06-05 ", "2024-06-05"),
        ("last May", None),
        ("2024-13", None),
        ("2024-06-05T99", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_of_publication_is_kept_as_stated_if_it_is_one(stated: str | None, kept: str | None) -> None:
    assert article("The mayor of Marn said the bridge was safe.", "x", published=stated).published == kept


def test_what_is_told_of_an_article_can_be_written() -> None:
    made = article("The mayor of Marn said it.", "x", title="a\ud800", outlet="\udfff", byline="b\udc00", url="\ud800")
    assert (made.title, made.outlet, made.byline, made.url) == ("a\ufffd", "\ufffd", "b\ufffd", "\ufffd")


def test_reports_whose_day_is_not_known_are_compared() -> None:
    text = "Police arrested 31 strikers near the bridge in Marn, killing two. The mayor, Oda Flint, said it was safe."
    records = [
        onrecord.read(f"{text} {more}", published=published)
        for more, published in (("It rained.", "2024-06"), ("It snowed.", "2024"), ("It blew.", "2024-06-05"))
    ]
    assert len(onrecord.compare(records).reports) == 3
