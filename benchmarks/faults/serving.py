"""A feed and its articles, served to this machine alone by a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer

from benchmarks.faults.killing import Tell, started
from onrecord.record import Record


@contextmanager
def served(found: Sequence[Record]) -> Iterator[str]:
    """Serve some articles and a feed that tells of them; gives the feed's address."""

    def serve(tell: Tell) -> None:
        server = HTTPServer(("127.0.0.1", 0), _Handler)
        home = f"http://127.0.0.1:{server.server_port}"
        _Handler.pages = {f"/{one.article.id}": _page(one) for one in found} | {"/feed.xml": _feed(home, found)}
        tell(f"{home}/feed.xml")
        server.serve_forever()

    process, heard = started(serve)
    try:
        address = b""
        while not address.endswith(b"\n"):
            address += os.read(heard, 4096)
        yield address.decode().strip()
    finally:
        os.close(heard)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


class _Handler(BaseHTTPRequestHandler):
    pages: dict[str, tuple[str, bytes]]

    def do_GET(self) -> None:
        kind, body = self.pages.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def _page(record: Record) -> tuple[str, bytes]:
    told = "".join(f"<p>{escape(part)}</p>" for part in record.article.text.split("\n\n"))
    title = escape(record.article.title or "A report")
    page = f"<!doctype html><html lang='en'><title>{title}</title><article><h1>{title}</h1>{told}</article></html>"
    return "text/html; charset=utf-8", page.encode()


def _feed(home: str, found: Sequence[Record]) -> tuple[str, bytes]:
    items = "".join(
        f"<item><title>{escape(one.article.title or 'A report')}</title><link>{home}/{one.article.id}</link></item>"
        for one in found
    )
    feed = f"<rss version='2.0'><channel><title>The Hallan Lantern</title>{items}</channel></rss>"
    return "application/rss+xml", feed.encode()
