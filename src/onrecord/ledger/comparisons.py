"""Comparisons kept by what they are made of, so that one is made once.

What is kept can be made again at any time; the oldest go when there are many.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.judgements import standing
from onrecord.ledger.ledger import Ledger

MOST: Final = 400
"""Comparisons that are kept; one of twenty reports takes some 100 kB."""


def digest(ledger: Ledger, articles: Sequence[str], engine: str) -> str:
    """What a comparison of some articles is made of, as 64 hexadecimal digits.

    It changes when an article comes or goes, when one is read anew or corrected, when a person judges of their entities
    or events, and with the engine's version; and goes back when the change is undone.

    Args:
        ledger: where they are.
        articles: their ids, in any order.
        engine: the version of what compares.
    """
    among = json.dumps(sorted(set(articles)))
    made = hashlib.sha256(f"{engine}\n{among}\n".encode())
    query = "SELECT data FROM records WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article"
    for (data,) in ledger.rows(query, (among,)):
        made.update(hashlib.sha256(data).digest())
    said = [each.id for each in standing(ledger, articles) if each.kind != "article"]
    made.update(json.dumps([said, _corrections(ledger, among)]).encode())
    return made.hexdigest()


def _corrections(ledger: Ledger, among: str) -> list[str]:
    """The ids of the corrections that stand of some articles."""
    rows = ledger.rows(
        "SELECT c.id FROM corrections AS c WHERE c.article IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM corrections_undone AS u WHERE u.correction = c.id) ORDER BY c.seq",
        (among,),
    )
    return [each for (each,) in rows]


def keep(ledger: Ledger, story: str, made_of: str, data: str) -> None:
    """Keep a comparison, in one transaction; one of the same digest is replaced.

    Args:
        ledger: open for writing.
        story: the story's id.
        made_of: see `digest`.
        data: its JSON.

    Raises:
        SetupError: L04, L05 or L07.
    """
    packed = zlib.compress(data.encode("utf-8", "surrogatepass"), 6)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with faults(ledger.path), transaction(ledger.connection):
        ledger.connection.execute(
            "INSERT OR REPLACE INTO story_comparisons (digest, story, kept, data) VALUES (?, ?, ?, ?)",
            (made_of, story, now, packed),
        )
        _prune(ledger, MOST)


def find(ledger: Ledger, made_of: str) -> str | None:
    """The JSON of the comparison that is made of just that; None where it is not kept, or damaged: it is made again.

    Raises:
        SetupError: L05 or L07.
    """
    rows = ledger.rows("SELECT data FROM story_comparisons WHERE digest = ?", (made_of,))
    if not rows:
        return None
    try:
        return zlib.decompress(rows[0][0]).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError):
        return None


def prune(ledger: Ledger, most: int = MOST) -> None:
    """Forget all comparisons but so many, those kept last.

    Raises:
        SetupError: L04, L05 or L07.
    """
    with faults(ledger.path), transaction(ledger.connection):
        _prune(ledger, most)


def _prune(ledger: Ledger, most: int) -> None:
    ledger.connection.execute(
        "DELETE FROM story_comparisons WHERE seq <= "
        "(SELECT seq FROM story_comparisons ORDER BY seq DESC LIMIT 1 OFFSET ?)",
        (most,),
    )
