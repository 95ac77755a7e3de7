"""The voice map of an article on a terminal, its text in its voices, and who says what.

Where there is colour every voice has one; in any case it has a letter, the same in the strip, the text and the lists.
"""

from __future__ import annotations

from rich.console import Console
from rich.style import Style
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.wrapping import indented
from onrecord.export.items import correction, corrections_of, manner, paragraph_at
from onrecord.export.marks import Segment, by_paragraph, segments, spoken
from onrecord.export.voices import Speaker, VoiceMap, strip
from onrecord.record import Record, Span, Statement

_COLOURS = ("cyan", "yellow", "green", "magenta", "bright_blue", "bright_red", "bright_cyan", "bright_yellow")
_INDENT = 4


def colour(speaker: Speaker) -> str:
    """The colour of a voice; the outlet's own has none."""
    return _COLOURS[(speaker.colour - 1) % len(_COLOURS)] if speaker.colour else ""


def _block(speaker: Speaker) -> Style:
    return Style(color="black", bgcolor=colour(speaker) or "white")


def _bold(speaker: Speaker) -> str:
    return f"bold {colour(speaker)}".strip()


def picture(to: Console, voices: VoiceMap) -> None:
    """Show the strip, a block a stretch, and the voices with their shares."""
    rows = strip(voices, max(1, to.width - 2 * _INDENT))
    coloured = to.color_system is not None and not to.no_color
    if rows:
        to.print()
    for row in rows:
        line = Text(" " * _INDENT)
        for block in row:
            sign = block.speaker.sign
            words = sign.ljust(block.cells) if coloured else sign * block.cells
            line.append(words, style=_block(block.speaker) if coloured else "")
        to.print(line)
    to.print()
    for speaker in voices.speakers:
        line = Text().append(speaker.sign, style=_bold(speaker))
        line.append(f" {speaker.percent:>4}  ", style="dim")
        line.append(safe(speaker.name))
        indented(to, line, _INDENT, hanging=8)


def text(to: Console, record: Record, voices: VoiceMap) -> None:
    """Show the paragraphs, each with its number and its statements in the colours of their voices."""
    marks = by_paragraph(record, spoken(record, voices))
    for number, (span, over) in enumerate(zip(record.article.paragraphs, marks, strict=True), start=1):
        line = Text().append(f"¶{number} ", style="dim")
        for segment in segments(record.article.text, span, over):
            _append(line, segment, span)
        to.print()
        to.print(line)


def _append(line: Text, segment: Segment, paragraph: Span) -> None:
    style = "bold" if segment.has("source") else "italic" if segment.has("cue") else ""
    content = segment.content
    if content is not None and content.speaker is not None:
        if segment.start == max(content.start, paragraph.start):
            line.append(f"[{content.speaker.sign}]", style=_bold(content.speaker))
        style = f"{style} {colour(content.speaker)}".strip()
    line.append(safe(segment.words), style=style)


def statements(to: Console, record: Record, voices: VoiceMap) -> None:
    """Show who says what, voice by voice."""
    to.print(Text("Who says what", style="bold"))
    speaking = [speaker for speaker in voices.speakers if speaker.statements]
    if not speaking:
        to.print("    Nothing in this article is attributed to anybody.")
    for speaker in speaking:
        to.print()
        line = Text().append(f"[{speaker.sign}] ", style=_bold(speaker))
        line.append(safe(" › ".join(speaker.chain)), style="bold")
        indented(to, line, 0, hanging=_INDENT)
        for statement in speaker.statements:
            words = " … ".join(each.words for each in statement.content)
            content = Text().append(safe(words), style=colour(speaker))
            content.append(f"  — {safe(_how(statement))}", style="dim")
            content.append(f"  ¶{paragraph_at(record, statement.content[0].start)}", style="dim")
            for one in corrections_of(record, statement.id):
                content.append(f"  ({safe(correction(one))})", style="bold")
            indented(to, content, _INDENT)


def _how(statement: Statement) -> str:
    """How it is said: source and cue, mode, and what else is told of it."""
    by = [anchor.words for anchor in (statement.source, statement.cue) if anchor is not None]
    told = [f"{detail.what} {detail.words}".strip() for detail in manner(statement)]
    return ", ".join([" ".join(by) or "nobody is said to say it", *told])
