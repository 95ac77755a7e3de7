"""What a record holds of those who came to harm: each number told, whose it is, and the article's total."""

from __future__ import annotations

import pytest

from onrecord import codec
from onrecord.articles.plain import article
from onrecord.errors import AnchorError
from onrecord.reading.reader import read
from onrecord.record import Record, Toll


def tolls(text: str) -> tuple[Toll, ...]:
    made = article(text, "a report", title=None, published="2026-03-11", outlet="Marn Post")
    return read(made).tolls


def said(toll: Toll) -> tuple[str, str, float | None, float | None, str | None]:
    return toll.kind, toll.scope, toll.lower, toll.upper, toll.voice[-1].name


def test_each_number_has_its_voice_and_the_article_a_total() -> None:
    told = tolls(
        "The Interior Ministry had put the dead at one on Tuesday. Two of the dead were brothers.\n\n"
        "The town's hospital said that the number of people killed in the raid in Marn has risen to six."
    )
    numbers = [one for one in told if one.scope != "total"]
    assert [said(one) for one in numbers] == [
        ("killed", "told", 1, 1, "Interior Ministry"),
        ("killed", "part", 2, 2, "Marn Post"),
        ("killed", "told", 6, 6, "The town's hospital"),
    ]
    assert [one.earlier for one in numbers] == [True, False, False]
    assert [(one.lower, one.upper) for one in told if one.scope == "total"] == [(6, 6)]


def test_a_sum_of_people_told_of_one_by_one_is_a_total_at_the_first_of_them() -> None:
    told = tolls("A man was killed in the fire in Marn on Monday. A woman died in hospital, doctors said.")
    (total,) = [one for one in told if one.scope == "total" and one.kind == "killed"]
    assert (total.lower, total.upper) == (2, 2)
    assert total.words == "A man"


def test_an_event_that_counts_the_words_is_named() -> None:
    made = read(article("A bomb killed five people in Marn on Monday.", "a report", title=None, published="2026-03-11"))
    (event,) = [one for one in made.events if one.killed is not None]
    assert {one.event for one in made.tolls if one.kind == "killed"} == {event.id}


def test_what_nobody_says_to_be_is_no_toll() -> None:
    assert tolls("“Nobody should die for a job,” said Oda Flint, who leads the dockers of Marn.") == ()
    (none,) = [one for one in tolls("Nobody was killed in the fire in Marn.") if one.scope == "told"]
    assert (none.lower, none.upper) == (0, 0)


@pytest.mark.parametrize("line", ["😀 ", "e\u0301 ", "שלום "])
def test_tolls_are_where_they_say_whatever_the_characters(line: str) -> None:
    text = f"{line}Marn was quiet.\r\n\r\nAt least three people were killed when a wall fell in Marn, police said."
    made: Record = read(article(text, "a report", title=None, published="2026-03-11"))
    assert made.tolls
    assert all(made.article.text[one.start : one.end] == one.words == "At least three" for one in made.tolls)
    assert codec.loads_record(codec.dumps(made)) == made


def test_a_toll_has_a_scope_that_is_known() -> None:
    with pytest.raises(AnchorError, match="scope"):
        Toll(text="three", start=0, end=5, kind="killed", lower=3, upper=3, scope="all", voice=())
