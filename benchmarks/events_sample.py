"""A hundred events of news for judging by hand: a sample that anyone can draw again.

    python -m benchmarks.events_sample PATH/polnear --hundred 1
    python -m benchmarks.events_sample PATH/tempeval3 --hundred 19

prints the events, a block each: their sentence, and what is read of them. Articles are parted among the hundreds by
hash alone, so that no change to the reading moves one from a hundred to another. The first three are of the dev
articles, those after them of training articles, whose attributions the encoder learnt from; no event is annotated in
any of them. When too few of the length are left, shorter and longer ones follow. Those after `OF_POLNEAR` are of news
agencies, papers and broadcasts in TimeBank and AQUAINT, the documents kept aside there left out.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.times import kept_aside
from corpora import polnear, timeml
from corpora.document import Document, paragraph_spans
from onrecord.articles import article
from onrecord.reading.reader import read
from onrecord.record import Anchor, Count, Event, Participant, Record

PUBLISHERS = ("huff-post", "politico", "usa-today", "wash-post", "west-journal")
"""The five that have most articles of the length."""
LENGTH = (1500, 8000)
"""The fewest and the most characters of an article."""
HUNDREDS = 3
"""How many samples the dev articles of a publisher are dealt to, as cards are."""
MORE = 15
"""How many samples the training articles of a publisher begin with."""
OF_LENGTH = 10
"""How many of those have only articles of the length; the rest begin with what they leave, then have any other."""
ARTICLES = 8
"""Training articles of a publisher in a sample."""
EACH = 20
"""Events of a publisher."""
OF_POLNEAR = HUNDREDS + MORE
"""How many samples are of PolNeAR's articles."""
AGENCIES = (("wsj", "APW", "NYT", "PRI", "VOA"), ("wsj", "APW", "NYT", "XIE", "CNN"))
"""The publishers of the samples after those, by what their documents' names begin with."""
PER_ARTICLE = 10
EVENTFUL = 8
"""Articles with so many events come before those with fewer."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event of the sample.

    Attributes:
        document: the article's name in the corpus.
        record: what is read of it.
        event: the event.
    """

    document: str
    record: Record
    event: Event


def dealt(documents: Iterable[Document], hundred: int) -> Mapping[str, Sequence[Document]]:
    """The articles of a hundred by publisher, each publisher's sorted by the hash of their names.

    Args:
        documents: the articles of the hundred's split.
        hundred: which, from 1 to `HUNDREDS`, or up to `MORE` after those of training articles: the first `ARTICLES`
            of each publisher, the next, and so on; after `OF_LENGTH` of them those that are left of each, then those
            of another length, so that none is of two hundreds.
    """
    fitting: dict[str, list[Document]] = defaultdict(list)
    others: dict[str, list[Document]] = defaultdict(list)
    for one in sorted(documents, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest()):
        kept = fitting if LENGTH[0] <= len(one.text) <= LENGTH[1] else others
        kept[one.id.partition("_")[0]].append(one)
    if hundred <= HUNDREDS:
        return {name: fitting[name][hundred - 1 :: HUNDREDS] for name in PUBLISHERS}
    first = (hundred - 1 - HUNDREDS) * ARTICLES
    ours = slice(first, first + ARTICLES)
    if hundred <= HUNDREDS + OF_LENGTH:
        return {name: fitting[name][ours] for name in PUBLISHERS}
    first -= OF_LENGTH * ARTICLES
    ours = slice(first, first + ARTICLES)
    left = {name: (*fitting[name][OF_LENGTH * ARTICLES :], *others[name]) for name in PUBLISHERS}
    return {name: left[name][ours] for name in PUBLISHERS}


def wired(documents: Iterable[Document], hundred: int) -> Mapping[str, Sequence[Document]]:
    """The articles of a hundred after `OF_POLNEAR`, as `dealt`: of each publisher those after the samples' before.

    Args:
        documents: the documents of TimeBank and AQUAINT that are not kept aside.
        hundred: which.
    """
    ours: dict[str, list[Document]] = defaultdict(list)
    for one in sorted(documents, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest()):
        ours[one.id[:3]].append(one)
    at = hundred - OF_POLNEAR - 1
    before = {name: sum(name in some for some in AGENCIES[:at]) for name in AGENCIES[at]}
    return {name: ours[name][ARTICLES * many : ARTICLES * (many + 1)] for name, many in before.items()}


def agency_documents(path: Path) -> Iterator[Document]:
    """The documents of TimeBank and AQUAINT that are not kept aside, a paragraph a line."""
    for part in timeml.PARTS:
        for file in timeml.files(path, part):
            one = timeml.read(file)
            if kept_aside(one.name):
                continue
            lines = [one.text[start:end].replace("\n", " ") for start, end in one.paragraphs]
            text = "\n".join(lines)
            yield Document(id=one.name, corpus="timeml", text=text, paragraphs=paragraph_spans(text))


def spaced(events: Sequence[Event], most: int) -> Sequence[Event]:
    """So many events at the most, evenly spaced over the text."""
    if len(events) <= most:
        return events
    return [events[at * len(events) // most] for at in range(most)]


def draw(articles: Sequence[Document], each: int = EACH, per_article: int = PER_ARTICLE) -> Iterator[Drawn]:
    """Events of a publisher: from its first articles of `EVENTFUL` events, then from those with fewer.

    Args:
        articles: the articles of one publisher, in their order.
        each: how many events, where there are so many.
        per_article: how many of an article at the most.
    """
    records = {one.id: _record(one) for one in articles}
    left = each
    for one in sorted(articles, key=lambda one: len(records[one.id].events) < EVENTFUL):
        record = records[one.id]
        chosen = spaced(record.events, min(per_article, left))
        left -= len(chosen)
        for event in chosen:
            yield Drawn(one.id, record, event)


def whole(articles: Mapping[str, Sequence[Document]]) -> Iterator[Drawn]:
    """The events of a hundred; what one publisher lacks, the next ones give that have more.

    Args:
        articles: its articles by publisher.
    """
    drawn = {name: list(draw(ours)) for name, ours in articles.items()}
    lacking = EACH * len(drawn) - sum(map(len, drawn.values()))
    for name, ours in articles.items():
        more = list(draw(ours, EACH + lacking))
        lacking -= len(more) - len(drawn[name])
        yield from more


@cache
def _record(one: Document) -> Record:
    return read(article(one.text, one.id))


def lines(drawn: Drawn) -> Iterator[str]:
    """What is shown of an event."""
    event = drawn.event
    text = drawn.record.article.text
    start = max(text.rfind("\n", 0, event.trigger.start) + 1, event.trigger.start - 240)
    end = text.find("\n", event.trigger.end)
    end = min(len(text) if end < 0 else end, event.trigger.end + 240)
    before, after = text[start : event.trigger.start], text[event.trigger.end : end]
    yield f"{before}[[{event.trigger.words}]]{after}"
    kind = "/".join(part for part in (event.type, event.mode) if part)
    yield f"    {kind} {event.status}{' historical' if event.historical else ''} {event.score}"
    yield f"    by {_all(event.actors)} to {_all(event.recipients)}"
    counts = (event.killed, event.injured, event.arrested, *event.other_counts)
    yield (
        f"    with {_one(event.instrument)} at {_one(event.place)} when {_one(event.when)}"
        f" counts {'; '.join(_count(one) for one in counts if one) or '-'}"
    )
    yield f"    says {' > '.join(link.name or str(link.anonymous) for link in event.voice) or '-'}"


def _all(parties: Sequence[Participant]) -> str:
    return "; ".join(one.words for one in parties) or "-"


def _one(anchor: Anchor | None) -> str:
    return anchor.words if anchor else "-"


def _count(one: Count) -> str:
    return f"{one.words} ({one.lower}-{one.upper})"


def main() -> None:
    """Draw the sample and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.events_sample", description=__doc__)
    parser.add_argument("path", type=Path, metavar="PATH", help="PolNeAR's repository, or TempEval-3's")
    which = range(1, OF_POLNEAR + len(AGENCIES) + 1)
    parser.add_argument("--hundred", type=int, default=1, choices=which, help="which of them (1)")
    arguments = parser.parse_args()
    if arguments.hundred > OF_POLNEAR:
        articles = wired(agency_documents(arguments.path), arguments.hundred)
    else:
        split = "dev" if arguments.hundred <= HUNDREDS else "train"
        articles = dealt(polnear.read(arguments.path, split), arguments.hundred)
    for number, one in enumerate(whole(articles), 1):
        print(f"{number} {one.document}")
        print("\n".join(lines(one)))


if __name__ == "__main__":
    main()
