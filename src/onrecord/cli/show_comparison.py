"""Several reports side by side on a terminal: where they differ, then who took what from whom, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.show_sayings import names, sayings
from onrecord.cli.wrapping import indented
from onrecord.comparing.comparison import Comparison, Passage, Share
from onrecord.comparing.findings import Standing
from onrecord.export import told
from onrecord.export.passages import note, pieces
from onrecord.export.spread_graph import line as taken
from onrecord.export.told import By, Found, Given

_PASSAGE_WORDS: Final = 60
_EXCERPT: Final = 110
_FINDINGS: Final = 8
_MOMENTS: Final = 24
_LEFT_OUT: Final = 8
_TIMES: Final = 20
_QUOTED: Final = 12


def comparison(to: Console, found: Comparison, *, whole: bool = False) -> None:
    """Show reports side by side.

    Args:
        to: where.
        found: what there is to show.
        whole: show all, however long.
    """
    heading(to, told.summary(found), first=True)
    _reports(to, found)
    for standing in (Standing.DISPUTE, Standing.TOLL, Standing.AGREEMENT, Standing.SINGLE):
        _findings(to, found, standing, whole=whole)
    _timeline(to, found, whole=whole)
    _spread(to, found)
    _shared(to, found, whole=whole)
    _quoted(to, found, whole=whole)
    sayings(to, found, whole=whole)
    names(to, found, whole=whole)
    _left_out(to, found, whole=whole)


def heading(to: Console, words: str, *, first: bool = False) -> None:
    """Show the heading of a part."""
    if not first:
        to.print()
    to.print(Text(safe(words), style="bold"))


def _reports(to: Console, found: Comparison) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    for name in ("", "outlet", "headline", "published"):
        table.add_column(name)
    table.add_column("words", justify="right")
    for report in found.reports:
        table.add_row(
            Text(report.label, style="bold"),
            safe(report.outlet or ""),
            safe(report.title or ""),
            told.clock(report.published) if report.published else "not told",
            str(report.words),
        )
    to.print(table)


def _findings(to: Console, found: Comparison, standing: Standing, *, whole: bool) -> None:
    some = told.found(found, standing)
    if not some:
        return
    heading(to, told.HEADINGS[standing])
    shown = some if whole or standing is Standing.DISPUTE else some[:_FINDINGS]
    for one in shown:
        _finding(to, found, one)
    more(to, len(some) - len(shown))


def _finding(to: Console, found: Comparison, one: Found) -> None:
    line = Text(safe(one.what), style="bold")
    about = [part for part in (one.of, f"“{one.trigger.words}”" if one.trigger else "") if part]
    line.append(f"  {safe(' · '.join(about))}", style="dim")
    indented(to, line, 2)
    widest = max((len(value.words) for value in one.values if len(value.words) <= told.BRIEF), default=0)
    for value in one.values:
        indented(to, _value(found, value, widest, timed=one.finding.standing is Standing.TOLL), 4, hanging=4)
    if one.silent:
        indented(to, Text(f"no value in {', '.join(one.silent)}", style="dim"), 4)


def _value(found: Comparison, value: Given, widest: int, *, timed: bool) -> Text:
    line = Text()
    if timed and value.when:
        line.append(f"{value.when}  ", style="dim")
    line.append(safe(value.words).ljust(widest), style="bold yellow")
    count, origins = value.value.articles, value.value.origins
    of = f"{count} report{'s' if count != 1 else ''}"
    line.append(f"  {of}, {origins} independent: ", style="dim")
    for at, by in enumerate(value.by):
        line.append("; " if at else "")
        line.append_text(_by(found, by))
    return line


def _by(found: Comparison, by: By) -> Text:
    labels = dict.fromkeys(found.label(claim.words.article) for claim in by.claims)
    line = Text(safe(by.voice))
    line.append(" denies it" if by.denies else "", style="red")
    return line.append(f" {' '.join(labels)}", style="bold")


def _timeline(to: Console, found: Comparison, *, whole: bool) -> None:
    some = told.happened(found)
    if not some:
        return
    heading(to, "Timeline")
    shown = some if whole else some[:_MOMENTS]
    for one, when, labels in shown:
        line = Text(when.ljust(_TIMES), style="dim")
        line.append(f" {' '.join(labels)}  ", style="bold")
        words = told.excerpt(one.told.words, _EXCERPT) if one.told else "report published"
        line.append(safe(words), style="" if one.told else "italic")
        indented(to, line, 2, hanging=4)
    more(to, len(some) - len(shown))


def _spread(to: Console, found: Comparison) -> None:
    heading(to, "Who took what from whom")
    if not found.spread.edges:
        to.print("  No report took text from another, as far as can be told.")
    for edge in found.spread.edges:
        line = Text(f"{found.label(edge.target)} ", style="bold")
        indented(to, line.append(taken(found, edge), style=""), 2, hanging=4)


def _shared(to: Console, found: Comparison, *, whole: bool) -> None:
    heading(to, "Shared passages")
    if not found.reuse:
        to.print("  No two of these reports share a passage.")
    for pair in found.reuse:
        earlier, later = found.label(pair.earlier), found.label(pair.later)
        arrow = "→" if pair.directed else "↔"
        amount = (
            f"{pair.shared_words} words, {pair.share_of_later:.0%} of {later}"
            if pair.shared_words
            else "only quotations in common"
        )
        line = Text(f"  {earlier} {arrow} {later}  ", style="bold")
        line.append(safe(f"{amount}; {'; '.join(pair.reasons)}"), style="")
        to.print()
        to.print(line)
        if told.nearer(found, pair) and not whole:
            indented(to, Text("nearer to another report, above", style="dim"), 6)
            continue
        for passage in pair.passages:
            if passage.edits or passage.kind is Share.TEXT:
                indented(to, _edits(passage), 6)
                indented(to, Text(note(passage), style="dim"), 6)


def _edits(passage: Passage) -> Text:
    """A shared passage with its changes; long stretches without any are cut short."""
    line = Text("“")
    for piece in pieces(passage):
        words = safe(" ".join(piece.words.split("\n")))
        if piece.kind == "same":
            line.append(_shortened(words), style="dim")
        elif piece.kind == "before":
            line.append(f"[-{words}-]", style="red strike")
        else:
            line.append(f" [+{words.strip()}+]", style="bold green")
    line.append("”")
    return line


def _shortened(words: str) -> str:
    parts = words.split(" ")
    if len(parts) <= _PASSAGE_WORDS // 2:
        return words
    side = _PASSAGE_WORDS // 6
    return " ".join([*parts[:side], f"… {len(parts) - 2 * side} words …", *parts[-side:]])


def _quoted(to: Console, found: Comparison, *, whole: bool) -> None:
    heading(to, "Who is quoted where")
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    table.add_column("speaker")
    for report in found.reports:
        table.add_column(report.label, justify="right")
    rows = told.quoted_where(found)
    shown = rows if whole else [row for row in rows if told.often(row)][:_QUOTED]
    for name, named, counts in shown:
        table.add_row(Text(safe(name), style="" if named else "italic"), *(str(count or "·") for count in counts))
    to.print(table)
    more(to, len(rows) - len(shown))


def _left_out(to: Console, found: Comparison, *, whole: bool) -> None:
    some = told.left_out(found)
    if some:
        heading(to, "What each report leaves out that others tell")
    for one in some:
        to.print(Text(f"  {one.label}", style="bold"))
        if one.unnamed:
            line = Text("does not name ", style="dim")
            line.append(safe(_listed([told.excerpt(each.told.words, _EXCERPT) for each in one.unnamed])), style="")
            indented(to, line, 4, hanging=4)
        shown = one.left if whole else one.left[:_LEFT_OUT]
        for each in shown:
            line = Text(f"{' '.join(each.articles)}  ", style="bold")
            line.append(safe(told.excerpt(each.told.words, _EXCERPT)), style="")
            indented(to, line, 4, hanging=4)
        more(to, len(one.left) - len(shown))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)


def more(to: Console, count: int) -> None:
    """Say that there is more than is shown."""
    if count > 0:
        to.print(Text(f"    … and {count} more; --all shows them", style="dim"))
