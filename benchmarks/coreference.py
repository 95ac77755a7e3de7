"""`python -m benchmarks coreference`: entities of GUM, pronouns of GAP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from benchmarks.coreference_scores import MEASURES, Answer, Shares, bias, clusters, conll, gap, score, summed
from benchmarks.failures import sample
from benchmarks.reference_failures import choice_failures, link_failures, shown_reference
from benchmarks.scores import interval
from benchmarks.tokens import Span
from corpora import gap as gap_corpus
from corpora import gum
from corpora.document import Document
from onrecord.reading import coreference as engine
from onrecord.reading.encoder import Encoder
from onrecord.reading.names import found_names
from onrecord.reading.syntax import parse
from onrecord.record import Span as ReadSpan

Mentions = list[tuple[Span, Span, int]]
"""A mention's span, its head word's and the number of its entity."""


def corpus(path: Path, split: str) -> tuple[str, list[Path]]:
    """The corpus at a path, told by its files, and those that are measured on.

    Raises:
        FileNotFoundError: no corpus with coreference is there.
    """
    found = sorted(path.glob("gap-*.tsv"))
    if found:
        wanted = {"dev": "validation", "train": "development"}.get(split, split)
        return "gap", [each for each in found if each.stem == f"gap-{wanted}"]
    found = sorted((path / "dep").glob("GUM_*.conllu"))
    if found:
        return "gum", [each for each in found if (each.stem.removeprefix("GUM_") in gum.DEV) == (split == "dev")]
    raise FileNotFoundError(f"neither GUM nor GAP is at {path}")


def run(path: Path, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many errors to read; return the figures that have floors."""
    name, _ = corpus(path, split)
    return _entities(path, split, encoder, errors) if name == "gum" else _pronouns(path, split, encoder, errors)


def _entities(path: Path, split: str, encoder: Encoder, errors: int) -> dict[str, float]:
    documents = list(gum.read(path, split))
    read = [predicted_mentions(encoder, document) for document in tqdm(documents, desc="reading", leave=False)]
    gold = [gold_mentions(document) for document in documents]
    if errors:
        wrong = [
            one
            for document, mine, theirs in zip(documents, read, gold, strict=True)
            for one in link_failures(document, entities(mine), entities(theirs))
        ]
        print("\n\n".join(shown_reference(failure) for failure in sample(wrong, errors)), end="\n\n")
    count = sum(len(each) for each in gold)
    print(f"GUM {split}: {len(documents)} documents, {count} mentions\n")
    figures: dict[str, float] = {}
    for singletons, told in ((False, "entities mentioned more than once"), (True, "every entity")):
        for heads, kind in ((False, "whole phrases"), (True, "head words alone")):
            total = summed(
                score(
                    clusters(entities(mine, heads=heads), singletons=singletons),
                    clusters(entities(theirs, heads=heads), singletons=singletons),
                )
                for mine, theirs in zip(read, gold, strict=True)
            )
            print(f"{told}, {kind}\n{_table(total)}\n{'CoNLL':20}{'':20}{conll(total):>10.3f}\n")
            if not heads:
                figures["CoNLL, with singletons" if singletons else "CoNLL"] = conll(total)
                figures["mentions, with singletons" if singletons else "mentions"] = total["mentions"].f1
    return figures


def _table(total: Mapping[str, Shares]) -> str:
    lines = [f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}"]
    for name in ("mentions", *MEASURES):
        shares = total[name]
        lines.append(f"{name:20}{shares.precision:>10.3f}{shares.recall:>10.3f}{shares.f1:>10.3f}")
    return "\n".join(lines)


def entities(mentions: Sequence[tuple[Span, Span, int]], *, heads: bool = False) -> list[tuple[Span, int]]:
    """Mentions with their entities, a mention being its whole span or its head word's."""
    return [(head if heads else span, entity) for span, head, entity in mentions]


def gold_mentions(document: Document) -> Mentions:
    """The mentions of a document; a head's end is where the word ends that starts there."""
    ends = {word.start: word.end for word in document.words or ()}
    number: dict[str, int] = {}
    return [
        ((one.start, one.end), (one.head, ends[one.head]), number.setdefault(one.entity, len(number)))
        for one in document.mentions or ()
    ]


def predicted_mentions(encoder: Encoder, document: Document) -> Mentions:
    """The mentions read from a document's text."""
    scores = encoder.read(document.text, document.paragraphs)
    syntax = parse(scores, document.text, [ReadSpan(*paragraph) for paragraph in document.paragraphs])
    found = engine.clusters(scores, syntax, document.text, found_names(scores, document.text))
    return [
        ((one.start, one.end), (syntax.words[one.head].start, syntax.words[one.head].end), number)
        for number, cluster in enumerate(found)
        for one in cluster
    ]


def _pronouns(path: Path, split: str, encoder: Encoder, errors: int) -> dict[str, float]:
    documents = list(gap_corpus.read(path, split))
    read = [predicted_choices(encoder, document) for document in tqdm(documents, desc="reading", leave=False)]
    if errors:
        wrong = [
            one for document, chosen in zip(documents, read, strict=True) for one in choice_failures(document, chosen)
        ]
        print("\n\n".join(shown_reference(failure) for failure in sample(wrong, errors)), end="\n\n")
    each = [gap(answers(document, chosen)) for document, chosen in zip(documents, read, strict=True)]
    total = {kind: sum((one[kind] for one in each[1:]), start=each[0][kind]) for kind in each[0]}
    print(f"GAP {split}: {len(documents)} pronouns, each with two names\n")
    print(f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}   95 % interval of F1")
    for kind, counts in total.items():
        low, high = interval(each, kind)
        print(f"{kind:20}{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}   {low:.3f} to {high:.3f}")
    print(f"feminine by masculine {bias(total):.3f}")
    return {"GAP overall": total["overall"].f1}  # halves of 227 pronouns swing by 0.01 between equal weights


def predicted_choices(encoder: Encoder, document: Document) -> list[frozenset[Span]]:
    """For each pronoun whose names are given, those it is taken for: one or none."""
    scores = encoder.read(document.text, document.paragraphs)
    chosen: list[frozenset[Span]] = []
    for choice in document.choices or ():
        names = sorted((*choice.right, *choice.wrong))
        index = engine.referent(scores, choice.pronoun, names).name
        chosen.append(frozenset() if index is None else frozenset({names[index]}))
    return chosen


def answers(document: Document, chosen: Sequence[frozenset[Span]]) -> list[Answer]:
    """Every name of every choice as a yes or no of its own."""
    found: list[Answer] = []
    for choice, mine in zip(document.choices or (), chosen, strict=True):
        pronoun = document.text[slice(*choice.pronoun)]
        found += [Answer(pronoun, gold=True, predicted=name in mine) for name in choice.right]
        found += [Answer(pronoun, gold=False, predicted=name in mine) for name in choice.wrong]
    return found
