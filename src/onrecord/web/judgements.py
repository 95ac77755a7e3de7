"""The room of judgements: all that people judged and corrected, the newest first, with its words and its undoing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.ledger import Ledger, judged
from onrecord.ledger.correcting import Correction
from onrecord.ledger.judged import Asked, Kept, Words
from onrecord.ledger.judgements import Decision, Judged
from onrecord.web import judging
from onrecord.web.desk import looked_up
from onrecord.web.items import short
from onrecord.web.judging import Done, done
from onrecord.web.pages import page, to

PAGE: Final = 20
"""How many stand on a page."""
_MOST_PAGES: Final = 1_000_000
KINDS: Final = {
    "article": "articles of one story or two",
    "entity": "actors that are one or two",
    "event": "events that are one or two",
    "speaker": "speakers",
    "not-an-event": "no event",
    "not-a-statement": "no statement",
}
"""What is said, by the word kept for it."""
STATES: Final = {"standing": True, "undone": False}
"""Whether it stands, by the word in an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What something is said of.

    Attributes:
        words: the name of an actor, the words of a statement or an event, the title of an article.
        report: the outlet and the title of the article that they stand in.
        address: where the words are.
    """

    words: str
    report: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One judgement or correction as it is listed.

    Attributes:
        kept: what was said.
        held: what it comes to, in a few words, between the words it is of.
        sides: what it is said of: one or two.
    """

    kept: Kept
    held: str
    sides: tuple[Side, ...]


def asked_of(query: QueryParams) -> Asked:
    """Which are asked for; what is none of the kinds and states counts as not asked."""
    kind = query.get("kind")
    return Asked(
        kind=kind if kind in KINDS else None, who=query.get("who") or None, standing=STATES.get(query.get("state", ""))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    rows: list[Row]
    count: int
    people: list[str]
    number: int
    done: Done | None


def _page_number(written: str) -> int:
    told = written[:9]
    return int(told) if told.isascii() and told.isdigit() and 0 < int(told) < _MOST_PAGES else 1


def _look(ledger: Ledger, query: QueryParams) -> _Seen:
    asked = asked_of(query)
    count = judged.count(ledger, asked)
    number = min(_page_number(query.get("page", "1")[:9]), max(1, -(-count // PAGE)))
    kept = judged.listed(ledger, asked, limit=PAGE, offset=PAGE * (number - 1))
    return _Seen(
        rows=_rows(ledger, kept),
        count=count,
        people=judged.people(ledger),
        number=number,
        done=done(ledger, query.get("done")),
    )


def _rows(ledger: Ledger, kept: Sequence[Kept]) -> list[Row]:
    sides = [side for one in kept for side in sides_of(one)]
    words = judged.words_of(ledger, [side for side in sides if side.item])
    reports = _reports(ledger, {side.article for side in sides})
    return [
        Row(kept=one, held=_held(one), sides=tuple(_side(side, words.get(side), reports) for side in sides_of(one)))
        for one in kept
    ]


def sides_of(kept: Kept) -> tuple[Judged, ...]:
    """What something is said of."""
    if isinstance(kept, Decision):
        return kept.one, kept.other
    return (Judged(article=kept.article, item=kept.item),)


def _held(kept: Kept) -> str:
    """What a person holds."""
    if isinstance(kept, Correction):
        if kept.kind != "speaker":
            return "is no event" if kept.kind == "not-an-event" else "is no statement"
        whose = {"outlet": "the outlet itself", "nobody": "nobody who is named"}.get(kept.speaker or "")
        return f"is said by {whose or kept.name}"
    if kept.kind == "article":
        return "is of one story with" if kept.same else "is of another story than"
    return "is one with" if kept.same else "is another than"


def _reports(ledger: Ledger, articles: set[str]) -> dict[str, str]:
    """Outlet and title of articles, by their ids."""
    rows = ledger.rows(
        "SELECT id, outlet, title FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(articles)),),
    )
    return {id: ": ".join(each for each in (outlet, title) if each) or id for id, outlet, title in rows}  # noqa: A001


def _side(side: Judged, words: Words | None, reports: Mapping[str, str]) -> Side:
    report = reports.get(side.article, side.article)
    part = f"w{words.start}-{words.end}" if words else ""
    return Side(
        words=short(words.words) if words else side.item or report,
        report=report if side.item else "",
        address=to(f"/articles/{side.article}", {"item": side.item}, part),
    )


async def show(request: Request) -> Response:
    """The room; with `as=jsonl` what is asked for as `onrecord judgements --json` prints it."""
    query = request.query_params
    if query.get("as") == "jsonl":
        return await _lines(request)
    seen = await looked_up(request, lambda ledger: _look(ledger, query))
    now = {name: query.get(name) for name in ("kind", "who", "state")}
    return page(
        request,
        "judgements.html",
        rows=seen.rows,
        count=seen.count,
        people=seen.people,
        now=now,
        kinds=KINDS,
        states=STATES,
        done=seen.done,
        back=to("/judgements", {**now, "page": seen.number if seen.number > 1 else None}),
        newer=to("/judgements", {**now, "page": seen.number - 1}) if seen.number > 1 else None,
        older=to("/judgements", {**now, "page": seen.number + 1}) if seen.number * PAGE < seen.count else None,
        lines=to("/judgements", {**now, "as": "jsonl"}),
    )


async def _lines(request: Request) -> Response:
    """What is asked for, a line each, in the order it was said."""
    asked = asked_of(request.query_params)
    kept = await looked_up(request, lambda ledger: judged.listed(ledger, asked))
    lines = "".join(f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in reversed(kept))
    headers = {"Content-Disposition": 'attachment; filename="judgements.jsonl"'}
    return Response(lines.encode("utf-8"), headers=headers, media_type="application/x-ndjson")


ROUTES: list[BaseRoute] = [Route("/judgements", show), *judging.ROUTES]
