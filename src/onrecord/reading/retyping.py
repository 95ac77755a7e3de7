"""Names whose kind the words around them tell better than their letters: "Norland's foreign minister", "in Norland".

A name of one word that nobody has in full, that has ministers or lies around somebody, is a country or a place and no
person. Selectional preference, as old as Resnik (1993), by a short list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.articles.outlet import is_outlet
from onrecord.reading.countries import country
from onrecord.reading.given_names import is_given
from onrecord.reading.nouns import is_collective, kind_of, names_organisation
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Entity, Mention, content_id

_GOVERNED: Final = frozenset(
    "minister president premier chancellor king queen emir sultan government parliament army navy military troops "
    "border capital economy currency ambassador embassy cabinet constitution sovereignty independence airspace "
    "territory authority senate assembly legislature coast population electorate lawmaker oligarch junta".split()
)
_PLACED: Final = frozenset(
    {"in", "near", "across", "throughout", "outside", "inside", "into", "toward", "towards", "within"}
)
_HUMAN: Final = frozenset({"nmod:desc"})
_DOUBTED: Final = frozenset({"person", "nationality", "other", "work", "event"})


def retyped(walk: Treewalk, article_id: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities of which some have another type than their names suggest.

    Args:
        walk: the syntax.
        article_id: the article's id, for theirs.
        entities: what is named, by names only.
    """
    return tuple(_retyped(walk, article_id, entity) for entity in entities)


def _retyped(walk: Treewalk, article_id: str, entity: Entity) -> Entity:
    kind = _publishing(walk, entity)
    if kind is not None and kind != entity.type:
        return _as(article_id, entity, kind)
    if entity.type not in _DOUBTED or entity.aliases or " " in entity.name or entity.roles or country(entity.name):
        return entity
    told = [kind for mention in entity.mentions if (kind := _told(walk, mention)) is not None]
    if not told or "person" in told:
        return entity
    kind = "country" if "country" in told else "place"
    if 2 * len(told) < len(entity.mentions) and kind == "place":
        return entity
    return _as(article_id, entity, kind)


def _as(article_id: str, entity: Entity, kind: str) -> Entity:
    return replace(entity, id=content_id("e", article_id, kind, entity.name, entity.mentions[0].start), type=kind)


def _publishing(walk: Treewalk, entity: Entity) -> str | None:
    """What the noun right before a name says it is: "the daily Kurier"; a publication too if it is named like one."""
    kinds = [kind for mention in entity.mentions if (kind := _beside(walk, mention)) is not None]
    if kinds and kinds[0] != "person" and entity.type not in {kinds[0], "country"}:
        return kinds[0]
    if entity.type in _TOLD_TO and country(entity.name) is None and _speaks_to(walk, entity):
        return "publication"
    words = entity.name.lower().split()
    named_so = len(words) > 1 and is_outlet(entity.name) and not is_given(words[0])
    if names_organisation(entity.name) and not {"news", "press"} & set(words):
        named_so = False
    return "publication" if named_so and entity.type in {*_DOUBTED, "place", "organisation"} else None


def _speaks_to(walk: Treewalk, entity: Entity) -> bool:
    """Whether somebody speaks to or on what a name is of; who is told something, and named in pieces, is a person."""
    pieces = not entity.name.isupper() and any(_is_piece(walk, mention) for mention in entity.mentions)
    return any(_is_told(walk, mention, told=not pieces and entity.type not in _BODIES) for mention in entity.mentions)


def _is_piece(walk: Treewalk, mention: Mention) -> bool:
    """Whether another word of a name stands right beside a name."""
    inside = walk.within(mention.span)
    beside = (inside[0] - 1, inside[-1] + 1) if inside else ()
    return any(0 <= at < len(walk.words) and walk.words[at].upos == "PROPN" for at in beside)


def _is_told(walk: Treewalk, mention: Mention, *, told: bool) -> bool:
    """Whether a name is of who was told something, or on which somebody spoke: "told Marn Today", "interview on MBC".

    Or of who employs a presenter: "MBC anchor Ola Lund"; of a "host" only where it is an acronym.
    """
    inside = walk.within(mention.span)
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    behind = walk.lower(last + 1) if last + 1 < len(walk.words) else ""
    if behind in _PRESENTERS or (behind == "host" and mention.words.isupper()):
        return walk.words[last].relation == "compound"
    before = [walk.lower(at) for at in range(max(0, first - _TOLD_REACH), first)]
    if before[-1:] and before[-1] in _TELLING:
        return told
    return len(before) > 1 and before[-1] in {"with", "on"} and before[-2] == "interview"


_BODIES: Final = frozenset({"organisation", "nationality"})
"""What is told something without being an outlet: "told the ministry", "told Norlanders"."""
_TELLING: Final = frozenset({"told", "tells", "telling"})
_TOLD_REACH: Final = 2
_PRESENTERS: Final = frozenset({"anchor", "anchorman", "anchorwoman", "columnist", "presenter", "newscaster"})
_TOLD_TO: Final = frozenset({"place", "nationality", "other", "work", "event", "organisation"})


def _beside(walk: Treewalk, mention: Mention) -> str | None:
    """The kind of thing that the noun right before a name stands for, where both are one phrase."""
    inside = walk.within(mention.span)
    if inside and (kind := _behind(walk, inside[-1])) is not None:
        return kind
    if not inside or inside[0] == 0:
        return None
    noun, head = inside[0] - 1, walk.head(mention.span)
    word = walk.words[noun]
    near = walk.words[inside[0]].start - word.end == 1 and word.upos in {"NOUN", "ADJ"} and word.xpos in {"NN", "JJ"}
    joined = head is not None and (word.head == head or walk.words[head].head == noun)
    if not near or not joined or walk.words[noun].relation == "obl":
        return None
    kind = kind_of(word.lemma, walk.lower(noun - 1) if noun else "")
    return kind if kind in {"publication", "facility", "organisation"} else None


def _behind(walk: Treewalk, last: int) -> str | None:
    """The kind that a noun right behind a name gives it: "the Redsand gang", but not "the Marn police"."""
    if last + 1 >= len(walk.words):
        return None
    noun, word = walk.words[last + 1], walk.words[last]
    joined = noun.start - word.end == 1 and noun.xpos == "NN" and word.relation == "compound" and word.head == last + 1
    kind = kind_of(noun.lemma) if joined and not is_collective(noun.lemma) else None
    return kind if kind in {"organisation", "publication", "facility"} and noun.lemma in _NAMED_KINDS else None


_NAMED_KINDS: Final = frozenset(
    "gang group movement party cult sect network syndicate cartel militia camp base airport prison bridge dam magazine "
    "newspaper daily weekly company firm club brand refinery mine".split()
)


def _told(walk: Treewalk, mention: Mention) -> str | None:
    """What the words around a name say it is."""
    head = walk.head(mention.span)
    if head is None:
        return None
    word, governor = walk.words[head], walk.governor(head)
    if walk.children(head, *_HUMAN):
        return "person"
    if word.relation == "nmod:poss" and governor is not None and walk.words[governor].lemma.lower() in _GOVERNED:
        return "country"
    cases = {walk.lower(case) for case in walk.children(head, "case")}
    return "place" if word.relation in {"obl", "nmod", "root", "conj"} and cases & _PLACED else None
