"""The index of shared text: which articles hold which hashes of text, so that copies are found without a search.

The hashes are given; `comparing.sketches` says how they are chosen.
"""

from __future__ import annotations

import json
import struct
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.errors import SetupError
from onrecord.ledger.ledger import Ledger

COMMON = 200
"""Articles that may hold a hash for it to tell of copying; one that more hold is what everybody writes. It is counted
when one looks, over all that is in the ledger, so that the order of adding does not matter."""


def keep_sketch(ledger: Ledger, seq: int, hashes: Sequence[int]) -> None:
    """Keep an article's hashes; inside a transaction.

    Args:
        ledger: open for writing.
        seq: the article's number.
        hashes: ascending, each once, of 64 bits.
    """
    run = ledger.connection.execute
    run("INSERT INTO sketches VALUES (?, ?)", (seq, struct.pack(f"<{len(hashes)}Q", *hashes)))
    run("INSERT INTO sketch_words (rowid, hashes) VALUES (?, ?)", (seq, " ".join(map(_word, hashes))))


def sketches(ledger: Ledger, articles: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The hashes kept of some articles, by id; an article without is left out."""
    rows = ledger.rows(
        "SELECT a.id, s.hashes FROM sketches AS s JOIN articles AS a ON a.seq = s.article "
        "WHERE a.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(articles)),),
    )
    return {article: struct.unpack(f"<{len(data) // 8}Q", data) for article, data in rows}


def like(ledger: Ledger, article: str, fewest: int) -> list[tuple[str, int]]:
    """The articles that share text with one, by the number of hashes shared, most first, and then by id.

    Args:
        ledger: where to look.
        article: its id.
        fewest: how many hashes must be shared; those that over `COMMON` articles hold do not count.

    Returns:
        ids, each with the number of hashes shared.

    Raises:
        SetupError: L08 there is no such article.
    """
    rows = ledger.rows(
        "SELECT a.seq, s.hashes FROM articles AS a LEFT JOIN sketches AS s ON s.article = a.seq WHERE a.id = ?",
        (article,),
    )
    if not rows:
        raise SetupError("L08", id=article, path=ledger.path)
    seq, data = rows[0]
    shared: Counter[int] = Counter()
    for each in struct.unpack(f"<{len(data or b'') // 8}Q", data or b""):
        holders = ledger.rows("SELECT doc FROM sketch_holders WHERE term = ? LIMIT ?", (_word(each), COMMON + 1))
        if len(holders) <= COMMON:
            shared.update(holder for (holder,) in holders)
    del shared[seq]
    found = {holder: count for holder, count in shared.items() if count >= fewest}
    ids = dict(
        ledger.rows(
            "SELECT seq, id FROM articles WHERE seq IN (SELECT value FROM json_each(?))", (json.dumps(sorted(found)),)
        )
    )
    return sorted(((ids[holder], count) for holder, count in found.items()), key=lambda one: (-one[1], one[0]))


def _word(number: int) -> str:
    """A hash as the index has it."""
    return f"{number:016x}"
