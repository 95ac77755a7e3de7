"""Searching articles and statements by words and operators, with the commonest values of each facet counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from onrecord.ledger.counted import FACETS, Facet, facets
from onrecord.ledger.ledger import Added, Ledger
from onrecord.ledger.marking import MARK, found, marked, snippet
from onrecord.ledger.matching import ORDERS, Matches, matches
from onrecord.ledger.query import Query, Term, parse
from onrecord.record import Span

__all__ = ["FACETS", "MARK", "ORDERS", "Facet", "Hit", "Results", "Stated", "search"]

LISTED: Final = 5
"""Statements listed under a hit; `Hit.matching` counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement that matches, and where its words stand in the article's text.

    Attributes:
        id: its id in the record.
        speaker: the name of whoever speaks, or the words for them.
        cue: the words that attribute it.
        act: what saying it does.
        mode: direct, indirect or mixed.
        content: its words, matching words between the characters of `MARK`; where it is split, " … " between.
        spans: where they stand in the text.
    """

    id: str
    speaker: str | None
    cue: str | None
    act: str | None
    mode: str
    content: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found.

    Attributes:
        article: the article.
        title: its title, matching words between the characters of `MARK`.
        snippet: some of its text, marked likewise; see `marking.Snippet`.
        start: where the snippet begins in the text, in code points.
        end: where it ends.
        anchors: the matching words of the snippet, by their offsets in the text.
        statements: of the statements that match, the first `LISTED`; none where the query asks nothing of statements.
        matching: how many match.
    """

    article: Added
    title: str | None
    snippet: str
    start: int
    end: int
    anchors: tuple[Span, ...]
    statements: tuple[Stated, ...]
    matching: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found.

    Attributes:
        query: what was looked for.
        total: how many articles match.
        statements: how many statements of theirs match; 0 where the query asks nothing of statements.
        hits: some of the articles, in the order asked for: by default the best matches first, or the latest
            where no words are looked for.
        facets: for each of `FACETS` the commonest values among all that match, in that order.
    """

    query: Query
    total: int
    statements: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]]


def search(
    ledger: Ledger,
    query: Query | str,
    *,
    limit: int = 20,
    offset: int = 0,
    values: int = 10,
    order: str = ORDERS[0],
) -> Results:
    """Find articles, or what they have people say.

    Articles without facets yet are not found; see `facet_rows.catch_up`.

    Args:
        ledger: where to look.
        query: a query, or what somebody typed; see `query.parse`.
        limit: at most so many hits.
        offset: after so many better ones.
        values: at most so many values a facet; 0 counts none, which is quicker.
        order: what hits come by, one of `ORDERS`.

    Raises:
        SetupError: L06, L40, L41 the query cannot be understood; L05, L07.
    """
    asked = parse(query) if isinstance(query, str) else query
    made = matches(ledger, asked)
    page = made.page(limit, offset, order)
    return Results(
        query=asked,
        total=made.total,
        statements=made.statements,
        hits=tuple(_hits(ledger, asked, made, page)),
        facets=facets(ledger, made, values),
    )


def _hits(ledger: Ledger, query: Query, made: Matches, page: list[int]) -> list[Hit]:
    rows = ledger.rows(
        "SELECT seq, text, id, name, url, outlet, title, published FROM articles "
        "WHERE seq IN (SELECT value FROM json_each(?))",
        (json.dumps(page),),
    )
    known = {row[0]: (row[1], Added(*row[2:])) for row in rows}
    terms = query.terms()
    hits = []
    for seq in page:
        text, article = known[seq]
        numbers = made.said_in(seq)
        stated = _stated(ledger, article.id, text, numbers[:LISTED], terms if query.statements else ())
        shown = snippet(text, terms)
        title = None if article.title is None else marked(article.title, found(article.title, terms))
        hits.append(
            Hit(
                article=article,
                title=title,
                snippet=shown.words,
                start=shown.start,
                end=shown.end,
                anchors=shown.anchors,
                statements=stated,
                matching=len(numbers),
            )
        )
    return hits


def _stated(ledger: Ledger, article: str, text: str, numbers: list[int], terms: tuple[Term, ...]) -> tuple[Stated, ...]:
    """Some statements of an article, by their rows, in its order."""
    if not numbers:
        return ()
    ids = ledger.rows(
        "SELECT id FROM statements WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq", (json.dumps(numbers),)
    )
    by_id = {each["id"]: each for each in ledger.data(article)["statements"]}
    return tuple(_told(by_id[id_], text, terms) for (id_,) in ids if id_ in by_id)


def _told(statement: dict[str, Any], text: str, terms: tuple[Term, ...]) -> Stated:
    spans = tuple(Span(part["start"], part["end"]) for part in statement["content"])
    parts = [text[span.start : span.end] for span in spans]
    return Stated(
        id=statement["id"],
        speaker=statement["voice"][-1]["name"],
        cue=statement["cue"]["words"] if statement["cue"] else None,
        act=statement["act"],
        mode=statement["mode"],
        content=" … ".join(marked(part, found(part, terms)) for part in parts),
        spans=spans,
    )
