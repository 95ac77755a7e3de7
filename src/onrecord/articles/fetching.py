"""From a web address to its bytes: one request at a time, and nothing taken on trust.

What answers may be slow, endless, packed a thousandfold, or send one on into a private network. Each way that it can go
wrong has its error. `robots.txt` is not asked: nothing is crawled, what is fetched is what a person or a feed they
follow names.
"""

from __future__ import annotations

import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from typing import Final

import httpcore
import httpx

from onrecord.articles.addresses import checked
from onrecord.articles.connecting import Checked, Deadline
from onrecord.articles.decode import MAX_BYTES
from onrecord.errors import FetchError
from onrecord.version import VERSION

AGENT: Final = f"onrecord/{VERSION} (reads news articles and feeds for a person who asked for them)"
"""What we say we are."""

PAGES: Final = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/octet-stream"}
)
"""Content types that an article may have; bytes of no stated type are looked at by what they hold."""
FEEDS: Final = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        *("application/x-rss+xml", "text/html", "text/plain", "application/octet-stream"),
    }
)
"""Content types that feeds are served with, rightly or not."""

_MOST_REDIRECTS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_STEP_SECONDS = 20.0
_CONNECT_SECONDS = 10.0
_LONGEST_WAIT = 24 * 3600
_LONGEST_VALIDATOR = 1_000
_KIND = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        asked: the address that was asked for.
        address: the one that answered, at the end of the redirects.
        raw: the bytes of the page, its transfer's packing taken off; empty where nothing has changed.
        kind: the content type, in small letters; None where none was said.
        charset: the encoding that was said beside it.
        etag: the version, to be given the next time.
        modified: when it was changed last, to be given the next time, as it was said.
        unchanged: it is as it was when `etag` and `modified` were given (304).
    """

    asked: str
    address: str
    raw: bytes
    kind: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


class Fetcher:
    """Fetches addresses, one at a time, with a pause between two requests to one host.

    It takes no proxy from the environment, as the proxy would look hosts up again; it keeps no cookie.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        most_bytes: int = MAX_BYTES,
        seconds: float = 60.0,
        pause: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare to fetch.

        Args:
            allow_private: take addresses in private networks and on any port, for those who have an intranet.
            most_bytes: of one answer, as sent and unpacked.
            seconds: for one address, redirects and all.
            pause: seconds between two requests to one host.
            sleep: how to pause.
        """
        self.allow_private = allow_private
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._pause = pause
        self._sleep = sleep
        self._asked: dict[str, float] = {}

    def __call__(
        self, address: str, *, kinds: frozenset[str] = PAGES, etag: str | None = None, modified: str | None = None
    ) -> Fetched:
        """Fetch an address.

        Args:
            address: of the web.
            kinds: the content types wanted.
            etag: of the answer one has.
            modified: of the answer one has.

        Raises:
            FetchError: A01 or A10 empty or cut short, W01 no address to fetch, W02 in a private network, W03 not to be
                reached, W04 refused by its host, W05 too slow, W06 too large, W07 of another type, W08 sent on too
                often.
        """
        url = checked(address, allow_private=self.allow_private)
        name = str(url)
        deadline = Deadline(self._seconds)
        conditions = [("If-None-Match", etag), ("If-Modified-Since", modified)]
        headers = {
            "Accept": ", ".join(sorted(kinds)) + ", */*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en, *;q=0.5",
            "User-Agent": AGENT,
        } | {header: value for header, value in conditions if value and value.isascii() and value.isprintable()}
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                self._wait(url.host, deadline)
                given = self._one(url, name, headers, kinds, deadline)
                if isinstance(given, Fetched):
                    return given
                url = given
        except httpcore.TimeoutException as error:
            raise FetchError("W05", name=name, seconds=self._seconds) from error
        except httpcore.RemoteProtocolError as error:
            raise FetchError("A10", name=name, what=_short(error)) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            raise FetchError("W03", name=name, what=_short(error)) from error
        raise FetchError("W08", name=name, count=_MOST_REDIRECTS)

    def _wait(self, host: str, deadline: Deadline) -> None:
        """Pause until a host may be asked again; pausing is our own doing, yet it counts."""
        since = time.monotonic() - self._asked.get(host, -self._pause)
        if since < self._pause:
            self._sleep(deadline.left(self._pause - since))
        self._asked[host] = time.monotonic()

    def _one(
        self, url: httpx.URL, name: str, headers: dict[str, str], kinds: frozenset[str], deadline: Deadline
    ) -> Fetched | httpx.URL:
        """What one request gives: an answer, or where it is sent on to."""
        backend = Checked(deadline, name, allow_private=self.allow_private)
        timeouts = {"connect": _CONNECT_SECONDS, "read": _STEP_SECONDS, "write": _STEP_SECONDS, "pool": _STEP_SECONDS}
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        pairs = [("Host", url.netloc.decode("ascii")), *headers.items(), ("Connection", "close")]
        with (
            httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=backend) as pool,
            pool.stream("GET", target, headers=pairs, extensions={"timeout": timeouts}) as response,
        ):
            said = httpx.Headers(response.headers)
            if response.status in _REDIRECTS and "location" in said:
                return self._sent_on(url, said["location"], name)
            kind, charset = stated(said.get("content-type"))
            etag, modified = _validator(said.get("etag")), _validator(said.get("last-modified"))
            if response.status == HTTPStatus.NOT_MODIFIED and {"If-None-Match", "If-Modified-Since"} & headers.keys():
                raw, unchanged = b"", True
            else:
                _refuse(response.status, said, kind, kinds, name)
                raw, unchanged = self._body(response.iter_stream(), said, name, deadline), False
            return Fetched(
                asked=name,
                address=str(url),
                raw=raw,
                kind=kind,
                charset=charset,
                etag=etag,
                modified=modified,
                unchanged=unchanged,
            )

    def _sent_on(self, url: httpx.URL, location: str, name: str) -> httpx.URL:
        try:
            onward = str(url.join(location))
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("W01", name=f"{name}, sent on to {location[:200]!r},", what="it is not one") from error
        try:
            return checked(onward, allow_private=self.allow_private)
        except FetchError as error:
            raise FetchError("W01", name=f"{name}, sent on to {onward[:200]},", what=error.facts["what"]) from error

    def _body(self, parts: Iterator[bytes], said: httpx.Headers, name: str, deadline: Deadline) -> bytes:
        limit = self._most_bytes
        if (length := said.get("content-length", "")).isdecimal() and len(length) < 20 and int(length) > limit:
            raise FetchError("W06", name=name, limit=limit / 1e6)
        unpacking = _unpacking(said.get("content-encoding", ""), name)
        taken, raw = 0, bytearray()
        for part in parts:
            deadline.left()
            taken += len(part)
            raw += part if unpacking is None else unpacking.more(part, limit + 1 - len(raw))
            if max(taken, len(raw)) > limit:
                raise FetchError("W06", name=name, limit=limit / 1e6)
        if unpacking is not None and taken:
            unpacking.end()
        if not raw:
            raise FetchError("A01", name=name)
        return bytes(raw)


class _Unpacking:
    """gzip or zlib taken off piece by piece, never more at once than asked for."""

    def __init__(self, name: str, *, deflate: bool) -> None:
        self._name = name
        self._deflate = deflate
        self._machine: zlib._Decompress | None = None

    def more(self, part: bytes, most: int) -> bytes:
        if self._machine is None and part:
            # "deflate" should be zlib's format, yet some send it bare (RFC 9110, 8.4.1.2): zlib begins with 8 in the
            # low half of its first byte
            bare = self._deflate and part[0] & 0x0F != 8
            self._machine = zlib.decompressobj(wbits=-15 if bare else 47)
        if self._machine is None or self._machine.eof:
            return b""  # what follows the end is no part of it
        try:
            return self._machine.decompress(part, most)
        except zlib.error as error:
            raise FetchError("A10", name=self._name, what=f"its packing is damaged ({error})") from error

    def end(self) -> None:
        if self._machine is not None and not self._machine.eof:
            raise FetchError("A10", name=self._name, what="its packed data ends early")


def _unpacking(stated: str, name: str) -> _Unpacking | None:
    coding = stated.strip().lower()
    if coding in {"", "identity"}:
        return None
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError("W07", name=name, kind=f"packed as {coding[:100]!r}")
    return _Unpacking(name, deflate=coding == "deflate")


def unwrapped(data: bytes, coding: str, name: str) -> bytes:
    """A whole body, what it was packed with taken off; at most one byte more than is taken for an article.

    Args:
        data: the body.
        coding: the value of the header `Content-Encoding`.
        name: what to call it in an error.

    Raises:
        FetchError: A10 its packing is damaged or ends early, W07 it is packed in another way.
    """
    unpacking = _unpacking(coding, name)
    if unpacking is None or not data:
        return data
    found = unpacking.more(data, MAX_BYTES + 1)
    if len(found) <= MAX_BYTES:
        unpacking.end()
    return found


def _refuse(status: int, said: httpx.Headers, kind: str | None, kinds: frozenset[str], name: str) -> None:
    """Refuse an answer for what its head says."""
    if status != HTTPStatus.OK:
        reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "no known code"
        fault = FetchError("W04", name=name, status=status, reason=reason)
        fault.passing = status in _PASSING
        fault.wait = _wait_asked(said.get("retry-after"))
        raise fault
    if kind is not None and kind not in kinds:
        raise FetchError("W07", name=name, kind=kind)


def _wait_asked(stated: str | None) -> int | None:
    """The seconds a host asks to be left alone, by number or by date, at most a day."""
    stated = (stated or "").strip()
    if stated.isdecimal() and len(stated) < 10:
        return min(int(stated), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, min(int((zoned - datetime.now(UTC)).total_seconds()), _LONGEST_WAIT))


def stated(content_type: str | None) -> tuple[str | None, str | None]:
    """The content type and its charset, from what a host says; None where it does not.

    Args:
        content_type: the value of the header `Content-Type`.
    """
    if not content_type or len(content_type) > _LONGEST_VALIDATOR:
        return None, None
    message = Message()
    message["content-type"] = content_type
    kind = content_type.partition(";")[0].strip().lower()
    charset = message.get_param("charset")
    if kind and not _KIND.fullmatch(kind):
        kind = "of a type that is none"
    return kind or None, charset if isinstance(charset, str) else None


def _validator(stated: str | None) -> str | None:
    return stated if stated and len(stated) <= _LONGEST_VALIDATOR else None


def _short(error: Exception) -> str:
    told = "".join(letter if letter.isprintable() else " " for letter in str(error))
    return " ".join(told.split())[:200] or type(error).__name__


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates trusted, read once."""
    return httpx.create_ssl_context()
