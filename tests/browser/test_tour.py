"""The tour, walked: all that it says is pressed is there to be pressed."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.conftest import Visiting
from tests.browser.test_a_day import FILES, check_sides, wait_for_articles
from tests.test_tour import TOUR


def pressed(step: int) -> list[str]:
    """What a step of the tour has in bold."""
    part = TOUR.split(f"## {step}. ")[1].split("\n## ")[0]
    return [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", part, re.DOTALL)]


def test_the_tour(visit: Visiting, empty_desk: str, tmp_path: Path) -> None:
    with visit(empty_desk) as visitor:
        page = visitor.go("/")
        room, button = pressed(3)
        assert page.get_by_role("heading", level=1).inner_text() == room
        page.locator("#files").set_input_files(FILES)
        page.get_by_role("button", name=button).click()
        wait_for_articles(page, len(FILES))
        (room,) = pressed(4)
        page.get_by_role("link", name=room, exact=True).click()
        page.locator("ul.stories li[data-step] > a").first.click()
        page.locator("#disputes").wait_for()
        everywhere, *here = pressed(7)
        for words in here:
            assert page.get_by_role("link", name=words, exact=True).is_visible()
        page.locator("#disputes ~ table a.claim").first.click()
        check_sides(page, tmp_path / "new.db")
        (onwards,) = pressed(5)
        page.get_by_role("link", name=onwards).first.click()
        check_sides(page, tmp_path / "new.db")
        page.locator("article.side p.headline a").first.click()
        wrong, correct, undo, room = pressed(6)
        page.locator("section.lists li[data-step] a").first.click()
        page.locator("details.judging summary", has_text=wrong).click()
        page.get_by_label("Of nobody who is named").check()
        page.get_by_role("button", name=correct).click()
        page.locator("[data-undo]", has_text=undo).click()
        page.locator(".done", has_text="undone").wait_for()
        page.get_by_role("link", name=room, exact=True).click()
        page.locator("ul.judgements li.undone").wait_for()
        page.locator("#quick").fill("police")
        page.locator("#quick").press("Enter")
        page.locator("#facets .facet li > a").first.click()
        page.get_by_role("link", name=everywhere, exact=True).click()
        page.locator("table.forms").wait_for()
