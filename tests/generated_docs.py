"""`python -m tests.generated_docs`: write the papers that are made from the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from onrecord.cli.main import COMMANDS, main
from onrecord.reading.plover.ontology import ontology

DOCS = Path(__file__).parent.parent / "docs"


def cli_reference() -> str:
    """docs/cli.md: what every command says of itself."""
    parts = ["# The commands", "", "Made from the commands' own help by `python -m tests.generated_docs`."]
    for name in ("", *_within(COMMANDS)):
        result = CliRunner().invoke(main, [*name.split(), "--help"], prog_name="onrecord", terminal_width=100)
        parts += ["", f"## onrecord {name}".rstrip(), "", "```", result.output.rstrip(), "```"]
    return "\n".join(parts) + "\n"


def _within(names: Iterable[str]) -> Iterator[str]:
    """Commands, each with those it has of its own behind it."""
    for name in names:
        yield name
        command = main.get_command(click.Context(main), name)
        if isinstance(command, click.Group):
            yield from (f"{name} {each}" for each in command.commands)


def types_of_event() -> str:
    """The table of types in docs/events.md: quad class, modes and what each is, as their files say."""
    rows = ["| type | quad class | modes | what it is |", "|---|---|---|---|"]
    for kind in ontology().types.values():
        modes = ", ".join(f"`{mode}`" for mode in kind.modes) or "–"
        definition = " ".join(kind.definition.split())
        recipient = " A recipient is needed." if kind.needs_recipient else ""
        rows.append(f"| {kind.name} | {kind.quad} | {modes} | {definition}{recipient} |")
    return "\n".join(rows)


def with_types(paper: str) -> str:
    """A paper with the table of types between its marks."""
    before, mark, rest = paper.partition("<!-- types: made by `python -m tests.generated_docs` -->\n")
    _, end, after = rest.partition("<!-- end of types -->")
    return f"{before}{mark}{types_of_event()}\n{end}{after}"


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(cli_reference(), encoding="utf-8")
    EVENTS = DOCS / "events.md"
    EVENTS.write_text(with_types(EVENTS.read_text(encoding="utf-8")), encoding="utf-8")
