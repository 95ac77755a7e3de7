"""`python -m benchmarks coreference`: entities of GUM and Re-DocRED, pronouns of GAP."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from benchmarks import entity_clusters
from benchmarks.cluster_tables import HEADER, Parted, measured, row
from benchmarks.coreference_scores import SHARED, Answer, Shares, bias, conll, gap
from benchmarks.failures import sample
from benchmarks.reference_failures import choice_failures, link_failures, shown_reference
from benchmarks.scores import interval
from benchmarks.tokens import Span
from corpora import gap as gap_corpus
from corpora import gum
from corpora.document import Document
from onrecord.reading import coreference as engine
from onrecord.reading.encoder import Encoder
from onrecord.reading.entities import folded
from onrecord.reading.names import found_names
from onrecord.reading.syntax import parse
from onrecord.record import MentionKind
from onrecord.record import Span as ReadSpan


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: its span, its head word's, the number of its entity, and its kind where it is read and not gold's."""

    span: Span
    head: Span
    entity: int
    kind: MentionKind | None = None


Mentions = list[Marked]
NEWS = ("news", "interview")
"""GUM's genres that are reports or made of what people say to reporters."""
GENRES = ((), ("news",), ("interview",), NEWS)
"""Those of GUM that are measured apart; none for all documents."""


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
    found = [path / "data" / f"{split}_revised.json"]
    if found[0].exists():
        return "redocred", found
    raise FileNotFoundError(f"neither GUM nor GAP nor Re-DocRED is at {path}")


def run(path: Path, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many errors to read; return the figures that have floors."""
    name, _ = corpus(path, split)
    measure = {"gum": _entities, "gap": _pronouns, "redocred": entity_clusters.run}[name]
    return measure(path, split, encoder, errors)


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
            total = measured(
                [entities(mine, heads=heads) for mine in read],
                [entities(theirs, heads=heads) for theirs in gold],
                singletons=singletons,
            )
            print(f"{told}, {kind}\n{_table(total)}\n{'CoNLL':20}{'':20}{conll(total):>10.3f}\n")
            if not heads:
                figures |= _floors(total, "with singletons" if singletons else "")
                figures["mentions, with singletons" if singletons else "mentions"] = total["mentions"].f1
        for genres in GENRES:
            figures |= _beside_peers(documents, read, gold, genres, told, singletons=singletons)
    return figures


def _floors(total: Mapping[str, Shares], *told: str) -> dict[str, float]:
    kept = "".join(f", {one}" for one in told if one)
    return {f"CoNLL{kept}": conll(total), f"LEA{kept}": total["LEA"].f1}


def _beside_peers(
    documents: Sequence[Document],
    read: Sequence[Mentions],
    gold: Sequence[Mentions],
    genres: tuple[str, ...],
    told: str,
    *,
    singletons: bool,
) -> dict[str, float]:
    """Print a table of some genres, whole phrases, with peers that are given our mentions; return what has floors."""
    chosen = [place for place, one in enumerate(documents) if not genres or genre(one) in genres]
    if not chosen:
        return {}
    name = " and ".join(genres) or "all genres"
    print(f"{told}, whole phrases, {name}: {len(chosen)} documents\n{HEADER}")
    marked = [entities(gold[place]) for place in chosen]
    total = measured([entities(read[place]) for place in chosen], marked, singletons=singletons)
    print(row("On Record", total))
    for peer, spans in (("the same mentions, one head word", True), ("the same mentions, names written alike", False)):
        alike = [_alike(documents[place].text, read[place], heads=spans) for place in chosen]
        print(row(peer, measured(alike, marked, singletons=singletons)))
    print()
    return _floors(total, name, "with singletons" if singletons else "") if genres == NEWS else {}


def genre(document: Document) -> str:
    """The genre of a document of GUM, which its name tells: `news` of "GUM_news_iodine"."""
    return document.id.removeprefix("GUM_").split("_")[0]


def _alike(text: str, mentions: Mentions, *, heads: bool) -> Parted:
    """Mentions parted by their words alone, a pronoun always by itself.

    Args:
        text: the text.
        mentions: its mentions.
        heads: whether mentions of one head word are one entity; else names are whose whole phrases are alike.
    """
    found: list[tuple[Hashable, Hashable]] = []
    for one in mentions:
        words = folded(text[slice(*(one.head if heads else one.span))])
        compared = one.kind is not MentionKind.PRONOUN if heads else one.kind is MentionKind.NAME
        found.append((one.span, words if compared and words else one.span))
    return found


def _table(total: Mapping[str, Shares]) -> str:
    lines = [f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}"]
    for name in SHARED:
        shares = total[name]
        lines.append(f"{name:20}{shares.precision:>10.3f}{shares.recall:>10.3f}{shares.f1:>10.3f}")
    return "\n".join(lines)


def entities(mentions: Mentions, *, heads: bool = False) -> list[tuple[Span, int]]:
    """Mentions with their entities, a mention being its whole span or its head word's."""
    return [(one.head if heads else one.span, one.entity) for one in mentions]


def gold_mentions(document: Document) -> Mentions:
    """The mentions of a document; a head's end is where the word ends that starts there."""
    ends = {word.start: word.end for word in document.words or ()}
    number: dict[str, int] = {}
    return [
        Marked((one.start, one.end), (one.head, ends[one.head]), number.setdefault(one.entity, len(number)))
        for one in document.mentions or ()
    ]


def predicted_mentions(encoder: Encoder, document: Document) -> Mentions:
    """The mentions read from a document's text."""
    scores = encoder.read(document.text, document.paragraphs)
    syntax = parse(scores, document.text, [ReadSpan(*paragraph) for paragraph in document.paragraphs])
    found = engine.clusters(scores, syntax, document.text, found_names(scores, document.text))
    return [
        Marked((one.start, one.end), (syntax.words[one.head].start, syntax.words[one.head].end), number, kind=one.kind)
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
