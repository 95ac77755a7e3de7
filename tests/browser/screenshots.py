"""`python -m tests.browser.screenshots`: pictures of the desk for the documentation, of the example story.

They are written to `docs/images/desk-….png`, 1280 pixels wide, each as tall as what is meant to be seen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.browser.chromium import PHONE, Visitor, chromium, lacking, visiting
from tests.browser.rooms import found
from tests.browser.serving import onrecord, serving
from tests.conftest import ROOT, STORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES: Final = ROOT / "docs" / "images"
MOST_BYTES: Final = 200_000
"""Of a picture."""
PICTURES: Final = {
    "stories": ("stories", 420),
    "story": ("story", 860),
    "spread": ("story, spread", 800),
    "sides": ("side by side", 780),
    "article": ("article", 720),
    "actor": ("actor", 640),
    "network": ("network", 1000),
    "search": ("search", 720),
    "export": ("export", 800),
    "keys": ("keys", 640),
}
"""The room that each shows, and how tall it is, in pixels."""


def main() -> None:
    """Write them all."""
    why = lacking()
    if why:
        sys.exit(why)
    os.environ["LOGNAME"] = "ada"  # who judges, whoever makes the pictures
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        ledger = Path(folder) / "hallan.db"
        with serving(ledger) as desk:
            _inbox(browser, desk)
        onrecord("add", "--ledger", str(ledger), str(STORY), also=(0,))
        with serving(ledger) as desk:
            _rooms(browser, desk)


def _inbox(browser: Browser, desk: str) -> None:
    """The inbox while it reads."""
    with visiting(browser, desk, viewport={"width": 1280, "height": 760}) as visitor:
        page = visitor.go("/inbox")
        page.locator("#files").set_input_files(sorted(str(path) for path in STORY.glob("*.html")))
        page.get_by_role("button", name="Read them").click()
        page.locator("#added ~ ul.list > li:nth-child(2)").wait_for()
        page.evaluate("scrollTo(0, 0)")
        _take(visitor, "inbox")
        page.locator("#added ~ ul.list > li:nth-child(5)").wait_for()


def _rooms(browser: Browser, desk: str) -> None:
    """The others, one of them on a phone and one dark; at last what comes of a correction."""
    with visiting(browser, desk) as visitor:
        rooms = found(visitor)
        page = visitor.page
        for name, (room, height) in PICTURES.items():
            page.set_viewport_size({"width": 1280, "height": height})
            visitor.go(rooms[room])
            _take(visitor, name)
        page.set_viewport_size(PHONE)
        visitor.go(rooms["side by side"])
        _take(visitor, "phone")
        page.set_viewport_size({"width": 1280, "height": 660})
        visitor.go(rooms["statement"])
        page.emulate_media(color_scheme="dark")
        _take(visitor, "dark")
        page.emulate_media(color_scheme="light")
        page.locator("details.judging summary").first.click()
        _take(visitor, "statement")
        page.get_by_label("Of nobody who is named").check()
        page.locator("details.judging input[name=why]").first.fill("the witnesses are not named")
        page.get_by_role("button", name="Correct the speaker").click()
        page.locator(".corrected").wait_for()
        page.set_viewport_size({"width": 1280, "height": 420})
        visitor.go("/judgements")
        _take(visitor, "judgements")


def _take(visitor: Visitor, name: str) -> None:
    path = IMAGES / f"desk-{name}.png"
    visitor.page.screenshot(path=str(path), animations="disabled")
    if path.stat().st_size > MOST_BYTES:
        sys.exit(f"{path} has {path.stat().st_size} bytes; {MOST_BYTES} is the most")
    print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
