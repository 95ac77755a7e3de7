"""What steps run on: tables in parts, a step on each part, and rows brought together by a key.

`local` does it with processes of one machine and files, `spark` on Spark. A step is a function from batches to batches
and is the same for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from onrecord.cluster.store import Store
from onrecord.cluster.tables import Batches, Columns, Step

Table = Any
"""A table of an engine's own kind; its parts may be anywhere."""


class Engine(Protocol):
    """Does steps on the parts of tables."""

    @property
    def workers(self) -> int:
        """How many steps it does at once."""

    def made(self, count: int, step: Callable[[int], Batches], columns: Columns) -> Table:
        """A table of what a step gives for each of the numbers from 0 on.

        Args:
            count: how many numbers.
            step: given a number, gives batches.
            columns: their columns.
        """

    def loaded(self, store: Store, columns: Columns) -> Table:
        """The table that lies in a folder.

        Args:
            store: the folder.
            columns: which of its columns, in which order.
        """

    def mapped(self, table: Table, step: Step, columns: Columns) -> Table:
        """What a step gives for the rows of a table, whichever of them it is given at once.

        Args:
            table: the table.
            step: the step.
            columns: the columns of what it gives.
        """

    def shuffled(
        self, some: Sequence[Table], order: Sequence[str], step: Step, columns: Columns, parts: int | None = None
    ) -> Table:
        """What a step gives for the rows of tables, those of one key together and in order.

        Args:
            some: tables of the same columns.
            order: the columns to order by; the first is the key, and a whole number.
            step: the step; it is given whole keys, one after another.
            columns: the columns of what it gives.
            parts: how many parts are worked on apart; what suits the engine when None.
        """

    def save(self, table: Table, to: Store) -> None:
        """Put a table in a folder that is yet to be made: whole, or not at all.

        Args:
            table: the table.
            to: the folder.
        """

    def rows(self, table: Table) -> Batches:
        """The batches of a table that is small enough to be had here."""

    def close(self) -> None:
        """Give back what it holds."""
