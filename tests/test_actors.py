"""Who is who across reports: names, offices, countries and sex; what people judge goes before."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparing.actors import actors, same_entities
from onrecord.comparing.joins import Actor, Item, Joined, Judgement
from onrecord.comparing.speakers import speakers
from onrecord.record import Record, Role
from tests.made_reports import Who, entity_of, report

MINISTER = (Role(title="Interior Minister"),)


def item(record: Record, name: str) -> Item:
    return Item(article=record.article.id, id=entity_of(record, name))


def together(records: list[Record], *names: tuple[int, str]) -> bool:
    """Whether entities of some reports are held to be one."""
    first = same_entities(records)
    return len({first[item(records[place], name)] for place, name in names}) == 1


def two(one: Who, other: Who) -> bool:
    """Whether two reports, each of one entity, tell of the same."""
    records = [
        report(f"Today {each.words} was in Marn.", [each], outlet=str(at)) for at, each in enumerate((one, other))
    ]
    return together(records, (0, one.words), (1, other.words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Veldt", "Mara Veldt"),
        ("Mara Veldt", "Veldt"),
        ("Mara J. Veldt", "Mara Veldt"),
        ("Zoë Äld", "Zoe Ald"),
        ("Ahmed Karimov", "Ahmad Karimov"),
        ("عمر الهادي", "عمر الهادي"),
    ],
)
def test_people_with_names_that_fit_are_one(one: str, other: str) -> None:
    assert two(Who(one), Who(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mara Veldt", "Tomas Veldt"), ("Mara Veldt", "Mara Quill"), ("Osmar II", "Osmar III"), ("Veldt", "Quill")],
)
def test_people_with_names_that_do_not_fit_are_two(one: str, other: str) -> None:
    assert not two(Who(one), Who(other))


def test_a_man_and_a_woman_of_one_surname_are_two() -> None:
    records = [
        report("Today Mary Veldt spoke in Marn.", [Who("Mary Veldt")]),
        report("Today Veldt said that he was in Marn.", [Who("Veldt", pronoun="he")]),
    ]
    assert not together(records, (0, "Mary Veldt"), (1, "Veldt"))


def test_a_surname_that_several_bear_is_nobodys_without_an_office() -> None:
    records = [
        report("Today Mara Veldt met Jon Veldt in Marn.", [Who("Mara Veldt"), Who("Jon Veldt", roles=MINISTER)]),
        report("Today Veldt was in Marn.", [Who("Veldt")]),
    ]
    assert not together(records, (0, "Mara Veldt"), (1, "Veldt"))
    assert not together(records, (0, "Jon Veldt"), (1, "Veldt"))
    told = report("Today Veldt was in Marn.", [Who("Veldt", roles=MINISTER)])
    assert together([records[0], told], (0, "Jon Veldt"), (1, "Veldt"))


def test_short_names_of_people_in_other_offices_are_two() -> None:
    mayor = Who("Mara Veldt", roles=(Role(title="mayor"),))
    assert not two(mayor, Who("Veldt", roles=(Role(title="Commissioner"),)))
    assert two(mayor, Who("Veldt", roles=(Role(title="Mayor"),)))


def test_who_is_told_of_by_an_office_alone_is_whoever_holds_it() -> None:
    named = report("Today Ilse Marrane spoke.", [Who("Ilse Marrane", roles=MINISTER)])
    described = report("The interior minister spoke.", [Who("The interior minister", named=False)])
    assert together([named, described], (0, "Ilse Marrane"), (1, "The interior minister"))
    rival = report("Today Kaspar Thorne spoke.", [Who("Kaspar Thorne", roles=MINISTER)], outlet="Marn Courier")
    assert not together([named, described, rival], (0, "Ilse Marrane"), (1, "The interior minister"))
    former = report("Ilse Marrane spoke.", [Who("Ilse Marrane", roles=(replace(MINISTER[0], former=True),))])
    assert not together([former, described], (0, "Ilse Marrane"), (1, "The interior minister"))


def test_an_office_of_another_country_is_anothers() -> None:
    named = report("Today Ana Quill spoke.", [Who("Ana Quill", roles=(Role(title="Prime Minister", of="Albania"),))])
    same = Who("Albania's prime minister", named=False)
    other = Who("Greece's prime minister", named=False)
    assert together([named, report(f"{same.words} spoke.", [same])], (0, "Ana Quill"), (1, same.words))
    assert not together([named, report(f"{other.words} spoke.", [other])], (0, "Ana Quill"), (1, other.words))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Free Docks Union", "Free Docks Union", True),
        ("Free Docks Union", "FDU", True),
        ("Castellan Terminals Ltd", "Castellan Terminals", True),
        ("Sorenian Navy", "Navy", True),
        ("Free Docks Union", "Pilots' Guild", False),
        ("University of Marn", "Hospital of the University of Marn", False),
    ],
)
def test_bodies_join_by_name_initials_and_short_name(one: str, other: str, same: bool) -> None:
    assert two(Who(one, "organisation"), Who(other, "organisation")) == same


def test_groups_under_several_names_join_through_their_aliases() -> None:
    union = Who("Free Docks Union", "organisation", also=("Harbour Front",))
    records = [
        report("The Free Docks Union, or Harbour Front, met.", [union], outlet="A"),
        report("The Harbour Front met.", [Who("Harbour Front", "organisation")], outlet="B"),
        report("The Free Docks Union met.", [Who("Free Docks Union", "organisation")], outlet="C"),
    ]
    assert together(records, (0, "Free Docks Union"), (1, "Harbour Front"), (2, "Free Docks Union"))


def test_countries_are_one_by_their_code_and_two_by_others() -> None:
    assert two(Who("Greece", "country", code="GRC"), Who("Hellas", "country", code="GRC"))
    assert not two(Who("Greece", "country", code="GRC"), Who("Greece", "country", code="ALB"))


def test_ministries_of_two_countries_are_two() -> None:
    def of(name: str, code: str) -> Record:
        ministry = Who("Interior Ministry", "organisation", of=name)
        return report(f"The Interior Ministry of {name} met.", [Who(name, "country", code=code), ministry], outlet=name)

    assert not together([of("Greece", "GRC"), of("Albania", "ALB")], (0, "Interior Ministry"), (1, "Interior Ministry"))
    again = replace(of("Greece", "GRC"), article=replace(of("Greece", "GRC").article, byline="another"))
    assert together([of("Greece", "GRC"), again], (0, "Interior Ministry"), (1, "Interior Ministry"))


def test_one_report_that_tells_two_apart_keeps_them_apart() -> None:
    records = [
        report("The union met a union of pilots.", [Who("The union", "organisation", named=False)]),
        report(
            "The union met. Later the Union met.",
            [Who("The union", "organisation", named=False), Who("the Union", "organisation")],
            outlet="B",
        ),
    ]
    assert not together(records, (1, "The union"), (1, "the Union"))


STORY = [
    report(
        "🚢 Mara Veldt of the FDU met Ilse Marrane in Marn.",
        [
            Who("Mara Veldt"),
            Who("FDU", "organisation"),
            Who("Ilse Marrane", roles=MINISTER),
            Who("Marn", "place"),
        ],
        outlet="A",
    ),
    report(
        "Veldt and the interior minister met.\r\nThe Free Docks Union left.",
        [Who("Veldt"), Who("the interior minister", named=False), Who("Free Docks Union", "organisation")],
        outlet="B",
    ),
    report(
        "Tomas Veldt and Marrane met in Marn.", [Who("Tomas Veldt"), Who("Marrane"), Who("Marn", "place")], outlet="C"
    ),
    report("Mara Veldt met عمر الهادي.", [Who("Mara Veldt"), Who("عمر الهادي")], outlet="D"),
]


def test_the_order_of_reports_changes_nothing() -> None:
    found = {actors(order) for order in permutations(STORY)}
    assert len(found) == 1
    (every,) = found
    assert {one.name for one in every if len(one.members) > 1} == {
        "Mara Veldt",
        "Free Docks Union",
        "Ilse Marrane",
        "Marn",
    }


def actor(found: tuple[Actor, ...], name: str) -> Actor:
    return next(one for one in found if one.name == name)


def test_a_judgement_says_how_sure_and_why() -> None:
    minister = actor(actors(STORY), "Ilse Marrane")
    assert len(minister.judgements) == len(minister.members) - 1
    reasons = {reason for one in minister.judgements for reason in one.reasons}
    assert "both interior minister, and the reports name no other" in reasons
    assert all(
        one.same and 0.5 <= one.score <= 1 and one.by is None and one.one < one.other for one in minister.judgements
    )


def judged(one: Item, other: Item, *, same: bool, when: str = "2031-05-03T10:00:00Z") -> Judgement:
    one, other = sorted((one, other))
    return Judgement(kind=Joined.ENTITY, one=one, other=other, same=same, score=1.0, by="Ines", when=when)


def test_the_judgements_of_an_actor_join_all_its_members() -> None:
    for one in actors(STORY):
        reached = {one.members[0]}
        for _ in one.judgements:
            reached |= {
                end for each in one.judgements if {each.one, each.other} & reached for end in (each.one, each.other)
            }
        assert reached == set(one.members)
        assert len(set(one.judgements)) == len(one.members) - 1


def test_people_can_part_what_the_engine_joins_and_join_what_it_parts() -> None:
    apart = judged(item(STORY[0], "Mara Veldt"), item(STORY[3], "Mara Veldt"), same=False)
    first = same_entities(STORY, [apart])
    assert first[item(STORY[0], "Mara Veldt")] != first[item(STORY[3], "Mara Veldt")]
    one = judged(item(STORY[2], "Tomas Veldt"), item(STORY[3], "عمر الهادي"), same=True)
    first = same_entities(STORY, [one])
    assert first[item(STORY[2], "Tomas Veldt")] == first[item(STORY[3], "عمر الهادي")]
    found = actors(STORY, [one])
    assert one in actor(found, "Tomas Veldt").judgements or one in actor(found, "عمر الهادي").judgements


def test_the_last_word_on_a_pair_stands() -> None:
    pair = item(STORY[2], "Tomas Veldt"), item(STORY[3], "عمر الهادي")
    later = [judged(*pair, same=True), judged(*pair, same=False, when="2031-05-04T10:00:00Z")]
    for said in (later, later[::-1]):
        first = same_entities(STORY, said)
        assert first[pair[0]] != first[pair[1]]


def test_a_judgement_on_items_that_are_not_there_changes_nothing() -> None:
    gone = Item(article="a-gone", id="e-gone")
    assert actors(STORY, [judged(item(STORY[0], "Mara Veldt"), gone, same=True)]) == actors(STORY)


@given(st.permutations(range(len(STORY))), st.lists(st.integers(0, 5), max_size=3), st.booleans())
def test_every_entity_is_in_one_group_whatever_people_judge(order: list[int], chosen: list[int], same: bool) -> None:
    items = [Item(article=record.article.id, id=entity.id) for record in STORY for entity in record.entities]
    decided = [judged(items[at], items[at + 3], same=same) for at in chosen]
    records = [STORY[at] for at in order]
    assert same_entities(records, decided) == same_entities(STORY, decided)
    assert set(same_entities(records, decided)) == set(items)
    members = [member for one in actors(records, decided) for member in one.members]
    assert len(members) == len(set(members))


def test_those_who_are_told_of_once_and_do_nothing_are_no_actors() -> None:
    alone = report("Today Edvin Krall slept.", [Who("Edvin Krall")])
    assert actors([alone]) == ()


def test_speakers_of_the_example_are_actors(story: list[Record]) -> None:
    minister = next(one for one in speakers(story) if one.name == "Ilse Marrane")
    assert len(minister.articles) >= 2
