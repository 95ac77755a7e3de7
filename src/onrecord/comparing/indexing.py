"""The index of a ledger: sketches of shared text, and stories, brought up to date as each article comes in.

An article is looked up by its keys. Of all that hold one, in the order of publication, those that stand near it are
taken: so a name that is in the news every day brings up the articles of these days and not those of ten years. Who
stands near whom depends on what the ledger holds, not on the order of coming: where a new article parts two that were
near, and nothing else holds them together, their link is taken back. Stories are gathered anew only in the parts of
the links that changed (see `clustering.parts`); as no part but of near copies is large, neither is what is done anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Final

from onrecord.comparing.clustering import Link
from onrecord.comparing.lately import Lately
from onrecord.comparing.sifting import Signs, may_be_linked, signs
from onrecord.comparing.sketches import sketch
from onrecord.comparing.stories import Profile, Weighed, dump, keys, link, load, profile, stories, weighed
from onrecord.comparing.ties import Ties
from onrecord.comparing.words import words
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.sharing import keep_sketch
from onrecord.record import Record

REACH: Final = 100
"""How many holders of a key before an article, and after it, are near, of those published within `WEEKS` weeks. Reports
of one happening share keys and come out together; a story of many more reports may fall into parts by time."""
WEEKS: Final = 8
FAR: Final = 10
"""How many are near that were published longer before or after: a verdict, an anniversary."""
_DAY_DIGITS: Final = 6
_ARTICLE: Final = itemgetter(2)
_REMEMBERED: Final = 8192
"""Profiles kept in memory."""
_SIGNS_REMEMBERED: Final = 32_768
"""The same of signs, which take a fifteenth of it: most articles are looked up and ruled out."""


class Indexing:
    """Takes articles into the index of one ledger."""

    version = "2"

    def __init__(self) -> None:
        self._loaded: Lately[Weighed] = Lately(_REMEMBERED)
        self._signs: Lately[Signs] = Lately(_SIGNS_REMEMBERED)
        self._coming: tuple[int, Weighed] | None = None
        self._ties = Ties()
        self._replaced: int | None = None

    def take(self, ledger: Ledger, seq: int, record: Record) -> None:
        """Take in an article; see `ledger.ledger.Index`."""
        keep_sketch(ledger, seq, sketch(words(record.article.text).folded))
        self._look(ledger)
        self._gather(ledger, self._place(ledger, seq, profile(record)))
        self._coming = None

    def retake(self, ledger: Ledger, seq: int, record: Record) -> None:
        """Take in an article anew; see `ledger.ledger.Index`. Its text is the same, and so is its sketch."""
        self._look(ledger)
        made, was = profile(record), kept.profile(ledger, seq)
        if dump(made) != was:
            changed = self._withdraw(ledger, seq, load(was))
            self._gather(ledger, changed | self._place(ledger, seq, made))
        self._coming = None
        self._forget(seq)

    def _look(self, ledger: Ledger) -> None:
        """Begin to take something in: forget the profiles read lately if an article was read again since."""
        self._ties.look(ledger)
        replaced = kept.replaced(ledger)
        if replaced != self._replaced:
            self._loaded.clear()
            self._signs.clear()
        self._replaced = replaced

    def _withdraw(self, ledger: Ledger, seq: int, was: Profile) -> set[int]:
        """Take an article out; return those whose part may be another without it."""
        changed = self._ties.part(ledger, seq) | self._ties.outgrown(ledger, {seq})
        spot = _spot(was, seq)
        apart: set[tuple[int, int]] = set()
        for key in numbers(was):
            apart.update(_parted(*kept.around(ledger, key, spot, _reaches())))
        self._ties.forget(seq, *kept.withdraw(ledger, seq))
        self._forget(seq)
        for one, other in sorted(apart - {*kept.linked(ledger, apart)}):
            found = link(self._weighed(ledger, one), self._weighed(ledger, other))
            if found is not None and self._near(ledger, one, other):
                kept.keep_link(ledger, one, other, found.score)
                self._ties.forget(one, other)
                changed |= {one, other} | self._ties.outgrown(ledger, {one, other})
        return changed

    def _place(self, ledger: Ledger, seq: int, made: Profile) -> set[int]:
        """Put an article among the others; return those whose part may be another with it."""
        ready = weighed(made)
        self._coming = seq, ready
        self._ties.come(ledger, seq)
        kept.keep_profile(ledger, seq, dump(made))
        held, spot = numbers(made), _spot(made, seq)
        near: set[int] = set()
        parted: set[tuple[int, int]] = set()
        for key in held:
            before, after = kept.around(ledger, key, spot, _reaches())
            near.update(map(_ARTICLE, before), map(_ARTICLE, after))
            parted.update(_parted(before, after))
        kept.keep_keys(ledger, held, spot)
        for other, found in self._links(ledger, ready, sorted(near)):
            kept.keep_link(ledger, seq, other, found.score)
            self._ties.forget(seq, other)
        changed = {seq}
        for one, other in kept.linked(ledger, parted):
            if not self._near(ledger, one, other):
                kept.drop_link(ledger, one, other)
                self._ties.forget(one, other)
                changed |= {one, other}
        return changed | self._ties.outgrown(ledger, {seq})

    def _links(self, ledger: Ledger, ready: Weighed, near: Sequence[int]) -> Iterator[tuple[int, Link]]:
        """Those of some articles that one is linked to, with the links."""
        beside = [self._signs.of(other, lambda number: signs(self._weighed(ledger, number))) for other in near]
        for other, may in zip(near, may_be_linked(signs(ready), beside), strict=True):
            found = link(ready, self._weighed(ledger, other)) if may else None
            if found is not None:
                yield other, found

    def judged(self, ledger: Ledger, articles: tuple[str, str]) -> None:
        """Take in a person's word on two articles; see `ledger.ledger.Index`."""
        self._coming = None
        self._look(ledger)
        both = {kept.number_of(ledger, article) for article in articles}
        self._ties.forget(*both)
        self._gather(ledger, both | self._ties.outgrown(ledger, both))

    def _near(self, ledger: Ledger, one: int, other: int) -> bool:
        """Whether two articles stand near each other under a key."""
        first, second = self._article(ledger, one), self._article(ledger, other)
        spots = _spot(first, one), _spot(second, other)
        shared = sorted({*numbers(first)} & {*numbers(second)})
        return any(not kept.apart(ledger, key, *spots, _reach(*spots)) for key in shared)

    def _gather(self, ledger: Ledger, changed: Iterable[int]) -> None:
        """Gather anew the stories of the parts that some articles are in."""
        done: set[int] = set()
        for article in sorted(changed):
            if article not in done:
                part = self._ties.part(ledger, article)
                done |= part
                self._tell(ledger, part)

    def _tell(self, ledger: Ledger, part: Iterable[int]) -> None:
        """Keep the stories that a part makes."""
        numbers = {self._article(ledger, article).article: article for article in part}
        names = {article: name for name, article in numbers.items()}
        profiles = {name: self._article(ledger, article) for name, article in sorted(numbers.items())}
        among: list[Link] = []
        decided: dict[frozenset[str], bool] = {}
        for one, article in numbers.items():
            ties = self._ties.of(ledger, article)
            among.extend(
                Link(one=one, other=names[there], score=score)
                for there, score in ties.links
                if there in names and one < names[there]
            )
            decided.update({frozenset((one, names[there])): same for there, same in ties.words if there in names})
        made = [
            kept.Made(
                id=each.id,
                title=each.title,
                first=each.first,
                last=each.last,
                places=each.places,
                names=each.names,
                articles=tuple(sorted(numbers[article] for article in each.articles)),
                also=tuple(sorted(numbers[article] for article in each.also)),
            )
            for each in stories(profiles, among, decided)
        ]
        kept.replace(ledger, part, made)

    def _article(self, ledger: Ledger, article: int) -> Profile:
        """An article as the ledger has it."""
        return self._weighed(ledger, article).profile

    def _weighed(self, ledger: Ledger, article: int) -> Weighed:
        """An article as the ledger has it, or as it was read lately; one that may yet be given up is not remembered."""
        if self._coming is not None and self._coming[0] == article:
            return self._coming[1]
        return self._loaded.of(article, lambda number: weighed(load(kept.profile(ledger, number))))

    def _forget(self, article: int) -> None:
        """Forget an article that is read anew."""
        self._loaded.forget(article)
        self._signs.forget(article)


def numbers(made: Profile) -> list[int]:
    """The keys of an article as numbers of 64 bits with a sign, in order.

    Args:
        made: its profile.
    """
    return sorted({*map(_number_of, keys(made))})


def _number_of(key: str) -> int:
    """A key as a number; keys with a day, which few but articles of these days look up, lie together by the day."""
    number = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
    _, day, *_ = f"{key}  ".split(" ", 2)
    if day.isdecimal() and len(day) <= _DAY_DIGITS:
        number = int(day) << 40 | number >> 24
    return number - (1 << 63)


def _reach(one: kept.Spot, other: kept.Spot) -> int:
    """Up to which rank among the holders of a key two articles are near."""
    return REACH if abs(one[0] - other[0]) <= 7 * WEEKS else FAR


def _reaches() -> kept.Near:
    return kept.Near(most=REACH, far=FAR, days=7 * WEEKS)


def _parted(before: Sequence[kept.Spot], after: Sequence[kept.Spot]) -> Iterator[tuple[int, int]]:
    """The pairs of articles that are near under a key no longer, as another has come between them.

    Args:
        before: the holders before that other, the nearest first.
        after: those after it.
    """
    for reach in {REACH, FAR}:
        for at in range(max(0, reach - len(before)), min(reach, len(after))):
            one, other = before[reach - 1 - at], after[at]
            if _reach(one, other) == reach:
                yield one[2], other[2]


def _spot(made: Profile, article: int) -> kept.Spot:
    """Where an article stands among others: by its day, and by twelve digits of its id, whenever it came in."""
    return made.published or 0, int(made.article.removeprefix("a-")[:12], 16), article
