"""How sure it is that two articles tell of the same happening, from their profiles alone.

What two profiles share is weighed as evidence, in nats, and added up (Fellegi and Sunter, 1969): terms by how rare they
are, people, days, streets, towns and ages by how seldom two reports of different happenings would share them. Against
it speak days that lie far apart, and names of people, streets or towns on both sides of which none is the same. Nothing
forbids alone: a toll may rise, a town be called by its quarter's name, a report come years later. The weights are set
by hand and few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp, log1p
from typing import Final

from onrecord.comparing.profiles import SITES, Profile
from onrecord.comparing.rarity import rarity, stem

LINKED: Final = 0.4
"""Least score of two articles for the pair to be kept as a link."""
PRIOR: Final = -5.0
"""What speaks against two articles that nothing is known of."""
HALF_SHARED: Final = 5.0
SHARED: Final = 3.0
PART: Final = 8.0
LONGER: Final = 0.35
"""Terms: `SHARED * log(1 + shared / HALF_SHARED) + PART * part`, the part being of the shorter article's terms to the
power of `1 - LONGER` and the longer's to that of `LONGER`."""
BY_FULL_NAME: Final = 0.35
BY_LAST_NAME: Final = 0.25
BY_OTHER: Final = 1.0
MOST_BY_PEOPLE: Final = 6.0
"""People: so much for each nat of rarity of a name, in full or by its last word; of others, so much each."""
OTHER_PEOPLE: Final = -1.0
GAPS: Final = ((1, 2.0), (3, 1.5), (7, 0.5), (30, -1.0), (365, -3.0))
LONG_AFTER: Final = -4.0
"""Days between publications, at most, and what that speaks for."""
SAME_DAY: Final = 2.0
OTHER_DAYS: Final = -1.5
LONG, OTHER_TIMES = 30, -3.0
"""The same where one publication is not known, from so many days between the days told."""
NEAR: Final = 2
"""Days by which the days told may differ and not be others: a night has two."""
SAME_SITE, OTHER_SITES = 2.0, -1.0
SAME_PLACE, OTHER_PLACES = 0.5, -1.0
TELLING: Final = 4.0
"""Rarity from which a word of a place's name tells by itself."""
SAME_AGE, OTHER_AGES, MOST_AGES = 1.0, -1.0, 2
SAME_TEXT: Final = 4.0
_FEWEST_HASHES: Final = 8
_TOLD: Final = 3

Evidence = tuple[float, Callable[[], str] | None]
"""What speaks for or against, in nats, and what says so in words; None where it is nothing."""
NOTHING: Final[Evidence] = (0.0, None)
Named = tuple[frozenset[str], frozenset[str]]
"""Names of places, and the words of them that tell one from another."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A profile with what is worked out of it once, however often it is compared.

    Attributes:
        profile: the profile.
        terms: its terms and their weights.
        total: the sum of these.
        people: the people in it.
        last: the last words of their names.
        full: the people, places and sites that it names in more than one word.
        quoted: the people in it, and those only quoted or named in passing, that it names in more than one word.
        past: the days told of that had come when it was published.
        places: the places of `Profile.places` and the words of their names, a street's kind left out.
        sites: the same of `Profile.sites`.
        sketch: the hashes of its text's sketch.
    """

    profile: Profile
    terms: Mapping[str, float]
    total: float
    people: frozenset[str]
    last: frozenset[str]
    full: frozenset[str]
    quoted: frozenset[str]
    past: frozenset[int]
    places: Named
    sites: Named
    sketch: frozenset[int]


def weighed(made: Profile) -> Weighed:
    """A profile made ready for comparing."""
    return Weighed(
        profile=made,
        terms=dict(made.terms),
        total=sum(weight for _, weight in made.terms),
        people=frozenset(made.people),
        last=frozenset(name.rsplit(maxsplit=1)[-1] for name in made.people),
        full=frozenset(name for name in (*made.people, *made.places, *made.sites) if " " in name),
        quoted=frozenset(name for name in (*made.people, *made.others) if " " in name),
        past=frozenset(day for day in made.told if made.published is None or day <= made.published + 1),
        places=_named(made.places),
        sites=_named(made.sites),
        sketch=frozenset(made.sketch),
    )


def _named(names: Sequence[str]) -> Named:
    return frozenset(names), frozenset(word for name in names for word in name.split()) - SITES


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure it is that two articles tell of the same happening.

    Attributes:
        score: 0 to 1.
        reasons: what speaks for it and against it, in words an analyst understands; what tells most first.
    """

    score: float
    reasons: tuple[str, ...] = ()


def likeness(one: Profile | Weighed, other: Profile | Weighed, least: float = 0.0) -> Likeness:
    """How sure it is that two articles tell of the same happening; the same whichever comes first.

    Args:
        one: an article's profile.
        other: another's.
        least: below this score no reasons are given.
    """
    mine, theirs = (each if isinstance(each, Weighed) else weighed(each) for each in (one, other))
    if theirs.profile.article < mine.profile.article:
        mine, theirs = theirs, mine
    found = [
        _terms(mine, theirs),
        _people(mine, theirs),
        _days(mine, theirs),
        _sites(mine, theirs),
        _places(mine, theirs),
        _ages(mine.profile, theirs.profile),
        _text(mine, theirs),
    ]
    total = PRIOR + sum(each for each, _ in found)
    score = round(1 / (1 + exp(-total)), 4)
    if score < least:
        return Likeness(score=score)
    told = sorted(((weight, words()) for weight, words in found if words), key=lambda each: (-abs(each[0]), each[1]))
    return Likeness(score=score, reasons=tuple(words for _, words in told))


def _terms(one: Weighed, other: Weighed) -> Evidence:
    theirs = other.terms
    both = [(min(one.terms[word], theirs[word]), word) for word in sorted(one.terms.keys() & theirs.keys())]
    if not both:
        return NOTHING
    shared = sum(weight for weight, _ in both)
    least, most = sorted((one.total, other.total))
    part = shared / max(1.0, least ** (1 - LONGER) * most**LONGER)

    def told() -> str:
        common = sorted(both, key=lambda each: (-each[0], each[1]))[:_TOLD]
        return f"both have the words {', '.join(word for _, word in common)}"

    return SHARED * log1p(shared / HALF_SHARED) + PART * part, told


@lru_cache(maxsize=1 << 14)
def _name_rarity(name: str) -> float:
    return sum(rarity(stem(word)) for word in name.split())


def _people(one: Weighed, other: Weighed) -> Evidence:
    mine, theirs = one.people, other.people
    full = sorted((one.full & theirs) | (other.full & mine))  # even of a person who was taken for a place
    quoting = (one.quoted & other.quoted) - (mine & theirs)
    weight = BY_FULL_NAME * sum(map(_name_rarity, full)) + BY_OTHER * min(2, len(quoting))
    told = full or sorted(quoting)
    if not full and mine and theirs:
        last = one.last & other.last
        if last:
            weight += BY_LAST_NAME * max(map(_name_rarity, last))
            told = sorted(last)
        else:
            weight += OTHER_PEOPLE
    if weight < 0:
        return weight, lambda: "they name other people"
    if not told:
        return min(MOST_BY_PEOPLE, weight), None
    return min(MOST_BY_PEOPLE, weight), lambda: f"both name {_listed(told, one.profile, other.profile)}"


def _listed(names: Sequence[str], *profiles: Profile) -> str:
    written = {folded: name for made in reversed(profiles) for folded, name in made.written}
    return ", ".join(written.get(name, name) for name in names[:_TOLD])


def _days(one: Weighed, other: Weighed) -> Evidence:
    mine, theirs = one.past, other.past
    same = sorted(mine & theirs)
    apart = min(abs(day - each) for day in mine for each in theirs) if mine and theirs and not same else 0
    published = one.profile.published, other.profile.published
    if published[0] is None or published[1] is None:
        if same:
            return SAME_DAY, lambda: f"both tell of {_day(same[0])}"
        return (OTHER_TIMES, lambda: f"the days they tell of are {apart} apart") if apart > LONG else NOTHING
    gap = abs(published[0] - published[1])
    weight = next((each for most, each in GAPS if gap <= most), LONG_AFTER)
    told = f"published {gap} {'day' if gap == 1 else 'days'} apart"
    if same:
        return max(weight, SAME_DAY), lambda: f"both tell of {_day(same[0])}; {told}"
    if apart > NEAR:
        return weight + OTHER_DAYS, lambda: f"they tell of other days; {told}"
    return weight, lambda: told


def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _sites(one: Weighed, other: Weighed) -> Evidence:
    return _places_of(one.profile, other.profile, (one.sites, other.sites), (SAME_SITE, OTHER_SITES))


def _places(one: Weighed, other: Weighed) -> Evidence:
    return _places_of(one.profile, other.profile, (one.places, other.places), (SAME_PLACE, OTHER_PLACES))


def _places_of(one: Profile, other: Profile, named: tuple[Named, Named], weights: tuple[float, float]) -> Evidence:
    """Places that both name, by name or by a telling word of it."""
    (mine, held), (theirs, words) = named
    if not mine or not theirs:
        return NOTHING
    same = mine & theirs
    if same:
        return weights[0], lambda: f"both name {_listed(sorted(same), one, other)}"
    told = sorted(word for word in held & words if rarity(stem(word)) > TELLING)
    if told:
        return weights[0] / 2, lambda: f"the places of both have {', '.join(told[:_TOLD])} in their names"
    first, second = min(mine), min(theirs)
    return weights[1], lambda: f"the places are others: {_listed([first], one)}, {_listed([second], other)}"


def _ages(one: Profile, other: Profile) -> Evidence:
    if not one.ages or not other.ages:
        return NOTHING
    same = sorted(set(one.ages) & set(other.ages))
    if not same:
        return OTHER_AGES, lambda: "the ages told are others"
    told = ", ".join(map(str, same[:_TOLD]))
    return SAME_AGE * min(MOST_AGES, len(same)), lambda: f"both tell of the age {told}"


def _text(one: Weighed, other: Weighed) -> Evidence:
    shared = len(one.sketch & other.sketch)
    if not shared:
        return NOTHING
    share = shared / max(_FEWEST_HASHES, min(len(one.profile.sketch), len(other.profile.sketch)))
    return SAME_TEXT * min(1.0, 2 * share), lambda: "they share text"
