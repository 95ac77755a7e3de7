"""What articles share: pairs found by sketches, their passages to the character, the edits, and who was first.

An article alone is enough; a record makes it surer what was quoted and what an edit is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Final

from onrecord.comparing.alignment import SHORTEST, Aligned, Range, aligned, seeds
from onrecord.comparing.comparison import Edit, Passage, Reuse, Share
from onrecord.comparing.direction import direction, order
from onrecord.comparing.edits import Known, Telling, WordEdit, edits, telling
from onrecord.comparing.places import Place
from onrecord.comparing.sketches import Hashes, Sketch, candidates, sketch
from onrecord.comparing.wording import is_stock
from onrecord.comparing.words import words
from onrecord.reading.pieces import quoted_spans
from onrecord.record import Article, MentionKind, Mode, Record

ALL_QUOTED: Final = 0.9
"""Share of a passage that must be quoted, or set phrases, in both articles for it to be no telling of their own."""
MOSTLY: Final = 0.5
"""Share of a sentence that must be quoted for the few words around the quotation to count with it."""
AROUND: Final = 10
"""How many words are few."""
LONE: Final = 20
"""Fewest equal words that the longest passage has where what two articles share is a small part of both; fewest words
of telling that a passage has which is mostly quotation or set phrases."""
SMALL: Final = 0.1
"""What part is small."""
FEW: Final = 12
"""Up to so many articles, all pairs are aligned; more, and only those that sketches tell of."""


@dataclass(frozen=True, slots=True)
class Laid:
    """An article made ready to be laid beside others.

    Attributes:
        article: the article.
        telling: its words and what is known of them.
        quoted: for each word, whether it is somebody else's words, or among the few that attribute them.
        stock: for each word, whether its sentence is a set phrase.
        seeds: what anchors are found by.
        sketch: what pairs are found by.
    """

    article: Article
    telling: Telling
    quoted: tuple[bool, ...]
    stock: tuple[bool, ...]
    seeds: Hashes
    sketch: Sketch


def laid(article: Article, record: Record | None = None) -> Laid:
    """An article made ready to be laid beside others.

    Args:
        article: the article.
        record: its record, where it was read.
    """
    cut = words(article.text, article.sentences)
    told = telling(article.text, cut, _known(record) if record else None)
    return Laid(article, told, _quoted(told, article, record), _stock(told), seeds(cut), sketch(cut.folded))


def reuse(articles: Sequence[Laid]) -> list[Reuse]:
    """What pairs of articles share, those with most shared words first; the order they are given in does not matter.

    Args:
        articles: no article twice.
    """
    ordered = sorted(articles, key=lambda each: order(each.article))
    if len(ordered) <= FEW:
        pairs = list(combinations(range(len(ordered)), 2))
    else:
        pairs = candidates([each.sketch for each in ordered])
    found = [made for one, other in pairs if (made := between(ordered[one], ordered[other])) is not None]
    return sorted(found, key=lambda each: (-each.shared_words, each.later, each.earlier))


def between(one: Laid, other: Laid) -> Reuse | None:
    """What two articles share; None where it is nothing.

    Args:
        one: the first of the two by `order`.
        other: the second.
    """
    first, second = one.telling.words, other.telling.words
    found = aligned(first, second, one.seeds, other.seeds)
    if not found:
        return None
    equal = sum(each.equal for each in found)
    shares = equal / len(first), equal / len(second)
    told = direction(one.article, other.article, shares, len(first) / len(second))
    if told.turned:
        one, other = other, one
        found = [_turned(each) for each in found]
    made = [_passage(one, other, each) for each in found]
    if _is_chance(made, shares):
        made = [replace(each, kind=Share.STOCK) if each.kind is Share.TEXT else each for each in made]
    shared = sum(passage.equal_words for passage in made if passage.kind is Share.TEXT)
    return Reuse(
        earlier=one.article.id,
        later=other.article.id,
        directed=told.directed,
        reasons=told.reasons,
        shared_words=shared,
        share_of_later=round(shared / len(other.telling.words), 4),
        passages=tuple(sorted(made, key=lambda passage: passage.later.start)),
    )


def _is_chance(made: Sequence[Passage], shares: tuple[float, float]) -> bool:
    """Whether all passages of telling are short, and what is shared a small part of either article."""
    told = [each.equal_words for each in made if each.kind is Share.TEXT]
    return max(told, default=LONE) < LONE and max(shares) < SMALL


def _turned(passage: Aligned) -> Aligned:
    differences = tuple((theirs, mine) for mine, theirs in passage.differences)
    return Aligned(passage.other, passage.one, passage.equal, differences)


def _passage(one: Laid, other: Laid, found: Aligned) -> Passage:
    made = edits(one.telling, other.telling, found)
    return Passage(
        kind=_share(one, other, found),
        earlier=_place(one, found.one),
        later=_place(other, found.other),
        equal_words=found.equal,
        edits=tuple(_edit(one, other, found, each) for each in made),
    )


def _share(one: Laid, other: Laid, found: Aligned) -> Share:
    """Whether what is shared is the telling, or only what somebody said or everybody writes."""
    for kind, mine, theirs in (
        (Share.QUOTATION, one.quoted, other.quoted),
        (Share.STOCK, one.stock, other.stock),
    ):
        if min(_part(mine, found.one), _part(theirs, found.other)) >= ALL_QUOTED:
            return kind
    own = [not (one.quoted[at] or one.stock[at]) for at in range(*found.one)]
    gone = sum(own[at - found.one[0]] for mine, _ in found.differences for at in range(*mine))
    least = SHORTEST if sum(own) > MOSTLY * len(own) else LONE
    if sum(own) - gone >= least:
        return Share.TEXT
    return Share.QUOTATION if _part(one.quoted, found.one) >= _part(one.stock, found.one) else Share.STOCK


def _part(held: Sequence[bool], span: Range) -> float:
    return sum(held[slice(*span)]) / (span[1] - span[0])


def _edit(one: Laid, other: Laid, passage: Aligned, edit: WordEdit) -> Edit:
    return Edit(
        kind=edit.kind,
        before=_place(one, edit.one) if edit.one[0] < edit.one[1] else None,
        after=_place(other, edit.other) if edit.other[0] < edit.other[1] else None,
        earlier_at=_offset(one, edit.one, passage.one),
        later_at=_offset(other, edit.other, passage.other),
    )


def _place(laid: Laid, span: Range) -> Place:
    """Some words of an article as characters."""
    first, last = span
    article, cut = laid.article, laid.telling.words
    return Place(article=article.id, text=article.text, start=cut.starts[first], end=cut.ends[last - 1])


def _offset(laid: Laid, span: Range, passage: Range) -> int:
    """Where some words start; for an empty range, where the passage's word before it ends."""
    first, last = span
    cut = laid.telling.words
    return cut.ends[first - 1] if passage[0] < first == last else cut.starts[first]


def _known(record: Record) -> Known:
    """What a record tells of its article's words."""
    return Known(
        quantities=tuple((each.start, each.end, (each.lower, each.upper)) for each in record.quantities),
        names=tuple(
            (mention.start, mention.end)
            for entity in record.entities
            for mention in entity.mentions
            if mention.kind is MentionKind.NAME
        ),
        attributions=tuple((each.cue.start, each.cue.end) for each in record.statements if each.cue is not None),
        labels=tuple((each.start, each.end) for each in record.labels),
    )


def _quoted(told: Telling, article: Article, record: Record | None) -> tuple[bool, ...]:
    """Whether each word stands in quotation marks or attributes what does."""
    cut = told.words
    held = [False] * len(cut)
    spans = [span for each in article.paragraphs for span in quoted_spans(article.text, each.start, each.end)]
    for start, end in spans:
        _mark(cut.starts, held, start, end)
    for at, following in pairwise([*cut.sentences, len(cut)]):
        inside = sum(held[at:following])
        if inside >= MOSTLY * (following - at) and following - at - inside <= AROUND:
            held[at:following] = [True] * (following - at)
    for statement in record.statements if record else ():
        if statement.mode is Mode.DIRECT:
            for anchor in (statement.source, statement.cue, *statement.content):
                if anchor is not None:
                    _mark(cut.starts, held, anchor.start, anchor.end)
    return tuple(held)


def _mark(starts: Sequence[int], held: list[bool], start: int, end: int) -> None:
    for at in range(bisect_left(starts, start), bisect_left(starts, end)):
        held[at] = True


def _stock(told: Telling) -> tuple[bool, ...]:
    """Whether each word's sentence is a set phrase."""
    cut = told.words
    held = [False] * len(cut)
    for at, following in pairwise([*cut.sentences, len(cut)]):
        if at < following and is_stock(told.text[cut.starts[at] : cut.ends[following - 1]]):
            held[at:following] = [True] * (following - at)
    return tuple(held)
