"""Entities of Re-DocRED: what a record takes for one entity, beside names that are merely written alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from benchmarks.cluster_tables import HEADER, Parted, measured, row
from benchmarks.coreference_scores import Shares, conll
from benchmarks.failures import sample
from benchmarks.reference_failures import ClusterFailure, cluster_failures, shown_clusters
from benchmarks.tokens import Span
from corpora import redocred
from corpora.document import Document
from onrecord.reading import coreference as engine
from onrecord.reading.encoder import Encoder
from onrecord.reading.entities import folded, grouped
from onrecord.reading.names import FoundName, found_names
from onrecord.reading.reader import read as read_article
from onrecord.reading.syntax import parse
from onrecord.record import Article
from onrecord.record import Span as ReadSpan

LEARNT = "The encoder learnt names and coreference from these very documents; the rules that group names did not."
KEPT_ASIDE = 2
"""One in so many documents was never looked at while the rules that group names were written."""
RECORD, ALIKE = "entities of the record", "their mentions, written alike"
GIVEN, GIVEN_ALIKE = "gold's mentions, grouped as names", "gold's mentions, written alike"
CLUSTERS, CLUSTERS_ALIKE = "coreference, gold's mentions found", "gold's mentions found, written alike"
OWN, OWN_ALIKE = "coreference, names we find", "names we find, written alike"
_KINDS = {"person": "person", "organization": "organisation", "place": "place", "other": "other"}


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of one document.

    Attributes:
        document: with gold's mentions.
        entities: the mentions of each entity of the record, in the record's order.
        types: for each entity its type.
        clusters: the mentions of each cluster of coreference, each with the span of its head word.
        names: the names found.
    """

    document: Document
    entities: tuple[tuple[Span, ...], ...]
    types: tuple[str, ...]
    clusters: tuple[tuple[tuple[Span, Span], ...], ...]
    names: tuple[FoundName, ...]

    @property
    def gold(self) -> list[tuple[Span, str]]:
        """Gold's mentions with their entities; where two stand on the same characters, the first."""
        found: dict[Span, str] = {}
        for one in self.document.mentions or ():
            found.setdefault((one.start, one.end), one.entity)
        return list(found.items())


def run(path: Path, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many errors to read; return the figures that have floors."""
    documents = redocred.read(path, split, redocred.NAMED)
    read = [read_document(encoder, document) for document in tqdm(list(documents), desc="reading", leave=False)]
    if errors:
        _print_errors([one for one in read if not kept_aside(one.document.id)], errors)
    count = sum(len(one.gold) for one in read)
    print(f"Re-DocRED {split}: {len(read)} documents, {count} mentions. {LEARNT}\n")
    parted = {name: [part(one) for one in read] for name, part in PARTINGS.items()}
    gold = [one.gold for one in read]
    figures: dict[str, float] = {}
    for singletons, told in ((True, "every entity"), (False, "entities mentioned more than once")):
        print(f"{told}\n{HEADER}")
        for name, predicted in parted.items():
            total = measured(predicted, gold, singletons=singletons)
            print(row(name, total))
            figures |= _floors(name, total, singletons=singletons)
        print()
    _print_parts(read, parted)
    return figures


def _floors(name: str, total: Mapping[str, Shares], *, singletons: bool) -> dict[str, float]:
    told = {RECORD: "entities", GIVEN: "entities, mentions given", CLUSTERS: "coreference, mentions found"}.get(name)
    if told is None:
        return {}
    kept = ", with singletons" if singletons else ""
    return {
        f"{told}, B³{kept}": total["B³"].f1,
        f"{told}, CoNLL{kept}": conll(total),
        f"{told}, LEA{kept}": total["LEA"].f1,
    }


def _print_parts(read: Sequence[Read], parted: Mapping[str, Sequence[Parted]]) -> None:
    """The same by the halves and by gold's kinds, every entity."""
    chosen = (RECORD, ALIKE, GIVEN, GIVEN_ALIKE)
    for half, aside in (("looked at while the rules were written", False), ("never looked at", True)):
        places = [place for place, one in enumerate(read) if kept_aside(one.document.id) == aside]
        print(f"every entity, the half {half}: {len(places)} documents\n{HEADER}")
        gold = [read[place].gold for place in places]
        for name in chosen:
            print(row(name, measured([parted[name][place] for place in places], gold, singletons=True)))
        print()
    for kind in redocred.NAMED.values():
        kept = [_of_kind(one.document, kind) for one in read]
        theirs = [_only(one.gold, spans) for one, spans in zip(read, kept, strict=True)]
        print(f"every entity, of kind {kind}: {sum(len(one) for one in theirs)} mentions\n{HEADER}")
        for name in chosen:
            mine = [_only(one, spans) for one, spans in zip(parted[name], kept, strict=True)]
            print(row(name, measured(mine, theirs, singletons=True)))
        print()


def _of_kind(document: Document, kind: str) -> frozenset[Span]:
    return frozenset((one.start, one.end) for one in document.mentions or () if one.type == kind)


def _only(parted: Iterable[tuple[Hashable, Hashable]], spans: frozenset[Span]) -> Parted:
    return [(mention, entity) for mention, entity in parted if mention in spans]


def _print_errors(read: Sequence[Read], errors: int) -> None:
    found: list[ClusterFailure] = []
    for one in read:
        mine = {span: covering(span, one.entities) for span, _ in one.gold}
        found += cluster_failures(one.document, mine, dict(one.gold), one.types)
    counted = {kind: sum(one.kind == kind for one in found) for kind in ("merged", "split", "missed")}
    wrong = [one for one in found if one.kind != "missed"]
    print("\n\n".join(shown_clusters(failure) for failure in sample(wrong, errors)), end="\n\n")
    print(
        f"of the half looked at: {counted['merged']} wrongly merged, {counted['split']} wrongly split; besides these "
        f"{counted['missed']} mentions of entities mentioned again that no entity covers\n"
    )


def kept_aside(name: str) -> bool:
    """Whether a document is of the half that was kept aside: by a hash of its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % KEPT_ASIDE == 0


def read_document(encoder: Encoder, document: Document) -> Read:
    """Read a document twice over: as an article, for its record, and for coreference."""
    paragraphs = tuple(ReadSpan(*span) for span in document.paragraphs)
    record = read_article(Article(language="en", text=document.text, paragraphs=paragraphs), encoder)
    scores = encoder.read(document.text, document.paragraphs)
    syntax = parse(scores, document.text, paragraphs)
    names = found_names(scores, document.text)
    return Read(
        document,
        tuple(tuple((one.start, one.end) for one in entity.mentions) for entity in record.entities),
        tuple(entity.type for entity in record.entities),
        tuple(
            tuple(((one.start, one.end), (syntax.words[one.head].start, syntax.words[one.head].end)) for one in cluster)
            for cluster in engine.clusters(scores, syntax, document.text, names)
        ),
        tuple(names),
    )


def covering(span: Span, entities: Sequence[Sequence[Span]]) -> int | None:
    """The entity one of whose mentions is gold's span or the likest to it: shared characters by those of either.

    Of equally like ones the first; None where none shares a character.
    """
    best, found = 0.0, None
    for place, mentions in enumerate(entities):
        for start, end in mentions:
            shared = min(end, span[1]) - max(start, span[0])
            likeness = shared / (max(end, span[1]) - min(start, span[0]))
            if likeness > best:
                best, found = likeness, place
    return found


def headed(span: Span, clusters: Sequence[Sequence[tuple[Span, Span]]]) -> int | None:
    """The cluster that has a mention of just these characters, else the longest whose head word is among them."""
    best: tuple[bool, int] = (False, 0)
    found = None
    for place, mentions in enumerate(clusters):
        for mention, head in mentions:
            rank = (mention == span, mention[1] - mention[0])
            if span[0] <= head[0] and head[1] <= span[1] and rank > best:
                best, found = rank, place
    return found


def _covered(read: Read, entities: Sequence[Sequence[Span]]) -> Parted:
    """Gold's mentions with the entity that covers each; one that none covers is an entity by itself."""
    places = [(span, covering(span, entities)) for span, _ in read.gold]
    return [(span, place if place is not None else span) for span, place in places]


def _record(read: Read) -> Parted:
    return _covered(read, read.entities)


def _alike(read: Read) -> Parted:
    """The mentions of the record's entities, one entity if they are written alike."""
    return _covered(read, _written_alike(read, [span for entity in read.entities for span in entity]))


def _given(read: Read) -> Parted:
    """Gold's mentions, grouped as found names are; of the types that names found there have, else gold's kinds."""
    types = {(name.start, name.end): name.type for name in read.names}
    kinds = {(one.start, one.end): _KINDS[one.type] for one in read.document.mentions or ()}
    names = [FoundName(*span, types.get(span, kinds[span]), 1.0) for span, _ in sorted(read.gold)]
    groups = grouped(read.document.text, names)
    return _numbered([(name.start, name.end) for name in group] for group in groups)


def _given_alike(read: Read) -> Parted:
    return _numbered(_written_alike(read, [span for span, _ in read.gold]))


def _clusters(read: Read) -> Parted:
    """Gold's mentions that coreference found, with their clusters."""
    places = [(span, headed(span, read.clusters)) for span, _ in read.gold]
    return [(span, place) for span, place in places if place is not None]


def _clusters_alike(read: Read) -> Parted:
    return _numbered(_written_alike(read, [span for span, _ in _clusters(read)]))  # type: ignore[misc]


def _own(read: Read) -> Parted:
    """The names we find with their clusters; one that heads no mention is by itself."""
    spans = [(name.start, name.end) for name in read.names]
    places = [(span, headed(span, read.clusters)) for span in spans]
    return [(span, place if place is not None else span) for span, place in places]


def _own_alike(read: Read) -> Parted:
    return _numbered(_written_alike(read, [(name.start, name.end) for name in read.names]))


def _written_alike(read: Read, spans: Iterable[Span]) -> list[list[Span]]:
    """Spans by what they fold to (`entities.folded`)."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(folded(read.document.text[slice(*span)]), []).append(span)
    return list(found.values())


def _numbered(groups: Iterable[Iterable[Span]]) -> Parted:
    return [(span, number) for number, group in enumerate(groups) for span in group]


PARTINGS: Mapping[str, Callable[[Read], Parted]] = {
    RECORD: _record,
    ALIKE: _alike,
    GIVEN: _given,
    GIVEN_ALIKE: _given_alike,
    CLUSTERS: _clusters,
    CLUSTERS_ALIKE: _clusters_alike,
    OWN: _own,
    OWN_ALIKE: _own_alike,
}
"""The ways to part the mentions of a document, each above the peer that is given the same."""
