"""Words that tell an event of any kind, read off the syntax: wider than PLOVER, as corpora of events annotate them.

Verbs that stand for no preposition and are not light alone, nouns that tell of what is done (`deeds.is_deed`),
adjectives for what became of somebody, and the names of events. Each is told as `comparing.tellings` has it, so that
the project's own reasons for two events being one can be measured on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpora.document import Span as Offsets
from onrecord.comparing.deeds import deeds, is_deed, lemma_of
from onrecord.comparing.joins import Item
from onrecord.comparing.tellings import Sides, Told, around
from onrecord.reading.syntax import Parse, Word
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Entity, Record

_NO_VERBS: Final = frozenset({"accord", "be", "follow", "have", "include"})
_STATES: Final = frozenset({"dead", "guilty", "ill", "innocent", "sick"})
_NOT_VERBAL: Final = frozenset({"case", "mark", "fixed"})
_BY: Final = frozenset({"by"})
_OF: Final = frozenset({"of"})


@dataclass(frozen=True, slots=True)
class DeedMention:
    """A word that tells an event.

    Attributes:
        start: its offset.
        end: just past it.
        lemma: its lemma.
        told: the event as it is told.
    """

    start: int
    end: int
    lemma: str
    told: Told


def event_mentions(
    record: Record, parse: Parse, within: Sequence[Offsets], actors: Mapping[Item, str]
) -> Iterator[DeedMention]:
    """Yield the words of some sentences that tell an event, in text order.

    Args:
        record: the article's record.
        parse: its syntax.
        within: the sentences.
        actors: what each named entity is across the reports.
    """
    mentioning = _Mentioning(record, parse, actors)
    for at, word in enumerate(parse.words):
        if any(start <= word.start and word.end <= end for start, end in within) and mentioning.tells(at):
            yield mentioning.mention(at)


class _Mentioning:
    """One article's words, asked which of them tell events and of whom."""

    def __init__(self, record: Record, parse: Parse, actors: Mapping[Item, str]) -> None:
        self._record = record
        self._walk = Treewalk(record.article.text, parse)
        self._words = parse.words
        self._actors = actors
        spans = [(one.end - one.start, one.start, one.end, each) for each in record.entities for one in each.mentions]
        self._mentions = sorted(spans, key=lambda one: one[:3])

    def tells(self, at: int) -> bool:
        """Whether a word tells an event."""
        word = self._words[at]
        lemma = word.lemma.lower()
        if word.upos == "VERB":
            return word.relation not in _NOT_VERBAL and lemma not in _NO_VERBS
        if word.upos == "NOUN":
            return word.relation != "compound" and is_deed(lemma)
        if word.upos == "PROPN":
            return self._is_name(at)
        return word.upos == "ADJ" and lemma in _STATES

    def _is_name(self, at: int) -> bool:
        """Whether a word heads the name of an event."""
        entity = self._entity(self._words[at])
        head = self._words[at].head
        return (
            entity is not None
            and entity.type == "event"
            and (head < 0 or self._entity(self._words[head]) is not entity)
        )

    def mention(self, at: int) -> DeedMention:
        """What a word tells."""
        word = self._words[at]
        article = self._record.article
        words = article.anchor(word.start, word.end)
        lemma = _lemma(word, words.words)
        doers, done_to, others = self._parties(at)
        return DeedMention(
            word.start,
            word.end,
            lemma,
            Told(
                item=Item(article=article.id, id=f"{word.start:08}"),
                words=lemma,
                deeds=deeds(lemma) | deeds(lemma_of(words.words)),
                doers=self._sides(doers),
                done_to=self._sides(done_to),
                place=self._sides(others),
                around=around(article, words),
            ),
        )

    def _parties(self, at: int) -> tuple[list[int], list[int], list[int]]:
        """The words for who does it, to whom, and for what else hangs from it."""
        doers, done_to, others = self._below(at)
        word = self._words[at]
        governor = self._walk.governor(at)
        if governor is not None:
            if word.relation == "acl":
                (done_to if word.xpos == "VBN" else doers).append(governor)
            elif word.upos != "VERB" and self._words[governor].upos == "VERB":
                doers += [each for each in self._walk.children(governor, "nsubj") if each != at]
            elif not doers and word.relation in {"xcomp", "advcl", "conj"}:
                shared = self._walk.children(governor, "nsubj", "nsubj:pass")
                (done_to if word.xpos == "VBN" else doers).extend(shared)
        return doers, done_to, others

    def _below(self, at: int) -> tuple[list[int], list[int], list[int]]:
        doers = self._walk.children(at, "nsubj", "csubj", "obl:agent")
        done_to = self._walk.children(at, "nsubj:pass", "obj", "iobj")
        others: list[int] = []
        for each in self._walk.children(at, "obl", "nmod", "nmod:poss", "compound"):
            cases = {self._words[case].lemma.lower() for case in self._walk.children(each, "case")}
            (doers if cases & _BY else done_to if cases & _OF else others).append(each)
        return doers, done_to, others

    def _sides(self, heads: Sequence[int]) -> Sides:
        """Who some words stand for, and whoever is joined to them."""
        all_of = [*heads, *(other for each in heads for other in self._walk.children(each, "conj"))]
        actors: set[str] = set()
        nouns: set[str] = set()
        for each in all_of:
            word = self._words[each]
            entity = self._entity(word)
            known = self._actors.get(Item(article=self._record.article.id, id=entity.id)) if entity else None
            if known is not None:
                actors.add(known)
            elif word.upos in {"NOUN", "PROPN", "ADJ", "NUM"}:
                nouns.add(word.lemma.lower())
        return Sides(frozenset(actors), frozenset(nouns))

    def _entity(self, word: Word) -> Entity | None:
        """The entity of the smallest mention that a word stands in."""
        found = (each for _, start, end, each in self._mentions if start <= word.start and word.end <= end)
        return next(found, None)


def _lemma(word: Word, form: str) -> str:
    """The lemma of a word; of a verb with an irregular past, that verb, whatever the encoder makes of it."""
    lemma = lemma_of(form)
    if word.upos == "VERB" and not form.lower().startswith(lemma[:-1]):
        return lemma
    return word.lemma.lower()
