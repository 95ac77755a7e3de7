"""A day's work at the desk, by mouse, by keyboard alone, and without a script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from onrecord.ledger import Ledger
from tests.browser.conftest import Visiting
from tests.browser.keyboard import Keyboard
from tests.conftest import STORY

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

FILES = sorted(str(path) for path in STORY.glob("*.html"))
READ = "#added ~ ul.list > li[data-step]"
"""An article of the inbox."""


def wait_for_articles(page: Page, count: int) -> None:
    page.wait_for_function(
        "([selector, count]) => document.querySelectorAll(selector).length >= count", arg=[READ, count]
    )


def reload_until(page: Page, selector: str, count: int = 1) -> None:
    """Load a page again until it has something, as one does without a script."""
    for _ in range(600):
        if page.locator(selector).count() >= count:
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"{page.url} never has {selector}")


def check_sides(page: Page, ledger: Path) -> None:
    """The words that are marked on either side are those that the address names, in two articles."""
    query = {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()}
    assert query["left"] != query["right"]
    with Ledger(ledger) as opened:
        for at, (side, words) in enumerate((("left", "lw"), ("right", "rw"))):
            start, end = map(int, query[words].split("-"))
            anchored = opened.record(query[side]).article.text[start:end]
            found = page.locator("article.side").nth(at).locator(".found")
            found.first.wait_for()  # the address changes before the page is there
            marked = "".join(found.all_inner_texts())
            assert " ".join(marked.split()) == " ".join(anchored.split()) != ""


def check_comparison(download: Download) -> None:
    """What was exported is a comparison of the five reports."""
    path = download.path()
    if download.suggested_filename.endswith(".json"):
        assert len(json.loads(path.read_text(encoding="utf-8"))["reports"]) == 5
    else:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>") and "Meridian Wire" in text and "<script" not in text


def speaker_of(page: Page) -> str:
    spoke: str = page.locator("section.panel .card p.small").first.inner_text()
    return spoke


def test_by_mouse(visit: Visiting, empty_desk: str, tmp_path: Path) -> None:
    with visit(empty_desk) as visitor:
        page = visitor.go("/")
        page.locator("#files").set_input_files(FILES)
        page.get_by_role("button", name="Read them").click()
        wait_for_articles(page, len(FILES))
        page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Stories").click()
        page.locator("ul.stories li[data-step] > a").first.click()
        page.locator("#disputes").wait_for()
        story = page.url
        page.locator("#disputes ~ table a.claim").first.click()
        page.locator("article.side .found").first.wait_for()
        check_sides(page, tmp_path / "new.db")
        assert page.locator("article.side .found").first.is_visible()
        page.locator("article.side p.headline a").first.click()
        page.locator("section.lists li[data-step] a").nth(2).click()
        before = speaker_of(page)
        page.locator("details.judging summary", has_text="Wrong speaker?").click()
        page.get_by_label("Of nobody who is named").check()
        page.get_by_role("button", name="Correct the speaker").click()
        page.locator(".corrected").wait_for()
        assert speaker_of(page) != before
        page.locator("[data-undo]").click()
        page.locator(".corrected").wait_for(state="detached")
        assert speaker_of(page) == before
        page.goto(story)
        with page.expect_download() as download:
            page.get_by_role("link", name="Export as a page").click()
        check_comparison(download.value)
        with page.expect_download() as download:
            page.get_by_role("link", name="JSON", exact=True).click()
        check_comparison(download.value)


def test_searching_with_a_facet(visit: Visiting, reading_desk: str) -> None:
    with visit(reading_desk) as visitor:
        page = visitor.go("/stories")
        page.locator("#quick").fill("police")
        page.locator("#quick").press("Enter")
        page.locator("ol.hits").wait_for()
        found = page.locator("ol.hits > li").count()
        value = page.locator("#facets .facet li > a").first
        count = int(value.locator(".count").inner_text().split()[0])
        value.click()
        page.locator(".tags a.on").wait_for()
        assert page.locator("ol.hits > li").count() == count < found
        check_lines(exported(page), count)
        page.go_back()
        page.locator(".tags a.on").first.click()
        page.wait_for_url("**/search?q=police")
        assert page.locator("ol.hits > li").count() == found


def exported(page: Page) -> Download:
    """The JSON lines of what is on the screen."""
    page.locator("[data-export]").first.click()
    page.locator("table.forms").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON lines").first.click()
    return download.value


def check_lines(download: Download, count: int) -> None:
    """What was exported are so many articles with what was read of them."""
    lines = download.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == count
    assert all(json.loads(line)["statements"] for line in lines)


def test_files_are_dropped_on_the_page(visit: Visiting, empty_desk: str) -> None:
    text = Path(FILES[0]).read_text(encoding="utf-8")
    with visit(empty_desk) as visitor:
        page = visitor.go("/inbox")
        dropped = page.evaluate_handle(
            """text => {
              const dropped = new DataTransfer();
              dropped.items.add(new File([text], "wire.html", {type: "text/html"}));
              return dropped;
            }""",
            text,
        )
        page.dispatch_event("#added", "dragover", {"dataTransfer": dropped})
        page.dispatch_event("#added", "drop", {"dataTransfer": dropped})
        wait_for_articles(page, 1)
        assert "Three killed" in page.locator(READ).first.inner_text()


def test_by_keyboard_alone(visit: Visiting, empty_desk: str, tmp_path: Path) -> None:
    with visit(empty_desk) as visitor:
        page = visitor.go("/")
        keys = Keyboard(page)
        keys.to("#files")
        with page.expect_file_chooser() as chooser:
            keys.press("Space")
        chooser.value.set_files(FILES)
        keys.opens("form.drop button")
        wait_for_articles(page, len(FILES))
        keys.press("g", "2")
        keys.wait("ul.stories")
        keys.press("j", "Enter")
        keys.wait("#disputes")
        with page.expect_download() as download:
            keys.press("e")
        check_comparison(download.value)
        keys.opens("#disputes ~ table a.claim")
        keys.wait("article.side .found")
        check_sides(page, tmp_path / "new.db")
        was = page.url
        keys.opens("nav.steps a[data-step]", "j")
        page.wait_for_url(lambda address: address != was)
        check_sides(page, tmp_path / "new.db")
        keys.opens("article.side p.headline a")
        keys.wait("section.lists")
        keys.press("j", "j", "j", "Enter")
        keys.wait("section.panel")
        corrected_and_undone(page, keys)
        searched_and_exported(page, keys)
        keys.press("?")
        keys.wait("table.keys")
        keys.press("g", "3")
        keys.wait("table.actors")
        keys.press("j", "Enter")
        keys.wait("nav.parts")
        keys.press("g", "5")
        keys.wait("ul.judgements li[data-step].undone")


def corrected_and_undone(page: Page, keys: Keyboard) -> None:
    """Correct the speaker of the statement that is open, by keyboard, and take it back."""
    before = speaker_of(page)
    keys.opens("details.judging summary")
    keys.to("details.judging input[name=whose]")
    keys.to("details.judging input[value=nobody]", "ArrowDown")
    keys.opens("details.judging button")
    keys.wait(".corrected")
    assert speaker_of(page) != before
    keys.press("u")
    page.locator(".corrected").wait_for(state="detached")
    assert speaker_of(page) == before
    keys.wait(".done")


def searched_and_exported(page: Page, keys: Keyboard) -> None:
    """Search, narrow it by a facet and export what is found, by keyboard."""
    keys.press("/")
    keys.write("police")
    keys.press("Enter")
    keys.wait("ol.hits")
    keys.opens("#facets .facet li > a")
    keys.wait(".tags a.on")
    count = page.locator("ol.hits > li").count()
    keys.press("e")
    keys.wait("table.forms")
    keys.to("table.forms a[href*='as=jsonl']")
    with page.expect_download() as download:
        keys.press("Enter")
    check_lines(download.value, count)


def test_without_a_script(visit: Visiting, empty_desk: str, tmp_path: Path) -> None:
    with visit(empty_desk, java_script_enabled=False) as visitor:
        page = visitor.go("/")
        page.locator("#files").set_input_files(FILES)
        page.get_by_role("button", name="Read them").click()
        reload_until(page, READ, len(FILES))
        page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Stories").click()
        page.locator("ul.stories li[data-step] > a").first.click()
        reload_until(page, "#disputes")
        page.locator("#disputes ~ table a.claim").first.click()
        check_sides(page, tmp_path / "new.db")
        page.locator("article.side p.headline a").first.click()
        page.locator("section.lists li[data-step] a").nth(2).click()
        before = speaker_of(page)
        page.locator("details.judging summary", has_text="Wrong speaker?").click()
        page.get_by_label("Of nobody who is named").check()
        page.get_by_role("button", name="Correct the speaker").click()
        assert speaker_of(page) != before
        page.locator("[data-undo]").click()
        assert speaker_of(page) == before
        assert re.search(r"undone", page.locator(".done").inner_text())
