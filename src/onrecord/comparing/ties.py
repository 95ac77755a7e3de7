"""What ties the articles of a ledger together: links and people's words, and the parts that these make.

The parts are those of `clustering.parts`, found around one article without looking at the whole ledger: from the
weakest level on, what the article is tied to is followed until it is too much to be a part.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from math import inf
from typing import Final

from onrecord.comparing import clustering
from onrecord.comparing.lately import Lately
from onrecord.ledger import Ledger, judgements
from onrecord.ledger import stories as kept

_REMEMBERED: Final = 16_384
"""Articles whose ties are kept in memory."""


@dataclass(frozen=True, slots=True)
class Tied:
    """What one article is tied to.

    Attributes:
        links: the numbers of the articles it is linked to, with the scores.
        words: the numbers of those that people say something of beside it: whether both tell of the same.
    """

    links: tuple[tuple[int, float], ...]
    words: tuple[tuple[int, bool], ...]
    _levels: dict[float, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def at(self, level: float) -> tuple[int, ...]:
        """The articles that it is tied to at a level of `clustering.LEVELS`."""
        known = self._levels.get(level)
        if known is None:
            judged = dict(self.words)
            linked = [other for other, score in self.links if score >= level and other not in judged]
            known = self._levels[level] = (*linked, *(other for other, same in self.words if same))
        return known


class Ties:
    """The ties of one ledger's articles, those looked at lately kept in memory."""

    def __init__(self) -> None:
        self._known: Lately[Tied] = Lately(_REMEMBERED)
        self._unsure: set[int] = set()
        self._seen: int | None = None
        self._judged = False

    def look(self, ledger: Ledger) -> None:
        """Begin to take something in: forget what another process may have changed, or what may have been given up."""
        ((version,),) = ledger.rows("PRAGMA data_version")
        if version != self._seen:
            self._known.clear()
        self._known.forget(*self._unsure)
        self._unsure.clear()
        self._seen = version
        self._judged = judgements.of_articles(ledger)

    def forget(self, *articles: int) -> None:
        """Take in that the ties of some articles have changed."""
        self._known.forget(*articles)
        self._unsure.update(articles)

    def come(self, ledger: Ledger, article: int) -> None:
        """Take in that an article is taken in from now on: people's words tie others to it."""
        self.forget(article, *self._beside(ledger, article))

    def of(self, ledger: Ledger, article: int) -> Tied:
        """What an article is tied to."""
        return self._known.of(article, lambda number: self._read(ledger, number))

    def _read(self, ledger: Ledger, article: int) -> Tied:
        words = self._words(ledger, article)
        return Tied(tuple(kept.links(ledger, article)), tuple(sorted(words.items())))

    def part(self, ledger: Ledger, article: int) -> set[int]:
        """The part that an article is in."""
        *levels, last = clustering.LEVELS
        for level in levels:
            around = self._around(ledger, article, level)
            if around is not None:
                return around
        return self._around(ledger, article, last, most=inf) or {article}

    def outgrown(self, ledger: Ledger, come: Collection[int]) -> set[int]:
        """Those whose part has become too large by what has just been tied, and which are parted further now.

        Args:
            ledger: where to look.
            come: the number of the article that has come, or of the two of which a person has said something.
        """
        found: set[int] = set()
        for level in clustering.LEVELS[:-1]:
            if all(self._around(ledger, article, level) is not None for article in come):
                break
            large: set[int] = set()
            starts = come if len(come) > 1 else {each for one in come for each in self.of(ledger, one).at(level)}
            for start in sorted(starts):
                if start not in found and start not in large:
                    found |= self._around(ledger, start, level, without=come, large=large) or set()
        return found

    def _around(
        self,
        ledger: Ledger,
        article: int,
        level: float,
        *,
        most: float | None = None,
        without: Collection[int] = (),
        large: set[int] | None = None,
    ) -> set[int] | None:
        """All that an article is tied to at a level, over others too; None where it is more than a part may hold.

        Args:
            ledger: where to look.
            article: where to begin.
            level: the least score of links to follow.
            most: how many a part may hold.
            without: an article not to go to, or two not to go between.
            large: those known to be tied to too many; what is found of these is added.
        """
        most = clustering.LARGEST if most is None else most
        found, waiting = {article}, [article]
        while waiting:
            at = waiting.pop()
            for other in self.of(ledger, at).at(level):
                if other in found or (without and _barred(at, other, without)):
                    continue
                found.add(other)
                waiting.append(other)
                if len(found) > most or (large is not None and other in large):
                    if large is not None:
                        large |= found
                    return None
        return found

    def _words(self, ledger: Ledger, article: int) -> dict[int, bool]:
        """What people say of an article beside others, as far as these are taken in."""
        return {other: same for other, same in self._beside(ledger, article).items() if kept.has_profile(ledger, other)}

    def _beside(self, ledger: Ledger, article: int) -> dict[int, bool]:
        """What people say of an article beside others."""
        if not self._judged:
            return {}
        id = kept.id_of(ledger, article)  # noqa: A001 - the field's name
        return {
            kept.number_of(ledger, each.other.article if each.one.article == id else each.one.article): each.same
            for each in judgements.beside(ledger, id)
        }


def _barred(one: int, other: int, without: Collection[int]) -> bool:
    """Whether a walk may not go from one article to another."""
    return other in without and (len(without) == 1 or one in without)
