"""The words of a text that tell an event by the lexicon alone, each with the types it may tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.reading.choosing import votes
from onrecord.reading.classes import Classes
from onrecord.reading.clauses import Clauses
from onrecord.reading.encoder import Scores
from onrecord.reading.mentions import found_mentions
from onrecord.reading.participants import Cast
from onrecord.reading.syntax import Parse
from onrecord.reading.triggers import Triggers
from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Listed:
    """A word that tells an event by the lexicon.

    Attributes:
        at: the word, as an index into the parse.
        types: how much the lines that fit say for each type, as shares of one.
    """

    at: int
    types: Mapping[str, float]


def listed(record: Record, scores: Scores, parse: Parse) -> Iterator[Listed]:
    """The words of a text that tell an event, in text order.

    Args:
        record: the text's record; the lexicon asks what kind of thing its entities are.
        scores: what the encoder says of the text.
        parse: its syntax.
    """
    text = record.article.text
    clauses = Clauses(text, parse)
    classes = Classes(clauses, Cast(clauses, record.entities), found_mentions(scores, parse, text), record.times)
    for matches in Triggers(clauses, classes).found():
        said = votes(matches)
        yield Listed(matches[0].at, {kind: vote / sum(said.values()) for kind, vote in said.items()})
