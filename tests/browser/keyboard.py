"""Going through pages by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST: Final = 400
"""How often a key is pressed to get somewhere."""


class Keyboard:
    """A person without a mouse.

    Args:
        page: the page they look at.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    def wait(self, selector: str) -> None:
        """Wait until what a selector finds is on the page, and the page has loaded."""
        self._page.locator(selector).first.wait_for()
        self._page.wait_for_load_state()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Write into what has the focus."""
        self._page.keyboard.type(words)

    def to(self, selector: str, key: str = "Tab") -> None:
        """Press a key until what a selector finds has the focus, and can be seen to have it.

        Raises:
            AssertionError: it is never reached.
        """
        for _ in range(MOST):
            if self._page.evaluate("selector => !!document.activeElement?.matches(selector)", selector):
                assert self._page.evaluate(SEEN), f"nobody sees that {selector} has the focus"
                return
            self.press(key)
        raise AssertionError(f"{key} never leads to {selector} at {self._page.url}")

    def opens(self, selector: str, key: str = "Tab") -> None:
        """Go to what a selector finds, and press Enter on it."""
        self.to(selector, key)
        self.press("Enter")


SEEN: Final = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
}"""
"""Whether what has the focus is drawn otherwise for it."""
