"""`onrecord schema`."""

from __future__ import annotations

import json

import click


@click.command(
    "schema",
    epilog="""\b
Examples:
  onrecord schema > record.schema.json
  onrecord schema compare""",
)
@click.argument("what", type=click.Choice(["read", "compare"]), default="read")
def command(what: str) -> None:
    """Print the JSON Schema of what `read --json` (and `export`) or `compare --json` prints."""
    from onrecord import codec

    if what == "compare":
        from onrecord.comparing.comparison import Comparison

        schema = codec.schema(Comparison, "On Record: several reports side by side")
    else:
        schema = codec.schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
