"""Who is quoted in which report, and which of their statements are the same saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.comparing.comparison import Saying, Speaker, Variants
from onrecord.comparing.places import place, place_of
from onrecord.comparing.sayings import SAME, likeness
from onrecord.reading.entities import folded, same_name
from onrecord.record import Record, Statement


@dataclass(slots=True)
class _Voice:
    """A speaker being gathered over the articles."""

    type: str | None
    names: dict[str, None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    said: list[tuple[Record, Statement]] = field(default_factory=list)


def speakers(records: Sequence[Record]) -> tuple[Speaker, ...]:
    """Speakers over several records, those in most articles first, then those quoted most.

    Entities of different articles are one speaker if their names are compatible; sources that are no entity
    ("reports", "a police officer") if they are worded alike; statements of nobody at all are together, last.
    """
    voices: list[_Voice] = []
    for record in records:
        for statement in record.statements:
            _voice(voices, record, statement).said.append((record, statement))
    made = [_speaker(voice) for voice in voices]
    return tuple(
        sorted(
            made, key=lambda one: (one.name is None, not one.named, -len(one.articles), -_count(one), one.name or "")
        )
    )


def _count(speaker: Speaker) -> int:
    return sum(len(variants.sayings) for variants in speaker.statements)


def _voice(voices: list[_Voice], record: Record, statement: Statement) -> _Voice:
    link = statement.voice[-1]
    entity = record.entity(link.entity) if link.entity else None
    names = entity.names if entity else ()
    kind = entity.type if entity and names else None
    forms = [*names] if names else [link.name] if link.name else []
    keys = {folded(form) for form in forms}
    for voice in voices:
        if _same(voice, kind, keys):
            break
    else:
        voice = _Voice(kind)
        voices.append(voice)
    voice.names.update(dict.fromkeys(forms))
    voice.keys |= keys
    return voice


def _same(voice: _Voice, kind: str | None, keys: set[str]) -> bool:
    """Whether a source is this speaker: nobody with nobody, an unnamed one by its words, an entity by its names."""
    if (voice.type is None) != (kind is None):
        return False
    if not keys and not voice.keys:
        return True
    if "person" in {kind, voice.type}:
        return kind == voice.type and any(one == other or same_name(one, other) for one in keys for other in voice.keys)
    return bool(keys & voice.keys)


def _speaker(voice: _Voice) -> Speaker:
    fullest = max(voice.names, key=lambda name: (len(name.split()), len(name)), default=None)
    return Speaker(
        name=fullest,
        named=voice.type is not None,
        aliases=tuple(name for name in voice.names if name != fullest),
        articles=tuple(dict.fromkeys(record.article.id for record, _ in voice.said)),
        statements=tuple(_variants(voice.said)),
    )


def _variants(said: Sequence[tuple[Record, Statement]]) -> list[Variants]:
    """Statements gathered into sayings, the likest first; one article gives a saying at most one statement."""
    groups = [[at] for at in range(len(said))]
    pairs = [
        (-likeness(said[one][1], said[other][1]), one, other)
        for one, other in combinations(range(len(said)), 2)
        if said[one][0] is not said[other][0]
    ]
    for unlike, one, other in sorted(pairs):
        first, second = groups[one], groups[other]
        articles = [said[at][0].article.id for at in (*first, *second)]
        if -unlike >= SAME and len(set(articles)) == len(articles):
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
