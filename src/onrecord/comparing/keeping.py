"""A story's comparison as a ledger keeps it: made once, read back whole or in part."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, Final

from onrecord import codec
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.comparing.decisions import decided
from onrecord.ledger import Ledger, comparisons
from onrecord.version import VERSION

PARTS: Final = ("reuse", "speakers", "actors", "happenings", "findings", "namings", "omissions", "timeline")
"""What a comparison can be read back without; and `passages`, those of its spread."""
_FORM: Final = "1"
"""Of what is kept; another where a comparison of the same version has other fields."""

_REMEMBERED: Final = 16
"""Comparisons, or parts of one, that were read back lately."""


def made_of(ledger: Ledger, articles: Sequence[str]) -> str:
    """The digest of all that a comparison of some articles of a ledger is made of."""
    return comparisons.digest(ledger, articles, f"{VERSION} {_FORM}")


def make(ledger: Ledger, story: str, articles: Sequence[str]) -> None:
    """Compare a story's articles and keep what is found, unless it is kept.

    Args:
        ledger: open for writing.
        story: the story's id.
        articles: the ids of its articles, two or more.

    Raises:
        OnRecordError: C01; L04, L05, L07, L08.
    """
    if find(ledger, articles) is None:
        digest = made_of(ledger, articles)
        made = compare([ledger.record(article) for article in articles], decided(ledger, articles))
        comparisons.keep(ledger, story, digest, codec.dumps(made))


def find(ledger: Ledger, articles: Sequence[str], parts: Collection[str] | None = None) -> Comparison | None:
    """The comparison of some articles as it is kept; None where it is not, is damaged, or is of another form.

    Args:
        ledger: where it is kept.
        articles: their ids, in any order.
        parts: which of `PARTS` and `passages` it comes with; those that are not asked for are empty. All when None.
    """
    return found(ledger, articles, made_of(ledger, articles), parts)


def found(
    ledger: Ledger, articles: Sequence[str], digest: str, parts: Collection[str] | None = None
) -> Comparison | None:
    """The same by the digest that `made_of` told of them."""
    data = comparisons.find(ledger, digest)
    if data is None:
        return None
    query = "SELECT id, text FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    texts = tuple(sorted(ledger.rows(query, (json.dumps(list(articles)),))))
    try:
        return _read(data, texts, None if parts is None else frozenset(parts))
    except (ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _read(data: str, texts: tuple[tuple[str, str], ...], parts: frozenset[str] | None) -> Comparison:
    """A comparison from its JSON; a page of a story is looked at more than once, and its parts in turn."""
    plain: dict[str, Any] = json.loads(data)
    if parts is not None:
        plain |= {part: [] for part in PARTS if part not in parts}
        if "passages" not in parts:
            plain["spread"] = plain["spread"] | {"passages": []}
    return codec.anchored_from(Comparison, plain, dict(texts))
