"""What a comparison found, in words: values with their bounds, who gives them, times, what is left out.

The terminal and the page say it in the same words. Nothing here says who is right.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from onrecord.comparing.comparison import Comparison, Reuse
from onrecord.comparing.findings import Claim, Finding, Standing, Value
from onrecord.comparing.joins import Actor, Happening
from onrecord.comparing.places import Place
from onrecord.comparing.spreading import Moment, Naming
from onrecord.comparing.timeline import instant
from onrecord.export.voices import called
from onrecord.record import Voice

HEADINGS: Final = {
    Standing.DISPUTE: "Where they differ",
    Standing.TOLL: "Counts that rise over time",
    Standing.AGREEMENT: "Where they agree",
    Standing.SINGLE: "Told by one report, or from one origin",
}
BRIEF: Final = 24
"""Characters of a value that is short."""
_DAY: Final = 10
_MINUTE: Final = 16
_EXCERPT: Final = 160


@dataclass(frozen=True, slots=True)
class By:
    """Those claims of a value that one speaker makes.

    Attributes:
        voice: the speaker in words, without the outlet; "in its own voice" where the outlets speak.
        claims: by the order of the reports.
        denies: whether the speaker denies the value.
    """

    voice: str
    claims: tuple[Claim, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A value in words.

    Attributes:
        value: the value.
        words: what it is: "3", "at least 4", "24 to 99", "Port Hallan".
        by: who gives it.
        when: of a toll, the first time it is given for.
    """

    value: Value
    words: str
    by: tuple[By, ...]
    when: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in words.

    Attributes:
        finding: the finding.
        what: which attribute, of whom.
        of: of which happening, and the words that tell it.
        trigger: those words, for a link.
        values: each in words; of a toll by time.
        now: what can hold of all that is given.
        silent: the letters of reports of the happening that give no value.
    """

    finding: Finding
    what: str
    of: str
    trigger: Place | None
    values: tuple[Given, ...]
    now: str
    silent: tuple[str, ...]

    @property
    def brief(self) -> bool:
        """Whether its values are short, as numbers and days are."""
        return all(len(value.words) <= BRIEF for value in self.values)


def found(comparison: Comparison, standing: Standing) -> list[Found]:
    """The findings of one standing, in words."""
    happenings = {one.id: one for one in comparison.happenings}
    actors = {one.id: one for one in comparison.actors}
    return [
        _found(comparison, each, happenings.get(each.happening or ""), actors)
        for each in comparison.findings
        if each.standing is standing
    ]


def _found(comparison: Comparison, finding: Finding, happening: Happening | None, actors: dict[str, Actor]) -> Found:
    place = {report.article: at for at, report in enumerate(comparison.reports)}
    values = [_given(value, actors, place) for value in finding.values]
    if finding.standing is Standing.TOLL:
        values.sort(key=lambda each: _first(each.value))
    return Found(
        finding=finding,
        what=finding.attribute.value + (f": {_flat(finding.of)}" if finding.of else ""),
        of=_about(happening) if happening else "",
        trigger=happening.tellings[0].trigger if happening else None,
        values=tuple(values),
        now=bounds(finding.lower, finding.upper),
        silent=tuple(comparison.label(article) for article in finding.silent),
    )


def _about(happening: Happening) -> str:
    """Where and when something happened, as far as told."""
    days = moment(happening.earliest, happening.latest) if happening.earliest and happening.latest else ""
    return ", ".join(part for part in (_flat(happening.place or ""), days) if part)


def _given(value: Value, actors: dict[str, Actor], place: dict[str, int]) -> Given:
    by: dict[tuple[str, bool], list[Claim]] = {}
    for claim in value.claims:
        by.setdefault((speaker(claim.voice), claim.denies), []).append(claim)
    said = _flat(value.said or "") or (actors[value.actor].name if value.actor in actors else "")
    times = [claim.as_of for claim in value.claims if claim.as_of]
    return Given(
        value=value,
        words=said or bounds(value.lower, value.upper) or "not told",
        by=tuple(
            By(voice, tuple(sorted(claims, key=lambda each: (place[each.words.article], each.words.start))), denies)
            for (voice, denies), claims in by.items()
        ),
        when=clock(min(times, key=instant)) if times else "",
    )


def _first(value: Value) -> tuple[str, str]:
    times = [claim.as_of for claim in value.claims if claim.as_of]
    first = min(times, key=instant, default="")
    return (instant(first).isoformat() if first else "", str(value.lower))


def speaker(voice: Voice) -> str:
    """Who speaks, without the outlet: "Ana Quill", "Channel Nord › Mara Veldt"; "in its own voice" for the outlet."""
    return " › ".join(_flat(called(link)) for link in voice[1:]) or "in its own voice"


def bounds(lower: float | str | None, upper: float | str | None) -> str:
    """Bounds in words; nothing where there are none."""
    low, high = (_bound(lower), _bound(upper))
    if isinstance(lower, str) and isinstance(upper, str):
        return moment(lower, upper)
    if low and high:
        return low if low == high else f"{low} to {high}"
    if low:
        return f"{low} or later" if isinstance(lower, str) else f"at least {low}"
    if high:
        return f"{high} or before" if isinstance(upper, str) else f"at most {high}"
    return ""


def _bound(bound: float | str | None) -> str:
    if bound is None:
        return ""
    if isinstance(bound, str):
        return clock(bound)
    return f"{bound:,.0f}" if float(bound).is_integer() else f"{bound:,g}"


def clock(written: str) -> str:
    """A date or time for reading: the day, and the minute with "UTC" or its distance from it, as precise as told."""
    day, rest = written[:_DAY], written[_DAY + 1 : _MINUTE]
    zone = re.sub(r"^(?:\+00:00|Z)$", " UTC", re.sub(r"^[\d:.]*", "", written[_MINUTE:]))
    zone = f" {zone}" if zone and not zone.startswith(" ") else zone
    return f"{day} {rest}{zone}" if rest else day


def moment(earliest: str, latest: str) -> str:
    """A stretch of time for reading: "2026-03", "2026-03-10", "2026-03-09 18:00 to 2026-03-10 06:00"."""
    if earliest == latest:
        return clock(earliest)
    year, month = earliest[:4], earliest[:7]
    if (earliest, latest) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    if re.fullmatch(r"\d{4}-\d{2}-01", earliest) and latest == f"{month}-{_last(month):02}":
        return month
    first, last = clock(earliest), clock(latest)
    same = first[:_DAY] == last[:_DAY] and len(last) > _DAY
    return f"{first} to {last[_DAY + 1 :] if same else last}"


def _last(month: str) -> int:
    return calendar.monthrange(int(month[:4]), int(month[5:7]))[1]


def excerpt(words: str, most: int = _EXCERPT) -> str:
    """Words in a line, cut at a blank where they are too many."""
    flat = _flat(words)
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def _flat(words: str) -> str:
    return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a report leaves out, by the words that tell it elsewhere.

    Attributes:
        told: the words.
        kinds: in what ways: `happening`, `statement`…
        articles: the letters of the reports that have it.
    """

    told: Place
    kinds: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """All that a report leaves out.

    Attributes:
        label: its letter.
        unnamed: those it does not name.
        left: the rest, each sentence once.
    """

    label: str
    unnamed: tuple[LeftOut, ...]
    left: tuple[LeftOut, ...]


def left_out(comparison: Comparison) -> list[Silence]:
    """What each report leaves out that others tell."""
    silences = []
    for article, some in groupby(comparison.omissions, key=lambda each: each.article):
        unnamed: list[LeftOut] = []
        left: list[LeftOut] = []
        for each in some:
            one = LeftOut(each.told, (each.kind,), _letters(comparison, each.articles))
            _add(unnamed if each.kind == "actor" else left, one, comparison)
        silences.append(Silence(comparison.label(article), tuple(unnamed), tuple(left)))
    return silences


def _add(to: list[LeftOut], one: LeftOut, comparison: Comparison) -> None:
    """Add what is left out, or join it to what holds its words or lies in them."""
    for at, known in enumerate(to):
        inside, around = sorted((known.told, one.told), key=lambda place: place.end - place.start)
        if inside.article == around.article and around.start <= inside.start and inside.end <= around.end:
            labels = {*known.articles, *one.articles}
            to[at] = LeftOut(
                around,
                tuple(dict.fromkeys((*known.kinds, *one.kinds))),
                tuple(report.label for report in comparison.reports if report.label in labels),
            )
            return
    to.append(one)


def _letters(comparison: Comparison, articles: Iterable[str]) -> tuple[str, ...]:
    wanted = set(articles)
    return tuple(report.label for report in comparison.reports if report.article in wanted)


@dataclass(frozen=True, slots=True)
class Names:
    """How reports name one actor.

    Attributes:
        name: the actor's; None of loaded words for whom nobody is told.
        kind: its type.
        reports: for each report that names it its letter and how.
        loaded: whether a name takes a side.
    """

    name: str | None
    kind: str
    reports: tuple[tuple[str, tuple[Naming, ...]], ...]
    loaded: bool


def names(comparison: Comparison) -> list[Names]:
    """How reports name those whom several name, or any with a loaded word; those come first."""
    actors = {actor.id: actor for actor in comparison.actors}
    found = []
    for key, some in groupby(comparison.namings, key=lambda each: each.actor):
        by_report = [
            (comparison.label(article), tuple(namings))
            for article, namings in groupby(some, key=lambda each: each.article)
        ]
        loaded = any(naming.label for _, namings in by_report for naming in namings)
        if loaded or len(by_report) > 1:
            actor = actors.get(key or "")
            found.append(Names(actor.name if actor else None, actor.type if actor else "", tuple(by_report), loaded))
    return sorted(found, key=lambda each: (not each.loaded, each.name is None))


def happened(comparison: Comparison) -> list[tuple[Moment, str, tuple[str, ...]]]:
    """The timeline: each moment, its time in words, letters of the reports that tell it; no sentence twice a time."""
    found: dict[tuple[str, object], tuple[Moment, str, tuple[str, ...]]] = {}
    for one in comparison.timeline:
        when = moment(one.earliest, one.latest)
        key = (when, one.told if one.told is not None else one.item)
        labels = {*(found[key][2] if key in found else ()), *_letters(comparison, one.articles)}
        first = found[key][0] if key in found else one
        found[key] = (first, when, tuple(each.label for each in comparison.reports if each.label in labels))
    return list(found.values())


def quoted_where(comparison: Comparison) -> list[tuple[str, bool, list[int]]]:
    """For each speaker the name, whether it is named, and how many statements each report gives it, in their order."""
    rows = []
    for one in comparison.speakers:
        sayings = [saying.article for variants in one.statements for saying in variants.sayings]
        counts = [sayings.count(report.article) for report in comparison.reports]
        rows.append((one.name or "(source not told)", one.named, counts))
    return rows


def often(row: tuple[str, bool, list[int]]) -> bool:
    """Whether a speaker is named, or several reports quote it."""
    return row[1] or sum(map(bool, row[2])) > 1


def summary(comparison: Comparison) -> str:
    """What is to be seen in a line: how many reports, of how many origins, with how many findings of each standing."""
    counts = [
        (len([each for each in comparison.findings if each.standing is standing]), words)
        for standing, words in (
            (Standing.DISPUTE, "attribute{} in dispute"),
            (Standing.TOLL, "count{} that rise over time"),
            (Standing.AGREEMENT, "agreement{}"),
        )
    ]
    told = [_many(count, words) for count, words in counts if count]
    own = len(comparison.spread.origins)
    independent = f"{own} took no telling from another" if own > 1 else "all but one took telling from another"
    return "; ".join([f"{len(comparison.reports)} reports, of which {independent}", *told])


def _many(count: int, words: str) -> str:
    return f"{count} {words.format('s' if count > 1 else '')}"


def nearer(comparison: Comparison, reuse: Reuse) -> bool:
    """Whether what two reports share was most likely taken from a third, so that it needs no showing again."""
    edges = {(edge.source, edge.target) for edge in comparison.spread.edges}
    return reuse.shared_words > 0 and (reuse.earlier, reuse.later) not in edges


def taken(comparison: Comparison, article: str) -> list[str]:
    """How much of a report comes from which other: "34% from A"; "shared with" where nothing tells who was first."""
    return [
        f"{edge.share:.0%} {'from' if edge.directed else 'shared with'} {comparison.label(edge.source)}"
        for edge in comparison.spread.edges
        if edge.target == article
    ]
