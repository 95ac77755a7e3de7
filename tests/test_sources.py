"""Who a source is: by its name, by a role, by a pronoun; an indefinite one is nobody."""

import re

import pytest

from onrecord.reading.entities import entities
from onrecord.reading.names import FoundName
from onrecord.reading.sources import Resolver
from onrecord.record import Span

_MARK = re.compile(r"\{([^|}]+)\|(\w+)\}|\[([^\]]+)\]")


def speakers(text: str) -> list[str | None]:
    """The entity names of the [sources] of a text, in order; {names|type} are marked too, also in sources."""
    names: list[FoundName] = []
    sources: list[Span] = []
    plain = ""

    def add(part: str) -> None:
        nonlocal plain
        at = 0
        for mark in re.finditer(r"\{([^|}]+)\|(\w+)\}", part):
            plain += part[at : mark.start()]
            names.append(FoundName(len(plain), len(plain) + len(mark[1]), mark[2], 0.9))
            plain += mark[1]
            at = mark.end()
        plain += part[at:]

    at = 0
    for bracket in re.finditer(r"\[((?:\{[^}]*\}|[^\]])+)\]", text):
        add(text[at : bracket.start()])
        start = len(plain)
        add(bracket[1])
        sources.append(Span(start, len(plain)))
        at = bracket.end()
    add(text[at:])
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^.!?]|(?<=Mrs)\.|(?<=Mr)\.)*[.!?]?", plain)]
    resolver = Resolver(plain, entities(plain, "a-0", names), sentences)
    found = [resolver.resolve(source, source.start) for source in sources]
    return [entity.name if entity else None for entity in found]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[{Ana Quill|person}] said it was late.", ["Ana Quill"]),
        ("[Sorenia’s Interior Ministry spokesman {Tomas Redek|person}] said it.", ["Tomas Redek"]),
        ("[Dr. {Ana Quill|person}, the director of {St. Brennan’s|organisation},] said.", ["Ana Quill"]),
        ("[the secretary of the {Free Docks Union|organisation}, {Mara Veldt|person},] denied it.", ["Mara Veldt"]),
        ("[{Mara Veldt|person}, who leads the {Free Docks Union|organisation},] denied it.", ["Mara Veldt"]),
        ("[the {Free Docks Union|organisation}] said it.", ["Free Docks Union"]),
        ("[The {Marn Gazette|organisation}’s {Per Holm|person}] wrote it.", ["Per Holm"]),
    ],
)
def test_a_name_in_the_words(text: str, who: list[str | None]) -> None:
    assert speakers(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "[a spokesman for {Mara Veldt|person}] said it.",
        "[A senior official] said it. {Ana Quill|person} did not.",
        "[Reports] suggest so. {Ana Quill|person} did not.",
        "[Two people close to {Mara Veldt|person}] said it.",
        "[Critics of {Mara Veldt|person}] said it.",
    ],
)
def test_nobody_in_particular(text: str) -> None:
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Sorenia’s Prime Minister {Edo Vance|person} left. [The Sorenian prime minister] said so.", ["Edo Vance"]),
        ("{Ana Quill|person}, the hospital’s director, came. [The director] said so.", ["Ana Quill"]),
        ("Mayor {Hanne Struve|person} met {Ana Quill|person}. [The mayor] said so.", ["Hanne Struve"]),
        ("The {Interior Ministry|organisation} moved. [The ministry] said so.", ["Interior Ministry"]),
        ("The town’s mayor, {Hanne Struve|person}, met {Ana Quill|person}. [The mayor] said so.", ["Hanne Struve"]),
        ("Mayor {Hanne Struve|person} left. [A mayor] said so.", [None]),
        ("Secretary of State {Ana Quill|person} left. [The state] said so.", [None]),
        ("Secretary of State {Ana Quill|person} left. [The secretary of state] said so.", ["Ana Quill"]),
        ("Veldt campaign spokesman {Edo Vance|person} left. [The Veldt campaign] said so.", [None]),
        ("His brother, {Edo Vance|person}, left. [Brothers and sisters] said so.", [None]),
        ("They mourned the death of {Edo Vance|person}. [The death] showed it.", [None]),
    ],
)
def test_a_role(text: str, who: list[str | None]) -> None:
    assert speakers(text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[{Edo Vance|person}] said no. [He] added that it was late.", ["Edo Vance", "Edo Vance"]),
        (
            "[{Edo Vance|person}] said no. Mr. {Tomas Redek|person} came in. [He] said yes.",
            ["Edo Vance", "Tomas Redek"],
        ),
        ("[{Edo Vance|person}] said no. {Tomas Redek|person} came in. [He] said yes.", ["Edo Vance", "Tomas Redek"]),
        ("[Mrs. {Mara Veldt|person}] left with Mr. {Edo Vance|person}. [She] said so.", ["Mara Veldt", "Mara Veldt"]),
        ("[{Edo Vance|person}] said no to {Tomas Redek|person}. [He] said it twice.", ["Edo Vance", "Edo Vance"]),
        ("{Edo Vance|person}, [who] said so, left.", ["Edo Vance"]),
        ("[I] said so to {Edo Vance|person}.", [None]),
        ("[He] said so.", [None]),
    ],
)
def test_a_pronoun(text: str, who: list[str | None]) -> None:
    assert speakers(text) == who


def test_what_to_call_somebody_who_is_no_entity() -> None:
    text = "It contradicted the police spokesman, who said no."
    resolver = Resolver(text, [], [Span(0, len(text))])
    at = text.index("who")
    assert resolver.called(Span(at, at + 3)) == "the police spokesman"
    assert resolver.called(Span(0, 2)) == "It"
    comma = text.index("spokesman,")
    assert resolver.called(Span(comma, comma + 10)) == "spokesman"
