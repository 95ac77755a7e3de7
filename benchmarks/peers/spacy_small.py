"""spaCy's small pipeline, trained on the same articles; `--peer` measures it by the same scorers beside ours.

    python -m benchmarks.peers.spacy_small --corpora DIR --out peer
    python -m benchmarks syntax EWT GUM --peer peer/model-best

DIR of corpora holds `ewt`, `gum` and `uner_ewt` in their upstream layout. Trained on EWT with the names of
UNER-EWT and on the syntax of GUM (train); the best of its models is chosen on EWT dev, which favours it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token
from spacy.vocab import Vocab

from benchmarks import name_scores, treebanks, ud_scores
from benchmarks.reading import CORE, gold_names
from benchmarks.scores import Counts
from corpora import gum, uner
from corpora.document import Document, Word

CONFIGURATION = Path(__file__).with_name("spacy_small.cfg")


def main() -> None:
    """Train the peer."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers.spacy_small",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpora", type=Path, required=True, help="a folder with ewt, gum, uner_ewt")
    parser.add_argument("--out", type=Path, required=True, help="where the models go")
    parser.add_argument("--steps", type=int, default=20000, help="most batches to train on (20000)")
    parser.add_argument("--sentences", type=int, default=0, help="train on so many sentences only, to try it out")
    arguments = parser.parse_args()
    train(arguments.corpora, arguments.out, arguments.steps, arguments.sentences)


def train(corpora: Path, out: Path, steps: int, sentences: int = 0) -> None:
    """Train on EWT and GUM; models go to `out`.

    Args:
        corpora: a folder with `ewt`, `gum` and `uner_ewt`.
        out: a folder, made if it is not there.
        steps: most batches to train on.
        sentences: train and choose on so many sentences only; all when 0.
    """
    out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    documents = [*uner.read(corpora / "uner_ewt", "train", corpora / "ewt"), *gum.read(corpora / "gum", "train")]
    _store(documents, vocab, out / "train.spacy", sentences)
    _store(uner.read(corpora / "uner_ewt", "dev", corpora / "ewt"), vocab, out / "dev.spacy", sentences)
    overrides = {
        "paths.train": str(out / "train.spacy"),
        "paths.dev": str(out / "dev.spacy"),
        "training.max_steps": steps,
        "training.eval_frequency": min(1000, steps),
    }
    spacy_train(CONFIGURATION, out, overrides=overrides)


def _store(documents: Iterable[Document], vocab: Vocab, path: Path, sentences: int) -> None:
    """Write documents as spaCy keeps them, one paragraph a text."""
    kept = DocBin(store_user_data=False)
    count = 0
    for document in documents:
        for paragraph in _paragraphs(document, vocab):
            kept.add(paragraph)
            count += sum(bool(token.is_sent_start) for token in paragraph)
            if sentences and count >= sentences:
                break
        if sentences and count >= sentences:
            break
    kept.to_disk(path)
    print(f"{path.name}: {len(kept)} paragraphs, {count} sentences")


def _paragraphs(document: Document, vocab: Vocab) -> Iterator[Doc]:
    """The paragraphs of a document; one whose words are not all known or share characters is left out."""
    words = document.words or ()
    openings = {start for start, _ in document.sentences or ()}
    first = 0
    for start, end in document.paragraphs:
        while first < len(words) and words[first].start < start:
            first += 1
        last = first
        while last < len(words) and words[last].start < end:
            last += 1
        inside = words[first:last]
        letters = sum(not character.isspace() for character in document.text[start:end])
        written = sum(not character.isspace() for word in inside for character in document.text[word.start : word.end])
        if inside and letters == written:
            opens = [word.start in openings for word in inside]
            doc = _doc(vocab, document.text, inside, first, opens)
            if document.corpus == "uner_ewt":
                doc.set_ents(list(_entities(doc, document, inside)), default="outside")
            yield doc
        first = last


def _doc(vocab: Vocab, text: str, words: Sequence[Word], first: int, opens: Sequence[bool]) -> Doc:
    """Words with their syntax as spaCy has it; `first` is what their heads are counted from."""
    return Doc(
        vocab,
        words=[text[word.start : word.end] for word in words],
        spaces=_spaces(words),
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        lemmas=[word.lemma for word in words],
        heads=[index if word.head < 0 else word.head - first for index, word in enumerate(words)],
        deps=["ROOT" if word.head < 0 else word.relation for word in words],
        sent_starts=list(opens),
    )


def _spaces(words: Sequence[Word]) -> list[bool]:
    """Whether a space follows each word."""
    return [left.end < right.start for left, right in pairwise(words)] + [False]


def _entities(doc: Doc, document: Document, words: Sequence[Word]) -> Iterator[Span]:
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words, start=1)}
    for start, end, kind in gold_names(document):
        if kind in CORE and start in starts and end in ends:
            yield Span(doc, starts[start], ends[end], label=kind)


def loaded(model: Path) -> Language:
    """A trained peer."""
    return spacy.load(model)


def seconds(nlp: Language, texts: Sequence[str]) -> float:
    """How long it takes over some texts."""
    began = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - began


def given(nlp: Language, bank: treebanks.Bank) -> list[ud_scores.Sentence]:
    """Gold words and sentences with its syntax."""
    found = []
    for sentence, (_, words) in zip(bank.sentences, bank.texts, strict=True):
        forms = [row.form for token in sentence for row in token.rows]
        opens: list[bool | int | None] = [index == 0 for index in range(len(forms))]
        doc = nlp(Doc(nlp.vocab, words=forms, spaces=_spaces(words), sent_starts=opens))
        placed = [(word.start, word.end) for word in words]
        found.append(treebanks.relabelled(sentence, _one_root(_words(list(doc), placed))))
    return found


def raw(nlp: Language, document: Document) -> list[ud_scores.Sentence]:
    """Its words and sentences of a document, paragraph by paragraph."""
    sentences: list[list[Word]] = []
    for start, end in document.paragraphs:
        for sentence in nlp(document.text[start:end]).sents:
            tokens = [token for token in sentence if not token.is_space]
            placed = [(start + token.idx, start + token.idx + len(token)) for token in tokens]
            if tokens:
                sentences.append(_one_root(_words(tokens, placed)))
    return treebanks.from_words(document.text, sentences)


def _words(tokens: Sequence[Token], placed: Sequence[tuple[int, int]]) -> list[Word]:
    """Tokens of spaCy, of one sentence as words; a head that is not among them is a root."""
    index = {token.i: place for place, token in enumerate(tokens)}
    words: list[Word] = []
    for token, (start, end) in zip(tokens, placed, strict=True):
        head = index.get(token.head.i, -1) if token.head.i != token.i else -1
        relation = "root" if token.dep_ == "ROOT" else token.dep_
        words.append(Word(start, end, token.pos_, token.tag_, token.lemma_, head, relation))
    return words


def _one_root(words: Sequence[Word]) -> list[Word]:
    """A sentence's words, roots after the first hung from it."""
    first = next(index for index, word in enumerate(words) if word.head < 0)
    return [
        Word(word.start, word.end, word.upos, word.xpos, word.lemma, first, "parataxis")
        if word.head < 0 and index != first
        else word
        for index, word in enumerate(words)
    ]


def name_counts(nlp: Language, document: Document) -> dict[str, Counts]:
    """Names of a document, read paragraph by paragraph, against gold."""
    found = [
        (start + entity.start_char, start + entity.end_char, entity.label_)
        for start, end in document.paragraphs
        for entity in nlp(document.text[start:end]).ents
    ]
    return name_scores.score(found, [name for name in gold_names(document) if name[2] in CORE])


if __name__ == "__main__":
    main()
