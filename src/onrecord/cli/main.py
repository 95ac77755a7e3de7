"""`onrecord`: the commands, each loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from onrecord.errors import OnRecordError
from onrecord.version import VERSION

COMMANDS = {
    "read": "Read articles and show who says what.",
    "add": "Read articles into a ledger.",
    "reread": "Read articles of a ledger again, with this version.",
    "changes": "Show what a later reading of an article has otherwise.",
    "check": "Look for damage in a ledger, and save what can be read.",
    "watch": "Follow feeds, and read what is new into a ledger.",
    "search": "Find articles or statements in a ledger.",
    "who": "Show who is quoted in a ledger, or what somebody says.",
    "stories": "Show the stories in a ledger, most reported first.",
    "compare": "Lay reports of one happening side by side.",
    "same": "Say that two articles, entities or events are one.",
    "different": "Say that two articles, entities or events are not one.",
    "correct": "Say whose a statement is, or that an event or a statement is none.",
    "judgements": "Show what people said and corrected, undo it, or take it from elsewhere.",
    "export": "Write records or events to a file.",
    "cluster": "Read and compare by the million, on Spark or on all cores.",
    "serve": "Open the desk: a local web application over a ledger.",
    "schema": "Print the JSON Schema of what --json prints.",
}

EXIT_ARTICLES = 1
"""Some article could not be read."""
EXIT_USAGE = 2
"""The command line could not be understood."""
EXIT_SETUP = 3
"""The ledger, the installation or the machine is at fault."""

EXIT_INTERRUPTED = 130
"""Stopped from the keyboard."""

EPILOG = """\b
Examples:
  onrecord read report.html
  onrecord add reports/ && onrecord who
  onrecord compare wire.html rewrite.html --html compared.html

\b
Exit codes: 0 all is well, 1 some article could not be read, 2 the command
line is wrong, 3 a ledger, a file to write or the installation is at fault,
130 stopped from the keyboard."""


class _Commands(click.Group):
    """A group that knows its commands' names and loads their code on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"onrecord.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " Run `onrecord --help` for the commands."
            ctx.fail(f"there is no command {name!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "-V", "--version", prog_name="onrecord", message="%(prog)s %(version)s")
def main() -> None:
    """Read news reports and put on record who said what, with the exact words it came from."""


def run() -> None:
    """Run the command line; an error of ours ends it with what happened, what to do, and an exit code."""
    try:
        code = main.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except OnRecordError as error:
        click.echo(f"onrecord: {error.what} [{error.code}]\n  {error.remedy}", err=True)
        code = EXIT_SETUP
    except (click.Abort, KeyboardInterrupt):
        click.echo("onrecord: stopped; what was added to a ledger is kept, and the same command goes on", err=True)
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    run()
