"""What a ledger holds: whether every article in it is whole, and all of it in a form that can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from onrecord.comparing.indexing import Indexing
from onrecord.errors import OnRecordError
from onrecord.ledger import Ledger
from onrecord.ledger.checking import check

_PARTS = {
    "failures": "SELECT name, code, what FROM failures",
    "judgements": "SELECT j.id, j.same, u.undone FROM judgements AS j LEFT JOIN undoings AS u ON u.judgement = j.id",
    "corrections": "SELECT c.id, u.undone FROM corrections AS c "
    "LEFT JOIN corrections_undone AS u ON u.correction = c.id",
    "readings": "SELECT article, engine, hex(data) FROM readings",
    "stories": "SELECT s.id, s.title, s.reports, a.id, t.main FROM stories AS s "
    "JOIN story_articles AS t ON t.story = s.seq JOIN articles AS a ON a.seq = t.article",
    "comparisons": "SELECT digest, story, hex(data) FROM story_comparisons",
    "feeds": "SELECT address, title, etag, failures, code FROM feeds",
    "entries": "SELECT address, title, published, article, due IS NULL, failures FROM feed_entries",
    "jobs": "SELECT kind, name, state, added + present, failed, article FROM jobs",
    "searches": "SELECT name, query, who, deleted IS NULL FROM searches",
    "statements": "SELECT article, id, speaker, content FROM statements",
    "sketches": "SELECT a.id, hex(s.hashes) FROM sketches AS s JOIN articles AS a ON a.seq = s.article",
    "links": "SELECT a.id, o.id, round(l.score, 9) FROM story_links AS l JOIN articles AS a ON a.seq = l.article "
    "JOIN articles AS o ON o.seq = l.other",
    "facets": "SELECT a.id, f.statements, f.events FROM facets AS f JOIN articles AS a ON a.seq = f.article",
    "actors": "SELECT a.id, x.entity, x.named, x.key, x.said, x.about FROM actors AS x "
    "JOIN articles AS a ON a.seq = x.article",
    "cast": "SELECT key, name, type, articles, said, about FROM actor_cast",
}
"""What is compared, less the times at which it was kept and the order in which it came."""


def held(path: Path) -> dict[str, Any]:
    """All that a ledger holds, the same for two that hold the same however they came to."""
    with Ledger(path) as ledger:
        found: dict[str, Any] = {name: sorted(ledger.rows(query), key=repr) for name, query in _PARTS.items()}
        found["articles"] = sorted(ledger.lines())
        found["raw"] = sorted(
            (one.id, one.name, ledger.digest(one.id), len(ledger.raw(one.id))) for one in ledger.articles()
        )
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The parts in which two ledgers differ."""
    return [name for name in one if one[name] != other[name]]


def unsound(path: Path, told: Collection[str] = (), *, indexed: bool = True, behind: bool = False) -> Iterator[str]:
    """What is wrong with a ledger after a fault.

    Args:
        path: its file.
        told: the ids of articles that were said to be committed.
        indexed: whether each article is in a story.
        behind: whether its facets and actors may be still to be made, as in a ledger of an older version.
    """
    for damage in check(path, Indexing.version).damage:
        yield f"{damage.part} {damage.article or ''}: {damage.what}"
    with Ledger(path) as ledger:
        there = Counter(one.id for one in ledger.articles())
        for article in sorted({*told} - {*there}):
            yield f"article {article} was committed and is not there"
        for article, count in there.items():
            if count != 1:
                yield f"article {article} is there {count} times"
            yield from _half(ledger, article, indexed=indexed, behind=behind)
    for damage in check(path, Indexing.version).damage:
        yield f"once opened, {damage.part} {damage.article or ''}: {damage.what}"


def _half(ledger: Ledger, article: str, *, indexed: bool, behind: bool) -> Iterator[str]:
    """What an article lacks that is committed with it."""
    try:
        record = ledger.record(article)
        ledger.raw(article)
    except OnRecordError as error:
        yield f"article {article}: {error}"
        return
    counted: dict[str, int | None] = {"records": 1, "statements": len(record.statements)}
    if not behind:
        counted |= {"facets": 1, "actor_articles": 1}
    if indexed:
        counted |= {"sketches": 1, "profiles": 1, "story_articles": None}  # any number
    ((seq,),) = ledger.rows("SELECT seq FROM articles WHERE id = ?", (article,))
    for table, wanted in counted.items():
        key = article if table in {"records", "statements"} else seq
        ((count,),) = ledger.rows(f"SELECT count(*) FROM {table} WHERE article = ?", (key,))  # noqa: S608 - ours
        if count != wanted if wanted is not None else not count:
            yield f"article {article} has {count} {table}"


def size(path: Path) -> int:
    """The bytes of a ledger, its log and its index of the log."""
    total = 0
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            total += path.with_name(path.name + end).stat().st_size
    return total
