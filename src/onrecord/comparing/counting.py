"""The claims of how many were killed, hurt, taken, that each report makes of each happening.

A report counts with its total for its main happening (the record's tolls), with other numbers that somebody else gives,
and with what its events count. Totals go to the happening whose event counts them, else to the one that most reports
count the harmed of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.comparing.claims import Reports, Said, day
from onrecord.comparing.findings import Attribute, Finding
from onrecord.comparing.groups import group, tells
from onrecord.comparing.joins import Happening
from onrecord.comparing.tolls import Counted, counts
from onrecord.record import Count, Event, Record, Toll

_BEFORE: Final = 60
_BEHIND: Final = 60
_OPEN: Final = frozenset({"actual", "ongoing", "alleged"})
_DAY: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number that a report gives, with what it is of."""

    happening: str | None
    kind: str
    of: str | None
    said: Said
    total: bool


@dataclass(slots=True)
class Counting:
    """Gathers the counts of some reports.

    Attributes:
        reports: the reports.
        happenings: what they tell to have happened.
        joined: happenings of one report, by id, that its total makes one with another.
    """

    reports: Reports
    happenings: Sequence[Happening]
    joined: dict[str, str] = field(default_factory=dict)
    _of_event: dict[tuple[str, str], Happening] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for happening in self.happenings:
            for telling in happening.tellings:
                self._of_event[telling.event.article, telling.event.id] = happening

    def findings(self) -> Iterator[Finding]:
        """What is said of every count of every happening."""
        main = self._main()
        numbers = [number for record in self.reports.records for number in self._numbers(record, main)]
        told: dict[tuple[str | None, str, str | None], list[Said]] = {}
        for number in _grouped(numbers):
            told.setdefault((number.happening, number.kind, number.of), []).append(number.said)
        by_id = {happening.id: happening for happening in self.happenings}
        for (happening, kind, of), said in told.items():
            here = self._told_by(by_id.get(happening) if happening else None)
            yield from counts(Counted(happening, Attribute(kind), of), said, here)

    def _told_by(self, happening: Happening | None) -> list[Record]:
        """The reports that tell of a happening; all where none is known."""
        if happening is None:
            return self.reports.records
        articles = {telling.event.article for telling in happening.tellings}
        return [record for record in self.reports.records if record.article.id in articles]

    def _main(self) -> Happening | None:
        """The happening that most reports count the harmed of; else the main one that most tell of."""
        totals = Counter(
            found.id
            for record in self.reports.records
            for found in {self._happening(record, toll) for toll in record.tolls if toll.scope == "total"}
            if found is not None
        )
        told = [one for one in self.happenings if totals[one.id]] or [one for one in self.happenings if one.main]
        return max(told, key=lambda one: (totals[one.id], one.main, len(_articles(one)), one.id), default=None)

    def _happening(self, record: Record, toll: Toll) -> Happening | None:
        return self._of_event.get((record.article.id, toll.event)) if toll.event is not None else None

    # ---------------------------------------------------------------- the numbers of a report

    def _numbers(self, record: Record, main: Happening | None) -> Iterator[_Number]:
        """What a report counts: its totals, what others say, and the counts of its events."""
        totals = {toll.kind: toll for toll in record.tolls if toll.scope == "total"}
        told = {(toll.kind, toll.start, toll.end) for toll in record.tolls if toll.scope != "total"}
        taken: set[tuple[str, int, int]] = set()
        for toll in record.tolls:
            if toll.scope in {"part", "more", "elsewhere"}:
                taken.add((toll.kind, toll.start, toll.end))
            elif toll.scope == "total" or self._is_claim(record, toll, totals.get(toll.kind)):
                taken.add((toll.kind, toll.start, toll.end))
                yield self._number(record, toll, self._home(record, toll, main))
            elif main is not None and self._happening(record, toll) in {None, main}:
                taken.add((toll.kind, toll.start, toll.end))
        for event in record.events:
            happening = self._of_event.get((record.article.id, event.id))
            if happening is None or event.status not in _OPEN or event.historical:
                continue
            for count in _counted(event):
                numbered = (count.kind, count.start, count.end) in told
                if (count.kind, count.start, count.end) not in taken and (numbered or count.kind not in totals):
                    yield self._counted(record, event, count, happening)

    def _home(self, record: Record, toll: Toll, main: Happening | None) -> Happening | None:
        """The happening that a toll is of."""
        own = self._happening(record, toll)
        if own is None or main is None or own is main:
            return own or main
        if _days_apart(own, main):
            return own
        if own.type == main.type and len(_articles(own)) < 2:
            self.joined[own.id] = main.id
        return main

    def _is_claim(self, record: Record, toll: Toll, total: Toll | None) -> bool:
        """Whether a number beside the total is somebody else's, or of other people; none that is told as part of it."""
        if total is None or (toll.start, toll.end) == (total.start, total.end):
            return False
        if group(toll.of) != group(total.of):
            return True
        earlier = toll.earlier or self.reports.spoken(record, toll) is not None
        if not earlier and self._later(record, toll):
            return False
        own = len(toll.voice) < 2
        return earlier or not (own or self._same_speaker(record, toll, total))

    def _same_speaker(self, record: Record, one: Toll, other: Toll) -> bool:
        return self.reports.speaker(record, one.voice) == self.reports.speaker(record, other.voice)

    def _later(self, record: Record, toll: Toll) -> bool:
        """Whether the words around a number say that it came on top of those before."""
        return tells("later", _around(record, toll))

    def _number(self, record: Record, toll: Toll, happening: Happening | None) -> _Number:
        before = _before(happening, record) if toll.earlier else None
        claim = self.reports.claim(record, toll, toll.voice, before=before)
        if toll.earlier and before is None:
            claim = replace(claim, as_of=self.reports.spoken(record, toll))
        said = Said(
            claim=claim,
            speaker=self.reports.speaker(record, toll.voice),
            lower=toll.lower,
            upper=toll.upper,
            numbered=_is_numbered(record, toll),
            risen=tells("risen", _around(record, toll)),
        )
        return _Number(
            happening=happening.id if happening else None,
            kind=toll.kind,
            of=group(toll.of),
            said=said,
            total=toll.scope == "total",
        )

    def _counted(self, record: Record, event: Event, count: Count, happening: Happening) -> _Number:
        said = Said(
            claim=self.reports.claim(record, count, event.voice),
            speaker=self.reports.speaker(record, event.voice),
            lower=count.lower,
            upper=count.upper,
            risen=tells("risen", _around(record, count)),
        )
        return _Number(happening=happening.id, kind=count.kind, of=group(count.of), said=said, total=False)


def _grouped(numbers: Sequence[_Number]) -> list[_Number]:
    """The numbers with those of some people taken for all, where all are told of so, or where there can be no others.

    A report whose whole count is of officers counts all who were hurt, unless others count more people than that.
    """
    plain: dict[tuple[str | None, str], list[Said]] = {}
    for number in numbers:
        if number.of is None:
            plain.setdefault((number.happening, number.kind), []).append(number.said)
    found: list[_Number] = []
    for number in numbers:
        others = plain.get((number.happening, number.kind), [])
        fits = any(_within(number.said, other) for other in others)
        found.append(replace(number, of=None) if number.total and number.of is not None and fits else number)
    return found


def _is_numbered(record: Record, toll: Toll) -> bool:
    """Whether a number itself is told, and not summed up from those told of one by one."""
    return toll.scope != "total" or any(
        (one.kind, one.start, one.end, one.lower, one.upper)
        == (toll.kind, toll.start, toll.end, toll.lower, toll.upper)
        for one in record.tolls
        if one.scope != "total"
    )


def _within(one: Said, other: Said) -> bool:
    """Whether the other counts no more people than one."""
    return _most(other) <= _most(one)


def _most(one: Said) -> float:
    return float("inf") if one.upper is None else float(one.upper)


def _counted(event: Event) -> Iterator[Count]:
    yield from (one for one in (event.killed, event.injured, event.arrested, *event.other_counts) if one is not None)


def _articles(happening: Happening) -> set[str]:
    return {telling.event.article for telling in happening.tellings}


def _around(record: Record, words: Count) -> str:
    """The sentence around some words, as far as it is near."""
    sentence = next((one for one in record.article.sentences if one.start <= words.start < one.end), None)
    text = record.article.text
    if sentence is None:
        return text[max(0, words.start - _BEFORE) : words.end + _BEHIND]
    return text[max(sentence.start, words.start - _BEFORE) : min(sentence.end, words.end + _BEHIND)]


def _before(happening: Happening | None, record: Record) -> str | None:
    """The day of a happening, where a report tells of what was said between it and the report."""
    published = record.article.published
    if happening is None or happening.latest is None or published is None:
        return None
    return happening.latest[:_DAY] if happening.latest[:_DAY] < published[:_DAY] else None


def _days_apart(one: Happening, other: Happening) -> bool:
    """Whether two happenings cannot have been on one day or the next."""
    ends = [(day(each.earliest), day(each.latest)) for each in (one, other)]
    (first, last), (begin, end) = ends
    if None in {first, last, begin, end} or first is None or last is None or begin is None or end is None:
        return False
    return (begin - last).days > 1 or (first - end).days > 1
