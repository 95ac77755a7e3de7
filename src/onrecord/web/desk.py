"""What the pages of one desk share: its settings, its ledger for reading, and for writing one at a time."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from onrecord.ledger import Ledger
from onrecord.web.comparer import Comparer
from onrecord.web.drawn import Drawn
from onrecord.web.settings import Settings
from onrecord.web.workers import Workers

T = TypeVar("T")
WHO = "onrecord_who"
"""The cookie with the name that a person judges by."""
_LONGEST_NAME = 80


class Desk:
    """What the pages of one desk share. SQLite's connections stay in their threads: each has its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers = Workers(settings)
        self._local = threading.local()
        self._opened: list[Ledger] = []
        self._listing = threading.Lock()
        self._writing = threading.Lock()
        self.comparer = Comparer(settings.ledger)
        self.drawn = Drawn()

    def ledger(self) -> Ledger:
        """The ledger, open in this thread.

        Raises:
            SetupError: L01 to L05, L07.
        """
        found: Ledger | None = getattr(self._local, "ledger", None)
        if found is None:
            found = self._local.ledger = Ledger(self.settings.ledger, create=True)
            with self._listing:
                self._opened.append(found)
        return found

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The ledger, for a change; one thread of the desk at a time."""
        with self._writing:
            yield self.ledger()

    def close(self) -> None:
        """End the processes that read and compare, and forget all connections: this process is about to end."""
        self.workers.stop()
        self.comparer.close()
        with self._listing:
            self._opened.clear()


def desk_of(request: Request) -> Desk:
    """The desk that a request is made to."""
    app: Starlette = request.app
    desk: Desk = app.state.desk
    return desk


async def looked_up(request: Request, work: Callable[[Ledger], T]) -> T:
    """What some work finds in the ledger, done in a thread so that other pages go on."""
    desk = desk_of(request)
    return await run_in_threadpool(lambda: work(desk.ledger()))


async def changed(request: Request, work: Callable[[Ledger], T]) -> T:
    """What some work changes in the ledger, one change at a time."""
    desk = desk_of(request)

    def held() -> T:
        with desk.writing() as ledger:
            return work(ledger)

    return await run_in_threadpool(held)


def who(request: Request) -> str:
    """The name of the person at the desk: as they gave it, or of their account on this machine."""
    cookie = unquote(request.cookies.get(WHO, ""), errors="replace")
    given = " ".join("".join(each for each in cookie if each.isprintable()).split())
    return given[:_LONGEST_NAME] or _account()


def _account() -> str:
    """The name that the machine knows the person by."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name in the environment and none for the account
        return "somebody"
