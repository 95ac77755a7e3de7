"""The process that reads for the desk: `python -m onrecord.web.worker LEDGER`.

It is told and tells by JSON lines. `{"do": "look"}` says that there is something to read; it says what it has begun
and ended, and what keeps it from reading. It looks by itself too, now and then, for what another desk has left, and
for feeds that were not asked for a while. When its standard input ends, so does it, at once: whatever it was at waits
again.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import signal
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from onrecord.articles.fetching import Fetcher
from onrecord.errors import OnRecordError, SetupError
from onrecord.ledger import Ledger, feeds, jobs
from onrecord.ledger.jobs import LEASE_SECONDS, Job, Kind, Wanted
from onrecord.web.work import Means, work

FEEDS_EVERY: Final = 15 * 60.0
"""Seconds between two looks at a feed while the desk is open."""
_LOOK_EVERY: Final = 20.0
_FAULT: Final = 3


class Worker:
    """Reads what waits in a ledger until it is told to stop."""

    def __init__(self, path: Path, name: str, *, allow_private: bool) -> None:
        self._path = path
        self._name = name
        self._allow_private = allow_private
        self._told: queue.Queue[str] = queue.Queue()
        self._saying = threading.Lock()

    def run(self) -> None:
        """Read, and wait for more.

        Raises:
            SetupError: nothing can be read; what waits is kept.
        """
        from onrecord.comparing.indexing import Indexing
        from onrecord.reading.reader import read
        from onrecord.reading.settled import settled

        with Ledger(self._path) as ledger:
            threading.Thread(target=self._listen, daemon=True).start()
            threading.Thread(target=self._renew, daemon=True).start()
            means = Means(read=settled(read), index=Indexing(), fetch=Fetcher(allow_private=self._allow_private))
            self._say(state="ready")
            while True:
                _ask_feeds(ledger)
                while (done := work(ledger, self._name, means, self._begun)) is not None:
                    job, error = done
                    self._say(ended=job.seq, failed=error is not None)
                self._say(state="idle")
                with suppress(queue.Empty):
                    self._told.get(timeout=_LOOK_EVERY)

    def _begun(self, job: Job) -> None:
        self._say(reading=job.seq)

    def _say(self, **told: Any) -> None:
        with self._saying, suppress(OSError):
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()

    def _listen(self) -> None:
        """Hear what the desk says; once it says no more, give back what is being read and end."""
        for line in sys.stdin:
            with suppress(ValueError, AttributeError):
                if json.loads(line).get("do") == "look":
                    self._told.put("look")
        with suppress(OnRecordError), Ledger(self._path) as ledger:
            # the thread that reads may be in the middle of a write; that is all or nothing, and this waits for it
            jobs.release(ledger, self._name, orderly=True)
        os._exit(0)

    def _renew(self) -> None:
        """Renew the lease of what is being read."""
        pause = threading.Event()
        with Ledger(self._path) as ledger:
            while not pause.wait(LEASE_SECONDS / 4):
                with suppress(OnRecordError):
                    jobs.renew(ledger, self._name)


def _ask_feeds(ledger: Ledger) -> None:
    """Ask for a look at the feeds if one was not asked for a while."""
    moment = feeds.now()
    past = feeds.stamp(feeds.later(moment, -FEEDS_EVERY))
    due = [
        each
        for each in feeds.feeds(ledger)
        if each.is_due(moment) and (each.tried is None or not past < each.tried <= feeds.stamp(moment))
    ]
    if due:
        jobs.ask(ledger, [Wanted(kind=Kind.FEED, name="")])


def main() -> None:
    """Run the worker until its standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.web.worker", description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--name", default=f"worker-{os.getpid()}", help="what its claims are kept under")
    parser.add_argument("--allow-private", action="store_true", help="fetch from private networks too")
    given = parser.parse_args()
    # Ctrl-C goes to the whole group of processes; the desk then closes our standard input
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        Worker(given.ledger, given.name, allow_private=given.allow_private).run()
    except SetupError as error:
        sys.stdout.write(json.dumps({"fault": {"code": error.code, "what": error.what, "remedy": error.remedy}}) + "\n")
        sys.stdout.flush()
        os._exit(_FAULT)
    except Exception:  # noqa: BLE001 - told in full; an ordinary end would wait for the thread that listens
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    main()
