"""The events of an article on a terminal: who did what to whom, in which words, and who says so."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from onrecord.cli.show_items import at, flat, listed, who
from onrecord.export.events import Told, beside, told
from onrecord.export.voices import VoiceMap
from onrecord.record import Record


def events(to: Console, record: Record, voices: VoiceMap, *, whole: bool) -> None:
    """Show the events, in text order."""
    listed(to, "Events", [_event(record, voices, one) for one in told(record)], whole)


def _event(record: Record, voices: VoiceMap, one: Told) -> Text:
    """Type and mode, who to whom, the words that tell it, what is told beside it, who says so."""
    line = Text().append(one.kind, style="bold")
    if one.actors or one.recipients:
        line.append(f"  {flat(', '.join(each.words for each in one.actors) or '(not told)')}")
    if one.recipients:
        line.append(f" → {flat(', '.join(each.words for each in one.recipients))}")
    line.append(f"  “{flat(one.event.trigger.words)}”")
    if one.details:
        line.append(f"  {flat(', '.join(beside(detail) for detail in one.details))}")
    line.append(f"  — {flat(who(voices, one.event.voice))}", style="dim")
    return line.append_text(at(record, one.event.trigger.start))
