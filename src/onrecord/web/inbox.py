"""The room where articles come in: files, texts, addresses and feeds; how reading goes; what came last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.articles.addresses import is_web
from onrecord.errors import ArticleError, OnRecordError
from onrecord.ledger import Ledger, feeds, inbox, jobs
from onrecord.ledger.inbox import Received
from onrecord.ledger.jobs import Job, Kind, Standing, Wanted
from onrecord.ledger.ledger import Failure
from onrecord.web.desk import changed, desk_of, looked_up
from onrecord.web.pages import page, to, wants_piece
from onrecord.web.received import LONGEST_ADDRESS, addresses, pasted, uploads

_LISTED: Final = 25
_FAILURES: Final = 20
_MOST_FILES: Final = 500
_MOST_FIELD_BYTES: Final = 4_000_000
_HIGHEST: Final = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class _Live:
    """What the page shows that changes as articles are read.

    Attributes:
        standing: of the jobs.
        failed: jobs that failed.
        older_failed: the number before which there are more of them; None where there are none.
        others: failures that are no jobs.
        more_others: the name after which there are more of them; None where there are none.
        articles: those added last, or those of the page that is asked for.
        stories: of each article, by its number.
        older: the number before which there are more articles.
        newer: the number after which there are.
        total: how many articles there are.
    """

    standing: Standing
    failed: tuple[Job, ...]
    older_failed: int | None
    others: tuple[Failure, ...]
    more_others: str | None
    articles: tuple[Received, ...]
    stories: dict[int, tuple[str, str | None, int]]
    older: int | None
    newer: int | None
    total: int


async def show(request: Request) -> Response:
    """The room."""
    return await _page(request)


async def progress(request: Request) -> Response:
    """The part of the page that changes; nothing where it is as the page has it."""
    if not wants_piece(request):
        return RedirectResponse(to("/inbox", _asked(request)), 303)
    answer = await _piece(request)
    if answer.headers["X-Seen"] == request.query_params.get("seen"):
        return Response(status_code=204)
    return answer


async def files(request: Request) -> Response:
    """Take in files."""

    async def take(form: FormData) -> list[Wanted]:
        given = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        named = [each for each in given if each.filename]
        if not named:
            raise ArticleError(
                "D04", what="no file was given", remedy="choose one or more, then press the button again"
            )
        read = [(each.filename or "", await each.read()) for each in named]
        return await run_in_threadpool(uploads, read)

    return await _taken(request, take, most_files=_MOST_FILES)


async def text(request: Request) -> Response:
    """Take in a text that was pasted."""

    async def take(form: FormData) -> list[Wanted]:
        told = {name: _field(form, name) for name in ("title", "outlet", "published", "url")}
        return [await run_in_threadpool(lambda: pasted(_field(form, "text"), **told))]

    return await _taken(request, take)


async def address(request: Request) -> Response:
    """Take in the address of an article."""

    async def take(form: FormData) -> list[Wanted]:
        return addresses(_field(form, "address"), allow_private=desk_of(request).settings.allow_private)

    return await _taken(request, take)


async def follow(request: Request) -> Response:
    """Follow a feed, and look at it."""
    private = desk_of(request).settings.allow_private

    async def take(form: FormData) -> list[Wanted]:
        (wanted,) = addresses(_field(form, "feed"), allow_private=private)[:1]
        await changed(request, lambda ledger: feeds.watch(ledger, wanted.name, allow_private=private))
        return [Wanted(kind=Kind.FEED, name=wanted.name)]

    return await _taken(request, take, part="feeds")


async def look(request: Request) -> Response:
    """Look at all feeds now."""

    def at_once(ledger: Ledger) -> None:
        for each in feeds.feeds(ledger):
            if each.due is not None:
                feeds.again(ledger, each.address)

    async def take(_: FormData) -> list[Wanted]:
        await changed(request, at_once)
        return [Wanted(kind=Kind.FEED, name="")]

    return await _taken(request, take, part="feeds")


async def unfollow(request: Request) -> Response:
    """Follow a feed no more."""
    form = await request.form(max_files=0)
    await changed(request, lambda ledger: feeds.unwatch(ledger, _field(form, "feed")))
    return RedirectResponse("/inbox#feeds", 303)


async def retry(request: Request) -> Response:
    """Read again what failed: one job, or all."""
    seq = _number(request.path_params.get("seq"))
    return await _done(request, lambda ledger: jobs.retry(ledger, seq))


async def dismiss(request: Request) -> Response:
    """Forget what failed or waits: one job, or all that failed."""
    seq = _number(request.path_params.get("seq"))
    return await _done(request, lambda ledger: jobs.dismiss(ledger, seq))


async def retry_other(request: Request) -> Response:
    """Fetch again what failed and is no job: an address, or a feed."""
    name = _field(await request.form(max_files=0), "name")

    def work(ledger: Ledger) -> None:
        if feeds.again(ledger, name):
            jobs.ask(ledger, [Wanted(kind=Kind.FEED, name="")])
        elif is_web(name):
            jobs.ask(ledger, [Wanted(kind=Kind.ADDRESS, name=name)])

    return await _done(request, work)


async def dismiss_other(request: Request) -> Response:
    """Forget a failure that is no job."""
    name = _field(await request.form(max_files=0), "name")
    return await _done(request, lambda ledger: ledger.forgive(name))


async def _taken(
    request: Request, take: Callable[[FormData], Any], *, most_files: int = 0, part: str = "reading"
) -> Response:
    """Take in what a form holds and go back to the page, or show the page with what is wrong with it."""
    form = FormData()
    try:
        async with request.form(max_files=most_files, max_fields=20, max_part_size=_MOST_FIELD_BYTES) as form:
            wanted = await take(form)
            await changed(request, lambda ledger: jobs.ask(ledger, wanted))
    except ArticleError as error:
        return await _page(request, 400, problem=error, given=form)
    except HTTPException as refused:
        problem = ArticleError("D04", what=str(refused.detail), remedy=f"give at most {_MOST_FILES} files at once")
        return await _page(request, 400, problem=problem)
    desk_of(request).workers.wake()
    return RedirectResponse(f"/inbox#{part}", 303)


async def _done(request: Request, work: Callable[[Ledger], object]) -> Response:
    """Change something, and show how it stands."""
    await changed(request, work)
    desk_of(request).workers.wake()
    return await _piece(request) if wants_piece(request) else RedirectResponse("/inbox#reading", 303)


async def _page(
    request: Request, status: int = 200, *, problem: OnRecordError | None = None, given: FormData | None = None
) -> Response:
    asked = _asked(request)
    live, followed = await looked_up(request, lambda ledger: (_live(ledger, asked), feeds.feeds(ledger)))
    told = {
        name: _field(given, name)[:LONGEST_ADDRESS] if given else ""
        for name in ("title", "outlet", "published", "url", "address", "feed")
    }
    told["text"] = _field(given, "text") if given else ""
    return page(request, "inbox.html", status, problem=problem, given=told, feeds=followed, **_shown(request, live))


async def _piece(request: Request) -> Response:
    asked = _asked(request)
    live = await looked_up(request, lambda ledger: _live(ledger, asked))
    shown = _shown(request, live)
    answer = page(request, "piece_inbox.html", **shown)
    answer.headers["X-Seen"] = shown["seen"]
    return answer


def _shown(request: Request, live: _Live) -> dict[str, Any]:
    """What the part that changes is drawn from, and a mark by which to tell whether it has changed."""
    workers = desk_of(request).workers
    if live.standing.busy and workers.pid is None:
        workers.wake()
    fault = workers.fault
    seen = blake2b(repr((live, fault)).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return {"live": live, "fault": fault, "seen": seen, "asked": _asked(request), "is_web": is_web}


def _live(ledger: Ledger, asked: dict[str, str]) -> _Live:
    before, after = _number(asked.get("before")), _number(asked.get("after"))
    found = inbox.articles(ledger, limit=_LISTED, before=before, after=after)
    failed = jobs.failed(ledger, limit=_FAILURES + 1, before=_number(asked.get("failed")))
    others = jobs.other_failures(ledger, limit=_FAILURES + 1, after=asked.get("others", ""))
    first, last = (found[0].seq, found[-1].seq) if found else (_HIGHEST, 0)
    return _Live(
        standing=jobs.standing(ledger),
        failed=tuple(failed[:_FAILURES]),
        older_failed=failed[_FAILURES - 1].seq if len(failed) > _FAILURES else None,
        others=tuple(others[:_FAILURES]),
        more_others=others[_FAILURES - 1].name if len(others) > _FAILURES else None,
        articles=tuple(found),
        stories=inbox.stories_of(ledger, [each.seq for each in found]),
        older=last if inbox.articles(ledger, limit=1, before=last) else None,
        newer=first if inbox.articles(ledger, limit=1, after=first) else None,
        total=len(ledger),
    )


def _asked(request: Request) -> dict[str, str]:
    """What of the address says which part of the lists is shown."""
    return {
        name: value for name in ("before", "after", "failed", "others") if (value := request.query_params.get(name))
    }


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _number(stated: object) -> int | None:
    """A number that is asked for; None for what is none."""
    told = str(stated)
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else None


ROUTES: list[BaseRoute] = [
    Route("/inbox", show),
    Route("/inbox/progress", progress),
    Route("/inbox/files", files, methods=["POST"]),
    Route("/inbox/text", text, methods=["POST"]),
    Route("/inbox/address", address, methods=["POST"]),
    Route("/inbox/feeds", follow, methods=["POST"]),
    Route("/inbox/feeds/look", look, methods=["POST"]),
    Route("/inbox/feeds/remove", unfollow, methods=["POST"]),
    Route("/inbox/jobs/retry", retry, methods=["POST"]),
    Route("/inbox/jobs/dismiss", dismiss, methods=["POST"]),
    Route("/inbox/jobs/{seq:int}/retry", retry, methods=["POST"]),
    Route("/inbox/jobs/{seq:int}/dismiss", dismiss, methods=["POST"]),
    Route("/inbox/failures/retry", retry_other, methods=["POST"]),
    Route("/inbox/failures/dismiss", dismiss_other, methods=["POST"]),
]
