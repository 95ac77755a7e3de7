"""Grammars of phrases: what begins where, looked at two words ahead, and what that must not lose."""

import pytest

from onrecord.reading.phrases import Grammar, Walk
from onrecord.reading.tokens import tokens

RULES = """
words month
  may / sept. = 5

words day
  monday = 1
  new moon = 2

rule day of a month -> date
  the {day} of {month}
  the {day}
  {day} [next] week
  = day(day)

rule date that begins with itself -> date
  {date} and {day}
  = day(day)

rule day that is told -> told
  the {day} [of {month}]
  = day(day)
"""


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(RULES, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Monday", ["the Monday"]),
        ("The new moon of May", ["The new moon of May"]),
        ("on the Monday of Sept. it rained", ["the Monday of Sept."]),
        ("Monday week, the new tax, the", ["Monday week"]),
        ("new moon next week", ["new moon next week"]),
        ("the mill by the moon", []),
        ("monday", []),
    ],
)
def test_a_phrase_is_found_however_it_goes_on(grammar: Grammar, text: str, expected: list[str]) -> None:
    found = tokens(text)
    matches = grammar.found("date", found)
    assert [text[found.starts[one.first] : found.ends[one.end - 1]] for one in matches] == expected


def test_a_word_that_opens_a_class_opens_no_phrase_where_nothing_of_it_follows(grammar: Grammar) -> None:
    walk = Walk(grammar, tokens("the mill, the new moon, the"))
    assert walk.openings("told") == [3], "only behind the second article is something that a day is called by"
    assert walk.openings("date") == [0, 3, 4, 7], "of a class that begins with itself nothing is known beyond one word"


def test_what_may_follow_is_known_by_word_and_by_class(grammar: Grammar) -> None:
    assert grammar.second("day", "monday").ends
    assert not grammar.second("day", "new").ends
    assert grammar.second("day", "new").fits("moon", figured=False)
    assert not grammar.second("day", "new").fits(None, figured=False)
