"""Paragraphs: kept where they are, parted where they were run together, no character changed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.paragraphs import paragraph_spans


def paragraphs(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraph_spans(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The port was shut.He said so himself.", ["The port was shut.", "He said so himself."]),
        ('It was "a trap."Police left at noon.', ['It was "a trap."', "Police left at noon."]),
        ('They left at noon."We saw them go," he said.', ["They left at noon.", '"We saw them go," he said.']),
        ("He called it “a trap.”Police left.", ["He called it “a trap.”", "Police left."]),
        ("Was it safe?“No,” said the mayor.", ["Was it safe?", "“No,” said the mayor."]),
        ("He knew it (she said).Then he left town.", ["He knew it (she said).", "Then he left town."]),
        ("Nobody was hurt!A crane fell later.", ["Nobody was hurt!", "A crane fell later."]),
    ],
)
def test_run_together_paragraphs_are_parted(text: str, parts: list[str]) -> None:
    assert paragraphs(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The U.S.Army moved to St.Petersburg on Monday.",
        "Write to Desk.News@example.org or see www.Example.Com/About.Html today.",
        "She took her Ph.D. in 1990 and met J.K.Rowling there.",
        "Mr.Brown and Gov.Ames met Sen.Hall at No.Ten.",
        "Booking.Com and Node.Js are names, not sentences.",
        "It cost 3.5 million; version 2.0Beta came later.",
        "He said so. She did not.",
        "e.g.The first of them, and i.e.This one.",
    ],
)
def test_names_and_addresses_are_not_parted(text: str) -> None:
    assert paragraphs(text) == [text]


def test_a_paragraph_a_line() -> None:
    text = "Port shut\n\nThe port was shut on Monday.\nIt opened again on Tuesday.\n"
    assert paragraphs(text) == ["Port shut", "The port was shut on Monday.", "It opened again on Tuesday."]


def test_a_wrapped_text_is_joined_at_its_blank_lines() -> None:
    text = (
        "The harbour was closed for three days after a storm tore\n"
        "the northern breakwater open and sank two barges that had\n"
        "been moored behind it, the harbour master said.\n"
        "\n"
        "Ships were sent to other ports along the coast until the\n"
        "wrecks could be raised, which took a crane from the south\n"
        "most of the week.\n"
    )
    found = paragraphs(text)
    assert len(found) == 2
    assert found[0].startswith("The harbour") and found[0].endswith("master said.")
    assert found[1].startswith("Ships were") and found[1].endswith("the week.")


def test_a_wrapped_text_with_indents() -> None:
    text = (
        "    The harbour was closed for three days after a storm tore\n"
        "the northern breakwater open and sank two barges that had\n"
        "been moored behind it, the harbour master said to us here\n"
        "    Ships were sent to other ports along the coast until the\n"
        "wrecks could be raised, which took a crane from the south\n"
        "most of the week and cost a good deal more than was first\n"
    )
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_every_kind_of_line_end(end: str) -> None:
    assert paragraphs(f"One line.{end}Another line.") == ["One line.", "Another line."]


def test_blanks_and_marks_around_paragraphs_are_left_out() -> None:
    assert paragraphs("\ufeff\xa0 One line. \u200b\n\t\n") == ["One line."]
    assert paragraphs(" \n\ufeff\n") == []


@given(st.lists(st.sampled_from(["He said.", "No!", '"Go."', "“Stay.”", "Ms.Hall", " ", "\n", "\r\n", "🙂.", "The"])))
def test_paragraphs_hold_every_letter_once(parts: list[str]) -> None:
    text = "".join(parts)
    spans = paragraph_spans(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = "".join(text[span.start : span.end] for span in spans)
    assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]
