import pytest

from onrecord.reading.countries import country
from onrecord.reading.roles import with_roles
from onrecord.record import Entity, Mention, MentionKind


def roles(text: str, name: str) -> list[tuple[str, str | None, str]]:
    """Title, what it is of, and "former" or "then"."""
    start = text.index(name)
    mention = Mention(text=text, start=start, end=start + len(name), kind=MentionKind.NAME)
    (entity,) = with_roles(text, [Entity(id="e", type="person", name=name, mentions=(mention,))])
    return [(one.title, one.of, "former" if one.former else "then" if one.then else "") for one in entity.roles]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Norway's Prime Minister Ana Quill spoke.", "Ana Quill", ("Prime Minister", "Norway", "")),
        ("Former Iraqi Prime Minister Ali Marn spoke.", "Ali Marn", ("Prime Minister", "Iraq", "former")),
        ("It was then US President Tom Flint who spoke.", "Tom Flint", ("President", "United States", "then")),
        (
            "Iran's Foreign Ministry spokesman Reza Noor spoke.",
            "Reza Noor",
            ("spokesman", "Foreign Ministry (Iran)", ""),
        ),
        ("Interior Minister Ilse Marrane spoke.", "Ilse Marrane", ("Interior Minister", None, "")),
        ("Ana Quill, the prime minister of Norway, spoke.", "Ana Quill", ("prime minister", "Norway", "")),
        ("Ana Quill, a former French defence minister, spoke.", "Ana Quill", ("defence minister", "France", "former")),
        ("Ana Quill, a spokeswoman for the Harbour Union, spoke.", "Ana Quill", ("spokeswoman", "Harbour Union", "")),
        ("The ex-president Ana Quill spoke.", "Ana Quill", ("president", None, "former")),
    ],
)
def test_roles(text: str, name: str, expected: tuple[str, str | None, str]) -> None:
    assert roles(text, name) == [expected]


@pytest.mark.parametrize("text", ["Mr Ana Quill spoke.", "Yesterday Ana Quill spoke.", "The hall, Ana Quill, closed."])
def test_no_role(text: str) -> None:
    assert roles(text, "Ana Quill") == []


def test_a_place_has_no_role() -> None:
    text = "President Marn is a town."
    mention = Mention(text=text, start=10, end=14, kind=MentionKind.NAME)
    (entity,) = with_roles(text, [Entity(id="e", type="place", name="Marn", mentions=(mention,))])
    assert entity.roles == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("Iraqi", "IRQ"),
        ("Britain", "GBR"),
        ("Kosovo", "XKX"),
        ("Marn", None),
    ],
)
def test_countries(words: str, code: str | None) -> None:
    found = country(words)
    assert (found.code if found else None) == code
