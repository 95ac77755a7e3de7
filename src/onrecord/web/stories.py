"""The room of stories: the list, and one story as a working page."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord import codec
from onrecord.comparing import keeping
from onrecord.comparing.listing import listed
from onrecord.errors import SetupError
from onrecord.export.comparison_page import comparison_page
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.stories import Told, Wanted
from onrecord.web import story_judging
from onrecord.web.desk import desk_of, looked_up
from onrecord.web.pages import page, to
from onrecord.web.story_sides import sides
from onrecord.web.story_view import NEEDED, View, part_of

SHOWN: Final = 20
"""Stories on a page of the list."""
_MOST_PAGES: Final = 5_000
_FILTERS: Final = ("since", "until", "outlet", "place")


async def show(request: Request) -> Response:
    """The list: most reported first, by the filters in the address."""
    return await looked_up(request, lambda ledger: _list(request, ledger))


def _list(request: Request, ledger: Ledger) -> Response:
    given = {name: request.query_params.get(name, "").strip()[:200] for name in _FILTERS}
    ill = [name for name in ("since", "until") if given[name] and not _is_day(given[name])]
    asked = {name: value for name, value in given.items() if value and name not in ill}
    written = request.query_params.get("page", "1")
    number = min(int(written), _MOST_PAGES) if re.fullmatch(r"[1-9]\d{0,5}", written) else 1
    found = listed(ledger, Wanted(**asked), limit=SHOWN + 1, offset=SHOWN * (number - 1))
    return page(
        request,
        "stories.html",
        given=given,
        ill=ill,
        asked=asked,
        stories=found[:SHOWN],
        number=number,
        more=len(found) > SHOWN,
        total=ledger.rows("SELECT count(*) FROM stories")[0][0],
    )


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", written))


async def story(request: Request) -> Response:
    """One story: a part of its comparison, or two of its reports side by side."""
    return await looked_up(request, lambda ledger: _story(request, ledger))


def _story(request: Request, ledger: Ledger) -> Response:
    told = _found(request, ledger)
    if isinstance(told, Response):
        return told
    view = View.of(ledger, told, request.query_params)
    articles = [each.id for each in view.main]
    if len(articles) < 2:
        return page(request, "story_single.html", view=view)
    by_sides = "show" in request.query_params or "left" in request.query_params
    part = "sides" if by_sides else part_of(request.query_params.get("part", ""))
    comparison = keeping.find(ledger, articles, NEEDED[part])
    if comparison is None:
        comparer = desk_of(request).comparer
        digest = keeping.made_of(ledger, articles)
        if "again" in request.query_params:
            comparer.again(digest)
        failed = comparer.ask(digest, told.id, articles)
        return page(request, "story_waiting.html", 500 if failed else 202, view=view, failed=failed)
    shown = view.compared(comparison)
    if by_sides:
        return page(request, "story_sides.html", view=shown, **sides(ledger, shown, request.query_params))
    more = story_judging.joins(ledger, shown) if part == "joins" else {}
    return page(request, "story.html", view=shown, part=part, **shown.given(part), **more)


def _found(request: Request, ledger: Ledger) -> Told | Response:
    """The story with the id of the address; where it has another by now, the way there."""
    asked = request.path_params["id"]
    try:
        told = kept.story(ledger, asked)
    except SetupError:
        article = request.query_params.get("article")
        now = kept.now_of(ledger, asked) or (kept.of_article(ledger, article) if article else None)
        if now is None:
            raise
        return RedirectResponse(_elsewhere(request, asked, now), 303)
    if told.id != asked:
        return RedirectResponse(_elsewhere(request, asked, told.id), 303)
    return told


def _elsewhere(request: Request, asked: str, now: str) -> str:
    """The same address of another story."""
    rest = request.url.path.removeprefix(f"/stories/{asked}")
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    return to(f"/stories/{now}{rest}", query)


async def waiting(request: Request) -> Response:
    """For htmx: whether the comparison is there; then the page is loaded anew."""
    answer = await story(request)
    if answer.status_code == 202:
        return Response(status_code=204)
    return Response(headers={"HX-Refresh": "true"})


async def export(request: Request) -> Response:
    """The comparison as a page of its own, or as JSON."""
    return await looked_up(request, lambda ledger: _export(request, ledger))


def _export(request: Request, ledger: Ledger) -> Response:
    told = _found(request, ledger)
    if isinstance(told, Response):
        return told
    articles = [each.id for each in kept.articles_of(ledger, told.id)[0]]
    comparison = keeping.find(ledger, articles) if len(articles) > 1 else None
    if comparison is None:
        return RedirectResponse(to(f"/stories/{told.id}"), 303)
    if request.query_params.get("as") == "json":
        body, kind, suffix = f"{codec.dumps(comparison)}\n", "application/json", "json"
    else:
        body = comparison_page(comparison, [ledger.record(article) for article in articles])
        kind, suffix = "text/html", "html"
    headers = {"Content-Disposition": f'attachment; filename="{told.id}.{suffix}"'}
    return Response(body.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8", headers=headers)


ROUTES: list[BaseRoute] = [
    Route("/stories", show),
    Route("/stories/{id}", story),
    Route("/stories/{id}/waiting", waiting),
    Route("/stories/{id}/export", export),
    Route("/stories/{id}/judge", story_judging.judged, methods=["POST"]),
    Route("/stories/{id}/apart", story_judging.apart, methods=["POST"]),
    Route("/stories/{id}/together", story_judging.together, methods=["POST"]),
    Route("/stories/{id}/undo", story_judging.undone, methods=["POST"]),
]
