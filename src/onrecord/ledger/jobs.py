"""What waits to be read: files, texts, addresses, feeds, articles to be read again.

A job is claimed by one worker, for as long as its lease lasts; the worker renews it while it is at work. So two that
look into one ledger never read one job twice, and what a killed worker leaves is taken up by the next.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from onrecord.errors import ArticleError, OnRecordError
from onrecord.ledger.adding import Outcome, Step
from onrecord.ledger.connection import faults, snapshot, transaction
from onrecord.ledger.feeds import later, now, stamp
from onrecord.ledger.ledger import Failure, Ledger

LEASE_SECONDS: Final = 60.0
"""How long a claim holds without being renewed."""
_AHEAD: Final = 2 * LEASE_SECONDS
"""A lease that ends later than this from now was written by a clock that has been put back since, and has run out."""
MOST_TRIES: Final = 3
"""How often a job is begun when whoever reads it ends each time; it may be what ends them."""
DONE_KEPT: Final = 200
"""Jobs that are done and still listed; their articles are in the ledger."""


class Kind(StrEnum):
    """What is to be read."""

    UPLOAD = "upload"
    TEXT = "text"
    ADDRESS = "address"
    FEED = "feed"
    REREAD = "reread"


class State(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something to be read.

    Attributes:
        kind: what it is.
        name: what to call it: a file's name as shown, an address, an article's id; empty for all feeds.
        form: the suffix that tells what the bytes are, `.html` say; empty where they tell it themselves.
        size: of the bytes as they came.
        data: the bytes, as `packed` gives them.
        error: why it cannot even be tried.
    """

    kind: Kind
    name: str
    form: str = ""
    size: int = 0
    data: bytes | None = None
    error: ArticleError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that was asked to be read.

    Attributes:
        seq: its number, in the order of asking.
        kind: what it is.
        name: see `Wanted`.
        form: see `Wanted`.
        size: of its bytes as they came.
        state: how far it has come.
        asked: when it was asked for, UTC, ISO 8601.
        ended: when it was done or failed.
        parent: of one article of a file with many, the number of the file's job.
        added: how many articles it added.
        present: how many were in the ledger already.
        failed: how many could not be read.
        article: the id of the first of them that is in the ledger.
        failure: why it failed.
        kept: whether its bytes are still there.
    """

    seq: int
    kind: Kind
    name: str
    form: str
    size: int
    state: State
    asked: str
    ended: str | None
    parent: int | None
    added: int
    present: int
    failed: int
    article: str | None
    failure: Failure | None
    kept: bool

    @property
    def can_be_tried(self) -> bool:
        """Whether there is something to try again: its bytes, or whatever it is fetched from."""
        return self.kept or self.kind not in {Kind.UPLOAD, Kind.TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with the jobs of a ledger.

    Attributes:
        counts: how many jobs are in each state.
        reading: those that are being read.
        waiting: the next of those that wait.
        done: the last that are done, the latest first.
    """

    counts: dict[State, int]
    reading: tuple[Job, ...]
    waiting: tuple[Job, ...]
    done: tuple[Job, ...]

    @property
    def busy(self) -> bool:
        """Whether anything is left to be read."""
        return bool(self.counts[State.WAITING] or self.counts[State.READING])


_COLUMNS: Final = "seq, kind, name, form, size, state, asked, ended, parent, added, present, failed, article"
_JOBS: Final = f"SELECT {_COLUMNS}, size > 0 AND data IS NOT NULL, code, what, remedy FROM jobs "  # noqa: S608 - ours


def packed(raw: bytes) -> bytes:
    """Bytes as a job keeps them."""
    return zlib.compress(raw, 1)


def ask(ledger: Ledger, wanted: Sequence[Wanted], *, parent: int | None = None) -> int:
    """Ask for things to be read, all of them or none.

    Args:
        ledger: open for writing.
        wanted: what; an address, a feed or an article that waits already is not asked for again.
        parent: the job of the file that they are parts of; a part that it has already is left as it is.

    Returns:
        how many are new.

    Raises:
        SetupError: L04, L05 or L07.
    """
    moment = stamp(now())
    with faults(ledger.path), transaction(ledger.connection):
        before = ledger.connection.total_changes
        for each in wanted:
            error = each.error
            ledger.connection.execute(
                "INSERT INTO jobs (kind, name, form, size, data, state, asked, ended, tries, parent, added, "
                "present, failed, code, what, remedy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (
                    each.kind,
                    each.name,
                    each.form,
                    each.size,
                    each.data,
                    State.WAITING if error is None else State.FAILED,
                    moment,
                    None if error is None else moment,
                    parent,
                    int(error is not None),
                    *_told(error),
                ),
            )
        return ledger.connection.total_changes - before


def claim(ledger: Ledger, worker: str, *, feeds: bool = True, clock: Callable[[], datetime] = now) -> Job | None:
    """Take the next job, or one whose worker has let its lease run out; None where there is nothing to do.

    Feeds, which take long, come after everything else.

    Args:
        ledger: open for writing.
        worker: who takes it.
        feeds: whether it may be a feed.
        clock: tells the time, in UTC.

    Raises:
        SetupError: L04, L05 or L07.
    """
    if not _next(ledger, clock(), feeds=feeds):
        return None
    with faults(ledger.path), transaction(ledger.connection):
        moment = clock()
        while rows := _next(ledger, moment, feeds=feeds):
            ((seq, tries),) = rows
            if tries < MOST_TRIES:
                ledger.connection.execute(
                    "UPDATE jobs SET state = 'reading', worker = ?, lease = ?, tries = tries + 1, added = 0, "
                    "present = 0, failed = 0 WHERE seq = ?",
                    (worker, stamp(later(moment, LEASE_SECONDS)), seq),
                )
                return job(ledger, seq)
            name = ledger.rows("SELECT name FROM jobs WHERE seq = ?", (seq,))[0][0]
            _end(ledger, seq, State.FAILED, ArticleError("D02", name=name, count=tries), moment)
    return None


def _next(ledger: Ledger, moment: datetime, *, feeds: bool) -> list[tuple[Any, ...]]:
    states = ("state = 'reading' AND (lease < ?1 OR lease > ?2)", "state = 'waiting' AND ?1 < ?2")
    for kinds in ("kind <> 'feed'", "kind = 'feed'")[: 1 + feeds]:
        for state in states:
            found = ledger.rows(
                f"SELECT seq, tries FROM jobs WHERE {state} AND {kinds} ORDER BY seq LIMIT 1",  # noqa: S608 - ours
                (stamp(moment), stamp(later(moment, _AHEAD))),
            )
            if found:
                return found
    return []


def renew(ledger: Ledger, worker: str, *, clock: Callable[[], datetime] = now) -> None:
    """Let the lease of a worker's job begin anew.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        ledger.connection.execute(
            "UPDATE jobs SET lease = ? WHERE state = 'reading' AND worker = ?",
            (stamp(later(clock(), LEASE_SECONDS)), worker),
        )


def release(ledger: Ledger, worker: str, *, orderly: bool) -> int:
    """Let what a worker was at wait again, as it has stopped.

    Args:
        ledger: open for writing.
        worker: who has stopped.
        orderly: it was told to; so it was not the job that ended it.

    Returns:
        how many jobs wait again.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        mine = ledger.rows("SELECT seq, kind, name FROM jobs WHERE state = 'reading' AND worker = ?", (worker,))
        for seq, kind, name in mine:
            ledger.connection.execute(
                "DELETE FROM jobs WHERE state = 'waiting' AND kind = ? AND name = ? "
                "AND kind IN ('address', 'feed', 'reread')",
                (kind, name),
            )
            ledger.connection.execute(
                "UPDATE jobs SET state = 'waiting', worker = NULL, lease = NULL, tries = tries - ? WHERE seq = ?",
                (int(orderly), seq),
            )
        return len(mine)


def raw(ledger: Ledger, seq: int) -> bytes:
    """The bytes of a job as they came; none where it has none.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows("SELECT data FROM jobs WHERE seq = ?", (seq,))
    return zlib.decompress(rows[0][0]) if rows and rows[0][0] is not None else b""


def tell(ledger: Ledger, seq: int, worker: str, step: Step) -> bool:
    """Keep what became of one article of a job.

    Returns:
        whether the job is still the worker's; when not, another has taken it up, and the worker lets it go.

    Raises:
        SetupError: L04, L05 or L07.
    """
    column = {Outcome.ADDED: "added", Outcome.PRESENT: "present", Outcome.FAILED: "failed"}[step.outcome]
    with faults(ledger.path), transaction(ledger.connection):
        done = ledger.connection.execute(
            f"UPDATE jobs SET {column} = {column} + 1, article = coalesce(article, ?), lease = ? "  # noqa: S608 - ours
            "WHERE seq = ? AND state = 'reading' AND worker = ?",
            (step.article, stamp(later(now(), LEASE_SECONDS)), seq, worker),
        )
        return done.rowcount > 0


def end(ledger: Ledger, seq: int, worker: str, error: OnRecordError | None = None) -> bool:
    """Keep that a job is done, or failed and why; its bytes are kept only of one that failed.

    Returns:
        whether the job was still the worker's.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        mine = ledger.rows("SELECT 1 FROM jobs WHERE seq = ? AND state = 'reading' AND worker = ?", (seq, worker))
        if mine:
            _end(ledger, seq, State.DONE if error is None else State.FAILED, error, now())
            ledger.connection.execute(
                "DELETE FROM jobs WHERE state = 'done' AND seq <= (SELECT seq FROM jobs WHERE state = 'done' "
                "ORDER BY seq DESC LIMIT 1 OFFSET ?)",
                (DONE_KEPT,),
            )
        return bool(mine)


def _end(ledger: Ledger, seq: int, state: State, error: OnRecordError | None, moment: datetime) -> None:
    ledger.connection.execute(
        "UPDATE jobs SET state = ?, ended = ?, worker = NULL, lease = NULL, code = ?, what = ?, remedy = ?, "
        "data = CASE WHEN ? THEN NULL ELSE data END WHERE seq = ?",
        (state, stamp(moment), *_told(error), state is State.DONE, seq),
    )


def _told(error: OnRecordError | None) -> tuple[str | None, str | None, str | None]:
    return (None, None, None) if error is None else (error.code, error.what, error.remedy)


def retry(ledger: Ledger, seq: int | None = None) -> int:
    """Let a failed job wait again, or all of them; return how many.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        done = ledger.connection.execute(
            "UPDATE OR REPLACE jobs SET state = 'waiting', ended = NULL, tries = 0, added = 0, present = 0, "
            "failed = 0, code = NULL, what = NULL, remedy = NULL WHERE state = 'failed' AND seq = coalesce(?, seq)",
            (seq,),
        )
        return done.rowcount


def dismiss(ledger: Ledger, seq: int | None = None) -> int:
    """Forget a job that failed or waits, or all that failed, with their failures; return how many.

    Raises:
        SetupError: L04, L05 or L07.
    """
    which = "state = 'failed'" if seq is None else "state IN ('failed', 'waiting') AND seq = ?"
    values = () if seq is None else (seq,)
    with faults(ledger.path), transaction(ledger.connection):
        ledger.connection.execute(
            f"DELETE FROM failures WHERE name IN (SELECT name FROM jobs WHERE {which} AND state = 'failed')",  # noqa: S608
            values,
        )
        return ledger.connection.execute(f"DELETE FROM jobs WHERE {which}", values).rowcount  # noqa: S608 - ours


def job(ledger: Ledger, seq: int) -> Job | None:
    """A job by its number; None where there is none.

    Raises:
        SetupError: L05 or L07.
    """
    found = _jobs(ledger, "WHERE seq = ?", (seq,))
    return found[0] if found else None


def standing(ledger: Ledger, *, listed: int = 10) -> Standing:
    """How it stands with the jobs of a ledger, all of it as of one moment.

    Args:
        ledger: where they are.
        listed: how many jobs of each state are told of.

    Raises:
        SetupError: L05 or L07.
    """
    counts = dict.fromkeys(State, 0)
    with faults(ledger.path), snapshot(ledger.connection):
        for state, count in ledger.rows("SELECT state, count(*) FROM jobs GROUP BY state"):
            counts[State(state)] = count
        return Standing(
            counts=counts,
            reading=tuple(_jobs(ledger, "WHERE state = 'reading' ORDER BY seq LIMIT ?", (listed,))),
            waiting=tuple(_jobs(ledger, "WHERE state = 'waiting' ORDER BY seq LIMIT ?", (listed,))),
            done=tuple(_jobs(ledger, "WHERE state = 'done' ORDER BY seq DESC LIMIT ?", (listed,))),
        )


def failed(ledger: Ledger, *, limit: int = 50, before: int | None = None) -> list[Job]:
    """Jobs that failed, the latest asked for first.

    Args:
        ledger: where they are.
        limit: at most so many.
        before: only those with a lower number.

    Raises:
        SetupError: L05 or L07.
    """
    most = before if before is not None else 1 << 62
    return _jobs(ledger, "WHERE state = 'failed' AND seq < ? ORDER BY seq DESC LIMIT ?", (most, limit))


def other_failures(ledger: Ledger, *, limit: int = 50, after: str = "") -> list[Failure]:
    """What could not be read and is no failed job, by name: by the command line, or told of by a feed.

    Args:
        ledger: where they are.
        limit: at most so many.
        after: only those whose name comes after this one.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows(
        "SELECT name, code, what, remedy FROM failures WHERE name > ? AND NOT EXISTS (SELECT 1 FROM jobs "
        "WHERE state = 'failed' AND jobs.name = failures.name) ORDER BY name LIMIT ?",
        (after, limit),
    )
    return [Failure(*row) for row in rows]


def _jobs(ledger: Ledger, where: str, values: Sequence[object]) -> list[Job]:
    names = _COLUMNS.split(", ")
    found: list[Job] = []
    for row in ledger.rows(_JOBS + where, values):
        told = dict(zip(names, row, strict=False))
        kept, code, what, remedy = row[len(names) :]
        failure = None if code is None else Failure(told["name"], code, what, remedy)
        kind, state = Kind(told.pop("kind")), State(told.pop("state"))
        found.append(Job(kind=kind, state=state, failure=failure, kept=bool(kept), **told))
    return found
