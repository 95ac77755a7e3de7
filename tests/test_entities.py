"""The mentions of one name are one entity; two people of one surname stay two."""

import re

import pytest

from onrecord.reading.entities import entities, folded, same_name, written
from onrecord.reading.names import FoundName
from onrecord.record import Entity


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


def test_two_of_one_surname_stay_two_and_the_later_owns_the_short_name() -> None:
    found = read("{Hanne Struve|person} met {Olin Struve|person}. {Struve|person} left.")
    assert [(e.name, len(e.mentions)) for e in found] == [("Hanne Struve", 1), ("Olin Struve", 2)]


def test_an_acronym_in_brackets_or_by_its_letters() -> None:
    (one,) = read("The {Free Docks Union|organisation} ({FDU|organisation}) struck. {FDU|organisation} men.")
    assert one.name == "Free Docks Union" and one.aliases == ("FDU",)
    (two,) = read("The {Free Docks Union|organisation} struck. {F.D.U.|organisation} men.")
    assert len(two.mentions) == 2


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


def test_ids_do_not_depend_on_the_run() -> None:
    text = "{Ana Quill|person} met {Mara Veldt|person}."
    assert [e.id for e in read(text)] == [e.id for e in read(text)]
    assert len({e.id for e in read(text)}) == 2
