"""Who speaks about whom: the strongest ties, of all articles, around one actor, in one story, over some days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onrecord.errors import SetupError
from onrecord.ledger.ledger import Ledger

MOST_NODES: Final = 40
"""Actors that a network shows at most."""
MOST_TIES: Final = 90
"""Ties that a network shows at most; more could not be told apart."""
_MOST_ROWS: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which network; what is empty does not matter.

    Attributes:
        around: this actor's key, and who speaks about it or is spoken about by it.
        story: a story's id: in its articles.
        since: in articles published on this day or later, an ordinal.
        until: on this day or earlier.
        least: ties of at least so many statements.
    """

    around: str = ""
    story: str = ""
    since: int | None = None
    until: int | None = None
    least: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """How many statements of one actor speak of another, both by key."""

    speaker: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """The strongest ties, at most `MOST_TIES` among `MOST_NODES` actors, and whether there are more."""

    ties: tuple[Tie, ...]
    more: bool


def network(ledger: Ledger, sought: Sought) -> Network:
    """Who speaks about whom, the strongest ties first.

    Around one actor, the ties among those it is tied to are shown, too.

    Raises:
        SetupError: L13 there is no such story; L05 or L07.
    """
    found = [Tie(*row) for row in _ties(ledger, sought)]
    kept: list[Tie] = []
    nodes: set[str] = {sought.around} if sought.around else set()
    more = len(found) >= _MOST_ROWS
    for tie in found:
        if len(kept) == MOST_TIES:
            more = True
            break
        both = {tie.speaker, tie.key}
        if len(nodes | both) <= MOST_NODES:
            nodes |= both
            kept.append(tie)
        else:
            more = True
    if sought.around and not (sought.story or sought.since or sought.until):
        kept += _among(ledger, nodes - {sought.around}, sought.least)[: max(0, MOST_TIES - len(kept))]
    return Network(tuple(kept), more)


def _ties(ledger: Ledger, sought: Sought) -> list[tuple[str, str, int]]:
    """Rows of ties, the strongest first."""
    if sought.story or sought.since is not None or sought.until is not None:
        return _counted(ledger, sought)
    if sought.around:
        return ledger.rows(
            "SELECT speaker, key, count FROM (SELECT speaker, key, count FROM actor_spoken_of WHERE speaker = ?1 "
            "UNION ALL SELECT speaker, key, count FROM actor_spoken_of WHERE key = ?1) WHERE count >= ?2 "
            "ORDER BY count DESC, speaker, key LIMIT ?3",
            (sought.around, sought.least, _MOST_ROWS),
        )
    return ledger.rows(
        "SELECT speaker, key, count FROM actor_spoken_of WHERE count >= ? ORDER BY count DESC, speaker, key LIMIT ?",
        (sought.least, _MOST_ROWS),
    )


def _counted(ledger: Ledger, sought: Sought) -> list[tuple[str, str, int]]:
    """The same counted in some articles alone."""
    tests, values = ["speaker <> ''", "speaker <> key"], list[object]()
    if sought.story:
        story = ledger.rows("SELECT seq FROM stories WHERE id = ?", (sought.story,))
        if not story:
            raise SetupError("L13", id=sought.story, path=ledger.path)
        tests.append("article IN (SELECT article FROM story_articles WHERE story = ? AND main = 1)")
        values.append(story[0][0])
    if sought.around:
        tests.append("(speaker = ? OR key = ?)")
        values += [sought.around, sought.around]
    for test, bound in (("day >= ?", sought.since), ("day <= ?", sought.until)):
        if bound is not None:
            tests.append(test)
            values.append(bound)
    if sought.until is not None:
        tests.append("day > 0")
    return ledger.rows(
        f"SELECT speaker, key, count(*) AS n FROM actor_about WHERE {' AND '.join(tests)} GROUP BY speaker, key "  # noqa: S608
        "HAVING n >= ? ORDER BY n DESC, speaker, key LIMIT ?",
        (*values, sought.least, _MOST_ROWS),
    )


def _among(ledger: Ledger, keys: Iterable[str], least: int) -> list[Tie]:
    """The ties among some actors, the strongest first."""
    chosen = sorted(keys)
    marks = ", ".join("?" * len(chosen))
    rows = ledger.rows(
        f"SELECT speaker, key, count FROM actor_spoken_of WHERE speaker IN ({marks}) AND key IN ({marks}) "  # noqa: S608
        "AND count >= ? ORDER BY count DESC, speaker, key LIMIT ?",
        (*chosen, *chosen, least, _MOST_ROWS),
    )
    return [Tie(*row) for row in rows]
