"""The pages of the desk, found by following its own links, for tests and pictures that go through all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.browser.chromium import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Locator

PARTS: Final = ("disputes", "timeline", "spread", "names", "omissions", "speakers", "joins", "all")
"""Of a story."""
ACTOR: Final = ("about", "names", "offices", "relations")
"""Parts of an actor's page, beside the first."""
ROOMS: Final = (
    "inbox",
    "stories",
    "stories of a place",
    "no stories",
    "story",
    *(f"story, {part}" for part in PARTS),
    "side by side",
    "article",
    "article without layers",
    "article, actors",
    "words",
    "statement",
    "saved page",
    "earlier readings",
    "actors",
    "no actors",
    "actor",
    *(f"actor, {part}" for part in ACTOR),
    "network",
    "search",
    "search of statements",
    "nothing found",
    "search that is none",
    "export",
    "judgements",
    "keys",
    "no such page",
)
"""What `found` finds."""
REFUSED: Final = {"no such page", "search that is none"}
"""Pages that tell of something wrong: their answer is no 200, which a console notes."""


def found(visitor: Visitor) -> dict[str, str]:
    """The address of each page of a desk that holds the example story."""
    page = visitor.page
    told = {"inbox": "/inbox", "judgements": "/judgements", "keys": "/keys", "no such page": "/articles/a-none"}
    told |= {"stories": "/stories", "no stories": "/stories?outlet=Nobody+at+all"}
    told |= {"search": "/search?q=police", "search of statements": "/search?q=kind:statement+act:deny"}
    told |= {"nothing found": "/search?q=zeppelin", "search that is none": "/search?q=act:"}
    told |= {"actors": "/actors", "no actors": "/actors?name=Nobody", "network": "/network"}
    visitor.go("/stories")
    told["stories of a place"] = _leads(page.locator("ul.stories a.tag"))
    page.locator("ul.stories li[data-step] > a").first.click()
    page.locator("#disputes").wait_for()
    told["story"] = page.url.removeprefix(visitor.desk)
    told |= {f"story, {part}": _leads(page.locator(f"nav.parts a[href*='part={part}']")) for part in PARTS}
    told["side by side"] = _leads(page.locator("#main a.claim"))
    told["article"] = article = _leads(page.locator("details.reports td a[href^='/articles/']:not(.badge)"))
    told |= {"article without layers": f"{article}?layers=none", "saved page": f"{article}?saved=1"}
    visitor.go(article)
    told["statement"] = _leads(page.locator("section.lists li[data-step] a"))
    told["words"] = _leads(page.locator("#reader article a.w"))
    told["article, actors"] = _leads(page.locator("#list-actors"))
    told["earlier readings"] = f"{article}/readings"
    visitor.go("/actors")
    told["actor"] = _leads(page.locator("table.actors th a"))
    visitor.go(told["actor"])
    told |= {f"actor, {part}": _leads(page.locator(f"nav.parts a[href*='part={part}']")) for part in ACTOR}
    visitor.go(told["search"])
    told["export"] = _leads(page.locator("[data-export]"))
    return told


def _leads(link: Locator) -> str:
    return link.first.get_attribute("href") or ""
