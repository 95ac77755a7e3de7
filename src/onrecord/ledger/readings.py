"""Reading articles again: the new record takes the old one's place, and the old one is kept.

The text is the one in the ledger; it is not taken from the page anew, so that offsets in both records count the same
characters. A process killed at any moment leaves the old record in place, or the new one with the old one kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord import codec
from onrecord.errors import AnchorError, ArticleError, SetupError
from onrecord.ledger.connection import faults, transaction
from onrecord.ledger.judgements import Decision, concerning
from onrecord.ledger.ledger import Index, Ledger, now, packed
from onrecord.record import Article, Reader, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of an article.

    Attributes:
        number: 1 for the first.
        reader: what read it.
        since: when its record was kept, UTC, ISO 8601.
        until: when another took its place; None of the record that stands.
    """

    number: int
    reader: Reader
    since: str
    until: str | None


def readings(ledger: Ledger, article: str) -> list[Reading]:
    """The readings of an article, the first one first, the one that stands last.

    Raises:
        SetupError: L08 there is no such article; L05.
    """
    added = ledger.rows("SELECT added FROM articles WHERE id = ?", (article,))
    if not added:
        raise SetupError("L08", id=article, path=ledger.path)
    since: str = added[0][0]
    found: list[Reading] = []
    rows = ledger.rows(
        "SELECT engine, model, layers, ontology, replaced FROM readings WHERE article = ? ORDER BY seq", (article,)
    )
    for number, (engine, model, layers, ontology, until) in enumerate(rows, 1):
        reader = Reader(engine=engine, model=model, layers=tuple(json.loads(layers)), ontology=ontology)
        found.append(Reading(number=number, reader=reader, since=since, until=until))
        since = until
    reader = _reader(ledger, ledger.packed(article))
    return [*found, Reading(number=len(found) + 1, reader=reader, since=since, until=None)]


def record_at(ledger: Ledger, article: str, reading: int) -> Record:
    """The record of an article that one of its readings made.

    Args:
        ledger: where to look.
        article: its id.
        reading: the number of the reading, from 1.

    Raises:
        SetupError: L08 there is no such article; L40 no such reading; L05 its record is damaged, or of a version whose
            records this one cannot read.
    """
    kept = ledger.rows("SELECT data FROM readings WHERE article = ? ORDER BY seq", (article,))
    if not 1 <= reading <= len(kept) + 1:
        raise SetupError("L30", id=article, number=reading, count=len(kept) + 1)
    if reading > len(kept):
        return ledger.record(article, machine=True)
    return ledger.as_record(ledger.unpack(kept[reading - 1][0]))


def replace_record(ledger: Ledger, article: str, record: Record, index: Index | None = None) -> bool:
    """Put a new record of an article in the place of the one that stands, which is kept; in one transaction.

    Args:
        ledger: open for writing.
        article: the article's id.
        record: its new record, of the same text.
        index: takes it in anew, where one is given.

    Returns:
        whether it is another record; one that is the same to the byte changes nothing.

    Raises:
        ValueError: the record is of another article.
        SetupError: L08 there is no such article; L04, L05 or L07, and the old record stands.
    """
    if record.article.id != article:
        raise ValueError(f"a record of {record.article.id} cannot stand for {article}")
    written = codec.dumps(record).encode("utf-8")
    with faults(ledger.path), transaction(ledger.connection):
        was = ledger.packed(article)
        if was == written:
            return False
        run = ledger.connection.execute
        old = _reader(ledger, was)
        run(
            "INSERT INTO readings (article, engine, model, layers, ontology, replaced, data) "
            "SELECT article, engine, model, ?, ?, ?, data FROM records WHERE article = ?",
            (json.dumps(old.layers), old.ontology, now(), article),
        )
        run(
            "UPDATE records SET engine = ?, model = ?, data = ? WHERE article = ?",
            (record.reader.engine, record.reader.model, packed(written), article),
        )
        corrected = ledger.as_corrected(record)
        ledger.write_rows(corrected)
        if index is not None:
            _take(ledger, index, corrected)
    return True


def _take(ledger: Ledger, index: Index, record: Record) -> None:
    """Take an article into the index: anew, or for the first time where it was added without one."""
    ((seq, taken),) = ledger.rows(
        "SELECT seq, EXISTS (SELECT 1 FROM profiles WHERE article = seq) FROM articles WHERE id = ?",
        (record.article.id,),
    )
    (index.retake if taken else index.take)(ledger, seq, record)


def outdated(ledger: Ledger, engine: str, model: str) -> list[str]:
    """The ids of the articles whose record another version of the engine, or another model, has made.

    Args:
        ledger: where to look.
        engine: the version that is held to be today's.
        model: the sha256 of its encoder.
    """
    rows = ledger.rows(
        "SELECT a.id FROM articles AS a JOIN records AS r ON r.article = a.id WHERE r.engine <> ? OR r.model <> ? "
        "ORDER BY a.seq",
        (engine, model),
    )
    return [article for (article,) in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """An article that was read again, or could not be.

    Attributes:
        article: its id.
        name: what it was added as.
        old: the record that stood before; None where this version cannot read it.
        new: the record that was made; None where none could be made.
        error: why none was made, or why the old one cannot be read.
        adrift: judgements that count and are on items that the new record does not hold.
    """

    article: str
    name: str
    old: Record | None = None
    new: Record | None = None
    error: ArticleError | SetupError | None = None
    adrift: tuple[Decision, ...] = ()


def reread(
    ledger: Ledger,
    articles: Iterable[str],
    read: Callable[[Article], Record],
    index: Index | None = None,
    *,
    keep: bool = True,
) -> Iterator[Again]:
    """Read articles again, yielding after each, committed by then.

    An article that cannot be read keeps its record, and the failure is kept beside it with its reason.

    Args:
        ledger: open for writing.
        articles: the ids of those to read.
        read: makes the record of an article.
        index: takes in each article anew.
        keep: whether the new records are kept; when not, nothing is written.

    Raises:
        SetupError: L08 there is no such article; L04 or L07. What was read before is kept.
    """
    for article in articles:
        rows = ledger.rows("SELECT name FROM articles WHERE id = ?", (article,))
        if not rows:
            raise SetupError("L08", id=article, path=ledger.path)
        yield _again(ledger, Again(article=article, name=rows[0][0]), read, index, keep=keep)


def _again(ledger: Ledger, one: Again, read: Callable[[Article], Record], index: Index | None, *, keep: bool) -> Again:
    """Read one article again."""
    failed: ArticleError | SetupError | None = None
    damaged: SetupError | None = None
    old: Record | None = None
    new: Record | None = None
    try:
        written = ledger.packed(one.article)
        article = _article(ledger, written)
        try:
            old = ledger.as_record(written)
        except SetupError as error:
            damaged = error
        new = read(article)
    except AnchorError as bug:
        failed = ArticleError("X01", name=one.name, what=str(bug))
    except ArticleError as error:
        failed = error
    except SetupError as error:
        if error.code != "L05":
            raise
        failed = error
    if failed is not None or new is None:
        if keep and failed is not None:
            ledger.fail(one.name, failed)
        return replace(one, old=old, error=failed)
    if keep:
        replace_record(ledger, one.article, new, index)
        ledger.forgive(one.name)
    return replace(one, old=old, new=new, error=damaged, adrift=tuple(adrift(ledger, new)))


def adrift(ledger: Ledger, record: Record) -> list[Decision]:
    """The judgements that count and are on items of an article that its record does not hold.

    Ids are made of content, so that an item read otherwise has another id. The judgement is kept as it was said.
    """
    held = {item.id for layer in (record.entities, record.events) for item in layer}
    mine = record.article.id
    return [
        each
        for each in concerning(ledger, mine)
        if any(side.article == mine and side.item and side.item not in held for side in (each.one, each.other))
    ]


def _article(ledger: Ledger, written: bytes) -> Article:
    """The article of a record's JSON, its sentences left to be found again."""
    try:
        return replace(codec.article_from(json.loads(written)), sentences=())
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError("L05", path=ledger.path, what=f"a record cannot be read: {error}") from error


def _reader(ledger: Ledger, written: bytes) -> Reader:
    """Who made a record, by its JSON, also where the rest is of another version."""
    try:
        told = json.loads(written)["reader"]
        layers: Sequence[str] = told["layers"]
        return Reader(
            engine=str(told["engine"]), model=str(told["model"]), layers=tuple(layers), ontology=told.get("ontology")
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError("L05", path=ledger.path, what=f"a record cannot be read: {error}") from error
