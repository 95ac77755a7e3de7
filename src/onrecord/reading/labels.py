"""Labels: names that take a side, with the voice that uses each; and scare quotes, whose voice is nobody's.

The words are data (`data/labels.txt`). A label is a loaded noun for a person or group ("terrorists"), or a plain one
with a loaded word before it ("terror group"). Who says it is whoever the words around it are attributed to; nobody is
judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.reading.counted import ends_a_noun
from onrecord.reading.loaded import Lexicon, lexicon
from onrecord.reading.nouns import kind_of
from onrecord.reading.pieces import quoted_spans
from onrecord.reading.tense import past_verbs
from onrecord.reading.tokens import Tokens, tokens
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Article, Entity, Label, Link, Span, Statement, Voice


def labels(
    article: Article,
    statements: Sequence[Statement],
    outlet: Link | None,
    entities: Sequence[Entity] = (),
    walk: Treewalk | None = None,
) -> tuple[Label, ...]:
    """The labels of an article, in text order.

    Args:
        article: the article.
        statements: its statements, whose voices the words inside them have.
        outlet: the outlet, where it is known; it speaks where nobody else does.
        entities: whom the labels may be for.
        walk: the syntax, which says who is called something; without it only what stands in one phrase is known.
    """
    mentions = sorted(
        (
            (mention.start, mention.end, entity.id)
            for entity in entities
            if entity.type in {"person", "organisation", "country", "publication"}
            for mention in entity.mentions
        ),
        key=_place,
    )
    contents = [each.span for statement in statements for each in statement.content]
    found: list[Label] = []
    for paragraph in article.paragraphs:
        quotes = list(quoted_spans(article.text, paragraph.start, paragraph.end))
        named = list(_named(tokens(article.text, paragraph.start, paragraph.end)))
        for span in named:
            quoted = any(start <= span.start and span.end <= end for start, end in quotes)
            voice = _voice(span, statements, outlet)
            whose = _meant(mentions, span) or (_called(walk, mentions, span) if walk is not None else None)
            if whose is None and _is_figurative(article.text[span.start : span.end]):
                continue
            found.append(
                Label(
                    text=article.text,
                    start=span.start,
                    end=span.end,
                    entity=whose,
                    kind=_kind(article.text[span.start : span.end]),
                    voice=voice,
                    quoted=quoted,
                )
            )
        for span in _scare_quotes(article.text, quotes, contents):
            if not any(span.start <= other.start and other.end <= span.end for other in named):
                nobody = Link(entity=None, name=None, start=span.start, end=span.end, anonymous="unstated")
                voice = (outlet, nobody) if outlet else (nobody,)
                found.append(
                    Label(
                        text=article.text, start=span.start, end=span.end, kind=SCARE_QUOTES, voice=voice, quoted=True
                    )
                )
    return tuple(sorted(found, key=lambda label: (label.start, label.end)))


SCARE_QUOTES: Final = "scare-quotes"


def _place(mention: tuple[int, int, str]) -> tuple[int, int]:
    return mention[:2]


def _meant(mentions: Sequence[tuple[int, int, str]], span: Span) -> str | None:
    """The entity a label is for: of the shortest mention with its words, or of a name right before it."""
    holding = [
        (end - start, entity)
        for start, end, entity in mentions
        if start <= span.start and span.end <= end and (end == span.end or start == span.start)
    ]
    beside = [(end, entity) for start, end, entity in mentions if end + 1 == span.start]
    return min(holding)[1] if holding else max(beside)[1] if beside else None


_CALLS: Final = frozenset(
    "call dub brand label name describe denounce condemn portray depict declare consider deem hail style term regard "
    "treat characterise characterize slam decry deride mock ridicule".split()
)


def _called(walk: Treewalk, mentions: Sequence[tuple[int, int, str]], span: Span) -> str | None:
    """Who is said to be what a label says: "called the mayor a crook", "the mayor is one", "the crook Oda Flint"."""
    noun = walk.head(span)
    if noun is None:
        return None
    word, governor = walk.words[noun], walk.governor(noun)
    whom = [*walk.children(noun, "appos", "nsubj", "nsubj:outer", "flat")] if word.upos != "VERB" else []
    if governor is not None and word.relation in {"appos", "nmod:desc", "compound"}:
        whom.append(governor)
    verb = governor
    if governor is not None and word.relation in {"xcomp", "obl", "obj", "advcl", "ccomp"}:
        if walk.words[governor].lemma.lower() in _CALLS:
            objects = walk.children(governor, "obj", "nsubj:pass")
            whom += [other for other in objects if other != noun]
        verb = walk.governor(governor)
    if word.relation == "conj" and verb is not None:
        whom += walk.children(verb, "appos", "nsubj")
    at = {end: entity for _, end, entity in reversed(mentions)}
    starts = {start: entity for start, _, entity in reversed(mentions)}
    for other in whom:
        found = at.get(walk.words[other].end) or starts.get(walk.words[other].start)
        if found is not None:
            return found
    return None


def _is_figurative(words: str) -> bool:
    """Whether words are loaded only of somebody who is called so."""
    listed = lexicon()
    return any(form in listed.figurative for form in _singulars(words.lower()))


def _singulars(words: str) -> Iterator[str]:
    yield words
    if words.endswith("s"):
        yield words[:-1]
    if words.endswith("ies"):
        yield words[:-3] + "y"


def _kind(words: str) -> str | None:
    """What a loaded phrase does: by its noun, else by the last loaded word before it."""
    listed = lexicon()
    told = words.lower().replace("-", " - ").split()
    for length in range(1, len(told) + 1):
        for first in range(len(told) - length, -1, -1):
            phrase = " ".join(told[first : first + length]).replace(" - ", "-")
            for form in _singulars(phrase):
                if form in listed.kinds:
                    return listed.kinds[form]
    return None


def _voice(span: Span, statements: Sequence[Statement], outlet: Link | None) -> Voice:
    """Who says some words: the voice of the shortest statement that holds them, else the outlet.

    Where nobody at all is said to say it ("is estimated to have hosted the cult"), the words are of whoever tells it.
    """
    holding = [
        (each.end - each.start, number)
        for number, statement in enumerate(statements)
        for each in statement.content
        if each.start <= span.start and span.end <= each.end
    ]
    if holding:
        voice = statements[min(holding)[1]].voice
        return voice[:-1] if voice[-1].anonymous == "unstated" and len(voice) > 1 else voice
    return (outlet,) if outlet else ()


def _named(text: Tokens) -> Iterator[Span]:
    """The loaded noun phrases of a paragraph, without their determiners."""
    listed = lexicon()
    place = 0
    while place < len(text):
        length = _match(text, place, listed.phrases) if text.lower[place] in listed.first_of_phrases else 0
        found = (place, place + length) if length else _phrase(text, place, listed)
        if found is None:
            place += 1
            continue
        first, end = found
        yield Span(text.starts[first], text.ends[end - 1])
        place = end


def _phrase(text: Tokens, place: int, listed: Lexicon) -> tuple[int, int] | None:
    """A loaded phrase that begins at a token: modifiers, then a head; its first token and the one past its last."""
    if not listed.openings.intersection(_singulars(text.lower[place])) and not _leaning(text, place):
        return None
    at, loaded = place, False
    while (length := _match(text, at, listed.modifiers)) or (leaning := _leaning(text, at)):
        loaded = loaded or bool(length)
        at += length or leaning
    alone = listed.heads | listed.figurative
    heads = listed.heads | listed.plain if loaded else alone
    length = _match(text, at, heads)
    if not length and loaded and at < len(text) and kind_of(text.lower[at]) in {"person", "organisation"}:
        length = 1
    if not length and loaded and at > place:
        at = _back_to_head(text, place, at, listed.heads)
        length = 1 if at >= 0 else 0
    if not length or _goes_on(text, at + length):
        return None
    end = at + length
    return (place, end) if text.words[place][:1].isalpha() else None


def _back_to_head(text: Tokens, place: int, at: int, heads: frozenset[str]) -> int:
    """The last word before a place, where it is a head as well as a modifier ("the terrorist"); else -1."""
    return at - 1 if at - 1 >= place and _match(text, at - 1, heads) == 1 else -1


def _match(text: Tokens, place: int, words: frozenset[str]) -> int:
    """How many tokens the longest of some words has that stands at a place; 0 where none does."""
    for length in range(min(_LONGEST, len(text) - place), 0, -1):
        written = text.text[text.starts[place] : text.ends[place + length - 1]].lower()
        if any(form in words for form in _singulars(written)):
            return length
    return 0


_LONGEST: Final = 5
_LEANING: Final = frozenset({"anti", "pro"})


def _leaning(text: Tokens, place: int) -> int:
    """The tokens of "anti-Iran", "pro-Western": they say for or against whom, and belong to what follows."""
    if place + 2 < len(text) and text.lower[place] in _LEANING and text.words[place + 1] == "-":
        return 3
    return 0


def _goes_on(text: Tokens, place: int) -> bool:
    """Whether a noun follows that the loaded word only tells more of: "terrorist attacks" names no group."""
    if place >= len(text):
        return False
    word = text.lower[place]
    if text.words[place][:1].isupper():
        return False  # "the traitor Oda Flint"
    if word in {"-", "–"} and text.joined(place):
        return True  # "terrorist-related"
    verb = word.endswith(("ed", "ing", "ly")) or word in past_verbs()
    return word[:1].isalpha() and not verb and not ends_a_noun(word)


_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SCARE: Final = 6
"""The most words that scare quotes have; longer ones are quotations whose speaker was not found."""


def _scare_quotes(text: str, quotes: Sequence[tuple[int, int]], contents: Sequence[Span]) -> Iterator[Span]:
    for start, end in quotes:
        words = _WORD.findall(text, start, end)
        titled = sum(word[:1].isupper() for word in words) > len(words) / 2
        held = any(each.start < end and start < each.end for each in contents)
        if words and len(words) <= _SCARE and not titled and not held:
            yield Span(start - (start > 0), min(end + 1, len(text)))
