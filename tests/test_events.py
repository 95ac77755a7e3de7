"""Events, as passages and what must come out of them; people and places are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import article
from onrecord.reading.reader import read
from onrecord.record import Anchor, Event, Record, parts


def record_of(text: str) -> Record:
    return read(article(text, "passage.txt"))


def events_of(text: str) -> list[Event]:
    return list(record_of(text).events)


def one(text: str, kind: str) -> Event:
    found = [event for event in events_of(text) if event.type == kind]
    assert found, f"no {kind} in {text!r}: {[(event.type, event.trigger.words) for event in events_of(text)]}"
    return found[0]


def words(participants: tuple[Anchor, ...]) -> list[str]:
    return [each.words for each in participants]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Police in Marn arrested two dockers on Tuesday.", "COERCE", ["Police in Marn"], ["two dockers"]),
        ("Two dockers were arrested by the police.", "COERCE", ["the police"], ["Two dockers"]),
        ("Two dockers were arrested.", "COERCE", [], ["Two dockers"]),
        ("Rebels attacked the convoy at dawn.", "ASSAULT", ["Rebels"], ["the convoy"]),
        ("The army carried out an attack on the rebels.", "ASSAULT", ["The army"], ["the rebels"]),
        ("Norland and Sarre imposed sanctions on Vell.", "SANCTION", ["Norland", "Sarre"], ["Vell"]),
        ("The mayor criticised the dockers and the pilots.", "ACCUSE", ["The mayor"], ["the dockers", "the pilots"]),
        ("The soldiers, who shelled the village, withdrew.", "ASSAULT", ["The soldiers"], ["the village"]),
        ("The minister urged the strikers to return to work.", "REQUEST", ["The minister"], ["the strikers"]),
        ("Teachers marched against the government.", "PROTEST", ["Teachers"], ["the government"]),
        ("The aid agency sent food to the refugees.", "AID", ["The aid agency"], ["the refugees"]),
        ("The rebels released five hostages on Friday.", "RETREAT", ["The rebels"], ["five hostages"]),
        ("The union rejected the employers' offer.", "REJECT", ["The union"], ["the employers'"]),
        ("The court convicted the banker on Monday.", "SANCTION", ["The court"], ["the banker"]),
    ],
)
def test_who_does_what_to_whom(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    event = one(text, kind)
    assert words(event.actors) == actors
    assert words(event.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Police raided the hall on Friday.", "COERCE", "actual"),
        ("Police did not raid the hall.", "COERCE", "negated"),
        ("The rebels allegedly attacked the convoy.", "ASSAULT", "alleged"),
        ("The dockers plan to march on the town hall.", "PROTEST", "planned"),
    ],
)
def test_whether_it_happened(text: str, kind: str, status: str) -> None:
    assert one(text, kind).status == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("President Oda Flint will visit Norland next week.", "AGREE"),
        ("The council will not lift the ban on the market.", "REJECT"),
        ("Oda Flint said the company must leave the valley.", "REQUEST"),
    ],
)
def test_what_is_only_meant_refused_or_asked_for_is_what_plover_has_it_for(text: str, kind: str) -> None:
    assert one(text, kind).trigger.words


def test_counts_are_bounds() -> None:
    event = one("At least one person was killed and dozens of others were injured in clashes.", "ASSAULT")
    assert event.killed is not None
    assert event.injured is not None
    assert (event.killed.lower, event.killed.upper) == (1, None)
    assert (event.injured.lower, event.injured.upper) == (24, 99)
    seized = one("Customs officers seized 150 computers from the clinic.", "COERCE")
    assert [(each.kind, each.lower, each.upper) for each in seized.other_counts] == [("seized", 150, 150)]


def test_what_several_are_told_by_one_word_adds_up() -> None:
    event = one("The minister and his two bodyguards were killed by gunmen on Friday.", "ASSAULT")
    assert event.killed is not None
    assert (event.killed.lower, event.killed.upper) == (3, 3)


def test_one_event_once() -> None:
    text = "Police raided a camp of the Red Dawn movement on June 20. The raid was over by noon."
    raids = [event for event in events_of(text) if "raid" in event.trigger.words.lower()]
    assert len(raids) == 1
    assert words(raids[0].mentions) == ["raided", "raid"]
    assert raids[0].when is not None
    assert raids[0].when.words == "June 20"


def test_a_flood_does_nothing_to_anybody() -> None:
    assert not [event for event in events_of("The flood killed 12 people in the valley.") if event.type == "ASSAULT"]


def test_the_voice_is_whoever_tells_it() -> None:
    event = one("Oda Flint said that gunmen had attacked the clinic. ", "ASSAULT")
    assert [link.name for link in event.voice] == ["Oda Flint"]


def test_what_has_a_place_and_a_country() -> None:
    event = one("French police arrested a student at a café in Lyon on Monday.", "COERCE")
    assert [(each.country, each.sector) for each in event.actors] == [("FRA", "COP")]
    assert event.when is not None
    assert event.when.words == "Monday"


ODD = st.sampled_from(["🙂", "é", "e\u0301", "’", "“", "”", "\r\n", "שלום", "مرحبا", " ", "İ", "ß", "—"])


@settings(max_examples=25, deadline=None)
@given(st.lists(ODD, max_size=4), st.lists(ODD, max_size=4))
def test_every_anchor_is_in_the_text(before: list[str], behind: list[str]) -> None:
    middle = "Police arrested two dockers in Marn on Friday"
    text = f"{''.join(before)} {middle} {''.join(behind)}. The arrests were criticised."
    record = record_of(text)
    for event in record.events:
        for part in parts(event):
            if isinstance(part, Anchor):
                assert record.article.text[part.start : part.end] == part.words
