"""What the encoder leaves without a name, looked at again by rule: surest rule first.

Sieves, as in Lee et al. (Computational Linguistics 39, 2013): each joins phrases without a name to an entity that
has one, and none undoes another's work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.reading.countries import country
from onrecord.reading.grouping import folded
from onrecord.reading.loaded import is_loaded
from onrecord.reading.nouns import is_collective
from onrecord.reading.office_words import office
from onrecord.reading.phrase import Phrase
from onrecord.reading.reference import Cluster, may_stand_for
from onrecord.record import Mention, MentionKind, Span

_KNOWN_AS: Final = re.compile(
    r",?\s*(?:(?:who|which|that)\s+)?(?:(?:is|are|was|were)\s+)?(?:\w+ly\s+|also\s+|better\s+|now\s+|once\s+)?"
    r"(?:known|called|named|dubbed|nicknamed|code-?named|titled|entitled)\s+(?:\w+ly\s+|simply\s+)?(?:as\s+)?(?:the\s+)?[\"“‘']?"
)
_UNSURE: Final = frozenset({"nationality", "other", "place", "event", "work"})
"""Types of name that the words around it may correct."""
_NEAR: Final = 2
"""How many sentences back the only entity of a kind may stand that a phrase like "the company" is taken for."""
_STEM: Final = 5


@dataclass(frozen=True, slots=True)
class _Text:
    words: str
    sentences: Sequence[Span]


def sifted(text: str, sentences: Sequence[Span], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Clusters with as many as possible of those without a name joined to named ones.

    Args:
        text: the text.
        sentences: its sentences.
        clusters: as `reference.gathered` gives them; they are changed.
    """
    told = _Text(text, sentences)
    for sieve in _SIEVES:
        clusters = _through(sieve, told, clusters)
    return list(clusters)


_Sieve = Callable[[_Text, Cluster, Sequence[Cluster]], Cluster | None]


def _through(sieve: _Sieve, told: _Text, clusters: Sequence[Cluster]) -> list[Cluster]:
    named = [cluster for cluster in clusters if cluster.entity is not None]
    left: list[Cluster] = []
    for cluster in clusters:
        if cluster.entity is not None:
            continue
        found = sieve(told, cluster, named)
        if found is None:
            left.append(cluster)
        else:
            found.phrases = sorted((*found.phrases, *cluster.phrases), key=lambda each: (each.start, each.end))
    return [*named, *left]


def _introduced(told: _Text, cluster: Cluster, named: Sequence[Cluster]) -> Cluster | None:
    """A name that stands in or right after a phrase: "the camp, known as Hallan-3", "the Hallan-3 camp"."""
    for here in cluster.phrases:
        if here.kind is not MentionKind.NOMINAL:
            continue
        opens = _KNOWN_AS.match(told.words, here.end) is not None
        for one in named:
            for name in _names(one):
                compound = (
                    here.start <= name.start
                    and name.end < here.end
                    and not told.words[name.end : here.end].strip(" \u00a0").count(" ")
                )
                known_as = opens and name.start >= here.end and _KNOWN_AS.fullmatch(told.words, here.end, name.start)
                if (compound and _of_its_kind(here, one)) or (known_as and _is_or_may_be(here, one)):
                    if here.listed is not None and one.type in _UNSURE:
                        one.type = here.listed
                    return one
    return None


def _is_or_may_be(here: Phrase, one: Cluster) -> bool:
    """Whether a phrase says what a named entity is, perhaps better than the type of its name does."""
    return may_stand_for(here, one) or (here.listed is not None and one.type in _UNSURE and not _is_people(one))


def _of_its_kind(here: Phrase, one: Cluster) -> bool:
    """Whether the noun after a name says what the name's entity is: "the Hallan-3 camp", not "the Marn police".

    What stands behind a person's name is not that person: "the Lund campaign".
    """
    if here.listed is None or one.type == "person" or _is_people(one):
        return False
    return here.listed == one.type or (one.type in _UNSURE and here.listed in {"facility", "publication"})


def _is_people(one: Cluster) -> bool:
    return any(country(name.words) is not None for name in _names(one))


def _same_noun(_: _Text, cluster: Cluster, named: Sequence[Cluster]) -> Cluster | None:
    """Who "the group" was before, the last time, where no other words tell them apart."""
    for here in _definite(cluster):
        best: tuple[int, Cluster] | None = None
        for one in named:
            for other in _definite(one):
                if (
                    other.start < here.start
                    and other.noun == here.noun
                    and other.plural == here.plural
                    and _agree(here, other)
                ):
                    best = max(best or (-1, one), (other.start, one), key=lambda each: each[0])
        if best is not None and (best[1].type == cluster.type or may_stand_for(here, best[1])):
            return best[1]
    return None


def _named_so(_: _Text, cluster: Cluster, named: Sequence[Cluster]) -> Cluster | None:
    """Whose name ends in the noun of a phrase: "the trust" after the Coast Trust, the last time."""
    for here in _definite(cluster):
        if here.plural or _plain(here) or here.type == "person" or not here.lower.startswith("the "):
            continue
        ending = [
            (name.start, number)
            for number, one in enumerate(named)
            for name in one.names
            if name.start < here.start and one.type != "person" and folded(name.words).split()[-1:] == [here.noun]
            if " " in name.words
        ]
        if ending:
            return named[max(ending)[1]]
    return None


def _agree(here: Phrase, other: Phrase) -> bool:
    """Whether the plain words before two nouns tell no difference; loaded ones ("terror") tell none."""
    mine, theirs = _plain(here), _plain(other)
    return mine <= theirs or theirs <= mine


def _plain(here: Phrase) -> set[str]:
    return {
        word for word in here.modifiers if not is_loaded(word) and not word.startswith(("anti", "pro-")) and word != "-"
    }


def _office(_: _Text, cluster: Cluster, named: Sequence[Cluster]) -> Cluster | None:
    """A person whose office a phrase gives, of that country where both tell: "the Marnish prime minister"."""
    if cluster.type != "person":
        return None
    for here in _definite(cluster):
        fitting = [(place, one) for one in named if one.type == "person" and (place := _holds(here, one)) is not None]
        if fitting and not here.plural:
            return max(fitting, key=lambda each: each[0])[1]
        holders = [one for one in named if one.type == "person" and _is_the_only_kind(here, one)]
        if len(holders) == 1 and not here.plural:
            return holders[0]
    return None


def _is_the_only_kind(here: Phrase, one: Cluster) -> bool:
    """Whether a person holds an office of the noun of a phrase, whatever else either tells: "the party's nominee"."""
    if not may_stand_for(here, one) or " of " in here.lower or not here.lower.startswith("the "):
        return False
    roles = one.entity.roles if one.entity is not None else ()
    return any(office(role.title.split()[-1]) == office(here.noun) for role in roles)


def _holds(here: Phrase, one: Cluster) -> int | None:
    """Where a person was last named before a phrase that gives an office of theirs; None where it gives none."""
    if not may_stand_for(here, one):
        return None
    for role in one.entity.roles if one.entity is not None else ():
        title = [office(word) for word in role.title.lower().split()]
        said = [office(word) for word in (*here.modifiers, here.noun) if country(word) is None]
        if not said or title[-1] != said[-1] or not (set(said) <= set(title) or set(title) <= set(said)):
            continue
        lands = {found.name for word in here.modifiers if (found := country(word)) is not None}
        if lands and role.of is not None and not any(land in role.of for land in lands):
            continue
        places = [name.start for name in _names(one) if name.start < here.start]
        return max(places, default=None)
    return None


def _loaded(_: _Text, cluster: Cluster, named: Sequence[Cluster]) -> Cluster | None:
    """Somebody who was called by a loaded name like this one before: "the terrorists" after "the terror group"."""
    for here in _definite(cluster):
        stems = _stems(here)
        if not stems:
            continue
        places = [
            (other.start, number)
            for number, one in enumerate(named)
            if one.type in {"organisation", "country", "person"}
            for other in _definite(one)
            if other.start < here.start and stems & _stems(other) and (one.type != "person" or not here.plural)
        ]
        if places:
            return named[max(places)[1]]
    return None


def _stems(here: Phrase) -> set[str]:
    return {word[:_STEM] for word in (*here.modifiers, here.noun) if is_loaded(word)}


def _only_one(told: _Text, cluster: Cluster, named: Sequence[Cluster]) -> Cluster | None:
    """The one company told of in the sentences before, for "the company"."""
    for here in _definite(cluster):
        if not _is_bare(here):
            continue
        since = _sentence_back(told, here.start)
        near = [
            one
            for one in named
            if one.type == here.listed and any(since <= place < here.start for place in _places(one))
        ]
        if len(near) == 1:
            return near[0]
    return None


def _is_bare(here: Phrase) -> bool:
    """Whether a phrase tells no more than a kind: "the company", but not "the police", a body of its own."""
    if here.listed in {None, "person"} or here.plural or _plain(here) or is_collective(here.noun):
        return False
    return here.lower.startswith(("the ", "this ", "that ")) and " of " not in here.lower


def _sentence_back(told: _Text, at: int) -> int:
    before = [span.start for span in told.sentences if span.start <= at]
    return before[max(0, len(before) - 1 - _NEAR)] if before else 0


def _places(one: Cluster) -> Iterator[int]:
    yield from (name.start for name in _names(one))
    yield from (here.start for here in one.phrases)


def _definite(cluster: Cluster) -> list[Phrase]:
    return [here for here in cluster.phrases if here.kind is MentionKind.NOMINAL and here.definite]


def _names(one: Cluster) -> Sequence[Mention]:
    return one.names


_SIEVES: Final[tuple[_Sieve, ...]] = (_introduced, _named_so, _same_noun, _office, _loaded, _only_one)
