"""`python -m benchmarks relations`: standings between entities, on Re-DocRED (Tan et al., EMNLP 2022).

Its passages are Wikipedia's, not news, and it annotates Wikidata's relations. Each of our kinds is held against the
properties that mean the same. Two things make the figures hard to read, and both count against us. Re-DocRED also
annotates what follows from the passage or is known from elsewhere: every place of a passage in every region and
country around it. So recall says too little of how much of what is told is found. And it leaves out much that is
told: it holds no relation that Wikidata has no property for, and few of some that it has. What is told and not in it
counts as wrong, so precision is strict. Hosting, listing and speaking for somebody have no property and are not
measured.

An entity of ours is the one of Re-DocRED with whose mentions most of its own share characters; a relation with an
entity that is none there is left out. A relation is right where one of the kind's properties holds between the same
two; recall is of the kind's first properties alone, those that mean no more than the kind does. Former relations count
like others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from benchmarks import floors
from benchmarks.failures import sample
from benchmarks.scores import Counts, added, interval
from corpora import redocred
from corpora.document import Document
from corpora.redocred import Fact
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.record import Article, Entity, Record, Relation, Span

PROPERTIES: Mapping[str, tuple[str, str]] = {
    "holds-office": ("-P6 -P35 -P488", "P108 -P169 -P112 -P1037"),
    "member-of": ("P463 P102 P54", "P108 P241 P118 P361 -P527"),
    "party-of": ("P102", ""),
    "part-of": ("P361 P749", "-P527 -P355 P127 P131 P463"),
    "owns": ("-P127", "P355 -P749 -P137 -P176 -P178"),
    "based-in": ("P159", "P131 P276 P17 P551 P937 P740 P27 P19"),
    "located-in": ("P131 P276", "P17 -P150 P361 P706 P206 P30 P1376 -P36 -P527"),
    "country-of": ("P27", "P17 P495 P1001 -P1001 P131 P159"),
}
"""Wikidata's properties for each kind: those it means, then others that make it right as well; `-`: from object to
subject."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation of ours between entities of a passage, and whether the passage holds it."""

    relation: Relation
    right: bool


def run(path: Path, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many errors to read; return the figures that have floors."""
    documents = list(redocred.read(path, split))
    facts = list(redocred.facts(path, split))
    each: list[Mapping[str, Counts]] = []
    wrong: list[str] = []
    missed: list[str] = []
    for document, held in zip(tqdm(documents, desc="reading", leave=False), facts, strict=True):
        record = _record(document, encoder)
        counts, judged, unfound = compared(record, document, held)
        each.append(counts)
        wrong.extend(_shown(record, one.relation) for one in judged if not one.right)
        missed.extend(unfound)
    if errors:
        print("\n\n".join(sample(wrong, errors)), end="\n\n")
        print("\n".join(sample(missed, errors)), end="\n\n")
    total = added(each)
    print(f"Re-DocRED {split}: {len(documents)} passages, {sum(map(len, facts))} relations of all properties\n")
    print(f"{'':16}{'found':>8}{'right':>8}{'precision':>11}{'annotated':>11}{'recall':>8}   95 % interval of F1")
    for kind, one in total.items():
        low, high = interval(each, kind)
        print(
            f"{kind:16}{one.predicted:>8}{one.right_predicted:>8}{one.precision:>11.3f}"
            f"{one.gold:>11}{one.recall:>8.3f}   {low:.3f} to {high:.3f}"
        )
    return {f"precision of {kind}": total[kind].precision for kind in ("located-in", "country-of")}


def corpus(path: Path, split: str) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash([path / "data" / f"{split}_revised.json"])


def _record(document: Document, encoder: Encoder) -> Record:
    paragraphs = tuple(Span(*each) for each in document.paragraphs)
    return read(Article(language="en", text=document.text, paragraphs=paragraphs), encoder)


def compared(
    record: Record, document: Document, facts: Sequence[Fact]
) -> tuple[dict[str, Counts], list[Judged], list[str]]:
    """Our relations against a passage's: counts by kind, each of ours that can be judged, and those not found."""
    theirs = {one.id: _theirs(one, document) for one in record.entities}
    held = {(kind, pair) for kind in PROPERTIES for pair in _pairs(facts, " ".join(PROPERTIES[kind]))}
    judged: dict[tuple[str, tuple[str, str]], Judged] = {}
    for relation in record.relations:
        one, other = theirs[relation.subject], theirs[relation.object] if relation.object else None
        if relation.kind in PROPERTIES and one is not None and other is not None and one != other:
            key = (relation.kind, (one, other))
            judged.setdefault(key, Judged(relation, key in held))
    counts: dict[str, Counts] = {}
    missed: list[str] = []
    names = {one.entity: document.text[one.start : one.end] for one in reversed(document.mentions or ())}
    for kind in PROPERTIES:
        mine = {pair: each for (name, pair), each in judged.items() if name == kind}
        gold = set(_pairs(facts, PROPERTIES[kind][0]))
        counts[kind] = Counts(len(mine), len(gold), sum(each.right for each in mine.values()), len(gold & set(mine)))
        unfound = sorted(gold - set(mine))
        missed.extend(f"not found: {names.get(one)} {kind} {names.get(other)}" for one, other in unfound)
    return counts, list(judged.values()), missed


def _pairs(facts: Sequence[Fact], properties: str) -> Iterator[tuple[str, str]]:
    """Subject and object of the facts with some properties."""
    wanted = set(properties.split())
    for name, head, tail in facts:
        if name in wanted:
            yield head, tail
        if f"-{name}" in wanted:
            yield tail, head


def _theirs(entity: Entity, document: Document) -> str | None:
    """The passage's entity that one of ours is: the one most of its mentions share characters with."""
    found = Counter(
        one.entity
        for mention in entity.mentions
        for one in document.mentions or ()
        if one.start < mention.end and mention.start < one.end
    )
    return min(found, key=lambda name: (-found[name], int(name))) if found else None


def _shown(record: Record, relation: Relation) -> str:
    sentence = next(span for span in record.article.sentences if span.start <= relation.start < span.end)
    other = record.entity(relation.object).name if relation.object else None
    told = f"{record.entity(relation.subject).name} {relation.kind} {other}, by {relation.words!r}"
    return f"{told}\n    {' '.join(record.article.text[sentence.start : sentence.end].split())}"
