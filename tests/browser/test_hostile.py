"""In a real browser too, what means harm does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import made_hostile, made_web
from tests.browser.chromium import FLAGS, Visitor, executable
from tests.browser.conftest import Visiting
from tests.browser.rooms import PARTS
from tests.browser.serving import serving
from tests.made_hostile import attack

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = "window.hit = () => console.error('a script of an article ran')"


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001 - skipped with it
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    made_hostile.fill(path)
    with serving(path) as address:
        yield address


def looked(visitor: Visitor, address: str) -> None:
    """Open a page and wait until whatever could run has run."""
    page = visitor.go(address)
    page.wait_for_timeout(200)
    assert page.evaluate("document.querySelectorAll('main img, main object, main embed').length") == 0


def test_no_script_of_an_article_runs(visit: Visiting, hostile: str) -> None:
    with visit(hostile) as visitor:
        visitor.page.add_init_script(SCRIPT)
        page = visitor.page
        looked(visitor, "/inbox")
        assert "hit-feed" in page.locator("main").inner_text()
        looked(visitor, "/stories")
        page.locator("ul.stories li[data-step] > a").first.click()
        page.locator("nav.parts").wait_for()
        story = page.url.removeprefix(hostile)
        for part in PARTS:
            looked(visitor, f"{story}?part={part}")
        report = page.locator("details.reports tr", has_text="hit-title").locator("a[href^='/articles/']:not(.badge)")
        article = report.first.get_attribute("href") or ""
        looked(visitor, article)
        assert "hit-byline" in page.locator("main").inner_text()
        lists = [each.get_attribute("href") or "" for each in page.locator("a[id^=list-]").all()]
        for address in (*lists, f"{article}?item=s-closed", f"{article}?item=e-vall", f"{article}?saved=1"):
            looked(visitor, address)
        looked(visitor, "/judgements")
        assert "hit-why" in page.locator("main").inner_text()
        visitor.go("/keys")
        page.locator("#name").fill(attack("cookie")[:80])
        page.get_by_role("button", name="Keep").click()
        looked(visitor, "/keys")
        page.locator("#quick").fill(attack("query"))
        page.locator("#quick").press("Enter")
        page.wait_for_url("**/search?**")
        looked(visitor, page.url.removeprefix(hostile))


def test_a_page_elsewhere_changes_nothing(browser: Browser, hostile: str) -> None:
    with made_web.served() as site:
        site.gives(
            "/",
            f"<form method=post action='{hostile}/inbox/text'><input name=text value='words of somebody else'>"
            f"<button>Win</button></form><iframe src='{hostile}/inbox'></iframe>",
        )
        context = browser.new_context()
        page = context.new_page()
        page.goto(site.at("/"))
        assert "Add articles" not in "".join(frame.content() for frame in page.frames), "the desk can be framed"
        with page.expect_response(lambda answer: answer.url.endswith("/inbox/text")) as answered:
            page.get_by_role("button", name="Win").click()
        assert answered.value.status == 403
        page.goto(site.at("/"))
        asked = page.evaluate(
            """async desk => {
              const told = [];
              for (const mode of ["cors", "no-cors"]) {
                try {
                  const answer = await fetch(`${desk}/inbox/text`, {method: "POST", mode, body: new FormData()});
                  told.push(`${answer.type} ${answer.status}`);
                } catch { told.push("refused"); }
              }
              try { told.push((await (await fetch(`${desk}/inbox`)).text())); } catch { told.push("refused"); }
              return told;
            }""",
            hostile,
        )
        assert asked == ["refused", "refused", "refused"]
        page.goto(f"{hostile}/inbox")
        assert "words of somebody else" not in page.locator("main").inner_text()
        context.close()


def test_a_rebound_name_shows_nothing(browser: Browser, hostile: str, tmp_path: Path) -> None:
    port = hostile.rpartition(":")[2]
    flags = [*FLAGS, "--host-resolver-rules=MAP evil.example 127.0.0.1"]
    rebound = browser.browser_type.launch_persistent_context(
        str(tmp_path / "profile"), executable_path=executable(), headless=True, args=flags
    )
    try:
        page = rebound.new_page()
        answer = page.goto(f"http://evil.example:{port}/inbox")
        assert answer is not None and answer.status == 421
        assert "Inbox" not in page.content()
    finally:
        rebound.close()
