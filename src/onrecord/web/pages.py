"""Pages: templates with what all of them have. Whatever comes from an article is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.export.pages import look, web_address
from onrecord.version import VERSION
from onrecord.web.desk import who

ROOMS: Final = (
    ("/inbox", "Inbox"),
    ("/stories", "Stories"),
    ("/actors", "Actors"),
    ("/search", "Search"),
    ("/judgements", "Judgements"),
)
"""The rooms of the desk, by the keys 1 to 5."""


@cache
def environment() -> Environment:
    """The templates of the desk; those of `export` serve it too."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("onrecord.web"), PackageLoader("onrecord.export")]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(look=look, link=web_address, to=to, rooms=ROOMS, version=VERSION)
    return made


def to(path: str, query: Mapping[str, Any] | None = None, part: str = "") -> str:
    """An address of the desk: a path, whatever of a query is not empty, and a part of the page."""
    kept = {name: value for name, value in (query or {}).items() if value is not None and value not in ("", ())}
    asked = urlencode(kept, doseq=True)
    return quote(path) + (f"?{asked}" if asked else "") + (f"#{quote(part)}" if part else "")


def page(request: Request, template: str, status: int = 200, **given: Any) -> HTMLResponse:
    """A page of the desk.

    Args:
        request: what it answers; a template asks it for `path` and `wants_piece`.
        template: its file in `templates/`; one that begins with `piece_` is a part that htmx puts into a page.
        status: of the answer.
        given: what the template uses.
    """
    text = (
        environment()
        .get_template(template)
        .render(path=request.url.path, query=request.query_params, who=who(request), **given)
    )
    return HTMLResponse(text, status)


def piece(template: str, **given: Any) -> str:
    """A part of a page, drawn from what it is given and nothing of the request, so that it can be kept."""
    return environment().get_template(template).render(**given)


def wants_piece(request: Request) -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"
