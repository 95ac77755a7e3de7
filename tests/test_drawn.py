"""Pieces of pages that were drawn are kept by what they were made of."""

from __future__ import annotations

from markupsafe import Markup

from onrecord.web.drawn import Drawn


class Draw:
    """Draws one thing and counts how often."""

    def __init__(self, text: str | None) -> None:
        self.text = text
        self.times = 0

    def __call__(self) -> str | None:
        self.times += 1
        return self.text


def test_a_piece_is_drawn_once() -> None:
    drawn, draw = Drawn(), Draw("<p>Hallan</p>")
    assert drawn.piece(("a", 1), draw) == drawn.piece(("a", 1), draw) == Markup("<p>Hallan</p>")
    assert draw.times == 1


def test_of_other_things_it_is_drawn_anew() -> None:
    drawn, draw = Drawn(), Draw("<p>Hallan</p>")
    drawn.piece(("a", 1), draw)
    drawn.piece(("b", 1), draw)
    assert draw.times == 2


def test_what_cannot_be_drawn_yet_is_asked_for_again() -> None:
    drawn, draw = Drawn(), Draw(None)
    assert drawn.piece("a", draw) is None
    draw.text = ""
    assert drawn.piece("a", draw) == ""
    draw.text = "later"
    assert drawn.piece("a", draw) == "", "a piece with nothing in it is kept too"


def test_the_pieces_that_nobody_asked_for_longest_go() -> None:
    drawn, pieces = Drawn(most=25), {name: Draw(name * 10) for name in "abc"}
    for name in "abac":
        drawn.piece(name, pieces[name])
    for name in "ac":
        drawn.piece(name, pieces[name])
    assert [pieces[name].times for name in "abc"] == [1, 1, 1]
    drawn.piece("b", pieces["b"])
    assert pieces["b"].times == 2


def test_one_that_is_larger_than_all_that_is_kept_is_drawn_all_the_same() -> None:
    drawn, large = Drawn(most=5), Draw("longer than five")
    assert drawn.piece("a", large) == "longer than five"
    drawn.piece("b", Draw("bb"))
    drawn.piece("a", large)
    assert large.times == 2
