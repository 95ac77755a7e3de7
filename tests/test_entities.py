"""The mentions of one name are one entity; two people of one surname stay two."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.entities import entities, folded, grouped, same_name, written
from onrecord.reading.names import FoundName
from onrecord.reading.spelling import plain, same_spelling
from onrecord.record import ENTITY_TYPES, Entity


def read(text: str) -> list[Entity]:
    """Entities of a text whose names are marked: {Ana Quill|person}."""
    names: list[FoundName] = []
    plain = ""
    at = 0
    for mark in re.finditer(r"\{([^|}]+)\|(\w+)\}", text):
        plain += text[at : mark.start()]
        names.append(FoundName(len(plain), len(plain) + len(mark[1]), mark[2], 0.9))
        plain += mark[1]
        at = mark.end()
    return list(entities(plain + text[at:], "a-0", names))


def test_full_and_short_name() -> None:
    (one,) = read("{Ana Quill|person} spoke. {Quill|person}’s word. {Dr. Quill|person} left; {Ana|person} came back.")
    assert one.name == "Ana Quill"
    assert set(one.aliases) == {"Quill", "Dr. Quill", "Ana"}
    assert len(one.mentions) == 4


def test_a_short_name_before_the_full_one() -> None:
    assert [e.name for e in read("{Quill|person} spoke. Doctor {Ana Quill|person} added.")] == ["Ana Quill"]


def parted(text: str) -> list[list[str]]:
    """The names of each entity, as they are written."""
    return [[mention.words for mention in entity.mentions] for entity in read(text)]


def test_two_of_one_surname_stay_two_and_who_is_told_of_most_owns_the_short_name() -> None:
    found = read("{Hanne Struve|person} met {Olin Struve|person}. {Olin Struve|person} spoke. {Struve|person} left.")
    assert [(e.name, len(e.mentions)) for e in found] == [("Hanne Struve", 1), ("Olin Struve", 3)]
    found = read("{Hanne Struve|person} met {Olin Struve|person}. {Struve|person} left.")
    assert [(e.name, len(e.mentions)) for e in found] == [("Hanne Struve", 2), ("Olin Struve", 1)]


def test_a_surname_told_first_does_not_make_a_family_one_person() -> None:
    found = parted("The {Struve|person} case: {Hanne Struve|person}, {Olin Struve|person} and {Mart Struve|person}.")
    assert found == [["Struve", "Hanne Struve"], ["Olin Struve"], ["Mart Struve"]]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{Ana Berit Quill|person}; {Ana B. Quill|person}", 1),
        ("{A. Quill|person}; {Ana Quill|person}", 1),
        ("{A. Quill|person}; {Mara Quill|person}", 2),
        ("{José Vález|person}; {Jose Valez|person}; {Vález|person}", 1),
        ("{Marta Olmo Rivas|person}; {Olmo|person}", 1),
        ("{Marta Olmo Rivas|person}; {Ines Olmo Sanz|person}; {Olmo|person}", 3),
        ("{Don Pablo Vález y Olmo|person}; {Pablo Vález|person}", 1),
        ("{Osmar II|person}; {Osmar III|person}; {King Osmar II|person}", 2),
        ("{Tarik Lukmanov|person}; {Tariq Loukmanov|person}; {Lukmanoff|person}", 2),
        ("{Behruz Kan’ani|person}; {Kanaani|person}; {Kan'ani|person}", 1),
        ("{Behruz Kan’ani|person}; {Samir Kanaani|person}", 2),
    ],
)
def test_how_many_people_there_are(text: str, count: int) -> None:
    assert len(read(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{Ortane Corporation|organisation}; {Ortane|organisation}; {Ortane Inc.|organisation}", 1),
        ("{Sorenian Foreign Ministry|organisation}; {Foreign Ministry|organisation}; {Ministry|organisation}", 1),
        ("{Sorenian Navy|organisation}; {Vellish Navy|organisation}; {Navy|organisation}", 3),
        ("{Foreign Ministry|organisation} of a neighbour; {Sorenian Foreign Ministry|organisation}", 2),
        ("{House of Deputies of Sorenia|organisation}; the {House of Deputies|organisation}", 1),
        ("{Hospital of the University of Marn|organisation}; {University of Marn|organisation}", 2),
        ("{Marn University|organisation}; {Marn|organisation}; {Marn|organisation}", 1),
        ("{Marn University|organisation}; {Marn|place}", 2),
        ("the {Lorrins|nationality}; a {Lorrin|nationality}", 1),
        ("{Dal Ferra|place}; {Dal Ferrá|place}", 1),
    ],
)
def test_how_many_organisations_places_and_peoples_there_are(text: str, count: int) -> None:
    assert len(read(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{England|country}; {Wales|country}; the {UK|country}", 3),
        ("the {UK|country}; {Britain|country}; the {United Kingdom|country}", 1),
        ("{China|country}; the {People’s Republic of China|place}", 1),
        ("{Iran|country}; {Iranian|nationality}", 2),
    ],
)
def test_countries_are_one_under_their_names_but_not_with_their_people(text: str, count: int) -> None:
    assert len(read(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{Marn Lines|organisation}, formerly {Docks Trust|organisation}, sailed.", 1),
        ("{Marn Lines|organisation} (also known as the “{Blue Funnel|organisation}”)", 1),
        ("{Ana Quill|person}, better known as {Vera Vox|person}, sang. {Vox|person} bowed; {Quill|person} left.", 1),
        ("{Ana Quill|person} (née {Struve|person})", 1),
        ("{Orsk|place} (or {Orskoye|place}) lies east.", 1),
        ("{Orsk|place} or {Marn|place} may be next.", 2),
        ("{Marn Lines|organisation}, formerly of {Docks Trust|organisation}", 2),
        ("{Ana Quill|person}, formerly {Docks Trust|organisation} chief", 2),
    ],
)
def test_another_name_that_the_text_gives(text: str, count: int) -> None:
    assert len(read(text)) == count


def test_an_acronym_in_brackets_or_by_its_letters() -> None:
    (one,) = read("The {Free Docks Union|organisation} ({FDU|organisation}) struck. {FDU|organisation} men.")
    assert one.name == "Free Docks Union" and one.aliases == ("FDU",)
    (two,) = read("The {Free Docks Union|organisation} struck. {F.D.U.|organisation} men.")
    assert len(two.mentions) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{FDU|organisation} ({Free Docks Union|organisation})", [["FDU", "Free Docks Union"]]),
        ("{FDU|organisation} men; the {Free Docks Union|organisation}", [["FDU", "Free Docks Union"]]),
        ("{Vrije Dokkers|organisation} ({FDU|organisation})", [["Vrije Dokkers", "FDU"]]),
        ("{Vrije Dokkers|organisation} ({FDU|organisation} members)", [["Vrije Dokkers"], ["FDU"]]),
        ("{Marn|place} ({FDU|organisation})", [["Marn"], ["FDU"]]),
        ("Plan for {New Docks Area Plan|place} ({DAP|organisation})", [["New Docks Area Plan", "DAP"]]),
    ],
)
def test_an_acronym_stands_before_or_after_what_it_is_short_for(text: str, found: list[list[str]]) -> None:
    assert parted(text) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kan'ani", "kanaani", True),
        ("lyadov", "liadov", True),
        ("mikhail", "michail", True),
        ("mohammed", "muhammad", True),
        ("hussein", "husain", True),
        ("haroun", "harun", True),
        ("erdoğan", "erdogan", True),
        ("al-harbi", "al harbi", True),
        ("jensen", "jansen", False),
        ("larsen", "larson", False),
        ("moran", "marin", False),
        ("miller", "müller", False),
        ("nelson", "nilsen", False),
        ("petrov", "pavlov", False),
        ("ali", "ala", False),
        ("", "ali", False),
        ("小林", "小森", False),
    ],
)
def test_which_spellings_are_of_one_name(one: str, other: str, same: bool) -> None:
    assert same_spelling(plain(one), plain(other)) is same
    assert same_spelling(plain(other), plain(one)) is same


def test_articles_possessives_and_apostrophes_do_not_part_a_name() -> None:
    (one,) = read(
        "{the Marn Gazette|organisation} said; {Marn Gazette's|organisation} view; {The Marn Gazette’s|organisation}"
    )
    assert one.name == "Marn Gazette"


def test_a_name_takes_the_type_most_of_its_mentions_have() -> None:
    (one,) = read("{Castellan|organisation} said. {Castellan|person} said. {Castellan|organisation} said.")
    assert one.type == "organisation" and len(one.mentions) == 3


def test_same_letters_different_kinds_stay_apart() -> None:
    assert len(read("{Victoria Lund|person} of {Lund|place}")) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana quill", "quill", True),
        ("ana maria quill", "ana quill", True),
        ("john hall jr", "hall", True),
        ("ana quill", "mara quill", False),
        ("ana quill", "quillan", False),
        ("de la torre", "torre", True),
        ("ana b quill", "ana berit quill", True),
        ("osmar ii", "osmar iii", False),
        ("john hall jr", "john hall sr", False),
        ("ana quill", "ana quill", False),
        ("", "ana quill", False),
        ("josé vález", "jose valez", True),
        ("vález", "valez", True),
        ("osmar", "osmar ii", False),
    ],
)
def test_which_names_are_compatible(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_names_as_one_would_cite_them() -> None:
    assert written("Kan’ani’s") == "Kan'ani"
    assert written("Jones'") == "Jones"
    assert written("oper\u00adations") == "operations"
    assert folded("The U.S.") == "us"
    assert folded("Interior Minister Ilse Marrane") == "ilse marrane"
    assert folded("Minister") == "minister"
    assert folded(". .") == folded(". ") == "", "stops with a space between are no name"


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.text(min_size=1, max_size=12),
                st.sampled_from(["’", "-", "A.", "(X)", "\u202bعلي\u202c", "e\u0301", "👩‍👧 II"]),
            ),
            st.sampled_from(ENTITY_TYPES),
        ),
        max_size=12,
    )
)
def test_every_name_is_in_one_entity_whatever_it_is_made_of(marked: list[tuple[str, str]]) -> None:
    text, names = "", []
    for word, kind in marked:
        names.append(FoundName(len(text), len(text) + len(word), kind, 0.9))
        text += f"{word} ("
    groups = grouped(text, names)
    placed = [name for group in groups for name in group]
    assert sorted(placed, key=lambda one: one.start) == [one for one in names if folded(text[one.start : one.end])]
    assert [group[0].start for group in groups] == sorted(group[0].start for group in groups)
    assert all(group == sorted(group, key=lambda one: one.start) for group in groups)
    assert groups == grouped(text, names)


def test_ids_do_not_depend_on_the_run() -> None:
    text = "{Ana Quill|person} met {Mara Veldt|person}."
    assert [e.id for e in read(text)] == [e.id for e in read(text)]
    assert len({e.id for e in read(text)}) == 2
