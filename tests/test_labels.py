import pytest

from onrecord.articles import article
from onrecord.reading.labels import labels
from onrecord.record import Article, Label, Link, Mode, Statement


def read(text: str, statements: tuple[Statement, ...] = ()) -> tuple[Label, ...]:
    made = article(text, "the text")
    return labels(made, statements, Link(entity=None, name="The Lantern"))


def words(text: str) -> list[str]:
    return [label.words for label in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The anti-Marn terror group left; the terrorists wept in the hall.",
            ["anti-Marn terror group", "terrorists"],
        ),
        ("The terror cult has been there since 2016, the mayor of Marn told us.", ["terror cult"]),
        ("The regime of Marn and its stooges were there, said the two mayors.", ["regime", "stooges"]),
        ("They buried the martyrs beside the freedom fighters of the old war.", ["martyrs", "freedom fighters"]),
        ("The terrorist attacks were many, and the harbour was closed for a week.", []),
        ("Those terrorist-related matters were told to the mayor of the town.", []),
        ("The group left the harbour, and the mayor of the town spoke of it.", []),
        ("A so-called government sat in the town hall and waited for the mayor.", ["so-called government"]),
    ],
)
def test_what_is_a_label(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def _said(made: Article, content: str) -> Statement:
    start = made.text.index(content)
    cue = made.text.index("said")
    return Statement(
        id="s",
        source=None,
        cue=made.anchor(cue, cue + 4),
        content=(made.anchor(start, start + len(content)),),
        mode=Mode.INDIRECT,
        voice=(Link(entity=None, name="The Lantern"), Link(entity=None, name="the mayor", start=cue, end=cue + 4)),
    )


def test_the_voice_is_that_of_the_statement_around_it() -> None:
    text = "The mayor said the terror group must go. The terrorists stayed where they were in the town."
    made = article(text, "the text")
    found = labels(made, (_said(made, "the terror group must go"),), Link(entity=None, name="The Lantern"))
    assert [(label.words, [link.name for link in label.voice]) for label in found] == [
        ("terror group", ["The Lantern", "the mayor"]),
        ("terrorists", ["The Lantern"]),
    ]


def test_scare_quotes_are_nobodys() -> None:
    (label,) = read("Police closed the harbour over “grave moral danger” to the people of the town.")
    assert (label.words, label.quoted) == ("“grave moral danger”", True)
    assert [link.name for link in label.voice] == ["The Lantern", None]


def test_a_title_is_no_scare_quote() -> None:
    assert words("She read “The Harbour Of Marn” in the town hall while the others waited.") == []


def test_what_is_quoted_is_told_apart() -> None:
    text = "The mayor said the “terror group” must go from the harbour of the town at once."
    made = article(text, "the text")
    (label,) = labels(made, (_said(made, "the “terror group” must go"),), None)
    assert label.quoted
