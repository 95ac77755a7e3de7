"""What was drawn lately of pages that are costly to draw, by all that it was made of."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from markupsafe import Markup

MOST: Final = 32 << 20
"""Characters that are kept; the page of a story of twenty reports has some 300,000 at the most."""


class Drawn:
    """Pieces of pages, those not asked for longest forgotten first. Threads share it."""

    def __init__(self, most: int = MOST) -> None:
        """Keep nothing yet.

        Args:
            most: characters to keep.
        """
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._size = 0

    def piece(self, made_of: Hashable, draw: Callable[[], str | None]) -> Markup | None:
        """A piece as it was drawn before, or drawn now; None where it cannot be drawn yet, which is not kept.

        Args:
            made_of: all that the piece is made of; another thing, another key.
            draw: draws it, with everything that is not of the project's own escaped.
        """
        with self._lock:
            kept = self._kept.get(made_of)
            if kept is not None:
                self._kept.move_to_end(made_of)
                return kept
        told = draw()
        if told is None:
            return None
        made = Markup(told)  # noqa: S704 - a template drew it and escaped what it was given
        with self._lock:
            self._size += len(made) - len(self._kept.pop(made_of, ""))
            self._kept[made_of] = made
            while self._size > self._most and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])
        return made
