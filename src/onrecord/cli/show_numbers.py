"""The times and quantities of an article on a terminal: their words, and what they can mean."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import safe
from onrecord.record import Quantity, Record, Time


def numbers(to: Console, record: Record) -> None:
    """Show when things are said to be, and how many."""
    for heading, rows in (
        ("When", [(time, when(time)) for time in record.times]),
        ("How many", [(quantity, how_many(quantity)) for quantity in record.quantities]),
    ):
        if not rows:
            continue
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=False)
        table.add_column(no_wrap=False)
        table.add_column(no_wrap=False, style="dim")
        for item, meaning in rows:
            table.add_row(Text("    " + " ".join(safe(item.words).split())), safe(meaning))
        to.print()
        to.print(Text(heading, style="bold"))
        to.print(table)


def when(time: Time) -> str:
    """What a time can mean, in a few words."""
    if time.type == "SET":
        return f"again and again, {time.value}"
    if time.earliest and time.latest:
        span = time.earliest if time.earliest == time.latest else f"{time.earliest} to {time.latest}"
    elif time.earliest or time.latest:
        span = f"from {time.earliest}" if time.earliest else f"until {time.latest}"
    else:
        span = ""
    length = f"{time.value} " if time.type == "DURATION" else ""
    told = f"{length}{span}".strip() or time.value
    by = {"speech": "as quoted", "time": "counted from a time told before"}.get(time.anchor.kind if time.anchor else "")
    return f"{told}, {by}" if by else told


def how_many(quantity: Quantity) -> str:
    """The bounds of a quantity, in a few words."""
    lower, upper = (None if end is None else f"{end:,}" for end in (quantity.lower, quantity.upper))
    if lower == upper:
        bounds = f"{lower}"
    elif lower is None or upper is None:
        bounds = f"at most {upper}" if lower is None else f"{lower} and up"
    else:
        bounds = f"{lower} to {upper}"
    if quantity.approximate:
        bounds = f"about {bounds}" if lower is not None else f"at most about {upper}"
    parts = [bounds, quantity.unit, quantity.of]
    return " ".join(part for part in parts if part)
