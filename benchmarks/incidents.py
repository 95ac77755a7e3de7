"""`python -m benchmarks incidents`: how many were killed and injured, on reports of gun incidents.

The corpus (LongTailQATask) has for each incident how many were killed and injured, and the reports about it. A report
need not tell that: it may be of a trial, or from before somebody died. So the measure is taken among the articles whose
text states the number, by a criterion that knows nothing of how we read (`states`):

- two and more: the number, in words or figures, stands within eight tokens of a word of dying (of being hurt) in one
  sentence, and is no age, time, date or sum; or the surname of everybody to whom it happened
  stands in a sentence with such a word.
- one: "one", a singular pronoun or a singular noun for a person stands within eight tokens of such a word in one
  sentence; or that person's surname stands in a sentence with one.
- none: "no", "nobody", "none", "not", "without" stands at most four tokens before such a word, or a word such as
  "unharmed" stands anywhere.

The criterion is generous: the number may stand beside the word by chance, and "no one else was hurt" is none of those
hurt only if there are no others. What it lets through by mistake counts against us. The figures on all articles stand
beside it, with nothing found as a miss, and with nothing found read as nobody.

An article is right if the truth lies in our bounds; since wide bounds are easily right, the share that is exact, the
mean width and the share without an upper bound are given. Incidents are parted by a hash of their number: four fifths
were looked at while the rules were written, one fifth was not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from benchmarks import floors
from onrecord.articles.plain import article
from onrecord.errors import ArticleError
from onrecord.reading.casualties import casualties
from onrecord.reading.clauses import Clauses
from onrecord.reading.encoder import Encoder
from onrecord.reading.mentions import found_mentions
from onrecord.reading.participants import Cast
from onrecord.reading.quantities import times_and_quantities
from onrecord.reading.reader import entities_of
from onrecord.reading.sentences import sentence_spans
from onrecord.reading.syntax import parse
from onrecord.reading.toll import Bounds, toll
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Article

KINDS: Final = ("killed", "injured")
_FILES: Final = ("articles.jsonl", "incidents.jsonl")
_PARTS: Final = 5
_NEAR: Final = 8
_JUST_BEFORE: Final = 4
_NUMBERS: Final = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
_ABOUT: Final = {
    "killed": re.compile(
        r"kill|dead|death|die[sd]?$|dying|fatal|murder|homicid|slain|slay|manslaughter|suicide|bod(?:y|ies)$|"
        r"lives$|deceased|succumb|massacre|life$"
    ),
    "injured": re.compile(
        r"injur|wound|hurt$|hospital|critical|stable$|gunshot|shot$|hit$|struck$|graz|surviv|surg|recover|condition$"
    ),
}
_UNHURT: Final = {
    "killed": re.compile(r"\bno (?:one|body) (?:was |were )?killed\b", re.IGNORECASE),
    "injured": re.compile(r"\b(?:unharmed|unhurt|uninjured|unscathed)\b", re.IGNORECASE),
}
_NONE: Final = frozenset({"no", "nobody", "none", "not", "without", "never", "nor", "neither"})
_ONE: Final = frozenset(
    "one he she him her his man woman boy girl teen teenager child baby infant toddler victim suspect person driver "
    "officer deputy student mother father son daughter brother sister wife husband friend girlfriend boyfriend gunman "
    "shooter male female passenger resident owner clerk bystander trooper sergeant uncle aunt nephew niece cousin "
    "grandmother grandfather youth juvenile robber intruder homeowner employee neighbor infant 1".split()
)
_TOKEN: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,:]\d+)*|[^\sA-Za-z\d]")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"'”’]*\s+|\n+")
_AFTER: Final = frozenset(
    "year years month months week weeks day days hour hours minute minutes a p am pm block street shots rounds times "
    "bullets inch miles feet counts percent % degree".split()
)
_MONTHS: Final = re.compile(r"jan|feb|mar|apr|may$|jun|jul|aug|sep|oct|nov|dec")


@dataclass(frozen=True, slots=True)
class Report:
    """One report with what is true of its incident.

    Attributes:
        id: its id.
        incident: the number of its incident.
        aside: whether its incident is of the fifth that was not looked at.
        article: the article as we read it.
        truth: how many, by kind.
        names: the surnames of everybody to whom it happened, by kind, where all are named.
    """

    id: str
    incident: str
    aside: bool
    article: Article
    truth: dict[str, int]
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A count beside its truth.

    Attributes:
        truth: how many.
        bounds: the bounds found, None where none were.
        stated: whether the text states the truth.
    """

    truth: int
    bounds: Bounds | None
    stated: bool

    @property
    def within(self) -> bool:
        """Whether the truth lies in the bounds."""
        return self.bounds is not None and self.bounds[0] <= self.truth <= (
            self.truth if self.bounds[1] is None else self.bounds[1]
        )


def run(path: Path, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure, print, and return the figures that have floors."""
    found, refused = reports(path)
    tolls = [read_toll(report.article, encoder) for report in tqdm(found, desc="reading", leave=False)]
    print(f"{len(found)} reports read, {refused} refused (no text, too short, another language)\n")
    figures: dict[str, float] = {}
    for name, aside in (("looked at", False), ("aside", True)):
        mine = [(one, each) for one, each in zip(found, tolls, strict=True) if one.aside == aside]
        for kind in KINDS:
            figures |= _shown(name, kind, mine)
    if errors:
        for line in missed(found, tolls)[:errors]:
            print(line)
    return figures


def corpus(path: Path) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash([path / name for name in _FILES])


def is_aside(incident: str) -> bool:
    """Whether an incident is of the fifth that is not looked at."""
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % _PARTS == _PARTS - 1


def reports(path: Path) -> tuple[list[Report], int]:
    """The reports that can be read, and how many cannot."""
    incidents = {one["incident"]: one for one in _rows(path / _FILES[1])}
    found: list[Report] = []
    refused = 0
    for row in _rows(path / _FILES[0]):
        try:
            made = article(row["text"], row["id"], title=row["title"], published=row["published"])
        except ArticleError:
            refused += 1
            continue
        incident = incidents[row["incident"]]
        truth = {kind: int(incident[kind]) for kind in KINDS}
        names = {kind: _surnames(incident["participants"], kind.title(), truth[kind]) for kind in KINDS}
        found.append(Report(row["id"], row["incident"], is_aside(row["incident"]), made, truth, names))
    return found, refused


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _surnames(participants: Iterable[dict[str, str]], status: str, truth: int) -> tuple[str, ...]:
    """The surnames of all to whom it happened; none where not all are named."""
    names = [one["Name"] for one in participants if status in one.get("Status", "") and one.get("Name")]
    last = [re.sub(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?", "", name).split()[-1] for name in names if name.split()]
    return tuple(last) if last and len(last) == truth else ()


def read_toll(made: Article, encoder: Encoder) -> dict[str, Bounds]:
    """What an article tells of its main happening."""
    scores = encoder.read(made.text, [(span.start, span.end) for span in made.paragraphs])
    made = replace(made, sentences=sentence_spans(scores, made.paragraphs))
    syntax = parse(scores, made.text, made.paragraphs)
    entities, _, _ = entities_of(
        made, scores, syntax, Treewalk(made.text, syntax), found_mentions(scores, syntax, made.text), None
    )
    times, quantities = times_and_quantities(made)
    clauses = Clauses(made.text, syntax)
    cast = Cast(clauses, entities)
    return toll(casualties(clauses, cast, quantities), clauses, cast, times)


# ---------------------------------------------------------------- what the text states


def states(text: str, kind: str, truth: int, names: Sequence[str]) -> bool:
    """Whether a text states how many were killed or injured, by the criterion at the head of this file."""
    if truth == 0 and _UNHURT[kind].search(text):
        return True
    sentences = [_TOKEN.findall(sentence) for sentence in _SENTENCE.split(text)]
    about = [tokens for tokens in sentences if any(_ABOUT[kind].match(token.lower()) for token in tokens)]
    if names and all(any(name in tokens for tokens in about) for name in names):
        return True
    return any(_sentence_states(tokens, kind, truth) for tokens in about)


def _sentence_states(tokens: Sequence[str], kind: str, truth: int) -> bool:
    lower = [token.lower() for token in tokens]
    about = [place for place, token in enumerate(lower) if _ABOUT[kind].match(token)]
    if truth == 0:
        return any(not _NONE.isdisjoint(lower[max(0, place - _JUST_BEFORE) : place]) for place in about)
    wanted = _ONE if truth == 1 else {str(truth), _NUMBERS[truth] if truth < len(_NUMBERS) else str(truth)}
    places = [place for place, token in enumerate(lower) if token in wanted and _counts(lower, place)]
    return any(abs(one - place) <= _NEAR for one in about for place in places)


def _counts(lower: Sequence[str], place: int) -> bool:
    """Whether a number can count people: no age, time, date or sum."""
    if not lower[place][0].isdecimal() and lower[place] not in _NUMBERS:
        return True
    before, after = lower[place - 1] if place else "", lower[place + 1] if place + 1 < len(lower) else ""
    beyond = lower[place + 2] if place + 2 < len(lower) else ""
    if after in _AFTER or (after == "-" and beyond.startswith(("year", "month", "day"))) or before in {"$", "#", "age"}:
        return False
    return not (_MONTHS.match(before) or before == "aged" or (before == "," and after in {",", "."}))


# ---------------------------------------------------------------- baselines

_BESIDE: Final = {
    "killed": r"killed|dead|died|slain",
    "injured": r"injured|wounded|hurt|hospitalized",
}


def always(_: str) -> dict[str, Bounds]:
    """One killed, nobody injured: what is commonest."""
    return {"killed": (1, 1), "injured": (0, 0)}


def by_pattern(text: str) -> dict[str, Bounds]:
    """A number before a word of dying or being hurt, the first in the text."""
    found: dict[str, Bounds] = {}
    for kind, told in _BESIDE.items():
        number = rf"\b({'|'.join(_NUMBERS)}|\d+) (?:(?:other )?(?:people|persons|men|women|others|victims) )?"
        match = re.search(rf"{number}(?:(?:was|were|are|is) )?(?:{told})\b", text, re.IGNORECASE)
        if match:
            word = match[1].lower()
            many = int(word) if word.isdecimal() else _NUMBERS.index(word)
            found[kind] = (many, many)
    return found


# ---------------------------------------------------------------- figures


def judged(
    reports: Sequence[tuple[Report, dict[str, Bounds]]], kind: str, reader: Callable[[str], dict[str, Bounds]] | None
) -> list[Judged]:
    """Every count of a kind beside its truth, as we found it or as a baseline does."""
    return [
        Judged(
            report.truth[kind],
            (reader(report.article.text) if reader else found).get(kind),
            states(report.article.text, kind, report.truth[kind], report.names[kind]),
        )
        for report, found in reports
    ]


def _shown(name: str, kind: str, reports: Sequence[tuple[Report, dict[str, Bounds]]]) -> dict[str, float]:
    print(
        f"{f'{kind}, {name}':34}{'articles':>9}{'found':>8}{'within':>8}{'exact':>8}{'width':>8}{'no upper':>10}"
        f"{'one apart':>11}"
    )
    figures: dict[str, float] = {}
    for who, reader in (("On Record", None), ("always 1 and 0", always), ("a pattern", by_pattern)):
        each = judged(reports, kind, reader)
        stated = [one for one in each if one.stated]
        for label, some in (("stated", stated), ("all", each)):
            print(f"{f'{who}, {label}':34}{_row(some)}")
        if reader is None:
            silent = [replace(one, bounds=one.bounds or (0, 0)) for one in each]
            print(f"{f'{who}, all, nothing as nobody':34}{_row(silent)}")
            figures[f"{kind} within, {name}"] = _share([one.within for one in stated])
            for number, some in (
                ("0", [one for one in stated if one.truth == 0]),
                ("1", [one for one in stated if one.truth == 1]),
                ("2 and more", [one for one in stated if one.truth > 1]),
            ):
                print(f"{f'  where it is {number}':34}{_row(some)}")
    print()
    return figures


def _row(some: Sequence[Judged]) -> str:
    bounded = [one for one in some if one.bounds is not None]
    closed = [one.bounds[1] - one.bounds[0] for one in bounded if one.bounds and one.bounds[1] is not None]
    exact = [one.bounds == (one.truth, one.truth) for one in some]
    near = [one.within or _apart(one) <= 1 for one in some]
    width = sum(closed) / len(closed) if closed else 0.0
    open_ = 1 - len(closed) / len(bounded) if bounded else 0.0
    found, within = _share([one.bounds is not None for one in some]), _share([one.within for one in some])
    return (
        f"{len(some):>9}{found:>8.3f}{within:>8.3f}"
        f"{_share(exact):>8.3f}{width:>8.2f}{open_:>10.3f}{_share(near):>11.3f}"
    )


def _apart(one: Judged) -> float:
    """How far the truth lies from the bounds."""
    if one.bounds is None:
        return float("inf")
    below, upper = one.bounds[0] - one.truth, one.bounds[1]
    return max(below, one.truth - upper if upper is not None else 0, 0)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def missed(reports: Sequence[Report], tolls: Sequence[dict[str, Bounds]]) -> list[str]:
    """Ids of articles that were looked at and state a number that we miss, each time in the same order."""
    lines = []
    for report, found in zip(reports, tolls, strict=True):
        for kind in KINDS:
            truth = report.truth[kind]
            one = Judged(truth, found.get(kind), states(report.article.text, kind, truth, report.names[kind]))
            if not report.aside and one.stated and not one.within:
                lines.append(f"{report.id} {kind}: {truth}, found {one.bounds}")
    return sorted(lines, key=lambda line: hashlib.sha256(line[:40].encode()).hexdigest())
