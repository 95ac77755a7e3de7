"""Building one document's text out of its sentences, with every span moved along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpora.document import Document, Mention, Name, Span, Word


@dataclass(slots=True)
class Assembly:
    """A document under construction: sentences are added one by one."""

    id: str
    corpus: str
    silent: frozenset[str] = frozenset()
    gives_sentences: bool = True
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    factuality: list[tuple[int, int, float]] = field(default_factory=list)

    def add(
        self,
        text: str,
        names: Sequence[Name],
        *,
        opens_paragraph: bool,
        words: Sequence[Word] = (),
        mentions: Sequence[Mention] = (),
        factuality: Sequence[tuple[int, int, float]] = (),
    ) -> None:
        """Add a sentence; the offsets of what is annotated, and the words' heads, are within it."""
        if self.pieces:
            self.pieces.append("\n" if opens_paragraph else " ")
            self.length += 1
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        if opens_paragraph or not self.paragraphs:
            self.paragraphs.append((start, self.length))
        else:
            self.paragraphs[-1] = (self.paragraphs[-1][0], self.length)
        self.sentences.append((start, self.length))
        self.names.extend(Name(start + name.start, start + name.end, name.types) for name in names)
        first = len(self.words)
        self.words.extend(
            replace(
                word,
                start=start + word.start,
                end=start + word.end,
                head=first + word.head if word.head >= 0 else -1,
            )
            for word in words
        )
        self.mentions.extend(
            replace(one, start=start + one.start, end=start + one.end, head=start + one.head) for one in mentions
        )
        self.factuality.extend((start + begin, start + end, value) for begin, end, value in factuality)

    def document(self, *, names: bool = True) -> Document:
        """The finished document."""
        return Document(
            id=self.id,
            corpus=self.corpus,
            text="".join(self.pieces),
            paragraphs=tuple(self.paragraphs),
            sentences=tuple(self.sentences) if self.gives_sentences else None,
            names=tuple(self.names) if names else None,
            silent=self.silent,
            words=tuple(self.words) or None,
            mentions=tuple(self.mentions) or None,
            factuality=tuple(self.factuality) or None,
        )


def from_iob(spans: Sequence[Span], tags: Sequence[str], types: dict[str, frozenset[str]]) -> list[Name]:
    """Names from IOB1 or IOB2 tags over tokens; a tag whose type is not in `types` is no name."""
    names: list[Name] = []
    current: tuple[int, int, str] | None = None
    for (start, end), tag in zip(spans, tags, strict=True):
        prefix, _, kind = tag.partition("-")
        if current and (prefix != "I" or kind != current[2]):
            names.append(Name(current[0], current[1], types[current[2]]))
            current = None
        if prefix in {"B", "I"} and kind in types:
            current = (current[0], end, kind) if current else (start, end, kind)
    if current:
        names.append(Name(current[0], current[1], types[current[2]]))
    return names
