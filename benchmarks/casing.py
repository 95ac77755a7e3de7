"""`python -m benchmarks casing`: text put into capitals, and how much of its case and of what it says comes back.

Every letter with a capital of one code point is made one. The text is then read as it is, and as `truecase` writes it,
beside what an encoder without its case cannot do: the lists alone, and small letters throughout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tqdm import tqdm

from benchmarks import name_scores, syntax, treebanks, ud_scores
from benchmarks.failures import sample
from benchmarks.only import kept_by
from benchmarks.reading import attribution_figures, name_spans, predicted_attributions
from benchmarks.scores import Counts, Figures, added
from corpora import polnear, uner
from corpora.document import Document
from onrecord.reading.capitals import is_consonants, small, words_in
from onrecord.reading.countries import country, seat_of
from onrecord.reading.encoder import Encoder
from onrecord.reading.fixed_case import listed
from onrecord.reading.given_names import is_given
from onrecord.reading.reader import read_as
from onrecord.reading.truecase import recased
from onrecord.record import Article, MentionKind, Record, Span

Way = Callable[[str, Sequence[Span]], str]
"""How a text in capitals is written, given its paragraphs."""
Score = Callable[[Document], Figures]
"""The figures of what is read from a document, whatever the case of its text."""

KEPT: Final = ("names", "entities", "statements", "speakers", "times", "quantities")
"""What of a record is looked for in the one of the same article in capitals."""
_OPENS: Final = re.compile(r"(?:^|[.?!][\"'”’)\]]*\s+)[\"'“‘(\[]*$")
_NEAR: Final = 8
_SHOWN: Final = 35


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to put into capitals.

    Attributes:
        name: what it is called among the floors.
        files: what was measured on.
        documents: its documents.
        figure: the name of the figure that reading it gives, and what the table calls it.
        score: reads a document and scores it.
    """

    name: str
    files: list[Path]
    documents: Sequence[Document]
    figure: str
    score: Score = field(repr=False)


def corpus(path: Path, split: str, encoder: Encoder, only: str = "") -> Corpus:
    """The corpus at a path, told by its files: names on UNER-EWT, trees on EWT and GUM, attributions on PolNeAR.

    Raises:
        FileNotFoundError: no corpus that is known is there.
    """
    if (path / f"en_ewt-ud-{split}.iob2").exists():
        treebank = path.parent / "ewt"
        beside = treebank if (treebank / f"en_ewt-ud-{split}.conllu").exists() else None
        documents = kept_by(only, uner.read(path, split, beside), _identity)
        files = [path / f"en_ewt-ud-{split}.iob2"]
        return Corpus("uner_ewt", files, documents, "names", lambda each: _names(encoder, each))
    if (path / "data" / split / "attributions").exists():
        documents = kept_by(only, polnear.read(path, split), _identity)
        files = list((path / "data" / split).rglob("*.*"))
        return Corpus("polnear", files, documents, "overlap triple", lambda each: _triples(encoder, each))
    name, files = treebanks.files(path, split)
    banks = {bank.document.id: bank for bank in treebanks.read(path, split)}
    documents = kept_by(only, (bank.document for bank in banks.values()), _identity)
    return Corpus(name, files, documents, "LAS", lambda each: _trees(encoder, banks[each.id], each))


def _identity(document: Document) -> str:
    return document.id


def _names(encoder: Encoder, document: Document) -> Figures:
    return name_scores.score(*name_spans(encoder, document))


def _triples(encoder: Encoder, document: Document) -> Figures:
    return attribution_figures(predicted_attributions(encoder, document), document)


def _trees(encoder: Encoder, bank: treebanks.Bank, document: Document) -> Figures:
    found = syntax.predicted_given(encoder, replace(bank, document=document))
    return ud_scores.score(found, bank.sentences)


def run(measured: Corpus, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print; return the figures that have floors.

    Args:
        measured: the corpus.
        split: the split, to print.
        encoder: what recases.
        errors: so many wrong words are printed to read.
    """
    ways: Mapping[str, Way] = {
        "recased": lambda text, paragraphs: recased(text, paragraphs, encoder),
        "by lists alone": by_lists,
        "small letters": lambda text, _: small(text),
        "as it is": lambda text, _: text,
    }
    documents = measured.documents
    shouted = [in_capitals(document.text) for document in documents]
    written = {
        name: [way(text, _paragraphs(one)) for text, one in zip(shouted, documents, strict=True)]
        for name, way in ways.items()
    }
    if errors:
        wrong = [
            each for one, text in zip(documents, written["recased"], strict=True) for each in wrong_words(one, text)
        ]
        print("\n".join(sample(wrong, errors)), end="\n\n")
    words = sum(1 for document in documents for _ in cased_words(document))
    print(f"{measured.name} {split}, in capitals: {len(documents)} documents, {words} words\n")
    print(f"{'':28}{'words right':>12}{'capitalised: P':>16}{'R':>8}{'F1':>8}{measured.figure:>18}")
    figures: dict[str, float] = {}
    for name, texts in written.items():
        total = added([case_figures(document, text) for document, text in zip(documents, texts, strict=True)])
        read = [replace(document, text=text) for document, text in zip(documents, texts, strict=True)]
        value = _read(measured, read)
        _line(name, total, value)
        if name == "recased":
            figures = {"words right": total["words"].recall, "capitalised words": total["capitalised"].f1}
            figures[measured.figure] = value
    print(f"{'in its own case':28}{'':44}{_read(measured, documents):>18.3f}\n")
    if measured.name == "polnear":
        figures |= _records(documents, shouted, written, encoder)
    return figures


def kept(true: Record, found: Record) -> dict[str, Counts]:
    """What two records of one article, whatever the case of its letters, have alike.

    Names by their offsets and kind, entities by the offsets of all their mentions, statements by those of cue and
    content, speakers by cue and name, times by offsets and value, quantities by offsets and bounds.
    """
    pairs = zip(_items(true).items(), _items(found).values(), strict=True)
    return {name: Counts(len(mine), len(items), len(items & mine), len(items & mine)) for (name, items), mine in pairs}


def _items(record: Record) -> dict[str, set[Hashable]]:
    said = [(one.cue.span if one.cue is not None else None, one) for one in record.statements]
    named = [(mention, one) for one in record.entities for mention in one.mentions if mention.kind is MentionKind.NAME]
    return {
        "names": {(mention.span, one.type) for mention, one in named},
        "entities": {frozenset(mention.span for mention in one.mentions) for one in record.entities},
        "statements": {(cue, tuple(part.span for part in one.content)) for cue, one in said},
        "speakers": {(cue, small(one.voice[-1].name or "")) for cue, one in said if one.voice},
        "times": {(one.span, one.value) for one in record.times},
        "quantities": {(one.span, one.lower, one.upper) for one in record.quantities},
    }


def _records(
    documents: Sequence[Document], shouted: Sequence[str], written: Mapping[str, Sequence[str]], encoder: Encoder
) -> dict[str, float]:
    """Print how much of the records of articles in their own case those of articles in capitals keep."""
    true = [_record(one, one.text, one.text, encoder) for one in tqdm(documents, desc="records", leave=False)]
    print(f"{'what the record keeps (F1)':28}" + "".join(f"{name:>12}" for name in KEPT))
    figures: dict[str, float] = {}
    for name, texts in written.items():
        found = [_record(*each, encoder) for each in zip(documents, shouted, texts, strict=True)]
        total = added([kept(*pair) for pair in zip(true, found, strict=True)])
        print(f"{name:28}" + "".join(f"{total[kind].f1:>12.3f}" for kind in KEPT))
        if name == "recased":
            figures = {f"{kind} kept": total[kind].f1 for kind in KEPT}
    return figures


def _record(document: Document, text: str, written: str, encoder: Encoder) -> Record:
    article = Article(language="en", text=text, paragraphs=tuple(_paragraphs(document)))
    return read_as(article, written, encoder)


def _read(measured: Corpus, documents: Sequence[Document]) -> float:
    each = [measured.score(document) for document in tqdm(documents, desc="reading", leave=False)]
    return added(each)[measured.figure].f1


def _line(name: str, total: Mapping[str, Counts], value: float) -> None:
    capitals = total["capitalised"]
    shares = f"{capitals.precision:>16.3f}{capitals.recall:>8.3f}{capitals.f1:>8.3f}"
    print(f"{name:28}{total['words'].recall:>12.3f}{shares}{value:>18.3f}")


def in_capitals(text: str) -> str:
    """A text in capitals, code point for code point; letters whose capital is longer stay."""
    return "".join(capital if len(capital := letter.upper()) == 1 else letter for letter in text)


def _paragraphs(document: Document) -> list[Span]:
    return [Span(*span) for span in document.paragraphs]


def cased_words(document: Document) -> Iterator[Span]:
    """The words of the paragraphs that are not in capitals from the start."""
    for span in _paragraphs(document):
        if any(map(str.islower, document.text[span.start : span.end])):
            yield from words_in(document.text, span)


def case_figures(document: Document, written: str) -> dict[str, Counts]:
    """How many words are written as in the document, and of those with a capital in them how many have one."""
    total = right = predicted = gold = both = 0
    for word in cased_words(document):
        true, mine = document.text[word.start : word.end], written[word.start : word.end]
        capital, given = any(map(str.isupper, true)), any(map(str.isupper, mine))
        total += 1
        right += true == mine
        gold += capital
        predicted += given
        both += capital and given
    return {"words": Counts(total, total, right, right), "capitalised": Counts(predicted, gold, both, both)}


def wrong_words(document: Document, written: str) -> Iterator[str]:
    """A line for each word that is written otherwise than in the document: the word, and where it stands."""
    for word in cased_words(document):
        true, mine = document.text[word.start : word.end], written[word.start : word.end]
        if true != mine:
            around = written[max(0, word.start - _SHOWN) : word.end + _SHOWN].replace("\n", " ")
            yield f"{document.id}: {true!r} is written {mine!r} in {around!r}"


def by_lists(text: str, paragraphs: Sequence[Span]) -> str:
    """A text with a capital for what opens a sentence and for what lists of names and acronyms hold."""
    letters = list(small(text))
    for span in paragraphs:
        for word in words_in(text, span):
            form = small(text[word.start : word.end])
            name = country(form) or seat_of(form) or is_given(form) or form in listed("capitalised")
            if form in listed("acronyms") or is_consonants(form):
                letters[word.start : word.end] = text[word.start : word.end]
            elif name or form == "i" or _OPENS.search(text[max(span.start, word.start - _NEAR) : word.start]):
                letters[word.start] = text[word.start]
    return "".join(letters)
