"""Invented articles, readers that take no time, what people would say of them, and ledgers of all that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.invented import invented
from onrecord.articles.arrivals import Arrival
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger, corrections, judgements
from onrecord.ledger.adding import add
from onrecord.ledger.correcting import Correction
from onrecord.ledger.judgements import Decision, Judged
from onrecord.record import Article, Reader, Record

SEED: Final = 11
_FIRST: Final = "2026-01-05T09:{minute:02}:00.000000+00:00"


@cache
def records(count: int) -> tuple[Record, ...]:
    """So many invented records."""
    return tuple(one.record for one in invented(count, SEED))


def arrivals(found: Sequence[Record]) -> list[Arrival]:
    """The articles of some records as they would come in."""
    return [Arrival(f"{one.article.id}.txt", one.article.text.encode(), one.article, None) for one in found]


def reader(found: Sequence[Record]) -> Callable[[Article], Record]:
    """What gives each of some articles its record."""
    known = {one.article.id: one for one in found}
    return lambda article: known[article.id]


def reader_of_texts(found: Sequence[Record]) -> Callable[[Article], Record]:
    """What gives an article the record of an invented one of the same text, whatever else is known of it."""
    known = {one.article.text: one for one in found}
    plain = Reader(engine="faults", model="0" * 64, layers=())

    def read(article: Article) -> Record:
        record = known.get(article.text)
        return Record(article=article, reader=plain) if record is None else replace(record, article=article)

    return read


def reader_again(found: Sequence[Record]) -> Callable[[Article], Record]:
    """What reads articles as another version would: the last statement is not found."""
    known = {one.article.id: one for one in found}

    def read(article: Article) -> Record:
        record = known[article.id]
        last = record.statements[-1:]
        kept = tuple(one for one in record.statements if one not in last)
        return replace(record, statements=kept, reader=replace(record.reader, engine=ANOTHER))

    return read


ANOTHER: Final = "another version"
"""What `reader_again` calls itself."""


def ledger_of(path: Path, count: int) -> None:
    """Write a ledger of so many invented articles."""
    with Ledger(path, create=True) as ledger:
        list(add(ledger, arrivals(records(count)), reader(records(count)), Indexing()))


def decisions(found: Sequence[Record]) -> list[Decision]:
    """What people would judge of some articles, and of entities in them: every third is undone."""
    made: list[Decision] = []
    for number, (first, second) in enumerate(pairwise(found)):
        kind = "entity" if number % 2 and first.entities and second.entities else "article"
        items = [one.entities[0].id if kind == "entity" else "" for one in (first, second)]
        sides = [Judged(article=one.article.id, item=item) for one, item in zip((first, second), items, strict=True)]
        one, other = sorted(sides)
        moment = _FIRST.format(minute=number % 60)
        undone = {"undone": moment, "undone_by": "Second Reader"} if number % 3 == 2 else {}
        said = Decision(
            id="", kind=kind, one=one, other=other, same=number % 4 < 2, why=None, who="First Reader", judged=moment,
            **undone,
        )  # fmt: skip
        made.append(replace(said, id=judgements.made_id(said)))
    return made


def corrected(found: Sequence[Record]) -> list[Correction]:
    """What people would correct in some articles: their first statement is none, in every third it is again."""
    made: list[Correction] = []
    for number, record in enumerate(found):
        if record.statements:
            moment = _FIRST.format(minute=number % 60)
            undone = {"undone": moment, "undone_by": "Second Reader"} if number % 3 == 2 else {}
            said = Correction(
                id="", kind="not-a-statement", article=record.article.id, item=record.statements[0].id,
                who="First Reader", judged=moment, **undone,
            )  # fmt: skip
            made.append(replace(said, id=corrections.made_id(said)))
    return made
