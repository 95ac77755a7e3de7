"""A web of a few invented hosts, all served from this machine; nothing outside it is ever asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """What a server gives by path, and what it was asked.

    Attributes:
        port: where it listens on this machine.
        answers: by path.
        asked: the paths, in order.
        heads: the headers of each request.
    """

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def gives(self, path: str, body: bytes | str, kind: str | None = "text/html; charset=utf-8", **more: str) -> str:
        """Let a path answer with a body; return its address."""
        self.answers[path] = page(body, kind, status=200, **more)
        return self.at(path)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.heads.append({name.lower(): value for name, value in self.headers.items()})
        self.site.answers.get(self.path, page(b"nothing here", status=404))(self)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def page(body: bytes | str, kind: str | None = "text/html; charset=utf-8", *, status: int = 200, **more: str) -> Answer:
    """An answer; headers are given with underscores for hyphens."""
    raw = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        if kind is not None:
            handler.send_header("Content-Type", kind)
        if "Content_Length" not in more:
            handler.send_header("Content-Length", str(len(raw)))
        for name, value in more.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return answer


def moved(to: str, status: int = 302) -> Answer:
    return page(b"", status=status, Location=to)


def raw(*parts: bytes, pause: float = 0.0, stop: threading.Event | None = None) -> Answer:
    """An answer byte for byte, with a pause after each part."""

    def answer(handler: Handler) -> None:
        for part in parts:
            try:
                handler.wfile.write(part)
                handler.wfile.flush()
            except OSError:
                return
            if pause and (stop or threading.Event()).wait(pause):
                return

    return answer


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: whoever asks may hang up."""


@contextmanager
def served(wrap: Callable[[ThreadingHTTPServer], None] | None = None) -> Iterator[Site]:
    """A site on this machine."""
    site = Site()
    server = _Quiet(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    if wrap is not None:
        wrap(server)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(title: str, body: str) -> str:
    """A page with an article."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="Marn Gazette"></head><body><article><h1>{title}</h1>'
        f"<p>{body} The harbour of Marn was closed on Monday after a crane fell across the quay, officials said.</p>"
        "<p>“Nobody was under it, thank God,” said the harbour master, Oda Flint. “It could have been worse.”</p>"
        "</article></body></html>"
    )


def rss(*items: tuple[str, str], more: str = "", title: str = "Marn Gazette") -> str:
    """A feed of (title, address)."""
    told = "".join(
        f"<item><title>{name}</title><link>{address}</link><pubDate>Tue, 03 Feb 2026 08:15:00 +0100</pubDate></item>"
        for name, address in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"{told}{more}</channel></rss>"
    )
