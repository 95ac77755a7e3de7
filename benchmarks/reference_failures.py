"""What went wrong in coreference, for reading."""

from __future__ import annotations

from collections.abc import Sequence
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
