"""The room of judgements: all that people said, the newest first, found by what and who, undone, taken elsewhere."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.comparing.indexing import Indexing
from onrecord.errors import SetupError
from onrecord.ledger import Ledger, judged
from onrecord.ledger.correcting import Correction
from onrecord.ledger.corrections import NO_STATEMENT, NOBODY, Change, correct
from onrecord.ledger.handed import take
from onrecord.ledger.judged import Asked
from onrecord.ledger.judgements import Judged, Word, judge
from onrecord.ledger.readings import replace_record
from onrecord.record import Record
from onrecord.web.judgements import PAGE
from tests import made, made_scripts
from tests.desk import browser, elements, filled

SCRIPT = "<script>alert('1')</script>"
FIRST = made.made(title=f"{SCRIPT} at the harbour")
SECOND = made.made(outlet="Marn Herald", title=None)
SCRIPTS = made_scripts.made()


def side(record: Record, item: str = "") -> Judged:
    return Judged(article=record.article.id, item=item)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A ledger with a judgement of each kind, by two people, one of them undone."""
    path = filled(tmp_path / "ledger.db", FIRST, SECOND, SCRIPTS)
    with Ledger(path) as ledger:
        index = Indexing()
        pairs = {"entity": made.VALL.id, "article": ""}
        for kind, item in pairs.items():
            judge(ledger, kind, (side(FIRST, item), side(SECOND, item)), Word(same=True, who="Ada", why=SCRIPT), index)
        correct(ledger, side(FIRST, "s-denied"), NOBODY, who="Bo", index=index)
        correct(ledger, side(FIRST, "s-rumours"), NO_STATEMENT, who="Ada", index=index)
        by_hand = Change(kind="speaker", speaker="name", name="מרים 👩🏽")
        last = correct(ledger, side(SCRIPTS, "s-1"), by_hand, who="עדה", why="de\u0301po\u0302t", index=index)
        judged.undo(ledger, last.id, who="Bo", index=index)
    return path


def listed(client: TestClient, **query: str) -> tuple[list[str], str]:
    answer = client.get("/judgements", params=query)
    assert answer.status_code == 200
    rows = re.findall(r"<li data-step.*?</li>", answer.text, re.DOTALL)
    return rows, answer.text


def test_all_that_people_said_is_there_the_newest_first(kept: Path) -> None:
    rows, page = listed(browser(kept))
    held = [re.search(r'class="held">(.*?)<', row)[1] for row in rows]  # type: ignore[index]
    assert held == [
        "is said by מרים 👩🏽",
        "is no statement",
        "is said by nobody who is named",
        "is of one story with",
        "is one with",
    ]
    assert "undone by Bo on" in rows[0] and "<form" not in rows[0]
    assert all("Undo<" in row for row in rows[1:])
    assert "<script>alert" not in page and "de\u0301po\u0302t" in rows[0]


def test_each_leads_to_its_words(kept: Path) -> None:
    client = browser(kept)
    rows, _ = listed(client)
    denied = made.anchor("that it was sold")
    links = [one["href"] for row in rows for one in elements(row, "a")]
    assert f"/articles/{FIRST.article.id}?item=s-denied#w{denied.start}-{denied.end}" in links
    vall = made.VALL.mentions[0]
    assert f"/articles/{SECOND.article.id}?item={made.VALL.id}#w{vall.start}-{vall.end}" in links
    for link in links:
        page = client.get(link).text
        part = link.partition("#")[2]
        assert not part or f'id="{part}"' in page, link
    assert "that it was sold" in rows[2] and "Ines Vall" in rows[4] and "Marn Herald" in rows[3]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "speaker"}, 2),
        ({"kind": "entity"}, 1),
        ({"kind": "not-an-event"}, 0),
        ({"kind": SCRIPT}, 5),
        ({"who": "Ada"}, 3),
        ({"who": "עדה"}, 1),
        ({"who": "' OR 1=1 --"}, 0),
        ({"state": "standing"}, 4),
        ({"state": "undone"}, 1),
        ({"state": "undone", "who": "Ada"}, 0),
        ({"kind": "speaker", "who": "Bo", "state": "standing"}, 1),
    ],
)
def test_they_are_found_by_what_who_and_whether_they_stand(kept: Path, query: dict[str, str], count: int) -> None:
    client = browser(kept)
    rows, page = listed(client, **query)
    assert len(rows) == count and ("Nobody said such a thing" in page) == (count == 0)
    lines = client.get("/judgements", params={**query, "as": "jsonl"}).text.splitlines()
    assert len(lines) == count


def test_the_choice_stays_in_the_address_of_all_that_follows(kept: Path) -> None:
    _, page = listed(browser(kept), kind="speaker", who="Bo", state="standing")
    assert "/judgements?kind=speaker&amp;who=Bo&amp;state=standing&amp;as=jsonl" in page
    chosen = [one["value"] for one in elements(page, "option") if "selected" in one]
    assert chosen == ["speaker", "Bo", "standing"]
    back = [one["value"] for one in elements(page, "input") if one.get("name") == "back"]
    assert back == ["/judgements?kind=speaker&who=Bo&state=standing"]


def test_undoing_leaves_the_records_as_they_were(kept: Path) -> None:
    client = browser(kept)
    while forms := [one for one in elements(listed(client)[1], "input") if one["name"] == "id"]:
        answer = client.post("/judgements/undo", data={"id": forms[0]["value"], "back": "/judgements"})
        assert answer.headers["location"] == f"/judgements?done={forms[0]['value']}"
        assert re.search("(Correction|Judgement) undone", client.get(answer.headers["location"]).text)
    with Ledger(kept) as ledger:
        for record in (FIRST, SECOND, SCRIPTS):
            assert ledger.record(record.article.id) == record
        assert judged.count(ledger, Asked(standing=True)) == 0 and judged.count(ledger, Asked()) == 5


def test_undoing_what_is_not_there_is_refused(kept: Path) -> None:
    answer = browser(kept).post("/judgements/undo", data={"id": SCRIPT})
    assert answer.status_code == 400 and "L12" in answer.text and "<script>alert" not in answer.text


def test_they_come_page_by_page(tmp_path: Path) -> None:
    path = filled(tmp_path / "ledger.db", FIRST)
    with Ledger(path) as ledger:
        for number in range(2 * PAGE + 1):
            correct(ledger, side(FIRST, "s-denied"), NOBODY, who="Ada", why=f"no. {number}")
    client = browser(path)
    seen: list[str] = []
    address: str | None = "/judgements?who=Ada"
    while address:
        page = client.get(address).text
        seen += re.findall(r"no\. (\d+)<", page)
        address = next((one["href"] for one in elements(page, "a") if one.get("rel") == "next"), None)
    assert [int(number) for number in seen] == list(range(2 * PAGE, -1, -1))
    for written in ("99", "0", "-1", "x", "9" * 40, "٣"):
        assert client.get("/judgements", params={"page": written}).status_code == 200


def test_the_lines_are_taken_up_by_another_ledger(kept: Path, tmp_path: Path) -> None:
    answer = browser(kept).get("/judgements?as=jsonl")
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert "attachment" in answer.headers["content-disposition"]
    lines = answer.text.splitlines()
    there = filled(tmp_path / "other.db", FIRST, SECOND, SCRIPTS)
    with Ledger(there) as other, Ledger(kept) as ledger:
        assert all(take(other, line, "a line", Indexing()) for line in lines)
        assert judged.listed(other, Asked()) == judged.listed(ledger, Asked())
    assert [json.loads(line) for line in lines] == [asdict(one) for one in reversed(judged_of(kept))]


def judged_of(path: Path) -> list[judged.Kept]:
    with Ledger(path) as ledger:
        return judged.listed(ledger, Asked())


def test_nobody_has_judged_yet(tmp_path: Path) -> None:
    rows, page = listed(browser(filled(tmp_path / "ledger.db", FIRST)))
    assert not rows and "Nobody has judged anything yet" in page


def test_what_is_kept_is_found_by_its_id_and_its_article(kept: Path) -> None:
    with Ledger(kept) as ledger:
        for one in judged.listed(ledger, Asked()):
            assert judged.one(ledger, one.id) == one
        with pytest.raises(SetupError, match="no judgement"):
            judged.one(ledger, "j-0")
        of_second = judged.listed(ledger, Asked(article=SECOND.article.id))
        assert len(of_second) == 2 and not any(isinstance(one, Correction) for one in of_second)
        assert judged.people(ledger) == ["Ada", "Bo", "עדה"]


def test_looking_for_one_article_or_one_id_scans_nothing(kept: Path) -> None:
    with Ledger(kept) as ledger:
        for query, value in (("id = ?1", "c-0"), ("(article = ?1 OR other_article = ?1)", FIRST.article.id)):
            plan = ledger.rows(f"EXPLAIN QUERY PLAN {judged._ALL} WHERE {query}", (value,))
            assert not [line for *_, line in plan if re.match(r"SCAN [jcu]\b", line)], plan


def test_earlier_readings_are_told_of_with_what_they_changed(tmp_path: Path) -> None:
    path = filled(tmp_path / "ledger.db", FIRST)
    again = replace(FIRST, reader=replace(FIRST.reader, engine="1"), labels=FIRST.labels[1:])
    client = browser(path)
    article = f"/articles/{FIRST.article.id}"
    assert f"{article}/readings" not in client.get(article).text
    with Ledger(path) as ledger:
        replace_record(ledger, FIRST.article.id, again, Indexing())
    assert f'{article}/readings" hx-boost="false">2, and what each changed' in client.get(article).text
    page = client.get(f"{article}/readings").text
    label = FIRST.labels[0]
    assert "Reading 2, which stands" in page and "<script>alert" not in page
    assert f"{article}?at={label.start}-{label.end}#w{label.start}-{label.end}" in page
    assert client.get("/articles/a-0/readings").status_code == 404
