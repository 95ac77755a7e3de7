"""From one article to its record, step by step in the order the steps need each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.articles.outlet import Lead, lead
from onrecord.reading.attribution import attributions
from onrecord.reading.callings import with_callings
from onrecord.reading.cast import cast, spoken_of, with_offices
from onrecord.reading.clauses import Clauses
from onrecord.reading.encoder import Encoder, Scores, shipped
from onrecord.reading.entities import entities
from onrecord.reading.events import Events, Ground
from onrecord.reading.harmed import tolls
from onrecord.reading.hearsay import with_hearsay
from onrecord.reading.labels import labels
from onrecord.reading.mentions import FoundMention, found_mentions
from onrecord.reading.names import found_names
from onrecord.reading.participants import Cast
from onrecord.reading.peoples import with_peoples
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.quantities import times_and_quantities
from onrecord.reading.reference import gathered
from onrecord.reading.relations import relations
from onrecord.reading.retyping import retyped
from onrecord.reading.seats import with_governments
from onrecord.reading.sentences import sentence_spans
from onrecord.reading.sieves import sifted
from onrecord.reading.spread import spread
from onrecord.reading.standing_in import anchored_in, standing_in
from onrecord.reading.statements import statements
from onrecord.reading.syntax import Parse, parse
from onrecord.reading.treewalk import Treewalk
from onrecord.reading.truecase import recased
from onrecord.reading.unfound import with_unfound
from onrecord.record import Article, Entity, Link, Mention, MentionKind, Reader, Record, content_id
from onrecord.version import VERSION

LAYERS = ("entities", "statements", "events", "tolls", "times", "quantities", "relations", "labels")
"""What this version looks for; the record's other lists are empty because nobody looked."""


def read(article: Article, encoder: Encoder | None = None) -> Record:
    """Read an article.

    Args:
        article: an English article.
        encoder: another encoder than the one that comes with the package.

    Returns:
        The record: the same one, byte for byte, whenever the article and the version are the same.

    Raises:
        SetupError: the shipped encoder is missing, damaged, or of another version; the folder that `$ONRECORD_PLOVER`
            names cannot be used.
    """
    encoder = encoder or shipped()
    return read_as(article, recased(article.text, article.paragraphs, encoder), encoder)


def read_as(article: Article, text: str, encoder: Encoder) -> Record:
    """Read an article as if its text were written otherwise; the record is of the article, as `read` gives it.

    Args:
        article: an English article.
        text: its text in other letters, code point for code point.
        encoder: the encoder.

    Raises:
        ValueError: the texts differ in length.
    """
    scores = encoder.read(text, [(span.start, span.end) for span in article.paragraphs])
    article = replace(article, sentences=sentence_spans(scores, article.paragraphs))
    record = _read(standing_in(article, text), scores, encoder.digest, lead(article.text, article.paragraphs))
    return record if text == article.text else _of(article, record)


def _of(article: Article, record: Record) -> Record:
    """A record of what stood in for an article as the article's own."""
    return replace(
        record, article=article, **{each: anchored_in(article.text, getattr(record, each)) for each in LAYERS}
    )


def _read(article: Article, scores: Scores, model: str, named: Lead | None) -> Record:
    """The record of an article in ordinary case; `named` is the outlet that the text as published begins with."""
    syntax = parse(scores, article.text, article.paragraphs, sentences=article.sentences)
    walk = Treewalk(article.text, syntax)
    mentions = found_mentions(scores, syntax, article.text)
    found, outlet, spoken = entities_of(article, scores, syntax, walk, mentions, named)
    times, quantities = times_and_quantities(article)
    said = statements(article, with_hearsay(walk, attributions(scores)), found, outlet, walk, times, spoken)
    clauses = Clauses(article.text, syntax)
    cast_of = Cast(clauses, found)
    ground = Ground(article, clauses, cast_of, mentions, said, times, quantities, outlet, scores, walk)
    events = Events(ground)
    happened = events.found()
    return Record(
        article=article,
        reader=Reader(engine=VERSION, model=model, layers=LAYERS, ontology=ontology().digest),
        entities=found,
        statements=said,
        events=happened,
        tolls=tolls(ground, events.tallies, happened),
        times=times,
        quantities=quantities,
        relations=relations(article, clauses, cast_of, said, times, quantities, outlet),
        labels=labels(article, said, outlet, found, walk),
    )


def entities_of(
    article: Article,
    scores: Scores,
    syntax: Parse,
    walk: Treewalk,
    mentions: Sequence[FoundMention],
    named_outlet: Lead | None,
) -> tuple[tuple[Entity, ...], Link | None, dict[int, str]]:
    """The entities of an article with all their mentions, the link of its outlet, what other pronouns go back to."""
    text = article.text
    names = spread(text, with_unfound(syntax, text, found_names(scores, text), mentions))
    named = retyped(walk, article.id, entities(text, article.id, names))
    named, outlet = _with_outlet(article, with_peoples(named), named_outlet)
    clusters = sifted(
        text,
        article.sentences,
        gathered(scores, syntax, text, with_callings(walk, with_governments(syntax, named)), mentions),
    )
    found = with_callings(walk, with_offices(cast(text, article.id, clusters), clusters))
    if outlet is not None and outlet.entity is not None:
        mine = next(entity for entity in found if any(one.start == outlet.start for one in entity.mentions))
        outlet = replace(outlet, entity=mine.id)
    return found, outlet, spoken_of(text, clusters, found)


def _with_outlet(
    article: Article, found: tuple[Entity, ...], named: Lead | None
) -> tuple[tuple[Entity, ...], Link | None]:
    """The outlet as the outermost link; an entity of its own where the text's lead names it."""
    if article.outlet is None:
        return found, None
    if named is None or named.outlet != article.outlet:
        return found, Link(entity=None, name=article.outlet)
    known = next((entity for entity in found if any(one.start == named.start for one in entity.mentions)), None)
    mention = Mention(text=article.text, start=named.start, end=named.end, kind=MentionKind.NAME)
    outlet = Entity(
        id=content_id("e", article.id, "publication", article.outlet, named.start),
        type="publication",
        name=article.outlet,
        aliases=known.aliases if known else (),
        mentions=known.mentions if known else (mention,),
    )
    others = [entity for entity in found if entity is not known]
    found = tuple(sorted((*others, outlet), key=lambda entity: entity.mentions[0].start))
    return found, Link(entity=outlet.id, name=article.outlet, start=named.start, end=named.end)
