"""The items of a record in words, for pages and terminals alike: actors, relations, labels, and what goes with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.export.voices import called, chain
from onrecord.reading.acts import NEUTRAL
from onrecord.record import (
    Anchor,
    Corrected,
    Entity,
    Label,
    Mention,
    MentionKind,
    Record,
    Relation,
    Role,
    Statement,
    Voice,
)

_COUNTED = {
    MentionKind.NAME: ("name", "names"),
    MentionKind.NOMINAL: ("description", "descriptions"),
    MentionKind.PRONOUN: ("pronoun", "pronouns"),
}
_TOLD = {
    "holds-office": "holds office",
    "member-of": "is a member of",
    "part-of": "is part of",
    "based-in": "is based in",
    "located-in": "lies in",
    "hosts": "hosts",
    "listed-as": "is listed",
    "owns": "owns",
    "spokesperson-for": "speaks for",
    "party-of": "has for a party",
    "country-of": "has for a country",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """Something told beside an item: a word of ours, then words of the article or a name, then what we make of them."""

    what: str
    words: str
    anchor: Anchor | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation in words: subject, what it does, object, and what is told beside it."""

    relation: Relation
    subject: str
    does: str
    object: str | None
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """The uses of one loaded name by one voice, all quoted or none."""

    words: str
    kind: str | None
    quoted: bool
    voice: Voice
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The loaded names for one entity; None gathers those of whom it is not known whom they are for."""

    entity: Entity | None
    uses: tuple[Use, ...]


def does(kind: str) -> str:
    """What a subject does in a relation of a kind, in words."""
    return _TOLD[kind]


def paragraph_at(record: Record, offset: int) -> int:
    """The number of the paragraph that some character stands in, from 1; before the first it is 1."""
    return max(1, bisect_right([span.start for span in record.article.paragraphs], offset))


def actors(record: Record) -> list[Entity]:
    """The entities, those mentioned most often first."""
    return sorted(record.entities, key=lambda entity: (-len(entity.mentions), entity.mentions[0].start))


def role(one: Role) -> str:
    """What somebody is said to be, in a line: "former Prime Minister of Albania"."""
    when = ["former"] if one.former else ["then"] if one.then else []
    return " ".join([*when, one.title, *(["of", one.of] if one.of else [])])


def mentions(entity: Entity) -> list[tuple[str, list[tuple[str, list[Mention]]]]]:
    """An entity's mentions by kind, and in a kind by their words; how many of the kind is told in words."""
    found = []
    for kind, (one, more) in _COUNTED.items():
        of_kind = [mention for mention in entity.mentions if mention.kind is kind]
        words: dict[str, list[Mention]] = {}
        for mention in of_kind:
            words.setdefault(" ".join(mention.words.split()), []).append(mention)
        if of_kind:
            found.append((f"{len(of_kind)} {one if len(of_kind) == 1 else more}", list(words.items())))
    return found


def standing(record: Record, relation: Relation) -> Standing:
    """A relation in words."""
    parts = (
        ("as", relation.label),
        ("of", relation.count),
        ("at", relation.when),
        ("since", relation.since),
        ("until", relation.until),
    )
    details = [Detail(what, anchor.words, anchor) for what, anchor in parts if anchor is not None]
    details += [Detail("by", record.entity(one).name) for one in relation.by]
    if relation.former:
        details.append(Detail("", "told as past"))
    return Standing(
        relation=relation,
        subject=record.entity(relation.subject).name,
        does=_TOLD[relation.kind],
        object=None if relation.object is None else record.entity(relation.object).name,
        details=tuple(details),
    )


def labels(record: Record) -> list[Named]:
    """The loaded names by whom they are for, those of nobody known last; the same words in one voice are one use."""
    entities: dict[str | None, dict[tuple[object, ...], list[Label]]] = {}
    for label in record.labels:
        words = " ".join(label.words.casefold().split())
        key = (words, label.kind, label.quoted, tuple((link.entity, called(link)) for link in label.voice))
        entities.setdefault(label.entity, {}).setdefault(key, []).append(label)
    ordered = sorted(entities, key=lambda one: one is None)
    return [
        Named(
            entity=None if one is None else record.entity(one),
            uses=tuple(
                Use(" ".join(uses[0].words.split()), uses[0].kind, uses[0].quoted, uses[0].voice, tuple(uses))
                for uses in entities[one].values()
            ),
        )
        for one in ordered
    ]


def corrections_of(record: Record, item: str) -> Iterator[Corrected]:
    """What people corrected in an item, by its id."""
    for one in record.corrections:
        if item in {each.id for each in (one.statement, one.event) if each is not None}:
            yield one


def correction(one: Corrected) -> str:
    """What a person corrected, in a line: "speaker corrected by Ada on 2026-03-02; read as the Post › Vall"."""
    why = f": {one.why}" if one.why else ""
    if one.kind == "speaker" and one.statement is not None:
        return f"speaker corrected by {one.who} on {one.when[:10]}{why}; read as {chain(one.statement.voice)}"
    if one.event is not None:
        what = f"read as the event {one.event.type}: “{one.event.trigger.words}”"
    else:
        said = one.statement.content if one.statement is not None else ()
        what = f"read as a statement: “{' … '.join(each.words for each in said)}”"
    held = "no event" if one.kind == "not-an-event" else "no statement"
    return f"{held}, says {one.who} on {one.when[:10]}{why}; {what}"


def manner(statement: Statement) -> Iterator[Detail]:
    """How a statement is made: mode, act, commitment, to whom, in what and when, as far as told."""
    yield Detail("", statement.mode.value)
    if statement.act not in {None, NEUTRAL}:
        yield Detail("", statement.act or "")
    if statement.commitment is not None:
        yield Detail("", statement.commitment)
    for what, anchor in (("to", statement.addressee), ("", statement.medium), ("", statement.when)):
        if anchor is not None:
            yield Detail(what, anchor.words, anchor)
