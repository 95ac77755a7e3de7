"""`python -m benchmarks resolution`: which entity a pronoun, a role or a short name that speaks stands for.

`data/sources.jsonl` has sources of PolNeAR's dev documents with the entity each stands for, as offsets of a name of it,
or null where the document never names it. `resolution_sample.py` draws which sources those are. Where gold's cue tells
what somebody does ("voted", "lifted") and nothing that they say, show, think or feel, `deed` is true: who that is can
be asked, but a record of who says what should have no statement there, so that these do not count end to end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from benchmarks import floors
from benchmarks.failures import sample
from benchmarks.scores import Counts, added, interval
from benchmarks.tokens import Span
from corpora import polnear
from corpora.document import Document
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.reading.sources import Resolver
from onrecord.record import Article, Entity, MentionKind, Record
from onrecord.record import Span as ReadSpan

FILE = Path(__file__).with_name("data") / "sources.jsonl"
KINDS = ("pronoun", "role", "short-name")

Names = tuple[Span, ...]
"""The places where a text has an answer's name: none if the answer is nobody who is named."""

_TITLED = re.compile(
    r"^(?:the|mr|mrs|ms|miss|dr|sen|rep|gov|gen|president|secretary|senator|governor)\.?\s+", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?$")
_AROUND = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A source and who it is.

    Attributes:
        document: the document's name in the corpus.
        source: the words that speak.
        entity: one name of whom they stand for; None if the document never names it.
        kind: `pronoun`, `role` or `short-name`.
        deed: whether gold's cue tells only what it does.
    """

    document: str
    source: Span
    entity: Span | None
    kind: str
    deed: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What is answered for one item.

    Attributes:
        given: with gold's sources given.
        found: of the record's own statement at the source; None if it has none there.
        baseline: without reading.
    """

    item: Item
    given: Names
    found: Names | None
    baseline: Names


def items(file: Path = FILE) -> list[Item]:
    """The annotated sources, in the file's order.

    Raises:
        ValueError: a line of another kind.
    """
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        if fields["kind"] not in KINDS:
            raise ValueError(f"{file} knows no sources of the kind {fields['kind']!r}")
        entity = fields["entity"]
        start, end = fields["source"]
        named = (entity[0], entity[1]) if entity else None
        found.append(Item(fields["document"], (start, end), named, fields["kind"], fields.get("deed", False)))
    return found


def run(root: Path, split: str, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many errors to read; return the figures that have floors.

    Raises:
        ValueError: the split has none of the annotated documents.
    """
    wanted: dict[str, list[Item]] = {}
    for item in items():
        wanted.setdefault(item.document, []).append(item)
    documents = [document for document in polnear.read(root, split) if document.id in wanted]
    if not documents:
        raise ValueError(f"no source of the split {split!r} is annotated; those of dev are")
    read_ones = tqdm(documents, desc="reading", leave=False)
    answered = [answers(document, wanted[document.id], encoder) for document in read_ones]
    texts = {document.id: document.text for document in documents}
    if errors:
        wrong = [one for each in answered for one in each if not right(one.given, one.item.entity)]
        print("\n\n".join(shown(one, texts[one.item.document]) for one in sample(wrong, errors)), end="\n\n")
    each = [figures(one, document.text) for one, document in zip(answered, documents, strict=True)]
    return _printed(split, each)


def corpus(root: Path, split: str) -> str:
    """The hash of what was measured on: the texts, their attributions, and who the sources are."""
    return floors.corpus_hash([*(root / "data" / split).rglob("*.*"), FILE])


def answers(document: Document, wanted: Sequence[Item], encoder: Encoder) -> list[Answers]:
    """Every answer to a document's items."""
    record = read(article_of(document), encoder)
    given = resolved(record, document)
    return [
        Answers(
            item,
            names(given.get(item.source)),
            found_at(item.source, record),
            baseline(item, document.text, record.entities),
        )
        for item in wanted
    ]


def article_of(document: Document) -> Article:
    """The article that a document of a corpus is, to the character."""
    paragraphs = tuple(ReadSpan(start, end) for start, end in document.paragraphs)
    return Article(language="en", text=document.text, paragraphs=paragraphs)


def resolved(record: Record, document: Document) -> dict[Span, Entity | None]:
    """Who each source of the document's gold attributions is to the engine, resolved in the order of their cues.

    A source that several cues share is what it is with the first of them.
    """
    resolver = Resolver(record.article.text, record.entities, record.article.sentences)
    attributions = sorted(document.attributions or (), key=lambda one: one.cue)
    found: dict[Span, Entity | None] = {}
    for one in attributions:
        if one.source:
            source = (one.source[0][0], one.source[-1][1])
            found.setdefault(source, resolver.resolve(ReadSpan(*source), one.cue[0][0]))
    return found


def names(entity: Entity | None) -> Names:
    """Where an entity is mentioned by name."""
    mentions = entity.mentions if entity else ()
    return tuple((each.start, each.end) for each in mentions if each.kind is MentionKind.NAME)


def found_at(source: Span, record: Record) -> Names | None:
    """Whom the record's own statement at a source is of; None if it has no statement there.

    Of several, the one whose source shares most with it, then the shortest, then the first.
    """
    told = [
        each.source
        for each in record.statements
        if each.source and _shared((each.source.start, each.source.end), source)
    ]
    if not told:
        return None
    best = max(told, key=lambda one: (_shared((one.start, one.end), source), one.start - one.end, -one.start))
    by_id = {entity.id: entity for entity in record.entities}
    return names(by_id[best.entity] if best.entity else None)


def right(answer: Names, entity: Span | None) -> bool:
    """Whether an answer is the annotated entity: a name of it covers some of the annotated one, or neither is named."""
    return any(_shared(one, entity) for one in answer) if entity else not answer


def in_pieces(answer: Names, entity: Span | None, text: str) -> bool:
    """Whether a wrong answer is the right one by its name: the fullest one is the annotated one, or a part of it.

    Entities are then at fault, by a name that was missed or set apart, and not the choice among them.
    """
    if not answer or entity is None or right(answer, entity):
        return False
    fullest = max((_bare(text[slice(*one)]) for one in answer), key=lambda name: (len(name.split()), len(name)))
    return set(fullest.split()) <= set(_bare(text[slice(*entity)]).split())


def baseline(item: Item, text: str, entities: Sequence[Entity]) -> Names:
    """The answer of a rule that reads nothing but names.

    For a pronoun or a role the person named last before it; for a short name the longer name that ends with it, the
    last before it or else the first after it, or else itself.
    """
    start, end = item.source
    if item.kind != "short-name":
        people = [
            (named[1], one) for one in entities if one.type == "person" for named in names(one) if named[1] <= start
        ]
        return names(max(people, key=lambda each: each[0])[1]) if people else ()
    words = _bare(text[start:end])
    longer = sorted(
        named
        for one in entities
        for named in names(one)
        if (name := _bare(text[slice(*named)])) != words and re.search(rf"(?:^|\s){re.escape(words)}$", name)
    )
    before = [named for named in longer if named[1] <= start]
    return (before[-1] if before else longer[0] if longer else item.source,)


def _bare(words: str) -> str:
    """A name without a title before it or a possessive ending."""
    return _POSSESSIVE.sub("", _TITLED.sub("", " ".join(words.split()), count=1))


def _shared(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def figures(answered: Iterable[Answers], text: str) -> dict[str, Counts]:
    """The counts of one document's answers: each figure overall and for each kind, every item predicted once."""
    total: dict[str, Counts] = {}
    for one in answered:
        judged = {
            "given": right(one.given, one.item.entity),
            "baseline": right(one.baseline, one.item.entity),
            "in pieces": in_pieces(one.given, one.item.entity, text),
        }
        if not one.item.deed:
            judged["end to end"] = one.found is not None and right(one.found, one.item.entity)
            judged["found"] = one.found is not None
        named = "somebody named" if one.item.entity else "nobody named"
        for group in ("overall", one.item.kind, named):
            for name, good in judged.items():
                key = f"{group}, {name}"
                total[key] = total.get(key, Counts()) + Counts(1, 1, int(good), int(good))
    return total


def _printed(split: str, each: Sequence[Mapping[str, Counts]]) -> dict[str, float]:
    """Print the figures of all documents; return those that have floors."""
    total = added(each)
    count = total["overall, given"].gold
    told = total["overall, found"].gold if "overall, found" in total else 0
    print(f"sources of PolNeAR {split}: {count} in {len(each)} documents; the share that is right")
    print(f"end to end: the {told} of them whose cue tells no mere deed\n")
    print(
        f"{'':18}{'items':>6}{'sources given':>16}   95 % interval{'in pieces':>12}{'baseline':>11}"
        f"{'end to end':>13}{'not found':>12}"
    )
    for group in ("overall", *KINDS, "somebody named", "nobody named"):
        if f"{group}, given" in total:
            given, found = total[f"{group}, given"], total.get(f"{group}, found", Counts())
            low, high = interval(each, f"{group}, given")
            pieces = total[f"{group}, in pieces"].right_gold
            beside, whole = (total.get(f"{group}, {name}", Counts()).recall for name in ("baseline", "end to end"))
            print(
                f"{group:18}{given.gold:>6}{given.recall:>16.3f}   {low:.3f} to {high:.3f}{pieces:>11}{beside:>11.3f}"
                f"{whole:>13.3f}{found.gold - found.right_gold:>12}"
            )
    floored = {group: f"{group}, given" for group in ("overall", *KINDS)} | {"end to end": "overall, end to end"}
    return {name: total[key].recall for name, key in floored.items() if key in total}


def shown(one: Answers, text: str) -> str:
    """An error for reading: the source in brackets, and the names that gold and engine have for it."""
    start, end = one.item.source
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND // 2]
    longest = max(one.given, key=lambda named: named[1] - named[0], default=None)
    return "\n".join(
        (
            f"{one.item.kind}   {one.item.document} {start}",
            f"  text       {_flat(before)} [{_flat(text[start:end])}] {_flat(after)}",
            f"  gold       {_quoted(text, one.item.entity)}",
            f"  predicted  {_quoted(text, longest)}",
        )
    )


def _quoted(text: str, span: Span | None) -> str:
    return _flat(text[slice(*span)]) if span else "–"


def _flat(words: str) -> str:
    return " ".join(words.split())
