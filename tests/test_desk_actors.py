"""The rooms of actors and of who speaks about whom, asked as a browser asks."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger, actors
from onrecord.ledger.spoken_of import Tie
from onrecord.web.actors import PAGE, PARTS
from onrecord.web.addresses import actor_address
from onrecord.web.app import application
from onrecord.web.month_chart import MOST_BARS, WIDTH, chart
from onrecord.web.network_graph import LEVEL, ordered, picture
from onrecord.web.settings import Settings
from tests import made
from tests.test_actor_rows import ONE, THREE, TWO, add, told

ADDRESS = "http://127.0.0.1:8765"
SCRIPT = '<script>alert("x")</script> & Sons'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "desk.db", create=True) as ledger:
        add(ledger, ONE, TWO, THREE, made.made())
    return tmp_path / "desk.db"


def browser(path: Path) -> TestClient:
    return TestClient(
        application(Settings(ledger=path)), base_url=ADDRESS, headers={"Origin": ADDRESS}, follow_redirects=False
    )


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.update(name for name, _ in attrs)
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def links(page: str) -> list[str]:
    parser = _Links()
    parser.feed(page)
    return parser.found


def attributes(page: str) -> set[str]:
    """The names of all attributes on a page."""
    parser = _Links()
    parser.feed(page)
    return parser.names


def drawn(page: str) -> ET.Element:
    """The picture on a page, which must be well-formed."""
    found = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert found is not None
    return ET.fromstring(found[0])  # noqa: S314 - our own page


def test_the_list_leads_to_each_actor_and_every_link_within_the_rooms_answers(path: Path) -> None:
    client = browser(path)
    seen: set[str] = set()
    waiting = ["/actors", "/network"]
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith(("/actors", "/network")):
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        waiting += links(answer.text)
    assert len(seen) > 20
    assert {f"{actor_address('ada brenn')}?part={part}" for part in PARTS} <= seen


def test_each_statement_leads_to_its_words(path: Path) -> None:
    page = browser(path).get("/actors/ada%20brenn").text
    found = [re.fullmatch(r"/articles/(a-\w+)#w(\d+)-(\d+)", link) for link in links(page)]
    places = [(one[1], int(one[2]), int(one[3])) for one in found if one]
    with Ledger(path) as ledger:
        words = [ledger.record(article).article.text[start:end] for article, start, end in places]
    assert words == ["of Tom Lund much", "of Tom Lund much", "of the weather much"]


def test_filters_stand_in_the_address_and_a_bar_leads_to_its_month(path: Path) -> None:
    client = browser(path)
    assert "1 statement<" in client.get("/actors/ada%20brenn?act=criticise").text
    assert "1 statement<" in client.get("/actors/ada%20brenn?outlet=the%20lantern").text
    page = client.get("/actors/ada%20brenn").text
    assert "3 statements<" in page
    bar = next(link for link in links(page) if "since=2026-03-01" in link)
    assert "2 statements<" in client.get(bar).text
    assert "None of these" in client.get("/actors/ada%20brenn?since=2030").text
    assert client.get("/actors/ada%20brenn?since=yesterday&page=x&outlet=%00").status_code == 200


def test_a_long_list_has_pages(path: Path) -> None:
    with Ledger(path) as ledger:
        add(ledger, told([("Rae Tull", "", "assert")] * (PAGE + 3)))
    client = browser(path)
    page = client.get("/actors/rae%20tull").text
    (more,) = [link for link in links(page) if "page=2" in link]
    assert page.count("/articles/a-") == PAGE
    assert client.get(more).text.count("/articles/a-") == 3
    assert client.get("/actors/rae%20tull?page=99999999999").status_code == 200


def test_who_speaks_about_whom_is_drawn_and_told_and_its_numbers_lead_to_the_statements(path: Path) -> None:
    client = browser(path)
    page = client.get("/network").text
    drawn(page)
    edge = next(link for link in links(page) if link.startswith("/actors/ada%20brenn?") and "of=tom+lund" in link)
    answer = client.get(edge)
    assert "2 statements about <bdi>Tom Lund</bdi>" in answer.text
    assert "A. Brenn" not in client.get("/network?least=2").text
    assert "around <bdi>A. Brenn</bdi>" in client.get("/network?around=A.%20Brenn").text
    assert client.get("/network?around=nobody").status_code == 404
    assert client.get("/network?story=h-none").status_code == 404
    assert client.get("/network?least=-3&since=2026-13&until=x").status_code == 200


def test_the_same_as_another_is_kept_with_why_and_undone(path: Path) -> None:
    client = browser(path)
    answer = client.post("/actors/a.%20brenn", data={"do": "same", "other": "Ada Brenn", "why": "One <b>speech</b>"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/actors/ada%20brenn")
    page = client.get("/actors/ada%20brenn").text
    assert "4 statements<" in page
    assert "<q>One &lt;b&gt;speech&lt;/b&gt;</q>" in page
    old = client.get("/actors/a.%20brenn?part=names")
    assert (old.status_code, old.headers["location"]) == (303, "/actors/ada%20brenn?part=names")
    judgement = re.search(r'name="judgement" value="(j-\w+)"', page)
    assert judgement is not None
    client.post("/actors/ada%20brenn", data={"do": "undo", "judgement": judgement[1]})
    assert "3 statements<" in client.get("/actors/ada%20brenn").text
    assert client.get("/actors/a.%20brenn").status_code == 200


def test_somebody_else_of_the_name_is_listed_apart(path: Path) -> None:
    client = browser(path)
    page = client.get("/actors/ada%20brenn?part=names").text
    article, item = re.findall(
        r'name="article" value="(a-\w+)"><input type="hidden" name="item" value="(e-\w+)"', page
    )[0]
    client.post("/actors/ada%20brenn", data={"do": "part", "article": article, "item": item, "why": "A cousin"})
    assert client.get("/actors?name=ada").text.count("<bdi>Ada Brenn</bdi>") == 2
    with Ledger(path) as ledger:
        keys = [one.key for one in actors.listed(ledger, actors.Wanted(letters="ada"), limit=5)]
    assert "A cousin" in client.get(actor_address(keys[1])).text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"do": "same", "other": "Nobody At All"}, 404),
        ({"do": "same", "other": "ada brenn"}, 400),
        ({"do": "undo", "judgement": "j-none"}, 400),
        ({"do": "part", "article": "a-none", "item": "e-none"}, 400),
        ({"do": "nonsense"}, 303),
        ({}, 303),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_kept(path: Path, given: dict[str, str], status: int) -> None:
    assert browser(path).post("/actors/ada%20brenn", data=given).status_code == status
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT count(*) FROM judgements") == [(0,)]


def test_another_site_judges_nothing(path: Path) -> None:
    client = browser(path)
    answer = client.post(
        "/actors/ada%20brenn", data={"do": "same", "other": "A. Brenn"}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code == 403
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT count(*) FROM judgements") == [(0,)]


@pytest.mark.parametrize("name", [SCRIPT, "../inbox", "عادل بران", "🦊 Fox", "50% ?a=b#c", 'x" onload="y', "a/../../b"])
def test_names_of_all_kinds_are_shown_and_led_to_and_do_nothing(tmp_path: Path, name: str) -> None:
    with Ledger(tmp_path / "desk.db", create=True) as ledger:
        add(ledger, told([(name, "Tom Lund", name), ("Tom Lund", name, "assert")], outlet=name))
    client = browser(tmp_path / "desk.db")
    pages = [client.get(address).text for address in ("/actors", "/network")]
    own = [
        link
        for page in pages
        for link in links(page)
        if link.startswith("/actors/") and "lund" not in link.split("?")[0]
    ]
    assert own
    for link in own:
        answer = client.get(link)
        assert answer.status_code == 200
        assert name in unescape(answer.text)
        pages.append(answer.text)
        pages += [client.get(f"{link.split('?')[0]}?part={part}").text for part in PARTS]
    for page in pages:
        assert "<script>alert" not in page
        assert not [name for name in attributes(page) if name.startswith("on")]
    drawn(pages[1])


def test_what_is_on_the_screen_is_exported_filters_honoured(path: Path) -> None:
    client = browser(path)
    page = client.get("/actors/ada%20brenn?act=assert").text
    (address,) = [link for link in links(page) if "as=jsonl" in link]
    answer = client.get(address)
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [(row["content"], row["act"]) for row in rows] == [
        ("of Tom Lund much", "assert"),
        ("of the weather much", "assert"),
    ]
    assert answer.headers["content-disposition"].startswith("attachment")
    (address,) = [link for link in links(client.get("/network?least=2").text) if "as=jsonl" in link]
    assert [json.loads(line)["names"] for line in client.get(address).text.splitlines()] == [["Ada Brenn", "Tom Lund"]]


def test_an_actor_that_nobody_names_is_not_there(path: Path) -> None:
    answer = browser(path).get("/actors/nobody%20at%20all")
    assert answer.status_code == 404
    assert "L50" in answer.text


def test_an_empty_ledger_has_empty_rooms(tmp_path: Path) -> None:
    client = browser(tmp_path / "empty.db")
    assert "Nobody yet" in client.get("/actors").text
    assert "yet" in client.get("/network").text


def test_months_are_drawn_within_the_picture_however_far_apart() -> None:
    for days in ({739_685: 3}, {739_685: 3, 739_000: 1}, {1: 1, 3_652_059: 2}, {1: 1}, {3_652_059: 1}):
        made_of = chart(days)
        assert sum(bar.count for bar in made_of.bars) == sum(days.values())
        assert len(made_of.bars) <= MOST_BARS + 1
        for bar in made_of.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= WIDTH
            assert bar.since <= bar.until
    assert chart({0: 4}).bars == ()
    assert chart({0: 4}).undated == 4


def test_the_same_network_is_drawn_the_same_and_those_tied_stand_together() -> None:
    ties = [Tie("a", "b", 9), Tie("c", "d", 9), Tie("e", "f", 9), Tie("a", "d", 1)]
    names = {key: key * 40 for key in "abcdef"}
    assert picture(ties, names) == picture(ties[::-1], names)
    order = ordered(ties)
    for one, other in ("ab", "cd", "ef"):
        apart = abs(order.index(one) - order.index(other))
        assert min(apart, len(order) - apart) == 1
    for node in picture(ties, names).nodes:
        assert len(node.label) < 30
    many = [Tie(f"speaker {at}", f"other {at}", at + 1) for at in range(LEVEL)]
    image = picture(many, {})
    assert len(image.nodes) == 2 * LEVEL
    for node in image.nodes:
        assert 0 < node.x < image.width
        assert 0 < node.y < image.height
