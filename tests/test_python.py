"""Python and notebooks: reading what people have, showing it safely, data frames in either library."""

import hashlib
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import showing
from onrecord.articles import Arrival, article
from onrecord.errors import ArticleError, OnRecordError, SetupError
from onrecord.export import frames, notebook
from onrecord.record import LAYERS, Record
from tests import made, made_events, made_scripts
from tests.conftest import ROOT, STORY

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
VOID = {"br", "meta", "img"}


@pytest.fixture(scope="module")
def whole(story: list[Record]) -> onrecord.Story:
    return onrecord.Story(story)


# Reading


def test_a_text_a_path_and_an_article_are_read(tmp_path: Path) -> None:
    text = "The mayor of Marn, Oda Flint, said the bridge was safe."
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    by_text = onrecord.read(text, outlet="Marn Post")
    assert by_text.statements and by_text.article.outlet == "Marn Post"
    assert onrecord.read(path) == onrecord.read(text) == onrecord.read(article(text, "the text"))


def test_a_file_tells_its_own() -> None:
    page = STORY / "1-meridian-wire.html"
    assert onrecord.read(page).article.outlet == "Meridian Wire"
    with pytest.raises(TypeError, match="outlet is told of a text only"):
        onrecord.read(page, outlet="Marn Post")


def test_a_file_of_several_articles_is_not_one(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text('{"text": "The mayor spoke."}\n{"text": "The mayor went."}\n', encoding="utf-8")
    for wrong, code in ((path, "A15"), (tmp_path / "none.txt", "A07"), (tmp_path, "A15")):
        (tmp_path / "more.txt").write_text("The mayor of the town spoke to us.", encoding="utf-8")
        with pytest.raises(ArticleError) as told:
            onrecord.read(wrong)
        assert told.value.code == code


def test_the_package_loads_its_heavier_parts_when_they_are_used() -> None:
    code = (
        "import sys, onrecord\n"
        "heavy = {'numpy', 'onnxruntime', 'spacy', 'jinja2', 'pandas', 'polars', 'pyarrow', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "import onrecord.cli.export\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        onrecord.nothing  # noqa: B018


# Stories


def test_a_story_orders_its_reports_and_saves_its_page(story: list[Record], tmp_path: Path) -> None:
    backwards = onrecord.Story(reversed(story))
    assert backwards.comparison == onrecord.compare(story)
    assert [record.article.id for record in backwards.records] == [one.article for one in backwards.comparison.reports]
    assert len(backwards) == len(story)
    backwards.save(tmp_path / "story.html")
    assert (tmp_path / "story.html").read_text(encoding="utf-8") == backwards.page()
    with pytest.raises(OnRecordError, match="C01"):
        onrecord.Story([story[0], story[0]])


# Notebooks


class Elements(HTMLParser):
    """Names of the elements and attributes of a piece of a page; fails where they do not lie one in the other."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    found.close()
    assert not found.open
    return found


def test_records_ledgers_comparisons_and_stories_show_themselves(
    whole: onrecord.Story, story_arrivals: list[Arrival], tmp_path: Path
) -> None:
    with onrecord.Ledger(tmp_path / "l.db", create=True) as ledger:
        assert "0 articles" in ledger._repr_html_()
        for record, arrival in zip(whole.records, story_arrivals, strict=True):
            ledger.add(record, arrival)
        shown = [ledger._repr_html_(), whole._repr_html_(), whole.records[0]._repr_html_()]
    assert whole.comparison._repr_html_() == whole._repr_html_() == whole._repr_html_()
    assert "l.db" in shown[0] and "Daily Lantern" in shown[0]
    assert "Where they differ" in shown[1] and "killed" in shown[1]
    assert "Meridian Wire, in its own voice" in shown[2]
    for html in shown:
        found = elements(html)
        assert not found.names & {"script", "style", "link", "img", "iframe", "html", "body"}
        assert found.attributes <= {"class", "style", "open"}
        assert len(html) < 60_000


def test_long_tables_say_how_many_more_there_are(whole: onrecord.Story) -> None:
    record = max(whole.records, key=lambda each: len(each.statements))
    assert len(record.statements) > notebook.MOST
    assert f"and {len(record.statements) - notebook.MOST} more" in record._repr_html_()


def test_what_an_article_says_is_shown_as_it_stands_and_does_nothing() -> None:
    record = made_events.made(title=NASTY, outlet=NASTY, byline=NASTY, url=NASTY)
    other = made.made(title=NASTY, outlet=NASTY)
    for html in (record._repr_html_(), onrecord.Story([record, other])._repr_html_()):
        assert not elements(html).names & {"script", "img"}
        assert "&lt;script&gt;" in html
    assert "=HYPERLINK(1)" in record._repr_html_()
    assert "عمر الهادي" in made_scripts.made()._repr_html_()


def test_only_what_is_known_is_shown() -> None:
    with pytest.raises(TypeError, match="int"):
        notebook.html(1)


def test_types_do_not_know_how_they_are_shown() -> None:
    assert all(":" in by and by.startswith("onrecord.export.") for by in showing._LENT.values())


# Data frames


@pytest.fixture(params=frames.LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    pytest.importorskip(request.param)
    return str(request.param)


def rows(frame: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame.to_dict("records") if hasattr(frame, "iloc") else frame.to_dicts()
    return found


@pytest.mark.parametrize("table", frames.OF_RECORDS)
def test_a_frame_of_every_table_has_its_columns_whatever_is_told(table: str, library: str, story: list[Record]) -> None:
    full = onrecord.to_frame([made.made(), made_events.made(), made_scripts.made(), *story], table, library)
    none = onrecord.to_frame([], table, library)
    assert list(full.columns) == list(none.columns)
    assert len(none) == 0 < len(full)
    count = sum(len(getattr(each, table)) if table in LAYERS else 1 for each in (made.made(), made_scripts.made()))
    assert len(onrecord.to_frame([made.made(), made_scripts.made()], table, library)) == count


def test_offsets_in_a_frame_lead_to_its_words(library: str) -> None:
    for record in (made.made(), made_events.made(), made_scripts.made()):
        text = record.article.text
        for table, names in (("statements", ("source", "cue", "when")), ("events", ("trigger", "place", "killed"))):
            for row in rows(record.to_frame(table, library=library)):
                for name in names:
                    if isinstance(row[name], str):
                        assert text[int(row[f"{name}_start"]) : int(row[f"{name}_end"])] == row[name]
        for row in rows(record.to_frame("times", library=library)):
            assert text[row["start"] : row["end"]] == row["words"]


def test_a_frame_of_a_comparison_is_its_claims(whole: onrecord.Story, library: str) -> None:
    claims = rows(whole.to_frame(library=library))
    assert claims == rows(whole.comparison.to_frame("claims", library=library))
    texts = {record.article.id: record.article.text for record in whole.records}
    count = sum(len(value.claims) for finding in whole.comparison.findings for value in finding.values)
    assert len(claims) == count > 20
    assert all(texts[row["article"]][row["start"] : row["end"]] == row["words"] for row in claims)
    passages = rows(whole.to_frame("passages", library=library))
    assert len(passages) == sum(len(pair.passages) for pair in whole.comparison.reuse)
    for row in passages:
        for side in ("earlier", "later"):
            text = texts[row[f"{side}_article"]]
            assert text[row[f"{side}_start"] : row[f"{side}_end"]] == row[f"{side}_words"]
    assert len(whole.to_frame("statements", library=library)) == sum(len(each.statements) for each in whole.records)


def test_a_frame_of_a_ledger_is_of_all_its_records(story_arrivals: list[Arrival], library: str, tmp_path: Path) -> None:
    with onrecord.Ledger(tmp_path / "l.db", create=True) as ledger:
        for record, arrival in zip((made.made(), made_events.made()), story_arrivals, strict=False):
            ledger.add(record, arrival)
        assert len(ledger.to_frame(library=library)) == len(made.STATEMENTS)
        assert len(ledger.to_frame("events", library=library)) == len(made_events.EVENTS)
        assert len(ledger.to_frame("articles", library=library)) == 2


def test_a_table_or_library_that_there_is_not_is_named() -> None:
    pytest.importorskip("pandas")
    with pytest.raises(ValueError, match="no table 'verses', only articles, entities"):
        made.made().to_frame("verses")
    with pytest.raises(ValueError, match="no table 'excel', only pandas, polars"):
        made.made().to_frame(library="excel")


def test_without_a_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in frames.LIBRARIES:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SetupError) as told:
        made.made().to_frame()
    assert told.value.code == "O02" and "onrecord[frames]" in told.value.remedy
    with pytest.raises(SetupError) as told:
        made.made().to_frame(library="polars")
    assert told.value.remedy == "install it: `pip install polars`"


def test_pandas_comes_first_and_polars_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    assert isinstance(made.made().to_frame(), pandas.DataFrame)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(made.made().to_frame(), polars.DataFrame)


def test_a_ledger_tells_the_digest_of_the_bytes(story_arrivals: list[Arrival], tmp_path: Path) -> None:
    with onrecord.Ledger(tmp_path / "l.db", create=True) as ledger:
        ledger.add(made.made(), story_arrivals[0])
        assert ledger.digest(made.made().article.id) == hashlib.sha256(story_arrivals[0].raw).hexdigest()
        with pytest.raises(SetupError) as told:
            ledger.digest("a-none")
        assert told.value.code == "L08"
