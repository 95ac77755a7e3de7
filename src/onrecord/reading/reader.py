"""From one article to its record, step by step in the order the steps need each other."""

from __future__ import annotations

from dataclasses import replace

from onrecord.articles.outlet import lead
from onrecord.reading.attribution import attributions
from onrecord.reading.encoder import Encoder, shipped
from onrecord.reading.entities import entities
from onrecord.reading.labels import labels
from onrecord.reading.names import found_names
from onrecord.reading.quantities import times_and_quantities
from onrecord.reading.relations import relations
from onrecord.reading.sentences import sentence_spans
from onrecord.reading.statements import statements
from onrecord.reading.syntax import parse
from onrecord.record import Article, Entity, Link, Mention, MentionKind, Reader, Record, content_id
from onrecord.version import VERSION

LAYERS = ("entities", "statements", "times", "quantities", "relations", "labels")
"""What this version looks for; the record's other lists are empty because nobody looked."""


def read(article: Article, encoder: Encoder | None = None) -> Record:
    """Read an article.

    Args:
        article: an English article.
        encoder: another encoder than the one that comes with the package.

    Returns:
        The record: the same one, byte for byte, whenever the article and the version are the same.

    Raises:
        SetupError: the shipped encoder is missing, damaged, or of another version.
    """
    encoder = encoder or shipped()
    scores = encoder.read(article.text, [(span.start, span.end) for span in article.paragraphs])
    article = replace(article, sentences=sentence_spans(scores, article.paragraphs))
    found = entities(article.text, article.id, found_names(scores, article.text))
    found, outlet = _with_outlet(article, found)
    times, quantities = times_and_quantities(article)
    said = statements(article, attributions(scores), found, outlet, times)
    syntax = parse(scores, article.text, article.paragraphs)
    return Record(
        article=article,
        reader=Reader(engine=VERSION, model=encoder.digest, layers=LAYERS),
        entities=found,
        statements=said,
        times=times,
        quantities=quantities,
        relations=relations(article, syntax, found, said, times, quantities, outlet),
        labels=labels(article, said, outlet),
    )


def _with_outlet(article: Article, found: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], Link | None]:
    """The outlet as the outermost link; an entity of its own where the text's lead names it."""
    if article.outlet is None:
        return found, None
    named = lead(article.text, article.paragraphs)
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
