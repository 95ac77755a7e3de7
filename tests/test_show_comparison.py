"""What a terminal shows of several reports."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from onrecord.cli.show_comparison import comparison as show
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.record import Record


@pytest.fixture(scope="module")
def comparison(story: list[Record]) -> Comparison:
    return compare(story)


def shown(found: Comparison, *, width: int = 100, colour: bool = False, whole: bool = False) -> str:
    to = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        no_color=not colour,
        legacy_windows=False,
    )
    show(to, found, whole=whole)
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def plain(words: str) -> str:
    return " ".join(words.split())


def test_disputes_come_first_with_values_voices_and_reports(comparison: Comparison) -> None:
    screen = shown(comparison)
    parts = (
        "Where they differ",
        "Counts that rise over time",
        "Timeline",
        "Who took what from whom",
        "Shared passages",
    )
    places = [screen.index(part) for part in parts]
    assert places == sorted(places)
    told = plain(screen[places[0] : places[1]])
    assert "at least 4 1 report, 1 independent: in its own voice D" in told
    assert re.search(r"Interior Ministry (?:C )?E", told)
    toll = plain(screen[places[1] : places[2]])
    assert re.search(r"47 2 reports, 1 independent: Ana Quill A B 2026-03-11 17:20 UTC 52", toll)
    assert "2026-03-11 17:20 UTC 6 1 report, 1 independent" in toll


def test_the_planted_copies_are_told_with_their_edits(comparison: Comparison) -> None:
    screen = plain(shown(comparison))
    assert "B from A: " in screen
    assert "D from A: " in screen
    assert "[-three-] [+four+]" in screen
    assert "[-strikers-] [+families+]" in screen
    assert "number changed ×2; hedge dropped; attribution dropped ×2" in screen


def test_what_is_nearer_to_another_report_is_shown_only_if_all_is_asked_for(comparison: Comparison) -> None:
    short, whole = shown(comparison), shown(comparison, whole=True)
    assert "nearer to another report, above" in short
    assert "nearer to another report, above" not in whole
    assert "--all shows them" in short
    assert "--all shows them" not in whole
    assert len(whole) > len(short)


def test_names_and_what_is_left_out(comparison: Comparison) -> None:
    screen = plain(shown(comparison))
    assert "firebrand (delegitimising; own voice)" in screen
    assert "does not name Ana Quill, Jonas Pell" in screen


def test_a_wording_is_shown_under_the_one_before_it(comparison: Comparison) -> None:
    screen = plain(shown(comparison))
    said = "denied: that officers had used live ammunition"
    assert f"A {said} B {said} D {said} after strikers" in screen


def test_without_a_terminal_there_is_no_colour(comparison: Comparison) -> None:
    assert "\x1b" not in shown(comparison)
    assert "\x1b" in shown(comparison, colour=True)


@pytest.mark.parametrize("width", [30, 60, 200])
def test_lines_keep_to_the_width(comparison: Comparison, width: int) -> None:
    assert max(map(len, shown(comparison, width=width).splitlines())) <= width


@pytest.mark.parametrize("name", ["\x1b[31mred", "two\nlines", "\u202eback", "[bold]mark"])
def test_a_name_cannot_write_on_the_terminal(comparison: Comparison, name: str) -> None:
    attacked = replace(
        comparison,
        reports=tuple(replace(each, outlet=name, title=name) for each in comparison.reports),
        speakers=tuple(replace(each, name=name, aliases=(name,)) for each in comparison.speakers),
        actors=tuple(replace(each, name=name) for each in comparison.actors),
        namings=tuple(replace(each, name=name) for each in comparison.namings),
        findings=tuple(replace(each, of=name) for each in comparison.findings),
        happenings=tuple(replace(each, place=name) for each in comparison.happenings),
    )
    screen = shown(attacked)
    assert not {"\x1b", "\u202e"} & set(screen)
    assert ("[bold]mark" in screen) == (name == "[bold]mark")


def test_the_same_comparison_looks_the_same(comparison: Comparison, story: list[Record]) -> None:
    assert shown(compare(story[::-1])) == shown(comparison)
