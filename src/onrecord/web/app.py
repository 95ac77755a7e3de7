"""The application: the rooms put together, errors as pages, files of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import as_file, files
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnRecordError
from onrecord.web import actors, article, exporting, inbox, judgements, searching, stories
from onrecord.web.desk import WHO, Desk
from onrecord.web.guard import Guard
from onrecord.web.pages import page
from onrecord.web.settings import Settings

_MISSING = {"L08", "L09", "L13", "L50"}


def application(settings: Settings) -> Starlette:
    """The desk over a ledger, which is made where there is none.

    Args:
        settings: how it is run.

    Raises:
        SetupError: L02 to L05, L07: the ledger cannot be used.
    """
    desk = Desk(settings)
    desk.ledger()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            desk.workers.begin()
            yield
        finally:
            desk.close()

    routes: list[BaseRoute] = [
        Route("/", _home),
        Route("/keys", _keys),
        Route("/who", _named, methods=["POST"]),
        Route("/static/style.css", _style),
    ]
    for room in (inbox, article, stories, actors, searching, judgements, exporting):
        routes.extend(room.ROUTES)
    with as_file(files("onrecord") / "web" / "static") as folder:
        routes.append(Mount("/static", StaticFiles(directory=folder)))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={OnRecordError: _failed, HTTPException: _refused, Exception: _broken},
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


async def _home(_: Request) -> Response:
    return RedirectResponse("/inbox", 303)


async def _keys(request: Request) -> Response:
    """The keys, and the name that judgements are kept under."""
    return page(request, "keys.html")


async def _named(request: Request) -> Response:
    """Keep the name of the person at the desk."""
    async with request.form(max_files=0, max_fields=4) as form:
        name = form.get("name")
    answer = RedirectResponse("/keys", 303)
    answer.set_cookie(WHO, quote(str(name or "")[:80]), httponly=True, samesite="strict", max_age=31_536_000)
    return answer


async def _style(_: Request) -> Response:
    """The style that the pages of `export` have too."""
    with as_file(files("onrecord") / "export" / "templates" / "style.css") as path:
        return FileResponse(path, headers={"Cache-Control": "no-cache"})


async def _failed(request: Request, error: Exception) -> Response:
    """An error of ours: what happened and what to do."""
    if not isinstance(error, OnRecordError):
        raise error
    return page(
        request,
        "error.html",
        404 if error.code in _MISSING else 400,
        what=error.what,
        remedy=error.remedy,
        code=error.code,
    )


async def _refused(request: Request, error: Exception) -> Response:
    """An address that leads nowhere, or that is asked for in a way that it is not for."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = "There is no such page." if status == 404 else "This cannot be done here."
    return page(request, "error.html", status, what=what, remedy="Go on from one of the rooms above.", code=None)


async def _broken(request: Request, _: Exception) -> Response:
    """A fault of ours; what it was is in the log, not on the page."""
    return page(
        request,
        "error.html",
        500,
        what="Something went wrong here.",
        remedy="What was stored is safe. Try again; what `onrecord serve` printed tells what it was.",
        code=None,
    )
