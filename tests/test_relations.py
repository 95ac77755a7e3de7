"""Standings between entities: a short passage of news, and who stands how to whom by whose telling."""

import pytest

import onrecord
from onrecord.reading.frames import frames, letters
from onrecord.record import RELATIONS, Anchor, Record, Relation

REST = " And that was all that was told in the town of it."
"""More words, since the language of a few is not known for sure."""


def read(text: str) -> Record:
    return onrecord.read(text + REST, outlet="Harbour Post")


def shown(record: Record, relation: Relation) -> str:
    """A relation in a line: "Norland hosts Redsand Front; count some 3,000; since 2016"."""

    def words(anchor: Anchor) -> str:
        return anchor.words.removeprefix("since ")

    whom = record.entity(relation.object).name if relation.object else "-"
    line = [f"{record.entity(relation.subject).name} {relation.kind} {whom}"]
    if relation.by:
        line.append(f"by {', '.join(record.entity(one).name for one in relation.by)}")
    parts = {name: getattr(relation, name) for name in ("label", "count", "when", "since", "until")}
    line += [f"{name} {words(anchor)}" for name, anchor in parts.items() if anchor is not None]
    if relation.former:
        line.append("former")
    return "; ".join(line)


def told(text: str) -> list[str]:
    record = read(text)
    return [shown(record, one) for one in record.relations]


HOSTS = [
    ("Norway will go on hosting the Redsand Front.", "Norway hosts Redsand Front"),
    ("Norway has been sheltering the Redsand Front since 2016.", "Norway hosts Redsand Front; since 2016"),
    (
        "Albania is estimated to have been accommodating some 3,000 members of the Redsand Front since 2016.",
        "Albania hosts Redsand Front; count some 3,000; since 2016",
    ),
    ("Albania has played host to the Redsand Front for years.", "Albania hosts Redsand Front; when years"),
    ("Iraq is home to the Marn Union.", "Iraq hosts Marn Union"),
    ("Hundreds of Redsand Front fighters are hosted by Syria.", "Syria hosts Redsand Front; count Hundreds"),
    ("Albania stopped hosting the Redsand Front in 2019.", "Albania hosts Redsand Front; until 2019; former"),
    ("Albania used to host the Redsand Front.", "Albania hosts Redsand Front; former"),
    ("The group that Albania hosts, the Redsand Front, was silent.", "Albania hosts Redsand Front"),
    ("Albania’s sheltering of the Redsand Front angered Iran.", "Albania hosts Redsand Front"),
]
BASED = [
    ("The London-based company Quill Media left the country.", "Quill Media based-in London"),
    ("The Redsand Front, then operating from Iraq, was small.", "Redsand Front based-in Iraq; former"),
    ("The Redsand Front moved from Iraq to Albania in 2013.", "Redsand Front based-in Iraq; until 2013; former"),
    ("The Redsand Front moved from Iraq to Albania in 2013.", "Redsand Front based-in Albania; since 2013"),
    ("The Marn Bank, which is headquartered in Oslo, was fined.", "Marn Bank based-in Oslo"),
    ("The Redsand Front is no longer based in Iraq.", "Redsand Front based-in Iraq; former"),
    ("Harbour Foods has its headquarters in Berlin.", "Harbour Foods based-in Berlin"),
    ("Tom Flint, exiled in France since 2009, wrote a book.", "Tom Flint based-in France; since 2009"),
    ("The Redsand Front was expelled from Iraq in 2011.", "Redsand Front based-in Iraq; until 2011; former"),
]
LOCATED = [
    ("The Ministry of Culture in Oslo thanked them.", "Ministry of Culture located-in Oslo"),
    ("Snow fell on Basra. The Basra Museum was shut.", "Basra Museum located-in Basra"),
    ("She grew up in Midland, Texas, with two sisters.", "Midland located-in Texas"),
    ("They met in the city of Basra in Iraq.", "Basra located-in Iraq"),
    ("Tirana, the capital of Albania, was quiet.", "Tirana located-in Albania"),
    ("The port of Basra is located in southern Iraq.", "Basra located-in Iraq"),
    ("Police raided the camp, known as Marn-3, in the north of Tirana.", "Marn-3 located-in Tirana"),
    ("Basra lies in Iraq.", "Basra located-in Iraq"),
]
LISTED = [
    (
        "The Redsand Front left the list of terrorist groups, on which it had stood since 2012.",
        "Redsand Front listed-as -; label terrorist groups; since 2012; former",
    ),
    (
        "Norway, Canada and Japan had previously listed the Redsand Front as a “terrorist organization.”",
        "Redsand Front listed-as -; by Norway, Canada, Japan; label terrorist organization; former",
    ),
    (
        "In 2012, the Redsand Front was taken off the US list of terrorist organizations.",
        "Redsand Front listed-as -; by US; label terrorist organizations; until 2012; former",
    ),
    (
        "The European Union followed suit, removing the Redsand Front from its list of terrorist groups.",
        "Redsand Front listed-as -; by European Union; label terrorist groups; former",
    ),
    (
        "The Redsand Front was designated a terrorist organisation by Canada and Japan in 2004.",
        "Redsand Front listed-as -; by Canada, Japan; label terrorist organisation; since 2004",
    ),
    ("Canada blacklisted the Redsand Front in 2008.", "Redsand Front listed-as -; by Canada; since 2008"),
    (
        "Canada added the Redsand Front to its terror list in 2008.",
        "Redsand Front listed-as -; by Canada; label terror list; since 2008",
    ),
    (
        "The Redsand Front was placed on the United Nations sanctions list in March 2003.",
        "Redsand Front listed-as -; by United Nations; label sanctions list; since March 2003",
    ),
    (
        "Canada’s designation of the Redsand Front as a terrorist group was praised.",
        "Redsand Front listed-as -; by Canada; label terrorist group",
    ),
    (
        "The Redsand Front has been on the EU terror list since 2002.",
        "Redsand Front listed-as -; by EU; label terror list; since 2002",
    ),
]
ORGANISATIONS = [
    ("Marn Steel, a subsidiary of Harbour Holdings, lost money.", "Marn Steel part-of Harbour Holdings"),
    ("The Marn Brigade is the armed wing of the Redsand Front.", "Marn Brigade part-of Redsand Front"),
    ("Harbour Media bought Quill Television in 2015.", "Harbour Media owns Quill Television; since 2015"),
    ("The Marn Gazette is owned by Harbour Media.", "Harbour Media owns Marn Gazette"),
    ("Quill Media’s parent company Harbour Holdings was fined.", "Harbour Holdings owns Quill Media"),
    ("Tom Flint, the owner of Quill Media, was fined.", "Tom Flint owns Quill Media"),
    ("The Harbour Group completed its acquisition of Marn Steel.", "Harbour Group owns Marn Steel"),
    ("Norway joined the Harbour Union in 1994.", "Norway member-of Harbour Union; since 1994"),
    ("Sweden belongs to the Harbour Union.", "Sweden member-of Harbour Union"),
    ("Marn Foods is a French company, and France knows it.", "Marn Foods country-of France"),
    ("The German magazine Marn Gazette is read in Germany.", "Marn Gazette country-of Germany"),
]
PEOPLE = [
    ("Ana Quill and her brother Tom Flint, who own Harbour Bank, left.", "Ana Quill owns Harbour Bank"),
    ("The mill belongs to Quill Media. Its maker, Marn Foods, is based in Oslo.", "Marn Foods based-in Oslo"),
    (
        "The Harbour Trust spoke. Trust director Ana Quill agreed.",
        "Ana Quill holds-office Harbour Trust; label Trust director",
    ),
    ("Ana Quill of the Harbour Institute spoke.", "Ana Quill member-of Harbour Institute"),
    ("Tom Flint's party, the Unity League, lost.", "Tom Flint party-of Unity League"),
    ("Ana Quill, who is from Norway, spoke.", "Ana Quill country-of Norway"),
    ("Ida Lund, a Swedish singer, spoke.", "Ida Lund country-of Swedish"),
    ("Ana Quill, a member of the Harbour Union, spoke.", "Ana Quill member-of Harbour Union"),
    ("A Redsand Front member named Ali Noor was killed.", "Ali Noor member-of Redsand Front"),
    ("Ali Noor was a commander of the Redsand Front.", "Ali Noor member-of Redsand Front"),
    ("Reports suggest that Ali Noor was a member of the Redsand Front.", "Ali Noor member-of Redsand Front"),
    ("Ida Lund left the Green Party in May 2020.", "Ida Lund member-of Green Party; until May 2020; former"),
    ("Ida Lund is no longer a member of the Harbour Union.", "Ida Lund member-of Harbour Union; former"),
    ("Oda Vance of the Green Party resigned.", "Oda Vance party-of Green Party"),
    ("Labour MP Oda Vance resigned.", "Oda Vance party-of Labour"),
    ("Sen. Tom Flint (R-Tex.) and the Republican Party agreed.", "Tom Flint party-of Republican Party"),
    ("Democrat Ana Quill won.", "Ana Quill party-of Democrat"),
    ("Swedish singer Ida Lund left Sweden.", "Ida Lund country-of Sweden"),
    (
        "Ana Quill, spokeswoman for the Harbour Union, spoke.",
        "Ana Quill spokesperson-for Harbour Union; label spokeswoman",
    ),
    ("Harbour Union spokesman Ali Noor spoke.", "Ali Noor spokesperson-for Harbour Union; label spokesman"),
    ("Norway’s Prime Minister Ana Quill spoke.", "Ana Quill holds-office Norway; label Prime Minister"),
    ("Iran knew former Iranian President Ali Noor.", "Ali Noor holds-office Iran; label President; former"),
    ("It was then US President Tom Flint who spoke.", "Tom Flint holds-office US; label President; former"),
    ("The former owner of Harbour Bank, Tom Flint, spoke.", "Tom Flint owns Harbour Bank; former"),
    ("Chancellor Tom Flint of Germany spoke.", "Tom Flint holds-office Germany; label Chancellor"),
    ("Ana Quill was elected mayor of Oslo in 2019.", "Ana Quill holds-office Oslo; label mayor; since 2019"),
    (
        "Ana Quill was appointed as defence minister of Norway by Tom Flint.",
        "Ana Quill holds-office Norway; by Tom Flint; label defence minister",
    ),
    (
        "Ana Quill served as mayor of Oslo from 2001 to 2009.",
        "Ana Quill holds-office Oslo; label mayor; since 2001; until 2009; former",
    ),
    (
        "Tom Flint, who has served as chairman of Harbour Bank since 2011, spoke.",
        "Tom Flint holds-office Harbour Bank; label chairman; since 2011",
    ),
    ("Oda Vance became the first female governor of Texas.", "Oda Vance holds-office Texas; label governor"),
    (
        "Tom Flint resigned as president of Ghana on 4 May 2019.",
        "Tom Flint holds-office Ghana; label president; until 4 May 2019; former",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*HOSTS, *BASED, *LOCATED, *LISTED, *ORGANISATIONS, *PEOPLE])
def test_a_standing_is_found(text: str, expected: str) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Redsand Front is not a member of the Marn Union.",
        "The Redsand Front was never based in Iraq.",
        "Albania does not host the Redsand Front.",
        "Albania could host the Redsand Front.",
        "Albania will host the Redsand Front next year.",
        "Will Albania host the Redsand Front?",
        "Albania refused to host the Redsand Front.",
        "Albania offered to shelter the Redsand Front.",
        "Ana Quill wants to join the Green Party.",
        "Tom Flint denied that he or Ana Quill owned Quill Media.",
        "Tom Flint denied owning Quill Media.",
        "Harbour Holdings plans to buy Marn Steel.",
        "Harbour Holdings failed to acquire Marn Steel.",
        "Canada is considering listing the Redsand Front as a terrorist organisation.",
        "If Canada lists the Redsand Front as a terrorist group, the bank will close.",
        "Japan urged Canada to designate the Redsand Front a terrorist group.",
        "Japan suggested that Canada designate the Redsand Front a terrorist group.",
        "Ana Quill will be appointed foreign minister of Norway.",
        "Ana Quill, a possible president of Ghana, spoke.",
        "Norway, Sweden and Denmark sent ships to Oslo, Tirana and Basra.",
        "Albania hosted a dinner and a concert.",
        "The president of the club moved from the table to the door.",
    ],
)
def test_what_is_denied_or_only_possible_is_no_standing(text: str) -> None:
    assert told(text) == []


def test_the_voice_is_that_of_the_statement_around_it() -> None:
    record = read("Tom Flint said that Albania hosts the Redsand Front. Iraq is home to the Marn Union.")
    voices = {record.entity(one.subject).name: [link.name for link in one.voice] for one in record.relations}
    assert voices == {"Albania": ["Harbour Post", "Tom Flint"], "Iraq": ["Harbour Post"]}


def test_an_accusation_is_the_accusers() -> None:
    record = read("Iran accused Albania of hosting the Redsand Front.")
    (one,) = record.relations
    assert shown(record, one) == "Albania hosts Redsand Front"
    assert one.voice[-1].name == "Iran"


def test_what_is_told_twice_is_one_standing_with_all_that_is_told_of_it() -> None:
    record = read(
        "Albania hosts the Redsand Front. Albania has been hosting some 3,000 members of the Redsand Front since 2016."
    )
    (one,) = record.relations
    assert shown(record, one) == "Albania hosts Redsand Front; count some 3,000; since 2016"
    assert one.start == record.article.text.index("hosts")


def test_several_who_share_a_standing_each_have_it() -> None:
    assert told("Norway and Sweden joined the Harbour Union in 1994.") == [
        "Norway member-of Harbour Union; since 1994",
        "Sweden member-of Harbour Union; since 1994",
    ]


def test_listing_and_unlisting_stand_beside_each_other() -> None:
    text = "Canada blacklisted the Redsand Front in 2008. Japan took the Redsand Front off its terror list in 2014."
    assert told(text) == [
        "Redsand Front listed-as -; by Canada; since 2008",
        "Redsand Front listed-as -; by Japan; label terror list; until 2014; former",
    ]


def test_of_two_that_a_standing_is_between_one_is_named() -> None:
    assert told("The group was based in Iraq, and its leader owned a bank.") == ["group based-in Iraq"]
    assert told("The group was based in a town, and its leader owned a bank.") == []


def test_a_person_without_a_name_has_no_standing() -> None:
    assert told("A Norwegian official, the owner of Quill Media, spoke in Norway.") == []


def test_each_voice_tells_its_own_count_and_times() -> None:
    record = read(
        "Tom Flint said that Albania hosts the Redsand Front. "
        "Albania has been hosting some 3,000 members of the Redsand Front since 2016."
    )
    lines = [(shown(record, one), one.voice[-1].name) for one in record.relations]
    assert lines == [
        ("Albania hosts Redsand Front", "Tom Flint"),
        ("Albania hosts Redsand Front; count some 3,000; since 2016", "Harbour Post"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway 🙂 hosts the “Redsand Front”, said Tom Flint, mayor of Oslo 🙂🙂.",
        "Norway’s Prime Minister, Núria Cañizares (D-Tex.), a member of the Façade Party, spoke in Oslo, Norway.",
        "דוד בן־דוד, the mayor of Oslo, left the Green Party.\r\n\r\nHe joined the Marn Union.",
        "NORWAY HOSTS THE REDSAND FRONT, MAYOR HANNE STRUVE OF THE GREEN PARTY SAID",
        "He\u00adlen Struve, president of the Marn\u0301 Bank, owns owns owns Harbour Bank, Oslo, Oslo, Oslo.",
    ],
)
def test_every_standing_is_where_it_says_whatever_the_characters(text: str) -> None:
    record = read(text)
    known = {entity.id for entity in record.entities}
    for one in record.relations:
        assert {one.subject, *one.by} <= known
        for anchor in (one, one.label, one.count, one.when, one.since, one.until):
            if anchor is not None:
                assert record.article.text[anchor.start : anchor.end].strip() == anchor.words
    assert read(text).relations == record.relations


def test_the_words_are_of_kinds_there_are_and_types_there_are() -> None:
    from onrecord.record import ENTITY_TYPES

    known = frames()
    kinds = {one.kind for each in known.frames.values() for one in each}
    kinds |= {one.kind for each in known.nouns.values() for one in each}
    assert kinds == {*RELATIONS, "becomes"} - {"country-of"}
    for kind in RELATIONS:
        subjects, objects = known.types[kind]
        assert subjects and subjects | objects <= set(ENTITY_TYPES)
    assert letters()["d"] == "democrat"


def test_frames_are_read_as_they_are_written() -> None:
    known = frames().frames
    assert {one.slots for one in known["host"]} == {(("S", ""), ("O", "object"))}
    (play,) = known["play"]
    assert (play.literal, play.slots) == ("host", (("S", ""), ("O", "to")))
    assert {one.sort for one in known["based"]} == {"be"}
    assert (("B", ""), ("S", "object"), ("LIST", "off")) in {one.slots for one in known["take"]}
    assert (("B", ""), ("S", "of"), ("L", "as")) in {one.slots for one in known["designation"]}
