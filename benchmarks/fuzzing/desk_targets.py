"""Targets: requests to the desk, and Parquet."""

from __future__ import annotations

import asyncio
import tempfile
import weakref
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from benchmarks.fuzzing import material
from benchmarks.fuzzing.invariants import hold, sound_record
from benchmarks.fuzzing.record_targets import ledger_of, records, story_of
from benchmarks.fuzzing.target import Came, Target, encoded, scratch
from onrecord.errors import OnRecordError
from onrecord.export import parquet
from onrecord.web.app import application
from onrecord.web.received import shown_name
from onrecord.web.settings import Settings

_HOST: Final = b"127.0.0.1:8765"
_METHODS: Final = {b"GET", b"POST", b"HEAD"}


class _Desk:
    """The desk, asked as its server asks it, so that no client tidies a request first."""

    def __init__(self) -> None:
        path = scratch(self) / "ledger.db"
        ledger_of(path).close()
        self._app = application(Settings(ledger=path, reading=False))
        self._runner = asyncio.Runner()
        weakref.finalize(self, self._runner.close)

    def __call__(self, data: bytes) -> Came:
        line, _, rest = data.partition(b"\n")
        more, _, body = rest.partition(b"\n")
        method, _, target = line.partition(b" ")
        status, answer = self._runner.run(self._asked(method.upper(), target.strip() or b"/", more, body))
        hold(status < 500, f"answered {status}")
        return Came(f"{status} {target.split(b'?')[0][:20]!r}" if status < 400 else str(status), str(len(answer) > 0))

    async def _asked(self, method: bytes, target: bytes, more: bytes, body: bytes) -> tuple[int, bytes]:
        path, _, query = target.partition(b"?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "root_path": "",
            "method": method.decode("latin-1") if method in _METHODS else "GET",
            "path": unquote(path.decode("latin-1")), "raw_path": path, "query_string": query,
            "headers": list(_headers(more, body)), "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8765),
        }  # fmt: skip
        status, answer, sent = 0, bytearray(), False

        async def receive() -> MutableMapping[str, Any]:
            nonlocal sent
            if sent:
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            answer.extend(message.get("body", b""))

        await self._app(scope, receive, send)
        return status, bytes(answer)


def _headers(more: bytes, body: bytes) -> list[tuple[bytes, bytes]]:
    """What a browser sends, with what an input has beside it: a content type, or a header with its value."""
    told = {b"host": _HOST, b"origin": b"http://" + _HOST, b"content-length": str(len(body)).encode()}
    name, _, value = more.strip().partition(b" ")
    if b"/" in name:
        told[b"content-type"] = more.strip()
    elif name and value:
        told[name.lower()] = value
    return list(told.items())


def _desk_seeds() -> list[bytes]:
    article = records()[0].article.id.encode()
    story, (left, right) = story_of()
    beside = f"/stories/{story}?left={left}&lw=20-47&right={right}&rw=9-12&show=x"
    multipart = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="../a.html"\r\nContent-Type: text/html\r\n\r\n'
        b"<p>Two died.</p>\r\n--x--\r\n"
    )
    form = b"application/x-www-form-urlencoded\n"
    return [
        f"GET {beside}\n\n".encode(),
        f"GET /stories/{story}?part=disputes\n\n".encode(),
        f"GET /stories/{story}/export?as=jsonl\n\n".encode(),
        f"GET /export?story={story}&as=annotations\n\n".encode(),
        b"GET /search?q=speaker%3AVall+raid&page=2\n\n",
        b"GET /inbox?page=1\n\n",
        b"GET /stories?page=1\n\n",
        b"GET /actors?q=a&sort=name&page=1\n\n",
        b"GET /articles/" + article + b"?page=1\n\n",
        b"GET /articles/" + article + b"/saved\n\n",
        b"GET /articles/" + article + b"/readings?left=1&right=2\n\n",
        b"GET /export?article=" + article + b"&as=jsonl\n\n",
        b"GET /network?article=" + article + b"\n\n",
        b"GET /judgements\n\n",
        b"POST /inbox/text\n" + form + b"text=Two+people+died.&title=Raid&published=2026-03&outlet=Post&url=",
        b"POST /inbox/address\n" + form + b"address=http%3A%2F%2Fmarn.example%2Fa",
        b"POST /inbox/files\nmultipart/form-data; boundary=x\n" + multipart,
        b"POST /judgements\n" + form + b"kind=article&one=" + article + b"&other=a-0&same=1&why=x",
        b"POST /corrections\n" + form + b"item=" + article + b"%2Fs-0&kind=not-a-statement",
        b"POST /search/keep\n" + form + b"name=mine&q=raid",
        b"POST /who\n" + form + b"name=Ada",
    ]


def _names() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        name = shown_name(data.decode("utf-8", "surrogateescape"))
        name.encode("utf-8")
        hold(0 < len(name) <= 120 and "/" not in name and "\\" not in name, f"{name!r} may not be shown")
        hold(name.isprintable(), f"{name!r} has what cannot be seen")
        return Came(f"{len(name) == 120} {name == 'unnamed'}", name)

    return run


def _parquet() -> Callable[[bytes], Came]:
    """Tables of Parquet of which one was spoilt: the input's first byte says which, the rest is the file."""

    def run(data: bytes) -> Came:
        table = parquet.TABLES[data[0] % len(parquet.TABLES) if data else 0]
        file = path / f"{table}.parquet"
        file.write_bytes(data[1:])
        try:
            found = list(parquet.read(path))
        except (ValueError, OnRecordError) as error:
            return Came(f"{table} {type(error).__name__}", type(error).__name__)
        finally:
            file.write_bytes(whole[table])
        return Came(f"{table} {len(found)}", "\n".join(sound_record(each) for each in found))

    path = scratch(run)
    parquet.write(((each, None) for each in records()[:2]), path)
    whole = {table: (path / f"{table}.parquet").read_bytes() for table in parquet.TABLES}
    return run


def _tables() -> list[bytes]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        parquet.write(((each, None) for each in records()[:2]), path)
        return [bytes([at]) + (path / f"{table}.parquet").read_bytes() for at, table in enumerate(parquet.TABLES)]


TARGETS: Final = (
    Target(
        name="desk",
        told="requests to the desk",
        prepare=_Desk,
        share=0.7,
        longest=3_000,
        seeds=_desk_seeds,
        words=lambda: encoded((*material.DESK, records()[0].article.id)),
        opening=(b"GET /search?q=", b"\n\n"),
        most=60_000,
    ),
    Target(
        name="upload_name",
        told="the names of files that are uploaded",
        prepare=_names,
        share=8,
        longest=600,
        seeds=lambda: [b"../../etc/passwd", b"C:\\x\\y.html", "a\u202elmth.exe".encode()],
        words=lambda: encoded((*material.STRANGE, "/", "\\", "..", ".html", "%2f", "con")),
    ),
    Target(
        name="parquet",
        told="tables of records",
        prepare=_parquet,
        share=0.2,
        longest=60_000,
        seeds=_tables,
        words=lambda: [b"PAR1", b"\x00" * 8, b"\xff" * 8, b"\x15\x00"],
        most=0,
    ),
)
