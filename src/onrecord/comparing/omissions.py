"""What each report leaves out that others tell.

A thing counts as told where at least two independent reports have it, or one where no more than three are compared:
reports whose words for it come from one origin are one. A sentence that a report cut from a passage it took over counts
in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from onrecord.comparing.comparison import Comparison
from onrecord.comparing.direction import order
from onrecord.comparing.edits import EditKind
from onrecord.comparing.joins import Actor
from onrecord.comparing.places import Place, place_of, sentence
from onrecord.comparing.spreading import Omission
from onrecord.record import Mention, MentionKind, Record

FEW: Final = 3
"""Up to so many reports, one that tells a thing is enough."""
ENOUGH: Final = 2
"""Of more, so many that tell it independently."""
KINDS: Final = ("finding", "happening", "statement", "actor", "passage")
"""What may be left out, in the order shown."""
_IN_SENTENCES: Final = frozenset({"finding", "happening"})
_ACTORS: Final = frozenset({"person", "organisation", "country", "facility"})


def omissions(found: Comparison, records: Sequence[Record], origin: Callable[[Place], str]) -> tuple[Omission, ...]:
    """What each report leaves out.

    Args:
        found: the comparison as far as it goes.
        records: of its reports.
        origin: gives for some words the id of the article they are first found in.

    Returns:
        By report in their order; findings first, then what most reports have.
    """
    articles = [report.article for report in found.reports]
    ordered = sorted(records, key=lambda record: order(record.article))
    enough = 1 if len(articles) <= FEW else ENOUGH
    told = [*_findings(found), *_happenings(found), *_statements(found), *_actors(found.actors, ordered)]
    by_article = {record.article.id: record for record in ordered}
    made = [
        Omission(
            article=article,
            kind=kind,
            item=item,
            told=sentence(by_article[places[0].article], places[0]) if kind in _IN_SENTENCES else places[0],
            articles=_articles(places),
        )
        for kind, item, places, silent in told
        if len({origin(place) for place in places}) >= enough
        for article in (articles if silent is None else silent)
        if article not in _articles(places)
    ]
    made += _cut(found)
    place = {article: at for at, article in enumerate(articles)}
    return tuple(
        sorted(
            made,
            key=lambda each: (
                place[each.article],
                KINDS.index(each.kind),
                -len(each.articles),
                place[each.told.article],
                each.told.start,
            ),
        )
    )


_Told = tuple[str, str | None, list[Place], Sequence[str] | None]
"""What kind of thing, its id, where it is told, and who is silent on it, where that is known."""


def _articles(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.article for place in places))


def _findings(found: Comparison) -> Iterator[_Told]:
    """Attributes of what happened for which a report that tells of it gives no value."""
    for finding in found.findings:
        places = [claim.words for value in finding.values for claim in value.claims]
        places.sort(key=lambda place: [report.article for report in found.reports].index(place.article))
        yield "finding", finding.happening, places, finding.silent


def _happenings(found: Comparison) -> Iterator[_Told]:
    for happening in found.happenings:
        yield "happening", happening.id, [telling.trigger for telling in happening.tellings], None


def _statements(found: Comparison) -> Iterator[_Told]:
    """Sayings of those who are named."""
    for speaker in found.speakers:
        for variants in speaker.statements if speaker.named else ():
            yield "statement", None, [saying.content[0] for saying in variants.sayings], None


def _actors(actors: Sequence[Actor], records: Sequence[Record]) -> Iterator[_Told]:
    """Those who are named in reports; one that only describes somebody leaves the name out."""
    for actor in actors:
        if actor.type not in _ACTORS:
            continue
        members = {(item.article, item.id) for item in actor.members}
        places = [place_of(record, named) for record in records if (named := _named(record, members)) is not None]
        if places:
            yield "actor", actor.id, places, None


def _named(record: Record, members: set[tuple[str, str]]) -> Mention | None:
    """Where a report first names somebody."""
    names = [
        mention
        for entity in record.entities
        if (record.article.id, entity.id) in members
        for mention in entity.mentions
        if mention.kind is MentionKind.NAME
    ]
    return min(names, key=lambda mention: mention.start, default=None)


def _cut(found: Comparison) -> Iterator[Omission]:
    """Sentences that a report cut from passages it took over."""
    for passage in found.spread.passages:
        taken = {(carrier.source, carrier.words.article) for carrier in passage.carriers if carrier.source}
        cuts = {
            (pair.later, edit.before)
            for pair in found.reuse
            if (pair.earlier, pair.later) in taken
            for shared in pair.passages
            if any(_over(shared.later, carrier.words) for carrier in passage.carriers if carrier.source == pair.earlier)
            for edit in shared.edits
            if edit.kind is EditKind.SENTENCE_CUT and edit.before is not None
        }
        for article, before in sorted(cuts, key=lambda each: (each[0], each[1].start)):
            yield Omission(article=article, kind="passage", item=passage.id, told=before, articles=(before.article,))


def _over(one: Place, other: Place) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end
