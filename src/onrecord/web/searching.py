"""The room of searching: one box with operators, what is found with its words, facets that narrow, searches kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.errors import OnRecordError
from onrecord.ledger import Ledger
from onrecord.ledger.facets import MARK, ORDERS, Facet, Results, search
from onrecord.ledger.query import DATED, Filter, Query, parse
from onrecord.ledger.saved import Saved, forget, save, saved
from onrecord.record import Span
from onrecord.web.desk import changed, looked_up, who
from onrecord.web.pages import page, to

SHOWN: Final = 20
"""Hits on a page."""
VALUES: Final = 8
MORE_VALUES: Final = 50
"""Values of a facet, at first and when more are asked for."""
_LONGEST_NAME: Final = 120
_FARTHEST: Final = 10**9

HEADINGS: Final = {
    "outlet": "Outlet",
    "speaker": "Who speaks",
    "act": "What saying it does",
    "mode": "How it is quoted",
    "event": "Type of event",
    "status": "Status of event",
    "place": "Place told of",
    "where": "Where it happens",
    "date": "Published",
    "label": "Loaded name",
}
_CLOSED: Final = frozenset({"mode", "status", "where"})
"""Facets that are folded until one of their values is on."""
_ORDERS: Final = dict(zip(ORDERS, ("Best match", "Latest", "Earliest"), strict=True))

HELP: Final = (
    ("harbour strike", "all of these words; case and accents do not matter"),
    ('"shots were fired"', "these words in a row"),
    ("strik*", "words that begin so"),
    ("raid OR gunfire", "one of the two"),
    ("raid -island", "the first, not the second"),
    ('outlet:"Hallan Post"', "an outlet, by some words of its name"),
    ("speaker:Lind act:deny", "what somebody denies: both are asked of one statement"),
    ("mode:direct", "quoted word for word"),
    ("event:ASSAULT status:occurred", "an event of a type that took place"),
    ("place:Veldt", "reports that tell of a place"),
    ("where:Veldt", "reports of something that happens there"),
    ("label:terrorist", "a name that takes a side"),
    ("since:2024-03 until:2024-03-05", "published between; date:2024-03 for one month"),
    ("kind:statement harbour", "the words stand in one statement"),
)
"""Searches that show what can be asked, and what each finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands in the address of the room.

    Attributes:
        q: the search as it was typed.
        offset: hits that are left out at the beginning.
        order: one of `ORDERS`, what hits come by.
        values: how many values a facet shows.
    """

    q: str
    offset: int = 0
    order: str = ORDERS[0]
    values: int = VALUES

    def link(self, part: str = "", **changes: Any) -> str:
        """An address with some of it otherwise; another search or order begins at its first hit."""
        told = {"q": self.q, "order": self.order, "values": self.values, "offset": 0} | changes
        return to(
            "/search",
            {
                "q": told["q"],
                "order": told["order"] if told["order"] != ORDERS[0] else None,
                "values": told["values"] if told["values"] != VALUES else None,
                "offset": told["offset"] or None,
            },
            part,
        )


def state(asked: Any) -> State:
    """What an address asks for; what makes no sense is passed over.

    Args:
        asked: its query, by name.
    """
    written = asked.get("offset", "")
    offset = min(int(written), _FARTHEST) if re.fullmatch(r"[0-9]{1,12}", written) else 0
    order = asked.get("order", "")
    return State(
        q=asked.get("q", ""),
        offset=offset,
        order=order if order in ORDERS else ORDERS[0],
        values=MORE_VALUES if asked.get("values") == str(MORE_VALUES) else VALUES,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a facet as the page shows it.

    Attributes:
        name: as it is shown.
        articles: of what is found, how many have it; None where it would widen the search.
        on: whether it is in the search.
        address: of the search with it, or without it where it is on.
    """

    name: str
    articles: int | None
    on: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A facet as the page shows it."""

    name: str
    heading: str
    values: tuple[Value, ...]
    open: bool


def highlighted(words: str) -> Markup:
    """Words of an article with what was looked for marked: escaped first, so that only our own marks are tags."""
    shown = escape(words)
    return Markup(shown.replace(MARK[0], Markup('<mark class="found">')).replace(MARK[1], Markup("</mark>")))  # noqa: S704


def words_at(article: str, span: Span) -> str:
    """The address of some words of an article."""
    return to(f"/articles/{article}", {"at": f"{span.start}-{span.end}"}, f"w{span.start}-{span.end}")


async def show(request: Request) -> Response:
    """What a search finds; without one all articles, the latest first."""
    return await looked_up(request, lambda ledger: _page(request, ledger, state(request.query_params)))


def _page(request: Request, ledger: Ledger, at: State, refused: OnRecordError | None = None) -> Response:
    """The page of a search; with `refused`, why something asked of it was not done."""
    results: Results | None = None
    wrong: OnRecordError | None = None
    try:
        query = parse(at.q)
        results, at = _found(ledger, query, at)
    except OnRecordError as error:
        if error.code not in {"L06", "L40", "L41"}:
            raise
        wrong = error
    kept = saved(ledger, deleted=True)
    return page(
        request,
        "search.html",
        400 if wrong or refused else 200,
        at=at,
        results=results,
        wrong=wrong,
        refused=refused,
        columns=[] if results is None else list(_columns(results, at)),
        on=[]
        if results is None
        else [(str(each), _address(at, results.query.minus(each))) for each in results.query.filters],
        orders=[] if results is None else _orders(results.query, at),
        more=results is not None and any(len(each) >= at.values for each in results.facets.values()),
        shown=SHOWN,
        help=HELP,
        saved=sorted((each for each in kept if each.deleted is None), key=lambda each: each.name),
        done=_done(kept, request.query_params.get("done", "")),
        highlighted=highlighted,
        words_at=words_at,
    )


def _found(ledger: Ledger, query: Query, at: State) -> tuple[Results, State]:
    """What a search finds at a place; behind the last hit, what is on the last page."""
    results = search(ledger, query, limit=SHOWN, offset=at.offset, values=at.values, order=at.order)
    if results.hits or not at.offset:
        return results, at
    last = max(0, (results.total - 1) // SHOWN * SHOWN)
    at = State(q=at.q, offset=last, order=at.order, values=at.values)
    return search(ledger, query, limit=SHOWN, offset=last, values=at.values, order=at.order), at


def _address(at: State, query: Query) -> str:
    return at.link(q=str(query))


def _columns(results: Results, at: State) -> Iterator[Column]:
    for name, values in results.facets.items():
        on = results.query.of(name)
        shown = tuple(_values(results.query, on, values, at))
        if shown:
            yield Column(
                name=name, heading=HEADINGS[name], values=shown, open=name not in _CLOSED or any(v.on for v in shown)
            )


def _values(query: Query, on: Sequence[Filter], values: Sequence[Facet], at: State) -> Iterator[Value]:
    """The values of a facet: those that are on first, then those that what is found has besides."""
    listed = {each.filter: each for each in values}
    for each in on:
        known = listed.get(each)
        yield Value(
            name=known.name if known else each.value,
            articles=known.articles if known else None,
            on=True,
            address=_address(at, query.minus(each)),
        )
    narrows = not on
    for value in values:
        if value.filter not in on and not (on and value.filter.operator in DATED):
            yield Value(
                name=value.name,
                articles=value.articles if narrows else None,
                on=False,
                address=_address(at, query.plus(value.filter)),
            )


def _orders(query: Query, at: State) -> list[tuple[str, str, bool]]:
    """What hits can come by: its name, its address, whether they do. Without words there is no match to go by."""
    by_words = any(not clause.negated for clause in query.clauses)
    now = at.order if by_words or at.order != ORDERS[0] else "latest"
    return [
        (name, at.link(order=order if by_words or order != "latest" else ORDERS[0]), order == now)
        for order, name in _ORDERS.items()
        if by_words or order != ORDERS[0]
    ]


def _done(kept: Sequence[Saved], done: str) -> Saved | None:
    """The saved search that the page says something of: that it was kept or forgotten just now."""
    return next((each for each in kept if each.id == done), None) if done else None


async def keep(request: Request) -> Response:
    """Keep a search under a name."""
    form = await _form(request)
    at, name = state(form), " ".join(form.get("name", "").split())[:_LONGEST_NAME]
    return await _done_or_told(request, at, lambda ledger: save(ledger, name, at.q, who=who(request)))


async def drop(request: Request) -> Response:
    """Forget a saved search; the page that comes then can take it back."""
    form = await _form(request)
    return await _done_or_told(
        request, state(form), lambda ledger: forget(ledger, form.get("id", ""), who=who(request))
    )


async def restore(request: Request) -> Response:
    """Keep a search again that was forgotten, unless another has its name by now."""
    form = await _form(request)

    def again(ledger: Ledger) -> Saved:
        kept = saved(ledger, deleted=True)
        gone = next((each for each in kept if each.id == form.get("id")), None)
        if gone is None:
            return forget(ledger, form.get("id", ""), who=who(request))  # says that there is none
        standing = next((each for each in kept if each.name == gone.name and each.deleted is None), None)
        return standing or save(ledger, gone.name, gone.query, who=who(request))

    return await _done_or_told(request, state(form), again)


async def _form(request: Request) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=6) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def _done_or_told(request: Request, at: State, work: Any) -> Response:
    """Do something with saved searches and go back to the search; or say on its page why it was not done."""
    try:
        done: Saved = await changed(request, work)
    except OnRecordError as error:
        refused = error
        return await looked_up(request, lambda ledger: _page(request, ledger, at, refused))
    address = at.link()
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}done={done.id}", 303)


ROUTES: list[BaseRoute] = [
    Route("/search", show),
    Route("/search/keep", keep, methods=["POST"]),
    Route("/search/forget", drop, methods=["POST"]),
    Route("/search/restore", restore, methods=["POST"]),
]
