"""The index of a ledger: sketches of shared text, and stories, brought up to date as each article comes in.

An article is weighed against those that stand near it under one of its keys: of all articles that hold a key, in the order
of publication, the `REACH` before it and the `REACH` after. So a name that is in the news every day brings up the articles
of these days and not those of ten years, and what an article costs does not grow with the ledger. Who stands near whom
depends on what the ledger holds and not on the order of coming: where a new article parts two that were near, and no other
key holds them together, their link is taken back. Stories are gathered anew only in the parts of the links that changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from onrecord.comparing.clustering import JOINED, Link
from onrecord.comparing.profiles import Profile, dump, keys, load, profile
from onrecord.comparing.sketches import sketch
from onrecord.comparing.stories import link, stories
from onrecord.comparing.words import words
from onrecord.ledger import Ledger, judgements
from onrecord.ledger import stories as kept
from onrecord.ledger.sharing import keep_sketch
from onrecord.record import Record

REACH: Final = 60
"""How many holders of a key before an article, and after it, it is weighed against. Reports of one happening share keys and
come out together; a story of more than so many reports falls into parts by time."""
_REMEMBERED: Final = 4096
"""Profiles kept in memory."""


class Indexing:
    """Takes articles into the index of one ledger."""

    version = "1"

    def __init__(self) -> None:
        self._loaded: OrderedDict[int, Profile] = OrderedDict()
        self._coming: tuple[int, Profile] | None = None

    def take(self, ledger: Ledger, seq: int, record: Record) -> None:
        """Take in an article; see `ledger.ledger.Index`."""
        keep_sketch(ledger, seq, sketch(words(record.article.text).folded))
        made = profile(record)
        self._coming = seq, made
        kept.keep_profile(ledger, seq, dump(made))
        held = _numbers(made)
        spot = _spot(made, seq)
        near: set[int] = set()
        parted: set[tuple[int, int]] = set()
        for key in held:
            before, after = kept.around(ledger, key, spot, REACH)
            near.update(article for _, _, article in (*before, *after))
            parted.update(
                (before[REACH - 1 - at][2], other[2]) for at, other in enumerate(after) if REACH - 1 - at < len(before)
            )
        kept.keep_keys(ledger, held, spot)
        for other in sorted(near):
            found = link(made, self._profile(ledger, other))
            if found is not None:
                kept.keep_link(ledger, seq, other, found.score)
        changed = {seq}
        for one, other in sorted(parted):
            if kept.linked(ledger, one, other) and not self._near(ledger, one, other):
                kept.drop_link(ledger, one, other)
                changed |= {one, other}
        self._gather(ledger, changed)
        self._coming = None

    def judged(self, ledger: Ledger, articles: tuple[str, str]) -> None:
        """Take in a person's word on two articles; see `ledger.ledger.Index`."""
        self._coming = None
        self._gather(ledger, {_number(ledger, article) for article in articles})

    def _near(self, ledger: Ledger, one: int, other: int) -> bool:
        """Whether two articles stand near each other under a key."""
        first, second = self._profile(ledger, one), self._profile(ledger, other)
        spots = _spot(first, one), _spot(second, other)
        shared = _numbers(first) & _numbers(second)
        return any(not kept.apart(ledger, key, *spots, REACH) for key in sorted(shared))

    def _gather(self, ledger: Ledger, changed: Iterable[int]) -> None:
        """Gather anew the stories of the parts that some articles are in."""
        done: set[int] = set()
        for article in sorted(changed):
            if article not in done:
                part, decided = self._part(ledger, article)
                done |= part
                self._tell(ledger, part, decided)

    def _part(self, ledger: Ledger, article: int) -> tuple[set[int], dict[frozenset[str], bool]]:
        """The articles that a story of one can reach, and what people say of pairs of them.

        Groups join on an average of `JOINED` or more, so that a link of so much must be among it: weaker ones lead
        nowhere.
        """
        part, waiting = {article}, [article]
        decided: dict[frozenset[str], bool] = {}
        while waiting:
            at = waiting.pop()
            mine = self._profile(ledger, at).article
            beside = {other for other, score in kept.links(ledger, at) if score >= JOINED}
            for each in judgements.beside(ledger, mine):
                decided[frozenset((each.one.article, each.other.article))] = each.same
                if each.same:
                    beside |= {_number(ledger, each.one.article), _number(ledger, each.other.article)}
            waiting.extend(beside - part)
            part |= beside
        return part, decided

    def _tell(self, ledger: Ledger, part: set[int], decided: dict[frozenset[str], bool]) -> None:
        """Keep the stories that a part makes."""
        numbers = {self._profile(ledger, article).article: article for article in part}
        profiles = {name: self._profile(ledger, article) for name, article in sorted(numbers.items())}
        among = [
            Link(one=one, other=other, score=score)
            for one, article in numbers.items()
            for there, score in kept.links(ledger, article)
            if there in part and one < (other := self._profile(ledger, there).article)
        ]
        made = [
            kept.Made(
                id=each.id,
                title=each.title,
                first=each.first,
                last=each.last,
                places=each.places,
                names=each.names,
                articles=tuple(numbers[article] for article in each.articles),
                also=tuple(numbers[article] for article in each.also),
            )
            for each in stories(profiles, among, decided)
        ]
        kept.replace(ledger, part, made)

    def _profile(self, ledger: Ledger, article: int) -> Profile:
        """A profile from the ledger, or as it was read lately; that of an article that may yet be given up is not kept."""
        if self._coming is not None and self._coming[0] == article:
            return self._coming[1]
        found = self._loaded.get(article)
        if found is None:
            found = load(kept.profile(ledger, article))
            self._loaded[article] = found
            if len(self._loaded) > _REMEMBERED:
                self._loaded.popitem(last=False)
        else:
            self._loaded.move_to_end(article)
        return found


def _number(ledger: Ledger, article: str) -> int:
    """The number of an article in a ledger that holds it."""
    number: int = ledger.rows("SELECT seq FROM articles WHERE id = ?", (article,))[0][0]
    return number


def _numbers(made: Profile) -> frozenset[int]:
    """The keys of an article as numbers."""
    return frozenset(
        int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)
        for key in keys(made)
    )


def _spot(made: Profile, article: int) -> kept.Spot:
    """Where an article stands among others: by its day, and by twelve digits of its id, whenever it came in."""
    return made.published or 0, int(made.article.removeprefix("a-")[:12], 16), article
