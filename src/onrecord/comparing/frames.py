"""How each report names each actor, in the outlet's own voice and in those of whom it reports."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.comparing.direction import order
from onrecord.comparing.joins import Actor, Item
from onrecord.comparing.places import Place, place_of
from onrecord.comparing.spreading import Naming, Voiced
from onrecord.comparing.words import fold
from onrecord.reading.voiced import holder
from onrecord.record import Label, Mention, MentionKind, Record, Span, Voice

_ARTICLE: Final = re.compile(r"^(?:the|an?|this|that|these|those)\s+", re.IGNORECASE)
_TAIL: Final = re.compile(r"\s*(?:,|\bwho\b|\bwhich\b|\bthat\b).*$", re.DOTALL)
_MARKS: Final = "\"“”‘’'«»()[] \n"


@dataclass(frozen=True, slots=True)
class _Use:
    """A name or description where it is used; no voice of the outlet's own."""

    name: str
    words: Place
    voice: Voice | None
    label: str | None


def namings(records: Sequence[Record], actors: Sequence[Actor]) -> tuple[Naming, ...]:
    """How each report names each actor: by name, by description, by loaded words; pronouns are left out.

    Args:
        records: of the reports, in any order.
        actors: their entities that are one.

    Returns:
        By actor in their order, last the loaded words for whom nobody is told; then by report, those that take a side
        first, then those most often used.
    """
    ordered = sorted(records, key=lambda record: order(record.article))
    found: list[Naming] = []
    for actor in actors:
        for record in ordered:
            members = {item.id for item in actor.members if item.article == record.article.id}
            found += _gathered(actor.id, list(_uses(record, members)))
    known = {item for actor in actors for item in actor.members}
    for record in ordered:
        loose = [each for each in record.labels if Item(article=record.article.id, id=each.entity or "") not in known]
        found += _gathered(None, [_labelled(record, each) for each in loose])
    return tuple(found)


def _uses(record: Record, members: set[str]) -> Iterator[_Use]:
    labels = [label for label in record.labels if label.entity in members]
    held: list[Label] = []
    for entity in record.entities:
        for mention in entity.mentions if entity.id in members else ():
            if mention.kind is MentionKind.PRONOUN:
                continue
            inside = [each for each in labels if mention.start <= each.start and each.end <= mention.end]
            held += inside
            yield _use(record, mention, inside)
    yield from (_labelled(record, label) for label in labels if label not in held)


def _use(record: Record, mention: Mention, labels: Sequence[Label]) -> _Use:
    end = (
        mention.end - len(mention.words) + len(_TAIL.sub("", mention.words))
        if mention.kind is MentionKind.NOMINAL
        else 0
    )
    words = place_of(record, mention)
    if mention.start < end < mention.end and all(each.end <= end for each in labels):
        words = Place(article=words.article, text=words.text, start=mention.start, end=end)
    kind = next((each.kind for each in labels if each.kind), None)
    return _Use(_called(words.words), words, _voice(record, mention.span), kind)


def _labelled(record: Record, label: Label) -> _Use:
    own = len(label.voice) == 1 and label.voice[0].start is None and label.voice[0].name == record.article.outlet
    return _Use(_called(label.words), place_of(record, label), None if own else label.voice, label.kind)


def _voice(record: Record, span: Span) -> Voice | None:
    statement = holder(span, record.statements)
    return statement.voice if statement else None


def _called(words: str) -> str:
    """A name without an article before it, marks around it, or line breaks in it."""
    plain = " ".join(words.strip(_MARKS).split())
    return _ARTICLE.sub("", plain) or plain


def _gathered(actor: str | None, uses: Sequence[_Use]) -> list[Naming]:
    by_name: dict[str, list[_Use]] = defaultdict(list)
    for use in sorted(uses, key=lambda each: (each.words.start, each.words.end)):
        by_name[fold(use.name)].append(use)
    made = [_naming(actor, same) for same in by_name.values()]
    return sorted(made, key=lambda each: (each.label is None, -len(each.own) - len(each.quoted), min(_places(each))))


def _places(naming: Naming) -> list[int]:
    return [place.start for place in (*naming.own, *(voiced.words for voiced in naming.quoted))]


def _naming(actor: str | None, uses: Sequence[_Use]) -> Naming:
    counts = Counter(use.name for use in uses)
    return Naming(
        actor=actor,
        article=uses[0].words.article,
        name=max(counts, key=lambda name: counts[name]),
        own=tuple(use.words for use in uses if use.voice is None),
        quoted=tuple(Voiced(words=use.words, voice=use.voice) for use in uses if use.voice is not None),
        label=next((use.label for use in uses if use.label), None),
    )
