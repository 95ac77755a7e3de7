"""`python -m benchmarks passages`: our own passages, and what a careful reader takes from each.

The passages are text files, `tests/passages/DOMAIN.txt`. Lines before the first passage begin with `#`. A passage:

    ## courts-01: what it is about
    Outlet: The Velmora Herald
    Published: 2025-03-04

    A paragraph, on one line or on several. Paragraphs are parted by a blank line.

    Another paragraph.
    --
    says: the verdict was unsafe | Mara Veldt | act=concede to="reporters" in="an interview" when="Tuesday"
    ~entity: Mara Veldt | person | Veldt; the judge; she

`Outlet` and `Published` may be left out. Below the two hyphens stands one expectation a line:

    says: WORDS | CHAIN | OPTIONS       the words lie in a statement's content, and its voice after the outlet is CHAIN;
                                        options: act, mode, commitment (`none` for none) are that statement's own;
                                        to, in, when: words that share characters with its addressee, medium, time
    outlet: WORDS                       no statement's content shares a character with these
    no-statement: WORDS                 no statement's cue shares a character with these
    entity: NAME | TYPE | A; B          an entity has this name or alias and this type, and A and B are mentions of it
    apart: NAME | NAME                  both are entities, and not the same one
    role: NAME | TITLE | OPTIONS        the person has this role; options: of, and the flags former and then
    relation: KIND | SUBJECT | OPTIONS  options: object, by ("A; B"), the flag former, voice (a chain); and words that
                                        share characters with its label, count, when, since, until
    label: WORDS | OPTIONS | CHAIN      a label has these words in it; options: of (an entity), kind; the name of the
                                        outlet in place of a chain stands for its own voice

The last field of `says`, `entity`, `role` and `relation` may be left out. A chain is written outermost first, its links
parted by ` > `: an entity's name, by rule the fullest; words and `(described)` or `(reports)` for a link that nobody is
named for, which must stand among the link's words; `(unstated)` alone. Names and mentions are compared without case,
leading article, kind of apostrophe or quotation marks around them, titles without stops. The type `any` is every type.
A flag that is not given must be false; any other option that is not given is not looked at.

A line that begins with `~` is known not to hold today. `--mark` takes the mark from lines that hold now; with
`--allow-worse` it also marks those that do not. The command fails where a line without a mark does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tqdm import tqdm

from benchmarks.only import kept_by
from benchmarks.passage_checks import check
from benchmarks.passage_files import ANY, KINDS, Expectation, Passage, marked, parse
from onrecord.articles import article
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.record import Record

PASSAGES: Final = Path(__file__).parent.parent / "tests" / "passages"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an expectation fared: `found` is None where it holds, else what was found instead."""

    passage: Passage
    expectation: Expectation
    found: str | None


def run(folder: Path, encoder: Encoder, *, only: str = "", failures: bool = False) -> list[Outcome]:
    """Read every passage of a folder once, print how many lines hold, and return how each fared.

    Args:
        folder: where the files of passages lie.
        encoder: what reads them.
        only: a regular expression; passages without it in their id are left out.
        failures: whether to print each line that does not hold, and what was found instead.

    Raises:
        PassageError: a file is not written as it should be.
    """
    passages = kept_by(only, (one for each in passage_files(folder) for one in passages_of(each)), lambda one: one.id)
    outcomes: list[Outcome] = []
    for passage in tqdm(passages, leave=False, disable=None):
        outcomes += checked(passage, read_passage(passage, encoder))
    print(f"{len(passages)} passages\n")
    _print_table(outcomes)
    if failures:
        _print_failures(outcomes)
    return outcomes


def passage_files(folder: Path) -> list[Path]:
    """The files of passages in a folder, by name."""
    return sorted(folder.glob("*.txt"))


def passages_of(file: Path) -> tuple[Passage, ...]:
    """The passages of a file.

    Raises:
        PassageError: it is not written as it should be.
    """
    return parse(file.read_text(encoding="utf-8"), file.stem)


def read_passage(passage: Passage, encoder: Encoder | None = None) -> Record:
    """The record of a passage."""
    made = article(passage.text, passage.id, outlet=passage.outlet, published=passage.published)
    return read(made, encoder)


def checked(passage: Passage, record: Record) -> list[Outcome]:
    """How each expectation of a passage fares."""
    return [Outcome(passage, each, check(record, each)) for each in passage.expectations]


def worse(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those that are not marked and do not hold."""
    return [one for one in outcomes if one.found is not None and not one.expectation.known]


def mark(folder: Path, outcomes: Sequence[Outcome], *, allow_worse: bool) -> None:
    """Write the marks of the files as things stand; see `passage_files.marked`."""
    for file in passage_files(folder):
        held = {
            one.expectation.line: one.found is None for one in outcomes if one.passage.id.startswith(f"{file.stem}-")
        }
        source = file.read_text(encoding="utf-8")
        now = marked(source, held, allow_worse=allow_worse)
        if now != source:
            file.write_text(now, encoding="utf-8")


def parts(expectation: Expectation) -> list[str]:
    """What a line expects of the item it is about, by the words that `check` puts before a colon."""
    fields, kind = expectation.fields, expectation.kind
    voiced = kind in {"says", "label"}
    typed = kind == "entity" and fields.second != ANY
    options = fields.options if kind in {"says", "relation", "label"} else ()
    return [*(["voice"] * voiced), *(["type"] * typed), *(["mentions"] * bool(fields.also)), *options]


def is_right(outcome: Outcome, part: str) -> bool:
    """Whether a part of what is expected was found: so was the item, and nothing is told against the part."""
    against = set(re.findall(r"(?:^|; )([a-z]+): ", outcome.found or ""))
    return against.isdisjoint({part, *_NOTHING})


_NOTHING: Final = ("content", "entity", "relation", "label")
"""Before a colon where nothing was found that a line could be about."""


def _print_table(outcomes: Sequence[Outcome]) -> None:
    print(f"{'':24}{'right':>7}{'all':>7}{'share':>8}{'marked':>8}")
    for kind in KINDS:
        some = [one for one in outcomes if one.expectation.kind == kind]
        print(_row(kind, [one.found is None for one in some], sum(one.expectation.known for one in some)))
        told = dict.fromkeys(part for one in some for part in parts(one.expectation))
        for part in told:
            print(_row(f"    {part}", [is_right(one, part) for one in some if part in parts(one.expectation)]))
    known = sum(one.expectation.known for one in outcomes)
    print(_row("all", [one.found is None for one in outcomes], known))


def _row(name: str, right: Sequence[bool], known: int | None = None) -> str:
    share = f"{sum(right) / len(right):8.3f}" if right else f"{'':8}"
    return f"{name:24}{sum(right):>7}{len(right):>7}{share}{'' if known is None else known:>8}".rstrip()


def _print_failures(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        if one.found is not None:
            print(f"\n{one.passage.id}  {'~' * one.expectation.known}{one.expectation.written}\n    {one.found}")
