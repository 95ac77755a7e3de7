"""Two reports of a story side by side, with the words that are meant marked in both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.datastructures import QueryParams

from onrecord.comparing.comparison import Report
from onrecord.comparing.findings import Claim, Finding
from onrecord.comparing.places import Place
from onrecord.export import told
from onrecord.export.marks import Mark, spoken
from onrecord.export.pages import Written, paragraphs
from onrecord.export.voices import voice_map
from onrecord.ledger import Ledger
from onrecord.record import Record
from onrecord.web.pages import to
from onrecord.web.story_view import View, against, claims_of, id_of

_AFTER: Final = 1
"""Paragraphs that stay unfolded after the words."""
_OPENING: Final = 6
"""Paragraphs that stay unfolded where no words are meant."""
_WORDS: Final = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A way to lay something else on a side: its address, what is to be read of it, and whether it lies there now."""

    address: str
    label: str
    title: str
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two reports.

    Attributes:
        name: `left` or `right`.
        report: the report.
        words: those that are meant; None where none are.
        value: of a finding the value that the words give, and who gives it.
        before: paragraphs before the words, to be folded.
        near: the paragraphs with the words, and what follows at once.
        after: the rest, to be folded.
        reports: ways to the other reports.
        back: the way to the claim before; None at the first.
        on: the way to the claim after.
        whole: the address of the article with these words.
    """

    name: str
    report: Report
    words: Place | None
    value: str
    before: Sequence[list[Written]]
    near: Sequence[list[Written]]
    after: Sequence[list[Written]]
    reports: Sequence[Step]
    back: str | None
    on: str | None
    whole: str


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is to lie on a side: a report, and perhaps some words of it."""

    article: str
    start: int = 0
    end: int = 0

    @property
    def words(self) -> str | None:
        return f"{self.start}-{self.end}" if self.end else None


def sides(ledger: Ledger, view: View, query: QueryParams) -> dict[str, Any]:
    """What the page of two reports side by side is made of.

    Args:
        ledger: where the reports are.
        view: the story, compared.
        query: `show` a finding; `left` and `right` articles, `lw` and `rw` words of theirs, `120-147`.
    """
    finding = next((each for each in view.found.findings if id_of(each) == query.get("show")), None)
    left, right = _meant(view, query, "left"), _meant(view, query, "right")
    if left is None and finding is not None:
        first = claims_of(finding)[0]
        other = against(finding, first)
        left = _Meant(first.words.article, first.words.start, first.words.end)
        right = right or (_Meant(other.article, other.start, other.end) if other else None)
    pair = _Pair(ledger, view, finding, left, right)
    lost = ("show" in query and finding is None) or any(
        query.get(name) and pair.meant[name] is None for name in ("left", "right")
    )
    heading = (
        next((each for each in told.found(view.found, finding.standing) if each.finding is finding), None)
        if (finding)
        else None
    )
    return {
        "finding": heading,
        "sides": [pair.side(name) for name in ("left", "right") if pair.meant[name]],
        "offered": pair.reports("right") if pair.meant["right"] is None and pair.meant["left"] else (),
        "events": pair.events(),
        "lost": lost,
        "back": view.to_part("disputes", id_of(finding) if finding else ""),
        "here": pair.address("left", pair.meant["left"]) if pair.meant["left"] else view.path,
        "clock": told.clock,
        "excerpt": told.excerpt,
    }


def _meant(view: View, query: QueryParams, name: str) -> _Meant | None:
    article = query.get(name, "")
    if article not in {each.article for each in view.found.reports}:
        return None
    written = _WORDS.fullmatch(query.get(f"{name[0]}w", ""))
    if written and int(written[1]) < int(written[2]):
        return _Meant(article, int(written[1]), int(written[2]))
    return _Meant(article)


class _Pair:
    """What lies on either side, and the ways from there."""

    def __init__(
        self, ledger: Ledger, view: View, finding: Finding | None, left: _Meant | None, right: _Meant | None
    ) -> None:
        self._ledger, self._view, self._finding = ledger, view, finding
        self._claims = claims_of(finding) if finding else []
        self.meant = {"left": left, "right": right}

    def address(self, name: str, meant: _Meant | None) -> str:
        """The address with something else on a side."""
        both = self.meant | {name: meant}
        query = {"show": id_of(self._finding) if self._finding else None}
        for side, each in both.items():
            query |= {side: each.article if each else None, f"{side[0]}w": each.words if each else None}
        return to(self._view.path, query, "sides")

    def side(self, name: str) -> Side:
        """One of the two."""
        meant = self.meant[name]
        if meant is None:
            raise LookupError(name)
        record = self._ledger.record(meant.article)
        words = None
        if meant.end and meant.end <= len(record.article.text):
            words = Place(article=meant.article, text=record.article.text, start=meant.start, end=meant.end)
        before, near, after = _folded(record, words, name)
        back, on = self._steps(name, meant)
        return Side(
            name=name,
            report=self._view.report(meant.article),
            words=words,
            value=self._value(words),
            before=before,
            near=near,
            after=after,
            reports=self.reports(name),
            back=back,
            on=on,
            whole=to(f"/articles/{meant.article}", None, f"w{words.start}-{words.end}" if words else ""),
        )

    def reports(self, name: str) -> list[Step]:
        """The ways to lay another report on a side: to its words for the finding, where it has some."""
        meant, made = self.meant[name], []
        for report in self._view.found.reports:
            claim = next((each for each in self._claims if each.words.article == report.article), None)
            to_it = _of(claim) if claim else _Meant(report.article)
            title = report.outlet or report.title or "outlet not told"
            if self._finding is not None and claim is None:
                title += " (gives no value)"
            made.append(
                Step(
                    address=self.address(name, to_it),
                    label=report.label,
                    title=title,
                    now=meant is not None and meant.article == report.article,
                )
            )
        return made

    def _steps(self, name: str, meant: _Meant) -> tuple[str | None, str | None]:
        """The ways to the claim before that on a side, and to the one after it."""
        at = next((place for place, each in enumerate(self._claims) if _of(each) == meant), None)
        if at is None:
            return None, None
        back = self._claims[at - 1] if at else None
        on = self._claims[at + 1] if at + 1 < len(self._claims) else None
        return (
            self.address(name, _of(back)) if back else None,
            self.address(name, _of(on)) if on else None,
        )

    def _value(self, words: Place | None) -> str:
        """The value that some words give, and who gives it."""
        if self._finding is None or words is None:
            return ""
        given = next(
            each for each in told.found(self._view.found, self._finding.standing) if each.finding is self._finding
        )
        for value in given.values:
            for by in value.by:
                if any(_of(claim) == _Meant(words.article, words.start, words.end) for claim in by.claims):
                    return f"{value.words} · {by.voice}" + (" denies it" if by.denies else "")
        return ""

    def events(self) -> tuple[str, str] | None:
        """The two reports' tellings of the happening that the finding is of, for a judgement: `ARTICLE/EVENT` each."""
        left, right = self.meant["left"], self.meant["right"]
        if self._finding is None or left is None or right is None or left.article == right.article:
            return None
        happening = next((each for each in self._view.found.happenings if each.id == self._finding.happening), None)
        if happening is None:
            return None
        told_by = {telling.event.article: telling.event for telling in reversed(happening.tellings)}
        one, other = told_by.get(left.article), told_by.get(right.article)
        return (f"{one.article}/{one.id}", f"{other.article}/{other.id}") if one and other else None


def _of(claim: Claim) -> _Meant:
    return _Meant(claim.words.article, claim.words.start, claim.words.end)


def _folded(
    record: Record, words: Place | None, name: str
) -> tuple[list[list[Written]], list[list[Written]], list[list[Written]]]:
    """A report's paragraphs before the words, with them, and after."""
    marks = spoken(record, voice_map(record))
    if words is not None:
        marks.append(Mark(words.start, words.end, frozenset({"place", "found"})))
    written = paragraphs(record, marks, lambda mark: f"{name}-w{mark.start}-{mark.end}")
    if words is None:
        return [], written[:_OPENING], written[_OPENING:]
    holding = [
        at for at, span in enumerate(record.article.paragraphs) if span.start < words.end and words.start < span.end
    ]
    first, last = (holding[0], holding[-1] + 1 + _AFTER) if holding else (0, _OPENING)
    return written[:first], written[first:last], written[last:]
