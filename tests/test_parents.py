"""Which article a copy was made from is measured as it says."""

import pytest

from benchmarks.copying import Change, Made, Sentence
from benchmarks.parents import shares
from benchmarks.reuse import article
from onrecord.comparing.reuse import laid, reuse

LINES = (
    "Nine pickets stood before the flooded gate of Orsk on Friday while the captain counted the barges that came in.",
    "The owner of the paper mill, who lives abroad, sent a lawyer with two suitcases and a list of names to the town.",
    "A ferry with 40 passengers waited outside the bar until the tide had turned and the pilots had come back.",
)


def made(name: str, hour: int, parent: str | None, *, changed: bool = False) -> Made:
    first, *rest = (Sentence(("source", number), line) for number, line in enumerate(LINES))
    if changed:
        first = first.with_change(Change(0, 4, "Twelve", "number"))
    return Made(
        name=name,
        recipe="numbers",
        paragraphs=tuple((each,) for each in (first, *rest)),
        parent=parent,
        outlet=f"The {name} Paper",
        published=f"2031-05-02T{hour:02}:00:00+00:00",
    )


@pytest.mark.parametrize(("true", "share"), [("second", 1.0), ("first", 0.0)])
def test_the_parent_told_is_held_against_the_one_it_was_made_from(true: str, share: float) -> None:
    articles = [
        made("first", 6, None),
        made("second", 7, "first", changed=True),
        made("third", 8, true, changed=True),
    ]
    ready = [laid(article(each)) for each in articles]
    count, right = shares(articles, ready, reuse(ready))
    assert count == 1, "the second has no choice"
    assert right == {"spread": share, "first": 1 - share, "nearest": share}
