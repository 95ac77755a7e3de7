"""Stories: articles that tell of the same happening.

Each article has a profile and is looked up by keys (`profiles.py`); pairs that share one are weighed (`likeness.py`),
and those that may belong together are links; articles are gathered into stories along the links (`clustering.py`).
Every step but the last looks at two articles at most, and the last at one connected part of the links: so a new article
costs what it shares with others, and the order of coming changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from onrecord.comparing.clustering import Link, Pair, connected, gathered
from onrecord.comparing.joins import Item, Joined, Judgement
from onrecord.comparing.likeness import LINKED, Likeness, likeness
from onrecord.comparing.keys import keys
from onrecord.comparing.profiles import Profile, dump, load, profile
from onrecord.record import Record, content_id

__all__ = (
    "LINKED",
    "Likeness",
    "Link",
    "Profile",
    "Story",
    "connected",
    "dump",
    "keys",
    "likeness",
    "link",
    "links",
    "load",
    "profile",
    "stories",
    "stories_of",
)

SECONDARY = 0.6
"""Least average score of an article with the members of a story for it to serve that story too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about the same happening.

    Attributes:
        id: a content id of its articles.
        articles: ids of the articles that are mainly about it, by when they were published, then by id.
        also: ids of articles that are mainly of another story and tell of this one too.
        title: the headline of the article that is most like the others.
        first: the day its first article was published, ISO 8601; None where no day is known.
        last: the day its last was.
        places: the places that most of its articles name, commonest first.
        names: the people and organisations that most of its articles name, commonest first.
        judgements: why the articles are held to be of one story: for each but the first its surest link.
    """

    id: str
    articles: tuple[str, ...]
    also: tuple[str, ...] = ()
    title: str | None = None
    first: str | None = None
    last: str | None = None
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()


def link(one: Profile, other: Profile) -> Link | None:
    """The link between two articles; None where they are not like enough.

    Args:
        one: an article's profile.
        other: another's.
    """
    found = likeness(one, other)
    if found.score < LINKED:
        return None
    least, most = sorted((one.article, other.article))
    return Link(one=least, other=most, score=found.score, reasons=found.reasons)


def links(profiles: Iterable[Profile]) -> list[Link]:
    """The links among some articles, in order.

    Args:
        profiles: the articles' profiles.
    """
    holders: defaultdict[str, list[Profile]] = defaultdict(list)
    for each in profiles:
        for key in keys(each):
            holders[key].append(each)
    pairs = {
        (one.article, other.article) if one.article < other.article else (other.article, one.article): (one, other)
        for some in holders.values()
        for one, other in combinations(some, 2)
    }
    found = (link(*pairs[pair]) for pair in sorted(pairs))
    return [each for each in found if each is not None]


def stories(
    profiles: Mapping[str, Profile], links: Iterable[Link], decided: Mapping[Pair, bool] | None = None
) -> list[Story]:
    """The stories of some articles: those of most articles first, then those that began last, then by id.

    Args:
        profiles: the profile of every article, by the article's id. To bring stories up to date, the articles of the
            connected parts that changed are enough (see `connected`).
        links: the links among them.
        decided: what a person says of pairs of articles, see `clustering.gathered`.
    """
    kept = sorted(links)
    beside: defaultdict[str, dict[str, Link]] = defaultdict(dict)
    for each in kept:
        beside[each.one][each.other] = beside[each.other][each.one] = each
    found = [_story(group, profiles, beside) for group in gathered(profiles, kept, decided)]
    return sorted(found, key=lambda one: (-len(one.articles), -_day(one.first), one.id))


def stories_of(records: Sequence[Record]) -> list[Story]:
    """The stories of some records, see `stories`.

    Args:
        records: what was read from the articles.
    """
    made = {record.article.id: profile(record) for record in records}
    return stories(made, links(made.values()))


def _day(moment: str | None) -> int:
    return date.fromisoformat(moment).toordinal() if moment else 0


def _story(
    group: Sequence[str], profiles: Mapping[str, Profile], beside: Mapping[str, Mapping[str, Link]]
) -> Story:
    ordered = sorted(group, key=lambda id_: (profiles[id_].published or 0, id_))
    days = [day for day in (profiles[id_].published for id_ in ordered) if day is not None]
    inside = set(group)
    central = max(
        ordered,
        key=lambda id_: sum(each.score for other, each in beside.get(id_, {}).items() if other in inside),
    )
    return Story(
        id=content_id("story", *sorted(group)),
        articles=tuple(ordered),
        title=profiles[central].title,
        first=date.fromordinal(days[0]).isoformat() if days else None,
        last=date.fromordinal(days[-1]).isoformat() if days else None,
        judgements=tuple(_judgements(ordered, beside)),
    )


def _judgements(ordered: Sequence[str], beside: Mapping[str, Mapping[str, Link]]) -> Iterable[Judgement]:
    for at, article in enumerate(ordered[1:], start=1):
        earlier = [beside[article][other] for other in ordered[:at] if other in beside.get(article, {})]
        if earlier:
            best = max(earlier, key=lambda each: (each.score, each.one, each.other))
            yield Judgement(
                kind=Joined.ARTICLE,
                one=Item(article=best.one, id=best.one),
                other=Item(article=best.other, id=best.other),
                same=True,
                score=best.score,
                reasons=best.reasons,
            )
