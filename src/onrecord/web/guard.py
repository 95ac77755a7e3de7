"""What stands before every page: who may ask, from where, how much, and what a browser may do with the answer.

Against rebinding the `Host` must be one of the desk's own; against cross-site posts whatever changes something must
come from a page of the desk, by `Sec-Fetch-Site` or else `Origin`; no page runs a script or a style that is not a file
of the desk's own.
"""

from __future__ import annotations

import hmac
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.settings import MOST_BYTES, Settings

COOKIE: Final = "onrecord_token"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAVED_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
"""Of a page as first saved, beside its article: no script, no form, nothing loaded."""
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_LONGEST_PATH: Final = 4_000
"""Characters of an address before its `?`; a number in one is then no longer than Python reads."""
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}


class _TooMuchError(Exception):
    """More came than is taken in."""


class Guard:
    """Middleware around the desk."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if "frame-ancestors 'self'" in headers["Content-Security-Policy"]:
                    headers["X-Frame-Options"] = "SAMEORIGIN"
            await send(message)

        # other bytes than ASCII have no place in an address, yet some servers hand them on
        scope["query_string"] = quote(scope["query_string"], safe=_ASCII).encode("ascii")
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        try:
            await self._app(scope, _at_most(receive, MOST_BYTES), guarded)
        except _TooMuchError:
            if not begun:
                await _plain(413, f"More than {MOST_BYTES // 1_000_000} MB at once; give less, or use `onrecord add`.")(
                    scope, receive, guarded
                )

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to somebody who may not ask; None to those who may."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self._settings.hosts:
            return _plain(421, "This desk does not go by that name; use the address that `onrecord serve` printed.")
        if len(scope["path"]) > _LONGEST_PATH:
            return _plain(414, "No page of this desk has so long an address.")
        if scope["method"] not in _SAFE and not _own(headers, host):
            return _plain(403, "What changes something must come from a page of this desk.")
        return self._unknown(scope, headers)

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a browser that has not shown the token, where there is one."""
        token = self._settings.token
        if token is None:
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        shown = next((value for name, value in query if name == "token"), None)
        if shown is not None and hmac.compare_digest(shown.encode(), token.encode()) and scope["method"] in _SAFE:
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + scope["path"].lstrip("/\\")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        if cookie is not None and hmac.compare_digest(cookie.encode(), token.encode()):
            return None
        return _plain(401, "Open the address that `onrecord serve` printed, with its token.")


def _own(headers: Headers, host: str) -> bool:
    """Whether a request comes from a page of the desk."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    try:
        return urlsplit(headers.get("origin", "")).netloc.lower() == host
    except ValueError:  # "http://[" is no address
        return False


def _at_most(receive: Receive, most: int) -> Receive:
    """What comes, up to so many bytes."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooMuchError
        return message

    return counted


def _plain(status: int, what: str) -> Response:
    return PlainTextResponse(f"{what}\n", status)
