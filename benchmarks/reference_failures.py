"""What went wrong in coreference, for reading."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.tokens import Span
from corpora.document import Document

_AROUND = 60
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class ReferenceFailure:
    """A mention or pronoun and what it goes back to, by gold and by us; None for nothing."""

    document: str
    text: str
    mention: Span
    gold: Span | None
    predicted: Span | None

    @property
    def kind(self) -> str:
        """Missed, spurious, or wrong."""
        if self.predicted is None:
            return "missed"
        return "spurious" if self.gold is None else "wrong"


def link_failures(
    document: Document, predicted: Sequence[tuple[Span, int]], gold: Sequence[tuple[Span, int]]
) -> list[ReferenceFailure]:
    """Mentions found on both sides that go back to the wrong entity, to one where gold has none, or to none.

    Args:
        document: where they are.
        predicted: mentions with their entities.
        gold: the same.
    """
    mine, theirs = dict(predicted), dict(gold)
    found: list[ReferenceFailure] = []
    for mention in sorted(mine.keys() & theirs.keys()):
        asked, answered = _before(mention, theirs), _before(mention, mine)
        right = answered is not None and answered in theirs and theirs[answered] == theirs[mention]
        if not right and (asked, answered) != (None, None):
            found.append(ReferenceFailure(document.id, document.text, mention, asked, answered))
    return found


def _before(mention: Span, entities: dict[Span, int]) -> Span | None:
    """The nearest earlier mention of the same entity."""
    return max((one for one, entity in entities.items() if one < mention and entity == entities[mention]), default=None)


def choice_failures(document: Document, chosen: Sequence[frozenset[Span]]) -> list[ReferenceFailure]:
    """Pronouns taken for a wrong name, or for none where one is right."""
    found: list[ReferenceFailure] = []
    for choice, mine in zip(document.choices or (), chosen, strict=True):
        if mine != frozenset(choice.right):
            gold, predicted = min(choice.right, default=None), min(mine, default=None)
            found.append(ReferenceFailure(document.id, document.text, choice.pronoun, gold, predicted))
    return found


@dataclass(frozen=True, slots=True)
class ClusterFailure:
    """Two mentions that should be one entity and are not, or are and should not be.

    Attributes:
        document: its name.
        text: its text.
        kind: `merged`, `split`, or `missed` where no entity covers the later mention.
        earlier: a mention.
        later: another, after it.
        types: of what type each is taken to be; None where no entity covers it.
    """

    document: str
    text: str
    kind: str
    earlier: Span
    later: Span
    types: tuple[str | None, str | None]


def cluster_failures(
    document: Document, predicted: Mapping[Span, int | None], gold: Mapping[Span, Hashable], types: Sequence[str]
) -> list[ClusterFailure]:
    """Where entities are wrongly merged or split: each part of an entity, after its first, once.

    Args:
        document: where they are.
        predicted: for each of gold's mentions the place of its entity, None where none covers it.
        gold: for each mention its entity.
        types: the type of each predicted entity.
    """
    mine = {mention: place for mention, place in predicted.items() if place is not None}
    of = {mention: types[place] for mention, place in mine.items()}
    found = [
        ClusterFailure(document.id, document.text, kind, earlier, later, (of[earlier], of[later]))
        for kind, whole, parts in (("split", gold, mine), ("merged", mine, gold))
        for earlier, later in _seams({mention: whole[mention] for mention in mine}, parts)
    ]
    for mention in sorted(gold.keys() - mine.keys()):
        other = min((one for one in gold if one != mention and gold[one] == gold[mention]), default=None)
        if other is not None:
            earlier, later = sorted((mention, other))
            kinds = (of.get(earlier), of.get(later))
            found.append(ClusterFailure(document.id, document.text, "missed", earlier, later, kinds))
    return found


def _seams(whole: Mapping[Span, Hashable], parts: Mapping[Span, Hashable]) -> list[tuple[Span, Span]]:
    """The first mention of each part of an entity after the first part, with the nearest mention before it."""
    seams: list[tuple[Span, Span]] = []
    last: dict[Hashable, Span] = {}
    seen: set[tuple[Hashable, Hashable]] = set()
    for mention in sorted(whole):
        entity, part = whole[mention], parts[mention]
        if entity in last and (entity, part) not in seen:
            seams.append((last[entity], mention))
        seen.add((entity, part))
        last[entity] = mention
    return seams


def shown_clusters(failure: ClusterFailure) -> str:
    """A wrongly merged or split entity for reading, each mention with the words around it."""
    lines = [f"{failure.kind}   {failure.document}"]
    for (start, end), kind in zip((failure.earlier, failure.later), failure.types, strict=True):
        before = _flat(failure.text[max(0, start - _AROUND) : start])
        after = _flat(failure.text[end : end + _AROUND])
        lines.append(f"  {kind or '–':14} {before} [{_flat(failure.text[start:end])}] {after}")
    return "\n".join(lines)


def shown_reference(failure: ReferenceFailure) -> str:
    """A failure for reading."""
    spans = [span for span in (failure.mention, failure.gold, failure.predicted) if span]
    start = max(0, min(start for start, _ in spans) - _AROUND)
    end = min(len(failure.text), max(end for _, end in spans) + _AROUND)
    text = _flat(failure.text[start:end])
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} […] {text[-_LONGEST // 2 :]}"
    lines = [f"{failure.kind}   {failure.document}", f"  text       {text}"]
    lines.append(f"  {'mention':10} {_flat(failure.text[slice(*failure.mention)])}")
    for name, span in (("gold", failure.gold), ("predicted", failure.predicted)):
        lines.append(f"  {name:10} {_flat(failure.text[slice(*span)]) if span else '–'}")
    return "\n".join(lines)


def _flat(words: str) -> str:
    return " ".join(words.split())
