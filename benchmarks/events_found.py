"""What the record of a bare sentence has of the one event that gold marks in it: the type, who does it, to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.events_given import as_plv
from benchmarks.scores import Counts
from corpora import document as corpus
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Entity, Event, Participant, Span


@dataclass(frozen=True, slots=True)
class Match:
    """An event of the record beside gold's.

    Attributes:
        event: ours.
        type: whether the type is gold's.
        source: whether one of the actors overlaps gold's source by a head word; true where gold marks none.
        target: the same of the recipients and gold's target.
        worded: whether both parties are right by the words of the event alone, and not by another mention.
    """

    event: Event
    type: bool
    source: bool
    target: bool
    worded: bool = True

    @property
    def parties(self) -> bool:
        """Whether both parties are right."""
        return self.source and self.target

    @property
    def right(self) -> bool:
        """Whether all of it is."""
        return self.type and self.parties


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence, the event that gold marks in it, and the events of its record, the surest first."""

    name: str
    text: str
    gold: corpus.EventType
    matches: tuple[Match, ...]

    @property
    def best(self) -> Match | None:
        """The surest event."""
        return self.matches[0] if self.matches else None

    @property
    def between(self) -> Match | None:
        """The surest event that somebody does to somebody; the surest of all where there is none."""
        whole = (one for one in self.matches if one.event.actors and one.event.recipients)
        return next(whole, self.best)

    @property
    def wrong(self) -> str:
        """What is wrong with the surest event; empty where nothing is."""
        if self.best is None:
            return "nothing found"
        parts = {"type": self.best.type, "source": self.best.source, "target": self.best.target}
        return "+".join(part for part, right in parts.items() if not right)


def found(
    name: str,
    walk: Treewalk,
    gold: corpus.EventType,
    events: Sequence[Event],
    entities: Sequence[Entity] = (),
) -> Found:
    """Hold the events of a sentence's record against gold's.

    Whoever takes part is also where the record has another mention of them ("called Lund to congratulate him"). An
    event without recipients that several do is one among them (PLOVER 2.0, on compound and reciprocal actors).

    Args:
        name: the sentence's.
        walk: its syntax, as it was read.
        gold: what is marked.
        events: of its record.
        entities: of its record; none where only the words themselves count.
    """
    mentions = {one.id: [mention.span for mention in one.mentions] for one in entities}
    ordered = sorted(events, key=lambda event: (-event.score, event.trigger.start))
    matches = [
        Match(
            event,
            as_plv(event.type) == gold.type,
            _overlaps(walk, gold.source, _spans(event.actors, mentions)),
            _overlaps(walk, gold.target, _spans(_others(event) if entities else event.recipients, mentions)),
            _overlaps(walk, gold.source, _spans(event.actors, {}))
            and _overlaps(walk, gold.target, _spans(event.recipients, {})),
        )
        for event in ordered
    ]
    return Found(name, walk.text, gold, tuple(matches))


def figures(sentences: Sequence[Found]) -> dict[str, float]:
    """Precision, recall and macro F1 of the surest event; recall of any; each part alone, of the surest and of any.

    Macro F1 is the mean F1 over gold's types: of each, how many sentences whose surest event has it are right in type
    and parties, and how many of those that gold gives it.
    """
    best = [one.best for one in sentences if one.best is not None]
    shares: dict[str, float] = {
        "precision": sum(one.right for one in best) / len(best) if best else 0.0,
        "recall": _share(sentences, lambda one: bool(one.best and one.best.right)),
        "macro F1": _macro_f1([(one.best, one.gold.type) for one in sentences]),
        "macro F1, between two": _macro_f1([(one.between, one.gold.type) for one in sentences]),
        "macro F1, by the event's own words": _macro_f1(
            [(one.best, one.gold.type) for one in sentences], lambda one: one.right and one.worded
        ),
        "recall of any": _share(sentences, lambda one: any(each.right for each in one.matches)),
        "answered": len(best) / len(sentences),
    }
    for name, part in _PARTS.items():
        shares[f"{name}, the surest"] = sum(one.best is not None and part(one.best) for one in sentences) / len(
            sentences
        )
        shares[f"{name}, any"] = sum(any(map(part, one.matches)) for one in sentences) / len(sentences)
    return shares


_PARTS: dict[str, Callable[[Match], bool]] = {
    "type": lambda one: one.type,
    "source": lambda one: one.source,
    "target": lambda one: one.target,
    "source and target": lambda one: one.parties,
}


def confusions(pairs: Sequence[tuple[str | None, str]]) -> list[tuple[str, str, int]]:
    """Gold's type, what was answered instead and how often, the most frequent first."""
    counts = Counter((gold, answer or "nothing") for answer, gold in pairs if answer != gold)
    return [
        (gold, answer, count) for (gold, answer), count in sorted(counts.items(), key=lambda each: (-each[1], *each[0]))
    ]


def shown(one: Found) -> str:
    """A sentence for reading: what gold marks and what the record has, the surest first."""
    lines = [f"{one.wrong or 'right'}   {one.name}", f"  text       {_flat(one.text)}"]
    lines.append(
        f"  gold       {one.gold.type}: {_marked(one.text, one.gold.source)} > {_marked(one.text, one.gold.target)}"
    )
    for match in one.matches:
        event = match.event
        kind = event.type + (f"/{event.mode}" if event.mode else "")
        parties = " > ".join(
            " | ".join(_flat(each.words) for each in side) or "–" for side in (event.actors, event.recipients)
        )
        told = f"{kind} {event.score:.2f} “{_flat(event.trigger.words)}”"
        lines.append(f"  {'right' if match.right else 'wrong':10} {told}: {parties}")
    return "\n".join(lines)


def _others(event: Event) -> Sequence[Participant]:
    return event.recipients or (event.actors if len(event.actors) > 1 else ())


def _spans(parties: Sequence[Participant], mentions: Mapping[str, Sequence[Span]]) -> list[Span]:
    return [span for one in parties for span in (one.span, *mentions.get(one.entity or "", ()))]


def _overlaps(walk: Treewalk, gold: corpus.Span | None, ours: Sequence[Span]) -> bool:
    """Whether one of ours holds the head word of gold's, or gold's that of one of ours; of no gold nothing is asked."""
    if gold is None:
        return True
    marked = Span(*gold)
    head = walk.head(marked)
    return any(head in walk.within(one) or walk.head(one) in walk.within(marked) for one in ours)


def _macro_f1(
    answered: Sequence[tuple[Match | None, str]], is_right: Callable[[Match], bool] = lambda one: one.right
) -> float:
    counts: dict[str, Counts] = {gold: Counts() for _, gold in answered}
    for answer, gold in answered:
        right = int(answer is not None and is_right(answer))
        counts[gold] += Counts(gold=1, right_gold=right)
        kind = as_plv(answer.event.type) if answer else ""
        if kind in counts:
            counts[kind] += Counts(predicted=1, right_predicted=right)
    return sum(each.f1 for each in counts.values()) / len(counts)


def _share(sentences: Sequence[Found], holds: Callable[[Found], bool]) -> float:
    return sum(map(holds, sentences)) / len(sentences)


def _marked(text: str, span: corpus.Span | None) -> str:
    return _flat(text[slice(*span)]) if span else "–"


def _flat(words: str) -> str:
    return " ".join(words.split())
