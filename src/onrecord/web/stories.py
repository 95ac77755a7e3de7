"""The room of stories: the list, and one story as a working page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

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
from onrecord.web.pages import page, piece, to
from onrecord.web.story_sides import sides
from onrecord.web.story_view import NEEDED, PARTS, View, part_of

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
    made_of = keeping.made_of(ledger, articles)
    by_sides = "show" in request.query_params or "left" in request.query_params
    answer = (_sides if by_sides else _part)(request, ledger, view, made_of)
    return answer or _awaited(request, view, made_of)


def _sides(request: Request, ledger: Ledger, view: View, made_of: str) -> Response | None:
    """Two reports side by side; None where the story is not compared yet."""
    compared = _compared(ledger, view, made_of, "sides")
    if compared is None:
        return None
    return page(request, "story_sides.html", view=compared, **sides(ledger, compared, request.query_params))


def _part(request: Request, ledger: Ledger, view: View, made_of: str) -> Response | None:
    """A part of the page; None where the story is not compared yet."""
    part = part_of(request.query_params.get("part", ""))

    def draw() -> str | None:
        compared = _compared(ledger, view, made_of, part)
        return (
            None
            if compared is None
            else piece("piece_story_compared.html", view=compared, part=part, **compared.given(part))
        )

    drawn = desk_of(request).drawn.piece((made_of, view.story.id, part), draw)
    given: dict[str, Any] = {"view": view, "parts": PARTS}
    if part == "joins":
        compared = _compared(ledger, view, made_of, part)
        if compared is None:
            return None
        given = {"view": compared, **compared.given(part), **story_judging.joins(ledger, compared)}
    return None if drawn is None else page(request, "story.html", part=part, drawn=drawn, **given)


def _compared(ledger: Ledger, view: View, made_of: str, part: str) -> View | None:
    """The view with what a part of the page needs of the comparison; None where there is none yet."""
    found = keeping.found(ledger, [each.id for each in view.main], made_of, NEEDED[part])
    return None if found is None else view.compared(found)


def _awaited(request: Request, view: View, made_of: str) -> Response:
    """A page that comes again until the story is compared; what went wrong, if that failed."""
    comparer = desk_of(request).comparer
    if "again" in request.query_params:
        comparer.again(made_of)
    failed = comparer.ask(made_of, view.story.id, [each.id for each in view.main])
    return page(request, "story_waiting.html", 500 if failed else 202, view=view, failed=failed)


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
