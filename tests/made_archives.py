"""Web archives made by hand, record by record, and readers that need no encoder."""

from __future__ import annotations

import gzip
import os
import signal
import time
from pathlib import Path

from onrecord.record import Article, Reader, Record

TELLING = (
    (
        "The ferry between Marn and Sorenia was stopped on Monday after its engine failed, the port office said. "
        "Nobody was hurt, and the passengers were brought back to the harbour in small boats by the evening."
    ),
    (
        "“We are looking for a part that has not been made since the war,” said Ines Vall, who runs the line. "
        "The next crossing is planned for Thursday, if the weather is good."
    ),
)


def page(*paragraphs: str, charset: str | None = "utf-8", title: str = "Ferry stopped") -> str:
    """A page with an article."""
    meta = f'<meta charset="{charset}">' if charset else ""
    told = "".join(f"<p>{each}</p>\n" for each in paragraphs or TELLING)
    return (
        f"<!DOCTYPE html>\n<html><head>{meta}<title>{title}</title></head>\n"
        f"<body><article><h1>{title}</h1>\n{told}</article></body></html>\n"
    )


def answer(body: bytes, *head: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """An answer of a web server."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *head]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block: bytes, address: str = "https://lantern.example/ferry", kind: str = "response") -> bytes:
    """A record of an archive."""
    said = "text/plain" if kind == "conversion" else "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-02T10:00:00Z\r\n"
        f"Content-Type: {said}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def written(to: Path, *records: bytes, packed: bool = True) -> str:
    """An archive, its records packed each by itself, as crawlers write them."""
    to.write_bytes(b"".join(gzip.compress(each, mtime=0) if packed else each for each in records))
    return str(to)


def quick(article: Article) -> Record:
    """A record with nothing in it."""
    return Record(article=article, reader=Reader(engine="quick", model="none", layers=()))


def killed_once(mark: Path, article: Article) -> Record:
    """The same; the first worker that is asked for one is killed at it, unless the mark is there."""
    if "Fourth" in (article.title or "") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(article)


def slowly(article: Article) -> Record:
    """The same after a while, so that a worker can be killed meanwhile."""
    time.sleep(0.2)
    return quick(article)


def killed_always(article: Article) -> Record:
    """Kills whoever asks."""
    os.kill(os.getpid(), signal.SIGKILL)
    return quick(article)
