"""Statements: attributions with their sources resolved, their mode, and the voice they are told in."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.attribution import Attribution
from onrecord.reading.pieces import quoted_spans
from onrecord.reading.sources import Resolver
from onrecord.record import Anchor, Article, Entity, Link, Mode, Source, Span, Statement, Voice, content_id


def statements(
    article: Article, found: Sequence[Attribution], entities: Sequence[Entity], outlet: Link | None
) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their cues.

    Args:
        article: with its sentences.
        found: its attributions, in the order of their cues.
        entities: its entities.
        outlet: the outermost link of every voice, where the outlet is known.
    """
    resolver = Resolver(article.text, entities, article.sentences)
    quotes = [
        span for paragraph in article.paragraphs for span in quoted_spans(article.text, paragraph.start, paragraph.end)
    ]
    return tuple(_statement(article, each, resolver, outlet, quotes) for each in found)


def _statement(
    article: Article,
    found: Attribution,
    resolver: Resolver,
    outlet: Link | None,
    quotes: Sequence[tuple[int, int]],
) -> Statement:
    source = None
    speaker = Link(entity=None, name=None, start=found.cue[0], end=found.cue[1])
    if found.source:
        start, end = found.source
        entity = resolver.resolve(Span(start, end), found.cue[0])
        source = Source(text=article.text, start=start, end=end, entity=entity.id if entity else None)
        name = entity.name if entity else resolver.called(source.span)
        speaker = Link(entity=source.entity, name=name, start=start, end=end)
    voice: Voice = (outlet, speaker) if outlet else (speaker,)
    content = tuple(article.anchor(start, end) for start, end in found.content)
    return Statement(
        id=content_id("s", article.id, found.source, found.cue, found.content),
        source=source,
        cue=article.anchor(*found.cue),
        content=content,
        mode=mode(content, quotes),
        voice=voice,
    )


def mode(content: Sequence[Anchor], quotes: Sequence[tuple[int, int]]) -> Mode:
    """How much of some words stands in quotation marks: all, none, or some.

    Punctuation and space do not count, so that `"No,"` is direct though its marks lie outside.
    """
    inside = outside = False
    for anchor in content:
        near = [(start, end) for start, end in quotes if start < anchor.end and anchor.start < end]
        for offset, character in enumerate(anchor.words, start=anchor.start):
            if character.isalnum():
                if any(start <= offset < end for start, end in near):
                    inside = True
                else:
                    outside = True
    return Mode.MIXED if inside and outside else Mode.DIRECT if inside else Mode.INDIRECT
