"""The stories of a ledger as they are listed: what is kept of each, and how many independent texts tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.comparing.clustering import connected
from onrecord.comparing.decisions import decided
from onrecord.comparing.joins import Joined, Judgement
from onrecord.comparing.stories import link, load, stories
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.ledger import Added
from onrecord.ledger.sharing import sketches

ONE_TEXT: Final = 0.25
"""Share of the hashes of the shorter of two articles that stand in the other for the two to be of one origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A story of a ledger.

    Attributes:
        id: a content id of its articles: another article, another id.
        title: the headline of the article that is most like the others.
        first: the day its first article was published, ISO 8601; None where no day is known.
        last: the day its last was.
        reports: how many articles are mainly about it.
        origins: how many of these are independent texts: reports of which a quarter of the shorter stands in the other
            count as one, however it came about.
        outlets: who published them, in order.
        places: the places that most of them name, commonest first.
        names: the people and organisations that most of them name, commonest first.
        articles: their ids, by when they were published.
        also: ids of articles that are mainly of another story and tell of this one too.
        judgements: where a single story is asked for, why its articles are held to be one: for each but the first its
            surest link, and what people said; else empty.
    """

    id: str
    title: str | None
    first: str | None
    last: str | None
    reports: int
    origins: int
    outlets: tuple[str, ...]
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    articles: tuple[str, ...]
    also: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()


def listed(ledger: Ledger, wanted: kept.Wanted | None = None, *, limit: int = 20, offset: int = 0) -> list[Listed]:
    """The stories of a ledger, those of most reports first, then those that went on last, then by id.

    Args:
        ledger: where to look; its index is up to date.
        wanted: which; all when None.
        limit: at most so many.
        offset: pass over so many first.
    """
    found = kept.stories(ledger, wanted, limit=limit, offset=offset)
    return [_listed(ledger, told, *kept.articles_of(ledger, told.id)) for told in found]


def asked(ledger: Ledger, id: str) -> tuple[Listed, list[Added], list[Added]]:  # noqa: A002 - the field's name
    """One story, with its articles by when they were published, and those that tell of it too.

    Args:
        ledger: where to look; its index is up to date.
        id: the story's, or the beginning of it.

    Raises:
        SetupError: L13 there is none, or more than one.
    """
    told = kept.story(ledger, id)
    main, also = kept.articles_of(ledger, told.id)
    return _listed(ledger, told, main, also, why=_why(ledger, [each.id for each in main])), main, also


def origins(kept_hashes: Mapping[str, Sequence[int]], articles: Sequence[str]) -> int:
    """How many independent texts there are among some articles.

    Args:
        kept_hashes: the sketches of those that have one.
        articles: their ids.
    """
    sets = {article: set(kept_hashes.get(article, ())) for article in articles}
    pairs = [
        (one, other)
        for at, one in enumerate(articles)
        for other in articles[:at]
        if (least := min(len(sets[one]), len(sets[other]))) and len(sets[one] & sets[other]) >= ONE_TEXT * least
    ]
    return len(connected(articles, pairs))


def _listed(
    ledger: Ledger, told: kept.Told, main: Sequence[Added], also: Sequence[Added], *, why: tuple[Judgement, ...] = ()
) -> Listed:
    articles = tuple(each.id for each in main)
    return Listed(
        id=told.id,
        title=told.title,
        first=told.first,
        last=told.last,
        reports=told.reports,
        origins=origins(sketches(ledger, articles), articles),
        outlets=tuple(sorted({each.outlet for each in main if each.outlet})),
        places=told.places,
        names=told.names,
        articles=articles,
        also=tuple(each.id for each in also),
        judgements=why,
    )


def _why(ledger: Ledger, articles: Sequence[str]) -> tuple[Judgement, ...]:
    """Why some articles are one story: links as they would be found among these alone, and what people said."""
    said = [each for each in decided(ledger, articles) if each.kind is Joined.ARTICLE]
    profiles = {article: load(kept.profile_of(ledger, article)) for article in articles}
    found = [
        made
        for at, one in enumerate(articles)
        for other in articles[:at]
        if (made := link(profiles[one], profiles[other])) is not None
    ]
    words_of = {frozenset((each.one.article, each.other.article)): each.same for each in said}
    told = [judgement for story in stories(profiles, found, words_of) for judgement in story.judgements]
    return (*told, *said)
