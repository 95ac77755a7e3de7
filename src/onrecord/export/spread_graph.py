"""The spread graph drawn: reports by time from left to right, an arrow for the text that one took from another.

Each report has a row and a column of its own, so that no arrow hides another: it leaves below its source and comes in
at the left of what was made from it. Beside each report stands what it took and what was done to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from onrecord.comparing.comparison import Comparison, Report
from onrecord.comparing.spreading import Edge
from onrecord.export.passages import counted
from onrecord.export.told import clock, excerpt

STEP: Final = 52
"""Pixels from column to column, where reports are few."""
WIDEST: Final = 420
"""Pixels over which columns are spread at most."""
ROW: Final = 34
"""Pixels of a row with its name alone."""
LINE: Final = 17
"""Pixels of each further line."""
HALF: Final = 12
"""Half a box."""
_LETTER: Final = 7.2
_BESIDE: Final = 10
_APART: Final = 5
_OUTLET: Final = 40
_THICKEST: Final = 5.0
_THINNEST: Final = 1.2


@dataclass(frozen=True, slots=True)
class Node:
    """A report: its letter, the middle of its box, and lines of text to the right of it."""

    label: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A path from one box to another; `known` whether it is known which was first."""

    path: str
    thickness: float
    known: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """A picture: its size in pixels, what it says in words, boxes and arrows."""

    width: int
    height: int
    told: tuple[str, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def graph(comparison: Comparison) -> Graph:
    """Draw who took what from whom."""
    reports = comparison.reports
    step = min(STEP, WIDEST / max(1, len(reports) - 1))
    into: dict[str, list[Edge]] = defaultdict(list)
    for edge in comparison.spread.edges:
        into[edge.target].append(edge)
    nodes: list[Node] = []
    top = 0.0
    for at, report in enumerate(reports):
        lines = (_heading(report), *(line(comparison, edge) for edge in into[report.article]))
        nodes.append(Node(report.label, HALF + 2 + at * step, top + HALF + 4, lines))
        top += ROW + LINE * (len(lines) - 1)
    places = {report.article: node for report, node in zip(reports, nodes, strict=True)}
    arrows = [
        _arrow(edge, places[edge.source], places[edge.target], number, len(edges))
        for edges in into.values()
        for number, edge in enumerate(edges)
    ]
    longest = max(node.x + HALF + _BESIDE + _LETTER * max(map(len, node.lines)) for node in nodes)
    told = [sentence(comparison, edge) for edge in comparison.spread.edges]
    return Graph(
        width=round(longest),
        height=round(top),
        told=tuple(told) or ("No report took text from another, as far as can be told.",),
        nodes=tuple(nodes),
        arrows=tuple(arrows),
    )


def _heading(report: Report) -> str:
    told = (
        excerpt(report.outlet or report.title or "", _OUTLET),
        clock(report.published) if report.published else "not dated",
    )
    return " · ".join(part for part in told if part)


def line(comparison: Comparison, edge: Edge) -> str:
    """What a report took from another, in a line: "from A: 163 words, 34%; number changed ×2"."""
    made = [counted(one) for one in edge.edits]
    how = "from" if edge.directed else "shared with"
    return "; ".join([f"{how} {comparison.label(edge.source)}: {edge.words} words, {edge.share:.0%}", *made])


def sentence(comparison: Comparison, edge: Edge) -> str:
    """The same as a sentence."""
    source, target = comparison.label(edge.source), comparison.label(edge.target)
    made = [counted(one) for one in edge.edits]
    what = f"{edge.words} words, {edge.share:.0%} of {target}"
    how = f"{target} took from {source}" if edge.directed else f"{source} and {target}, nobody tells which first, share"
    return f"{how} {what}" + (f": {', '.join(made)}." if made else ", unchanged.")


def _arrow(edge: Edge, source: Node, target: Node, number: int, count: int) -> Arrow:
    shift = (number - (count - 1) / 2) * _APART
    if source.y < target.y:
        path = f"M{source.x:g} {source.y + HALF:g}V{target.y + shift:g}H{target.x - HALF - 2:g}"
    else:
        path = f"M{source.x - HALF:g} {source.y + shift:g}H{target.x:g}V{target.y + HALF + 2:g}"
    return Arrow(path, round(_THINNEST + (_THICKEST - _THINNEST) * min(1.0, edge.share), 2), edge.directed)
