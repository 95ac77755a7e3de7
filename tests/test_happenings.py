"""One happening once across reports: what joins events, what bars it, what people say of it."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparing.actors import actors
from onrecord.comparing.deeds import deeds, is_deed, lemma_of, near
from onrecord.comparing.happenings import happenings
from onrecord.comparing.joins import Happening, Item, Joined, Judgement
from onrecord.record import Record
from tests.made_reports import What, Who, event_of, report

POLICE = Who("riot police", "organisation", named=False)
PELL = Who("Jonas Pell")
MARN = Who("Marn", "place")
ORSK = Who("Orsk", "place")
DAY, NEXT = "2031-05-01", "2031-05-02"


def one(*records: Record) -> bool:
    """Whether what is told in some reports, one event in each, is held to be one happening."""
    found = happenings(records, actors(records))
    assert sum(len(happening.tellings) for happening in found) == len(records)
    return len(found) == 1


def told(text: str, what: What, *who: Who, outlet: str = "B", published: str = "2031-05-02") -> Record:
    return report(text, who, [what], outlet=outlet, published=published)


RAID = told(
    f"On {DAY} riot police killed Jonas Pell at the grain terminal in Marn.",
    What("killed", by=("riot police",), to=("Jonas Pell",), at="Marn", day=DAY, killed=1),
    POLICE,
    PELL,
    MARN,
    outlet="A",
)


def test_two_verbs_of_one_deed_with_one_victim_are_one() -> None:
    other = told(
        f"Jonas Pell was shot dead in Marn on {DAY} by riot police.",
        What("shot dead", by=("riot police",), to=("Jonas Pell",), at="Marn", day=DAY, killed=1),
        POLICE,
        PELL,
        MARN,
    )
    assert one(RAID, other)


@pytest.mark.parametrize(("words", "mode"), [("death", None), ("slaying", None), ("murder", "targeted")])
def test_nouns_and_verbs_of_one_deed_are_one(words: str, mode: str | None) -> None:
    other = told(f"The {words} of Jonas Pell shook Marn.", What(words, to=("Jonas Pell",), mode=mode), PELL, MARN)
    assert one(RAID, other)


def test_days_that_cannot_be_one_are_two() -> None:
    def on(day: str) -> Record:
        what = What("killed", by=("riot police",), to=("Jonas Pell",), at="Marn", day=day)
        return told(f"On {day} riot police killed Jonas Pell in Marn.", what, POLICE, PELL, MARN)

    assert one(RAID, on(DAY))
    assert not one(RAID, on(NEXT))


def test_places_that_cannot_be_one_are_two() -> None:
    text = f"On {DAY} riot police killed two men in Orsk."
    assert not one(RAID, told(text, What("killed", by=("riot police",), at="Orsk", day=DAY), POLICE, ORSK))


def test_a_place_in_another_is_no_other_place() -> None:
    text = f"On {DAY} riot police killed Jonas Pell in Quay Street, Marn."
    street = Who("Quay Street", "place")
    what = What("killed", by=("riot police",), to=("Jonas Pell",), at="Quay Street", day=DAY)
    assert one(RAID, told(text, what, POLICE, PELL, street, MARN))


def test_different_victims_are_two_happenings() -> None:
    halm = Who("Berit Halm")
    text = f"On {DAY} riot police killed Berit Halm in Marn."
    assert not one(RAID, told(text, What("killed", to=("Berit Halm",), at="Marn", day=DAY), halm, MARN))


def test_other_kinds_of_event_are_two() -> None:
    text = "Riot police met Jonas Pell in Marn."
    assert not one(RAID, told(text, What("met", "CONSULT", to=("Jonas Pell",), at="Marn"), PELL, MARN))


def test_tolls_that_differ_may_be_of_one_happening() -> None:
    text = f"Riot police killed six people in Marn on {DAY}."
    assert one(RAID, told(text, What("killed", by=("Riot police",), at="Marn", day=DAY, killed=6), MARN))


def test_what_different_people_demand_is_two() -> None:
    krall, veldt = Who("Edvin Krall"), Who("Mara Veldt")
    first = told(
        "Edvin Krall demanded an inquiry.", What("demanded", "REQUEST", by=("Edvin Krall",)), krall, outlet="A"
    )
    assert not one(
        first, told("Mara Veldt demanded an inquiry.", What("demanded", "REQUEST", by=("Mara Veldt",)), veldt)
    )
    assert one(first, told("Edvin Krall called for an inquiry.", What("called", "REQUEST", by=("Edvin Krall",)), krall))


DENIAL = told(
    "Riot police did not kill Jonas Pell in Marn, the ministry said.",
    What("kill", by=("Riot police",), to=("Jonas Pell",), at="Marn", status="negated"),
    PELL,
    MARN,
    outlet="C",
)


def test_a_denial_is_set_against_what_it_denies() -> None:
    (found,) = happenings([RAID, DENIAL], actors([RAID, DENIAL]))
    assert sorted(each.status for each in found.tellings) == ["actual", "negated"]
    assert {each.voice[0].name for each in found.tellings} == {"A", "C"}
    assert [each.trigger.words for each in found.tellings if each.status == "negated"] == ["kill"]


def test_a_happening_has_what_its_tellings_have() -> None:
    records = [RAID, DENIAL]
    who = actors(records)
    (found,) = happenings(records, who)
    names = {each.id: each.name for each in who}
    assert [names[each] for each in found.recipients] == ["Jonas Pell"]
    assert (found.type, found.place, found.earliest, found.latest) == ("ASSAULT", "Marn", DAY, DAY)
    assert found.main
    assert len(found.judgements) == 1
    assert found.judgements[0].same
    assert 0 < found.judgements[0].score <= 1


def test_without_a_day_told_it_was_before_it_was_told() -> None:
    (found,) = happenings([DENIAL], actors([DENIAL]))
    assert (found.earliest, found.latest) == (None, None), "nobody says that it happened"
    record = told("Riot police killed Jonas Pell.", What("killed", to=("Jonas Pell",)), PELL)
    (found,) = happenings([record], actors([record]))
    assert (found.earliest, found.latest) == (None, "2031-05-02")


def test_background_is_not_what_reports_are_about() -> None:
    past = told("Jonas Pell was killed long ago.", What("killed", to=("Jonas Pell",), historical=True), PELL)
    (found,) = happenings([past], actors([past]))
    assert not found.main


def test_reports_far_apart_need_more_than_a_word() -> None:
    first = told("Gunmen shelled the village at dawn.", What("shelled", by=("Gunmen",)), outlet="A")

    def later(published: str) -> Record:
        text = "Nobody was hurt when a village was shelled, a farmer said."
        return told(text, What("shelled"), published=published)

    assert one(first, later("2031-05-03"))
    assert not one(first, later("2033-05-03"))


STORY = [
    RAID,
    DENIAL,
    report(
        f"🚒 Riot police stormed the quay in Marn on {DAY}.\r\nEdvin Krall demanded an inquiry. عمر الهادي was hurt.",
        [MARN, Who("Edvin Krall"), Who("عمر الهادي")],
        [
            What("stormed", by=("Riot police",), at="Marn", day=DAY),
            What("demanded", "REQUEST", by=("Edvin Krall",)),
            What("hurt", to=("عمر الهادي",)),
        ],
        outlet="D",
    ),
    report(
        "Krall called for an inquiry into the raid on Marn. Jonas Pell died.",
        [Who("Krall"), MARN, PELL],
        [What("called", "REQUEST", by=("Krall",)), What("raid", at="Marn"), What("died", to=("Jonas Pell",), killed=1)],
        outlet="E",
        published="2031-05-03",
    ),
]


def test_the_order_of_reports_changes_nothing() -> None:
    found = {happenings(order, actors(order)) for order in permutations(STORY)}
    assert len(found) == 1


def judged(left: tuple[Record, str], right: tuple[Record, str], *, same: bool) -> Judgement:
    items = sorted(Item(article=record.article.id, id=event_of(record, words)) for record, words in (left, right))
    return Judgement(
        kind=Joined.EVENT, one=items[0], other=items[1], same=same, score=1.0, by="Ines", when="2031-05-03T10:00:00Z"
    )


def holding(found: tuple[Happening, ...], record: Record, words: str) -> Happening:
    event = Item(article=record.article.id, id=event_of(record, words))
    return next(each for each in found if event in {telling.event for telling in each.tellings})


def test_people_part_what_the_engine_joins_and_join_what_it_bars() -> None:
    who = actors(STORY)
    assert holding(happenings(STORY, who), RAID, "killed") == holding(happenings(STORY, who), DENIAL, "kill")
    apart = judged((RAID, "killed"), (DENIAL, "kill"), same=False)
    found = happenings(STORY, who, [apart])
    assert holding(found, RAID, "killed") != holding(found, DENIAL, "kill")
    joined = judged((RAID, "killed"), (STORY[2], "hurt"), same=True)
    found = happenings(STORY, who, [joined])
    assert holding(found, RAID, "killed") == holding(found, STORY[2], "hurt")
    assert joined in holding(found, RAID, "killed").judgements
    assert happenings(STORY, who, []) == happenings(STORY, who), "and nothing of it is left once undone"


@given(st.permutations(range(len(STORY))), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=4))
def test_every_event_is_told_once_whatever_people_judge(order: list[int], pairs: list[tuple[int, int]]) -> None:
    items = sorted(Item(article=record.article.id, id=event.id) for record in STORY for event in record.events)
    decided = [
        Judgement(kind=Joined.EVENT, one=items[min(pair)], other=items[max(pair)], same=pair[0] < pair[1], score=1.0)
        for pair in pairs
        if pair[0] != pair[1]
    ]
    records = [STORY[at] for at in order]
    who = actors(records)
    found = happenings(records, who, decided)
    assert found == happenings(STORY, who, decided)
    assert sorted(telling.event for each in found for telling in each.tellings) == items
    assert all(len(each.judgements) <= len(each.tellings) - 1 for each in found)
    assert all(telling.trigger.words for each in found for telling in each.tellings)


@pytest.mark.parametrize(
    ("one_form", "other"),
    [
        ("killed", "murder"),
        ("acquired", "takeover"),
        ("denied", "denial"),
        ("resigned", "resignation"),
        ("struck", "attack"),
        ("clashes", "fighting"),
        ("died", "death"),
        ("arrival", "arrived"),
    ],
)
def test_words_of_one_deed(one_form: str, other: str) -> None:
    assert deeds(lemma_of(one_form)) & deeds(lemma_of(other))


def test_words_of_two_deeds() -> None:
    assert not deeds("marry") & deeds("arrest")
    assert not deeds("release") & deeds("lease")
    assert near(deeds("shoot"), deeds("kill"))
    assert not near(deeds("marry"), deeds("kill"))


def test_nouns_that_tell_of_deeds() -> None:
    assert all(is_deed(noun) for noun in ("arrest", "acquisition", "earthquake", "meeting", "resignation"))
    assert not any(is_deed(noun) for noun in ("table", "government", "building", "reporter", "evidence"))
