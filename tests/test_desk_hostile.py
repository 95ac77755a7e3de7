"""What means harm does nothing at the desk: scripts in articles, posts from elsewhere, tricks in paths, too much."""

from __future__ import annotations

import io
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from onrecord.articles import Arrival
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.web import guard
from onrecord.web.app import application
from onrecord.web.desk import WHO
from onrecord.web.settings import Settings
from tests import made_hostile
from tests.browser.serving import serving
from tests.crawling import ADDRESS, crawled, kind_of, looked_at
from tests.made_hostile import attack

OWN = {"Origin": ADDRESS}
FILE = """hit-file "'><img src=x onerror=hit()>.html"""


def client_of(path: Path, **settings: object) -> TestClient:
    app = application(Settings(**({"ledger": path, "reading": False} | settings)))  # type: ignore[arg-type]
    return TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, follow_redirects=False)


def routes(client: TestClient, method: str) -> list[Route]:
    app = client.app
    assert isinstance(app, Starlette)
    return [one for one in app.routes if isinstance(one, Route) and method in (one.methods or ())]


def filled_in(route: Route) -> str:
    """An address that a route is for."""
    return re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+\}", "a-0123456789abcdef", route.path))


def contents(path: Path) -> list[str]:
    """All that a ledger holds."""
    with closing(sqlite3.connect(path)) as opened:
        tables = opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return [f"{name} {row}" for (name,) in tables.fetchall() for row in opened.execute(f'SELECT * FROM "{name}"')]  # noqa: S608


@dataclass(frozen=True)
class Seen:
    client: TestClient
    path: Path
    pages: dict[str, str]
    forms: dict[str, set[str]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Every page of a desk over what means harm."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    made_hostile.fill(path)
    with client_of(path) as client:
        client.cookies.set(WHO, quote(attack("cookie")[:80]))
        given = {"files": (FILE, io.BytesIO(b"\x00\x01"), "text/html")}
        assert client.post("/inbox/files", files=given, headers=OWN).status_code == 303
        pages: dict[str, str] = {}
        forms: dict[str, set[str]] = {}
        starts = [
            "/inbox",
            f"/search?{urlencode({'q': attack('query')})}",
            f"/stories?outlet={quote(attack('filter'))}",
        ]
        for start in starts:
            for address, kind, text in crawled(client, start):
                if kind.startswith("text/html") and "/saved" not in address and "/export" not in address:
                    pages[address] = text
                    for action, names in looked_at(text).forms.items():
                        forms.setdefault(action or address.split("?")[0], set()).update(names)
        yield Seen(client, path, pages, forms)


KINDS = (
    "title byline outlet text actor rival place label role name who why failed feed entry file query filter cookie"
).split()


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_is_shown_as_the_words_it_is(seen: Seen, kind: str) -> None:
    shown = [text for text in seen.pages.values() if f"hit-{kind}" in text]
    assert shown, f"no page shows the {kind}"
    for text in shown:
        assert not looked_at(text).harm
        assert "<script>hit" not in text and "<img src=x" not in text and "<svg onload" not in text


def test_no_page_runs_anything_but_its_own(seen: Seen) -> None:
    assert len(seen.pages) > 30
    for address, text in seen.pages.items():
        assert not looked_at(text).harm, address
        assert "62615533" not in text, "a template of somebody else's is worked out"


def test_what_was_saved_runs_nothing(tmp_path: Path) -> None:
    record = made_hostile.made(1)
    with Ledger(tmp_path / "saved.db", create=True) as ledger:
        page = b"<!doctype html><html><script>hit()</script><p>words</p></html>"
        ledger.add(record, Arrival("page.html", page, record.article, None))
    with client_of(tmp_path / "saved.db") as client:
        answer = client.get(f"/articles/{record.article.id}/saved")
        policy = answer.headers["content-security-policy"]
        assert "sandbox" in policy and "default-src 'none'" in policy and "allow-scripts" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


SQL = (
    "' OR '1'='1",
    "'; DROP TABLE articles; --",
    '" OR 1=1 --',
    ") UNION SELECT 1,2,3 --",
    "1; DELETE FROM articles",
    '"',
    "NEAR(",
    "*",
    "-",
    "%",
    "\x00",
    "9" * 30,
    "-1",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
)


@pytest.mark.parametrize("words", SQL)
def test_no_query_is_ever_a_command(seen: Seen, words: str) -> None:
    before = contents(seen.path)
    asked: dict[str, set[str]] = {path: set(names) for path, names in seen.forms.items()}
    for address in seen.pages:
        path, _, query = address.partition("?")
        asked.setdefault(path, set()).update(part.split("=")[0] for part in query.split("&") if part)
    done = set()
    for path, names in asked.items():
        for name in sorted(names):
            address = f"{path}?{urlencode({name: words})}"
            if kind_of(address) not in done:
                done.add(kind_of(address))
                assert seen.client.get(address).status_code < 500, address
    for route in routes(seen.client, "GET"):
        address = re.sub(r"\{[^}]+\}", quote(words, safe=""), route.path)
        assert seen.client.get(address).status_code < 500, address
    assert len(done) > 10
    assert contents(seen.path) == before


@pytest.mark.parametrize("words", SQL)
def test_no_field_of_a_form_is_ever_a_command(tmp_path: Path, words: str) -> None:
    path = tmp_path / "forms.db"
    record = made_hostile.made(1)
    with Ledger(path, create=True) as ledger:
        ledger.add(record, Arrival("one", b"one", record.article, None), Indexing())
    names = (
        "text title outlet published url address feed name article item kind whose entity why back one other same id"
    )
    names += " part judgement query q"
    with client_of(path) as client:
        for route in routes(client, "POST"):
            answer = client.post(filled_in(route), data=dict.fromkeys(names.split(), words), headers=OWN)
            assert answer.status_code < 500, route.path
    with Ledger(path) as ledger:
        assert ledger.record(record.article.id) == record


TRICKS = (
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e%2f%2e%2e%2fweb%2fapp.py",
    "/static/....//app.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/desk.css%00.js",
    "/static/..%5capp.py",
    "/articles/../../../../etc/passwd",
    "/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/articles/%00",
    "/articles/..%00/saved",
    "/stories/%2e%2e/export",
    "/stories/%00/export?as=../../etc/passwd",
    "/actors/%2e%2e%2f",
    "//etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/inbox/jobs/../../retry",
)


@pytest.mark.parametrize("trick", TRICKS)
def test_no_address_leads_out_of_the_desk(seen: Seen, trick: str) -> None:
    answer = seen.client.get(trick)
    assert answer.status_code in {303, 307, 400, 404, 405}, answer.status_code
    assert "root:" not in answer.text and "Starlette(" not in answer.text


def test_no_file_name_leads_out_of_the_desk(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    names = [
        "../../out.html",
        "..\\..\\out.html",
        "/var/out.html",
        "C:\\out.html",
        "out\x00.html",
        "..",
        ".",
        "/",
        "a/" * 999,
    ]
    with client_of(folder / "new.db") as client:
        for name in names:
            body = (
                f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n<p>words\r\n--x--\r\n'
            )
            kind = {"Content-Type": "multipart/form-data; boundary=x"}
            assert client.post("/inbox/files", content=body.encode(), headers=OWN | kind).status_code in {303, 400}, (
                name
            )
        page = client.get("/inbox").text
    assert "../" not in page and "..\\" not in page and "C:\\" not in page
    assert {each.name.split(".db")[0] for each in folder.iterdir()} == {"new"}
    assert [each.name for each in tmp_path.iterdir()] == ["desk"]


def test_a_post_from_elsewhere_changes_nothing(seen: Seen) -> None:
    before = contents(seen.path)
    elsewhere: tuple[dict[str, str], ...] = (
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": f"{ADDRESS}.evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": ADDRESS},
        {"Sec-Fetch-Site": "same-site", "Origin": ADDRESS},
        {"Sec-Fetch-Site": "none"},
    )
    posts = routes(seen.client, "POST")
    assert len(posts) > 8
    for route in posts:
        for headers in elsewhere:
            answer = seen.client.post(filled_in(route), data={"name": "x", "text": "x"}, headers=headers)
            assert answer.status_code == 403, (route.path, headers)
    for method in ("PUT", "PATCH", "DELETE", "TRACE"):
        assert seen.client.request(method, "/inbox", headers=elsewhere[1]).status_code in {403, 405}
    assert contents(seen.path) == before


def test_nothing_is_changed_by_asking(seen: Seen) -> None:
    before = contents(seen.path)
    for route in routes(seen.client, "POST"):
        assert seen.client.get(filled_in(route), params={"text": "x", "id": "1"}).status_code in {200, 303, 404, 405}
    assert contents(seen.path) == before


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1:9999", "127.0.0.1.evil.example:8765", "", "[::1]:1", "a b"]
)
def test_a_name_that_was_rebound_is_not_answered(seen: Seen, host: str) -> None:
    for answer in (
        seen.client.get("/inbox", headers={"Host": host}),
        seen.client.post("/inbox/text", data={"text": "x"}, headers={"Host": host, "Origin": f"http://{host}"}),
    ):
        assert answer.status_code == 421
        assert "hit-" not in answer.text


def test_the_token_is_asked_for_where_others_can_reach_the_desk(tmp_path: Path) -> None:
    token = "a-token-of-this-test"  # noqa: S105 - of this test
    with client_of(tmp_path / "shared.db", host="0.0.0.0", token=token, names=("127.0.0.1",)) as client:  # noqa: S104
        assert client.get("/inbox").status_code == 401
        assert client.get("/static/desk.js").status_code == 401
        assert client.get("/inbox?token=wrong").status_code == 401
        assert client.get("/inbox?token=").status_code == 401
        assert client.post("/who", data={"name": "x"}, headers=OWN).status_code == 401
        assert client.post(f"/who?token={token}", data={"name": "x"}, headers=OWN).status_code == 401
        shown = client.get(f"/stories?outlet=x&token={token}")
        assert shown.status_code == 303 and shown.headers["location"] == "/stories?outlet=x"
        assert (
            "httponly" in shown.headers["set-cookie"].lower()
            and "samesite=strict" in shown.headers["set-cookie"].lower()
        )
        assert client.get("/inbox").status_code == 200
        client.cookies.set(guard.COOKIE, "wrong", domain="127.0.0.1", path="/")
        client.cookies.clear()
        client.cookies.set(guard.COOKIE, "wrong")
        assert client.get("/inbox").status_code == 401
        assert client.get(f"{ADDRESS}//evil.example/?token={token}").headers["location"] == "/evil.example/"


def test_a_huge_field_is_refused_or_cut(tmp_path: Path) -> None:
    huge = "x" * 3_000_000
    with client_of(tmp_path / "huge.db") as client:
        for path, fields in {
            "/inbox/text": {"text": "words", "title": huge, "outlet": huge},
            "/inbox/address": {"address": f"https://{huge}"},
            "/inbox/feeds": {"feed": f"https://example.org/{huge}"},
            "/who": {"name": huge},
            "/judgements": {"one": huge, "other": huge, "same": "1"},
            "/corrections": {"article": huge, "item": huge, "why": huge},
        }.items():
            answer = client.post(path, data=fields, headers=OWN)
            assert answer.status_code in {303, 400, 404, 413}, (path, answer.status_code)
            assert len(answer.text) < 200_000, path
        assert client.get("/search", params={"q": "x " * 10_000}).status_code in {200, 400, 414}
        assert client.get("/articles/" + "x" * 50_000).status_code == 414
        assert client.get("/articles/" + "x" * 3_000).status_code == 404
        page = client.get("/inbox")
        assert page.status_code == 200 and len(page.text) < 200_000


@pytest.mark.parametrize("told", [True, False])
def test_too_large_a_body_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 100_000)
    path = tmp_path / "large.db"
    with client_of(path) as client:
        before = contents(path)
        body = urlencode({"text": "word " * 40_000}).encode()
        parts = body if told else iter([body[at : at + 9_999] for at in range(0, len(body), 9_999)])
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert client.post("/inbox/text", content=parts, headers=OWN | kind).status_code == 413
        assert client.get("/inbox").status_code == 200
        assert contents(path) == before


MALFORMED = (
    b"",
    b"--x",
    b"--x\r\n",
    b"--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nno end',
    b"--y\r\n\r\nanother\r\n--y--\r\n",
    b"\xff\xfe--x\r\n\r\n",
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n'
    + b"X: y\r\n" * 9_000
    + b"\r\nwords\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\nv\r\n' * 5_000 + b"--x--\r\n",
)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the form leaves a file to be collected
@pytest.mark.parametrize("body", MALFORMED)
def test_a_form_that_is_none_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "forms.db"
    with client_of(path) as client:
        before = contents(path)
        for route in routes(client, "POST"):
            for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json", "x"):
                answer = client.post(filled_in(route), content=body, headers=OWN | {"Content-Type": kind})
                assert answer.status_code < 500, (route.path, kind, answer.status_code)
        assert client.get("/inbox").status_code == 200
        assert contents(path) == before or "jobs" in "".join(set(contents(path)) - set(before))


def test_slow_bodies_keep_nobody_waiting(tmp_path: Path) -> None:
    with serving(tmp_path / "slow.db") as address:
        host, _, port = address.removeprefix("http://").partition(":")
        head = (
            f"POST /inbox/text HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {address}\r\nContent-Length: 1000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\ntext="
        )
        slow = [socket.create_connection((host, int(port)), timeout=10) for _ in range(60)]
        try:
            for each in slow:
                each.sendall(head.encode())
            with socket.create_connection((host, int(port)), timeout=10) as asking:
                asking.sendall(f"GET /inbox HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
                assert asking.recv(100).startswith(b"HTTP/1.1 200")
        finally:
            for each in slow:
                each.close()
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            raw.sendall(b"GET /../../etc/passwd HTTP/1.1\r\nHost: " + f"{host}:{port}".encode() + b"\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 404")
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            raw.sendall(b"GET /inbox HTTP/1.1\r\n\r\n")
            assert raw.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.1 421"))
