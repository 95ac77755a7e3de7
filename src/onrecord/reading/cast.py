"""The cast of an article: its entities with everything they are called, and what they are said to be.

To the names come phrases ("the group", "the Marnish prime minister") and pronouns. What is never named is an entity
too where it is told of more than once, or is a body that acts ("Marnish police").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from onrecord.reading.countries import country
from onrecord.reading.entities import written
from onrecord.reading.nouns import is_collective, names_organisation
from onrecord.reading.phrase import Phrase
from onrecord.reading.reference import Cluster
from onrecord.reading.titles import titles
from onrecord.record import Entity, Mention, MentionKind, Role, content_id

_PAST: Final = re.compile(r"^(?:the\s+)?(?:then|former|ex|late)[\s-]+", re.IGNORECASE)
_LONG: Final = 60
"""The most characters of a phrase that is told as another name."""
_THEIRS: Final = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_ARTICLES: Final = ("the ", "a ", "an ")
_ACTORS: Final = frozenset({"person", "organisation", "country", "facility", "publication", "place"})


def cast(text: str, article_id: str, clusters: Sequence[Cluster]) -> tuple[Entity, ...]:
    """The entities of a text, in the order of their first mentions.

    Args:
        text: the text.
        article_id: the article's id, for theirs.
        clusters: what stands for each of them.
    """
    lands = {
        (name.start, name.end)
        for cluster in clusters
        if cluster.type in {"country", "nationality", "place"}
        for name in cluster.names
    }
    made = (
        _unnamed(text, article_id, cluster, lands)
        if cluster.entity is None
        else _with_phrases(text, article_id, cluster.entity, cluster)
        for cluster in clusters
    )
    found = [entity for entity in made if entity is not None]
    return tuple(sorted(found, key=lambda entity: (entity.mentions[0].start, entity.mentions[0].end)))


def _with_phrases(text: str, article_id: str, entity: Entity, cluster: Cluster) -> Entity:
    kind = cluster.type or entity.type
    if kind in {"place", "other", "nationality"} and names_organisation(entity.name):
        kind = "organisation"
    if kind == "organisation" and any(here.listed == "publication" for here in cluster.phrases):
        kind = "publication"
    descriptions = dict.fromkeys(
        written(words) for words in (*_introduced(text, cluster), *_descriptions(text, cluster))
    )
    known = {entity.name.casefold(), *(alias.casefold() for alias in entity.aliases)}
    mentions = (*cluster.names, *(_mention(text, here) for here in cluster.phrases))
    return replace(
        entity,
        id=content_id("e", article_id, kind, entity.name, cluster.names[0].start),
        type=kind,
        aliases=(*entity.aliases, *(words for words in descriptions if words.casefold() not in known)),
        mentions=tuple(sorted(mentions, key=lambda each: (each.start, each.end))),
    )


def spoken_of(text: str, clusters: Sequence[Cluster], entities: Sequence[Entity]) -> dict[int, str]:
    """For each pronoun that stands for no entity, by where it begins, the phrase it goes back to, if any.

    Args:
        text: the text.
        clusters: what stands for what.
        entities: what became an entity.
    """
    known = {mention.start for entity in entities for mention in entity.mentions}
    found: dict[int, str] = {}
    for cluster in clusters:
        last: str | None = None
        for here in cluster.phrases:
            if here.kind is MentionKind.NOMINAL:
                last = text[here.start : here.end]
            elif last is not None and here.start not in known:
                found[here.start] = last
    return found


def _mention(text: str, here: Phrase) -> Mention:
    return Mention(text=text, start=here.start, end=here.end, kind=here.kind)


def _introduced(text: str, cluster: Cluster) -> Iterator[str]:
    """Offices of more than one word before a name: "Marn's Prime Minister"."""
    if cluster.type != "person":
        return
    for start, end in cluster.introductions:
        words = _PAST.sub("", text[start:end].strip(" \u00a0,"))
        parts = words.replace("-", " ").split()
        if len(parts) > 1 and len(words) <= _LONG and parts[-1].lower() in titles():
            yield _in_running_text(words)


def _descriptions(text: str, cluster: Cluster) -> Iterator[str]:
    for here in cluster.phrases:
        words = text[here.start : here.end]
        opening = here.lower.split(" ", 1)[0]
        if here.kind is MentionKind.NOMINAL and here.definite and opening not in _THEIRS and len(words) <= _LONG:
            yield _in_running_text(words)


def _in_running_text(words: str) -> str:
    """A phrase as it reads inside a sentence: "The group" is "the group"."""
    first, _, rest = words.partition(" ")
    return f"{first.lower()} {rest}" if first in {"The", "This", "That", "These", "Those"} else words


def _unnamed(text: str, article_id: str, cluster: Cluster, lands: AbstractSet[tuple[int, int]]) -> Entity | None:
    """An entity without a name, or None where it is told of too little to be one."""
    nominal = [here for here in cluster.phrases if here.kind is MentionKind.NOMINAL]
    bodies = [span for here in nominal if (span := _body(text, here, lands)) is not None]
    acts = bool(bodies)
    if cluster.type not in _ACTORS or not any(acts or _is_somebody(here) for here in nominal):
        return None
    if len(cluster.phrases) == 1 and not acts:
        return None
    fullest = max(nominal, key=lambda here: (bool(here.modifiers), here.definite, -here.start))
    start, end = bodies[0] if bodies else (fullest.start, fullest.end)
    name = _without_article(written(text[start:end]))
    descriptions = dict.fromkeys(_descriptions(text, cluster))
    return Entity(
        id=content_id("e", article_id, cluster.type, name, cluster.first),
        type=cluster.type,
        name=name,
        aliases=tuple(words for words in descriptions if _without_article(words).casefold() != name.casefold()),
        mentions=tuple(_mention(text, here) for here in cluster.phrases),
    )


def _is_somebody(here: Phrase) -> bool:
    """Whether a phrase is of somebody told apart from others: "the appeals court", "a neighbour"; not of 47 people."""
    opening = here.lower.split(" ", 1)[0]
    return here.definite or (opening in {"a", "an", "one"} and not here.plural)


def _body(text: str, here: Phrase, lands: AbstractSet[tuple[int, int]]) -> tuple[int, int] | None:
    """The offsets of a body that acts for a country, people or place: "Marnish authorities", "police in Lorne"."""
    before = here.modifiers[-1] if here.modifiers else ""
    if not is_collective(here.noun, before):
        return None
    inside = any(here.start <= start and end <= here.end for start, end in lands)
    if inside or any(country(word) is not None for word in here.lower.split()):
        return here.start, here.end
    lies = _LIES.match(text, here.end)
    where = next((end for start, end in lands if lies is not None and start == lies.end()), None)
    return (here.start, where) if where is not None else None


_LIES: Final = re.compile(r" (?:in|of) (?:the )?")


def _without_article(words: str) -> str:
    lower = words.lower()
    return next((words[len(article) :] for article in _ARTICLES if lower.startswith(article)), words)


def with_offices(entities: Sequence[Entity], clusters: Sequence[Cluster]) -> tuple[Entity, ...]:
    """Entities with the offices that phrases give them: "a commander of the group", of the entity that is meant."""
    ends: dict[int, list[Entity]] = {}
    for entity in entities:
        for mention in entity.mentions:
            ends.setdefault(mention.end, []).append(entity)
    result: list[Entity] = []
    phrases = {cluster.names[0].start: cluster.phrases for cluster in clusters if cluster.names}
    for entity in entities:
        named = next((one.start for one in entity.mentions if one.kind is MentionKind.NAME), None)
        roles = dict.fromkeys(entity.roles)
        for here in phrases.get(named, ()) if named is not None and entity.type == "person" else ():
            office = _office(here, next((one for one in ends[here.end] if one is not entity), None))
            if office is not None and not any(_same(office, role) for role in roles):
                roles[office] = None
        result.append(replace(entity, roles=tuple(roles)))
    return tuple(result)


def _office(here: Phrase, whose: Entity | None) -> Role | None:
    if here.kind is not MentionKind.NOMINAL or here.noun not in titles() or whose is None or " of " not in here.lower:
        return None
    title = " ".join(word for word in _said(here) if word not in {"former", "then", "ex"})
    return Role(title=title, of=whose.name, former="former" in here.modifiers, then="then" in here.modifiers)


def _said(here: Phrase) -> list[str]:
    words = _without_article(here.lower.split(" of ", 1)[0])
    return words.split()


def _same(one: Role, other: Role) -> bool:
    return one.title.casefold().split()[-1:] == other.title.casefold().split()[-1:] and other.of in {one.of, None}
