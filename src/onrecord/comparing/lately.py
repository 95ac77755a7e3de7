"""What was made or read lately, so many of it, by number: the ones not asked for longest are forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """Values by number, of which so many are kept."""

    def __init__(self, most: int) -> None:
        """Keep nothing yet.

        Args:
            most: how many to keep.
        """
        self._most = most
        self._kept: OrderedDict[int, T] = OrderedDict()

    def of(self, number: int, make: Callable[[int], T]) -> T:
        """The value of a number: as it is kept, or made.

        Args:
            number: what it goes by.
            make: makes it from the number; what it raises is raised, and nothing is kept then.
        """
        found = self._kept.get(number)
        if found is not None:
            self._kept.move_to_end(number)
            return found
        made = self._kept[number] = make(number)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made

    def forget(self, *numbers: int) -> None:
        """Forget some, whether they are kept or not."""
        for number in numbers:
            self._kept.pop(number, None)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)
