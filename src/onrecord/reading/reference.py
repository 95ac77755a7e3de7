"""Reference: which phrases and pronouns stand for which entity, so that an actor is one under all its names.

Names that are one are known before (`entities.grouped`). Every other mention goes to the cluster that the encoder
points it to most, as in entity-level mention ranking (Clark and Manning, ACL 2016), unless that cannot be: two names
stay two entities, "she" is nobody who was "Mr", "the country" is no person. What stays without a name is looked at
again by rule, surest rule first (Lee et al., Computational Linguistics 39, 2013): "the camp, known as Hallan-3"; a
phrase built around the same noun; an office; a loaded name like one used before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.reading.given_names import is_mans, is_womans
from onrecord.reading.grouping import folded
from onrecord.reading.mentions import FoundMention
from onrecord.reading.nouns import is_collective, is_persons, kind_of
from onrecord.reading.office_words import office
from onrecord.reading.phrase import Phrase, phrase
from onrecord.reading.pronouns import FEMALE, HE, IT, MALE, SHE, THEY
from onrecord.reading.titles import titles
from onrecord.reading.trees import ROOT
from onrecord.record import Entity, Mention, MentionKind

if TYPE_CHECKING:
    from onrecord.reading.encoder import Links, Scores
    from onrecord.reading.syntax import Parse

WHO: Final = frozenset({"who", "whom", "which", "that"})
THING: Final = "thing"
"""The type of what is no entity, though "it" may stand for it: a report's finding, a plan, a war."""
_BODIES: Final = frozenset({"organisation", "publication", "country", "facility", "place"})
_THINGS: Final = frozenset({*_BODIES, THING, "event", "work", "other"})

_STANDS_FOR: Final = {
    "person": frozenset({"person"}),
    "organization": frozenset({"organisation", "publication", "country"}),
    "place": frozenset({"country", "place", "facility"}),
    "object": frozenset({"facility", "publication", "work"}),
    "event": frozenset({"event"}),
    "abstract": frozenset({"work"}),
}
"""What entities a phrase of one of GUM's types can stand for where its noun is not listed (`nouns.kind_of`)."""


@dataclass(slots=True)
class Cluster:
    """Mentions that stand for one entity.

    Attributes:
        entity: the entity as far as its names tell; None where it is named nowhere.
        type: one of `record.ENTITY_TYPES`; None where its phrases do not tell.
        names: where it is named.
        phrases: what stands for it beside its names.
        introductions: the phrases around its names, "the Marnish minister Ana Quill", as half-open offsets.
        male: whether something tells that it is a man.
        female: whether something tells that it is a woman.
    """

    entity: Entity | None
    type: str | None
    names: list[Mention] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    introductions: list[tuple[int, int]] = field(default_factory=list)
    male: bool = False
    female: bool = False

    @property
    def first(self) -> int:
        """Where a phrase for it stands first."""
        return min(each.start for each in self.phrases)

    @property
    def shown(self) -> bool:
        """Whether it is of something that the record can hold, and mentioned."""
        return bool(self.names) or (bool(self.phrases) and self.type != THING)


def gathered(
    scores: Scores, parse: Parse, text: str, named: Sequence[Entity], mentions: Sequence[FoundMention]
) -> list[Cluster]:
    """The mentions of a text, gathered by what they stand for.

    Args:
        scores: what the encoder says of the text.
        parse: its syntax, words with their pieces.
        text: the text.
        named: the entities that are named in it.
        mentions: all its mentions, in the order of their heads.

    Returns:
        A cluster for each named entity, in their order, then those without a name in text order; the phrases of
        each in text order. Mentions that are of nothing that can be an entity (times, abstractions) are left out.
    """
    gathering = _Gathering(scores, parse, text, named, mentions)
    gathering.point()
    return gathering.clusters()


_Pointed = tuple[int, float, list[tuple[int, float]]]
"""A mention's place, how likely it is new, and the places of earlier ones with how likely each is meant."""


class _Gathering:
    """Clusters while they grow."""

    def __init__(
        self, scores: Scores, parse: Parse, text: str, named: Sequence[Entity], found: Sequence[FoundMention]
    ) -> None:
        self._links: Links = scores.antecedents
        self._found = found
        self._heads = [mention.head for mention in found]
        self._phrases = [phrase(parse, text, mention) for mention in found]
        self._anchors = np.array([parse.words[mention.head].piece for mention in found], dtype=np.int64)
        self._named = [_of_names(text, one) for one in named]
        self._of: list[Cluster | None] = [None] * len(found)
        self._at = at = {mention.head: place for place, mention in enumerate(found)}
        self._parse, self._text = parse, text
        self._name_at: dict[int, Mention] = {}
        for cluster, one in zip(self._named, named, strict=True):
            for name in one.mentions:
                place = _headed(name, parse, at)
                if place is not None:
                    self._of[place] = cluster
                    self._name_at[place] = name
                    if found[place].start < name.start and name.end <= found[place].end:
                        cluster.introductions.append((found[place].start, name.start))
        self._nameless: list[Cluster] = []
        self._bearers: dict[str, list[Cluster]] = {}
        for bearer in self._named:
            for surname in _last_words(bearer) if bearer.type == "person" else ():
                self._bearers.setdefault(surname, []).append(bearer)
        self._holders: dict[str, set[str]] = {}
        for one in named:
            for role in one.roles:
                self._holders.setdefault(office(role.title.split()[-1]), set()).add(one.id)
        names = sorted((name.start, name.end) for one in named for name in one.mentions)
        self._covered = {
            place
            for place, mention in enumerate(found)
            if mention.kind is MentionKind.NAME and _overlaps(names, (mention.start, mention.end))
        }

    def point(self) -> None:
        """Put each mention with what the encoder points it to, in text order."""
        pointed = list(self._pointed())
        self._sex(pointed)
        for place, nothing, candidates in pointed:
            mine = self._of[place]
            here = self._phrases[place]
            weights: dict[int, tuple[float, Cluster]] = {}
            for other, weight in candidates:
                cluster = self._of[other]
                if cluster is not None and cluster is not mine:
                    known = weights.get(id(cluster), (0.0, cluster))
                    weights[id(cluster)] = (known[0] + weight, cluster)
            likely = [one for one in weights.values() if one[0] > nothing]
            ranked = sorted(likely, key=lambda each: -each[0])
            best = next((one for one in ranked if self._may(here, one[1], mine)), None)
            if mine is not None:
                if best is not None and best[1].entity is None and mine.entity is not None:
                    self._merge(best[1], mine)
                else:
                    self._choose(place, mine, candidates)
            elif place not in self._covered:
                cluster = best[1] if best is not None else self._new(here)
                if cluster is not None:
                    self._of[place] = cluster
                    cluster.phrases.append(here)
                    _learn(cluster, here)

    def _new(self, here: Phrase) -> Cluster | None:
        """A cluster for a mention that goes back to none; None for what can be no entity."""
        if not fits_something(here) and (here.kind is MentionKind.PRONOUN or here.gum == "time"):
            return None
        cluster = Cluster(None, here.type if fits_something(here) else THING)
        self._nameless.append(cluster)
        return cluster

    def _sex(self, pointed: Sequence[_Pointed]) -> None:
        """What "he" and "she" tell of the people named, all through the text, where names and titles tell nothing."""
        told: dict[int, list[float]] = {}
        for place, _, candidates in pointed:
            lower = self._phrases[place].lower
            side = 0 if lower in HE else 1 if lower in SHE else None
            for other, weight in candidates if side is not None else ():
                if self._of[other] is not None:
                    told.setdefault(id(self._of[other]), [0.0, 0.0])[side or 0] += weight
        for cluster in self._named:
            he, she = told.get(id(cluster), (0.0, 0.0))
            if cluster.type == "person" and not (cluster.male or cluster.female):
                cluster.male = he > _SURELY and he > _RATHER * she
                cluster.female = she > _SURELY and she > _RATHER * he

    def _pointed(self) -> Iterator[_Pointed]:
        """For each mention in order: its place, how likely it is new, and how likely each earlier one is meant."""
        for window, probabilities in zip(self._links.windows, self._links.probabilities, strict=True):
            first, last = (int(each) for each in np.searchsorted(self._anchors, (window.first, window.last)))
            start = int(np.searchsorted(self._anchors, window.start))
            mine = probabilities[self._anchors[first:last] - window.first]
            theirs = mine[:, self._anchors[start:last] - window.start + 1]
            some, others = np.nonzero(np.tril(theirs > LEAST, first - start - 1))
            pointed = list(zip((start + others).tolist(), theirs[some, others].tolist(), strict=True))
            cuts = pairwise(np.searchsorted(some, np.arange(last - first + 1)).tolist())
            for place, nothing, (begin, end) in zip(range(first, last), mine[:, 0].tolist(), cuts, strict=True):
                yield place, nothing, pointed[begin:end]

    def _may(self, here: Phrase, cluster: Cluster, mine: Cluster | None) -> bool:
        """Whether a mention may stand for a cluster's entity; of a named one, whether the cluster may be it."""
        if mine is not None and cluster.entity is None and cluster.type is not None:
            alike = mine.type is not None and (cluster.type == mine.type or _near(cluster.type, mine.type, strict=True))
            sexes = (mine.male and cluster.female) or (mine.female and cluster.male)
            return alike and not sexes and (mine.type != "person" or self._is_one_person(here, cluster, mine))
        return (
            may_stand_for(here, cluster) and not self._is_anothers(here, cluster) and not self._is_inside(here, cluster)
        )

    def _is_one_person(self, name: Phrase, cluster: Cluster, mine: Cluster) -> bool:
        """Whether phrases without a name may introduce the person of a name: each of one, who may be this one."""
        return not any(
            one.plural
            or one.kin
            or not (_tells_of_one(one) or _is_beside(one, name))
            or (one.definite and self._is_anothers(one, mine))
            for one in cluster.phrases
            if one.kind is MentionKind.NOMINAL
        )

    def _is_inside(self, here: Phrase, cluster: Cluster) -> bool:
        """Whether a cluster's entity is told of inside a phrase: "her daughter" is not she (the i-within-i filter)."""
        if here.kind is MentionKind.PRONOUN or here.predicative:
            return False
        place = bisect_left(self._heads, here.head)
        found = self._found[place]
        near = range(max(0, place - _NEAR), min(len(self._found), place + _NEAR))
        return any(
            self._of[other] is cluster and other != place and found.start <= one.start and one.end <= found.end
            for other in near
            for one in (self._found[other],)
        )

    def _is_anothers(self, here: Phrase, cluster: Cluster) -> bool:
        """Whether a phrase gives an office that others are named with, and a cluster's person is not."""
        if here.kind is MentionKind.PRONOUN or cluster.type != "person":
            return False
        holders = self._holders.get(office(here.noun), set())
        return bool(holders) and cluster.entity is not None and cluster.entity.id not in holders

    def _choose(self, place: int, mine: Cluster, candidates: Sequence[tuple[int, float]]) -> None:
        """Give a short name that two people share to the one whom the encoder points it to."""
        name = self._name_at.get(place)
        if mine.type != "person" or name is None or " " in (short := folded(name.words)) or len(mine.names) == 1:
            return
        bearers = self._bearers.get(short, ())
        sharing = [one for one in bearers if one is not mine]
        if not sharing or not any(one is mine for one in bearers):
            return
        weights = {id(one): 0.0 for one in (mine, *sharing)}
        for other, weight in candidates:
            if id(self._of[other]) in weights:
                weights[id(self._of[other])] += weight
        best = max(sharing, key=lambda one: weights[id(one)])
        if weights[id(best)] > weights[id(mine)] + SURER:
            mine.names.remove(name)
            best.names.append(name)
            self._of[place] = best

    def _relative(self) -> None:
        """Put "who" and "which" with the noun that their clause hangs from."""
        words = self._parse.words
        for index, word in enumerate(words):
            lower = self._text[word.start : word.end].lower()
            if lower not in WHO or word.xpos not in {"WP", "WDT"} or index in self._at:
                continue
            noun = _clause_noun(self._parse, index)
            while noun is not None and noun not in self._at and words[noun].relation in {"flat", "compound"}:
                noun = words[noun].head
            place = self._at.get(noun) if noun is not None else None
            cluster = self._of[place] if place is not None else None
            if cluster is not None:
                found = FoundMention(word.start, word.end, index, "person", MentionKind.PRONOUN, 1.0)
                cluster.phrases.append(phrase(self._parse, self._text, found))

    def _merge(self, nameless: Cluster, named: Cluster) -> None:
        """Give a cluster without a name to the entity whose name turned up."""
        for place, cluster in enumerate(self._of):
            if cluster is nameless:
                self._of[place] = named
        named.phrases.extend(nameless.phrases)
        named.male, named.female = named.male or nameless.male, named.female or nameless.female
        self._nameless.remove(nameless)

    def clusters(self) -> list[Cluster]:
        """All clusters with their phrases."""
        self._relative()
        for cluster in (*self._named, *self._nameless):
            cluster.phrases.sort(key=lambda each: (each.start, each.end))
            cluster.names.sort(key=lambda each: each.start)
        kept = [cluster for cluster in self._nameless if cluster.shown]
        return [*self._named, *sorted(kept, key=lambda cluster: cluster.first)]


_BEFORE: Final = 40
_WORDS: Final = re.compile(r"[^\W\d_]+")


def _of_names(text: str, entity: Entity) -> Cluster:
    """The cluster of a named entity, with what titles before its names tell."""
    found = Cluster(entity, entity.type, list(entity.mentions))
    if entity.type == "person":
        told = {word for name in entity.mentions for word in _titles(text[max(0, name.start - _BEFORE) : name.start])}
        found.male, found.female = not MALE.isdisjoint(told), not FEMALE.isdisjoint(told)
        if found.male == found.female:
            found.male, found.female = is_mans(entity.name), is_womans(entity.name)
        if found.male and found.female:
            found.male = found.female = False
    return found


_SURELY: Final = 1.0
"""How many whole "he" must point to somebody for him to be a man,"""
_RATHER: Final = 3.0
"""and how many times as many as "she"."""
SURER: Final = 0.2
"""How much more a short name must point to another who bears it than to whom it was given."""
LEAST: Final = 1e-4
"""A pointer weaker than this counts for nothing."""


def _titles(before: str) -> Iterator[str]:
    """The words right before a name that say who it is: "Mr.", "spokeswoman", "his wife"."""
    stretch = re.split(r"[,;:!?()\"“”\n]|(?<=\w\w\w)\.", before)[-1]
    for word in reversed(_WORDS.findall(stretch)):
        lower = word.lower()
        if not any(lower in known for known in (titles(), MALE, FEMALE)):
            return
        yield lower


def fits_something(here: Phrase) -> bool:
    """Whether a phrase can stand for an entity that the record holds."""
    if here.kind is MentionKind.PRONOUN:
        return here.lower in HE | SHE
    return here.type in {"person", "organisation", "place", "facility", "country", "publication", "work"}


def may_stand_for(here: Phrase, cluster: Cluster) -> bool:
    """Whether a phrase or pronoun may stand for what a cluster is of."""
    kind = cluster.type
    if kind == THING and here.kind is not MentionKind.PRONOUN:
        return here.noun in {one.noun for one in cluster.phrases}
    if here.kind is MentionKind.PRONOUN:
        return _pronoun_fits(here.lower, kind, cluster)
    if here.kin and cluster.entity is not None:
        return False
    if kind is None or here.first_person or not (here.definite or here.predicative):
        return False
    if (cluster.male and here.female) or (cluster.female and here.male):
        return False
    return _noun_fits(here, kind, cluster)


def _noun_fits(here: Phrase, kind: str, cluster: Cluster) -> bool:
    """Whether the noun of a phrase says what a cluster's entity is, or at least nothing else."""
    words = _name_words(cluster)
    known = here.noun in {one.noun for one in cluster.phrases} and here.type == kind
    if known or (here.noun in words and here.type != "person" and kind != "person"):
        return not is_collective(here.noun) or _agrees(here, cluster, words)
    if is_collective(here.noun) or kind in {"place", "facility"}:
        return here.listed == kind == "place" and cluster.entity is not None
    if here.listed is not None:
        fits = here.listed == kind or _near(here.listed, kind)
        return fits and not (kind == "organisation" and _is_another_body(here, cluster))
    return kind in _STANDS_FOR.get(here.gum, frozenset())


_GENERIC: Final = frozenset(
    "group organisation organization body agency institution company firm business lender carrier maker watchdog "
    "regulator charity outfit operator giant chain side team club retailer insurer airline broker manufacturer "
    "nonprofit network movement".split()
)
"""Nouns that can stand for a body whose name ends in another noun: "the lender" for the Gull Bank."""


def _is_another_body(here: Phrase, cluster: Cluster) -> bool:
    """Whether a phrase tells of a body of another kind than a name ends in: "the federation" is no High Court."""
    ends = {name.lower().split()[-1] for name in _called(cluster)}
    other = any(kind_of(end) == "organisation" for end in ends)
    return other and here.noun not in _GENERIC and here.noun not in ends


def _called(cluster: Cluster) -> tuple[str, ...]:
    return (cluster.entity.name, *cluster.entity.aliases) if cluster.entity is not None else ()


def _agrees(here: Phrase, cluster: Cluster, words: set[str]) -> bool:
    """Whether a phrase tells no other body than a cluster's: "the appeals court" is not the supreme one."""
    told = words | {word for one in cluster.phrases for word in one.modifiers}
    return all(word in told or word.removesuffix("s") in told for word in here.modifiers)


def _name_words(cluster: Cluster) -> set[str]:
    return {word for name in _called(cluster) for word in name.lower().split()}


def _pronoun_fits(word: str, kind: str | None, cluster: Cluster) -> bool:
    if word in HE:
        return kind == "person" and not cluster.female
    if word in SHE:
        return kind == "person" and not cluster.male
    if word in IT:
        return kind in _THINGS
    if word in THEY:
        several = {"organisation", "publication", "country", "nationality", THING}
        return kind in several or (kind == "person" and not cluster.male and not cluster.female)
    return word in WHO and kind is not None


def _near(listed: str, kind: str, *, strict: bool = False) -> bool:
    """Whether what nouns are listed as is told apart too finely: "the state", "the port", "the church"."""
    pair = {listed, kind}
    return (
        (pair <= {"facility", "place"} and not strict)
        or pair <= {"organisation", "publication"}
        or pair <= {"country", "place"}
    )


def _learn(cluster: Cluster, here: Phrase) -> None:
    """What a pronoun or phrase tells of the sex of a person."""
    if cluster.type == "person":
        cluster.male = cluster.male or here.lower in HE or here.male
        cluster.female = cluster.female or here.lower in SHE or here.female
        if cluster.male and cluster.female:
            cluster.male = cluster.female = False


def _tells_of_one(here: Phrase) -> bool:
    """Whether a phrase is of one person told apart: not "delegates", "one of the doctors"; "former chairman" is."""
    calling = (is_persons(here.noun) or here.noun in titles()) and not here.noun.endswith("s")
    return here.definite or here.predicative or here.lower.startswith(("a ", "an ")) or calling


def _is_beside(here: Phrase, name: Phrase) -> bool:
    """Whether a phrase stands right before or behind a name: "union boss Oda Flint"."""
    return (
        -_GAP <= here.end - name.start <= _GAP
        or -_GAP <= name.end - here.start <= _GAP
        or (name.start <= here.start and here.end <= name.end)
    )


_GAP: Final = 3


def _last_words(cluster: Cluster) -> set[str]:
    """The last words of somebody's full names."""
    return {words[-1] for name in cluster.names if len(words := folded(name.words).split()) > 1}


def _clause_noun(parse: Parse, index: int) -> int | None:
    """The noun that the relative clause of a word hangs from; None where it stands in none."""
    words = parse.words
    for _ in range(_DEEP):
        word = words[index]
        if word.head == ROOT:
            return None
        if word.relation == "acl:relcl":
            return word.head
        index = word.head
    return None


_DEEP: Final = 6
_NEAR: Final = 12
"""How many mentions to either side of one may lie in it."""


def _overlaps(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a span shares a character with one of others that do not overlap, in order."""
    after = bisect_left(spans, (span[1], 0))
    return after > 0 and spans[after - 1][1] > span[0]


def _headed(name: Mention, parse: Parse, mentions: dict[int, int]) -> int | None:
    """The mention that is headed inside a name, or by a word that the name is a flat part of."""
    first = bisect_right(parse.words, name.start, key=lambda word: word.end)
    last = bisect_left(parse.words, name.end, key=lambda word: word.start)
    head = next((index for index in range(first, last) if not first <= parse.words[index].head < last), None)
    while head is not None and head not in mentions and parse.words[head].relation == "flat":
        head = parse.words[head].head
    if head is None or head == ROOT or head not in mentions:
        return None
    return mentions[head]
