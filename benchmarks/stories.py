"""Stories: articles of `incidents` and of ECB+ parted by what happened, beside plainer ways to do it.

**incidents.** Reports of gun incidents with the incident each is of. An article is laid beside all others; what is used
is its text, its headline and the day it was published. Every article counts, those too: pages that hold no news but the
headline, and those that cannot be read at all (no text, another language), each as a story of its own. Three articles
stand for two incidents each; they count for the first. Incidents are parted by a hash of their number as in
`incidents.py`: four fifths were looked at while the rules were written, one fifth was not.

**ECB+.** Forty-three topics of two happenings of a kind, of which topics 1 to 35 are measured: an article's story is
its topic and which half of it the article is of. Publication is not known. Across topics all articles are laid beside
each other, within topics those of each topic alone.

**Plainer ways.** Each article by itself; TF-IDF cosine, single linkage of pairs published within a month, at the
threshold that is best here (so it is flattered); pairs that share two hashes of a sketch, as near-duplicates are found.
Measures are told in `story_scores.py`.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from benchmarks import floors
from benchmarks.incidents import is_aside
from benchmarks.story_scores import Parting, parting
from corpora import ecbplus
from onrecord.articles.plain import article
from onrecord.comparing.sketches import candidates, sketch
from onrecord.comparing.stories import Link, Profile, links, profile, stories
from onrecord.comparing.words import words
from onrecord.errors import ArticleError
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.record import Article, Record, Span

WINDOW: Final = 30
"""Days between publications up to which the plainer ways look."""
THRESHOLDS: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35)
_COMMONEST: Final = 0.1
_INCIDENTS: Final = "articles.jsonl"
_HEADER: Final = f"{'':44}{'B³ P':>8}{'B³ R':>8}{'B³ F1':>8}{'ARI':>8}{'made':>8}{'true':>8}"

Parted = Mapping[str, Hashable]
"""The story of each article, by the corpus' own id."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles with the story each is of, by the corpus' own ids.

    Attributes:
        name: `incidents` or `ecbplus`.
        articles: those that can be read.
        true: the story of every article, also of those that cannot.
        parts: for each part that is measured by itself the articles in it; the whole is one.
        within: for each article the articles it may be laid beside, as a name; None where it is all.
    """

    name: str
    articles: dict[str, Article]
    true: dict[str, str]
    parts: dict[str, frozenset[str]]
    within: dict[str, str] | None = None


def corpus(path: Path) -> tuple[str, str]:
    """The name of the corpus under a path, and the hash of what is measured on."""
    if (path / _INCIDENTS).exists():
        return "incidents", floors.corpus_hash([path / _INCIDENTS])
    return "ecbplus", floors.corpus_hash(ecbplus.files(path))


def run(path: Path, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure, print, and return the figures that have floors."""
    measured = incidents(path) if corpus(path)[0] == "incidents" else topics(path)
    made = {name: read(each, encoder) for name, each in tqdm(measured.articles.items(), desc="reading", leave=False)}
    return shown(measured, made, errors)


def incidents(path: Path) -> Corpus:
    """The reports of `incidents`."""
    with (path / _INCIDENTS).open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    true: dict[str, str] = {}
    found: dict[str, Article] = {}
    for row in rows:
        if row["id"] in true:
            continue
        true[row["id"]] = row["incident"]
        try:
            found[row["id"]] = article(row["text"], row["id"], title=row["title"], published=row["published"])
        except ArticleError:
            continue
    parts = {
        "all": frozenset(true),
        "looked at": frozenset(name for name, story in true.items() if not is_aside(story)),
        "aside": frozenset(name for name, story in true.items() if is_aside(story)),
        "that can be read": frozenset(found),
    }
    return Corpus("incidents", found, true, parts)


def topics(path: Path) -> Corpus:
    """The articles of ECB+, topics 1 to 35."""
    documents = list(ecbplus.read(path))
    return Corpus(
        "ecbplus",
        {
            one.id: Article(
                text=one.text, paragraphs=tuple(Span(*each) for each in one.paragraphs), language="en", url=one.url
            )
            for one in documents
        },
        {one.id: one.subtopic for one in documents},
        {"all": frozenset(one.id for one in documents)},
        {one.id: str(one.topic) for one in documents},
    )


def shown(measured: Corpus, made: Mapping[str, Record], errors: int = 0) -> dict[str, float]:
    """Print a table for each part, ours beside plainer ways; the figures that have floors.

    Args:
        measured: the corpus.
        made: the record of every article that can be read.
        errors: how many wrong pairs to print.
    """
    begun = time.perf_counter()
    profiles = {name: profile(record) for name, record in made.items()}
    profiled = time.perf_counter()
    kept = links(profiles.values())
    linked = time.perf_counter()
    ours = together(profiles, kept)
    print(
        f"{len(made)} articles: profiles {profiled - begun:.1f} s, {len(kept)} links {linked - profiled:.1f} s, "
        f"stories {time.perf_counter() - linked:.1f} s\n"
    )
    ways: dict[str, Parted] = {"On Record": ours}
    if measured.within is not None:
        of = {profiles[name].article: where for name, where in measured.within.items() if name in profiles}
        ways["On Record, within topics"] = together(profiles, [one for one in kept if of[one.one] == of[one.other]])
    ways |= plainer(measured)
    figures: dict[str, float] = {}
    for part, some in measured.parts.items():
        print(f"{measured.name + ', ' + part:44}{_HEADER[44:]}")
        for way, parted in ways.items():
            score = parting(*_both(parted, measured.true, some))
            print(f"{way:44}{_row(score)}")
            if way.startswith("On Record") and part != "that can be read":
                name = f"{part}{way.removeprefix('On Record')}"
                figures |= {f"B³ F1, {name}": score.f1, f"adjusted Rand, {name}": score.rand}
        print()
    for line in wrong(measured, ours)[:errors]:
        print(line)
    return figures


def together(profiles: Mapping[str, Profile], kept: Sequence[Link]) -> dict[str, Hashable]:
    """The story of each article that was read."""
    found = stories({one.article: one for one in profiles.values()}, kept)
    of = {id_: story.id for story in found for id_ in story.articles}
    return {name: of[one.article] for name, one in profiles.items()}


def _both(parted: Parted, true: Parted, some: Iterable[str]) -> tuple[dict[str, Hashable], dict[str, Hashable]]:
    """Two partings of some articles; what was not read is a story of its own."""
    chosen = sorted(some)
    return {name: parted.get(name, ("alone", name)) for name in chosen}, {name: true[name] for name in chosen}


def _row(one: Parting) -> str:
    return f"{one.precision:>8.3f}{one.recall:>8.3f}{one.f1:>8.3f}{one.rand:>8.3f}{one.stories:>8}{one.true:>8}"


def wrong(measured: Corpus, ours: Parted) -> list[str]:
    """Pairs of articles that were looked at and are joined or parted wrongly, each time in the same order."""
    seen = sorted(measured.parts.get("looked at", measured.parts["all"]) & set(ours))
    lines = [
        f"{'joined' if ours[one] == ours[other] else 'parted'}: {one} {other}"
        for at, one in enumerate(seen)
        for other in seen[:at]
        if (ours[one] == ours[other]) != (measured.true[one] == measured.true[other])
    ]
    return sorted(lines, key=lambda line: hashlib.sha256(line.encode()).hexdigest())


# ---------------------------------------------------------------- plainer ways


def plainer(measured: Corpus) -> dict[str, Parted]:
    """The partings that plainer ways make."""
    names = sorted(measured.articles)
    texts = {name: f"{measured.articles[name].title or ''}\n{measured.articles[name].text}" for name in names}
    near = _near(measured.articles)
    alike = cosines(texts)
    whole = measured.parts["all"]

    def joined(least: float) -> dict[str, Hashable]:
        return single(names, (pair for pair, score in alike.items() if score >= least and near(*pair)))

    best = max(THRESHOLDS, key=lambda least: parting(*_both(joined(least), measured.true, whole)).f1)
    sketches = [sketch(words(texts[name]).folded) for name in names]
    shared = ((names[one], names[other]) for one, other in candidates(sketches))
    return {
        "each by itself": {name: name for name in names},
        f"TF-IDF cosine from {best:g}, within a month": joined(best),
        "shared hashes of a sketch, within a month": single(names, (pair for pair in shared if near(*pair))),
    }


def _near(articles: Mapping[str, Article]) -> Callable[[str, str], bool]:
    """Whether two articles were published within the window, as far as that is known."""
    days = {name: date.fromisoformat(one.published[:10]).toordinal() for name, one in articles.items() if one.published}
    return lambda one, other: one not in days or other not in days or abs(days[one] - days[other]) <= WINDOW


def cosines(texts: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """The TF-IDF cosine of pairs of texts, from the least threshold up; document frequencies are of these texts.

    Words in more than a tenth of the texts do not bring a pair up, as in an index.
    """
    counts = {name: Counter(words(text).folded) for name, text in texts.items()}
    held = Counter(word for each in counts.values() for word in each)
    index: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    found: dict[tuple[str, str], float] = {}
    for name, each in counts.items():
        weights = {word: (1 + log(count)) * log(len(texts) / held[word]) for word, count in each.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        sums: Counter[str] = Counter()
        for word, weight in weights.items():
            if held[word] <= max(2, _COMMONEST * len(texts)):
                for other, theirs in index[word]:
                    sums[other] += weight / length * theirs  # type: ignore[assignment]
                index[word].append((name, weight / length))
        found |= {(other, name): score for other, score in sums.items() if score >= THRESHOLDS[0]}
    return found


def single(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Hashable]:
    """Single linkage: what is joined by any chain of pairs is one story."""
    above = {name: name for name in names}

    def top(name: str) -> str:
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {name: top(name) for name in above}
