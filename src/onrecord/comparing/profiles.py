"""What an article is about, in a small value: the terms, names, places, numbers and days by which stories are told.

A profile is worked out from one record and a fixed table of how common words are (`rarity.py`), never from other
articles: so it can be stored, and what two articles have to do with each other does not depend on which others there
are or in which order they came.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from sys import intern
from typing import Any, Final

from onrecord.comparing.news import Within, headline, is_byline, names_of, paragraphs
from onrecord.comparing.rarity import COMMON, rarity, stem
from onrecord.comparing.sketches import sketch
from onrecord.comparing.wording import is_calendar
from onrecord.comparing.words import is_number, words
from onrecord.record import Entity, Event, MentionKind, Quantity, Record, Span, Time

MOST_TERMS: Final = 80
"""Terms that a profile keeps, the weightiest."""
SKETCHED: Final = 32
"""Hashes of an article's sketch that a profile keeps, the least."""
LEAD: Final = 600
"""Characters at the head of an article that count as its lead."""
IN_TITLE: Final = 1.0
IN_LEAD: Final = 0.9
BELOW: Final = 0.6
REPEATED: Final = 0.1
"""How much a term counts by where it stands, and what is added for one that stands there more than once."""
PLAIN: Final = 0.6
"""How much a word counts that is in no name."""
KIND: Final = 0.3
"""How much a word counts that tells an event or who took part: it says of which kind a happening is, not which."""
SITES: Final = frozenset(
    "street st avenue ave road rd drive dr lane ln boulevard blvd highway hwy court way place circle parkway pkwy "
    "terrace trail plaza square bridge park mall apartments hotel motel inn bar club lounge restaurant market store "
    "school church station stadium arena airport terminal tower".split()
)
"""Last words of the names of streets and buildings."""
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
        told: every day that it tells of, as ordinals, ascending; of a night the day before it.
        terms: stems of what it tells, each with its weight in nats.
        people: the folded names of people who take part in what it tells.
        others: those of people who are only quoted, or named in passing.
        places: the folded names of places that are no sites.
        sites: the folded names of streets and buildings.
        bodies: the folded names of organisations.
        ages: the ages it tells, in years.
        written: the folded names above, each with how the article writes it.
        sketch: the least hashes of its text's sketch, ascending.
    """

    article: str
    title: str | None = None
    published: int | None = None
    told: tuple[int, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    sketch: tuple[int, ...] = ()


def profile(record: Record) -> Profile:
    """What an article is about, from its record alone.

    Args:
        record: what was read from it.
    """
    article = record.article
    title = headline(article.title or "")
    news = paragraphs(article, title)
    text = "\n".join(article.text[span.start : span.end] for span in news)
    told = _told(record, news)
    people, others = _people(record, told, news[0].start + LEAD if news else 0)
    places = {name for one in told.entities if one.type in _PLACES for name in _names(one)}
    sites = {name for name in places if name.rsplit(maxsplit=1)[-1] in SITES}
    days = {first for first, last in map(_bounds, told.times) if first is not None and last in {first, first + 1}}
    return Profile(
        article=article.id,
        title=article.title,
        published=_ordinal(article.published),
        told=tuple(sorted(days)),
        terms=_terms(title, text, told),
        people=people,
        others=others,
        places=tuple(sorted(places - sites)),
        sites=tuple(sorted(sites)),
        bodies=tuple(sorted({name for one in told.entities if one.type in _BODIES for name in _names(one)})),
        ages=_ages(told.quantities),
        written=tuple(sorted({folded: name for one in told.entities for folded, name in _written(one)}.items())),
        sketch=sketch(words(text).folded)[:SKETCHED],
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a record holds of an article's news."""

    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]


def _told(record: Record, news: Sequence[Span]) -> _Told:
    """What stands in some paragraphs, without who wrote them."""
    text = record.article.text
    bylines = Within([span for span in news if is_byline(text[span.start : span.end])])
    inside = Within(news)
    return _Told(
        tuple(one for one in record.entities if any(each in inside and each not in bylines for each in one.mentions)),
        tuple(one for one in record.events if one.trigger in inside),
        tuple(one for one in record.times if one in inside),
        tuple(one for one in record.quantities if one in inside),
    )


def dump(made: Profile) -> str:
    """A profile as JSON on one line; `load` gives it back.

    Args:
        made: the profile.
    """
    told = {each.name: getattr(made, each.name) for each in fields(made)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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


def _frozen(value: Any) -> Any:
    """Lists as tuples; one string for each word, of which thousands of profiles hold the same."""
    if type(value) is str:
        return intern(value)
    if type(value) is not list:
        return value
    return tuple(
        [intern(each) if type(each) is str else _frozen(each) if type(each) is list else each for each in value]
    )


def _ordinal(moment: str | None) -> int | None:
    try:
        return date.fromisoformat(moment[:_DAY]).toordinal() if moment else None
    except ValueError:
        return None


def _bounds(time: Time) -> tuple[int | None, int | None]:
    return _ordinal(time.earliest), _ordinal(time.latest)


def _written(entity: Entity) -> Iterator[tuple[str, str]]:
    """The names of an entity, folded and as they are written."""
    for name in entity.names:
        folded = " ".join(words(name).folded)
        if len(folded) > _FEWEST_LETTERS:
            yield folded, name


def _names(entity: Entity) -> set[str]:
    return {folded for folded, _ in _written(entity)}


def _people(record: Record, told: _Told, lead: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of people who take part in what is told, and of those who are only quoted or named in passing.

    Args:
        record: the record.
        told: what it holds of the article's news.
        lead: where the lead ends.
    """
    taking_part = {participant.entity for event in told.events for participant in (*event.actors, *event.recipients)}
    speaking = {statement.source.entity for statement in record.statements if statement.source} - {None}
    people: set[str] = set()
    others: set[str] = set()
    for one in told.entities:
        if one.type == "person" and one.named:
            only_speaks = one.id in speaking and one.id not in taking_part
            in_passing = len(one.mentions) == 1 and one.mentions[0].start >= lead
            (others if only_speaks or in_passing else people).update(_names(one))
    return tuple(sorted(people)), tuple(sorted(others - people))


def _ages(quantities: Iterable[Quantity]) -> tuple[int, ...]:
    found = {
        int(quantity.lower)
        for quantity in quantities
        if quantity.kind == "age"
        and quantity.unit == "year"
        and quantity.lower is not None
        and quantity.lower == quantity.upper
    }
    return tuple(sorted(found))


def _terms(title: str, text: str, told: _Told) -> tuple[tuple[str, float], ...]:
    """The weightiest stems of an article: by how rare they are, where they stand, and whether they are in names."""
    held: dict[str, float] = {}
    for part, weight in ((title, IN_TITLE), (text[:LEAD], IN_LEAD), (text[LEAD:], BELOW)):
        for word, count in Counter(words(part).folded).items():
            if not (is_number(word) or is_calendar(word) or len(word) < _FEWEST_LETTERS):
                each = stem(word)
                held[each] = max(held.get(each, 0.0), weight) + (REPEATED if count > 1 else 0)
    named = names_of(title) | _stems(
        mention.words for one in told.entities for mention in one.mentions if mention.kind is MentionKind.NAME
    )
    kind = _stems(part.words for event in told.events for part in (*event.mentions, *event.actors, *event.recipients))
    weighed = {
        word: round(
            min(1.0, place)
            * (1.0 if word in named else KIND if word in kind else PLAIN)
            * max(0.0, rarity(word) - COMMON),
            3,
        )
        for word, place in held.items()
    }
    kept = sorted(weighed.items(), key=lambda each: (-each[1], each[0]))[:MOST_TERMS]
    return tuple(sorted((word, weight) for word, weight in kept if weight > 0))


def _stems(some: Iterable[str]) -> set[str]:
    return {stem(word) for told in some for word in words(told).folded}
