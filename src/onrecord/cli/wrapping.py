"""Lines of a terminal: wrapped within an indent."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text


def indented(to: Console, words: Text, by: int, hanging: int = 0) -> None:
    """Print a text wrapped within an indent, without blanks at the ends of its lines.

    Args:
        to: where.
        words: what.
        by: how many blanks stand before each line.
        hanging: how many more stand before every line but the first.
    """
    for at, line in enumerate(words.wrap(to, to.width - by - hanging)):
        line.rstrip()
        to.print(Text(" " * (by + (hanging if at else 0))) + line)
