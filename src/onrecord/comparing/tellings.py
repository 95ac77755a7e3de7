"""What one report tells of an event, as far as it tells the event from others; and what speaks for two being one.

Each reason has a weight; their sum is the score. The weights say what counts more than what, and were set on invented
reports and on ECB+'s first topics; none is fitted to a corpus.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from onrecord.comparing.deeds import deeds, lemma_of, near, near_types
from onrecord.comparing.joins import Item
from onrecord.comparing.judging import Likeness
from onrecord.comparing.rarity import rarity, stem
from onrecord.comparing.words import words as cut
from onrecord.reading.plover.ontology import ontology
from onrecord.record import Anchor, Article, Count, Event, Participant, Place, Record, Time

LEAST: Final = 0.7
"""The score from which two tellings are held to be of one happening."""

SAME_WORD: Final = 0.35
SAME_DEED: Final = 0.3
NEAR_DEED: Final = 0.15
SAME_TYPE: Final = 0.1
NEAR_TYPE: Final = -0.15
NEAR_REPORTS: Final = 0.4
"""What it counts that the reports are surely of one story; as much of it as they are likely to be."""
AROUND: Final = 0.2
"""What the words around count, where half of their weight is shared."""
SAME_MODE: Final = 0.05
OTHER_MODE: Final = -0.2
SAME_PARTY: Final = 0.15
ALIKE_PARTY: Final = 0.1
OTHER_PARTY: Final = -0.2
SAME_RECIPIENT: Final = 0.05
OTHER_RECIPIENT: Final = -0.1
"""What the party on the receiving end counts beyond that: it tells a deed from its like better than who does it."""
SAME_PLACE: Final = 0.1
SAME_DAY: Final = 0.1
SAME_SPAN: Final = 0.05
SAME_COUNT: Final = 0.15
ALSO_COUNTS: Final = 0.08
BOTH_OPEN: Final = 0.15
ONE_IS_PAST: Final = -0.2
FAR_APART: Final = -0.2
OTHERS_SAY: Final = -0.4
THEY_SAY: Final = -0.1
"""Saying is seldom one act in two reports, and never where another says it."""
NOBODY_KNOWN: Final = -0.2
"""The same of a demand, a promise or another event in words, where nobody is known to take part in both."""
_FAR: Final = 30
"""Days between two publications from which reports need a date to be taken for reports of one happening."""

_FIRST: Final = 2
"""How many sentences a report opens with."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EMPTY: Final = frozenset(
    "the a an of in on at to for by with from and or that who which was were be been is are had has have it its their "
    "his her carry carried make made take took taken give gave given hold held launch launched stage staged conduct "
    "conducted no not any".split()
)
_DAY: Final = len("2024-06-04")


Weighed = tuple[float, str]
"""What a reason counts, and the reason in words."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who takes part on one side: as actors across the reports, and by the nouns of those who are none."""

    actors: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.actors or self.nouns)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one report tells it.

    Attributes:
        item: which.
        type: its PLOVER type; None of what is no event of PLOVER.
        mode: its mode.
        words: the words that tell it first and fullest.
        deeds: what all its words tell of, `deeds.deeds`.
        doers: who does it.
        done_to: to whom.
        victims: the named people among these.
        place: where.
        land: the ISO 3166 code of the country.
        first: the first day it can have been on, ISO 8601.
        last: the last.
        published: the day of the report.
        counts: how many, by kind of count.
        opens: whether the report opens with it.
        past: whether it is told as background.
        around: the words around it, by their stems.
    """

    item: Item
    words: str
    deeds: frozenset[str]
    type: str | None = None
    mode: str | None = None
    doers: Sides = Sides()
    done_to: Sides = Sides()
    victims: frozenset[str] = frozenset()
    place: Sides = Sides()
    land: str | None = None
    first: str | None = None
    last: str | None = None
    published: str | None = None
    counts: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    opens: bool = False
    past: bool = False
    around: frozenset[str] = frozenset()

    @property
    def core(self) -> Sides:
        """Who takes part, on whichever side."""
        return Sides(self.doers.actors | self.done_to.actors, self.doers.nouns | self.done_to.nouns)


class Names:
    """The actors of several reports, asked by entity."""

    def __init__(
        self,
        of: Mapping[Item, str],
        people: Iterable[str] = (),
        towns: Iterable[str] = (),
        lie: Iterable[frozenset[str]] = (),
    ) -> None:
        """Take them in.

        Args:
            of: the actor of each entity.
            people: the actors that are people with names.
            towns: those that are places with names.
            lie: pairs of places of which one lies in the other.
        """
        self._of = of
        self.people = frozenset(people)
        self.towns = frozenset(towns)
        self._lie = frozenset(lie)

    def beside(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        """Whether a place of one side lies in one of the other, as far as any report tells."""
        return any(frozenset({one, other}) in self._lie for one in ours for other in theirs)

    def sides(self, record: Record, parties: Sequence[Participant | Place]) -> Sides:
        """The parties on one side of an event."""
        found = [self.actor(record, party) for party in parties]
        nouns = [_noun(party.words) for party, actor in zip(parties, found, strict=True) if actor is None]
        return Sides(frozenset(one for one in found if one), frozenset(noun for noun in nouns if noun))

    def actor(self, record: Record, party: Participant | Place) -> str | None:
        """The actor that a party is, where it is one."""
        return self._of.get(Item(article=record.article.id, id=party.entity)) if party.entity else None


def _noun(words: str) -> str:
    """The last word of a phrase before a preposition, by its stem: "striking dockworkers from the pier"."""
    found: list[str] = [word.lower() for word in _WORD.findall(words)]
    for at, word in enumerate(found):
        if at and word in _BREAKS:
            return found[at - 1].removesuffix("s")
    return found[-1].removesuffix("s") if found else ""


_BREAKS: Final = frozenset("of in at from who which that with on for near inside outside by to".split())


def told(record: Record, event: Event, names: Names) -> Told:
    """An event as a report tells it."""
    time = next((one for one in record.times if event.when and one.span == event.when.span), None)
    done_to = names.sides(record, event.recipients)
    first, last = _days(time)
    return Told(
        item=Item(article=record.article.id, id=event.id),
        type=event.type,
        mode=event.mode,
        words=event.trigger.words,
        deeds=frozenset(_deeds(event)),
        doers=names.sides(record, event.actors),
        done_to=done_to,
        victims=done_to.actors & names.people,
        place=names.sides(record, [event.place] if event.place else []),
        land=event.place.country if event.place else None,
        first=first,
        last=last,
        published=_day(record.article.published),
        counts={count.kind: (count.lower, count.upper) for count in _counts(event)},
        opens=_opens(record, event),
        past=event.historical,
        around=around(record.article, event.trigger),
    )


def around(article: Article, words: Anchor) -> frozenset[str]:
    """The stems of the words in the sentences that some words stand in, those words left out."""
    held = [span for span in article.sentences if span.start < words.end and words.start < span.end]
    told = {stem(word) for span in held for word in cut(article.text[span.start : span.end]).folded}
    return frozenset(told - {stem(word) for word in cut(words.words).folded})


def _days(time: Time | None) -> tuple[str | None, str | None]:
    if time is None or time.type in {"SET", "DURATION"}:
        return None, None
    return time.earliest and time.earliest[:_DAY], time.latest and time.latest[:_DAY]


def _counts(event: Event) -> Iterator[Count]:
    yield from (count for count in (event.killed, event.injured, event.arrested, *event.other_counts) if count)


def _deeds(event: Event) -> Iterator[str]:
    for mention in event.mentions or (event.trigger,):
        for word in _WORD.findall(mention.words):
            if word.lower() not in _EMPTY and not word[0].isupper():
                yield from deeds(lemma_of(word))


def _opens(record: Record, event: Event) -> bool:
    sentences = record.article.sentences
    return event.trigger.start < sentences[min(_FIRST, len(sentences)) - 1].end if sentences else False


def likeness(one: Told, other: Told, names: Names, near: float = 1.0) -> Likeness | None:
    """What speaks for two tellings being of one happening; None where they tell of deeds that nothing connects.

    Args:
        one: the first.
        other: the second.
        names: the actors of all reports.
        near: how sure it is that their reports are of one story, 0 to 1.
    """
    by_words = _by_words(one, other)
    if not by_words:
        return None
    barred = _barred(one, other, names)
    if barred is not None:
        return Likeness(0.0, (barred,), barred=True)
    weighed = [*by_words, (NEAR_REPORTS * near, "the reports are of one story"), *_weighed(one, other)]
    score = max(0.0, sum(weight for weight, _ in weighed))
    reasons = sorted((each for each in weighed if each[0] > _TOLD), key=lambda each: -each[0])
    return Likeness(score, tuple(reason for _, reason in reasons))


_TOLD: Final = 0.02
"""What a reason must count to be told."""


def _by_words(one: Told, other: Told) -> list[Weighed]:
    """The words that tell the two, and the kind of event that they are; nothing where these are too far apart."""
    typed = one.type is not None and one.type == other.type
    if not typed and one.type and other.type and not near_types(one.type, other.type):
        return []
    found: list[Weighed] = [(SAME_TYPE, f"both {one.type}")] if typed else []
    if one.type and other.type and not typed:
        found = [(NEAR_TYPE, f"one is {one.type}, the other {other.type}")]
    shared = one.deeds & other.deeds
    if shared or near(one.deeds, other.deeds):
        same = one.words.lower() == other.words.lower()
        words = f"told by “{one.words}”" if same else f"“{one.words}” and “{other.words}” may be told of one deed"
        found.append(((SAME_WORD if same else SAME_DEED) if shared else NEAR_DEED, words))
        if not shared and not typed:
            return []
    return found


def _barred(one: Told, other: Told, names: Names) -> str | None:
    """What nothing can outweigh."""
    if one.last and other.first and one.last < other.first:
        return f"one was on {one.last} at the latest, the other on {other.first} at the earliest"
    if other.last and one.first and other.last < one.first:
        return f"one was on {one.first} at the earliest, the other on {other.last} at the latest"
    if one.land and other.land and one.land != other.land:
        return "they are in different countries"
    towns = [each.place.actors & names.towns for each in (one, other)]
    if all(towns) and not towns[0] & towns[1] and not names.beside(towns[0], towns[1]):
        return "they are in different places"
    if one.victims and other.victims and not one.victims & other.victims:
        return "they are done to different people"
    return None


def _weighed(one: Told, other: Told) -> Iterator[Weighed]:
    """Each other reason with its weight."""
    yield from _by_parties(one, other)
    if one.place.actors & other.place.actors or one.place.nouns & other.place.nouns:
        yield SAME_PLACE, "at the same place"
    yield from _by_time(one, other)
    yield from _by_counts(one, other)
    yield from _by_circumstances(one, other)


def _by_circumstances(one: Told, other: Told) -> Iterator[Weighed]:
    if one.mode and other.mode:
        same = one.mode == other.mode
        yield SAME_MODE if same else OTHER_MODE, f"both {one.mode}" if same else f"{one.mode} and {other.mode}"
    if one.opens and other.opens and one.type is not None:
        yield BOTH_OPEN, "both reports open with it"
    if one.past != other.past:
        yield ONE_IS_PAST, "only one tells it as background"
    if one.deeds & other.deeds & _SAYING:
        yield THEY_SAY if shares(one.doers, other.doers) else OTHERS_SAY, "much is said"
    if one.type in verbal_types() and not shares(one.core, other.core):
        yield NOBODY_KNOWN, "nobody takes part in both"
    if one.around and other.around:
        yield AROUND * min(1.0, 2 * _overlap(one.around, other.around)), "told in like words"


_SAYING: Final = deeds("say")


def shares(ours: Sides, theirs: Sides) -> bool:
    """Whether somebody is on both sides, or told of by the same noun."""
    return bool(ours.actors & theirs.actors or ours.nouns & theirs.nouns)


@cache
def verbal_types() -> frozenset[str]:
    """PLOVER's types of what is done in words."""
    return frozenset(name for name, kind in ontology().types.items() if kind.quad.startswith("verbal"))


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of their weight that two sets of stems have in common, 0 to 1: the cosine of the two."""
    shared = math.fsum(map(rarity, ours & theirs))
    return shared / math.sqrt(math.fsum(map(rarity, ours)) * math.fsum(map(rarity, theirs))) if shared else 0.0


def _by_parties(one: Told, other: Told) -> Iterator[Weighed]:
    for ours, theirs, same, alike, others, who in (
        (one.core, other.core, SAME_PARTY, ALIKE_PARTY, OTHER_PARTY, "who takes part"),
        (one.done_to, other.done_to, SAME_RECIPIENT, SAME_RECIPIENT, OTHER_RECIPIENT, "to whom it is done"),
    ):
        if ours.actors & theirs.actors:
            yield same, f"the same in both: {who}"
        elif ours.nouns & theirs.nouns:
            yield alike, f"told of alike in both: {who}"
        elif ours.actors and theirs.actors:
            yield others, f"others in each: {who}"


def _day(published: str | None) -> str | None:
    """The day of publication; None where only a month or a year is stated, or no date at all."""
    try:
        return date.fromisoformat((published or "")[:_DAY]).isoformat()
    except ValueError:
        return None


def _by_time(one: Told, other: Told) -> Iterator[Weighed]:
    if one.first and other.first and one.last and other.last:
        same = (one.first, one.last) == (other.first, other.last) and one.first == one.last
        yield SAME_DAY if same else SAME_SPAN, f"both on {one.first}" if same else "the times can be one"
    elif one.published and other.published and not (one.first and other.first):
        days = abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)
        if days > _FAR:
            yield FAR_APART, f"published {days} days apart"


def _by_counts(one: Told, other: Told) -> Iterator[Weighed]:
    kinds = sorted(one.counts.keys() & other.counts.keys())
    equal = [kind for kind in kinds if one.counts[kind] == other.counts[kind]]
    if equal:
        yield SAME_COUNT, f"as many {equal[0]}"
    elif kinds:
        yield ALSO_COUNTS, f"both count the {kinds[0]}"
