"""The collection that `benchmarks/reuse.py` measures on: sources, copies, copies of copies, and distractors."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Final

from benchmarks import rewording
from benchmarks.copying import STOCK, Made, Sentence, cut, drawn, is_quotation
from corpora import polnear

SEED: Final = 7
OTHER: Final = {"dev": "train", "train": "dev"}
"""Where the sentences of others that copies and distractors have come from: another split."""
LEAST: Final = 12
"""Fewest sentences of a source."""
COPIES: Final = 4
"""How many copies are made of a source."""

FILES: Final = (
    Path(__file__),
    rewording.FILE,
    *(Path(__file__).with_name(f"{name}.py") for name in ("copying", "rewording")),
)
"""What the copies are made by."""

_OUTLETS: Final = (
    "Meridian Hallan Marn Vale Sorenia Ostrel Quay Dunmere Northern Tarsk Ilmen Corvane Harrow Lysk Pell".split(),
    "Wire Courier Lantern Observer Ledger Dispatch Tribune Beacon Chronicle Sentinel Record Standard".split(),
)
_STOCK: Final = (
    "Our staff in the capital contributed to this report.",
    "This story has been updated to include reactions from both campaigns.",
    "The office did not immediately respond to a request for comment on Thursday.",
    "Sign up here for our daily newsletter and get the best stories of the week in your inbox.",
    "He spoke on condition of anonymity because he was not authorized to discuss the matter in public.",
    "No part of this text may be published, broadcast or passed on without our written consent.",
    "Read the full text of the letter on our website, where it can be found below.",
    "The two sides will meet again next week, with the talks expected to last for several days.",
)

Paragraphs = tuple[tuple[Sentence, ...], ...]


@dataclass(slots=True)
class Others:
    """Sentences of other articles; each is handed out once."""

    kept: list[tuple[Sentence, ...]]

    def next(self) -> tuple[Sentence, ...]:
        """A paragraph that nobody had."""
        return self.kept.pop()


@dataclass(frozen=True, slots=True)
class Collection:
    """The made articles, in an order that tells nothing.

    Attributes:
        made: the articles.
        by_name: the same by name.
    """

    made: tuple[Made, ...]
    by_name: dict[str, Made] = field(default_factory=dict)

    def ancestors(self, name: str) -> Iterator[str]:
        """Whom an article was made from, the nearest first."""
        parent = self.by_name[name].parent
        while parent is not None:
            yield parent
            parent = self.by_name[parent].parent

    def related(self) -> Iterator[tuple[Made, Made, bool]]:
        """Pairs with a sentence in common, an ancestor first, and whether one was made from the other."""
        for one, other in combinations(self.made, 2):
            if {each.origin for each in one.sentences} & {each.origin for each in other.sentences}:
                if other.name in set(self.ancestors(one.name)):
                    yield other, one, True
                else:
                    yield one, other, one.name in set(self.ancestors(other.name))


def collection(root: Path, split: str, most: int = 0) -> Collection:
    """Make the articles; the same each time.

    Args:
        root: PolNeAR's upstream repository.
        split: whose articles are the sources.
        most: up to so many sources; 0 for all.
    """
    chance = random.Random(SEED)
    mine, theirs = list(_articles(root, split)), list(_articles(root, OTHER[split]))
    apart = list(_apart([*mine, *theirs]))
    others = _others(apart[len(mine) :], chance)
    sources = [each for each in apart[: len(mine)] if sum(map(len, each)) >= LEAST]
    made: list[Made] = []
    for number, paragraphs in enumerate(sources[:most] if most else sources):
        source = _source(number, paragraphs, chance)
        made.append(source)
        for copy in range(COPIES):
            recipe = RECIPES[(number * COPIES + copy) % len(RECIPES)]
            parent = made[-1] if recipe is _copied_again and copy else source
            made.append(_copy(f"{source.name}.{copy}", recipe, parent, others, chance))
        made.append(_distractor(source, number, others, chance))
    chance.shuffle(made)
    return Collection(tuple(made), {each.name: each for each in made})


def _articles(root: Path, split: str) -> Iterator[Paragraphs]:
    for document in polnear.read(root, split):
        told = [document.text[start:end] for start, end in document.paragraphs]
        yield cut(document.id, told)


def _apart(articles: Sequence[Paragraphs]) -> Iterator[Paragraphs]:
    """The articles without the sentences that share eight words in a row with another article.

    Such are an outlet's standing lines, or were copied before: there the truth is not known.
    """
    held = [{run for paragraph in each for sentence in paragraph for run in _runs(sentence)} for each in articles]
    often = {run for run, count in Counter(run for runs in held for run in runs).items() if count > 1}
    for each in articles:
        kept = (tuple(one for one in paragraph if not often.intersection(_runs(one))) for paragraph in each)
        yield tuple(paragraph for paragraph in kept if paragraph)


def _runs(sentence: Sentence) -> Iterator[tuple[str, ...]]:
    told = re.findall(r"\w+", sentence.original.lower())
    return (tuple(told[at : at + 8]) for at in range(len(told) - 7))


def _others(articles: Sequence[Paragraphs], chance: random.Random) -> Others:
    kept = [paragraph for paragraphs in articles for paragraph in paragraphs[1:]]
    long = [paragraph for paragraph in kept if sum(len(each.text) for each in paragraph) > 80]
    chance.shuffle(long)
    return Others(long)


def _source(number: int, paragraphs: Paragraphs, chance: random.Random) -> Made:
    """An article of the corpus, with some hedges and attributions put in, and a set phrase at the end of some."""

    def with_more(sentence: Sentence) -> Sentence:
        if chance.random() > 0.4:
            return sentence
        return replace(sentence, original=rewording.planted(sentence.original, chance))

    told = tuple(tuple(map(with_more, paragraph)) for paragraph in paragraphs)
    if chance.random() < 0.3:
        told = (*told, (_stock(chance),))
    day = datetime(2031, 3, 1, 6, 0, tzinfo=UTC) + timedelta(hours=9 * number)
    outlet, published = _outlet(chance, number), _published(day, chance)
    return Made(f"s{number:02}", "source", told, None, outlet, published, moment=day.isoformat())


def _stock(chance: random.Random) -> Sentence:
    at = chance.randrange(len(_STOCK))
    return Sentence((STOCK, at), _STOCK[at])


def _outlet(chance: random.Random, number: int) -> str:
    place, kind = _OUTLETS
    return f"{place[number % len(place)]} {chance.choice(kind)} {number}"


def _published(day: datetime, chance: random.Random) -> str | None:
    """A moment; of some articles the day alone, of some nothing."""
    drawn_so = chance.random()
    if drawn_so < 0.12:
        return None
    return day.date().isoformat() if drawn_so < 0.24 else day.isoformat()


def _copy(name: str, recipe: Recipe, parent: Made, others: Others, chance: random.Random) -> Made:
    paragraphs = recipe(parent.paragraphs, others, chance)
    outlet = _outlet(chance, chance.randrange(100, 999))
    later = datetime.fromisoformat(parent.moment) + timedelta(minutes=chance.choice([20, 90, 300, 1500, 3000]))
    credit = chance.random() < 0.3
    if credit:
        told = chance.choice(
            [f"The {parent.outlet} first reported the story.", f"That is according to the {parent.outlet}."]
        )
        line = Sentence((f"credit {name}", 0), told)
        paragraphs = (*paragraphs[:1], (line,), *paragraphs[1:])
    published = _published(later, chance)
    called = recipe.__name__.strip("_")
    return Made(name, called, paragraphs, parent.name, outlet, published, credit, later.isoformat())


Recipe = Callable[[Paragraphs, Others, random.Random], Paragraphs]


def _changing(kinds: Sequence[str], share: float) -> Callable[[Paragraphs, random.Random], Paragraphs]:
    """Changes of some kinds in a share of the sentences."""

    def changed(paragraphs: Paragraphs, chance: random.Random) -> Paragraphs:
        def one(sentence: Sentence) -> Sentence:
            for kind in kinds:
                if sentence.origin[0] != STOCK and chance.random() < share:
                    found = list(rewording.KINDS[kind](sentence.original, chance))
                    for change in drawn(chance, found, 3 if kind == "reworded" else 1):
                        sentence = sentence.with_change(change)
            return sentence

        return tuple(tuple(map(one, paragraph)) for paragraph in paragraphs)

    return changed


def _abridged(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    """Sentences cut throughout, and often the end."""
    kept = tuple(
        told for paragraph in paragraphs if (told := tuple(each for each in paragraph if chance.random() < 0.7))
    )
    most = max(4, int(len(kept) * chance.choice([0.5, 0.75, 1.0])))
    return kept[:most] if sum(map(len, kept[:most])) >= 5 else paragraphs[: len(paragraphs) // 2 + 1]


def _reordered(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    """Paragraphs in another order."""
    groups = [list(paragraphs[at : at + 2]) for at in range(0, len(paragraphs), 2)]
    chance.shuffle(groups)
    return tuple(paragraph for group in groups for paragraph in group)


def _interleaved(paragraphs: Paragraphs, others: Others, chance: random.Random) -> Paragraphs:
    """Part of the paragraphs, with paragraphs of another article between some."""
    first = chance.randrange(max(1, len(paragraphs) // 3))
    kept = paragraphs[first : first + max(4, int(len(paragraphs) * 0.6))]
    made: list[tuple[Sentence, ...]] = []
    for paragraph in kept:
        made.append(paragraph)
        if chance.random() < 0.4:
            made.append(others.next())
    return (*made, others.next())


def _numbers(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    return _changing(["numbers"], 0.5)(paragraphs, chance)


def _names(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    return _changing(["names"], 0.3)(paragraphs, chance)


def _hedges(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    return _changing(["hedges"], 1.0)(paragraphs, chance)


def _attributions(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    return _changing(["attributions"], 1.0)(paragraphs, chance)


def _labels(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    return _changing(["labels"], 0.8)(paragraphs, chance)


def _reworded(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    """A few words of most sentences, and the kind of quotation marks."""
    changed = _changing(["reworded"], 0.8)(paragraphs, chance)

    def straight(sentence: Sentence) -> Sentence:
        text = sentence
        for change in rewording.marks(sentence.original, chance):
            if all(change.end <= each.start or each.end <= change.start for each in text.changes):
                text = replace(text, changes=tuple(sorted((*text.changes, change))))
        return text

    return tuple(tuple(map(straight, paragraph)) for paragraph in changed)


def _several(paragraphs: Paragraphs, others: Others, chance: random.Random) -> Paragraphs:
    """Everything at once."""
    kinds = list(rewording.KINDS)
    chance.shuffle(kinds)
    told = _changing(kinds, 0.3)(_abridged(paragraphs, others, chance), chance)
    return _interleaved(told, others, chance) if chance.random() < 0.5 else told


def _copied_again(paragraphs: Paragraphs, _: Others, chance: random.Random) -> Paragraphs:
    """What the second hand does: cuts a little, changes a little."""
    kept = tuple(told for each in paragraphs if (told := tuple(one for one in each if chance.random() < 0.9)))
    return _changing(["numbers", "attributions", "hedges", "reworded"], 0.25)(kept, chance)


RECIPES: Final[tuple[Recipe, ...]] = (
    _abridged,
    _numbers,
    _copied_again,
    _interleaved,
    _names,
    _several,
    _reordered,
    _attributions,
    _copied_again,
    _reworded,
    _hedges,
    _labels,
    _several,
)
"""Thirteen, so that four a source go round."""


def _distractor(source: Made, number: int, others: Others, chance: random.Random) -> Made:
    """An article of other sentences that has quotations of a source, or set phrases, or nothing of anybody."""
    own = [others.next() for _ in range(6)]
    kind = ("quoting", "stock", "apart")[number % 3]
    if kind == "quoting":
        quotations = [each for each in source.sentences if is_quotation(each.text) and each.text.endswith(".")]
        for each in chance.sample(quotations, min(3, len(quotations))):
            own.insert(chance.randrange(1, len(own)), (each,))
    elif kind == "stock":
        own += [(_stock(chance),), (_stock(chance),)]
    day = datetime(2031, 3, 1, 7, 0, tzinfo=UTC) + timedelta(hours=9 * number)
    outlet = _outlet(chance, 1000 + number)
    return Made(f"{source.name}.{kind}", kind, tuple(own), None, outlet, _published(day, chance))
