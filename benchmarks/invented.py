"""Invented reports for measuring scale: texts from sentence patterns, and records of them by rule.

Nothing is read by the encoder. A pattern marks its own entities, events, counts and times, so that each record is real
in every way but how it came about: its items are anchored, its text is prose of some 230 words. Reports of one story
tell the same happening in other sentences, some are copies of another with sentences cut, tolls rise from report to
report, and some outlets end all their reports with the same lines. Places, people, outlets and most nouns are made of
syllables.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.record import (
    Anchor,
    Article,
    Count,
    Entity,
    Event,
    Link,
    Mention,
    MentionKind,
    Mode,
    Participant,
    Place,
    Reader,
    Record,
    Source,
    Span,
    Statement,
    Time,
    content_id,
)

FIRST_DAY: Final = datetime(2021, 1, 4, tzinfo=UTC)
DAYS: Final = 3 * 365
SINGLE: Final = 0.45
"""Share of stories that a single article tells."""
LARGEST: Final = 20
TOWNS: Final = 900
PEOPLE: Final = 12_000
OUTLETS: Final = 120
WORDY: Final = 4
"""Every which outlet ends all its reports with the same lines."""
RARE_WORDS: Final = 40_000
"""Words of syllables, so that texts have rare words as news have; each is about as rare as a fixed table has it."""
COPIED: Final = 0.25
"""Share of the later reports of a story that are copies of an earlier one."""

_SLOT: Final = re.compile(r"<(?P<slot>\w+)>|\{(?P<trigger>[^}]+)\}")
_PATTERNS: Final = Path(__file__).with_name("data") / "invented.txt"
_READER: Final = Reader(
    engine="invented", model="none", layers=("entities", "statements", "events", "times", "quantities")
)
_NUMBERS: Final = "no one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening: its PLOVER type and mode, what it counts, and sentences for its lead and its body."""

    type: str
    mode: str | None
    counts: str | None
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A happening, and what its reports have in common."""

    number: int
    kind: Kind
    day: datetime
    size: int
    town: str
    facility: str
    official: str
    title: str
    rival: str
    toll: int
    theme: str
    matter: str
    cause: str


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented report and the number of its story."""

    story: int
    record: Record


@cache
def patterns() -> tuple[tuple[Kind, ...], tuple[str, ...]]:
    """The kinds of happening, and sentences that fit any, from `data/invented.txt`."""
    kinds: list[Kind] = []
    fillers: tuple[str, ...] = ()
    for block in _PATTERNS.read_text(encoding="utf-8").split("\n\n"):
        head, *lines = [line for line in block.strip().splitlines() if not line.startswith("#")] or [""]
        if head == "any":
            fillers = tuple(lines)
        elif head:
            kind, mode, counts = head.split()
            told: dict[str, list[str]] = {"title": [], "lead": [], "body": []}
            for line in lines:
                part, _, sentence = line.partition(": ")
                told[part].append(sentence)
            kinds.append(
                Kind(
                    kind, None if mode == "-" else mode, None if counts == "-" else counts,
                    tuple(told["title"]), tuple(told["lead"]), tuple(told["body"]),
                )
            )  # fmt: skip
    return tuple(kinds), fillers


def stories(articles: int, seed: int = 7) -> list[Story]:
    """The stories that so many articles tell, drawn by a seed; singles among them.

    Args:
        articles: how many reports in all.
        seed: what they are drawn by.
    """
    draw = random.Random(seed)
    towns = _names(draw, TOWNS)
    people = [f"{first} {last}" for first, last in zip(_names(draw, PEOPLE), _names(draw, PEOPLE), strict=True)]
    kinds, _ = patterns()
    made: list[Story] = []
    left = articles
    while left:
        size = min(left, 1 if draw.random() < SINGLE else min(LARGEST, 2 + int(draw.expovariate(0.25))))
        left -= size
        town = draw.randrange(TOWNS)
        made.append(
            Story(
                number=len(made),
                kind=draw.choice(kinds),
                day=FIRST_DAY + timedelta(days=draw.randrange(DAYS), minutes=draw.randrange(1440)),
                size=size,
                town=towns[town],
                facility=draw.choice(_rare_words()).capitalize(),
                official=draw.choice(people),
                title=draw.choice(("mayor", "governor", "minister", "police chief", "union leader")),
                rival=draw.choice(people),
                toll=draw.randrange(2, 40),
                theme=draw.choice(_rare_words()),
                matter=draw.choice(_rare_words()),
                cause=draw.choice(_rare_words()),
            )
        )
    return made


def reports(articles: int, seed: int = 7) -> list[tuple[datetime, Story, int]]:
    """When each report of each story is published, in the order of publication, with its number in the story."""
    planned = [
        (
            story.day + timedelta(minutes=30 + random.Random(f"{seed} {story.number} {index}").randrange(2400)),
            story,
            index,
        )
        for story in stories(articles, seed)
        for index in range(story.size)
    ]
    return sorted(planned, key=lambda one: (one[0], one[1].number, one[2]))


@cache
def reports_planned(articles: int, seed: int) -> list[tuple[datetime, Story, int]]:
    """`reports`, worked out once a process; here, where another process finds it by its module's name."""
    return reports(articles, seed)


def invented(articles: int, seed: int = 7, after: int = 0) -> Iterator[Invented]:
    """So many reports, in the order of publication; the same for the same numbers.

    Args:
        articles: how many are planned.
        seed: what they are drawn by.
        after: how many of the first to leave out.
    """
    for published, story, index in reports(articles, seed)[after:]:
        yield Invented(story.number, report(story, index, published, seed))


def report(story: Story, index: int, published: datetime, seed: int) -> Record:
    """One report of a story, and its record.

    Args:
        story: the story.
        index: its number among the story's reports.
        published: when it comes out.
        seed: what it is drawn by.
    """
    own = random.Random(f"{seed} {story.number} {index}")
    copied = index > 0 and own.random() < COPIED
    draw = random.Random(f"{seed} {story.number} {own.randrange(index)}") if copied else own
    outlet = _outlets()[own.randrange(OUTLETS)]
    page = _Page(story, outlet, published, toll=story.toll + (index // 4 if story.kind.counts else 0))
    fillers = patterns()[1]
    page.write(draw.choice(story.kind.leads), draw)
    page.end_paragraph()
    for _ in range(4):
        for sentence in [draw.choice(story.kind.bodies), *draw.sample(fillers, 2)]:
            if not (copied and own.random() < 0.1):
                page.write(sentence, draw)
        page.end_paragraph()
    if _outlets().index(outlet) % WORDY == 0:
        page.close(f"This is what {outlet} had to say about it at this time, and there may be more to come.")
    return page.record(draw.choice(story.kind.titles), draw)


class _Page:
    """A report while it is written: its text, and where its items stand."""

    def __init__(self, story: Story, outlet: str, published: datetime, *, toll: int) -> None:
        self._story, self._outlet, self._published, self._toll = story, outlet, published, toll
        self._parts: list[str] = []
        self._length = 0
        self._mentions: dict[str, list[tuple[int, int]]] = {}
        self._sentences: list[tuple[int, int]] = []
        self._told: list[dict[str, tuple[int, int]]] = []

    def write(self, pattern: str, draw: random.Random) -> None:
        """Write a sentence and keep where its slots stand."""
        if self._parts and self._parts[-1] != "\n\n":
            self._put(" ")
        start, at = self._length, 0
        told: dict[str, tuple[int, int]] = {}
        for slot in _SLOT.finditer(pattern):
            self._put(_parted(pattern[at : slot.start()], draw))
            name = slot["slot"] or "trigger"
            words = slot["trigger"] or self._words(name, draw)
            told[name] = (self._length, self._length + len(words))
            if name in _CAST:
                self._mentions.setdefault(name, []).append(told[name])
            self._put(words)
            at = slot.end()
        self._put(_parted(pattern[at:], draw))
        told["sentence"] = (start, self._length)
        self._sentences.append((start, self._length))
        self._told.append(told)

    def close(self, words: str) -> None:
        """Write the lines that an outlet ends all its reports with."""
        self._sentences.append((self._length, self._length + len(words)))
        self._put(words)

    def end_paragraph(self) -> None:
        """Go on with a new paragraph."""
        if self._parts and self._parts[-1] != "\n\n":
            self._put("\n\n")

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _words(self, slot: str, draw: random.Random) -> str:
        story = self._story
        if slot in _CAST or slot in {"theme", "matter", "cause"}:
            return str(getattr(story, slot))
        if slot == "weekday":
            return f"{story.day:%A}"
        if slot == "count":
            return _NUMBERS[self._toll] if self._toll < len(_NUMBERS) else str(self._toll)
        return _drawn(slot, draw)

    def record(self, title: str, draw: random.Random) -> Record:
        """The record of what was written."""
        text = "".join(self._parts)
        heading = _SLOT.sub(lambda slot: self._words(slot[1], draw), title)
        article = Article(
            outlet=self._outlet,
            title=heading[:1].upper() + heading[1:],
            published=self._published.isoformat(timespec="minutes"),
            language="en",
            text=text,
            paragraphs=paragraph_spans(text),
            sentences=tuple(Span(start, end) for start, end in self._sentences),
        )
        ids = {slot: content_id("e", article.id, kind, getattr(self._story, slot)) for slot, kind in _CAST.items()}
        return Record(
            article=article,
            reader=_READER,
            entities=tuple(self._entity(slot, ids[slot], text) for slot in _CAST if slot in self._mentions),
            statements=tuple(self._statements(article.id, ids, text)),
            events=tuple(self._events(article.id, ids, text)),
            times=tuple(self._times(text)),
        )

    def _entity(self, slot: str, made: str, text: str) -> Entity:
        spans = self._mentions[slot]
        return Entity(
            id=made,
            type=_CAST[slot],
            name=str(getattr(self._story, slot)),
            mentions=tuple(Mention(text=text, start=start, end=end, kind=MentionKind.NAME) for start, end in spans),
        )

    def _voice(self) -> Link:
        return Link(entity=None, name=self._outlet)

    def _statements(self, article: str, ids: dict[str, str], text: str) -> Iterator[Statement]:
        for told in self._told:
            if "said" in told and "official" in told:
                start, end = told["official"]
                content = told["sentence"][0], min(told["said"][0], start)
                if content[0] < content[1]:
                    yield Statement(
                        id=content_id("s", article, *content),
                        source=Source(text=text, start=start, end=end, entity=ids["official"]),
                        cue=Anchor(text=text, start=told["said"][0], end=told["said"][1]),
                        content=(Anchor(text=text, start=content[0], end=content[1]),),
                        mode=Mode.INDIRECT,
                        act="assert",
                        voice=(
                            self._voice(),
                            Link(entity=ids["official"], name=self._story.official, start=start, end=end),
                        ),
                    )

    def _events(self, article: str, ids: dict[str, str], text: str) -> Iterator[Event]:
        for told in self._told:
            if "trigger" not in told:
                continue
            trigger = told["trigger"]
            words = Anchor(text=text, start=trigger[0], end=trigger[1])
            kind = self._story.kind
            counted = self._count(told, text)
            yield Event(
                id=content_id("v", article, kind.type, *trigger),
                type=kind.type,
                mode=kind.mode,
                trigger=words,
                mentions=(words,),
                actors=self._parties(told, ids, text, "rival"),
                recipients=self._parties(told, ids, text, "official"),
                place=self._place(told, ids, text),
                when=None
                if "weekday" not in told
                else Anchor(text=text, start=told["weekday"][0], end=told["weekday"][1]),
                status="actual",
                score=0.9,
                voice=(self._voice(),),
                killed=counted if kind.counts == "killed" else None,
                arrested=counted if kind.counts == "arrested" else None,
            )

    def _count(self, told: dict[str, tuple[int, int]], text: str) -> Count | None:
        if "count" not in told or self._story.kind.counts is None:
            return None
        start, end = told["count"]
        return Count(text=text, start=start, end=end, kind=self._story.kind.counts, lower=self._toll, upper=self._toll)

    def _place(self, told: dict[str, tuple[int, int]], ids: dict[str, str], text: str) -> Place | None:
        if "town" not in told:
            return None
        return Place(text=text, start=told["town"][0], end=told["town"][1], entity=ids["town"])

    def _parties(
        self, told: dict[str, tuple[int, int]], ids: dict[str, str], text: str, slot: str
    ) -> tuple[Participant, ...]:
        if slot not in told or "said" in told:
            return ()
        return (Participant(text=text, start=told[slot][0], end=told[slot][1], entity=ids[slot]),)

    def _times(self, text: str) -> Iterator[Time]:
        day = f"{self._story.day:%Y-%m-%d}"
        for told in self._told:
            if "weekday" in told:
                start, end = told["weekday"]
                yield Time(text=text, start=start, end=end, type="DATE", value=day, earliest=day, latest=day)


_CAST: Final = {
    "town": "place",
    "facility": "facility",
    "official": "person",
    "rival": "person",
}
_SAID: Final = ("said", "told reporters", "added", "stated", "announced")


def _drawn(slot: str, draw: random.Random) -> str:
    """The words for a slot that is no more the story's than any other's."""
    if slot == "number":
        return str(int(10 ** draw.uniform(1, 5)))
    if slot == "street":
        return f"{_names(draw, 1)[0]} Street"
    if slot == "said":
        return draw.choice(_SAID)
    return _rare_word(draw) + ("s" if slot == "group" else "")


def _parted(fixed: str, draw: random.Random) -> str:
    """The fixed words of a pattern with made-up ones between, so that no run of five is in thousands of reports."""
    told = fixed.split(" ")
    for at in range(len(told) - 3, 2, -3):
        told.insert(at, _rare_word(draw))
    return " ".join(told)


def _rare_word(draw: random.Random) -> str:
    return draw.choice(_rare_words())


@cache
def _rare_words() -> tuple[str, ...]:
    return tuple(name.lower() for name in _names(random.Random("words"), RARE_WORDS))


@cache
def _outlets() -> tuple[str, ...]:
    draw = random.Random("outlets")
    ends = ("Post", "Courier", "Wire", "Gazette", "Tribune", "Observer", "Herald", "News")
    return tuple(f"{name} {draw.choice(ends)}" for name in _names(draw, OUTLETS))


def _names(draw: random.Random, count: int) -> list[str]:
    """So many names, none twice."""
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = [draw.choice(_ONSETS) + draw.choice(_RIMES) for _ in range(draw.choice((2, 3, 3)))]
        made["".join(syllables).capitalize()] = None
    return list(made)


_ONSETS: Final = "b br d dr f fl g gr h k kr l m n p pr r s sk st t tr v vr z".split()
_RIMES: Final = "a al an ar as e el en er i in ir is o ol on or os u ul un ur ey oth ist and".split()
