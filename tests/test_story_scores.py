"""B³ and the adjusted Rand index of partings, on examples small enough to work out by hand."""

import pytest

from benchmarks.stories import cosines, single
from benchmarks.story_scores import parting

TRUE = dict(zip("abcdef", (1, 1, 1, 2, 2, 3), strict=True))


def test_the_same_parting_is_right_in_every_measure() -> None:
    score = parting({name: -story for name, story in TRUE.items()}, TRUE)
    assert (score.precision, score.recall, score.f1, score.rand) == (1, 1, 1, 1)
    assert (score.stories, score.true) == (3, 3)


def test_each_by_itself_is_precise_and_no_better_than_chance() -> None:
    score = parting({name: name for name in TRUE}, TRUE)
    assert (score.precision, score.rand) == (1, 0)
    assert score.recall == pytest.approx((1 / 3 * 3 + 1 / 2 * 2 + 1) / 6)


def test_b_cubed_and_rand_by_hand() -> None:
    made = dict(zip("abcdef", (1, 1, 2, 2, 2, 2), strict=True))
    score = parting(made, TRUE)
    assert score.precision == pytest.approx((1 + 1 + 1 / 4 + 2 / 4 + 2 / 4 + 1 / 4) / 6)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    assert score.rand == pytest.approx((2 - 7 * 4 / 15) / ((7 + 4) / 2 - 7 * 4 / 15))


def test_other_articles_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="same articles"):
        parting({"a": 1}, TRUE)
    with pytest.raises(ValueError, match="same articles"):
        parting({}, {})


def test_single_linkage_joins_chains() -> None:
    assert single("abcd", [("c", "b"), ("a", "b")]) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_cosine_is_one_for_the_same_words() -> None:
    texts = {"a": "ferry sinks", "b": "sinks ferry", "c": "parliament votes", "d": "harvest fails"}
    assert cosines(texts) == pytest.approx({("a", "b"): 1.0})
