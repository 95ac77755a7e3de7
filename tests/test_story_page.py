"""The page of a story: every value leads to its words in two reports; what is judged shows, and undone is as before."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from onrecord.articles import Arrival, article
from onrecord.comparing import keeping
from onrecord.comparing.findings import Standing
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.adding import add
from onrecord.ledger.judgements import standing
from onrecord.reading.reader import read
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.settings import Settings
from onrecord.web.story_view import PARTS, claims_of, id_of

BASE = "http://127.0.0.1:8765"
ORIGIN = {"Origin": BASE}
Response = Any
"""An answer as the client of the tests has it."""
PATIENCE = 60.0
VERDICTS = re.compile(
    r"\b(correct|incorrect|accurate|inaccurate|true|untrue|false|wrong|fake|lie|lies|debunked|reliable|unreliable|"
    r"misinformation|credible|winner)\b"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, story: list[Record], story_arrivals: list[Arrival]) -> Path:
    path = tmp_path_factory.mktemp("desk") / "story.db"
    fill(path, story, story_arrivals)
    return path


def fill(path: Path, story: list[Record], story_arrivals: list[Arrival]) -> None:
    records = {record.article.id: record for record in story}
    with Ledger(path, create=True) as made:
        list(add(made, story_arrivals, lambda article: records[article.id], Indexing()))


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(ledger=path)), base_url=BASE) as made:
        yield made


@pytest.fixture(scope="module")
def address(path: Path) -> str:
    with Ledger(path) as ledger:
        return f"/stories/{kept.stories(ledger)[0].id}"


def seen(client: TestClient, address: str) -> Response:
    """A page, once the story is compared."""
    until = time.monotonic() + PATIENCE
    while (answer := client.get(address)).status_code == 202:
        assert time.monotonic() < until, "the comparison never came"
        time.sleep(0.05)
    assert answer.status_code == 200, answer.text
    return answer


def post(client: TestClient, address: str, **fields: str | list[str]) -> Response:
    return client.post(address, data=fields, headers=ORIGIN, follow_redirects=False)


class Sides(HTMLParser):
    """The words that are marked on each side, and the whole text there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "article":
            self.found.append("")
        if tag in {"span", "mark"}:
            self._open.append((tag, "found" in classes))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"span", "mark"}:
            opened, _ = self._open.pop()
            assert opened == tag

    def handle_data(self, data: str) -> None:
        if any(marked for _, marked in self._open):
            self.found[-1] += data


def links(page: str, kind: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(rf'<a class="{kind}" href="([^"]+)"', page)]


def section(page: str, name: str) -> str:
    return page.split(f'<section aria-labelledby="{name}">')[1].split("</section>", maxsplit=1)[0]


def _offsets(written: str) -> tuple[int, int]:
    start, end = written.split("-")
    return int(start), int(end)


def test_every_value_of_every_dispute_leads_to_its_words_in_two_articles(
    client: TestClient, address: str, path: Path, story: list[Record]
) -> None:
    page = section(seen(client, address).text, "disputes")
    with Ledger(path) as ledger:
        comparison = keeping.find(ledger, [record.article.id for record in story])
    assert comparison is not None
    disputes = [each for each in comparison.findings if each.standing is Standing.DISPUTE]
    assert len(disputes) == 5
    followed = links(page, "claim")
    assert len(followed) == sum(len(claims_of(each)) for each in disputes)
    texts = {record.article.id: record.article.text for record in story}
    told = set()
    for link in followed:
        query = httpx.URL(link).params
        at = [(query[side], *_offsets(query[f"{side[0]}w"])) for side in ("left", "right")]
        assert at[0][0] != at[1][0], "two articles"
        beside = seen(client, link).text
        assert Sides(beside).found == [texts[which][start:end] for which, start, end in at]
        for side, (_, start, end) in zip(("left", "right"), at, strict=True):
            assert beside.count(f' id="{side}-w{start}-{end}"') == beside.count(f'href="#{side}-w{start}-{end}"') == 1
        told.add((query["show"], at[0]))
    claims = {
        (id_of(each), (claim.words.article, claim.words.start, claim.words.end))
        for each in disputes
        for claim in claims_of(each)
    }
    assert told == claims


def test_a_dispute_alone_in_the_address_shows_two_of_its_values(client: TestClient, address: str) -> None:
    show = httpx.URL(links(seen(client, address).text, "claim")[0]).params["show"]
    page = seen(client, f"{address}?show={show}").text
    assert len([each for each in Sides(page).found if each]) == 2
    following = re.search(r'href="([^"]+)">Next value', page)
    assert following
    assert Sides(seen(client, html.unescape(following[1])).text).found != Sides(page).found


def test_any_words_lie_beside_any_report(client: TestClient, address: str, story: list[Record]) -> None:
    one, other = story[0].article, story[1].article
    alone = seen(client, f"{address}?left={one.id}&lw=3-20").text
    assert Sides(alone).found == [one.text[3:20]] and "Lay another report beside it" in alone
    both = seen(client, f"{address}?left={one.id}&lw=3-20&right={other.id}").text
    assert Sides(both).found == [one.text[3:20], ""]
    assert other.title and html.escape(other.title, quote=False) in html.unescape(both).replace("&#39;", "'")
    far = seen(client, f"{address}?left={one.id}&lw=3-99999999").text
    assert Sides(far).found == [""]


@pytest.mark.parametrize("query", ["show=f-0000000000000000", "left=a-0000000000000000&lw=1-2"])
def test_an_address_of_what_is_gone_says_so(client: TestClient, address: str, query: str) -> None:
    assert "The story has changed" in seen(client, f"{address}?{query}").text


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_a_page_without_a_verdict(
    client: TestClient, address: str, part: str, story: list[Record]
) -> None:
    page = seen(client, f"{address}?part={part}").text
    assert page.count("<h1") == 1 and "<script>" not in page and " style=" not in page
    own = re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0])
    for record in story:
        for sentence in (record.article.text[span.start : span.end] for span in record.article.sentences):
            own = own.replace(" ".join(html.escape(sentence).split()), "")
    assert not VERDICTS.search(own.casefold()), VERDICTS.search(own.casefold())


def test_the_parts_show_what_they_are_of(client: TestClient, address: str) -> None:
    whole = seen(client, f"{address}?part=all").text
    for part, words in (
        ("timeline", "published"),
        ("spread", "D took from A 182 words"),
        ("names", "firebrand"),
        ("omissions", "Does not name"),
        ("speakers", "Tomas Redek"),
        ("disputes", "Counts that rise over time"),
    ):
        page = seen(client, f"{address}?part={part}").text
        assert words in page and words in whole, part
    assert '<a href="/articles/a-' in section(seen(client, f"{address}?part=spread").text, "spread"), "nodes lead on"


def test_every_link_of_the_page_leads_somewhere(client: TestClient, address: str) -> None:
    page = seen(client, f"{address}?part=all").text
    ours = {html.unescape(each) for each in re.findall(r'href="(/stories[^"]*)"', page)}
    assert len(ours) > 100
    for link in sorted(ours)[::7]:
        assert seen(client, link).status_code == 200


def test_what_is_not_the_same_event_is_parted_and_undone_the_page_is_as_before(
    client: TestClient, address: str, path: Path
) -> None:
    parts = [f"{address}?part={part}" for part in PARTS]
    before = [seen(client, each).content for each in parts]
    page = before[list(PARTS).index("joins")].decode()
    form = re.search(r'name="one" value="([^"]+/v-[^"]+)"><input type="hidden" name="other" value="([^"]+)"', page)
    assert form
    answer = post(client, f"{address}/judge", one=form[1], other=form[2], same="no", why="<b>two raids</b>")
    assert answer.status_code == 303
    told = seen(client, answer.headers["location"]).text
    assert "&lt;b&gt;two raids&lt;/b&gt;" in told and "<b>two" not in told
    with Ledger(path) as ledger:
        made = standing(ledger)
    assert [(each.kind, each.same) for each in made] == [("event", False)]
    assert [seen(client, each).content for each in parts] != before
    assert post(client, f"{address}/undo", judgement=made[0].id).status_code == 303
    assert [seen(client, each).content for each in parts] == before


def test_two_actors_can_be_held_to_be_one(client: TestClient, address: str, path: Path) -> None:
    page = seen(client, f"{address}?part=joins").text
    options = re.findall(
        r'<option value="([^"]+)"[^>]*>([^<]+) \(', page.split('id="actor-one"')[1].split("</select>")[0]
    )
    one, other = options[0][0], options[1][0]
    answer = post(client, f"{address}/judge", one=one, other=other, same="yes", part="joins")
    with Ledger(path) as ledger:
        made = standing(ledger)
    assert [(each.kind, each.same) for each in made] == [("entity", True)]
    assert "the same actor" in seen(client, answer.headers["location"]).text
    post(client, f"{address}/undo", judgement=made[0].id)


def test_a_report_that_does_not_belong_leaves_and_comes_back(
    tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]
) -> None:
    path = tmp_path / "story.db"
    fill(path, story, story_arrivals)
    article = next(record.article.id for record in story if record.article.outlet == "Northern Observer")
    with Ledger(path) as ledger:
        first = kept.stories(ledger)[0].id
    with TestClient(application(Settings(ledger=path)), base_url=BASE) as client:
        before = seen(client, f"/stories/{first}").content
        answer = post(client, f"/stories/{first}/apart", article=article, part="joins")
        now = answer.headers["location"]
        assert answer.status_code == 303 and first not in now
        page = seen(client, now).text
        assert "4 reports in 4 outlets" in page and "Undo" in page
        old = client.get(f"/stories/{first}?part=spread", follow_redirects=False)
        assert (old.status_code, old.headers["location"]) == (303, f"{now.split('?')[0]}?part=spread")
        alone = client.get(f"/stories/{first}?part=spread").text
        assert "4 reports in 4 outlets" in alone
        made = re.findall(r'name="judgement" value="(j-[0-9a-f]+)"', page)
        assert post(client, f"{now.split('?')[0]}/undo", judgement=made).status_code == 303
        assert seen(client, f"/stories/{first}").content == before
        assert client.get(now.split("?")[0], follow_redirects=False).headers["location"] == f"/stories/{first}"


def test_an_address_goes_on_when_another_report_comes_in(
    tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]
) -> None:
    path = tmp_path / "story.db"
    fill(path, story, story_arrivals[:3])
    with Ledger(path) as ledger:
        old = kept.stories(ledger)[0].id
    fill(path, story, story_arrivals)
    with Ledger(path) as ledger:
        now = kept.stories(ledger)[0].id
    with TestClient(application(Settings(ledger=path)), base_url=BASE) as client:
        answer = client.get(f"/stories/{old}?part=names", follow_redirects=False)
        assert now != old and answer.headers["location"] == f"/stories/{now}?part=names"
        assert client.get("/stories/story-0000000000000000").status_code == 404
        fallback = client.get(f"/stories/story-0000000000000000?article={story[0].article.id}", follow_redirects=False)
        assert fallback.headers["location"].startswith(f"/stories/{now}?")


def test_script_in_titles_outlets_and_text_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    lead = "Three dockers were killed in Port Hallan on Tuesday <script>alert(2)</script>, Mayor Ines Vall said."
    rest = '"They came <img src=x onerror=alert(3)> in shooting," said Mara Veldt of the Free Docks Union.'
    with Ledger(path, create=True) as ledger:
        for number, count in enumerate(("Three", "Four")):
            made = article(
                f"{lead.replace('Three', count)}\n\n{rest}\n\nPolice in Port Hallan denied it.",
                f"hostile{number}",
                url="javascript:alert(4)",
                outlet=f'"><img src=x onerror=alert({number})>',
                title="<script>alert(1)</script> dockers killed in Port Hallan",
                published=f"2026-03-1{number}",
            )
            ledger.add(read(made), Arrival(made.id, made.text.encode(), made, None), Indexing())
        told = kept.stories(ledger)[0]
    assert told.reports == 2
    with TestClient(application(Settings(ledger=path)), base_url=BASE) as client:
        pages = [client.get("/stories").text, client.get("/stories?outlet=<script>alert(5)</script>&since=<b>").text]
        pages += [seen(client, f"/stories/{told.id}?part={part}").text for part in PARTS]
        for link in dict.fromkeys(links(pages[2], "claim") + re.findall(r'href="([^"]+left=[^"]+)"', pages[-1])[:5]):
            pages.append(seen(client, html.unescape(link)).text)
        exported = client.get(f"/stories/{told.id}/export").text
    for each in (*pages, exported):
        assert "<script>alert" not in each and "<img" not in each and 'href="javascript' not in each
    assert "&lt;script&gt;alert(1)" in pages[2] and "&lt;script&gt;alert(2)" in "".join(pages)


def test_what_is_on_the_screen_is_exported(client: TestClient, address: str) -> None:
    seen(client, address)
    page = client.get(f"{address}/export?as=html")
    assert page.headers["content-disposition"].endswith('.html"') and "reports side by side" in page.text
    data = client.get(f"{address}/export?as=json")
    assert len(data.json()["findings"]) > 5


def test_a_judgement_from_elsewhere_is_refused(client: TestClient, address: str) -> None:
    answer = client.post(f"{address}/apart", data={"article": "x"}, headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    assert post(client, f"{address}/judge", one="a-1/v-1", other="a-1/v-2", same="no").status_code == 400
    assert post(client, f"{address}/apart", article="a-0000000000000000").status_code == 404
