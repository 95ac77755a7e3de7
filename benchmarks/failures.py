"""Printing what went wrong, for reading: a seeded sample of gold and predicted items that do not agree."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.attribution_scores import aligned, triples
from benchmarks.name_scores import TypedSpan
from benchmarks.tokens import Span, Tokens
from benchmarks.treebanks import Bank
from benchmarks.ud_scores import Sentence
from corpora.document import Attribution, Document

SEED = 11
Either = TypeVar("Either")
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Failure:
    """One disagreement: the document, where, and what each side has; None where a side has nothing."""

    document: str
    kind: str
    text: str
    gold: Attribution | None
    predicted: Attribution | None


def attribution_failures(document: Document, predicted: Sequence[Attribution]) -> list[Failure]:
    """Attributions that are not exact triples: missed, spurious, or wrong in a part."""
    gold = document.attributions or ()
    tokens = Tokens(document.text)
    mine = triples(document.text, document.paragraphs, tokens, predicted)
    theirs = triples(document.text, document.paragraphs, tokens, gold)
    pairs = aligned(mine, theirs, stripped=True)
    found: list[Failure] = []
    for one, other in pairs:
        wrong = [
            role
            for role, left, right in zip(("source", "cue", "content"), mine[one].bare, theirs[other].bare, strict=True)
            if left != right
        ]
        if wrong:
            found.append(Failure(document.id, "+".join(wrong), document.text, gold[other], predicted[one]))
    matched_mine, matched_gold = {one for one, _ in pairs}, {other for _, other in pairs}
    found += [
        Failure(document.id, "missed", document.text, each, None)
        for index, each in enumerate(gold)
        if index not in matched_gold
    ]
    found += [
        Failure(document.id, "spurious", document.text, None, each)
        for index, each in enumerate(predicted)
        if index not in matched_mine
    ]
    return found


@dataclass(frozen=True, slots=True)
class NameFailure:
    """Names of one place in a document that do not agree."""

    document: str
    text: str
    gold: tuple[TypedSpan, ...]
    predicted: tuple[TypedSpan, ...]

    @property
    def kind(self) -> str:
        """Missed, spurious, or wrong in type or bounds."""
        if not self.predicted:
            return "missed"
        if not self.gold:
            return "spurious"
        same = {span[:2] for span in self.gold} == {span[:2] for span in self.predicted}
        return "type" if same else "bounds"


def name_failures(document: Document, predicted: Sequence[TypedSpan], gold: Sequence[TypedSpan]) -> list[NameFailure]:
    """Where gold and predicted names disagree, overlapping ones together."""
    marked = sorted([(span, True) for span in gold] + [(span, False) for span in predicted])
    groups: list[list[tuple[TypedSpan, bool]]] = []
    reach = -1
    for span, is_gold in marked:
        if span[0] >= reach:
            groups.append([])
        groups[-1].append((span, is_gold))
        reach = max(reach, span[1])
    found = []
    for group in groups:
        theirs = tuple(span for span, is_gold in group if is_gold)
        mine = tuple(span for span, is_gold in group if not is_gold)
        if set(theirs) != set(mine):
            found.append(NameFailure(document.id, document.text, theirs, mine))
    return found


@dataclass(frozen=True, slots=True)
class AttachmentFailure:
    """A word whose governor or relation is not gold's; governors as they are written, the root as `ROOT`."""

    document: str
    sentence: str
    word: str
    gold: tuple[str, str]
    predicted: tuple[str, str]

    @property
    def kind(self) -> str:
        """What of the attachment is wrong."""
        return "relation" if self.gold[0] == self.predicted[0] else "head"


def attachment_failures(bank: Bank, predicted: Sequence[Sentence]) -> list[AttachmentFailure]:
    """Words of a treebank's document that are attached otherwise, words and sentences given."""
    found: list[AttachmentFailure] = []
    for span, theirs, mine in zip(bank.document.sentences or (), bank.sentences, predicted, strict=True):
        gold = [row for token in theirs for row in token.rows]
        forms = [f"{row.form}/{number}" for number, row in enumerate(gold, start=1)]
        read = [row for token in mine for row in token.rows]
        for form, right, one in zip(forms, gold, read, strict=True):
            if (right.head, right.relation) != (one.head, one.relation):
                pair = [("ROOT" if row.head < 0 else forms[row.head], row.relation) for row in (right, one)]
                text = _flat(bank.document.text[slice(*span)])
                found.append(AttachmentFailure(bank.document.id, text, form, pair[0], pair[1]))
    return found


def sample(failures: Sequence[Either], count: int) -> list[Either]:
    """So many of them, the same each time."""
    chosen = random.Random(SEED).sample(range(len(failures)), min(count, len(failures)))
    return [failures[index] for index in chosen]


def shown(failure: Failure) -> str:
    """A failure for reading."""
    lines = [f"{failure.kind}   {failure.document}"]
    whole = [each for each in (failure.gold, failure.predicted) if each]
    spans = [span for each in whole for span in (*each.source, *each.cue, *each.content)]
    start = max(0, min(span[0] for span in spans) - _AROUND)
    end = min(len(failure.text), max(span[1] for span in spans) + _AROUND)
    lines.append(f"  text       {_flat(failure.text[start:end])}")
    for name, each in (("gold", failure.gold), ("predicted", failure.predicted)):
        if each:
            parts = [_quoted(failure.text, role) for role in (each.source, each.cue, each.content)]
            lines.append(f"  {name:10} {' | '.join(parts)}")
    return "\n".join(lines)


def shown_names(failure: NameFailure) -> str:
    """A failure among names for reading."""
    spans = (*failure.gold, *failure.predicted)
    start = max(0, min(span[0] for span in spans) - _AROUND)
    end = min(len(failure.text), max(span[1] for span in spans) + _AROUND)
    lines = [f"{failure.kind}   {failure.document}", f"  text       {_flat(failure.text[start:end])}"]
    for name, each in (("gold", failure.gold), ("predicted", failure.predicted)):
        if each:
            lines.append(f"  {name:10} " + " | ".join(f"{_flat(failure.text[a:b])} ({kind})" for a, b, kind in each))
    return "\n".join(lines)


def shown_attachment(failure: AttachmentFailure) -> str:
    """A wrong attachment for reading; a word's number in its sentence follows it."""
    lines = [f"{failure.kind}   {failure.document}", f"  text       {failure.sentence}"]
    for name, (head, relation) in (("gold", failure.gold), ("predicted", failure.predicted)):
        lines.append(f"  {name:10} {failure.word} <-{relation}- {head}")
    return "\n".join(lines)


def _quoted(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(_flat(text[start:end]) for start, end in spans) or "–"


def _flat(words: str) -> str:
    return " ".join(words.split())
