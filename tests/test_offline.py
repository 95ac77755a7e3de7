"""Nothing is downloaded, ever; memory stays small."""

import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import onrecord
from onrecord.articles import arrivals
from onrecord.reading.encoder import loaded
from tests.conftest import STORY

MOST_MEGABYTES = 700


def test_reading_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    loaded.cache_clear()
    for arrival in arrivals([str(STORY)]):
        assert arrival.article is not None
    assert onrecord.read("The mayor of Marn, Oda Flint, said on Monday that the harbour was closed.").statements


def test_a_long_article_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    paragraph = "The mayor of Marn, Oda Flint, said on Monday that the harbour was closed. “It was time,” she said.\n\n"
    path.write_text(paragraph * 800)
    watched = (  # a process of its own, whose only child this is: the peak of all children is what can be asked for
        "import resource, subprocess, sys\n"
        "command = [sys.executable, '-m', 'onrecord', 'read', '--json', sys.argv[1]]\n"
        "done = subprocess.run(command, capture_output=True)\n"
        "print(done.returncode, len(done.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", watched, str(path)], capture_output=True, check=True, text=True)
    code, printed, peak = (int(part) for part in done.stdout.split())
    assert code == 0
    assert printed > 500_000
    assert 0 < peak / 1024 < MOST_MEGABYTES
