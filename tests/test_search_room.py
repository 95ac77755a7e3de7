"""The room of searching: what is found leads to its words, facets narrow and come off, whatever is typed is safe."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from starlette.testclient import TestClient

from onrecord.articles import Arrival
from onrecord.ledger import Ledger
from onrecord.ledger.facets import MARK, search
from onrecord.ledger.query import parse
from onrecord.ledger.saved import saved
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.searching import HEADINGS, HELP, SHOWN, highlighted
from onrecord.web.settings import Settings
from tests import made_scripts
from tests.test_facets import report
from tests.test_query import TYPED

BASE = "http://127.0.0.1:8765"
SCRIPT = "<script>alert('x')</script>"
RAID = report(
    "Hallan Post",
    "2024-03-01",
    "Harbour closed\n\nThe harbour of Veldt was shut after a raid. Ada Lind denied that the harbour was sold. "
    "Bo Karr said the wreckers were at sea.",
    [("Ada Lind", "deny", "indirect", "the harbour was sold"), ("Bo Karr", "say", "indirect", "at sea")],
    event="ASSAULT/actual/raid/Veldt",
    label="wreckers",
)
STRIKE = report(
    "Marn Herald",
    "2024-03-04",
    f"Strike at the harbour {SCRIPT}\n\nAda Lind said the harbour & its {SCRIPT} were <b>closed</b>.",
    [("Ada Lind", "say", "indirect", f"the harbour & its {SCRIPT} were <b>closed</b>")],
)
UNDATED = report(f"Post {SCRIPT}", None, "Nothing new\n\nThe harbour was calm.", [])
SCRIPTS = made_scripts.made()
MANY = 45


class _Found(HTMLParser):
    """The elements of a page, with their attributes and the words in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        words: list[str] = []
        self.elements.append((tag, {name: value or "" for name, value in attrs}, words))
        if tag not in {"meta", "link", "input", "br"}:
            self._open.append(words)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - pages are well formed here
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for words in self._open:
            words.append(data)


def elements(page: str, tag: str, **attributes: str) -> list[tuple[dict[str, str], str]]:
    """The elements of a kind that have some attributes: all their attributes, and the words in them."""
    found = _Found()
    found.feed(page)
    return [
        (has, " ".join("".join(words).split()))
        for kind, has, words in found.elements
        if kind == tag and all(has.get(name.strip("_")) == value for name, value in attributes.items())
    ]


def fill(path: Path, *records: Record) -> Path:
    with Ledger(path, create=True) as ledger:
        for number, record in enumerate(records):
            ledger.add(record, Arrival(f"{number}.txt", b"as it came", record.article, None))
    return path


def browser(path: Path) -> TestClient:
    return TestClient(
        application(Settings(ledger=path)), base_url=BASE, headers={"Origin": BASE}, follow_redirects=False
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("search") / "ledger.db", RAID, STRIKE, UNDATED, SCRIPTS)


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with browser(path) as made:
        yield made


def page_of(client: TestClient, q: str, status: int = 200, **more: str) -> str:
    answer = client.get("/search", params={"q": q, **more})
    assert answer.status_code == status, answer.text
    return answer.text


def titles(page: str) -> list[str]:
    return [words for _, words in elements(page, "a", class_="title")]


def count(page: str) -> str:
    return elements(page, "h2", id="count")[0][1]


def facet_links(page: str) -> dict[str, dict[str, str]]:
    """The links of facets by their words."""
    aside = page[page.index('id="facets"') : page.index("</nav>", page.index('id="facets"'))]
    return {words: has for has, words in elements(f"<nav {aside}", "a")}


def test_without_a_search_all_is_there_the_latest_first(client: TestClient) -> None:
    page = page_of(client, "")
    assert count(page) == "4 articles"
    assert titles(page)[1:3] == [STRIKE.article.title, RAID.article.title]
    assert titles(page)[3] == UNDATED.article.title
    assert elements(page, "h1")[0][1] == "Search"


def test_the_box_of_every_page_leads_here(client: TestClient) -> None:
    form = elements(client.get("/keys").text, "form", class_="quick")[0][0]
    assert form["action"] == "/search"
    assert elements(client.get("/keys").text, "input", id="quick")[0][0]["name"] == "q"


def test_what_is_found_is_marked_and_leads_to_its_words(client: TestClient) -> None:
    page = page_of(client, "harbour raid")
    assert titles(page) == ["Harbour closed"]
    assert [words for _, words in elements(page, "mark")] == ["Harbour", "Harbour", "harbour", "raid", "harbour"]
    (_, said), *_ = elements(page, "a", class_="small")
    assert said == "in the text"
    address = urlsplit(elements(page, "a", class_="small")[0][0]["href"])
    assert address.path == f"/articles/{RAID.article.id}"
    start, end = map(int, address.fragment.removeprefix("w").split("-"))
    assert RAID.article.text[start:end] == "Harbour"
    assert parse_qs(address.query) == {"at": [f"{start}-{end}"]}


def test_statements_that_match_lead_to_their_words(client: TestClient) -> None:
    page = page_of(client, 'speaker:"Ada Lind" act:deny')
    assert count(page) == "1 article, 1 statement"
    start = RAID.article.text.index("the harbour was sold")
    span = f"{start}-{start + len('the harbour was sold')}"
    links = [each for each in elements(page, "a") if each[1] == "the harbour was sold"]
    assert [has["href"] for has, _ in links] == [f"/articles/{RAID.article.id}?at={span}#w{span}"]
    page = page_of(client, "kind:statement harbour act:deny")
    assert [words for _, words in elements(page, "mark", class_="found")] == ["Harbour", "harbour"]


def test_hits_are_steps_for_the_keyboard(client: TestClient) -> None:
    page = page_of(client, "harbour")
    assert len([has for has, _ in elements(page, "li") if "data-step" in has]) == len(titles(page)) == 4


def test_facets_narrow_and_come_off(client: TestClient) -> None:
    page = page_of(client, "harbour")
    narrowed = facet_links(page)["Hallan Post 1 article"]["href"]
    assert parse_qs(urlsplit(narrowed).query)["q"] == ['harbour outlet:="Hallan Post"']
    page = client.get(narrowed).text
    assert titles(page) == ["Harbour closed"]
    (on,) = [has for has in facet_links(page).values() if has.get("aria-current") == "true"]
    assert parse_qs(urlsplit(on["href"]).query)["q"] == ["harbour"]
    assert titles(client.get(on["href"]).text) == titles(page_of(client, "harbour"))
    (chip,) = elements(page, "a", class_="tag on")
    assert chip[0]["href"] == on["href"]
    assert chip[1] == 'outlet:="Hallan Post" × take it off'


def test_every_value_of_every_facet_finds_what_it_counts(client: TestClient, path: Path) -> None:
    counted = re.compile(r".*\d articles?")
    links = {words: has["href"] for words, has in facet_links(page_of(client, "")).items() if counted.fullmatch(words)}
    assert len(links) > 15
    with Ledger(path) as ledger:
        for words, address in links.items():
            told = int(words.split()[-2])
            (query,) = parse_qs(urlsplit(address).query)["q"]
            assert search(ledger, query).total == told, words
            assert count(client.get(address).text).startswith(f"{told} article")


def test_typed_operators_come_off_too(client: TestClient) -> None:
    page = page_of(client, "harbour since:2024-03-02 -outlet:Post")
    assert titles(page) == [STRIKE.article.title]
    off = {words: has["href"] for has, words in elements(page, "a", class_="tag on")}
    assert set(off) == {"since:2024-03-02 × take it off", "-outlet:Post × take it off"}
    assert parse_qs(urlsplit(off["-outlet:Post × take it off"]).query)["q"] == ["harbour since:2024-03-02"]


def test_facets_have_headings(client: TestClient) -> None:
    headings = [words for _, words in elements(page_of(client, ""), "h3")]
    assert headings == [HEADINGS[name] for name in HEADINGS if HEADINGS[name] in headings]
    assert len(headings) == len(HEADINGS)


def test_hits_come_by_date_when_asked(client: TestClient) -> None:
    days = {"latest": [SCRIPTS, STRIKE, RAID, UNDATED], "earliest": [RAID, STRIKE, SCRIPTS, UNDATED]}
    for order, records in days.items():
        page = page_of(client, "harbour", order=order)
        assert titles(page) == [record.article.title for record in records]
        (now,) = [words for has, words in elements(page, "a") if has.get("aria-current") == "true"]
        assert now.lower() == order
        assert elements(page, "input", name="order")[0][0]["value"] == order
    assert titles(page_of(client, "harbour", order="'; DROP")) == titles(page_of(client, "harbour"))


def test_what_comes_from_articles_is_escaped(client: TestClient) -> None:
    for q in ("", "harbour", "alert", SCRIPT, 'speaker:"Ada Lind"', "kind:statement alert"):
        page = page_of(client, q)
        assert re.findall(r"<script[^>]*>", page) == [
            '<script src="/static/htmx.min.js" defer>',
            '<script src="/static/desk.js" defer>',
        ]
        assert "<b>" not in page
    page = page_of(client, "kind:statement alert")
    assert '&amp; its &lt;script&gt;<mark class="found">alert</mark>(&#39;x&#39;)&lt;/script&gt;' in page
    assert titles(page) == [STRIKE.article.title]


def test_marks_of_ours_alone_are_tags() -> None:
    words = f"<b>{MARK[0]}&<i>{MARK[1]}"
    assert highlighted(words) == '&lt;b&gt;<mark class="found">&amp;&lt;i&gt;</mark>'


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("nonsense:x", "L40"),
        (f"nonsense:{SCRIPT}", "L40"),
        ("since:yesterday", "L41"),
        (f"since:{SCRIPT}", "L41"),
        ("?!", "L06"),
        ("harbour OR", None),
        ("x " * 3000, "L06"),
    ],
)
def test_what_cannot_be_understood_is_told_beside_the_box_and_kept_in_it(
    client: TestClient, q: str, code: str | None
) -> None:
    page = page_of(client, q, 200 if code is None else 400)
    box = elements(page, "input", id="q")[0][0]
    assert box["value"] == q
    if code:
        assert box["aria-describedby"] == "wrong"
        assert code in elements(page, "div", id="wrong")[0][1]
        assert "alert('x')</script>" not in page


@hypothesis(max_examples=60)
@given(TYPED)
def test_whatever_is_typed_gets_a_page(client: TestClient, line: str) -> None:
    answer = client.get("/search", params={"q": line.encode("utf-8", "replace").decode()})
    assert answer.status_code in {200, 400}
    assert len(re.findall("<script", answer.text)) == 2


@pytest.mark.parametrize(
    "q", ["עדה לינד", "النار", "🔥", "de\u0301po\u0302t", "dépôt 👩🏽\u200d🚒", "\u202eretsiger", "%00\x00"]
)
def test_other_scripts_and_emoji_are_kept_as_typed(client: TestClient, q: str) -> None:
    answer = client.get("/search", params={"q": q})
    assert elements(answer.text, "input", id="q")[0][0]["value"] == q
    assert answer.status_code == (200 if any(each.isalnum() for each in q) else 400)


def test_arabic_words_are_found_at_their_offsets(client: TestClient) -> None:
    page = page_of(client, "عمر")
    assert count(page) == "1 article"
    address = next(has["href"] for has, words in elements(page, "a") if words == "in the text")
    start, end = map(int, urlsplit(address).fragment.removeprefix("w").split("-"))
    assert SCRIPTS.article.text[start:end] == "عمر"


def test_examples_fill_the_box_and_are_understood(client: TestClient) -> None:
    page = page_of(client, "")
    for example, _ in HELP:
        assert parse(example)
        address = next(has["href"] for has, words in elements(page, "a") if words == example)
        assert elements(client.get(address).text, "input", id="q")[0][0]["value"] == example


def test_pages_follow_each_other_and_lose_nothing(tmp_path: Path) -> None:
    records = [
        report("Post", f"2024-01-{1 + number % 28:02}", f"Report {number}\n\nThe harbour {number}.", [])
        for number in range(MANY)
    ]
    with browser(fill(tmp_path / "many.db", *records)) as client:
        address, seen = "/search?q=harbour&order=earliest", list[str]()
        for turn in range(3):
            page = client.get(address).text
            seen += titles(page)
            assert len(titles(page)) == min(SHOWN, MANY - turn * SHOWN)
            further = [has["href"] for has, _ in elements(page, "a", rel="next")]
            back = [has["href"] for has, _ in elements(page, "a", rel="prev")]
            assert len(back) == (turn > 0)
            assert "order=earliest" in "".join(further + back)
            address = (further or [""])[0]
        assert not address
        assert len(seen) == len(set(seen)) == MANY
        last = titles(page)
        for beyond in ("1000000", "99999999999", "45"):
            assert titles(client.get(f"/search?q=harbour&order=earliest&offset={beyond}").text) == last
        for nonsense in ("-5", "x", "1e3", "٣", "9" * 40, ""):
            assert titles(client.get(f"/search?q=harbour&order=earliest&offset={nonsense}").text) == seen[:SHOWN]


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with browser(tmp_path / "new.db") as client:
        assert "add reports in the" in client.get("/search").text
        assert count(client.get("/search?q=harbour").text) == "0 articles"


def test_searches_are_saved_run_forgotten_and_brought_back(tmp_path: Path) -> None:
    path = fill(tmp_path / "ledger.db", RAID, STRIKE)
    name = f"“raids” {SCRIPT} עדה 👩🏽"
    with browser(path) as client:
        answer = client.post("/search/keep", data={"q": "harbour act:deny", "name": f"  {name} "})
        assert answer.status_code == 303
        page = client.get(answer.headers["location"]).text
        assert f"Kept as “<bdi>{html.escape(name, quote=False)}</bdi>”" in page.replace("&#39;", "'")
        run = next(has["href"] for has, words in elements(page, "a") if words == name)
        assert titles(client.get(run).text) == ["Harbour closed"]
        with Ledger(path) as ledger:
            (kept,) = saved(ledger)
        assert (kept.name, kept.query) == (name, "harbour act:deny")
        answer = client.post("/search/forget", data={"q": "harbour", "id": kept.id})
        assert answer.status_code == 303
        page = client.get(answer.headers["location"]).text
        assert "is forgotten" in page
        assert elements(page, "input", id="q")[0][0]["value"] == "harbour"
        assert "No search is saved yet" in page
        answer = client.post("/search/restore", data={"q": "harbour", "id": kept.id})
        assert answer.status_code == 303
        again = client.post("/search/restore", data={"q": "harbour", "id": kept.id})
        assert again.headers["location"] == answer.headers["location"]
        with Ledger(path) as ledger:
            assert [(each.name, each.query) for each in saved(ledger)] == [(name, "harbour act:deny")]


@pytest.mark.parametrize(
    ("where", "data", "code"),
    [
        ("keep", {"q": "harbour", "name": "  "}, "L41"),
        ("keep", {"q": "nonsense:x", "name": "a"}, "L40"),
        ("keep", {}, "L41"),
        ("forget", {"id": "q-none"}, "L42"),
        ("restore", {"id": SCRIPT}, "L42"),
    ],
)
def test_what_cannot_be_saved_says_why(client: TestClient, where: str, data: dict[str, str], code: str) -> None:
    answer = client.post(f"/search/{where}", data=data)
    assert answer.status_code == 400
    assert code in answer.text
    assert "<script>alert" not in answer.text


def test_only_the_desk_itself_saves(tmp_path: Path) -> None:
    path = fill(tmp_path / "ledger.db", RAID)
    with browser(path) as client:
        for where in ("keep", "forget", "restore"):
            for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
                assert client.post(f"/search/{where}", data={"q": "x", "name": "x"}, headers=headers).status_code == 403
            assert client.get(f"/search/{where}").status_code == 405
    with Ledger(path) as ledger:
        assert not saved(ledger, deleted=True)


def test_another_value_of_an_operator_that_is_on_widens_and_says_so(tmp_path: Path, story: list[Record]) -> None:
    with browser(fill(tmp_path / "story.db", *story)) as client:
        page = page_of(client, 'place:="Quay Street"')
        links = facet_links(page)
        on = [words for words, has in links.items() if has.get("aria-current")]
        assert on == ["Quay Street × take it off 1 article"]
        wider = [has["href"] for words, has in links.items() if words.startswith("or ")]
        assert wider
        assert count(page) == "1 article"
        found = {count(client.get(address).text) for address in wider}
        assert "5 articles" in found
        assert not found & {"0 articles"}


def test_more_values_are_shown_when_asked(tmp_path: Path, story: list[Record]) -> None:
    with browser(fill(tmp_path / "story.db", *story)) as client:
        page = page_of(client, "")
        more = next(has["href"] for has, words in elements(page, "a") if words == "More values")
        shown = client.get(more).text
        assert len(facet_links(shown)) > len(facet_links(page))
        assert "Fewer values" in [words for _, words in elements(shown, "a")]
