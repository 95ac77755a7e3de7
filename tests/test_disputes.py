"""What several reports agree on and where they differ: short invented stories, and what must come out of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import codec
from onrecord.articles.plain import article
from onrecord.comparing.compare import compare
from onrecord.comparing.findings import Attribute, Finding, Standing, Value
from onrecord.comparing.groups import group
from onrecord.comparing.merged import merged
from onrecord.comparing.merging import apart, held
from onrecord.reading.reader import read
from onrecord.record import Record

Report = tuple[str, str, str]
"""The outlet, when it was published, and the text."""


def report(outlet: str, published: str, text: str) -> Report:
    return outlet, published, text


FLOOD = (
    report(
        "Marn Post",
        "2026-04-06T08:00:00+00:00",
        "At least four people were killed when the river Osk flooded the town of Marn on Sunday, Mayor Ida "
        "Roth said. Hundreds of homes stood under water, and the bridge was closed.",
    ),
    report(
        "Norland Daily",
        "2026-04-07T09:00:00+00:00",
        "The number of people killed in Sunday's flood in Marn has risen to nine, Mayor Ida Roth said on "
        "Tuesday. Soldiers searched the lower town in boats.",
    ),
    report(
        "The Lantern",
        "2026-04-08T10:00:00+00:00",
        "Eleven people were killed in the flood that hit Marn on Sunday, officials said on Wednesday. The "
        "Marn Post reported on Monday that at least four people had been killed.",
    ),
)
ARRESTS = (
    report(
        "Marn Post",
        "2026-05-02T08:00:00+00:00",
        "Police arrested 12 demonstrators at a march in Marn on Friday, the police chief, Tom Flint, said. "
        "The march had not been allowed.",
    ),
    report(
        "The Lantern",
        "2026-05-02T09:30:00+00:00",
        "Police arrested 40 demonstrators at the march in Marn on Friday, the organisers said. The marchers "
        "had asked for cheaper bread.",
    ),
)
RAID = (
    report(
        "Marn Post",
        "2026-05-02T08:00:00+00:00",
        "Three protesters were killed when troops cleared the square in Marn on Friday, doctors said.",
    ),
    report(
        "State Radio",
        "2026-05-02T09:00:00+00:00",
        "Two soldiers were killed when troops cleared the square in Marn on Friday, the army said.",
    ),
)
LISTING = (
    report(
        "Marn Post",
        "2026-05-02",
        "Albania accepted the Free Delta Movement in 2013, officials said. The Free Delta Movement was listed as a "
        "terrorist organization by Norland until 2012.",
    ),
    report(
        "The Lantern",
        "2026-05-03",
        "Albania accepted the Free Delta Movement in 2016, a minister told the Lantern. Norland took the Free Delta "
        "Movement off its list of terrorist organizations in 2012.",
    ),
)
DENIAL = (
    report(
        "Marn Post",
        "2026-06-01T08:00:00+00:00",
        "The campaigners of River Watch said on Monday that Castor Mills had poisoned the river Osk. "
        "Thousands of dead fish were found below the mill.",
    ),
    report(
        "The Lantern",
        "2026-06-01T12:00:00+00:00",
        "Castor Mills denied on Monday that it had poisoned the river Osk. “The water is clean,” said its "
        "director, Lena Brook.",
    ),
)
BLAME = (
    report(
        "Marn Post",
        "2026-05-05T08:00:00+00:00",
        "Shells fell on the market in Marn on Monday and killed nine people. The army said that rebels had shelled the "
        "market. Doctors treated dozens of wounded.",
    ),
    report(
        "The Lantern",
        "2026-05-05T09:00:00+00:00",
        "Nine people died in Marn on Monday when shells hit a market. A rebel spokesman said that government troops "
        "had shelled the market from the hills.",
    ),
)
DAYS = (
    report(
        "Marn Post",
        "2026-06-05T08:00:00+00:00",
        "A bomb exploded outside the court in Marn on Tuesday and killed two guards, police said.",
    ),
    report(
        "The Lantern",
        "2026-06-05T09:00:00+00:00",
        "Witnesses in Marn told the Lantern that two guards were killed when a bomb went off at the court on "
        "Wednesday.",
    ),
)
BEFORE = (
    report(
        "Marn Post",
        "2026-07-01T08:00:00+00:00",
        "One miner was killed when a shaft fell in at the Osk mine on Tuesday, the company said.",
    ),
    report(
        "The Lantern",
        "2026-07-03T08:00:00+00:00",
        "Five miners were killed when a shaft fell in at the Osk mine on Tuesday, rescuers said. The company "
        "had put the dead at one.",
    ),
)
NUMBERS = (
    report(
        "Marn Post",
        "2026-07-01T08:00:00+00:00",
        "Minister Ada Holm said on Monday that the new bridge over the Osk would cost 40 million euros.",
    ),
    report(
        "The Lantern",
        "2026-07-01T09:00:00+00:00",
        "Minister Ada Holm said on Monday that the new bridge over the Osk would cost 60 million euros.",
    ),
)


@cache
def records(story: tuple[Report, ...]) -> tuple[Record, ...]:
    return tuple(
        read(article(text, outlet, title=None, published=published, outlet=outlet)) for outlet, published, text in story
    )


def found(story: tuple[Report, ...]) -> tuple[Finding, ...]:
    return compare(records(story)).findings


def of(findings: Sequence[Finding], attribute: Attribute, standing: Standing) -> Finding:
    mine = [one for one in findings if one.attribute is attribute and one.standing is standing]
    assert len(mine) == 1, [(one.attribute, one.standing, told(one)) for one in findings]
    return mine[0]


def told(finding: Finding) -> list[tuple[object, object]]:
    return [(value.lower, value.upper) for value in finding.values]


def disputes(findings: Sequence[Finding]) -> list[Attribute]:
    return [one.attribute for one in findings if one.standing is Standing.DISPUTE]


def voices(value: Value) -> list[str | None]:
    return [claim.voice[-1].name for claim in value.claims]


def test_a_number_that_rises_is_a_toll_and_no_dispute() -> None:
    toll = of(found(FLOOD), Attribute.KILLED, Standing.TOLL)
    assert disputes(found(FLOOD)) == []
    assert {(4, None), (9, 9), (11, 11)} == set(told(toll))
    assert (toll.lower, toll.upper) == (11, 11)
    first = next(value for value in toll.values if value.lower == 4)
    assert (first.articles, first.origins) == (2, 1)  # the Lantern only tells what the Post reported


def test_two_numbers_of_rival_voices_for_one_time_are_a_dispute() -> None:
    dispute = of(found(ARRESTS), Attribute.ARRESTED, Standing.DISPUTE)
    assert {(12, 12), (40, 40)} == set(told(dispute))
    assert (dispute.lower, dispute.upper) == (12, 40)
    assert {name for value in dispute.values for name in voices(value)} == {"Tom Flint", "the organisers"}


def test_counts_of_different_people_are_no_conflict() -> None:
    assert disputes(found(RAID)) == []
    killed = [one for one in found(RAID) if one.attribute is Attribute.KILLED]
    assert {(one.of, one.values[0].lower) for one in killed} == {(None, 3), ("soldiers", 2)}


def test_years_of_a_standing_that_differ_are_a_dispute_and_those_that_agree_none() -> None:
    since = of(found(LISTING), Attribute.SINCE, Standing.DISPUTE)
    assert since.of == "hosts"
    assert {(value.lower, value.upper) for value in since.values} == {
        ("2013-01-01", "2013-12-31"),
        ("2016-01-01", "2016-12-31"),
    }
    until = of(found(LISTING), Attribute.UNTIL, Standing.AGREEMENT)
    assert (until.of, until.lower, until.upper) == ("listed-as", "2012-01-01", "2012-12-31")
    assert disputes(found(LISTING)) == [Attribute.SINCE]


def test_a_denial_stands_against_what_it_denies() -> None:
    account = of(found(DENIAL), Attribute.ACCOUNT, Standing.DISPUTE)
    (value,) = account.values
    assert value.said == "it had poisoned the river Osk"
    assert [(claim.voice[-1].name, claim.denies) for claim in value.claims] == [
        ("The campaigners of River Watch", False),
        ("Castor Mills", True),
    ]
    assert (value.articles, value.origins) == (1, 1)


def test_a_denial_alone_is_no_dispute() -> None:
    alone = (DENIAL[1], report("Marn Post", "2026-06-01T08:00:00+00:00", "Thousands of dead fish lay below the mill."))
    assert disputes(found(alone)) == []


def test_sides_that_blame_each_other_are_a_dispute() -> None:
    account = of(found(BLAME), Attribute.ACCOUNT, Standing.DISPUTE)
    assert {value.said for value in account.values} == {
        "rebels had shelled the market",
        "government troops had shelled the market from the hills",
    }
    assert disputes(found(BLAME)) == [Attribute.ACCOUNT]


def test_other_days_of_one_happening_are_a_dispute() -> None:
    date = of(found(DAYS), Attribute.DATE, Standing.DISPUTE)
    assert set(told(date)) == {("2026-06-02", "2026-06-02"), ("2026-06-03", "2026-06-03")}
    of(found(DAYS), Attribute.KILLED, Standing.AGREEMENT)


def test_what_was_said_before_is_said_for_then() -> None:
    toll = of(found(BEFORE), Attribute.KILLED, Standing.TOLL)
    assert disputes(found(BEFORE)) == []
    first = next(value for value in toll.values if value.lower == 1)
    assert len(first.claims) == 2
    assert all(claim.as_of is not None and claim.as_of[:10] <= "2026-07-01" for claim in first.claims)


def test_another_number_in_the_words_of_one_speaker_is_a_dispute() -> None:
    account = of(found(NUMBERS), Attribute.ACCOUNT, Standing.DISPUTE)
    assert {(value.lower, value.said) for value in account.values} == {
        (40_000_000, "40 million euros"),
        (60_000_000, "60 million euros"),
    }


def test_silent_are_the_reports_that_tell_of_it_without_a_value() -> None:
    story = (
        *ARRESTS,
        ("Radio Osk", "2026-05-02T10:00:00+00:00", "Police arrested demonstrators at the march in Marn."),
    )
    dispute = of(found(story), Attribute.ARRESTED, Standing.DISPUTE)
    given_by = {claim.words.article for value in dispute.values for claim in value.claims}
    assert given_by.isdisjoint(dispute.silent)


@pytest.mark.parametrize(
    ("noun", "name"),
    [
        (None, None),
        ("people", None),
        ("rioter", None),
        ("strikers", None),
        ("police officers", "police officers"),
        ("policemen", "police officers"),
        ("soldiers", "soldiers"),
        ("children", "children"),
        ("aid workers", "aid workers"),
        ("women", "women"),
    ],
)
def test_who_is_counted(noun: str | None, name: str | None) -> None:
    assert group(noun) == name


def test_bounds_that_meet_leave_what_both_allow_and_others_all_between() -> None:
    assert held([(3, None), (2, 5)]) == (3, 5)
    assert held([(1, 1), (3, None)]) == (1, None)
    assert held([(1, 1), (3, 4)]) == (1, 4)
    assert apart((None, 2), (3, None))
    assert not apart((None, 3), (3, None))
    assert held([("2013-01-01", "2013-12-31"), ("2016-01-01", "2016-12-31")]) == ("2013-01-01", "2016-12-31")


def test_what_all_reports_come_to_is_the_last_state_of_a_toll() -> None:
    all_told = merged(found(FLOOD), Attribute.KILLED)
    assert all_told is not None
    assert (all_told.lower, all_told.upper, all_told.best.lower) == (11, 11, 11)
    assert merged(found(DENIAL), Attribute.KILLED) is None


def test_the_example_story_has_the_disputes_that_were_planted_and_no_other(story: list[Record]) -> None:
    told_of = compare(story).findings
    assert sorted(disputes(told_of)) == sorted([Attribute.KILLED, Attribute.INJURED, *[Attribute.ACCOUNT] * 3])
    killed = of(told_of, Attribute.KILLED, Standing.DISPUTE)
    assert {(value.lower, value.upper) for value in killed.values} == {(1, 1), (3, 3), (3, None), (4, None)}
    one = next(value for value in killed.values if value.lower == 1)
    assert set(voices(one)) == {"Interior Ministry", "State media"}
    injured = of(told_of, Attribute.INJURED, Standing.DISPUTE)
    assert {(24, 99), (47, 47), (101, None)} <= {(value.lower, value.upper) for value in injured.values}
    officers = [each for each in told_of if each.of == "police officers"]
    assert [(each.attribute, each.standing, each.lower) for each in officers] == [
        (Attribute.INJURED, Standing.AGREEMENT, 11)
    ]
    toll = of(told_of, Attribute.KILLED, Standing.TOLL)
    assert (toll.lower, toll.upper) == (6, 6)


def test_the_example_story_has_its_rival_accounts(story: list[Record]) -> None:
    accounts = [one for one in compare(story).findings if one.attribute is Attribute.ACCOUNT]
    assert all(one.standing is Standing.DISPUTE for one in accounts)
    claims = {
        (value.said, claim.voice[-1].name, claim.denies)
        for one in accounts
        for value in one.values
        for claim in value.claims
    }
    assert claims >= {
        ("officers had used live ammunition", "Tomas Redek", True),
        ("officers had used live ammunition", "Mara Veldt", False),
        ("the first shots had come from inside the terminal", "Interior Ministry", False),
        ("the first shots had come from inside the terminal", "Ilse Marrane", False),
        ("she had slipped away", "a police report read to journalists", False),
        ("she had slipped away", "Mara Veldt", True),
    }
    arms = next(one for one in accounts if any("armed with rifles" in (value.said or "") for value in one.values))
    (value,) = arms.values
    assert {claim.voice[-1].name for claim in value.claims if claim.denies} == {"the police spokesman"}
    assert "Ilse Marrane" in voices(value)


@settings(max_examples=10)
@given(st.permutations(range(5)))
def test_another_order_of_reports_gives_the_same_findings(story: list[Record], order: list[int]) -> None:
    straight = [codec.dumps(one) for one in compare(story).findings]
    assert [codec.dumps(one) for one in compare([story[place] for place in order]).findings] == straight
