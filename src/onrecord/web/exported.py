"""What can be exported, of what, and how it is written; the desk and the process that writes large exports share it."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote, urlencode

from onrecord.errors import SetupError
from onrecord.export import formats
from onrecord.export.formats import Came
from onrecord.ledger import Ledger, actors, stories
from onrecord.ledger.matching import matches
from onrecord.ledger.query import parse
from onrecord.ledger.stories import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format.

    Attributes:
        name: as an address has it; that of `onrecord export` where it is one of its formats.
        title: what it is.
        purpose: what it is for.
        readers: who or what reads it.
        media: its type in HTTP.
        suffix: of its file's name, without a dot.
    """

    name: str
    title: str
    purpose: str
    readers: str
    media: str
    suffix: str


_JSON_LINES: Final = "application/x-ndjson; charset=utf-8"
_TABLE: Final = "text/csv; charset=utf-8; header=present"

PAGE: Final = Form(
    name="html",
    title="A page",
    purpose="to send, print or keep: one file that needs nothing else",
    readers="any browser, without a network",
    media="text/html; charset=utf-8",
    suffix="html",
)
COMPARED: Final = Form(
    name="comparison",
    title="The comparison, JSON",
    purpose="disputes, agreements, copies and the timeline of a story, each anchored",
    readers="programs; jq",
    media="application/json; charset=utf-8",
    suffix="json",
)
FOUND: Final = Form(
    name="found",
    title="Statements found, a table",
    purpose="only the statements that were asked for, a row each",
    readers="spreadsheets, pandas, R",
    media=_TABLE,
    suffix="csv",
)
PARQUET: Final = Form(
    name="parquet",
    title="Parquet, packed as zip",
    purpose="a table for each kind of item; can be read back whole",
    readers="DuckDB, pandas, Polars, Spark",
    media="application/zip",
    suffix="zip",
)
ARTICLES: Final = (
    Form(
        name="jsonl",
        title="Records, JSON lines",
        purpose="everything that was read, text and all; can be read back",
        readers="onrecord, Python, DuckDB, jq",
        media=_JSON_LINES,
        suffix="jsonl",
    ),
    Form(
        name="statements",
        title="Statements, a table",
        purpose="who said what, a row each, with offsets",
        readers="spreadsheets, pandas, R",
        media=_TABLE,
        suffix="csv",
    ),
    Form(
        name="events",
        title="Events, a table",
        purpose="who did what to whom, where, when, with how many harmed",
        readers="spreadsheets, pandas, R",
        media=_TABLE,
        suffix="csv",
    ),
    Form(
        name="entities",
        title="Entities, a table",
        purpose="people, organisations and places with all their names",
        readers="spreadsheets, pandas, R",
        media=_TABLE,
        suffix="csv",
    ),
    Form(
        name="plover",
        title="PLOVER events, JSON lines",
        purpose="events in the fields of PLOVER's manual",
        readers="tools of political event data",
        media=_JSON_LINES,
        suffix="jsonl",
    ),
    Form(
        name="cameo",
        title="CAMEO events, parted by tabs",
        purpose="date, source, target and code of what happened",
        readers="older tools of event data",
        media="text/tab-separated-values; charset=utf-8",
        suffix="tsv",
    ),
    Form(
        name="annotations",
        title="Web Annotations, JSON-LD",
        purpose="every item as a note on its words, W3C; can be read back",
        readers="annotation servers and viewers",
        media=_JSON_LINES,
        suffix="jsonl",
    ),
    Form(
        name="ftm",
        title="FollowTheMoney entities",
        purpose="who and what as a graph of entities",
        readers="Aleph, OpenSanctions tools",
        media=_JSON_LINES,
        suffix="json",
    ),
    Form(
        name="bibtex",
        title="References, BibTeX",
        purpose="the articles as sources to cite",
        readers="LaTeX, Zotero, JabRef",
        media="application/x-bibtex; charset=utf-8",
        suffix="bib",
    ),
    Form(
        name="ris",
        title="References, RIS",
        purpose="the same for other libraries of references",
        readers="EndNote, Mendeley, Zotero",
        media="application/x-research-info-systems; charset=utf-8",
        suffix="ris",
    ),
    Form(
        name="provenance",
        title="Provenance, JSON lines",
        purpose="what each article was read from, by which version and model",
        readers="whoever checks or repeats it",
        media=_JSON_LINES,
        suffix="jsonl",
    ),
    PARQUET,
)
"""What any number of articles can be written in."""

_EVERY: Final = -1
"""SQLite's word for no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is exported.

    Attributes:
        title: what it is, in words.
        back: the address of where it is on the screen, quoted.
        asked: what its address has, by name.
        stem: what the names of its files begin with.
        articles: the articles' ids, in the order that they were added, or for a comparison by publication.
        story: the story that it is.
        found: of each article the statements that a search found; None where it asks nothing of statements.
    """

    title: str
    back: str
    asked: Mapping[str, Sequence[str]]
    stem: str
    articles: tuple[str, ...]
    story: Told | None = None
    found: Callable[[], Mapping[str, Collection[str]]] | None = None

    def forms(self) -> tuple[Form, ...]:
        """What it can be written in."""
        pages: tuple[Form, ...] = (PAGE,) if self.story is None and len(self.articles) == 1 else ()
        if self.story is not None and len(self.articles) > 1:
            pages = (PAGE, COMPARED)
        return (*pages, *((FOUND,) if self.found is not None else ()), *ARTICLES)

    def file(self, form: Form) -> str:
        """The name of its file in a format: letters, digits, hyphens and a dot, whatever was asked for."""
        stem = re.sub(r"[^A-Za-z0-9]+", "-", self.stem).strip("-")[:60].strip("-")
        name = stem or "onrecord"
        return f"{name}.{form.suffix}" if form.name == form.suffix else f"{name}-{form.name}.{form.suffix}"


def is_there(form: Form) -> bool:
    """Whether a format can be written here: Parquet needs a library that is an extra."""
    return form is not PARQUET or find_spec("pyarrow") is not None


def everything(ledger: Ledger) -> Chosen:
    """All articles of a ledger, as `onrecord export` writes them."""
    rows = ledger.rows("SELECT id FROM articles ORDER BY seq")
    return Chosen(
        title="All articles", back="/inbox", asked={}, stem="ledger", articles=tuple(article for (article,) in rows)
    )


def of_articles(ledger: Ledger, ids: Sequence[str]) -> Chosen:
    """Articles by their ids.

    Raises:
        SetupError: L08 there is no such article.
    """
    rows = ledger.rows(
        "SELECT id, title, name FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (json.dumps(ids),),
    )
    there = {id_ for id_, *_ in rows}
    for id_ in ids:
        if id_ not in there:
            raise SetupError("L08", id=id_, path=ledger.path)
    one = len(rows) == 1
    return Chosen(
        title=(rows[0][1] or rows[0][2]) if one else f"{len(rows)} articles",
        back=f"/articles/{rows[0][0]}" if one else "/search",
        asked={"article": [id_ for id_, *_ in rows]},
        stem=rows[0][0] if one else "articles",
        articles=tuple(id_ for id_, *_ in rows),
    )


def of_story(ledger: Ledger, ids: Sequence[str]) -> Chosen:
    """The articles that are mainly about a story, by its id or one that it once had.

    Raises:
        SetupError: L13 there is no such story.
    """
    try:
        told = stories.story(ledger, ids[0])
    except SetupError:
        now = stories.now_of(ledger, ids[0])
        if now is None:
            raise
        told = stories.story(ledger, now)
    main, _ = stories.articles_of(ledger, told.id)
    chosen = of_articles(ledger, [article.id for article in main])
    return replace(
        chosen,
        title=told.title or "A story",
        back=f"/stories/{told.id}",
        asked={"story": [told.id]},
        stem=told.id,
        story=told,
    )


def of_search(ledger: Ledger, queries: Sequence[str]) -> Chosen:
    """Every article that a search finds, not only those of a page.

    Raises:
        SetupError: L06, L40, L41 it cannot be understood.
    """
    query = parse(queries[0])
    made = matches(ledger, query)
    numbers = made.articles()
    rows = ledger.rows(
        "SELECT id FROM articles WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq", (json.dumps(numbers),)
    )

    def found() -> Mapping[str, Collection[str]]:
        said = [row for number in numbers for row in made.said_in(number)]
        there: dict[str, list[str]] = {}
        for article, id_ in ledger.rows(
            "SELECT article, id FROM statements WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (json.dumps(said),),
        ):
            there.setdefault(article, []).append(id_)
        return there

    written = str(query)
    return Chosen(
        title=f"Search: {written}" if written else "All articles",
        back=f"/search?{urlencode({'q': written})}" if written else "/search",
        asked={"q": [written]},
        stem=f"search-{written}",
        articles=tuple(article for (article,) in rows),
        found=None if made.said is None else found,
    )


def of_actor(ledger: Ledger, keys: Sequence[str]) -> Chosen:
    """Every article that an actor takes part in; of its statements, those that the actor makes.

    Raises:
        SetupError: L50 there is no such actor.
    """
    one = actors.actor(ledger, keys[0])
    rows = ledger.rows(
        "SELECT id FROM articles WHERE seq IN (SELECT article FROM actors WHERE key = ?) ORDER BY seq", (one.key,)
    )

    def found() -> Mapping[str, Collection[str]]:
        there: dict[str, list[str]] = {}
        for said in actors.statements(ledger, one.key, "by", actors.Asked(), limit=_EVERY):
            there.setdefault(said.article, []).append(said.statement)
        return there

    return Chosen(
        title=one.name,
        back=f"/actors/{quote(one.key, safe='')}",
        asked={"actor": [one.key]},
        stem=f"actor-{one.name}",
        articles=tuple(article for (article,) in rows),
        found=found,
    )


BY: Final[dict[str, Callable[[Ledger, Sequence[str]], Chosen]]] = {
    "article": of_articles,
    "story": of_story,
    "actor": of_actor,
    "q": of_search,
}
"""What can be exported, by the name that an address has it under; each takes the values that the address gives."""


def write(
    ledger: Ledger,
    form: str,
    articles: Sequence[str],
    to: IO[bytes],
    found: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Write articles of a ledger as people corrected them, one by one.

    Args:
        ledger: that has them.
        form: the name of one of `ARTICLES`, or of `FOUND`.
        articles: their ids, in the order to write.
        to: an open file.
        found: for `FOUND`, the ids of the statements of each article.

    Raises:
        SetupError: L05, L07, L08; O02 pyarrow is not installed.
    """
    if form == PARQUET.name:
        _packed(_records(ledger, articles, None), to)
    elif form == FOUND.name:
        formats.write("statements", _records(ledger, articles, found or {}), to)
    else:
        formats.write(form, _records(ledger, articles, None), to)


def _records(ledger: Ledger, articles: Sequence[str], found: Mapping[str, Collection[str]] | None) -> Iterator[Came]:
    for article in articles:
        record = ledger.record(article)
        if found is not None:
            kept = frozenset(found.get(article, ()))
            record = replace(record, statements=tuple(each for each in record.statements if each.id in kept))
        yield record, ledger.digest(article)


def _packed(records: Iterator[Came], to: IO[bytes]) -> None:
    """Write Parquet's tables as a zip: the files that `onrecord export` writes, nothing of the day in it."""
    from onrecord.export import parquet

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parquet.write(records, folder)
        with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as packed:
            for table in parquet.TABLES:
                path = folder / f"{table}.parquet"
                with packed.open(zipfile.ZipInfo(path.name), "w", force_zip64=True) as inside, path.open("rb") as file:
                    while piece := file.read(1 << 20):
                        inside.write(piece)
