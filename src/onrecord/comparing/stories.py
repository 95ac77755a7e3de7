"""Stories: articles that tell of the same happening.

Each article has a profile and is looked up by keys (`profiles.py`); pairs that share one are weighed (`likeness.py`),
and those that may belong together are links; articles are gathered into stories along the links (`clustering.py`).
Every step but the last looks at two articles at most, and the last at one connected part of the links, so that the
order of coming changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from onrecord.comparing.clustering import Link, Pair, connected, gathered_parts
from onrecord.comparing.joins import Item, Joined, Judgement
from onrecord.comparing.keys import keys
from onrecord.comparing.likeness import LINKED, Likeness, Weighed, likeness, weighed
from onrecord.comparing.news import headline
from onrecord.comparing.profiles import Profile, dump, load, profile
from onrecord.record import Record, content_id

__all__ = (
    "LINKED",
    "Likeness",
    "Link",
    "Profile",
    "Story",
    "Weighed",
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
    "weighed",
)

_Beside = defaultdict[str, dict[str, Link]]
"""For each article those it is linked to."""
SERVES: Final = 0.5
"""Least average score of an article with the articles of another story for it to serve that story too."""
_OF_ALL: Final = 0.5
"""Share of a story's articles that must name a place, a person or an organisation for the story to do so."""


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


def link(one: Profile | Weighed, other: Profile | Weighed) -> Link | None:
    """The link between two articles; None where they are not like enough.

    Args:
        one: an article's profile.
        other: another's.
    """
    found = likeness(one, other, LINKED)
    if found.score < LINKED:
        return None
    least, most = sorted((each.profile if isinstance(each, Weighed) else each).article for each in (one, other))
    return Link(one=least, other=most, score=found.score, reasons=found.reasons)


def links(profiles: Iterable[Profile]) -> list[Link]:
    """The links among some articles, in order.

    Args:
        profiles: the articles' profiles.
    """
    holders: defaultdict[str, list[Weighed]] = defaultdict(list)
    for each in profiles:
        ready = weighed(each)
        for key in keys(each):
            holders[key].append(ready)
    pairs: dict[tuple[str, str], tuple[Weighed, Weighed]] = {}
    for some in holders.values():
        for one, other in combinations(some, 2):
            least, most = sorted((one.profile.article, other.profile.article))
            pairs[least, most] = one, other
    found = (link(*pairs[pair]) for pair in sorted(pairs))
    return [each for each in found if each is not None]


def stories(
    profiles: Mapping[str, Profile], links: Iterable[Link], decided: Mapping[Pair, bool] | None = None
) -> list[Story]:
    """The stories of some articles: those of most articles first, then those that began last, then by id.

    Args:
        profiles: the profile of every article, by the article's id. To bring stories up to date, the articles of the
            parts that changed are enough (see `clustering.parts`).
        links: the links among them.
        decided: what a person says of pairs of articles, see `clustering.gathered`.
    """
    beside: _Beside = defaultdict(dict)
    kept = sorted(links)
    for each in kept:
        beside[each.one][each.other] = beside[each.other][each.one] = each
    found: list[Story] = []
    for groups in gathered_parts(profiles, kept, decided):
        also = _also(groups, beside, decided or {})
        found.extend(_story(group, also.get(group, ()), profiles, beside) for group in groups)
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


def _also(
    groups: Sequence[tuple[str, ...]], beside: _Beside, decided: Mapping[Pair, bool]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """For groups of articles those of other groups that serve them too."""
    of = {article: group for group in groups for article in group}
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for article in sorted(of):
        near = beside.get(article, {})
        for group in sorted({of[other] for other in near if other in of} - {of[article]}):
            sure = sum(near[other].score for other in group if other in near) / len(group)
            if sure >= SERVES and all(decided.get(frozenset((article, other)), True) for other in group):
                found[group].append(article)
    return {group: tuple(articles) for group, articles in found.items()}


def _story(group: tuple[str, ...], also: tuple[str, ...], profiles: Mapping[str, Profile], beside: _Beside) -> Story:
    mine = sorted((profiles[article] for article in group), key=lambda one: (one.published or 0, one.article))
    ordered = tuple(one.article for one in mine)
    days = [one.published for one in mine if one.published is not None]
    inside = set(group)
    central = max(
        mine,
        key=lambda one: sum(each.score for other, each in beside.get(one.article, {}).items() if other in inside),
    )
    return Story(
        id=content_id("story", *sorted(group)),
        articles=ordered,
        also=also,
        title=headline(central.title) if central.title else None,
        first=date.fromordinal(days[0]).isoformat() if days else None,
        last=date.fromordinal(days[-1]).isoformat() if days else None,
        places=_common(mine, lambda one: (*one.places, *one.sites)),
        names=_common(mine, lambda one: (*one.people, *one.bodies)),
        judgements=tuple(_judgements(ordered, beside)),
    )


def _common(some: Sequence[Profile], of: Callable[[Profile], Iterable[str]]) -> tuple[str, ...]:
    """The names that most articles have, commonest first, as the first writes each; no last name beside a full."""
    counts = Counter(name for one in some for name in set(of(one)))
    written = {folded: name for one in reversed(some) for folded, name in one.written}
    kept = sorted((-count, name) for name, count in counts.items() if count > _OF_ALL * len(some))
    longer = {name.rsplit(maxsplit=1)[-1] for _, name in kept if " " in name}
    return tuple(dict.fromkeys(written.get(name, name) for _, name in kept if name not in longer))


def _judgements(ordered: Sequence[str], beside: _Beside) -> Iterator[Judgement]:
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
