"""Treebanks as documents to read and sentences to score against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from benchmarks import ud_scores
from benchmarks.ud_scores import Row, Sentence, Token
from corpora import conllu, gum
from corpora.assemble import Assembly
from corpora.document import Document, Span, Word

_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m|t)", re.IGNORECASE)
_MARK = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Bank:
    """A document of a treebank: its text with words, and its sentences as CoNLL-U has them."""

    document: Document
    sentences: tuple[Sentence, ...]

    @property
    def texts(self) -> list[tuple[Span, list[Word]]]:
        """Each sentence's span and words, the words' heads counted from the sentence's first, -1 for its root."""
        words = self.document.words or ()
        found: list[tuple[Span, list[Word]]] = []
        first = 0
        for span, sentence in zip(self.document.sentences or (), self.sentences, strict=True):
            count = sum(len(token.rows) for token in sentence)
            found.append((span, [shifted(word, -first) for word in words[first : first + count]]))
            first += count
        return found


def shifted(word: Word, by: int) -> Word:
    """A word whose governor is counted from elsewhere."""
    return replace(word, head=word.head + by) if word.head >= 0 else word


def files(path: Path, split: str) -> tuple[str, list[Path]]:
    """The treebank at a path, told by its files, and the files of a split.

    Raises:
        FileNotFoundError: no treebank that is known is there.
    """
    ewt = path / f"en_ewt-ud-{split}.conllu"
    if ewt.exists():
        return "ewt", [ewt]
    found = sorted((path / "dep").glob("GUM_*.conllu"))
    if found:
        return "gum", [each for each in found if (each.stem.removeprefix("GUM_") in gum.DEV) == (split == "dev")]
    raise FileNotFoundError(f"neither EWT nor GUM is at {path}")


def read(path: Path, split: str) -> Iterator[Bank]:
    """Yield the documents of a split of EWT or GUM."""
    name, sources = files(path, split)
    for source in sources:
        parsed = zip(conllu.sentences(source), ud_scores.load(source), strict=True)
        identity = source.stem
        numbered = []
        for sentence, tokens in parsed:
            identity = sentence.comments.get("newdoc id", identity)
            numbered.append((identity, sentence, tokens))
        for document, group in groupby(numbered, key=lambda entry: entry[0]):
            assembly = Assembly(document, name)
            sentences: list[Sentence] = []
            for _, sentence, tokens in group:
                opens = any(comment.startswith("newpar") for comment in sentence.comments)
                assembly.add(sentence.text, (), opens_paragraph=opens, words=conllu.syntactic_words(sentence))
                sentences.append(tokens)
            yield Bank(assembly.document(names=False), tuple(sentences))


def relabelled(sentence: Sentence, words: Sequence[Word]) -> Sentence:
    """A gold sentence's tokens with a system's syntax.

    Args:
        sentence: gold.
        words: the same words in the same order, their heads counted from the sentence's first.
    """
    rest = iter(words)
    return tuple(
        Token(token.form, tuple(_row(row.form, next(rest)) for row in token.rows), token.multiword)
        for token in sentence
    )


def _row(form: str, word: Word) -> Row:
    return Row(form, word.lemma, word.upos, word.xpos, word.head, word.relation)


def from_words(text: str, sentences: Sequence[Sequence[Word]]) -> list[Sentence]:
    """A system's sentences for scoring; characters that no word covers become words under the root.

    Args:
        text: what was read.
        sentences: the words of each sentence, in order, their heads counted from the sentence's first. No
            sentence is empty and no two words share a character.
    """
    found: list[Sentence] = []
    at = 0
    for number, words in enumerate(sentences, start=1):
        placed: list[tuple[Span, Word | None]] = []
        for word in words:
            placed += _left_out(text, at, word.start)
            placed.append(((word.start, word.end), word))
            at = word.end
        if number == len(sentences):
            placed += _left_out(text, at, len(text))
        found.append(_tokens(text, placed))
    return found


def _left_out(text: str, start: int, end: int) -> list[tuple[Span, Word | None]]:
    return [((match.start(), match.end()), None) for match in re.compile(r"\S+").finditer(text, start, end)]


def _tokens(text: str, placed: Sequence[tuple[Span, Word | None]]) -> Sentence:
    """Words as tokens: words with nothing between them are one token if letters meet or the second is a clitic."""
    places = [index for index, (_, word) in enumerate(placed) if word is not None]
    root = next(index for index, (_, word) in enumerate(placed) if word is not None and word.head < 0)
    groups: list[list[tuple[Span, Row]]] = []
    for span, word in placed:
        form = text[slice(*span)]
        head = root if word is None else places[word.head] if word.head >= 0 else -1
        row = Row(form, head=head, relation="dep") if word is None else _row(form, replace(word, head=head))
        before = groups[-1][-1] if groups else None
        if before and before[0][1] == span[0] and _are_one(before[1].form, row):
            groups[-1].append((span, row))
        else:
            groups.append([(span, row)])
    return tuple(
        Token(text[group[0][0][0] : group[-1][0][1]], tuple(row for _, row in group), multiword=len(group) > 1)
        for group in groups
    )


def _are_one(before: str, row: Row) -> bool:
    """Whether a word written right after another is of one token with it, as English treebanks have it."""
    if before[-1].isalpha() and row.form[0].isalpha():
        return True
    return not _MARK.fullmatch(before) and (row.xpos == "POS" or bool(_CLITIC.fullmatch(row.form)))
