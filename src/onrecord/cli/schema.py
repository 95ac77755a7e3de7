"""`onrecord schema`."""

from __future__ import annotations

import json

import click


@click.command(
    "schema",
    epilog="""\b
Examples:
  onrecord schema > record.schema.json
  onrecord schema compare
  onrecord schema stories""",
)
@click.argument("what", type=click.Choice(["read", "compare", "stories"]), default="read")
def command(what: str) -> None:
    """Print the JSON Schema of what `read --json` (and `export`), `compare --json` or `stories --json` prints."""
    from onrecord import codec

    if what == "compare":
        from onrecord.comparing.comparison import Comparison

        schema = codec.schema(Comparison, "On Record: several reports side by side")
    elif what == "stories":
        from onrecord.comparing.listing import Listed

        schema = codec.schema(Listed, "On Record: one story of a ledger")
    else:
        schema = codec.schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
