"""`python -m benchmarks attacks`: attacks told of in MUC-3 and MUC-4, beside the templates that people filled.

**Which templates.** PLOVER's ASSAULT takes in what the keys call ATTACK, BOMBING, KIDNAPPING (its mode `abduct`) and
ARSON (`destroy`). ROBBERY and FORCED WORK STOPPAGE are in PLOVER's COERCE or in no type, and what is only THREATENED
is THREATEN; such templates, and optional ones, need not be found and are no error where they are.

**Which events.** Those of type ASSAULT that are told as happening (`actual`, `ongoing`, `alleged`) and not as
background.

**Alignment.** A template and an event are one if they share a participant: a string of the template's perpetrators in
an actor, of its targets in a recipient, or of its physical targets in the place, since what a bomb went off in is a
target in the keys and a place in PLOVER. Pairs are chosen one to one so that the sum of what they share is greatest
(linear sum assignment). Ties are broken by the share of the targets that the event has, by its mode (KIDNAPPING is
`abduct`, BOMBING done with bombs), by the place, and by who did it to whom being the other way round; how many were
killed or hurt plays no part in it. A template without strings for either pairs by its place. *Type alone* pairs
whatever there is of each in an article.

**Bounds.** A template is one incident with all that came of it, where PLOVER may have the killing beside the bombing.
So of the templates with a count of killed, how many have it within the bounds of their event, or where that counts
none, of the event that shares most with the template and counts some. Beside it the same of those that are counted at
all, by their own event alone, and by any event of the article.

**Articles.** One is relevant if its key has a template that must be found; one with none but others is left out. The
trivial baseline takes an article for relevant that has a word for an attack in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment
from tqdm import tqdm

from benchmarks import floors
from benchmarks.failures import sample
from benchmarks.only import kept_by
from benchmarks.scores import Counts, Figures, added, interval
from corpora import muc
from corpora.muc import Message, Template
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import LAYERS, read
from onrecord.record import Article, Count, Event, Participant, Record, Span

ATTACKS: Final = frozenset({"ATTACK", "BOMBING", "KIDNAPPING", "ARSON"})
TYPE: Final = "ASSAULT"
HAPPENING: Final = frozenset({"actual", "ongoing", "alleged"})
MODES: Final = {
    "KIDNAPPING": frozenset({"abduct"}),
    "BOMBING": frozenset({"explosives", "suicide-attack", "aerial", "heavy-weapons", "destroy"}),
    "ARSON": frozenset({"primitive", "destroy"}),
}
"""The modes that an event of a type of incident has, where it has one of its own; ATTACK has any but `abduct`."""
EFFECTS: Final = {"killed": "DEATH", "injured": "INJURY"}

_WORD: Final = re.compile(r"\w+")
_EMPTY_WORDS: Final = frozenset("a an the of in on at by and or for from to with his her their its s".split())
_TOLD: Final = re.compile(
    r"\b(?:attack|bomb|kill|murder|assassinat|kidnap|abduct|explo|dynamit|ambush|massacre|shot|wound|injur|raid|terroris)",
    re.IGNORECASE,
)
_PARTS: Final = ("", ", counted", ", its own event", ", any event")
_HALF: Final = 0.5
_TIE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Told:
    """An attack that a record tells of.

    Attributes:
        actors: the words for each of those who do it, with what else they are called.
        recipients: the same of those whom it hits.
        place: the words for where.
        bounds: least and most, by `killed` and `injured`.
        mode: PLOVER's mode, where it has one.
    """

    actors: tuple[frozenset[str], ...]
    recipients: tuple[frozenset[str], ...]
    place: frozenset[str]
    bounds: Mapping[str, tuple[float | None, float | None]]
    mode: str | None = None


def run(root: Path, split: str, encoder: Encoder, errors: int = 0, only: str = "") -> dict[str, float]:
    """Measure and print; return the figures that have floors.

    Args:
        root: the upstream repository.
        split: `dev`, `tst1` or `tst2`.
        encoder: what reads.
        errors: so many templates without an event, and events without a template, are printed to read.
        only: a regular expression; messages whose id it is found in are measured, the others not.
    """
    kept = kept_by(only, muc.read(root, split), lambda message: message.id)
    if "events" not in LAYERS:
        print("this version reads no events: below, the baseline alone says anything\n")
    records = [read(article(message), encoder) for message in tqdm(kept, desc="reading", leave=False)]
    each = [figures(message, record) for message, record in zip(kept, records, strict=True)]
    if errors:
        wrong = [line for message, record in zip(kept, records, strict=True) for line in failures(message, record)]
        print("\n".join(sample(wrong, errors)), end="\n\n")
    total = added(each)
    wanted = total["events"].gold
    print(f"MUC-3/4 {split}: {len(kept)} articles, {wanted} templates that must be found\n")
    print(f"{'':36}{'precision':>10}{'recall':>10}{'F1':>10}   95 % interval of F1")
    for name in ("events", "events, type alone", "articles", "articles, by a word for an attack"):
        counts = total[name]
        low, high = interval(each, name)
        values = f"{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}"
        print(f"{name:36}{values}   {low:.3f} to {high:.3f}")
    heads = ("of all", "counted", "own event", "any event")
    print(f"\n{'bounds that contain the truth':36}" + "".join(f"{head:>10}" for head in heads) + f"{'templates':>11}")
    for kind in EFFECTS:
        parts = [total[f"{kind}{part}"] for part in _PARTS]
        values = "".join(f"{part.recall:>10.3f}" for part in parts) + f"{parts[0].gold:>11}"
        print(f"{kind:36}{values}")
    reached = {f"events {side}": getattr(total["events"], side) for side in ("precision", "recall")}
    reached |= {"articles": total["articles"].f1}
    return reached | {f"{kind} within bounds": total[kind].recall for kind in EFFECTS}


def corpus(root: Path, split: str) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash(muc.files(root, split))


def article(message: Message) -> Article:
    """A message as an article."""
    paragraphs = tuple(Span(*span) for span in message.paragraphs)
    return Article(language="en", text=message.text, paragraphs=paragraphs, published=message.published)


def is_attack(template: Template) -> bool:
    """Whether a template is of an attack that was made or tried."""
    return bool(template.types & ATTACKS) and template.stages != {"THREATENED"}


def is_required(template: Template) -> bool:
    """Whether a template must be found."""
    return is_attack(template) and not template.optional


def attacks(record: Record) -> list[Event]:
    """The events of a record that are attacks told as happening, and not as background."""
    return [
        event
        for event in record.events
        if event.type == TYPE and event.status in HAPPENING and not getattr(event, "historical", False)
    ]


def told(record: Record, event: Event) -> Told:
    """What an event tells, in words to compare."""
    bounds = {kind: _bounds(getattr(event, kind)) for kind in EFFECTS if getattr(event, kind) is not None}
    return Told(
        actors=tuple(_called(record, one) for one in event.actors),
        recipients=tuple(_called(record, one) for one in event.recipients),
        place=_words(event.place.words) if event.place is not None else frozenset(),
        bounds=bounds,
        mode=event.mode,
    )


def _bounds(count: Count) -> tuple[float | None, float | None]:
    return count.lower, count.upper


def _called(record: Record, one: Participant) -> frozenset[str]:
    """The words of a participant and of the names of the entity it is."""
    names = [one.words]
    if one.entity is not None:
        entity = record.entity(one.entity)
        names += [entity.name, *entity.aliases]
    return frozenset().union(*map(_words, names))


def _words(written: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(written.casefold())) - _EMPTY_WORDS


def shared(template: Template, event: Told) -> float:
    """How much a template and an event share: a participant in its role counts one, the rest breaks ties; 0 is no pair.

    A string is in a participant if half its words are.
    """
    doers = [entry.strings for entry in template.perpetrators]
    things = [entry.strings for entry in template.things]
    hit = [*things, *(target.strings for target in template.targets)]
    placed = _any([(name,) for name in template.location], (event.place,))
    if not doers and not hit:
        return _HALF * placed
    found = [_any([strings], event.recipients) for strings in hit]
    inside = _any(things, (event.place,))
    value = float(_any(doers, event.actors) + (any(found) or inside))
    if value == 0:
        return 0.0
    turned = _any(doers, event.recipients) + _any(hit, event.actors)
    share = sum(found) / len(found) if found else 0.0
    return value + _TIE * (share + _fits(template, event) + placed - turned)


def _fits(template: Template, event: Told) -> bool:
    """Whether an event's mode is one that the type of incident has."""
    if event.mode is None:
        return "KIDNAPPING" not in template.types
    wanted = [MODES[kind] for kind in template.types if kind in MODES]
    return any(event.mode in modes for modes in wanted) if wanted else event.mode != "abduct"


def _any(fillers: Iterable[Sequence[str]], participants: Sequence[frozenset[str]]) -> bool:
    """Whether a string of one of some fillers is in one of some participants."""
    return any(
        len(words & participant) >= _HALF * len(words) > 0
        for strings in fillers
        for words in map(_words, strings)
        for participant in participants
    )


def aligned(templates: Sequence[Template], events: Sequence[Told]) -> dict[int, int]:
    """Events' places by templates', one to one, so that the sum of what they share is greatest.

    A template that must be found goes before another that shares as much.
    """
    if not templates or not events:
        return {}
    weights = np.array([[shared(template, event) for event in events] for template in templates])
    required = np.array([[is_required(template)] for template in templates])
    rows, columns = linear_sum_assignment(weights + _TIE / 2 * required * (weights > 0), maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if weights[row, column] > 0}


def figures(message: Message, record: Record) -> Figures:
    """The figures of one article."""
    templates = message.templates
    events = [told(record, event) for event in attacks(record)]
    pairs = aligned(templates, events)
    required = [place for place, template in enumerate(templates) if is_required(template)]
    right = sum(place in pairs for place in required)
    excused = len(pairs) - right
    both = min(len(required), len(events))
    spare = min(len(events) - both, len(templates) - len(required))
    result = {
        "events": Counts(len(events) - excused, len(required), right, right),
        "events, type alone": Counts(len(events) - spare, len(required), both, both),
    }
    if required or not templates:
        word = _TOLD.search(message.text) is not None
        result["articles"] = _relevance(bool(events), bool(required))
        result["articles, by a word for an attack"] = _relevance(word, bool(required))
    everything = [told(record, event) for event in record.events]
    for kind, effect in EFFECTS.items():
        for part in _PARTS:
            result[f"{kind}{part}"] = Counts()
        for place in required:
            truth = templates[place].count(effect)
            if truth is None or truth.plain is None:
                continue
            pair = events[pairs[place]] if place in pairs else None
            strict = pair is not None and contains(pair, kind, truth.plain)
            counting = _counting(templates[place], kind, events, pair)
            hit = counting is not None and contains(counting, kind, truth.plain)
            result[kind] += Counts(gold=1, right_gold=int(hit))
            result[f"{kind}, its own event"] += Counts(gold=1, right_gold=int(strict))
            result[f"{kind}, counted"] += Counts(gold=int(counting is not None), right_gold=int(hit))
            anywhere = any(contains(event, kind, truth.plain) for event in everything)
            result[f"{kind}, any event"] += Counts(gold=1, right_gold=int(anywhere))
    return result


def _counting(template: Template, kind: str, events: Sequence[Told], pair: Told | None) -> Told | None:
    """The event that counts what came of a template: its own, else the one that shares most with it."""
    sharing = sorted(
        (event for event in events if shared(template, event) > 0), key=lambda event: -shared(template, event)
    )
    return next((event for event in ([pair] if pair else []) + sharing if kind in event.bounds), None)


def _relevance(predicted: bool, gold: bool) -> Counts:
    both = int(predicted and gold)
    return Counts(int(predicted), int(gold), both, both)


def contains(event: Told, kind: str, truth: int) -> bool:
    """Whether an event counts the killed or injured, and a number lies within its bounds."""
    if kind not in event.bounds:
        return False
    lower, upper = event.bounds[kind]
    return (lower is None or lower <= truth) and (upper is None or truth <= upper)


def failures(message: Message, record: Record) -> list[str]:
    """A line for each template that must be found and is not, and for each event that is none of them."""
    events = attacks(record)
    pairs = aligned(message.templates, [told(record, event) for event in events])
    missed = [
        f"{message.id} missed {'/'.join(sorted(one.types))}: by {[each.strings[0] for each in one.perpetrators]}, "
        f"at {[each.strings[0] for each in one.things]} and {[each.strings[0] for each in one.targets]}"
        for place, one in enumerate(message.templates)
        if is_required(one) and place not in pairs
    ]
    spurious = [
        f"{message.id} spurious {event.trigger.words!r}: by {[one.words for one in event.actors]}, "
        f"at {[one.words for one in event.recipients]}"
        for place, event in enumerate(events)
        if place not in pairs.values()
    ]
    return missed + spurious
