import pytest

from onrecord.articles import article
from onrecord.reading.acts import act, names
from onrecord.reading.circumstances import medium, when
from onrecord.reading.quantities import times_and_quantities
from onrecord.record import Span


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "the harbour was closed", "assert"),
        ("told reporters", "the harbour was closed", "assert"),
        (":", "The harbour is closed", "assert"),
        ("says", "the fleet must leave the harbour if it wants to trade", "demand"),
        ("said", "Marn has no intention of closing the harbour", "deny"),
        ("said", "he did not order the raid", "deny"),
        ("said", "it was not clear who had fired", "assert"),
        ("said", "the ferry had sunk, and that the owners must pay", "assert"),
        ("denied", "having ordered the raid", "deny"),
        ("has insisted", "that the harbour is safe", "insist"),
        ("expressed hope", "that the harbour would reopen", "hope"),
        ("is estimated", "to have housed 300 men", "estimate"),
        ("acknowledged", "his country's debts", "concede"),
        ("castigated", "the use of the harbour", "criticise"),
        ("suggest", "that the captain was asleep", "suggest"),
        ("called for", "a new harbour", "demand"),
        ("accused", "the owners of neglect", "accuse"),
        ("said in a statement", "the harbour was closed", "assert"),
        ("issued a warning", "that the harbour would close", "warn"),
        ("admitted", "that the harbour had closed", "concede"),
        ("vowed", "to reopen the harbour", "promise"),
        ("thanked", "the crew", "thank"),
        ("according to", "the harbour was closed", "assert"),
        ("asked", "who had closed the harbour", "question"),
        ("asked", "to close the harbour", "request"),
        ("did not praise", "the crew", None),
        ("walked", "the harbour", None),
    ],
)
def test_acts(cue: str, content: str, expected: str | None) -> None:
    assert act(cue, [content]) == expected


def test_the_acts_are_those_of_the_file() -> None:
    assert {"assert", "deny", "demand", "criticise", "concede", "suggest", "insist", "hope", "estimate"} <= set(names())
    assert len(names()) > 25


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected_when", "expected_medium"),
    [
        (
            "In an interview published on Friday, she said the harbour would close on Monday.",
            "said",
            "the harbour would close on Monday",
            "Friday",
            "an interview",
        ),
        (
            "“It is closed,” she told a crowded news conference on Tuesday.",
            "told",
            "It is closed",
            "Tuesday",
            "a crowded news conference",
        ),
        ("The mayor wrote on Twitter that it was closed.", "wrote", "that it was closed", None, "Twitter"),
        ("The mayor said it had closed in 2019.", "said", "it had closed in 2019", None, None),
    ],
)
def test_when_and_in_what(
    text: str, cue: str, content: str, expected_when: str | None, expected_medium: str | None
) -> None:
    made = article(text, "the text")
    times, _ = times_and_quantities(made)
    sentence = Span(0, len(text))
    cue_span = Span(text.index(cue), text.index(cue) + len(cue))
    inside = [Span(text.index(content), text.index(content) + len(content))]
    said_when, said_in = when(cue_span, sentence, inside, times), medium(text, cue_span, sentence, inside)
    assert (text[said_when.start : said_when.end] if said_when else None) == expected_when
    assert (text[said_in.start : said_in.end] if said_in else None) == expected_medium
