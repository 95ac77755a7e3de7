"""Statements: attributions with their sources resolved, their mode, and the voice they are told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.acts import act
from onrecord.reading.attribution import Attribution
from onrecord.reading.circumstances import medium, when
from onrecord.reading.pieces import quoted_spans
from onrecord.reading.sources import Resolver
from onrecord.record import Anchor, Article, Entity, Link, Mode, Source, Span, Statement, Time, Voice, content_id


def statements(
    article: Article,
    found: Sequence[Attribution],
    entities: Sequence[Entity],
    outlet: Link | None,
    times: Sequence[Time] = (),
) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their cues.

    Args:
        article: with its sentences.
        found: its attributions, in the order of their cues.
        entities: its entities.
        outlet: the outermost link of every voice, where the outlet is known.
        times: its times, of which some tell when something was said.
    """
    resolver = Resolver(article.text, entities, article.sentences)
    quotes = [
        span for paragraph in article.paragraphs for span in quoted_spans(article.text, paragraph.start, paragraph.end)
    ]
    made = (_statement(article, each, resolver, outlet, quotes) for each in found)
    return tuple(_with_circumstances(article, each, times) for each in made)


def _with_circumstances(article: Article, statement: Statement, times: Sequence[Time]) -> Statement:
    """A statement with what the sentence of its cue tells of when it was made, and in what."""
    if statement.cue is None:
        return statement
    cue, content = statement.cue.span, [each.span for each in statement.content]
    sentence = next((one for one in article.sentences if one.start <= cue.start < one.end), None)
    if sentence is None:
        return statement
    told, said_in = when(cue, sentence, content, times), medium(article.text, cue, sentence, content)
    return replace(
        statement,
        when=article.anchor(told.start, told.end) if told else None,
        medium=article.anchor(said_in.start, said_in.end) if said_in else None,
    )


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
        act=act(article.text[slice(*found.cue)], [each.words for each in content]),
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
