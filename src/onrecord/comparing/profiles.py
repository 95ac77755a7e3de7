"""What an article is about, in a small value: the terms, names, places, numbers and days by which stories are told.

A profile is worked out from one record and a fixed table of how common words are (`rarity.py`), never from other
articles: so it can be stored, and what two articles have to do with each other does not depend on which others there
are or in which order they came.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import combinations
from math import log1p, sqrt
from typing import Any, Final

from onrecord.comparing.rarity import rarity, stem
from onrecord.comparing.sketches import sketch
from onrecord.comparing.words import words
from onrecord.record import Entity, Event, MentionKind, Record, Time

MOST_TERMS: Final = 80
"""Terms that a profile keeps, the weightiest."""
SKETCHED: Final = 32
"""Hashes of an article's sketch that a profile keeps, the least."""
LEAD: Final = 600
"""Characters at the head of an article that count as its lead."""
TITLE_WEIGHT: Final = 2.0
LEAD_WEIGHT: Final = 1.5
WEEK: Final = 7
_PLACES: Final = frozenset({"place", "country", "facility"})
_BODIES: Final = frozenset({"organisation", "publication"})
_FEWEST_LETTERS: Final = 2
_DAY: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an article is about.

    Attributes:
        article: the article's id.
        title: its headline.
        published: the day it was published, as a proleptic Gregorian ordinal; None where not known.
        days: the days that its main events can have been on, as ordinals `(first, last)`, both inside.
        told: every day that it tells of, as ordinals, ascending.
        terms: stems of what it tells, with weights; the squares of the weights sum to 1.
        people: the folded full names of people who take part in what it tells.
        speakers: those of people who are only quoted.
        places: the folded names of places, with how much the article has to do with each, 0 to 1.
        bodies: the folded names of organisations.
        numbers: what it counts and measures ("age 16", "killed 2").
        types: the PLOVER types of its main events.
        sketch: the least hashes of its text's sketch, ascending.
    """

    article: str
    title: str | None = None
    published: int | None = None
    days: tuple[tuple[int, int], ...] = ()
    told: tuple[int, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    people: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    places: tuple[tuple[str, float], ...] = ()
    bodies: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()


def profile(record: Record) -> Profile:
    """What an article is about, from its record alone.

    Args:
        record: what was read from it.
    """
    article = record.article
    people, speakers = _people(record)
    told = words(article.text)
    return Profile(
        article=article.id,
        title=article.title,
        published=_ordinal(article.published),
        days=_days(record),
        told=tuple(sorted({first for first, last in map(_bounds, record.times) if first is not None and first == last})),
        terms=_terms(article.title or "", article.text),
        people=people,
        speakers=speakers,
        places=_places(record),
        bodies=tuple(sorted({name for one in record.entities if one.type in _BODIES for name in _names(one)})),
        numbers=_numbers(record),
        types=tuple(sorted({event.type for event in _main(record.events)})),
        sketch=sketch(told.folded)[:SKETCHED],
    )


def dump(made: Profile) -> str:
    """A profile as JSON on one line; `load` gives it back.

    Args:
        made: the profile.
    """
    return json.dumps(asdict(made), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def load(line: str) -> Profile:
    """A profile from what `dump` wrote.

    Args:
        line: the JSON.

    Raises:
        ValueError: it is no profile.
    """
    told: Mapping[str, Any] = json.loads(line)
    known = {each.name for each in fields(Profile)}
    if not isinstance(told, dict) or set(told) != known:
        raise ValueError("no profile: its fields are others")
    return Profile(**{name: _frozen(value) for name, value in told.items()})


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _ordinal(moment: str | None) -> int | None:
    try:
        return date.fromisoformat(moment[:_DAY]).toordinal() if moment else None
    except ValueError:
        return None


def _bounds(time: Time) -> tuple[int | None, int | None]:
    return _ordinal(time.earliest), _ordinal(time.latest)


def _main(events: Iterable[Event]) -> list[Event]:
    """The events that are told as having happened, and not as background."""
    return [event for event in events if not event.historical and event.status in {"actual", "ongoing", "alleged"}]


def _days(record: Record) -> tuple[tuple[int, int], ...]:
    """The days of main events, as far as the report tells them to within a week."""
    times = {(time.start, time.end): time for time in record.times}
    found = set()
    for event in _main(record.events):
        time = times.get((event.when.start, event.when.end)) if event.when else None
        first, last = _bounds(time) if time else (None, None)
        if first is not None and last is not None and last - first <= WEEK:
            found.add((first, last))
    return tuple(sorted(found))


def _names(entity: Entity) -> set[str]:
    """The folded names of an entity; longest forms only would lose how others call it."""
    return {name for name in (" ".join(words(name).folded) for name in entity.names) if len(name) > _FEWEST_LETTERS}


def _people(record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of people who take part in what is told, and of those who are only quoted."""
    taking_part = {
        participant.entity for event in record.events for participant in (*event.actors, *event.recipients)
    }
    speaking = {statement.source.entity for statement in record.statements if statement.source} - {None}
    people: set[str] = set()
    speakers: set[str] = set()
    for one in record.entities:
        if one.type == "person" and one.named:
            only_speaks = one.id in speaking and one.id not in taking_part
            (speakers if only_speaks else people).update(_names(one))
    return tuple(sorted(people)), tuple(sorted(speakers - people))


def _places(record: Record) -> tuple[tuple[str, float], ...]:
    """The names of places, by how early and how often they are named."""
    found: dict[str, float] = {}
    for one in record.entities:
        if one.type in _PLACES and one.named:
            named = [mention for mention in one.mentions if mention.kind is MentionKind.NAME]
            weight = 1.0 if named[0].start < LEAD else 0.5
            for name in _names(one):
                found[name] = max(found.get(name, 0.0), weight)
    return tuple(sorted(found.items()))


def _numbers(record: Record) -> tuple[str, ...]:
    """Ages, and counts of what happened to people."""
    found = {
        f"age {quantity.lower:g}"
        for quantity in record.quantities
        if quantity.kind == "age" and quantity.lower is not None and quantity.lower == quantity.upper
    }
    for event in _main(record.events):
        for kind in ("killed", "injured", "arrested"):
            count = getattr(event, kind)
            if count is not None and count.lower is not None and count.lower == count.upper:
                found.add(f"{kind} {count.lower:g}")
    return tuple(sorted(found))


def _terms(title: str, text: str) -> tuple[tuple[str, float], ...]:
    """The weightiest stems of an article: by how rare they are, how often they stand in it, and where."""
    held: defaultdict[str, float] = defaultdict(float)
    for part, weight in ((title, TITLE_WEIGHT), (text[:LEAD], LEAD_WEIGHT), (text[LEAD:], 1.0)):
        for word, count in Counter(stem(each) for each in words(part).folded).items():
            held[word] += weight * count
    weighed = {word: (1 + log1p(count)) * rarity(word) for word, count in held.items()}
    kept = sorted(weighed.items(), key=lambda each: (-each[1], each[0]))[:MOST_TERMS]
    length = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return tuple(sorted((word, round(weight / length, 4)) for word, weight in kept))


def keys(made: Profile) -> tuple[str, ...]:
    """What an article is looked up by: articles that share no key have nothing to do with each other.

    Args:
        made: its profile.

    Returns:
        Strings for an index from key to articles, in order, each once: full names of people; pairs of its weightiest
        terms; hashes of its sketch.
    """
    return tuple(sorted({*_name_keys(made), *_term_keys(made), *(f"s {each:x}" for each in made.sketch[:12])}))


_PAIRED: Final = 10
_RARE_NAME: Final = 9.0


def _name_keys(made: Profile) -> Iterator[str]:
    for name in (*made.people, *made.speakers):
        if " " in name and sum(rarity(stem(word)) for word in name.split()) > _RARE_NAME:
            yield f"n {name}"


def _term_keys(made: Profile) -> Iterator[str]:
    top = sorted(made.terms, key=lambda each: (-each[1], each[0]))[:_PAIRED]
    for one, other in combinations(sorted(word for word, _ in top), 2):
        yield f"t {one} {other}"
