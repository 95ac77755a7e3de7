"""Who a pronoun rather stands for, by syntax and by how much somebody is told of."""

import pytest

from onrecord.articles import article
from onrecord.reading.encoder import shipped
from onrecord.reading.preference import preference
from onrecord.reading.syntax import parse
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span


def walked(text: str) -> Treewalk:
    made = article(text, "the text")
    scores = shipped().read(made.text, [(span.start, span.end) for span in made.paragraphs])
    return Treewalk(made.text, parse(scores, made.text, made.paragraphs))


def rather(text: str, pronoun: str, one: str, other: str) -> bool:
    """Whether the first of two names is preferred for a pronoun."""
    walk = walked(text)

    def at(words: str) -> Span:
        start = walk.text.index(words)
        return Span(start, start + len(words))

    return preference(walk, at(pronoun), at(one)) > preference(walk, at(pronoun), at(other))


@pytest.mark.parametrize(
    ("text", "pronoun", "one", "other"),
    [
        ("Ines Vall met Oda Flint at the harbour, and she took the last boat.", "she", "Ines Vall", "Oda Flint"),
        ("The mayor was praised by Ines Vall for Oda Flint, and she left.", "she", "Ines Vall", "Oda Flint"),
        ("Ines Vall had gone. In the evening she called Oda Flint.", "she", "Ines Vall", "Oda Flint"),
        (
            "The house of Ines Vall stood by that of Oda Flint. Flint was born there, and Flint died there. She ate.",
            "She",
            "Oda Flint",
            "Ines Vall",
        ),
    ],
)
def test_who_is_preferred(text: str, pronoun: str, one: str, other: str) -> None:
    assert rather(text, pronoun, one, other)


def test_a_subject_is_not_what_its_verb_has_for_object() -> None:
    walk = walked("She told Oda Flint that the harbour was closed for the night.")
    name = walk.text.index("Oda Flint")
    assert preference(walk, Span(0, 3), Span(name, name + 9)) < 1
