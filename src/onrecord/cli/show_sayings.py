"""What speakers say in several reports, and how reports name actors, on a terminal."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.wrapping import indented
from onrecord.comparing.comparison import Comparison, Saying
from onrecord.comparing.spreading import Naming
from onrecord.export import told

_EXCERPT: Final = 240
_NAMES: Final = 6


def sayings(to: Console, found: Comparison, *, whole: bool = False) -> None:
    """Show sayings that several reports give, each with its wordings; with `whole` those of one report alone, too."""
    to.print()
    to.print(Text("What speakers say, wording by wording", style="bold"))
    alone = 0
    for speaker in found.speakers:
        shown = [each for each in speaker.statements if whole or len(each.sayings) > 1]
        alone += len(speaker.statements) - len(shown)
        if not shown:
            continue
        name = Text(safe(speaker.name or "(source not told)"), style="bold")
        if speaker.aliases:
            name.append(f"  also {', '.join(safe(alias) for alias in speaker.aliases)}", style="dim")
        indented(to, name, 2, hanging=4)
        for variants in shown:
            for index, saying in enumerate(variants.sayings):
                indented(to, _saying(found, saying), 4 if index == 0 else 6, hanging=2)
    if alone:
        to.print(Text(f"    … and {alone} statements that one report alone has; --all shows them", style="dim"))


def _saying(found: Comparison, saying: Saying) -> Text:
    line = Text("")
    line.append(f"{found.label(saying.article)} ", style="bold")
    if saying.cue:
        line.append(f"{safe(saying.cue.words)}: ", style="dim")
    return line.append(safe(told.excerpt(" … ".join(content.words for content in saying.content), _EXCERPT)))


def names(to: Console, found: Comparison, *, whole: bool = False) -> None:
    """Show names that take a side, and how the reports name the same actors; with `whole` all that several name."""
    some = told.names(found)
    shown = some if whole else [each for each in some if each.loaded][:_NAMES]
    if not some:
        return
    to.print()
    to.print(Text("Names and labels, report by report", style="bold"))
    for one in shown:
        indented(to, Text(safe(one.name or "For whom is not told"), style="bold"), 2)
        for label, namings in one.reports:
            line = Text(f"{label}  ", style="bold")
            for at, naming in enumerate(namings):
                line.append(" · " if at else "", style="dim")
                line.append_text(_naming(naming))
            indented(to, line, 4, hanging=4)
    if len(some) > len(shown):
        to.print(Text(f"    … and {len(some) - len(shown)} more; --all shows them", style="dim"))


def _naming(naming: Naming) -> Text:
    line = Text(safe(naming.name), style="underline" if naming.label else "")
    voices = dict.fromkeys(told.speaker(each.voice) for each in naming.quoted)
    said = (["own voice"] if naming.own else []) + [safe(voice) for voice in voices]
    if naming.label:
        said.insert(0, naming.label.replace("-", " "))
    if naming.label or voices:
        line.append(f" ({'; '.join(said)})", style="dim")
    return line
