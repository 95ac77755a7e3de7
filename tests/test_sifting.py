"""What the sieve rules out is never a link, whatever two articles are like."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparing.likeness import LINKED, Weighed, likeness, weighed
from onrecord.comparing.profiles import Profile, profile
from onrecord.comparing.sifting import may_be_linked, signs
from onrecord.comparing.stories import link
from onrecord.record import Record

NAMES = (
    "joran pask",
    "emil tarrow",
    "port hallan",
    "marn",
    "tarrow",
    "quell street",
    "ilva dorn",
    "st brennan",
    "éd 🐟",
)
WORDS = ("warehouse", "jute", "quell", "docker", "blaze", "ferry", "strike", "verdict", "🐟", "")


def names(most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(NAMES), max_size=most, unique=True).map(lambda some: tuple(sorted(some)))


def numbers(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(least, most), max_size=3, unique=True).map(lambda some: tuple(sorted(some)))


PROFILES = st.builds(
    Profile,
    article=st.sampled_from(("a-1", "a-2", "a-3")),
    published=st.none() | st.integers(738_000, 738_500),
    told=numbers(737_990, 738_510),
    terms=st.dictionaries(st.sampled_from(WORDS), st.floats(0.001, 12), max_size=8).map(
        lambda w: tuple(sorted(w.items()))
    ),
    people=names(),
    others=names(),
    places=names(),
    sites=names(),
    ages=numbers(1, 90),
    sketch=numbers(0, 2**64 - 1),
)


def ruled_out(one: Weighed, others: Sequence[Weighed]) -> list[bool]:
    return [not may for may in may_be_linked(signs(one), [signs(each) for each in others])]


@given(PROFILES, st.lists(PROFILES, max_size=6))
def test_no_pair_that_is_a_link_is_ruled_out(one: Profile, others: list[Profile]) -> None:
    ready = [weighed(each) for each in others]
    for other, out in zip(ready, ruled_out(weighed(one), ready), strict=True):
        assert not out or likeness(one, other).score < LINKED


@given(PROFILES)
def test_an_article_told_again_is_let_through_wherever_it_is_a_link(one: Profile) -> None:
    again = replace(one, article="a-0")
    assert link(one, again) is None or ruled_out(weighed(one), [weighed(again)]) == [False]


def test_most_of_those_that_have_nothing_to_do_with_each_other_are_ruled_out() -> None:
    draw = random.Random(4)

    def drawn(at: int) -> Profile:
        terms = {f"word{draw.randrange(400)}": draw.uniform(0.5, 6) for _ in range(60)}
        return Profile(article=f"a-{at}", published=738_000 + draw.randrange(900), terms=tuple(sorted(terms.items())))

    some = [weighed(drawn(at)) for at in range(60)]
    out = ruled_out(some[0], some[1:])
    assert sum(out) > len(out) // 2


def test_the_reports_of_one_story_are_let_through(story: list[Record]) -> None:
    ready = [weighed(profile(record)) for record in story]
    for one in ready:
        others = [each for each in ready if each is not one]
        for other, out in zip(others, ruled_out(one, others), strict=True):
            assert not out or link(one, other) is None


@pytest.mark.parametrize("published", [None, 738_100])
def test_of_nothing_nothing_is_ruled_out(published: int | None) -> None:
    assert may_be_linked(signs(weighed(Profile(article="a-1", published=published))), []) == []
