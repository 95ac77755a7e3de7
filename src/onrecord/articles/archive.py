"""Pages from web archives: WARC (ISO 28500) and WET, packed with gzip or not; needs FastWARC (`onrecord[warc]`).

`response` records hold what hosts answered, `conversion` records (WET) the texts that somebody took out of pages; all
others are passed over. What is kept of a record are its bytes, so that it is read the same way once more.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from io import BufferedReader, BytesIO, RawIOBase
from typing import IO, Any, Final, cast

from onrecord.articles.decode import MAX_BYTES
from onrecord.articles.fetching import PAGES, Fetched, stated, unwrapped
from onrecord.errors import ArticleError, FetchError, SetupError

SUFFIXES: Final = frozenset({".warc", ".wet"})
MAGIC: Final = b"WARC/"
"""What every record begins with."""
_GZIP: Final = b"\x1f\x8b"
_TEXT: Final = "text/plain"
_LINE_OF_TELLING: Final = 10
_FEWEST_WORDS: Final = 25


@dataclass(frozen=True, slots=True)
class Held:
    """One record of an archive: what to call it, its bytes, and what was answered or why it cannot be had."""

    name: str
    raw: bytes
    answer: Fetched | None
    error: ArticleError | None


def held(stream: IO[bytes], name: str) -> Iterator[Held]:
    """What the records of an archive hold, one by one, whatever its size; a record that is too large is passed over.

    Args:
        stream: the archive.
        name: its path; a record goes by that and its number among those read.

    Raises:
        SetupError: O02, FastWARC is not installed.
    """
    warc = _fastwarc()
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion
    count = 0
    last: Held | None = None
    source = _Plain(stream)
    try:
        for record in warc.ArchiveIterator(source, record_types=kinds, parse_http=False, stream_detect=False):
            count += 1
            last = _held(record, f"{name}:{count}")
            yield last
    except (OSError, ValueError) as fault:
        source.fault = source.fault or fault
    if isinstance(source.fault, EOFError):
        if last is None or last.error is None or last.error.code != "A10":  # else the record has said so
            what = f"its packed data ends early, after record {count}"
            yield _broken(name, ArticleError("A10", name=name, what=what))
    elif source.fault is not None:
        what = f"it is damaged after record {count} ({str(source.fault)[:80]})"
        yield _broken(name, ArticleError("A08", name=name, what=what))
    elif not count:
        yield _broken(name, ArticleError("A09", name=name, suffixes="response and conversion records"))


def held_in(raw: bytes, name: str) -> Held:
    """What one record holds, from the bytes kept of it.

    Args:
        raw: the record, not packed.
        name: what it was called.

    Raises:
        SetupError: O02, FastWARC is not installed.
    """
    try:
        return Held(name, raw, _answer(raw, name), None)
    except ArticleError as error:
        return Held(name, raw, None, error)


def _fastwarc() -> Any:
    try:
        import fastwarc.warc
    except ImportError as error:
        raise SetupError("O02", what="WARC", package="fastwarc", install="'onrecord[warc]'") from error
    return fastwarc.warc


class _Plain(RawIOBase):
    """A stream unpacked up to where it is damaged. Python's own gzip says when one ends early; FastWARC's does not."""

    def __init__(self, stream: IO[bytes]) -> None:
        ahead = cast("BufferedReader", stream) if hasattr(stream, "peek") else BufferedReader(cast("Any", stream))
        packed = ahead.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
        self._more = gzip.GzipFile(fileobj=ahead, mode="rb").read1 if packed else ahead.read1
        self.fault: Exception | None = None
        self._at = 0

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._at

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any) -> int:
        """Some more bytes; none at the end and behind the damage."""
        try:
            data = b"" if self.fault else self._more(len(into))
        except (EOFError, OSError, zlib.error) as fault:
            self.fault, data = fault, b""
        into[: len(data)] = data
        self._at += len(data)
        return len(data)


def _broken(name: str, error: ArticleError) -> Held:
    return Held(name, b"", None, error)


def _held(record: Any, name: str) -> Held:
    block = record.reader.read(MAX_BYTES + 1)
    told = record.headers.get("Content-Length") or ""
    size = int(told) if told.isdecimal() and len(told) < 20 else len(block)
    if size > MAX_BYTES:
        return _broken(name, ArticleError("A03", name=name, size=size / 1e6, limit=MAX_BYTES / 1e6))
    head = "".join(f"{key}: {value}\r\n" for key, value in record.headers.items())
    raw = b"".join([b"WARC/1.0\r\n", head.encode("utf-8", "replace"), b"\r\n", block, b"\r\n\r\n"])
    if len(block) < size or not told:
        return Held(name, raw, None, ArticleError("A10", name=name, what="its record ends early"))
    return held_in(raw, name)


def _answer(raw: bytes, name: str) -> Fetched:
    """What a record holds, as if it had been fetched just now."""
    warc = _fastwarc()
    try:
        record = next(iter(warc.ArchiveIterator(BytesIO(raw), parse_http=False)), None)
    except OSError as fault:
        raise ArticleError("A08", name=name, what=f"its record is damaged ({str(fault)[:80]})") from fault
    if record is None:
        raise ArticleError("A08", name=name, what="its record is damaged")
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if record.record_type == warc.WarcRecordType.conversion:
        return _conversion(record.reader.read(), address, name)
    status, said, data = _http(warc, raw, name)
    if status != HTTPStatus.OK:
        reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "no known code"
        raise FetchError("W04", name=name, status=status, reason=reason)
    kind, charset = stated(said.get("content-type"))
    if kind is not None and kind not in PAGES:
        raise FetchError("W07", name=name, kind=kind)
    data = _unwrapped(data, said.get("content-encoding", ""), name)
    if not data:
        raise ArticleError("A01", name=name)
    return Fetched(asked=name, address=address, raw=data, kind=kind, charset=charset)


def _conversion(data: bytes, address: str, name: str) -> Fetched:
    """A text that was taken out of a page; one with hardly a line of telling is a menu, and no article."""
    lines = (line.split() for line in data.splitlines())
    if sum(len(words) for words in lines if len(words) >= _LINE_OF_TELLING) < _FEWEST_WORDS:
        raise ArticleError("A04", name=name)
    return Fetched(asked=name, address=address, raw=data, kind=_TEXT, charset="utf-8")


def _http(warc: Any, raw: bytes, name: str) -> tuple[int, dict[str, str], bytes]:
    """The status, the head and the body of an answer; a body said to be in chunks that is in none is taken as it is."""
    for decode in ("transfer", "none"):
        record = next(iter(warc.ArchiveIterator(BytesIO(raw), parse_http=False)))
        try:
            record.parse_http(auto_decode=decode, quirks_mode=True)
            body = record.reader.read(MAX_BYTES + 1)
        except OSError:
            continue
        if record.http_headers is None or not record.http_headers.status_code:
            break
        if body or decode == "none":
            said = {key.lower(): value for key, value in record.http_headers.items()}
            return int(record.http_headers.status_code), said, body
    raise ArticleError("A08", name=name, what="its record holds no answer of a web server")


def _unwrapped(data: bytes, coding: str, name: str) -> bytes:
    """A body, its packing taken off; archives keep bodies unpacked under heads that call them packed."""
    try:
        return unwrapped(data, coding, name)
    except FetchError as error:
        if error.code == "A10" and not data.startswith(_GZIP):
            return data
        raise
