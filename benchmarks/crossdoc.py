"""`python -m benchmarks crossdoc`: events that are one across articles, on ECB+ (Cybulska and Vossen, LREC 2014).

ECB+ annotates every word that tells an event, not PLOVER's alone; so what is joined here are the words that
`event_mentions.py` finds, by the same reasons and the same judging as happenings are joined by. Only sentences that are
annotated in full count. A word found is gold's mention where it stands in it, each of which is found once; so mentions
are matched by heads. Clusters are scored with singletons and, as Cattan et al. (ACL 2021) hold fit for mentions that
are found and not given, without.

Beside it stands the field's baseline over the same words: those with one head lemma are one event; and the same if it
were told which of those are one, the most that can be reached without other words. Baseline and ours are let join
within a sub-topic, told which articles are of it; within a topic, where there are two happenings of one kind; and over
all articles, where the project's own stories part them and the baseline joins whatever has one lemma.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from tqdm import tqdm

from benchmarks import floors
from benchmarks.coreference_scores import Cluster, Shares, clusters, conll, score
from benchmarks.event_mentions import DeedMention, event_mentions
from benchmarks.failures import sample
from benchmarks.story_scores import Parting, parting
from corpora import ecbplus
from corpora.document import Span as Offsets
from corpora.ecbplus import EventDocument
from onrecord.comparing.actors import same_entities
from onrecord.comparing.happenings import nearness
from onrecord.comparing.joins import Item, Joined
from onrecord.comparing.judging import Likeness, Pair, grouped
from onrecord.comparing.stories import stories_of
from onrecord.comparing.tellings import LEAST, Names, likeness
from onrecord.reading.encoder import Encoder, Scores
from onrecord.reading.reader import read
from onrecord.reading.syntax import Parse, parse
from onrecord.record import Article, Record, Span

SETTINGS: Final = ("within sub-topics", "within topics", "over all")
_ELSEWHERE: Final = (
    "Elsewhere, on the test topics with gold's mentions: same head lemma within a topic 72.5, over the whole corpus "
    "61.3; published systems 85.7"
)
_CONTEXT: Final = 110


@dataclass(frozen=True, slots=True)
class Read:
    """A document as it was read."""

    document: EventDocument
    record: Record
    parse: Parse


@dataclass(frozen=True, slots=True)
class Placed:
    """A word that tells an event, with the mention of gold's that it is, if any, and the clusters it was put in."""

    document: EventDocument
    key: tuple[Offsets, ...]
    gold: str | None
    lemma: str
    ours: Hashable


Grouping = Callable[[Read], Hashable]
"""What documents must share for their events to be joined."""


def run(path: Path, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure and print, with so many wrong links to read; return the figures that have floors.

    Args:
        path: a folder with ECB+ as it is published.
        encoder: who reads.
        errors: how many links that are wrong or missing within topics to print.
    """
    documents = list(tqdm(read_all(path, encoder), desc="reading", total=len(ecbplus.files(path)), leave=False))
    return measured(documents, errors)


def corpus(path: Path) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash([*ecbplus.files(path), ecbplus.listed(path)])


def measured(documents: Sequence[Read], errors: int = 0) -> dict[str, float]:
    """The same for documents that are read."""
    story = _stories(documents)
    groupings: Mapping[str, Grouping] = {
        "within sub-topics": lambda one: one.document.subtopic,
        "within topics": lambda one: one.document.topic,
        "over all": lambda one: story[one.record.article.id],
    }
    _print_stories(documents, story)
    figures: dict[str, float] = {}
    for setting in SETTINGS:
        placed = list(_placed(documents, groupings[setting]))
        figures |= _printed(setting, documents, placed, groupings[setting])
        if setting == "within topics":
            for each in sample(list(_wrong(placed)), errors):
                print(f"\n{each}")
    print(f"\n{_ELSEWHERE}")
    return figures


def read_all(path: Path, encoder: Encoder) -> Iterator[Read]:
    """Yield the documents as they are read, records without their dates: the corpus gives none."""
    once = _Once(encoder)
    for document in ecbplus.read(path):
        article = Article(
            url=document.url,
            text=document.text,
            paragraphs=tuple(Span(*each) for each in document.paragraphs),
            language="en",
        )
        record = read(article, once)
        scores = once.read(article.text, document.paragraphs)
        yield Read(document, record, parse(scores, article.text, article.paragraphs))


class _Once(Encoder):
    """An encoder that does not read the same text twice in a row."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder.network, encoder.digest)
        self._encoder = encoder
        self._last: tuple[str, Scores] | None = None

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> Scores:
        """The scores of a text; arguments as `Encoder.read` has them."""
        if self._last is None or self._last[0] != text or breaks:
            self._last = text, self._encoder.read(text, paragraphs, breaks)
        return self._last[1]


def _stories(documents: Sequence[Read]) -> dict[str, str]:
    """The project's own story of each article, by ids."""
    found = stories_of([one.record for one in documents])
    return {article: story.id for story in found for article in story.articles}


def _placed(documents: Sequence[Read], grouping: Grouping) -> Iterator[Placed]:
    """Yield the words that tell an event, joined within each group of documents."""
    groups: dict[Hashable, list[Read]] = defaultdict(list)
    for one in documents:
        groups[grouping(one)].append(one)
    for name, group in tqdm(groups.items(), desc="joining", leave=False):
        of = same_entities([one.record for one in group])
        named = {
            item: f"{first.article} {first.id}"
            for item, first in of.items()
            for entity in (_record(group, item).entity(item.id),)
            if entity.named
        }
        found = [
            (one, mention)
            for one in group
            for mention in event_mentions(one.record, one.parse, one.document.selected, named)
        ]
        ours = _joined([mention for _, mention in found], nearness([one.record for one in group]))
        taken: set[tuple[str, tuple[Offsets, ...]]] = set()
        for one, mention in found:
            key, gold = _matched(one.document, mention, taken)
            yield Placed(one.document, key, gold, mention.lemma, (name, ours[mention.told.item]))


def _record(group: Sequence[Read], item: Item) -> Record:
    return next(one.record for one in group if one.record.article.id == item.article)


def _joined(mentions: Sequence[DeedMention], near: Mapping[tuple[str, str], float]) -> dict[Item, int]:
    """The number of the cluster of each mention, by the project's own reasons."""
    told = sorted((mention.told for mention in mentions), key=lambda one: one.item)
    names = Names({})
    alike: dict[Pair, Likeness] = {}
    for one, other in combinations(range(len(told)), 2):
        articles = told[one].item.article, told[other].item.article
        known = likeness(told[one], told[other], names, near.get(articles, 1.0))
        if known is not None:
            alike[one, other] = known
    groups = grouped(Joined.EVENT, [one.item for one in told], alike, (), LEAST)
    return {told[place].item: number for number, group in enumerate(groups) for place in group.members}


def _matched(
    document: EventDocument, mention: DeedMention, taken: set[tuple[str, tuple[Offsets, ...]]]
) -> tuple[tuple[Offsets, ...], str | None]:
    """The mention of gold's that a word is, if it is one that no word before was; else the word itself."""
    for event in document.events:
        inside = any(start < mention.end and mention.start < end for start, end in event.words)
        if inside and (document.id, event.words) not in taken:
            taken.add((document.id, event.words))
            return event.words, event.cluster
    return ((mention.start, mention.end),), None


def _print_stories(documents: Sequence[Read], story: Mapping[str, str]) -> None:
    print(f"ECB+: {len(documents)} articles of topics {ecbplus.DEV[0]} to {ecbplus.DEV[-1]}\n")
    made = {one.record.article.id: story[one.record.article.id] for one in documents}
    print(f"{'stories':24}{'B³ P':>8}{'R':>8}{'F1':>8}{'Rand':>8}{'made':>8}{'true':>8}")
    for name, true in (
        ("beside sub-topics", {one.record.article.id: one.document.subtopic for one in documents}),
        ("beside topics", {one.record.article.id: str(one.document.topic) for one in documents}),
    ):
        found: Parting = parting(made, true)
        shares = (found.precision, found.recall, found.f1, found.rand)
        print(f"{name:24}" + "".join(f"{share:>8.3f}" for share in shares) + f"{found.stories:>8}{found.true:>8}")


def _printed(setting: str, documents: Sequence[Read], placed: Sequence[Placed], grouping: Grouping) -> dict[str, float]:
    """Both clusterings in one setting, with and without singletons."""
    of = {one.document.id: grouping(one) for one in documents}
    apart = setting != "over all"
    kept: dict[str, float] = {}
    print(f"\n{setting:36}{'CoNLL':>8}{'MUC':>8}{'B³':>8}{'CEAF':>8}{'LEA':>8}{'mentions':>10}")
    for singletons in (True, False):
        kind = "" if singletons else ", no singletons"
        gold = clusters(
            [((one.document.id, event.words), event.cluster) for one in documents for event in one.document.events],
            singletons=singletons,
        )
        rows: dict[str, float] = {}
        for name, label in (
            ("head lemma", _by_lemma(of, apart=apart)),
            ("ours", lambda one: one.ours),
            ("lemma without error", lambda one: (one.gold or (one.document.id, one.key), one.lemma)),
        ):
            made = clusters([((one.document.id, one.key), label(one)) for one in placed], singletons=singletons)
            shares = scored(made, gold)
            rows[name] = conll(shares)
            columns = (conll(shares), *(shares[each].f1 for each in ("MUC", "B³", "CEAFφ4", "LEA")))
            print(f"{name + kind:36}" + "".join(f"{100 * each:>8.1f}" for each in columns), end="")
            print(f"{100 * shares['mentions'].f1:>10.1f}")
        print(f"{'gain' + kind:36}{100 * (rows['ours'] - rows['head lemma']):>+8.1f}")
        kept[f"{setting}{kind}: CoNLL"] = rows["ours"]
        kept[f"{setting}{kind}: gain on the head lemma"] = rows["ours"] - rows["head lemma"]
    return kept


def _by_lemma(of: Mapping[str, Hashable], *, apart: bool) -> Callable[[Placed], Hashable]:
    """The baseline's cluster of a word: its lemma, in each group of articles apart or over all."""
    return lambda one: (of[one.document.id] if apart else None, one.lemma)


def scored(made: Sequence[Cluster], gold: Sequence[Cluster]) -> dict[str, Shares]:
    """`coreference_scores.score`, in parts that share no mention: the sums are the same, the pairing far cheaper.

    Args:
        made: the clusters found.
        gold: those annotated.
    """
    total: dict[str, Shares] | None = None
    for ours, theirs in _parts(made, gold):
        shares = score(ours, theirs)
        total = shares if total is None else {name: total[name] + share for name, share in shares.items()}
    return total if total is not None else score([], [])


def _parts(made: Sequence[Cluster], gold: Sequence[Cluster]) -> Iterator[tuple[list[Cluster], list[Cluster]]]:
    """Yield clusters of both sides that hang together by mentions in common."""
    holding: dict[Hashable, int] = {}
    root = list(range(len(made) + len(gold)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, cluster in enumerate((*made, *gold)):
        for mention in cluster:
            known = holding.setdefault(mention, place)
            root[find(place)] = find(known)
    together: dict[int, tuple[list[Cluster], list[Cluster]]] = defaultdict(lambda: ([], []))
    for place, cluster in enumerate((*made, *gold)):
        together[find(place)][place >= len(made)].append(cluster)
    yield from together.values()


def _wrong(placed: Sequence[Placed]) -> Iterator[str]:
    """Yield links between words that one side makes and the other does not, each word in at most one of either kind."""
    used: set[tuple[str, int]] = set()
    by_topic: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        by_topic[one.document.topic].append(one)
    for group in by_topic.values():
        for one, other in combinations(group, 2):
            linked, right = one.ours == other.ours, one.gold is not None and one.gold == other.gold
            ends = [(f"{each.document.id} {each.key}", int(linked)) for each in (one, other)]
            if linked != right and not used & set(ends):
                used.update(ends)
                yield "\n".join((_called(one, other, linked=linked), _shown(one), _shown(other)))


def _called(one: Placed, other: Placed, *, linked: bool) -> str:
    if not linked:
        return "missed"
    if one.gold is None or other.gold is None:
        return "joined, one of which is no event of gold's"
    return (
        "joined, of one sub-topic" if one.document.subtopic == other.document.subtopic else "joined, of two sub-topics"
    )


def _shown(one: Placed) -> str:
    start, end = one.key[0][0], one.key[-1][1]
    text = one.document.text
    before, behind = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return f"  {one.document.id:14}" + " ".join(f"{before}[{text[start:end]}]{behind}".split())
