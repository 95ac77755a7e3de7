"""On Record reads news reports and puts on record who said what and who did what, with the exact words it came from.

import onrecord

record = onrecord.read("The mayor said the bridge was safe.", outlet="Harbour Post")
for statement in record.statements:
    print(statement.voice, statement.content)
for event in record.events:
    print(event.type, event.mode, event.actors, event.recipients, event.status)

with onrecord.Ledger("reports.db") as ledger:
    print(len(ledger))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.version import VERSION

if TYPE_CHECKING:
    from onrecord.comparing.compare import compare
    from onrecord.ledger import Ledger
    from onrecord.record import Record

__version__ = VERSION

__all__ = ["Ledger", "__version__", "compare", "read"]


def read(
    text: str,
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
) -> Record:
    """Read one English article.

    Args:
        text: the article; every offset of the record counts its code points.
        url: where it was published.
        outlet: who published it; looked for in the text's lead when None.
        title: its headline.
        byline: who wrote it.
        published: when, in ISO 8601, as precisely as known.

    Raises:
        ArticleError: it is in another language, too long, or has no words.
    """
    from onrecord.articles import article
    from onrecord.reading.reader import read as read_article

    made = article(text, "the text", url=url, outlet=outlet, title=title, byline=byline, published=published)
    return read_article(made)


def __getattr__(name: str) -> Any:
    """Load the heavier parts when they are first used."""
    if name == "Ledger":
        from onrecord.ledger import Ledger

        return Ledger
    if name == "compare":
        from onrecord.comparing.compare import compare

        return compare
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
