"""CoNLL-U, as far as names and sentences need it: words, their spans in the sentence's text, comments.

Format: https://universaldependencies.org/format.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpora.document import Span, Word


@dataclass(slots=True)
class Sentence:
    """One sentence: its text, its comments, and for each word its columns and span."""

    comments: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.comments["text"]


def syntactic_words(sentence: Sentence) -> list[Word]:
    """The words of a sentence with their syntax, heads counted from the sentence's first word."""
    words: list[Word] = []
    for (start, end), row in zip(sentence.spans, sentence.rows, strict=True):
        _, _, lemma, upos, xpos, _, head, relation = row[:8]
        governor = int(head) - 1 if head.isdigit() else -1
        words.append(Word(start, end, upos, xpos, lemma, governor, relation))
    return words


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file, or of an IOB2 file with CoNLL-U comments.

    Empty nodes (`8.1`) are left out. The parts of a multiword token share the characters of the whole
    where they cannot be found in it one after another.
    """
    with path.open(encoding="utf-8", newline="") as file:
        sentence = Sentence()
        for line in (raw.rstrip("\r\n") for raw in file):
            if not line:
                if sentence.rows:
                    _place(sentence)
                    yield sentence
                    sentence = Sentence()
            elif line.startswith("#"):
                key, _, value = line[1:].partition("=")
                sentence.comments.setdefault(key.strip(), value.strip())
            else:
                columns = line.split("\t")
                if "." not in columns[0]:
                    sentence.rows.append(columns)
        if sentence.rows:
            _place(sentence)
            yield sentence


def _place(sentence: Sentence) -> None:
    """Find each word in the sentence's text, left to right; drop the rows of multiword tokens."""
    text = sentence.text
    words: list[list[str]] = []
    at = 0
    whole: Span = (0, 0)
    inside = 0
    for row in sentence.rows:
        form = row[1]
        if "-" in row[0]:
            first, last = (int(number) for number in row[0].split("-"))
            start = text.index(form, at)
            whole = (start, start + len(form))
            inside = last - first + 1
            continue
        words.append(row)
        limit = whole[1] if inside else len(text)
        start = text.find(form, at, limit)
        if start < 0:
            sentence.spans.append(whole if inside else (at, at))
        else:
            sentence.spans.append((start, start + len(form)))
            at = start + len(form)
        if inside:
            inside -= 1
            if not inside:
                at = whole[1]
    sentence.rows = words
