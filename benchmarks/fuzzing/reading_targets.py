"""The target `read`: an article from its text to its record, by the encoder that ships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from benchmarks.fuzzing import material
from benchmarks.fuzzing.invariants import sound_record
from benchmarks.fuzzing.target import Came, Target, encoded, text_of
from onrecord.articles.decode import clean
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.articles.plain import MAX_CHARACTERS, article
from onrecord.errors import ArticleError
from onrecord.reading.reader import read
from onrecord.record import Article, Record

_TOLD: Final = ("entities", "statements", "events", "times", "quantities", "relations", "labels")


def _read() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        text = text_of(data)
        try:
            found = article(text, "given", published="2026-03-14")
        except ArticleError as error:
            if error.code != "A05":
                return Came(error.code, str(error))
            text = clean(text)  # another language, it says; that reading comes to an end is asked all the same
            found = Article(language="en", text=text, paragraphs=paragraph_spans(text))
        record = read(found)
        return Came(_shape(record), sound_record(record))

    return run


def _shape(record: Record) -> str:
    return " ".join(f"{name[0]}{min(len(getattr(record, name)), 3)}" for name in _TOLD)


READ: Final = Target(
    name="read",
    told="an article to its record",
    prepare=_read,
    longest=900,
    most=MAX_CHARACTERS,
    seeds=lambda: [text.encode() for text in material.texts()],
    words=lambda: encoded((*material.NEWS, *material.NEWS, *material.STRANGE, *material.rule_words()[:40])),
)
TARGETS: Final = (READ,)
