"""`python -m benchmarks syntax`: words, tags, lemmas and trees on EWT and GUM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from spacy.language import Language
from tqdm import tqdm

from benchmarks import treebanks, ud_scores
from benchmarks.failures import attachment_failures, sample, shown_attachment
from benchmarks.only import kept_by
from benchmarks.peers import spacy_small
from benchmarks.scores import added
from benchmarks.syntax_table import table
from benchmarks.treebanks import Bank
from corpora.document import Word
from onrecord.reading.encoder import Encoder
from onrecord.reading.syntax import Parse, parse
from onrecord.reading.words import breaks_for
from onrecord.record import Span

GIVEN = ("UPOS", "XPOS", "Lemmas", "UAS", "LAS")
"""What has a floor where words and sentences are given."""
RAW = ("Sentences", "Words", *GIVEN)
"""What has a floor where paragraphs are."""

_COLUMNS = tuple(field.name for field in fields(Word))


def run(
    path: Path, split: str, encoder: Encoder, errors: int = 0, only: str = "", peer: Language | None = None
) -> dict[str, float]:
    """Measure and print; return the figures that have floors.

    Args:
        path: the treebank.
        split: the split.
        encoder: the encoder.
        errors: so many wrong attachments are printed to read.
        only: a regular expression; documents whose name it is found in are measured, the others not.
        peer: a spaCy pipeline whose figures are printed beside ours.
    """
    name, _ = treebanks.files(path, split)
    banks = kept_by(only, treebanks.read(path, split), lambda bank: bank.document.id)
    given = [predicted_given(encoder, bank) for bank in tqdm(banks, desc="words given", leave=False)]
    raw = [predicted_raw(encoder, bank) for bank in tqdm(banks, desc="text alone", leave=False)]
    if errors:
        wrong = [one for bank, found in zip(banks, given, strict=True) for one in attachment_failures(bank, found)]
        print("\n\n".join(shown_attachment(failure) for failure in sample(wrong, errors)), end="\n\n")
    figures: dict[str, float] = {}
    words = sum(len(bank.document.words or ()) for bank in banks)
    for mode, found, kept in (("words given", given, GIVEN), ("text alone", raw, RAW)):
        each = [ud_scores.score(one, bank.sentences) for one, bank in zip(found, banks, strict=True)]
        told = "words and sentences given" if found is given else "paragraphs given"
        print(f"{name} {split}: {len(banks)} documents, {words} words; {told}\n")
        print(table(each), end="\n\n")
        total = added(each)
        figures |= {f"{line}, {mode}": total[line].f1 for line in kept}
    if peer is not None:
        _beside(peer, banks)
    return figures


def _beside(peer: Language, banks: Sequence[Bank]) -> None:
    """Print the peer's figures on the same documents."""
    name = f"beside it: spaCy {peer.meta['lang']}_{peer.meta['name']}"
    given = [ud_scores.score(spacy_small.given(peer, bank), bank.sentences) for bank in banks]
    raw = [ud_scores.score(spacy_small.raw(peer, bank.document), bank.sentences) for bank in banks]
    for told, each in (("words and sentences given", given), ("paragraphs given", raw)):
        print(f"{name}; {told}\n\n{table(each)}\n")


def predicted_given(encoder: Encoder, bank: Bank) -> list[ud_scores.Sentence]:
    """The syntax read from a document whose words and sentences are given."""
    document = bank.document
    paragraphs = _spans(document.paragraphs)
    words = _spans([(word.start, word.end) for word in document.words or ()])
    scores = encoder.read(document.text, document.paragraphs, breaks_for(document.text, paragraphs, words))
    found = parse(scores, document.text, paragraphs, words, _spans(document.sentences or ()))
    return [
        treebanks.relabelled(sentence, read) for sentence, read in zip(bank.sentences, by_sentence(found), strict=True)
    ]


def predicted_raw(encoder: Encoder, bank: Bank) -> list[ud_scores.Sentence]:
    """The words, sentences and syntax read from a document's text."""
    document = bank.document
    scores = encoder.read(document.text, document.paragraphs)
    return treebanks.from_words(document.text, by_sentence(parse(scores, document.text, _spans(document.paragraphs))))


def by_sentence(found: Parse) -> list[list[Word]]:
    """A parse as sentences of words, their heads counted from the sentence's first."""
    words = [Word(*(getattr(word, column) for column in _COLUMNS)) for word in found.words]
    return [[treebanks.shifted(word, -first) for word in words[first:last]] for first, last in found.sentences]


def _spans(pairs: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]
