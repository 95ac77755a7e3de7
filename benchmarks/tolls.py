"""`python -m benchmarks tolls`: how many were killed and injured, over all reports of a gun incident.

The corpus (LongTailQATask) has for each incident how many were killed and injured, and the reports about it. All
reports of an incident are read and compared; the finding on the killed (the injured) of the happening that most of them
count is set beside the truth: its bounds, and as point answer its best-supported value (most independent origins, then
most reports). The measure is taken over the incidents of which the text of at least one report states the number, by
the criterion of `benchmarks/incidents.py` (`states`); the figures on all incidents stand beside it, with nothing found
as a miss.

Incidents are parted by a hash of their number as there: four fifths were looked at while the rules were written, one
fifth was not. Nothing is trained on the corpus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low
from typing import Final

from tqdm import tqdm

from benchmarks.incidents import KINDS, Report, by_pattern, corpus, reports, states
from onrecord.comparing.actors import actors
from onrecord.comparing.compare import compare
from onrecord.comparing.disputes import findings
from onrecord.comparing.findings import Attribute, Finding
from onrecord.comparing.happenings import happenings
from onrecord.comparing.merged import merged
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.reading.toll import Bounds
from onrecord.record import Record

__all__ = ["corpus", "run"]

_PARTS: Final = (("looked at", False), ("aside", True))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reports of an incident come to.

    Attributes:
        bounds: the bounds.
        point: the best-supported value.
    """

    bounds: Bounds
    point: Bounds


Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident with its reports.

    Attributes:
        reports: its reports.
        answers: what they come to, by kind.
    """

    reports: Sequence[Report]
    answers: Answers

    @property
    def aside(self) -> bool:
        """Whether it is of the fifth that is not looked at."""
        return self.reports[0].aside

    def truth(self, kind: str) -> int:
        """How many there were."""
        return self.reports[0].truth[kind]

    def stated(self, kind: str) -> bool:
        """Whether some report states it."""
        return any(states(one.article.text, kind, one.truth[kind], one.names[kind]) for one in self.reports)


def run(path: Path, encoder: Encoder, errors: int = 0) -> dict[str, float]:
    """Measure, print, and return the figures that have floors.

    Args:
        path: a folder with articles.jsonl and incidents.jsonl.
        encoder: the encoder.
        errors: how many misses to print, each time the same.
    """
    found, _ = reports(path)
    records = {one.id: read(one.article, encoder) for one in tqdm(found, desc="reading", leave=False)}
    return measured(found, records, errors)


def measured(found: Sequence[Report], records: Mapping[str, Record], errors: int = 0) -> dict[str, float]:
    """The same of reports that have been read.

    Args:
        found: the reports.
        records: their records by the reports' ids.
        errors: how many misses to print.
    """
    groups: dict[str, list[Report]] = {}
    for one in found:
        groups.setdefault(one.incident, []).append(one)
    incidents = [
        Incident(group, answers([records[one.id] for one in group]))
        for group in tqdm(list(groups.values()), desc="comparing", leave=False)
    ]
    print(f"{len(found)} reports of {len(incidents)} incidents\n")
    figures: dict[str, float] = {}
    for name, aside in _PARTS:
        mine = [one for one in incidents if one.aside == aside]
        for kind in KINDS:
            figures |= _shown(name, kind, mine)
    for line in missed(incidents)[:errors]:
        print(line)
    return figures


def answers(records: Sequence[Record]) -> Answers:
    """What the reports of an incident come to, by kind; no entry where they tell nothing."""
    told = compared(records)
    return {
        kind: Answer(_bounds(found.lower, found.upper), _bounds(found.best.lower, found.best.upper))
        for kind in KINDS
        if (found := merged(told, Attribute(kind))) is not None
    }


def compared(records: Sequence[Record]) -> tuple[Finding, ...]:
    """What the reports of an incident say of what happened; an article that is there twice counts once."""
    each = list({record.article.id: record for record in records}.values())
    if len(each) > 1:
        return compare(each).findings
    known = actors(each)
    return findings(each, known, happenings(each, known), lambda place: place.article)


def _bounds(lower: object, upper: object) -> Bounds:
    return (
        float(lower) if isinstance(lower, (int, float)) else 0.0,
        float(upper) if isinstance(upper, (int, float)) else None,
    )


# ---------------------------------------------------------------- baselines


def always(_: Sequence[Report]) -> Answers:
    """One killed, nobody injured: what is commonest."""
    return {"killed": Answer((1, 1), (1, 1)), "injured": Answer((0, 0), (0, 0))}


def by_median(some: Sequence[Report]) -> Answers:
    """The median of what a pattern finds in the reports."""
    found: dict[str, list[float]] = {}
    for report in some:
        for kind, bounds in by_pattern(report.article.text).items():
            found.setdefault(kind, []).append(bounds[0])
    middle = {kind: median_low(many) for kind, many in found.items()}
    return {kind: Answer((many, many), (many, many)) for kind, many in middle.items()}


# ---------------------------------------------------------------- figures

Reader = Callable[[Sequence[Report]], Answers]
_READERS: Final[tuple[tuple[str, Reader | None], ...]] = (
    ("On Record", None),
    ("always 1 and 0", always),
    ("median of a pattern", by_median),
)


def within(answer: Answer | None, truth: int) -> bool:
    """Whether the truth lies in the bounds."""
    if answer is None:
        return False
    lower, upper = answer.bounds
    return lower <= truth and (upper is None or truth <= upper)


def exact(answer: Answer | None, truth: int) -> bool:
    """Whether the point answer is the truth."""
    return answer is not None and answer.point == (truth, truth)


def _shown(name: str, kind: str, some: Sequence[Incident]) -> dict[str, float]:
    """Print the figures of a part, and return those that have floors."""
    print(f"{f'{kind}, {name}':34}{'incidents':>10}{'found':>8}{'within':>8}{'point':>8}{'width':>8}{'no upper':>10}")
    figures: dict[str, float] = {}
    for who, reader in _READERS:
        each = [(one, (reader(one.reports) if reader else one.answers).get(kind)) for one in some]
        stated = [(one, answer) for one, answer in each if one.stated(kind)]
        for label, part in (("stated", stated), ("all", each)):
            print(f"{f'{who}, {label}':34}{_row(kind, part)}")
        if reader is None:
            figures[f"{kind} within, {name}"] = _share([within(found, one.truth(kind)) for one, found in stated])
            figures[f"{kind} point, {name}"] = _share([exact(found, one.truth(kind)) for one, found in stated])
            several = [(one, found) for one, found in stated if len(one.reports) > 1]
            print(f"{'  of several reports':34}{_row(kind, several)}")
    print()
    return figures


def _row(kind: str, some: Sequence[tuple[Incident, Answer | None]]) -> str:
    answered = [answer for _, answer in some if answer is not None]
    widths = [one.bounds[1] - one.bounds[0] for one in answered if one.bounds[1] is not None]
    width = sum(widths) / len(widths) if widths else 0.0
    open_ = 1 - len(widths) / len(answered) if answered else 0.0
    found = _share([answer is not None for _, answer in some])
    inside = _share([within(answer, one.truth(kind)) for one, answer in some])
    point = _share([exact(answer, one.truth(kind)) for one, answer in some])
    return f"{len(some):>10}{found:>8.3f}{inside:>8.3f}{point:>8.3f}{width:>8.2f}{open_:>10.3f}"


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def missed(incidents: Sequence[Incident]) -> list[str]:
    """What is missed of incidents that were looked at, each time in the same order: within, or by the point answer."""
    lines = []
    for one in incidents:
        for kind in KINDS:
            answer, truth = one.answers.get(kind), one.truth(kind)
            if not one.aside and one.stated(kind) and not (within(answer, truth) and exact(answer, truth)):
                told = f"{answer.bounds}, best {answer.point}" if answer is not None else "nothing"
                lines.append(f"{one.reports[0].incident} {kind}: {truth}, found {told}")
    return sorted(lines, key=lambda line: hashlib.sha256(line[:20].encode()).hexdigest())
