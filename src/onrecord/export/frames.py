"""Data frames of records, ledgers and comparisons, in pandas or Polars, whichever is installed.

A row is flat: an anchor of an item becomes its words, its offsets (`cue`, `cue_start`, `cue_end`) and what else it has.
Lists (contents, voices, mentions) stay lists, of dictionaries as the record's JSON has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

from onrecord import codec
from onrecord.comparing.comparison import Comparison
from onrecord.errors import SetupError
from onrecord.export import told
from onrecord.export.provenance import COLUMNS, provenance
from onrecord.export.story import Story
from onrecord.export.voices import chain
from onrecord.ledger.ledger import Ledger
from onrecord.record import LAYERS, Record

OF_RECORDS: Final = ("articles", *LAYERS)
OF_COMPARISONS: Final = ("claims", "passages")
LIBRARIES: Final = ("pandas", "polars")
_ABOUT: Final = ("article", "outlet", "published")
_CLAIM: Final = (
    *("happening", "attribute", "of", "standing", "value", "lower", "upper", "report", "outlet", "voice", "words"),
    *("article", "start", "end", "as_of", "denies", "origin", "reports", "origins"),
)
_PASSAGE: Final = (
    *("earlier", "later", "directed", "kind", "equal_words", "edits", "earlier_words", "earlier_article"),
    *("earlier_start", "earlier_end", "later_words", "later_article", "later_start", "later_end"),
)
Row = dict[str, Any]


def frame(of: Any, table: str | None = None, library: str | None = None) -> Any:
    """A data frame.

    Args:
        of: a record, several, a ledger, a comparison or a story.
        table: one of `OF_RECORDS`, or of a comparison or story one of `OF_COMPARISONS`; the first but `articles` when
            not given. A story has both.
        library: one of `LIBRARIES`; the first that is installed when not given.

    Raises:
        ValueError: there is no such table or library.
        SetupError: O02, neither is installed, or not the one asked for.
    """
    make = _library(library)
    if isinstance(of, Comparison) or (isinstance(of, Story) and table not in OF_RECORDS):
        name = _known(table or "claims", OF_COMPARISONS if isinstance(of, Comparison) else OF_COMPARISONS + OF_RECORDS)
        found = of.comparison if isinstance(of, Story) else of
        return make(*((_CLAIM, list(_claims(found))) if name == "claims" else (_PASSAGE, list(_passages(found)))))
    name = _known(table or "statements", OF_RECORDS)
    return make(_columns(name), [row for record in _records(of) for row in _rows(record, name)])


def _known(name: str, names: Sequence[str]) -> str:
    if name not in names:
        raise ValueError(f"there is no table {name!r}, only {', '.join(names)}")
    return name


def _records(of: Any) -> Iterable[Record]:
    if isinstance(of, Record):
        return (of,)
    if isinstance(of, Story):
        return of.records
    if isinstance(of, Ledger):
        return (of.record(article.id) for article in of.articles())
    return tuple(of)


def _library(name: str | None) -> Callable[[Sequence[str], list[Row]], Any]:
    """What makes a frame of columns and rows."""
    for each in (_known(name, LIBRARIES),) if name else LIBRARIES:
        try:
            library = import_module(each)
        except ImportError:
            continue
        return lambda columns, rows: _filled(each, library, columns, rows)
    what = f"a data frame of {name}" if name else "a data frame"
    raise SetupError("O02", what=what, package=name or "pandas or Polars", install=name or "'onrecord[frames]'")


def _filled(name: str, library: Any, columns: Sequence[str], rows: list[Row]) -> Any:
    if name == "pandas":
        return library.DataFrame(rows, columns=list(columns)).convert_dtypes()
    by_column = {column: [row[column] for row in rows] for column in columns}
    return library.DataFrame(by_column, strict=False)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of an item: its name, the names of its own fields where it is a thing, and whether that is an anchor."""

    name: str
    parts: tuple[str, ...]
    anchor: bool

    def cells(self, value: Any) -> Iterator[tuple[str, Any]]:
        if not self.parts:
            yield self.name, value
            return
        if self.anchor:
            yield self.name, None if value is None else value["words"]
        for part in self.parts:
            if part != "words":
                yield f"{self.name}_{part}", None if value is None else value[part]


@cache
def _fields(layer: str) -> tuple[_Field, ...]:
    """The fields of a layer's items, by the record's JSON Schema, so that a frame has its columns whatever is told."""
    known: Mapping[str, Any] = codec.schema()["$defs"]
    item = known["Record"]["properties"][layer]["items"]["$ref"].rpartition("/")[2]
    found = []
    for name, hint in known[item]["properties"].items():
        references = [each["$ref"] for each in (hint, *hint.get("anyOf", ())) if "$ref" in each]
        parts = tuple(known[references[0].rpartition("/")[2]]["properties"]) if references else ()
        found.append(_Field(name, parts, "words" in parts))
    return tuple(found)


@cache
def _columns(table: str) -> tuple[str, ...]:
    if table == "articles":
        article = codec.schema()["$defs"]["Article"]["properties"]
        return (*article, *COLUMNS)
    named = [column for field in _fields(table) for column, _ in field.cells(None)]
    spoken = ("speaker", "chain") if "voice" in named else ()
    return (*_ABOUT, *spoken, *named)


def _rows(record: Record, table: str) -> Iterator[Row]:
    if table == "articles":
        known = codec.plain(provenance(record))
        yield {**codec.plain(record.article), **{column: known[column] for column in COLUMNS}}
        return
    about = {"article": record.article.id, "outlet": record.article.outlet, "published": record.article.published}
    for item in getattr(record, table):
        row: Row = dict(about)
        voice = getattr(item, "voice", None)
        if voice is not None:
            row |= {"speaker": voice[-1].name if voice else None, "chain": chain(voice)}
        plain = codec.plain(item)
        yield row | {column: cell for field in _fields(table) for column, cell in field.cells(plain[field.name])}


def _claims(comparison: Comparison) -> Iterator[Row]:
    """A row a claim: one report's words for a value that some attribute is given."""
    outlets = {report.article: report.outlet for report in comparison.reports}
    for standing in told.HEADINGS:
        for found in told.found(comparison, standing):
            for given in found.values:
                for claim in given.value.claims:
                    yield {
                        "happening": found.finding.happening,
                        "attribute": found.finding.attribute.value,
                        "of": found.finding.of,
                        "standing": standing.value,
                        "value": given.words,
                        "lower": _bound(given.value.lower),
                        "upper": _bound(given.value.upper),
                        "report": comparison.label(claim.words.article),
                        "outlet": outlets[claim.words.article],
                        "voice": told.speaker(claim.voice),
                        "words": claim.words.words,
                        "article": claim.words.article,
                        "start": claim.words.start,
                        "end": claim.words.end,
                        "as_of": claim.as_of,
                        "denies": claim.denies,
                        "origin": comparison.label(claim.origin),
                        "reports": given.value.articles,
                        "origins": given.value.origins,
                    }


def _bound(bound: float | str | None) -> str | None:
    """A bound as words, because a number and a day cannot stand in one column."""
    return None if bound is None else f"{bound:g}" if isinstance(bound, (int, float)) else bound


def _passages(comparison: Comparison) -> Iterator[Row]:
    """A row a passage that two reports share."""
    for pair in comparison.reuse:
        for passage in pair.passages:
            row: Row = {
                "earlier": comparison.label(pair.earlier),
                "later": comparison.label(pair.later),
                "directed": pair.directed,
                "kind": passage.kind.value,
                "equal_words": passage.equal_words,
                "edits": [edit.kind.value for edit in passage.edits],
            }
            for side, place in (("earlier", passage.earlier), ("later", passage.later)):
                row |= {f"{side}_words": place.words, f"{side}_article": place.article}
                row |= {f"{side}_start": place.start, f"{side}_end": place.end}
            yield row
