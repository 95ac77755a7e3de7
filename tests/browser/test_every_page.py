"""Every page of the desk: usable by everybody, at any width, light, dark and on paper, and alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.chromium import PHONE, WIDE, visiting
from tests.browser.conftest import Visiting
from tests.browser.rooms import REFUSED, ROOMS, found

LEFT_OFF_PAPER = (
    "nav, form, button, .button, .said, .done, .pager, summary, [data-export], iframe, .unit, .narrow, svg title"
)
"""What nobody can use on paper, and what only a narrow screen or a pointer shows."""
UNPRINTED = f"""() => {{
  const hidden = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {{
    const around = text.parentElement;
    if (!text.data.trim() || around.closest({LEFT_OFF_PAPER!r})) continue;
    if (!around.checkVisibility({{visibilityProperty: true, opacityProperty: true}})) hidden.push(text.data.trim());
  }}
  return hidden;
}}"""


@pytest.fixture(scope="module")
def rooms(browser: Any, reading_desk: str) -> dict[str, str]:
    with visiting(browser, reading_desk) as visitor:
        return found(visitor)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_can_be_used_by_everybody(
    visit: Visiting, reading_desk: str, rooms: dict[str, str], room: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visit(reading_desk, color_scheme=scheme) as visitor:
        page = visitor.go(rooms[room])
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            broken = [
                f"{each['id']} ({each['impact']}): {[node['html'][:200] for node in each['nodes']]}"
                for each in Axe().run(page).response["violations"]
                if each["impact"] in {"serious", "critical"}
            ]
            assert not broken, f"{room}, {scheme}, {size['width']} px: " + "\n".join(broken)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{room} scrolls sideways"
            assert page.locator("h1").count() == 1
        if room in REFUSED:
            visitor.faults = [each for each in visitor.faults if "Failed to load resource" not in each]


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in REFUSED])
def test_a_page_prints(visit: Visiting, reading_desk: str, rooms: dict[str, str], room: str) -> None:
    with visit(reading_desk) as visitor:
        page = visitor.go(rooms[room])
        page.emulate_media(media="print")
        assert not page.evaluate(UNPRINTED)
        assert page.locator("h1").is_visible()
        assert page.locator("nav.rooms").is_hidden()
