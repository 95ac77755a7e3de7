"""The readings of one article: which versions read it, and what each has otherwise than the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.comparing.changes import Changes, changes
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.readings import Reading, readings, record_at
from onrecord.record import Article, Record
from onrecord.web.desk import looked_up
from onrecord.web.pages import page


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A reading, and what it has otherwise than the one before it.

    Attributes:
        reading: which.
        changes: None of the first one, and where a record cannot be read.
        fault: why one cannot be read, or None.
    """

    reading: Reading
    changes: Changes | None = None
    fault: str | None = None


def _look(ledger: Ledger, article: str) -> tuple[Article, list[Again]]:
    """The article, and its readings, the newest first."""
    found = readings(ledger, article)
    made = [Again(reading=found[0])]
    for before, after in pairwise(found):
        old, new = (_record(ledger, article, one.number) for one in (before, after))
        if isinstance(old, Record) and isinstance(new, Record):
            made.append(Again(reading=after, changes=changes(old, new)))
        else:
            made.append(Again(reading=after, fault=next(each for each in (old, new) if isinstance(each, str))))
    return ledger.record(article).article, made[::-1]


def _record(ledger: Ledger, article: str, number: int) -> Record | str:
    """The record of a reading, or why this version cannot read it."""
    try:
        return record_at(ledger, article, number)
    except SetupError as error:
        if error.code != "L05":
            raise
        return error.what


async def show(request: Request) -> Response:
    """The page."""
    name = str(request.path_params["article"])
    article, found = await looked_up(request, lambda ledger: _look(ledger, name))
    return page(request, "readings.html", article=article, found=found)


ROUTES: list[BaseRoute] = [Route("/articles/{article}/readings", show)]
