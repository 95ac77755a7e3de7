"""Finding articles by their words and statements by their speakers."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from onrecord.errors import SetupError
from onrecord.ledger.ledger import Added, Ledger
from onrecord.ledger.marking import MARK

_TERM = re.compile(r'"[^"]*"|\w[\w\'’.-]*')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that has the words looked for.

    Attributes:
        article: the article.
        snippet: some of its text, matching words between the two characters of `MARK`.
    """

    article: Added
    snippet: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted: the name as first written, how often, in how many articles and outlets."""

    name: str
    named: bool
    statements: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a speaker, and the article it stands in."""

    id: str
    article: Added
    speaker: str | None
    source: str | None
    cue: str | None
    mode: str
    act: str | None
    start: int
    content: str


def search(ledger: Ledger, words: str, *, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Articles with some words, the best matches first.

    Args:
        ledger: where to look.
        words: words that must all occur, "phrases", or any query in SQLite's FTS5 language.
        limit: at most so many.
        offset: after so many better ones.

    Raises:
        SetupError: L06, no word to look for.
    """
    query = (
        "SELECT a.id, a.name, a.url, a.outlet, a.title, a.published, "
        "snippet(article_words, -1, ?, ?, ' … ', 24) "
        "FROM article_words JOIN articles AS a ON a.seq = article_words.rowid "
        "WHERE article_words MATCH ? ORDER BY bm25(article_words, 4.0, 1.0, 1.0), a.seq LIMIT ? OFFSET ?"
    )
    rows = _matching(ledger, query, words, MARK, (limit, offset))
    return [Hit(Added(*row[:6]), row[6]) for row in rows]


def _matching(
    ledger: Ledger, query: str, words: str, before: tuple[object, ...], after: tuple[object, ...]
) -> list[tuple[Any, ...]]:
    """Rows that match: the words as an FTS5 query if they are one, else each of them as a plain term."""
    try:
        return ledger.rows(query, (*before, words, *after))
    except sqlite3.OperationalError:
        terms = _TERM.findall(words)
        if not terms:
            raise SetupError("L06", query=words, what="it has no words") from None
        plain = " ".join(term if term.startswith('"') else f'"{term}"' for term in terms)
    try:
        return ledger.rows(query, (*before, plain, *after))
    except sqlite3.OperationalError as error:
        raise SetupError("L06", query=words, what=str(error)) from error


def speakers(ledger: Ledger, *, limit: int = 50) -> list[Speaker]:
    """Who is quoted, most often first; speakers of one name are counted as one."""
    rows = ledger.rows(
        "SELECT min(s.speaker), max(s.named), count(*), count(DISTINCT s.article), count(DISTINCT a.outlet) "
        "FROM statements AS s JOIN articles AS a ON a.id = s.article WHERE s.speaker_key IS NOT NULL "
        "GROUP BY s.speaker_key ORDER BY count(*) DESC, s.speaker_key LIMIT ?",
        (limit,),
    )
    return [Speaker(name, bool(named), *counts) for name, named, *counts in rows]


def said_by(ledger: Ledger, name: str, *, limit: int = 200) -> list[Said]:
    """What somebody is quoted as saying, by date of publication, then in the order of the text.

    Args:
        ledger: where to look.
        name: words of the speaker's name or of the source as written.
        limit: at most so many.

    Raises:
        SetupError: L06, no word to look for.
    """
    query = (
        "SELECT s.id, a.id, a.name, a.url, a.outlet, a.title, a.published, "
        "s.speaker, s.source, s.cue, s.mode, s.act, s.start, s.content "
        "FROM speaker_words JOIN statements AS s ON s.seq = speaker_words.rowid "
        "JOIN articles AS a ON a.id = s.article "
        "WHERE speaker_words MATCH ? ORDER BY a.published IS NULL, a.published, a.seq, s.start LIMIT ?"
    )
    rows = _matching(ledger, query, name, (), (limit,))
    return [Said(row[0], Added(*row[1:7]), *row[7:]) for row in rows]
