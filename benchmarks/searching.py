"""`python -m benchmarks search`: what a search with its facets costs, beside the same words through FTS5 alone.

The articles are invented (`invented.py`) and so is what they are said to hold: each has the statements, events and
entities of a long report, whose speakers, places and labels come back as names come back in news. Nothing is read.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from tqdm import tqdm

from benchmarks.invented import invented
from onrecord.articles import Arrival
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.ledger import Ledger
from onrecord.ledger import search as plain
from onrecord.ledger.facets import search
from onrecord.record import (
    STATUSES,
    Anchor,
    Article,
    Entity,
    Event,
    Label,
    Link,
    Mention,
    MentionKind,
    Mode,
    Place,
    Record,
    Source,
    Span,
    Statement,
    content_id,
)

OUTLETS: Final = 12
STATEMENTS: Final = 15
EVENTS: Final = 8
ENTITIES: Final = 20
PEOPLE: Final = 20_000
PLACES: Final = 3_000
ROUNDS: Final = 7
"""How often each query is asked; the first is counted too, on a ledger just opened."""
MOST: Final = 0.1
"""Seconds of the processor that a query may take."""

_ACTS: Final = ("assert", "deny", "accuse", "demand", "promise", "warn", "estimate", "hope")
_TYPES: Final = ("ASSAULT", "PROTEST", "COERCE", "AGREE", "ACCUSE", "CONSULT", "SANCTION", "AID")
_LABELS: Final = ("terrorist gang", "heroic dockers", "so-called envoys", "butcher", "agitators")

QUERIES: Final = (
    "",
    "police",
    "police street",
    '"police said"',
    "street OR police -noon",
    "str*",
    "outlet:=o3",
    "act:deny",
    "speaker:s1 act:deny",
    "speaker:=s7",
    "kind:statement police",
    "kind:statement act:deny police",
    "kind:statement speaker:s1 act:deny",
    "event:ASSAULT status:occurred",
    "event:ASSAULT where:=p5",
    "place:p1 label:terrorist",
    "since:2022-03 until:2022-09 mode:direct",
    "-outlet:=o3 -label:butcher police",
)
"""What is asked; names are s, p and o with a number, so that each is there. Those without words have no peer."""


def run(articles: int, path: Path, seed: int) -> dict[str, float]:
    """Fill a ledger with invented articles and print what searching costs.

    Args:
        articles: how many; those that are there already are kept.
        path: the ledger.
        seed: what they are drawn by.

    Returns:
        The time that a query may take over what the slowest of them took at the 95th percentile, 1 at most.
    """
    with Ledger(path, create=True) as ledger:
        there = len(ledger)
        ledger.connection.execute("PRAGMA synchronous = OFF")  # the filling is not what is measured
        for record in tqdm(made(articles, seed, there), initial=there, total=articles, unit=" articles", desc="adding"):
            raw = json.dumps({"text": record.article.text}).encode()
            ledger.add(record, Arrival(f"invented:{record.article.id}", raw, record.article, None))
    print(f"{articles} articles of {OUTLETS} outlets, each with {STATEMENTS} statements, ", end="")
    print(f"{EVENTS} events, {ENTITIES} entities")
    print("milliseconds of the processor: the median, the 95th percentile; FTS5 for the same words, no facets")
    worst = 0.0
    with Ledger(path) as ledger:
        for query in QUERIES:
            spent, total = _timed(partial(_asked, ledger, query))
            beside = ""
            if query and ":" not in query:
                words = query.replace("-", "NOT ")
                peer, _ = _timed(partial(_asked_plainly, ledger, words))
                beside = f"{1000 * median(peer):8.1f}{1000 * _late(peer):8.1f}"
            print(f"{query or 'everything':44}{total:7}{1000 * median(spent):8.1f}{1000 * _late(spent):8.1f}{beside}")
            worst = max(worst, _late(spent))
    return {"within": min(1.0, MOST / worst)}


def _asked(ledger: Ledger, query: str) -> int:
    return search(ledger, query).total


def _asked_plainly(ledger: Ledger, words: str) -> int:
    return len(plain.search(ledger, words))


def _timed(work: Callable[[], int]) -> tuple[list[float], int]:
    """Seconds of the processor that each of some rounds took, and what came of the last."""
    spent, came = [], 0
    for _ in range(ROUNDS):
        began = time.process_time()
        came = work()
        spent.append(time.process_time() - began)
    return spent, came


def _late(spent: Sequence[float]) -> float:
    return quantiles(spent, n=20, method="inclusive")[-1]


def made(articles: int, seed: int, after: int = 0) -> Iterator[Record]:
    """So many invented reports, each with the statements, events and entities of a long one.

    Args:
        articles: how many are planned.
        seed: what they are drawn by.
        after: how many of the first to leave out.
    """
    for number, one in enumerate(invented(articles, seed, after), after):
        yield _filled(one.record, random.Random(f"{seed} {number}"))


def _filled(record: Record, draw: random.Random) -> Record:
    """A report whose last paragraph names all who are said to speak, the places, and a label."""
    told = record.article
    people = list(dict.fromkeys(f"s{_common(draw, PEOPLE)}" for _ in range(ENTITIES // 2)))
    places = list(dict.fromkeys(f"p{_common(draw, PLACES)}" for _ in range(ENTITIES - ENTITIES // 2)))
    label = draw.choice(_LABELS)
    text = f"{told.text}\n\n{' '.join((*people, *places, label))}"
    article = Article(
        outlet=f"o{draw.randrange(OUTLETS)}",
        title=told.title,
        published=told.published,
        language="en",
        text=text,
        paragraphs=paragraph_spans(text),
        sentences=told.sentences,
    )
    writing = _Writing(article, len(told.text), draw)
    entities = {
        name: writing.entity(name, kind) for kind, some in (("person", people), ("place", places)) for name in some
    }
    sentences = list(islice(cycle(told.sentences), STATEMENTS))
    return Record(
        article=article,
        reader=record.reader,
        entities=tuple(entities.values()),
        statements=tuple(
            writing.statement(at, span, entities[draw.choice(people)]) for at, span in enumerate(sentences)
        ),
        events=tuple(
            writing.event(at, span, entities[draw.choice(places)]) for at, span in enumerate(sentences[:EVENTS])
        ),
        labels=(writing.label(label),),
    )


class _Writing:
    """Makes the items of a report; names stand in its text from some character on."""

    def __init__(self, article: Article, names_from: int, draw: random.Random) -> None:
        self._text, self._article, self._from, self._draw = article.text, article.id, names_from, draw
        self._outlet = Link(entity=None, name=article.outlet)

    def entity(self, name: str, kind: str) -> Entity:
        start = self._text.index(name, self._from)
        mention = Mention(text=self._text, start=start, end=start + len(name), kind=MentionKind.NAME)
        return Entity(id=content_id("e", self._article, name), type=kind, name=name, mentions=(mention,))

    def statement(self, at: int, span: Span, speaker: Entity) -> Statement:
        named = speaker.mentions[0]
        return Statement(
            id=content_id("s", self._article, at),
            source=Source(text=self._text, start=named.start, end=named.end, entity=speaker.id),
            cue=None,
            content=(Anchor(text=self._text, start=span.start, end=span.end),),
            mode=self._draw.choice(tuple(Mode)),
            act=self._draw.choice(_ACTS),
            voice=(self._outlet, Link(entity=speaker.id, name=speaker.name, start=named.start, end=named.end)),
        )

    def event(self, at: int, span: Span, place: Entity) -> Event:
        named = place.mentions[0]
        return Event(
            id=content_id("v", self._article, at),
            type=self._draw.choice(_TYPES),
            status=self._draw.choice(STATUSES),
            trigger=Anchor(text=self._text, start=span.start, end=span.end),
            place=Place(text=self._text, start=named.start, end=named.end, entity=place.id),
            score=0.9,
            voice=(self._outlet,),
        )

    def label(self, words: str) -> Label:
        start = self._text.index(words, self._from)
        return Label(text=self._text, start=start, end=start + len(words), voice=(self._outlet,))


def _common(draw: random.Random, most: int) -> int:
    """A number below so many, the lower the commoner."""
    return int(most ** draw.random()) - 1
