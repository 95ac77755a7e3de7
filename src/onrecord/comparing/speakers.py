"""Who is quoted in which report, and which of their statements are the same saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.comparing.actors import actors
from onrecord.comparing.comparison import Saying, Speaker, Variants
from onrecord.comparing.joins import Actor, Item
from onrecord.comparing.places import place, place_of
from onrecord.comparing.sayings import SAME, WHOLE, likeness
from onrecord.reading.entities import folded
from onrecord.record import Record, Statement

Said = tuple[Record, Statement]


def speakers(records: Sequence[Record], who: Sequence[Actor] | None = None) -> tuple[Speaker, ...]:
    """Speakers over several records, those in most articles first, then those quoted most.

    Entities of different articles are one speaker if they are one actor; sources that nobody names ("reports", "a
    police officer") if they are worded alike; statements of nobody at all are together, last.

    Args:
        records: of different articles.
        who: their actors, where these are known; else they are looked for.
    """
    names = _names(records, actors(records) if who is None else who)
    known: dict[Item, _Named] = {item: one for one in names for item in one.actor.members}
    named: dict[str, tuple[_Named, list[Said]]] = {}
    worded: dict[str, tuple[str | None, list[Said]]] = {}
    for record in records:
        for statement in record.statements:
            link = statement.voice[-1]
            one = known.get(Item(article=record.article.id, id=link.entity)) if link.entity else None
            if one is not None:
                named.setdefault(one.actor.id, (one, []))[1].append((record, statement))
            else:
                worded.setdefault(folded(link.name or ""), (link.name, []))[1].append((record, statement))
    made = [_speaker(one.actor.name, one.others, said, named=True) for one, said in named.values()]
    made += [_speaker(name, (), said, named=False) for name, said in worded.values()]
    return tuple(
        sorted(
            made, key=lambda one: (one.name is None, not one.named, -len(one.articles), -_count(one), one.name or "")
        )
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor that some report names, and its other names."""

    actor: Actor
    others: tuple[str, ...]


def _names(records: Sequence[Record], who: Sequence[Actor]) -> list[_Named]:
    """The actors that are named anywhere, with their names but no descriptions."""
    called = {
        Item(article=record.article.id, id=entity.id): entity.names for record in records for entity in record.entities
    }
    found = [(one, {name for item in one.members for name in called[item]}) for one in who]
    return [_Named(one, tuple(name for name in one.aliases if name in names)) for one, names in found if names]


def _count(speaker: Speaker) -> int:
    return sum(len(variants.sayings) for variants in speaker.statements)


def _speaker(name: str | None, others: tuple[str, ...], said: Sequence[Said], *, named: bool) -> Speaker:
    return Speaker(
        name=name,
        named=named,
        aliases=others,
        articles=tuple(dict.fromkeys(record.article.id for record, _ in said)),
        statements=tuple(_variants(said, WHOLE if name is None else SAME)),
    )


def _variants(said: Sequence[Said], least: float) -> list[Variants]:
    """Statements gathered into sayings, the likest first; one article gives a saying at most one statement.

    Args:
        said: by one speaker.
        least: how alike they must be; more where nobody is said to speak, since it may be anybody.
    """
    groups = [[at] for at in range(len(said))]
    pairs = [
        (-likeness(said[one][1], said[other][1]), one, other)
        for one, other in combinations(range(len(said)), 2)
        if said[one][0] is not said[other][0]
    ]
    for unlike, one, other in sorted(pairs):
        first, second = groups[one], groups[other]
        articles = [said[at][0].article.id for at in (*first, *second)]
        if -unlike >= least and len(set(articles)) == len(articles):
            first += second
            for at in second:
                groups[at] = first
    ordered = sorted((group for at, group in enumerate(groups) if group[0] == at), key=len, reverse=True)
    return [Variants(sayings=tuple(_saying(*said[at]) for at in sorted(group))) for group in ordered]


def _saying(record: Record, statement: Statement) -> Saying:
    return Saying(
        article=record.article.id,
        statement=statement.id,
        source=place(record, statement.source),
        cue=place(record, statement.cue),
        content=tuple(place_of(record, content) for content in statement.content),
        mode=statement.mode,
        act=statement.act,
    )
