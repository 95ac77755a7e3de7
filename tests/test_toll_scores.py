"""How tolls over all reports are scored, on reports made for it."""

from __future__ import annotations

import pytest

from benchmarks.incidents import Report
from benchmarks.tolls import Answer, Incident, answers, by_median, exact, measured, missed, within
from onrecord.articles.plain import article
from onrecord.reading.reader import read

ONE = "Two people were killed and three injured when a gunman opened fire in a bar in Marn on Sunday, police said."
OTHER = "Police in Marn said on Monday that two people were killed and three were wounded in Sunday's shooting."


def report(number: int, text: str, incident: str = "1") -> Report:
    made = article(text, f"report {number}", title=None, published=f"2026-03-0{number + 1}")
    return Report(f"r{number}", incident, False, made, {"killed": 2, "injured": 3}, {"killed": (), "injured": ()})


def test_the_reports_of_an_incident_come_to_bounds_and_a_point() -> None:
    found = answers([read(report(1, ONE).article), read(report(2, OTHER).article)])
    assert found == {"killed": Answer((2, 2), (2, 2)), "injured": Answer((3, 3), (3, 3))}


@pytest.mark.parametrize(
    ("answer", "inside", "right"),
    [
        (None, False, False),
        (Answer((2, 2), (2, 2)), True, True),
        (Answer((1, None), (1, None)), True, False),
        (Answer((1, 3), (3, 3)), True, False),
        (Answer((3, 5), (3, 3)), False, False),
    ],
)
def test_within_and_point(answer: Answer | None, inside: bool, right: bool) -> None:
    assert (within(answer, 2), exact(answer, 2)) == (inside, right)


def test_the_baseline_takes_the_median_of_what_the_pattern_finds() -> None:
    some = [report(1, ONE), report(2, OTHER), report(3, "Nobody was told of.")]
    assert by_median(some) == {"killed": Answer((2, 2), (2, 2)), "injured": Answer((3, 3), (3, 3))}


def test_figures_and_misses(capsys: pytest.CaptureFixture[str]) -> None:
    reports = [report(1, ONE), report(2, OTHER)]
    figures = measured(reports, {one.id: read(one.article) for one in reports}, errors=5)
    assert figures["killed within, looked at"] == figures["injured point, looked at"] == 1
    assert "2 reports of 1 incidents" in capsys.readouterr().out
    wrong = missed([Incident(reports, {"killed": Answer((4, 4), (4, 4))})])
    assert sorted(wrong) == ["1 injured: 3, found nothing", "1 killed: 2, found (4, 4), best (4, 4)"]
