"""Actors, relations and labels of an article on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.cli.wrapping import indented
from onrecord.export.items import Standing, Use, actors, labels, mentions, paragraph_at, role, standing
from onrecord.export.voices import VoiceMap, chain
from onrecord.record import Entity, Record, Voice

_MOST = 15
"""Items of a kind that are shown unless all are asked for."""
_INDENT, _HANGING = 4, 4


def items(to: Console, record: Record, voices: VoiceMap, *, whole: bool) -> None:
    """Show who is told of, how they stand to each other, and the names that take a side."""
    loaded = [(named.entity, use) for named in labels(record) for use in named.uses]
    listed(to, "Actors and all their names", [_actor(record, entity) for entity in actors(record)], whole)
    listed(to, "Relations", [_relation(record, voices, standing(record, each)) for each in record.relations], whole)
    listed(to, "Names that take a side", [_label(record, voices, entity, use) for entity, use in loaded], whole)


def listed(to: Console, heading: str, lines: Sequence[Text], whole: bool) -> None:
    """Show a list under its heading, whole or the first of it; nothing if there is nothing."""
    if not lines:
        return
    to.print()
    to.print(Text(heading, style="bold"))
    shown = lines if whole else lines[:_MOST]
    for line in shown:
        indented(to, line, _INDENT, _HANGING)
    if len(shown) < len(lines):
        to.print(Text(f"    … and {len(lines) - len(shown)} more; --all shows them", style="dim"))


def _actor(record: Record, entity: Entity) -> Text:
    """Name, type, roles, other names, and how often it is mentioned in which way."""
    line = Text().append(flat(entity.name))
    about = [", ".join([entity.type, *(role(one) for one in entity.roles)])]
    if entity.aliases:
        about.append(f"also {', '.join(entity.aliases)}")
    about.append(", ".join(count for count, _ in mentions(entity)))
    line.append(f"  {flat('; '.join(about))}", style="dim")
    return line.append_text(at(record, entity.mentions[0].start))


def _relation(record: Record, voices: VoiceMap, one: Standing) -> Text:
    line = Text().append(flat(" ".join([one.subject, one.does, *(["→", one.object] if one.object else [])])))
    for detail in one.details:
        words = f"“{detail.words}”" if detail.anchor else detail.words
        line.append(f" {flat(f'{detail.what} {words}' if detail.what else f'({words})')}")
    line.append(f"  — {flat(who(voices, one.relation.voice))}", style="dim")
    return line.append_text(at(record, one.relation.start))


def _label(record: Record, voices: VoiceMap, entity: Entity | None, use: Use) -> Text:
    line = Text().append(flat(use.words))
    if entity is not None:
        line.append(f" → {flat(entity.name)}")
    about = [who(voices, use.voice), *([use.kind.replace("-", " ")] if use.kind else [])]
    about += ["quoted"] if use.quoted else []
    about += [f"{len(use.labels)} times"] if len(use.labels) > 1 else []
    line.append(f"  — {flat(', '.join(about))}", style="dim")
    return line.append_text(at(record, use.labels[0].start))


def who(voices: VoiceMap, voice: Voice) -> str:
    """Whose voice it is, by its letter where it has one."""
    speaker = voices.of(voice)
    return chain(voice) if speaker is None else f"[{speaker.sign}] {' › '.join(speaker.chain)}"


def at(record: Record, offset: int) -> Text:
    """The paragraph that some words stand in."""
    return Text(f"  ¶{paragraph_at(record, offset)}", style="dim")


def flat(words: str) -> str:
    """Words of an article on one line, fit for a terminal."""
    return " ".join(safe(words).split())
