"""Who says what, where the syntax moves subjects: raising, control, and subjects that nobody took for a source."""

import pytest

from onrecord.articles import article
from onrecord.reading.attribution import Attribution
from onrecord.reading.encoder import shipped
from onrecord.reading.raising import controlled, shared, with_subject, without_subject
from onrecord.reading.syntax import parse
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span


def walked(text: str) -> Treewalk:
    made = article(text, "the text")
    scores = shipped().read(made.text, [(span.start, span.end) for span in made.paragraphs])
    return Treewalk(made.text, parse(scores, made.text, made.paragraphs))


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_a_raised_subject_is_told_of_by_the_reporter() -> None:
    text = "The mayor was said to be an expert in bridges, and left the town in May."
    walk = walked(text)
    said = [
        Span(*at(text, "The mayor")),
        Span(*at(text, "to be an expert in bridges")),
        Span(*at(text, "left the town")),
    ]
    kept = without_subject(walk, Span(*at(text, "was said")), said)
    assert [text[span.start : span.end] for span in kept] == ["to be an expert in bridges"]


def attribution(text: str, cue: str, content: str, source: str | None) -> Attribution:
    return Attribution(at(text, source) if source else None, at(text, cue), (at(text, content),), 1.0)


def test_the_subject_of_a_passive_does_what_it_was_called_for() -> None:
    text = "Oda Flint was called before the harbour council to defend the new bridge."
    found = controlled(walked(text), attribution(text, "defend", "the new bridge", "the harbour council"))
    assert found.source == at(text, "Oda Flint")


def test_an_active_verb_keeps_its_source() -> None:
    text = "Oda Flint asked the harbour council to defend the new bridge."
    given = attribution(text, "defend", "the new bridge", "the harbour council")
    assert controlled(walked(text), given) == given


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("The dockers declared that the port was shut.", "declared", "that the port was shut", "The dockers"),
        ("It was declared that the port was shut.", "declared", "that the port was shut", None),
        ("The black heap looked like a ship in the fog.", "looked", "like a ship in the fog", None),
    ],
)
def test_a_subject_that_was_not_taken_for_the_source(text: str, cue: str, content: str, source: str | None) -> None:
    found = with_subject(walked(text), attribution(text, cue, content, None))
    assert found.source == (at(text, source) if source else None)


@pytest.mark.parametrize(
    ("text", "cue", "content", "source", "subject"),
    [
        (
            "The sailor's parents watched the tapes on Thursday, according to their lawyer, and said they had doubts.",
            "said",
            "they had doubts",
            "their lawyer",
            "The sailor's parents",
        ),
        (
            "Nine firms checked the Marn Gazette, which keeps a tally of wrecks, and found that there had been nine.",
            "found",
            "that there had been nine",
            "which",
            "Nine firms",
        ),
        (
            "Oda Flint told the council that the port was shut and said it would stay so.",
            "said",
            "it would stay so",
            "Oda Flint",
            "Oda Flint",
        ),
    ],
)
def test_a_verb_that_goes_on_another_has_its_subject(
    text: str, cue: str, content: str, source: str, subject: str
) -> None:
    found = shared(walked(text), attribution(text, cue, content, source))
    assert found.source == at(text, subject)


def test_a_source_in_another_sentence_gives_way_to_the_subject() -> None:
    text = "Oda Flint said the lamps were out. Civil servants say the port is shut."
    found = with_subject(walked(text), attribution(text, "said", "the lamps were out", "Civil servants"))
    assert found.source == at(text, "Oda Flint")


def test_the_subject_of_what_only_appears_is_a_source() -> None:
    text = "The harbour board appeared to concede that the lamps were out."
    found = with_subject(walked(text), attribution(text, "appeared to concede", "that the lamps were out", None))
    assert found.source == at(text, "The harbour board")
