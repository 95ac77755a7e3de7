"""Addresses are fetched safely: what may be asked, and what an answer may be."""

import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest

from onrecord.articles import arrivals, connecting, fetching
from onrecord.articles.addresses import checked, is_web, number_of
from onrecord.articles.fetching import AGENT, FEEDS, Fetcher
from onrecord.errors import FetchError
from onrecord.version import VERSION
from tests.made_web import Site, article, moved, page, raw, served

OPEN = "20.20.20.20"
"""A number of the open network, which these tests answer themselves."""


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


def fetcher(**more: float) -> Fetcher:
    return Fetcher(allow_private=True, pause=0.0, **more)  # type: ignore[arg-type]


def refused(code: str, address: str, fetch: Fetcher | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        (fetch or fetcher())(address)
    assert caught.value.code == code, caught.value
    assert caught.value.remedy
    return caught.value


class Names:
    """A resolver of our own, and connections that all go to one port of this machine."""

    def __init__(self, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.connected: list[str] = []
        self._port = port
        self._tcp = httpcore.SyncBackend.connect_tcp
        monkeypatch.setattr(connecting, "numbers", self.numbers)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", self._connect())

    def numbers(self, host: str, port: int) -> list[str]:
        assert port
        self.asked.append(host)
        answers = self.answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _connect(self) -> object:
        def connect(backend: httpcore.SyncBackend, host: str, port: int, *rest: object) -> object:
            assert port
            self.connected.append(host)
            return self._tcp(backend, "127.0.0.1", self._port, *rest)  # type: ignore[arg-type]

        return connect


@pytest.fixture
def names(site: Site, monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(site.port, monkeypatch)


def test_a_page_is_fetched_as_it_is(site: Site) -> None:
    address = site.gives("/a", "caf\u00e9 \U0001f642", ETag='"one"', Last_Modified="Tue, 03 Feb 2026 07:15:00 GMT")
    found = fetcher()(address + "#part")
    assert found.raw.decode() == "caf\u00e9 \U0001f642"
    assert (found.asked, found.address, found.kind, found.charset) == (address, address, "text/html", "utf-8")
    assert (found.etag, found.modified) == ('"one"', "Tue, 03 Feb 2026 07:15:00 GMT")
    (head,) = site.heads
    assert head["host"] == f"127.0.0.1:{site.port}"
    assert head["user-agent"] == AGENT and VERSION in AGENT
    assert "cookie" not in head


@pytest.mark.parametrize(
    "address",
    [
        "ftp://marn.example/",
        "file:///etc/hosts",
        "gopher://marn.example/",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://user@marn.example/",
        "http://user:word@marn.example/",
        "http://marn.example:22/",
        "http://marn.example:6379/",
        "http://marn.example:99999/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://marn.example\\@other.example/",
        "http://marn.example/\r\nX: y",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://marn.example/" + "a" * 3_000,
    ],
)
def test_what_is_no_address_to_fetch(address: str) -> None:
    error = refused("W01", address, Fetcher())
    assert len(error.what) < 500


def test_an_address_has_one_way_of_writing() -> None:
    assert str(checked("  HTTP://Marn.Example:80/A?b=C#d ")) == "http://marn.example/A?b=C"
    assert str(checked("http://bücher.example/ü")) == "http://xn--bcher-kva.example/%C3%BC"
    assert str(checked("http://127。0。0。1/")) == "http://127.0.0.1/"
    assert is_web("https://marn.example") and not is_web("http.txt") and not is_web("report.html")


@pytest.mark.parametrize(
    "number",
    """127.0.0.1 127.255.0.1 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 198.18.0.1 ::1 fc00::1 fd12::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 192.0.2.1""".split(),
)
def test_numbers_of_private_networks(number: str) -> None:
    assert number_of(number) in {"this machine", "a private network"}
    assert number_of(number, allow_private=True) is None


@pytest.mark.parametrize(
    "number",
    """169.254.169.254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe fe80::1 fe80::1%eth0 224.0.0.1 ff02::1 240.0.0.1
    255.255.255.255 0.0.0.0 :: 192.0.0.8 192.88.99.1 2001::1 2002:7f00:1:: 2001:db8::1 ::7f00:1 64:ff9b:1::1
    3fff::1""".split(),
)
def test_numbers_that_nobody_may_ask(number: str) -> None:
    assert number_of(number) is not None
    assert number_of(number, allow_private=True) is not None


@pytest.mark.parametrize("number", [OPEN, "::ffff:20.20.20.20", "64:ff9b::1414:1414", "2a00:1450::1"])
def test_numbers_of_the_open_network(number: str) -> None:
    assert number_of(number) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254"])
def test_a_private_host_is_not_asked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    error = refused("W02", f"http://{host}/", Fetcher())
    assert "--allow-private" in error.remedy and not error.passing


def test_a_name_is_looked_up_once_and_the_number_that_was_checked_is_asked(site: Site, names: Names) -> None:
    site.gives("/", "hello")
    names.answers["marn.example"] = [[OPEN], ["127.0.0.1"]]
    assert Fetcher(pause=0.0)("http://marn.example/").raw == b"hello"
    assert names.asked == ["marn.example"] and names.connected == [OPEN]
    assert site.heads[0]["host"] == "marn.example"
    refused("W02", "http://marn.example/", Fetcher(pause=0.0))
    assert names.connected == [OPEN] and len(site.asked) == 1


def test_one_private_number_among_several_is_enough_to_refuse(names: Names) -> None:
    names.answers["marn.example"] = [[OPEN, "10.0.0.1"]]
    assert "10.0.0.1" in refused("W02", "http://marn.example/", Fetcher()).what
    assert not names.connected


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://inside.example/", "W02"),
        ("http://127.0.0.1/", "W02"),
        ("http://[::ffff:10.0.0.1]/", "W02"),
        ("//169.254.169.254/latest", "W02"),
        ("http://marn.example:22/", "W01"),
        ("http://a:b@marn.example/", "W01"),
        ("file:///etc/hosts", "W01"),
        ("http://2130706433/", "W01"),
        ("http://[/", "W01"),
    ],
)
def test_each_redirect_is_checked_again(site: Site, names: Names, to: str, code: str) -> None:
    site.answers["/"] = moved(to)
    names.answers |= {"marn.example": [[OPEN]], "inside.example": [["192.168.0.7"]]}
    for host in ("127.0.0.1", "::ffff:10.0.0.1", "169.254.169.254"):
        names.answers[host] = [[host]]
    error = refused(code, "http://marn.example/", Fetcher(pause=0.0))
    assert "http://marn.example/" in error.what
    assert names.connected == [OPEN]


def test_redirects_are_followed_to_their_end_and_no_further_than_that(site: Site) -> None:
    site.answers |= {"/a": moved("b", 301), "/b": moved("/c?d", 307), "/c?d": page("end"), "/round": moved("/round")}
    found = fetcher()(site.at("/a"))
    assert (found.raw, found.asked, found.address) == (b"end", site.at("/a"), site.at("/c?d"))
    refused("W08", site.at("/round"))
    assert site.asked.count("/round") == 9


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with openssl")
def test_tls_is_asked_for_the_name_and_checks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2 "
        "-subj /CN=marn.example -addext subjectAltName=DNS:marn.example".split(),
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    told: list[str] = []
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    ours.sni_callback = lambda _, name, __: told.append(name)

    def wrap(server: ThreadingHTTPServer) -> None:
        server.socket = ours.wrap_socket(server.socket, server_side=True)

    trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
    monkeypatch.setattr(fetching, "_trusted", lambda: trusting)
    with served(wrap) as site:
        names = Names(site.port, monkeypatch)
        names.answers |= {"marn.example": [[OPEN]], "other.example": [[OPEN]]}
        site.gives("/", "safe")
        assert Fetcher()("https://marn.example/").raw == b"safe"
        assert told == ["marn.example"] and site.heads[0]["host"] == "marn.example"
        assert "certificate" in refused("W03", "https://other.example/", Fetcher()).what


def test_a_host_that_nobody_knows_and_one_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    with served() as site:
        pass
    assert refused("W03", site.at("/")).passing
    monkeypatch.setattr(connecting, "numbers", unknown)
    assert "marn.example" in refused("W03", "http://marn.example/").what


def test_a_resolver_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(connecting, "numbers", lambda *_: released.wait(30))
    begun = time.monotonic()
    refused("W05", "http://marn.example/", fetcher(seconds=0.3))
    assert time.monotonic() - begun < 5
    released.set()


@pytest.mark.parametrize(
    "parts",
    [
        [b"H"] * 1_000,
        [b"HTTP/1.1 200 OK\r\n", *[b"X-Slow: 1\r\n"] * 1_000],
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *[b"a"] * 1_000],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\na\r\n"] * 1_000],
    ],
)
def test_an_answer_that_trickles_is_given_up(site: Site, parts: list[bytes]) -> None:
    stop = threading.Event()
    site.answers["/slow"] = raw(*parts, pause=0.05, stop=stop)
    begun = time.monotonic()
    assert refused("W05", site.at("/slow"), fetcher(seconds=0.6)).passing
    assert time.monotonic() - begun < 5
    stop.set()


def test_what_is_too_large(site: Site) -> None:
    small = fetcher(most_bytes=100_000)
    refused("W06", site.gives("/said", b"", Content_Length="100001"), small)
    refused("W06", site.gives("/large", b"a" * 100_001), small)
    site.answers["/endless"] = raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b"a" * 10_000] * 50)
    refused("W06", site.at("/endless"), small)
    assert len(small(site.gives("/most", b"a" * 100_000)).raw) == 100_000


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    address = site.gives("/bomb", bomb, Content_Encoding="gzip")
    begun = time.monotonic()
    refused("W06", address)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
)
def test_packing_is_taken_off(site: Site, coding: str, pack: object) -> None:
    told = b"A crane fell. " * 5_000
    assert fetcher()(site.gives("/", pack(told), Content_Encoding=coding)).raw == told  # type: ignore[operator]


def test_what_is_cut_short_or_damaged(site: Site) -> None:
    packed = gzip.compress(b"A crane fell across the quay. " * 500)
    refused("A10", site.gives("/cut", packed[:-9], Content_Encoding="gzip"))
    refused("A10", site.gives("/bad", b"no gzip at all", Content_Encoding="gzip"))
    site.answers["/short"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", b"half")
    assert refused("A10", site.at("/short")).passing
    refused("W07", site.gives("/brotli", b"x", Content_Encoding="br"))
    refused("A01", site.gives("/empty", b""))
    site.answers["/noise"] = raw(b"\x00\x01\x02 what is this\r\n\r\n")
    refused("A10", site.at("/noise"))


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "nonsense", "application/rss+xml"])
def test_other_types_are_not_fetched(site: Site, kind: str) -> None:
    assert not refused("W07", site.gives("/", b"x", kind)).passing


def test_a_feed_may_be_served_as_what_an_article_is_not(site: Site) -> None:
    assert fetcher()(site.gives("/", b"<rss>", "application/rss+xml"), kinds=FEEDS).kind == "application/rss+xml"
    assert fetcher()(site.gives("/", b"text", None)).kind is None


@pytest.mark.parametrize(("status", "passing"), [(403, False), (404, False), (410, False), (429, True), (503, True)])
def test_what_a_host_refuses(site: Site, status: int, *, passing: bool) -> None:
    site.answers["/"] = page(b"no", status=status, Retry_After="7200")
    error = refused("W04", site.at("/"))
    assert error.passing is passing and error.wait == 7200 and str(status) in error.what


@pytest.mark.parametrize(("told", "wait"), [("soon", None), ("-5", None), ("9" * 40, None), ("999999999", 86400)])
def test_how_long_to_leave_a_host_alone(site: Site, told: str, wait: int | None) -> None:
    site.answers["/"] = page(b"no", status=503, Retry_After=told)
    assert refused("W04", site.at("/")).wait == wait


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.answers["/"] = page(b"", status=304)
    found = fetcher()(site.at("/"), etag='"one"', modified="Tue, 03 Feb 2026 07:15:00 GMT")
    assert found.unchanged and found.raw == b""
    assert site.heads[0]["if-none-match"] == '"one"'
    assert site.heads[0]["if-modified-since"] == "Tue, 03 Feb 2026 07:15:00 GMT"
    refused("W04", site.at("/"))
    fetcher()(site.gives("/", "x"), etag='"a"\r\nX-Evil: 1')
    assert "if-none-match" not in site.heads[-1] and "x-evil" not in site.heads[-1]


def test_a_host_is_given_a_pause_between_requests(site: Site) -> None:
    slept: list[float] = []
    fetch = Fetcher(allow_private=True, pause=5.0, sleep=slept.append)
    address = site.gives("/", "x")
    fetch(address)
    assert slept == []
    fetch(address)
    assert len(slept) == 1 and 4 < slept[0] <= 5


def test_an_article_arrives_from_its_address(site: Site) -> None:
    told = article("Crane falls in Marn", "Nobody was hurt.")
    site.answers["/short"] = moved("/crane")
    site.gives("/crane", told, Content_Encoding="identity")
    (arrival,) = arrivals([site.at("/short")], fetch=fetcher())
    assert arrival.error is None and arrival.article is not None
    assert arrival.name == site.at("/short") and arrival.raw == told.encode()
    assert arrival.article.url == site.at("/crane") and arrival.article.outlet == "Marn Gazette"
    assert "Oda Flint" in arrival.article.text
    (missing,) = arrivals([site.at("/none")], fetch=fetcher())
    assert missing.article is None and missing.error is not None and missing.error.code == "W04"
    (path,) = arrivals([site.at("/crane")])
    assert path.error is not None and path.error.code == "A07", "nothing is fetched where nothing fetches"


def test_what_fetches_is_loaded_only_to_fetch() -> None:
    code = (
        "import sys; from onrecord.articles import arrivals; import onrecord.cli.add\n"
        "assert list(arrivals(['none.txt']))[0].error\n"
        "assert not {'httpx', 'httpcore', 'feedparser'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_where_a_page_says_it_is_holds_for_its_own_host_alone(site: Site) -> None:
    told = article("Crane falls in Marn", "Nobody was hurt.")
    for said, kept in ((site.at("/kept"), site.at("/kept")), ("https://other.example/x", site.at("/crane?from=feed"))):
        link = f'<link rel="canonical" href="{said}"></head>'
        site.gives("/crane?from=feed", told.replace("</head>", link))
        (arrival,) = arrivals([site.at("/crane?from=feed")], fetch=fetcher())
        assert arrival.article is not None and arrival.article.url == kept


def test_the_encoding_may_be_told_beside_the_page(site: Site) -> None:
    told = article("Crane falls in Marn", "Zoë Čapek’s café was hit.").replace('<meta charset="utf-8">', "")
    for raw_page, kind in (
        (told.encode("windows-1250"), "text/html; charset=windows-1250"),
        (told.encode("utf-8"), "text/html; charset=iso-8859-1"),
        (told.encode("utf-8"), "text/html"),
    ):
        (arrival,) = arrivals([site.gives("/", raw_page, kind)], fetch=fetcher())
        assert arrival.article is not None and "Zoë Čapek’s café" in arrival.article.text
