"""A real browser, and a page that keeps all that is wrong with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
PATIENCE: Final = 60_000
"""Milliseconds that a page is waited for: the machine may be busy."""


def executable() -> str | None:
    """Where Chromium is: $CHROMIUM, or what goes by its name; None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def lacking() -> str | None:
    """Why no browser can be driven here; None where one can."""
    try:
        import axe_playwright_python.sync_playwright
        import playwright.sync_api
    except ImportError as error:
        return f"{error.name} is not installed (the extra `browser`)"
    del axe_playwright_python, playwright
    return None if executable() else "no Chromium is installed; $CHROMIUM may say where it is"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium that asks nothing of anybody but the pages it is sent to."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Somebody at the desk with a browser of their own.

    Attributes:
        page: the page they look at.
        desk: the desk's address.
        faults: errors in the console, breaches of the content security policy among them; answers that are faults of
            the desk; requests to anywhere but the desk; dialogs.
    """

    page: Page
    desk: str
    faults: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open an address of the desk and wait until it is there."""
        self.page.goto(f"{self.desk}{address}", wait_until="load")
        return self.page

    def watch(self) -> None:
        """Keep from now on what is wrong."""
        own = urlsplit(self.desk).netloc

        def asked(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.netloc != own and parts.scheme not in {"data", "about", "blob"}:
                self.faults.append(f"asks {request.url}")

        def answered(response: Response) -> None:
            if response.status >= 500:
                self.faults.append(f"{response.status} from {response.url}")

        def said(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.faults.append(f"{message.type} at {self.page.url}: {message.text}")

        self.page.context.on("request", asked)
        self.page.context.on("response", answered)
        self.page.on("console", said)
        self.page.on("pageerror", lambda error: self.faults.append(f"fails at {self.page.url}: {error}"))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"a dialog at {self.page.url}: {dialog.message}")
        dialog.dismiss()


@contextmanager
def visiting(browser: Browser, desk: str, **context: Any) -> Iterator[Visitor]:
    """Somebody at a desk; what was wrong with the pages they saw is an error at the end.

    Args:
        browser: theirs.
        desk: the desk's address.
        context: how it looks: see `Browser.new_context`.

    Raises:
        AssertionError: something was wrong.
    """
    made: BrowserContext = browser.new_context(**({"viewport": WIDE, "locale": "en-GB"} | context))
    made.set_default_timeout(PATIENCE)
    try:
        visitor = Visitor(made.new_page(), desk)
        visitor.watch()
        yield visitor
    finally:
        made.close()
    assert not visitor.faults, "\n".join(visitor.faults)
