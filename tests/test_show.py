"""What a terminal shows of an article: the voice map, who says what, actors, relations, names that take a side."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from onrecord.cli import show
from onrecord.record import MentionKind, Record
from tests.made import TEXT, made


def shown(record: Record, *, width: int = 80, colour: bool = False, whole: bool = False) -> str:
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
    show.article(to, record, whole=whole)
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def plain(words: str) -> str:
    return " ".join(words.split())


def test_without_colour_the_strip_is_made_of_letters() -> None:
    strip = next(line for line in shown(made()).splitlines() if re.fullmatch(" *[A-G]{20,}", line))
    assert re.fullmatch("    A+B+C+A+D+A+E+A+F+G+A+G+A+", strip)
    assert len(strip) == 76


def test_with_colour_every_block_has_its_voices_colour_and_letter() -> None:
    screen = shown(made(), colour=True)
    strip = next(line for line in screen.splitlines() if line.count("\x1b[30;") > 5)
    blocks = re.findall(r"\x1b\[30;(\d+)m([A-Z]) *\x1b", strip)
    assert "".join(sign for _, sign in blocks) == "ABCADAEAFGAGA"
    colours: dict[str, set[str]] = {}
    for code, sign in blocks:
        colours.setdefault(sign, set()).add(code)
    assert all(len(codes) == 1 for codes in colours.values())
    assert len({code for codes in colours.values() for code in codes}) == 7


def test_a_narrow_terminal_gets_more_lines() -> None:
    for width in (10, 20, 40):
        lines = shown(made(), width=width).splitlines()
        rows = [line.strip() for line in lines[2:] if re.fullmatch(" {4}[A-G]{2,}", line)]
        assert "".join(dict.fromkeys("".join(rows))) == "ABCDEFG"
        assert all(len(line) <= width for line in lines)


def test_the_legend_gives_every_voice_its_chain_and_share() -> None:
    screen = shown(made())
    assert "    A  48%  Harbour Post, in its own voice\n" in screen
    assert "    C   9%  Harbour Post › The Lantern › Ines Vall\n" in screen
    assert "    G   6%  Harbour Post › somebody unnamed (not told who)\n" in screen


def test_the_text_carries_the_letters() -> None:
    screen = plain(shown(made()))
    assert "¶1 The Lantern reported on Monday [B]that Ines Vall, who leads" in screen
    assert "had told its reporter [C]that the harbour was" in screen
    unmarked = re.sub(r"¶\d |\[[A-G]\]", "", shown(made(), width=2_000))
    for paragraph in TEXT.split("\n\n"):
        assert paragraph in unmarked


def test_statements_have_their_manner_and_their_paragraph() -> None:
    screen = plain(shown(made()))
    assert "[C] Harbour Post › The Lantern › Ines Vall that the harbour was “closed for good” —" in screen
    assert "— Ines Vall had told, indirect, certain, to its reporter ¶1" in screen
    assert "— A senior official said, indirect, probable ¶2" in screen


def test_actors_are_told_with_all_their_names() -> None:
    screen = plain(shown(made()))
    told = "Ines Vall person, leader of the Pilots' Guild; also Vall; 2 names, 1 description, 1 pronoun ¶1"
    assert told in screen
    assert screen.index(told) < screen.index("The Lantern publication; 1 name, 1 pronoun")


def test_relations_say_who_says_so() -> None:
    screen = plain(shown(made()))
    assert "Ines Vall is a member of → Pilots' Guild — [B] Harbour Post › The Lantern ¶1" in screen
    assert "holds office → Pilots' Guild as “led” since “2019” by Pilots' Guild (told as past) — [A]" in screen


def test_names_that_take_a_side_stand_with_whom_they_are_for_and_whose_they_are() -> None:
    lines = plain(shown(made())[shown(made()).index("Names that take a side") :])
    first = "closed for good → Pilots' Guild — [C] Harbour Post › The Lantern › Ines Vall, euphemism, quoted ¶1"
    assert first in lines
    assert "“rescue plan” — Harbour Post › somebody unnamed (not told who), scare quotes, quoted ¶2" in lines
    assert lines.index(first) < lines.index("wreckers — [D]")


def test_uses_of_one_name_in_one_voice_are_counted() -> None:
    record = made()
    again = replace(record, labels=(*record.labels, record.labels[0]))
    assert "[D] Harbour Post › Ines Vall, delegitimising, 2 times" in plain(shown(again))


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    record = made()
    mention = replace(record.entities[0].mentions[0], kind=MentionKind.NOMINAL)
    many = tuple(replace(record.entities[3], id=f"e-{n}", name=f"Quay {n}", mentions=(mention,)) for n in range(20))
    record = replace(record, entities=(*record.entities, *many))
    assert "… and 9 more; --all shows them" in shown(record)
    assert "Quay 19" not in shown(record)
    assert "Quay 19" in shown(record, whole=True)
    assert "more; --all" not in shown(record, whole=True)


@pytest.mark.parametrize("name", ["\x1b[31mred", "two\nlines", "\u202eback", "[bold]mark"])
def test_a_name_cannot_write_on_the_terminal(name: str) -> None:
    record = made()
    entities = (replace(record.entities[0], name=name, aliases=(name,)), *record.entities[1:])
    voice = (replace(record.statements[0].voice[0], name=name),)
    statements = tuple(replace(each, voice=voice) for each in record.statements)
    screen = shown(replace(record, entities=entities, statements=statements))
    assert not {"\x1b", "\u202e"} & set(screen)
    assert ("[bold]mark" in screen) == (name == "[bold]mark")


def test_the_same_record_looks_the_same() -> None:
    assert shown(made()) == shown(made())
