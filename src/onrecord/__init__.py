"""On Record reads news reports and puts on record who said what and who did what, with the exact words it came from.

import onrecord

record = onrecord.read("The mayor said the bridge was safe.", outlet="Harbour Post")
for statement in record.statements:
    print(statement.voice, statement.content)
for event in record.events:
    print(event.type, event.mode, event.actors, event.recipients, event.status)

with onrecord.Ledger("reports.db") as ledger:
    print(len(ledger))
    story = onrecord.Story(ledger.record(article.id) for article in ledger.articles())

Records, ledgers, comparisons and stories show themselves in notebooks, and `to_frame` makes data frames of them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.showing import lend
from onrecord.version import VERSION

if TYPE_CHECKING:
    from onrecord.comparing.compare import compare
    from onrecord.export.frames import frame as to_frame
    from onrecord.export.story import Story
    from onrecord.ledger import Ledger
    from onrecord.record import Article, Record

__version__ = VERSION

__all__ = ["Ledger", "Story", "__version__", "compare", "read", "to_frame"]

lend("html", "onrecord.export.notebook:html")
lend("frame", "onrecord.export.frames:frame")


def read(
    what: str | Path | Article,
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
) -> Record:
    """Read one English article.

    Args:
        what: its text, a string, of which every offset of the record counts the code points; or the path of a file, a
            `Path`, read as `onrecord read` would; or an article as `onrecord.articles` makes them.
        url: where it was published. This and all below are for a text; a file or an article tells its own.
        outlet: who published it; looked for in the text's lead when None.
        title: its headline.
        byline: who wrote it.
        published: when, in ISO 8601, as precisely as known.

    Raises:
        ArticleError: it is in another language, too long, or has no words; a file cannot be read, or holds several.
        TypeError: something is told of a file or an article that tells its own.
    """
    from onrecord.articles import article
    from onrecord.reading.reader import read as read_article

    if isinstance(what, str):
        made = article(what, "the text", url=url, outlet=outlet, title=title, byline=byline, published=published)
        return read_article(made)
    about = {"url": url, "outlet": outlet, "title": title, "byline": byline, "published": published}
    told = [name for name, value in about.items() if value is not None]
    if told:
        raise TypeError(f"{told[0]} is told of a text only; {type(what).__name__} tells its own")
    return read_article(_from_file(what) if isinstance(what, Path) else what)


def _from_file(path: Path) -> Article:
    """The one article of a file."""
    from onrecord.articles import arrivals
    from onrecord.errors import ArticleError

    found = list(arrivals([str(path)]))
    if len(found) > 1:
        raise ArticleError("A15", name=path, count=len(found))
    if found[0].article is None:
        raise found[0].error or ArticleError("A09", name=path, suffixes="")
    return found[0].article


_LATER = {
    "Ledger": ("onrecord.ledger", "Ledger"),
    "Story": ("onrecord.export.story", "Story"),
    "compare": ("onrecord.comparing.compare", "compare"),
    "to_frame": ("onrecord.export.frames", "frame"),
}


def __getattr__(name: str) -> Any:
    """Load the heavier parts when they are first used."""
    if name not in _LATER:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    module, what = _LATER[name]
    return getattr(import_module(module), what)
