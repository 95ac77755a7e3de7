"""No argument of another event's clause: what may be another's is left out. Places and people are invented."""

from __future__ import annotations

import pytest

from onrecord.articles import article
from onrecord.reading.reader import read
from onrecord.record import Event


def event_of(text: str, trigger: str) -> Event:
    """The event whose trigger begins with a word."""
    events = read(article(text, "passage.txt")).events
    found = [one for one in events if trigger in one.trigger.words]
    assert found, f"nothing told by {trigger!r}: {[(one.type, one.trigger.words) for one in events]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Ana Holm threatened to shut the port over funding the union.", "funding", []),
        ("Ana Holm said that praising the army was wrong.", "praising", []),
        ("Brian Falk called on the senator to resign.", "resign", ["the senator"]),
        ("The mayor sent guards to arrest the dockers.", "arrest", ["guards"]),
        ("Delegates from Darr asked Tom Brandt to condemn the raid.", "condemn", ["Tom Brandt"]),
        ("The mayor called for arresting the dockers.", "arresting", []),
    ],
)
def test_who_acts_is_of_the_events_own_clause(text: str, trigger: str, actors: list[str]) -> None:
    assert [one.words for one in event_of(text, trigger).actors] == actors


@pytest.mark.parametrize(
    ("text", "trigger", "when"),
    [
        ("In May the council agreed to release the dockers.", "release", None),
        ("Two days before Tom Brandt attacked the guard, he prayed in the hall.", "attacked", None),
        ("The council rejected the plan because the match would be on Friday.", "rejected", None),
        ("On Monday the union rejected the plan.", "rejected", "Monday"),
    ],
)
def test_a_time_of_another_clause_is_left_out(text: str, trigger: str, when: str | None) -> None:
    found = event_of(text, trigger).when
    assert (found.words if found is not None else None) == when


def test_a_place_behind_another_verb_is_left_out() -> None:
    assert event_of("The mayor invited reporters to tour the hall in Darr.", "invited").place is None


def test_has_yet_to_is_not_done() -> None:
    assert event_of("The mayor has yet to apologise to the dockers.", "apologise").status == "negated"


def test_what_somebody_else_says_is_not_demanded_by_who_reports_it() -> None:
    events = read(
        article("The Courier notes that Ana Holm wrote that Norland should leave the League.", "a.txt")
    ).events
    assert not [one for one in events if one.type == "REQUEST" and any("Courier" in each.words for each in one.actors)]


def test_days_of_an_unknown_year_break_nothing() -> None:
    text = "Guards attacked the hall on July 14. Two dockers were killed in the attack. Another was hurt on July 14."
    assert read(article(text, "passage.txt")).events
