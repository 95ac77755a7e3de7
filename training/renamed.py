"""Passages whose persons bear other names, so that a choice among names is learned from the sentence around them."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpora.document import Choice, Document, Span, paragraph_spans

VERSIONS = 5
"""How many renamed versions of a passage there are beside its own."""
SEED = 20264
_FEMININE = frozenset({"she", "her", "hers"})

Pool = dict[tuple[bool, int], list[list[str]]]
"""Names as lists of words, by whether they are women's and how many words they have."""


def with_renamed(documents: Iterable[Document]) -> Iterator[Document]:
    """Passages of GAP, each followed by versions of it in which both persons bear names of others.

    The names come from other passages whose pronoun is of the same gender and have as many words. A version has the
    identity of its original.
    """
    originals = list(documents)
    pool: Pool = defaultdict(list)
    for document in originals:
        for choice in document.choices or ():
            for start, end in (*choice.right, *choice.wrong):
                words = document.text[start:end].split()
                pool[_feminine(document, choice), len(words)].append(words)
    chance = random.Random(SEED)
    for document in originals:
        yield document
        for _ in range(VERSIONS):
            version = renamed(document, pool, chance)
            if version is not None:
                yield version


def renamed(document: Document, pool: Pool, chance: random.Random) -> Document | None:
    """A passage with one choice under other names; None where its names share words or have no others to draw."""
    (choice,) = document.choices or ()
    new: dict[str, str] = {}
    for start, end in (*choice.right, *choice.wrong):
        words = document.text[start:end].split()
        drawn = chance.choice(pool[_feminine(document, choice), len(words)])
        if new.keys() & set(words) or set(new.values()) & set(drawn):
            return None
        new |= dict(zip(words, drawn, strict=True))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(new, key=len, reverse=True)))
    found = list(pattern.finditer(document.text))
    if any(match.start() < choice.pronoun[1] and match.end() > choice.pronoun[0] for match in found):
        return None
    growth = [(match.end(), len(new[match.group()]) - len(match.group())) for match in found]

    def moved(span: Span) -> Span:
        start, end = (at + sum(more for before, more in growth if before <= at) for at in span)
        return start, end

    text = pattern.sub(lambda match: new[match.group()], document.text)
    right, wrong = (tuple(moved(span) for span in side) for side in (choice.right, choice.wrong))
    return replace(
        document,
        text=text,
        paragraphs=paragraph_spans(text),
        choices=(Choice(moved(choice.pronoun), right, wrong),),
    )


def _feminine(document: Document, choice: Choice) -> bool:
    return document.text[slice(*choice.pronoun)].lower() in _FEMININE
