"""What was made lately is kept, so many, and what was not asked for longest goes."""

from __future__ import annotations

import pytest

from onrecord.comparing.lately import Lately


class Make:
    """Makes a text of a number and notes of which it did."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def __call__(self, number: int) -> str:
        self.made.append(number)
        return str(number)


def test_it_is_made_once_and_the_one_not_asked_for_longest_goes() -> None:
    lately, make = Lately[str](2), Make()
    assert [lately.of(number, make) for number in (1, 2, 1, 3, 1, 2)] == ["1", "2", "1", "3", "1", "2"]
    assert make.made == [1, 2, 3, 2]
    assert len(lately) == 2


def test_what_is_forgotten_is_made_again() -> None:
    lately, make = Lately[str](5), Make()
    lately.of(1, make)
    lately.of(2, make)
    lately.forget(1, 7)
    lately.of(2, make)
    lately.of(1, make)
    assert make.made == [1, 2, 1]
    lately.clear()
    lately.of(2, make)
    assert make.made == [1, 2, 1, 2]


def test_what_cannot_be_made_is_not_kept() -> None:
    lately = Lately[str](5)

    def fail(number: int) -> str:
        raise LookupError(number)

    with pytest.raises(LookupError):
        lately.of(1, fail)
    assert len(lately) == 0
    assert lately.of(1, Make()) == "1"
