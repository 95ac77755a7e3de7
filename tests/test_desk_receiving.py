"""The inbox as people use it: with and without a script, page by page, feeds, hostile files, a desk that is stopped."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.errors import ArticleError
from onrecord.ledger import Ledger, jobs
from onrecord.ledger.jobs import State
from onrecord.record import Article, Record
from onrecord.web import guard
from onrecord.web.app import application
from onrecord.web.received import pasted
from onrecord.web.settings import Settings
from onrecord.web.work import work
from tests.conftest import STORY
from tests.desk import ADDRESS, elements, filled
from tests.made_web import Site, article, rss, served
from tests.test_jobs import TEXT, means
from tests.test_ledger import bare

GERMAN = "Der Bürgermeister sagte am Montag, dass die Brücke geschlossen werden muss, weil sie nicht sicher ist."
PIECE = {"HX-Request": "true"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def client(path: Path) -> TestClient:
    settings = Settings(ledger=path, reading=False, allow_private=True)
    return TestClient(application(settings), base_url=ADDRESS, headers={"Origin": ADDRESS}, follow_redirects=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


def read_all(path: Path) -> None:
    with Ledger(path) as ledger:
        while work(ledger, "test", means()) is not None:
            pass


def give(client: TestClient, *files: tuple[str, bytes]) -> Any:
    return client.post("/inbox/files", files=[("files", each) for each in files])


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_files_wait_are_read_and_stand_in_the_list(client: TestClient, path: Path) -> None:
    assert "Nothing has been added yet" in client.get("/inbox").text
    answer = give(client, *((file.name, file.read_bytes()) for file in sorted(STORY.glob("*.html"))))
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox#reading")
    page = client.get("/inbox").text
    assert "5 more wait" in words(page) and 'hx-trigger="every 1s"' in page
    read_all(path)
    page = client.get("/inbox").text
    assert "hx-trigger" not in page, "what is over is not asked for"
    assert "of 5 articles" in words(page) and "0 statements · 0 events" in words(page)
    with Ledger(path) as ledger:
        assert all(f'href="/articles/{each.id}"' in page for each in ledger.articles())
    give(client, *((file.name, file.read_bytes()) for file in [min(STORY.glob("*.html"))]))
    read_all(path)
    assert "1 there already" in words(client.get("/inbox").text)


def test_an_article_leads_to_its_story(client: TestClient, path: Path, story: list[Record]) -> None:
    filled(path, *story)
    page = client.get("/inbox").text
    assert page.count('<a href="/stories/') == 5 and "(5)" in page
    assert re.search(r"[1-9]\d* statements · [1-9]\d* events", words(page))


def test_the_part_that_changes_is_sent_only_when_it_has_changed(client: TestClient, path: Path) -> None:
    give(client, ("a.txt", TEXT.encode()))
    (live,) = [each for each in elements(client.get("/inbox").text, "div") if each.get("id") == "live"]
    assert client.get(live["hx-get"], headers=PIECE).status_code == 204
    read_all(path)
    piece = client.get(live["hx-get"], headers=PIECE)
    assert piece.status_code == 200 and "<h1" not in piece.text and "1 added" in words(piece.text)
    assert client.get("/inbox/progress").headers["location"] == "/inbox"


def test_hostile_files_are_failures_with_a_reason_and_the_rest_is_read(client: TestClient, path: Path) -> None:
    files = [
        ("../../x/<script>alert(1)<\\script>.txt", b""),
        ("\u202egnp.txt", b"PK\x03\x04" + b"\x00" * 100),
        ("bomb.txt.gz", gzip.compress(b"a" * 40_000_000)),
        ("bytes.txt", bytes(range(256)) * 10),
        ("de.txt", GERMAN.encode()),
        ("huge.txt", b"a " * 6_000_000),
        ("latin.txt", "The café of Marn said on Monday that it will close.".encode("latin-1")),
        ("x" * 3000 + ".txt", b"%PDF-1.7"),
        ("deep.json", b"[" * 100_000),
        ("good.txt", TEXT.encode()),
    ]
    before = {each for each in path.parent.rglob("*") if not each.name.startswith("ledger.db")}
    assert give(client, *files).status_code == 303
    read_all(path)
    page = client.get("/inbox").text
    with Ledger(path) as ledger:
        assert len(ledger) == 1
        codes = [each.failure.code for each in jobs.failed(ledger) if each.failure]
    assert codes == ["A06", "A02", "A12", "A03", "A05", "A02", "A03", "A02", "A01"]
    assert all(code in page for code in set(codes)) and "It reads English" not in page
    assert "<script>alert" not in page and "\u202e" not in page
    assert {each for each in path.parent.rglob("*") if not each.name.startswith("ledger.db")} == before


def test_a_failure_can_be_retried_and_dismissed_with_and_without_a_script(client: TestClient, path: Path) -> None:
    give(client, ("a.txt", GERMAN.encode()), ("b.txt", GERMAN.encode()))
    read_all(path)
    page = client.get("/inbox").text
    forms = [each for each in elements(page, "form") if "/jobs/" in each["action"]]
    assert all(each["method"] == "post" and each["hx-post"] == each["action"] for each in forms) and len(forms) == 6
    retry, dismiss = (
        next(each["action"] for each in forms if each["action"].endswith(end)) for end in ("/retry", "ss")
    )
    assert client.post(retry).headers["location"] == "/inbox#reading"
    assert "1 more waits" in words(client.get("/inbox").text)
    read_all(path)
    piece = client.post(dismiss, headers=PIECE).text
    assert piece.lstrip().startswith('<div id="live"') and "<h1" not in piece
    client.post("/inbox/jobs/dismiss")
    assert "Could not be read" not in client.get("/inbox").text
    assert client.post("/inbox/jobs/999/retry").status_code == 303, "a number that is none does nothing"


def test_a_pasted_text_keeps_every_character_and_what_is_known_of_it(client: TestClient, path: Path) -> None:
    text = f"{TEXT}\r\n\r\n“Nobody was hurt 🚢,” said Oda Flint of the port, named مارن by some, on Tuesday."
    given = {"text": text, "title": "A <b>crane</b>", "outlet": "Marn Gazette", "published": "2026-02", "url": ""}
    assert client.post("/inbox/text", data=given).status_code == 303
    read_all(path)
    with Ledger(path) as ledger:
        (added,) = ledger.articles()
        made = ledger.record(added.id).article
    assert (made.text, made.outlet, made.published) == (text.replace("\r\n", "\n"), "Marn Gazette", "2026-02")
    page = client.get("/inbox").text
    assert "A &lt;b&gt;crane" in page and "<b>crane" not in page and "2026-02" in page


@pytest.mark.parametrize(
    ("where", "given", "code"),
    [
        ("text", {"text": TEXT, "published": "last Monday"}, "D04"),
        ("text", {"text": " … "}, "A11"),
        ("text", {"text": "word " * 90_000}, "A13"),
        ("text", {}, "A11"),
        ("address", {"address": "file:///etc/passwd"}, "W01"),
        ("address", {"address": "javascript:alert(1)"}, "W01"),
        ("address", {"address": "https://me:pass@marn.example/"}, "W01"),
        ("address", {"address": ""}, "D04"),
        ("feeds", {"feed": "ftp://marn.example/"}, "W01"),
    ],
)
def test_what_cannot_be_taken_says_why_and_what_was_written_is_still_there(
    client: TestClient, path: Path, where: str, given: dict[str, str], code: str
) -> None:
    answer = client.post(f"/inbox/{where}", data=given)
    assert answer.status_code == 400 and 'role="alert"' in answer.text and code in answer.text
    assert all(value.strip() in unescape(answer.text) for value in given.values())
    with Ledger(path) as ledger:
        assert not jobs.standing(ledger).busy


def test_too_much_and_nothing_and_strangers_are_refused(
    client: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert give(client, ("", b"")).status_code == 400
    assert "no file was given" in client.post("/inbox/files", files=[("other", (None, b"x"))]).text.lower()
    many = give(client, *((f"{number}.txt", b"x") for number in range(501)))
    assert many.status_code == 400 and "at most 500 files" in many.text
    stranger = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    for address in ("files", "text", "address", "feeds", "feeds/look", "feeds/remove", "jobs/retry", "jobs/1/dismiss"):
        assert client.post(f"/inbox/{address}", headers=stranger).status_code == 403
    monkeypatch.setattr(guard, "MOST_BYTES", 10_000)
    assert give(client, ("a.txt", b"a" * 20_000)).status_code == 413
    with Ledger(path) as ledger:
        assert not jobs.standing(ledger).busy


def test_an_address_is_fetched_and_one_that_fails_can_be_retried(client: TestClient, path: Path, site: Site) -> None:
    good = site.gives("/crane", article("Crane falls", "One."))
    client.post("/inbox/address", data={"address": f"  {good}  {site.at('/gone')}"})
    read_all(path)
    page = client.get("/inbox").text
    assert "Crane falls" in page and "W04" in page
    site.gives("/gone", article("Found again", "Two. It was long."))
    client.post("/inbox/jobs/retry")
    read_all(path)
    assert "Found again" in client.get("/inbox").text and "W04" not in client.get("/inbox").text


def test_feeds_are_followed_looked_at_and_let_go(client: TestClient, path: Path, site: Site) -> None:
    good = site.gives("/crane", article("Crane falls", "One."))
    site.gives(
        "/rss",
        rss(("Crane", good), ("Gone", site.at("/gone")), title="5 &amp;lt;b&amp;gt; Marn"),
        "application/rss+xml",
    )
    assert client.post("/inbox/feeds", data={"feed": site.at("/rss")}).headers["location"] == "/inbox#feeds"
    assert "Not looked at yet" in words(client.get("/inbox").text)
    read_all(path)
    page = client.get("/inbox").text
    assert "5 &lt;b&gt; Marn" in page and "<b>" not in page
    assert "1 of 2 articles here" in words(page) and "Looked at" in words(page) and "W04" in page
    site.gives("/gone", article("Found again", "Two. It was long."))
    client.post("/inbox/failures/retry", data={"name": site.at("/gone")})
    read_all(path)
    assert "2 of 2 articles here" in words(client.get("/inbox").text)
    site.gives("/rss", "no feed", "application/rss+xml")
    client.post("/inbox/feeds/look")
    read_all(path)
    assert "W09" in client.get("/inbox").text
    site.gives("/rss", rss(("Crane", good)), "application/rss+xml")
    asked = site.asked.count("/rss")
    client.post("/inbox/feeds/look")
    read_all(path)
    assert site.asked.count("/rss") == asked + 1, "a person need not wait until it would be tried again"
    assert "W09" not in client.get("/inbox").text
    client.post("/inbox/feeds/remove", data={"feed": site.at("/rss")})
    page = client.get("/inbox").text
    assert "None is followed yet" in page and "Found again" in page, "what it brought stays"
    assert client.post("/inbox/feeds/remove", data={"feed": site.at("/rss")}).status_code == 400


def test_a_file_does_not_wait_for_a_round_over_the_feeds(client: TestClient, path: Path, site: Site) -> None:
    items = [(f"{n}", site.gives(f"/{n}", article(f"Title {n}", f"Number {n} of them."))) for n in range(4)]
    client.post("/inbox/feeds", data={"feed": site.gives("/rss", rss(*items), "application/rss+xml")})
    order: list[str] = []
    with Ledger(path) as ledger:

        def reading(found: Article) -> Record:
            order.append(str(found.title))
            if len(order) == 1:
                give(client, ("dropped.json", json.dumps({"text": TEXT, "title": "Dropped"}).encode()))
            return bare(found)

        work(ledger, "test", means(reading))
    assert order.index("Dropped") == 1 and len(order) == 5


def test_failures_of_the_command_line_are_shown_and_can_be_dismissed(client: TestClient, path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.fail("<i>old.txt", ArticleError("A01", name="<i>old.txt"))
    page = client.get("/inbox").text
    assert "&lt;i&gt;old.txt" in page and "<i>old" not in page
    assert "Retry" not in page, "a name is never taken for a path"
    client.post("/inbox/failures/dismiss", data={"name": "<i>old.txt"})
    assert "old.txt" not in client.get("/inbox").text


def test_long_lists_are_paged_there_and_back(client: TestClient, path: Path) -> None:
    lines = b"".join(b'{"title": "Number %03d", "text": "%s Number %d."}\n' % (n, TEXT.encode(), n) for n in range(60))
    bad = b"".join(b'{"text": %d}\n' % n for n in range(45))
    give(client, ("many.jsonl", lines), ("bad.jsonl", bad))
    read_all(path)
    first = client.get("/inbox").text
    second = client.get(follow(first, "Earlier ones")).text
    third = client.get(follow(second, "Earlier ones")).text
    titles = [re.findall(r"<bdi>(Number \d+)</bdi></a>", page) for page in (first, second, third)]
    assert [title for page in titles for title in page] == [f"Number {n:03}" for n in reversed(range(60))]
    assert "Earlier ones" not in third and "Later ones" not in first
    back = client.get(follow(third, "Later ones")).text
    assert re.findall(r"<bdi>(Number \d+)</bdi></a>", back) == titles[1]
    assert len(re.findall(r"bad\.jsonl:\d+</bdi>", first)) == 20 and "Retry all" in first
    assert "bad.jsonl:25<" in client.get(follow(first, "Earlier failures")).text
    assert client.get("/inbox?before=no&after=-3&failed=x" + "9" * 30).status_code == 200


def test_names_of_pasted_texts_are_short_and_safe() -> None:
    assert pasted("a/b " * 400).name.startswith("“a b a b")
    assert pasted(TEXT, title="\u202e/../x").name == "“ .. x”"


def follow(page: str, name: str) -> str:
    """Where a link leads."""
    return next(
        unescape(found) for found, told in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', page) if told == name
    )


def until(what: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    with suppress(OSError):
        status = Path(f"/proc/{pid}/stat")
        if status.exists():
            return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
        os.kill(pid, 0)
        return True
    return False


def counts(path: Path) -> dict[State, int]:
    with Ledger(path) as ledger:
        return jobs.standing(ledger).counts


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_process_that_reads_ends_with_the_desk_and_what_waits_is_read_by_the_next(
    path: Path, number: signal.Signals
) -> None:
    with Ledger(path, create=True) as ledger:
        raw = [each.read_bytes() for each in sorted(STORY.glob("*.html"))]
        made = [jobs.Wanted(kind=jobs.Kind.UPLOAD, name="a.html", form=".html", data=jobs.packed(each)) for each in raw]
        jobs.ask(ledger, made)
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(path), "--port", "0"]
    desk = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        until(lambda: counts(path)[State.READING] == 1)
        (reader,) = children(desk.pid)
    finally:
        desk.send_signal(number)
        desk.wait(20)
    until(lambda: not alive(reader), 20)
    held = counts(path)
    assert held[State.READING] == 0 and held[State.FAILED] == 0, "what it was at waits again"
    read_all(path)
    assert counts(path)[State.DONE] == 5
    with Ledger(path) as ledger:
        assert len(ledger) == 5


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(each) for each in found.stdout.split()]
