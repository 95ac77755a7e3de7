"""`python -m tests.generated_docs`: write the papers that are made from the code."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from onrecord.cli.main import COMMANDS, main

DOCS = Path(__file__).parent.parent / "docs"


def cli_reference() -> str:
    """docs/cli.md: what every command says of itself."""
    parts = ["# The commands", "", "Made from the commands' own help by `python -m tests.generated_docs`."]
    for name in ("", *COMMANDS):
        result = CliRunner().invoke(
            main, [*([name] if name else []), "--help"], prog_name="onrecord", terminal_width=100
        )
        parts += ["", f"## onrecord {name}".rstrip(), "", "```", result.output.rstrip(), "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(cli_reference(), encoding="utf-8")
