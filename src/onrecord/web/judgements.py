"""The room of judgements."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.web.pages import page


async def show(request: Request) -> Response:
    """The room."""
    return page(request, "empty.html", title="judgements")


ROUTES: list[BaseRoute] = [Route("/judgements", show)]
