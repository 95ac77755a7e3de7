"""Reports of one happening are one story; of its like elsewhere, another; whatever order they come in."""

from __future__ import annotations

import dataclasses
import itertools
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.plain import article
from onrecord.comparing.clustering import JOINED, connected, gathered
from onrecord.comparing.joins import Joined
from onrecord.comparing.keys import keys
from onrecord.comparing.likeness import LINKED, likeness
from onrecord.comparing.news import headline, names_of, paragraphs
from onrecord.comparing.profiles import Profile, dump, load, profile
from onrecord.comparing.rarity import rarity, stem
from onrecord.comparing.stories import Link, Story, link, links, stories, stories_of
from onrecord.comparing.wording import is_furniture
from onrecord.reading.reader import read
from onrecord.record import Record
from tests.conftest import ROOT

REPORTS = {
    "fire": (
        "2026-03-11",
        "Two die in warehouse fire at Port Hallan",
        (
            "Two dockers died on Tuesday night when fire swept a warehouse on Quell Street in Port Hallan, "
            "police said.\n\n"
            "The dead were named as Joran Pask, 34, and Emil Tarrow, 52. Four others were taken to St. "
            "Brennan's Hospital with burns, said fire chief Ilva Dorn."
        ),
    ),
    "fire, other outlet": (
        "2026-03-12",
        "Dockers killed in Quell Street blaze named",
        (
            "The men who lost their lives in a blaze at a Port Hallan warehouse were Emil Tarrow and Joran "
            "Pask, colleagues said.\n\n"
            "Tarrow, 52, had worked on Quell Street for thirty years. Fire broke out late on Tuesday among "
            "bales of jute."
        ),
    ),
    "fire elsewhere": (
        "2026-03-12",
        "Three hurt in warehouse fire in Marn",
        (
            "Three workers were hurt on Wednesday when fire swept a warehouse on Lindgren Road in Marn, police "
            "said.\n\n"
            "Dana Ruel, 41, was taken to the Marn Infirmary with burns. The cause of the fire is not known."
        ),
    ),
    "trial": (
        "2026-04-20",
        "Owner of Quell Street warehouse charged over dockers' deaths",
        (
            "The owner of a warehouse in Port Hallan where two dockers died in a fire on March 10 was charged "
            "with manslaughter on Monday.\n\n"
            "Prosecutors say Rolf Mendel ignored warnings before the fire on Quell Street that killed Joran "
            "Pask and Emil Tarrow."
        ),
    ),
    "vote": (
        "2026-03-12",
        "Sorenia's parliament votes to ban night trawling",
        (
            "Sorenia's parliament voted on Wednesday to ban trawling at night off the Castellan coast.\n\n"
            "Fisheries minister Odile Vanter said the ban would let stocks of hake recover. Trawlermen in "
            "Brask have threatened a blockade."
        ),
    ),
    "vote, other outlet": (
        "2026-03-13",
        "Night trawling banned off Castellan coast",
        (
            "Trawlers may no longer fish at night off the Castellan coast after a vote in parliament, "
            "Sorenia's government said on Thursday.\n\n"
            "Odile Vanter, the fisheries minister, called the ban overdue; skippers in Brask said hake was not "
            "scarce."
        ),
    ),
    "two happenings": (
        "2026-03-13",
        "The week: Quell Street warehouse fire, night trawling ban",
        (
            "Joran Pask, 34, and Emil Tarrow, 52, died when fire swept a warehouse on Quell Street in Port "
            "Hallan on Tuesday night. Fire chief Ilva Dorn said that four dockers were burnt.\n\n"
            "Parliament voted on Wednesday to ban trawling at night off the Castellan coast. Fisheries "
            "minister Odile Vanter said hake would recover; trawlermen in Brask threatened a blockade."
        ),
    ),
    "no news": (
        "2026-03-12",
        "Lantern readers' offers",
        ("Subscribe to our newsletter to keep reading.\n\nPlease enter your email. Sign in to your account."),
    ),
}


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {
        name: read(article(text, f"{name}.txt", title=title, published=published))
        for name, (published, title, text) in REPORTS.items()
    }


@pytest.fixture(scope="module")
def profiles(records: dict[str, Record]) -> dict[str, Profile]:
    return {name: profile(record) for name, record in records.items()}


def parted(found: list[Story], records: dict[str, Record]) -> set[frozenset[str]]:
    names = {record.article.id: name for name, record in records.items()}
    return {frozenset(names[id_] for id_ in one.articles) for one in found}


def only(records: dict[str, Record], *names: str) -> list[Record]:
    return [records[name] for name in names]


def test_two_outlets_on_one_fire_are_one_story_and_a_fire_elsewhere_is_another(records: dict[str, Record]) -> None:
    found = parted(stories_of(only(records, "fire", "fire, other outlet", "fire elsewhere", "vote")), records)
    assert found == {frozenset({"fire", "fire, other outlet"}), frozenset({"fire elsewhere"}), frozenset({"vote"})}


def test_a_trial_a_month_later_belongs_to_what_it_is_about(records: dict[str, Record]) -> None:
    found = parted(stories_of(only(records, "fire", "fire, other outlet", "trial", "fire elsewhere")), records)
    assert frozenset({"fire", "fire, other outlet", "trial"}) in found


def test_an_article_of_two_happenings_serves_both(records: dict[str, Record]) -> None:
    some = only(records, "fire", "fire, other outlet", "vote", "vote, other outlet", "two happenings")
    found = stories_of(some)
    both = records["two happenings"].article.id
    assert len(found) == 2
    assert sorted(both in one.articles for one in found) == [False, True]
    assert [one for one in found if both in one.also] == [one for one in found if both not in one.articles]


def test_a_story_tells_its_days_its_places_and_why_it_is_one(records: dict[str, Record]) -> None:
    (one,) = stories_of(only(records, "fire", "fire, other outlet"))
    assert (one.first, one.last) == ("2026-03-11", "2026-03-12")
    assert one.title in {REPORTS["fire"][1], REPORTS["fire, other outlet"][1]}
    assert {"Port Hallan", "Quell Street"} <= set(one.places)
    assert "Emil Tarrow" in one.names
    assert "Tarrow" not in one.names
    (judged,) = one.judgements
    assert judged.kind is Joined.ARTICLE
    assert judged.same
    assert judged.by is None
    assert judged.score >= LINKED
    assert any("Emil Tarrow" in reason for reason in judged.reasons)


def test_the_order_of_coming_changes_nothing(records: dict[str, Record]) -> None:
    some = list(records.values())
    expected = stories_of(some)
    for order in (some[::-1], some[3:] + some[:3], sorted(some, key=lambda one: one.article.id)):
        assert stories_of(order) == expected


def test_one_article_after_another_makes_the_stories_that_all_together_make(records: dict[str, Record]) -> None:
    held: dict[str, Profile] = {}
    index: dict[str, set[str]] = {}
    kept: list[Link] = []
    for record in records.values():
        made = load(dump(profile(record)))
        near = set().union(*(index.get(key, set()) for key in keys(made)))
        kept += [each for each in (link(made, held[other]) for other in sorted(near)) if each is not None]
        held[made.article] = made
        for key in keys(made):
            index.setdefault(key, set()).add(made.article)
    whole = stories(held, kept)
    assert whole == stories_of(list(records.values()))
    parts = connected(held, [(one.one, one.other) for one in kept])
    alone = [
        story
        for part in parts
        for story in stories({id_: held[id_] for id_ in part}, [one for one in kept if one.one in part])
    ]
    assert sorted(alone, key=lambda one: one.id) == sorted(whole, key=lambda one: one.id)


def test_what_a_person_says_outranks_what_is_alike(records: dict[str, Record]) -> None:
    made = {one.article.id: profile(one) for one in only(records, "fire", "fire, other outlet", "vote")}
    kept = links(made.values())
    fire, other, vote = (records[name].article.id for name in ("fire", "fire, other outlet", "vote"))
    apart = stories(made, kept, {frozenset({fire, other}): False})
    assert parted(apart, records) == {frozenset({"fire"}), frozenset({"fire, other outlet"}), frozenset({"vote"})}
    joined = stories(made, kept, {frozenset({fire, vote}): True, frozenset({fire, other}): False})
    assert parted(joined, records) == {frozenset({"fire", "vote"}), frozenset({"fire, other outlet"})}
    assert all(other not in one.also for one in joined)


def test_likeness_is_the_same_both_ways_and_says_what_speaks_against(profiles: dict[str, Profile]) -> None:
    for one, other in itertools.combinations(profiles.values(), 2):
        assert likeness(one, other) == likeness(other, one)
    told = likeness(profiles["fire"], profiles["fire elsewhere"])
    assert told.score < LINKED
    assert "they name other people" in told.reasons
    assert link(profiles["fire"], profiles["fire elsewhere"]) is None


def test_days_far_apart_speak_against_one_happening(profiles: dict[str, Profile]) -> None:
    one, other = profiles["vote"], profiles["vote, other outlet"]
    later = dataclasses.replace(other, published=(other.published or 0) + 400, told=((other.published or 0) + 399,))
    assert likeness(one, later).score < likeness(one, other).score
    assert any(reason.startswith("they tell of other days") for reason in likeness(one, later).reasons)


def test_days_tell_also_where_no_publication_is_known(profiles: dict[str, Profile]) -> None:
    one, other = (dataclasses.replace(profiles[name], published=None) for name in ("vote", "vote, other outlet"))
    long_ago = dataclasses.replace(other, told=tuple(day - 300 for day in one.told))
    assert one.told
    assert likeness(one, long_ago).score < likeness(one, dataclasses.replace(other, told=())).score


def test_a_profile_is_what_it_was_after_being_kept(profiles: dict[str, Profile]) -> None:
    for made in profiles.values():
        assert load(dump(made)) == made
        assert "\n" not in dump(made)
    with pytest.raises(ValueError, match="no profile"):
        load(json.dumps({"article": "a-1"}))
    with pytest.raises(ValueError, match="Expecting"):
        load("nothing")


def test_who_is_only_quoted_counts_among_the_others(profiles: dict[str, Profile]) -> None:
    made = profiles["fire"]
    assert made.people == ("emil tarrow", "joran pask")
    assert made.others == ("ilva dorn",)


def test_a_profile_holds_streets_ages_and_the_day_before_a_night(profiles: dict[str, Profile]) -> None:
    assert date.fromisoformat("2026-03-10").toordinal() in profiles["fire"].told
    assert "quell street" in profiles["fire"].sites
    assert {34, 52} <= set(profiles["fire"].ages)


def test_articles_of_one_happening_share_a_key_and_of_others_none(profiles: dict[str, Profile]) -> None:
    held = {name: set(keys(made)) for name, made in profiles.items()}
    assert held["fire"] & held["fire, other outlet"]
    assert held["fire"] & held["trial"]
    assert not held["fire"] & held["vote"]
    assert all(list(keys(made)) == sorted(set(keys(made))) for made in profiles.values())


def test_furniture_of_a_page_brings_no_articles_together() -> None:
    page = "Subscribe to our newsletter today.\n\nWe have sent you a verification email. Please check your email."
    one, other = (
        profile(read(article(page, "page.txt", title=title, published="2026-03-12")))
        for title in ("Girl rescued from well in Brask", "Norvane raises tax on amber")
    )
    assert likeness(one, other).score < LINKED
    assert is_furniture("Sign in to your account. All rights reserved.")
    assert not is_furniture("Two dockers died on Tuesday when fire swept a warehouse on Quell Street in Port Hallan.")


def test_the_news_begins_where_the_text_takes_up_the_headline() -> None:
    made = article(
        "Amber tax in a minute.\n\nA girl was pulled from a well in Brask on Monday.\n\nShe is nine.",
        "page.txt",
    )
    kept = paragraphs(made, "Girl rescued from well in Brask")
    assert [made.text[span.start : span.end] for span in kept] == [
        "A girl was pulled from a well in Brask on Monday.",
        "She is nine.",
    ]
    assert paragraphs(made, "Norvane's envoy recalled") == []
    assert len(paragraphs(made, "")) == 3


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Girl rescued from well - Harbour Post, Brask News and Weather", "Girl rescued from well"),
        ("Lantern | Girl rescued from well in Brask", "Girl rescued from well in Brask"),
        ("Brask Police on Twitter", "Brask Police"),
        ("", ""),
    ],
)
def test_a_headline_has_no_name_of_a_site(title: str, expected: str) -> None:
    assert headline(title) == expected


def test_names_of_a_headline_are_told_by_capitals_where_only_names_have_them() -> None:
    assert names_of("Girl rescued from well in Brask") == {"brask"}
    assert names_of("Girl Rescued From Well In Brask") == set()


def test_rare_words_tell_more_than_common_ones_by_a_fixed_table() -> None:
    assert rarity("the") < rarity("police") < rarity("warehouse") < rarity("hallan")
    assert [stem(word) for word in ("dockers", "parties", "churches", "glass", "bus", "pask's")] == [
        "docker",
        "party",
        "church",
        "glass",
        "bus",
        "pask",
    ]


# ---------------------------------------------------------------- gathering

NAMES = "abcdefgh"
PAIRS = list(itertools.combinations(NAMES, 2))
some_links = st.lists(
    st.tuples(st.sampled_from(PAIRS), st.integers(4, 10)), unique_by=lambda each: each[0], max_size=len(PAIRS)
).map(lambda some: [Link(one=one, other=other, score=score / 10) for (one, other), score in some])
some_words = st.dictionaries(st.sampled_from(PAIRS).map(frozenset), st.booleans(), max_size=5)


@given(some_links, some_words, st.permutations(NAMES), st.randoms(use_true_random=False))
def test_gathering_does_not_depend_on_order(kept, words, order, shuffled) -> None:  # type: ignore[no-untyped-def]
    expected = gathered(NAMES, kept, words)
    again = list(kept)
    shuffled.shuffle(again)
    assert gathered(order, again, dict(reversed(words.items()))) == expected
    assert sorted(name for group in expected for name in group) == list(NAMES)


@given(some_links, some_words)
def test_a_persons_words_hold(kept, words) -> None:  # type: ignore[no-untyped-def]
    of = {name: group for group in gathered(NAMES, kept, words) for name in group}
    same = [tuple(sorted(pair)) for pair, is_same in words.items() if is_same]
    parts = {name: part for part in connected(NAMES, same) for name in part}
    for pair, is_same in words.items():
        one, other = sorted(pair)
        if is_same:
            assert of[one] == of[other]
        elif parts[one] != parts[other]:
            assert of[one] != of[other]


@given(some_links)
def test_what_is_not_linked_is_not_joined(kept) -> None:  # type: ignore[no-untyped-def]
    parts = {name: part for part in connected(NAMES, [(each.one, each.other) for each in kept]) for name in part}
    for group in gathered(NAMES, kept):
        assert all(set(group) <= set(parts[name]) for name in group)


def test_the_average_of_two_groups_decides() -> None:
    chain = [Link(one="a", other="b", score=0.9), Link(one="b", other="c", score=JOINED + 0.1)]
    assert gathered("abc", chain) == [("a", "b"), ("c",)]
    assert gathered("abc", [*chain, Link(one="a", other="c", score=JOINED)]) == [("a", "b", "c")]


def test_every_field_of_a_story_is_documented() -> None:
    text = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    section = text.split("### Story\n", 1)[1].split("\n#", 1)[0]
    assert all(f"`{field.name}`" in section for field in dataclasses.fields(Story))
