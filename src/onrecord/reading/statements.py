"""Statements: attributions with their sources resolved, their mode, and the voice they are told in.

A voice is built from outside in: the outlet; whoever's statement this one stands in; an outlet or paper it came
through (`chains.py`); the speaker. What somebody told one interviewer they told there all through the article, until
another occasion is told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.reading.acts import NEUTRAL, act, asks_for
from onrecord.reading.addressees import addressee
from onrecord.reading.anonymous import anonymous, may_stand_for
from onrecord.reading.attribution import Attribution
from onrecord.reading.chains import Carriers, Through, quoted_in
from onrecord.reading.circumstances import medium, when
from onrecord.reading.commitment import commitment
from onrecord.reading.continuing import continuations
from onrecord.reading.namings import is_bare, is_deed, says_something
from onrecord.reading.nested import with_nested
from onrecord.reading.pieces import quoted_spans
from onrecord.reading.raising import controlled, shared, with_subject, without_subject
from onrecord.reading.sources import PRONOUNS, Resolver
from onrecord.reading.treewalk import Treewalk
from onrecord.reading.turns import turns, with_turns
from onrecord.record import Anchor, Article, Entity, Link, Mode, Source, Span, Statement, Time, content_id


def statements(
    article: Article,
    found: Sequence[Attribution],
    entities: Sequence[Entity],
    outlet: Link | None,
    walk: Treewalk,
    times: Sequence[Time] = (),
    spoken: Mapping[int, str] | None = None,
) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their cues.

    Args:
        article: with its sentences.
        found: its attributions, in the order of their cues.
        entities: its entities.
        outlet: the outermost link of every voice, where the outlet is known.
        walk: the article's syntax.
        times: its times, of which some tell when something was said.
        spoken: for pronouns that stand for no entity, by where they begin, the phrase they go back to.
    """
    said = turns(article.text, article.paragraphs)
    making = _Making(article, entities, outlet, walk, times, [span for turn in said for span in turn.content])
    making.pronouns = dict(spoken or {})
    found = [each for each in found if says_something(article.text, each) and not is_bare(walk, each)]
    found = [with_subject(walk, shared(walk, controlled(walk, each))) for each in found]
    found = [each for each in found if not is_deed(walk, each, making.quotes)]
    told = [making.told(each) for each in with_nested(walk, with_turns(found, said))]
    voiced = [each.statement for each in _in_each_other(_on_occasions(told), outlet)]
    going_on = [making.going_on(statement, span) for statement, span in making.continuations(voiced)]
    return tuple(sorted((*voiced, *going_on), key=_place))


def _place(statement: Statement) -> tuple[int, int]:
    at = statement.cue or statement.content[0]
    return at.start, at.end


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement, and what its voice is made of beside the outlet: who carries it, who speaks, whom they quote."""

    statement: Statement
    carrier: Link | None
    speakers: tuple[Link, ...]
    occasion: bool = False


class _Making:
    """Makes statements of one article, in order."""

    def __init__(
        self,
        article: Article,
        entities: Sequence[Entity],
        outlet: Link | None,
        walk: Treewalk,
        times: Sequence[Time],
        spoken: Sequence[Span],
    ) -> None:
        self._article = article
        self._walk = walk
        self._times = times
        self._types = {entity.id: entity.type for entity in entities}
        self._named = {entity.id: entity.names for entity in entities}
        self._called = {entity.id: entity.name for entity in entities}
        self._described: list[Link] = []
        self.pronouns: dict[int, str] = {}
        self._resolver = Resolver(article.text, entities, article.sentences)
        self._carriers = Carriers(article.text, entities, outlet.name if outlet else None)
        self.quotes = [
            span
            for paragraph in article.paragraphs
            for span in quoted_spans(article.text, paragraph.start, paragraph.end)
        ]
        self.quotes = sorted({*self.quotes, *((span.start, span.end) for span in spoken)})

    def told(self, found: Attribution) -> _Told:
        """The statement of an attribution, and what its voice is made of."""
        article, cue = self._article, Span(*found.cue)
        spans = without_subject(self._walk, cue, [Span(*span) for span in found.content])
        content = tuple(article.anchor(span.start, span.end) for span in spans)
        source, speaker = self._speaker(found)
        sentence = next((one for one in article.sentences if one.start <= cue.start < one.end), cue)
        hearer = addressee(self._walk, cue, spans)
        carrier = self._carriers.through(cue, sentence, spans)
        if carrier is not None and source is not None and _overlap(carrier.span, source.span):
            carrier = None
        quoted = quoted_in(article.text, sentence, cue) if source and self._carriers.is_carrier(source.span) else None
        told_by_adverb = all(self._walk.words[at].upos == "ADV" for at in self._walk.within(cue))
        said_when, said_in = when(cue, sentence, spans, self._times), medium(article.text, cue, sentence, spans)
        if told_by_adverb:
            said_when = said_in = None
        does = act(article.text[cue.start : cue.end], [each.words for each in content])
        does = "request" if does == "question" and asks_for(self._walk, cue) else does
        statement = Statement(
            id=content_id("s", article.id, found.source, found.cue, tuple((each.start, each.end) for each in content)),
            source=source,
            cue=article.anchor(cue.start, cue.end),
            content=content,
            mode=mode(content, self.quotes),
            act=does,
            commitment=commitment(does, self._walk, spans),
            voice=(speaker,),
            addressee=self._source(hearer, cue.start) if hearer is not None else None,
            medium=article.anchor(said_in.start, said_in.end) if said_in else None,
            when=article.anchor(said_when.start, said_when.end) if said_when else None,
        )
        speakers = (speaker, self._link(quoted, cue.start)) if quoted is not None else (speaker,)
        return _Told(statement, self._carried(carrier), speakers, occasion=_is_occasion(carrier, said_in))

    def continuations(self, told: Sequence[Statement]) -> Iterator[tuple[Statement, Span]]:
        """The sentences that go on statements."""
        return continuations(self._article, self._walk, told, self.quotes)

    def going_on(self, statement: Statement, span: Span) -> Statement:
        """What goes on a statement, in its voice."""
        content = (self._article.anchor(span.start, span.end),)
        return Statement(
            id=content_id("s", self._article.id, statement.id, span.start, span.end),
            source=None,
            cue=None,
            content=content,
            mode=mode(content, self.quotes),
            act=NEUTRAL,
            commitment=commitment(NEUTRAL, self._walk, [span]),
            voice=statement.voice,
            medium=statement.medium,
            when=statement.when,
        )

    def _speaker(self, found: Attribution) -> tuple[Source | None, Link]:
        span = self._resolver.spelt(Span(*found.source)) if found.source is not None else None
        if span is None:
            return None, self._of_nobody(Span(*found.cue))
        source = self._source(span, found.cue[0])
        link = self._link_to(source)
        if source.words.lower() in _SEVERAL and (both := self._both(source)) is not None:
            link = replace(link, entity=None, name=both, anonymous="described")
            return replace(source, entity=None), link
        if link.anonymous is not None and source.words.lower() in {"it", "they"}:
            return source, self._as_before(link)
        if link.anonymous is not None:
            self._described.append(link)
        return source, link

    def _of_nobody(self, cue: Span) -> Link:
        """The link of what is attributed to nobody: "was said"; a cue that is a text ("this finding:") has reported."""
        words = self._article.text[cue.start : cue.end]
        noun = self._noun(cue)
        if noun and anonymous(words, noun) == "reports":
            return Link(entity=None, name=words, start=cue.start, end=cue.end, anonymous="reports")
        return Link(entity=None, name=None, start=cue.start, end=cue.end, anonymous="unstated")

    def _both(self, source: Source) -> str | None:
        """The words for two people whom "they", "each" or "both" means; None where it may mean anything else."""
        if source.start in self.pronouns or self._types.get(source.entity or "", "person") != "person":
            return None
        return self._resolver.pair(source.start)

    def _as_before(self, link: Link) -> Link:
        """The link of an "it" or "they" that is no entity: whoever was described as speaking last, if near and fitting.

        A "they" that does not open its sentence is often what was told of before it there.
        """
        pronoun = (link.name or "").lower()
        if pronoun == "they" and all(one.start != link.start for one in self._article.sentences):
            return link
        for other in reversed(self._described):
            if link.start is None or other.end is None or not 0 < link.start - other.end < _NEAR:
                break
            if other.name is not None and may_stand_for(pronoun, other.name):
                return replace(link, name=other.name, anonymous=other.anonymous)
        return link

    def _source(self, span: Span, at: int) -> Source:
        entity = self._resolver.resolve(span, at)
        return Source(
            text=self._article.text, start=span.start, end=span.end, entity=entity.id if entity is not None else None
        )

    def _link(self, span: Span, at: int) -> Link:
        return self._link_to(self._source(span, at))

    def _link_to(self, source: Source) -> Link:
        """The link for the words of a source: under the name of its entity, or its own words where it has none."""
        names = self._named[source.entity] if source.entity is not None else ()
        called = self._resolver.called(source.span)
        if source.entity is not None and called.lower() in PRONOUNS:
            called = self._called[source.entity]
        meant = self.pronouns.get(source.start) if source.entity is None else None
        called = meant if meant is not None and called.lower() in PRONOUNS else called
        name = names[0] if names else called
        return Link(
            entity=source.entity,
            name=name,
            start=source.start,
            end=source.end,
            anonymous=None if names else anonymous(name, self._noun(source.span)),
        )

    def _noun(self, span: Span) -> str:
        """The noun that a source is built around; nothing where the syntax has none."""
        head = self._walk.head(span)
        return self._walk.words[head].lemma if head is not None and self._walk.words[head].upos == "NOUN" else ""

    def _carried(self, carrier: Through | None) -> Link | None:
        if carrier is None or carrier.entity is None:
            return None
        entity = carrier.entity
        return Link(entity=entity.id, name=entity.name, start=carrier.span.start, end=carrier.span.end)


def _is_occasion(carrier: Through | None, said_in: Span | None) -> bool:
    """Whether a statement was made on an occasion of its own: in an interview, at a conference."""
    return said_in is not None or (carrier is not None and carrier.interview)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _on_occasions(told: Sequence[_Told]) -> list[_Told]:
    """Statements with those who carried them; what a speaker said on one occasion is carried as that was.

    The first occasion told of also counts for what the article has of the speaker before it.
    """
    carriers: dict[str, Link | None] = {}
    result: list[_Told] = []
    waiting: dict[str, list[int]] = {}
    for each in told:
        who = each.speakers[-1].entity
        if who is not None:
            if each.occasion or each.carrier is not None:
                first = who not in carriers
                if each.occasion:
                    carriers[who] = each.carrier
                if first and each.occasion and each.carrier is not None:
                    for place in waiting.get(who, ()):
                        result[place] = replace(result[place], carrier=each.carrier)
            elif who in carriers:
                each = replace(each, carrier=carriers[who])  # noqa: PLW2901 - carried as on the occasion before
            else:
                waiting.setdefault(who, []).append(len(result))
        result.append(each)
    return result


_SEVERAL: Final = frozenset({"they", "each", "both"})
_NEAR: Final = 700
"""How many characters back an "it" that speaks may stand for somebody described."""
_DEEPEST: Final = 4
"""How many statements deep a voice is followed."""


def _in_each_other(told: Sequence[_Told], outlet: Link | None) -> list[_Told]:
    """Statements with their voices: what stands in another's content comes through that one's speaker."""
    outer = (outlet,) if outlet is not None else ()
    result = []
    for each in told:
        chain: tuple[Link, ...] = _chain(each)
        inner = each
        for _ in range(_DEEPEST):
            holder = _holder(inner, told)
            if holder is None:
                break
            chain = (*_chain(holder), *chain)
            inner = holder
        result.append(replace(each, statement=replace(each.statement, voice=_plain((*outer, *chain)))))
    return result


def _chain(told: _Told) -> tuple[Link, ...]:
    return (told.carrier, *told.speakers) if told.carrier is not None else told.speakers


def _plain(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """A chain without anybody twice in a row, or again after having spoken."""
    kept: list[Link] = []
    for link in links:
        if link.entity is None or all(other.entity != link.entity for other in kept):
            kept.append(link)
        elif kept[-1].entity != link.entity:
            kept = [*(other for other in kept if other.entity != link.entity), link]
    return tuple(kept)


def _holder(inner: _Told, told: Sequence[_Told]) -> _Told | None:
    """The statement in whose content another stands, cue and all: the smallest."""
    cue = inner.statement.cue
    holding = [
        (each.end - each.start, number)
        for number, outer in enumerate(told)
        if outer is not inner and cue is not None
        for each in outer.statement.content
        if each.start <= cue.start and cue.end <= each.end and not _holds(inner, outer)
    ]
    return told[min(holding)[1]] if holding else None


def _holds(outer: _Told, inner: _Told) -> bool:
    cue = inner.statement.cue
    return cue is not None and any(each.start <= cue.start and cue.end <= each.end for each in outer.statement.content)


def mode(content: Sequence[Anchor], quotes: Sequence[tuple[int, int]]) -> Mode:
    """How much of some words stands in quotation marks: all, none, or some.

    Punctuation and space do not count, so that `"No,"` is direct though its marks lie outside. Quotations are given in
    text order.
    """
    inside = outside = False
    for anchor in content:
        place = anchor.start
        for start, end in quotes:
            if start < anchor.end and place < end:
                outside = outside or _is_worded(anchor.text[place:start])
                inside = inside or _is_worded(anchor.text[max(start, place) : min(end, anchor.end)])
                place = end
        outside = outside or _is_worded(anchor.text[place : anchor.end])
    return Mode.MIXED if inside and outside else Mode.DIRECT if inside else Mode.INDIRECT


def _is_worded(text: str) -> bool:
    return any(map(str.isalnum, text))
