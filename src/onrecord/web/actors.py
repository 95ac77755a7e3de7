"""The room of actors: who takes part in what articles tell, and what each says and has said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.errors import SetupError
from onrecord.export.items import does
from onrecord.ledger import Ledger, actor_told, actors
from onrecord.ledger.actors import Actor, Asked, Said, Wanted
from onrecord.ledger.folding import fold
from onrecord.ledger.judgements import Judged, Word, judge, undo
from onrecord.ledger.query import period
from onrecord.record import ENTITY_TYPES
from onrecord.web import network
from onrecord.web.addresses import actor_address, json_lines, words_address
from onrecord.web.desk import changed, looked_up, who
from onrecord.web.month_chart import chart
from onrecord.web.pages import page, to

PAGE: Final = 25
LISTED: Final = 50
_MOST_PAGES: Final = 100_000
_LONGEST_WHY: Final = 500
_LONGEST: Final = 300
_MOST_LINES: Final = 1_000_000
PARTS: Final = {"by": "Says", "about": "Is spoken of", "names": "Names", "offices": "Offices", "relations": "Relations"}
"""The parts of an actor's page, by the word in its address."""
_PLACES: Final = 6
"""Places in articles that are listed of one thing told."""


def day(written: str | None, *, last: bool) -> int | None:
    """The first or last day of a date as written in an address; None where there is none or it is none."""
    told = period(written.strip()) if written and written.strip() else None
    return None if told is None else told[1 if last else 0]


def number(written: str | None) -> int:
    """The number of a page, 1 where none is meant."""
    told = (written or "")[:9]
    return min(int(told), _MOST_PAGES) if told.isascii() and told.isdigit() and int(told) else 1


def _pager(path: str, query: Mapping[str, Any], at: int, *, more: bool) -> dict[str, str | None]:
    """The addresses of the pages before and after."""
    return {
        "before": to_raw(path, {**query, "page": at - 1 if at > 2 else None}) if at > 1 else None,
        "after": to_raw(path, {**query, "page": at + 1}) if more else None,
    }


def to_raw(path: str, query: Mapping[str, Any]) -> str:
    """An address of a path that is quoted already."""
    return path + to("", query)


@dataclass(frozen=True, slots=True)
class _Listing:
    rows: list[Actor]
    more: bool


async def show(request: Request) -> Response:
    """The list."""
    query = request.query_params
    kind = query.get("type", "")
    now = {
        "name": query.get("name", "")[:100],
        "type": kind if kind in ENTITY_TYPES else "",
        "outlet": query.get("outlet", "")[:200],
        "since": query.get("since", "")[:20],
        "until": query.get("until", "")[:20],
    }
    at = number(query.get("page"))
    wanted = Wanted(
        type=now["type"],
        outlet=now["outlet"],
        letters=now["name"],
        since=day(now["since"], last=False),
        until=day(now["until"], last=True),
    )
    found = await looked_up(request, lambda ledger: _list(ledger, wanted, at))
    return page(
        request,
        "actors.html",
        rows=found.rows,
        now=now,
        types=ENTITY_TYPES,
        pager=_pager("/actors", now, at, more=found.more),
        address=actor_address,
        filtered=any(now.values()),
        within=bool(wanted.outlet or wanted.since or wanted.until),
    )


def _list(ledger: Ledger, wanted: Wanted, at: int) -> _Listing:
    rows = actors.listed(ledger, wanted, limit=LISTED + 1, offset=LISTED * (at - 1))
    return _Listing(rows[:LISTED], len(rows) > LISTED)


async def show_one(request: Request) -> Response:
    """One actor."""
    key, query = request.path_params["key"], request.query_params
    part = query.get("part", "by")
    part = part if part in PARTS else "by"
    if query.get("as") == "jsonl":
        return await _lines(request, key, part)
    found = await looked_up(request, lambda ledger: _one(ledger, key, part, query))
    if found["actor"].key != key:
        return RedirectResponse(to_raw(actor_address(found["actor"].key), dict(query)), 303)
    export = to("/export", {"actor": key})
    return page(
        request,
        "actor.html",
        part=part,
        parts=PARTS,
        address=actor_address,
        words=words_address,
        export=export,
        **found,
    )


async def _lines(request: Request, key: str, part: str) -> Response:
    """The statements that are asked for, all of them, a line each."""
    asked = _asked(request.query_params)
    part = part if part == "about" else "by"

    def found(ledger: Ledger) -> list[Said]:
        return actors.statements(ledger, actors.actor(ledger, key).key, part, asked, limit=_MOST_LINES)

    return json_lines("statements", (asdict(one) for one in await looked_up(request, found)))


def _one(ledger: Ledger, key: str, part: str, query: QueryParams) -> dict[str, Any]:
    """All that is on the page of an actor."""
    actor = actors.actor(ledger, key)
    told: dict[str, Any] = {
        "actor": actor,
        "alike": actors.alike(ledger, actor),
        "held": [(one, actors.called(ledger, one.mine)) for one in actors.held(ledger, actor.key)],
        "here": actor_address(actor.key),
    }
    return told | _PART[part](ledger, actor, part, query)


def _asked(query: QueryParams) -> Asked:
    """Which statements an address asks for."""
    outlet, act, since, until, other = (
        query.get(name, "")[:_LONGEST] for name in ("outlet", "act", "since", "until", "of")
    )
    return Asked(outlet=fold(outlet), act=act, since=day(since, last=False), until=day(until, last=True), other=other)


def _statements(ledger: Ledger, actor: Actor, part: str, query: QueryParams) -> dict[str, Any]:
    now = {name: query.get(name, "")[:_LONGEST] for name in ("outlet", "act", "since", "until", "of")}
    asked = _asked(query)
    at = number(query.get("page"))
    rows = actors.statements(ledger, actor.key, part, asked, limit=PAGE + 1, offset=PAGE * (at - 1))
    counts = actors.counted(ledger, actor.key, part, asked)
    papers, acts = actors.choices(ledger, actor.key, part)
    other = actors.actors_of(ledger, [now["of"]]).get(now["of"]) if now["of"] else None
    now["outlet"] = asked.outlet
    return {
        "now": now,
        "statements": rows[:PAGE],
        "count": sum(counts.values()),
        "chart": chart(counts),
        "papers": papers,
        "outlets": actors.outlets(ledger, [name for name, _ in papers]),
        "acts": acts,
        "other": other,
        "filtered": any(now.values()),
        "pager": _pager(actor_address(actor.key), {"part": part, **now}, at, more=len(rows) > PAGE),
        "to": lambda **more: to_raw(actor_address(actor.key), {"part": part, **now, **more}),
    }


def _names(ledger: Ledger, actor: Actor, _: str, query: QueryParams) -> dict[str, Any]:
    rows = actor_told.names(ledger, actor.key)
    by_outlet: dict[str, list[tuple[str, int]]] = {}
    for outlet, name, count in rows:
        by_outlet.setdefault(outlet, []).append((name, count))
    at = number(query.get("page"))
    found = actors.mentions(ledger, actor.key, limit=PAGE + 1, offset=PAGE * (at - 1))
    first = actors.mentions(ledger, actor.key, limit=2)
    return {
        "names": by_outlet,
        "outlets": actors.outlets(ledger, list(by_outlet)),
        "labels": actor_told.labels(ledger, actor.key),
        "articles": found[:PAGE],
        "several": len({row[0] for row in first}) > 1,
        "most": _PLACES,
        "pager": _pager(actor_address(actor.key), {"part": "names"}, at, more=len(found) > PAGE),
    }


def _offices(ledger: Ledger, actor: Actor, _: str, __: QueryParams) -> dict[str, Any]:
    return {"offices": actor_told.offices(ledger, actor.key), "most": _PLACES}


def _relations(ledger: Ledger, actor: Actor, _: str, __: QueryParams) -> dict[str, Any]:
    return {"relations": actor_told.relations(ledger, actor.key), "does": does, "most": _PLACES}


_PART: Final[dict[str, Callable[[Ledger, Actor, str, QueryParams], dict[str, Any]]]] = {
    "by": _statements,
    "about": _statements,
    "names": _names,
    "offices": _offices,
    "relations": _relations,
}


async def judged(request: Request) -> Response:
    """Keep, or take back, what somebody says of who is who."""
    key, person = request.path_params["key"], who(request)
    async with request.form(max_files=0, max_fields=10) as form:
        given = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    landed = await changed(request, lambda ledger: _judge(ledger, key, given, person))
    return RedirectResponse(actor_address(landed) + to("", {"part": given.get("part")}), 303)


def _judge(ledger: Ledger, key: str, given: Mapping[str, str], person: str) -> str:
    """Do what a form asks for; returns the key of whoever's page is to be shown then."""
    mine = actors.actor(ledger, key)
    first = actors.pair_side(ledger, mine.key)
    why = given.get("why", "")[:_LONGEST_WHY] or None
    does = given.get("do")
    if does == "undo":
        undo(ledger, given.get("judgement", ""), who=person)
    elif does == "part":
        for pair in actors.parting(
            ledger, mine.key, Judged(article=given.get("article", ""), item=given.get("item", ""))
        ):
            judge(ledger, "entity", pair, Word(same=False, who=person, why=why))
    elif does in {"same", "different"}:
        other = actors.actor(ledger, given.get("other", ""))
        if other.key == mine.key:
            raise SetupError("L11", one=mine.name, other=other.name, what="they are one already")
        judge(
            ledger, "entity", actors.pair(ledger, mine.key, other.key), Word(same=does == "same", who=person, why=why)
        )
    return actors.key_of(ledger, first) or mine.key


ROUTES: list[BaseRoute] = [
    Route("/actors", show),
    Route("/actors/{key:path}", show_one),
    Route("/actors/{key:path}", judged, methods=["POST"]),
    *network.ROUTES,
]
