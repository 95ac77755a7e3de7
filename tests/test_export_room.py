"""Export of what is on the screen: the same bytes as the command line writes, whatever was chosen, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from onrecord import codec
from onrecord.articles import Arrival
from onrecord.cli.export import FORMATS
from onrecord.cli.main import main
from onrecord.comparing import keeping
from onrecord.comparing.indexing import Indexing
from onrecord.export import parquet
from onrecord.ledger import Ledger, actors, stories
from onrecord.ledger.adding import add
from onrecord.ledger.facets import search
from onrecord.record import Record
from onrecord.web import exporting
from onrecord.web.exported import ARTICLES, BY, Chosen, everything, write
from tests import made, made_scripts
from tests.conftest import STORY
from tests.test_search_room import SCRIPT, browser, elements, fill


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, story: list[Record], story_arrivals: list[Arrival]) -> Path:
    """The example story, compared."""
    path = tmp_path_factory.mktemp("export") / "story.db"
    records = {record.article.id: record for record in story}
    with Ledger(path, create=True) as ledger:
        list(add(ledger, story_arrivals, lambda article: records[article.id], Indexing()))
        (told,) = stories.stories(ledger)
        keeping.make(ledger, told.id, [each.id for each in stories.articles_of(ledger, told.id)[0]])
    return path


@pytest.fixture(scope="module")
def told(path: Path) -> str:
    with Ledger(path) as ledger:
        return stories.stories(ledger)[0].id


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with browser(path) as made_:
        yield made_


def by_command(*arguments: str) -> bytes:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def exported(client: TestClient, **asked: str) -> bytes:
    answer = client.get("/export", params=asked)
    assert answer.status_code == 200, answer.text[:400]
    assert answer.headers["content-disposition"].startswith('attachment; filename="')
    return answer.content


def test_the_desk_has_every_format_of_the_command_line() -> None:
    assert {form.name for form in ARTICLES} == set(FORMATS)


@pytest.mark.parametrize(
    ("form", "by_process"),
    [
        *((form, False) for form in FORMATS if form != "parquet"),
        *((form, True) for form in ("jsonl", "statements", "cameo")),
    ],
)
def test_the_story_is_the_bytes_of_the_command_line(
    client: TestClient, path: Path, told: str, form: str, by_process: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_process:
        monkeypatch.setattr(exporting, "FEW", 0)
    expected = by_command("export", "--format", form, "--ledger", str(path))
    assert expected
    assert exported(client, story=told, **{"as": form}) == expected
    assert exported(client, **{"as": form}) == expected
    assert exported(client, q='"Port Hallan"', **{"as": form}) == expected


def test_parquet_is_the_tables_of_the_command_line_in_a_zip(
    client: TestClient, path: Path, told: str, tmp_path: Path, story: list[Record]
) -> None:
    pytest.importorskip("pyarrow")
    by_command("export", "--format", "parquet", "--ledger", str(path), "--out", str(tmp_path / "cli"))
    packed = exported(client, story=told, **{"as": "parquet"})
    assert packed == exported(client, story=told, **{"as": "parquet"})
    with zipfile.ZipFile(io.BytesIO(packed)) as tables:
        assert tables.namelist() == [f"{name}.parquet" for name in parquet.TABLES]
        for name in tables.namelist():
            assert tables.read(name) == (tmp_path / "cli" / name).read_bytes()
        tables.extractall(tmp_path / "desk")
    assert list(parquet.read(tmp_path / "desk")) == story


def test_an_actor_is_exported_with_its_articles_and_its_own_statements(client: TestClient, path: Path) -> None:
    with Ledger(path) as ledger:
        one = max(actors.listed(ledger, actors.Wanted(type="person"), limit=50), key=lambda each: each.said)
        articles = [id_ for (id_,) in ledger.rows("SELECT id FROM articles ORDER BY seq")]
        rows = ledger.rows("SELECT DISTINCT article FROM actors WHERE key = ?", (one.key,))
        own = actors.statements(ledger, one.key, "by", actors.Asked(), limit=-1)
    lines = [json.loads(line) for line in exported(client, actor=one.key, **{"as": "jsonl"}).splitlines()]
    ids = [line["article"]["id"] for line in lines]
    assert len(ids) == len(rows) == one.articles
    assert ids == [id_ for id_ in articles if id_ in ids]
    table = csv.DictReader(io.StringIO(exported(client, actor=one.key, **{"as": "found"}).decode()))
    assert sorted((row["article"], row["id"]) for row in table) == sorted((s.article, s.statement) for s in own)
    assert own
    page = client.get("/export", params={"actor": one.key}).text
    assert f'href="/actors/{quote(one.key, safe="")}"' in page
    listed = client.get(f"/actors/{quote(one.key, safe='')}?part=names").text
    assert f'/export?{urlencode({"actor": one.key})}"' in listed
    assert client.get("/export", params={"actor": "nobody of this name"}).status_code == 404


def test_the_comparison_is_that_of_the_command_line(client: TestClient, path: Path, told: str) -> None:
    asked = ("compare", "--ledger", str(path), "--story", told)
    assert exported(client, story=told, **{"as": "comparison"}) == by_command(*asked, "--json")
    assert exported(client, story=told, **{"as": "html"}) == by_command(*asked, "--html", "-")


def test_the_page_of_an_article_is_that_of_the_command_line(client: TestClient, story_arrivals: list[Arrival]) -> None:
    arrival = story_arrivals[0]
    assert arrival.article is not None
    page = by_command("read", "--html", "-", str(STORY / Path(arrival.name).name))
    assert exported(client, article=arrival.article.id, **{"as": "html"}) == page


def test_several_articles_by_name(client: TestClient, story: list[Record]) -> None:
    two = [story[2], story[0]]
    answer = client.get("/export", params={"article": [each.article.id for each in two], "as": "jsonl"})
    assert [json.loads(line)["article"]["id"] for line in answer.text.splitlines()] == [
        each.article.id for each in story if each in two
    ]


def test_all_hits_are_exported_not_only_a_page_of_them(tmp_path: Path) -> None:
    records = [made.made(title=f"Report {number}") for number in range(27)]
    path = fill(tmp_path / "many.db", *records, made_scripts.made())
    with browser(path) as client:
        lines = exported(client, q="Report harbour", **{"as": "jsonl"}).decode().splitlines()
        assert [codec.loads_record(line) for line in lines] == records
        assert exported(client, **{"as": "annotations"}) == by_command(
            "export", "--ledger", str(path), "--format", "annotations"
        )


def test_statements_found_are_those_of_the_search(client: TestClient, path: Path) -> None:
    q = 'speaker:"Tomas Redek" act:deny'
    with Ledger(path) as ledger:
        results = search(ledger, q)
        expected = {said.id for hit in results.hits for said in hit.statements}
        assert len(expected) == results.statements > 0
    rows = list(csv.DictReader(io.StringIO(exported(client, q=q, **{"as": "found"}).decode(), newline="")))
    assert {row["id"] for row in rows} == expected
    assert len(rows) == results.statements
    assert {row["act"] for row in rows} == {"deny"}
    assert client.get("/export", params={"q": "harbour", "as": "found"}).status_code == 400


def test_a_story_that_is_not_compared_yet_is_waited_for(
    tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]
) -> None:
    path = tmp_path / "new.db"
    records = {record.article.id: record for record in story}
    with Ledger(path, create=True) as ledger:
        list(add(ledger, story_arrivals, lambda article: records[article.id], Indexing()))
        (told,) = stories.stories(ledger)
    with browser(path) as client:
        answer = client.get("/export", params={"story": told.id, "as": "html"})
        assert answer.status_code == 202
        seconds, _, address = answer.headers["refresh"].partition("; url=")
        assert int(seconds) > 0
        assert parse_qs(urlsplit(address).query) == {"story": [told.id], "as": ["html"]}
        assert "content-disposition" not in answer.headers


def test_the_page_of_formats_says_what_and_how_much(client: TestClient, path: Path, told: str) -> None:
    page = client.get("/export", params={"story": told}).text
    with Ledger(path) as ledger:
        ((said, happened),) = ledger.rows("SELECT (SELECT count(*) FROM statements), (SELECT sum(events) FROM facets)")
    assert f"5 articles with {said} statements and {happened} events" in page
    links = [has for has, _ in elements(page, "a") if "&as=" in has["href"]]
    named = [parse_qs(urlsplit(has["href"]).query)["as"][0] for has in links]
    assert named == ["html", "comparison", *(form.name for form in ARTICLES)]
    for has in links:
        answer = client.get(has["href"])
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="{told}')
        assert "download" not in has, "what is no file yet would be saved as one"
    assert len(elements(page, "tr")) == len(named) + 1


def test_results_lead_to_their_export(client: TestClient) -> None:
    page = client.get("/search", params={"q": "shots act:deny"}).text
    (link,) = [has for has, _ in elements(page, "a") if "data-export" in has]
    assert parse_qs(urlsplit(link["href"]).query) == {"q": ["shots act:deny"]}
    assert "Search: shots act:deny" in client.get(link["href"]).text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"article": "a-none", "as": "jsonl"}, 404),
        ({"article": "../../etc/passwd", "as": "jsonl"}, 404),
        ({"story": "story-none", "as": "jsonl"}, 404),
        ({"story": SCRIPT, "as": "html"}, 404),
        ({"q": "nonsense:x", "as": "jsonl"}, 400),
        ({"q": "harbour", "as": SCRIPT}, 400),
        ({"q": "harbour", "as": "../jsonl"}, 400),
        ({"q": "terminal", "as": "html"}, 400),
        ({"as": ""}, 400),
    ],
)
def test_what_is_not_there_says_so(client: TestClient, asked: dict[str, str], status: int) -> None:
    answer = client.get("/export", params=asked)
    assert answer.status_code == status
    assert "<script>" not in answer.text
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize(
    "q", ["עדה לינד", "shots 🔥", '"shots\r\nSet-Cookie: x=1"', "shots/../..", "a" * 300, "\u202eshots", 'x";.exe']
)
def test_names_of_files_are_safe_whatever_was_asked_for(client: TestClient, q: str) -> None:
    answer = client.get("/export", params={"q": q, "as": "statements"})
    assert answer.status_code == 200
    found = re.fullmatch(r'attachment; filename="([A-Za-z0-9-]+\.csv)"', answer.headers["content-disposition"])
    assert found is not None
    assert len(found[1]) < 90
    assert found[1].startswith("search")
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"


def test_emoji_and_right_to_left_text_lose_no_offset(tmp_path: Path) -> None:
    record = made_scripts.made()
    with browser(fill(tmp_path / "scripts.db", record)) as client:
        (line,) = exported(client, q="عمر", **{"as": "jsonl"}).decode().splitlines()
        assert codec.loads_record(line) == record
        page = client.get("/export", params={"article": record.article.id}).text
        assert record.article.title is not None
        assert f"<bdi>{record.article.title.replace('&', '&amp;')}</bdi>" in page


def test_titles_are_escaped(tmp_path: Path) -> None:
    record = made.made(title=SCRIPT)
    with browser(fill(tmp_path / "script.db", record)) as client:
        for asked in ({}, {"article": record.article.id}, {"q": "alert"}):
            assert "<script>" not in client.get("/export", params=asked).text
        assert b"<script>" not in exported(client, article=record.article.id, **{"as": "html"})


def test_a_damaged_record_breaks_the_download_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fill(tmp_path / "damaged.db", made.made(title="One"), made.made(title="Two"))
    with Ledger(path) as ledger:
        ledger.connection.execute("UPDATE records SET data = x'00' WHERE article = ?", (ledger.articles()[1].id,))
    with browser(path) as client:
        assert client.get("/export", params={"as": "jsonl"}).status_code == 400
        assert "L05" in client.get("/export", params={"as": "jsonl"}).text
        monkeypatch.setattr(exporting, "FEW", 0)
        with pytest.raises(RuntimeError, match="stopped before it was done"):
            client.get("/export", params={"as": "jsonl"})
        for _ in range(4):  # each lets its turn go
            with pytest.raises(RuntimeError):
                client.get("/export", params={"as": "jsonl"})


def test_other_rooms_may_choose_too(client: TestClient, story: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    def of_actor(_: Ledger, keys: object) -> Chosen:
        return Chosen(
            title=f"{keys}", back="/actors", asked={}, stem="actor", articles=(story[0].article.id,)
        )  # fmt: skip

    monkeypatch.setitem(BY, "actor", of_actor)
    (line,) = exported(client, actor="any", **{"as": "jsonl"}).decode().splitlines()
    assert codec.loads_record(line) == story[0]


def test_articles_are_written_one_by_one(path: Path) -> None:
    with Ledger(path) as ledger:
        chosen = everything(ledger)
        sizes: list[int] = []

        class Counted(io.BytesIO):
            def writelines(self, lines: object) -> None:
                super().writelines(lines)  # type: ignore[arg-type]
                sizes.append(self.tell())

        write(ledger, "jsonl", chosen.articles, Counted())
    assert len(sizes) == len(set(sizes)) == len(chosen.articles)
