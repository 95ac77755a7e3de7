"""Export of what is on the screen: which formats there are, and the file itself, streamed."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import threading
from collections.abc import AsyncIterator
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from onrecord import codec
from onrecord.comparing import keeping
from onrecord.comparing.comparison import Comparison
from onrecord.errors import SetupError
from onrecord.export.comparison_page import comparison_page
from onrecord.export.html import article_page
from onrecord.ledger import Ledger
from onrecord.ledger.stories import articles_of
from onrecord.web.desk import desk_of, looked_up
from onrecord.web.exported import BY, COMPARED, FOUND, PAGE, PARQUET, Chosen, Form, everything, is_there, write
from onrecord.web.pages import page, to

FEW: Final = 20
"""Articles that are written at once; more by a process of its own, bit by bit."""
MOST_NAMED: Final = 200
"""Articles that an address names one by one."""
_PIECE: Final = 1 << 16
_AT_ONCE: Final = threading.BoundedSemaphore(4)
"""Processes that write exports at a time; the others wait for their turn."""
_PATIENCE: Final = 0.1


async def show(request: Request) -> Response:
    """The formats that there are for what an address chooses, or, where it says which, the file."""
    return await looked_up(request, lambda ledger: _answer(request, ledger))


def _answer(request: Request, ledger: Ledger) -> Response:
    chosen = _chosen(request, ledger)
    asked = request.query_params.get("as")
    if asked is None:
        return _listed(request, ledger, chosen)
    form = next((each for each in chosen.forms() if each.name == asked), None)
    if form is None:
        return _listed(request, ledger, chosen, unknown=asked[:40])
    if not is_there(form):
        raise SetupError("O02", what="Parquet", package="pyarrow", install="'onrecord[parquet]'")
    if form in {PAGE, COMPARED}:
        return _page(request, ledger, chosen, form)
    found = {article: list(ids) for article, ids in chosen.found().items()} if form is FOUND and chosen.found else None
    if len(chosen.articles) > FEW or form is PARQUET:
        path = str(desk_of(request).settings.ledger.absolute())
        pieces = _written(path, form, chosen.articles, found)
        return StreamingResponse(pieces, headers=_headers(chosen, form))
    whole = io.BytesIO()
    write(ledger, form.name, chosen.articles, whole, found)
    return Response(whole.getvalue(), headers=_headers(chosen, form))


def _chosen(request: Request, ledger: Ledger) -> Chosen:
    """What an address chooses; all articles where it chooses nothing."""
    for name, choose in BY.items():
        values = request.query_params.getlist(name)
        if values:
            return choose(ledger, values[:MOST_NAMED])
    return everything(ledger)


def _headers(chosen: Chosen, form: Form) -> dict[str, str]:
    return {
        "Content-Type": form.media,
        "Content-Disposition": f'attachment; filename="{chosen.file(form)}"',
    }


def _listed(request: Request, ledger: Ledger, chosen: Chosen, unknown: str | None = None) -> Response:
    """The page of formats; with `unknown`, one that was asked for and that there is not."""
    ((said, happened),) = ledger.rows(
        "SELECT coalesce(sum(f.statements), 0), coalesce(sum(f.events), 0) FROM facets AS f "
        "JOIN articles AS a ON a.seq = f.article WHERE a.id IN (SELECT value FROM json_each(?))",
        (json.dumps(chosen.articles),),
    )
    return page(
        request,
        "export.html",
        200 if unknown is None else 400,
        chosen=chosen,
        statements=said,
        events=happened,
        forms=[(form, to("/export", {**chosen.asked, "as": form.name}), is_there(form)) for form in chosen.forms()],
        unknown=unknown,
    )


def _page(request: Request, ledger: Ledger, chosen: Chosen, form: Form) -> Response:
    """An article as a page, or a story's comparison as a page or JSON, once it is compared."""
    if chosen.story is None:
        (article,) = chosen.articles
        body = article_page(ledger.record(article), ledger.digest(article))
        return Response(body.encode("utf-8", "replace"), headers=_headers(chosen, form))
    articles = [article.id for article in articles_of(ledger, chosen.story.id)[0]]
    comparison = keeping.find(ledger, articles)
    if comparison is None:
        return _awaited(request, ledger, chosen, form, articles)
    return Response(_compared(ledger, form, comparison, articles), headers=_headers(chosen, form))


def _compared(ledger: Ledger, form: Form, comparison: Comparison, articles: list[str]) -> bytes:
    if form is COMPARED:
        return f"{codec.dumps(comparison)}\n".encode()
    return comparison_page(comparison, [ledger.record(article) for article in articles]).encode("utf-8", "replace")


def _awaited(request: Request, ledger: Ledger, chosen: Chosen, form: Form, articles: list[str]) -> Response:
    """A page that comes again until the story is compared; what went wrong if that failed."""
    comparer = desk_of(request).comparer
    digest = keeping.made_of(ledger, articles)
    if "again" in request.query_params:
        comparer.again(digest)
    story = chosen.story.id if chosen.story else ""
    failed = comparer.ask(digest, story, articles)
    address = to("/export", {**chosen.asked, "as": form.name})
    answer = page(request, "export_waiting.html", 500 if failed else 202, chosen=chosen, failed=failed, address=address)
    if failed is None:
        answer.headers["Refresh"] = f"2; url={address}"
    return answer


async def _written(
    ledger: str, form: Form, articles: tuple[str, ...], found: dict[str, Any] | None
) -> AsyncIterator[bytes]:
    """An export as a process of its own writes it; a download that ends too soon where that fails."""
    while not _AT_ONCE.acquire(blocking=False):  # noqa: ASYNC110 - one for all loops; whoever goes away waits no more
        await asyncio.sleep(_PATIENCE)
    process = None
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "onrecord.web.exporting_worker", ledger, form.name),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_PIECE,
        )
        if process.stdin is None or process.stdout is None:  # cannot be: both are asked for
            return
        process.stdin.write(json.dumps({"articles": articles, "found": found}).encode())
        process.stdin.close()
        while piece := await process.stdout.read(_PIECE):
            yield piece
        if await process.wait():
            message = f"the export of {len(articles)} articles as {form.name} stopped before it was done"
            raise RuntimeError(message)
    finally:
        if process is not None and process.returncode is None:
            process.kill()
        _AT_ONCE.release()


ROUTES: list[BaseRoute] = [Route("/export", show)]
